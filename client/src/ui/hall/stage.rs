//! The board on the stage of the Game Hall: the game that is going on, for everybody who walks past.

use bevy::prelude::*;
use bevy_egui::EguiContexts;
use bevy_egui::egui::{Align, Id, LayerId, Order, Painter, Rect as Area, pos2, vec2};
use shared::protocol::rooms::PassingView;
use shared::rooms::Seat;
use shared::rooms::board::view::{PhaseView as BoardPhase, View as BoardView};
use shared::rooms::board::{Cell, ROWS};
use shared::rooms::fifth::view::View as FifthView;
use shared::rooms::room::game::GameView;
use shared::rooms::room::view::StageView;
use shared::rooms::trivia::view::{PhaseView as TriviaPhase, View as TriviaView};
use shared::world::TILE_PX;

use super::layout::{bottom, centred, fitting, galley, grid, line, top};
use super::pieces::score;
use crate::hall::Hall;
use crate::own::{Content, Me};
use crate::town::camera::View;
use crate::ui::palette as ink;
use crate::ui::theme::{TEXT, Theme};

/// Paints the board where the scene has one.
pub fn draw_stage(
    mut contexts: EguiContexts,
    hall: Res<Hall>,
    me: Res<Me>,
    content: Res<Content>,
    view: Res<View>,
    theme: Res<Theme>,
) -> Result {
    let scene = me.scene_in(&content);
    let Some(stage) = scene.and_then(|scene| scene.def.stage) else { return Ok(()) };
    let corner = |x: u8, y: u8| {
        let px = Vec2::new(f32::from(x), f32::from(y)) * TILE_PX as f32;
        let at = theme.point(view.world_to_screen(px), &view);
        pos2(at.x, at.y)
    };
    let rect = Area::from_min_max(
        corner(stage.at.0, stage.at.1),
        corner(stage.at.0.saturating_add(stage.size.0), stage.at.1.saturating_add(stage.size.1)),
    );
    let ctx = contexts.ctx_mut()?;
    let painter = ctx.layer_painter(LayerId::new(Order::Background, Id::new("world"))).with_clip_rect(rect);
    let inside = rect.shrink2(vec2(4.0, 3.0));
    match hall.passing.as_ref().filter(|_| hall.room.is_none()) {
        Some(passing) => show(&painter, inside, passing, hall.passing_now().map(|now| now.0)),
        None => {
            let words = fitting(
                &painter,
                "Sit down at a table, and the board is yours.",
                ink::STONE3,
                inside,
                2,
                Align::Center,
            );
            centred(&painter, inside, words, ink::STONE3);
        }
    }
    Ok(())
}

fn show(painter: &Painter, rect: Area, passing: &PassingView, now: Option<u64>) {
    let mut part = rect;
    let head = top(&mut part, 13.0);
    let table = passing.table.as_ref().map(|key| format!(" · {} table", key.as_str())).unwrap_or_default();
    line(painter, head, &format!("{}{table}", passing.kind.name()), TEXT, ink::GOLD3, Align::Center);
    if part.height() < 24.0 {
        return;
    }
    let Some(game) = &passing.game else {
        return words(painter, part, "They are choosing a game. There may be a chair left.");
    };
    if let StageView::Results(places) = &passing.stage {
        let first = places.first().map(|place| name(passing, place.seat)).unwrap_or_default();
        return words(painter, part, &format!("{first} won. Well played, everybody!"));
    }
    let scores = bottom(&mut part, 13.0);
    match &game.view {
        GameView::Trivia(view) => {
            trivia(painter, part, view, now);
            standings(painter, scores, passing, view.first.iter().map(|one| (one.seat, one.score as i32)));
        }
        GameView::Board(view) => {
            board(painter, part, view, passing);
            standings(painter, scores, passing, view.standings.iter().map(|one| (one.seat, one.score)));
        }
        GameView::Fifth(view) => {
            fifth(painter, part, view, passing);
            standings(painter, scores, passing, view.reports.iter().map(|one| (one.seat, one.score as i32)));
        }
    }
}

fn words(painter: &Painter, rect: Area, text: &str) {
    let shown = fitting(painter, text, ink::PAPER3, rect, 2, Align::Center);
    centred(painter, rect, shown, ink::PAPER3);
}

