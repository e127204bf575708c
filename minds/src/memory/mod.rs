//! What a character remembers: typed facts and events, found again by absolute scores, forgotten when they are dull.

mod forget;
pub mod score;
mod search;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use shared::clock::TownTime;

use crate::people::Person;
use crate::words::tokens::features;

pub use forget::CAPACITY;
pub use search::{Found, Query};

/// A memory, unique within one mind and never used again.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct MemoryId(pub u32);

/// What a fact is about.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Subject {
    /// The one who remembers.
    Me,
    /// Somebody.
    Person(Person),
    /// Something, with its article: "the fountain".
    Thing(String),
}

/// Where a memory comes from.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Source {
    /// Known from the beginning.
    Known,
    /// Lived through.
    Lived,
    /// Somebody said so.
    Told(Person),
}

/// A typed fact that held from one moment to another.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fact {
    /// What it is about.
    pub subject: Subject,
    /// A verb in the third person: "likes".
    pub relation: String,
    /// The rest of the sentence: "chess".
    pub object: String,
    /// Since when it holds.
    pub from: TownTime,
    /// Until when it held; `None` while it does.
    pub to: Option<TownTime>,
    /// Who says so.
    pub source: Source,
    /// How its owner tells it, when not in plain words.
    pub say: Option<String>,
}

impl Fact {
    /// Whether both say the same, whoever says it and however.
    #[must_use]
    pub fn is_same(&self, other: &Self) -> bool {
        self.subject == other.subject && self.relation == other.relation && self.object == other.object
    }
}

/// What kind of event something was; decides its weight and how fast it fades.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum EventKind {
    /// A word in passing.
    SmallTalk,
    /// A conversation.
    Talk,
    /// Something seen or heard of.
    News,
    /// A scene that was played.
    Story,
    /// A kind word.
    Praise,
    /// A harsh one.
    Insult,
    /// An apology.
    Apology,
    /// Somebody said they would do something.
    Promise,
    /// A game with a winner.
    Game,
}

impl EventKind {
    /// Importance before anything else is known, 0..=10.
    #[must_use]
    pub const fn weight(self) -> u8 {
        match self {
            Self::SmallTalk => 1,
            Self::Talk => 3,
            Self::News => 4,
            Self::Praise | Self::Apology => 5,
            Self::Story | Self::Insult | Self::Game => 6,
            Self::Promise => 7,
        }
    }
}

/// Something that happened.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Event {
    /// What kind.
    pub kind: EventKind,
    /// Who took part, without the one who remembers.
    pub who: Vec<Person>,
    /// Where, as it follows "we stood": "by the fountain in the plaza".
    pub place: String,
    /// When.
    pub at: TownTime,
    /// What happened, a sentence without its full stop; for promises what was promised: "come to the fountain".
    pub text: String,
    /// What it was about.
    pub topic: Option<String>,
    /// Who told of it.
    pub source: Source,
    /// How often the like happened; summaries count what they stand for.
    pub count: u32,
}

/// A fact or an event.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum What {
    /// A typed fact.
    Fact(Fact),
    /// An event.
    Event(Event),
}

/// A memory with all that its score needs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Memory {
    /// Its id.
    pub id: MemoryId,
    /// What is remembered.
    pub what: What,
    /// 0..=10.
    pub importance: u8,
    /// When it was last spoken of.
    pub used: Option<TownTime>,
    #[serde(skip)]
    features: Box<[u32]>,
}

impl Memory {
    /// When it began.
    #[must_use]
    pub const fn at(&self) -> TownTime {
        match &self.what {
            What::Fact(fact) => fact.from,
            What::Event(event) => event.at,
        }
    }

    /// Whether it is about somebody or was lived with them.
    #[must_use]
    pub fn concerns(&self, person: &Person) -> bool {
        match &self.what {
            What::Fact(fact) => fact.subject == Subject::Person(person.clone()),
            What::Event(event) => event.who.contains(person),
        }
    }

    /// The event, if it is one.
    #[must_use]
    pub const fn event(&self) -> Option<&Event> {
        if let What::Event(event) = &self.what { Some(event) } else { None }
    }

    /// The fact, if it is one.
    #[must_use]
    pub const fn fact(&self) -> Option<&Fact> {
        if let What::Fact(fact) = &self.what { Some(fact) } else { None }
    }

    fn index(&mut self) {
        self.features = match &self.what {
            What::Fact(fact) => {
                let subject = if let Subject::Thing(thing) = &fact.subject { thing.as_str() } else { "" };
                features(&format!("{subject} {} {}", fact.relation, fact.object))
            }
            What::Event(event) => {
                features(&format!("{} {} {}", event.text, event.topic.as_deref().unwrap_or(""), event.place))
            }
        };
    }
}

/// All memories of one mind.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Memories {
    all: BTreeMap<MemoryId, Memory>,
    next: u32,
    #[serde(skip)]
    changed: Vec<MemoryId>,
}

