//! Buttons, fields and panels in the house style; all of them work by keyboard.

use bevy_egui::egui::{
    self, Align2, Color32, FontId, Id, Key, Margin, Order, Response, Sense, Shape, TextEdit, Ui, Vec2, WidgetInfo, WidgetType,
    pos2, vec2,
};

use super::palette as ink;
use super::skin::{self, frame_shape};
use super::theme::{LINE, TEXT};

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

fn heard(response: Response) -> Response {
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
    let galley = ui.painter().layout_no_wrap(words.to_owned(), FontId::proportional(TEXT), ink::INK1);
    let icon_width = match icon {
        Some(_) if words.is_empty() => 16.0,
        Some(_) => 19.0,
        None => 0.0,
    };
    let inner = vec2(galley.size().x + icon_width, if icon.is_some() { 16.0 } else { LINE });
    let padding = if words.is_empty() { vec2(3.0, 2.0) } else if icon.is_some() { vec2(5.0, 2.0) } else { PADDING };
    let size = (inner + padding * 2.0).ceil();
    let size = vec2(size.x.max(width), size.y);
    let (rect, response) = ui.allocate_exact_size(size, Sense::click());
    let response = heard(response);
    response.widget_info(|| WidgetInfo::labeled(WidgetType::Button, ui.is_enabled(), words));
    if ui.is_rect_visible(rect) {
        let state = state_of(ui, &response);
        skin::frame(ui.painter(), rect, state);
        let press = if state == "button.pressed" { vec2(0.0, 1.0) } else { Vec2::ZERO };
        let colour = if ui.is_enabled() { ink::INK1 } else { ink::PAPER1 };
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

fn tint(ui: &Ui) -> Color32 {
    if ui.is_enabled() { Color32::WHITE } else { Color32::from_white_alpha(120) }
}

fn state_of(ui: &Ui, response: &Response) -> &'static str {
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

/// One of several choices, side by side; returns whether this one was chosen now.
pub fn choice(ui: &mut Ui, chosen: bool, words: &str) -> bool {
    let words = if chosen { format!("• {words} •") } else { words.to_owned() };
    let response = button(ui, &words);
    response.widget_info(|| WidgetInfo::selected(WidgetType::RadioButton, ui.is_enabled(), chosen, &words));
    response.clicked()
}

/// A level from 0 to 100 in steps of 5: drag it, or press left and right.
pub fn level(ui: &mut Ui, value: &mut u8, name: &str) -> Response {
    const WIDTH: f32 = 112.0;
    let (rect, mut response) = ui.allocate_exact_size(vec2(WIDTH, 15.0), Sense::click_and_drag());
    let before = *value;
    if let Some(at) = response.interact_pointer_pos() {
        let share = ((at.x - rect.min.x - 6.0) / (WIDTH - 12.0)).clamp(0.0, 1.0);
        *value = (share * 20.0).round() as u8 * 5;
    }
    let steps = arrows(ui, &response);
    if steps != 0 {
        *value = u8::try_from((i32::from(*value) + steps * 5).clamp(0, 100)).unwrap_or(100);
    }
    if *value != before {
        response.mark_changed();
    }
    response.widget_info(|| WidgetInfo::slider(ui.is_enabled(), f64::from(*value), name));
    let middle = (rect.min.y + 7.0).round();
    skin::frame(ui.painter(), egui::Rect::from_min_max(pos2(rect.min.x, middle - 2.0), pos2(rect.max.x, middle + 5.0)), "slider.track");
    let x = (f32::from(*value) / 100.0).mul_add(WIDTH - 12.0, rect.min.x).round();
    let knob = if response.has_focus() { "slider.knob.focus" } else { "slider.knob" };
    if !skin::picture(ui.painter(), pos2(x, rect.min.y + 1.0), knob, 0, tint(ui)) {
        let state = state_of(ui, &response);
        skin::frame(ui.painter(), egui::Rect::from_min_size(pos2(x, rect.min.y + 1.0), vec2(12.0, 13.0)), state);
    }
    response
}

/// A line to write in, with a frame that shows whether it has the keys.
pub fn field(ui: &mut Ui, id: Id, text: &mut String, hint: &str, width: f32, limit: usize) -> Response {
    let place = ui.painter().add(Shape::Noop);
    let edit = TextEdit::singleline(text)
        .id(id)
        .hint_text(egui::RichText::new(hint).color(ink::PAPER1))
        .char_limit(limit)
        .desired_width(width)
        .margin(Margin::symmetric(5, 4))
        .text_color(ink::INK1)
        .background_color(Color32::TRANSPARENT)
        .frame(egui::Frame::NONE);
    let response = ui.add(edit);
    let state = if response.has_focus() { "field.focus" } else { "field" };
    ui.painter().set(place, frame_shape(ui.ctx(), response.rect, state));
    response
}

/// A gold line around what has the keys.
pub fn focus_ring(ui: &Ui, response: &Response, rect: egui::Rect) {
    if response.has_focus() {
        let ring = skin::snapped(rect.expand(2.0));
        ui.painter().rect_stroke(ring, 0.0, egui::Stroke::new(1.0, ink::GOLD2), egui::StrokeKind::Inside);
    }
}

/// A panel of the interface, anchored to the window; what it holds decides its size.
pub fn panel<R>(
    ctx: &egui::Context,
    name: &str,
    order: Order,
    anchor: (Align2, Vec2),
    look: &str,
    margin: Margin,
    add: impl FnOnce(&mut Ui) -> R,
) -> egui::InnerResponse<R> {
    egui::Area::new(Id::new(name)).order(order).anchor(anchor.0, anchor.1).fade_in(false).show(ctx, |ui| {
        framed(ui, look, margin, add).inner
    })
}

/// Something in a nine-slice frame.
pub fn framed<R>(ui: &mut Ui, look: &str, margin: Margin, add: impl FnOnce(&mut Ui) -> R) -> egui::InnerResponse<R> {
    let place = ui.painter().add(Shape::Noop);
    let shown = egui::Frame::NONE.inner_margin(margin).show(ui, add);
    ui.painter().set(place, frame_shape(ui.ctx(), shown.response.rect, look));
    shown
}

/// Words in a colour.
pub fn words(text: impl Into<String>, colour: Color32) -> egui::RichText {
    egui::RichText::new(text).color(colour)
}

/// A 16×16 icon among words; takes no space while it isn't there.
pub fn icon(ui: &mut Ui, name: &str) {
    icon_at(ui, name, 0);
}

/// The same for an icon or mark that moves.
pub fn icon_at(ui: &mut Ui, name: &str, ms: u64) {
    if let Some(size) = skin::size_of(ui.ctx(), name) {
        let (rect, _) = ui.allocate_exact_size(size, Sense::hover());
        skin::picture(ui.painter(), rect.min, name, ms, Color32::WHITE);
    }
}

/// The first row of a panel: what it is, and a button that closes it.
pub fn title_row(ui: &mut Ui, picture: &str, title: &str, open: &mut bool) {
    ui.horizontal(|ui| {
        icon(ui, picture);
        ui.label(words(title, ink::INK1));
        ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
            if icon_button(ui, "icon.close", "Close").clicked() {
                *open = false;
            }
        });
    });
    rule(ui);
}

