//! UDP: renet and netcode as they come, with a receive buffer that holds a crowd.

use std::net::{SocketAddr, UdpSocket};
use std::time::Duration;

use bevy::prelude::*;
use bevy_replicon::prelude::*;
use bevy_replicon_renet::netcode::{NetcodeServerTransport, ServerAuthentication, ServerConfig};
use bevy_replicon_renet::renet::ConnectionConfig;
use bevy_replicon_renet::{RenetChannelsExt, RenetServer, RepliconRenetServerPlugin};
use socket2::{Domain, Protocol, Socket, Type};

use crate::auth::gate::own_address;
use crate::sim::Now;
use crate::sim::admission::TownGate;
use shared::world::TICK_HZ;

/// Most UDP clients of one shard.
const MAX_CLIENTS: usize = 1000;

/// Receive buffer in bytes. The usual 208 KiB overflows from 200 clients on, silently: renet's own
/// packet loss stays 0 while acks get lost and the server's memory grows fivefold.
pub const RECEIVE_BUFFER: usize = 4 * 1024 * 1024;

pub(super) fn plugin(app: &mut App) {
    app.add_plugins(RepliconRenetServerPlugin).add_systems(Last, count_traffic);
}

/// Once a second, adds what renet sent and received in the last one; those of WebSockets stay 0 here.
fn count_traffic(now: Res<Now>, gate: Res<TownGate>, clients: Query<&ConnectedClientStats>) {
    if now.0.0.is_multiple_of(TICK_HZ) {
        let rates = clients.iter().map(|stats| (stats.sent_bps, stats.received_bps));
        let (sent, received) = rates.fold((0.0, 0.0), |sum, rate| (sum.0 + rate.0, sum.1 + rate.1));
        gate.traffic.add(sent as usize, received as usize);
    }
}

/// Binds a UDP socket with a large receive buffer.
///
/// # Errors
/// When the port is taken or may not be used.
pub fn bind(address: SocketAddr) -> std::io::Result<UdpSocket> {
    let socket = Socket::new(Domain::for_address(address), Type::DGRAM, Some(Protocol::UDP))?;
    let got = grow_receive_buffer(&socket)?;
    if got < RECEIVE_BUFFER {
        info!(bytes = got, "the system limits the UDP receive buffer: from 200 players on raise net.core.rmem_max");
    }
    socket.bind(&address.into())?;
    socket.set_nonblocking(true)?;
    Ok(socket.into())
}

/// Asks for the large buffer and returns what the system gave: it cuts what is above its limit without a word.
fn grow_receive_buffer(socket: &Socket) -> std::io::Result<usize> {
    if socket.set_recv_buffer_size(RECEIVE_BUFFER).is_err() {
        debug!("the system keeps its own receive buffer size");
    }
    #[cfg(target_os = "linux")]
    if socket.recv_buffer_size()? < RECEIVE_BUFFER {
        // Only with CAP_NET_ADMIN; without it the limit stays.
        let _ = rustix::net::sockopt::set_socket_recv_buffer_size_force(socket, RECEIVE_BUFFER);
    }
    socket.recv_buffer_size()
}

/// Inserts the renet server, also when UDP is off: replicon's server state follows this resource.
pub(super) fn open(app: &mut App, socket: Option<UdpSocket>) -> std::io::Result<()> {
    let channels = app.world().resource::<RepliconChannels>();
    let config = ConnectionConfig {
        server_channels_config: channels.server_configs(),
        client_channels_config: channels.client_configs(),
        ..ConnectionConfig::default()
    };
    app.insert_resource(RenetServer::new(config));
    if let Some(socket) = socket {
        let gate = app.world().resource::<TownGate>();
        let config = ServerConfig {
            current_time: Duration::from_millis(gate.clock.now_ms()),
            max_clients: MAX_CLIENTS,
            protocol_id: gate.protocol,
            public_addresses: vec![own_address(socket.local_addr()?.port())],
            authentication: ServerAuthentication::Secure { private_key: gate.udp_key },
        };
        app.insert_resource(NetcodeServerTransport::new(config, socket)?);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[cfg(target_os = "linux")]
    #[test]
    fn the_receive_buffer_is_as_large_as_the_system_allows() {
        let socket = Socket::from(bind(SocketAddr::from(([127, 0, 0, 1], 0))).expect("a socket"));
        let limit = std::fs::read_to_string("/proc/sys/net/core/rmem_max").expect("a limit");
        let limit: usize = limit.trim().parse().expect("a number");
        assert!(socket.recv_buffer_size().expect("a size") >= limit.min(RECEIVE_BUFFER));
    }
}
