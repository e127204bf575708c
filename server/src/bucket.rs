//! Rate limits: a token bucket that is told the time.

use std::collections::BTreeMap;
use std::net::IpAddr;

/// A bucket that holds up to `burst` tokens and gains one every `every_ms`.
#[derive(Debug, Clone, Copy)]
pub struct Bucket {
    burst: u32,
    every_ms: u64,
    tokens: u32,
    filled_at: u64,
}

impl Bucket {
    /// A full bucket.
    #[must_use]
    pub const fn full(burst: u32, every_ms: u64) -> Self {
        Self { burst, every_ms, tokens: burst, filled_at: 0 }
    }

    /// Takes a token; false when there is none.
    pub fn take(&mut self, now_ms: u64) -> bool {
        let gained = now_ms.saturating_sub(self.filled_at) / self.every_ms.max(1);
        if gained > 0 {
            self.tokens = u32::try_from(gained).unwrap_or(u32::MAX).saturating_add(self.tokens).min(self.burst);
            self.filled_at += gained * self.every_ms;
        }
        if self.tokens == 0 {
            return false;
        }
        self.tokens -= 1;
        true
    }

    fn is_full(&self, now_ms: u64) -> bool {
        now_ms.saturating_sub(self.filled_at) / self.every_ms.max(1) >= u64::from(self.burst)
    }
}

/// One bucket for each address, forgotten when it is full again.
#[derive(Debug)]
pub struct AddressLimit {
    fresh: Bucket,
    buckets: BTreeMap<IpAddr, Bucket>,
}

impl AddressLimit {
    /// At most `burst` at once and then one every `every_ms` from each address.
    #[must_use]
    pub const fn new(burst: u32, every_ms: u64) -> Self {
        Self { fresh: Bucket::full(burst, every_ms), buckets: BTreeMap::new() }
    }

    /// Takes a token of this address; false when it has none left.
    pub fn take(&mut self, address: IpAddr, now_ms: u64) -> bool {
        if self.buckets.len() > 10_000 {
            self.buckets.retain(|_, bucket| !bucket.is_full(now_ms));
        }
        self.buckets.entry(address).or_insert(Bucket { filled_at: now_ms, ..self.fresh }).take(now_ms)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_burst_and_then_one_at_a_time() {
        let mut bucket = Bucket::full(3, 1000);
        let taken: Vec<bool> = [0, 0, 0, 0, 999, 1000, 1001, 5000, 5000].map(|ms| bucket.take(ms)).to_vec();
        assert_eq!(taken, [true, true, true, false, false, true, false, true, true]);
    }

    #[test]
    fn addresses_do_not_share() {
        let mut limit = AddressLimit::new(1, 60_000);
        let (a, b) = (IpAddr::from([10, 0, 0, 1]), IpAddr::from([10, 0, 0, 2]));
        assert!(limit.take(a, 5) && limit.take(b, 5) && !limit.take(a, 6) && limit.take(a, 60_005));
    }
}
