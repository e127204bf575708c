//! Checks of personas: every name exists, every line can be spoken, every hour has a place.

use std::collections::BTreeMap;

use shared::content::locate::Step::{Text, Word};
use shared::content::locate::{Step, locate};
use shared::content::town::TownContent;
use shared::content::{Problem, Source, hint, nearest_name};
use shared::ids::Key;

use super::{Files, check_storylets};
use crate::mind::fill::{SLOTS, SPECIAL_SLOTS};
use crate::persona::{PersonaDef, ScheduleDef, Weekday};
use crate::words::MAX_SPOKEN;
use crate::words::template::{self, BadTemplate};

/// Fewest topics a character has lines on.
const FEWEST_TOPICS: usize = 2;

pub(super) fn check(files: &Files<'_>, town: &TownContent, names: &BTreeMap<Key, String>) -> Vec<Problem> {
    let mut found = Vec::new();
    for (source, persona) in files.personas.values() {
        places(source, persona, town, &mut found);
    }
    for key in files.personas.keys().filter(|key| !town.characters.contains_key(*key)) {
        let near = nearest_name(key.as_str(), town.characters.keys().map(Key::as_str));
        let message = format!("there is no character {:?} in assets/client/characters{}", key.as_str(), hint(near));
        found.push(Problem::new(&files.personas[key].0.file, message));
    }
    check_storylets::scenes(files, town, &mut found);
    found.extend(check_words(files, names));
    found
}

/// What can be checked without a town.
pub(super) fn check_words(files: &Files<'_>, names: &BTreeMap<Key, String>) -> Vec<Problem> {
    let mut found = Vec::new();
    for (source, persona) in files.personas.values() {
        persona_words(source, persona, files, names, &mut found);
    }
    check_storylets::storylets(files, names, &mut found);
    found
}

/// A name that has to be among those known, and where it is written.
pub(super) struct Named<'a> {
    pub source: &'a Source,
    /// Steps to what holds the name.
    pub within: &'a [Step<'a>],
    /// Who names it, at the start of the message.
    pub who: &'a str,
    pub what: &'a str,
    pub name: &'a str,
}

impl Named<'_> {
    /// Says so when it isn't among them.
    pub fn must_be<'k>(&self, known: impl Iterator<Item = &'k str> + Clone, found: &mut Vec<Problem>) {
        if known.clone().any(|k| k == self.name) {
            return;
        }
        let path: Vec<Step<'_>> = self.within.iter().copied().chain([Text(self.name)]).collect();
        let (who, what, name) = (self.who, self.what, self.name);
        let near = nearest_name(name, known);
        found.push(
            self.source.problem(&path, format!("{who} names the {what} {name:?}, which isn't there{}", hint(near))),
        );
    }
}

fn places(source: &Source, persona: &PersonaDef, town: &TownContent, found: &mut Vec<Problem>) {
    let scenes = town.scenes.keys().map(Key::as_str);
    Named { source, within: &[Word("home")], who: "home", what: "scene", name: &persona.home }
        .must_be(scenes.clone(), found);
    for (at, entry) in persona.schedule.iter().enumerate() {
        let who = format!("the schedule at {}", String::from(entry.from));
        let within = [Word("schedule"), Step::NthWord("from", at)];
        Named { source, within: &within, who: &who, what: "scene", name: &entry.scene }.must_be(scenes.clone(), found);
        let scene = Key::parse(&entry.scene).ok().and_then(|key| town.scenes.get(&key));
        if let Some(scene) = scene {
            let spots = scene.def.spots.keys().map(String::as_str);
            let who = format!("{who} in {:?}", entry.scene);
            Named { source, within: &within, who: &who, what: "spot", name: &entry.spot }.must_be(spots, found);
        }
    }
}

