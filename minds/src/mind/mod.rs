//! One mind: what a character feels, remembers and thinks of others.

mod answer;
pub mod catch_up;
mod day;
pub mod decide;
pub(crate) mod fill;
mod greet;
mod habits;
pub mod keep;
mod learn;
mod own;
pub mod relation;
mod reply;
pub mod speech;
pub mod story;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use serde::{Deserialize, Serialize};
use shared::clock::TownTime;
use shared::ids::Key;

use crate::content::Role;
use crate::memory::{Fact, Memories, Source, Subject};
use crate::mood::{Feeling, Mood};
use crate::people::{Other, Person};
use crate::persona::{PersonaDef, ScheduleDef};
use habits::Habits;
use relation::{COOL, Relation};

/// The mind of one character. Everything it does depends only on what it was told, the time and the dice.
#[derive(Debug, Clone)]
pub struct Mind {
    key: Key,
    name: String,
    role: Arc<Role>,
    feeling: Feeling,
    memories: Memories,
    relations: BTreeMap<Person, Relation>,
    /// When each storylet was last played.
    played: BTreeMap<String, TownTime>,
    habits: Habits,
    needs: Needs,
    /// What is talked about now.
    topic: Option<String>,
    touched: Touched,
}

/// When needs were last met.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Needs {
    company: TownTime,
    walk: TownTime,
}

/// What changed since it was last written down.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
struct Touched {
    relations: BTreeSet<Person>,
    played: BTreeSet<String>,
}

impl Mind {
    /// A mind as its persona describes it, with nothing lived through yet.
    #[must_use]
    pub fn new(key: Key, name: &str, role: Arc<Role>) -> Self {
        let mut mind = Self::blank(key, name, role);
        let role = Arc::clone(&mind.role);
        for known in &role.persona.knows {
            let subject = match known.subject.as_str() {
                "me" => Subject::Me,
                thing => role.person_called(thing).map_or_else(|| Subject::Thing(thing.to_owned()), Subject::Person),
            };
            mind.memories.learn(Fact {
                subject,
                relation: known.relation.clone(),
                object: known.object.clone(),
                from: TownTime(0),
                to: None,
                source: Source::Known,
                say: known.say.clone(),
            });
        }
        for (who, relation) in &role.persona.relations {
            let Ok(who) = Key::parse(who) else { continue };
            let name = role.cast_names.get(&who).cloned().unwrap_or_default();
            let affinity = i16::from(relation.affinity);
            let are = Some(relation.are.clone());
            // They have known each other for years.
            let known = Relation { affinity, met: 1, name, are, ..Relation::default() };
            mind.touched.relations.insert(Person::Character(who.clone()));
            mind.relations.insert(Person::Character(who), known);
        }
        mind
    }

    fn blank(key: Key, name: &str, role: Arc<Role>) -> Self {
        Self {
            key,
            name: name.to_owned(),
            role,
            feeling: Feeling::default(),
            memories: Memories::default(),
            relations: BTreeMap::new(),
            played: BTreeMap::new(),
            habits: Habits::default(),
            needs: Needs::default(),
            topic: None,
            touched: Touched::default(),
        }
    }

    /// The character's key.
    #[must_use]
    pub const fn key(&self) -> &Key {
        &self.key
    }

    /// The character's name.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The identity others know this mind by.
    #[must_use]
    pub fn person(&self) -> Person {
        Person::Character(self.key.clone())
    }

    /// The persona it was written with.
    #[must_use]
    pub fn persona(&self) -> &PersonaDef {
        &self.role.persona
    }

    /// Goes on with changed content under this name; nothing that was lived through is lost. What the persona has known
    /// all along is as it says now.
    pub fn replace_role(&mut self, name: &str, role: Arc<Role>) {
        let fresh = Self::new(self.key.clone(), name, Arc::clone(&role));
        let said: Vec<&Fact> = fresh.memories.iter().filter_map(|memory| memory.fact()).collect();
        let still = |fact: &Fact| said.iter().any(|now| now.is_same(fact) && now.say == fact.say);
        self.memories.unlearn(|fact| fact.source == Source::Known && !still(fact));
        for (who, now) in &role.persona.relations {
            let was = self.role.persona.relations.get(who).map(|relation| &relation.are);
            let person = Key::parse(who).ok().map(Person::Character).filter(|_| was != Some(&now.are));
            if let Some((person, relation)) =
                person.and_then(|person| Some((person.clone(), self.relations.get_mut(&person)?)))
            {
                relation.are = Some(now.are.clone());
                self.touched.relations.insert(person);
            }
        }
        name.clone_into(&mut self.name);
        self.role = role;
        self.catch_up_with_role();
    }

    /// What is felt at this moment.
    #[must_use]
    pub fn mood(&self, now: TownTime) -> Mood {
        self.feeling.at(now)
    }

    /// What the schedule says for this moment; `None` only when the persona has no schedule.
    #[must_use]
    pub fn doing(&self, now: TownTime) -> Option<&ScheduleDef> {
        self.role.persona.now_doing(now)
    }

    /// What somebody is to this character; `None` for strangers.
    #[must_use]
    pub fn relation(&self, person: &Person) -> Option<&Relation> {
        self.relations.get(person)
    }

    /// How much somebody is liked, −100..=100; 0 for strangers.
    #[must_use]
    pub fn affinity(&self, person: &Person) -> i16 {
        self.relations.get(person).map_or(0, |r| r.affinity)
    }

    /// Everything that is remembered.
    #[must_use]
    pub const fn memory(&self) -> &Memories {
        &self.memories
    }

    /// Whether an invitation of this person is welcome now.
    #[must_use]
    pub fn willing(&self, from: &Other, now: TownTime) -> bool {
        let busy = self.doing(now).is_some_and(|d| d.busy);
        from.person.is_player() || self.affinity(&from.person) > if busy { 10 } else { COOL }
    }

    pub(crate) fn relation_mut(&mut self, other: &Other) -> &mut Relation {
        self.touched.relations.insert(other.person.clone());
        let relation = self.relations.entry(other.person.clone()).or_default();
        relation.name.clone_from(&other.name);
        relation
    }

    pub(crate) fn feel(&mut self, mood: Mood, now: TownTime) {
        self.feeling.stir(mood, now, self.role.persona.traits.calm);
    }

    pub(crate) fn mark_played(&mut self, storylet: &str, now: TownTime) {
        self.played.insert(storylet.to_owned(), now);
        self.touched.played.insert(storylet.to_owned());
    }
}
