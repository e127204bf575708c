//! The lines a connection can run over, behind one face: at most one of them is in use.

use std::time::Duration;

use bevy::ecs::system::SystemParam;
use bevy::prelude::*;
use bevy_replicon::prelude::*;
use shared::api::JoinGrant;

use super::address::ServerAddress;
use super::frames::SocketLine;
use super::platform::udp::UdpLine;
use super::platform::web_socket::Socket;
use super::words::Transport;

/// Opens, watches and closes the line.
#[derive(SystemParam)]
pub struct Lines<'w, 's> {
    state: Res<'w, State<ClientState>>,
    next_state: ResMut<'w, NextState<ClientState>>,
    socket: ResMut<'w, SocketLine>,
    udp: UdpLine<'w, 's>,
}

impl Lines<'_, '_> {
    /// Takes sockets that are ready into use. To be called every frame.
    pub fn drive(&mut self) {
        self.udp.drive();
    }

    /// Whether everything of the last line is gone, so that the next one can open.
    pub fn is_clear(&self) -> bool {
        *self.state.get() == ClientState::Disconnected && !self.socket.is_in_use() && !self.udp.is_in_use()
    }

    /// Whether messages run.
    pub fn is_connected(&self) -> bool {
        *self.state.get() == ClientState::Connected
    }

    /// Whether the line could not be opened, or broke.
    pub fn is_broken(&self) -> bool {
        self.socket.is_broken() || self.udp.is_broken()
    }

    /// Starts to connect. UDP needs a grant that has it.
    pub fn open(&mut self, transport: Transport, server: &ServerAddress, grant: &JoinGrant, now: Duration) {
        match (transport, &grant.udp) {
            (Transport::Udp, Some(udp)) => self.udp.open(server.host(), udp),
            _ => {
                let socket = Socket::open(server.web_socket(&grant.ws_path), grant.ticket.clone());
                self.socket.open(socket, now);
                self.next_state.set(ClientState::Connecting);
            }
        }
    }

    /// Hangs up. The state follows within a frame or two; wait for [`Self::is_clear`] before opening again.
    pub fn close(&mut self) {
        if self.socket.is_in_use() {
            self.next_state.set(ClientState::Disconnected);
        }
        self.socket.close();
        self.udp.close();
    }
}
