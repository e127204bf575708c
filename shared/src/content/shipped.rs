//! The files that players get, in memory and named by their content: read from disk or fetched from a town.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;
use std::sync::Arc;

use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

use super::source::MAX_FILE;
use super::town::{kept_names, keyed_files};
use super::{Problem, Source};

/// Largest picture or font, in bytes.
pub const MAX_PICTURE: usize = 16 * 1024 * 1024;

/// Most files of a town.
pub const MAX_FILES: usize = 4096;

/// Most bytes of all files of a town together.
pub const MAX_TOTAL: u64 = 128 * 1024 * 1024;

/// Files that every town has, and those at fixed places that it may have.
const ALWAYS: [&str; 4] = ["grounds.ron", "props.ron", "people.ron", "art/palette.txt"];
const PERHAPS: [&str; 1] = [FONT];

/// The font of the interface.
pub const FONT: &str = "font/parlor.ttf";

/// Where the art compiler leaves word of sources that it can't draw: lines of `FILE:LINE:COLUMN: MESSAGE`.
pub const ART_PROBLEMS: &str = "art/.problems";

/// Digits of a content hash.
const DIGITS: usize = 32;

/// One file and the hash of its bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ShippedFile {
    /// What [`hash_of`] gives for the bytes.
    pub hash: String,
    /// The file.
    pub bytes: Arc<[u8]>,
}

impl ShippedFile {
    /// Bytes with their hash.
    #[must_use]
    pub fn new(bytes: Vec<u8>) -> Self {
        Self { hash: hash_of(&bytes), bytes: bytes.into() }
    }
}

/// Every file that players get, by its path from `assets/client` on, with slashes.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ShippedFiles(pub BTreeMap<String, ShippedFile>);

/// What a list of files says of one of them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ListedFile {
    /// Hash of its bytes; the file is found at `/a/HASH/PATH`.
    pub hash: String,
    /// How many bytes it has.
    pub bytes: u64,
}

/// `GET /content`: every file of the town's content, and the revision that they make together.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct ContentList {
    /// Changes with every file.
    pub revision: String,
    /// Every file by its path.
    pub files: BTreeMap<String, ListedFile>,
}

/// Why a list of files isn't followed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum BadList {
    /// More or larger files than a town may have.
    #[error("it lists {files} files of {bytes} bytes, expected at most {MAX_FILES} of {MAX_TOTAL}")]
    TooMuch {
        /// How many files.
        files: usize,
        /// Bytes of all together.
        bytes: u64,
    },
    /// A file that no town has, or whose hash is none.
    #[error("it lists {0:?}, which is no file of a town")]
    Odd(String),
    /// The revision isn't that of the files.
    #[error("its revision is not the one of its files")]
    Torn,
}

/// The first 32 hexadecimal digits of the SHA-256 of some bytes.
#[must_use]
pub fn hash_of(bytes: &[u8]) -> String {
    digits(Sha256::digest(bytes).as_slice())
}

