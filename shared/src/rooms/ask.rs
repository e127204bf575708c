//! Questions as they are asked, answered and revealed; every game asks in these ways.

use serde::{Deserialize, Serialize};

use super::commitment::{Commitment, Nonce};
use super::judge::{Accepted, Verdict, judge};
use super::secret::Secret;

/// Most characters of a typed answer.
pub const MAX_TYPED: usize = 60;

/// A question with everything that belongs to it, in the order in which it will be shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Question {
    /// Its name in the bank, such as `geography/nile-cairo`; for records, never shown during a game.
    pub id: Secret<String>,
    /// What players see when it is asked.
    pub asked: Asked,
    /// What is right.
    pub right: Secret<Right>,
    /// Why it is right, shown after the reveal.
    pub why: Secret<String>,
    /// What the commitment is salted with.
    pub nonce: Secret<Nonce>,
}

/// What players see of a question when it is asked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Asked {
    /// The category.
    pub category: String,
    /// How hard it is, 1..=5.
    pub level: u8,
    /// The question.
    pub text: String,
    /// How it is answered.
    pub way: Way,
}

/// How a question is answered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Way {
    /// By picking one of these.
    Choice(Vec<String>),
    /// By calling it true or false.
    Claim,
    /// By writing.
    Typed,
    /// By putting these in order.
    Order(Vec<String>),
    /// By a number of these units within these bounds.
    Estimate {
        /// The least.
        from: i64,
        /// The most.
        to: i64,
        /// What is counted; may be empty.
        unit: String,
    },
}

/// What is right. Without `Serialize`: what players get is a [`Reveal`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Right {
    /// The option of this number.
    Choice(u8),
    /// Whether the claim is true.
    Claim(bool),
    /// What is written in one of these ways.
    Typed(Accepted),
    /// The things by their numbers, first to last.
    Order(Vec<u8>),
    /// This number.
    Estimate(i64),
}

/// What a player answers.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Answer {
    /// The option of this number.
    Choice(u8),
    /// True or false.
    Claim(bool),
    /// These words.
    Typed(String),
    /// The things by their numbers, first to last.
    Order(Vec<u8>),
    /// This number.
    Estimate(i64),
}

/// What players learn when a question is over.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reveal {
    /// The right answer in the question's own way.
    pub answer: Answer,
    /// The right answer in words.
    pub words: String,
    /// Why.
    pub why: String,
    /// Opens the commitment that was shown when the question was asked.
    pub nonce: Nonce,
}

/// How right an answer is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mark {
    /// Whether it counts as right.
    pub right: bool,
    /// The share of a question's points that it is worth, in percent, 0..=100.
    pub percent: u8,
}

impl Mark {
    const WRONG: Self = Self { right: false, percent: 0 };
    const RIGHT: Self = Self { right: true, percent: 100 };
}

/// An estimate is right within this share of the range, in thousandths.
pub const NEAR: u64 = 20;

/// An estimate is worth nothing from this share of the range on, in thousandths.
pub const FAR: u64 = 250;

impl Asked {
    /// An answer to this question as people read it; empty for one that doesn't fit.
    #[must_use]
    pub fn in_words(&self, answer: &Answer) -> String {
        let of = |list: &[String], n: u8| list.get(usize::from(n)).cloned().unwrap_or_default();
        match (answer, &self.way) {
            (Answer::Choice(n), Way::Choice(options)) => of(options, *n),
            (Answer::Claim(truth), _) => (if *truth { "True" } else { "False" }).to_owned(),
            (Answer::Typed(text), _) => text.clone(),
            (Answer::Order(order), Way::Order(things)) => {
                order.iter().map(|n| of(things, *n)).collect::<Vec<_>>().join(" → ")
            }
            (Answer::Estimate(value), Way::Estimate { unit, .. }) => format!("{value} {unit}").trim_end().to_owned(),
            (Answer::Choice(_) | Answer::Order(_) | Answer::Estimate(_), _) => String::new(),
        }
    }
}

impl Question {
    /// What binds the server to this question, its options and its answer before anybody has answered.
    #[must_use]
    pub fn commitment(&self) -> Commitment {
        Commitment::to(self.nonce.open(), &self.sealed())
    }

    /// The text under the commitment: the question, its options in order, and the right answer in words, one a line.
    fn sealed(&self) -> String {
        sealed(&self.asked, &self.right_words())
    }

    fn right_words(&self) -> String {
        self.asked.in_words(&self.right_answer())
    }

