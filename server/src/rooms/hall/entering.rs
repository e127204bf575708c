//! Going into rooms and out of them: by opening one, by its code, or by sitting down at its table.

use shared::ids::{Key, PlayerId};
use shared::protocol::rooms::{HallRefusal, RoomTold};
use shared::rooms::code::RoomCode;
use shared::rooms::room::Visitor;
use shared::rooms::room::game::Wishes;

use super::{Hall, MOST_ROOMS, Time};
use crate::rooms::entry::{Entry, What};
use crate::rooms::held::Held;
use crate::storage::Write;

impl Hall {
    pub(super) fn open(
        &mut self,
        player: PlayerId,
        wishes: Wishes,
        table: Option<Key>,
        now: Time,
    ) -> Result<(), HallRefusal> {
        if self.places.contains_key(&player) {
            return Err(HallRefusal::InARoom);
        }
        if self.rooms.len() >= MOST_ROOMS {
            return Err(HallRefusal::NoTable);
        }
        let no = self.next_room;
        self.next_room += 1;
        let code = self.free_code();
        let entry = Entry { at: now.hall, what: What::Opened { code, wishes, table: table.clone() } };
        let Some(room) = entry.begin() else { return Err(HallRefusal::NotKept) };
        let table = table.filter(|table| self.tables.take(table, no));
        let mut held = Held::new(no, room, table, 0);
        held.write_down(&entry, now.wall_ms, &mut self.out.writes);
        self.rooms.insert(no, held);
        self.by_code.insert(code, no);
        self.attend(player, no, now)
    }

    pub(super) fn enter(&mut self, player: PlayerId, code: &str, now: Time) -> Result<(), HallRefusal> {
        let code = RoomCode::parse(code).map_err(|_| HallRefusal::BadCode)?;
        let no = *self.by_code.get(&code).ok_or(HallRefusal::NoSuchRoom)?;
        self.enter_room(player, no, now)
    }

    /// Into the room of the table that one's body sits at; opens it when there is none.
    pub(super) fn sit(&mut self, player: PlayerId, table: Key, now: Time) -> Result<(), HallRefusal> {
        if self.tables.of(player) != Some(&table) {
            return Err(HallRefusal::NotSeated);
        }
        match self.tables.room_at(&table) {
            Some(no) => self.enter_room(player, no, now),
            None => self.open(player, Wishes::default(), Some(table), now),
        }
    }

    fn enter_room(&mut self, player: PlayerId, no: u64, now: Time) -> Result<(), HallRefusal> {
        match self.places.get(&player) {
            Some(place) if *place != no => Err(HallRefusal::InARoom),
            _ => self.attend(player, no, now),
        }
    }

    fn attend(&mut self, player: PlayerId, no: u64, now: Time) -> Result<(), HallRefusal> {
        let Some(guest) = self.guests.get(&player) else { return Ok(()) };
        let Visitor { name, looks, .. } = guest.visitor.clone();
        self.take_in(no, What::Attended { player, name, looks }, now)?;
        self.places.insert(player, no);
        if self.watchers.leave(player) {
            self.out.told.push((player, RoomTold::Passing(None)));
        }
        let one_way = self.guests.get(&player).map_or(0, |guest| guest.link.one_way_ms());
        self.note_way(player, no, one_way, now);
        // Nothing of the game has changed for the others, but it is new to who comes.
        if let Some(held) = self.rooms.get_mut(&no).filter(|held| held.room.game().is_some()) {
            held.dirty.own.insert(player);
        }
        Ok(())
    }

    /// Whoever has a place here and isn't a member any more is told, and may go elsewhere.
    pub(super) fn forget_who_left(&mut self, held: &Held) {
        let gone = |(player, no): (&PlayerId, &u64)| *no == held.no && held.room.member_of(*player).is_none();
        let gone: Vec<PlayerId> = self.places.iter().filter(|place| gone(*place)).map(|(player, _)| *player).collect();
        for player in gone {
            self.places.remove(&player);
            if self.guests.contains_key(&player) {
                self.tell_of_no_room(player);
            }
        }
    }

    pub(super) fn close(&mut self, held: &Held) {
        self.by_code.remove(&held.room.code());
        if let Some(table) = &held.table {
            self.tables.free(table);
        }
        self.send_watchers_away(held.room.code());
        for player in held.listeners() {
            self.tell_of_no_room(player);
        }
        self.places.retain(|_, no| *no != held.no);
        self.out.writes.push(Write::RoomClosed { room: held.no });
    }

    /// What somebody is told who was in a room and is in none now.
    fn tell_of_no_room(&mut self, player: PlayerId) {
        let tables = RoomTold::Tables(self.tables.told().to_vec());
        for told in [RoomTold::Room(None), RoomTold::Game(None), tables] {
            self.out.told.push((player, told));
        }
    }
}
