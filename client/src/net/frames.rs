//! The WebSocket backend of replicon: frames in, frames out, and the client's state while it is in use.

use std::time::Duration;

use bevy::prelude::*;
use bevy_replicon::prelude::*;
use bytes::Bytes;
use shared::protocol::frames::{self, MAX_CLIENT_FRAME, MAX_CLIENT_PAYLOADS};

use super::platform::web_socket::Socket;

/// Largest frame taken from a server, in bytes.
pub const MAX_SERVER_FRAME: usize = 1024 * 1024;

/// Most payloads taken from a server in one frame.
const MAX_SERVER_PAYLOADS: usize = 4096;

/// A server that says nothing for this long is gone: the clock's probes alone are answered every two seconds.
const SILENCE: Duration = Duration::from_secs(10);

/// Who didn't look for so long can't tell whether the server spoke: a tab in the background, a machine that slept.
const ASLEEP: Duration = Duration::from_secs(2);

/// What a socket reports.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LineEvent {
    /// Connected, and the ticket is sent.
    Opened,
    /// A binary message.
    Frame(Bytes),
    /// Something else that shows the server is there; browsers answer pings without telling.
    #[cfg_attr(target_arch = "wasm32", expect(dead_code, reason = "browsers keep pings to themselves"))]
    Alive,
    /// Closed or broken; nothing follows.
    Closed,
}

/// The WebSocket of this client, if it uses one.
#[derive(Resource, Default)]
pub struct SocketLine {
    socket: Option<Socket>,
    broken: bool,
    heard_at: Duration,
}

impl SocketLine {
    /// Takes a socket that is opening into use.
    pub fn open(&mut self, socket: Socket, now: Duration) {
        *self = Self { socket: Some(socket), broken: false, heard_at: now };
    }

    /// Whether there is a socket, open or opening.
    pub const fn is_in_use(&self) -> bool {
        self.socket.is_some()
    }

    /// Whether the socket could not be opened, or broke.
    pub const fn is_broken(&self) -> bool {
        self.broken
    }

    /// Hangs up, and forgets a socket that broke.
    pub fn close(&mut self) {
        *self = Self::default();
    }

    fn break_off(&mut self, state: &mut NextState<ClientState>) {
        self.socket = None;
        self.broken = true;
        state.set(ClientState::Disconnected);
    }
}

/// Adds the backend; it rests while there is no socket, and bevy_replicon_renet's rests while there is one.
pub fn plugin(app: &mut App) {
    app.init_resource::<SocketLine>()
        .add_systems(PreUpdate, receive_frames.in_set(ClientSystems::ReceivePackets))
        .add_systems(PostUpdate, send_frames.in_set(ClientSystems::SendPackets));
}

fn receive_frames(
    mut line: ResMut<SocketLine>,
    mut messages: ResMut<ClientMessages>,
    mut state: ResMut<NextState<ClientState>>,
    channels: Res<RepliconChannels>,
    time: Res<Time<Real>>,
) {
    let now = time.elapsed();
    if time.delta() > ASLEEP {
        line.heard_at = now;
    }
    loop {
        let Some(socket) = &mut line.socket else { return };
        let Some(event) = socket.poll() else { break };
        line.heard_at = now;
        match event {
            LineEvent::Opened => state.set(ClientState::Connected),
            LineEvent::Alive => {}
            LineEvent::Closed => return line.break_off(&mut state),
            LineEvent::Frame(frame) => {
                match frames::split(&frame, channels.server_channels().len(), MAX_SERVER_PAYLOADS) {
                    Ok(payloads) => {
                        for (channel, payload) in payloads {
                            messages.insert_received(channel, payload);
                        }
                    }
                    Err(why) => {
                        warn!(%why, "the server sent a bad frame");
                        return line.break_off(&mut state);
                    }
                }
            }
        }
    }
    if now.saturating_sub(line.heard_at) > SILENCE {
        warn!("the server has fallen silent");
        line.break_off(&mut state);
    }
}

fn send_frames(
    mut line: ResMut<SocketLine>,
    mut messages: ResMut<ClientMessages>,
    mut state: ResMut<NextState<ClientState>>,
) {
    let Some(socket) = &mut line.socket else { return };
    let mut alive = true;
    pack(messages.drain_sent(), |frame| alive &= socket.send(frame));
    if !alive {
        line.break_off(&mut state);
    }
}

/// Packs messages into as few frames as the server's limits allow.
fn pack(messages: impl Iterator<Item = (usize, Bytes)>, mut send: impl FnMut(Bytes)) {
    const HEADER: usize = 5;
    let (mut frame, mut payloads) = (Vec::new(), 0);
    for (channel, payload) in messages {
        let Ok(channel) = u8::try_from(channel) else { continue };
        let full = payloads == MAX_CLIENT_PAYLOADS || frame.len() + HEADER + payload.len() > MAX_CLIENT_FRAME;
        if full && payloads > 0 {
            send(Bytes::from(std::mem::take(&mut frame)));
            payloads = 0;
        }
        frames::push(&mut frame, channel, &payload);
        payloads += 1;
    }
    if payloads > 0 {
        send(Bytes::from(frame));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(sizes: &[usize], frames: usize) {
        let messages = sizes.iter().map(|&size| (1, Bytes::from(vec![7; size])));
        let mut sent = Vec::new();
        pack(messages, |frame| sent.push(frame));
        assert_eq!(sent.len(), frames);
        assert!(sent.iter().all(|frame| frame.len() <= MAX_CLIENT_FRAME));
        let back: Vec<usize> = sent
            .iter()
            .flat_map(|frame| frames::split(frame, 2, MAX_CLIENT_PAYLOADS).expect("a good frame"))
            .map(|(_, payload)| payload.len())
            .collect();
        assert_eq!(back, sizes);
    }

    #[test]
    fn frames_stay_within_the_servers_limits() {
        check(&[], 0);
        check(&[3, 0, 5], 1);
        check(&[1; 65], 2);
        check(&[MAX_CLIENT_FRAME - 5, 1], 2);
        check(&[10_000, 6_000, 400], 2);
    }
}
