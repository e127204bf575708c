//! A fingerprint of the simulation's state, to compare two runs of the same seed and inputs.

use bevy::prelude::*;
use shared::ids::BodyId;
use shared::protocol::components::{Being, Mien};
use shared::world::movement::Trajectory;

use super::Now;
use super::calendar::Calendar;
use super::characters::CharacterBody;
use super::scenes::InScene;

/// FNV-1a over every body in the order of ids, every mind and the calendar; equal states give equal hashes.
#[must_use]
pub fn state_hash(world: &mut World) -> u64 {
    let mut bodies: Vec<(BodyId, String)> = world
        .query::<(&Being, &Trajectory, &Mien, &InScene, Option<&CharacterBody>)>()
        .iter(world)
        .map(|(being, trajectory, mien, scene, character)| {
            let mind = character.map(|c| serde_json::to_string(&c.mind.snapshot()).unwrap_or_default());
            (being.id, format!("{being:?}{trajectory:?}{mien:?}{scene:?}{mind:?}"))
        })
        .collect();
    bodies.sort();
    let mut text = format!("{:?}{:?}", world.resource::<Now>(), world.resource::<Calendar>());
    for (_, body) in bodies {
        text.push_str(&body);
    }
    fnv(&text)
}

/// FNV-1a, 64 bits: a hash of text that is the same on every machine.
#[must_use]
pub fn fnv(text: &str) -> u64 {
    text.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}
