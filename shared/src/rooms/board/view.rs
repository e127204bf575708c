//! What players and spectators of a board see.

use serde::{Deserialize, Serialize};

use super::last::LastPhase;
use super::rules::Board;
use super::{Cell, Phase, ROWS, Standing, Try};
use crate::rooms::buzzer::Race;
use crate::rooms::commitment::{Commitment, Nonce};
use crate::rooms::{Ms, Seat, Viewer};

/// What somebody sees now.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct View {
    /// The round that is played, from 0.
    pub round: u8,
    /// How many rounds there are.
    pub rounds: u8,
    /// The heads of the columns.
    pub columns: Vec<String>,
    /// The cells that can't be picked any more.
    pub gone: Vec<Cell>,
    /// What the topmost row is worth; every row is worth as much more.
    pub step: i32,
    /// Who picks.
    pub picker: Seat,
    /// Everybody's standing, the first first.
    pub standings: Vec<Standing>,
    /// Where the game is.
    pub phase: PhaseView,
}

/// A clue as it is read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClueView {
    /// Which of the game's clues it is, from 0.
    pub n: u16,
    /// Where it is on the board.
    pub cell: Cell,
    /// The head of its column.
    pub category: String,
    /// What it is worth, or what was bet on it.
    pub value: i32,
    /// Whether it is a double.
    pub double: bool,
    /// The clue.
    pub text: String,
    /// What binds the server to its answer.
    pub commitment: Commitment,
    /// The tries up to now.
    pub tries: Vec<Try>,
}

/// What is seen of the phase.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum PhaseView {
    /// The categories are shown.
    Intro {
        /// Until when.
        until: Ms,
    },
    /// The picker picks.
    Choosing {
        /// Until when.
        until: Ms,
    },
    /// The picker bets on a double.
    Wagering {
        /// On which clue.
        cell: Cell,
        /// The least and the most, for the picker's eyes.
        bounds: Option<(i32, i32)>,
        /// Until when.
        until: Ms,
    },
    /// The clue is read, and the buzzers are open from `unlocks` on.
    Buzzing {
        /// The clue.
        clue: ClueView,
        /// When the buzzers unlock.
        unlocks: Ms,
        /// When they close.
        closes: Ms,
        /// Whether one may press oneself.
        may: bool,
    },
    /// Somebody writes an answer.
    Answering {
        /// The clue.
        clue: ClueView,
        /// Who.
        seat: Seat,
        /// Whether they were asked to be more specific.
        asked_back: bool,
        /// The race that they won: their receipt, and that of everybody else in it.
        race: Option<Race>,
        /// Until when.
        until: Ms,
    },
    /// The answer is shown.
    Shown {
        /// The clue.
        clue: ClueView,
        /// The answer.
        answer: String,
        /// Opens the commitment.
        nonce: Nonce,
        /// The races for it.
        races: Vec<Race>,
        /// Whether one may appeal.
        may_appeal: bool,
        /// When it goes on by itself.
        until: Ms,
        /// Whether one wants to go on.
        wants_next: bool,
    },
    /// The others vote whether somebody's answer was right.
    Voting {
        /// The clue.
        clue: ClueView,
        /// The answer.
        answer: String,
        /// Who appealed.
        seat: Seat,
        /// How many have voted, of how many.
        votes: (u16, u16),
        /// Whether one has a vote and hasn't used it.
        may_vote: bool,
        /// Until when.
        until: Ms,
    },
    /// Bets on the last clue.
    LastWagering {
        /// Its category.
        category: String,
        /// The most one can bet oneself; `None` for who has nothing to bet.
        most: Option<i32>,
        /// What one has bet.
        mine: Option<i32>,
        /// Who has bet.
        done: Vec<Seat>,
        /// Until when.
        until: Ms,
    },
    /// The last clue is answered.
    LastAsking {
        /// Its category.
        category: String,
        /// The clue.
        text: String,
        /// What binds the server to its answer.
        commitment: Commitment,
        /// Whether one plays for it.
        plays: bool,
        /// What one has written.
        mine: Option<String>,
        /// Who has written.
        done: Vec<Seat>,
        /// Until when.
        until: Ms,
    },
    /// The replies to the last clue are shown, from the least score to the highest.
    LastRevealing {
        /// The clue.
        text: String,
        /// Its answer.
        answer: String,
        /// Opens the commitment.
        nonce: Nonce,
        /// What is shown by now.
        shown: Vec<Try>,
        /// When it goes on.
        until: Ms,
    },
    /// The game is over.
    Over,
}

/// What a viewer sees of a game now.
pub(super) fn of(game: &Board, viewer: Viewer) -> View {
    let seat = match viewer {
        Viewer::Seat(seat) => Some(seat),
        Viewer::Spectator => None,
    };
    let round = game.rounds.get(usize::from(game.round)).or(game.rounds.last());
    View {
        round: game.round,
        rounds: game.rounds.len() as u8,
        columns: round
            .map(|round| round.columns.iter().map(|column| column.name.clone()).collect())
            .unwrap_or_default(),
        gone: game.gone.iter().copied().collect(),
        step: game.value(Cell { column: 0, row: 0 }),
        picker: game.picker,
        standings: game.standings(),
        phase: phase(game, seat),
    }
}

