//! Remembering: what changed in minds and bodies goes to storage once a second.

use std::collections::BTreeMap;

use bevy::prelude::*;
use minds::{MindChange, Person, STATE_ROW};
use shared::ids::{BodyId, Key};
use shared::protocol::components::Being;

use super::{CharacterBody, CharacterScenes};
use crate::sim::admission::TownGate;
use crate::sim::bodies::Place;
use crate::sim::calendar::Calendar;
use crate::sim::keeping::{Journal, Past, SAVE_EVERY, StopRequested};
use crate::sim::scenes::{InScene, Scenes};
use crate::sim::state_hash::fnv;
use crate::sim::{Now, TickSystems};
use crate::storage::{CharacterRow, MemoryRow, Position, RelationRow, Who, Write};

/// What the names of rows with relations begin with.
const RELATION: &str = "r:";

pub(super) fn plugin(app: &mut App) {
    app.add_systems(Update, save_characters.in_set(TickSystems::Keep))
        .add_systems(Update, note_whereabouts.in_set(TickSystems::Begin));
}

/// Saves what changed of every kept character once a second, spread over the ticks by body, and before a stop.
fn save_characters(
    now: Res<Now>,
    scenes: Res<Scenes>,
    gate: Res<TownGate>,
    calendar: Res<Calendar>,
    stop: Res<StopRequested>,
    mut characters: Query<(&Being, &mut CharacterBody, &Place, &InScene)>,
    mut saved: Local<BTreeMap<BodyId, CharacterRow>>,
    mut journal: ResMut<Journal>,
) {
    for (being, mut character, place, scene) in &mut characters {
        let due = being.id.0.wrapping_add(now.0.0).is_multiple_of(SAVE_EVERY);
        if !(due || stop.0) {
            continue;
        }
        let at_ms = gate.clock.now_ms();
        write_changes(character.bypass_change_detection(), at_ms, &mut journal);
        if !character.kept {
            continue;
        }
        let row = CharacterRow {
            key: character.key.clone(),
            position: Position { scene: scenes.key(*scene).clone(), at: place.at, facing: place.facing },
            mood: format!("{:?}", character.mind.mood(calendar.time)),
            state: character.mind.state(),
            at_ms,
        };
        let known = saved.get(&being.id);
        if known.is_none_or(|known| CharacterRow { at_ms: known.at_ms, ..row.clone() } != *known) {
            saved.insert(being.id, row.clone());
            journal.write(Write::CharacterState(row));
        }
    }
}

/// Writes down what changed in a mind since the last time; a mind that isn't kept only forgets what changed.
pub(in crate::sim) fn write_changes(character: &mut CharacterBody, at_ms: u64, journal: &mut Journal) {
    let changes = character.mind.changes();
    if !character.kept {
        return;
    }
    for change in changes {
        journal.write(stored_change(&character.key, change, at_ms));
    }
}

/// Where a row of a mind is stored: what it thinks of somebody among the relations, everything else among the memories.
fn stored_change(character: &Key, change: MindChange, at_ms: u64) -> Write {
    let character = character.clone();
    match change {
        MindChange::Keep { row, json } => match related(&row) {
            Some(other) => Write::Relation(RelationRow { character, other, body: json }),
            None => Write::Memory(MemoryRow { character, id: fnv(&row), kind: row, body: json, at_ms }),
        },
        MindChange::Forgot { row } => match related(&row) {
            Some(other) => Write::RelationForgotten { character, other },
            None => Write::MemoryForgotten { character, id: fnv(&row) },
        },
    }
}

/// Whom a row with a relation is about; `None` for every other row.
fn related(row: &str) -> Option<Who> {
    Person::from_row(row.strip_prefix(RELATION)?).map(|person| match person {
        Person::Player(id) => Who::Player(id),
        Person::Character(key) => Who::Character(key),
    })
}

/// Everything that storage has of a character's mind, as the rows that [`minds::Mind::restore`] takes.
pub(in crate::sim) fn stored_rows<'a>(
    past: &'a Past,
    character: &Key,
) -> impl Iterator<Item = (String, String)> + use<'a> {
    let memories = past.memories.get(character).into_iter().flatten();
    let relations = past.relations.get(character).into_iter().flatten();
    let state = past.characters.get(character).filter(|row| !row.state.is_empty());
    memories
        .map(|row| (row.kind.clone(), row.body.clone()))
        .chain(relations.map(|row| (format!("{RELATION}{}", person(&row.other)), row.body.clone())))
        .chain(state.map(|row| (STATE_ROW.to_owned(), row.state.clone())))
}

fn person(who: &Who) -> Person {
    match who {
        Who::Player(id) => Person::Player(*id),
        Who::Character(key) => Person::Character(key.clone()),
    }
}

/// Once a second: tells the town which scene each character is in, and learns it of those in other shards.
fn note_whereabouts(
    now: Res<Now>,
    scenes: Res<Scenes>,
    gate: Res<TownGate>,
    mut known: ResMut<CharacterScenes>,
    characters: Query<(&CharacterBody, &InScene)>,
) {
    if !now.0.0.is_multiple_of(SAVE_EVERY) && now.0.0 != 1 {
        return;
    }
    let here = characters.iter().filter(|(character, _)| character.kept);
    let here = here.map(|(character, scene)| (character.key.clone(), scenes.key(*scene).clone()));
    known.0 = gate.roster.note_characters(here);
}
