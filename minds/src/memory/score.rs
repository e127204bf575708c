//! How much a memory matters now: absolute, in fixed point, the same on every machine.
//!
//! `S = 0.45 relevance + 0.20 importance + 0.15 recency + 0.12 same person + 0.08 open promise − 0.30 used recently`

use super::{EventKind, Memory, What};
use shared::clock::TownTime;

/// One, in the fixed point of scores.
pub const ONE: i32 = 10_000;

/// The parts of a score, each already weighted, in ten-thousandths.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Score {
    /// How well it fits the words.
    pub relevance: i32,
    /// How much it matters at all.
    pub importance: i32,
    /// How fresh it is.
    pub recency: i32,
    /// It is about the one spoken with.
    pub person: i32,
    /// Something promised and not done yet.
    pub promise: i32,
    /// Spoken of lately; zero or less.
    pub used: i32,
}

impl Score {
    /// The sum, −3000..=10000.
    #[must_use]
    pub const fn total(&self) -> i32 {
        self.relevance + self.importance + self.recency + self.person + self.promise + self.used
    }
}

/// Minutes of the town after which half of the freshness is gone; `None` when it never fades.
#[must_use]
pub const fn half_life(what: &What) -> Option<u32> {
    match what {
        What::Fact(_) => None,
        What::Event(event) => Some(match event.kind {
            EventKind::SmallTalk => 6 * 60,
            EventKind::Talk | EventKind::News | EventKind::Praise | EventKind::Insult | EventKind::Apology => 3 * 1440,
            EventKind::Story | EventKind::Game => 7 * 1440,
            EventKind::Promise => 30 * 1440,
        }),
    }
}

/// `2^(−age / half_life)` in ten-thousandths.
#[must_use]
pub fn recency(age: u32, half_life: u32) -> i32 {
    // 2^(-i/16) for i in 0..=16, in ten-thousandths; straight lines between.
    const STEPS: [i32; 17] = [
        10_000, 9_576, 9_170, 8_781, 8_409, 8_052, 7_711, 7_384, 7_071, 6_771, 6_484, 6_209, 5_946, 5_694, 5_453,
        5_221, 5_000,
    ];
    let half_life = u64::from(half_life.max(1));
    let parts = u64::from(age) * 256 / half_life;
    let (halvings, part) = (parts / 256, (parts % 256) as usize);
    let (step, between) = (part / 16, i32::try_from(part % 16).unwrap_or(0));
    let value = STEPS[step] + (STEPS[step + 1] - STEPS[step]) * between / 16;
    if halvings >= 14 { 0 } else { value >> halvings }
}

/// Scores one memory; `relevance` is 0..=[`ONE`], `with_them` says that it concerns the one spoken with.
#[must_use]
pub fn score(memory: &Memory, relevance: i32, with_them: bool, now: TownTime) -> Score {
    let freshness = half_life(&memory.what).map_or(ONE, |half| recency(now.since(memory.at()), half));
    let promise = memory.event().is_some_and(|e| e.kind == EventKind::Promise && now.since(e.at) < 7 * 1440);
    // Spoken of in the last six hours counts in full and fades to nothing over two days.
    let used = memory.used.map_or(0, |then| recency(now.since(then).saturating_sub(6 * 60), 12 * 60));
    Score {
        relevance: relevance * 45 / 100,
        importance: i32::from(memory.importance.min(10)) * (ONE / 10) * 20 / 100,
        recency: freshness * 15 / 100,
        person: if with_them { ONE * 12 / 100 } else { 0 },
        promise: if promise { ONE * 8 / 100 } else { 0 },
        used: -(used * 30 / 100),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn freshness_halves_with_every_half_life() {
        assert_eq!(recency(0, 360), ONE);
        assert_eq!(recency(360, 360), ONE / 2);
        assert_eq!(recency(720, 360), ONE / 4);
        assert_eq!(recency(180, 360), 7_071);
        assert_eq!(recency(u32::MAX, 360), 0);
        assert!((0..5_000).map(|age| recency(age, 360)).is_sorted_by(|a, b| a >= b));
    }
}
