//! What always shows in the town: clock, connection, where one is, one's talk, and which keys help now.

pub mod connection;
pub mod hints;
pub mod place;
pub mod talk;

use bevy_egui::egui::{Align2, Margin, Order, Ui, Vec2};

use super::widgets;

/// A small dark plaque at the edge of the window.
fn plaque(
    ctx: &bevy_egui::egui::Context,
    name: &str,
    anchor: (Align2, Vec2),
    add: impl FnOnce(&mut Ui),
) -> bevy_egui::egui::Response {
    widgets::panel(ctx, name, Order::Middle, anchor, "panel.dark", Margin::symmetric(7, 3), |ui| {
        ui.horizontal(add);
    })
    .response
}
