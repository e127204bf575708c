//! What crosses the wire about rooms, on a WebSocket of its own: requests of players, and what they are told.
//!
//! Rooms know nothing of the engine. A player's room socket may come from the game in a window, from a browser, or
//! from something that shows nothing but buttons; it takes the same ticket as the town. Its first message is the
//! ticket as text; every other one is binary, a [`RoomRequest`] or a [`RoomTold`] in postcard.

use serde::{Deserialize, Serialize};

use crate::ids::Key;
use crate::rooms::Ms;
use crate::rooms::room::game::{Kind, Wishes};
use crate::rooms::room::view::{GameShown, MemberView, RoomView, StageView};
use crate::rooms::room::{MemberId, RoomAction, RoomRefusal, Words};

/// Path of the socket, on the same host and port as the API.
pub const PATH: &str = "/rooms";

/// Largest message of a client, in bytes.
pub const MAX_REQUEST: usize = 4 * 1024;

/// What a player may ask for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum RoomRequest {
    /// Open a room and be its host.
    Open {
        /// What to play first.
        wishes: Wishes,
    },
    /// Come into a room.
    Enter {
        /// Parsed as a `RoomCode`.
        code: String,
    },
    /// Do something in the room one is in; answered with [`RoomTold::Answered`].
    Act {
        /// Counts up with every request of a connection; the answer repeats it.
        seq: u32,
        /// When the player pressed, on the hall's clock; `None` where it doesn't matter.
        pressed: Option<Ms>,
        /// What.
        action: RoomAction,
    },
    /// Come into the room of the table one's body sits at; opens it when there is none.
    Sit {
        /// The table, as the seat's spot names it.
        table: Key,
    },
    /// Look on without being a member, from now on; answered with [`RoomTold::Passing`] whenever what is seen changes.
    Watch(Watched),
    /// The answer to [`RoomTold::Pinged`], at once.
    Echo {
        /// As sent.
        nonce: u32,
    },
}

/// What somebody looks at who is in no room.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub enum Watched {
    /// Nothing.
    #[default]
    Nothing,
    /// The board on the stage: of the games at tables, the one that has gone on longest.
    Stage,
    /// The room of this code, parsed as a `RoomCode`; one that is locked can't be watched.
    Room(String),
}

/// A category that games can ask from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Subject {
    /// Its name in the bank, as `Wishes` have it.
    pub key: Key,
    /// Its name for people.
    pub name: String,
    /// How many questions it has.
    pub questions: u16,
}

/// A table at which a room is open.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TableView {
    /// Which table.
    pub table: Key,
    /// What is played there.
    pub kind: Kind,
    /// How many play.
    pub players: u16,
    /// How many could.
    pub seats: u16,
    /// Whether a game goes on.
    pub playing: bool,
    /// Whether nobody is let in.
    pub locked: bool,
}

/// A room as those see it who only look on from outside.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PassingView {
    /// The table it is at, if it is at one.
    pub table: Option<Key>,
    /// What is played.
    pub kind: Kind,
    /// Who is in it, at most `LISTED`.
    pub members: Vec<MemberView>,
    /// What the room does.
    pub stage: StageView,
    /// The game as spectators see it.
    pub game: Option<GameShown>,
}

/// What a player is told.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum RoomTold {
    /// The room one is in, as one sees it now; `None` when one is in none any more.
    Room(Option<Box<RoomView>>),
    /// The game as one sees it now; `None` when there is none.
    Game(Option<Box<GameShown>>),
    /// What became of an action: one that was accepted is durable now.
    Answered {
        /// The request.
        seq: u32,
        /// Why it was refused and changed nothing; `None` when it was accepted.
        refusal: Option<HallRefusal>,
    },
    /// Opening or entering a room was refused.
    Refused(HallRefusal),
    /// Somebody in the room said something.
    Said {
        /// Who.
        who: MemberId,
        /// What.
        words: Words,
    },
    /// The host of the games said something about the game in one's room.
    Patter {
        /// Which character.
        who: Key,
        /// Their words, at most 160 characters.
        words: String,
    },
    /// What a host can choose from; told to whoever comes.
    Offered {
        /// What games can ask from.
        subjects: Vec<Subject>,
        /// The characters who would play along.
        characters: Vec<Key>,
    },
    /// The tables at which rooms are open; told to whoever is in no room, at first and when it changes.
    Tables(Vec<TableView>),
    /// What one watches; `None` when there is nothing to see.
    Passing(Option<Box<PassingView>>),
    /// Measures the way and sets the clock: echo it.
    Pinged {
        /// Says which one the echo answers.
        nonce: u32,
        /// What the hall's clock showed when this left.
        now: Ms,
        /// What the way from here to the server is estimated to take, in milliseconds.
        one_way_ms: u16,
    },
}

/// Why the hall refuses.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
pub enum HallRefusal {
    /// Too many requests of this kind in a short time.
    #[error("One moment, that was a bit fast.")]
    TooFast,
    /// The code can't be one.
    #[error("A room's code has 6 letters and digits, such as K7PMQ3.")]
    BadCode,
    /// There is no room of this code.
    #[error("There is no room of that code.")]
    NoSuchRoom,
    /// Every table is taken.
    #[error("Every table is taken right now. Come back in a moment!")]
    NoTable,
    /// One is in a room already.
    #[error("You are in a room already: leave it first.")]
    InARoom,
    /// One is in no room.
    #[error("You aren't in a room.")]
    InNoRoom,
    /// There is nothing to ask, for these wishes.
    #[error("There is nothing to ask from these categories and levels. Choose more of them.")]
    NothingToAsk,
    /// The words were not fit for this town.
    #[error("Let's keep it friendly here.")]
    Unfriendly,
    /// It could not be stored.
    #[error("That could not be kept. Please try again.")]
    NotKept,
    /// One's body doesn't sit there.
    #[error("Sit down at the table first.")]
    NotSeated,
    /// The room's reason.
    #[error(transparent)]
    Room(#[from] RoomRefusal),
}
