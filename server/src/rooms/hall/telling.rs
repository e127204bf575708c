//! What goes out by the clock: pings, and the views that changed.

use shared::protocol::rooms::RoomTold;

use super::{Hall, Time};

/// Milliseconds between two looks whether somebody has gone into a room.
const LOOK_AGAIN_MS: u32 = 200;

impl Hall {
    /// Measures the ways of those who are in rooms, and seldom of those who look on; the others are looked at again
    /// later.
    pub(super) fn ping(&mut self, now: Time) {
        while let Some((due, player)) = self.pings.first().copied().filter(|(due, _)| *due <= now.hall) {
            self.pings.remove(&(due, player));
            let Some(guest) = self.guests.get_mut(&player) else { continue };
            let held = self.places.get(&player).and_then(|no| self.rooms.get(no));
            let presses = held.is_some_and(|held| held.buzzes());
            if held.is_none() && !self.watchers.has(player) {
                self.pings.insert((now.hall.after(LOOK_AGAIN_MS), player));
                continue;
            }
            let one_way_ms = guest.link.one_way_ms();
            if let Some(nonce) = guest.link.ping(now.hall, (self.chance)() as u32, !presses) {
                self.out.told.push((player, RoomTold::Pinged { nonce, now: now.hall, one_way_ms }));
            }
            // Whoever came back has a newer entry.
            self.pings.insert((guest.link.due().max(now.hall.after(1)), player));
        }
    }

    /// Tells everybody of what changed.
    pub(super) fn tell(&mut self, now: Time) {
        self.look_at_the_stage();
        let Self { rooms, watchers, out, .. } = self;
        for held in rooms.values_mut() {
            let dirty = held.take_dirty(now.hall);
            if dirty.is_clean() {
                continue;
            }
            for player in held.listeners() {
                if dirty.room || dirty.own_room.contains(&player) {
                    out.told.push((player, RoomTold::Room(held.room.view(player).map(Box::new))));
                }
                if dirty.game || dirty.own.contains(&player) {
                    out.told.push((player, RoomTold::Game(held.room.game_view(player).map(Box::new))));
                }
            }
            if dirty.room || dirty.game {
                watchers.tell(held, &mut out.told);
            }
        }
        self.tell_tables(now);
    }
}
