//! Keeping: what has to last goes to storage once a tick, without waiting for it.

use std::collections::BTreeMap;

use bevy::prelude::*;
use minds::{Flags, WorldEvent};
use shared::clock::TownTime;
use shared::ids::{Key, PlayerId};
use shared::world::TICK_HZ;

use super::admission::{PlayerBody, TownGate};
use super::bodies::Place;
use super::calendar::Calendar;
use super::scenes::{InScene, Scenes};
use super::{Now, ShardSettings, TickSystems};
use crate::storage::{CharacterRow, MemoryRow, Position, RelationRow, SavedClock, SavedTown, Write, WriteHandle};

/// Ticks between two saves of the same body: what a crash may cost is one second of the town.
pub const SAVE_EVERY: u32 = TICK_HZ;

/// Name of the town's flags in storage.
const FLAGS: &str = "flags";

/// Name of a scene's news in storage.
pub(super) const NEWS: &str = "news";

/// What storage knew when the server started, as a shard needs it.
#[derive(Debug, Clone, Default)]
pub struct Past {
    /// The town's time now, after the time that passed while the server was down.
    pub time: TownTime,
    /// The town's time when it was last saved; equal to `time` for a new town.
    pub left_at: TownTime,
    /// Every character's last state.
    pub characters: BTreeMap<Key, CharacterRow>,
    /// Every character's memories.
    pub memories: BTreeMap<Key, Vec<MemoryRow>>,
    /// Every character's relations.
    pub relations: BTreeMap<Key, Vec<RelationRow>>,
    /// What happened lately, the latest last.
    pub news: Vec<WorldEvent>,
}

impl Past {
    /// The past of a town that was left at one time and goes on at another.
    #[must_use]
    pub fn of(saved: &SavedTown, left_at: TownTime, time: TownTime) -> Self {
        let mut past = Self { time, left_at, characters: saved.characters.clone(), ..Self::default() };
        for memory in &saved.memories {
            past.memories.entry(memory.character.clone()).or_default().push(memory.clone());
        }
        for relation in &saved.relations {
            past.relations.entry(relation.character.clone()).or_default().push(relation.clone());
        }
        for ((scene, _), value) in saved.scene_state.iter().filter(|((_, key), _)| key == NEWS) {
            match serde_json::from_str::<Vec<WorldEvent>>(value) {
                Ok(news) => past.news.extend(news),
                Err(cause) => warn!(%scene, %cause, "the news of a scene can't be read and are left aside"),
            }
        }
        past.news.sort_by_key(|event| event.at);
        past
    }
}

/// The town's flags as they were saved; none when they can't be read.
#[must_use]
pub fn saved_flags(saved: &SavedTown) -> Flags {
    let flags = saved.town.get(FLAGS).map(|text| serde_json::from_str(text)).transpose();
    flags.map(Option::unwrap_or_default).unwrap_or_else(|cause| {
        warn!(%cause, "the town's flags can't be read: storylets start over");
        Flags::default()
    })
}

/// Writes of this tick, and those that storage had no room for yet.
#[derive(Resource)]
pub struct Journal {
    waiting: Vec<Write>,
    handle: WriteHandle,
}

impl Journal {
    /// Adds a write. It leaves at the end of the tick and is never dropped.
    pub fn write(&mut self, write: Write) {
        self.waiting.push(write);
    }
}

/// Whether the shard was asked to save everything and stop.
#[derive(Resource, Debug, Default)]
pub struct StopRequested(pub bool);

pub(super) fn plugin(app: &mut App) {
    app.init_resource::<StopRequested>().add_systems(
        Update,
        (save_players, save_calendar, save_flags, hand_over_writes).chain().in_set(TickSystems::Keep),
    );
}

pub(super) fn insert(app: &mut App, settings: &ShardSettings) {
    app.insert_resource(Journal { waiting: Vec::new(), handle: settings.writes.clone() });
}

/// Every player's position once a second if it changed, spread over the ticks by body.
fn save_players(
    now: Res<Now>,
    scenes: Res<Scenes>,
    stop: Res<StopRequested>,
    bodies: Query<(Entity, &PlayerBody, &Place, &InScene)>,
    mut saved: Local<BTreeMap<PlayerId, Position>>,
    mut journal: ResMut<Journal>,
) {
    for (entity, body, place, scene) in &bodies {
        if !stop.0 && !(entity.index_u32().wrapping_add(now.0.0)).is_multiple_of(SAVE_EVERY) {
            continue;
        }
        let position = Position { scene: scenes.key(*scene).clone(), at: place.at, facing: place.facing };
        if saved.get(&body.player) != Some(&position) {
            saved.insert(body.player, position.clone());
            journal.write(Write::PlayerMoved { player: body.player, position });
        }
    }
    if saved.len() > 2 * bodies.iter().len() + 64 {
        saved.clear();
    }
}

/// The first shard keeps the town's clock.
fn save_calendar(calendar: Res<Calendar>, scenes: Res<Scenes>, gate: Res<TownGate>, mut journal: ResMut<Journal>) {
    if scenes.shard == 0 && calendar.is_changed() {
        journal.write(Write::TownClock(SavedClock { time: calendar.time, at_ms: gate.clock.now_ms() }));
    }
}

/// The first shard keeps the town's flags, which storylets set and ask for.
fn save_flags(
    now: Res<Now>,
    scenes: Res<Scenes>,
    gate: Res<TownGate>,
    stop: Res<StopRequested>,
    mut saved: Local<String>,
    mut journal: ResMut<Journal>,
) {
    if scenes.shard != 0 || !(stop.0 || now.0.0.is_multiple_of(SAVE_EVERY)) {
        return;
    }
    let Ok(value) = serde_json::to_string(&*gate.roster.flags()) else { return };
    if *saved != value {
        saved.clone_from(&value);
        journal.write(Write::TownValue { key: FLAGS.into(), value });
    }
}

fn hand_over_writes(mut journal: ResMut<Journal>) {
    if journal.waiting.is_empty() {
        return;
    }
    let batch = std::mem::take(&mut journal.waiting);
    if let Err(batch) = journal.handle.try_send(batch) {
        debug!(writes = batch.len(), "storage is behind: these writes wait");
        journal.waiting = batch;
    }
}
