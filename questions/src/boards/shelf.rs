//! Boards put beside each other, so that a new one asks nothing that another one asks.

use std::collections::{BTreeMap, BTreeSet};

use shared::ids::Key;

use super::Boards;
use super::check::{clues, own_faults};
use super::format::BoardDef;
use crate::import::board_key;
use crate::likeness::{likeness, plain, words};

/// From this likeness on, two clues of the same answer are one clue.
const SAME: f32 = 0.5;

/// Most clues of one answer that a new one is compared with.
const MOST_COMPARED: usize = 500;

/// Every clue of some boards by its answer.
#[derive(Debug, Clone, Default)]
pub struct Shelf {
    keys: BTreeSet<Key>,
    by_answer: BTreeMap<String, Vec<(Key, String, BTreeSet<String>)>>,
}

impl Shelf {
    /// The shelf of these boards.
    #[must_use]
    pub fn of<'b>(boards: impl IntoIterator<Item = &'b Boards>) -> Self {
        let mut shelf = Self::default();
        for (key, board) in boards.into_iter().flat_map(|boards| &boards.boards) {
            shelf.put(key.clone(), board);
        }
        shelf
    }

    /// Everything wrong with a board by itself and beside those of the shelf; empty when it can be played.
    #[must_use]
    pub fn faults(&self, board: &BoardDef) -> Vec<String> {
        self.placed_faults(board).into_iter().map(|(_, message)| message).collect()
    }

    /// The same with the text each of them is about.
    pub(super) fn placed_faults<'b>(&self, board: &'b BoardDef) -> Vec<(&'b str, String)> {
        let mut faults = own_faults(board);
        for clue in clues(board) {
            let asked = words(&clue.clue);
            let others = self.by_answer.get(&plain(&clue.answer)).map_or(&[][..], Vec::as_slice);
            let newest = &others[others.len().saturating_sub(MOST_COMPARED)..];
            if let Some((key, other, _)) = newest.iter().find(|(_, _, other)| likeness(&asked, other) >= SAME) {
                faults.push((&clue.clue, format!("asks what the board {key} asks: {other:?}")));
            }
        }
        faults
    }

    /// Adds a board, whatever is wrong with it, under a name like this one that is free.
    pub fn add(&mut self, wanted: &str, board: &BoardDef) -> Key {
        let key = board_key(wanted, &self.keys);
        self.put(key.clone(), board);
        key
    }

    pub(super) fn put(&mut self, key: Key, board: &BoardDef) {
        for clue in clues(board) {
            let entry = (key.clone(), clue.clue.clone(), words(&clue.clue));
            self.by_answer.entry(plain(&clue.answer)).or_default().push(entry);
        }
        self.keys.insert(key);
    }
}
