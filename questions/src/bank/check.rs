//! What makes a question fair to ask, checked over the whole bank.

use std::collections::{BTreeMap, BTreeSet};

use shared::content::locate::Step;
use shared::content::{Problem, Source};
use shared::ids::Key;

use super::format::{ASK, AnswerDef, CategoryDef, LEVELS, MAX_OPTION, MAX_SOURCE, QuestionDef, WHY};
use crate::likeness::{contains_words, plain};
use crate::near::{Asks, Near};

/// The share of a category's choices whose right option may stick out by being the longest, or the shortest.
const MOST_LONGEST: f32 = 0.4;

/// Most characters of a text that a message shows: longer than any text may be that only lacks a word.
const MAX_SHOWN: usize = 250;

/// From so many choices on, shares say something.
const ENOUGH: usize = 20;

/// Options that depend on others, which a shuffle makes nonsense of.
const EVASIVE: [&str; 5] = ["all of the above", "none of the above", "both", "all of these", "none of these"];

/// Everything wrong with the bank; empty when it can be asked.
pub(super) fn problems(sources: &BTreeMap<Key, Source>, bank: &BTreeMap<Key, CategoryDef>) -> Vec<Problem> {
    let mut problems = Vec::new();
    for (key, category) in bank {
        let Some(source) = sources.get(key) else { continue };
        let mut at = |question: &QuestionDef, message: String| {
            problems.push(source.problem(&[Step::Word("id"), Step::Text(question.id.as_str())], message));
        };
        let mut ids = BTreeSet::new();
        for question in &category.questions {
            if !ids.insert(&question.id) {
                at(question, format!("the id {:?} is there twice, expected every id once", question.id.as_str()));
            }
            for message in faults(question, category.imported) {
                at(question, message);
            }
        }
        if let Some(message) = lengths(category).filter(|_| !category.imported) {
            problems.push(Problem::new(&source.file, message));
        }
    }
    problems.extend(repeated(sources, bank));
    problems
}

/// What is wrong with one question by itself; one that was imported may have a short explanation or none.
pub(crate) fn faults(question: &QuestionDef, imported: bool) -> Vec<String> {
    let mut faults = Vec::new();
    let mut length = |what: &str, text: &str, least: usize, most: usize| {
        let count = text.chars().count();
        if count < least || count > most {
            faults.push(format!("{what} has {count} characters, expected {least} to {most}: {:?}", short(text)));
        } else if text.trim() != text || text.chars().any(char::is_control) {
            faults.push(format!("{what} begins or ends with a space, or holds a line break: {:?}", short(text)));
        }
    };
    length("the question", &question.ask, ASK.0, ASK.1);
    length("`why`", &question.why, if imported { 0 } else { WHY.0 }, WHY.1);
    length("`source`", &question.source, 3, MAX_SOURCE);
    for text in texts(&question.answer) {
        length("an answer", text, 1, MAX_OPTION);
    }
    if question.level < LEVELS.0 || question.level > LEVELS.1 {
        faults.push(format!("level {} is unknown, expected {} to {}", question.level, LEVELS.0, LEVELS.1));
    }
    faults.extend(answer_faults(&question.ask, &question.answer));
    faults
}

/// As much of a text as a message needs, for it may be of any length.
fn short(text: &str) -> String {
    match text.char_indices().nth(MAX_SHOWN) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}

fn texts(answer: &AnswerDef) -> Vec<&String> {
    match answer {
        AnswerDef::Choice { right, wrong } => std::iter::once(right).chain(wrong).collect(),
        AnswerDef::Typed { answer, also, specify } => std::iter::once(answer).chain(also).chain(specify).collect(),
        AnswerDef::Order(things) => things.iter().collect(),
        AnswerDef::Claim(_) | AnswerDef::Estimate { .. } => Vec::new(),
    }
}

fn answer_faults(ask: &str, answer: &AnswerDef) -> Vec<String> {
    let mut faults = Vec::new();
    let mut seen = BTreeSet::new();
    for text in texts(answer) {
        let plain = comparable(text);
        if !seen.insert(plain.clone()) {
            faults.push(format!("{text:?} is there twice"));
        }
        if EVASIVE.iter().any(|evasive| plain.starts_with(evasive)) {
            faults.push(format!("{text:?} makes no sense once options are shuffled"));
        }
    }
    match answer {
        AnswerDef::Typed { answer, also, .. } => {
            for text in std::iter::once(answer).chain(also).filter(|text| contains_words(ask, text)) {
                faults.push(format!("the question gives {text:?} away"));
            }
        }
        AnswerDef::Order(things) if !(4..=6).contains(&things.len()) => {
            faults.push(format!("there are {} things to put in order, expected 4 to 6", things.len()));
        }
        AnswerDef::Estimate { value, from, to, .. } if !(from < value && value < to) => {
            faults.push(format!("{value} is not between {from} and {to}"));
        }
        _ => {}
    }
    faults
}

/// An answer as it is compared with others of its question.
pub(crate) fn comparable(text: &str) -> String {
    // Signs such as + or = say something where there are no words.
    if plain(text).is_empty() { text.to_owned() } else { plain_with_signs(text) }
}

/// Like [`plain`], but 3 and -3, or 1/2 and 12, stay different.
fn plain_with_signs(text: &str) -> String {
    let keep = |c: char| c.is_alphanumeric() || "+-−×÷/.,=<>%°²³√".contains(c);
    text.chars()
        .flat_map(char::to_lowercase)
        .map(|c| if keep(c) { c } else { ' ' })
        .collect::<String>()
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ")
}

/// Whether a player could win by always taking the longest or the shortest option.
fn lengths(category: &CategoryDef) -> Option<String> {
    let (mut longest, mut shortest, mut choices) = (0_usize, 0_usize, 0_usize);
    for question in &category.questions {
        let AnswerDef::Choice { right, wrong } = &question.answer else { continue };
        let count = |text: &String| text.chars().count();
        choices += 1;
        longest += usize::from(wrong.iter().all(|other| count(other) < count(right)));
        shortest += usize::from(wrong.iter().all(|other| count(other) > count(right)));
    }
    let sticks_out = |n: usize| choices >= ENOUGH && n as f32 > MOST_LONGEST * choices as f32;
    match (sticks_out(longest), sticks_out(shortest)) {
        (true, _) => {
            Some(format!("the right option is the longest in {longest} of {choices}: lengthen some wrong ones"))
        }
        (_, true) => {
            Some(format!("the right option is the shortest in {shortest} of {choices}: shorten some wrong ones"))
        }
        _ => None,
    }
}

/// Questions that ask what another one asks.
fn repeated(sources: &BTreeMap<Key, Source>, bank: &BTreeMap<Key, CategoryDef>) -> Vec<Problem> {
    let mut problems = Vec::new();
    let mut before: Near<(&Key, &QuestionDef)> = Near::default();
    for (key, category) in bank {
        for question in &category.questions {
            let asked = Asks::of(question);
            if let (Some((other_key, other)), Some(source)) = (before.find(&asked), sources.get(key)) {
                let message = format!("asks what {other_key}/{} asks: {:?}", other.id, other.ask);
                problems.push(source.problem(&[Step::Word("id"), Step::Text(question.id.as_str())], message));
            }
            before.add(asked, (key, question));
        }
    }
    problems
}
