//! Takes the session from phase to phase and says so in [`Connection`].

use std::time::Duration;

use bevy::ecs::system::SystemParam;
use bevy::prelude::*;
use bevy_replicon::prelude::ProtocolHash;
use shared::api::{GuestRequest, JoinGrant};
use shared::protocol::hash_number;

use super::{Phase, Session, Wish};
use crate::net::address::ServerAddress;
use crate::net::backoff::{Backoff, Seed};
use crate::net::entry::{Entry, EntryFailure, Progress};
use crate::net::lines::Lines;
use crate::net::platform::HAS_UDP;
use crate::net::platform::http::HttpTask;
use crate::net::words::{
    Connection, ConnectionState, GuestTokenSaved, GuestTokens, NetCommand, Transport, TransportChoice,
};

/// How long UDP may take before a WebSocket is tried instead.
const UDP_PATIENCE: Duration = Duration::from_secs(3);

/// How long a line may take to open when there is no other way, and the server to let us in after that.
const PATIENCE: Duration = Duration::from_secs(10);

/// A connection that held this long is well again: the next loss starts counting anew. Without it, two
/// windows of one player would throw each other out for ever.
const WELL_AFTER: Duration = Duration::from_secs(10);

const LOST: &str = "The connection to the town was lost, and it didn't come back.";
const SHUT: &str = "The town answers, but its door doesn't open. A firewall may be in the way.";

/// Everything it takes to get in and stay in.
#[derive(SystemParam)]
pub struct Doorman<'w, 's> {
    session: ResMut<'w, Session>,
    connection: ResMut<'w, Connection>,
    lines: Lines<'w, 's>,
    tokens: ResMut<'w, GuestTokens>,
    saved: MessageWriter<'w, GuestTokenSaved>,
    protocol: Option<Res<'w, ProtocolHash>>,
    seed: Res<'w, Seed>,
    time: Res<'w, Time<Real>>,
}

impl Doorman<'_, '_> {
    /// To be called first in every frame.
    pub fn begin(&mut self) {
        self.lines.drive();
    }

    /// Does what the player wants.
    pub fn obey(&mut self, command: &NetCommand) {
        self.lines.close();
        self.connection.transport = None;
        let introduced = self.session.introduced.take();
        let losses = self.session.losses;
        *self.session = Session { introduced, losses, ..Session::default() };
        let NetCommand::Join { server, name, looks, transport } = command else {
            self.connection.state = ConnectionState::Offline;
            return;
        };
        match ServerAddress::parse(server) {
            Ok(server) => {
                *self.connection = Connection { server: Some(server.http()), ..Connection::default() };
                let guest = GuestRequest { name: name.clone(), looks: *looks };
                self.session.wish = Some(Wish { server, guest, choice: *transport, no_udp: !HAS_UDP });
                self.enter();
            }
            Err(bad) => self.give_up(bad.to_string()),
        }
    }

    /// The server has put us into a scene.
    pub fn come_inside(&mut self) {
        if let Phase::Opening { .. } = self.session.phase {
            info!(transport = ?self.connection.transport, "in the town");
            self.session.phase = Phase::Inside { since: self.time.elapsed() };
            self.session.was_inside = true;
            self.connection.state = ConnectionState::Connected;
        }
    }

    /// The way goes on in another shard.
    pub fn go_through_door(&mut self, grant: JoinGrant) {
        if !matches!(self.session.phase, Phase::Inside { .. }) {
            return;
        }
        self.lines.close();
        self.connection.state = ConnectionState::Joining("Through the door…");
        self.session.phase = Phase::Granted { grant };
    }

    /// Takes the next step if it is time for it.
    pub fn step(&mut self) {
        if std::mem::take(&mut self.session.mismatch) {
            self.give_up(EntryFailure::Outdated.to_string());
        }
        let now = self.time.elapsed();
        match std::mem::take(&mut self.session.phase) {
            Phase::Idle => {}
            Phase::Waiting { until } if now >= until => self.enter(),
            Phase::Waiting { until } => {
                self.tell_retry(until - now);
                self.session.phase = Phase::Waiting { until };
            }
            Phase::Entering { entry, call } => self.step_entering(entry, call),
            Phase::Granted { grant } if self.lines.is_clear() => self.open(&grant),
            Phase::Granted { grant } => self.session.phase = Phase::Granted { grant },
            Phase::Opening { transport, since, connected } => self.step_opening(transport, since, connected),
            Phase::Inside { since } => {
                self.session.phase = Phase::Inside { since };
                if now.saturating_sub(since) >= WELL_AFTER {
                    self.session.backoff = None;
                }
                if self.lines.is_broken() || !self.lines.is_connected() {
                    warn!("the connection was lost");
                    self.lose(SHUT);
                }
            }
        }
    }

    /// Starts to ask for a ticket.
    fn enter(&mut self) {
        let Some(wish) = &self.session.wish else { return };
        let Some(protocol) = &self.protocol else {
            error!("the app was not finished, so there is no protocol hash");
            return self.give_up("Parlor could not start properly.".into());
        };
        let introduced = self.session.introduced == Some(wish.introduction());
        let token = self.tokens.0.get(&wish.server.http()).cloned();
        let entry = Entry::new(wish.server.clone(), hash_number(protocol), wish.guest.clone(), token, introduced);
        self.call(entry);
    }

