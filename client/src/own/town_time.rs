//! The town's calendar between tellings, without jumps.

use shared::clock::{DAY_MINUTES, TownTime};
use shared::world::{TICK_MS, Tick};

/// An even clock through the whole minutes that the server tells.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct TownClock {
    /// Minutes since the town's first midnight at tick 0, which lies before the town began.
    at_zero: f64,
    minute_ms: u32,
    told: bool,
}

impl TownClock {
    /// Starts to count from `minutes` at `tick`, with minutes of `minute_ms` milliseconds; a guess until the server tells.
    pub fn start(&mut self, minutes: f64, tick: Tick, minute_ms: u32) {
        *self = Self { minute_ms, ..Self::default() };
        self.at_zero = minutes - self.minutes(f64::from(tick.0));
    }

    /// The server told the time. It tells whole minutes, so the clock moves only if it is outside of that minute.
    pub fn tell(&mut self, time: TownTime, tick: Tick) {
        let told = f64::from(time.0);
        let shown = self.minutes(f64::from(tick.0));
        let wrong = if !self.told || shown < told {
            told - shown
        } else if shown >= told + 1.0 {
            told + 0.999 - shown
        } else {
            0.0
        };
        self.at_zero += wrong;
        self.told = true;
    }

    /// Minutes since the town's first midnight at a tick.
    pub fn minutes(&self, tick: f64) -> f64 {
        if self.minute_ms == 0 {
            return self.at_zero;
        }
        self.at_zero + tick * TICK_MS as f64 / f64::from(self.minute_ms)
    }

    /// Minutes of the day at a tick, 0..1440.
    pub fn minute_of_day(&self, tick: f64) -> f32 {
        self.minutes(tick).rem_euclid(f64::from(DAY_MINUTES)) as f32
    }

    /// Days since the town began at a tick.
    pub fn day(&self, tick: f64) -> u32 {
        (self.minutes(tick).max(0.0) / f64::from(DAY_MINUTES)) as u32
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_clock_runs_evenly_between_whole_minutes() {
        let mut clock = TownClock::default();
        clock.start(100.0, Tick(0), 1000);
        assert_eq!(clock.minutes(20.0), 101.0);
        let truth = |tick: u32| 3000.7 + f64::from(tick) / 20.0;
        let mut shown = f64::MIN;
        for tick in 0..4000 {
            if tick % 37 == 0 {
                clock.tell(TownTime(truth(tick) as u32), Tick(tick));
            }
            let now = clock.minutes(f64::from(tick));
            assert!((now - truth(tick)).abs() < 1.0, "tick {tick}: {now}");
            if tick > 400 {
                assert!(now >= shown && now - shown < 0.1, "tick {tick}: {shown} to {now}");
            }
            shown = now;
        }
        assert_eq!(clock.day(4000.0), 2);
        assert!((clock.minute_of_day(4000.0) - 320.7).abs() < 1.0);
    }

    #[test]
    fn without_a_pace_it_stands() {
        let mut clock = TownClock::default();
        clock.tell(TownTime(600), Tick(9));
        assert_eq!(clock.minute_of_day(500.0), 600.0);
    }
}
