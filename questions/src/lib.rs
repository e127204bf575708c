//! What is asked in the Game Hall: the bank of questions, the quiz boards, how they are checked, picked, brought in
//! and taken out.
//!
//! Types that hold an answer have no `Serialize`: what may be sent to players is a view of the rules in
//! `shared::rooms`, never a question of this crate.

pub mod bank;
pub mod boards;
pub mod deal;
pub mod export;
pub mod generate;
pub mod import;
pub mod likeness;
mod lists;
pub mod near;

use std::path::{Path, PathBuf};

use shared::content::Problem;
use shared::ids::Key;

/// The files of a folder with this end, by the rest of their names, in order.
fn files_of(folder: &Path, suffix: &str) -> Result<Vec<(Key, PathBuf)>, Vec<Problem>> {
    let unreadable = |cause| vec![Problem::new(folder, format!("can't be read: {cause}"))];
    let mut files = Vec::new();
    let mut problems = Vec::new();
    for entry in std::fs::read_dir(folder).map_err(unreadable)? {
        let file = entry.map_err(unreadable)?.path();
        let name = file.file_name().and_then(|name| name.to_str()).unwrap_or_default();
        let Some(stem) = name.strip_suffix(suffix) else { continue };
        match Key::parse(stem) {
            Ok(key) => files.push((key, file)),
            Err(cause) => problems.push(Problem::new(&file, cause.to_string())),
        }
    }
    files.sort();
    if problems.is_empty() { Ok(files) } else { Err(problems) }
}
