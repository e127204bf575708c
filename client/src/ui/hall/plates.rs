//! The plates at the foot of a game: who plays, how they stand, whose turn it is.

use bevy_egui::egui::{Align, Color32, Id, Rect, Ui, pos2, vec2};
use shared::rooms::Seat;
use shared::rooms::room::game::GameView;
use shared::rooms::{board, fifth, trivia};

use super::layout::{bottom, line, top};
use super::pieces::score;
use super::table::Table;
use crate::ui::theme::TEXT;
use crate::ui::{palette as ink, skin, widgets};

/// The height of a row of plates, in points.
pub const HEIGHT: f32 = 46.0;

/// The least width of a plate, in points.
const LEAST: f32 = 54.0;

/// What stands on a plate.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Plate {
    seat: Seat,
    score: i32,
    /// Whether the game waits for them.
    turn: bool,
    /// A small picture beside the score, and what it means.
    note: Option<(&'static str, &'static str)>,
}

/// Shows a plate for everybody who fits, the best first; oneself always.
pub fn show(ui: &mut Ui, rect: Rect, table: &Table<'_>) {
    let mut plates = plates(table);
    let fit = ((rect.width() + 3.0) / (LEAST + 3.0)).floor().max(1.0) as usize;
    if plates.len() > fit {
        let me = plates.iter().position(|plate| Some(plate.seat) == table.seat()).filter(|at| *at >= fit);
        if let Some(at) = me {
            plates.swap(at, fit - 1);
        }
        plates.truncate(fit);
    }
    let count = plates.len().max(1);
    let width = ((rect.width() + 3.0) / count as f32 - 3.0).min(104.0).floor();
    let all = (width + 3.0) * count as f32 - 3.0;
    let start = (rect.center().x - all / 2.0).round();
    for (n, plate) in plates.iter().enumerate() {
        let at = pos2((width + 3.0).mul_add(n as f32, start), rect.min.y);
        one(ui, Rect::from_min_size(at, vec2(width, rect.height())), plate, table);
    }
}

fn one(ui: &mut Ui, rect: Rect, plate: &Plate, table: &Table<'_>) {
    let member = table.member(plate.seat);
    let mine = table.seat() == Some(plate.seat);
    let look = match (plate.turn, mine) {
        (true, _) => "seat.turn",
        (false, true) => "seat.me",
        (false, false) => "seat",
    };
    let painter = ui.painter().clone();
    skin::frame(&painter, rect, look);
    let mut part = rect.shrink2(vec2(4.0, 4.0));
    let name = bottom(&mut part, 12.0);
    if let Some(member) = member {
        let face = table.faces.size(1.0);
        let at = pos2(part.min.x, part.max.y - face.y + 1.0);
        painter.rect_filled(
            Rect::from_min_size(at, vec2(face.x, face.y - 1.0)).shrink2(vec2(2.0, 0.0)),
            0.0,
            ink::NIGHT3.gamma_multiply(0.5),
        );
        table.faces.portrait(&painter.with_clip_rect(part), at, member.looks, 1.0);
    }
    let words = member.map_or("…", |member| member.name.as_str());
    line(&painter, name, words, TEXT, if mine { ink::GOLD4 } else { ink::PAPER3 }, Align::Center);
    let mut side = Rect::from_min_max(pos2(part.min.x + 24.0, part.min.y), part.max);
    let figure = top(&mut side, 13.0);
    let colour = if plate.score < 0 { ink::BRICK5 } else { ink::GOLD3 };
    let seconds = if table.hands.calm { 0.0 } else { 0.6 };
    let id = Id::new(("score", plate.seat.0));
    let shown = ui.ctx().animate_value_with_time(id, plate.score as f32, seconds);
    line(&painter, figure, &score(shown.round() as i32), TEXT, colour, Align::Max);
    if let Some((icon, _)) = plate.note {
        skin::picture(&painter, pos2(side.max.x - 16.0, side.min.y - 1.0), icon, 0, Color32::WHITE);
    }
    if member.is_some_and(|member| !member.connected) {
        skin::picture(&painter, pos2(rect.min.x + 3.0, rect.min.y + 3.0), "icon.wifi.lost", 0, Color32::WHITE);
    }
    let you = if mine { " (you)" } else { "" };
    let note = plate.note.map(|(_, what)| format!(", {what}")).unwrap_or_default();
    let turn = if plate.turn { ", their turn" } else { "" };
    widgets::spoken(ui, rect, &format!("plate {}", plate.seat), &format!("{words}{you}: {}{turn}{note}", plate.score));
}

