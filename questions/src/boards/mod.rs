//! Quiz boards: six categories of five clues and a last one, read from `*.board.ron` and checked as a whole.

mod check;
pub mod format;
mod shelf;

use std::collections::BTreeMap;
use std::path::Path;

use shared::content::{Problem, Source};
use shared::ids::Key;

use format::BoardDef;
pub use shelf::Shelf;

/// The end of the names of the boards' files.
pub const SUFFIX: &str = ".board.ron";

/// Every board by the name of its file.
#[derive(Debug, Clone, Default)]
pub struct Boards {
    /// The boards.
    pub boards: BTreeMap<Key, BoardDef>,
}

impl Boards {
    /// Reads a folder that may not be there, as [`Boards::load`] does; the boards, none without a folder, and the texts
    /// that they were read from, one after the other.
    ///
    /// # Errors
    /// Every problem found, at least one.
    pub fn load_if_there(folder: &Path) -> Result<(Self, String), Vec<Problem>> {
        let (sources, texts) = crate::read_if_there(folder, SUFFIX)?;
        Ok((Self::of(&sources)?, texts))
    }

    /// Reads every `NAME.board.ron` of a folder.
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
        let boards = crate::parse_all::<BoardDef>(sources)?;
        let problems = check::problems(sources, &boards);
        if problems.is_empty() { Ok(Self { boards }) } else { Err(problems) }
    }
}
