//! What is played next, and how: the host sets it, the others see it.

use bevy_egui::egui::{Align, Color32, Id, Rect, Sense, Ui, WidgetInfo, WidgetType, vec2};
use shared::protocol::rooms::Subject;
use shared::rooms::room::HostAction;
use shared::rooms::room::game::{Kind, Wishes};
use shared::rooms::trivia::SECONDS;

use super::layout::{grid, line, top};
use crate::hall::HallCommand;
use crate::ui::theme::TEXT;
use crate::ui::widgets::{self, words};
use crate::ui::{palette as ink, skin};

/// The picture of a game.
pub const fn icon_of(kind: Kind) -> &'static str {
    match kind {
        Kind::Fifth => "icon.fifth",
        Kind::Trivia => "icon.trivia",
        Kind::Board => "icon.board",
    }
}

/// What a game is, in a sentence.
pub const fn about(kind: Kind) -> &'static str {
    match kind {
        Kind::Fifth => "Climb from first grade to fifth, each on a ladder of their own. A classmate helps you twice.",
        Kind::Trivia => "Everybody answers the same questions. Fast and steady answers are worth more.",
        Kind::Board => "Pick a clue, be first at the buzzer, answer, and win or lose what it is worth.",
    }
}

/// Shows the wishes; whoever hosts can change them.
pub fn show(ui: &mut Ui, wishes: &Wishes, subjects: &[Subject], hosts: bool, asks: &mut Vec<HallCommand>) {
    let mut next = wishes.clone();
    let (row, _) = ui.allocate_exact_size(vec2(ui.available_width() - 6.0, 40.0), Sense::hover());
    for (kind, cell) in Kind::ALL.into_iter().zip(grid(row, 3, 1, 3.0)) {
        if game(ui, cell, kind, next.kind == kind, hosts) {
            next.kind = kind;
            next.length = kind.usual_length();
        }
    }
    ui.label(words(about(next.kind), ink::PAPER3));
    if hosts {
        settings(ui, &mut next, subjects);
    } else {
        ui.label(words(summary(wishes, subjects), ink::PAPER2));
    }
    if hosts && next != *wishes {
        asks.push(HallCommand::host(HostAction::Wish(Box::new(next.bounded()))));
    }
}

/// A game to choose; whether it is chosen now.
fn game(ui: &mut Ui, rect: Rect, kind: Kind, chosen: bool, hosts: bool) -> bool {
    let sense = if hosts { Sense::click() } else { Sense::hover() };
    let response = widgets::heard(ui.interact(rect, Id::new(("game", kind.name())), sense));
    response.widget_info(|| WidgetInfo::selected(WidgetType::RadioButton, hosts, chosen, kind.name()));
    let look = match (chosen, response.has_focus(), response.hovered() && hosts) {
        (true, ..) => "cell.double",
        (false, true, _) => "cell.focus",
        (false, false, true) => "cell.hover",
        (false, false, false) => "cell",
    };
    skin::frame(ui.painter(), rect, look);
    let mut part = rect.shrink2(vec2(4.0, 4.0));
    let at = top(&mut part, 17.0);
    skin::picture(ui.painter(), at.center() - vec2(8.0, 8.0), icon_of(kind), 0, Color32::WHITE);
    let colour = if chosen { ink::GOLD4 } else { ink::PAPER3 };
    line(ui.painter(), part, kind.name().trim_start_matches("The "), TEXT, colour, Align::Center);
    response.clicked() && !chosen
}

/// The wishes in words, for those who don't host.
fn summary(wishes: &Wishes, subjects: &[Subject]) -> String {
    let names: Vec<&str> =
        subjects.iter().filter(|s| wishes.categories.contains(&s.key)).map(|s| s.name.as_str()).collect();
    let from = if names.is_empty() { "all categories".to_owned() } else { names.join(", ") };
    match wishes.kind {
        Kind::Board if wishes.length == 1 => "One round and the last clue.".to_owned(),
        Kind::Board => "Two rounds and the last clue.".to_owned(),
        Kind::Fifth => format!("{} questions from {from}.", wishes.length),
        Kind::Trivia => {
            let trivia = &wishes.trivia;
            let speed = if trivia.speed { "fast answers count more" } else { "no hurry" };
            format!("{} questions from {from}, {} seconds each, {speed}.", wishes.length, trivia.seconds)
        }
    }
}