fn plates(table: &Table<'_>) -> Vec<Plate> {
    match &table.shown.view {
        GameView::Trivia(view) => of_trivia(view),
        GameView::Board(view) => of_board(view),
        GameView::Fifth(view) => of_fifth(view),
    }
}

fn of_trivia(view: &trivia::view::View) -> Vec<Plate> {
    use trivia::view::PhaseView;
    let right = |seat: Seat| {
        let PhaseView::Reveal { mine, others, .. } = &view.phase else { return None };
        let scored = others.iter().chain(mine).find(|scored| scored.seat == seat)?;
        Some(if scored.right { ("icon.tick", "right") } else { ("icon.cross", "not right") })
    };
    let has_answered = |seat: Seat| match &view.phase {
        PhaseView::Asking { answered, .. } => answered.contains(&seat).then_some(("icon.check", "has answered")),
        _ => None,
    };
    let me = view.me.filter(|me| view.first.iter().all(|one| one.seat != me.seat));
    let standings = view.first.iter().copied().chain(me);
    let plate = |one: trivia::Standing| Plate {
        seat: one.seat,
        score: one.score as i32,
        turn: false,
        note: right(one.seat)
            .or_else(|| has_answered(one.seat))
            .or_else(|| (one.streak >= 3).then_some(("icon.streak", "on a streak"))),
    };
    standings.map(plate).collect()
}

fn of_board(view: &board::view::View) -> Vec<Plate> {
    use board::view::PhaseView;
    let turn = match &view.phase {
        PhaseView::Choosing { .. } | PhaseView::Wagering { .. } => Some(view.picker),
        PhaseView::Answering { seat, .. } | PhaseView::Voting { seat, .. } => Some(*seat),
        _ => None,
    };
    let done: &[Seat] = match &view.phase {
        PhaseView::LastWagering { done, .. } | PhaseView::LastAsking { done, .. } => done,
        _ => &[],
    };
    let tries = match &view.phase {
        PhaseView::Buzzing { clue, .. } | PhaseView::Answering { clue, .. } | PhaseView::Shown { clue, .. } => {
            clue.tries.as_slice()
        }
        PhaseView::LastRevealing { shown, .. } => shown.as_slice(),
        _ => &[],
    };
    let tried = |seat: Seat| {
        let one = tries.iter().rev().find(|one| one.seat == seat)?;
        Some(if one.right { ("icon.tick", "right") } else { ("icon.cross", "wrong") })
    };
    let mut standings = view.standings.clone();
    // Plates keep their places while a game goes on: only numbers move.
    standings.sort_by_key(|one| one.seat);
    let plate = |one: &board::Standing| Plate {
        seat: one.seat,
        score: one.score,
        turn: turn == Some(one.seat),
        note: tried(one.seat).or_else(|| done.contains(&one.seat).then_some(("icon.check", "is done"))),
    };
    standings.iter().map(plate).collect()
}

fn of_fifth(view: &fifth::view::View) -> Vec<Plate> {
    let plate = |one: &fifth::Report| Plate {
        seat: one.seat,
        score: one.score as i32,
        turn: false,
        note: one.done.then_some(("icon.check", "is through")),
    };
    view.reports.iter().map(plate).collect()
}
