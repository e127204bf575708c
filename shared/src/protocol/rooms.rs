//! What crosses the wire about rooms: requests of players, and what they are told.
//!
//! Rooms speak in messages, not in replicated entities: whoever sits in one is told what they may see, whenever it
//! changes.

use serde::{Deserialize, Serialize};

use crate::rooms::Ms;
use crate::rooms::room::game::Wishes;
use crate::rooms::room::view::{GameShown, RoomView};
use crate::rooms::room::{MemberId, RoomAction, RoomRefusal, Words};

/// Open a room and be its host.
#[cfg_attr(feature = "ecs", derive(bevy::prelude::Message))]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OpenRoom {
    /// What to play first.
    pub wishes: Wishes,
}

/// Come into a room by its code.
#[cfg_attr(feature = "ecs", derive(bevy::prelude::Message))]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct EnterRoom {
    /// Parsed as a `RoomCode`.
    pub code: String,
}

/// Do something in the room one is in; answered with [`RoomAnswered`] once it is durable.
#[cfg_attr(feature = "ecs", derive(bevy::prelude::Message))]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ActInRoom {
    /// Counts up with every request of a connection; the answer repeats it.
    pub seq: u32,
    /// When the player pressed, on the server's clock in milliseconds of its ticks; `None` where it doesn't matter.
    pub pressed: Option<Ms>,
    /// What.
    pub action: RoomAction,
}

/// The answer to [`RoomPinged`], at once.
#[cfg_attr(feature = "ecs", derive(bevy::prelude::Message))]
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct EchoRoom {
    /// As sent.
    pub nonce: u32,
}

/// The room you are in as you see it now; `None` when you are in none any more.
#[cfg_attr(feature = "ecs", derive(bevy::prelude::Message))]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RoomTold {
    /// The room.
    pub view: Option<RoomView>,
}

/// The game as you see it now; `None` when there is none.
#[cfg_attr(feature = "ecs", derive(bevy::prelude::Message))]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct GameTold {
    /// The game.
    pub shown: Option<GameShown>,
}

/// What became of [`ActInRoom`]: an action that was accepted is durable now.
#[cfg_attr(feature = "ecs", derive(bevy::prelude::Message))]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RoomAnswered {
    /// The request.
    pub seq: u32,
    /// Why it was refused and changed nothing; `None` when it was accepted.
    pub refusal: Option<HallRefusal>,
}

/// Opening or entering a room was refused.
#[cfg_attr(feature = "ecs", derive(bevy::prelude::Message))]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RoomRefused {
    /// Why.
    pub why: HallRefusal,
}

/// Why the hall refuses.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
pub enum HallRefusal {
    /// Too many requests of this kind in a short time.
    #[error("One moment, that was a bit fast.")]
    TooFast,
    /// The code can't be one.
    #[error("A room's code has 6 letters and digits, such as K7PMQ3.")]
    BadCode,
    /// There is no room of this code.
    #[error("There is no room of that code.")]
    NoSuchRoom,
    /// Every table is taken.
    #[error("Every table is taken right now. Come back in a moment!")]
    NoTable,
    /// One is in a room already.
    #[error("You are in a room already: leave it first.")]
    InARoom,
    /// The words were not fit for this town.
    #[error("Let's keep it friendly here.")]
    Unfriendly,
    /// It could not be stored, and doesn't count.
    #[error("That could not be kept. Please try again.")]
    NotKept,
    /// The room's reason.
    #[error(transparent)]
    Room(#[from] RoomRefusal),
}

/// Somebody in your room said something.
#[cfg_attr(feature = "ecs", derive(bevy::prelude::Message))]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RoomSaid {
    /// Who.
    pub who: MemberId,
    /// What.
    pub words: Words,
}

/// Measures the way between you and the server: echo it.
#[cfg_attr(feature = "ecs", derive(bevy::prelude::Message))]
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct RoomPinged {
    /// Says which one the echo answers.
    pub nonce: u32,
}
