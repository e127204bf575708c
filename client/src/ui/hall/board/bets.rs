//! Bets: on a double, and on the last clue of which only the category is known.

use bevy_egui::egui::{Align, Rect, Ui, vec2};
use shared::rooms::Ms;
use shared::rooms::board::view::View;
use shared::rooms::board::{Action, Cell, WAGER_MS};
use shared::rooms::room::game::GameAction;

use super::super::ask::slide;
use super::super::layout::{self, bottom, galley, top};
use super::super::pieces::{self, time_bar};
use super::super::table::Table;
use super::who;
use crate::ui::theme::TEXT;
use crate::ui::{palette as ink, skin, widgets};

/// The picker bets on a double.
pub fn double(
    ui: &mut Ui,
    rect: Rect,
    view: &View,
    cell: Cell,
    bounds: Option<(i32, i32)>,
    until: Ms,
    table: &mut Table<'_>,
) {
    table.turn_to(&format!("board double {} {} {}", view.round, cell.column, cell.row));
    let category = view.columns.get(usize::from(cell.column)).map_or("", String::as_str);
    let text = match bounds {
        Some(_) => format!("A double, all yours! How much do you bet on {category}?"),
        None => format!("A double! {} bets on {category}.", who(table, view.picker)),
    };
    bet(ui, rect, "Double", &text, bounds, None, until, table);
}

/// Everybody with points bets on the last clue.
pub fn last(
    ui: &mut Ui,
    rect: Rect,
    category: &str,
    most: Option<i32>,
    mine: Option<i32>,
    until: Ms,
    table: &mut Table<'_>,
) {
    table.turn_to("board last bet");
    let text = match (most, mine) {
        (Some(_), None) => format!("The last clue is about {category}. How much do you bet?"),
        (Some(_), Some(bet)) => format!("The last clue is about {category}. You bet {bet}; the others are thinking."),
        (None, _) => format!("The last clue is about {category}. Those with points bet on it."),
    };
    bet(ui, rect, "The last clue", &text, most.map(|most| (0, most)), mine, until, table);
}

fn bet(
    ui: &mut Ui,
    rect: Rect,
    title: &str,
    text: &str,
    bounds: Option<(i32, i32)>,
    done: Option<i32>,
    until: Ms,
    table: &mut Table<'_>,
) {
    let mut part = rect;
    let foot = bottom(&mut part, 14.0);
    time_bar(ui, foot, table.share_left(until.before(WAGER_MS), until), table.seconds_to(until));
    let box_ = Rect::from_center_size(part.center(), vec2(part.width().min(440.0), part.height().min(150.0)));
    skin::frame(ui.painter(), skin::snapped(box_), "cell.double");
    let mut part = box_.shrink2(vec2(16.0, 8.0));
    pieces::ribbon(ui.painter(), top(&mut part, 28.0), title);
    let row = top(&mut part, 30.0);
    let words = galley(ui.painter(), text, TEXT, ink::PAPER4, row.width(), Align::Center);
    layout::centred(ui.painter(), row, words, ink::PAPER4);
    widgets::announced(ui, row, "bet", text);
    let (Some((least, most)), None) = (bounds, done) else { return };
    let sent = table.is_on_its_way(|action| matches!(action, GameAction::Board(Action::Wager(_))));
    let start = i64::from(least.midpoint(most));
    let now = table.draft.number.unwrap_or(start).clamp(least.into(), most.into());
    let hands = table.hands;
    let now = slide(ui, part, now, (least.into(), most.into()), "", hands);
    table.draft.number = Some(now);
    top(&mut part, 50.0);
    let row = top(&mut part, 26.0);
    let row = Rect::from_center_size(row.center(), vec2(row.width().min(270.0), 24.0));
    let entered = table.entered(ui);
    layout::beside(ui, row, |ui| {
        let quick = [("Least", i64::from(least)), ("Half", start), ("All", i64::from(most))];
        for (words, value) in quick {
            if widgets::button(ui, words).clicked() {
                table.draft.number = Some(value);
            }
        }
        let clicked = widgets::main_button(ui, &format!("Bet {now}"), 84.0).clicked();
        if (clicked || entered) && !sent {
            let wager = i32::try_from(now).unwrap_or(least);
            table.play(GameAction::Board(Action::Wager(wager)));
        }
    });
}
