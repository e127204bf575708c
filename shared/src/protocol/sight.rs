//! What a client is told of the bodies in its scene: everybody once, then what changes.
//!
//! Everybody in a scene sees the same, so a change is encoded once for all of them. Replicating the bodies
//! as entities compares each with each client in every tick instead, which was half of a busy server's work.

use bevy::prelude::*;
use bevy_replicon::prelude::*;
use bevy_replicon::shared::message::ctx::{ClientReceiveCtx, ServerSendCtx};
use bytes::Bytes;
use serde::{Deserialize, Serialize};

use super::components::{Being, Mien};
use crate::ids::{BodyId, Key};
use crate::world::movement::Trajectory;

/// A body, to somebody who doesn't know it yet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sighting {
    /// Who it is.
    pub being: Being,
    /// How it moves.
    pub trajectory: Trajectory,
    /// What shows of its state of mind.
    pub mien: Mien,
}

/// What changed among the bodies of a scene since the last time.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct SceneChanges {
    /// The scene, when `came` is everybody in it and whoever was known before is not here.
    pub all_of: Option<Key>,
    /// Bodies that came, or that are somebody else now.
    pub came: Vec<Sighting>,
    /// Bodies that changed their motion.
    pub moved: Vec<(BodyId, Trajectory)>,
    /// Bodies whose state of mind shows differently.
    pub felt: Vec<(BodyId, Mien)>,
    /// Bodies that went.
    pub left: Vec<BodyId>,
}

impl SceneChanges {
    /// Whether there is nothing to tell.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

/// Changes of the scene one sees, in the order they happened.
#[derive(Message, Debug, Clone, PartialEq, Eq)]
pub struct SceneTold(Bytes);

impl SceneTold {
    /// Encodes changes for everybody who is to hear of them; cloning the result costs next to nothing.
    ///
    /// # Errors
    /// When postcard can't encode them, which only lack of memory explains.
    pub fn of(changes: &SceneChanges) -> postcard::Result<Self> {
        postcard::to_allocvec(changes).map(|bytes| Self(bytes.into()))
    }

    /// The changes.
    ///
    /// # Errors
    /// When the bytes are not what [`Self::of`] makes.
    pub fn changes(&self) -> postcard::Result<SceneChanges> {
        postcard::from_bytes(&self.0)
    }
}

/// Registers [`SceneTold`], which is bytes already.
pub(super) fn register(app: &mut App) {
    fn write(_: &mut ServerSendCtx, told: &SceneTold, message: &mut Vec<u8>) -> Result<()> {
        message.extend_from_slice(&told.0);
        Ok(())
    }
    fn read(_: &mut ClientReceiveCtx, message: &mut Bytes) -> Result<SceneTold> {
        Ok(SceneTold(message.split_off(0)))
    }
    app.add_server_message_with::<SceneTold>(Channel::Ordered, write, read).make_message_independent::<SceneTold>();
}
