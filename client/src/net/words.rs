//! What the rest of the client says to the connection, and what it can see of it.

use std::collections::BTreeMap;

use bevy::prelude::*;
use shared::content::looks::Looks;

/// Asks the connection for something.
#[derive(Message, Debug, Clone, PartialEq, Eq)]
pub enum NetCommand {
    /// Walk into a town; a connection that exists is left first.
    Join {
        /// Address of its API: `host`, `host:port` or `http://host:port`.
        server: String,
        /// The name to go by; the server parses it as a `DisplayName`.
        name: String,
        /// How to look.
        looks: Looks,
        /// How to connect.
        transport: TransportChoice,
    },
    /// Walk out; the state becomes [`ConnectionState::Offline`].
    Leave,
}

/// How to connect.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum TransportChoice {
    /// UDP, and WebSocket when UDP doesn't connect within three seconds or the server has none.
    #[default]
    Auto,
    /// UDP only.
    Udp,
    /// WebSocket only.
    WebSocket,
}

/// The way the connection runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Transport {
    /// Netcode over UDP.
    Udp,
    /// WebSocket.
    WebSocket,
}

/// How far the connection is.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum ConnectionState {
    /// Not connected and not trying.
    #[default]
    Offline,
    /// On the way in or through a door; the text says what is going on, for people.
    Joining(&'static str),
    /// In the town.
    Connected,
    /// Lost, and trying again.
    Reconnecting {
        /// Counts up from 1.
        attempt: u32,
        /// Milliseconds until the attempt starts; 0 while it runs.
        retry_in_ms: u64,
    },
    /// Given up; the text says why, for people. Only a new [`NetCommand::Join`] helps.
    Failed(String),
}

/// What anybody may know about the connection; read-only for everybody but `net`.
#[derive(Resource, Debug, Clone, Default)]
pub struct Connection {
    /// How far it is.
    pub state: ConnectionState,
    /// The way it runs, while there is one.
    pub transport: Option<Transport>,
    /// The smallest of the last few round trips in milliseconds.
    pub rtt_ms: Option<u32>,
    /// The server's address as `http://host:port`, since the last join; the key of [`GuestTokens`].
    pub server: Option<String>,
    /// The name of the town, once it is known.
    pub town: Option<String>,
    /// The town's time when it was asked on joining, in minutes since its midnight.
    pub minute_of_day: Option<u16>,
    /// The player's name as the server accepted it.
    pub name: Option<String>,
}

impl Connection {
    /// Whether the player is, or is about to be, in the town: the town's screen stays open.
    #[must_use]
    pub fn is_under_way(&self) -> bool {
        !matches!(self.state, ConnectionState::Offline | ConnectionState::Failed(_))
    }
}

/// The guest tokens known, by server address (`http://host:port`); fill it from the settings at start.
#[derive(Resource, Debug, Clone, PartialEq, Eq, Default)]
pub struct GuestTokens(pub BTreeMap<String, String>);

/// A token was given out or dropped and [`GuestTokens`] changed accordingly: time to save it.
#[derive(Message, Clone, PartialEq, Eq)]
pub struct GuestTokenSaved {
    /// The server's address.
    pub server: String,
    /// The token; empty when the server didn't know the old one any more.
    pub token: String,
}
