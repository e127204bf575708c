//! What makes a board fair to play, checked over all boards.

use std::collections::{BTreeMap, BTreeSet};

use shared::content::locate::Step;
use shared::content::{Problem, Source};
use shared::ids::Key;

use super::format::{BoardDef, CLUE, ClueDef, MAX_ANSWER, MAX_CATEGORY};
use crate::likeness::{contains_words, likeness, plain, words};

/// From this likeness on, two clues of the same answer are one clue.
const SAME: f32 = 0.5;

/// Everything wrong with the boards; empty when they can be played.
pub(super) fn problems(sources: &BTreeMap<Key, Source>, boards: &BTreeMap<Key, BoardDef>) -> Vec<Problem> {
    let mut problems = Vec::new();
    let mut before: Vec<(&Key, &ClueDef, BTreeSet<String>)> = Vec::new();
    for (key, board) in boards {
        let Some(source) = sources.get(key) else { continue };
        let mut at = |text: &str, message: String| problems.push(source.problem(&[Step::Text(text)], message));
        let names = board.categories.iter().map(|column| &column.name).chain([&board.last.category]);
        let mut seen_names = BTreeSet::new();
        for name in names {
            let count = name.chars().count();
            if count == 0 || count > MAX_CATEGORY {
                at(name, format!("a category's name has {count} characters, expected 1 to {MAX_CATEGORY}"));
            }
            if !seen_names.insert(plain(name)) {
                at(name, format!("the category {name:?} is there twice"));
            }
        }
        let mut answers = BTreeSet::new();
        let clues = board.categories.iter().flat_map(|column| &column.clues).chain([&board.last.clue]);
        for clue in clues {
            for message in faults(clue) {
                at(&clue.clue, message);
            }
            if !answers.insert(plain(&clue.answer)) {
                at(&clue.clue, format!("{:?} is the answer of another clue of this board", clue.answer));
            }
            let asked = words(&clue.clue);
            let twin = before.iter().find(|(_, other, other_words)| {
                plain(&other.answer) == plain(&clue.answer) && likeness(&asked, other_words) >= SAME
            });
            if let Some((other_key, other, _)) = twin {
                at(&clue.clue, format!("asks what the board {other_key} asks: {:?}", other.clue));
            }
            before.push((key, clue, asked));
        }
    }
    problems
}

/// What is wrong with one clue by itself.
fn faults(clue: &ClueDef) -> Vec<String> {
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
