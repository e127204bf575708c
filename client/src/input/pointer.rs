//! The mouse: click a tile to walk there, click a person to walk up and talk; the cursor says which.

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

/// Follows the pointer and answers its clicks.
pub fn point(
    window: Option<Single<&Window, With<PrimaryWindow>>>,
    buttons: Res<ButtonInput<MouseButton>>,
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
    let cursor = window.and_then(|window| Some((window.cursor_position()?, window.scale_factor())));
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
    if !buttons.just_pressed(MouseButton::Left) || over_panel {
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

/// Whether a panel is at this physical pixel. egui's own word is of the last frame: a finger that comes down
/// on a button was nowhere then.
fn is_panel_at(contexts: &mut EguiContexts, at: Vec2) -> bool {
    let Ok(ctx) = contexts.ctx_mut() else { return false };
    let unit = ctx.pixels_per_point();
    ctx.layer_id_at(pos2(at.x / unit, at.y / unit)).is_some_and(|layer| layer.order != Order::Background)
}
