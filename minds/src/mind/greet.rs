//! Greetings: how one says hello to a stranger, a friend or an old acquaintance, and what one remembers of them.

use std::sync::Arc;

use super::Mind;
use super::relation::{COOL, FRIEND};
use super::speech::{Draft, Line};
use crate::memory::{EventKind, MemoryId, Subject};
use crate::people::Other;
use crate::town::World;
use crate::voice::{Lines, Voice};
use crate::words::grammar;
use shared::dice::Dice;

/// In so many of 100 greetings something shared is cited, when there is something.
const CITE_PERCENT: u32 = 85;
/// What was talked about less than so many minutes of the town ago is no memory yet.
const FRESH_MINUTES: u32 = 30;

/// Something to cite: which lines say it, what fills them, how strongly it wants to be said.
struct Shared<'a> {
    lines: &'a Lines,
    slots: Vec<(&'static str, String)>,
    memory: MemoryId,
    weight: i32,
}

impl Mind {
    /// Says hello; with a true shared memory when there is one.
    pub fn greet(&mut self, other: &Other, world: &dyn World, dice: &mut Dice) -> Line {
        let role = Arc::clone(&self.role);
        let voice = &role.persona.voice;
        let relation = self.relations.get(&other.person);
        let (met, affinity) = relation.map_or((0, 0), |r| (r.met, r.affinity));
        self.relation_mut(other);
        self.topic = None;
        let by_time = self.greeting_of_the_hour(voice, world);
        if affinity <= COOL {
            return self.line(&[&voice.greet_cool], Draft::default(), "greet cool", Some(other), world, dice);
        }
        if met == 0 && self.memories.events_with(&other.person).next().is_none() {
            return self.line(&[&voice.greet_stranger], Draft::default(), "greet stranger", Some(other), world, dice);
        }
        if dice.chance(CITE_PERCENT)
            && let Some(line) = self.cite(other, world, dice)
        {
            return line;
        }
        let usual = if affinity >= FRIEND { &voice.greet_friend } else { &voice.greet_acquaintance };
        let busy = self.doing(world.now()).is_some_and(|d| d.busy);
        let list = match dice.below(100) {
            0..15 if busy => &voice.busy,
            0..40 => by_time,
            _ => usual,
        };
        self.line(&[list, usual], Draft::default(), "greet", Some(other), world, dice)
    }

    /// What is said at this time of day.
    pub(super) fn greeting_of_the_hour<'v>(&self, voice: &'v Voice, world: &dyn World) -> &'v Lines {
        match grammar::daytime(world.now()) {
            "morning" => &voice.greet_morning,
            "afternoon" => &voice.greet_afternoon,
            "evening" => &voice.greet_evening,
            _ => &voice.greet_night,
        }
    }

    /// A greeting that cites the shared memory which wants most to be told.
    fn cite(&mut self, other: &Other, world: &dyn World, dice: &mut Dice) -> Option<Line> {
        let role = Arc::clone(&self.role);
        let mut shared = self.shared_memories(other, world, &role.persona.voice.recall);
        shared.sort_by_key(|s| (-s.weight, s.memory));
        for one in shared {
            // Try the words first: a memory that no line can carry is no reason to say nothing.
            let text = self.choose(&[one.lines], &one.slots, Some(other), world, dice);
            let Some(text) = text else { continue };
            let draft = Draft::default().citing(one.memory);
            return Some(self.spoken(text, draft, "greet with a memory", Some(other), world, dice));
        }
        None
    }

    fn shared_memories<'a>(
        &self,
        other: &Other,
        world: &dyn World,
        recall: &'a crate::voice::Recall,
    ) -> Vec<Shared<'a>> {
        let now = world.now();
        let subject = Subject::Person(other.person.clone());
        let weight =
            |id: MemoryId| self.memories.get(id).map_or(0, |m| crate::memory::score::score(m, 0, true, now).total());
        let mut shared = Vec::new();
        let mut add = |lines: &'a Lines, slots: Vec<(&'static str, String)>, memory: MemoryId, bonus: i32| {
            shared.push(Shared { lines, slots, memory, weight: weight(memory) + bonus });
        };
        for (id, fact) in self.memories.facts(&subject).filter(|(_, f)| f.to.is_none()) {
            if fact.source == crate::memory::Source::Told(other.person.clone())
                && let Some(words) = self.fact_in_words(fact, Some(&other.person))
            {
                add(&recall.told, vec![("fact", words), ("when", grammar::ago(fact.from, now))], id, 0);
            }
        }
        let mut talks = 0;
        let mut last_talk = None;
        for (id, event) in self.memories.events_with(&other.person) {
            let fresh = now.since(event.at) < FRESH_MINUTES;
            let when = ("when", grammar::ago(event.at, now));
            match event.kind {
                EventKind::Talk | EventKind::SmallTalk => {
                    talks += event.count;
                    last_talk = Some((id, event));
                }
                EventKind::Promise if !fresh => {
                    add(&recall.promise, vec![("promise", timeless(&event.text)), when], id, 300);
                }
                EventKind::Story | EventKind::Game | EventKind::Praise if !fresh => {
                    add(&recall.event, vec![("event", self.event_in_words(&event.text, Some(other))), when], id, 0);
                }
                _ => {}
            }
        }
        if let Some((id, event)) = last_talk {
            let when = ("when", grammar::ago(event.at, now));
            let fresh = now.since(event.at) < FRESH_MINUTES;
            if let Some(topic) = event.topic.clone().filter(|_| !fresh) {
                add(&recall.topic, vec![("topic", topic), when.clone()], id, 400);
            }
            if let Some(place) = Self::event_place(event).filter(|_| !fresh) {
                add(&recall.place, vec![("where", place), when], id, 0);
            }
            if talks >= 2 {
                let slots = vec![("times", grammar::times(talks)), ("count", grammar::number(talks))];
                add(&recall.times, slots, id, 100);
            }
        }
        shared
    }
}

/// What was promised, without the day it was promised for: that day may be over.
fn timeless(promise: &str) -> String {
    const WHEN: [&str; 9] = [
        "tomorrow",
        "tonight",
        "later",
        "next week",
        "this evening",
        "in the evening",
        "in the morning",
        "soon",
        "again",
    ];
    let mut rest = promise.trim();
    while let Some(shorter) = WHEN.iter().find_map(|w| rest.strip_suffix(w)) {
        rest = shorter.trim();
    }
    match rest.rsplit_once(" on ") {
        Some((before, day)) if day.to_lowercase().ends_with("day") => before.to_owned(),
        _ => rest.to_owned(),
    }
}
