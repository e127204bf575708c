//! Filling slots from what is true: the town, the moment, the persona and typed memory.

use super::Mind;
use crate::memory::{Event, Fact, Subject};
use crate::people::{Other, Person};
use crate::persona::{Pronouns, Weekday};
use crate::town::World;
use crate::words::grammar;

/// Slots that every line may use, with the characters each takes as a rule. What comes out longer than a line may be
/// is left unsaid.
pub const SLOTS: [(&str, usize); 19] = [
    ("me", 14),
    ("place", 22),
    ("scene", 18),
    ("time", 20),
    ("daytime", 9),
    ("weekday", 9),
    ("doing", 34),
    ("job", 24),
    ("wants", 48),
    ("avoids", 34),
    ("notices", 34),
    ("pet", 16),
    ("other", 10),
    ("they", 4),
    ("them", 4),
    ("their", 5),
    ("are", 40),
    ("news", 50),
    ("topic", 10),
];

/// Slots of some situations only.
pub const SPECIAL_SLOTS: [(&str, usize); 16] = [
    ("fact", 40),
    ("when", 13),
    ("where", 28),
    ("times", 11),
    ("promise", 30),
    ("event", 36),
    ("word", 10),
    ("thing", 18),
    ("people", 30),
    ("person", 10),
    ("a", 10),
    ("b", 10),
    ("c", 10),
    ("d", 10),
    ("count", 6),
    ("act", 36),
];

/// What fills the slots of one line.
pub(in crate::mind) struct Fill<'a> {
    pub mind: &'a Mind,
    pub world: &'a dyn World,
    pub other: Option<&'a Other>,
    pub extra: &'a [(&'static str, String)],
}

impl Fill<'_> {
    /// The words of a slot; `None` when there is nothing true to say.
    pub fn slot(&mut self, name: &str) -> Option<String> {
        if let Some((_, words)) = self.extra.iter().find(|(slot, _)| *slot == name) {
            return Some(words.clone());
        }
        let persona = &self.mind.role.persona;
        let now = self.world.now();
        match name {
            "me" => Some(self.mind.name.clone()),
            "place" => Some(self.world.place()),
            "scene" => Some(self.world.scene()),
            "time" => Some(grammar::clock_words(now)),
            "daytime" => Some(grammar::daytime(now).to_owned()),
            "weekday" => Some(Weekday::of_day(now.day()).name().to_owned()),
            "doing" => self.mind.doing(now).map(|d| d.doing.clone()),
            "job" => Some(persona.job.clone()),
            "wants" => Some(persona.wants.clone()),
            "avoids" => Some(persona.avoids.clone()),
            "notices" => Some(persona.notices.clone()),
            "pet" => {
                let turn = self.mind.habits.turn() as usize;
                persona.pet_words.get(turn % persona.pet_words.len().max(1)).cloned()
            }
            "other" => self.other.map(|o| self.mind.name_of(o)),
            "they" => self.pronoun(|p| match p {
                Pronouns::She => "she",
                Pronouns::He => "he",
                Pronouns::They => "they",
            }),
            "them" => self.pronoun(|p| match p {
                Pronouns::She => "her",
                Pronouns::He => "him",
                Pronouns::They => "them",
            }),
            "their" => self.pronoun(|p| match p {
                Pronouns::She => "her",
                Pronouns::He => "his",
                Pronouns::They => "their",
            }),
            "are" => self.other.and_then(|o| self.mind.relation(&o.person)).and_then(|r| r.are.clone()),
            _ => self.of_fact(name),
        }
    }

    fn pronoun(&self, word: impl Fn(Pronouns) -> &'static str) -> Option<String> {
        let pronouns = match &self.other?.person {
            Person::Character(key) => self.mind.role.cast_pronouns.get(key).copied().unwrap_or_default(),
            Person::Player(_) => Pronouns::They,
        };
        Some(word(pronouns).to_owned())
    }

    /// `their.likes`, `my.has`: the object of a fact that holds now.
    fn of_fact(&self, name: &str) -> Option<String> {
        let (whose, relation) = name.split_once('.')?;
        let subject = match whose {
            "my" => Subject::Me,
            "their" => Subject::Person(self.other?.person.clone()),
            _ => return None,
        };
        let wanted = relation.replace('_', " ");
        let facts = self.mind.memories.facts(&subject).filter(|(_, f)| f.to.is_none());
        facts
            .filter(|(_, f)| f.relation == wanted || f.relation.split(' ').next() == Some(relation))
            .last()
            .map(|(_, f)| f.object.clone())
    }
}

