//! The line to the hall: a ticket, a socket, what runs over it, and another try when it breaks.

use std::time::Duration;

use bevy::prelude::*;
use bevy_replicon::prelude::ProtocolHash;
use bytes::Bytes;
use shared::api::GuestRequest;
use shared::protocol::hash_number;
use shared::protocol::rooms::{self, RoomRequest, RoomTold};
use shared::rooms::Ms;
use shared::rooms::room::RoomAction;

use super::state::{Hall, HallState, is_answer};
use super::words::{HallCommand, HallEvent};
use crate::net::address::ServerAddress;
use crate::net::backoff::{Backoff, Seed};
use crate::net::entry::{Entry, Progress};
use crate::net::frames::LineEvent;
use crate::net::platform::http::HttpTask;
use crate::net::platform::web_socket::Socket;
use crate::net::{Connection, ConnectionState, GuestTokens};

/// A line that held this long is well again: the next loss starts counting anew.
const WELL_AFTER: Duration = Duration::from_secs(10);

/// How long opening may take.
const PATIENCE: Duration = Duration::from_secs(10);

/// In a room, the hall measures the way at least this often; who doesn't hear it is no longer connected.
const SILENCE: Duration = Duration::from_secs(45);

/// Most that may wait for the line to open; what doesn't fit was asked for by somebody who only waits.
const MOST_WAITING: usize = 8;

/// The line of this client, if somebody wants it.
#[derive(Resource, Default)]
pub(super) struct Line {
    wanted: bool,
    phase: Phase,
    backoff: Option<Backoff>,
    losses: u64,
    next_seq: u32,
    /// What was asked for before the line was open.
    waiting: Vec<HallCommand>,
    /// Echoes and the like, to leave at the end of the frame.
    out: Vec<RoomRequest>,
}

#[derive(Default)]
enum Phase {
    #[default]
    Idle,
    Waiting {
        until: Duration,
    },
    Asking {
        entry: Box<Entry>,
        call: HttpTask,
    },
    Open {
        socket: Socket,
        since: Duration,
        heard: Duration,
        opened: bool,
    },
}

impl Line {
    fn lose(&mut self, hall: &mut Hall, now: Duration, seed: Seed) {
        hall.state = HallState::Coming;
        hall.clock.forget();
        hall.tables.clear();
        hall.passing = None;
        if self.backoff.is_none() {
            self.losses += 1;
        }
        let spread = seed.0.wrapping_add(self.losses).wrapping_mul(31);
        let backoff = self.backoff.get_or_insert_with(|| Backoff::starting(now, spread));
        // The town is there, so the hall comes back sooner or later.
        let until = backoff.next_try(now).unwrap_or_else(|| {
            self.backoff = None;
            now + Duration::from_secs(15)
        });
        self.phase = Phase::Waiting { until };
    }

    fn close(&mut self, hall: &mut Hall) {
        let losses = self.losses;
        *self = Self { losses, ..Self::default() };
        let seconds = hall.seconds;
        *hall = Hall { seconds, ..Hall::default() };
    }
}

/// Takes in what the hall told, and opens the line or looks for it again.
pub(super) fn learn(
    mut line: ResMut<Line>,
    mut hall: ResMut<Hall>,
    mut events: MessageWriter<HallEvent>,
    connection: Res<Connection>,
    tokens: Res<GuestTokens>,
    protocol: Option<Res<ProtocolHash>>,
    seed: Res<Seed>,
    time: Res<Time<Real>>,
) {
    let now = time.elapsed();
    let hall = &mut *hall;
    hall.seconds = time.elapsed_secs_f64();
    if !connection.is_under_way() {
        if line.wanted || hall.state != HallState::Away {
            line.close(hall);
        }
        return;
    }
    match std::mem::take(&mut line.phase) {
        Phase::Idle if line.wanted && connection.state == ConnectionState::Connected => {
            line.phase = Phase::Waiting { until: now };
        }
        Phase::Idle => {}
        Phase::Waiting { until } if now < until || connection.state != ConnectionState::Connected => {
            line.phase = Phase::Waiting { until };
        }
        Phase::Waiting { .. } => match entry(&connection, &tokens, protocol.as_deref()) {
            Some(entry) => {
                hall.state = HallState::Coming;
                let call = HttpTask::start(entry.call());
                line.phase = Phase::Asking { entry: Box::new(entry), call };
            }
            // Nothing was lost: the town has told us nothing yet.
            None => line.phase = Phase::Waiting { until: now + Duration::from_secs(1) },
        },
        Phase::Asking { mut entry, mut call } => match call.poll().map(|answer| entry.read(answer)) {
            None => line.phase = Phase::Asking { entry, call },
            Some(Ok(Progress::Granted(grant))) => {
                let socket = Socket::open(entry.server().web_socket(rooms::PATH), grant.ticket);
                line.phase = Phase::Open { socket, since: now, heard: now, opened: false };
            }
            // The town gives out new tokens, and we ask again with the one it gave.
            Some(Ok(Progress::GoOn)) => line.lose(hall, now, *seed),
            Some(Err(why)) => {
                info!(%why, "no ticket for the hall");
                line.lose(hall, now, *seed);
            }
        },
        Phase::Open { socket, since, heard, opened } => {
            listen(&mut line, hall, &mut events, (socket, since, heard, opened), now, *seed);
        }
    }
}

