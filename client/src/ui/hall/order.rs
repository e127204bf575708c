//! Putting things in order: one picks them one after the other, and takes back what is in the wrong place.

use bevy_egui::egui::{Align, Id, Rect, Ui, vec2};
use shared::rooms::ask::Answer;

use super::ask::Around;
use super::layout::{self, grid, line, right, top};
use super::pieces::{OnPlank, Plank, digit, plank};
use super::table::Table;
use crate::ui::theme::TEXT;
use crate::ui::{palette as ink, widgets};

/// Shows the things; the order when it is complete and sent now.
pub fn show(ui: &mut Ui, rect: Rect, things: &[String], around: Around<'_>, table: &mut Table<'_>) -> Option<Answer> {
    let mut part = rect;
    let list = top(&mut part, (things.len() as f32 * 26.0).min(rect.height() - 26.0));
    match around {
        Around::Open { .. } => open(ui, list, part, things, table),
        Around::Waits(mine) => {
            let order = order_of(mine, things.len());
            rows(
                ui,
                list,
                things,
                &order,
                mine.is_some(),
                |_, _| if mine.is_some() { Plank::Chosen } else { Plank::Dim },
            );
            None
        }
        Around::Told { right, mine, .. } => {
            let order = order_of(Some(right), things.len());
            let own = mine.map(|mine| order_of(Some(mine), things.len()));
            let state = |place: usize, thing: u8| match &own {
                Some(own) if own.get(place) != Some(&thing) => Plank::Wrong,
                Some(_) => Plank::Right,
                None => Plank::Chosen,
            };
            rows(ui, list, things, &order, true, state);
            if own.is_some() {
                super::ask::note(ui, part, "The right order; crosses mark what you had elsewhere.", ink::PAPER2);
            }
            None
        }
    }
}

fn order_of(answer: Option<&Answer>, count: usize) -> Vec<u8> {
    match answer {
        Some(Answer::Order(order)) => order.clone(),
        _ => (0..count as u8).collect(),
    }
}

fn rows(ui: &mut Ui, rect: Rect, things: &[String], order: &[u8], numbered: bool, state: impl Fn(usize, u8) -> Plank) {
    for (place, (thing, cell)) in order.iter().zip(grid(rect, 1, order.len(), 3.0)).enumerate() {
        let text = things.get(usize::from(*thing)).map_or("", String::as_str);
        let text = if numbered { format!("{}. {text}", place + 1) } else { text.to_owned() };
        plank(ui, cell, Id::new(("order", place)), state(place, *thing), &OnPlank::words(&text));
    }
}

fn open(ui: &mut Ui, list: Rect, rest: Rect, things: &[String], table: &mut Table<'_>) -> Option<Answer> {
    let mut picked = None;
    for (n, (text, cell)) in things.iter().zip(grid(list, 1, things.len(), 3.0)).enumerate() {
        let place = table.draft.order.iter().position(|one| usize::from(*one) == n);
        let mut cell = cell;
        let number = right(&mut cell, 24.0);
        let state = if place.is_some() { Plank::Chosen } else { Plank::Open };
        let key = digit(n);
        let on = OnPlank {
            mark: None,
            key: key.map(|(_, name)| name).filter(|_| table.hands.keys),
            text,
            count: None,
            peeked: false,
            small: false,
        };
        let response = plank(ui, cell, Id::new(("order", n)), state, &on);
        if let Some(place) = place {
            line(ui.painter(), number, &format!("{}.", place + 1), TEXT, ink::GOLD4, Align::Center);
        } else if response.clicked() || key.is_some_and(|(key, _)| table.pressed(ui, key)) {
            picked = Some(n as u8);
        }
    }
    table.draft.order.extend(picked);
    let is_whole = table.draft.order.len() == things.len();
    let mut sent = None;
    let row = Rect::from_center_size(rest.center(), vec2(rest.width().min(220.0), 24.0));
    layout::beside(ui, row, |ui| {
        let some = !table.draft.order.is_empty();
        if ui.add_enabled_ui(some, |ui| widgets::button(ui, "Take back").clicked()).inner {
            table.draft.order.pop();
        }
        let words = if is_whole { "Answer" } else { "Pick them in order" };
        if ui.add_enabled_ui(is_whole, |ui| widgets::main_button(ui, words, 120.0).clicked()).inner {
            sent = Some(Answer::Order(table.draft.order.clone()));
        }
    });
    if is_whole && table.entered(ui) {
        sent = Some(Answer::Order(table.draft.order.clone()));
    }
    sent
}
