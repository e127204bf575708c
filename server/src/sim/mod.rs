//! The simulation of one shard: a headless Bevy app in which one update is one tick of a twentieth second.

pub mod admission;
pub mod bodies;
pub mod calendar;
pub mod characters;
pub mod chat;
pub mod doors;
pub mod elbow_room;
mod hall;
pub mod keeping;
pub mod outbox;
pub mod presence;
pub mod reload;
pub mod scenes;
pub mod sight;
pub mod state_hash;
pub mod steps;
pub mod talk;
pub mod transport;

use std::sync::Arc;
use std::time::Duration;

use bevy::app::ScheduleRunnerPlugin;
use bevy::ecs::schedule::SingleThreadedExecutor;
use bevy::prelude::*;
use bevy::state::app::StatesPlugin;
use bevy::time::TimeUpdateStrategy;
use bevy_replicon::prelude::*;
use bevy_replicon::server::{ServerPlugin, message::ServerMessagePlugin};
use shared::content::town::TownContent;
use shared::ids::Key;
use shared::world::{TICK_MS, Tick};
use tokio::sync::mpsc;

use crate::auth::gate::Gate;
use crate::bridge::{ShardDoors, ToShard};
use crate::content::Loaded;
use crate::rooms::keeper::HallDoor;
use crate::settings::Designers;
use crate::storage::WriteHandle;

/// The steps of one tick, in order. Add a step here and nowhere else; features order themselves only
/// against these.
#[derive(SystemSet, Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum TickSystems {
    /// The tick and the calendar move on.
    Begin,
    /// Connections and requests become intents; every request is checked here.
    Intake,
    /// Characters and conversations choose what to do.
    Decide,
    /// Bodies get to where they are at this tick, and through doors. Nothing else moves them.
    Move,
    /// What happened becomes messages.
    Announce,
    /// Clients are told what changed in the scene they see.
    Show,
    /// What has to last goes to storage.
    Keep,
}

/// Now, in this shard.
#[derive(Resource, Debug, Clone, Copy, Default)]
pub struct Now(pub Tick);

impl Now {
    /// Milliseconds since the shard started.
    #[must_use]
    pub const fn ms(self) -> u64 {
        self.0.0 as u64 * TICK_MS
    }
}

/// The town's public content.
#[derive(Resource, Debug, Clone, Deref)]
pub struct Content(pub Arc<TownContent>);

/// What a shard is made of.
pub struct ShardSettings {
    /// Its number, counted from 0.
    pub shard: u8,
    /// What the town is made of when it opens.
    pub loaded: Arc<Loaded>,
    /// The scene where newcomers arrive.
    pub arrival_scene: Key,
    /// Whether players are told what became of edits.
    pub designers: Designers,
    /// Seed of all chance in this shard.
    pub seed: u64,
    /// Milliseconds that a minute of the town takes.
    pub minute_ms: u32,
    /// Extra characters to fill the scenes with, for load tests.
    pub crowd: u32,
    /// The town's time, for those outside the simulation.
    pub time: Arc<calendar::SharedTime>,
    /// The one scene that the crowd fills; all of them when `None`.
    pub crowd_scene: Option<Key>,
    /// The gate for players who walk into another shard.
    pub gate: Arc<Gate>,
    /// The doors of all shards.
    pub doors: ShardDoors,
    /// The way to the rooms of the Game Hall.
    pub hall: HallDoor,
    /// What reaches this shard.
    pub inbox: mpsc::Receiver<ToShard>,
    /// Where what has to last goes.
    pub writes: WriteHandle,
    /// What storage knew when the server started.
    pub past: keeping::Past,
}

/// Builds a shard. Call `finish` and `cleanup` on the app before its first update, as [`prepare`] does.
pub fn app(settings: ShardSettings) -> App {
    let mut app = App::new();
    app.add_plugins((MinimalPlugins.build().disable::<ScheduleRunnerPlugin>(), StatesPlugin));
    app.insert_resource(TimeUpdateStrategy::ManualDuration(Duration::from_millis(TICK_MS)));
    // By hand instead of `RepliconPlugins`: built together with a client, those would add both sides.
    app.add_plugins((
        RepliconSharedPlugin::default(),
        // Nothing is replicated: replicon carries messages, and `sight` tells of bodies.
        ServerPlugin { tick_schedule: None, ..ServerPlugin::default() },
        ServerMessagePlugin,
        shared::protocol::plugin,
    ));
    use TickSystems::{Announce, Begin, Decide, Intake, Keep, Move, Show};
    app.configure_sets(Update, (Begin, Intake, Decide, Move, Announce, Show, Keep).chain());
    app.init_resource::<Now>();
    app.insert_resource(Content(settings.loaded.town.clone()));
    app.add_systems(Update, begin_tick.in_set(Begin));
    app.add_plugins((
        transport::plugin,
        bodies::plugin,
        elbow_room::plugin,
        sight::plugin,
        calendar::plugin,
        admission::plugin,
        presence::plugin,
        steps::plugin,
        hall::plugin,
        doors::plugin,
        chat::plugin,
        talk::plugin,
        characters::plugin,
        reload::plugin,
        keeping::plugin,
    ));
    scenes::insert(&mut app, &settings);
    keeping::insert(&mut app, &settings);
    calendar::insert(&mut app, &settings);
    characters::insert(&mut app, &settings);
    admission::insert(&mut app, &settings);
    reload::insert(&mut app, &settings);
    hall::insert(&mut app, &settings);
    transport::insert(&mut app, settings);
    app
}

/// Finishes the plugins and turns every schedule to one thread, which a tick of this size is fastest on.
pub fn prepare(app: &mut App) {
    app.finish();
    app.cleanup();
    let mut schedules = app.world_mut().resource_mut::<Schedules>();
    for (_, schedule) in schedules.iter_mut() {
        schedule.set_executor(SingleThreadedExecutor::new());
    }
}

fn begin_tick(mut now: ResMut<Now>) {
    now.0 = now.0.after(1);
}
