//! Who is near: names, how far, how they feel; talk with them, or mute another visitor.

use std::collections::BTreeSet;

use bevy::prelude::*;
use bevy_egui::EguiContexts;
use bevy_egui::egui::{Align, Align2, Layout, Margin, Order, ScrollArea, Ui, vec2};
use shared::ids::BodyId;
use shared::protocol::components::{Being, Doing, Mien};
use shared::protocol::facts::Entered;
use shared::protocol::requests::{SetMuted, Talk};

use super::bubbles::{mark_of, mood_word};
use super::widgets::{self, words};
use super::{Open, names, palette as ink};
use crate::input::talk::{Approach, REACH_TILES, tile_of};
use crate::net::ServerClock;
use crate::own::Me;
use crate::town::bodies::Shown;

/// Tiles within which somebody is near.
const NEAR_TILES: u32 = 9;

/// Other visitors one doesn't want to hear; the server holds the list that counts.
#[derive(Resource, Debug, Default)]
pub struct Muted(BTreeSet<BodyId>);

/// Bodies get new ids in every scene.
pub fn forget_muted(mut entered: MessageReader<Entered>, mut muted: ResMut<Muted>, mut last: Local<Option<BodyId>>) {
    for fact in entered.read() {
        if *last != Some(fact.you) {
            muted.0.clear();
        }
        *last = Some(fact.you);
    }
}

/// Width of the list, its frame included.
pub const WIDTH: f32 = 214.0;

/// How far somebody is, in words.
#[must_use]
pub fn distance_words(tiles: u32) -> String {
    match tiles {
        0 | 1 => "right here".into(),
        2 => "2 steps away".into(),
        _ => format!("{tiles} steps away"),
    }
}

/// Shows the list at the left edge while it is open.
pub fn show_near(
    mut contexts: EguiContexts,
    mut open: ResMut<Open>,
    bodies: Query<(&Being, &Shown, Option<&Mien>)>,
    me: Res<Me>,
    clock: Res<ServerClock>,
    mut muted: ResMut<Muted>,
    mut approach: ResMut<Approach>,
    mut talk: MessageWriter<Talk>,
    mut mute: MessageWriter<SetMuted>,
) -> Result {
    if !open.near {
        return Ok(());
    }
    let ctx = contexts.ctx_mut()?;
    let own = me.tile(&clock);
    let mut near: Vec<(u32, &Being, Option<&Mien>)> = bodies
        .iter()
        .filter(|(being, ..)| !me.is_me(being.id))
        .map(|(being, shown, mien)| (own.steps_to(tile_of(shown)), being, mien))
        .filter(|(tiles, ..)| *tiles <= NEAR_TILES)
        .collect();
    near.sort_by(|a, b| (a.0, &a.1.name, a.1.id).cmp(&(b.0, &b.1.name, b.1.id)));
    let height = (ctx.viewport_rect().height() - 130.0).max(60.0);
    widgets::panel(ctx, "near", Order::Middle, (Align2::LEFT_TOP, vec2(4.0, 26.0)), "panel", Margin::same(10), |ui| {
        ui.set_width(WIDTH - 24.0);
        widgets::title_row(ui, "icon.people", "Who is near", &mut open.near);
        if near.is_empty() {
            ui.label(words("Nobody. Try the fountain or the café.", ink::STONE2));
        }
        ScrollArea::vertical().max_height(height).min_scrolled_height(height).auto_shrink([false, true]).show(
            ui,
            |ui| {
                for (tiles, being, mien) in near {
                    ui.push_id(being.id.0, |ui| {
                        row(
                            ui,
                            being,
                            mien,
                            tiles,
                            &me,
                            clock.seconds(),
                            &mut muted,
                            &mut approach,
                            &mut talk,
                            &mut mute,
                        );
                    });
                }
            },
        );
    });
    Ok(())
}

fn row(
    ui: &mut Ui,
    being: &Being,
    mien: Option<&Mien>,
    tiles: u32,
    me: &Me,
    now: f64,
    muted: &mut Muted,
    approach: &mut Approach,
    talk: &mut MessageWriter<Talk>,
    mute: &mut MessageWriter<SetMuted>,
) {
    widgets::framed(ui, "card", Margin::symmetric(5, 2), |ui| {
        ui.set_width(ui.available_width());
        ui.horizontal(|ui| {
            ui.vertical(|ui| {
                ui.spacing_mut().item_spacing.y = 0.0;
                ui.horizontal(|ui| {
                    ui.label(words(&being.name, names::on_paper(being)));
                    let mood = mien.map(|mien| mien.mood).unwrap_or_default();
                    if let Some(mark) = mark_of(mood) {
                        widgets::icon(ui, mark);
                        ui.label(words(mood_word(mood), ink::STONE2));
                    }
                });
                let away = mien.is_some_and(|mien| mien.doing == Doing::Away);
                let where_ = if away { "away for a moment".into() } else { distance_words(tiles) };
                ui.label(words(where_, ink::STONE2));
            });
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                if being.character.is_none() {
                    let is_muted = muted.0.contains(&being.id);
                    let (icon, name) = if is_muted { ("icon.mute", "Hear again") } else { ("icon.sound", "Mute") };
                    if widgets::icon_button(ui, icon, name).clicked() {
                        let on = !is_muted;
                        if on {
                            muted.0.insert(being.id)
                        } else {
                            muted.0.remove(&being.id)
                        };
                        mute.write(SetMuted { whom: being.id, on });
                    }
                }
                let with_us = me.members.contains(&being.id);
                if !with_us && widgets::icon_button(ui, "icon.talk", &format!("Talk with {}", being.name)).clicked() {
                    if tiles <= REACH_TILES {
                        talk.write(Talk { to: being.id });
                    } else {
                        approach.begin(being.id, now);
                    }
                }
            });
        });
    });
}
