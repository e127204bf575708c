//! Residents: characters play changed roles, those who are no longer written leave, and new ones arrive.

use bevy::prelude::*;
use minds::Mind;
use shared::ids::Key;
use shared::protocol::components::Being;
use shared::world::Facing;
use shared::world::movement::Trajectory;

use crate::content::Loaded;
use crate::sim::admission::{ArrivalScene, TownGate};
use crate::sim::characters::{CharacterBody, TownCast, stored_rows, write_changes};
use crate::sim::elbow_room::Taken;
use crate::sim::keeping::{Journal, Past};
use crate::sim::scenes::Scenes;
use crate::sim::talk::InTalk;
use crate::sim::{Content, Now, ShardSettings, TickSystems, bodies};

/// Ticks between two looks for characters who don't live here yet: a quarter of a second.
const LOOK_EVERY: u32 = 5;

/// On a character that the content no longer has: it ends its conversation and goes.
#[derive(Component, Debug)]
pub struct Leaving;

/// What storage knew of characters whom the content didn't have when the town opened.
#[derive(Resource, Debug, Default)]
struct Strangers(Past);

pub(super) fn plugin(app: &mut App) {
    app.add_systems(Update, see_off.in_set(TickSystems::Keep)).add_systems(
        Update,
        welcome.in_set(TickSystems::Intake).run_if(|now: Res<Now>| now.0.0.is_multiple_of(LOOK_EVERY)),
    );
}

pub(super) fn insert(app: &mut App, settings: &ShardSettings) {
    let is_stranger = |key: &Key| settings.loaded.cast.role(key).is_none();
    let mut past = settings.past.clone();
    past.characters.retain(|key, _| is_stranger(key));
    past.memories.retain(|key, _| is_stranger(key));
    past.relations.retain(|key, _| is_stranger(key));
    app.insert_resource(Strangers(past));
}

/// Gives every character its role in changed content, and its name and looks.
pub(super) fn recast(world: &mut World, loaded: &Loaded) {
    let now = world.resource::<Now>().0;
    let mut all = world.query::<(Entity, &Being, &mut CharacterBody)>();
    let mut dressed = Vec::new();
    let (mut gone, mut back) = (Vec::new(), Vec::new());
    for (entity, being, mut character) in all.iter_mut(world) {
        let (Some(role), Some(def)) = (loaded.cast.role(&character.key), loaded.town.characters.get(&character.key))
        else {
            character.errand = None;
            gone.push(entity);
            continue;
        };
        back.push(entity);
        let name = if character.kept { def.name.clone() } else { being.name.clone() };
        let has_new_persona = character.mind.persona() != &role.persona;
        character.mind.replace_role(&name, role.clone());
        if has_new_persona {
            character.errand = None;
            character.next_choice = now;
        }
        if character.kept && (being.name != def.name || being.looks != def.looks) {
            dressed.push((entity, Being { name, looks: def.looks, ..being.clone() }));
        }
    }
    for (entity, being) in dressed {
        world.entity_mut(entity).insert((Name::new(being.name.clone()), being));
    }
    for entity in gone {
        world.entity_mut(entity).insert(Leaving);
    }
    for entity in back {
        world.entity_mut(entity).remove::<Leaving>();
    }
}

/// Who leaves and is in no conversation is gone; what they know is kept for when they are written again.
fn see_off(
    gate: Res<TownGate>,
    mut leaving: Query<(Entity, &mut CharacterBody), (With<Leaving>, Without<InTalk>)>,
    mut journal: ResMut<Journal>,
    mut commands: Commands,
) {
    for (entity, mut character) in &mut leaving {
        write_changes(&mut character, gate.clock.now_ms(), &mut journal);
        if character.kept {
            gate.roster.move_out(character.mind.snapshot());
        }
        commands.entity(entity).try_despawn();
    }
}

/// Whoever the content knows and who doesn't live here arrives where all newcomers do, and goes about their day.
fn welcome(
    now: Res<Now>,
    gate: Res<TownGate>,
    cast: Res<TownCast>,
    content: Res<Content>,
    scenes: Res<Scenes>,
    arrival: Res<ArrivalScene>,
    strangers: Res<Strangers>,
    taken: Res<Taken>,
    mut commands: Commands,
) {
    if !scenes.is_here(&arrival.0) {
        return;
    }
    let (Some(scene), Some(there)) = (scenes.number(&arrival.0), content.scenes.get(&arrival.0)) else { return };
    while let Some((key, left_with)) = gate.roster.move_in(cast.keys()) {
        let (Some(role), Some(def)) = (cast.role(&key), content.characters.get(&key)) else { continue };
        let mind = match left_with {
            Some(snapshot) => {
                let mut mind = Mind::from_snapshot(role.clone(), snapshot);
                mind.replace_role(&def.name, role.clone());
                mind
            }
            None => Mind::restore(key.clone(), &def.name, role.clone(), stored_rows(&strangers.0, &key)).0,
        };
        let id = gate.roster.new_body();
        let at = taken.or_beside(there, scene, super::places::way_out(there, id).step_out, id);
        let being = Being { id, name: def.name.clone(), looks: def.looks, character: Some(key.clone()) };
        let trajectory = Trajectory::standing(now.0, at.centre(), Facing::Down);
        let character = CharacterBody { key, mind, next_choice: now.0, errand: None, kept: true };
        info!(character = %character.key, "a character arrives");
        commands.spawn((bodies::body(being, scene, trajectory), character));
    }
}
