//! The screens of the Quiz Board: the board itself, a clue, bets, and the last clue.

mod bets;
mod clue;
mod grid;
mod last;

use bevy_egui::egui::{Rect, Ui};
use shared::rooms::Seat;
use shared::rooms::board::view::{PhaseView, View};

use super::table::Table;

/// Whether the board itself shows, which fills whatever it gets.
pub const fn shows_grid(view: &View) -> bool {
    matches!(view.phase, PhaseView::Intro { .. } | PhaseView::Choosing { .. })
}

/// Shows the game.
pub fn show(ui: &mut Ui, rect: Rect, view: &View, table: &mut Table<'_>) {
    match &view.phase {
        PhaseView::Intro { until } => grid::show(ui, rect, view, grid::Picking::Intro(*until), table),
        PhaseView::Choosing { until } => grid::show(ui, rect, view, grid::Picking::Picks(*until), table),
        PhaseView::Wagering { cell, bounds, until } => bets::double(ui, rect, view, *cell, *bounds, *until, table),
        PhaseView::Buzzing { clue, unlocks, closes, may } => {
            clue::buzzing(ui, rect, clue, (*unlocks, *closes), *may, table);
        }
        PhaseView::Answering { clue, seat, asked_back, until, .. } => {
            clue::answering(ui, rect, clue, *seat, *asked_back, *until, table);
        }
        PhaseView::Shown { clue, answer, may_appeal, until, wants_next, .. } => {
            clue::shown(ui, rect, clue, answer, *may_appeal, *until, *wants_next, table);
        }
        PhaseView::Voting { clue, answer, seat, votes, may_vote, until } => {
            clue::voting(ui, rect, clue, answer, *seat, *votes, *may_vote, *until, table);
        }
        PhaseView::LastWagering { category, most, mine, until, .. } => {
            bets::last(ui, rect, category, *most, *mine, *until, table);
        }
        PhaseView::LastAsking { category, text, plays, mine, until, .. } => {
            last::asking(ui, rect, category, text, *plays, mine.as_deref(), *until, table);
        }
        PhaseView::LastRevealing { text, answer, shown, until, .. } => {
            last::revealing(ui, rect, text, answer, shown, *until, table);
        }
        PhaseView::Over => super::ask::note(ui, rect, "The game is over.", crate::ui::palette::PAPER3),
    }
}

/// Who does something, as one reads it: "You" for oneself.
fn who(table: &Table<'_>, seat: Seat) -> String {
    if table.seat() == Some(seat) { "You".to_owned() } else { table.name(seat) }
}
