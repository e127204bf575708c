//! Short notices at the top of the window: refusals, news, edits of the content, and what went wrong.

use std::collections::VecDeque;

use bevy::prelude::*;
use bevy_egui::EguiContexts;
use bevy_egui::egui::{Align2, Margin, Order, vec2};
use shared::protocol::facts::Refused;

use super::hud::place::SceneCard;
use super::palette as ink;
use super::widgets::{self, words};
use crate::content::Notice;
use crate::own::Me;
use crate::settings::Trouble;

/// Shows a short notice.
#[derive(Message, Debug, Clone, PartialEq, Eq)]
pub struct Toast {
    /// What it says.
    pub text: String,
}

impl Toast {
    /// A notice with these words.
    #[must_use]
    pub fn new(text: impl Into<String>) -> Self {
        Self { text: text.into() }
    }
}

/// The notices that show, oldest first, each with the seconds it has left.
#[derive(Resource, Debug, Default)]
pub struct Toasts(VecDeque<(String, f32)>);

/// Most notices at once.
const MOST: usize = 3;

impl Toasts {
    /// Shows a notice for as long as it takes to read; one that shows already only stays longer.
    pub fn add(&mut self, text: &str) {
        let seconds = (text.chars().count() as f32).mul_add(0.05, 2.2);
        if let Some(same) = self.0.iter_mut().find(|(shown, _)| shown == text) {
            same.1 = seconds;
            return;
        }
        self.0.push_back((text.to_owned(), seconds));
        if self.0.len() > MOST {
            self.0.pop_front();
        }
    }

    /// The words of the notices that show, oldest first.
    pub fn texts(&self) -> impl Iterator<Item = &str> {
        self.0.iter().map(|(text, _)| text.as_str())
    }

    fn pass(&mut self, seconds: f32) {
        for (_, left) in &mut self.0 {
            *left -= seconds;
        }
        self.0.retain(|(_, left)| *left > 0.0);
    }
}

/// Turns refusals, news and trouble into notices.
pub fn collect_toasts(
    mut toasts: ResMut<Toasts>,
    mut asked: MessageReader<Toast>,
    mut notices: MessageReader<Notice>,
    mut refused: MessageReader<Refused>,
    mut trouble: ResMut<Trouble>,
    mut me: ResMut<Me>,
    time: Res<Time<Real>>,
) {
    toasts.pass(time.delta_secs());
    for toast in asked.read() {
        toasts.add(&toast.text);
    }
    for Notice(text) in notices.read() {
        toasts.add(text);
    }
    for refusal in refused.read() {
        toasts.add(&refusal.why.to_string());
    }
    if let Some(text) = trouble.0.take() {
        toasts.add(&text);
    }
    if !me.news.is_empty() {
        for news in std::mem::take(&mut me.news) {
            toasts.add(&news);
        }
    }
}

/// Paints the notices.
pub fn show_toasts(mut contexts: EguiContexts, toasts: Res<Toasts>, card: Res<SceneCard>) -> Result {
    let ctx = contexts.ctx_mut()?;
    // Below the card that says where one has come to.
    let mut y = (card.bottom + 3.0).max(26.0);
    for (i, (text, _)) in toasts.0.iter().enumerate() {
        let anchor = (Align2::CENTER_TOP, vec2(0.0, y));
        let shown = widgets::panel(
            ctx,
            &format!("toast {i}"),
            Order::Tooltip,
            anchor,
            "toast",
            Margin::symmetric(9, 5),
            |ui| {
                ui.set_max_width(260.0);
                ui.label(words(text, ink::INK1));
            },
        );
        y += shown.response.rect.height() + 3.0;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_notice_is_not_said_twice_and_old_ones_make_room() {
        let mut toasts = Toasts::default();
        for text in ["one", "two", "one", "three", "four"] {
            toasts.add(text);
        }
        let shown: Vec<&str> = toasts.texts().collect();
        assert_eq!(shown, ["two", "three", "four"]);
        toasts.pass(60.0);
        assert!(toasts.0.is_empty());
    }
}
