//! Parlor's server: the authority over the town, and everything that reaches it from outside.
//!
//! One thread per shard runs the simulation ([`sim`]); a tokio runtime runs HTTP, WebSockets and storage.
//! They meet only in the bounded channels of [`bridge`].

pub mod auth;
pub mod bridge;
pub mod bucket;
pub mod clock;
pub mod content;
pub mod design;
pub mod http;
pub mod library;
pub mod ops;
pub mod rooms;
pub mod roster;
pub mod run;
pub mod settings;
pub mod sim;
pub mod storage;
pub mod talk;
pub mod telemetry;
pub mod tick_times;