fn digits(hash: &[u8]) -> String {
    hash.iter().take(DIGITS / 2).fold(String::with_capacity(DIGITS), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}

/// The address of a file on its town's server.
#[must_use]
pub fn address(hash: &str, path: &str) -> String {
    format!("/a/{hash}/{path}")
}

/// Whether players get a file of this path.
#[must_use]
pub fn is_shipped(path: &str) -> bool {
    let legal = |part: &str| {
        !part.is_empty()
            && !part.starts_with('.')
            && part.bytes().all(|b| b.is_ascii_alphanumeric() || b"-_.".contains(&b))
    };
    let parts: Vec<&str> = path.split('/').collect();
    if path.len() > 160 || !parts.iter().all(|part| legal(part)) {
        return false;
    }
    match parts.as_slice() {
        ["atlas", name] => name.ends_with(".png") || name.ends_with(".atlas.ron"),
        ["scenes", key, name] => name.strip_suffix(".scene.ron") == Some(key),
        ["characters", key, name] => name.strip_suffix(".character.ron") == Some(key),
        _ => ALWAYS.contains(&path) || PERHAPS.contains(&path),
    }
}

/// Largest size of a file of this path, in bytes.
#[must_use]
pub fn largest(path: &str) -> usize {
    if path.ends_with(".ron") || path.ends_with(".txt") { MAX_FILE } else { MAX_PICTURE }
}

impl ShippedFiles {
    /// Reads every file that players get from a folder `assets/client`.
    ///
    /// # Errors
    /// Every file that is missing, too large or can't be read, at least one.
    pub fn read(root: &Path) -> Result<Self, Vec<Problem>> {
        let mut problems = Vec::new();
        let mut paths: Vec<String> = ALWAYS.iter().map(|path| (*path).to_owned()).collect();
        paths.extend(PERHAPS.iter().filter(|path| root.join(path).is_file()).map(|path| (*path).to_owned()));
        let atlases = kept_names(&root.join("atlas"), &mut problems);
        paths.extend(atlases.into_iter().map(|name| format!("atlas/{name}")).filter(|path| is_shipped(path)));
        for (folder, ending) in [("scenes", "scene.ron"), ("characters", "character.ron")] {
            let keyed = keyed_files(&root.join(folder), ending, &mut problems);
            paths.extend(keyed.iter().map(|(key, _)| format!("{folder}/{key}/{key}.{ending}")));
        }
        let mut files = Self::default();
        for path in paths {
            match Source::read_bytes(&root.join(&path), largest(&path)) {
                Ok(bytes) => {
                    files.0.insert(path, ShippedFile::new(bytes));
                }
                Err(problem) => problems.push(problem),
            }
        }
        if problems.is_empty() { Ok(files) } else { Err(problems) }
    }

    /// One of them as text, called by its place under `root`.
    ///
    /// # Errors
    /// A [`Problem`] when it isn't there or is no text.
    pub fn source(&self, root: &Path, path: &str) -> Result<Source, Problem> {
        match self.0.get(path) {
            Some(file) => Source::of_bytes(&root.join(path), file.bytes.to_vec()),
            None => Err(Problem::missing(&root.join(path))),
        }
    }

    /// What to tell somebody who wants them.
    #[must_use]
    pub fn list(&self) -> ContentList {
        let listed = |file: &ShippedFile| ListedFile { hash: file.hash.clone(), bytes: file.bytes.len() as u64 };
        let files: BTreeMap<String, ListedFile> =
            self.0.iter().map(|(path, file)| (path.clone(), listed(file))).collect();
        ContentList { revision: revision_of(&files), files }
    }
}

impl ContentList {
    /// Whether this can be a town's list: bounded, with legal names, and of one piece.
    ///
    /// # Errors
    /// [`BadList`] says what it isn't.
    pub fn check(&self) -> Result<(), BadList> {
        let bytes = self.files.values().fold(0u64, |sum, file| sum.saturating_add(file.bytes));
        if self.files.len() > MAX_FILES || bytes > MAX_TOTAL {
            return Err(BadList::TooMuch { files: self.files.len(), bytes });
        }
        let is_hash =
            |hash: &str| hash.len() == DIGITS && hash.bytes().all(|b| b.is_ascii_digit() || (b'a'..=b'f').contains(&b));
        let odd = |(path, file): &(&String, &ListedFile)| {
            !is_shipped(path) || !is_hash(&file.hash) || file.bytes > largest(path) as u64
        };
        if let Some((path, _)) = self.files.iter().find(odd) {
            return Err(BadList::Odd(path.chars().take(80).collect()));
        }
        if self.revision == revision_of(&self.files) { Ok(()) } else { Err(BadList::Torn) }
    }
}

fn revision_of(files: &BTreeMap<String, ListedFile>) -> String {
    let mut hasher = Sha256::new();
    for (path, file) in files {
        hasher.update(format!("{path}\n{}\n{}\n", file.hash, file.bytes));
    }
    digits(hasher.finalize().as_slice())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn files(all: &[(&str, &str)]) -> ShippedFiles {
        ShippedFiles(
            all.iter().map(|(path, text)| ((*path).to_owned(), ShippedFile::new(text.as_bytes().to_vec()))).collect(),
        )
    }

    #[test]
    fn only_files_of_a_town_are_shipped() {
        for path in [
            "grounds.ron",
            "art/palette.txt",
            "font/parlor.ttf",
            "atlas/ui.png",
            "atlas/ui.atlas.ron",
            "scenes/a-1/a-1.scene.ron",
        ] {
            assert!(is_shipped(path), "{path}");
        }
        for path in [
            "",
            "/grounds.ron",
            "../grounds.ron",
            "atlas/../grounds.ron",
            "atlas/.ui.png",
            "atlas/ui.png~",
            "art/ui/marks.grid",
            "scenes/a/b.scene.ron",
            "scenes/plaza.scene.ron",
            "atlas\\ui.png",
            "characters/mira/mira.persona.ron",
        ] {
            assert!(!is_shipped(path), "{path}");
        }
    }

    #[test]
    fn a_revision_changes_with_every_file() {
        let list = files(&[("grounds.ron", "[]"), ("props.ron", "{}")]).list();
        assert_eq!(list.check(), Ok(()));
        for other in [&[("grounds.ron", "[]")][..], &[("grounds.ron", "[]"), ("props.ron", "{ }")]] {
            assert_ne!(files(other).list().revision, list.revision);
        }
    }

    #[test]
    fn lists_of_strangers_are_bounded() {
        let good = files(&[("grounds.ron", "[]"), ("props.ron", "{}")]).list();
        let check = |change: &dyn Fn(&mut ContentList)| {
            let mut list = good.clone();
            change(&mut list);
            list.check().expect_err("a bad list")
        };
        let file = |bytes| ListedFile { hash: "0".repeat(DIGITS), bytes };
        assert_eq!(check(&|list| list.revision.push('0')), BadList::Torn);
        assert!(matches!(check(&|l| drop(l.files.insert("../x".into(), file(1)))), BadList::Odd(_)));
        assert!(matches!(
            check(&|l| drop(l.files.insert("people.ron".into(), file(MAX_FILE as u64 + 1)))),
            BadList::Odd(_)
        ));
        let short = ListedFile { hash: "abc".into(), bytes: 1 };
        assert!(matches!(check(&|l| drop(l.files.insert("people.ron".into(), short.clone()))), BadList::Odd(_)));
        let many = |list: &mut ContentList| {
            for n in 0..=MAX_FILES {
                list.files.insert(format!("atlas/{n}.png"), file(1));
            }
        };
        assert!(matches!(check(&many), BadList::TooMuch { .. }));
        assert!(matches!(
            check(&|l| drop(l.files.insert("atlas/a.png".into(), file(u64::MAX)))),
            BadList::TooMuch { .. }
        ));
    }
}
