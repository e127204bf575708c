//! Remembering: what changed in minds and bodies goes to storage once a second.

use bevy::prelude::*;
use minds::MindChange;
use shared::protocol::components::Being;

use super::{CharacterBody, CharacterScenes};
use crate::sim::admission::TownGate;
use crate::sim::bodies::Place;
use crate::sim::calendar::Calendar;
use crate::sim::keeping::{Journal, SAVE_EVERY, StopRequested};
use crate::sim::scenes::{InScene, Scenes};
use crate::sim::state_hash::fnv;
use crate::sim::{Now, TickSystems};
use crate::storage::{CharacterRow, MemoryRow, Position, Write};

pub(super) fn plugin(app: &mut App) {
    app.add_systems(Update, save_characters.in_set(TickSystems::Keep))
        .add_systems(Update, note_whereabouts.in_set(TickSystems::Begin));
}

/// Saves every kept character once a second, spread over the ticks by body, and all of them before a stop.
fn save_characters(
    now: Res<Now>,
    scenes: Res<Scenes>,
    gate: Res<TownGate>,
    calendar: Res<Calendar>,
    stop: Res<StopRequested>,
    mut characters: Query<(&Being, &mut CharacterBody, Ref<Place>, &InScene)>,
    mut journal: ResMut<Journal>,
) {
    for (being, mut character, place, scene) in &mut characters {
        let due = being.id.0.wrapping_add(now.0.0).is_multiple_of(SAVE_EVERY);
        if !(due || stop.0) {
            continue;
        }
        let changes = character.bypass_change_detection().mind.changes();
        if !character.kept {
            continue;
        }
        let at_ms = gate.clock.now_ms();
        let key = &character.key;
        for change in changes {
            journal.write(match change {
                MindChange::Keep { row, json } => {
                    Write::Memory(MemoryRow { character: key.clone(), id: fnv(&row), kind: row, body: json, at_ms })
                }
                MindChange::Forgot { row } => Write::MemoryForgotten { character: key.clone(), id: fnv(&row) },
            });
        }
        let position = Position { scene: scenes.key(*scene).clone(), at: place.at, facing: place.facing };
        journal.write(Write::CharacterState(CharacterRow {
            key: key.clone(),
            position,
            mood: format!("{:?}", character.mind.mood(calendar.time)),
            state: String::new(),
            at_ms,
        }));
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
