//! The town's calendar: minutes of the town follow from ticks.

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use bevy::prelude::*;
use shared::clock::TownTime;
use shared::world::{TICK_MS, Tick};

use super::{Now, ShardSettings, TickSystems};

/// What time it is in the town.
#[derive(Resource, Debug, Clone, Copy)]
pub struct Calendar {
    /// Now.
    pub time: TownTime,
    /// Milliseconds that a minute takes.
    pub minute_ms: u32,
    began: TownTime,
}

/// The town's time as the shards last set it, for those outside the simulation.
#[derive(Debug, Default)]
pub struct SharedTime(AtomicU32);

impl SharedTime {
    /// The town's time; at most a minute of the town old.
    #[must_use]
    pub fn get(&self) -> TownTime {
        TownTime(self.0.load(Ordering::Relaxed))
    }
}

/// This shard's end of the shared time.
#[derive(Resource)]
struct TellTime(Arc<SharedTime>);

impl Calendar {
    fn at(&self, tick: Tick) -> TownTime {
        let minutes = u64::from(tick.0) * TICK_MS / u64::from(self.minute_ms.max(1));
        TownTime(self.began.0.saturating_add(u32::try_from(minutes).unwrap_or(u32::MAX)))
    }
}

pub(super) fn plugin(app: &mut App) {
    app.add_systems(Update, turn_the_clock.in_set(TickSystems::Begin).after(super::begin_tick));
}

pub(super) fn insert(app: &mut App, settings: &ShardSettings) {
    let began = settings.past.time;
    settings.time.0.store(began.0, Ordering::Relaxed);
    app.insert_resource(TellTime(settings.time.clone()));
    app.insert_resource(Calendar { time: began, minute_ms: settings.minute_ms, began });
}

fn turn_the_clock(now: Res<Now>, mut calendar: ResMut<Calendar>, tell: Res<TellTime>) {
    let time = calendar.at(now.0);
    if calendar.time != time {
        calendar.time = time;
        tell.0.0.store(time.0, Ordering::Relaxed);
    }
}