/// A quiet line across a panel.
pub fn rule(ui: &mut Ui) {
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), 4.0), Sense::hover());
    let line = egui::Rect::from_min_size(pos2(rect.min.x, rect.min.y + 1.0), vec2(rect.width(), 2.0));
    if skin::size_of(ui.ctx(), "rule").is_some() {
        skin::frame(ui.painter(), line, "rule");
    } else {
        ui.painter().rect_filled(egui::Rect::from_min_size(line.min, vec2(line.width(), 1.0)), 0.0, ink::PAPER2);
    }
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

/// A row of things of which one is chosen, with arrows: click them, or press left and right.
/// Returns by how many places to go on.
pub fn stepper(ui: &mut Ui, shown: &str, name: &str, width: f32) -> i32 {
    let (rect, response) = ui.allocate_exact_size(vec2(width, 16.0), Sense::click());
    let response = heard(response);
    response.widget_info(|| WidgetInfo::labeled(WidgetType::DragValue, ui.is_enabled(), format!("{name}: {shown}")));
    let state = if response.has_focus() { "field.focus" } else { "field" };
    skin::frame(ui.painter(), rect, state);
    let galley = ui.painter().layout_no_wrap(shown.to_owned(), FontId::proportional(TEXT), ink::INK1);
    ui.painter().galley(pos2((rect.center().x - galley.size().x / 2.0).round(), rect.min.y + 2.0), galley, ink::INK1);
    for (x, way) in [(rect.min.x + 5.0, -1.0_f32), (rect.max.x - 6.0, 1.0)] {
        // A small triangle of whole pixels.
        for column in 0..4_u8 {
            let tall = 7.0 - f32::from(column) * 2.0;
            let at = pos2((f32::from(column) - 1.0).mul_add(way, x), rect.center().y - tall / 2.0);
            ui.painter().rect_filled(skin::snapped(egui::Rect::from_min_size(at, vec2(1.0, tall))), 0.0, ink::WOOD2);
        }
    }
    let clicked = response.interact_pointer_pos().filter(|_| response.clicked());
    let by_pointer = clicked.map_or(0, |at| if at.x < rect.center().x { -1 } else { 1 });
    by_pointer + arrows(ui, &response)
}

