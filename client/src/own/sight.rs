//! The bodies in sight, as the server tells of them.

use bevy::ecs::message::MessageCursor;
use bevy::prelude::*;
use bevy_replicon::prelude::*;
use shared::ids::{BodyId, Key};
use shared::protocol::facts::Entered;
use shared::protocol::sight::{SceneChanges, SceneTold};

use super::index::BodyIndex;

/// On a body that the server told of; gone with the connection.
#[derive(Component, Debug, Default)]
struct Told;

/// Which scene is shown. Facts travel in channels of their own, so news of a scene may overtake the fact
/// that one has entered it, or come late from the one before.
#[derive(Resource, Default)]
struct Sight {
    scene: Option<Key>,
    /// Whether everybody in `scene` has been told.
    is_whole: bool,
    /// What was told of a scene not entered yet.
    ahead: Vec<SceneChanges>,
    entered: MessageCursor<Entered>,
    told: MessageCursor<SceneTold>,
}

/// Spawns, moves and despawns bodies as the server tells, in the step [`super::OwnSystems::Learn`].
pub fn plugin(app: &mut App) {
    super::index::plugin(app);
    app.init_resource::<Sight>()
        .add_systems(PreUpdate, see.after(ClientSystems::Receive).in_set(super::OwnSystems::Learn))
        .add_systems(OnExit(ClientState::Connected), close_eyes);
}

pub(super) fn see(world: &mut World) {
    world.resource_scope(|world, mut sight: Mut<Sight>| {
        let sight = sight.bypass_change_detection();
        let entered: Vec<Entered> = sight.entered.read(world.resource()).cloned().collect();
        for Entered { you, scene, .. } in entered {
            sight.enter(scene, you, world);
        }
        let told: Vec<SceneTold> = sight.told.read(world.resource()).cloned().collect();
        for told in told {
            match told.changes() {
                Ok(changes) => sight.hear(changes, world),
                Err(why) => error!(%why, "the server told something unreadable of the scene"),
            }
        }
    });
}

impl Sight {
    fn enter(&mut self, scene: Key, you: BodyId, world: &mut World) {
        if self.scene.as_ref() == Some(&scene) {
            return;
        }
        self.scene = Some(scene);
        self.is_whole = false;
        keep_only(world, |body| body == you);
        for changes in std::mem::take(&mut self.ahead) {
            self.hear(changes, world);
        }
    }

    fn hear(&mut self, changes: SceneChanges, world: &mut World) {
        if let Some(scene) = &changes.all_of {
            self.ahead.clear();
            self.is_whole = self.scene.as_ref() == Some(scene);
            if !self.is_whole {
                self.ahead.push(changes);
                return;
            }
        } else if !self.ahead.is_empty() {
            self.ahead.push(changes);
            return;
        }
        if self.is_whole {
            apply(changes, world);
        }
    }
}

fn apply(changes: SceneChanges, world: &mut World) {
    if changes.all_of.is_some() {
        keep_only(world, |body| changes.came.iter().any(|sighting| sighting.being.id == body));
    }
    let find = |world: &World, body| world.resource::<BodyIndex>().get(body);
    for sighting in changes.came {
        let known = find(world, sighting.being.id).filter(|&entity| world.get::<Told>(entity).is_some());
        let body = (sighting.being, sighting.trajectory, sighting.mien, Told);
        if let Some(entity) = known {
            world.entity_mut(entity).insert(body);
        } else {
            world.spawn(body);
        }
    }
    for (body, trajectory) in changes.moved {
        if let Some(entity) = find(world, body) {
            world.entity_mut(entity).insert(trajectory);
        }
    }
    for (body, mien) in changes.felt {
        if let Some(entity) = find(world, body) {
            world.entity_mut(entity).insert(mien);
        }
    }
    for body in changes.left {
        if let Some(entity) = find(world, body) {
            world.despawn(entity);
        }
    }
}

fn keep_only(world: &mut World, keeps: impl Fn(BodyId) -> bool) {
    let bodies: Vec<_> = world.resource::<BodyIndex>().iter().collect();
    for (body, entity) in bodies {
        if world.get::<Told>(entity).is_some() && !keeps(body) {
            world.despawn(entity);
        }
    }
}

fn close_eyes(mut sight: ResMut<Sight>, bodies: Query<Entity, With<Told>>, mut commands: Commands) {
    *sight = Sight { entered: std::mem::take(&mut sight.entered), told: std::mem::take(&mut sight.told), ..default() };
    for entity in &bodies {
        commands.entity(entity).try_despawn();
    }
}

#[cfg(test)]
mod tests;
