//! What somebody feels: a visible mood, stirred by what happens and fading back to calm.

use serde::{Deserialize, Serialize};
use shared::clock::TownTime;
pub use shared::mood::Mood;

/// Whether a mood makes answers bright (1), ordinary (0) or dark (−1).
#[must_use]
pub const fn tone(mood: Mood) -> i8 {
    match mood {
        Mood::Joy | Mood::Love | Mood::Idea => 1,
        Mood::Calm | Mood::Sleepy | Mood::Surprise => 0,
        Mood::Anger | Mood::Sadness => -1,
    }
}

/// A mood and until when it lasts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Feeling {
    mood: Mood,
    until: TownTime,
}

impl Feeling {
    /// What is felt at this moment; calm once the feeling has faded.
    #[must_use]
    pub fn at(self, now: TownTime) -> Mood {
        if now < self.until { self.mood } else { Mood::Calm }
    }

    /// Feels this from now on; calm people (0..=100) let go sooner: 20 to 120 minutes of the town.
    pub fn stir(&mut self, mood: Mood, now: TownTime, calm: u8) {
        *self = Self { mood, until: TownTime(now.0 + 20 + u32::from(100 - calm.min(100))) };
    }
}
