//! What the data files contain: formats, loading, and checks that name the file, the line and the way out.

pub mod atlas;
pub mod character;
pub mod edit;
pub mod locate;
pub mod looks;
pub mod palette;
pub mod pictures;
pub mod prop;
pub mod scene;
mod scene_check;
pub mod shipped;
pub mod source;
pub mod town;
pub mod unique;
mod wording;

use std::path::{Path, PathBuf};

use serde::de::DeserializeOwned;

pub use source::Source;

/// Something wrong in a content file, in words a designer can act on.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{}{}: {message}", file.display(), place(*.at))]
pub struct Problem {
    /// The file, as the path it was loaded from.
    pub file: PathBuf,
    /// Line and column, counted from 1, where they are known.
    pub at: Option<(usize, usize)>,
    /// What is wrong and what was expected.
    pub message: String,
}

fn place(at: Option<(usize, usize)>) -> String {
    at.map_or_else(String::new, |(line, column)| format!(":{line}:{column}"))
}

impl Problem {
    /// A problem of a whole file.
    #[must_use]
    pub fn new(file: &Path, message: impl Into<String>) -> Self {
        Self { file: file.to_owned(), at: None, message: message.into() }
    }

    /// A file that isn't there.
    #[must_use]
    pub fn missing(file: &Path) -> Self {
        Self::new(file, "isn't there: expected a file of this name")
    }

    /// The same with its file named from `root` on.
    #[must_use]
    pub fn named_from(mut self, root: &Path) -> Self {
        if let Ok(name) = self.file.strip_prefix(root) {
            self.file = name.to_owned();
        }
        self
    }
}

/// Reads and parses one RON file.
///
/// # Errors
/// A [`Problem`] when the file can't be read or is not what its type says.
pub fn load<T: DeserializeOwned>(file: &Path) -> Result<T, Problem> {
    Source::read(file)?.parse()
}

/// Parses RON text that came from `file`.
///
/// # Errors
/// A [`Problem`] with the place where the text stops making sense.
pub fn parse<T: DeserializeOwned>(file: &Path, text: &str) -> Result<T, Problem> {
    Source { file: file.to_owned(), text: text.to_owned() }.parse()
}

/// The end of a message: "; did you mean …?", or nothing.
#[must_use]
pub fn hint(near: Option<&str>) -> String {
    near.map_or_else(String::new, |name| format!("; did you mean {name:?}?"))
}

/// Of `known`, the name nearest to `wrong`, for messages like "did you mean …?".
#[must_use]
pub fn nearest_name<'a>(wrong: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    // Nobody means a known name by a text this long, and distances grow with the product of lengths.
    if wrong.len() > 64 {
        return None;
    }
    known
        .into_iter()
        .map(|name| (edit_distance(wrong, name), name))
        .min()
        .filter(|(distance, name)| *distance <= name.len().max(3) / 2)
        .map(|(_, name)| name)
}

/// Levenshtein distance in characters.
fn edit_distance(a: &str, b: &str) -> usize {
    let b: Vec<char> = b.chars().collect();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, ca) in a.chars().enumerate() {
        let mut corner = row[0];
        row[0] = i + 1;
        for (j, cb) in b.iter().enumerate() {
            let swap = corner + usize::from(ca != *cb);
            corner = row[j + 1];
            row[j + 1] = swap.min(row[j] + 1).min(corner + 1);
        }
    }
    row[b.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn problems_name_file_line_and_column() {
        let problem = parse::<character::CharacterDef>(Path::new("mira.character.ron"), "(\n  nam: \"Mira\",\n)");
        let text = problem.expect_err("an unknown field").to_string();
        assert!(text.starts_with("mira.character.ron:2:"), "{text}");
        assert!(text.contains("nam"), "{text}");
    }

    #[test]
    fn the_nearest_name_is_offered_when_it_is_near() {
        assert_eq!(nearest_name("founten", ["bench", "fountain"]), Some("fountain"));
        assert_eq!(nearest_name("xyz", ["bench", "fountain"]), None);
    }
}
