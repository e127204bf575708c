//! The session: from the wish to join until the player leaves, through losses and doors.

mod doorman;

use std::time::Duration;

use bevy::prelude::*;
use bevy_replicon::prelude::*;
use shared::api::{GuestRequest, JoinGrant};
use shared::content::looks::Looks;
use shared::protocol::facts::{Entered, SentOn};

use super::address::ServerAddress;
use super::backoff::{Backoff, Seed};
use super::entry::Entry;
use super::platform::http::HttpTask;
use super::words::{Connection, GuestTokenSaved, GuestTokens, NetCommand, Transport, TransportChoice};
use doorman::Doorman;

/// Where the player wants to be, and how far that is.
#[derive(Resource, Default)]
struct Session {
    wish: Option<Wish>,
    phase: Phase,
    /// The last guest that the server at this address was told about.
    introduced: Option<Introduction>,
    /// The tries since the connection was lost; kept until it has held for a while.
    backoff: Option<Backoff>,
    /// Losses so far, so that each has its own spread.
    losses: u64,
    /// Whether this wish has already led into the town once.
    was_inside: bool,
    /// The server said that our protocol is another one.
    mismatch: bool,
}

/// What a server was told about a guest.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Introduction {
    server: ServerAddress,
    name: String,
    looks: Looks,
}

/// A wish to be in a town.
#[derive(Debug, Clone)]
struct Wish {
    server: ServerAddress,
    guest: GuestRequest,
    choice: TransportChoice,
    /// There is no UDP, or it was tried and didn't connect: it won't be tried again.
    no_udp: bool,
}

impl Wish {
    fn introduction(&self) -> Introduction {
        Introduction { server: self.server.clone(), name: self.guest.name.clone(), looks: self.guest.looks }
    }
}

#[derive(Default)]
enum Phase {
    /// Nothing is wanted.
    #[default]
    Idle,
    /// Waiting for the moment of the next try.
    Waiting { until: Duration },
    /// Asking for a ticket.
    Entering { entry: Entry, call: HttpTask },
    /// The ticket is there; waiting for the old line to be gone.
    Granted { grant: JoinGrant },
    /// The line is opening, or open but not in a scene yet.
    Opening { transport: Transport, since: Duration, connected: bool },
    /// In the town.
    Inside { since: Duration },
}

/// Adds the session.
pub fn plugin(app: &mut App) {
    app.init_resource::<Session>()
        .init_resource::<Connection>()
        .init_resource::<GuestTokens>()
        .init_resource::<Seed>()
        .add_message::<NetCommand>()
        .add_message::<GuestTokenSaved>()
        .add_observer(note_mismatch)
        .add_systems(PreUpdate, drive_session.after(ClientSystems::Receive));
}

fn note_mismatch(_: On<ProtocolMismatch>, mut session: ResMut<Session>) {
    session.mismatch = true;
}

fn drive_session(
    mut doorman: Doorman,
    mut commands: MessageReader<NetCommand>,
    mut entered: MessageReader<Entered>,
    mut sent_on: MessageReader<SentOn>,
) {
    doorman.begin();
    for command in commands.read() {
        doorman.obey(command);
    }
    if entered.read().count() > 0 {
        doorman.come_inside();
    }
    for SentOn { grant, .. } in sent_on.read() {
        doorman.go_through_door(grant.clone());
    }
    doorman.step();
}
