//! What a client may ask for. The server looks everything up by the sender and may refuse each of them.

use serde::{Deserialize, Serialize};

use crate::ids::BodyId;
use crate::world::movement::Heading;
use crate::world::{Tick, TilePos};

/// How far back in ticks a step may be stamped: a client's step takes effect when the player pressed
/// the key, unless it comes later than this (half a second).
pub const STAMP_WINDOW: u32 = 10;

/// Walk in a direction until the next `Steer` or `WalkTo`; no direction stops.
#[cfg_attr(feature = "ecs", derive(bevy::prelude::Message))]
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Steer {
    /// Counts up with every step request of a connection.
    pub seq: u32,
    /// When the player pressed the key, on the server's clock.
    pub at: Tick,
    /// The direction.
    pub heading: Heading,
}

/// Walk to a tile by the shortest way.
#[cfg_attr(feature = "ecs", derive(bevy::prelude::Message))]
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct WalkTo {
    /// Counts up with every step request of a connection.
    pub seq: u32,
    /// When the player clicked, on the server's clock.
    pub at: Tick,
    /// The tile.
    pub to: TilePos,
}

/// Say something to everybody within earshot, or to one's conversation.
#[cfg_attr(feature = "ecs", derive(bevy::prelude::Message))]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Say {
    /// Parsed as a `ChatLine`.
    pub text: String,
}

/// Start to talk with somebody near, or join their conversation.
#[cfg_attr(feature = "ecs", derive(bevy::prelude::Message))]
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Talk {
    /// Whom to talk with.
    pub to: BodyId,
}

/// Leave the conversation one is in.
#[cfg_attr(feature = "ecs", derive(bevy::prelude::Message))]
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Leave;

/// Whether one is writing a line; renewed every second while it lasts.
#[cfg_attr(feature = "ecs", derive(bevy::prelude::Message))]
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Typing {
    /// True while the chat line holds text.
    pub on: bool,
}

/// Hear no more, or hear again, of another player.
#[cfg_attr(feature = "ecs", derive(bevy::prelude::Message))]
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct SetMuted {
    /// Whom.
    pub whom: BodyId,
    /// True to mute.
    pub on: bool,
}

/// Ask for the server's clock; answered with `Probed`.
#[cfg_attr(feature = "ecs", derive(bevy::prelude::Message))]
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Probe {
    /// The client's own clock in milliseconds, sent back unchanged.
    pub sent_ms: u64,
}