/// The request for a ticket; `None` while the town has given us no token.
fn entry(connection: &Connection, tokens: &GuestTokens, protocol: Option<&ProtocolHash>) -> Option<Entry> {
    let server = connection.server.as_ref()?;
    let token = tokens.0.get(server)?.clone();
    let guest = GuestRequest { name: connection.name.clone()?, looks: shared::content::looks::Looks::default() };
    let address = ServerAddress::parse(server).ok()?;
    Some(Entry::new(address, hash_number(protocol?), guest, Some(token), true))
}

fn listen(
    line: &mut Line,
    hall: &mut Hall,
    events: &mut MessageWriter<HallEvent>,
    (mut socket, since, mut heard, mut opened): (Socket, Duration, Duration, bool),
    now: Duration,
    seed: Seed,
) {
    let mut alive = true;
    while let Some(event) = socket.poll() {
        heard = now;
        match event {
            LineEvent::Opened => {
                opened = true;
                let again = hall.asked_again();
                hall.pending.clear();
                for (pressed, action) in again {
                    act(line, hall, pressed, action);
                }
            }
            LineEvent::Alive => {}
            LineEvent::Closed => {
                alive = false;
                break;
            }
            LineEvent::Frame(frame) => match postcard::from_bytes::<RoomTold>(&frame) {
                Ok(told) => {
                    if let RoomTold::Pinged { nonce, .. } = told {
                        line.out.push(RoomRequest::Echo { nonce });
                    }
                    events.write_batch(hall.hear(told));
                }
                Err(why) => {
                    warn!(%why, "the hall said something that makes no sense");
                    alive = false;
                    break;
                }
            },
        }
    }
    let too_long = !opened && now.saturating_sub(since) > PATIENCE;
    let silent = hall.room.is_some() && now.saturating_sub(heard) > SILENCE;
    if !alive || too_long || silent {
        info!(opened, silent, "the line to the hall was lost");
        return line.lose(hall, now, seed);
    }
    if now.saturating_sub(since) > WELL_AFTER {
        line.backoff = None;
    }
    // An echo that waits for the end of the frame would make the way look longer.
    for request in std::mem::take(&mut line.out) {
        alive &= send(&mut socket, &request);
    }
    if alive {
        line.phase = Phase::Open { socket, since, heard, opened };
    } else {
        line.lose(hall, now, seed);
    }
}

fn send(socket: &mut Socket, request: &RoomRequest) -> bool {
    match postcard::to_allocvec(request) {
        Ok(bytes) => socket.send(Bytes::from(bytes)),
        Err(cause) => {
            error!(%cause, "a request can't be written");
            true
        }
    }
}

/// Sends what was asked for in this frame.
pub(super) fn ask(
    mut line: ResMut<Line>,
    mut hall: ResMut<Hall>,
    mut commands: MessageReader<HallCommand>,
    connection: Res<Connection>,
    seed: Res<Seed>,
    time: Res<Time<Real>>,
) {
    let hall = &mut *hall;
    for command in commands.read() {
        match command {
            HallCommand::Part if hall.room.is_none() => line.close(hall),
            HallCommand::Part | HallCommand::Records => {}
            _ if !connection.is_under_way() => {}
            HallCommand::Attend => line.wanted = true,
            // It is on its way from now on, and leaves with everything else that wasn't acknowledged.
            HallCommand::Act(action) if hall.state == HallState::Coming && is_answer(action) => {
                let pressed = hall.now();
                note(&mut line, hall, pressed, action.clone());
            }
            command => {
                line.wanted = true;
                line.waiting.push(command.clone());
            }
        }
    }
    if hall.state != HallState::Here {
        let surplus = line.waiting.len().saturating_sub(MOST_WAITING);
        line.waiting.drain(..surplus);
        return;
    }
    for command in std::mem::take(&mut line.waiting) {
        let request = match command {
            HallCommand::Attend | HallCommand::Part | HallCommand::Records => continue,
            HallCommand::Open(wishes) => RoomRequest::Open { wishes: *wishes },
            HallCommand::Enter(code) => RoomRequest::Enter { code },
            HallCommand::Sit(table) => RoomRequest::Sit { table },
            HallCommand::Watch(watched) => RoomRequest::Watch(watched),
            HallCommand::Act(action) => {
                let pressed = hall.now();
                act(&mut line, hall, pressed, action);
                continue;
            }
        };
        line.out.push(request);
    }
    let requests = std::mem::take(&mut line.out);
    let Phase::Open { socket, .. } = &mut line.phase else { return };
    if !requests.iter().all(|request| send(socket, request)) {
        line.lose(hall, time.elapsed(), *seed);
    }
}

fn act(line: &mut Line, hall: &mut Hall, pressed: Option<Ms>, action: RoomAction) {
    let seq = note(line, hall, pressed, action.clone());
    line.out.push(RoomRequest::Act { seq, pressed, action });
}

/// Notes that an action is on its way; its number.
fn note(line: &mut Line, hall: &mut Hall, pressed: Option<Ms>, action: RoomAction) -> u32 {
    line.next_seq = line.next_seq.wrapping_add(1);
    hall.pending.push_back((line.next_seq, pressed, action));
    line.next_seq
}
