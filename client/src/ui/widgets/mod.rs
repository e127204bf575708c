//! Buttons, fields and panels in the house style; all of them work by keyboard.

mod buttons;
mod choices;

use bevy_egui::egui::{self, Align2, Color32, Id, Margin, Order, Response, Sense, Shape, Ui, Vec2, pos2, vec2};

use super::palette as ink;
use super::skin::{self, frame_shape};

pub(in crate::ui) use buttons::heard;
pub use buttons::{button, button_with, choice, icon_button, main_button, take_clicks, tick_box, tool};
pub use choices::{field, level, reader_steps, stepper, swatches};

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
    egui::Area::new(Id::new(name))
        .order(order)
        .anchor(anchor.0, anchor.1)
        .fade_in(false)
        .show(ctx, |ui| framed(ui, look, margin, add).inner)
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

/// Has a screen reader find what was painted here.
pub fn spoken(ui: &Ui, rect: egui::Rect, name: &str, text: &str) -> Response {
    let response = ui.interact(rect, Id::new(("spoken", name)), Sense::hover());
    response.widget_info(|| egui::WidgetInfo::labeled(egui::WidgetType::Label, true, text));
    response
}

/// The same for what a screen reader also says by itself, when it comes and when it changes.
pub fn announced(ui: &Ui, rect: egui::Rect, name: &str, text: &str) {
    let found = spoken(ui, rect, name, text);
    ui.ctx().accesskit_node_builder(found.id, |node| node.set_live(egui::accesskit::Live::Polite));
}

/// Says to screen readers what something is that has no words of its own.
pub fn named(ui: &Ui, response: &Response, name: &str) {
    ui.ctx().accesskit_node_builder(response.id, |node| node.set_label(name));
}
