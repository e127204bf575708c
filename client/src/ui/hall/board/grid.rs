//! The board: columns of clues to pick from, by mouse, finger, arrow keys or gamepad.

use bevy_egui::egui::{Align, EventFilter, Id, Key, Rect, Response, Sense, Ui, WidgetInfo, WidgetType, vec2};
use shared::rooms::Ms;
use shared::rooms::board::view::{View, value_of};
use shared::rooms::board::{Action, Cell, ROWS};
use shared::rooms::room::game::GameAction;

use super::super::layout::{self, bottom, centred, fitting, galley, top};
use super::super::pieces::time_bar;
use super::super::table::Table;
use super::who;
use crate::ui::theme::TEXT;
use crate::ui::{palette as ink, skin, widgets};

/// What goes on while the board shows.
#[derive(Debug, Clone, Copy)]
pub enum Picking {
    /// The categories are shown until then.
    Intro(Ms),
    /// The picker picks until then.
    Picks(Ms),
}

/// Shows the board; whoever picks can pick.
pub fn show(ui: &mut Ui, rect: Rect, view: &View, picking: Picking, table: &mut Table<'_>) {
    let picks = matches!(picking, Picking::Picks(_)) && table.seat() == Some(view.picker);
    let (until, whole_ms, text) = match picking {
        Picking::Intro(until) => {
            let text = if view.rounds > 1 {
                format!("Round {} of {}", view.round + 1, view.rounds)
            } else {
                "The board".into()
            };
            (until, shared::rooms::board::INTRO_MS, text)
        }
        Picking::Picks(until) if picks => (until, shared::rooms::board::PICK_MS, "Pick a clue.".to_owned()),
        Picking::Picks(until) => {
            (until, shared::rooms::board::PICK_MS, format!("{} picks a clue.", who(table, view.picker)))
        }
    };
    let mut part = rect;
    let foot = bottom(&mut part, 14.0);
    let mut words = foot;
    time_bar(
        ui,
        layout::right(&mut words, foot.width() * 0.4),
        table.share_left(until.before(whole_ms), until),
        table.seconds_to(until),
    );
    layout::line(ui.painter(), words, &text, TEXT, ink::PAPER4, Align::Min);
    widgets::announced(ui, words, "who picks", &text);
    bottom(&mut part, 3.0);
    let height = (part.height() * 0.2).clamp(26.0, 44.0);
    let heads = top(&mut part, height);
    let columns = view.columns.len().max(1);
    for (name, cell) in view.columns.iter().zip(layout::grid(heads, columns, 1, 3.0)) {
        head(ui, cell, name);
    }
    top(&mut part, 3.0);
    if matches!(picking, Picking::Intro(_)) {
        draw_closed(ui, part, columns);
        return;
    }
    move_cursor(ui, view, picks, table);
    let mut picked = None;
    for (n, place) in layout::grid(part, columns, usize::from(ROWS), 3.0).enumerate() {
        let cell = Cell { column: (n % columns) as u8, row: (n / columns) as u8 };
        let gone = view.gone.contains(&cell);
        let response = draw_cell(ui, place, cell, view, gone, picks, table);
        let here = table.draft.cursor == Some(cell);
        let by_key = here && picks && (table.pressed(ui, Key::Enter) || table.pressed(ui, Key::Space));
        if picks && !gone && (response.clicked() || by_key) {
            picked = Some(cell);
        }
    }
    if let Some(cell) = picked.filter(|_| !is_picked(table)) {
        table.play(GameAction::Board(Action::Pick(cell)));
    }
}

fn is_picked(table: &Table<'_>) -> bool {
    table.is_on_its_way(|action| matches!(action, GameAction::Board(Action::Pick(_))))
}

fn head(ui: &mut Ui, rect: Rect, name: &str) {
    skin::frame(ui.painter(), rect, "cell.head");
    let part = rect.shrink2(vec2(4.0, 3.0));
    let words = galley(ui.painter(), name, TEXT, ink::GOLD4, part.width(), Align::Center);
    centred(ui.painter(), part, words, ink::GOLD4);
    widgets::spoken(ui, rect, &format!("column {name}"), name);
}

fn draw_closed(ui: &Ui, rect: Rect, columns: usize) {
    for place in layout::grid(rect, columns, usize::from(ROWS), 3.0) {
        skin::frame(ui.painter(), place, "cell");
    }
}

