//! Steps: a player's wish to walk becomes their body's trajectory, from when they pressed the key.

use bevy::ecs::system::SystemParam;
use bevy::prelude::*;
use bevy_replicon::prelude::*;
use shared::content::town::Scene;
use shared::protocol::components::{Doing, Mien};
use shared::protocol::facts::{Probed, Refused, Rejection, Stepped};
use shared::protocol::requests::{Probe, STAMP_WINDOW, Steer, WalkTo};
use shared::world::movement::{Motion, Pose, Trajectory};
use shared::world::path::plan_walk;
use shared::world::{TICK_MS, Tick};

use super::admission::{Session, TownGate};
use super::outbox::Tell;
use super::scenes::{InScene, Scenes};
use super::{Now, TickSystems};

pub(super) fn plugin(app: &mut App) {
    app.add_systems(Update, (steer_bodies, walk_bodies, answer_probes).chain().in_set(TickSystems::Intake));
}

type Walkers<'w, 's> = Query<'w, 's, (&'static mut Trajectory, &'static InScene, &'static mut Mien)>;

/// What a wish to walk needs, whichever it is.
#[derive(SystemParam)]
struct Steps<'w, 's> {
    sessions: Query<'w, 's, &'static mut Session>,
    bodies: Walkers<'w, 's>,
    now: Res<'w, Now>,
    scenes: Res<'w, Scenes>,
    stepped: Tell<'w, Stepped>,
    refused: Tell<'w, Refused>,
}

fn steer_bodies(mut requests: MessageReader<FromClient<Steer>>, mut steps: Steps) {
    for FromClient { client_id, message } in requests.read() {
        let heading = message.heading.clamped();
        let motion = if heading.is_none() { Motion::Still } else { Motion::Steered(heading) };
        steps.take(client_id, message.seq, message.at, |_, _| Ok(motion));
    }
}

fn walk_bodies(mut requests: MessageReader<FromClient<WalkTo>>, mut steps: Steps) {
    for FromClient { client_id, message } in requests.read() {
        steps.take(client_id, message.seq, message.at, |pose, here| {
            plan_walk(&here.walls, pose.at, message.to).map(Motion::Path).ok_or(Rejection::NoWay)
        });
    }
}

impl Steps<'_, '_> {
    /// Finds the sender's session, takes the step and answers; who has no session isn't heard.
    fn take(
        &mut self,
        client: &ClientId,
        seq: u32,
        at: Tick,
        motion: impl FnOnce(Pose, &Scene) -> Result<Motion, Rejection>,
    ) {
        let Some(client) = client.entity() else { return };
        let Ok(mut session) = self.sessions.get_mut(client) else { return };
        let result = step(&mut session, &mut self.bodies, *self.now, &self.scenes, seq, at, motion);
        match result {
            Ok(trajectory) => self.stepped.one(client, Stepped { seq, trajectory }),
            Err(why) => self.refused.refuse(client, why),
        }
    }
}

/// Checks a step request and changes the body's motion from the moment of the request on.
fn step(
    session: &mut Session,
    bodies: &mut Walkers,
    now: Now,
    scenes: &Scenes,
    seq: u32,
    at: Tick,
    motion: impl FnOnce(Pose, &Scene) -> Result<Motion, Rejection>,
) -> Result<Trajectory, Rejection> {
    if seq <= session.last_seq {
        return Err(Rejection::NotNow);
    }
    session.last_seq = seq;
    if !session.steps.take(now.ms()) {
        return Err(Rejection::TooFast);
    }
    let (mut trajectory, scene, mut mien) = bodies.get_mut(session.body).map_err(|_| Rejection::NotNow)?;
    let here = scenes.get(*scene);
    let at = stamp(at, now.0, trajectory.start);
    let pose = trajectory.pose(at, &here.walls);
    let motion = motion(pose, here)?;
    let next = Trajectory { start: at, from: pose.at, facing: pose.facing, motion };
    if matches!(mien.doing, Doing::Sitting | Doing::Away) && next.motion != Motion::Still {
        mien.doing = Doing::Idle;
    }
    *trajectory = next.clone();
    Ok(next)
}

/// When a request takes effect: when the player made it, but never in the future, never before the last
/// change of motion, and never further back than the window.
fn stamp(asked: Tick, now: Tick, last_change: Tick) -> Tick {
    let earliest = Tick(now.0.saturating_sub(STAMP_WINDOW)).max(last_change.min(now));
    asked.clamp(earliest, now)
}

fn answer_probes(
    mut probes: MessageReader<FromClient<Probe>>,
    mut sessions: Query<&mut Session>,
    now: Res<Now>,
    gate: Res<TownGate>,
    started: Res<super::transport::TickStart>,
    mut probed: Tell<Probed>,
) {
    for FromClient { client_id, message } in probes.read() {
        let Some(client) = client_id.entity() else { continue };
        let Ok(mut session) = sessions.get_mut(client) else { continue };
        if session.wishes.take(now.ms()) {
            let into = gate.clock.now_ms().saturating_sub(started.0).min(TICK_MS - 1);
            let into_tick_ms = u8::try_from(into).unwrap_or(0);
            probed.one(client, Probed { sent_ms: message.sent_ms, tick: now.0, into_tick_ms });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(asked: u32, now: u32, last: u32, expected: u32) {
        assert_eq!(stamp(Tick(asked), Tick(now), Tick(last)), Tick(expected));
    }

    #[test]
    fn stamps_stay_in_their_window() {
        check(98, 100, 50, 98);
        check(120, 100, 50, 100);
        check(10, 100, 50, 90);
        check(92, 100, 95, 95);
        check(92, 100, 105, 100);
    }
}
