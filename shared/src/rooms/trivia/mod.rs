//! Multiplayer Trivia: everybody answers the same questions at the same time.
//!
//! A question is asked, everybody present answers once, and it is over when all have or their time is up. Then the
//! answer is revealed with its reason, and after a while, or when everybody wants to go on, comes the next.
//!
//! A right answer is worth [`POINTS`], an order or an estimate a share of them. With speed points, a right answer
//! loses up to half of them over one's own time: `points × (1 − t/T/2)`, as Kahoot documents its formula. Who needs
//! more time gets a factor on it, and points go by the share of one's own time, so the factor costs nothing.
//! A streak of right answers earns [`STREAK_POINTS`] more for each after the first, up to [`MOST_STREAK`].

pub mod rules;
#[cfg(test)]
mod tests;
pub mod view;

use serde::{Deserialize, Serialize};

use super::ask::{Answer, Question};
use super::{Ms, Seat};

/// What a right answer is worth without speed and streaks.
pub const POINTS: u32 = 100;

/// What each further right answer in a row adds.
pub const STREAK_POINTS: u32 = 10;

/// The most that a streak adds to one answer.
pub const MOST_STREAK: u32 = 50;

/// Fewest and most seconds for a question.
pub const SECONDS: (u8, u8) = (5, 60);

/// The time for a question in percent: from the usual to ten times as much.
pub const FACTOR_PERCENT: (u16, u16) = (100, 1000);

/// How long the players look forward to the first question, in milliseconds.
pub const READY_MS: u32 = 4_000;

/// How long an answer and its reason can be read, in milliseconds.
pub const REVEAL_MS: u32 = 12_000;

/// How long an answer of the last moment may be on its way, in milliseconds.
pub const GRACE_MS: u32 = 300;

/// How the host wants it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Settings {
    /// Seconds for a question, within [`SECONDS`].
    pub seconds: u8,
    /// Whether fast answers are worth more.
    pub speed: bool,
    /// Whether right answers in a row are worth more.
    pub streaks: bool,
    /// How many teams there are; 0 when everybody plays for themselves.
    pub teams: u8,
}

impl Default for Settings {
    fn default() -> Self {
        Self { seconds: 30, speed: true, streaks: true, teams: 0 }
    }
}

/// What is known of a seat when the game starts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct SeatSetup {
    /// Its time for a question in percent, within [`FACTOR_PERCENT`].
    pub factor_percent: u16,
    /// The team it plays for; 0 without teams.
    pub team: u8,
}

impl Default for SeatSetup {
    fn default() -> Self {
        Self { factor_percent: 100, team: 0 }
    }
}

/// Everything that a game is made of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Setup {
    /// How the host wants it.
    pub settings: Settings,
    /// What is asked, in this order.
    pub questions: Vec<Question>,
    /// Who plays.
    pub seats: Vec<SeatSetup>,
}

/// What a seat may ask for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Action {
    /// Answer the question of this number.
    Answer {
        /// The question, counted from 0: an answer never counts for another one.
        n: u16,
        /// The answer.
        answer: Answer,
    },
    /// Have read the answer of this number, and go on.
    Next {
        /// The question.
        n: u16,
    },
}

/// Why an action changed nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
pub enum Refusal {
    /// Nobody sits there.
    #[error("You don't play in this game.")]
    NoSeat,
    /// The phase is another one.
    #[error("That doesn't work right now.")]
    WrongPhase,
    /// The answer is to a question that is not asked now.
    #[error("That question is over.")]
    OtherQuestion,
    /// The seat has answered.
    #[error("You have answered already.")]
    Again,
    /// The seat's time is up.
    #[error("Time was up.")]
    TooLate,
    /// It can't be an answer to this question.
    #[error("That can't be an answer to this question.")]
    NoAnswer,
}

/// What somebody did with a question, for the records.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Scored {
    /// Who.
    pub seat: Seat,
    /// What they answered; `None` when they didn't.
    pub answer: Option<Answer>,
    /// Whether it was right.
    pub right: bool,
    /// Milliseconds it took.
    pub took_ms: u32,
    /// What it earned.
    pub points: u32,
}

/// Where somebody stands; who has as many points has the same place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Standing {
    /// Who.
    pub seat: Seat,
    /// Points so far.
    pub score: u32,
    /// The place, from 1.
    pub place: u16,
    /// Right answers in a row up to now.
    pub streak: u16,
    /// Right answers so far.
    pub right: u16,
}

/// Something that happened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fact {
    /// The question of this number is asked.
    Asked(u16),
    /// A seat has answered.
    Answered(Seat),
    /// The answer of this question is revealed, with what became of everybody who was there.
    Revealed(u16, Vec<Scored>),
    /// The game is over.
    Over(Vec<Standing>),
}

/// Where a game is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Phase {
    Ready { until: Ms },
    Asking { n: u16, opened: Ms, ends: Ms },
    Reveal { n: u16, until: Ms },
    Over,
}
