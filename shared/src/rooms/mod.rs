//! Rooms of the Game Hall as pure rules: who sits where, what is asked, who was first, who won.
//!
//! Nothing here knows a clock or chance: every call says what time it is on the room's own clock, and shuffles,
//! nonces and bots' skills are part of what a game is set up with. A game gives the same result for the same calls,
//! so a journal of calls is all that is needed to have a room back.
//!
//! A phase ends by an actor or at a moment known beforehand ([`Rules::due`]), and what is due is carried out as of
//! that moment, however late [`Rules::tick`] is called: how often a server ticks changes no result.

pub mod ask;
pub mod board;
pub mod buzzer;
pub mod code;
pub mod commitment;
pub mod fifth;
pub mod judge;
pub mod room;
pub mod secret;
pub mod trivia;

use std::fmt;

use serde::{Deserialize, Serialize};

/// Milliseconds of a room's own clock, which begins at 0 and stands still while the room is paused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
pub struct Ms(pub u64);

impl Ms {
    /// So many milliseconds later.
    #[must_use]
    pub const fn after(self, ms: u32) -> Self {
        Self(self.0 + ms as u64)
    }

    /// So many milliseconds earlier, 0 at the least.
    #[must_use]
    pub const fn before(self, ms: u32) -> Self {
        Self(self.0.saturating_sub(ms as u64))
    }

    /// Milliseconds from `earlier` to this moment; 0 when `earlier` is later.
    #[must_use]
    pub const fn since(self, earlier: Self) -> u32 {
        let ms = self.0.saturating_sub(earlier.0);
        if ms > u32::MAX as u64 { u32::MAX } else { ms as u32 }
    }
}

/// A place in a game, counted from 0; the same for the whole game, whoever is connected.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
pub struct Seat(pub u16);

impl Seat {
    /// As an index of lists with one entry for each seat.
    #[must_use]
    pub const fn index(self) -> usize {
        self.0 as usize
    }
}

impl fmt::Display for Seat {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "s{}", self.0)
    }
}

/// How much earlier than its way explains a stamp is believed, in milliseconds, where a buzzer doesn't keep accounts.
pub const STAMP_MS: u32 = 20;

/// When a request came, and when it was made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Moment {
    /// When it arrived; never earlier than that of the request before.
    pub arrived: Ms,
    /// When the player says to have pressed, if they say so.
    pub pressed: Option<Ms>,
    /// The server's estimate of the way from this player in milliseconds.
    pub one_way_ms: u16,
}

impl Moment {
    /// When it counts as made: when the player says, as far as the way here explains it and [`STAMP_MS`] more.
    #[must_use]
    pub fn made(self) -> Ms {
        let explained = self.arrived.before(u32::from(self.one_way_ms));
        self.pressed.unwrap_or(explained).clamp(explained.before(STAMP_MS), self.arrived)
    }

    /// A request without a stamp, over a way that takes no time: of bots, hosts and tests.
    #[must_use]
    pub const fn at(arrived: Ms) -> Self {
        Self { arrived, pressed: None, one_way_ms: 0 }
    }
}

/// Whose eyes a view is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Viewer {
    /// Who sits there: sees what is theirs, too.
    Seat(Seat),
    /// Somebody who only looks on.
    Spectator,
}

/// What every game is to its room.
pub trait Rules {
    /// What a seat may ask for.
    type Action;
    /// What somebody may see now.
    type View;
    /// Something that happened, for the host's words, the records and the statistics; holds nothing secret.
    type Fact;
    /// Why an action changed nothing.
    type Refusal;

    /// When something happens by itself; `None` only when the game is over.
    fn due(&self) -> Option<Ms>;

    /// Carries out everything that is due until `now`, each as of its own moment.
    fn tick(&mut self, now: Ms) -> Vec<Self::Fact>;

    /// What a seat asks for. What was due before it arrived is carried out first: call [`Rules::tick`] before to learn
    /// of that, too.
    ///
    /// # Errors
    /// When the rules don't allow it; nothing has changed then, but for what was due anyway.
    fn act(&mut self, seat: Seat, action: &Self::Action, when: Moment) -> Result<Vec<Self::Fact>, Self::Refusal>;

    /// What somebody may see now.
    fn view(&self, viewer: Viewer) -> Self::View;
}
