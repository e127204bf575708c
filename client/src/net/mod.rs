//! The connection: walking in, staying in, and the server's clock.
//!
//! Sockets and threads live in `native`; a web build brings the same three things (an HTTP task, a frame
//! socket, no UDP) from a folder of its own. Everything else here knows neither.

pub mod address;
pub mod backoff;
pub mod clock;
mod entry;
mod frames;
mod lines;
#[cfg(not(target_arch = "wasm32"))]
mod native;
mod session;
mod words;

use bevy::prelude::*;
use bevy_replicon::client::ClientPlugin;
use bevy_replicon::client::message::ClientMessagePlugin;
use bevy_replicon::prelude::*;

pub use clock::ServerClock;
pub use words::{Connection, ConnectionState, GuestTokenSaved, GuestTokens, NetCommand, Transport, TransportChoice};

/// Adds replicon, the protocol, both transports and the way in.
///
/// The plugins are named one by one: `RepliconPlugins` would add the server's half too wherever one build
/// holds both sides.
pub fn plugin(app: &mut App) {
    app.add_plugins((RepliconSharedPlugin::default(), ClientPlugin, ClientMessagePlugin, shared::protocol::plugin));
    #[cfg(not(target_arch = "wasm32"))]
    app.add_plugins(native::plugin);
    app.add_plugins((clock::plugin, frames::plugin, session::plugin));
}
