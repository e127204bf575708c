//! The bank: every question by category, read from `*.questions.ron` and checked as a whole.

pub(crate) mod check;
pub mod format;

use std::collections::BTreeMap;
use std::path::Path;

use shared::content::{Problem, Source};
use shared::ids::Key;

use format::CategoryDef;

/// The end of the names of the bank's files.
pub const SUFFIX: &str = ".questions.ron";

/// Every category by the name of its file.
#[derive(Debug, Clone, Default)]
pub struct Bank {
    /// What is asked, by category.
    pub categories: BTreeMap<Key, CategoryDef>,
}

impl Bank {
    /// Reads a folder that may not be there, as [`Bank::load`] does; the bank, empty without a folder, and the texts that
    /// it was read from, one after the other.
    ///
    /// # Errors
    /// Every problem found, at least one.
    pub fn load_if_there(folder: &Path) -> Result<(Self, String), Vec<Problem>> {
        let (sources, texts) = crate::read_if_there(folder, SUFFIX)?;
        Ok((Self::of(&sources)?, texts))
    }

    /// Reads every `NAME.questions.ron` of a folder.
    ///
    /// # Errors
    /// Every problem found, at least one; nothing is returned half-checked.
    pub fn load(folder: &Path) -> Result<Self, Vec<Problem>> {
        Self::of(&crate::read_all(folder, SUFFIX)?)
    }

    /// Parses and checks texts that were read.
    ///
    /// # Errors
    /// Every problem found, at least one.
    pub fn of(sources: &BTreeMap<Key, Source>) -> Result<Self, Vec<Problem>> {
        let categories = crate::parse_all::<CategoryDef>(sources)?;
        let problems = check::problems(sources, &categories);
        if problems.is_empty() { Ok(Self { categories }) } else { Err(problems) }
    }
}
