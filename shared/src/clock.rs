//! Clocks: wall time is passed in, so that tests can move it; the town's own day is computed from ticks.

use std::sync::atomic::{AtomicU64, Ordering};

use serde::{Deserialize, Serialize};

/// Where wall-clock time comes from.
pub trait Clock: Send + Sync {
    /// Milliseconds since the Unix epoch.
    fn now_ms(&self) -> u64;
}

/// A clock that only moves when told to.
#[derive(Debug, Default)]
pub struct StoppedClock(AtomicU64);

impl StoppedClock {
    /// A clock that shows this many milliseconds since the Unix epoch.
    #[must_use]
    pub const fn at(ms: u64) -> Self {
        Self(AtomicU64::new(ms))
    }

    /// Moves the clock forward.
    pub fn advance(&self, ms: u64) {
        self.0.fetch_add(ms, Ordering::SeqCst);
    }
}

impl Clock for StoppedClock {
    fn now_ms(&self) -> u64 {
        self.0.load(Ordering::SeqCst)
    }
}

/// Minutes in a day of the town.
pub const DAY_MINUTES: u32 = 24 * 60;

/// A moment of the town's calendar, in minutes since its first midnight.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
pub struct TownTime(pub u32);

impl TownTime {
    /// Days since the town began; the first is 0.
    #[must_use]
    pub const fn day(self) -> u32 {
        self.0 / DAY_MINUTES
    }

    /// Minutes since midnight, 0..1440.
    #[must_use]
    pub const fn minute_of_day(self) -> u16 {
        (self.0 % DAY_MINUTES) as u16
    }

    /// Hours and minutes of the day.
    #[must_use]
    pub const fn hour_minute(self) -> (u8, u8) {
        ((self.minute_of_day() / 60) as u8, (self.minute_of_day() % 60) as u8)
    }

    /// Minutes from `earlier` to this moment; 0 when `earlier` is later.
    #[must_use]
    pub const fn since(self, earlier: Self) -> u32 {
        self.0.saturating_sub(earlier.0)
    }
}
