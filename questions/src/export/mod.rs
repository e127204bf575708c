//! Writes questions and boards for other programs, and says what these can't hold.
//!
//! Nothing here goes to players: what holds an answer has no `Serialize`, so every format writes its text itself.

mod clues;
mod csv;
mod gift;
mod opentdb;
pub mod ron;

use std::collections::BTreeMap;
use std::fmt;

use shared::ids::Key;

use crate::bank::format::{CategoryDef, QuestionDef};
use crate::boards::format::BoardDef;
use crate::import::clean;

/// Something that writes files of one format.
pub trait Exporter: Sync {
    /// What people call the format.
    fn name(&self) -> &'static str;

    /// How files of it end, without the dot.
    fn extension(&self) -> &'static str;

    /// Writes what the format can hold; what it can't hold is in the report.
    fn write(&self, selection: &Selection<'_>) -> Exported;
}

/// Every exporter to formats of others; [`ron`] writes ours.
pub const EXPORTERS: [&dyn Exporter; 5] = [&csv::Csv, &opentdb::OpenTdb, &gift::Gift, &clues::Json, &clues::Tsv];

/// What to write.
#[derive(Debug, Clone, Copy, Default)]
pub struct Selection<'a> {
    /// Questions by category, for formats of questions.
    pub categories: Option<&'a BTreeMap<Key, CategoryDef>>,
    /// Boards, for formats of clues.
    pub boards: Option<&'a BTreeMap<Key, BoardDef>>,
}

/// A file, and what is missing in it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Exported {
    /// The file.
    pub text: String,
    /// How many questions or boards it holds.
    pub written: usize,
    /// Questions and boards that aren't in it.
    pub left_out: Vec<LeftOut>,
    /// What isn't in it of those that are, with the number of questions or boards that had it.
    pub lost: BTreeMap<&'static str, usize>,
}

/// A question or board that a format can't hold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LeftOut {
    /// Its name: `category/id`, or that of the board.
    pub name: String,
    /// Why.
    pub why: &'static str,
}

impl fmt::Display for LeftOut {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.name, self.why)
    }
}

impl Exported {
    fn lose(&mut self, what: &'static str, is_lost: bool) {
        if is_lost {
            *self.lost.entry(what).or_default() += 1;
        }
    }

    fn leave_out(&mut self, name: String, why: &'static str) {
        self.left_out.push(LeftOut { name, why });
    }
}

impl<'a> Selection<'a> {
    fn questions(&self) -> impl Iterator<Item = (&'a Key, &'a CategoryDef, &'a QuestionDef)> {
        let all = self.categories.into_iter().flatten();
        all.flat_map(|(key, category)| category.questions.iter().map(move |question| (key, category, question)))
    }

    fn boards(&self) -> impl Iterator<Item = (&'a Key, &'a BoardDef)> {
        self.boards.into_iter().flatten()
    }
}

/// How others call a level.
fn difficulty(level: u8) -> &'static str {
    match level {
        0..=2 => "easy",
        3 => "medium",
        _ => "hard",
    }
}

/// Text with entities for what means something in HTML.
fn entities(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#039;"),
            c => out.push(c),
        }
    }
    out
}

/// Text such that who reads it as HTML reads the same: with entities only where it would be taken for markup.
fn guarded(text: &str) -> String {
    if clean::html(text).as_deref() == Ok(text) {
        return text.to_owned();
    }
    text.replace('&', "&amp;").replace('<', "&lt;")
}

#[cfg(test)]
mod tests;
