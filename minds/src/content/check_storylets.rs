//! Checks of storylets: every name exists, every line can be spoken, every flag can be set.

use std::collections::{BTreeMap, BTreeSet};

use shared::content::locate::Step::{Text, Word};
use shared::content::town::TownContent;
use shared::content::{Problem, Source, hint, nearest_name};
use shared::ids::Key;

use super::Files;
use super::check::Named;
use crate::mind::fill::{SLOTS, SPECIAL_SLOTS};
use crate::storylet::{Condition, Effect, StoryletDef};
use crate::words::template::{self, BadTemplate};

/// Scenes that conditions name.
pub(super) fn scenes(files: &Files<'_>, town: &TownContent, found: &mut Vec<Problem>) {
    for (source, storylet) in &files.storylets {
        for condition in &storylet.when {
            if let Condition::Scene(name) = condition {
                let who = format!("storylet {:?}", storylet.id);
                let within = [Text(&storylet.id), Word("Scene")];
                Named { source, within: &within, who: &who, what: "scene", name }
                    .must_be(town.scenes.keys().map(Key::as_str), found);
            }
        }
    }
}

pub(super) fn storylets(files: &Files<'_>, names: &BTreeMap<Key, String>, found: &mut Vec<Problem>) {
    let ids: BTreeSet<&str> = files.storylets.iter().map(|(_, s)| s.id.as_str()).collect();
    let set_by = |s: &StoryletDef| {
        s.effects
            .iter()
            .filter_map(|e| if let Effect::Flag(f) = e { Some(f.clone()) } else { None })
            .collect::<Vec<_>>()
    };
    let flags: BTreeSet<String> = files.storylets.iter().flat_map(|(_, s)| set_by(s)).collect();
    let mut seen = BTreeSet::new();
    for (at, (source, storylet)) in files.storylets.iter().enumerate() {
        let who = format!("storylet {:?}", storylet.id);
        if !seen.insert(storylet.id.as_str()) {
            // The second of its name in this file, or the only one, when the first is in another file.
            let here =
                files.storylets[..at].iter().filter(|(s, d)| s.file == source.file && d.id == storylet.id).count();
            let path = vec![Text(storylet.id.as_str()); here + 1];
            found.push(source.problem(&path, format!("{who} has an id that another one has, expected every id once")));
        }
        if let Err(bad) = Key::parse(&storylet.id) {
            found.push(source.problem(&[Text(&storylet.id)], format!("{who}: {bad}")));
        }
        let within = [Text(storylet.id.as_str())];
        let named = |what, name| Named { source, within: &within, who: &who, what, name };
        for name in &storylet.who {
            named("character", name).must_be(names.keys().map(Key::as_str), found);
        }
        if let Some(topic) = &storylet.topic {
            named("topic", topic).must_be(files.topics.keys().map(String::as_str), found);
        }
        for condition in &storylet.when {
            match condition {
                Condition::With(name) | Condition::Present(name) => {
                    named("character", name).must_be(names.keys().map(Key::as_str), found);
                }
                Condition::Flag(flag) | Condition::NoFlag(flag) | Condition::FlagOlder(flag, _) => {
                    named("flag", flag).must_be(flags.iter().map(String::as_str), found);
                }
                Condition::Played(id) | Condition::NotPlayed(id) => {
                    named("storylet", id).must_be(ids.iter().copied(), found);
                }
                Condition::Topic(topic) => {
                    named("topic", topic).must_be(files.topics.keys().map(String::as_str), found);
                }
                _ => {}
            }
        }
        scene_words(source, &who, storylet, found);
    }
}

fn scene_words(source: &Source, who: &str, storylet: &StoryletDef, found: &mut Vec<Problem>) {
    let mut say = |message: String| found.push(source.problem(&[Text(&storylet.id)], format!("{who} {message}")));
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
        BadTemplate::UnknownSlot(slot) => {
            let near = nearest_name(slot, SLOTS.iter().map(|(name, _)| *name));
            format!("uses the slot {slot:?}, which isn't filled in storylets{}", hint(near))
        }
        other => other.to_string(),
    }
}
