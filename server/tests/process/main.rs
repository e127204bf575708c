//! The real binary: it starts, lets real clients in over both transports and over bad lines, keeps their bodies,
//! survives a kill, and refuses to start with one clear line when something is wrong.

mod crossing;
mod designing;
#[path = "../town/edits.rs"]
#[expect(dead_code, reason = "shared with the town tests; not every test removes files")]
mod edits;
mod hall;
mod hostile;
mod link;
mod playing;
mod questions;
mod refusing;
mod reloading;
mod returning;
mod rooms;
mod rough;
mod serving;
mod support;
mod table;
