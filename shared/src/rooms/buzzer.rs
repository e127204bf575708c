//! A buzzer that is fair over unequal lines: who pressed first counts, not whose press came first.
//!
//! The unlock is announced ahead ([`LEAD_MS`]) on the synchronised clock, so everybody sees it at the same time.
//! A client stamps its press; the stamp is believed within `[arrival − one-way − quota, arrival]`, so a client that
//! lies gains at most its quota, which refills slowly. The first press starts a short wait, as long as an earlier
//! press of somebody else could still be on its way; then there is one verdict.

use serde::{Deserialize, Serialize};

use super::{Moment, Ms, Seat};

/// How long before it an unlock is announced, in milliseconds, at the least.
pub const LEAD_MS: u32 = 400;

/// Nobody reacts faster than this, in milliseconds: an earlier press counts as made then.
pub const HUMAN_FLOOR_MS: u32 = 100;

/// What a stamp may be earlier than the line explains, in milliseconds, for one press: as much as the jitter of a long
/// line. What an honest player doesn't need, a liar can't hoard.
pub const QUOTA_MS: u16 = 50;

/// What a seat gets back of what it used, in milliseconds, with every press: in the long run, no lie is worth more.
pub const REFILL_MS: u16 = 18;

/// The most that a seat can have left, in milliseconds.
pub const MOST_QUOTA_MS: u16 = 75;

/// How long an early press locks a seat out, in milliseconds; doubled with every further one.
pub const LOCK_MS: u32 = 250;

/// The longest lock-out, in milliseconds.
pub const MOST_LOCK_MS: u32 = 1000;

/// The longest wait for earlier presses that may be on their way, in milliseconds.
pub const MOST_WAIT_MS: u32 = 250;

/// A press that counts, and how it was weighed: what a player may see as a receipt.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Press {
    /// When it counts as made.
    pub counted: Ms,
    /// When it arrived.
    pub arrived: Ms,
    /// Who pressed.
    pub seat: Seat,
    /// When the player's device says it was made.
    pub claimed: Option<Ms>,
    /// What the way here was estimated to take, in milliseconds.
    pub one_way_ms: u16,
}

/// Why a press doesn't count.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
pub enum BuzzRefusal {
    /// There is nothing to buzz for.
    #[error("There is nothing to buzz for right now.")]
    Closed,
    /// It was made before the unlock, and locks the seat out for a moment.
    #[error("Too early! Your buzzer is stuck for a moment.")]
    Early,
    /// The seat is locked out.
    #[error("Your buzzer is still stuck.")]
    LockedOut,
    /// The seat has pressed already, or had its go.
    #[error("You had your go.")]
    Again,
}

/// Who was first, and who else pressed, in the order that counts.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Race {
    /// All presses that counted; the first one won. Empty when nobody pressed in time.
    pub presses: Vec<Press>,
}

/// What is known of one seat.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Line {
    one_way_ms: u16,
    quota_ms: u16,
    strikes: u8,
    locked_until: Ms,
    had_a_go: bool,
}

/// The time in which one may press.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Window {
    unlocks: Ms,
    closes: Ms,
    verdict: Ms,
    presses: Vec<Press>,
}

/// The buzzers of all seats of a game.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Buzzer {
    lines: Vec<Line>,
    window: Option<Window>,
}

impl Buzzer {
    /// Buzzers for so many seats.
    #[must_use]
    pub fn new(seats: u16) -> Self {
        let line = Line { one_way_ms: 0, quota_ms: MOST_QUOTA_MS, strikes: 0, locked_until: Ms(0), had_a_go: false };
        Self { lines: vec![line; usize::from(seats)], window: None }
    }

    /// The newest estimate of the way from a seat, in milliseconds.
    pub fn set_one_way(&mut self, seat: Seat, ms: u16) {
        if let Some(line) = self.lines.get_mut(seat.index()) {
            line.one_way_ms = ms;
        }
    }

