//! Checks of personas and storylets: every name exists, every line can be spoken, every flag can be set.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use shared::content::town::TownContent;
use shared::content::{Problem, nearest_name};
use shared::ids::Key;

use super::Files;
use crate::mind::fill::{SLOTS, SPECIAL_SLOTS};
use crate::persona::PersonaDef;
use crate::storylet::{Condition, Effect, StoryletDef};
use crate::words::MAX_SPOKEN;
use crate::words::template::{self, BadTemplate};

/// Fewest topics a character has lines on.
const FEWEST_TOPICS: usize = 2;

pub(super) fn check(files: &Files, town: &TownContent, names: &BTreeMap<Key, String>) -> Vec<Problem> {
    let mut found = Vec::new();
    for (file, persona) in files.personas.values() {
        places(file, persona, town, &mut found);
    }
    for key in files.personas.keys().filter(|key| !town.characters.contains_key(*key)) {
        let near = nearest_name(key.as_str(), town.characters.keys().map(Key::as_str));
        let message = format!("there is no character {:?} in assets/client/characters{}", key.as_str(), hint(near));
        found.push(Problem::new(&files.personas[key].0, message));
    }
    for (file, storylet) in &files.storylets {
        for condition in &storylet.when {
            if let Condition::Scene(scene) = condition {
                let scenes = town.scenes.keys().map(Key::as_str);
                unknown(file, &format!("storylet {:?}", storylet.id), "scene", scene, scenes, &mut found);
            }
        }
    }
    found.extend(check_words(files, names));
    found
}

/// What can be checked without a town.
pub(super) fn check_words(files: &Files, names: &BTreeMap<Key, String>) -> Vec<Problem> {
    let mut found = Vec::new();
    for (file, persona) in files.personas.values() {
        persona_words(file, persona, files, names, &mut found);
    }
    storylets(files, names, &mut found);
    found
}

fn hint(near: Option<&str>) -> String {
    near.map_or_else(String::new, |name| format!("; did you mean {name:?}?"))
}

/// Says so when a name isn't among those known.
fn unknown<'a>(
    file: &Path,
    who: &str,
    what: &str,
    name: &str,
    known: impl Iterator<Item = &'a str> + Clone,
    found: &mut Vec<Problem>,
) {
    if !known.clone().any(|k| k == name) {
        let near = nearest_name(name, known);
        found.push(Problem::new(file, format!("{who} names the {what} {name:?}, which isn't there{}", hint(near))));
    }
}

fn places(file: &Path, persona: &PersonaDef, town: &TownContent, found: &mut Vec<Problem>) {
    let scenes = town.scenes.keys().map(Key::as_str);
    unknown(file, "home", "scene", &persona.home, scenes.clone(), found);
    for entry in &persona.schedule {
        let who = format!("the schedule at {}", String::from(entry.from));
        unknown(file, &who, "scene", &entry.scene, scenes.clone(), found);
        let scene = Key::parse(&entry.scene).ok().and_then(|key| town.scenes.get(&key));
        if let Some(scene) = scene {
            let spots = scene.def.spots.keys().map(String::as_str);
            unknown(file, &format!("{who} in {:?}", entry.scene), "spot", &entry.spot, spots, found);
        }
    }
}

fn persona_words(
    file: &Path,
    persona: &PersonaDef,
    files: &Files,
    names: &BTreeMap<Key, String>,
    found: &mut Vec<Problem>,
) {
    let topics = files.topics.keys().map(String::as_str);
    let listed = [("likes", &persona.likes), ("dislikes", &persona.dislikes)];
    for (what, topic) in listed.iter().flat_map(|(what, list)| list.iter().map(move |t| (what, t))) {
        unknown(file, what, "topic", topic, topics.clone(), found);
    }
    for topic in persona.voice.topics.keys() {
        unknown(file, "voice.topics", "topic", topic, topics.clone(), found);
    }
    for who in persona.relations.keys() {
        unknown(file, "relations", "character", who, names.keys().map(Key::as_str), found);
    }
    let mut say = |message: String| found.push(Problem::new(file, message));
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
        say(format!("{what} is {number}, expected 0..=100"));
    }
    if !(1..=120).contains(&persona.age) {
        say(format!("age is {}, expected 1..=120", persona.age));
    }
    if persona.pet_words.len() < 3 {
        say(format!("pet_words has {}, expected 3 or more", persona.pet_words.len()));
    }
    if persona.schedule.is_empty() {
        say("schedule is empty: say where they are, at least once a day".to_owned());
    }
    if persona.voice.topics.len() < FEWEST_TOPICS {
        say(format!("voice.topics has {} topics, expected {FEWEST_TOPICS} or more", persona.voice.topics.len()));
    }
    for (what, lines, least) in persona.voice.minimum() {
        if lines.len() < least {
            say(format!("voice.{what} has {} lines, expected {least} or more", lines.len()));
        }
        let twice = lines.iter().collect::<BTreeSet<_>>().len() < lines.len();
        if twice {
            say(format!("voice.{what} has the same line twice"));
        }
        let spoken = what != "leads";
        for line in lines {
            if let Err(bad) = template::check(line, &|slot| room(slot, persona, what)) {
                say(format!("voice.{what}: {bad}"));
            } else if spoken && line.chars().count() > MAX_SPOKEN * 2 {
                say(format!("voice.{what}: has too many choices in one line: {line:?}"));
            }
        }
    }
    for (topic, lines) in &persona.voice.topics {
        for (what, list) in [("open", &lines.open), ("react", &lines.react), ("follow", &lines.follow)] {
            if list.is_empty() {
                say(format!("voice.topics.{topic}.{what} is empty"));
            }
            for line in list {
                if let Err(bad) = template::check(line, &|slot| room(slot, persona, "topics")) {
                    say(format!("voice.topics.{topic}.{what}: {bad}"));
                }
            }
        }
    }
    for known in &persona.knows {
        let words =
            known.say.clone().unwrap_or_else(|| format!("{} {} {}", known.subject, known.relation, known.object));
        if words.chars().count() > MAX_SPOKEN {
            say(format!("knows: {words:?} is longer than {MAX_SPOKEN} characters when told"));
        }
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
        "answer.who_here" => &["people"],
        "answer.opinion_good" | "answer.opinion_bad" | "answer.opinion_none" => &["person"],
        _ => &[],
    };
    slots.contains(&slot)
}

