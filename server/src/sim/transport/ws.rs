//! WebSockets: the half of the backend that lives in the simulation; `http::ws` is the other.

use bevy::prelude::*;
use bevy_replicon::prelude::*;
use bevy_replicon::shared::backend::connected_client::NetworkId;
use bytes::Bytes;
use shared::protocol::frames::{self, MAX_CLIENT_PAYLOADS};
use tokio::sync::mpsc;
use tokio::sync::mpsc::error::{TryRecvError, TrySendError};

use crate::bridge::{NewSocket, ToShard};
use crate::sim::admission::Admitted;
use crate::sim::characters::ArrivingCharacters;
use crate::sim::hall::Remarks;
use crate::sim::keeping::StopRequested;
use crate::sim::reload::{Edits, Fresh};

/// Largest message for replicon to split mutations at: over TCP splitting gains nothing.
const MAX_SIZE: usize = 16 * 1024;

/// Ticks a client may be behind before it is let go: five seconds, for which what it should have heard is kept.
const MAX_BACKLOG: u32 = 100;

/// What reaches this shard from the tokio side.
#[derive(Resource)]
pub(super) struct Inbox(pub mpsc::Receiver<ToShard>);

/// On a client that came over a WebSocket. Dropping it closes the socket: it owns both channels.
#[derive(Component)]
struct Socket {
    inbound: mpsc::Receiver<Bytes>,
    outbound: mpsc::Sender<Bytes>,
    frame: Vec<u8>,
    behind: u32,
}

pub(super) fn plugin(app: &mut App) {
    app.add_systems(
        PreUpdate,
        (accept_sockets, receive_frames)
            .chain()
            .in_set(ServerSystems::ReceivePackets)
            .run_if(in_state(ServerState::Running)),
    )
    .add_systems(
        PostUpdate,
        // Whom a `DisconnectRequest` names is despawned by bevy_replicon_renet, after sending and whoever it is.
        send_frames.after(ServerSystems::Send).before(ServerSystems::SendPackets),
    );
}

fn accept_sockets(
    mut inbox: ResMut<Inbox>,
    mut commands: Commands,
    mut arriving: ResMut<ArrivingCharacters>,
    mut fresh: ResMut<Fresh>,
    mut edits: ResMut<Edits>,
    mut remarks: ResMut<Remarks>,
    mut stop: ResMut<StopRequested>,
) {
    while let Ok(message) = inbox.0.try_recv() {
        match message {
            ToShard::Socket(socket) => {
                let NewSocket { id, admission, inbound, outbound } = *socket;
                commands.spawn((
                    ConnectedClient { max_size: MAX_SIZE },
                    NetworkId::new(id),
                    Admitted(admission),
                    Socket { inbound, outbound, frame: Vec::new(), behind: 0 },
                ));
            }
            ToShard::Traveller(traveller) => arriving.0.push(*traveller),
            ToShard::Edit(edit) => edits.tell(edit),
            ToShard::Content(loaded) => {
                // What comes after it counts on it, so it waits for the next tick.
                fresh.0 = Some(loaded);
                break;
            }
            ToShard::Remark(remark) => remarks.0.push(remark),
            ToShard::Stop => stop.0 = true,
        }
    }
}

/// Delivers what sockets sent. A frame is checked whole before any of it is delivered, because replicon
/// panics on a channel it doesn't know; a socket that sends a bad one is closed and nobody else notices.
fn receive_frames(
    mut sockets: Query<(Entity, &mut Socket)>,
    channels: Res<RepliconChannels>,
    mut messages: ResMut<ServerMessages>,
    mut commands: Commands,
) {
    let known = channels.client_channels().len();
    for (client, mut socket) in &mut sockets {
        loop {
            match socket.inbound.try_recv() {
                Ok(frame) => match frames::split(&frame, known, MAX_CLIENT_PAYLOADS) {
                    Ok(payloads) => {
                        for (channel, payload) in payloads {
                            messages.insert_received(client, channel, payload);
                        }
                    }
                    Err(why) => {
                        debug!(%client, %why, "closing a socket that sent a bad frame");
                        commands.entity(client).try_despawn();
                        break;
                    }
                },
                Err(TryRecvError::Empty) => break,
                Err(TryRecvError::Disconnected) => {
                    commands.entity(client).try_despawn();
                    break;
                }
            }
        }
    }
}

/// Takes the messages for sockets before renet sees them, one frame for each socket.
fn send_frames(
    mut messages: ResMut<ServerMessages>,
    channels: Res<RepliconChannels>,
    mut sockets: Query<(Entity, &mut Socket)>,
    mut commands: Commands,
) {
    for (client, channel, payload) in messages.iter_sent() {
        let Ok((_, mut socket)) = sockets.get_mut(client) else { continue };
        let unreliable = channels.server_channels()[channel] == Channel::Unreliable;
        if unreliable && socket.is_backlogged() {
            continue;
        }
        if let Ok(channel) = u8::try_from(channel) {
            frames::push(&mut socket.frame, channel, payload);
        }
    }
    messages.retain_sent(|(client, ..)| !sockets.contains(*client));
    for (client, mut socket) in &mut sockets {
        if !socket.flush() {
            debug!(%client, "letting go of a socket that is closed or doesn't keep up");
            commands.entity(client).try_despawn();
        }
    }
}

impl Socket {
    /// Half of what may wait is waiting: what may be left out is left out from here on.
    fn is_backlogged(&self) -> bool {
        self.outbound.capacity() < self.outbound.max_capacity() / 2
    }

    /// Hands the frame over; false when there is no point in going on. Counts every tick with a backlog, also
    /// one in which nothing was to be sent: as long as only unreliable messages come, they are left out, and
    /// the queue alone would never overflow.
    fn flush(&mut self) -> bool {
        self.behind = if self.is_backlogged() { self.behind + 1 } else { 0 };
        if self.behind > MAX_BACKLOG {
            return false;
        }
        if self.frame.is_empty() {
            return !self.outbound.is_closed();
        }
        match self.outbound.try_reserve() {
            Ok(permit) => permit.send(Bytes::from(std::mem::take(&mut self.frame))),
            // What can't be sent now stays in front of what comes next, so reliable messages keep their order.
            Err(TrySendError::Full(())) => {}
            Err(TrySendError::Closed(())) => return false,
        }
        true
    }
}
