//! Tables: who sits at which, which room is at which, and what everybody is told of them who is in no room.

use std::collections::BTreeMap;

use shared::ids::{Key, PlayerId};
use shared::protocol::rooms::{RoomTold, TableView};
use shared::rooms::Ms;

use super::{Hall, Time};
use crate::rooms::held::Held;

/// Milliseconds between two tellings of the tables, at the least.
const TELL_EVERY_MS: u32 = 1_000;

/// Every table that somebody sits at or plays at.
#[derive(Debug, Default)]
pub(super) struct Tables {
    /// At which table a player's body sits, and the shard that says so.
    seated: BTreeMap<PlayerId, (u8, Key)>,
    rooms: BTreeMap<Key, u64>,
    told: Vec<TableView>,
    told_at: Option<Ms>,
    changed: bool,
}

impl Tables {
    /// The table that a player's body sits at.
    pub(super) fn of(&self, player: PlayerId) -> Option<&Key> {
        self.seated.get(&player).map(|(_, table)| table)
    }

    /// The room at a table.
    pub(super) fn room_at(&self, table: &Key) -> Option<u64> {
        self.rooms.get(table).copied()
    }

    /// Every room at a table.
    pub(super) fn rooms(&self) -> impl Iterator<Item = u64> {
        self.rooms.values().copied()
    }

    /// Puts a room at a table; false when there is one already.
    pub(super) fn take(&mut self, table: &Key, room: u64) -> bool {
        self.changed = true;
        *self.rooms.entry(table.clone()).or_insert(room) == room
    }

    /// Takes the room of a table away.
    pub(super) fn free(&mut self, table: &Key) {
        self.changed = true;
        self.rooms.remove(table);
    }

    /// Says that something may have changed at a table.
    pub(super) const fn touch(&mut self) {
        self.changed = true;
    }

    /// The tables as they were told last.
    pub(super) fn told(&self) -> &[TableView] {
        &self.told
    }
}

impl Hall {
    /// Notes that a player's body sits at a table, or at none any more, as a shard says. Who walks from one shard into
    /// another may have sat down there before the first one says that they are gone.
    pub fn seat(&mut self, shard: u8, player: PlayerId, table: Option<Key>) {
        let seated = &mut self.tables.seated;
        match table {
            Some(table) => drop(seated.insert(player, (shard, table))),
            None if seated.get(&player).is_some_and(|(by, _)| *by == shard) => drop(seated.remove(&player)),
            None => {}
        }
    }

    /// Tells everybody of the tables who is in no room, if something changed.
    pub(super) fn tell_tables(&mut self, now: Time) {
        let waits = self.tables.told_at.is_some_and(|told| now.hall.since(told) < TELL_EVERY_MS);
        if !self.tables.changed || waits {
            return;
        }
        self.tables.changed = false;
        let view = |(table, no): (&Key, &u64)| Some(view(table, self.rooms.get(no)?));
        let views: Vec<TableView> = self.tables.rooms.iter().filter_map(view).collect();
        if views == self.tables.told {
            return;
        }
        for player in self.guests.keys().filter(|player| !self.places.contains_key(player)) {
            self.out.told.push((*player, RoomTold::Tables(views.clone())));
        }
        (self.tables.told, self.tables.told_at) = (views, Some(now.hall));
    }
}

fn view(table: &Key, held: &Held) -> TableView {
    let count = |players: usize| u16::try_from(players).unwrap_or(u16::MAX);
    TableView {
        table: table.clone(),
        kind: held.kind(),
        players: count(held.room.players().len()),
        seats: held.room.wishes().seats().1,
        playing: held.room.is_playing(),
        locked: held.room.is_locked(),
    }
}
