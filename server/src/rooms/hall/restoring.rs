//! Opening the hall again with the rooms of its journals.

use std::collections::BTreeMap;

use shared::rooms::room::Who;

use super::{Hall, Time};
use crate::rooms::entry::{Entry, What, replay};
use crate::rooms::held::Held;
use crate::storage::{RoomEventRow, Write};

impl Hall {
    /// Opens the rooms again that were open when the server stopped; how many.
    pub fn restore(&mut self, journals: &BTreeMap<u64, Vec<RoomEventRow>>, now: Time) -> usize {
        for (no, rows) in journals {
            self.next_room = self.next_room.max(no + 1);
            let entries: Vec<Entry> = match rows.iter().map(|row| serde_json::from_str(&row.body)).collect() {
                Ok(entries) => entries,
                Err(cause) => {
                    tracing::error!(room = no, %cause, "a room's journal can't be read, and the room is closed");
                    Vec::new()
                }
            };
            let games = || entries.iter().rev().filter_map(game_of);
            self.next_game = self.next_game.max(games().max().map_or(0, |last| last + 1));
            let Some(room) = replay(&entries).filter(|room| !room.is_closed()) else {
                self.out.writes.push(Write::RoomClosed { room: *no });
                continue;
            };
            let table = entries.first().and_then(Entry::table).filter(|table| self.tables.take(table, *no));
            let mut held = Held::new(*no, room, table, rows.last().map_or(0, |row| row.seq + 1));
            held.game = games().next().filter(|_| held.room.game().is_some());
            for (_, member) in held.room.members() {
                if let Who::Player(player) = member.who {
                    self.places.insert(player, *no);
                }
            }
            self.by_code.insert(held.room.code(), *no);
            self.seat_bots(&mut held);
            self.rooms.insert(*no, held);
            self.take_in(*no, What::Resumed, now).ok();
        }
        self.number_games_of_old_journals();
        self.rooms.len()
    }

    /// Once every number that is taken is known.
    fn number_games_of_old_journals(&mut self) {
        for held in self.rooms.values_mut().filter(|held| held.game.is_none() && held.room.game().is_some()) {
            held.game = Some(self.next_game);
            self.next_game += 1;
        }
    }
}

/// The number of the game that began with an entry.
fn game_of(entry: &Entry) -> Option<u64> {
    match &entry.what {
        What::Began(dealt) => dealt.game,
        _ => None,
    }
}
