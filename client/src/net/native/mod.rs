//! Sockets and threads of a native client: HTTP on worker threads, WebSocket on one runtime thread, netcode over UDP.

pub mod http;
mod runtime;
pub mod task;
pub mod udp;
pub mod web_socket;

use bevy::prelude::*;
use bevy_replicon_renet::RepliconRenetClientPlugin;

/// Adds the UDP backend; it rests until a connection inserts its resources.
pub fn plugin(app: &mut App) {
    app.add_plugins(RepliconRenetClientPlugin);
}