fn name(passing: &PassingView, seat: Seat) -> String {
    let member = passing.members.iter().find(|member| member.seat == Some(seat));
    member.map_or_else(|| format!("Player {}", seat.0 + 1), |member| member.name.as_str().to_owned())
}

/// The first three, in one line.
fn standings(painter: &Painter, rect: Area, passing: &PassingView, scores: impl Iterator<Item = (Seat, i32)>) {
    let mut best: Vec<(Seat, i32)> = scores.collect();
    best.sort_by_key(|(seat, points)| (-points, *seat));
    let shown: Vec<String> =
        best.iter().take(3).map(|(seat, points)| format!("{} {}", name(passing, *seat), score(*points))).collect();
    line(painter, rect, &shown.join("  ·  "), TEXT, ink::PAPER2, Align::Center);
}

fn trivia(painter: &Painter, rect: Area, view: &TriviaView, now: Option<u64>) {
    match &view.phase {
        TriviaPhase::Ready { .. } => words(painter, rect, "A game begins."),
        TriviaPhase::Asking { asked, opened, closes, .. } => {
            let mut part = rect;
            let bar = bottom(&mut part, 5.0);
            words(painter, part, &asked.text);
            let whole = closes.since(*opened).max(1) as f32;
            let left = now.map_or(1.0, |now| closes.0.saturating_sub(now) as f32 / whole).clamp(0.0, 1.0);
            let filled = Area::from_min_size(bar.min + vec2(0.0, 1.0), vec2((bar.width() * left).round(), 2.0));
            painter.rect_filled(filled, 0.0, ink::LEAF4);
        }
        TriviaPhase::Reveal { reveal, .. } => words(painter, rect, &reveal.words),
        TriviaPhase::Over => words(painter, rect, "The game is over."),
    }
}

fn board(painter: &Painter, rect: Area, view: &BoardView, passing: &PassingView) {
    match &view.phase {
        BoardPhase::Intro { .. } | BoardPhase::Choosing { .. } | BoardPhase::Wagering { .. } => {
            tiny_board(painter, rect, view);
        }
        BoardPhase::Buzzing { clue, .. } => words(painter, rect, &clue.text),
        BoardPhase::Answering { seat, .. } => words(painter, rect, &format!("{} answers …", name(passing, *seat))),
        BoardPhase::Shown { answer, .. } | BoardPhase::LastRevealing { answer, .. } => words(painter, rect, answer),
        BoardPhase::Voting { seat, .. } => {
            words(painter, rect, &format!("Was {} right? The others say.", name(passing, *seat)));
        }
        BoardPhase::LastWagering { category, .. } => {
            words(painter, rect, &format!("Bets on the last clue: {category}"));
        }
        BoardPhase::LastAsking { text, .. } => words(painter, rect, text),
        BoardPhase::Over => words(painter, rect, "The game is over."),
    }
}

/// Every clue as a small lamp: lit while it can be picked.
fn tiny_board(painter: &Painter, rect: Area, view: &BoardView) {
    let columns = view.columns.len().max(1);
    let size = vec2((columns as f32 * 20.0).min(rect.width()), rect.height());
    let part = Area::from_center_size(rect.center(), size);
    for (n, cell) in grid(part, columns, usize::from(ROWS), 2.0).enumerate() {
        let here = Cell { column: (n % columns) as u8, row: (n / columns) as u8 };
        let gone = view.gone.contains(&here);
        painter.rect_filled(cell, 0.0, if gone { ink::INK2 } else { ink::GOLD2 });
        if !gone {
            painter.rect_filled(Area::from_min_size(cell.min, vec2(cell.width(), 1.0)), 0.0, ink::GOLD4);
        }
    }
}

fn fifth(painter: &Painter, rect: Area, view: &FifthView, passing: &PassingView) {
    let mut part = rect;
    let rows = view.reports.len().min((rect.height() / 12.0) as usize);
    for report in view.reports.iter().take(rows) {
        let row = top(&mut part, 12.0);
        let text =
            format!("{}: grade {}, {} of {} right", name(passing, report.seat), report.rung, report.right, view.length);
        let shown = galley(painter, &text, TEXT, ink::PAPER3, row.width(), Align::Center);
        centred(painter, row, shown, ink::PAPER3);
    }
}
