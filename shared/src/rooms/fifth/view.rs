//! What players and spectators of Fifth Grade see: everybody their own ladder, and how the others do.

use serde::{Deserialize, Serialize};

use super::rules::{Fifth, Ladder};
use super::{Phase, Report, Scored};
use crate::rooms::ask::{Answer, Asked, Reveal};
use crate::rooms::commitment::Commitment;
use crate::rooms::{Ms, Viewer};

/// What somebody sees now.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct View {
    /// How many questions everybody gets.
    pub length: u8,
    /// How everybody does, the best first.
    pub reports: Vec<Report>,
    /// One's own ladder; `None` for spectators.
    pub mine: Option<LadderView>,
}

/// One's own ladder.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LadderView {
    /// The grade one is in.
    pub rung: u8,
    /// The classmate's name.
    pub classmate: String,
    /// Whether one may still peek.
    pub may_peek: bool,
    /// Whether one may still copy.
    pub may_copy: bool,
    /// What one has done, question by question.
    pub scored: Vec<Scored>,
    /// Where one is.
    pub phase: PhaseView,
}

/// What is seen of the phase.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum PhaseView {
    /// It begins soon.
    Ready {
        /// When.
        until: Ms,
    },
    /// A question is open.
    Asking {
        /// One's how-manieth, from 0.
        n: u8,
        /// The question.
        asked: Asked,
        /// What binds the server to its answer.
        commitment: Commitment,
        /// When it was asked.
        opened: Ms,
        /// When its time is up.
        ends: Ms,
        /// What the classmate would answer, for who peeked.
        peeked: Option<Answer>,
    },
    /// The answer is explained.
    Explained {
        /// Which question.
        n: u8,
        /// The question.
        asked: Asked,
        /// What bound the server to its answer.
        commitment: Commitment,
        /// The answer.
        reveal: Reveal,
        /// What the classmate would have answered.
        classmate: Answer,
        /// When it goes on by itself.
        until: Ms,
    },
    /// One is through.
    Done,
}

/// What a viewer sees of a game now.
pub(super) fn of(game: &Fifth, viewer: Viewer) -> View {
    let mine = match viewer {
        Viewer::Seat(seat) => game.ladders.get(seat.index()).map(ladder),
        Viewer::Spectator => None,
    };
    View { length: game.length, reports: game.reports(), mine }
}

fn ladder(ladder: &Ladder) -> LadderView {
    LadderView {
        rung: ladder.rung,
        classmate: ladder.classmate.clone(),
        may_peek: ladder.peeked.is_none(),
        may_copy: ladder.copied.is_none(),
        scored: ladder.scored.clone(),
        phase: phase(ladder),
    }
}

fn phase(ladder: &Ladder) -> PhaseView {
    let n = ladder.n();
    match (ladder.phase, &ladder.current) {
        (Phase::Ready { until }, _) => PhaseView::Ready { until },
        (Phase::Asking { opened, ends }, Some(dealt)) => PhaseView::Asking {
            n,
            asked: dealt.question.asked.clone(),
            commitment: dealt.question.commitment(),
            opened,
            ends,
            peeked: (ladder.peeked == Some(n)).then(|| dealt.classmate.open().clone()),
        },
        (Phase::Explained { until }, Some(dealt)) => PhaseView::Explained {
            n,
            asked: dealt.question.asked.clone(),
            commitment: dealt.question.commitment(),
            reveal: dealt.question.reveal(),
            classmate: dealt.classmate.open().clone(),
            until,
        },
        _ => PhaseView::Done,
    }
}
