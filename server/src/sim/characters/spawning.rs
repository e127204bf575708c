//! Spawning: the town's characters as storage remembers them, and the crowd of a load test.

use std::collections::BTreeMap;

use bevy::prelude::*;
use minds::Mind;
use shared::content::looks::Looks;
use shared::dice::Dice;
use shared::ids::Key;
use shared::protocol::components::Being;
use shared::world::movement::{FEET, Trajectory};
use shared::world::{Facing, Point, Tick, TilePos};

use super::remembering::stored_rows;
use super::travelling::Shards;
use super::{CharacterBody, Places, TownNews};
use crate::sim::scenes::{InScene, Scenes};
use crate::sim::{ShardSettings, bodies};

/// Spawns everybody who lives in this shard's scenes.
pub(super) fn populate(app: &mut App, settings: &ShardSettings) {
    app.insert_resource(Shards(settings.doors.clone()));
    let scenes: Vec<(InScene, Key)> =
        app.world().resource::<Scenes>().here().map(|(number, key)| (number, key.clone())).collect();
    let mut cast = living_minds(settings);
    let names = app.world().resource::<Places>();
    let mut flags = settings.gate.roster.flags();
    let mut dice = Dice::new(settings.seed ^ u64::from(settings.past.time.0));
    let events = minds::catch_up(&mut cast, names, settings.past.left_at, settings.past.time, &mut flags, &mut dice);
    drop(flags);
    app.insert_resource(TownNews::of(settings.past.news.iter().cloned().chain(events)));
    for (key, mind) in cast {
        let Some((scene, at, facing)) = place_of(settings, &key, &mind) else { continue };
        let Some((number, _)) = scenes.iter().find(|(_, here)| *here == scene) else { continue };
        let looks = settings.loaded.town.characters.get(&key).map(|def| def.looks).unwrap_or_default();
        let being = Being {
            id: settings.gate.roster.new_body(),
            name: mind.name().to_owned(),
            looks,
            character: Some(key.clone()),
        };
        spawn(
            app,
            being,
            *number,
            (at, facing),
            CharacterBody { key, mind, next_choice: Tick(0), errand: None, kept: true },
        );
    }
    crowd(app, settings, &scenes, &mut dice);
}

/// Every character's mind, with what storage kept of it.
fn living_minds(settings: &ShardSettings) -> BTreeMap<Key, Mind> {
    let mut minds = BTreeMap::new();
    for key in settings.loaded.cast.keys() {
        let (Some(role), Some(def)) = (settings.loaded.cast.role(key), settings.loaded.town.characters.get(key)) else {
            continue;
        };
        let rows = stored_rows(&settings.past, key);
        let (mind, unreadable) = Mind::restore(key.clone(), &def.name, role.clone(), rows);
        if !unreadable.is_empty() {
            error!(character = %key, rows = ?unreadable, "some memories can't be read and are left aside");
        }
        minds.insert(key.clone(), mind);
    }
    minds
}

/// Where a character is: where it was, or where its schedule has it now.
fn place_of(settings: &ShardSettings, key: &Key, mind: &Mind) -> Option<(Key, Point, Facing)> {
    let long_gone = settings.past.time.since(settings.past.left_at) > 30;
    if let Some(row) = settings.past.characters.get(key)
        && !long_gone
        && let Some(scene) = settings.loaded.town.scenes.get(&row.position.scene)
        && scene.walls.box_is_free(row.position.at, FEET)
    {
        return Some((row.position.scene.clone(), row.position.at, row.position.facing));
    }
    let entry = mind.doing(settings.past.time)?;
    let scene = Key::parse(&entry.scene).ok()?;
    let spot = settings.loaded.town.scenes.get(&scene)?.def.spots.get(&entry.spot)?;
    Some((scene, spot.at.centre(), spot.facing))
}

fn spawn(app: &mut App, being: Being, scene: InScene, (at, facing): (Point, Facing), character: CharacterBody) {
    let trajectory = Trajectory::standing(Tick(0), at, facing);
    app.world_mut().spawn((bodies::body(being, scene, trajectory), character));
}

/// Extra characters for load tests: real minds that share the roles of the real ones.
fn crowd(app: &mut App, settings: &ShardSettings, scenes: &[(InScene, Key)], dice: &mut Dice) {
    let keys: Vec<&Key> = settings.loaded.cast.keys().collect();
    let wanted = |key: &Key| settings.crowd_scene.as_ref().is_none_or(|scene| scene == key);
    let scenes: Vec<&(InScene, Key)> = scenes.iter().filter(|(_, key)| wanted(key)).collect();
    if keys.is_empty() || scenes.is_empty() {
        return;
    }
    for index in 0..settings.crowd as usize {
        let key = keys[index % keys.len()];
        let (number, scene) = scenes[index % scenes.len()];
        let Some(role) = settings.loaded.cast.role(key) else { continue };
        let here = &settings.loaded.town.scenes[scene];
        let (width, height) = here.walls.size();
        let tile = TilePos(dice.below(width.into()) as u8, dice.below(height.into()) as u8);
        let Some(tile) = here.walls.nearest_free(tile) else { continue };
        let name = format!("Visitor {}", index + 1);
        // Each is somebody of their own to the others, so that they have talks and cooldowns of their own.
        let looks = Looks {
            body: dice.below(8) as u8,
            skin: dice.below(8) as u8,
            hair: dice.below(16) as u8,
            hair_colour: dice.below(16) as u8,
            top: dice.below(16) as u8,
            top_colour: dice.below(16) as u8,
            legs: dice.below(8) as u8,
            legs_colour: dice.below(16) as u8,
            extra: dice.below(12) as u8,
            extra_colour: dice.below(16) as u8,
        };
        let being =
            Being { id: settings.gate.roster.new_body(), name: name.clone(), looks, character: Some(key.clone()) };
        let mind = Mind::new(key.clone(), &name, role.clone());
        spawn(
            app,
            being,
            *number,
            (tile.centre(), Facing::Down),
            CharacterBody { key: key.clone(), mind, next_choice: Tick(dice.below(200)), errand: None, kept: false },
        );
    }
}
