//! What was said in earshot, kept in order and shown as cards.

use std::collections::VecDeque;

use bevy::prelude::*;
use bevy_egui::EguiContexts;
use bevy_egui::egui::{Align2, Color32, Margin, Order, RichText, ScrollArea, Ui, vec2};
use shared::protocol::components::{Being, Mood};
use shared::protocol::facts::{Entered, Spoke};

use super::bubbles::{mark_of, mood_word};
use super::widgets::{self, words};
use super::{Open, clock_words, names, palette as ink, skin};
use crate::net::ServerClock;
use crate::own::{BodyIndex, Content, Me};

/// Lines that are kept.
pub const KEPT: usize = 300;

/// Everything said, oldest first.
#[derive(Resource, Debug, Default)]
pub struct Transcript(VecDeque<Card>);

/// One line on its card.
#[derive(Debug, Clone, PartialEq)]
pub struct Card {
    /// Who said it; empty for what the town says.
    pub name: String,
    /// The colour of the name.
    pub colour: Color32,
    /// To whom.
    pub to: Option<String>,
    /// Minutes since midnight.
    pub minute: u16,
    /// What the speaker felt.
    pub mood: Mood,
    /// The words.
    pub text: String,
    /// Whether one said it oneself.
    pub own: bool,
}

impl Transcript {
    /// Keeps a line, and forgets the oldest when there are too many.
    pub fn add(&mut self, card: Card) {
        self.0.push_back(card);
        if self.0.len() > KEPT {
            self.0.pop_front();
        }
    }

    /// Everything kept, oldest first.
    pub fn cards(&self) -> impl Iterator<Item = &Card> {
        self.0.iter()
    }
}

/// Writes down what is said and where one goes.
pub fn write_down(
    mut spoke: MessageReader<Spoke>,
    mut entered: MessageReader<Entered>,
    mut transcript: ResMut<Transcript>,
    index: Res<BodyIndex>,
    beings: Query<&Being>,
    me: Res<Me>,
    clock: Res<ServerClock>,
    content: Res<Content>,
) {
    let minute = me.town_time_now(&clock) as u16;
    for fact in entered.read() {
        if let Some(scene) = content.0.scenes.get(&fact.scene) {
            let text = format!("— {} —", scene.def.name);
            let colour = ink::STONE2;
            transcript.add(Card { name: String::new(), colour, to: None, minute, mood: Mood::Calm, text, own: false });
        }
    }
    for fact in spoke.read() {
        let being = |id| index.get(id).and_then(|entity| beings.get(entity).ok());
        let own = me.is_me(fact.who);
        let speaker = being(fact.who);
        let to =
            fact.to.and_then(|to| if me.is_me(to) { Some("you".into()) } else { being(to).map(|b| b.name.clone()) });
        transcript.add(Card {
            name: if own { "You".into() } else { speaker.map_or_else(|| "Somebody".into(), |b| b.name.clone()) },
            colour: speaker.map_or(ink::INK2, names::on_paper),
            to,
            minute,
            mood: fact.mood,
            text: fact.text.clone(),
            own,
        });
    }
}

/// Width of the transcript in a window this wide, its frame included.
#[must_use]
pub fn width_in(window: f32) -> f32 {
    190.0_f32.min(window * 0.45) + 24.0
}

/// Shows the transcript at the right edge while it is open.
pub fn show_transcript(mut contexts: EguiContexts, mut open: ResMut<Open>, transcript: Res<Transcript>) -> Result {
    if !open.transcript {
        return Ok(());
    }
    let ctx = contexts.ctx_mut()?;
    let height = (ctx.viewport_rect().height() - 110.0).max(80.0);
    let width = width_in(ctx.viewport_rect().width()) - 24.0;
    let anchor = (Align2::RIGHT_TOP, vec2(-4.0, 26.0));
    widgets::panel(ctx, "transcript", Order::Middle, anchor, "panel", Margin::same(10), |ui| {
        ui.set_width(width);
        widgets::title_row(ui, "icon.book", "What was said", &mut open.transcript);
        ScrollArea::vertical()
            .max_height(height)
            .min_scrolled_height(height)
            .auto_shrink([false, true])
            .stick_to_bottom(true)
            .show(ui, |ui| {
                if transcript.0.is_empty() {
                    ui.label(words("Nothing yet. Go and say hello to somebody.", ink::STONE2));
                }
                for line in &transcript.0 {
                    card(ui, line);
                }
            });
    });
    Ok(())
}

fn card(ui: &mut Ui, line: &Card) {
    if line.name.is_empty() {
        ui.vertical_centered(|ui| ui.label(words(&line.text, line.colour)));
        return;
    }
    let look = if line.own { "card.mine" } else { "card" };
    widgets::framed(ui, look, Margin::symmetric(5, 3), |ui| {
        ui.set_width(ui.available_width());
        ui.horizontal(|ui| {
            ui.spacing_mut().item_spacing.x = 3.0;
            ui.label(words(&line.name, line.colour));
            if let Some(to) = &line.to {
                ui.label(words(format!("→ {to}"), ink::STONE2));
            }
            if let Some(mark) = mark_of(line.mood) {
                if skin::size_of(ui.ctx(), mark).is_some() {
                    widgets::icon(ui, mark);
                }
                ui.label(words(mood_word(line.mood), ink::STONE2));
            }
            ui.with_layout(bevy_egui::egui::Layout::right_to_left(bevy_egui::egui::Align::Min), |ui| {
                ui.label(words(clock_words(line.minute), ink::PAPER1));
            });
        });
        ui.label(RichText::new(&line.text).color(ink::INK1));
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_oldest_lines_are_forgotten() {
        let mut transcript = Transcript::default();
        for i in 0..KEPT + 5 {
            let text = i.to_string();
            let colour = ink::INK1;
            transcript.add(Card { name: "A".into(), colour, to: None, minute: 0, mood: Mood::Calm, text, own: false });
        }
        assert_eq!(transcript.0.len(), KEPT);
        assert_eq!(transcript.0[0].text, "5");
    }
}
