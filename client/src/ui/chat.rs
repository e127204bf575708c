//! The chat line: opens with a key, sends on Enter, and tells others that one is writing.

use bevy::prelude::*;
use bevy_egui::EguiContexts;
use bevy_egui::egui::{Align2, Event, Id, Key, Margin, Order, vec2};
use shared::protocol::requests::{Say, Typing};
use shared::text::{ChatLine, MAX_LINE};

use super::toasts::Toast;
use super::widgets::{self, words};
use super::{Open, palette as ink};
use crate::input::actions::{Action, Actions};
use crate::net::ServerClock;
use crate::own::Me;

/// Letters that may be left before their number is shown.
const SHOW_LEFT: usize = 40;

/// Seconds after which writing is told again.
const RENEW_S: f64 = 1.0;

/// What one is writing.
#[derive(Resource, Debug, Default)]
pub struct ChatDraft {
    text: String,
    /// When the town was last told that one is writing; `None` when it believes one isn't.
    told: Option<f64>,
}

/// What to tell others about one's writing now; `None` when they know.
fn typing_news(writing: bool, told: &mut Option<f64>, now: f64) -> Option<Typing> {
    match (*told, writing) {
        (None, false) => None,
        (Some(_), false) => {
            *told = None;
            Some(Typing { on: false })
        }
        (Some(at), true) if now - at < RENEW_S => None,
        (_, true) => {
            *told = Some(now);
            Some(Typing { on: true })
        }
    }
}

/// How many letters are left, in words, when it is time to say so.
fn letters_left(text: &str) -> Option<String> {
    let left = MAX_LINE.saturating_sub(text.chars().count());
    match left {
        0 => Some("That's all that fits.".into()),
        1 => Some("1 letter left".into()),
        _ if left <= SHOW_LEFT => Some(format!("{left} letters left")),
        _ => None,
    }
}

/// Shows the chat line while it is open.
pub fn show_chat(
    mut contexts: EguiContexts,
    mut open: ResMut<Open>,
    mut draft: ResMut<ChatDraft>,
    mut actions: ResMut<Actions>,
    me: Res<Me>,
    clock: Res<ServerClock>,
    mut say: MessageWriter<Say>,
    mut typing: MessageWriter<Typing>,
    mut toasts: MessageWriter<Toast>,
) -> Result {
    let ctx = contexts.ctx_mut()?;
    let opens = !open.chat && !open.settings && actions.take(Action::Chat);
    if opens {
        open.chat = true;
        // The key that opened the line is not its first letter.
        ctx.input_mut(|i| i.events.retain(|event| !matches!(event, Event::Text(_) | Event::Key { .. })));
    }
    if open.chat {
        let id = Id::new("chat line");
        let width = (ctx.viewport_rect().width() - 150.0).clamp(140.0, 330.0);
        let (mut send, mut close) = (false, false);
        widgets::panel(
            ctx,
            "chat",
            Order::Foreground,
            (Align2::CENTER_BOTTOM, vec2(0.0, -4.0)),
            "panel.dark",
            Margin::same(6),
            |ui| {
                let label = if me.members.len() > 1 { "To your circle" } else { "To everybody near" };
                ui.horizontal(|ui| {
                    ui.label(words(label, ink::PAPER2));
                    if let Some(left) = letters_left(&draft.text) {
                        ui.label(words(left, ink::GOLD3));
                    }
                });
                ui.horizontal(|ui| {
                    let line = widgets::field(ui, id, &mut draft.text, "Say something …", width, MAX_LINE);
                    if opens {
                        line.request_focus();
                    }
                    let (enter, escape) = ui.input(|i| (i.key_pressed(Key::Enter), i.key_pressed(Key::Escape)));
                    send = line.lost_focus() && enter && !opens;
                    close = (line.lost_focus() || line.has_focus()) && escape;
                    if widgets::icon_button(ui, "icon.talk", "Say it").clicked() {
                        send = true;
                    }
                });
            },
        );
        if send {
            let stays = me.members.len() > 1 && !draft.text.trim().is_empty();
            close = !stays;
            if !draft.text.trim().is_empty() {
                match ChatLine::parse(&draft.text) {
                    Ok(line) => {
                        say.write(Say { text: line.into() });
                        draft.text.clear();
                    }
                    Err(bad) => {
                        toasts.write(Toast::new(bad.to_string()));
                    }
                }
            }
            if stays {
                ctx.memory_mut(|memory| memory.request_focus(id));
            }
        }
        if close {
            open.chat = false;
            ctx.memory_mut(|memory| memory.surrender_focus(id));
        }
    }
    let writing = open.chat && !draft.text.trim().is_empty();
    let told = &mut draft.told;
    if let Some(news) = typing_news(writing, told, clock.seconds()) {
        typing.write(news);
    }
    Ok(())
}

/// Forgets the draft when one goes back to the title.
pub fn forget_draft(mut draft: ResMut<ChatDraft>) {
    *draft = ChatDraft::default();
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn writing_is_told_at_once_then_every_second_and_its_end_once() {
        let mut told = None;
        let mut on = |writing, now| typing_news(writing, &mut told, now).map(|typing| typing.on);
        assert_eq!(on(false, 0.0), None);
        assert_eq!(on(true, 1.0), Some(true));
        assert_eq!(on(true, 1.5), None);
        assert_eq!(on(true, 2.1), Some(true));
        assert_eq!(on(false, 2.2), Some(false));
        assert_eq!(on(false, 2.3), None);
    }

    #[test]
    fn letters_are_counted_only_near_the_end() {
        assert_eq!(letters_left("hello"), None);
        assert_eq!(letters_left(&"é".repeat(170)).as_deref(), Some("30 letters left"));
        assert_eq!(letters_left(&"a".repeat(199)).as_deref(), Some("1 letter left"));
        assert_eq!(letters_left(&"a".repeat(200)).as_deref(), Some("That's all that fits."));
    }
}
