//! Who is near: names, how far, how they feel; talk with them, or mute another visitor.

use bevy_egui::egui::{Align, Layout, Ui};
use shared::protocol::components::{Being, Doing, Mien};

use super::{Ask, row};
use crate::input::talk::REACH_TILES;
use crate::ui::bubbles::{mark_of, mood_word};
use crate::ui::widgets::{self, words};
use crate::ui::{names, palette as ink};

/// Somebody who is near.
pub struct Neighbour<'a> {
    /// How many tiles away they are.
    pub tiles: u32,
    /// Who.
    pub being: &'a Being,
    /// How they feel and what they do.
    pub mien: Option<&'a Mien>,
    /// Whether one talks with them already.
    pub with_us: bool,
    /// Whether one doesn't hear them.
    pub muted: bool,
}

/// How far something is, in words.
#[must_use]
pub fn distance_words(tiles: u32) -> String {
    match tiles {
        0 | 1 => "right here".into(),
        2 => "2 steps away".into(),
        _ => format!("{tiles} steps away"),
    }
}

/// Shows them, the nearest first; what one wants of them.
pub fn show(ui: &mut Ui, near: &[Neighbour<'_>]) -> Option<Ask> {
    if near.is_empty() {
        ui.label(words("Nobody. Try the fountain or the café.", ink::STONE2));
    }
    let mut ask = None;
    for one in near {
        ui.push_id(one.being.id.0, |ui| row(ui, |ui| ask = card(ui, one).or(ask.take())));
    }
    ask
}

fn card(ui: &mut Ui, one: &Neighbour<'_>) -> Option<Ask> {
    let being = one.being;
    ui.vertical(|ui| {
        ui.spacing_mut().item_spacing.y = 0.0;
        ui.horizontal(|ui| {
            ui.label(words(&being.name, names::on_paper(being)));
            let mood = one.mien.map(|mien| mien.mood).unwrap_or_default();
            if let Some(mark) = mark_of(mood) {
                widgets::icon(ui, mark);
                ui.label(words(mood_word(mood), ink::STONE2));
            }
        });
        let away = one.mien.is_some_and(|mien| mien.doing == Doing::Away);
        let where_ = if away { "away for a moment".into() } else { distance_words(one.tiles) };
        ui.label(words(where_, ink::STONE2));
    });
    let mut ask = None;
    ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
        if being.character.is_none() {
            let (icon, name) = if one.muted { ("icon.mute", "Hear again") } else { ("icon.sound", "Mute") };
            if widgets::icon_button(ui, icon, name).clicked() {
                ask = Some(Ask::Mute(being.id, !one.muted));
            }
        }
        let talk = format!("Talk with {}", being.name);
        if !one.with_us && widgets::icon_button(ui, "icon.talk", &talk).clicked() {
            ask = Some(if one.tiles <= REACH_TILES { Ask::Talk(being.id) } else { Ask::SeekOut(being.id) });
        }
    });
    ask
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn distances_are_told_in_steps() {
        assert_eq!(distance_words(1), "right here");
        assert_eq!(distance_words(2), "2 steps away");
        assert_eq!(distance_words(9), "9 steps away");
    }
}
