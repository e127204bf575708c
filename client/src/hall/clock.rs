//! The hall's clock as the client sees it: when a message left and how long its way took.

use std::collections::VecDeque;

use shared::rooms::Ms;
use shared::rooms::room::GameClock;

/// Messages the estimate rests on; the one that was least held up counts.
const KEPT: usize = 8;

/// The hall's clock, estimated; unknown until the hall has measured the way once.
#[derive(Debug, Clone, Default)]
pub struct HallClock {
    /// How far the hall's clock was ahead of ours when a message arrived, in milliseconds.
    ahead_ms: VecDeque<i64>,
    one_way_ms: i64,
}

impl HallClock {
    /// A message left when the hall's clock showed `now`, took about `one_way_ms`, and arrived at `local_ms`.
    pub fn hear(&mut self, now: Ms, one_way_ms: u16, local_ms: u64) {
        if self.ahead_ms.len() == KEPT {
            self.ahead_ms.pop_front();
        }
        self.ahead_ms.push_back(now.0 as i64 - local_ms as i64);
        self.one_way_ms = i64::from(one_way_ms);
    }

    /// What the hall's clock shows at our `local_ms`.
    #[must_use]
    pub fn at(&self, local_ms: u64) -> Option<Ms> {
        // Whatever held a message up made the hall's clock look further behind.
        let ahead = self.ahead_ms.iter().max()?;
        let shown = local_ms as i64 + ahead + self.one_way_ms;
        Some(Ms(u64::try_from(shown).unwrap_or_default()))
    }

    /// What the clock of a game shows at our `local_ms`.
    #[must_use]
    pub fn game_at(&self, clock: GameClock, local_ms: u64) -> Option<Ms> {
        match clock {
            GameClock::Stopped { at } => Some(at),
            GameClock::Running { zero } => Some(Ms(self.at(local_ms)?.0.saturating_sub(zero.0))),
        }
    }

    /// Another connection: its hall may be another one.
    pub fn forget(&mut self) {
        self.ahead_ms.clear();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_message_that_was_least_held_up_counts() {
        let mut clock = HallClock::default();
        assert_eq!(clock.at(5), None);
        for (sent, held_up) in [(1_000_u64, 80_u64), (1_200, 0), (1_400, 25)] {
            clock.hear(Ms(50_000 + sent), 30, sent + 30 + held_up);
        }
        assert_eq!(clock.at(2_000), Some(Ms(52_000)));
    }

    #[test]
    fn a_games_clock_begins_at_its_own_zero_and_can_stand_still() {
        let mut clock = HallClock::default();
        clock.hear(Ms(9_000), 0, 0);
        assert_eq!(clock.game_at(GameClock::Running { zero: Ms(8_500) }, 250), Some(Ms(750)));
        assert_eq!(clock.game_at(GameClock::Running { zero: Ms(9_500) }, 250), Some(Ms(0)));
        assert_eq!(clock.game_at(GameClock::Stopped { at: Ms(77) }, 250), Some(Ms(77)));
    }
}
