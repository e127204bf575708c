//! How long the way from a player takes: half of the shortest of the last round trips.

use std::collections::VecDeque;

use shared::rooms::Ms;

/// Round trips that count: with one every two seconds, those of half a minute.
const REMEMBERED: usize = 16;

/// Pings at first come quickly, so that a player who has just come is measured before the first buzz.
const QUICK: usize = 8;

/// Milliseconds between the first pings.
const QUICK_MS: u32 = 150;

/// Milliseconds between later ones.
const EVERY_MS: u32 = 2_000;

/// Milliseconds between the pings of those who press no buzzers.
const SELDOM_MS: u32 = 20_000;

/// Longest way that is believed, in milliseconds: who holds back echoes gains no more.
const MOST_MS: u32 = 400;

/// A change of the estimate smaller than this, in milliseconds, is none.
const NOTABLE_MS: u16 = 4;

/// What is known of the way from one player.
#[derive(Debug, Clone)]
pub(super) struct Link {
    trips: VecDeque<u32>,
    /// The ping that is on its way, and when it left.
    out: Option<(u32, Ms)>,
    next: Ms,
    sent: usize,
    /// The estimate that the room was told last.
    told_ms: u16,
}

impl Link {
    /// Of somebody who has just come.
    pub(super) const fn new(now: Ms) -> Self {
        Self { trips: VecDeque::new(), out: None, next: now, sent: 0, told_ms: 0 }
    }

    /// The way from the player, in milliseconds.
    pub(super) fn one_way_ms(&self) -> u16 {
        let shortest = self.trips.iter().min().copied().unwrap_or_default();
        (shortest / 2).min(MOST_MS) as u16
    }

    /// When the next ping is due.
    pub(super) const fn due(&self) -> Ms {
        self.next
    }

    /// The ping to send now, if one is due. `nonce` is a number that the player can't guess.
    pub(super) fn ping(&mut self, now: Ms, nonce: u32, seldom: bool) -> Option<u32> {
        if now < self.next {
            return None;
        }
        self.sent += 1;
        self.out = Some((nonce, now));
        self.next = now.after(match (self.sent < QUICK, seldom) {
            (true, false) => QUICK_MS,
            (false, false) => EVERY_MS,
            (_, true) => SELDOM_MS,
        });
        Some(nonce)
    }

    /// Takes an echo; the new estimate if it is notably another one than the room was told.
    pub(super) fn echo(&mut self, nonce: u32, now: Ms) -> Option<u16> {
        let (_, sent) = self.out.take_if(|(out, _)| *out == nonce)?;
        self.trips.push_back(now.since(sent));
        if self.trips.len() > REMEMBERED {
            self.trips.pop_front();
        }
        let estimate = self.one_way_ms();
        if estimate.abs_diff(self.told_ms) < NOTABLE_MS {
            return None;
        }
        self.told_ms = estimate;
        Some(estimate)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A ping and its echo after so many milliseconds; the time after it.
    fn trip(link: &mut Link, now: Ms, ms: u32) -> (Ms, Option<u16>) {
        let now = Ms(now.0.max(link.due().0));
        let nonce = link.ping(now, now.0 as u32 ^ 0x5eed, false).expect("due");
        (now.after(ms), link.echo(nonce, now.after(ms)))
    }

    #[test]
    fn the_shortest_trip_counts() {
        let mut link = Link::new(Ms(0));
        let (now, told) = trip(&mut link, Ms(0), 90);
        assert_eq!(told, Some(45));
        let (now, told) = trip(&mut link, now, 60);
        assert_eq!(told, Some(30));
        let (now, told) = trip(&mut link, now, 800);
        assert_eq!((told, link.one_way_ms()), (None, 30), "a hiccup changes nothing");
        let (_, told) = trip(&mut link, now, 57);
        assert_eq!(told, None, "two milliseconds are nothing");
    }

    #[test]
    fn echoes_of_nothing_count_nothing() {
        let mut link = Link::new(Ms(0));
        assert_eq!(link.echo(7, Ms(5)), None);
        let nonce = link.ping(Ms(10), 99, false).expect("due");
        assert_eq!(link.echo(nonce ^ 1, Ms(11)), None);
        assert_eq!(link.echo(nonce, Ms(50)), Some(20));
        assert_eq!(link.echo(nonce, Ms(51)), None, "once");
        assert_eq!(link.ping(Ms(100), 3, false), None, "not yet");
    }

    #[test]
    fn who_holds_echoes_back_is_believed_so_far_and_no_farther() {
        let mut link = Link::new(Ms(0));
        let mut now = Ms(0);
        for _ in 0..20 {
            now = trip(&mut link, now, 5_000).0;
        }
        assert_eq!(link.one_way_ms(), 400);
    }
}
