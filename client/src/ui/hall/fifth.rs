//! The screen of Fifth Grade: one's own ladder, a classmate who helps twice, and a school report.

use bevy_egui::egui::{Align, Color32, Key, Rect, Ui, pos2, vec2};
use shared::rooms::fifth::view::{LadderView, PhaseView, View};
use shared::rooms::fifth::{Action, Report, Scored, TOP_GRADE};
use shared::rooms::room::game::GameAction;

use super::ask::{self, Around};
use super::layout::{self, bottom, left, line, top};
use super::pieces::{self, signed, time_bar};
use super::table::Table;
use super::trivia::{Told, get_ready, told};
use crate::ui::theme::TEXT;
use crate::ui::{palette as ink, skin, widgets};

/// Width of the ladder, in points.
const LADDER: f32 = 74.0;

/// Shows the game.
pub fn show(ui: &mut Ui, rect: Rect, view: &View, table: &mut Table<'_>) {
    let Some(mine) = &view.mine else { return reports(ui, rect, view, table) };
    let mut part = rect;
    if rect.width() > 400.0 {
        let side = left(&mut part, LADDER);
        draw_ladder(ui, side, view, mine);
        left(&mut part, 8.0);
    }
    match &mine.phase {
        PhaseView::Ready { until } => {
            let what = format!("{} climbs beside you, and helps you twice.", mine.classmate);
            get_ready(ui, part, *until, table, "Fifth Grade", &what);
        }
        PhaseView::Asking { n, .. } => asking(ui, part, *n, view, mine, table),
        PhaseView::Explained { n, asked, reveal, classmate, until, .. } => {
            table.turn_to(&format!("fifth {n} told"));
            let scored = mine.scored.iter().find(|scored| scored.n == *n);
            let answer = scored.and_then(|scored| scored.answer.as_ref());
            let around = Around::Told { right: &reveal.answer, mine: answer, counts: &[] };
            let why = format!("{} {} said: {}.", reveal.why, mine.classmate, asked.in_words(classmate));
            let shown = Told { n: u16::from(*n), of: u16::from(view.length), asked, around, why: &why, until: *until };
            if told(ui, part, &shown, verdict(scored), false, table) {
                table.play(GameAction::Fifth(Action::Next { n: *n }));
            }
        }
        PhaseView::Done => reports(ui, part, view, table),
    }
}

fn verdict(scored: Option<&Scored>) -> String {
    match scored {
        Some(scored) if scored.right => format!("Right! {} points.", signed(scored.points as i32)),
        Some(scored) if scored.answer.is_none() => "Time was up.".to_owned(),
        Some(_) => "Not quite.".to_owned(),
        None => String::new(),
    }
}

fn asking(ui: &mut Ui, rect: Rect, n: u8, view: &View, mine: &LadderView, table: &mut Table<'_>) {
    let PhaseView::Asking { asked, opened, ends, peeked, .. } = &mine.phase else { return };
    table.turn_to(&format!("fifth {n}"));
    let mut part = rect;
    super::trivia::above(
        ui,
        top(&mut part, 14.0),
        asked,
        &format!("Grade {} · {} of {}", mine.rung, n + 1, view.length),
    );
    time_bar(ui, top(&mut part, 12.0), table.share_left(*opened, *ends), table.seconds_to(*ends));
    let foot = bottom(&mut part, 26.0);
    let height = (part.height() * ask::card_share(&asked.way, 0.42)).clamp(34.0, 90.0);
    pieces::card(ui, top(&mut part, height), "question", &asked.text, 3, table.entrance());
    top(&mut part, 6.0);
    let around = match table.given(n.into()) {
        Some(answer) => Around::Waits(Some(answer)),
        None => Around::Open { peeked: peeked.as_ref() },
    };
    if let Some(answer) = ask::ways(ui, part, asked, around, table) {
        table.play(GameAction::Fifth(Action::Answer { n, answer }));
    }
    layout::beside(ui, foot, |ui| {
        let peek = format!("Peek at {}'s", mine.classmate);
        let peeks = mine.may_peek && widgets::button_with(ui, Some("icon.peek"), &peek, 0.0).clicked();
        let copies = mine.may_copy && widgets::button_with(ui, Some("icon.copy"), "Copy it unseen", 0.0).clicked();
        if !mine.may_peek && !mine.may_copy {
            ui.label(widgets::words(format!("{} has helped all they may.", mine.classmate), ink::PAPER2));
        }
        if peeks || mine.may_peek && table.pressed(ui, Key::P) {
            table.play(GameAction::Fifth(Action::Peek { n }));
        }
        if copies || mine.may_copy && table.pressed(ui, Key::C) {
            table.play(GameAction::Fifth(Action::Copy { n }));
        }
    });
}

