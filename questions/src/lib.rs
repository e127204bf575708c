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
pub mod patter;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use serde::de::DeserializeOwned;
use shared::content::{Problem, Source};
use shared::ids::Key;

/// The texts of all files of a folder with this end, by the rest of their names.
fn read_all(folder: &Path, suffix: &str) -> Result<BTreeMap<Key, Source>, Vec<Problem>> {
    let mut sources = BTreeMap::new();
    let mut problems = Vec::new();
    for (key, file) in files_of(folder, suffix)? {
        match Source::read(&file) {
            Ok(source) => drop(sources.insert(key, source)),
            Err(problem) => problems.push(problem),
        }
    }
    if problems.is_empty() { Ok(sources) } else { Err(problems) }
}

/// The same of a folder that may not be there, and all texts one after the other; nothing without a folder.
fn read_if_there(folder: &Path, suffix: &str) -> Result<(BTreeMap<Key, Source>, String), Vec<Problem>> {
    let sources = if folder.is_dir() { read_all(folder, suffix)? } else { BTreeMap::new() };
    let texts = sources.values().map(|source| source.text.as_str()).collect();
    Ok((sources, texts))
}

/// Every text as what it should be.
fn parse_all<T: DeserializeOwned>(sources: &BTreeMap<Key, Source>) -> Result<BTreeMap<Key, T>, Vec<Problem>> {
    let mut parsed = BTreeMap::new();
    let mut problems = Vec::new();
    for (key, source) in sources {
        match source.parse::<T>() {
            Ok(one) => drop(parsed.insert(key.clone(), one)),
            Err(problem) => problems.push(problem),
        }
    }
    if problems.is_empty() { Ok(parsed) } else { Err(problems) }
}

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
