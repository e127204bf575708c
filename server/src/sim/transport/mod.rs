//! Transports: stock renet over UDP and our own WebSocket backend, side by side on one replicon server.
//!
//! renet's netcode loop steals the packets of connections it doesn't own, so WebSockets never touch
//! `RenetServer`: they are a second messaging backend of replicon with ids of their own.

mod udp;
mod ws;

use bevy::prelude::*;

use super::{ShardSettings, TickSystems};
use crate::sim::admission::TownGate;
pub use udp::{RECEIVE_BUFFER, bind};

/// Wall-clock milliseconds at which this tick began, for answering clock probes.
#[derive(Resource, Debug, Default)]
pub struct TickStart(pub u64);

pub(super) fn plugin(app: &mut App) {
    app.init_resource::<TickStart>();
    app.add_systems(Update, note_tick_start.in_set(TickSystems::Begin));
    app.add_plugins((udp::plugin, ws::plugin));
}

pub(super) fn insert(app: &mut App, settings: ShardSettings) {
    app.insert_resource(ws::Inbox(settings.inbox));
}

/// Opens the shard's doors: UDP on this socket (or none), and WebSockets. Call after `finish`.
///
/// # Errors
/// When the socket can't be used.
pub fn open(app: &mut App, socket: Option<std::net::UdpSocket>) -> std::io::Result<()> {
    udp::open(app, socket)
}

fn note_tick_start(gate: Res<TownGate>, mut start: ResMut<TickStart>) {
    start.0 = gate.clock.now_ms();
}

/// Lets every client go in an orderly way: they hear of it now instead of after a timeout.
pub fn close(app: &mut App) {
    let clients: Vec<Entity> = {
        let world = app.world_mut();
        world.query_filtered::<Entity, With<bevy_replicon::prelude::ConnectedClient>>().iter(world).collect()
    };
    for client in clients {
        app.world_mut().despawn(client);
    }
    app.update();
}