fn phase(game: &Board, me: Option<Seat>) -> PhaseView {
    match &game.phase {
        Phase::Intro { until } => PhaseView::Intro { until: *until },
        Phase::Choosing { until } => PhaseView::Choosing { until: *until },
        Phase::Wagering { cell, until } => {
            let bounds = (me == Some(game.picker)).then(|| game.wagers(game.picker));
            PhaseView::Wagering { cell: *cell, bounds, until: *until }
        }
        Phase::Last(phase) => last(game, phase, me),
        Phase::Over => PhaseView::Over,
        Phase::Buzzing { .. } | Phase::Answering { .. } | Phase::Shown { .. } | Phase::Voting { .. } => {
            of_clue(game, me).unwrap_or(PhaseView::Over)
        }
    }
}

/// The phases in which a clue is on the table.
fn of_clue(game: &Board, me: Option<Seat>) -> Option<PhaseView> {
    let played = game.played.as_ref()?;
    let whole = game.clue(played.cell)?;
    let round = game.rounds.get(usize::from(game.round))?;
    let answer = &whole.accepted.open().answer;
    let clue = ClueView {
        n: played.n,
        cell: played.cell,
        category: round.columns.get(usize::from(played.cell.column)).map(|column| column.name.clone())?,
        value: played.value,
        double: played.double.is_some(),
        text: whole.text.open().clone(),
        commitment: committed(whole),
        tries: played.tries.clone(),
    };
    Some(match &game.phase {
        Phase::Buzzing { unlocks, closes } => {
            let may = me.is_some_and(|seat| game.buzzer.may(seat));
            PhaseView::Buzzing { clue, unlocks: *unlocks, closes: *closes, may }
        }
        Phase::Answering { seat, until, asked_back, .. } => {
            let race = played.races.last().cloned();
            PhaseView::Answering { clue, seat: *seat, asked_back: *asked_back, race, until: *until }
        }
        Phase::Voting { seat, until } => {
            let voters: Vec<Seat> = game.voters(*seat).collect();
            let has_voted = |seat: &Seat| played.votes.iter().any(|(voted, _)| voted == seat);
            PhaseView::Voting {
                clue,
                answer: answer.clone(),
                seat: *seat,
                votes: (played.votes.len() as u16, voters.len() as u16),
                may_vote: me.is_some_and(|me| voters.contains(&me) && !has_voted(&me)),
                until: *until,
            }
        }
        Phase::Shown { until } => {
            let may_appeal = me.is_some_and(|me| {
                let wrong = game.newest_try(me).and_then(|index| played.tries.get(index)).is_some_and(|one| !one.right);
                wrong && !played.appealed.contains(&me) && game.voters(me).next().is_some()
            });
            PhaseView::Shown {
                clue,
                answer: answer.clone(),
                nonce: *whole.nonce.open(),
                races: played.races.clone(),
                may_appeal,
                until: *until,
                wants_next: me.is_some_and(|me| played.next.contains(&me)),
            }
        }
        _ => return None,
    })
}

fn last(game: &Board, phase: &LastPhase, me: Option<Seat>) -> PhaseView {
    let mine = me.and_then(|me| game.finalist(me));
    let text = || game.last.text.open().clone();
    match phase {
        LastPhase::Wagering { until } => PhaseView::LastWagering {
            category: game.last_category.clone(),
            most: mine.map(|mine| game.score(mine.seat)),
            mine: mine.and_then(|mine| mine.wager),
            done: game.finalists.iter().filter(|one| one.wager.is_some()).map(|one| one.seat).collect(),
            until: *until,
        },
        LastPhase::Asking { until, .. } => PhaseView::LastAsking {
            category: game.last_category.clone(),
            text: text(),
            commitment: committed(&game.last),
            plays: mine.is_some(),
            mine: mine.and_then(|mine| mine.text.clone()),
            done: game.finalists.iter().filter(|one| one.text.is_some()).map(|one| one.seat).collect(),
            until: *until,
        },
        LastPhase::Revealing { shown, until } => PhaseView::LastRevealing {
            text: text(),
            answer: game.last.accepted.open().answer.clone(),
            nonce: *game.last.nonce.open(),
            shown: game.finalists.iter().take(usize::from(*shown)).filter_map(|one| one.shown.clone()).collect(),
            until: *until,
        },
    }
}

fn committed(clue: &super::Clue) -> Commitment {
    Commitment::to(clue.nonce.open(), &sealed(clue.text.open(), &clue.accepted.open().answer))
}

/// The text under a clue's commitment.
fn sealed(text: &str, answer: &str) -> String {
    format!("{text}\n{answer}")
}

/// Whether a clue's answer is what the server had bound itself to when it was read.
#[must_use]
pub fn is_as_committed(clue: &ClueView, answer: &str, nonce: &Nonce) -> bool {
    Commitment::to(nonce, &sealed(&clue.text, answer)) == clue.commitment
}

/// What a cell of a view is worth.
#[must_use]
pub fn value_of(view: &View, cell: Cell) -> i32 {
    view.step * (i32::from(cell.row.min(ROWS - 1)) + 1)
}
