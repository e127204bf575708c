//! Work that would make a frame wait, done on a thread of its own.

use std::sync::mpsc::{Receiver, TryRecvError, channel};
use std::thread;

use bevy::platform::cell::SyncCell;

use crate::net::Done;

/// A result that will be there some frames from now.
pub struct Task<T>(SyncCell<Receiver<T>>);

impl<T: Send + 'static> Task<T> {
    /// Starts the work.
    pub fn start(name: &str, work: impl FnOnce() -> T + Send + 'static) -> Self {
        let (sender, receiver) = channel();
        let spawned = thread::Builder::new().name(name.into()).spawn(move || {
            // Nobody listens any more when the player left meanwhile.
            let _ = sender.send(work());
        });
        if let Err(cause) = spawned {
            tracing::error!(%cause, "no thread for {name}");
        }
        Self(SyncCell::new(receiver))
    }

    /// Looks without waiting.
    pub fn poll(&mut self) -> Done<T> {
        match self.0.get().try_recv() {
            Ok(result) => Done::Yes(result),
            Err(TryRecvError::Empty) => Done::NotYet,
            Err(TryRecvError::Disconnected) => Done::Never,
        }
    }
}
