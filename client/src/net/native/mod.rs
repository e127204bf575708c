//! Sockets and threads of a native client: HTTP on worker threads, WebSocket on one runtime thread, netcode over UDP.

pub mod http;
mod runtime;
pub mod task;
pub mod udp;
pub mod web_socket;

use bevy::prelude::*;
use bevy_replicon_renet::RepliconRenetClientPlugin;

/// Whether this platform can try UDP.
pub const HAS_UDP: bool = true;

/// Adds the UDP backend; it rests until a connection inserts its resources.
pub fn plugin(app: &mut App) {
    app.init_resource::<udp::Opening>().add_plugins(RepliconRenetClientPlugin);
}
