//! Tables: the hall is told who sits at which table of the Game Hall.

use std::collections::BTreeMap;

use bevy::prelude::*;
use shared::ids::{Key, PlayerId};

use crate::rooms::keeper::{HallDoor, ToHall};
use crate::sim::admission::PlayerBody;
use crate::sim::bodies::Place;
use crate::sim::scenes::{InScene, Scenes};
use crate::sim::{ShardSettings, TickSystems};

/// The way to the hall, and what it was told.
///
/// What somebody's table is follows from where they are, so nothing is queued: what the hall had no room for differs
/// from what it was told, and is told in a later tick.
#[derive(Resource)]
struct HallTold {
    door: HallDoor,
    tables: BTreeMap<PlayerId, Key>,
}

pub(super) fn plugin(app: &mut App) {
    app.add_systems(Update, tell_the_hall.in_set(TickSystems::Announce));
}

pub(super) fn insert(app: &mut App, settings: &ShardSettings) {
    app.insert_resource(HallTold { door: settings.hall.clone(), tables: BTreeMap::new() });
}

fn tell_the_hall(
    scenes: Res<Scenes>,
    bodies: Query<(&PlayerBody, &Place, &InScene)>,
    mut told: ResMut<HallTold>,
    mut sit: Local<BTreeMap<PlayerId, Key>>,
) {
    sit.clear();
    for (body, place, scene) in &bodies {
        // Whoever talks on a chair still sits there; whose connection is lost doesn't play.
        if body.connection.is_some()
            && !place.walking
            && let Some(table) = table_at(&scenes, *scene, place)
        {
            sit.insert(body.player, table);
        }
    }
    let HallTold { door, tables } = &mut *told;
    let tell =
        |player: PlayerId, table: Option<Key>| door.try_send(ToHall::Seated { shard: scenes.shard, player, table });
    tables.retain(|player, _| sit.contains_key(player) || !tell(*player, None));
    for (player, table) in &*sit {
        if tables.get(player) != Some(table) && tell(*player, Some(table.clone())) {
            tables.insert(*player, table.clone());
        }
    }
}

/// The table that a seat belongs to.
fn table_at(scenes: &Scenes, scene: InScene, place: &Place) -> Option<Key> {
    let (here, tile) = (scenes.get(scene), place.tile());
    here.seats.get(&tile)?;
    here.def.spots.values().find(|spot| spot.at == tile && spot.table.is_some())?.table.clone()
}
