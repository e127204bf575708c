//! What players and spectators of a game of trivia see.

use serde::{Deserialize, Serialize};

use super::rules::{Player, Trivia};
use super::{Phase, Scored, Settings, Standing};
use crate::rooms::ask::{Answer, Asked, Reveal, Way};
use crate::rooms::commitment::Commitment;
use crate::rooms::{Ms, Seat, Viewer};

/// How many are listed in the standings, beside oneself.
pub const LISTED: usize = 10;

/// Up to so many seats, one sees who has answered; above it, how many.
pub const NAMED: usize = 16;

/// What somebody sees now.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct View {
    /// How the host wanted it.
    pub settings: Settings,
    /// How many questions there are.
    pub of: u16,
    /// Where the game is.
    pub phase: PhaseView,
    /// The first ten of the standings, as of the last reveal.
    pub first: Vec<Standing>,
    /// Where one stands oneself; `None` for spectators.
    pub me: Option<Standing>,
    /// Every team's points, by its number: the mean of its members', rounded. Empty without teams.
    pub teams: Vec<u32>,
}

/// What is seen of the phase.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum PhaseView {
    /// It begins soon.
    Ready {
        /// When.
        until: Ms,
    },
    /// A question is asked.
    Asking {
        /// Its number, from 0.
        n: u16,
        /// The question.
        asked: Asked,
        /// What binds the server to its answer.
        commitment: Commitment,
        /// When it was asked.
        opened: Ms,
        /// When one's own time is up; for spectators, when everybody's is.
        closes: Ms,
        /// How many have answered.
        answers: u16,
        /// Who has answered, in small rooms.
        answered: Vec<Seat>,
        /// What one has answered oneself.
        mine: Option<Answer>,
    },
    /// The answer is shown.
    Reveal {
        /// The question's number, from 0.
        n: u16,
        /// The question.
        asked: Asked,
        /// What bound the server to the answer.
        commitment: Commitment,
        /// The answer.
        reveal: Reveal,
        /// How many picked each option, or called it false and true; empty for other ways.
        counts: Vec<u16>,
        /// What became of one's own answer; `None` for spectators.
        mine: Option<Scored>,
        /// What became of the others', in small rooms.
        others: Vec<Scored>,
        /// When it goes on by itself.
        until: Ms,
        /// Whether one wants to go on.
        wants_next: bool,
    },
    /// The game is over.
    Over,
}

/// What a viewer sees of a game now.
pub(super) fn of(game: &Trivia, viewer: Viewer) -> View {
    let seat = match viewer {
        Viewer::Seat(seat) => Some(seat),
        Viewer::Spectator => None,
    };
    View {
        settings: game.settings,
        of: game.questions.len() as u16,
        phase: phase(game, seat),
        first: game.order.iter().take(LISTED).filter_map(|seat| game.standing(*seat)).collect(),
        me: seat.and_then(|seat| game.standing(seat)),
        teams: teams(game),
    }
}

fn phase(game: &Trivia, seat: Option<Seat>) -> PhaseView {
    let me = seat.and_then(|seat| game.players.get(seat.index()));
    let is_small = game.players.len() <= NAMED;
    let question = |n: u16| game.questions.get(usize::from(n));
    match game.phase {
        Phase::Ready { until } => PhaseView::Ready { until },
        Phase::Asking { n, opened, ends } => {
            let Some(question) = question(n) else { return PhaseView::Over };
            let closes = me.map_or(ends, |me| opened.after(game.time_of(me.setup)));
            let with_answer = |(index, player): (usize, &Player)| player.given.as_ref().map(|_| Seat(index as u16));
            PhaseView::Asking {
                n,
                asked: question.asked.clone(),
                commitment: question.commitment(),
                opened,
                closes,
                answers: game.answers,
                answered: if is_small {
                    game.players.iter().enumerate().filter_map(with_answer).collect()
                } else {
                    Vec::new()
                },
                mine: me.and_then(|me| me.given.as_ref()).map(|given| given.answer.clone()),
            }
        }
        Phase::Reveal { n, until } => {
            let Some(question) = question(n) else { return PhaseView::Over };
            let others =
                |(index, player): (usize, &Player)| player.last.clone().filter(|_| seat != Some(Seat(index as u16)));
            PhaseView::Reveal {
                n,
                asked: question.asked.clone(),
                commitment: question.commitment(),
                reveal: question.reveal(),
                counts: counts(game, &question.asked.way),
                mine: me.and_then(|me| me.last.clone()),
                others: if is_small {
                    game.players.iter().enumerate().filter_map(others).collect()
                } else {
                    Vec::new()
                },
                until,
                wants_next: me.is_some_and(|me| me.wants_next),
            }
        }
        Phase::Over => PhaseView::Over,
    }
}

fn counts(game: &Trivia, way: &Way) -> Vec<u16> {
    let mut counts = match way {
        Way::Choice(options) => vec![0; options.len()],
        Way::Claim => vec![0; 2],
        Way::Typed | Way::Order(_) | Way::Estimate { .. } => return Vec::new(),
    };
    for given in game.players.iter().filter_map(|player| player.given.as_ref()) {
        let index = match given.answer {
            Answer::Choice(n) => usize::from(n),
            Answer::Claim(truth) => usize::from(truth),
            _ => continue,
        };
        if let Some(count) = counts.get_mut(index) {
            *count += 1;
        }
    }
    counts
}

fn teams(game: &Trivia) -> Vec<u32> {
    let points = |team: u8| {
        let members: Vec<u32> =
            game.players.iter().filter(|player| player.setup.team == team).map(|player| player.score).collect();
        let count = members.len().max(1) as u64;
        ((members.iter().map(|score| u64::from(*score)).sum::<u64>() + count / 2) / count) as u32
    };
    (0..game.settings.teams).map(points).collect()
}