/// Hours with two places, and days with none.
fn schedule(source: &Source, persona: &PersonaDef, found: &mut Vec<Problem>) {
    if persona.schedule.is_empty() {
        let message = "schedule is empty, expected where they are at least once a day";
        found.push(source.problem(&[Word("schedule")], message));
        return;
    }
    let holds = |entry: &ScheduleDef, day: Weekday| entry.days.is_empty() || entry.days.contains(&day);
    for (at, entry) in persona.schedule.iter().enumerate() {
        // An entry of certain days goes before one of every day, so only equals are in each other's way.
        let twice = persona.schedule[..at].iter().any(|before| {
            let same_days = before.days.is_empty() == entry.days.is_empty()
                && (0..7).map(Weekday::of_day).any(|day| holds(before, day) && holds(entry, day));
            before.from == entry.from && same_days
        });
        if twice {
            let message = format!("the schedule has two places at {}, expected one", String::from(entry.from));
            found.push(source.problem(&[Word("schedule"), Step::NthWord("from", at)], message));
        }
    }
    let empty = (0..7).map(Weekday::of_day).filter(|day| !persona.schedule.iter().any(|e| holds(e, *day)));
    let empty: Vec<&str> = empty.map(Weekday::name).collect();
    if !empty.is_empty() {
        let message = format!("the schedule says nothing of {}, expected a place on every day", empty.join(", "));
        found.push(source.problem(&[Word("schedule")], message));
    }
}

