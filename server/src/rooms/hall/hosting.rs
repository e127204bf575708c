//! The host of the games says something about a room, and about the one on the stage aloud.

use std::collections::BTreeMap;
use std::sync::Arc;

use questions::patter::Patter;
use shared::ids::Key;
use shared::protocol::rooms::RoomTold;
use shared::rooms::room::RoomFact;

use super::{Hall, Time};

/// Something that the host says where the stage is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Remark {
    /// The character who is host.
    pub host: Key,
    /// What they say, at most `MAX_SAID` characters.
    pub words: String,
}

impl Hall {
    /// What the hosts say from now on; the first of them hosts every room.
    pub fn set_hosts(&mut self, hosts: Arc<BTreeMap<Key, Patter>>) {
        self.hosts = hosts;
    }

    /// Lets the host say something about what happened in a room.
    pub(super) fn remark_on(&mut self, no: u64, facts: &[RoomFact], now: Time) {
        let hosts = self.hosts.clone();
        let Some((key, patter)) = hosts.first_key_value() else { return };
        let Some(held) = self.rooms.get_mut(&no) else { return };
        let Some(words) = held.host.hear(facts, &held.room, now.hall, patter, &mut self.host_dice) else { return };
        let Some(held) = self.rooms.get(&no) else { return };
        let audience = held.listeners().into_iter().chain(self.watchers.of_room(held));
        self.out
            .told
            .extend(audience.map(|player| (player, RoomTold::Patter { who: key.clone(), words: words.clone() })));
        if held.table.is_some() && self.on_stage() == Some(no) {
            self.out.remarks.push(Remark { host: key.clone(), words });
        }
    }
}
