//! Fifth Grade: everybody climbs a ladder of their own, from the questions of first graders to those of fifth graders.
//!
//! A game has 5, 10, 15 or 20 questions. One begins in grade 1; a fifth of the questions answered right in a row lead
//! one grade up, and a wrong answer one grade down, so that who answers everything right meets every grade. A right
//! answer is worth [`POINTS`] times its grade. Twice in a game, a classmate helps: one may peek at what they would
//! answer, and one may copy it unseen. After every answer it is explained. There is no hurry, but no question is open
//! for ever: its time is [`QUESTION_MS`], longer for who needs it.

pub mod rules;
#[cfg(test)]
mod tests;
pub mod view;

use serde::{Deserialize, Serialize};

use super::ask::{Answer, Question};
use super::secret::Secret;
use super::{Ms, Seat};

/// How long a game may be, in questions: quick, standard, challenge, expert.
pub const LENGTHS: [u8; 4] = [5, 10, 15, 20];

/// The highest grade.
pub const TOP_GRADE: u8 = 5;

/// What a right answer is worth in grade 1; a grade multiplies it.
pub const POINTS: u32 = 10;

/// How long one looks forward to the first question, in milliseconds.
pub const READY_MS: u32 = 3_000;

/// How long a question is open, in milliseconds.
pub const QUESTION_MS: u32 = 60_000;

/// How long an explanation stays by itself, in milliseconds.
pub const EXPLAIN_MS: u32 = 45_000;

/// A question with what the classmate would answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Dealt {
    /// The question.
    pub question: Question,
    /// What the classmate would answer, right or not.
    pub classmate: Secret<Answer>,
}

/// What is known of a seat when the game starts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SeatSetup {
    /// Its times in percent, 100 to 1000.
    pub factor_percent: u16,
    /// Who helps, by name.
    pub classmate: String,
    /// Questions of every grade, more of each than can be asked.
    pub decks: [Vec<Dealt>; TOP_GRADE as usize],
}

/// Everything that a game is made of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Setup {
    /// How many questions everybody gets, one of [`LENGTHS`].
    pub length: u8,
    /// Who plays.
    pub seats: Vec<SeatSetup>,
}

/// What a seat may ask for. `n` counts one's own questions, so that nothing late counts for another one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Action {
    /// Answer.
    Answer {
        /// Which question.
        n: u8,
        /// The answer.
        answer: Answer,
    },
    /// See what the classmate would answer, and answer oneself.
    Peek {
        /// Which question.
        n: u8,
    },
    /// Answer what the classmate answers, unseen.
    Copy {
        /// Which question.
        n: u8,
    },
    /// Have read the explanation, and go on.
    Next {
        /// Of which question.
        n: u8,
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
    /// It is about another question.
    #[error("That question is over.")]
    OtherQuestion,
    /// It can't be an answer to this question.
    #[error("That can't be an answer to this question.")]
    NoAnswer,
    /// The classmate has helped in this way before.
    #[error("Your classmate has done that for you already.")]
    Used,
}

/// What somebody did with a question.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Scored {
    /// Who.
    pub seat: Seat,
    /// Which of their questions.
    pub n: u8,
    /// The question's grade.
    pub grade: u8,
    /// What they answered; `None` when time ran out.
    pub answer: Option<Answer>,
    /// Whether it was right.
    pub right: bool,
    /// How they were helped.
    pub help: Option<Help>,
    /// Milliseconds it took.
    pub took_ms: u32,
    /// What it earned.
    pub points: u32,
}

/// How a classmate helps.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Help {
    /// One saw what they would answer.
    Peek,
    /// One answered what they did.
    Copy,
}

/// What it says on the report card.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Grade {
    /// Below 60 %.
    KeepLearning,
    /// From 60 %.
    C,
    /// From 70 %.
    B,
    /// From 80 %.
    A,
    /// From 90 %.
    APlus,
}

impl Grade {
    /// The grade for a share of right answers in percent.
    #[must_use]
    pub const fn of(percent: u32) -> Self {
        match percent {
            90.. => Self::APlus,
            80.. => Self::A,
            70.. => Self::B,
            60.. => Self::C,
            _ => Self::KeepLearning,
        }
    }

    /// As it is written, with a kind word.
    #[must_use]
    pub const fn words(self) -> (&'static str, &'static str) {
        match self {
            Self::APlus => ("A+", "Amazing!"),
            Self::A => ("A", "Great job!"),
            Self::B => ("B", "Good work!"),
            Self::C => ("C", "Keep trying!"),
            Self::KeepLearning => ("–", "Keep learning!"),
        }
    }
}

/// How somebody's game went.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Report {
    /// Whose.
    pub seat: Seat,
    /// Points.
    pub score: u32,
    /// Right answers.
    pub right: u8,
    /// Questions up to now.
    pub asked: u8,
    /// The grade one is in.
    pub rung: u8,
    /// The highest grade one was in.
    pub highest: u8,
    /// Milliseconds from the questions to their answers, all together.
    pub took_ms: u32,
    /// The grade on the card, of what was asked up to now.
    pub grade: Grade,
    /// Whether one has answered everything.
    pub done: bool,
}

/// Something that happened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fact {
    /// Somebody is asked a question of this grade.
    Asked {
        /// Who.
        seat: Seat,
        /// Their how-manieth.
        n: u8,
        /// Its grade.
        grade: u8,
    },
    /// A classmate helps.
    Helped(Seat, Help),
    /// Somebody answered, or didn't in time.
    Answered(Scored),
    /// Somebody is through.
    Finished(Report),
    /// Everybody is.
    Over(Vec<Report>),
}

/// Where somebody is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Phase {
    Ready { until: Ms },
    Asking { opened: Ms, ends: Ms },
    Explained { until: Ms },
    Done,
}