    /// A new thing to buzz for: everybody may, from `unlocks` to `closes`.
    pub fn start(&mut self, unlocks: Ms, closes: Ms) {
        for line in &mut self.lines {
            *line = Line { had_a_go: false, strikes: 0, locked_until: Ms(0), ..*line };
        }
        self.go_on(unlocks, closes);
    }

    /// The same thing to buzz for, for those who haven't had their go.
    pub fn go_on(&mut self, unlocks: Ms, closes: Ms) {
        let verdict = closes.after(self.longest_wait());
        self.window = Some(Window { unlocks, closes, verdict, presses: Vec::new() });
    }

    /// Nothing to buzz for any more.
    pub fn stop(&mut self) {
        self.window = None;
    }

    /// Takes a seat's chance away until the next start.
    pub fn bar(&mut self, seat: Seat) {
        if let Some(line) = self.lines.get_mut(seat.index()) {
            line.had_a_go = true;
        }
    }

    /// Whether a seat may still buzz for this.
    #[must_use]
    pub fn may(&self, seat: Seat) -> bool {
        self.window.is_some() && self.lines.get(seat.index()).is_some_and(|line| !line.had_a_go)
    }

    /// How long a press may be on its way from any seat that can still press, in milliseconds.
    fn longest_wait(&self) -> u32 {
        let ways = self.lines.iter().filter(|line| !line.had_a_go).map(|line| u32::from(line.one_way_ms));
        // A way takes now and then half as long again as its estimate.
        ways.max().map_or(0, |way| way + way / 2 + u32::from(QUOTA_MS)).min(MOST_WAIT_MS)
    }

    /// When there is a verdict; `None` while there is nothing to buzz for.
    #[must_use]
    pub fn due(&self) -> Option<Ms> {
        self.window.as_ref().map(|window| window.verdict)
    }

    /// Weighs a press.
    ///
    /// # Errors
    /// [`BuzzRefusal`]; an early press, and every press during a lock-out, locks the seat out for longer.
    pub fn press(&mut self, seat: Seat, when: Moment) -> Result<Press, BuzzRefusal> {
        let Some(window) = &mut self.window else { return Err(BuzzRefusal::Closed) };
        let Some(line) = self.lines.get_mut(seat.index()) else { return Err(BuzzRefusal::Closed) };
        if line.had_a_go {
            return Err(BuzzRefusal::Again);
        }
        line.one_way_ms = when.one_way_ms;
        let explained = when.arrived.before(u32::from(when.one_way_ms));
        let earliest = explained.before(u32::from(line.quota_ms.min(QUOTA_MS)));
        let made = when.pressed.unwrap_or(explained).clamp(earliest, when.arrived);
        if made < line.locked_until {
            line.lock(made);
            return Err(BuzzRefusal::LockedOut);
        }
        if made < window.unlocks {
            line.lock(made);
            return Err(BuzzRefusal::Early);
        }
        if made > window.closes {
            return Err(BuzzRefusal::Closed);
        }
        let used = u16::try_from(explained.since(made)).unwrap_or(u16::MAX);
        line.quota_ms = (line.quota_ms.saturating_sub(used) + REFILL_MS).min(MOST_QUOTA_MS);
        line.had_a_go = true;
        let press = Press {
            counted: made.max(window.unlocks.after(HUMAN_FLOOR_MS)),
            arrived: when.arrived,
            seat,
            claimed: when.pressed,
            one_way_ms: when.one_way_ms,
        };
        window.presses.push(press);
        let best = window.presses.iter().map(|press| press.counted).min().unwrap_or(press.counted);
        let wait = self.longest_wait();
        if let Some(window) = &mut self.window {
            let last = window.verdict.min(best.after(wait));
            window.verdict = last.max(when.arrived);
        }
        Ok(press)
    }

    /// The verdict once it is due: the window is closed then. Seats that pressed and weren't first may press again.
    pub fn tick(&mut self, now: Ms) -> Option<Race> {
        let window = self.window.as_ref().filter(|window| window.verdict <= now)?;
        let mut presses = window.presses.clone();
        presses.sort_unstable();
        for press in presses.iter().skip(1) {
            if let Some(line) = self.lines.get_mut(press.seat.index()) {
                line.had_a_go = false;
            }
        }
        self.window = None;
        Some(Race { presses })
    }
}

