//! The channels between the tokio runtime and the shards: bounded, typed, and the only ones.

use std::sync::Arc;

use bytes::Bytes;
use shared::protocol::facts::EditTold;
use tokio::sync::mpsc;

use crate::auth::tickets::Admission;
use crate::content::Loaded;
use crate::rooms::hall::Remark;
use crate::sim::characters::Traveller;

/// Messages that may wait for a shard to read them.
pub const SHARD_QUEUE: usize = 1024;

/// Frames of one socket that may wait to be read by its shard; a client that sends more waits itself.
pub const INBOUND_FRAMES: usize = 64;

/// Frames that may wait to be written to one socket: about three seconds of a busy scene.
pub const OUTBOUND_FRAMES: usize = 64;

/// What reaches a shard from outside.
#[derive(Debug)]
pub enum ToShard {
    /// A WebSocket whose ticket was good.
    Socket(Box<NewSocket>),
    /// A character who walked here from another shard.
    Traveller(Box<Traveller>),
    /// The town's content changed; what comes after it counts on it.
    Content(Arc<Loaded>),
    /// What became of an edit, for designers.
    Edit(EditTold),
    /// What the host of the games says aloud.
    Remark(Remark),
    /// Save everything and stop.
    Stop,
}

/// A WebSocket on its way into a shard. Dropping it closes the socket.
#[derive(Debug)]
pub struct NewSocket {
    /// Connection id, with the WebSocket bit set.
    pub id: u64,
    /// Who comes in.
    pub admission: Admission,
    /// Frames from the client, each at most `MAX_CLIENT_FRAME` bytes.
    pub inbound: mpsc::Receiver<Bytes>,
    /// Frames to the client.
    pub outbound: mpsc::Sender<Bytes>,
}

/// The doors of all shards, in the order of their numbers.
#[derive(Debug, Clone)]
pub struct ShardDoors(Arc<[mpsc::Sender<ToShard>]>);

impl ShardDoors {
    /// One bounded channel for each shard: the doors, and the receiving end of each.
    #[must_use]
    pub fn open(shards: u8) -> (Self, Vec<mpsc::Receiver<ToShard>>) {
        let (senders, receivers): (Vec<_>, Vec<_>) = (0..shards.max(1)).map(|_| mpsc::channel(SHARD_QUEUE)).unzip();
        (Self(senders.into()), receivers)
    }

    /// Hands something to a shard without waiting.
    ///
    /// # Errors
    /// Gives the message back when the shard is gone or its queue is full.
    pub fn send(&self, shard: u8, message: ToShard) -> Result<(), ToShard> {
        match self.0.get(usize::from(shard)) {
            Some(door) => door.try_send(message).map_err(|error| match error {
                mpsc::error::TrySendError::Full(message) | mpsc::error::TrySendError::Closed(message) => message,
            }),
            None => Err(message),
        }
    }

    /// Hands something to a shard and waits until there is room for it; a shard that is gone gets nothing.
    pub async fn deliver(&self, shard: u8, message: ToShard) {
        if let Some(door) = self.0.get(usize::from(shard)) {
            // It has stopped, and so will its town.
            let _ = door.send(message).await;
        }
    }

    /// How many shards there are.
    #[must_use]
    pub fn count(&self) -> u8 {
        u8::try_from(self.0.len()).unwrap_or(u8::MAX)
    }
}