    fn right_answer(&self) -> Answer {
        match self.right.open() {
            Right::Choice(n) => Answer::Choice(*n),
            Right::Claim(truth) => Answer::Claim(*truth),
            Right::Typed(accepted) => Answer::Typed(accepted.answer.clone()),
            Right::Order(order) => Answer::Order(order.clone()),
            Right::Estimate(value) => Answer::Estimate(*value),
        }
    }

    /// What players learn when it is over. Calling this is revealing it.
    #[must_use]
    pub fn reveal(&self) -> Reveal {
        let (words, why, nonce) = (self.right_words(), self.why.open().clone(), *self.nonce.open());
        Reveal { answer: self.right_answer(), words, why, nonce }
    }

    /// Whether this can be an answer at all: of the question's kind, within its bounds, short enough.
    #[must_use]
    pub fn takes(&self, answer: &Answer) -> bool {
        match (answer, &self.asked.way) {
            (Answer::Choice(n), Way::Choice(options)) => usize::from(*n) < options.len(),
            (Answer::Claim(_), Way::Claim) => true,
            (Answer::Typed(text), Way::Typed) => !text.trim().is_empty() && text.chars().count() <= MAX_TYPED,
            (Answer::Order(order), Way::Order(things)) => {
                let mut sorted = order.clone();
                sorted.sort_unstable();
                sorted.iter().map(|n| usize::from(*n)).eq(0..things.len())
            }
            (Answer::Estimate(value), Way::Estimate { from, to, .. }) => (from..=to).contains(&value),
            _ => false,
        }
    }

    /// How right an answer is. One that the question doesn't [take](Self::takes) is wrong.
    ///
    /// Putting in order is worth the share of pairs in the right order above a half, and right when all are; an
    /// estimate is worth less the farther it is, down to nothing at a quarter of the range ([`FAR`]), and right
    /// within 2 % of it ([`NEAR`]).
    #[must_use]
    pub fn mark(&self, answer: &Answer) -> Mark {
        let of = |right: bool| if right { Mark::RIGHT } else { Mark::WRONG };
        match (self.right.open(), answer, &self.asked.way) {
            (Right::Choice(right), Answer::Choice(n), _) => of(right == n),
            (Right::Claim(right), Answer::Claim(truth), _) => of(right == truth),
            (Right::Typed(accepted), Answer::Typed(text), _) => of(judge(text, accepted) == Verdict::Right),
            (Right::Order(right), Answer::Order(order), _) if self.takes(answer) => mark_order(right, order),
            (Right::Estimate(right), Answer::Estimate(value), Way::Estimate { from, to, .. }) => {
                mark_estimate(*right, *value, from.abs_diff(*to))
            }
            _ => Mark::WRONG,
        }
    }
}

/// The text under a commitment.
fn sealed(asked: &Asked, right: &str) -> String {
    let options: &[String] = match &asked.way {
        Way::Choice(options) | Way::Order(options) => options,
        Way::Claim | Way::Typed | Way::Estimate { .. } => &[],
    };
    let lines = std::iter::once(asked.text.as_str()).chain(options.iter().map(String::as_str)).chain([right]);
    lines.collect::<Vec<_>>().join("\n")
}

/// Whether a reveal is what the server had bound itself to when it asked.
#[must_use]
pub fn is_as_committed(asked: &Asked, reveal: &Reveal, commitment: &Commitment) -> bool {
    Commitment::to(&reveal.nonce, &sealed(asked, &reveal.words)) == *commitment
}

fn mark_order(right: &[u8], order: &[u8]) -> Mark {
    let place = |n: &u8| order.iter().position(|other| other == n);
    let pairs = right.iter().enumerate().flat_map(|(i, a)| right[i + 1..].iter().map(move |b| (a, b)));
    let (all, held) =
        pairs.fold((0_usize, 0_usize), |(all, held), (a, b)| (all + 1, held + usize::from(place(a) < place(b))));
    if all == 0 {
        return Mark::WRONG;
    }
    let percent = (held * 200 / all).saturating_sub(100);
    Mark { right: held == all, percent: u8::try_from(percent).unwrap_or(100) }
}

fn mark_estimate(right: i64, value: i64, range: u64) -> Mark {
    let range = u128::from(range.max(1));
    let off = u128::from(right.abs_diff(value));
    let far = range * u128::from(FAR) / 1000;
    let percent = if off >= far { 0 } else { 100 - off * 100 / far };
    let percent = u8::try_from(percent).unwrap_or(100);
    Mark { right: off * 1000 <= range * u128::from(NEAR), percent: if off == 0 { 100 } else { percent } }
}
