//! Reading within limits: files, numbers in bytes, compressed data and JSON.

use std::io::Read;
use std::path::Path;

use flate2::read::{GzDecoder, ZlibDecoder};
use serde::de::DeserializeOwned;

use super::{Bad, bad};

/// Largest file of another program that is read, in bytes.
pub const MAX_INPUT: usize = 16 * 1024 * 1024;

/// Largest JSON or XML file that is read, in bytes: what is parsed takes a multiple of it.
pub const MAX_TEXT: usize = 8 * 1024 * 1024;

/// Reads a plain file of at most `max` bytes.
///
/// # Errors
/// When it isn't there, is no plain file, is larger or can't be read.
pub fn file(path: &Path, max: usize) -> Result<Vec<u8>, Bad> {
    let about = match std::fs::metadata(path) {
        Ok(about) => about,
        Err(cause) if cause.kind() == std::io::ErrorKind::NotFound => {
            return bad("isn't there: expected a file of this name");
        }
        Err(cause) => return bad(format!("can't be read: {cause}")),
    };
    if !about.is_file() {
        return bad("is no plain file");
    }
    let too_large = || format!("is too large: expected at most {} MiB", max / 1024 / 1024);
    if usize::try_from(about.len()).map_or(true, |size| size > max) {
        return bad(too_large());
    }
    let mut bytes = Vec::new();
    let limit = u64::try_from(max).unwrap_or(u64::MAX).saturating_add(1);
    let read = std::fs::File::open(path).and_then(|file| file.take(limit).read_to_end(&mut bytes));
    match read {
        Err(cause) => bad(format!("can't be read: {cause}")),
        Ok(size) if size > max => bad(too_large()),
        Ok(_) => Ok(bytes),
    }
}

/// How data was compressed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Packed {
    /// A zlib stream.
    Zlib,
    /// A gzip file.
    Gzip,
}

/// Unpacks at most `max` bytes and never holds more.
///
/// # Errors
/// When the data is broken, cut off, or unpacks to more.
pub fn unpacked(data: &[u8], packed: Packed, max: usize) -> Result<Vec<u8>, Bad> {
    let limit = u64::try_from(max).unwrap_or(u64::MAX).saturating_add(1);
    let mut out = Vec::new();
    let read = match packed {
        Packed::Zlib => ZlibDecoder::new(data).take(limit).read_to_end(&mut out),
        Packed::Gzip => GzDecoder::new(data).take(limit).read_to_end(&mut out),
    };
    match read {
        Err(_) => bad("its compressed data is broken or cut off"),
        Ok(size) if size > max => bad(format!("its compressed data unpacks to more than the {max} bytes expected")),
        Ok(_) => Ok(out),
    }
}

/// Bytes that are read from front to back, numbers with their lowest byte first.
#[derive(Debug, Clone)]
pub struct Bytes<'a> {
    data: &'a [u8],
    at: usize,
}

impl<'a> Bytes<'a> {
    /// Begins at the first byte.
    #[must_use]
    pub const fn new(data: &'a [u8]) -> Self {
        Self { data, at: 0 }
    }

    /// How many bytes are left.
    #[must_use]
    pub const fn left(&self) -> usize {
        self.data.len() - self.at
    }

