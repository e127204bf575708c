//! A question and the ways to answer it: the same for every game that asks.

use bevy_egui::egui::{self, Align, Id, Key, Rect, Ui, vec2};
use shared::rooms::ask::{Answer, Asked, MAX_TYPED, Way};

use super::draft::Draft;
use super::layout::{self, bottom, centred, fitting, grid, left, line, right, top};
use super::pieces::{OnPlank, Plank, digit, mark, plank};
use super::table::{Hands, Table};
use crate::ui::theme::{HEADING, TEXT};
use crate::ui::widgets;
use crate::ui::{palette as ink, skin};

/// What is shown around the ways to answer.
#[derive(Debug, Clone, Copy)]
pub enum Around<'a> {
    /// One may answer.
    Open {
        /// What the classmate would answer, for who peeked.
        peeked: Option<&'a Answer>,
    },
    /// One has answered this; or, without it, looks on.
    Waits(Option<&'a Answer>),
    /// The answer is shown.
    Told {
        /// What is right.
        right: &'a Answer,
        /// What one answered.
        mine: Option<&'a Answer>,
        /// How many picked each option.
        counts: &'a [u16],
    },
}

/// The share of a screen that the question's card gets: things to put in order need more room than options.
pub const fn card_share(way: &Way, usual: f32) -> f32 {
    match way {
        Way::Order(_) => usual * 0.5,
        Way::Choice(_) | Way::Claim | Way::Typed | Way::Estimate { .. } => usual,
    }
}

/// Shows the ways to answer in a part of the screen; the answer when it is given now.
pub fn ways(ui: &mut Ui, rect: Rect, asked: &Asked, around: Around<'_>, table: &mut Table<'_>) -> Option<Answer> {
    match &asked.way {
        Way::Choice(options) => {
            let columns = if options.len() > 2 && rect.width() >= 260.0 { 2 } else { 1 };
            let texts: Vec<&str> = options.iter().map(String::as_str).collect();
            let n = planks(ui, rect, &texts, columns, around, table, |n| Answer::Choice(n as u8))?;
            Some(Answer::Choice(n as u8))
        }
        Way::Claim => {
            let n = planks(ui, rect, &["False", "True"], 2, around, table, |n| Answer::Claim(n == 1))?;
            Some(Answer::Claim(n == 1))
        }
        Way::Typed => typed(ui, rect, around, table.draft, table.hands),
        Way::Order(things) => super::order::show(ui, rect, things, around, table),
        Way::Estimate { from, to, unit } => estimate(ui, rect, (*from, *to), unit, around, table),
    }
}

/// Planks to choose one of; which one was chosen now.
fn planks(
    ui: &mut Ui,
    rect: Rect,
    texts: &[&str],
    columns: usize,
    around: Around<'_>,
    table: &Table<'_>,
    answer: impl Fn(usize) -> Answer,
) -> Option<usize> {
    // In narrow windows one below the other, as far as fingers find them.
    let is_tall = rect.width() < 500.0 && rect.height() >= texts.len() as f32 * 44.0;
    let columns = if is_tall { 1 } else { columns };
    let rows = texts.len().div_ceil(columns);
    let height = (rect.height() / rows as f32).min(52.0) * rows as f32;
    let mut part = rect;
    let part = top(&mut part, height);
    let small = !are_large(ui, texts, part.width() / columns as f32);
    let mut chosen = None;
    for (n, (text, place)) in texts.iter().zip(grid(part, columns, rows, 4.0)).enumerate() {
        let this = answer(n);
        let (state, count, peeked) = match around {
            Around::Open { peeked } => (Plank::Open, None, peeked == Some(&this)),
            Around::Waits(Some(mine)) => (if *mine == this { Plank::Chosen } else { Plank::Dim }, None, false),
            Around::Waits(None) => (Plank::Chosen, None, false),
            Around::Told { right, mine, counts } => {
                let state = match (*right == this, mine == Some(&this)) {
                    (true, _) => Plank::Right,
                    (false, true) => Plank::Wrong,
                    (false, false) => Plank::Dim,
                };
                (state, counts.get(n).copied(), false)
            }
        };
        // Who only looks on sees the planks as they lie there.
        let state = if matches!(around, Around::Waits(None)) { Plank::Dim } else { state };
        let key = digit(n);
        // What is right swells for a moment.
        let swell = if state == Plank::Right { (table.entrance() * std::f32::consts::PI).sin() * 3.0 } else { 0.0 };
        let place = place.expand(swell.round());
        let key_name = key.map(|(_, name)| name).filter(|_| table.hands.keys);
        let on = OnPlank { mark: mark(n), key: key_name, text, count, peeked, small };
        let response = plank(ui, place, Id::new(("plank", n)), state, &on);
        // The first arrow leads to the first plank; from there the interface finds its way.
        let arrows = [Key::ArrowUp, Key::ArrowDown, Key::ArrowLeft, Key::ArrowRight];
        let nobody = ui.memory(|memory| memory.focused().is_none());
        if n == 0 && state == Plank::Open && nobody && arrows.into_iter().any(|key| table.pressed(ui, key)) {
            response.request_focus();
        }
        let by_key = state == Plank::Open && key.is_some_and(|(key, _)| table.pressed(ui, key));
        if response.clicked() || by_key {
            chosen = Some(n);
        }
    }
    chosen
}

