//! How soon the same two characters talk with each other again.

use std::collections::BTreeMap;

use shared::ids::BodyId;

/// Shortest pause of two who are close, in milliseconds.
pub const SHORTEST_MS: u64 = 3 * 60_000;
/// Longest pause of two who don't like each other, in milliseconds.
pub const LONGEST_MS: u64 = 10 * 60_000;

/// Until when pairs leave each other alone.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PairCooldowns(BTreeMap<(BodyId, BodyId), u64>);

impl PairCooldowns {
    /// Whether these two may talk again.
    #[must_use]
    pub fn may_talk(&self, a: BodyId, b: BodyId, now: u64) -> bool {
        self.0.get(&pair(a, b)).is_none_or(|until| *until <= now)
    }

    /// These two have talked; `closeness` is −100 (pause of 10 minutes) ..= 100 (3 minutes).
    pub fn ended(&mut self, a: BodyId, b: BodyId, closeness: i8, now: u64) {
        let distance = u64::try_from(100 - i64::from(closeness.clamp(-100, 100))).unwrap_or(0);
        self.0.retain(|_, until| *until > now);
        self.0.insert(pair(a, b), now + SHORTEST_MS + (LONGEST_MS - SHORTEST_MS) * distance / 200);
    }
}

fn pair(a: BodyId, b: BodyId) -> (BodyId, BodyId) {
    (a.min(b), a.max(b))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn friends_talk_again_sooner() {
        let (a, b, c) = (BodyId(1), BodyId(2), BodyId(3));
        let mut pairs = PairCooldowns::default();
        pairs.ended(a, b, 100, 0);
        pairs.ended(c, a, -100, 0);
        assert!(!pairs.may_talk(b, a, SHORTEST_MS - 1));
        assert!(pairs.may_talk(b, a, SHORTEST_MS));
        assert!(!pairs.may_talk(a, c, LONGEST_MS - 1));
        assert!(pairs.may_talk(a, c, LONGEST_MS));
        assert!(pairs.may_talk(b, c, 0));
    }
}
