//! What shows on the way in: which step it is, and a way back.

use bevy::prelude::*;
use bevy_egui::EguiContexts;
use bevy_egui::egui::{Align2, Margin, Order, Sense, vec2};

use super::widgets::{self, words};
use super::{palette as ink, skin};
use crate::content::Follow;
use crate::net::{Connection, ConnectionState, NetCommand};

/// Shows the step, how much of the town's content is here, and a button back to the title.
pub fn show_loading(
    mut contexts: EguiContexts,
    connection: Res<Connection>,
    follow: Res<Follow>,
    mut net: MessageWriter<NetCommand>,
) -> Result {
    let ctx = contexts.ctx_mut()?;
    let step = match &connection.state {
        ConnectionState::Joining(step) => (*step).to_owned(),
        ConnectionState::Reconnecting { attempt, .. } => format!("Knocking again ({attempt})…"),
        _ => "Unpacking the town…".to_owned(),
    };
    widgets::panel(
        ctx,
        "loading",
        Order::Middle,
        (Align2::CENTER_CENTER, vec2(0.0, 30.0)),
        "panel",
        Margin::symmetric(18, 12),
        |ui| {
            ui.set_width(170.0);
            ui.vertical_centered(|ui| {
                ui.label(words(step, ink::INK1));
                let (rect, _) = ui.allocate_exact_size(vec2(150.0, 7.0), Sense::hover());
                skin::frame(ui.painter(), rect, "slider.track");
                let (done, total) = follow.progress().unwrap_or_default();
                let share = done as f32 / total.max(1) as f32;
                let filled = bevy_egui::egui::Rect::from_min_size(
                    rect.min,
                    vec2((rect.width() * share).round().max(8.0), rect.height()),
                );
                skin::frame(ui.painter(), filled, "slider.fill");
                ui.add_space(3.0);
                if widgets::button(ui, "Never mind").clicked() {
                    net.write(NetCommand::Leave);
                }
            });
        },
    );
    Ok(())
}
