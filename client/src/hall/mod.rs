//! The Game Hall from the player's side: a second line to the server, its clock, and the room and game as one sees them.
//!
//! The line opens when somebody wants it ([`HallCommand::Attend`]) and comes back by itself after a loss, with the seat,
//! the score and everything that was not acknowledged yet. Nothing here decides anything or draws.

mod clock;
mod line;
mod log;
mod records;
mod state;
mod words;

use bevy::prelude::*;

pub use log::{Logged, Mine, Seal};
pub use state::{Hall, HallState, Patter, Said};
pub use words::{HallCommand, HallEvent};

/// Adds the line to the hall.
pub fn plugin(app: &mut App) {
    app.init_resource::<Hall>()
        .init_resource::<line::Line>()
        .init_resource::<records::Asking>()
        .add_message::<HallCommand>()
        .add_message::<HallEvent>()
        .add_systems(PreUpdate, (line::learn, records::ask).chain())
        // At the end, so that a press is stamped in its own frame.
        .add_systems(Last, line::ask);
}
