//! Words from people, parsed at the border: who holds one of these types need not check again.

use serde::{Deserialize, Serialize};

/// Most characters of a spoken line.
pub const MAX_LINE: usize = 200;

/// Most characters of a name.
pub const MAX_NAME: usize = 20;

/// The name a player goes by: 2 to 20 letters, digits, spaces, `-`, `'` or `.`, with a letter in it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct DisplayName(String);

/// Why a name can't be used.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
pub enum BadName {
    /// Fewer than two characters.
    #[error("that name is too short: use at least 2 letters")]
    TooShort,
    /// More than twenty characters.
    #[error("that name is too long: use at most 20 letters")]
    TooLong,
    /// Something other than letters, digits, spaces and `-'.`.
    #[error("names are made of letters, digits, spaces and - ' .")]
    OddCharacter,
}

impl DisplayName {
    /// Trims the ends, joins runs of spaces, and checks the rest.
    ///
    /// # Errors
    /// [`BadName`] says what to change.
    pub fn parse(text: &str) -> Result<Self, BadName> {
        let name = text.split_whitespace().collect::<Vec<_>>().join(" ");
        let length = name.chars().count();
        if length < 2 {
            return Err(BadName::TooShort);
        }
        if length > MAX_NAME {
            return Err(BadName::TooLong);
        }
        let legal = |c: char| c.is_alphanumeric() || " -'.".contains(c);
        if !name.chars().all(legal) || !name.chars().any(char::is_alphabetic) {
            return Err(BadName::OddCharacter);
        }
        Ok(Self(name))
    }

    /// The name as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl TryFrom<String> for DisplayName {
    type Error = BadName;
    fn try_from(text: String) -> Result<Self, BadName> {
        Self::parse(&text)
    }
}

impl From<DisplayName> for String {
    fn from(name: DisplayName) -> Self {
        name.0
    }
}

/// Something a person says: 1 to 200 characters on one line, without control characters.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct ChatLine(String);

/// Why a line can't be said.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
pub enum BadLine {
    /// Nothing but spaces.
    #[error("say a word or two")]
    Empty,
    /// More than 200 characters.
    #[error("that is too long for one breath: keep it under 200 letters")]
    TooLong,
}

impl ChatLine {
    /// Trims the ends, turns control characters and line breaks into spaces, and checks the length.
    ///
    /// # Errors
    /// [`BadLine`] says what to change.
    pub fn parse(text: &str) -> Result<Self, BadLine> {
        let spaced: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
        let line = spaced.split_whitespace().collect::<Vec<_>>().join(" ");
        match line.chars().count() {
            0 => Err(BadLine::Empty),
            n if n > MAX_LINE => Err(BadLine::TooLong),
            _ => Ok(Self(line)),
        }
    }

    /// The line as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl TryFrom<String> for ChatLine {
    type Error = BadLine;
    fn try_from(text: String) -> Result<Self, BadLine> {
        Self::parse(&text)
    }
}

impl From<ChatLine> for String {
    fn from(line: ChatLine) -> Self {
        line.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn name(text: &str, expected: Result<&str, BadName>) {
        assert_eq!(DisplayName::parse(text).as_ref().map(DisplayName::as_str), expected.as_ref().map(|s| *s));
    }

    #[test]
    fn names() {
        name("  Ana   Lima ", Ok("Ana Lima"));
        name("Zoë O'Neil-2", Ok("Zoë O'Neil-2"));
        name("x", Err(BadName::TooShort));
        name("123", Err(BadName::OddCharacter));
        name("a<b>", Err(BadName::OddCharacter));
        name("abcdefghijklmnopqrstu", Err(BadName::TooLong));
    }

    #[test]
    fn lines() {
        assert_eq!(ChatLine::parse(" hi\n\tthere ").map(String::from), Ok("hi there".into()));
        assert_eq!(ChatLine::parse(" \u{7} "), Err(BadLine::Empty));
        assert_eq!(ChatLine::parse(&"é".repeat(200)).map(|l| l.as_str().len()), Ok(400));
        assert_eq!(ChatLine::parse(&"a".repeat(201)), Err(BadLine::TooLong));
    }
}