/// Whether all of the words are large on planks of this width, whatever else comes to stand on them.
fn are_large(ui: &Ui, texts: &[&str], width: f32) -> bool {
    // The mark, a count, a tick, and the air around them.
    const BESIDE: f32 = 84.0;
    texts.iter().all(|text| {
        let words = layout::galley(ui.painter(), text, HEADING, ink::INK1, f32::INFINITY, Align::Min);
        words.size().x <= width - BESIDE
    })
}

/// A line to write the answer in.
fn typed(ui: &mut Ui, rect: Rect, around: Around<'_>, draft: &mut Draft, hands: Hands) -> Option<Answer> {
    let words = |answer: &Answer| match answer {
        Answer::Typed(text) => text.clone(),
        _ => String::new(),
    };
    match around {
        Around::Open { .. } => written(ui, rect, draft, hands, "Your answer …").map(Answer::Typed),
        Around::Waits(mine) => {
            let text = mine.map_or_else(|| "They are writing …".to_owned(), words);
            said(ui, rect, &text, Plank::Chosen);
            None
        }
        Around::Told { right, mine, .. } => {
            told(ui, rect, &words(right), mine.map(words), mine.is_some_and(|mine| mine == right));
            None
        }
    }
}

/// A line with a button; what was written when it is sent now.
pub fn written(ui: &mut Ui, rect: Rect, draft: &mut Draft, hands: Hands, hint: &str) -> Option<String> {
    let mut part = rect;
    let row = top(&mut part, 30.0);
    let width = (row.width() - 70.0).clamp(80.0, 280.0);
    let start = row.center().x - (width + 70.0) / 2.0;
    let row = Rect::from_min_size(egui::pos2(start.round(), row.min.y), vec2(width + 76.0, row.height()));
    let mut sent = false;
    layout::beside(ui, row, |ui| {
        let id = Id::new("written answer");
        let field = widgets::field(ui, id, &mut draft.text, hint, width, MAX_TYPED);
        if draft.is_fresh && hands.keys {
            field.request_focus();
        }
        draft.is_writing = field.has_focus();
        sent = field.lost_focus() && ui.input(|i| i.key_pressed(Key::Enter));
        sent |= widgets::button(ui, "Answer").clicked();
    });
    let text = draft.text.trim();
    (sent && !text.is_empty()).then(|| text.to_owned())
}

/// Height of words on a plank in the middle: what large ones need.
pub const SAID: f32 = 38.0;

/// Words that were given, on a plank in the middle.
pub fn said(ui: &mut Ui, rect: Rect, text: &str, state: Plank) {
    let mut part = rect;
    let part = top(&mut part, SAID);
    let place = Rect::from_center_size(part.center(), vec2(part.width().min(360.0), part.height() - 2.0));
    plank(ui, skin::snapped(place), Id::new(("said", text)), state, &OnPlank::words(text));
}

/// What is right and, below it, what one said if that is something else.
fn told(ui: &mut Ui, rect: Rect, answer: &str, mine: Option<String>, is_right: bool) {
    let mut part = rect;
    let first = top(&mut part, SAID + 2.0);
    said(ui, first, answer, Plank::Right);
    if let Some(mine) = mine.filter(|mine| !is_right && !mine.is_empty()) {
        said(ui, part, &mine, Plank::Wrong);
    }
}

