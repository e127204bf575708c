//! How the game is doing, for whoever builds it: frames, clock, connection, entities.

use std::collections::VecDeque;
use std::fmt::Write as _;

use bevy::prelude::*;
use bevy_egui::EguiContexts;
use bevy_egui::egui::{Align2, Margin, Order, vec2};
use shared::protocol::components::Being;

use super::Open;
use super::palette as ink;
use super::theme::Theme;
use super::widgets::{self, words};
use crate::net::{Connection, ServerClock};
use crate::own::Me;
use crate::screens::Screen;
use crate::town::camera::View;

/// Frames over which times are told.
const WINDOW: usize = 120;

/// Shows the overlay while it is open.
pub fn show_dev(
    mut contexts: EguiContexts,
    open: Res<Open>,
    time: Res<Time<Real>>,
    mut frames: Local<VecDeque<f32>>,
    entities: Query<Entity>,
    bodies: Query<(), With<Being>>,
    clock: Res<ServerClock>,
    connection: Res<Connection>,
    me: Res<Me>,
    view: Res<View>,
    theme: Res<Theme>,
    screen: Res<State<Screen>>,
) -> Result {
    frames.push_back(time.delta_secs() * 1000.0);
    if frames.len() > WINDOW {
        frames.pop_front();
    }
    if !open.dev {
        return Ok(());
    }
    let mean = frames.iter().sum::<f32>() / frames.len().max(1) as f32;
    let worst = frames.iter().copied().fold(0.0_f32, f32::max);
    let mut text = String::new();
    let pose = me.drawn_pose(&clock);
    writeln!(text, "{:.0} fps   {mean:.1} ms   worst {worst:.1} ms", 1000.0 / mean.max(0.01))?;
    writeln!(text, "tick {}   rtt {}", clock.tick().0, connection.rtt_ms.map_or("–".into(), |ms| format!("{ms} ms")))?;
    let way = connection.transport.map_or("none".into(), |transport| format!("{transport:?}"));
    writeln!(text, "{:?}   over {way}", connection.state)?;
    writeln!(text, "entities {}   bodies {}", entities.iter().count(), bodies.iter().count())?;
    let tile = me.tile(&clock);
    writeln!(text, "at {:.1}, {:.1}   tile {}, {}   {:?}", pose.x, pose.y, tile.0, tile.1, pose.facing)?;
    let scene = me.scene.as_ref().map_or("–", |key| key.as_str());
    writeln!(text, "{:?}   scene {scene}   zoom {}   unit {}", screen.get(), view.zoom, theme.unit)?;
    let anchor = (Align2::LEFT_BOTTOM, vec2(4.0, -30.0));
    widgets::panel(contexts.ctx_mut()?, "dev", Order::Tooltip, anchor, "panel.dark", Margin::symmetric(7, 4), |ui| {
        ui.label(words(text.trim_end(), ink::PAPER3));
    });
    Ok(())
}
