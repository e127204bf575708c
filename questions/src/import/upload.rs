//! A file as it was handed in, and why one can't be read at all.

use super::IMPORTERS;

/// How much of a file is looked at to find out what it is, in bytes.
const HEAD: usize = 16 * 1024;

/// A file as it was handed in.
#[derive(Debug, Clone, Copy)]
pub struct Upload<'a> {
    /// What it is called, without folders.
    pub name: &'a str,
    /// What it holds.
    pub bytes: &'a [u8],
}

/// Why nothing of a file can be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum BadFile {
    /// More bytes than allowed.
    #[error("the file has {bytes} bytes, expected at most {most}: split it")]
    TooLarge {
        /// What it has.
        bytes: usize,
        /// What is allowed.
        most: usize,
    },
    /// More rows than allowed.
    #[error("the file has more than {most} rows: split it")]
    TooManyRows {
        /// What is allowed.
        most: usize,
    },
    /// Nothing, or nothing but blanks.
    #[error("the file is empty")]
    Empty,
    /// Some other encoding.
    #[error(
        "line {line}, byte {byte} of the file ({value:#04x}) is not UTF-8: save it as \"CSV UTF-8\" or \"UTF-8\", or \
         convert it with `iconv -f WINDOWS-1252 -t UTF-8`"
    )]
    NotUtf8 {
        /// The line, from 1.
        line: usize,
        /// The byte within the file, from 1.
        byte: usize,
        /// What stands there.
        value: u8,
    },
    /// UTF-16, as spreadsheets call "Unicode text".
    #[error("the file is UTF-16: save it as \"CSV UTF-8\" or \"UTF-8\", or convert it with `iconv -f UTF-16 -t UTF-8`")]
    Utf16,
    /// None of the formats.
    #[error("{what}; formats that can be read: {known}")]
    Unknown {
        /// What it is instead.
        what: String,
        /// What would have been fine.
        known: String,
    },
    /// JSON that breaks off or isn't JSON.
    #[error("the JSON can't be read at line {line}, column {column}: {why}")]
    Json {
        /// The line, from 1.
        line: usize,
        /// The column, from 1.
        column: usize,
        /// What is wrong there.
        why: String,
    },
    /// JSON that says that it holds no questions.
    #[error("the file is an answer with response_code {code}: {why}")]
    Response {
        /// The code.
        code: i64,
        /// What it means.
        why: &'static str,
    },
    /// The columns aren't those of the format.
    #[error("{0}")]
    Columns(String),
}

impl<'a> Upload<'a> {
    /// The file as text, without a byte order mark.
    ///
    /// # Errors
    /// When it is empty or not UTF-8, with the place.
    pub fn text(&self) -> Result<&'a str, BadFile> {
        if self.bytes.starts_with(&[0xFF, 0xFE]) || self.bytes.starts_with(&[0xFE, 0xFF]) {
            return Err(BadFile::Utf16);
        }
        let text = std::str::from_utf8(self.bytes).map_err(|bad| {
            let good = bad.valid_up_to();
            let line = self.bytes[..good].iter().filter(|byte| **byte == b'\n').count() + 1;
            BadFile::NotUtf8 { line, byte: good + 1, value: self.bytes.get(good).copied().unwrap_or_default() }
        })?;
        let text = text.strip_prefix('\u{FEFF}').unwrap_or(text);
        if text.trim().is_empty() { Err(BadFile::Empty) } else { Ok(text) }
    }

    /// The beginning of the file, for a look at what it is; what isn't UTF-8 shows as U+FFFD.
    #[must_use]
    pub fn head(&self) -> String {
        let head = String::from_utf8_lossy(&self.bytes[..self.bytes.len().min(HEAD)]);
        head.strip_prefix('\u{FEFF}').unwrap_or(&head).trim_start().to_owned()
    }

    /// Whether the name ends like this, in any case.
    #[must_use]
    pub fn ends(&self, suffix: &str) -> bool {
        let (name, suffix) = (self.name.as_bytes(), suffix.as_bytes());
        name.len() >= suffix.len() && name[name.len() - suffix.len()..].eq_ignore_ascii_case(suffix)
    }

    pub(super) fn check_size(&self, most: usize) -> Result<(), BadFile> {
        match self.bytes.len() {
            0 => Err(BadFile::Empty),
            bytes if bytes > most => Err(BadFile::TooLarge { bytes, most }),
            _ => Ok(()),
        }
    }

    /// Why no importer takes it, in words that help.
    pub(super) fn unknown(&self) -> BadFile {
        // What isn't text at all says so before anything is guessed from letters.
        let head = self.head();
        let what = if self.bytes.starts_with(b"PK\x03\x04") {
            "the file is an archive or a workbook (.zip, .xlsx, .siq): save its sheet as \"CSV UTF-8\""
        } else if let Err(bad @ (BadFile::Utf16 | BadFile::NotUtf8 { .. } | BadFile::Empty)) = self.text() {
            return bad;
        } else if head.starts_with("<?xml") || head.starts_with("<quiz") {
            "the file is XML: export it as GIFT instead"
        } else if head.starts_with(['[', '{']) {
            "the JSON has none of the fields of a format that is known, such as correct_answer or air_date"
        } else {
            "the file looks like none of the formats"
        };
        let known = IMPORTERS.iter().map(|importer| importer.name()).collect::<Vec<_>>().join(", ");
        BadFile::Unknown { what: what.to_owned(), known }
    }
}