/// A number within bounds: a slide to drag, and buttons for the last steps.
fn estimate(
    ui: &mut Ui,
    rect: Rect,
    (from, to): (i64, i64),
    unit: &str,
    around: Around<'_>,
    table: &mut Table<'_>,
) -> Option<Answer> {
    let number = |answer: &Answer| match answer {
        Answer::Estimate(value) => Some(*value),
        _ => None,
    };
    let with_unit = |value: i64| format!("{value} {unit}").trim_end().to_owned();
    match around {
        Around::Open { .. } => {
            let value = table.draft.number.unwrap_or_else(|| from.midpoint(to));
            let value = slide(ui, rect, value, (from, to), unit, table.hands);
            table.draft.number = Some(value);
            let mut part = rect;
            top(&mut part, 52.0);
            let row = top(&mut part, 26.0);
            let mut sent = table.entered(ui);
            layout::inside(ui, Rect::from_center_size(row.center(), vec2(96.0, 24.0)), |ui| {
                sent |= widgets::main_button(ui, "Answer", 96.0).clicked();
            });
            sent.then_some(Answer::Estimate(value))
        }
        Around::Waits(mine) => {
            let text = mine.and_then(number).map_or_else(|| format!("{from} to {to} {unit}"), with_unit);
            said(ui, rect, &text, Plank::Chosen);
            None
        }
        Around::Told { right, mine, .. } => {
            let mine = mine.and_then(number);
            let is_right = mine == number(right);
            told(ui, rect, &number(right).map(with_unit).unwrap_or_default(), mine.map(with_unit), is_right);
            None
        }
    }
}

/// A slide from one number to another; the number it stands at now.
pub fn slide(ui: &mut Ui, rect: Rect, value: i64, (from, to): (i64, i64), unit: &str, hands: Hands) -> i64 {
    let mut part = rect;
    let shown = top(&mut part, 24.0);
    let row = top(&mut part, 22.0);
    let row = Rect::from_center_size(row.center(), vec2(row.width().min(420.0), row.height()));
    let text = format!("{value} {unit}");
    let words = fitting(ui.painter(), text.trim_end(), ink::GOLD4, shown, 1, Align::Center);
    centred(ui.painter(), shown, words, ink::GOLD4);
    let mut track = row;
    let less = left(&mut track, 26.0);
    let more = right(&mut track, 26.0);
    let step = (from.abs_diff(to) / 200).max(1) as i64;
    let mut by = 0;
    layout::inside(ui, less, |ui| by -= i64::from(widgets::button(ui, "−").clicked()));
    layout::inside(ui, more, |ui| by += i64::from(widgets::button(ui, "+").clicked()));
    let track = track.shrink2(vec2(6.0, 4.0));
    let response = ui.interact(track, Id::new("slide"), egui::Sense::click_and_drag());
    let name = format!("{from} to {to} {unit}");
    response.widget_info(|| egui::WidgetInfo::slider(true, value as f64, &name));
    by += i64::from(widgets::reader_steps(ui, &response));
    let mut value = value;
    if let Some(at) = response.interact_pointer_pos() {
        let share = ((at.x - track.min.x) / track.width().max(1.0)).clamp(0.0, 1.0);
        value = from + (f64::from(share) * from.abs_diff(to) as f64).round() as i64;
    }
    if response.has_focus() || hands.keys && ui.memory(|memory| memory.focused().is_none()) {
        let filter = egui::EventFilter { horizontal_arrows: true, ..Default::default() };
        ui.memory_mut(|memory| memory.set_focus_lock_filter(response.id, filter));
        let (less, more) = ui.input(|i| (i.num_presses(Key::ArrowLeft), i.num_presses(Key::ArrowRight)));
        by += i64::try_from(more).unwrap_or(0) - i64::try_from(less).unwrap_or(0);
    }
    value = (value + by * step).clamp(from, to);
    let bar = Rect::from_center_size(track.center(), vec2(track.width(), 8.0));
    skin::frame(ui.painter(), skin::snapped(bar), "bar.track");
    let share = (value - from) as f64 / from.abs_diff(to).max(1) as f64;
    let x = (share as f32).mul_add(track.width() - 12.0, track.min.x).round();
    let knob = if response.has_focus() { "slider.knob.focus" } else { "slider.knob" };
    skin::picture(ui.painter(), egui::pos2(x, track.center().y - 6.0), knob, 0, egui::Color32::WHITE);
    let mut ends = track.translate(vec2(0.0, 11.0));
    let low = left(&mut ends, track.width() / 2.0);
    line(ui.painter(), low, &from.to_string(), TEXT, ink::PAPER2, Align::Min);
    line(ui.painter(), ends, &to.to_string(), TEXT, ink::PAPER2, Align::Max);
    value
}

/// Words below a question, in the middle of what is left of the screen.
pub fn note(ui: &mut Ui, rect: Rect, text: &str, colour: egui::Color32) {
    let mut part = rect;
    let part = bottom(&mut part, rect.height().min(28.0));
    let words = layout::galley(ui.painter(), text, TEXT, colour, part.width(), Align::Center);
    centred(ui.painter(), part, words, colour);
    widgets::announced(ui, part, "note", text);
}
