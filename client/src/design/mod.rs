//! Designing the town from inside: what is painted, placed and written is saved to the town's files at once, and everybody
//! who is there sees it.
//!
//! [`desk`] knows what to ask the server and what can be undone, and no socket; the rest is the picture.

pub mod desk;
mod link;

#[cfg(feature = "window")]
mod doors;
#[cfg(feature = "window")]
mod form;
#[cfg(feature = "window")]
mod hand;
#[cfg(feature = "window")]
mod marks;
#[cfg(feature = "window")]
mod palette;
#[cfg(feature = "window")]
mod panel;
#[cfg(feature = "window")]
mod people;
#[cfg(feature = "window")]
mod things;
#[cfg(feature = "window")]
mod tools;

use bevy::prelude::*;

pub use desk::Desk;
#[cfg(feature = "window")]
pub use tools::{Design, is_closed};

/// Adds [`Desk`], which works whether there is a picture or not.
pub(crate) fn plugin(app: &mut App) {
    link::plugin(app);
}

/// Adds the tools and panels.
#[cfg(feature = "window")]
pub(crate) fn picture(app: &mut App) {
    tools::plugin(app);
    hand::plugin(app);
    marks::plugin(app);
    panel::plugin(app);
}
