//! What was asked and answered in a game while one was there, each with its receipt.

use shared::rooms::ask::{Asked, Reveal, is_as_committed};
use shared::rooms::buzzer::Race;
use shared::rooms::commitment::Commitment;
use shared::rooms::room::game::GameView;
use shared::rooms::room::view::GameShown;
use shared::rooms::{Seat, board, fifth, trivia};

/// A question that is over, as one saw it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Logged {
    /// Its number in the game, from 0.
    pub n: u16,
    /// The question.
    pub text: String,
    /// What was right.
    pub answer: String,
    /// What became of it for oneself; `None` for who only looked on, or had no part in it.
    pub mine: Option<Mine>,
    /// Who was first at the buzzer.
    pub races: Vec<Race>,
    /// What the server had bound itself to.
    pub seal: Seal,
}

/// What became of a question for oneself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mine {
    /// What one answered; `None` when one didn't.
    pub said: Option<String>,
    /// Whether it was right.
    pub right: bool,
    /// What it won or lost.
    pub points: i32,
}

/// The server's commitment to an answer, opened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Seal {
    /// What was shown with the question.
    pub commitment: Commitment,
    /// Whether question and answer are those that the commitment was made to.
    pub holds: bool,
}

/// The question that a view shows as over, if it shows one.
pub(super) fn logged(shown: &GameShown) -> Option<Logged> {
    match &shown.view {
        GameView::Trivia(view) => of_trivia(view, shown.seat),
        GameView::Fifth(view) => of_fifth(view),
        GameView::Board(view) => of_board(view, shown.seat),
    }
}

fn asked(n: u16, asked: &Asked, reveal: &Reveal, commitment: &Commitment, mine: Option<Mine>) -> Logged {
    Logged {
        n,
        text: asked.text.clone(),
        answer: reveal.words.clone(),
        mine,
        races: Vec::new(),
        seal: Seal { commitment: *commitment, holds: is_as_committed(asked, reveal, commitment) },
    }
}

fn of_trivia(view: &trivia::view::View, seat: Option<Seat>) -> Option<Logged> {
    let trivia::view::PhaseView::Reveal { n, asked: question, commitment, reveal, mine, .. } = &view.phase else {
        return None;
    };
    let mine = mine.as_ref().filter(|_| seat.is_some()).map(|scored| Mine {
        said: scored.answer.as_ref().map(|answer| question.in_words(answer)),
        right: scored.right,
        points: scored.points as i32,
    });
    Some(asked(*n, question, reveal, commitment, mine))
}

fn of_fifth(view: &fifth::view::View) -> Option<Logged> {
    let ladder = view.mine.as_ref()?;
    let fifth::view::PhaseView::Explained { n, asked: question, commitment, reveal, .. } = &ladder.phase else {
        return None;
    };
    let mine = ladder.scored.iter().find(|scored| scored.n == *n).map(|scored| Mine {
        said: scored.answer.as_ref().map(|answer| question.in_words(answer)),
        right: scored.right,
        points: scored.points as i32,
    });
    Some(asked(u16::from(*n), question, reveal, commitment, mine))
}

fn of_board(view: &board::view::View, seat: Option<Seat>) -> Option<Logged> {
    let board::view::PhaseView::Shown { clue, answer, nonce, races, .. } = &view.phase else { return None };
    let mine = clue.tries.iter().rev().find(|one| Some(one.seat) == seat).map(|one| Mine {
        said: Some(one.text.clone()).filter(|text| !text.is_empty()),
        right: one.right,
        points: one.points,
    });
    Some(Logged {
        n: clue.n,
        text: clue.text.clone(),
        answer: answer.clone(),
        mine,
        races: races.clone(),
        seal: Seal { commitment: clue.commitment, holds: board::view::is_as_committed(clue, answer, nonce) },
    })
}
