//! How long to wait before the next try to come back.

use std::time::Duration;

use bevy::prelude::Resource;

/// How long a lost connection is worth trying for: the server keeps the body as long.
pub const GIVE_UP_AFTER: Duration = Duration::from_secs(60);

const WAITS_MS: [u64; 5] = [500, 1000, 2000, 4000, 8000];

/// Seeds the spread of the waits, so that a thousand clients don't come back in the same moment.
#[derive(Resource, Debug, Clone, Copy, Default)]
pub struct Seed(pub u64);

/// The tries of one loss.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Backoff {
    lost_at: Duration,
    attempts: u32,
    seed: u64,
}

impl Backoff {
    /// A connection was lost at `now`.
    #[must_use]
    pub const fn starting(now: Duration, seed: u64) -> Self {
        Self { lost_at: now, attempts: 0, seed }
    }

    /// The number of the try that [`Self::next_try`] planned last, from 1.
    #[must_use]
    pub const fn attempt(&self) -> u32 {
        self.attempts
    }

    /// When to try next: 0.5, 1, 2, 4, 8, 8 … seconds after `now`, each up to a quarter longer by chance.
    ///
    /// `None` when it is time to give up.
    pub fn next_try(&mut self, now: Duration) -> Option<Duration> {
        let step = WAITS_MS[(self.attempts as usize).min(WAITS_MS.len() - 1)];
        self.attempts += 1;
        let spread = mix(self.seed ^ u64::from(self.attempts)) % (step / 4 + 1);
        let at = now + Duration::from_millis(step + spread);
        (at < self.lost_at + GIVE_UP_AFTER).then_some(at)
    }
}

/// Spreads a seed over all bits (the finaliser of splitmix64).
const fn mix(seed: u64) -> u64 {
    let mut z = seed.wrapping_add(0x9E37_79B9_7F4A_7C15);
    z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    z ^ (z >> 31)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The waits of one loss whose tries each fail after `trying`.
    fn waits(seed: u64, trying: Duration) -> Vec<u64> {
        let mut now = Duration::from_secs(100);
        let mut backoff = Backoff::starting(now, seed);
        let mut waits = Vec::new();
        while let Some(at) = backoff.next_try(now) {
            waits.push((at - now).as_millis() as u64);
            now = at + trying;
        }
        assert!(now < Duration::from_secs(160) + trying);
        waits
    }

    #[test]
    fn waits_double_up_to_eight_seconds_and_end_within_a_minute() {
        let waits = waits(7, Duration::from_millis(100));
        assert!((8..=11).contains(&waits.len()), "{waits:?}");
        for (i, wait) in waits.iter().enumerate() {
            let step = WAITS_MS[i.min(4)];
            assert!((step..=step + step / 4).contains(wait), "wait {i} is {wait} ms");
        }
    }

    #[test]
    fn seeds_spread() {
        let mut firsts: Vec<u64> = (0..100).map(|seed| waits(seed, Duration::ZERO)[0]).collect();
        firsts.sort_unstable();
        firsts.dedup();
        assert!(firsts.len() > 40, "only {} different first waits", firsts.len());
        assert_eq!(waits(3, Duration::ZERO), waits(3, Duration::ZERO));
    }
}