    fn call(&mut self, entry: Entry) {
        if self.session.backoff.is_some() {
            self.tell_retry(Duration::ZERO);
        } else {
            self.connection.state = ConnectionState::Joining(entry.step_in_words());
        }
        let call = HttpTask::start(entry.call());
        self.session.phase = Phase::Entering { entry, call };
    }

    fn step_entering(&mut self, mut entry: Entry, mut call: HttpTask) {
        let Some(answer) = call.poll() else {
            self.session.phase = Phase::Entering { entry, call };
            return;
        };
        let result = entry.read(answer);
        self.keep(&entry);
        match result {
            Ok(Progress::GoOn) => self.call(entry),
            Ok(Progress::Granted(grant)) => self.session.phase = Phase::Granted { grant },
            Err(failure) if failure.is_passing() && self.session.was_inside => self.lose(LOST),
            Err(failure) => self.give_up(failure.to_string()),
        }
    }

    /// Keeps what was learnt on the way in.
    fn keep(&mut self, entry: &Entry) {
        let Some(wish) = &self.session.wish else { return };
        let server = wish.server.http();
        if self.connection.name.is_none() {
            self.connection.name = Some(wish.guest.name.clone());
        }
        self.session.introduced = entry.is_introduced().then(|| wish.introduction());
        if let Some(name) = &entry.name {
            self.connection.name = Some(name.clone());
        }
        if let Some(town) = &entry.town {
            self.connection.town = Some(town.name.clone());
            self.connection.minute_of_day = Some(town.minute_of_day);
        }
        if self.tokens.0.get(&server).map(String::as_str) == entry.token() {
            return;
        }
        let token = entry.token().unwrap_or_default().to_owned();
        if token.is_empty() {
            self.tokens.0.remove(&server);
        } else {
            self.tokens.0.insert(server.clone(), token.clone());
        }
        self.saved.write(GuestTokenSaved { server, token });
    }

    fn open(&mut self, grant: &JoinGrant) {
        let Some(wish) = &self.session.wish else { return };
        let transport = match (wish.choice, &grant.udp) {
            (TransportChoice::Udp, None) => return self.give_up("This town has no UDP: choose WebSocket.".into()),
            (TransportChoice::Udp, Some(_)) => Transport::Udp,
            (TransportChoice::Auto, Some(_)) if !wish.no_udp => Transport::Udp,
            _ => Transport::WebSocket,
        };
        let now = self.time.elapsed();
        self.lines.open(transport, &wish.server, grant, now);
        self.connection.transport = Some(transport);
        if let ConnectionState::Joining(words) = &mut self.connection.state
            && *words != "Through the door…"
        {
            *words = "Walking in…";
        }
        self.session.phase = Phase::Opening { transport, since: now, connected: false };
    }

    fn step_opening(&mut self, transport: Transport, since: Duration, connected: bool) {
        let now = self.time.elapsed();
        let auto = self.session.wish.as_ref().is_some_and(|wish| wish.choice == TransportChoice::Auto);
        let may_fall_back = auto && transport == Transport::Udp && !connected;
        let patience = if may_fall_back { UDP_PATIENCE } else { PATIENCE };
        let gone = connected && !self.lines.is_connected();
        if !(gone || self.lines.is_broken() || now.saturating_sub(since) > patience) {
            let just_connected = !connected && self.lines.is_connected();
            let since = if just_connected { now } else { since };
            self.session.phase = Phase::Opening { transport, since, connected: connected || just_connected };
        } else if may_fall_back {
            info!("UDP doesn't connect, trying a WebSocket");
            self.lines.close();
            self.connection.transport = None;
            if let Some(wish) = &mut self.session.wish {
                wish.no_udp = true;
            }
            // The ticket may be spent already, so there has to be another one.
            self.enter();
        } else {
            warn!(?transport, connected, "the way in didn't open");
            self.lose(SHUT);
        }
    }

    /// The line is gone: tries again later, unless there is no point in it. `never_in` is said when the town was never reached.
    fn lose(&mut self, never_in: &str) {
        let now = self.time.elapsed();
        self.lines.close();
        self.connection.transport = None;
        if !self.session.was_inside {
            return self.give_up(never_in.to_owned());
        }
        let seed = self.seed.0.wrapping_add(self.session.losses);
        let session = &mut *self.session;
        if session.backoff.is_none() {
            session.losses += 1;
        }
        let backoff = session.backoff.get_or_insert_with(|| Backoff::starting(now, seed));
        match backoff.next_try(now) {
            Some(until) => {
                session.phase = Phase::Waiting { until };
                self.tell_retry(until - now);
            }
            None => self.give_up(LOST.to_owned()),
        }
    }

    fn tell_retry(&mut self, wait: Duration) {
        let attempt = self.session.backoff.as_ref().map_or(1, Backoff::attempt);
        let retry_in_ms = u64::try_from(wait.as_millis()).unwrap_or(u64::MAX);
        self.connection.state = ConnectionState::Reconnecting { attempt, retry_in_ms };
    }

    fn give_up(&mut self, words: String) {
        self.lines.close();
        self.connection.transport = None;
        self.session.phase = Phase::Idle;
        self.session.wish = None;
        self.connection.state = ConnectionState::Failed(words);
    }
}
