//! Sitting down at a table of the hall is asking for a seat in its game.

use bevy::prelude::*;
use shared::ids::Key;
use shared::protocol::components::{Doing, Mien};

use super::desk::Desk;
use crate::hall::{Hall, HallCommand, HallState};
use crate::net::ServerClock;
use crate::own::{BodyIndex, Content, Me};

/// Asks for a seat when one has just sat down at a table.
pub fn sit_down(
    me: Res<Me>,
    index: Res<BodyIndex>,
    miens: Query<&Mien>,
    content: Res<Content>,
    clock: Res<ServerClock>,
    hall: Res<Hall>,
    mut desk: ResMut<Desk>,
    mut commands: MessageWriter<HallCommand>,
    mut asked: Local<Option<Key>>,
) {
    let sits = me.body.and_then(|body| index.get(body)).and_then(|entity| miens.get(entity).ok());
    if sits.is_none_or(|mien| mien.doing != Doing::Sitting) {
        *asked = None;
        desk.sits = None;
        return;
    }
    let Some(scene) = me.scene_in(&content) else { return };
    let at = me.tile(&clock);
    let table = scene.def.spots.values().filter(|spot| spot.at == at).find_map(|spot| spot.table.as_ref());
    if desk.sits.as_ref() != table {
        desk.sits = table.cloned();
    }
    // Once for each sitting: whoever leaves the room stays on the chair.
    if hall.state == HallState::Here && *asked != table.cloned() {
        *asked = table.cloned();
        if let Some(table) = table.filter(|_| hall.room.is_none()) {
            commands.write(HallCommand::Sit(table.clone()));
        }
    }
}
