//! Who somebody is to a mind: an identity for life, and the body they are in now.

use std::fmt;

use serde::{Deserialize, Serialize};
use shared::ids::{BodyId, Key, PlayerId};

/// An identity for life: what memories and relations are about.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub enum Person {
    /// A player.
    Player(PlayerId),
    /// A character, by name of its content.
    Character(Key),
}

impl Person {
    /// Whether this is a player.
    #[must_use]
    pub const fn is_player(&self) -> bool {
        matches!(self, Self::Player(_))
    }

    /// The identity as a short text for storage rows: `p00000000000000ff` or `c:mira`.
    #[must_use]
    pub fn row(&self) -> String {
        match self {
            Self::Player(id) => id.to_string(),
            Self::Character(key) => format!("c:{key}"),
        }
    }

    /// The identity that [`Person::row`] wrote.
    #[must_use]
    pub fn from_row(row: &str) -> Option<Self> {
        if let Some(key) = row.strip_prefix("c:") {
            return Key::parse(key).ok().map(Self::Character);
        }
        let hex = row.strip_prefix('p')?;
        u64::from_str_radix(hex, 16).ok().map(|id| Self::Player(PlayerId(id)))
    }
}

/// A text that names nobody.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0:?} is neither a player (p and 16 hex digits) nor a character (c:NAME)")]
pub struct BadPerson(pub String);

impl TryFrom<String> for Person {
    type Error = BadPerson;
    fn try_from(row: String) -> Result<Self, BadPerson> {
        Self::from_row(&row).ok_or(BadPerson(row))
    }
}

impl From<Person> for String {
    fn from(person: Person) -> Self {
        person.row()
    }
}

impl fmt::Display for Person {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.row())
    }
}

/// Somebody as a mind meets them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Other {
    /// The body they are in now.
    pub body: BodyId,
    /// Who they are.
    pub person: Person,
    /// The name above their head.
    pub name: String,
}
