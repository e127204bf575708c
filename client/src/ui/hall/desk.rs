//! What is open at the tables, and what is being written there.

use bevy::prelude::*;
use shared::ids::Key;
use shared::rooms::room::MemberId;

use super::draft::Draft;
use crate::hall::Hall;

/// What is open at the tables, and what is being written there.
#[derive(Resource, Debug, Default)]
pub struct Desk {
    /// Whether the room, or the way to one, shows.
    pub open: bool,
    /// The table one's body sits at.
    pub(super) sits: Option<Key>,
    /// Whether the way to a table was opened just now.
    pub(super) opening: bool,
    /// Whether the room's talk shows beside a game.
    pub(super) chat: bool,
    /// Whose tools show, for hosts.
    pub(super) tools: Option<MemberId>,
    /// Which part shows in narrow windows.
    pub(super) page: u8,
    /// The code that is being written.
    pub(super) code: String,
    /// The line that is being written.
    pub(super) line: String,
    /// Whether keys go into a line, as of the last frame.
    pub(super) talks: bool,
    /// Whether one looks on at a game from outside, in the whole window.
    pub(super) watches: bool,
    /// Whether the way to a table shows one's records instead.
    pub records: bool,
    pub(super) draft: Draft,
}

impl Desk {
    /// Whether a game that one looks on at shows in the whole window.
    pub(super) fn looks_on(&self, hall: &Hall) -> bool {
        self.watches && hall.passing.as_ref().is_some_and(|passing| passing.game.is_some())
    }

    /// Whether a game has the whole window, and with it the keys.
    #[must_use]
    pub fn has_window(&self, hall: &Hall) -> bool {
        self.open && (hall.room.is_some() || self.looks_on(hall))
    }
}
