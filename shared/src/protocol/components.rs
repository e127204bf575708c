//! What clients know of every body besides its trajectory.

use bevy::prelude::Component;
use serde::{Deserialize, Serialize};

use crate::content::looks::Looks;
use crate::ids::{BodyId, Key};
pub use crate::mood::Mood;

/// Who a body is; never changes while it is in a scene.
#[derive(Component, Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[component(immutable)]
pub struct Being {
    /// The body's id, by which messages name it.
    pub id: BodyId,
    /// The name above the head.
    pub name: String,
    /// How it looks.
    pub looks: Looks,
    /// The character it is; `None` for a player.
    pub character: Option<Key>,
}

/// What shows of somebody's state of mind.
#[derive(Component, Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Mien {
    /// What they feel.
    pub mood: Mood,
    /// What they are doing besides walking.
    pub doing: Doing,
}

/// What somebody is busy with.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
pub enum Doing {
    /// Standing or walking.
    #[default]
    Idle,
    /// Sitting on a seat.
    Sitting,
    /// In a conversation, listening.
    Listening,
    /// In a conversation, about to speak.
    Thinking,
    /// In a conversation, writing a line.
    Typing,
    /// Speaking.
    Speaking,
    /// Busy with the thing at their place.
    Working,
    /// Connection lost; the body waits for its player.
    Away,
}
