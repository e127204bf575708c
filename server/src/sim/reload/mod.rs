//! Reload: changed content takes effect between two ticks, and whoever it moves, dresses or sends away is looked after.

mod places;
mod residents;
mod telling;

use std::collections::BTreeMap;
use std::sync::Arc;

use bevy::prelude::*;
use minds::Gazetteer;
use shared::content::town::Scene;
use shared::ids::Key;
use shared::protocol::components::Being;
use shared::world::movement::{Pose, Trajectory};

use super::characters::{Places, TownCast};
use super::scenes::{InScene, Scenes};
use super::{Content, Now, ShardSettings, TickSystems};
use crate::content::Loaded;
pub use residents::Leaving;
pub use telling::{Edits, Revision};

/// Content that came and takes effect at the beginning of this tick.
#[derive(Resource, Default)]
pub struct Fresh(pub Option<Arc<Loaded>>);

pub(super) fn plugin(app: &mut App) {
    app.init_resource::<Fresh>()
        .add_systems(
            Update,
            take_up
                .in_set(TickSystems::Begin)
                .after(super::begin_tick)
                .before(super::elbow_room::note_taken)
                .run_if(|fresh: Res<Fresh>| fresh.0.is_some()),
        )
        .add_plugins((places::plugin, residents::plugin, telling::plugin));
}

pub(super) fn insert(app: &mut App, settings: &ShardSettings) {
    telling::insert(app, settings);
    residents::insert(app, settings);
}

/// A body as it was when the content changed.
struct Before {
    entity: Entity,
    scene: InScene,
    pose: Pose,
}

fn take_up(world: &mut World) {
    let Some(loaded) = world.resource_mut::<Fresh>().0.take() else { return };
    let before = poses(world);
    let old = std::mem::replace(&mut world.resource_mut::<Content>().0, loaded.town.clone());
    world.resource_mut::<Scenes>().take_up(loaded.town.clone());
    world.insert_resource(TownCast(loaded.cast.clone()));
    world.insert_resource(Places(Gazetteer::new(&loaded.town)));
    world.insert_resource(Revision(loaded.revision.clone()));
    let changed: BTreeMap<Key, Scene> = old
        .scenes
        .iter()
        .filter(|(key, scene)| loaded.town.scenes.get(*key).is_some_and(|now| !is_same(scene, now)))
        .map(|(key, scene)| (key.clone(), scene.clone()))
        .collect();
    places::settle(world, &before, &changed);
    residents::recast(world, &loaded);
    info!(revision = loaded.revision, changed = changed.len(), "took up changed content");
}

/// Where everybody is at this tick by the old walls, in the order of their ids.
fn poses(world: &mut World) -> Vec<Before> {
    let now = world.resource::<Now>().0;
    let mut bodies = world.query::<(Entity, &Being, &Trajectory, &InScene)>();
    let scenes = world.resource::<Scenes>();
    let mut all: Vec<_> = bodies
        .iter(world)
        .map(|(entity, being, trajectory, scene)| {
            let pose = trajectory.pose(now, &scenes.get(*scene).walls);
            (being.id, Before { entity, scene: *scene, pose })
        })
        .collect();
    all.sort_unstable_by_key(|(id, _)| *id);
    all.into_iter().map(|(_, before)| before).collect()
}

/// Whether two versions of a scene are the same to those who walk in it.
fn is_same(a: &Scene, b: &Scene) -> bool {
    a.walls == b.walls && a.seats == b.seats && a.def.doors == b.def.doors && a.def.arrivals == b.def.arrivals
}
