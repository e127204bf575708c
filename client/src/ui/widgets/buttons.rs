//! Things to press: buttons, boxes to tick, one of several.

use bevy_egui::egui::{self, Color32, FontId, Id, Key, Response, Sense, Ui, Vec2, WidgetInfo, WidgetType, pos2, vec2};

use super::focus_ring;
use crate::ui::theme::{LINE, TEXT};
use crate::ui::{palette as ink, skin};

/// Space around the words of a button.
const PADDING: Vec2 = vec2(7.0, 4.0);

/// Where clicks are counted, so that they can be heard.
fn clicks_id() -> Id {
    Id::new("parlor-clicks")
}

/// Clicks since this was last asked.
pub fn take_clicks(ctx: &egui::Context) -> u32 {
    ctx.data_mut(|data| std::mem::take(data.get_temp_mut_or_default::<u32>(clicks_id())))
}

pub(in crate::ui) fn heard(response: Response) -> Response {
    if response.clicked() {
        response.ctx.data_mut(|data| *data.get_temp_mut_or_default::<u32>(clicks_id()) += 1);
    }
    response
}

/// A button with words on it.
pub fn button(ui: &mut Ui, words: &str) -> Response {
    button_with(ui, None, words, 0.0)
}

/// A button with a 16×16 icon before its words; with neither it is a mistake. `width` is the least it takes.
pub fn button_with(ui: &mut Ui, icon: Option<&str>, words: &str, width: f32) -> Response {
    pushed(ui, icon, words, width, false)
}

/// A button that may be kept pressed in.
fn pushed(ui: &mut Ui, icon: Option<&str>, words: &str, width: f32, kept: bool) -> Response {
    let galley = ui.painter().layout_no_wrap(words.to_owned(), FontId::proportional(TEXT), ink::INK1);
    let icon_width = match icon {
        Some(_) if words.is_empty() => 16.0,
        Some(_) => 19.0,
        None => 0.0,
    };
    let inner = vec2(galley.size().x + icon_width, if icon.is_some() { 16.0 } else { LINE });
    let padding = if words.is_empty() {
        vec2(3.0, 2.0)
    } else if icon.is_some() {
        vec2(5.0, 2.0)
    } else {
        PADDING
    };
    let size = (inner + padding * 2.0).ceil();
    let size = vec2(size.x.max(width), size.y);
    let (rect, response) = ui.allocate_exact_size(size, Sense::click());
    let response = heard(response);
    response.widget_info(|| WidgetInfo::labeled(WidgetType::Button, ui.is_enabled(), words));
    if ui.is_rect_visible(rect) {
        let state = if kept { "button.pressed" } else { state_of(ui, &response) };
        skin::frame(ui.painter(), rect, state);
        let press = if state == "button.pressed" { vec2(0.0, 1.0) } else { Vec2::ZERO };
        let colour = match (ui.is_enabled(), kept) {
            (true, true) => ink::PAPER4,
            (true, false) => ink::INK1,
            (false, _) => ink::PAPER1,
        };
        if kept {
            focus_ring(ui, &response, rect);
        }
        let left = (rect.center().x - inner.x / 2.0).floor();
        let top = rect.min.y + ((size.y - inner.y) / 2.0).floor();
        if let Some(icon) = icon {
            skin::picture(ui.painter(), pos2(left, top) + press, icon, 0, tint(ui));
        }
        let words_top = rect.min.y + ((size.y - galley.size().y) / 2.0).floor();
        ui.painter().galley_with_override_text_color(pos2(left + icon_width, words_top) + press, galley, colour);
    }
    response.on_hover_cursor(egui::CursorIcon::PointingHand)
}

/// A small button that is only an icon; `name` says what it does, on hover and aloud.
pub fn icon_button(ui: &mut Ui, icon: &str, name: &str) -> Response {
    if skin::size_of(ui.ctx(), icon).is_none() {
        return button(ui, name);
    }
    let response = button_with(ui, Some(icon), "", 0.0);
    response.widget_info(|| WidgetInfo::labeled(WidgetType::Button, ui.is_enabled(), name));
    response.on_hover_text(name)
}

