//! The pieces that screens of games are made of: planks to answer with, bars of time, plates of players.

use bevy_egui::egui::{
    Align, Color32, Id, Key, Painter, Rect, Response, Sense, Ui, WidgetInfo, WidgetType, pos2, vec2,
};

use super::layout::{self, bottom, centred, fitting, left, line, right};
use crate::ui::theme::{HEADING, TEXT};
use crate::ui::{palette as ink, skin, widgets};

/// How a plank looks that one can answer with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Plank {
    /// It can be chosen.
    Open,
    /// It was chosen.
    Chosen,
    /// It is right.
    Right,
    /// It was chosen, and is wrong.
    Wrong,
    /// It is out of the question.
    Dim,
}

impl Plank {
    fn look(self, response: &Response) -> &'static str {
        match self {
            Self::Open if response.has_focus() => "answer.focus",
            Self::Open if response.hovered() => "answer.hover",
            Self::Open => "answer",
            Self::Chosen => "answer.chosen",
            Self::Right => "answer.right",
            Self::Wrong => "answer.wrong",
            Self::Dim => "answer.dim",
        }
    }

    const fn said(self) -> &'static str {
        match self {
            Self::Open => "",
            Self::Chosen => ", your answer",
            Self::Right => ", right",
            Self::Wrong => ", your answer, wrong",
            Self::Dim => ", not chosen",
        }
    }
}

/// What stands on a plank.
pub struct OnPlank<'a> {
    /// Its mark; differs by shape and colour from every other one.
    pub mark: Option<&'a str>,
    /// The key that chooses it, if keys are told of.
    pub key: Option<char>,
    /// The words.
    pub text: &'a str,
    /// How many chose it, once that is shown.
    pub count: Option<u16>,
    /// Whether the classmate would choose it.
    pub peeked: bool,
    /// Whether its words are small because those of another plank beside it have to be.
    pub small: bool,
}

impl<'a> OnPlank<'a> {
    /// Words alone, in the middle.
    pub const fn words(text: &'a str) -> Self {
        Self { mark: None, key: None, text, count: None, peeked: false, small: false }
    }
}

/// A plank in a part of the screen; clicked, or chosen by its key.
pub fn plank(ui: &mut Ui, rect: Rect, id: Id, state: Plank, on: &OnPlank<'_>) -> Response {
    let sense = if state == Plank::Open { Sense::click() } else { Sense::hover() };
    let response = widgets::heard(ui.interact(rect, id, sense));
    let kind = if state == Plank::Open { WidgetType::Button } else { WidgetType::Label };
    let peeked = if on.peeked { ", your classmate's choice" } else { "" };
    let said = format!("{}{}{peeked}", on.text, state.said());
    response.widget_info(|| WidgetInfo::labeled(kind, true, &said));
    let painter = ui.painter();
    let press = if state == Plank::Open && response.is_pointer_button_down_on() { 1.0 } else { 0.0 };
    skin::frame(painter, rect, state.look(&response));
    let mut part = rect.shrink2(vec2(9.0, 5.0)).translate(vec2(0.0, press));
    let middle = |part: &Rect, size: f32| (part.center().y - size / 2.0).round();
    if let Some(mark) = on.mark {
        let at = left(&mut part, 19.0);
        let tint = if state == Plank::Dim { Color32::from_white_alpha(110) } else { Color32::WHITE };
        skin::picture(painter, pos2(at.min.x, middle(&at, 13.0)), mark, 0, tint);
    }
    let icon = match state {
        Plank::Right => Some("icon.tick"),
        Plank::Wrong => Some("icon.cross"),
        _ if on.peeked => Some("icon.eye"),
        _ => None,
    };
    if let Some(icon) = icon {
        let at = right(&mut part, 18.0);
        skin::picture(painter, pos2(at.max.x - 16.0, middle(&at, 16.0)), icon, 0, Color32::WHITE);
    }
    if let Some(count) = on.count.filter(|count| *count > 0) {
        let at = right(&mut part, 22.0);
        line(painter, at, &count.to_string(), TEXT, ink::INK2, Align::Center);
    }
    if let Some(key) = on.key.filter(|_| state == Plank::Open) {
        let at = right(&mut part, 14.0);
        line(painter, at, &key.to_string(), TEXT, ink::PAPER1, Align::Max);
    }
    let colour = if state == Plank::Dim { ink::STONE2 } else { ink::INK1 };
    let align = if on.mark.is_some() || on.key.is_some() { Align::Min } else { Align::Center };
    let words = fitting(painter, on.text, colour, part, usize::from(!on.small), align);
    centred(painter, part, words, colour);
    response.on_hover_cursor(bevy_egui::egui::CursorIcon::PointingHand)
}

