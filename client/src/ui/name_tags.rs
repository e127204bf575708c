//! Names above heads: of those who are near, pointed at, or in one's own talk.

use bevy::prelude::*;
use bevy_egui::EguiContexts;
use bevy_egui::egui::{FontId, Id, LayerId, Order, Rect, pos2, vec2};
use shared::protocol::components::{Being, Doing, Mien};
use shared::world::TILE_PX;

use super::bubbles::Bubbles;
use super::theme::{LINE, TEXT, Theme};
use super::{names, palette as ink, skin};
use crate::net::ServerClock;
use crate::own::Me;
use crate::town::bodies::Shown;
use crate::town::camera::View;
use crate::town::pick::Hovered;

/// Tiles within which a name shows by itself.
const NEAR_TILES: f32 = 3.0;

/// Paints the names, under the bubbles; who speaks has the name in the bubble.
pub fn draw_name_tags(
    mut contexts: EguiContexts,
    bodies: Query<(Entity, &Being, &Shown, Option<&Mien>)>,
    hovered: Res<Hovered>,
    bubbles: Res<Bubbles>,
    me: Res<Me>,
    clock: Res<ServerClock>,
    view: Res<View>,
    theme: Res<Theme>,
) -> Result {
    let ctx = contexts.ctx_mut()?;
    let painter = ctx.layer_painter(LayerId::new(Order::Background, Id::new("world")));
    let own = me.drawn_pose(&clock);
    for (entity, being, shown, mien) in &bodies {
        let pointed = hovered.0 == Some(entity);
        let tiles = shown.feet.distance(Vec2::new(own.x, own.y)) / TILE_PX as f32;
        let ours = me.members.contains(&being.id);
        let speaking = bubbles.speakers.get(&being.id).is_some_and(|speaker| speaker.now.is_some());
        let busy = mien.is_some_and(|mien| matches!(mien.doing, Doing::Thinking | Doing::Typing));
        let wanted = pointed || ours || tiles <= NEAR_TILES;
        if me.is_me(being.id) && !pointed || !wanted || speaking || busy || !view.shows(shown.head, 40.0) {
            continue;
        }
        let away = mien.is_some_and(|mien| mien.doing == Doing::Away);
        let text = if away { format!("{} (away)", being.name) } else { being.name.clone() };
        let galley = painter.layout_no_wrap(text, FontId::proportional(TEXT), names::on_ink(being));
        let tip = theme.point(view.world_to_screen(shown.head), &view);
        let size = vec2(galley.size().x + 8.0, LINE + 2.0).ceil();
        let rect = skin::snapped(Rect::from_min_size(pos2(tip.x - size.x / 2.0, tip.y - size.y), size));
        skin::frame(&painter, rect, if pointed { "nametag.self" } else { "nametag" });
        painter.galley(pos2(rect.left() + 4.0, rect.top() + 1.0), galley, ink::PAPER4);
    }
    Ok(())
}
