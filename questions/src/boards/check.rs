//! What makes a board fair to play, checked over all boards.

use std::collections::{BTreeMap, BTreeSet};

use shared::content::locate::Step;
use shared::content::{Problem, Source};
use shared::ids::Key;

use super::Shelf;
use super::format::{BoardDef, CLUE, ClueDef, MAX_ANSWER, MAX_CATEGORY};
use crate::likeness::{contains_words, plain};

/// Everything wrong with the boards; empty when they can be played.
pub(super) fn problems(sources: &BTreeMap<Key, Source>, boards: &BTreeMap<Key, BoardDef>) -> Vec<Problem> {
    let mut problems = Vec::new();
    let mut shelf = Shelf::default();
    for (key, board) in boards {
        let Some(source) = sources.get(key) else { continue };
        let faults = shelf.placed_faults(board);
        problems.extend(faults.into_iter().map(|(text, message)| source.problem(&[Step::Text(text)], message)));
        shelf.put(key.clone(), board);
    }
    problems
}

/// Every clue of a board, the last one, too.
pub(super) fn clues(board: &BoardDef) -> impl Iterator<Item = &ClueDef> {
    board.categories.iter().flat_map(|column| &column.clues).chain([&board.last.clue])
}

/// What is wrong with a board by itself, and the text each fault is about.
pub(super) fn own_faults(board: &BoardDef) -> Vec<(&str, String)> {
    let mut faults: Vec<(&str, String)> = Vec::new();
    let names = board.categories.iter().map(|column| &column.name).chain([&board.last.category]);
    let mut seen_names = BTreeSet::new();
    for name in names {
        let count = name.chars().count();
        if count == 0 || count > MAX_CATEGORY {
            faults.push((name, format!("a category's name has {count} characters, expected 1 to {MAX_CATEGORY}")));
        }
        if !seen_names.insert(plain(name)) {
            faults.push((name, format!("the category {name:?} is there twice")));
        }
    }
    let mut answers = BTreeSet::new();
    for clue in clues(board) {
        faults.extend(clue_faults(clue).into_iter().map(|message| (clue.clue.as_str(), message)));
        if !answers.insert(plain(&clue.answer)) {
            faults.push((&clue.clue, format!("{:?} is the answer of another clue of this board", clue.answer)));
        }
    }
    faults
}

/// What is wrong with one clue by itself.
fn clue_faults(clue: &ClueDef) -> Vec<String> {
    let mut faults = Vec::new();
    let count = clue.clue.chars().count();
    if count < CLUE.0 || count > CLUE.1 {
        faults.push(format!("the clue has {count} characters, expected {} to {}", CLUE.0, CLUE.1));
    }
    let mut seen = BTreeSet::new();
    for text in std::iter::once(&clue.answer).chain(&clue.also).chain(&clue.specify) {
        let count = text.chars().count();
        if count == 0 || count > MAX_ANSWER {
            faults.push(format!("the answer {text:?} has {count} characters, expected 1 to {MAX_ANSWER}"));
        }
        if plain(text).is_empty() {
            faults.push(format!("the answer {text:?} has no letter or digit"));
        }
        if !seen.insert(plain(text)) {
            faults.push(format!("the answer {text:?} is there twice"));
        }
    }
    for text in std::iter::once(&clue.answer).chain(&clue.also).filter(|text| contains_words(&clue.clue, text)) {
        faults.push(format!("the clue gives {text:?} away"));
    }
    faults
}
