//! What tests may know of the game at a table: where it is, and whether it waits for this player.

use serde::Serialize;
use shared::rooms::ask::Way;
use shared::rooms::room::game::GameView;
use shared::rooms::room::view::{GameShown, StageView};
use shared::rooms::{Ms, board, fifth, trivia};

use crate::hall::Hall;

/// A room as a test sees it.
#[derive(Debug, Serialize)]
pub struct AtTable {
    stage: &'static str,
    members: usize,
    ready: bool,
    kind: &'static str,
    /// What the game asks for now; empty when it asks for nothing.
    wants: &'static str,
    /// The number of the question, for tests that wait for the next one.
    n: u16,
    /// How many places the results have.
    places: usize,
    /// How many questions are in the log, and whether all their seals hold.
    logged: usize,
    seals_hold: bool,
    /// In how many categories one has answered something, as far as the client knows.
    records: usize,
}

/// The room one is in.
pub fn at_table(hall: &Hall) -> Option<AtTable> {
    let room = hall.room.as_ref()?;
    let (wants, n) = hall.game.as_ref().map_or(("", 0), |game| wanted(game, hall.game_now()));
    Some(AtTable {
        stage: match room.stage {
            StageView::Lobby => "lobby",
            StageView::Dealing => "dealing",
            StageView::Playing => "playing",
            StageView::Results(_) => "results",
            StageView::Closed => "closed",
        },
        members: room.members.len(),
        ready: hall.me().is_some_and(|me| me.ready),
        kind: room.wishes.kind.name(),
        wants,
        n,
        places: match &room.stage {
            StageView::Results(places) => places.len(),
            _ => 0,
        },
        logged: hall.log.len(),
        seals_hold: hall.log.iter().all(|logged| logged.seal.holds),
        records: hall.records.len(),
    })
}

const fn way(way: &Way) -> &'static str {
    match way {
        Way::Choice(_) => "choice",
        Way::Claim => "claim",
        Way::Typed => "typed",
        Way::Order(_) => "order",
        Way::Estimate { .. } => "estimate",
    }
}

fn wanted(game: &GameShown, now: Option<Ms>) -> (&'static str, u16) {
    let Some(seat) = game.seat else { return ("", 0) };
    match &game.view {
        GameView::Trivia(view) => match &view.phase {
            trivia::view::PhaseView::Asking { n, asked, mine: None, .. } => (way(&asked.way), *n),
            trivia::view::PhaseView::Reveal { n, wants_next: false, .. } => ("next", *n),
            _ => ("", 0),
        },
        GameView::Fifth(view) => match view.mine.as_ref().map(|mine| &mine.phase) {
            Some(fifth::view::PhaseView::Asking { n, asked, .. }) => (way(&asked.way), (*n).into()),
            Some(fifth::view::PhaseView::Explained { n, .. }) => ("next", (*n).into()),
            _ => ("", 0),
        },
        GameView::Board(view) => {
            use board::view::PhaseView;
            match &view.phase {
                PhaseView::Choosing { .. } if view.picker == seat => ("pick", 0),
                PhaseView::Wagering { bounds: Some(_), .. } => ("bet", 0),
                PhaseView::LastWagering { most: Some(_), mine: None, .. } => ("bet", 1),
                PhaseView::Buzzing { clue, unlocks, may: true, .. } if now.is_some_and(|now| now >= *unlocks) => {
                    ("buzz", clue.n)
                }
                PhaseView::Answering { clue, seat: who, .. } if *who == seat => ("typed", clue.n),
                PhaseView::LastAsking { plays: true, mine: None, .. } => ("typed", u16::MAX),
                PhaseView::Shown { clue, wants_next: false, .. } => ("next", clue.n),
                PhaseView::Voting { clue, may_vote: true, .. } => ("vote", clue.n),
                _ => ("", 0),
            }
        }
    }
}
