//! Writing a mind down and bringing it back: row by row for storage, whole for a walk to another shard.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;
use std::sync::Arc;

use serde::{Deserialize, Serialize};
use shared::clock::TownTime;
use shared::ids::Key;

use super::habits::Habits;
use super::relation::Relation;
use super::{Mind, Needs};
use crate::content::Role;
use crate::memory::{Memories, Memory};
use crate::mood::Feeling;
use crate::people::Person;

/// A row to write or to delete; rows are unique within one mind.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum MindChange {
    /// Write this row, new or in place of the old one.
    Keep {
        /// Name of the row: `m12`, `r:c:mira`, `s:ID`, `u:TEMPLATE`, `w:NUMBER`.
        row: String,
        /// Its content as JSON.
        json: String,
    },
    /// Delete this row.
    Forgot {
        /// Name of the row.
        row: String,
    },
}

/// Name of the row under which [`Mind::restore`] takes back what [`Mind::state`] gave.
pub const STATE_ROW: &str = "state";

/// What is kept apart from the rows, because most of it changes with every line.
#[derive(Serialize, Deserialize)]
struct State {
    feeling: Feeling,
    needs: Needs,
    topic: Option<String>,
}

/// A whole mind on its way to another shard.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MindSnapshot {
    key: Key,
    name: String,
    feeling: Feeling,
    memories: Memories,
    relations: BTreeMap<Person, Relation>,
    played: BTreeMap<String, TownTime>,
    habits: Habits,
    needs: Needs,
    topic: Option<String>,
}

impl MindSnapshot {
    /// Whose mind it is.
    #[must_use]
    pub const fn key(&self) -> &Key {
        &self.key
    }
}

impl Mind {
    /// Rows that are new, changed or gone since the last call, in order of their names.
    pub fn changes(&mut self) -> Vec<MindChange> {
        let mut rows: BTreeMap<String, Option<String>> = BTreeMap::new();
        for id in self.memories.take_changed() {
            let json = self.memories.get(id).and_then(json);
            rows.insert(format!("m{}", id.0), json);
        }
        let touched = std::mem::take(&mut self.touched);
        for person in &touched.relations {
            rows.insert(format!("r:{person}"), self.relations.get(person).and_then(json));
        }
        for storylet in &touched.played {
            rows.insert(format!("s:{storylet}"), self.played.get(storylet).and_then(json));
        }
        rows.extend(self.habits.take_rows());
        let change = |(row, json): (String, Option<String>)| match json {
            Some(json) => MindChange::Keep { row, json },
            None => MindChange::Forgot { row },
        };
        rows.into_iter().map(change).collect()
    }

    /// What is felt, needed and talked about now, as JSON: small, and often different. [`Mind::restore`] takes it back
    /// as the row [`STATE_ROW`].
    #[must_use]
    pub fn state(&self) -> String {
        let state = State { feeling: self.feeling, needs: self.needs, topic: self.topic.clone() };
        json(&state).unwrap_or_default()
    }

    /// A mind from its stored rows, and the names of rows that could not be read (they are left out). What the persona
    /// says is taken from the role; rows that tell otherwise win. Without any row it is a fresh mind.
    pub fn restore(
        key: Key,
        name: &str,
        role: Arc<Role>,
        rows: impl IntoIterator<Item = (String, String)>,
    ) -> (Self, Vec<String>) {
        let mut mind = Self::blank(key.clone(), name, Arc::clone(&role));
        let mut unread = Vec::new();
        let mut any = false;
        for (row, json) in rows {
            any = true;
            if mind.put_back(&row, &json).is_none() {
                unread.push(row);
            }
        }
        if !any {
            return (Self::new(key, name, role), unread);
        }
        mind.catch_up_with_role();
        (mind, unread)
    }

    /// A persona may have learnt new facts or met new people since it was written down.
    pub(super) fn catch_up_with_role(&mut self) {
        let fresh = Self::new(self.key.clone(), &self.name, Arc::clone(&self.role));
        for fact in fresh.memories.iter().filter_map(|memory| memory.fact()) {
            if !self.memories.facts(&fact.subject).any(|(_, known)| known.is_same(fact)) {
                self.memories.learn(fact.clone());
            }
        }
        for (person, relation) in fresh.relations {
            if let Entry::Vacant(place) = self.relations.entry(person) {
                self.touched.relations.insert(place.key().clone());
                place.insert(relation);
            }
        }
    }

    fn put_back(&mut self, row: &str, json: &str) -> Option<()> {
        if row == STATE_ROW {
            let state: State = serde_json::from_str(json).ok()?;
            (self.feeling, self.needs, self.topic) = (state.feeling, state.needs, state.topic);
        } else if let Some(person) = row.strip_prefix("r:") {
            self.relations.insert(Person::from_row(person)?, serde_json::from_str(json).ok()?);
        } else if let Some(storylet) = row.strip_prefix("s:") {
            self.played.insert(storylet.to_owned(), serde_json::from_str(json).ok()?);
        } else if row.starts_with("u:") || row.starts_with("w:") {
            self.habits.put_back(row, json)?;
        } else if row.starts_with('m') {
            let memory: Memory = serde_json::from_str(json).ok()?;
            self.memories.put_back(memory);
        } else {
            return None;
        }
        Some(())
    }

    /// The whole mind, to go on elsewhere. Take [`Mind::changes`] first: what is not written down yet is not in it.
    #[must_use]
    pub fn snapshot(&self) -> MindSnapshot {
        MindSnapshot {
            key: self.key.clone(),
            name: self.name.clone(),
            feeling: self.feeling,
            memories: self.memories.clone(),
            relations: self.relations.clone(),
            played: self.played.clone(),
            habits: self.habits.written(),
            needs: self.needs,
            topic: self.topic.clone(),
        }
    }

    /// The mind of a snapshot, with the content of this side.
    #[must_use]
    pub fn from_snapshot(role: Arc<Role>, snapshot: MindSnapshot) -> Self {
        let mut mind = Self::blank(snapshot.key, &snapshot.name, role);
        mind.feeling = snapshot.feeling;
        mind.memories = snapshot.memories;
        mind.memories.reindex();
        mind.relations = snapshot.relations;
        mind.played = snapshot.played;
        mind.habits = snapshot.habits;
        mind.needs = snapshot.needs;
        mind.topic = snapshot.topic;
        mind
    }
}

fn json<T: Serialize>(value: &T) -> Option<String> {
    serde_json::to_string(value).ok()
}
