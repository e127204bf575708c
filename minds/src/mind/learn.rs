//! Taking in: what others say of themselves, what they are like, and what happens.

use super::Mind;
use super::fill::place_in_words;
use super::speech::{Heard, Meeting};
use crate::memory::{Event, EventKind, Fact, Source, Subject};
use crate::mood::Mood;
use crate::people::{Other, Person};
use crate::town::{World, WorldEvent};
use crate::understand::{Act, Told, Understood, understand};

impl Mind {
    /// Somebody said something to others: this mind listens and doesn't answer.
    pub fn hear(&mut self, heard: &Heard<'_>, world: &dyn World) {
        let understood = understand(heard.text, &self.name, &self.role.topics);
        self.take_in(heard, &understood, world);
    }

    /// Learns from a line, and likes its speaker more or less for it.
    pub(super) fn take_in(&mut self, heard: &Heard<'_>, understood: &Understood, world: &dyn World) {
        let now = world.now();
        if let Some(event) = heard.tells {
            self.told_of(event, heard.from);
        }
        let topic = heard.topic.map(str::to_owned).or_else(|| understood.topic.clone());
        if let Some(topic) = topic {
            if self.topic.as_ref() != Some(&topic) {
                *self.relation_mut(heard.from).topics.entry(topic.clone()).or_default() += 1;
            }
            self.topic = Some(topic);
        }
        // Characters' lines are written for effect; only players tell facts about themselves in passing.
        if heard.from.person.is_player() {
            for told in &understood.told {
                self.told_by(told, heard.from, world);
            }
        } else {
            // Nobody says what another has just said.
            self.remember_words(heard.text, &[]);
        }
        if heard.to.is_some_and(|to| to != heard.me) {
            return;
        }
        let traits = self.role.persona.traits;
        let (warm, touchy) = (i16::from(traits.warm), i16::from(100 - traits.calm.min(100)));
        let (shift, mood, kind) = match understood.act {
            Act::Insult => {
                (-6 - touchy / 12, Some(if touchy > 50 { Mood::Anger } else { Mood::Sadness }), Some(EventKind::Insult))
            }
            Act::Compliment => (3 + warm / 25, Some(Mood::Joy), Some(EventKind::Praise)),
            Act::Apologise if self.affinity(&heard.from.person) < 0 => (5 + warm / 20, None, Some(EventKind::Apology)),
            Act::Thank | Act::Promise(_) | Act::Tell => (1 + warm / 50, None, None),
            Act::Greet | Act::AskHow | Act::AskJoke | Act::AskStory => (1, None, None),
            _ => (0, None, None),
        };
        if shift != 0 {
            self.relation_mut(heard.from).shift(shift);
        }
        if let Some(mood) = mood {
            self.feel(mood, now);
        }
        if let Some(kind) = kind {
            let name = heard.from.name.as_str();
            let text = match kind {
                EventKind::Insult => format!("{name} was unkind to {}", self.name),
                EventKind::Praise => format!("{name} said something kind to {}", self.name),
                _ => format!("{name} apologised to {}", self.name),
            };
            self.live(kind, vec![heard.from.person.clone()], text, world, true);
        }
    }

    fn told_by(&mut self, told: &Told, from: &Other, world: &dyn World) {
        let now = world.now();
        match told {
            Told::Name(name) => self.relation_mut(from).call = Some(name.clone()),
            Told::Fact(relation, object) => {
                self.memories.learn(Fact {
                    subject: Subject::Person(from.person.clone()),
                    relation: relation.clone(),
                    object: object.clone(),
                    from: now,
                    to: None,
                    source: Source::Told(from.person.clone()),
                    say: None,
                });
            }
            Told::Promise(what) => {
                self.live(EventKind::Promise, vec![from.person.clone()], what.clone(), world, false);
            }
        }
    }

    pub(super) fn live(&mut self, kind: EventKind, who: Vec<Person>, text: String, world: &dyn World, stirred: bool) {
        let event = Event {
            kind,
            who,
            place: place_in_words(&world.place(), &world.scene()),
            at: world.now(),
            text,
            topic: self.topic.clone(),
            source: Source::Lived,
            count: 1,
        };
        self.memories.live(event, stirred);
    }

    /// Something happened that this character saw or took part in.
    pub fn witness(&mut self, event: &WorldEvent) {
        self.keep_event(event, Source::Lived);
    }

    fn told_of(&mut self, event: &WorldEvent, by: &Other) {
        self.keep_event(event, Source::Told(by.person.clone()));
    }

    fn keep_event(&mut self, event: &WorldEvent, source: Source) {
        let known = self.memories.iter().any(|m| m.event().is_some_and(|e| e.text == event.text && e.at == event.at));
        if known {
            return;
        }
        let me = self.person();
        let event = Event {
            kind: EventKind::News,
            who: event.who.iter().filter(|p| **p != me).cloned().collect(),
            place: String::new(),
            at: event.at,
            text: event.text.clone(),
            topic: None,
            source,
            count: 1,
        };
        self.memories.live(event, false);
    }

    /// A conversation is over: remembers it with everybody who was in it.
    pub fn met(&mut self, meeting: &Meeting) {
        let topic = meeting.topic.clone().or_else(|| self.topic.take());
        self.topic = None;
        self.needs.company = meeting.at;
        if meeting.lines == 0 {
            return;
        }
        let warm = i16::from(self.role.persona.traits.warm);
        for other in &meeting.others {
            let relation = self.relation_mut(other);
            relation.met += 1;
            relation.last = Some(meeting.at);
            if let Some(topic) = &topic {
                *relation.topics.entry(topic.clone()).or_default() += 1;
            }
            // Company warms a little, up to a point that only deeds pass.
            if relation.affinity < 60 && meeting.lines >= 3 {
                relation.shift(1 + warm / 40);
            }
            let kind = if meeting.lines >= 3 { EventKind::Talk } else { EventKind::SmallTalk };
            let about = topic.as_deref().map_or_else(String::new, |t| format!(" about {t}"));
            let event = Event {
                kind,
                who: vec![other.person.clone()],
                place: place_in_words(&meeting.place, &meeting.scene),
                at: meeting.at,
                text: format!("{} talked with {}{about}", self.name, other.name),
                topic: topic.clone(),
                source: Source::Lived,
                count: 1,
            };
            self.memories.live(event, false);
        }
    }
}
