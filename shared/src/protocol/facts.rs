//! What the server tells a client, in the past tense.

use bevy::prelude::Message;
use serde::{Deserialize, Serialize};

use crate::api::JoinGrant;
use crate::clock::TownTime;
use crate::ids::{BodyId, Key};
use crate::mood::Mood;
use crate::world::Tick;
use crate::world::movement::Trajectory;

/// You came into a scene, by joining or through a door.
#[derive(Message, Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entered {
    /// Your body.
    pub you: BodyId,
    /// The scene.
    pub scene: Key,
    /// Now, on the server's clock.
    pub tick: Tick,
    /// Where you stand.
    pub trajectory: Trajectory,
    /// Milliseconds that one minute of the town takes.
    pub minute_ms: u32,
    /// Something to tell you on arrival; may be empty.
    pub news: Vec<String>,
}

/// Your step request took effect.
#[derive(Message, Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stepped {
    /// The request.
    pub seq: u32,
    /// Your motion from now on.
    pub trajectory: Trajectory,
}

/// Somebody in earshot said something.
#[derive(Message, Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Spoke {
    /// Who.
    pub who: BodyId,
    /// To whom; `None` for everybody around.
    pub to: Option<BodyId>,
    /// The words.
    pub text: String,
    /// What they felt while saying it.
    pub mood: Mood,
    /// How long the bubble shows in milliseconds, counted from the start of its turn.
    pub show_ms: u32,
}

/// The conversation you are in changed.
#[derive(Message, Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct ConversationChanged {
    /// Its members in the order they joined, you among them; empty when you are in none.
    pub members: Vec<BodyId>,
    /// Whose turn it is, if anybody's.
    pub turn: Option<BodyId>,
}

/// The state of the town, told when it changes and every few seconds.
#[derive(Message, Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TownTold {
    /// Players in the town.
    pub visitors: u32,
    /// The town's calendar at `tick`.
    pub time: TownTime,
    /// Now, on the server's clock.
    pub tick: Tick,
}

/// The way goes on in another shard: connect there with this grant. You are expected.
#[derive(Message, Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SentOn {
    /// The scene you are going to.
    pub scene: Key,
    /// The way in.
    pub grant: JoinGrant,
}

/// A request was refused and changed nothing.
#[derive(Message, Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Refused {
    /// Why.
    pub why: Rejection,
}

/// Why a request was refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, thiserror::Error)]
pub enum Rejection {
    /// Too many requests of this kind in a short time.
    #[error("One moment, that was a bit fast.")]
    TooFast,
    /// The words were empty or too long.
    #[error("Lines have 1 to 200 letters.")]
    BadLine,
    /// The words were not fit for this town.
    #[error("Let's keep it friendly here.")]
    Unfriendly,
    /// There is no way to that tile.
    #[error("There is no way over there.")]
    NoWay,
    /// The body is not here any more.
    #[error("They are not here any more.")]
    Gone,
    /// The body is too far away to talk with.
    #[error("They are too far away: walk up to them.")]
    TooFar,
    /// The conversation is full.
    #[error("That circle is full: twelve is a crowd.")]
    Full,
    /// They can't talk now.
    #[error("They can't talk right now.")]
    Busy,
    /// One can't do that with oneself.
    #[error("That is you.")]
    Yourself,
    /// The request makes no sense now.
    #[error("That doesn't work right now.")]
    NotNow,
}

/// The content that your scene is made of now; told on arrival and after every change. Its files are found at the
/// server's HTTP API.
#[derive(Message, Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ContentTold {
    /// What `GET /content` calls it.
    pub revision: String,
    /// Whether you may change it from inside the game.
    pub designer: bool,
}

/// What became of an edit of the town's content; told to designers.
#[derive(Message, Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum EditTold {
    /// It is broken, so the town keeps what it had.
    Refused {
        /// The first problems, each with file, place and what was expected.
        problems: Vec<String>,
        /// How many more there are.
        more: u32,
    },
    /// What was broken is mended, and the town has it.
    Mended,
}

/// The answer to `Probe`.
#[derive(Message, Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Probed {
    /// As sent.
    pub sent_ms: u64,
    /// The server's tick when the probe was read.
    pub tick: Tick,
    /// Milliseconds since that tick began, 0..50.
    pub into_tick_ms: u8,
}
