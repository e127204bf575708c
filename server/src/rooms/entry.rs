//! The journal of a room: everything that came into it, in order. Played again, it is the room.

use serde::{Deserialize, Serialize};
use shared::content::looks::Looks;
use shared::ids::{Key, PlayerId};
use shared::rooms::code::RoomCode;
use shared::rooms::room::game::{GameAction, GameSetup, Wishes};
use shared::rooms::room::{Room, RoomAction, RoomFact, RoomRefusal, Visitor};
use shared::rooms::{Moment, Ms, Seat};
use shared::text::DisplayName;

use super::record::DealtRecord;

/// Something that came into a room, at a moment of the hall's clock.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Entry {
    /// When.
    pub(super) at: Ms,
    /// What.
    pub(super) what: What,
}

/// What came in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) enum What {
    /// It was opened.
    Opened {
        code: RoomCode,
        wishes: Wishes,
        /// The table it is at, if it is at one.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        table: Option<Key>,
    },
    /// Somebody came, or came back.
    Attended { player: PlayerId, name: DisplayName, looks: Looks },
    /// Somebody's connection was lost.
    Lost { player: PlayerId },
    /// Somebody asked for something.
    Acted { player: PlayerId, action: RoomAction, when: Moment },
    /// The host invited a character.
    Invited { by: PlayerId, key: Key, name: DisplayName, looks: Looks },
    /// A character did something in the game.
    Played { seat: Seat, action: GameAction },
    /// A game was dealt.
    Began(Box<DealtRecord>),
    /// There was nothing to deal.
    CalledOff,
    /// It got a new code.
    Code(RoomCode),
    /// The way from somebody takes otherwise than was thought.
    OneWay { player: PlayerId, ms: u16 },
    /// What was due has happened.
    Passed,
    /// The server came back.
    Resumed,
}

impl Entry {
    /// Has it happen to a room.
    ///
    /// # Errors
    /// When the room refuses it.
    pub(super) fn apply(&self, room: &mut Room) -> Result<Vec<RoomFact>, RoomRefusal> {
        let at = self.at;
        match &self.what {
            // A room begins with this one: see `begin`.
            What::Opened { .. } => Ok(Vec::new()),
            What::Attended { player, name, looks } => {
                let visitor = Visitor { player: *player, name: name.clone(), looks: *looks };
                room.attend(&visitor, at).map(|(_, facts)| facts)
            }
            What::Lost { player } => Ok(room.set_connected(*player, false, at)),
            What::Acted { player, action, when } => room.act(*player, action, *when),
            What::Invited { by, key, name, looks } => room.invite_character(*by, key, name.clone(), *looks, at),
            What::Played { seat, action } => room.act_as(*seat, action, at),
            What::Began(dealt) => room.begin(GameSetup::from(dealt.setup.clone()), at),
            What::CalledOff => Ok(room.call_off()),
            What::Code(code) => Ok(vec![room.set_code(*code)]),
            What::OneWay { player, ms } => {
                room.set_one_way(*player, *ms);
                Ok(Vec::new())
            }
            What::Passed => Ok(room.tick(at)),
            What::Resumed => {
                room.resume(at);
                Ok(Vec::new())
            }
        }
    }

    /// The table of the room that this entry opens.
    pub(super) fn table(&self) -> Option<Key> {
        match &self.what {
            What::Opened { table, .. } => table.clone(),
            _ => None,
        }
    }

    /// The room that this entry opens; `None` for every other one.
    pub(super) fn begin(&self) -> Option<Room> {
        match &self.what {
            What::Opened { code, wishes, .. } => Some(Room::open(*code, wishes.clone(), self.at)),
            _ => None,
        }
    }
}

/// Plays a journal; `None` when it doesn't begin with an opening.
///
/// What a room refused was written down too where it left a trace (an early press sticks the buzzer), and is refused
/// again.
pub(super) fn replay<'a>(entries: impl IntoIterator<Item = &'a Entry>) -> Option<Room> {
    let mut entries = entries.into_iter();
    let mut room = entries.next()?.begin()?;
    for entry in entries {
        let _ = entry.apply(&mut room);
    }
    Some(room)
}
