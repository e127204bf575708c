//! Netcode over UDP: bevy_replicon_renet does the talking, this opens and closes it.

use std::io::Cursor;
use std::net::{Ipv4Addr, Ipv6Addr, SocketAddr, ToSocketAddrs, UdpSocket};
use std::time::{Duration, SystemTime};

use bevy::ecs::system::SystemParam;
use bevy::prelude::*;
use bevy_replicon::prelude::*;
use bevy_replicon_renet::netcode::{ClientAuthentication, ConnectToken, NetcodeClientTransport, NetcodeError};
use bevy_replicon_renet::renet::ConnectionConfig;
use bevy_replicon_renet::{RenetChannelsExt, RenetClient};
use shared::api::UdpGrant;

use super::task::Task;
use crate::net::Done;
use crate::net::entry::connect_token_bytes;

/// The UDP line of this client.
#[derive(SystemParam)]
pub struct UdpLine<'w, 's> {
    commands: Commands<'w, 's>,
    channels: Res<'w, RepliconChannels>,
    client: Option<Res<'w, RenetClient>>,
    transport: Option<ResMut<'w, NetcodeClientTransport>>,
    opening: ResMut<'w, Opening>,
}

/// A socket being made: looking a host up may take seconds.
#[derive(Resource, Default)]
pub struct Opening {
    task: Option<Task<Result<NetcodeClientTransport, UdpFailure>>>,
    failed: bool,
}

/// Why there is no UDP line.
#[derive(Debug, thiserror::Error)]
pub enum UdpFailure {
    #[error("the connect token can't be read")]
    BadToken,
    #[error("the host has no address")]
    NoAddress,
    #[error(transparent)]
    Socket(#[from] std::io::Error),
    #[error(transparent)]
    Netcode(#[from] NetcodeError),
}

impl UdpLine<'_, '_> {
    /// Starts to connect to the grant's port on `host`.
    pub fn open(&mut self, host: &str, grant: &UdpGrant) {
        let (host, grant) = (host.to_owned(), grant.clone());
        *self.opening = Opening { task: Some(Task::start("udp", move || connect(&host, &grant))), failed: false };
    }

    /// Takes a socket that is ready into use. To be called every frame.
    pub fn drive(&mut self) {
        let Some(task) = &mut self.opening.task else { return };
        let result = match task.poll() {
            Done::NotYet => return,
            Done::Yes(result) => result,
            Done::Never => Err(UdpFailure::NoAddress),
        };
        self.opening.task = None;
        match result {
            Ok(transport) => {
                let config = ConnectionConfig {
                    server_channels_config: self.channels.server_configs(),
                    client_channels_config: self.channels.client_configs(),
                    ..ConnectionConfig::default()
                };
                self.commands.insert_resource(RenetClient::new(config));
                self.commands.insert_resource(transport);
            }
            Err(why) => {
                warn!(%why, "no way in over UDP");
                self.opening.failed = true;
            }
        }
    }

    /// Whether there is a line, open or opening.
    pub fn is_in_use(&self) -> bool {
        self.client.is_some() || self.opening.task.is_some()
    }

    /// Whether the line could not be opened, or broke.
    pub fn is_broken(&self) -> bool {
        self.opening.failed || self.client.as_ref().is_some_and(|client| client.is_disconnected())
    }

    /// Hangs up, and forgets a line that broke.
    pub fn close(&mut self) {
        *self.opening = Opening::default();
        if let Some(transport) = &mut self.transport {
            transport.disconnect();
        }
        self.commands.remove_resource::<RenetClient>();
        self.commands.remove_resource::<NetcodeClientTransport>();
    }
}

#[expect(clippy::disallowed_methods, reason = "netcode wants the wall clock, and this is where it starts")]
fn connect(host: &str, grant: &UdpGrant) -> Result<NetcodeClientTransport, UdpFailure> {
    let bytes = connect_token_bytes(&grant.connect_token).ok_or(UdpFailure::BadToken)?;
    let mut connect_token = ConnectToken::read(&mut Cursor::new(bytes)).map_err(|_| UdpFailure::BadToken)?;
    // The server may sit behind a forwarded port: it is where the API is, whatever it calls itself.
    let server = address_of(host, grant.port)?;
    connect_token.server_addresses = [None; 32];
    connect_token.server_addresses[0] = Some(server);
    let any = match server {
        SocketAddr::V4(_) => SocketAddr::from((Ipv4Addr::UNSPECIFIED, 0)),
        SocketAddr::V6(_) => SocketAddr::from((Ipv6Addr::UNSPECIFIED, 0)),
    };
    let socket = UdpSocket::bind(any)?;
    let now = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).unwrap_or(Duration::ZERO);
    Ok(NetcodeClientTransport::new(now, ClientAuthentication::Secure { connect_token }, socket)?)
}

/// The host's address; the older kind first, because that is what small servers listen on.
fn address_of(host: &str, port: u16) -> Result<SocketAddr, UdpFailure> {
    let mut found: Vec<SocketAddr> = (host, port).to_socket_addrs()?.collect();
    found.sort_by_key(SocketAddr::is_ipv6);
    found.first().copied().ok_or(UdpFailure::NoAddress)
}
