//! Work that a native client does on a thread of its own; a tab has only one, so it is done at once.

use crate::net::Done;

/// A result that is there already.
pub struct Task<T>(Option<T>);

impl<T> Task<T> {
    /// Does the work.
    pub fn start(_name: &str, work: impl FnOnce() -> T) -> Self {
        Self(Some(work()))
    }

    /// The result, once.
    pub fn poll(&mut self) -> Done<T> {
        self.0.take().map_or(Done::Never, Done::Yes)
    }
}
