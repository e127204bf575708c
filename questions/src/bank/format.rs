//! How a category of questions is written down.

use serde::Deserialize;
use shared::ids::Key;

/// Fewest and most characters of a question.
pub const ASK: (usize, usize) = (8, 160);

/// Most characters of an option, a typed answer or a thing to put in order.
pub const MAX_OPTION: usize = 48;

/// Fewest and most characters of an explanation.
pub const WHY: (usize, usize) = (16, 240);

/// Most characters of the note where it can be looked up.
pub const MAX_SOURCE: usize = 80;

/// Levels: in a school subject the grade it is taught in, elsewhere from what everybody knows to what few know.
pub const LEVELS: (u8, u8) = (1, 5);

/// A file of questions.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CategoryDef {
    /// What players read.
    pub name: String,
    /// Whether it is a school subject, asked in Fifth Grade too.
    #[serde(default)]
    pub school: bool,
    /// Whether it came from a file of another program: its questions may lack an explanation, and it isn't held to
    /// the looks of our own.
    #[serde(default)]
    pub imported: bool,
    /// The questions.
    pub questions: Vec<QuestionDef>,
}

/// A question with its answer.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct QuestionDef {
    /// Its name within its category; kept for good, as statistics go by it.
    pub id: Key,
    /// How hard it is, 1 to 5.
    pub level: u8,
    /// What is asked or claimed.
    pub ask: String,
    /// What is right.
    pub answer: AnswerDef,
    /// Why that is right, shown after the reveal.
    pub why: String,
    /// Where it can be looked up.
    pub source: String,
}

/// The ways to ask.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub enum AnswerDef {
    /// One of four; the game shuffles them.
    Choice {
        /// The right one.
        right: String,
        /// Three wrong ones.
        #[serde(deserialize_with = "crate::lists::exactly")]
        wrong: [String; 3],
    },
    /// The text is a claim: true or false.
    Claim(bool),
    /// Written freely, and judged.
    Typed {
        /// As it is shown.
        answer: String,
        /// What counts as well.
        #[serde(default)]
        also: Vec<String>,
        /// What is right but too vague: the player is asked to be more specific.
        #[serde(default)]
        specify: Vec<String>,
    },
    /// Four to six things, here in the right order; the question says from where to where.
    Order(Vec<String>),
    /// A number: who is nearest gets most.
    Estimate {
        /// The right number.
        value: i64,
        /// The least one can answer.
        from: i64,
        /// The most one can answer.
        to: i64,
        /// What is counted, such as "metres"; may be empty.
        #[serde(default)]
        unit: String,
    },
}