fn persona_words(
    source: &Source,
    persona: &PersonaDef,
    files: &Files<'_>,
    names: &BTreeMap<Key, String>,
    found: &mut Vec<Problem>,
) {
    let topics = files.topics.keys().map(String::as_str);
    for (what, list) in [("likes", &persona.likes), ("dislikes", &persona.dislikes)] {
        for name in list {
            Named { source, within: &[Word(what)], who: what, what: "topic", name }.must_be(topics.clone(), found);
        }
    }
    for name in persona.voice.topics.keys() {
        let within = [Word("voice"), Word("topics")];
        Named { source, within: &within, who: "voice.topics", what: "topic", name }.must_be(topics.clone(), found);
    }
    for name in persona.relations.keys() {
        Named { source, within: &[Word("relations")], who: "relations", what: "character", name }
            .must_be(names.keys().map(Key::as_str), found);
    }
    schedule(source, persona, found);
    let mut say = |path: &[Step<'_>], message: String| found.push(source.problem(path, message));
    let traits = persona.traits;
    let numbers = [
        ("talkativeness", persona.talkativeness),
        ("sociable", traits.sociable),
        ("curious", traits.curious),
        ("diligent", traits.diligent),
        ("warm", traits.warm),
        ("calm", traits.calm),
    ];
    for (what, number) in numbers.into_iter().filter(|(_, n)| *n > 100) {
        say(&[Word(what)], format!("{what} is {number}, expected 0 to 100"));
    }
    if !(1..=120).contains(&persona.age) {
        say(&[Word("age")], format!("age is {}, expected 1 to 120", persona.age));
    }
    if persona.pet_words.len() < 3 {
        say(&[Word("pet_words")], format!("pet_words has {}, expected 3 or more", persona.pet_words.len()));
    }
    if persona.voice.topics.len() < FEWEST_TOPICS {
        let message =
            format!("voice.topics has {} topics, expected {FEWEST_TOPICS} or more", persona.voice.topics.len());
        say(&[Word("voice"), Word("topics")], message);
    }
    for (what, lines, least) in persona.voice.minimum() {
        // "answer.who_here" is the field who_here of answer.
        let list: Vec<Step<'_>> = std::iter::once(Word("voice")).chain(what.split('.').map(Word)).collect();
        let line_of = |line: &'_ str| locate(&source.text, &[list.as_slice(), &[Text(line)]].concat());
        let mut say_line = |line: &str, message: String| {
            let at = line_of(line).or_else(|| locate(&source.text, &list));
            found.push(Problem { at, ..Problem::new(&source.file, message) });
        };
        if let Some(line) =
            lines.iter().enumerate().find(|(at, line)| lines[..*at].contains(line)).map(|(_, line)| line)
        {
            say_line(line, format!("voice.{what} has this line twice, expected it once"));
        }
        let spoken = what != "leads";
        for line in lines {
            if let Err(bad) = template::check(line, &|slot| room(slot, persona, what)) {
                say_line(line, format!("voice.{what}: {}", words_of(&bad)));
            } else if spoken && line.chars().count() > MAX_SPOKEN * 2 {
                say_line(
                    line,
                    format!(
                        "voice.{what} has a line with too many choices, expected at most {} letters",
                        MAX_SPOKEN * 2
                    ),
                );
            }
        }
        if lines.len() < least {
            let message = format!("voice.{what} has {} lines, expected {least} or more", lines.len());
            found.push(source.problem(&list, message));
        }
    }
    for (topic, lines) in &persona.voice.topics {
        for (what, list) in [("open", &lines.open), ("react", &lines.react), ("follow", &lines.follow)] {
            let place = [Word("voice"), Word("topics"), Text(topic), Word(what)];
            if list.is_empty() {
                let message = format!("voice.topics.{topic}.{what} is empty, expected at least one line");
                found.push(source.problem(&place, message));
            }
            for line in list {
                if let Err(bad) = template::check(line, &|slot| room(slot, persona, "topics")) {
                    let message = format!("voice.topics.{topic}.{what}: {}", words_of(&bad));
                    found.push(source.problem(&[place.as_slice(), &[Text(line)]].concat(), message));
                }
            }
        }
    }
    for known in &persona.knows {
        let words =
            known.say.clone().unwrap_or_else(|| format!("{} {} {}", known.subject, known.relation, known.object));
        if words.chars().count() > MAX_SPOKEN {
            let message = format!(
                "knows: told, this has {} letters, expected at most {MAX_SPOKEN}: {words:?}",
                words.chars().count()
            );
            let place = [Word("knows"), Text(known.say.as_ref().unwrap_or(&known.object))];
            found.push(source.problem(&place, message));
        }
    }
}

fn words_of(bad: &BadTemplate) -> String {
    match bad {
        BadTemplate::UnknownSlot(slot) => {
            let mut known = SLOTS.iter().chain(&SPECIAL_SLOTS).map(|(name, _)| *name);
            if known.clone().any(|name| name == slot) {
                return format!("the slot {slot:?} is filled in other lists, expected one that is filled here");
            }
            format!("{bad}{}", hint(nearest_name(slot, &mut known)))
        }
        other => other.to_string(),
    }
}

/// The most characters a slot takes in this situation; `None` when it can't be used there. What the persona fills in is
/// measured, the rest is estimated.
fn room(slot: &str, persona: &PersonaDef, situation: &str) -> Option<usize> {
    let longest = |list: &mut dyn Iterator<Item = usize>| list.max();
    let own = match slot {
        "wants" => Some(persona.wants.chars().count()),
        "avoids" => Some(persona.avoids.chars().count()),
        "notices" => Some(persona.notices.chars().count()),
        "job" => Some(persona.job.chars().count()),
        "pet" => longest(&mut persona.pet_words.iter().map(|w| w.chars().count())),
        "doing" => longest(&mut persona.schedule.iter().map(|s| s.doing.chars().count())),
        "are" => longest(&mut persona.relations.values().map(|r| r.are.chars().count())),
        _ => None,
    };
    if own.is_some() {
        return own;
    }
    if slot.starts_with("my.") || slot.starts_with("their.") {
        return Some(24);
    }
    if let Some((_, room)) = SLOTS.iter().find(|(known, _)| *known == slot) {
        return Some(*room);
    }
    let special = SPECIAL_SLOTS.iter().find(|(known, _)| *known == slot).map(|(_, room)| *room)?;
    special_in(slot, situation).then_some(special)
}

/// Whether a special slot is filled in a situation.
fn special_in(slot: &str, situation: &str) -> bool {
    let slots: &[&str] = match situation {
        "recall.told" | "answer.remember_fact" => &["fact", "when"],
        "recall.topic" | "recall.place" => &["when", "where"],
        "recall.times" => &["times", "count"],
        "recall.promise" => &["promise", "when"],
        "recall.event" => &["event", "when"],
        "unknown_word" => &["word"],
        "learned" | "answer.tell" => &["fact"],
        "answer.remember_met" => &["when", "where", "times"],
        "promised" => &["promise"],
        "answer.where_known" => &["thing", "where"],
        "answer.where_unknown" => &["thing"],
        "answer.past" | "answer.plans" => &["act"],
        "answer.who_here" => &["people"],
        "answer.opinion_good" | "answer.opinion_bad" | "answer.opinion_none" => &["person"],
        _ => &[],
    };
    slots.contains(&slot)
}
