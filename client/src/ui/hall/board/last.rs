//! The last clue: everybody writes, and the replies are opened from the least score to the highest.

use bevy_egui::egui::{Align, Rect, Ui};
use shared::rooms::Ms;
use shared::rooms::board::{Action, LAST_MS, LAST_SHOW_MS, Try, reading_ms};
use shared::rooms::room::game::GameAction;

use super::super::ask::{SAID, said, written};
use super::super::layout::{bottom, line, top};
use super::super::pieces::{self, Plank, time_bar};
use super::super::table::Table;
use super::clue::tried;
use crate::ui::theme::TEXT;
use crate::ui::{palette as ink, widgets};

/// The number under which the last clue is answered: no other clue has it.
const LAST: u16 = u16::MAX;

fn head(ui: &mut Ui, rect: Rect, title: &str, text: &str, table: &Table<'_>) -> Rect {
    let mut part = rect;
    pieces::ribbon(ui.painter(), top(&mut part, 28.0), title);
    let height = (part.height() * 0.42).clamp(40.0, 120.0);
    pieces::card(ui, top(&mut part, height), "last clue", text, 4, table.entrance());
    top(&mut part, 6.0);
    part
}

/// Everybody who has bet writes an answer.
pub fn asking(
    ui: &mut Ui,
    rect: Rect,
    category: &str,
    text: &str,
    plays: bool,
    mine: Option<&str>,
    until: Ms,
    table: &mut Table<'_>,
) {
    table.turn_to("board last answer");
    let mut part = head(ui, rect, category, text, table);
    let foot = bottom(&mut part, 14.0);
    let whole = LAST_MS + reading_ms(text);
    time_bar(ui, foot, table.share_left(until.before(whole), until), table.seconds_to(until));
    match (plays, mine) {
        (true, None) => {
            let hands = table.hands;
            if let Some(text) = written(ui, part, table.draft, hands, "What is it?") {
                table.play(GameAction::Board(Action::Answer { n: LAST, text }));
            }
        }
        (true, Some(mine)) => said(ui, part, mine, Plank::Chosen),
        (false, _) => line(ui.painter(), part, "Those who bet are writing.", TEXT, ink::PAPER3, Align::Center),
    }
}

/// The replies are opened.
pub fn revealing(ui: &mut Ui, rect: Rect, text: &str, answer: &str, shown: &[Try], until: Ms, table: &mut Table<'_>) {
    table.turn_to("board last told");
    let mut part = head(ui, rect, "The last clue", text, table);
    let foot = bottom(&mut part, 14.0);
    time_bar(ui, foot, table.share_left(until.before(LAST_SHOW_MS), until), table.seconds_to(until));
    said(ui, top(&mut part, SAID), answer, Plank::Right);
    for one in shown.iter().rev() {
        let row = top(&mut part, 14.0);
        let text = tried(one, table);
        let colour = if one.right { ink::GOLD4 } else { ink::PAPER2 };
        line(ui.painter(), row, &text, TEXT, colour, Align::Center);
        widgets::spoken(ui, row, &format!("reply {}", one.seat), &text);
    }
}
