//! Mouse and finger: click or tap a tile to walk there, a person to walk up and talk; the cursor says which.

use bevy::prelude::*;
use bevy::window::PrimaryWindow;
use bevy_egui::EguiContexts;
use bevy_egui::egui::{Order, pos2};
use bevy_egui::input::EguiWantsInput;
use shared::protocol::requests::Talk;

use super::talk::{Approach, REACH_TILES, tile_of};
use crate::net::ServerClock;
use crate::own::{Me, StepIntent};
use crate::town::bodies::Shown;
use crate::town::pick::{Hovered, Pick, Pointed};
use crate::ui::cursor::Pointing;

/// How far a finger may slip in a tap, in logical pixels.
const TAP_PX: f32 = 12.0;

/// Follows the pointer and answers clicks and taps.
pub fn point(
    window: Option<Single<&Window, With<PrimaryWindow>>>,
    buttons: Res<ButtonInput<MouseButton>>,
    touches: Res<Touches>,
    wants: Option<Res<EguiWantsInput>>,
    mut contexts: EguiContexts,
    pick: Pick,
    shown: Query<&Shown>,
    me: Res<Me>,
    clock: Res<ServerClock>,
    mut hovered: ResMut<Hovered>,
    mut pointing: ResMut<Pointing>,
    mut approach: ResMut<Approach>,
    mut steps: MessageWriter<StepIntent>,
    mut talk: MessageWriter<Talk>,
    mut pointed: MessageWriter<Pointed>,
) {
    let tap = touches.iter_just_released().find(|touch| is_tap(touch.start_position(), touch.position()));
    let pressed = buttons.just_pressed(MouseButton::Left) || tap.is_some();
    let cursor = window.and_then(|window| {
        let at = tap.map(|tap| tap.position()).or_else(|| window.cursor_position())?;
        Some((at, window.scale_factor()))
    });
    let over_panel = wants.is_some_and(|wants| wants.wants_any_pointer_input())
        || cursor.is_some_and(|(at, scale)| is_panel_at(&mut contexts, at * scale));
    let at = cursor.map(|(at, _)| at).filter(|_| !over_panel);
    let body = at.and_then(|at| pick.body_at(at));
    let tile = at.and_then(|at| pick.tile_at(at)).filter(|tile| pick.is_free(*tile));
    hovered.set_if_neq(Hovered(body.map(|(entity, _)| entity)));
    *pointing = match (body, at) {
        (Some(_), _) => Pointing::Person,
        (None, Some(_)) if tile.is_some() => Pointing::Ground,
        (None, Some(_)) => Pointing::Wall,
        (None, None) => Pointing::Interface,
    };
    if !pressed || over_panel {
        return;
    }
    if let Some((entity, whom)) = body {
        let near = shown.get(entity).is_ok_and(|shown| me.tile(&clock).steps_to(tile_of(shown)) <= REACH_TILES);
        if near {
            approach.forget();
            talk.write(Talk { to: whom });
        } else {
            approach.begin(whom, clock.seconds());
        }
    } else if let Some(tile) = tile {
        approach.forget();
        steps.write(StepIntent::WalkTo(tile));
        pointed.write(Pointed(tile));
    }
}

/// Whether a finger that came down and went up meant a place and not a way, in logical pixels.
fn is_tap(down: Vec2, up: Vec2) -> bool {
    down.distance(up) <= TAP_PX
}

/// Whether a panel is at this physical pixel. egui's own word is of the last frame: a finger that comes down
/// on a button was nowhere then.
pub(crate) fn is_panel_at(contexts: &mut EguiContexts, at: Vec2) -> bool {
    let Ok(ctx) = contexts.ctx_mut() else { return false };
    let unit = ctx.pixels_per_point();
    ctx.layer_id_at(pos2(at.x / unit, at.y / unit)).is_some_and(|layer| layer.order != Order::Background)
}
