//! A content file as text: reading it, parsing it, and finding the place a problem is at.

use std::path::{Path, PathBuf};

use serde::de::DeserializeOwned;

use super::Problem;
use super::locate::{Step, locate};
use super::wording::in_words;

/// Largest content file that is read, in bytes; the largest of ours has a tenth of it.
pub const MAX_FILE: usize = 1024 * 1024;

/// One file and what it says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Source {
    /// The path it was read from, or is to be called by.
    pub file: PathBuf,
    /// Its text.
    pub text: String,
}

impl Source {
    /// Reads a file of at most [`MAX_FILE`] bytes of UTF-8.
    ///
    /// # Errors
    /// A [`Problem`] when it isn't there, is too large or is not text.
    pub fn read(file: &Path) -> Result<Self, Problem> {
        Self::of_bytes(file, Self::read_bytes(file, MAX_FILE)?)
    }

    /// Reads a file of at most so many bytes.
    ///
    /// # Errors
    /// A [`Problem`] when it isn't there or is too large.
    pub fn read_bytes(file: &Path, most: usize) -> Result<Vec<u8>, Problem> {
        let size = std::fs::metadata(file).map(|about| about.len());
        match size.map(usize::try_from) {
            Ok(Ok(size)) if size <= most => {}
            Ok(_) => return Err(Problem::new(file, format!("is too large: expected at most {} KiB", most / 1024))),
            Err(cause) if cause.kind() == std::io::ErrorKind::NotFound => return Err(Problem::missing(file)),
            Err(cause) => return Err(Problem::new(file, format!("can't be read: {cause}"))),
        }
        std::fs::read(file).map_err(|cause| Problem::new(file, format!("can't be read: {cause}")))
    }

    /// Bytes as the text of a file.
    ///
    /// # Errors
    /// A [`Problem`] at the first letter that is not UTF-8.
    pub fn of_bytes(file: &Path, bytes: Vec<u8>) -> Result<Self, Problem> {
        match String::from_utf8(bytes) {
            Ok(text) => Ok(Self { file: file.to_owned(), text }),
            Err(bad) => {
                let before = String::from_utf8_lossy(&bad.as_bytes()[..bad.utf8_error().valid_up_to()]).into_owned();
                let line = before.matches('\n').count() + 1;
                let column = before.rsplit('\n').next().unwrap_or_default().chars().count() + 1;
                let message = "this letter is not UTF-8: save the file as UTF-8".to_owned();
                Err(Problem { file: file.to_owned(), at: Some((line, column)), message })
            }
        }
    }

    /// Parses the text as RON, where `Some(…)` may be left out and brackets nest at most 64 deep.
    ///
    /// # Errors
    /// A [`Problem`] with the place where the text stops making sense.
    pub fn parse<T: DeserializeOwned>(&self) -> Result<T, Problem> {
        let options = ron::Options::default()
            .with_default_extension(ron::extensions::Extensions::IMPLICIT_SOME)
            .with_recursion_limit(64);
        options.from_str(&self.text).map_err(|error| Problem {
            file: self.file.clone(),
            at: Some((error.span.start.line, error.span.start.col)),
            message: in_words(&error.code),
        })
    }

    /// A problem at the place that `path` leads to; of the whole file when it leads nowhere.
    #[must_use]
    pub fn problem(&self, path: &[Step<'_>], message: impl Into<String>) -> Problem {
        Problem { file: self.file.clone(), at: locate(&self.text, path), message: message.into() }
    }
}
