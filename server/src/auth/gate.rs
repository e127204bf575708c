//! The gate: turns an admission into a grant that a client can connect with, over either transport.

use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::sync::Arc;
use std::time::Duration;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use bevy_replicon_renet::netcode::ConnectToken;
use shared::api::{JoinGrant, UdpGrant};
use shared::clock::Clock;

use super::tickets::{Admission, LIFETIME_MS, TicketOffice};
use crate::roster::Roster;
use crate::tick_times::Traffic;

/// Seconds without a packet after which a UDP connection counts as lost.
const UDP_TIMEOUT_SECONDS: i32 = 10;

/// Everything that is needed to let somebody in.
pub struct Gate {
    /// Who is where.
    pub roster: Arc<Roster>,
    /// The tickets that are out.
    pub office: TicketOffice,
    /// The wall clock.
    pub clock: Arc<dyn Clock>,
    /// Hash of the wire protocol, for clients to compare.
    pub protocol: u64,
    /// UDP ports of each shard; empty when UDP is off.
    pub udp_ports: Vec<UdpPort>,
    /// Bytes to and from clients, on both transports.
    pub traffic: Traffic,
    /// The key that connect tokens are sealed with, fresh for each process.
    pub udp_key: [u8; 32],
}

/// Where a shard's UDP is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct UdpPort {
    /// The port that is bound.
    pub own: u16,
    /// The port that clients dial; another one where something in front of the server forwards it.
    pub public: u16,
}

impl Gate {
    /// Issues a ticket and everything a client needs to use it.
    ///
    /// # Errors
    /// When the system has no randomness to give.
    pub fn grant(&self, admission: Admission) -> anyhow::Result<JoinGrant> {
        let now_ms = self.clock.now_ms();
        let shard = self.roster.shard_of(&admission.scene);
        let dialled = admission.dialled;
        let ticket = self.office.issue(admission, now_ms)?;
        let udp = match self.udp_ports.get(usize::from(shard)) {
            Some(&port) => {
                // The client dials the first address; the second is the one the server knows itself by,
                // without which netcode refuses the token (`NotInHostList`).
                let addresses = vec![SocketAddr::new(dialled, port.public), own_address(port.own)];
                let token = ConnectToken::generate(
                    Duration::from_millis(now_ms),
                    self.protocol,
                    LIFETIME_MS / 1000,
                    ticket.id,
                    UDP_TIMEOUT_SECONDS,
                    addresses,
                    None,
                    &self.udp_key,
                )?;
                let mut bytes = Vec::new();
                token.write(&mut bytes)?;
                Some(UdpGrant { port: port.public, connect_token: STANDARD.encode(bytes) })
            }
            None => None,
        };
        Ok(JoinGrant { ticket: ticket.secret, protocol: self.protocol, ws_path: "/ws".to_owned(), udp })
    }
}

/// The address by which a shard's netcode server knows itself.
#[must_use]
pub const fn own_address(port: u16) -> SocketAddr {
    SocketAddr::new(IpAddr::V4(Ipv4Addr::LOCALHOST), port)
}
