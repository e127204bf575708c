//! The Quiz Board: pick a clue, buzz, answer, and win or lose what it is worth.
//!
//! A board has columns of five clues, each worth more than the one above it: 100 to 500, in the second round 200 to
//! 1,000. Who answered right last picks; the second round begins with who has least. A clue is read, then all
//! buzzers unlock at once; who was first ([`super::buzzer`]) writes an answer. Right wins its value and the next
//! pick, wrong or silent loses the value, and the others may buzz. Scores can be negative.
//!
//! A round hides doubles: the picker alone bets 5 to their score, or to the round's highest value if that is more, and
//! answers. In the end everybody with more than nothing bets up to all of it on the last clue, knowing only its
//! category; it is revealed from the least score to the highest.
//!
//! A reply that is right but too vague is asked back once. Who thinks they were judged wrong appeals to the others,
//! and hosts may overrule: then the clue is scored again, and tries after the right one never happened.

mod acts;
mod clue;
mod last;
pub mod rules;
mod server_side;
#[cfg(test)]
mod tests;
pub mod view;

use serde::{Deserialize, Serialize};

use super::buzzer::{BuzzRefusal, Race};
use super::commitment::Nonce;
use super::judge::Accepted;
use super::secret::Secret;
use super::{Ms, Seat};

/// Clues in a column.
pub const ROWS: u8 = 5;

/// What the topmost clue of the first round is worth; the others follow in equal steps, rounds multiply it.
pub const STEP_VALUE: i32 = 100;

/// The least that can be bet on a double.
pub const LEAST_WAGER: i32 = 5;

/// How long the categories of a round are shown, in milliseconds.
pub const INTRO_MS: u32 = 6_000;

/// How long a picker may think, in milliseconds; after it the topmost clue of the first column is taken.
pub const PICK_MS: u32 = 15_000;

/// How long nobody waits for a picker who isn't there, in milliseconds.
pub const ABSENT_MS: u32 = 2_000;

/// How long a bet may take, in milliseconds.
pub const WAGER_MS: u32 = 25_000;

/// How long the buzzers are open, in milliseconds.
pub const BUZZ_MS: u32 = 6_000;

/// How long they are open again after a wrong answer, in milliseconds.
pub const AGAIN_MS: u32 = 4_000;

/// How long writing an answer may take, in milliseconds.
pub const ANSWER_MS: u32 = 15_000;

/// How long being more specific may take, in milliseconds.
pub const SPECIFY_MS: u32 = 10_000;

/// How long an answer is shown, in milliseconds.
pub const SHOW_MS: u32 = 7_000;

/// How long a vote may take, in milliseconds.
pub const VOTE_MS: u32 = 15_000;

/// How long the last answer may take after the clue was read, in milliseconds.
pub const LAST_MS: u32 = 40_000;

/// How long one reply to the last clue is shown, in milliseconds.
pub const LAST_SHOW_MS: u32 = 5_000;

/// How long a clue takes to read, in milliseconds: 17 letters a second after a breath, as subtitles are paced.
#[must_use]
pub fn reading_ms(text: &str) -> u32 {
    1_000 + 60 * u32::try_from(text.chars().count()).unwrap_or(u32::MAX / 60)
}

/// What is known of a seat when the game starts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct SeatSetup {
    /// Its time to bet and to write in percent, 100 to 1000.
    pub factor_percent: u16,
    /// Whether it has a vote in appeals; characters have none.
    pub votes: bool,
}

/// A clue with its answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Clue {
    /// Its name, such as `harbour-lights/2/3`; for records.
    pub id: Secret<String>,
    /// What is read out.
    pub text: Secret<String>,
    /// What counts as its answer.
    pub accepted: Secret<Accepted>,
    /// What the commitment is salted with.
    pub nonce: Secret<Nonce>,
}

/// A column of a round.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    /// What stands above it.
    pub name: String,
    /// Its clues from the top, [`ROWS`] of them.
    pub clues: Vec<Clue>,
}

/// A round.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Round {
    /// Its columns.
    pub columns: Vec<Column>,
    /// Which clues are doubles.
    pub doubles: Secret<Vec<Cell>>,
}

