//! What those who run a server ask of it besides serving: checking, looking after its database, and its players.

pub mod admin;
pub mod check;
pub mod db;
pub mod doctor;
pub mod questions;

use std::fmt;

/// One thing that was looked at, in words for people.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Finding {
    /// It is as it should be.
    Fine(String),
    /// The server will start, and somebody may want to know.
    Note(String),
    /// The server won't start, or won't keep what it should.
    Wrong(String),
}

impl Finding {
    /// Whether something has to be mended.
    #[must_use]
    pub const fn is_wrong(&self) -> bool {
        matches!(self, Self::Wrong(_))
    }
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Fine(words) => write!(f, "fine   {words}"),
            Self::Note(words) => write!(f, "note   {words}"),
            Self::Wrong(words) => write!(f, "WRONG  {words}"),
        }
    }
}
