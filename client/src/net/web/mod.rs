//! Connections of a browser tab: HTTP by fetch, frames over the browser's WebSocket. A tab has no UDP.

pub mod http;
pub mod task;
pub mod udp;
pub mod web_socket;

use bevy::prelude::App;

/// Whether this platform can try UDP.
pub const HAS_UDP: bool = false;

/// The browser's own event loop drives everything here.
pub fn plugin(_: &mut App) {}
