//! Coming and going: who has walked up takes part, who has walked away or vanished does not.

use bevy::prelude::*;
use minds::talk::LeaveWhy;
use shared::ids::BodyId;

use super::folk::{Folk, LOST_DISTANCE, TALK_DISTANCE};
use super::{Talk, Talks};
use crate::sim::Now;
use crate::sim::reload::Leaving;

/// Members whose body is gone or about to, in another scene, far away, or waiting for its player.
pub(super) fn notice_those_who_left(
    now: Res<Now>,
    folk: Folk,
    leaving: Query<(), With<Leaving>>,
    mut talks: ResMut<Talks>,
) {
    for talk in talks.0.values_mut() {
        for id in talk.machine.everybody() {
            let why = match folk.place(id) {
                None => LeaveWhy::Vanished,
                Some(_) if folk.bodies.get(id).is_some_and(|entity| leaving.contains(entity)) => LeaveWhy::Walked,
                Some((scene, _)) if scene != talk.scene => LeaveWhy::Walked,
                Some(_) if is_away(&folk, id) => LeaveWhy::Vanished,
                Some(_) if is_far(talk, &folk, id) => LeaveWhy::Walked,
                Some(_) => continue,
            };
            let facts = talk.machine.leave(id, why, now.ms());
            talk.take_in(facts);
        }
    }
}

/// Those who were on their way and are near now, or can't come any nearer.
pub(super) fn notice_those_who_came(now: Res<Now>, folk: Folk, mut talks: ResMut<Talks>) {
    for talk in talks.0.values_mut() {
        for id in on_the_way(talk) {
            let walking = folk
                .bodies
                .get(id)
                .and_then(|entity| folk.all.get(entity).ok())
                .is_some_and(|(_, _, _, _, trajectory, ..)| !trajectory.is_over(now.0));
            let near = nearest_other(talk, &folk, id).is_some_and(|distance| distance <= TALK_DISTANCE);
            if near && !walking {
                let facts = talk.machine.arrived(id, now.ms());
                talk.take_in(facts);
            }
        }
    }
}

fn is_away(folk: &Folk, id: BodyId) -> bool {
    folk.bodies
        .get(id)
        .and_then(|entity| folk.all.get(entity).ok())
        .is_some_and(|(_, _, _, _, _, player, ..)| player.is_some_and(|player| player.connection.is_none()))
}

/// Those who were asked or are walking up.
fn on_the_way(talk: &Talk) -> Vec<BodyId> {
    let here = talk.machine.members();
    talk.machine.everybody().into_iter().filter(|id| !here.contains(id)).collect()
}

/// Whether a member is out of everybody's reach, once all have walked up.
fn is_far(talk: &Talk, folk: &Folk, id: BodyId) -> bool {
    on_the_way(talk).is_empty() && nearest_other(talk, folk, id).is_some_and(|distance| distance > LOST_DISTANCE)
}

fn nearest_other(talk: &Talk, folk: &Folk, id: BodyId) -> Option<i32> {
    talk.machine.everybody().into_iter().filter(|other| *other != id).filter_map(|other| folk.distance(id, other)).min()
}