/// The button of a screen that one most likely wants; green, and as wide as told.
pub fn main_button(ui: &mut Ui, words: &str, width: f32) -> Response {
    let galley = ui.painter().layout_no_wrap(words.to_owned(), FontId::proportional(TEXT), ink::INK1);
    let size = vec2((galley.size().x + 28.0).ceil().max(width), 24.0);
    let (rect, response) = ui.allocate_exact_size(size, Sense::click());
    let response = heard(response);
    response.widget_info(|| WidgetInfo::labeled(WidgetType::Button, ui.is_enabled(), words));
    let (look, press) = match state_of(ui, &response) {
        "button.disabled" => ("button.disabled", 0.0),
        "button.pressed" => ("button.main.pressed", 1.0),
        "button.hover" | "button.focus" => ("button.main.hover", 0.0),
        _ => ("button.main", 0.0),
    };
    skin::frame(ui.painter(), rect, look);
    let colour = if ui.is_enabled() { ink::PINE1 } else { ink::PAPER1 };
    let at = pos2((rect.center().x - galley.size().x / 2.0).round(), rect.min.y + 5.0 + press);
    ui.painter().galley_with_override_text_color(at, galley, colour);
    focus_ring(ui, &response, rect);
    response.on_hover_cursor(egui::CursorIcon::PointingHand)
}

pub(super) fn tint(ui: &Ui) -> Color32 {
    if ui.is_enabled() { Color32::WHITE } else { Color32::from_white_alpha(120) }
}

pub(super) fn state_of(ui: &Ui, response: &Response) -> &'static str {
    if !ui.is_enabled() {
        "button.disabled"
    } else if response.is_pointer_button_down_on() || response.has_focus() && ui.input(|i| i.key_down(Key::Space)) {
        "button.pressed"
    } else if response.has_focus() {
        "button.focus"
    } else if response.hovered() {
        "button.hover"
    } else {
        "button"
    }
}

/// A box to tick, with its words beside it.
pub fn tick_box(ui: &mut Ui, on: &mut bool, words: &str) -> Response {
    let galley = ui.painter().layout_no_wrap(words.to_owned(), FontId::proportional(TEXT), ink::INK1);
    let (rect, response) = ui.allocate_exact_size(vec2(18.0 + galley.size().x, 16.0).ceil(), Sense::click());
    let mut response = heard(response);
    if response.clicked() {
        *on = !*on;
        response.mark_changed();
    }
    response.widget_info(|| WidgetInfo::selected(WidgetType::Checkbox, ui.is_enabled(), *on, words));
    let at = pos2(rect.min.x, rect.min.y + 2.0);
    if !skin::picture(ui.painter(), at, if *on { "check.on" } else { "check.off" }, 0, tint(ui)) {
        let square = egui::Rect::from_min_size(at, vec2(12.0, 12.0));
        skin::frame(ui.painter(), square, "field");
        if *on {
            ui.painter().rect_filled(square.shrink(3.0), 0.0, ink::LEAF2);
        }
    }
    ui.painter().galley(pos2(rect.min.x + 18.0, rect.min.y + 2.0), galley, ink::INK1);
    focus_ring(ui, &response, rect);
    response
}

/// One of several tools, kept pressed in while it is chosen; `width` is the least it takes.
pub fn tool(ui: &mut Ui, chosen: bool, words: &str, width: f32) -> Response {
    let response = pushed(ui, None, words, width, chosen);
    response.widget_info(|| WidgetInfo::selected(WidgetType::RadioButton, ui.is_enabled(), chosen, words));
    response
}

/// One of several choices, side by side; returns whether this one was chosen now.
pub fn choice(ui: &mut Ui, chosen: bool, words: &str) -> bool {
    let words = if chosen { format!("• {words} •") } else { words.to_owned() };
    let response = pushed(ui, None, &words, 0.0, chosen);
    response.widget_info(|| WidgetInfo::selected(WidgetType::RadioButton, ui.is_enabled(), chosen, &words));
    response.clicked()
}