/// Everything that a game is made of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Setup {
    /// One or two rounds.
    pub rounds: Vec<Round>,
    /// The category of the last clue.
    pub last_category: String,
    /// The last clue.
    pub last: Clue,
    /// Who plays; the first one picks first.
    pub seats: Vec<SeatSetup>,
}

/// A place on the board, from 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Cell {
    /// The column.
    pub column: u8,
    /// The row from the top.
    pub row: u8,
}

/// What a seat may ask for. `n` counts the clues of the game, so that nothing late counts for another one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Action {
    /// Pick a clue.
    Pick(Cell),
    /// Bet.
    Wager(i32),
    /// Press the buzzer.
    Buzz {
        /// For which clue.
        n: u16,
    },
    /// Write an answer.
    Answer {
        /// To which clue.
        n: u16,
        /// The answer.
        text: String,
    },
    /// Have read the answer, and go on.
    Next {
        /// Of which clue.
        n: u16,
    },
    /// Say that one's own answer was right after all.
    Appeal {
        /// To which clue.
        n: u16,
    },
    /// Say whether somebody's answer was right.
    Vote {
        /// To which clue.
        n: u16,
        /// Whether it was.
        right: bool,
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
    /// It is about a clue that is over.
    #[error("That clue is over.")]
    OtherClue,
    /// It is somebody else's turn.
    #[error("It isn't your turn.")]
    NotYou,
    /// The clue was played, or isn't there.
    #[error("That clue is gone: pick another one.")]
    Gone,
    /// The bet is too low or too high.
    #[error("You can bet {least} to {most}.")]
    BadWager {
        /// The least.
        least: i32,
        /// The most.
        most: i32,
    },
    /// The answer is empty or too long.
    #[error("An answer has 1 to 60 letters.")]
    BadAnswer,
    /// It was done before.
    #[error("You did that already.")]
    Again,
    /// There is nobody who could vote.
    #[error("There is nobody else to vote on it.")]
    NoVoters,
    /// The press doesn't count.
    #[error(transparent)]
    Buzz(BuzzRefusal),
}

/// A try at a clue.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Try {
    /// Whose.
    pub seat: Seat,
    /// What they wrote; empty when time ran out.
    pub text: String,
    /// Whether it is right.
    pub right: bool,
    /// What it won or, negative, lost; 0 when it never happened.
    pub points: i32,
    /// Whether people decided it instead of the judge.
    pub overruled: bool,
    /// Milliseconds from the unlock, or from being asked, to the answer.
    pub took_ms: u32,
}

/// Where somebody stands; who has as many points has the same place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Standing {
    /// Who.
    pub seat: Seat,
    /// Points, which may be negative.
    pub score: i32,
    /// The place, from 1.
    pub place: u16,
    /// Right answers so far.
    pub right: u16,
    /// Wrong answers so far.
    pub wrong: u16,
}

/// Something that happened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fact {
    /// A round begins.
    Round(u8),
    /// Somebody picks now.
    Picks(Seat),
    /// A clue was picked.
    Picked {
        /// By whom.
        seat: Seat,
        /// Which one.
        cell: Cell,
        /// Whether it is a double.
        double: bool,
    },
    /// Somebody has bet.
    Wagered(Seat),
    /// A clue is read.
    Read(u16),
    /// The buzzers have a winner, or nobody pressed.
    Raced(Race),
    /// Somebody has to be more specific.
    AskedBack(Seat),
    /// Somebody answered, or didn't in time.
    Tried(Try),
    /// A clue is over.
    Shown(u16),
    /// Somebody appealed.
    Appealed(Seat),
    /// An appeal was granted, or not.
    Decided(Seat, bool),
    /// Everybody with points bets on the last clue.
    LastCategory,
    /// The last clue is read.
    LastRead,
    /// The game is over.
    Over(Vec<Standing>),
}

/// Where a game is.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Phase {
    Intro { until: Ms },
    Choosing { until: Ms },
    Wagering { cell: Cell, until: Ms },
    Buzzing { unlocks: Ms, closes: Ms },
    Answering { seat: Seat, since: Ms, until: Ms, asked_back: bool },
    Shown { until: Ms },
    Voting { seat: Seat, until: Ms },
    Last(last::LastPhase),
    Over,
}
