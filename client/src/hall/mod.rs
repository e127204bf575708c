//! The Game Hall from the player's side: a second line to the server, its clock, and the room and game as one sees them.
//!
//! The line opens when somebody wants it ([`HallCommand::Attend`]) and comes back by itself after a loss, with the seat,
//! the score and everything that was not acknowledged yet. Nothing here decides anything or draws.

mod clock;
mod line;
mod log;
mod state;
mod words;

use bevy::prelude::*;

pub use clock::HallClock;
pub use log::{Logged, Mine, Seal, in_words};
pub use state::{Hall, HallState, Patter, Said};
pub use words::{HallCommand, HallEvent};

/// When the hall does what, for those who want to come before or after within the frame.
#[derive(SystemSet, Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum HallSystems {
    /// What the server told is taken in; in `PreUpdate`.
    Learn,
    /// What the player asked for leaves; in `Last`, so that a press is stamped in its own frame.
    Ask,
}

/// Adds the line to the hall.
pub fn plugin(app: &mut App) {
    app.init_resource::<Hall>()
        .init_resource::<line::Line>()
        .add_message::<HallCommand>()
        .add_message::<HallEvent>()
        .add_systems(PreUpdate, line::learn.in_set(HallSystems::Learn))
        .add_systems(Last, line::ask.in_set(HallSystems::Ask));
}
