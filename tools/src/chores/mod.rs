//! The chores behind `cargo x`, one file each.

pub mod assets;
pub mod bench;
pub mod cargo;
pub mod child;
pub mod content;
pub mod db;
pub mod display;
pub mod fuzz;
pub mod graph;
pub mod live_art;
pub mod play;
pub mod setup;
pub mod shot;
pub mod talk;
pub mod test;
pub mod tidy;
pub mod web;

use std::path::PathBuf;

/// The repository's root folder.
pub fn root() -> PathBuf {
    // As cargo says it now: checkouts that share a target folder also share this program.
    let tools = std::env::var_os("CARGO_MANIFEST_DIR").map_or_else(|| env!("CARGO_MANIFEST_DIR").into(), PathBuf::from);
    tools.parent().unwrap_or(&tools).to_owned()
}
