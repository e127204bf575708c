//! What may not leave the server yet.

use std::fmt;

/// Something that players may not see before the rules reveal it.
///
/// It has no `Serialize` and no way to be printed, so it can't get into a view, a message or a log by accident:
///
/// ```compile_fail
/// fn send<T: serde::Serialize>(_: T) {}
/// send(shared::rooms::secret::Secret::new(3));
/// ```
///
/// Rules look at it with [`Secret::open`], which is a word one can search for.
#[derive(Clone, PartialEq, Eq)]
pub struct Secret<T>(T);

impl<T> Secret<T> {
    /// Keeps it secret from here on.
    pub const fn new(value: T) -> Self {
        Self(value)
    }

    /// The secret itself: for rules that compare with it or reveal it, and for the server's journal.
    pub const fn open(&self) -> &T {
        &self.0
    }
}

impl<T> fmt::Debug for Secret<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_is_not_printed() {
        assert_eq!(format!("{:?}", Some(Secret::new("Paris"))), "Some(Secret)");
    }
}
