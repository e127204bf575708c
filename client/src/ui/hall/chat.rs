//! The talk of a room: what was said, and a line to say something, or given phrases where children play.

use bevy_egui::egui::{Id, Key, ScrollArea, Ui, vec2};
use shared::rooms::room::{ChatMode, PHRASES, RoomAction, Words};
use shared::text::{ChatLine, MAX_LINE};

use crate::hall::{Hall, HallCommand};
use crate::ui::palette as ink;
use crate::ui::widgets::{self, words};

/// Shows the talk; whether keys go into its line.
pub fn show(ui: &mut Ui, hall: &Hall, draft: &mut String, asks: &mut Vec<HallCommand>) -> bool {
    let Some(room) = &hall.room else { return false };
    let foot = if room.chat == ChatMode::Free { 24.0 } else { 78.0 };
    let height = (ui.available_height() - foot).max(20.0);
    ScrollArea::vertical()
        .id_salt("room talk")
        .max_height(height)
        .min_scrolled_height(height)
        .auto_shrink([false, false])
        .stick_to_bottom(true)
        .show(ui, |ui| {
            ui.spacing_mut().item_spacing.y = 1.0;
            if hall.said.is_empty() {
                ui.label(words("Nothing was said yet.", ink::STONE3));
            }
            for said in &hall.said {
                let name = said.name.as_deref().unwrap_or("Somebody");
                ui.horizontal_wrapped(|ui| {
                    ui.label(words(format!("{name}:"), if said.mine { ink::GOLD3 } else { ink::WATER4 }));
                    ui.label(words(&said.text, ink::PAPER4));
                });
            }
        });
    let muted = hall.me().is_some_and(|me| me.muted);
    if muted {
        ui.label(words("The host has muted you.", ink::PAPER2));
        return false;
    }
    match room.chat {
        ChatMode::Free => line(ui, draft, asks),
        ChatMode::Phrases => {
            phrases(ui, asks);
            false
        }
    }
}

fn line(ui: &mut Ui, draft: &mut String, asks: &mut Vec<HallCommand>) -> bool {
    ui.horizontal(|ui| {
        let width = (ui.available_width() - 44.0).max(40.0);
        let field = widgets::field(ui, Id::new("room line"), draft, "Say something …", width, MAX_LINE);
        let sends = field.lost_focus() && ui.input(|i| i.key_pressed(Key::Enter));
        let clicked = widgets::icon_button(ui, "icon.talk", "Say it to the room").clicked();
        if (sends || clicked) && !draft.trim().is_empty() {
            if let Ok(said) = ChatLine::parse(draft) {
                asks.push(HallCommand::Act(RoomAction::Say(Words::Line(said))));
                draft.clear();
            }
            field.request_focus();
        }
        field.has_focus()
    })
    .inner
}

fn phrases(ui: &mut Ui, asks: &mut Vec<HallCommand>) {
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = vec2(2.0, 2.0);
        for (n, phrase) in (0u8..).zip(PHRASES) {
            if widgets::button(ui, phrase).clicked() {
                asks.push(HallCommand::Act(RoomAction::Say(Words::Phrase(n))));
            }
        }
    });
}
