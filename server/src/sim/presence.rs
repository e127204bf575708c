//! Presence: a lost connection leaves the body waiting for a minute; visitors are counted and told.

use bevy::prelude::*;
use shared::protocol::components::{Doing, Mien};
use shared::protocol::facts::TownTold;
use shared::world::TICK_HZ;
use shared::world::movement::Trajectory;

use super::admission::{PlayerBody, Players, Session, TownGate};
use super::bodies::Place;
use super::calendar::Calendar;
use super::keeping::Journal;
use super::outbox::Tell;
use super::scenes::{InScene, Scenes};
use super::{Now, TickSystems};
use crate::roster::Whereabouts;
use crate::storage::{Position, Write};

/// Ticks that a body waits for its player to come back: sixty seconds.
pub const WAIT_TICKS: u32 = 60 * TICK_HZ;

/// Ticks between two looks at the visitor count.
const TELL_EVERY: u32 = TICK_HZ;

/// What clients were last told, so that they are told only of changes and every ten minutes of the town.
#[derive(Resource, Default)]
struct LastTold {
    visitors: u32,
    tens: u32,
}

pub(super) fn plugin(app: &mut App) {
    app.init_resource::<LastTold>()
        .add_observer(leave_body_waiting)
        .add_systems(Update, remove_lost_bodies.in_set(TickSystems::Move))
        .add_systems(Update, tell_the_town.in_set(TickSystems::Announce));
}

fn leave_body_waiting(
    gone: On<Remove, Session>,
    sessions: Query<&Session>,
    now: Res<Now>,
    gate: Res<TownGate>,
    scenes: Res<Scenes>,
    mut bodies: Query<(&mut PlayerBody, &Place, &InScene, &mut Trajectory, &mut Mien)>,
    mut journal: ResMut<Journal>,
) {
    let client = gone.entity;
    let Ok(session) = sessions.get(client) else { return };
    let Ok((mut body, place, scene, mut trajectory, mut mien)) = bodies.get_mut(session.body) else { return };
    if body.connection != Some(client) {
        return;
    }
    body.connection = None;
    body.lost_at = Some(now.0);
    mien.doing = Doing::Away;
    *trajectory = Trajectory::standing(now.0, place.at, place.facing);
    let key = scenes.key(*scene).clone();
    gate.roster.note(body.player, Whereabouts { scene: key.clone(), connected: false });
    journal.write(Write::PlayerMoved {
        player: body.player,
        position: Position { scene: key, at: place.at, facing: place.facing },
    });
}

fn remove_lost_bodies(
    now: Res<Now>,
    gate: Res<TownGate>,
    scenes: Res<Scenes>,
    bodies: Query<(Entity, &PlayerBody, &InScene)>,
    mut players: ResMut<Players>,
    mut journal: ResMut<Journal>,
    mut commands: Commands,
) {
    for (entity, body, scene) in &bodies {
        if body.lost_at.is_some_and(|lost| now.0.since(lost) >= WAIT_TICKS) {
            commands.entity(entity).try_despawn();
            players.0.remove(&body.player);
            gate.roster.forget(body.player, scenes.key(*scene));
            journal.write(Write::VisitEnded { visit: body.visit, at_ms: gate.clock.now_ms() });
        }
    }
}

fn tell_the_town(
    now: Res<Now>,
    calendar: Res<Calendar>,
    gate: Res<TownGate>,
    mut last: ResMut<LastTold>,
    clients: Query<(Entity, Ref<Session>)>,
    mut told: Tell<TownTold>,
) {
    let due = now.0.0.is_multiple_of(TELL_EVERY);
    let visitors = if due { gate.roster.visitors() } else { last.visitors };
    let tens = calendar.time.0 / 10;
    let changed = visitors != last.visitors || tens != last.tens;
    *last = LastTold { visitors, tens };
    for (client, session) in &clients {
        if changed || session.is_added() {
            let visitors = if session.is_added() { gate.roster.visitors() } else { visitors };
            told.one(client, TownTold { visitors, time: calendar.time, tick: now.0 });
        }
    }
}