fn settings(ui: &mut Ui, next: &mut Wishes, subjects: &[Subject]) {
    ui.spacing_mut().item_spacing.y = 3.0;
    match next.kind {
        Kind::Board => {
            let shown = if next.length == 1 { "1 round" } else { "2 rounds" };
            let by = stepped(ui, "Length", shown);
            next.length = (i32::from(next.length) + by).clamp(1, 2) as u8;
        }
        Kind::Fifth => {
            let lengths = shared::rooms::fifth::LENGTHS;
            let at = lengths.iter().position(|length| *length >= next.length).unwrap_or(0);
            let by = stepped(ui, "Length", &format!("{} questions", next.length));
            let at = (at as i32 + by).clamp(0, lengths.len() as i32 - 1) as usize;
            next.length = lengths[at];
        }
        Kind::Trivia => {
            let by = stepped(ui, "Length", &format!("{} questions", next.length));
            next.length = (i32::from(next.length) + by * 5).clamp(5, 20) as u8;
            let by = stepped(ui, "Time", &format!("{} seconds", next.trivia.seconds));
            let seconds = i32::from(next.trivia.seconds) + by * 5;
            next.trivia.seconds = seconds.clamp(SECONDS.0.into(), SECONDS.1.into()) as u8;
            let teams = match next.trivia.teams {
                0 => "Everybody alone".to_owned(),
                teams => format!("{teams} teams"),
            };
            let by = stepped(ui, "Teams", &teams);
            next.trivia.teams = match (next.trivia.teams, by) {
                (0, 1..) => 2,
                (2, ..0) => 0,
                (teams, by) => (i32::from(teams) + by).clamp(0, 4) as u8,
            };
            ui.horizontal_wrapped(|ui| {
                tick(ui, &mut next.trivia.speed, "Speed counts");
                tick(ui, &mut next.trivia.streaks, "Streaks count");
                tick(ui, &mut next.audience, "Open to an audience");
            });
        }
    }
    if next.kind != Kind::Board {
        let (low, high) = next.levels;
        let by = stepped(ui, "Easiest", &format!("Level {low}"));
        next.levels.0 = (i32::from(low) + by).clamp(1, i32::from(high)) as u8;
        let by = stepped(ui, "Hardest", &format!("Level {high}"));
        next.levels.1 = (i32::from(high) + by).clamp(i32::from(next.levels.0), 5) as u8;
        categories(ui, next, subjects);
    }
}

fn stepped(ui: &mut Ui, name: &str, shown: &str) -> i32 {
    ui.horizontal(|ui| {
        let (rect, _) = ui.allocate_exact_size(vec2(48.0, 16.0), Sense::hover());
        line(ui.painter(), rect, name, TEXT, ink::PAPER2, Align::Min);
        widgets::stepper(ui, shown, name, 118.0)
    })
    .inner
}

/// A box to tick on a dark panel.
pub fn tick(ui: &mut Ui, on: &mut bool, text: &str) {
    let shown = if *on { format!("✓ {text}") } else { text.to_owned() };
    if widgets::tool(ui, *on, &shown, 0.0).clicked() {
        *on = !*on;
    }
}

/// All categories, or those that are chosen.
fn categories(ui: &mut Ui, next: &mut Wishes, subjects: &[Subject]) {
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = vec2(2.0, 2.0);
        let all = next.categories.is_empty();
        if widgets::tool(ui, all, "All categories", 0.0).clicked() {
            next.categories.clear();
        }
        for subject in subjects {
            let on = next.categories.contains(&subject.key);
            if widgets::tool(ui, on, &subject.name, 0.0).clicked() {
                if on {
                    next.categories.retain(|key| *key != subject.key);
                } else {
                    next.categories.push(subject.key.clone());
                }
            }
        }
    });
}
