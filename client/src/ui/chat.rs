//! The chat line: opens with a key, sends on Enter, and tells others that one is writing.

use bevy::prelude::*;
use bevy_egui::EguiContexts;
use bevy_egui::egui::text::{CCursor, CCursorRange};
use bevy_egui::egui::text_edit::TextEditState;
use bevy_egui::egui::{Align2, Context, Event, Id, Key, Margin, Order, vec2};
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

/// Frames until a line that was opened has the focus: egui measures a new panel before it lets anybody write there.
const OPENING_FRAMES: u8 = 2;

/// What one is writing.
#[derive(Resource, Debug, Default)]
pub struct ChatDraft {
    text: String,
    /// Frames that are left of [`OPENING_FRAMES`].
    opening: u8,
    /// When the town was last told that one is writing; `None` when it believes one isn't.
    told: Option<f64>,
}

impl ChatDraft {
    /// Whether the line was opened but doesn't hear the keyboard yet; keys belong to it already.
    #[must_use]
    pub const fn is_opening(&self) -> bool {
        self.opening > 0
    }

    /// Takes letters that came too early for the line, and says whether the line is to be sent.
    fn take_early(&mut self, events: &mut Vec<Event>) -> bool {
        let mut send = false;
        events.retain(|event| match event {
            Event::Text(letters) => {
                let room = MAX_LINE.saturating_sub(self.text.chars().count());
                self.text.extend(letters.chars().take(room));
                false
            }
            Event::Key { key: Key::Enter, pressed: true, .. } => {
                send = true;
                false
            }
            _ => true,
        });
        send
    }
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

/// Takes away the key that opened the line, with the letter it stands for; what follows was meant for the line.
fn drop_opening_key(events: &mut Vec<Event>) {
    let is_press = |event: &Event| matches!(event, Event::Key { pressed: true, .. });
    let Some(at) = events.iter().position(is_press) else { return };
    let Event::Key { key, .. } = &events[at] else { return };
    let name = key.name();
    let is_own_letter = |event: &Event| matches!(event, Event::Text(text) if text.eq_ignore_ascii_case(name));
    let letter = events.iter().position(is_own_letter);
    let mut index = 0;
    events.retain(|event| {
        let goes = index == at || Some(index) == letter || (index < at && matches!(event, Event::Text(_)));
        index += 1;
        !goes
    });
}

/// Puts the cursor behind what is there already.
fn write_on(ctx: &Context, line: Id, letters: usize) {
    let mut state = TextEditState::load(ctx, line).unwrap_or_default();
    state.cursor.set_char_range(Some(CCursorRange::one(CCursor::new(letters))));
    state.store(ctx, line);
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
    let id = Id::new("chat line");
    let opens = !open.chat && !open.settings && actions.take(Action::Chat);
    if opens {
        open.chat = true;
        draft.opening = OPENING_FRAMES;
        ctx.input_mut(|i| drop_opening_key(&mut i.events));
    }
    let early = draft.is_opening() && ctx.input_mut(|i| draft.take_early(&mut i.events));
    if open.chat {
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
                    if draft.is_opening() {
                        line.request_focus();
                        write_on(ui.ctx(), id, draft.text.chars().count());
                    }
                    let (enter, escape) = ui.input(|i| (i.key_pressed(Key::Enter), i.key_pressed(Key::Escape)));
                    send = early || (line.lost_focus() && enter);
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
    draft.opening = draft.opening.saturating_sub(1);
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
    fn what_is_typed_with_the_opening_key_in_one_frame_is_kept() {
        let key = |key, pressed| Event::Key {
            key,
            physical_key: None,
            pressed,
            repeat: false,
            modifiers: bevy_egui::egui::Modifiers::NONE,
        };
        let text = |text: &str| Event::Text(text.into());
        let mut events =
            vec![key(Key::T, true), text("t"), key(Key::T, false), key(Key::H, true), text("H"), text("t")];
        drop_opening_key(&mut events);
        assert_eq!(events, [key(Key::T, false), key(Key::H, true), text("H"), text("t")]);
        let mut events = vec![key(Key::Enter, true), text("W"), text("h")];
        drop_opening_key(&mut events);
        assert_eq!(events, [text("W"), text("h")]);
        drop_opening_key(&mut Vec::new());
    }

    #[test]
    fn letters_that_come_before_the_focus_are_kept_and_an_early_enter_sends() {
        let mut draft = ChatDraft { opening: 2, ..ChatDraft::default() };
        assert!(!draft.take_early(&mut vec![Event::Text("Wh".into()), Event::Text("o?".into())]));
        assert_eq!(draft.text, "Who?");
        let enter = Event::Key {
            key: Key::Enter,
            physical_key: None,
            pressed: true,
            repeat: false,
            modifiers: bevy_egui::egui::Modifiers::NONE,
        };
        assert!(draft.take_early(&mut vec![enter]));
        draft.take_early(&mut vec![Event::Text("x".repeat(500))]);
        assert_eq!(draft.text.chars().count(), MAX_LINE);
    }

    #[test]
    fn letters_are_counted_only_near_the_end() {
        assert_eq!(letters_left("hello"), None);
        assert_eq!(letters_left(&"é".repeat(170)).as_deref(), Some("30 letters left"));
        assert_eq!(letters_left(&"a".repeat(199)).as_deref(), Some("1 letter left"));
        assert_eq!(letters_left(&"a".repeat(200)).as_deref(), Some("That's all that fits."));
    }
}