/// Five rungs, the one that one stands on, and a dot for every question.
fn draw_ladder(ui: &mut Ui, rect: Rect, view: &View, mine: &LadderView) {
    let mut part = rect;
    let dots = bottom(&mut part, 26.0);
    let painter = ui.painter();
    let height = part.height() / f32::from(TOP_GRADE);
    for grade in (1..=TOP_GRADE).rev() {
        let cell = top(&mut part, height);
        let here = grade == mine.rung;
        let rung = skin::snapped(Rect::from_center_size(cell.center(), vec2(cell.width(), height.min(34.0) - 3.0)));
        skin::frame(painter, rung, if here { "seat.turn" } else { "seat" });
        let colour = if here { ink::GOLD4 } else { ink::STONE3 };
        line(painter, rung, &format!("Grade {grade}"), TEXT, colour, Align::Center);
    }
    let across = (dots.width() / 7.0).floor().max(1.0) as usize;
    for n in 0..usize::from(view.length) {
        let at = pos2((n % across) as f32 * 7.0 + dots.min.x + 2.0, (n / across) as f32 * 8.0 + dots.min.y + 2.0);
        let dot = Rect::from_min_size(at, vec2(6.0, 6.0));
        match mine.scored.get(n) {
            // Right ones are full, wrong ones are hollow.
            Some(scored) if scored.right => painter.rect_filled(dot, 0.0, ink::LEAF4),
            Some(_) => {
                painter.rect_filled(dot, 0.0, ink::BRICK5);
                painter.rect_filled(dot.shrink(2.0), 0.0, ink::INK1)
            }
            None => painter.rect_filled(dot.shrink(2.0), 0.0, ink::STONE2),
        };
    }
    let right = mine.scored.iter().filter(|scored| scored.right).count();
    let text = format!("Grade {} of {TOP_GRADE}, {right} of {} right", mine.rung, mine.scored.len());
    widgets::spoken(ui, rect, "ladder", &text);
}

/// Everybody's report, the best first.
pub fn reports(ui: &mut Ui, rect: Rect, view: &View, table: &Table<'_>) {
    let mut part = rect;
    pieces::ribbon(ui.painter(), top(&mut part, 28.0), "School report");
    let height = (part.height() / view.reports.len().max(1) as f32).min(34.0);
    for report in &view.reports {
        let row = top(&mut part, height).shrink2(vec2(0.0, 1.0));
        one_report(ui, row, view, report, table);
    }
}

fn one_report(ui: &mut Ui, rect: Rect, view: &View, report: &Report, table: &Table<'_>) {
    let mine = table.seat() == Some(report.seat);
    skin::frame(ui.painter(), skin::snapped(rect), if mine { "seat.me" } else { "seat" });
    let mut part = rect.shrink2(vec2(6.0, 3.0));
    let face = left(&mut part, 28.0);
    if let Some(member) = table.member(report.seat) {
        table.faces.portrait(&ui.painter().with_clip_rect(part.union(face)), face.min, member.looks, 1.0);
    }
    let name = table.name(report.seat);
    let (grade, word) = report.grade.words();
    let going = if report.done { String::new() } else { format!(" · question {}", report.asked + 1) };
    let text = format!("{name}{going}");
    let mark = layout::right(&mut part, 30.0);
    let score = layout::right(&mut part, 150.0);
    line(ui.painter(), part, &text, TEXT, ink::PAPER4, Align::Min);
    let right = format!("{} of {} right · {} points", report.right, view.length, report.score);
    line(ui.painter(), score, &right, TEXT, ink::PAPER2, Align::Max);
    pieces::number(ui.painter(), mark, grade, if report.done { ink::GOLD3 } else { Color32::from_white_alpha(90) });
    let said = format!("{name}: {right}, highest grade {}, {grade}, {word}{going}", report.highest);
    widgets::spoken(ui, rect, &format!("report {}", report.seat), &said);
}
