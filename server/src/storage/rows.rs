//! Rows as the rest of the server sees them, and how their values are spelt in the database.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};
use shared::clock::TownTime;
use shared::content::looks::Looks;
use shared::ids::{ConversationId, Key, PlayerId};
use shared::text::DisplayName;
use shared::world::{Facing, Point};

use super::StoreError;

/// Somebody who can speak or be spoken to, in a form that outlives bodies.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Who {
    /// A player.
    Player(PlayerId),
    /// A character.
    Character(Key),
}

/// A text that names neither a player nor a character.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0:?} names nobody: expected a character, or a player as '@' and 16 hexadecimal digits")]
pub struct BadWho(pub String);

impl fmt::Display for Who {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Player(PlayerId(id)) => write!(f, "@{id:016x}"),
            Self::Character(key) => key.fmt(f),
        }
    }
}

impl FromStr for Who {
    type Err = BadWho;
    fn from_str(text: &str) -> Result<Self, BadWho> {
        let bad = || BadWho(text.chars().take(40).collect());
        match text.strip_prefix('@') {
            Some(digits) if digits.len() == 16 && digits.bytes().all(|b| b.is_ascii_hexdigit()) => {
                u64::from_str_radix(digits, 16).map(|id| Self::Player(PlayerId(id))).map_err(|_| bad())
            }
            Some(_) => Err(bad()),
            None => Key::parse(text).map(Self::Character).map_err(|_| bad()),
        }
    }
}

/// A place in the town.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Position {
    /// The scene.
    pub scene: Key,
    /// The point in it.
    pub at: Point,
    /// The way one looks there.
    pub facing: Facing,
}

/// A player as stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlayerRow {
    /// Who it is.
    pub id: PlayerId,
    /// What they are called.
    pub name: DisplayName,
    /// How they look.
    pub looks: Looks,
    /// When they came first, in milliseconds since the Unix epoch.
    pub created_ms: u64,
    /// When they were here last, in milliseconds since the Unix epoch.
    pub seen_ms: u64,
    /// Where they were last; `None` before their first step into town.
    pub position: Option<Position>,
}

/// A character as stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CharacterRow {
    /// Whose state it is.
    pub key: Key,
    /// Where they are.
    pub position: Position,
    /// The mood that shows, as one word.
    pub mood: String,
    /// What the mind feels, needs and talks about, as JSON.
    pub state: String,
    /// When this was so, in milliseconds since the Unix epoch.
    pub at_ms: u64,
}

/// One thing that a character remembers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MemoryRow {
    /// Whose memory it is.
    pub character: Key,
    /// Its number among the memories of this character.
    pub id: u64,
    /// Name of the row among those of its mind: a memory, a storylet, a habit.
    pub kind: String,
    /// The memory, as JSON.
    pub body: String,
    /// When it changed last, in milliseconds since the Unix epoch.
    pub at_ms: u64,
}

/// What a character thinks of somebody.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RelationRow {
    /// Who thinks it.
    pub character: Key,
    /// Of whom.
    pub other: Who,
    /// What, as JSON.
    pub body: String,
}

/// Something that was said.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LineRow {
    /// The conversation it is part of; `None` for a remark said aloud.
    pub conversation: Option<ConversationId>,
    /// Where it was said.
    pub scene: Key,
    /// Its number in the conversation; for remarks, tells apart what one speaker says at one moment.
    pub seq: u64,
    /// When, in milliseconds since the Unix epoch.
    pub at_ms: u64,
    /// Who said it.
    pub speaker: Who,
    /// To whom, when it was meant for one.
    pub listener: Option<Who>,
    /// The speaker's mood, as one word.
    pub mood: String,
    /// What the speaker thought and didn't say.
    pub thought: Option<String>,
    /// The words.
    pub text: String,
}

/// A conversation as stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ConversationRow {
    /// Which one.
    pub id: ConversationId,
    /// Where it began.
    pub scene: Key,
    /// When, in milliseconds since the Unix epoch.
    pub started_ms: u64,
    /// When it ended, and why; `None` while it goes on.
    pub ended: Option<(u64, String)>,
}

/// A visit of a player.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VisitRow {
    /// Its number in the town's history.
    pub id: u64,
    /// Who came.
    pub player: PlayerId,
    /// Where they came in.
    pub scene: Key,
    /// When, in milliseconds since the Unix epoch.
    pub arrived_ms: u64,
    /// When they left; `None` while they are here.
    pub left_ms: Option<u64>,
}

/// What the town's clock showed at a moment of real time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct SavedClock {
    /// The town's time.
    pub time: TownTime,
    /// The real time, in milliseconds since the Unix epoch.
    pub at_ms: u64,
}

pub(super) const fn facing_text(facing: Facing) -> &'static str {
    match facing {
        Facing::Down => "down",
        Facing::Left => "left",
        Facing::Right => "right",
        Facing::Up => "up",
    }
}

pub(super) fn parse_facing(text: &str) -> Result<Facing, StoreError> {
    match text {
        "down" => Ok(Facing::Down),
        "left" => Ok(Facing::Left),
        "right" => Ok(Facing::Right),
        "up" => Ok(Facing::Up),
        other => Err(StoreError::corrupt(format!("nobody can face {other:?}"))),
    }
}

pub(super) fn parse_key(text: &str) -> Result<Key, StoreError> {
    Key::parse(text).map_err(StoreError::corrupt)
}

pub(super) fn parse_who(text: &str) -> Result<Who, StoreError> {
    text.parse().map_err(|bad: BadWho| StoreError::corrupt(bad))
}

pub(super) fn parse_position(scene: &str, x: i64, y: i64, facing: &str) -> Result<Position, StoreError> {
    let (Ok(x), Ok(y)) = (i32::try_from(x), i32::try_from(y)) else {
        return Err(StoreError::corrupt(format!("({x}, {y}) is no place in {scene:?}")));
    };
    Ok(Position { scene: parse_key(scene)?, at: Point { x, y }, facing: parse_facing(facing)? })
}
