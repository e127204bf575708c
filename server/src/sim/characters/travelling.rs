//! Travelling: a character who goes through a door takes body and mind along, also into another shard.

use bevy::prelude::*;
use minds::{Mind, MindSnapshot};
use shared::content::scene::DoorDef;
use shared::ids::Key;
use shared::protocol::components::Being;
use shared::world::movement::Trajectory;

use super::remembering::write_changes;
use super::{CharacterBody, Errand, TownCast};
use crate::bridge::{ShardDoors, ToShard};
use crate::sim::admission::TownGate;
use crate::sim::keeping::Journal;
use crate::sim::scenes::Scenes;
use crate::sim::{Now, TickSystems, bodies};

/// A character's body stepped through a door; it is in the new scene already if this shard owns it.
#[derive(Message, Debug, Clone)]
pub struct WentThroughDoor {
    /// The body.
    pub body: Entity,
    /// The scene behind the door.
    pub scene: Key,
    /// The door it came out of.
    pub out: DoorDef,
}

/// A character on the way to another shard.
#[derive(Debug)]
pub struct Traveller {
    /// Who.
    pub being: Being,
    /// Which character.
    pub key: Key,
    /// Everything it knows.
    pub mind: MindSnapshot,
    /// The scene it comes into.
    pub scene: Key,
    /// The door it comes out of.
    pub out: DoorDef,
    /// Where it was going.
    pub errand: Option<Errand>,
    /// Whether it is kept in storage.
    pub kept: bool,
}

/// Travellers that arrived since the last tick.
#[derive(Resource, Debug, Default)]
pub struct ArrivingCharacters(pub Vec<Traveller>);

/// The doors of all shards.
#[derive(Resource, Clone, Deref)]
pub(super) struct Shards(pub ShardDoors);

pub(super) fn plugin(app: &mut App) {
    app.init_resource::<ArrivingCharacters>()
        .add_message::<WentThroughDoor>()
        .add_systems(Update, welcome_travellers.in_set(TickSystems::Intake))
        .add_systems(Update, send_travellers.in_set(TickSystems::Keep));
}

fn send_travellers(
    mut went: MessageReader<WentThroughDoor>,
    scenes: Res<Scenes>,
    shards: Res<Shards>,
    gate: Res<TownGate>,
    mut travellers: Query<(&Being, &mut CharacterBody)>,
    mut journal: ResMut<Journal>,
    mut commands: Commands,
) {
    for WentThroughDoor { body, scene, out } in went.read() {
        if scenes.is_here(scene) {
            continue;
        }
        let Ok((being, mut character)) = travellers.get_mut(*body) else { continue };
        // What isn't written down yet doesn't travel along.
        write_changes(&mut character, gate.clock.now_ms(), &mut journal);
        let traveller = Traveller {
            being: being.clone(),
            key: character.key.clone(),
            mind: character.mind.snapshot(),
            scene: scene.clone(),
            out: out.clone(),
            errand: character.errand.clone(),
            kept: character.kept,
        };
        match shards.send(scenes.shard_of(scene), ToShard::Traveller(Box::new(traveller))) {
            Ok(()) => commands.entity(*body).try_despawn(),
            // The other shard is busy: stay on this side and try the door again later.
            Err(_) => character.errand = None,
        }
    }
}

fn welcome_travellers(
    mut arriving: ResMut<ArrivingCharacters>,
    now: Res<Now>,
    scenes: Res<Scenes>,
    cast: Res<TownCast>,
    gate: Res<TownGate>,
    mut commands: Commands,
) {
    for traveller in std::mem::take(&mut arriving.0) {
        let (Some(scene), Some(role)) = (scenes.number(&traveller.scene), cast.role(&traveller.key)) else {
            // The content lost them while they were on their way.
            info!(character = %traveller.key, "a character is gone");
            if traveller.kept {
                gate.roster.move_out(traveller.mind);
            }
            continue;
        };
        let trajectory = Trajectory::standing(now.0, traveller.out.step_out.centre(), traveller.out.facing);
        let character = CharacterBody {
            key: traveller.key,
            mind: Mind::from_snapshot(role.clone(), traveller.mind),
            next_choice: now.0,
            errand: traveller.errand,
            kept: traveller.kept,
        };
        commands.spawn((bodies::body(traveller.being, scene, trajectory), character));
    }
}