impl Mind {
    /// How this mind calls somebody.
    #[must_use]
    pub fn name_of(&self, other: &Other) -> String {
        self.relations.get(&other.person).and_then(|r| r.call.clone()).unwrap_or_else(|| other.name.clone())
    }

    /// A name for somebody who may not be here.
    pub(super) fn name_of_person(&self, person: &Person) -> Option<String> {
        if let Some(relation) = self.relations.get(person).filter(|r| !r.name.is_empty()) {
            return Some(relation.spoken_name().to_owned());
        }
        match person {
            Person::Character(key) => self.role.cast_names.get(key).cloned(),
            Person::Player(_) => None,
        }
    }

    /// A fact as a sentence without its full stop, told to somebody: "you like chess", "Bela bakes rye".
    pub(super) fn fact_in_words(&self, fact: &Fact, listener: Option<&Person>) -> Option<String> {
        let Fact { subject, relation, object, .. } = fact;
        let possessive = relation.strip_prefix("'s ");
        Some(match subject {
            Subject::Me => match possessive {
                Some(thing) => format!("my {thing} {object}"),
                None => format!("I {} {object}", grammar::first_person(relation)).replace("I am ", "I'm "),
            },
            Subject::Person(person) if Some(person) == listener => match possessive {
                Some(thing) => format!("your {thing} {object}"),
                None => format!("you {} {object}", grammar::second_person(relation)).replace("you are ", "you're "),
            },
            Subject::Person(person) => {
                let name = self.name_of_person(person)?;
                possessive
                    .map_or_else(|| format!("{name} {relation} {object}"), |thing| format!("{name}'s {thing} {object}"))
            }
            Subject::Thing(thing) => {
                possessive.map_or_else(|| format!("{thing} {relation} {object}"), |p| format!("{thing}'s {p} {object}"))
            }
        })
    }

    /// An event as its teller says it: their own name becomes "I" or "me", the listener's "you".
    pub(super) fn event_in_words(&self, text: &str, listener: Option<&Other>) -> String {
        let mut told = replace_name(text, &self.name, "I", "me", "my");
        if let Some(listener) = listener {
            told = replace_name(&told, &listener.name, "you", "you", "your");
        }
        // "I and Bela" is said the other way round.
        if let Some((second, rest)) = told.strip_prefix("I and ").and_then(|rest| rest.split_once(' ')) {
            told = format!("{second} and I {rest}");
        }
        told.replace("you was ", "you were ")
            .replace("you has ", "you have ")
            .replace("I has ", "I have ")
            .replace("you is ", "you are ")
    }

    /// Where an event was, when it has a place: "by the fountain in the plaza".
    pub(super) fn event_place(event: &Event) -> Option<String> {
        (!event.place.is_empty()).then(|| event.place.clone())
    }
}

/// Replaces whole words only; a name that begins the sentence is its subject.
fn replace_name(text: &str, name: &str, subject: &str, object: &str, possessive: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find(name).filter(|_| !name.is_empty()) {
        let (before, from) = rest.split_at(at);
        let after = &from[name.len()..];
        let boundary = |c: Option<char>| c.is_none_or(|c| !c.is_alphanumeric());
        let starts = boundary(before.chars().next_back()) && (!before.is_empty() || boundary(out.chars().next_back()));
        out.push_str(before);
        if starts && boundary(after.chars().next()) {
            if let Some(owned) = after.strip_prefix("'s") {
                out.push_str(possessive);
                rest = owned;
                continue;
            }
            out.push_str(if out.is_empty() { subject } else { object });
        } else {
            out.push_str(name);
        }
        rest = after;
    }
    out.push_str(rest);
    out
}

/// Where talk happened, from the nearest place and the scene: "by the fountain in the plaza", "in the plaza".
pub(in crate::mind) fn place_in_words(place: &str, scene: &str) -> String {
    if place == scene || place.is_empty() { format!("in {scene}") } else { format!("by {place} in {scene}") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_become_pronouns() {
        assert_eq!(replace_name("Pip told Ana about Pip's clock", "Pip", "I", "me", "my"), "I told Ana about my clock");
        assert_eq!(replace_name("Ana beat Pip", "Pip", "I", "me", "my"), "Ana beat me");
        assert_eq!(replace_name("Pippa sang", "Pip", "I", "me", "my"), "Pippa sang");
    }
}
