//! The mock's UDP half: stock renet on a thread, as the real server has it.

use std::net::UdpSocket;
use std::sync::{Arc, Weak};
use std::thread;
use std::time::{Duration, SystemTime};

use bevy_replicon_renet::RenetChannelsExt;
use bevy_replicon_renet::netcode::{NetcodeServerTransport, ServerAuthentication, ServerConfig};
use bevy_replicon_renet::renet::{Bytes, ConnectionConfig, RenetServer, ServerEvent};

use crate::mock::{KEY, Order, Town};

const FRAME: Duration = Duration::from_millis(5);

/// Serves until the town is dropped.
pub fn serve(town: Arc<Town>, socket: UdpSocket) {
    let server = RenetServer::new(ConnectionConfig {
        server_channels_config: town.wire.channels.server_configs(),
        client_channels_config: town.wire.channels.client_configs(),
        ..ConnectionConfig::default()
    });
    let config = ServerConfig {
        current_time: SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).unwrap_or_default(),
        max_clients: 8,
        protocol_id: 1,
        public_addresses: vec![socket.local_addr().expect("an address")],
        authentication: ServerAuthentication::Secure { private_key: KEY },
    };
    let transport = NetcodeServerTransport::new(config, socket).expect("a transport");
    let town = Arc::downgrade(&town);
    thread::spawn(move || run(&town, server, transport));
}

fn run(town: &Weak<Town>, mut server: RenetServer, mut transport: NetcodeServerTransport) {
    let mut orders = town.upgrade().map(|town| town.orders.subscribe());
    while let Some((town, orders)) = town.upgrade().zip(orders.as_mut()) {
        server.update(FRAME);
        let _ = transport.0.update(FRAME, &mut server);
        while let Some(event) = server.get_event() {
            if let ServerEvent::ClientConnected { client_id } = event {
                server.send_message(client_id, town.wire.entered as u8, payload(&town.entered()));
            }
        }
        for client in server.clients_id() {
            while server.receive_message(client, town.wire.steer as u8).is_some() {
                town.seen().steps += 1;
            }
        }
        match orders.try_recv() {
            Ok(Order::SendOn(ticket)) => {
                let sent = payload(&town.sent_on(ticket));
                server.broadcast_message(town.wire.sent_on as u8, sent);
            }
            Ok(Order::HangUp) => transport.0.disconnect_all(&mut server),
            Err(_) => {}
        }
        transport.0.send_packets(&mut server);
        thread::sleep(FRAME);
    }
}

fn payload(message: &impl serde::Serialize) -> Bytes {
    Bytes::from(postcard::to_allocvec(message).expect("bytes"))
}
