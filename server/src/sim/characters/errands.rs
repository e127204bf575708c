//! Errands: a way to a spot, leg by leg, through as many doors as it takes.

use std::collections::{BTreeMap, VecDeque};

use bevy::prelude::*;
use serde::{Deserialize, Serialize};
use shared::ids::Key;
use shared::protocol::components::{Being, Doing, Mien};
use shared::world::movement::{Motion, Trajectory};
use shared::world::path::plan_walk;
use shared::world::{Facing, TICK_HZ, TilePos};

use super::CharacterBody;
use crate::sim::bodies::Place;
use crate::sim::elbow_room::Taken;
use crate::sim::scenes::{InScene, Scenes};
use crate::sim::talk::InTalk;
use crate::sim::{Content, Now, TickSystems};

/// Where a character is going.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Errand {
    /// The scene.
    pub scene: Key,
    /// The tile there.
    pub at: TilePos,
    /// The way to look on arrival, if it matters.
    pub facing: Option<Facing>,
}

pub(super) fn plugin(app: &mut App) {
    app.add_systems(Update, walk_errands.in_set(TickSystems::Decide).after(super::choosing::make_choices));
}

/// Sends everybody who stands on the next leg of their errand.
pub fn walk_errands(
    now: Res<Now>,
    scenes: Res<Scenes>,
    content: Res<Content>,
    mut taken: ResMut<Taken>,
    mut walkers: Query<(&Being, &mut CharacterBody, &Place, &InScene, &mut Trajectory, &mut Mien), Without<InTalk>>,
) {
    for (being, mut character, place, scene, mut trajectory, mut mien) in &mut walkers {
        if !trajectory.is_over(now.0) {
            continue;
        }
        let here = scenes.key(*scene);
        let tile = place.tile();
        let Some(errand) = &mut character.errand else { continue };
        if *here == errand.scene {
            errand.at = taken.or_beside(scenes.get(*scene), *scene, errand.at, being.id);
        }
        if *here == errand.scene && tile == errand.at {
            if let Some(facing) = errand.facing
                && place.facing != facing
            {
                *trajectory = Trajectory::standing(now.0, place.at, facing);
            }
            character.errand = None;
            character.next_choice = now.0;
            continue;
        }
        let target = if *here == errand.scene { Some(errand.at) } else { next_door(&content, here, &errand.scene) };
        let path = target.and_then(|target| plan_walk(&scenes.get(*scene).walls, place.at, target));
        match path {
            Some(path) => {
                taken.claim(*scene, path.last().copied().unwrap_or(tile), being.id);
                if mien.doing != Doing::Idle {
                    mien.doing = Doing::Idle;
                }
                *trajectory =
                    Trajectory { start: now.0, from: place.at, facing: place.facing, motion: Motion::Path(path) };
            }
            None => {
                // A wall has come between; stay here and think again in a while.
                character.errand = None;
                character.next_choice = now.0.after(5 * TICK_HZ);
            }
        }
    }
}

/// The tile of the first door on the shortest way from one scene to another, counted in doors.
fn next_door(content: &Content, from: &Key, to: &Key) -> Option<TilePos> {
    let mut first_door: BTreeMap<Key, TilePos> = BTreeMap::new();
    let mut open = VecDeque::from([from.clone()]);
    while let Some(scene) = open.pop_front() {
        for door in content.scenes.get(&scene)?.def.doors.values() {
            let Ok(next) = Key::parse(&door.to_scene) else { continue };
            if next == *from || first_door.contains_key(&next) {
                continue;
            }
            let tile = first_door.get(&scene).copied().unwrap_or(door.at);
            if next == *to {
                return Some(tile);
            }
            first_door.insert(next.clone(), tile);
            open.push_back(next);
        }
    }
    None
}