    /// The next `count` bytes.
    ///
    /// # Errors
    /// When fewer are left.
    pub fn take(&mut self, count: usize) -> Result<&'a [u8], Bad> {
        match self.at.checked_add(count).and_then(|end| self.data.get(self.at..end)) {
            Some(found) => {
                self.at += count;
                Ok(found)
            }
            None => {
                bad(format!("ends too early: expected {count} bytes more at byte {}, found {}", self.at, self.left()))
            }
        }
    }

    fn array<const N: usize>(&mut self) -> Result<[u8; N], Bad> {
        let found = self.take(N)?;
        found.try_into().map_err(|_| Bad::new("ends too early"))
    }

    /// A byte.
    ///
    /// # Errors
    /// At the end.
    pub fn u8(&mut self) -> Result<u8, Bad> {
        self.array().map(u8::from_le_bytes)
    }

    /// A WORD.
    ///
    /// # Errors
    /// At the end.
    pub fn u16(&mut self) -> Result<u16, Bad> {
        self.array().map(u16::from_le_bytes)
    }

    /// A SHORT.
    ///
    /// # Errors
    /// At the end.
    pub fn i16(&mut self) -> Result<i16, Bad> {
        self.array().map(i16::from_le_bytes)
    }

    /// A DWORD.
    ///
    /// # Errors
    /// At the end.
    pub fn u32(&mut self) -> Result<u32, Bad> {
        self.array().map(u32::from_le_bytes)
    }

    /// A LONG.
    ///
    /// # Errors
    /// At the end.
    pub fn i32(&mut self) -> Result<i32, Bad> {
        self.array().map(i32::from_le_bytes)
    }

    /// A text behind its length in a WORD.
    ///
    /// # Errors
    /// At the end, and for what isn't UTF-8.
    pub fn text(&mut self) -> Result<&'a str, Bad> {
        let length = usize::from(self.u16()?);
        let at = self.at;
        std::str::from_utf8(self.take(length)?).map_err(|_| Bad::new(format!("the name at byte {at} is not UTF-8")))
    }
}

/// A file as text, without the mark that some editors put in front.
///
/// # Errors
/// When it is larger than [`MAX_TEXT`] or not UTF-8, with the place.
pub fn text(bytes: &[u8]) -> Result<&str, Bad> {
    if bytes.len() > MAX_TEXT {
        return bad(format!("is too large: expected at most {} MiB", MAX_TEXT / 1024 / 1024));
    }
    let text = std::str::from_utf8(bytes).map_err(|error| {
        let before = String::from_utf8_lossy(&bytes[..error.valid_up_to()]);
        let line = before.matches('\n').count() + 1;
        let column = before.rsplit('\n').next().unwrap_or_default().chars().count() + 1;
        Bad { at: Some((line, column)), message: "this letter is not UTF-8: save the file as UTF-8".into() }
    })?;
    Ok(text.strip_prefix('\u{feff}').unwrap_or(text))
}

/// Parses JSON that nests at most 128 deep.
///
/// # Errors
/// At the place where it stops making sense.
pub fn json<T: DeserializeOwned>(text: &str) -> Result<T, Bad> {
    serde_json::from_str(text).map_err(|error| {
        let told = error.to_string();
        let told = told.split(" at line ").next().unwrap_or_default();
        let message = if error.is_eof() {
            "this JSON ends too early".to_owned()
        } else if told.starts_with("recursion limit") {
            "this JSON nests too deep: expected at most 128 levels".to_owned()
        } else {
            let short: String = told.chars().filter(|c| !c.is_control()).take(120).collect();
            format!("this JSON isn't what was expected: {short}")
        };
        let at = (error.line() > 0).then(|| (error.line(), error.column().max(1)));
        Bad { at, message }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_and_texts_end_with_the_data() {
        let mut bytes = Bytes::new(&[1, 2, 0, 2, 0, b'h', b'i', 9]);
        assert_eq!((bytes.u8(), bytes.u16(), bytes.text()), (Ok(1), Ok(2), Ok("hi")));
        let error = bytes.u32().expect_err("one byte is left");
        assert_eq!(error.message, "ends too early: expected 4 bytes more at byte 7, found 1");
        assert_eq!(bytes.take(usize::MAX).expect_err("no overflow").message.split(':').next(), Some("ends too early"));
    }

    #[test]
    fn json_says_where_and_how_deep() {
        let deep = "[".repeat(200_000);
        let error = json::<serde_json::Value>(&deep).expect_err("too deep");
        assert_eq!(error.message, "this JSON nests too deep: expected at most 128 levels");
        let error = json::<serde_json::Value>("{\"a\": 1,\n \"b\" 2}").expect_err("no colon");
        assert_eq!(
            (error.at, error.message.as_str()),
            (Some((2, 6)), "this JSON isn't what was expected: expected `:`")
        );
    }
}
