//! What is near: people to talk with or to mute, and places to walk to.

mod people;
mod places;

use std::collections::BTreeSet;

use bevy::prelude::*;
use bevy_egui::EguiContexts;
use bevy_egui::egui::{Align2, Margin, Order, ScrollArea, Ui, vec2};
use shared::ids::BodyId;
use shared::protocol::components::{Being, Mien};
use shared::protocol::facts::Entered;
use shared::protocol::requests::{SetMuted, Talk};
use shared::world::TilePos;

use super::Open;
use super::widgets;
use crate::input::talk::{Approach, tile_of};
use crate::net::ServerClock;
use crate::own::{Content, Me, StepIntent};
use crate::town::bodies::Shown;
use crate::town::pick::Pointed;
use people::Neighbour;

/// Tiles within which somebody is near.
const NEAR_TILES: u32 = 9;

/// Width of the list, its frame included.
pub const WIDTH: f32 = 214.0;

/// Other visitors one doesn't want to hear; the server holds the list that counts.
#[derive(Resource, Debug, Default)]
pub struct Muted(BTreeSet<BodyId>);

/// What one wants of what is near.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Ask {
    /// Talk with somebody in reach.
    Talk(BodyId),
    /// Walk up to somebody and talk with them.
    SeekOut(BodyId),
    /// Hear somebody no longer, or again.
    Mute(BodyId, bool),
    /// Walk to a tile.
    Walk(TilePos),
}

/// Bodies get new ids in every scene.
pub fn forget_muted(mut entered: MessageReader<Entered>, mut muted: ResMut<Muted>, mut last: Local<Option<BodyId>>) {
    for fact in entered.read() {
        if *last != Some(fact.you) {
            muted.0.clear();
        }
        *last = Some(fact.you);
    }
}

/// Shows the list at the left edge while it is open.
pub fn show_near(
    mut contexts: EguiContexts,
    mut open: ResMut<Open>,
    bodies: Query<(&Being, &Shown, Option<&Mien>)>,
    me: Res<Me>,
    clock: Res<ServerClock>,
    content: Res<Content>,
    mut muted: ResMut<Muted>,
    mut approach: ResMut<Approach>,
    mut talk: MessageWriter<Talk>,
    mut mute: MessageWriter<SetMuted>,
    mut steps: MessageWriter<StepIntent>,
    mut pointed: MessageWriter<Pointed>,
    mut shows_places: Local<bool>,
) -> Result {
    if !open.near {
        return Ok(());
    }
    let ctx = contexts.ctx_mut()?;
    let own = me.tile(&clock);
    let others = || bodies.iter().filter(|(being, ..)| !me.is_me(being.id));
    let height = (ctx.viewport_rect().height() - 152.0).max(60.0);
    let mut ask = None;
    widgets::panel(ctx, "near", Order::Middle, (Align2::LEFT_TOP, vec2(4.0, 26.0)), "panel", Margin::same(10), |ui| {
        ui.set_width(WIDTH - 24.0);
        widgets::title_row(ui, "icon.people", "What is near", &mut open.near);
        ui.horizontal(|ui| {
            for (places, name) in [(false, "People"), (true, "Places")] {
                if widgets::choice(ui, *shows_places == places, name) {
                    *shows_places = places;
                }
            }
        });
        let list = ScrollArea::vertical().id_salt(*shows_places).max_height(height).min_scrolled_height(height);
        list.auto_shrink([false, true]).show(ui, |ui| {
            ask = if *shows_places {
                let taken: Vec<TilePos> = others().map(|(_, shown, _)| tile_of(shown)).collect();
                let scene = me.scene_in(&content);
                scene.and_then(|scene| places::show(ui, &places::of(&scene.def, &content.0, own, &taken)))
            } else {
                let mut near: Vec<Neighbour<'_>> = others()
                    .map(|(being, shown, mien)| Neighbour {
                        tiles: own.steps_to(tile_of(shown)),
                        being,
                        mien,
                        with_us: me.members.contains(&being.id),
                        muted: muted.0.contains(&being.id),
                    })
                    .filter(|one| one.tiles <= NEAR_TILES)
                    .collect();
                near.sort_by(|a, b| (a.tiles, &a.being.name, a.being.id).cmp(&(b.tiles, &b.being.name, b.being.id)));
                people::show(ui, &near)
            };
        });
    });
    match ask {
        Some(Ask::Talk(to)) => {
            talk.write(Talk { to });
        }
        Some(Ask::SeekOut(whom)) => approach.begin(whom, clock.seconds()),
        Some(Ask::Mute(whom, on)) => {
            if on {
                muted.0.insert(whom)
            } else {
                muted.0.remove(&whom)
            };
            mute.write(SetMuted { whom, on });
        }
        Some(Ask::Walk(to)) => {
            approach.forget();
            steps.write(StepIntent::WalkTo(to));
            pointed.write(Pointed(to));
        }
        None => {}
    }
    Ok(())
}

/// One row of the list.
fn row(ui: &mut Ui, add: impl FnOnce(&mut Ui)) {
    widgets::framed(ui, "card", Margin::symmetric(5, 2), |ui| {
        ui.set_width(ui.available_width());
        ui.horizontal(add);
    });
}