/// A bar of which a share is filled, 0..=1.
pub fn filled(painter: &Painter, bar: Rect, share: f32, look: &str) {
    skin::frame(painter, bar, "bar.track");
    let width = (bar.width() * share.clamp(0.0, 1.0)).round();
    // Less than its two ends is nothing.
    if width >= 6.0 {
        skin::frame(painter, Rect::from_min_size(bar.min, vec2(width, bar.height())), look);
    }
}

/// Time that runs: a bar that shortens, and the seconds beside it.
pub fn time_bar(ui: &mut Ui, rect: Rect, share: f32, seconds: Option<u32>) {
    let mut part = rect;
    let number = right(&mut part, 26.0);
    let bar = Rect::from_center_size(part.center(), vec2(part.width(), 8.0));
    let painter = ui.painter();
    let is_low = share < 0.34 && seconds.is_some_and(|seconds| seconds <= 5);
    filled(painter, bar, share, if is_low { "bar.low" } else { "bar.fill" });
    if let Some(seconds) = seconds {
        let colour = if is_low { ink::GOLD3 } else { ink::PAPER3 };
        line(painter, number, &seconds.to_string(), TEXT, colour, Align::Max);
    }
    let text = seconds.map_or_else(|| "Time is running".to_owned(), |seconds| format!("{seconds} seconds left"));
    widgets::spoken(ui, rect, "time", &text);
}

/// A card of paper with a question or a clue on it; `entrance` is how far it is in its place, 0..=1.
pub fn card(ui: &mut Ui, rect: Rect, name: &str, text: &str, lines: usize, entrance: f32) {
    let rect = rect.translate(vec2(0.0, ((entrance - 1.0) * 10.0).round()));
    skin::frame(ui.painter(), rect, "card.question");
    let part = rect.shrink2(vec2(14.0, 8.0));
    let words = fitting(ui.painter(), text, ink::INK1, part, lines, Align::Center);
    centred(ui.painter(), part, words, ink::INK1);
    widgets::announced(ui, rect, name, text);
}

/// A ribbon with a few words on it, as wide as they are; `at` is its middle.
pub fn ribbon(painter: &Painter, at: Rect, text: &str) {
    let words = layout::galley(painter, text, TEXT, ink::GOLD4, at.width(), Align::Center);
    let width = (words.size().x + 52.0).min(at.width());
    let rect = skin::snapped(Rect::from_center_size(at.center(), vec2(width, 24.0)));
    skin::frame(painter, rect, "ribbon");
    let mut part = rect;
    bottom(&mut part, 8.0);
    centred(painter, part, words, ink::GOLD4);
}

/// A large number, as on a scoreboard.
pub fn number(painter: &Painter, rect: Rect, text: &str, colour: Color32) {
    let words = layout::galley(painter, text, HEADING, colour, rect.width(), Align::Center);
    centred(painter, rect, words, colour);
}

/// The key of an answer by its number, from 0: 1 to 9.
pub fn digit(n: usize) -> Option<(Key, char)> {
    const KEYS: [Key; 9] =
        [Key::Num1, Key::Num2, Key::Num3, Key::Num4, Key::Num5, Key::Num6, Key::Num7, Key::Num8, Key::Num9];
    KEYS.get(n).map(|key| (*key, char::from(b'1' + n as u8)))
}

/// The mark of an answer by its number, from 0.
pub fn mark(n: usize) -> Option<&'static str> {
    ["mark.a", "mark.b", "mark.c", "mark.d", "mark.e", "mark.f"].get(n).copied()
}

/// Points as they are won or lost.
pub fn signed(points: i32) -> String {
    if points > 0 { format!("+{points}") } else { points.to_string().replace('-', "−") }
}

/// A score as it stands.
pub fn score(points: i32) -> String {
    points.to_string().replace('-', "−")
}
