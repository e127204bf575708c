//! Takes in questions that somebody already has: one trait, one implementation for each format, one report.
//!
//! A format's importer turns the rows of a file into [`Draft`]s; [`Intake`] cleans them, checks them as the bank
//! checks its own, compares them with each other and with what is there, and keeps what is good:
//!
//! ```
//! use questions::import::{Existing, Options, Upload, read};
//!
//! let csv = b"category,question,option_a,option_b,option_c,option_d,correct_answer\n\
//!     Birds,Which of these birds can't fly?,Penguin,Puffin,Heron,Wren,0\n\
//!     Birds,Which of these birds sings?,Penguin,,,,0\n";
//! let imported = read(&Upload { name: "birds.csv", bytes: csv }, &Existing::default(), &Options::default()).unwrap();
//! assert_eq!(imported.questions.len(), 1);
//! assert_eq!(imported.refused[0].to_string(), "row 3: option_b is empty, expected four options");
//! ```

pub mod clean;
mod clues;
mod csv;
mod gift;
mod intake;
mod json;
mod names;
mod opentdb;
mod table;
mod upload;

use std::collections::BTreeMap;
use std::fmt;

use shared::ids::Key;

use crate::bank::Bank;
use crate::bank::format::{CategoryDef, QuestionDef};
use crate::boards::Boards;
use crate::boards::format::BoardDef;

pub(crate) use clues::clue_answers;
pub use intake::{Draft, Intake};
pub(crate) use names::board_key;
pub use upload::{BadFile, Upload};

/// Something that reads files of one format.
pub trait Importer: Sync {
    /// What people call the format.
    fn name(&self) -> &'static str;

    /// Whether the beginning and the name of a file look like this format.
    fn sniff(&self, upload: &Upload<'_>) -> bool;

    /// Hands every row of the file to the intake, as a draft or as refused.
    ///
    /// # Errors
    /// When the file as a whole can't be read; what the intake holds by then is of no use.
    fn read(&self, upload: &Upload<'_>, intake: &mut Intake<'_>) -> Result<(), BadFile>;
}

/// Every importer, in the order in which they are asked whether a file is theirs.
pub const IMPORTERS: [&dyn Importer; 5] = [&opentdb::OpenTdb, &clues::Json, &clues::Tsv, &gift::Gift, &csv::Csv];

/// What a file may hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Most bytes.
    pub bytes: usize,
    /// Most rows.
    pub rows: usize,
    /// Most characters of one field, before anything is cleaned.
    pub field: usize,
}

impl Default for Limits {
    /// 64 MiB, 250,000 rows and 10,000 characters: the largest archive of clues in one piece.
    fn default() -> Self {
        Self { bytes: 64 * 1024 * 1024, rows: 250_000, field: 10_000 }
    }
}

/// What is said about a file that it doesn't say itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Options {
    /// The category of questions that name none; the file's name when left out.
    pub category: Option<String>,
    /// The level of questions that have none, 1 to 5.
    pub level: u8,
    /// What the file may hold.
    pub limits: Limits,
}

impl Default for Options {
    fn default() -> Self {
        Self { category: None, level: 2, limits: Limits::default() }
    }
}

/// What is there already, which is not taken in again.
#[derive(Debug, Clone, Copy, Default)]
pub struct Existing<'a> {
    /// The questions, in one bank or several.
    pub banks: &'a [&'a Bank],
    /// The boards.
    pub boards: &'a [&'a Boards],
}

/// What came of a file.
#[derive(Debug, Clone, Default)]
pub struct Imported {
    /// What the format is called.
    pub format: &'static str,
    /// The good questions, in the file's order.
    pub questions: Vec<ImportedQuestion>,
    /// Boards that were found complete.
    pub boards: Vec<(Key, BoardDef)>,
    /// How many rows there were, good or not; empty ones don't count.
    pub rows_read: usize,
    /// Rows that were left out.
    pub refused: Vec<RowProblem>,
    /// What was changed or left out of rows that were taken.
    pub notes: Vec<RowProblem>,
}

/// A question and the category it belongs to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ImportedQuestion {
    /// Where in the file it was, as [`RowProblem::row`].
    pub row: usize,
    /// The category's name in the bank.
    pub key: Key,
    /// The category as players read it.
    pub category: String,
    /// The question.
    pub question: QuestionDef,
}

/// Something about one row of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RowProblem {
    /// Which row: of tables as spreadsheets count, with the header as row 1; of JSON the item, from 1; of GIFT the line.
    pub row: usize,
    /// What is wrong with it and what was expected.
    pub why: String,
}

impl fmt::Display for RowProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "row {}: {}", self.row, self.why)
    }
}

impl Imported {
    /// The questions as categories of a bank, in the file's order within each.
    #[must_use]
    pub fn into_categories(self) -> BTreeMap<Key, CategoryDef> {
        let mut categories: BTreeMap<Key, CategoryDef> = BTreeMap::new();
        for ImportedQuestion { key, category, question, .. } in self.questions {
            let empty = || CategoryDef { name: category, school: false, imported: true, questions: Vec::new() };
            categories.entry(key).or_insert_with(empty).questions.push(question);
        }
        categories
    }
}

/// Reads a file of any format that is known.
///
/// # Errors
/// When it is of no known format, or nothing of it can be read; a bad row refuses only itself.
pub fn read(upload: &Upload<'_>, existing: &Existing<'_>, options: &Options) -> Result<Imported, BadFile> {
    upload.check_size(options.limits.bytes)?;
    match IMPORTERS.iter().find(|importer| importer.sniff(upload)) {
        Some(importer) => read_as(*importer, upload, existing, options),
        None => Err(upload.unknown()),
    }
}

/// Reads a file of this format, whatever it looks like.
///
/// # Errors
/// When nothing of it can be read; a bad row refuses only itself.
pub fn read_as(
    importer: &dyn Importer,
    upload: &Upload<'_>,
    existing: &Existing<'_>,
    options: &Options,
) -> Result<Imported, BadFile> {
    upload.check_size(options.limits.bytes)?;
    let mut intake = Intake::new(importer.name(), upload, existing, options);
    importer.read(upload, &mut intake)?;
    Ok(intake.finish())
}

/// The level of a difficulty in words or as a number, if it is one.
fn level_of(difficulty: &str) -> Option<u8> {
    match difficulty.trim().to_ascii_lowercase().as_str() {
        "1" | "very easy" => Some(1),
        "2" | "easy" => Some(2),
        "3" | "medium" => Some(3),
        "4" | "hard" => Some(4),
        "5" | "very hard" | "expert" => Some(5),
        _ => None,
    }
}

/// Words for difficulties, for messages.
const DIFFICULTIES: [&str; 6] = ["very easy", "easy", "medium", "hard", "expert", "very hard"];

#[cfg(test)]
mod tests;