impl Line {
    fn lock(&mut self, made: Ms) {
        let ms = (LOCK_MS << self.strikes.min(8)).min(MOST_LOCK_MS);
        self.strikes = self.strikes.saturating_add(1);
        self.locked_until = made.after(ms);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn buzzer() -> Buzzer {
        let mut buzzer = Buzzer::new(3);
        buzzer.set_one_way(Seat(0), 10);
        buzzer.set_one_way(Seat(1), 100);
        buzzer.start(Ms(1000), Ms(6000));
        buzzer
    }

    fn press(seat: u16, arrived: u64, pressed: u64, one_way_ms: u16) -> (Seat, Moment) {
        (Seat(seat), Moment { arrived: Ms(arrived), pressed: Some(Ms(pressed)), one_way_ms })
    }

    #[test]
    fn who_pressed_first_wins_though_it_came_later() {
        let mut buzzer = buzzer();
        let (near, far) = (press(0, 1260, 1250, 10), press(1, 1330, 1230, 100));
        buzzer.press(near.0, near.1).expect("counts");
        assert_eq!(buzzer.tick(Ms(1300)), None, "the far one may be on its way");
        buzzer.press(far.0, far.1).expect("counts");
        let race = buzzer.tick(buzzer.due().expect("decided soon")).expect("a verdict");
        assert_eq!(race.presses.iter().map(|press| press.seat.0).collect::<Vec<_>>(), [1, 0]);
        assert_eq!(buzzer.due(), None);
    }

    #[test]
    fn a_lie_is_worth_its_quota_and_no_more() {
        let mut buzzer = buzzer();
        let gains = |buzzer: &mut Buzzer| {
            buzzer.start(Ms(1000), Ms(6000));
            let (seat, when) = press(1, 1500, 1000, 100);
            Ms(1400).since(buzzer.press(seat, when).expect("counts").counted)
        };
        let stolen: Vec<u32> = (0..14).map(|_| gains(&mut buzzer)).collect();
        assert_eq!(stolen[..4], [50, 43, 18, 18]);
        assert!(stolen[4..].iter().all(|ms| *ms <= u32::from(REFILL_MS)), "{stolen:?}");
    }

    #[test]
    fn early_presses_lock_out_for_longer_and_longer() {
        let mut buzzer = buzzer();
        let early = |buzzer: &mut Buzzer, at: u64| {
            let (seat, when) = press(0, at, at, 0);
            buzzer.press(seat, when)
        };
        assert_eq!(early(&mut buzzer, 950), Err(BuzzRefusal::Early)); // until 1200
        assert_eq!(early(&mut buzzer, 1150), Err(BuzzRefusal::LockedOut)); // until 1650
        assert_eq!(early(&mut buzzer, 1600), Err(BuzzRefusal::LockedOut)); // until 2600
        assert_eq!(early(&mut buzzer, 2500), Err(BuzzRefusal::LockedOut)); // a second is the most
        assert!(early(&mut buzzer, 3500).is_ok());
        assert_eq!(early(&mut buzzer, 3501), Err(BuzzRefusal::Again));
    }

    #[test]
    fn nobody_is_faster_than_a_human() {
        let mut buzzer = buzzer();
        let (seat, when) = press(0, 1010, 1001, 10);
        assert_eq!(buzzer.press(seat, when).map(|press| press.counted), Ok(Ms(1100)));
    }

    #[test]
    fn silence_is_a_verdict_too() {
        let mut buzzer = buzzer();
        let due = buzzer.due().expect("a window");
        assert_eq!(due, Ms(6000).after(200), "a press of the last moment may be on its way");
        assert_eq!(buzzer.tick(due), Some(Race::default()));
        let (seat, when) = press(0, 6500, 6400, 10);
        assert_eq!(buzzer.press(seat, when), Err(BuzzRefusal::Closed));
    }
}
