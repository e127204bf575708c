//! Things to set: levels, choices with arrows, colours, and lines to write in.

use bevy_egui::egui::accesskit::Action;
use bevy_egui::egui::{
    self, Color32, FontId, Id, Key, Margin, Response, Sense, Shape, TextEdit, Ui, WidgetInfo, WidgetType, pos2, vec2,
};

use super::buttons::{heard, state_of, tint};
use super::focus_ring;
use crate::ui::skin::frame_shape;
use crate::ui::theme::TEXT;
use crate::ui::{palette as ink, skin};

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
    skin::frame(
        ui.painter(),
        egui::Rect::from_min_max(pos2(rect.min.x, middle - 2.0), pos2(rect.max.x, middle + 5.0)),
        "slider.track",
    );
    let x = (f32::from(*value) / 100.0).mul_add(WIDTH - 12.0, rect.min.x).round();
    let knob = if response.has_focus() { "slider.knob.focus" } else { "slider.knob" };
    if !skin::picture(ui.painter(), pos2(x, rect.min.y + 1.0), knob, 0, tint(ui)) {
        let state = state_of(ui, &response);
        skin::frame(ui.painter(), egui::Rect::from_min_size(pos2(x, rect.min.y + 1.0), vec2(12.0, 13.0)), state);
    }
    response
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
    const SIDE: f32 = 8.0;
    let size = vec2(SIDE * colours.len() as f32 + 1.0, SIDE + 7.0);
    let (rect, response) = ui.allocate_exact_size(size, Sense::click());
    let response = heard(response);
    let spoken = format!("{name}: colour {} of {}", chosen + 1, colours.len());
    response.widget_info(|| WidgetInfo::labeled(WidgetType::DragValue, ui.is_enabled(), &spoken));
    for (i, colour) in colours.iter().enumerate() {
        let cell = egui::Rect::from_min_size(rect.min + vec2(SIDE * i as f32, 1.0), vec2(SIDE + 1.0, SIDE + 5.0));
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

/// Presses of the arrow keys on what has the keys, right minus left, and steps of a screen reader.
fn arrows(ui: &Ui, response: &Response) -> i32 {
    let by_reader = reader_steps(ui, response);
    if !response.has_focus() {
        return by_reader;
    }
    ui.memory_mut(|memory| {
        let filter = egui::EventFilter { horizontal_arrows: true, ..Default::default() };
        memory.set_focus_lock_filter(response.id, filter);
    });
    let (less, more) = ui.input(|i| (i.num_presses(Key::ArrowLeft), i.num_presses(Key::ArrowRight)));
    by_reader + i32::try_from(more).unwrap_or(0) - i32::try_from(less).unwrap_or(0)
}

/// Steps that a screen reader takes on something that has a value, which it is told it can.
pub fn reader_steps(ui: &Ui, response: &Response) -> i32 {
    ui.ctx().accesskit_node_builder(response.id, |node| {
        node.add_action(Action::Increment);
        node.add_action(Action::Decrement);
    });
    let steps = |action| ui.input(|i| i.num_accesskit_action_requests(response.id, action));
    let (more, less) = (steps(Action::Increment), steps(Action::Decrement));
    i32::try_from(more).unwrap_or(0) - i32::try_from(less).unwrap_or(0)
}

/// A line to write in, with a frame that shows whether it has the keys.
pub fn field(ui: &mut Ui, id: Id, text: &mut String, hint: &str, width: f32, limit: usize) -> Response {
    let place = ui.painter().add(Shape::Noop);
    let edit = TextEdit::singleline(text)
        .id(id)
        .hint_text(egui::RichText::new(hint).color(ink::PAPER1))
        .char_limit(limit)
        .desired_width(width)
        .text_color(ink::INK1)
        .background_color(Color32::TRANSPARENT)
        .frame(egui::Frame::NONE.inner_margin(Margin::symmetric(5, 3)));
    let response = ui.add(edit);
    super::named(ui, &response, hint);
    let state = if response.has_focus() { "field.focus" } else { "field" };
    ui.painter().set(place, frame_shape(ui.ctx(), response.rect, state));
    response
}
