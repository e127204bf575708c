//! The way to the games: open a table, come in by a code, sit down where others play, or look on.

use bevy_egui::egui::{Id, Key, Margin, ScrollArea, Ui};
use shared::protocol::rooms::{TableView, Watched};
use shared::rooms::room::game::{Kind, Wishes};

use super::desk::Desk;
use super::{records, wishes};
use crate::hall::{Hall, HallCommand, HallState};
use crate::ui::palette as ink;
use crate::ui::widgets::{self, words};

/// Shows the panel's inside.
pub fn show(ui: &mut Ui, hall: &Hall, keys: bool, desk: &mut Desk, asks: &mut Vec<HallCommand>) {
    if hall.state != HallState::Here {
        ui.label(words("Opening the Game Hall …", ink::INK2));
        return;
    }
    if desk.records {
        desk.records = !records::show(ui, &hall.records);
        return;
    }
    // Low windows show a part of it.
    let height = (ui.ctx().viewport_rect().height() - 70.0).max(100.0);
    let scroll = ScrollArea::vertical().id_salt("door").max_height(height).min_scrolled_height(height);
    scroll.show(ui, |ui| ways(ui, hall, keys, desk, asks));
}

fn ways(ui: &mut Ui, hall: &Hall, keys: bool, desk: &mut Desk, asks: &mut Vec<HallCommand>) {
    if let Some(table) = &desk.sits {
        let label = format!("Play at the {table} table");
        if widgets::main_button(ui, &label, 140.0).clicked() {
            asks.push(HallCommand::Sit(table.clone()));
        }
    }
    ui.label(words("Open a table of your own:", ink::STONE1));
    for kind in Kind::ALL {
        ui.horizontal(|ui| {
            widgets::icon(ui, wishes::icon_of(kind));
            if widgets::button_with(ui, None, kind.name(), 104.0).clicked() {
                asks.push(HallCommand::Open(Box::new(Wishes::of(kind))));
            }
        });
        ui.label(words(wishes::about(kind), ink::STONE2));
    }
    widgets::rule(ui);
    ui.label(words("Somebody gave you a code?", ink::STONE1));
    ui.horizontal(|ui| {
        let field = widgets::field(ui, Id::new("room code"), &mut desk.code, "K7PMQ3", 84.0, 8);
        widgets::named(ui, &field, "The room's code");
        // Who opens the panel by a key has a code to type, or the next key leads on.
        if keys && std::mem::take(&mut desk.opening) {
            field.request_focus();
        }
        desk.talks = field.has_focus();
        let enter = field.lost_focus() && ui.input(|i| i.key_pressed(Key::Enter));
        let code = desk.code.trim().to_uppercase();
        let any = !code.is_empty();
        if (ui.add_enabled_ui(any, |ui| widgets::button(ui, "Come in").clicked()).inner || enter) && any {
            asks.push(HallCommand::Enter(code.clone()));
        }
        if ui.add_enabled_ui(any, |ui| widgets::button(ui, "Look on").clicked()).inner && any {
            asks.push(HallCommand::Watch(Watched::Room(code)));
            desk.watches = true;
        }
    });
    widgets::rule(ui);
    tables(ui, hall);
    ui.horizontal(|ui| {
        if widgets::button_with(ui, Some("icon.eye"), "Watch the stage", 0.0).clicked() {
            asks.push(HallCommand::Watch(Watched::Stage));
            desk.watches = true;
        }
        if widgets::button_with(ui, Some("icon.star"), "Your records", 0.0).clicked() {
            asks.push(HallCommand::Records);
            desk.records = true;
        }
    });
}

fn tables(ui: &mut Ui, hall: &Hall) {
    if hall.tables.is_empty() {
        ui.label(words("Nobody plays at the tables of the Game Hall. Sit down at one, and it is yours.", ink::STONE1));
        return;
    }
    ui.label(words("At the tables of the Game Hall (sit down to join):", ink::STONE1));
    ScrollArea::vertical().id_salt("tables").max_height(84.0).show(ui, |ui| {
        for table in &hall.tables {
            widgets::framed(ui, "card", Margin::symmetric(5, 2), |ui| {
                ui.set_width(ui.available_width());
                ui.horizontal(|ui| {
                    widgets::icon(ui, wishes::icon_of(table.kind));
                    ui.label(words(table_words(table), ink::INK2));
                    if table.locked {
                        widgets::icon(ui, "icon.lock");
                    }
                });
            });
        }
    });
}

/// A table in words.
pub fn table_words(table: &TableView) -> String {
    let name = crate::ui::capitalised(table.table.as_str());
    let goes_on = if table.playing { "playing" } else { "still free seats" };
    let goes_on = if table.players >= table.seats && !table.playing { "full" } else { goes_on };
    format!("{name} table: {}, {} of {}, {goes_on}", table.kind.name(), table.players, table.seats)
}