/// A row of colours of which one is chosen, marked by a frame and a dot; works like [`stepper`].
pub fn swatches(ui: &mut Ui, colours: &[Color32], chosen: usize, name: &str) -> i32 {
    const SIDE: f32 = 11.0;
    let size = vec2(SIDE * colours.len() as f32 + 1.0, SIDE + 3.0);
    let (rect, response) = ui.allocate_exact_size(size, Sense::click());
    let response = heard(response);
    let spoken = format!("{name}: colour {} of {}", chosen + 1, colours.len());
    response.widget_info(|| WidgetInfo::labeled(WidgetType::DragValue, ui.is_enabled(), &spoken));
    for (i, colour) in colours.iter().enumerate() {
        let cell = egui::Rect::from_min_size(rect.min + vec2(SIDE * i as f32, 1.0), vec2(SIDE + 1.0, SIDE + 1.0));
        let line = if i == chosen { ink::INK1 } else { ink::WOOD2 };
        ui.painter().rect_filled(cell, 0.0, line);
        ui.painter().rect_filled(cell.shrink(if i == chosen { 2.0 } else { 1.0 }), 0.0, *colour);
        if i == chosen {
            let dot = egui::Rect::from_center_size(cell.center(), vec2(4.0, 4.0));
            ui.painter().rect_filled(skin::snapped(dot), 0.0, ink::INK1);
            ui.painter().rect_filled(skin::snapped(dot.shrink(1.0)), 0.0, ink::PAPER4);
        }
    }
    focus_ring(ui, &response, rect);
    let clicked = response.interact_pointer_pos().filter(|_| response.clicked());
    let by_pointer = clicked.map_or(0, |at| {
        let wanted = ((at.x - rect.min.x) / SIDE).clamp(0.0, colours.len().saturating_sub(1) as f32) as i32;
        wanted - i32::try_from(chosen).unwrap_or(0)
    });
    by_pointer + arrows(ui, &response)
}

/// Presses of the arrow keys on what has the keys: right minus left.
fn arrows(ui: &Ui, response: &Response) -> i32 {
    if !response.has_focus() {
        return 0;
    }
    ui.memory_mut(|memory| {
        let filter = egui::EventFilter { horizontal_arrows: true, ..Default::default() };
        memory.set_focus_lock_filter(response.id, filter);
    });
    let (less, more) = ui.input(|i| (i.num_presses(Key::ArrowLeft), i.num_presses(Key::ArrowRight)));
    i32::try_from(more).unwrap_or(0) - i32::try_from(less).unwrap_or(0)
}
