//! What a game is made of, as the journal keeps it: the one place where answers are written down.
//!
//! The types of the rules that hold answers have no `Serialize`. These mirror them, and can't leave the server: what
//! crosses the wire is defined in `shared`, which knows nothing of this crate.

use serde::{Deserialize, Serialize};
use shared::rooms::ask::{Answer, Asked, Question, Right};
use shared::rooms::board::{self, Cell};
use shared::rooms::commitment::Nonce;
use shared::rooms::fifth;
use shared::rooms::judge::Accepted;
use shared::rooms::room::game::GameSetup;
use shared::rooms::secret::Secret;
use shared::rooms::trivia;

/// A game as it was dealt.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct DealtRecord {
    /// Its number in the town's history; older journals don't say.
    #[serde(default)]
    pub(super) game: Option<u64>,
    #[serde(flatten)]
    pub(super) setup: SetupRecord,
}

/// [`GameSetup`] with everything in it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) enum SetupRecord {
    Fifth { length: u8, seats: Vec<FifthSeat> },
    Trivia { settings: trivia::Settings, questions: Vec<QuestionRecord>, seats: Vec<trivia::SeatSetup> },
    Board { rounds: Vec<RoundRecord>, last_category: String, last: ClueRecord, seats: Vec<board::SeatSetup> },
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct FifthSeat {
    factor_percent: u16,
    classmate: String,
    decks: [Vec<(QuestionRecord, Answer)>; fifth::TOP_GRADE as usize],
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct QuestionRecord {
    id: String,
    asked: Asked,
    right: RightRecord,
    why: String,
    nonce: Nonce,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
enum RightRecord {
    Choice(u8),
    Claim(bool),
    Typed(AcceptedRecord),
    Order(Vec<u8>),
    Estimate(i64),
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct AcceptedRecord {
    answer: String,
    also: Vec<String>,
    specify: Vec<String>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct RoundRecord {
    columns: Vec<(String, Vec<ClueRecord>)>,
    doubles: Vec<Cell>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct ClueRecord {
    id: String,
    text: String,
    accepted: AcceptedRecord,
    nonce: Nonce,
}

impl From<&GameSetup> for SetupRecord {
    fn from(setup: &GameSetup) -> Self {
        match setup {
            GameSetup::Fifth(setup) => {
                Self::Fifth { length: setup.length, seats: setup.seats.iter().map(FifthSeat::from).collect() }
            }
            GameSetup::Trivia(setup) => Self::Trivia {
                settings: setup.settings,
                questions: setup.questions.iter().map(QuestionRecord::from).collect(),
                seats: setup.seats.clone(),
            },
            GameSetup::Board(setup) => Self::Board {
                rounds: setup.rounds.iter().map(RoundRecord::from).collect(),
                last_category: setup.last_category.clone(),
                last: ClueRecord::from(&setup.last),
                seats: setup.seats.clone(),
            },
        }
    }
}

impl From<SetupRecord> for GameSetup {
    fn from(record: SetupRecord) -> Self {
        match record {
            SetupRecord::Fifth { length, seats } => {
                Self::Fifth(fifth::Setup { length, seats: seats.into_iter().map(Into::into).collect() })
            }
            SetupRecord::Trivia { settings, questions, seats } => Self::Trivia(trivia::Setup {
                settings,
                questions: questions.into_iter().map(Into::into).collect(),
                seats,
            }),
            SetupRecord::Board { rounds, last_category, last, seats } => Self::Board(board::Setup {
                rounds: rounds.into_iter().map(Into::into).collect(),
                last_category,
                last: last.into(),
                seats,
            }),
        }
    }
}

impl From<&fifth::SeatSetup> for FifthSeat {
    fn from(seat: &fifth::SeatSetup) -> Self {
        let deck = |grade: usize| {
            let cards = seat.decks[grade].iter();
            cards.map(|card| (QuestionRecord::from(&card.question), card.classmate.open().clone())).collect()
        };
        Self {
            factor_percent: seat.factor_percent,
            classmate: seat.classmate.clone(),
            decks: std::array::from_fn(deck),
        }
    }
}

impl From<FifthSeat> for fifth::SeatSetup {
    fn from(record: FifthSeat) -> Self {
        let card = |(question, classmate): (QuestionRecord, Answer)| fifth::Dealt {
            question: question.into(),
            classmate: Secret::new(classmate),
        };
        Self {
            factor_percent: record.factor_percent,
            classmate: record.classmate,
            decks: record.decks.map(|deck| deck.into_iter().map(card).collect()),
        }
    }
}

impl From<&Question> for QuestionRecord {
    fn from(question: &Question) -> Self {
        let right = match question.right.open() {
            Right::Choice(n) => RightRecord::Choice(*n),
            Right::Claim(truth) => RightRecord::Claim(*truth),
            Right::Typed(accepted) => RightRecord::Typed(accepted.into()),
            Right::Order(order) => RightRecord::Order(order.clone()),
            Right::Estimate(value) => RightRecord::Estimate(*value),
        };
        Self {
            id: question.id.open().clone(),
            asked: question.asked.clone(),
            right,
            why: question.why.open().clone(),
            nonce: *question.nonce.open(),
        }
    }
}

impl From<QuestionRecord> for Question {
    fn from(record: QuestionRecord) -> Self {
        let right = match record.right {
            RightRecord::Choice(n) => Right::Choice(n),
            RightRecord::Claim(truth) => Right::Claim(truth),
            RightRecord::Typed(accepted) => Right::Typed(accepted.into()),
            RightRecord::Order(order) => Right::Order(order),
            RightRecord::Estimate(value) => Right::Estimate(value),
        };
        Self {
            id: Secret::new(record.id),
            asked: record.asked,
            right: Secret::new(right),
            why: Secret::new(record.why),
            nonce: Secret::new(record.nonce),
        }
    }
}

impl From<&Accepted> for AcceptedRecord {
    fn from(accepted: &Accepted) -> Self {
        let Accepted { answer, also, specify } = accepted.clone();
        Self { answer, also, specify }
    }
}

impl From<AcceptedRecord> for Accepted {
    fn from(AcceptedRecord { answer, also, specify }: AcceptedRecord) -> Self {
        Self { answer, also, specify }
    }
}

impl From<&board::Round> for RoundRecord {
    fn from(round: &board::Round) -> Self {
        let column = |column: &board::Column| (column.name.clone(), column.clues.iter().map(Into::into).collect());
        Self { columns: round.columns.iter().map(column).collect(), doubles: round.doubles.open().clone() }
    }
}

impl From<RoundRecord> for board::Round {
    fn from(record: RoundRecord) -> Self {
        let column = |(name, clues): (String, Vec<ClueRecord>)| board::Column {
            name,
            clues: clues.into_iter().map(Into::into).collect(),
        };
        Self { columns: record.columns.into_iter().map(column).collect(), doubles: Secret::new(record.doubles) }
    }
}

impl From<&board::Clue> for ClueRecord {
    fn from(clue: &board::Clue) -> Self {
        Self {
            id: clue.id.open().clone(),
            text: clue.text.open().clone(),
            accepted: clue.accepted.open().into(),
            nonce: *clue.nonce.open(),
        }
    }
}

impl From<ClueRecord> for board::Clue {
    fn from(record: ClueRecord) -> Self {
        Self {
            id: Secret::new(record.id),
            text: Secret::new(record.text),
            accepted: Secret::new(record.accepted.into()),
            nonce: Secret::new(record.nonce),
        }
    }
}
