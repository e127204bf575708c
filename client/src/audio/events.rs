//! What sets off a short sound: steps, doors, talks that begin, people who come and go.

use std::collections::BTreeSet;

use bevy::prelude::*;
use shared::content::town::{Scene, TownContent};
use shared::protocol::components::Being;
use shared::protocol::facts::{ConversationChanged, Entered, Refused};
use shared::world::{TILE_PX, TilePos};

use super::Play;
use super::effects::Effect;
use crate::net::ServerClock;
use crate::own::Content;
use crate::own::Me;

/// Seconds between two footfalls: every second frame of a walk at eight frames a second.
const STRIDE_S: f32 = 0.25;

/// Plays one's own steps on the ground under one's feet.
pub fn play_steps(
    me: Res<Me>,
    clock: Res<ServerClock>,
    content: Res<Content>,
    time: Res<Time>,
    mut play: MessageWriter<Play>,
    mut since: Local<f32>,
    mut left_foot: Local<bool>,
) {
    let Some(scene) = me.scene_in(&content) else { return };
    let pose = me.drawn_pose(&clock);
    if !pose.walking {
        *since = STRIDE_S * 0.6;
        return;
    }
    *since += time.delta_secs();
    if *since < STRIDE_S {
        return;
    }
    *since -= STRIDE_S;
    *left_foot = !*left_foot;
    let effect = Effect::step(ground_under(&content.0, scene, pose.x, pose.y));
    play.write(Play { effect, speed: if *left_foot { 0.96 } else { 1.04 }, level: 0.55 });
}

/// The step sound's name of the ground at these pixels of a scene; empty outside it.
fn ground_under<'a>(content: &'a TownContent, scene: &Scene, x: f32, y: f32) -> &'a str {
    let at = TilePos((x / TILE_PX as f32) as u8, (y / TILE_PX as f32) as u8);
    let letter = scene.def.ground.get(usize::from(at.1)).and_then(|row| row.chars().nth(usize::from(at.0)));
    let name = letter.and_then(|letter| scene.def.legend.get(&letter));
    name.and_then(|name| content.grounds.iter().find(|ground| ground.name == *name))
        .map_or("", |ground| ground.step.as_str())
}

/// Plays a door when one comes into another scene, and the greeting chime on arrival in town.
pub fn play_doors(mut entered: MessageReader<Entered>, mut play: MessageWriter<Play>, mut been: Local<bool>) {
    for _ in entered.read() {
        play.write(Play::plain(if *been { Effect::Door } else { Effect::Join }));
        *been = true;
    }
}

/// Plays the opening of a talk, and a soft no to what was refused.
pub fn play_talk(
    mut changed: MessageReader<ConversationChanged>,
    mut refused: MessageReader<Refused>,
    mut play: MessageWriter<Play>,
    mut talking: Local<bool>,
) {
    for change in changed.read() {
        let now = change.members.len() > 1;
        if now != *talking {
            play.write(Play { level: 0.8, ..Play::plain(if now { Effect::TalkOpen } else { Effect::Leave }) });
        }
        *talking = now;
    }
    if refused.read().count() > 0 {
        play.write(Play { level: 0.7, ..Play::plain(Effect::Nope) });
    }
}

/// Seconds after entering a scene in which everybody there counts as having been there.
const SETTLING_S: f32 = 2.0;

/// Plays when other players come into sight or go.
pub fn play_comings(
    fresh: Query<(Entity, &Being), Added<Being>>,
    mut gone: RemovedComponents<Being>,
    mut entered: MessageReader<Entered>,
    me: Res<Me>,
    time: Res<Time>,
    mut play: MessageWriter<Play>,
    mut settled: Local<f32>,
    mut players: Local<BTreeSet<Entity>>,
) {
    if entered.read().count() > 0 {
        *settled = 0.0;
    }
    *settled += time.delta_secs();
    let audible = *settled > SETTLING_S && me.scene.is_some();
    for (entity, being) in &fresh {
        if being.character.is_none() && !me.is_me(being.id) {
            players.insert(entity);
            if audible {
                play.write(Play { level: 0.35, ..Play::plain(Effect::Join) });
            }
        }
    }
    for entity in gone.read() {
        if players.remove(&entity) && audible {
            play.write(Play { level: 0.3, ..Play::plain(Effect::Leave) });
        }
    }
}