fn storylets(files: &Files, names: &BTreeMap<Key, String>, found: &mut Vec<Problem>) {
    let ids: BTreeSet<&str> = files.storylets.iter().map(|(_, s)| s.id.as_str()).collect();
    let set_by = |s: &StoryletDef| {
        s.effects
            .iter()
            .filter_map(|e| if let Effect::Flag(f) = e { Some(f.clone()) } else { None })
            .collect::<Vec<_>>()
    };
    let flags: BTreeSet<String> = files.storylets.iter().flat_map(|(_, s)| set_by(s)).collect();
    let mut seen = BTreeSet::new();
    for (file, storylet) in &files.storylets {
        let who = format!("storylet {:?}", storylet.id);
        if !seen.insert(storylet.id.as_str()) {
            found.push(Problem::new(file, format!("{who} has an id that another one has")));
        }
        if let Err(bad) = Key::parse(&storylet.id) {
            found.push(Problem::new(file, format!("{who}: {bad}")));
        }
        for name in &storylet.who {
            unknown(file, &who, "character", name, names.keys().map(Key::as_str), found);
        }
        if let Some(topic) = &storylet.topic {
            unknown(file, &who, "topic", topic, files.topics.keys().map(String::as_str), found);
        }
        for condition in &storylet.when {
            match condition {
                Condition::With(name) | Condition::Present(name) => {
                    unknown(file, &who, "character", name, names.keys().map(Key::as_str), found);
                }
                Condition::Flag(flag) | Condition::NoFlag(flag) | Condition::FlagOlder(flag, _) => {
                    unknown(file, &who, "flag", flag, flags.iter().map(String::as_str), found);
                }
                Condition::Played(id) | Condition::NotPlayed(id) => {
                    unknown(file, &who, "storylet", id, ids.iter().copied(), found);
                }
                Condition::Topic(topic) => {
                    unknown(file, &who, "topic", topic, files.topics.keys().map(String::as_str), found);
                }
                _ => {}
            }
        }
        scene_words(file, &who, storylet, found);
    }
}

fn scene_words(file: &Path, who: &str, storylet: &StoryletDef, found: &mut Vec<Problem>) {
    let mut say = |message: String| found.push(Problem::new(file, format!("{who} {message}")));
    let roles: BTreeSet<char> = storylet.lines.iter().map(|l| l.0).collect();
    if storylet.lines.is_empty() || storylet.lines.len() > 8 {
        say(format!("has {} lines, expected 1 to 8", storylet.lines.len()));
    }
    if let Some(role) = roles.iter().find(|r| !('a'..='d').contains(*r)) {
        say(format!("has a line of the role {role:?}, expected 'a' to 'd'"));
    }
    if storylet.lines.first().is_some_and(|l| l.0 != 'a') {
        say("begins with another role than 'a'".to_owned());
    }
    let among_characters = storylet.when.iter().any(|c| matches!(c, Condition::WithCharacter | Condition::With(_)));
    if roles.len() > 1 && !among_characters {
        say("has lines of several roles, but a player may be in it: add WithCharacter or With(…)".to_owned());
    }
    if roles.len() == 1 && storylet.lines.len() > 1 && !among_characters {
        say("has several lines of one role: with a player in it there is one line".to_owned());
    }
    if roles.len() > 1 && storylet.gist.is_none() {
        say("has no gist: say in one sentence what happened".to_owned());
    }
    let crowd =
        storylet.when.iter().any(|c| matches!(c, Condition::Members(least, _) if usize::from(*least) >= roles.len()));
    if roles.len() > 2 && !crowd {
        say(format!("has {} roles: add Members({}, 12)", roles.len(), roles.len()));
    }
    let known = |slot: &str| {
        let any = SLOTS.iter().chain(&SPECIAL_SLOTS[10..14]).find(|(name, _)| *name == slot).map(|(_, room)| *room);
        any.or_else(|| (slot.starts_with("my.") || slot.starts_with("their.")).then_some(24))
    };
    for line in storylet.lines.iter().map(|l| &l.1).chain(&storylet.gist) {
        if let Err(bad) = template::check(line, &known) {
            say(format!("has a line that {}", words_of(&bad)));
        }
    }
    for effect in &storylet.effects {
        match effect {
            Effect::Affinity(by) if !(-20..=20).contains(by) => {
                say(format!("changes affinity by {by}, expected -20..=20"));
            }
            Effect::News if storylet.gist.is_none() => say("makes news without a gist".to_owned()),
            _ => {}
        }
    }
}

fn words_of(bad: &BadTemplate) -> String {
    match bad {
        BadTemplate::UnknownSlot(slot) => format!("uses the slot {{{slot}}}, which isn't filled in storylets"),
        other => other.to_string(),
    }
}
