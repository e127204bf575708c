//! What a screen reader says by itself: lines in earshot and notices, as they come.

use bevy::prelude::*;
use bevy_egui::EguiContexts;
use bevy_egui::egui::{Area, Id, Order, Rect, pos2};

use crate::ui::toasts::Toasts;
use crate::ui::transcript::{Card, Transcript};
use crate::ui::widgets;

/// Puts the last line and the last notice where a screen reader finds them; paints nothing.
pub fn read_aloud(mut contexts: EguiContexts, transcript: Res<Transcript>, toasts: Res<Toasts>) -> Result {
    let line = transcript.cards().last().map(in_words);
    let notice = toasts.texts().last().map(str::to_owned);
    let area = Area::new(Id::new("read aloud")).order(Order::Background).fixed_pos(pos2(0.0, 0.0)).interactable(false);
    area.show(contexts.ctx_mut()?, |ui| {
        let nowhere = Rect::from_min_max(pos2(0.0, 0.0), pos2(0.0, 0.0));
        for (name, text) in [("line", line), ("notice", notice)] {
            if let Some(text) = text {
                widgets::announced(ui, nowhere, name, &text);
            }
        }
    });
    Ok(())
}

fn in_words(card: &Card) -> String {
    match (card.name.as_str(), &card.to) {
        ("", _) => card.text.clone(),
        (name, Some(to)) => format!("{name} to {to}: {}", card.text),
        (name, None) => format!("{name}: {}", card.text),
    }
}

#[cfg(test)]
mod tests {
    use bevy_egui::egui::Color32;
    use shared::protocol::components::Mood;

    use super::*;

    #[test]
    fn a_line_names_who_says_it_and_to_whom() {
        let card = |name: &str, to: Option<&str>| Card {
            name: name.to_owned(),
            colour: Color32::BLACK,
            to: to.map(str::to_owned),
            minute: 0,
            mood: Mood::Calm,
            text: "Morning!".to_owned(),
            own: false,
        };
        assert_eq!(in_words(&card("Pip", None)), "Pip: Morning!");
        assert_eq!(in_words(&card("Pip", Some("you"))), "Pip to you: Morning!");
        assert_eq!(in_words(&card("", None)), "Morning!");
    }
}
