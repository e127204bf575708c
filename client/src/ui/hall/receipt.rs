//! Receipts: what the server had bound itself to before anybody answered, and who was first at the buzzer.

use bevy_egui::egui::{Margin, Ui};
use shared::rooms::Ms;
use shared::rooms::buzzer::Race;

use super::table::Table;
use crate::hall::Logged;
use crate::ui::palette as ink;
use crate::ui::widgets::{self, words};

/// Shows the receipt of a question.
pub fn show(ui: &mut Ui, logged: &Logged, table: &Table<'_>) {
    widgets::framed(ui, "panel", Margin::symmetric(10, 8), |ui| {
        ui.set_max_width(ui.available_width());
        ui.spacing_mut().item_spacing.y = 2.0;
        ui.horizontal(|ui| {
            widgets::icon(ui, "icon.receipt");
            ui.label(words("Receipt", ink::INK1));
        });
        ui.label(words(seal_words(logged), if logged.seal.holds { ink::LEAF2 } else { ink::BRICK2 }));
        let hex = logged.seal.commitment.hex();
        ui.label(words(format!("Sealed before anybody answered: {} …", hex.get(..16).unwrap_or(&hex)), ink::STONE1));
        for race in &logged.races {
            for line in race_lines(race, table) {
                ui.label(words(line, ink::INK2));
            }
        }
    });
}

fn seal_words(logged: &Logged) -> &'static str {
    if logged.seal.holds {
        "✓ Checked on this device: the answer was fixed before the question was asked."
    } else {
        "✗ This answer is not the one that was sealed."
    }
}

/// A race in words: everybody's press in the order that counts, and how it was weighed.
fn race_lines(race: &Race, table: &Table<'_>) -> Vec<String> {
    let Some(first) = race.presses.first() else { return vec!["Nobody pressed.".to_owned()] };
    let line = |(place, press): (usize, &shared::rooms::buzzer::Press)| {
        let behind = press.counted.since(first.counted);
        let when = if place == 0 { "first".to_owned() } else { format!("{behind} ms later") };
        let way = press.arrived.since(press.counted);
        let held = held_words(press.claimed, press.counted);
        format!("{}. {}: {when}; the press took {way} ms to arrive{held}", place + 1, table.name(press.seat))
    };
    race.presses.iter().enumerate().map(line).collect()
}

/// Where a device said something else than what was believed.
fn held_words(claimed: Option<Ms>, counted: Ms) -> String {
    match claimed {
        Some(claimed) if claimed < counted => {
            format!(" (the device said {} ms earlier; that much isn't believed)", counted.since(claimed))
        }
        _ => String::new(),
    }
}
