//! Quiz boards: six categories of five clues and a last one, read from `*.board.ron` and checked as a whole.

mod check;
pub mod format;

use std::collections::BTreeMap;
use std::path::Path;

use shared::content::{Problem, Source};
use shared::ids::Key;

use format::BoardDef;

/// The end of the names of the boards' files.
pub const SUFFIX: &str = ".board.ron";

/// Every board by the name of its file.
#[derive(Debug, Clone, Default)]
pub struct Boards {
    /// The boards.
    pub boards: BTreeMap<Key, BoardDef>,
}

impl Boards {
    /// Reads every `NAME.board.ron` of a folder.
    ///
    /// # Errors
    /// Every problem found, at least one; nothing is returned half-checked.
    pub fn load(folder: &Path) -> Result<Self, Vec<Problem>> {
        let mut boards = BTreeMap::new();
        let mut sources = BTreeMap::new();
        let mut problems = Vec::new();
        for (key, file) in crate::files_of(folder, SUFFIX)? {
            let read = Source::read(&file).and_then(|source| Ok((source.parse::<BoardDef>()?, source)));
            match read {
                Ok((board, source)) => {
                    boards.insert(key.clone(), board);
                    sources.insert(key, source);
                }
                Err(problem) => problems.push(problem),
            }
        }
        if problems.is_empty() {
            problems = check::problems(&sources, &boards);
        }
        if problems.is_empty() { Ok(Self { boards }) } else { Err(problems) }
    }
}
