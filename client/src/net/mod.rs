//! The connection: walking in, staying in, and the server's clock.
//!
//! Sockets and threads live in `native`, a browser's in `web`: both bring an HTTP task, a frame socket and
//! a UDP line, which is empty in a browser. Everything else here knows neither.

pub mod address;
pub mod backoff;
pub mod clock;
mod done;
pub(crate) mod entry;
pub(crate) mod frames;
mod lines;
#[cfg(not(target_arch = "wasm32"))]
pub(crate) mod native;
mod session;
#[cfg(target_arch = "wasm32")]
pub(crate) mod web;
mod words;

use bevy::prelude::*;
use bevy_replicon::client::ClientPlugin;
use bevy_replicon::client::message::ClientMessagePlugin;
use bevy_replicon::prelude::*;

#[cfg(not(target_arch = "wasm32"))]
pub(crate) use native as platform;
#[cfg(target_arch = "wasm32")]
pub(crate) use web as platform;

pub use clock::ServerClock;
pub(crate) use done::Done;
pub use words::{Connection, ConnectionState, GuestTokenSaved, GuestTokens, NetCommand, Transport, TransportChoice};

/// Adds replicon, the protocol, both transports and the way in.
///
/// The plugins are named one by one: `RepliconPlugins` would add the server's half too wherever one build
/// holds both sides.
pub fn plugin(app: &mut App) {
    app.add_plugins((RepliconSharedPlugin::default(), ClientPlugin, ClientMessagePlugin, shared::protocol::plugin));
    app.add_plugins((platform::plugin, clock::plugin, frames::plugin, session::plugin));
}