fn draw_cell(ui: &mut Ui, rect: Rect, cell: Cell, view: &View, gone: bool, picks: bool, table: &Table<'_>) -> Response {
    let open = picks && !gone;
    let id = Id::new(("cell", cell.column, cell.row));
    let response = widgets::heard(ui.interact(rect, id, if open { Sense::click() } else { Sense::hover() }));
    let value = value_of(view, cell);
    let name = view.columns.get(usize::from(cell.column)).map_or("", String::as_str);
    let said = if gone { format!("{name}, {value}, played") } else { format!("{name}, {value}") };
    let kind = if open { WidgetType::Button } else { WidgetType::Label };
    response.widget_info(|| WidgetInfo::labeled(kind, true, &said));
    let here = open && (table.draft.cursor == Some(cell) && table.hands.keys || response.has_focus());
    let look = match (gone, here) {
        (true, _) => "cell.gone",
        (false, true) => "cell.focus",
        (false, false) if open && response.is_pointer_button_down_on() => "cell.pressed",
        (false, false) if open && response.hovered() => "cell.hover",
        (false, false) => "cell",
    };
    skin::frame(ui.painter(), rect, look);
    if !gone {
        let words = fitting(ui.painter(), &value.to_string(), ink::GOLD3, rect.shrink(2.0), 1, Align::Center);
        centred(ui.painter(), rect, words, ink::GOLD3);
    }
    if open { response.on_hover_cursor(bevy_egui::egui::CursorIcon::PointingHand) } else { response }
}

/// The arrow keys go from clue to clue, over those that are gone.
fn move_cursor(ui: &Ui, view: &View, picks: bool, table: &mut Table<'_>) {
    if !picks || view.columns.is_empty() {
        return;
    }
    let columns = view.columns.len() as u8;
    let is_open = |cell: &Cell| !view.gone.contains(cell);
    let all = (0..columns).flat_map(|column| (0..ROWS).map(move |row| Cell { column, row }));
    let now = table.draft.cursor.filter(|cell| cell.column < columns && is_open(cell));
    let now = now.or_else(|| all.clone().filter(is_open).min_by_key(|cell| (cell.row, cell.column)));
    table.draft.cursor = now;
    let Some(now) = now else { return };
    // The arrows would move the interface's focus.
    let catcher = Id::new("board");
    if ui.memory(|memory| memory.focused().is_none()) {
        let filter = EventFilter { horizontal_arrows: true, vertical_arrows: true, ..EventFilter::default() };
        ui.memory_mut(|memory| memory.set_focus_lock_filter(catcher, filter));
    }
    for (key, dx, dy) in
        [(Key::ArrowLeft, -1, 0), (Key::ArrowRight, 1, 0), (Key::ArrowUp, 0, -1), (Key::ArrowDown, 0, 1)]
    {
        if table.pressed(ui, key) {
            table.draft.cursor = Some(next_open(view, now, dx, dy).unwrap_or(now));
        }
    }
}

/// The nearest open clue that way: in the same line first, else the nearest beyond it.
fn next_open(view: &View, from: Cell, dx: i32, dy: i32) -> Option<Cell> {
    let all = (0..view.columns.len() as u8).flat_map(|column| (0..ROWS).map(move |row| Cell { column, row }));
    let ahead = |cell: &Cell| {
        let (x, y) = (i32::from(cell.column) - i32::from(from.column), i32::from(cell.row) - i32::from(from.row));
        (x * dx + y * dy, (x * dy).abs() + (y * dx).abs())
    };
    let open = all.filter(|cell| !view.gone.contains(cell) && ahead(cell).0 > 0);
    open.min_by_key(|cell| {
        let (along, aside) = ahead(cell);
        (aside * 3 + along, *cell)
    })
}

#[cfg(test)]
mod tests {
    use shared::rooms::Seat;
    use shared::rooms::board::view::PhaseView;

    use super::*;

    fn view(gone: &[(u8, u8)]) -> View {
        View {
            round: 0,
            rounds: 1,
            columns: (0..6).map(|n| format!("Column {n}")).collect(),
            gone: gone.iter().map(|(column, row)| Cell { column: *column, row: *row }).collect(),
            step: 100,
            picker: Seat(0),
            standings: Vec::new(),
            phase: PhaseView::Choosing { until: Ms(0) },
        }
    }

    #[track_caller]
    fn check(gone: &[(u8, u8)], from: (u8, u8), way: (i32, i32), to: Option<(u8, u8)>) {
        let cell = |(column, row): (u8, u8)| Cell { column, row };
        assert_eq!(next_open(&view(gone), cell(from), way.0, way.1), to.map(cell));
    }

    #[test]
    fn the_cursor_steps_over_clues_that_are_gone_and_stays_at_the_edge() {
        check(&[], (0, 0), (1, 0), Some((1, 0)));
        check(&[(1, 0), (2, 0)], (0, 0), (1, 0), Some((3, 0)));
        check(&[(0, 1), (0, 2)], (0, 0), (0, 1), Some((0, 3)));
        check(&[], (5, 0), (1, 0), None);
        let row: Vec<(u8, u8)> = (1..6).map(|column| (column, 0)).collect();
        check(&row, (0, 0), (1, 0), Some((1, 1)));
    }
}
