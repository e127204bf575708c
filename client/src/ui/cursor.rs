//! The pointer: an arrow, and a bubble over somebody one can talk with.

use bevy::prelude::*;
use bevy::window::{CursorOptions, PrimaryWindow};
use bevy_egui::EguiContexts;
use bevy_egui::egui::{Color32, CursorIcon, Id, LayerId, Order};

use super::skin;

/// What is under the pointer.
#[derive(Resource, Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Pointing {
    /// A panel, or nothing.
    #[default]
    Interface,
    /// Somebody.
    Person,
    /// A tile one can walk to.
    Ground,
    /// A tile one can't walk to.
    Wall,
}

/// Draws the house pointer in place of the system's, once its picture is there.
pub fn draw_cursor(
    mut contexts: EguiContexts,
    pointing: Res<Pointing>,
    window: Option<Single<&mut CursorOptions, With<PrimaryWindow>>>,
) -> Result {
    let Some(mut options) = window else { return Ok(()) };
    let ctx = contexts.ctx_mut()?;
    let drawn = skin::size_of(ctx, "cursor.arrow").is_some();
    if options.visible == drawn {
        options.visible = !drawn;
    }
    let Some(at) = ctx.input(|i| i.pointer.hover_pos()).filter(|_| drawn) else { return Ok(()) };
    // Where one writes, the system's bar is clearer than any arrow.
    let writing = ctx.output(|output| output.cursor_icon) == CursorIcon::Text;
    let picture = if *pointing == Pointing::Person { "cursor.talk" } else { "cursor.arrow" };
    let painter = ctx.layer_painter(LayerId::new(Order::Debug, Id::new("pointer")));
    let at = if writing { at + bevy_egui::egui::vec2(2.0, 2.0) } else { at };
    skin::picture(&painter, at, picture, 0, Color32::WHITE);
    Ok(())
}