impl Memories {
    /// How many there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.all.len()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.all.is_empty()
    }

    /// One of them.
    #[must_use]
    pub fn get(&self, id: MemoryId) -> Option<&Memory> {
        self.all.get(&id)
    }

    /// All of them, the oldest id first.
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = &Memory> {
        self.all.values()
    }

    /// Remembers a fact. What it replaces (the same subject and a relation that has one answer) ends now; a fact that is
    /// known already is not kept twice.
    pub fn learn(&mut self, fact: Fact) -> MemoryId {
        let known = self.facts(&fact.subject).find(|(_, f)| {
            f.to.is_none() && f.relation == fact.relation && f.object.eq_ignore_ascii_case(&fact.object)
        });
        if let Some((id, _)) = known {
            return id;
        }
        let replaced: Vec<MemoryId> = self
            .facts(&fact.subject)
            .filter(|(_, f)| f.to.is_none() && contradicts(f, &fact))
            .map(|(id, _)| id)
            .collect();
        for id in replaced {
            if let Some(Memory { what: What::Fact(old), .. }) = self.all.get_mut(&id) {
                old.to = Some(fact.from);
                self.changed.push(id);
            }
        }
        let importance = match (&fact.source, &fact.subject) {
            (Source::Known, _) => 5,
            (_, Subject::Person(_)) => 7,
            _ => 6,
        };
        self.add(What::Fact(fact), importance)
    }

    /// Forgets every fact of which this holds.
    pub(crate) fn unlearn(&mut self, gone: impl Fn(&Fact) -> bool) {
        let ids: Vec<MemoryId> =
            self.all.values().filter(|memory| memory.fact().is_some_and(&gone)).map(|memory| memory.id).collect();
        for id in ids {
            self.all.remove(&id);
            self.changed.push(id);
        }
    }

    /// Remembers an event; players, novelty and feelings make it weigh more, 0..=10.
    pub fn live(&mut self, event: Event, stirred: bool) -> MemoryId {
        let player = event.who.iter().any(Person::is_player);
        let novel = !self.all.values().rev().take(40).any(|m| m.event().is_some_and(|e| e.text == event.text));
        let importance = event.kind.weight() + u8::from(player) * 2 + u8::from(novel) + u8::from(stirred) * 2;
        let id = self.add(What::Event(event), importance.min(10));
        self.forget_dull();
        id
    }

    fn add(&mut self, what: What, importance: u8) -> MemoryId {
        let id = MemoryId(self.next);
        self.next += 1;
        let mut memory = Memory { id, what, importance, used: None, features: Box::default() };
        memory.index();
        self.all.insert(id, memory);
        self.changed.push(id);
        id
    }

    /// Facts about a subject, ended ones too, in the order they were learnt.
    pub fn facts<'a, 's>(&'a self, subject: &'s Subject) -> impl Iterator<Item = (MemoryId, &'a Fact)> + use<'a, 's> {
        self.all.values().filter_map(move |m| m.fact().filter(|f| f.subject == *subject).map(|f| (m.id, f)))
    }

    /// What holds now for a subject and a relation; the latest when there are several.
    #[must_use]
    pub fn holds(&self, subject: &Subject, relation: &str) -> Option<(MemoryId, &Fact)> {
        self.facts(subject).filter(|(_, f)| f.to.is_none() && f.relation == relation).last()
    }

    /// Events lived with somebody, the oldest first.
    pub fn events_with<'a, 'p>(
        &'a self,
        person: &'p Person,
    ) -> impl DoubleEndedIterator<Item = (MemoryId, &'a Event)> + use<'a, 'p> {
        self.all.values().filter_map(move |m| m.event().filter(|e| e.who.contains(person)).map(|e| (m.id, e)))
    }

    /// A memory was spoken of.
    pub fn mark_used(&mut self, id: MemoryId, now: TownTime) {
        if let Some(memory) = self.all.get_mut(&id) {
            memory.used = Some(now);
            self.changed.push(id);
        }
    }

    /// Ids that were added, changed or dropped since the last call, each once.
    pub(crate) fn take_changed(&mut self) -> Vec<MemoryId> {
        let mut changed = std::mem::take(&mut self.changed);
        changed.sort_unstable();
        changed.dedup();
        changed
    }

    /// Puts back a memory that was stored.
    pub(crate) fn put_back(&mut self, mut memory: Memory) {
        memory.index();
        self.next = self.next.max(memory.id.0 + 1);
        self.all.insert(memory.id, memory);
    }

    /// Rebuilds what is not stored with the rest.
    pub(crate) fn reindex(&mut self) {
        self.all.values_mut().for_each(Memory::index);
    }
}

/// Relations with one answer at a time; a new answer ends the old one.
fn contradicts(old: &Fact, new: &Fact) -> bool {
    const SINGLE: [&str; 7] = ["is called", "lives in", "comes from", "works as", "is from", "feels", "works at"];
    let same_relation = old.relation == new.relation;
    let reversed = matches!(
        (old.relation.as_str(), new.relation.as_str()),
        ("likes", "doesn't like") | ("doesn't like", "likes") | ("has", "doesn't have") | ("doesn't have", "has")
    );
    let same_object = old.object.eq_ignore_ascii_case(&new.object);
    (same_relation && SINGLE.contains(&new.relation.as_str())) || (reversed && same_object)
}
