//! Moods: the feelings that can be seen, one list for minds and for the wire.

use serde::{Deserialize, Serialize};

/// A feeling that can be seen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
pub enum Mood {
    /// Nothing in particular.
    #[default]
    Calm,
    /// Glad.
    Joy,
    /// Taken by surprise.
    Surprise,
    /// Cross.
    Anger,
    /// Sad.
    Sadness,
    /// Fond of somebody.
    Love,
    /// Struck by an idea.
    Idea,
    /// Tired.
    Sleepy,
}
