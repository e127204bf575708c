//! A network and its people, by which the buzzer is measured: reactions, lines of unequal length, jitter, clocks.

use shared::rooms::buzzer::{Buzzer, LEAD_MS};
use shared::rooms::{Moment, Ms, Seat};

/// Players in a race.
pub const SEATS: u16 = 8;

/// Races between the same players over the same lines.
const RACES: u64 = 30;

/// What came of many races.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Outcome {
    /// How many there were.
    pub trials: u64,
    /// The share in which who reacted fastest won.
    pub right_winner_share: f64,
    /// The same, of the races in which the player with the longest line reacted fastest.
    pub right_when_worst_ping_share: f64,
    /// The same for a buzzer that goes by arrival.
    pub by_arrival_share: f64,
    /// By how many milliseconds the presses of a client that forges all of them count too early, on average.
    pub forged_gain_ms: f64,
    /// Milliseconds from the arrival of the first press to the verdict: the mean, and the most.
    pub verdict_ms: (f64, f64),
}

/// Chance from a seed: SplitMix64, and what is made of it.
struct Chance(u64);

impl Chance {
    fn unit(&mut self) -> f64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        ((z ^ (z >> 31)) >> 11) as f64 / (1_u64 << 53) as f64
    }

    /// Box and Muller's transform.
    fn normal(&mut self, mean: f64, deviation: f64) -> f64 {
        let (a, b) = (1.0 - self.unit(), self.unit());
        mean + deviation * (-2.0 * a.ln()).sqrt() * (std::f64::consts::TAU * b).cos()
    }

    fn exponential(&mut self, mean: f64) -> f64 {
        -mean * (1.0 - self.unit()).ln()
    }
}

/// A line of so many milliseconds: each way takes that and a jitter of 12 % and 1.5 ms on average.
struct Line(f64);

impl Line {
    /// Log-normal with a median of 35 ms; one in twenty is longer than 120 ms.
    fn draw(chance: &mut Chance) -> Self {
        Self(35.0 * chance.normal(0.0, (120.0_f64 / 35.0).ln() / 1.645).exp())
    }

    fn way(&self, chance: &mut Chance) -> f64 {
        self.0 + chance.exponential(0.12 * self.0 + 1.5)
    }

    /// Half of the shortest of eight round trips.
    fn estimate(&self, chance: &mut Chance) -> u16 {
        let shortest = (0..8).map(|_| self.way(chance) + self.way(chance)).fold(f64::INFINITY, f64::min);
        (shortest / 2.0) as u16
    }
}

/// One press: when it was made and arrives, and what it says.
struct Made {
    seat: u16,
    made: f64,
    arrives: f64,
    stamp: f64,
}

/// Runs so many races of eight players. Reactions are normal, 260 ± 45 ms; clocks are off by 2 ms.
pub fn run(races: u64, seed: u64, forger: Option<u16>) -> Outcome {
    let mut chance = Chance(seed);
    let (mut right, mut worst, mut right_worst, mut arrival, mut gain) = (0_u64, 0_u64, 0_u64, 0_u64, 0.0);
    let (mut waited, mut longest_wait) = (0.0, 0.0_f64);
    let blocks = races.div_ceil(RACES);
    for _ in 0..blocks {
        let lines: Vec<Line> = (0..SEATS).map(|_| Line::draw(&mut chance)).collect();
        let estimates: Vec<u16> = lines.iter().map(|line| line.estimate(&mut chance)).collect();
        let farthest = (0..SEATS).max_by(|a, b| lines[usize::from(*a)].0.total_cmp(&lines[usize::from(*b)].0));
        let mut buzzer = Buzzer::new(SEATS);
        for seat in 0..SEATS {
            buzzer.set_one_way(Seat(seat), estimates[usize::from(seat)]);
        }
        for race in 0..RACES {
            let unlock = 60_000.0 * (race + 1) as f64;
            let reactions: Vec<f64> = (0..SEATS).map(|_| chance.normal(260.0, 45.0).max(100.0)).collect();
            let mut presses: Vec<Made> = (0..SEATS)
                .map(|seat| {
                    let line = &lines[usize::from(seat)];
                    let told = unlock - f64::from(LEAD_MS) + line.way(&mut chance);
                    let made = told.max(unlock) + reactions[usize::from(seat)];
                    let stamp = if forger == Some(seat) { 0.0 } else { made + chance.normal(0.0, 2.0) };
                    Made { seat, made, arrives: made + line.way(&mut chance), stamp }
                })
                .collect();
            presses.sort_by(|a, b| a.arrives.total_cmp(&b.arrives));
            buzzer.start(Ms(unlock as u64), Ms(unlock as u64 + 5_000));
            let mut verdict = None;
            for press in &presses {
                let arrived = Ms(press.arrives as u64);
                if let Some(due) = buzzer.due().filter(|due| *due < arrived) {
                    verdict = buzzer.tick(due).map(|race| (due, race));
                    break;
                }
                let one_way_ms = estimates[usize::from(press.seat)];
                let when = Moment { arrived, pressed: Some(Ms(press.stamp as u64)), one_way_ms };
                let weighed = buzzer.press(Seat(press.seat), when);
                if let (true, Ok(weighed)) = (forger == Some(press.seat), weighed) {
                    gain += press.made - weighed.counted.0 as f64;
                }
            }
            let verdict = verdict.or_else(|| buzzer.due().and_then(|due| Some((due, buzzer.tick(due)?))));
            let Some((at, race)) = verdict else { continue };
            let wait = at.0 as f64 - presses[0].arrives;
            waited += wait;
            longest_wait = longest_wait.max(wait);
            let fastest = (0..SEATS).min_by(|a, b| reactions[usize::from(*a)].total_cmp(&reactions[usize::from(*b)]));
            let won = race.presses.first().map(|press| press.seat.0);
            right += u64::from(won == fastest);
            arrival += u64::from(Some(presses[0].seat) == fastest);
            if fastest == farthest {
                worst += 1;
                right_worst += u64::from(won == fastest);
            }
        }
    }
    let trials = blocks * RACES;
    let share = |count: u64, of: u64| count as f64 / of.max(1) as f64;
    Outcome {
        trials,
        right_winner_share: share(right, trials),
        right_when_worst_ping_share: share(right_worst, worst),
        by_arrival_share: share(arrival, trials),
        forged_gain_ms: gain / trials as f64,
        verdict_ms: (waited / trials as f64, longest_wait),
    }
}
