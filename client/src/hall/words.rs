//! What the rest of the client says to the hall, and what it hears from it.

use bevy::prelude::*;
use shared::ids::Key;
use shared::protocol::rooms::{HallRefusal, Watched};
use shared::rooms::room::game::{GameAction, Wishes};
use shared::rooms::room::{HostAction, RoomAction};

/// Asks the hall for something.
#[derive(Message, Debug, Clone, PartialEq, Eq)]
pub enum HallCommand {
    /// Open the line, and keep it open. Whatever else is asked for opens it, too.
    Attend,
    /// Close the line, unless one is in a room.
    Part,
    /// Open a room and be its host.
    Open(Box<Wishes>),
    /// Come into the room of this code.
    Enter(String),
    /// Come into the room of the table one sits at.
    Sit(Key),
    /// Look on from outside.
    Watch(Watched),
    /// Ask for one's records again.
    Records,
    /// Do something in the room one is in.
    Act(RoomAction),
}

impl HallCommand {
    /// Does something in the game.
    #[must_use]
    pub const fn play(action: GameAction) -> Self {
        Self::Act(RoomAction::Game(action))
    }

    /// Does something that only hosts may do.
    #[must_use]
    pub const fn host(action: HostAction) -> Self {
        Self::Act(RoomAction::Host(action))
    }
}

/// Something the hall said that passes.
#[derive(Message, Debug, Clone, PartialEq, Eq)]
pub enum HallEvent {
    /// It refused; nothing has changed.
    Refused(HallRefusal),
    /// It took an action, and keeps it.
    Accepted(RoomAction),
    /// Somebody in the room said something: [`super::Hall::said`] has it.
    Said,
    /// The host of the games said something: [`super::Hall::patter`] has it.
    Patter,
}
