//! A room from its opening to its closing: who is in it, who hosts, what is played.
//!
//! Two clocks run here. The hall's goes on for ever and times hosts who dropped and rooms that are empty; the game's
//! stands still while the room is paused or nobody is there, and after a crash it goes on from where the journal
//! ends. [`Room`] keeps them together: everything outside of it says the hall's time.
//!
//! Whatever changes a room comes in by one of four doors, and a journal of what came in by them is the room:
//! [`Room::act`], [`Room::attend`], [`Room::begin`] and [`Room::resume`]. What is due happens before each of them.

mod acting;
pub mod game;
mod hosting;
mod lifecycle;
mod members;
#[cfg(test)]
mod tests;
pub mod view;

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::code::RoomCode;
use super::{Ms, Seat};
use crate::content::looks::Looks;
use crate::ids::{Key, PlayerId};
use crate::text::{ChatLine, DisplayName};
use game::{Game, GameAction, GameFact, GameRefusal, Place, Wishes};

/// How long a host may be gone before a deputy takes over, in milliseconds.
pub const HOST_MS: u32 = 10_000;

/// How long a room stays without anybody, in milliseconds.
pub const EMPTY_MS: u32 = 4 * 60_000;

/// Most people who look on.
pub const MOST_SPECTATORS: usize = 10_000;

/// Most characters that play along.
pub const MOST_CHARACTERS: usize = 7;

/// Somebody in a room, as others know them: counted from 0 and never used again in this room.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct MemberId(pub u16);

/// What somebody is in a room.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Role {
    /// Plays, or will when the game starts.
    Player,
    /// Looks on.
    Spectator,
}

/// Who plays a member.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Who {
    /// A person; who they are is nobody's business but the server's.
    Player(PlayerId),
    /// One of the town's characters.
    Character(Key),
}

/// Somebody in a room.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Member {
    /// Who plays them.
    pub who: Who,
    /// Their name.
    pub name: DisplayName,
    /// How they look.
    pub looks: Looks,
    /// What they are.
    pub role: Role,
    /// Whether they are ready for the game.
    pub ready: bool,
    /// Whether they are connected.
    pub connected: bool,
    /// Whether the host took their words away.
    pub muted: bool,
    /// Their time in percent, 100 to 1000.
    pub factor_percent: u16,
    /// The team they chose, below the number of teams.
    pub team: u8,
    /// Where they sit in the game that goes on, or was played last.
    pub seat: Option<Seat>,
}

/// Who comes into a room.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Visitor {
    /// Who they are.
    pub player: PlayerId,
    /// Their name.
    pub name: DisplayName,
    /// How they look.
    pub looks: Looks,
}

/// What may be said in a room.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub enum ChatMode {
    /// Anything friendly.
    #[default]
    Free,
    /// One of [`PHRASES`]: for rooms with children.
    Phrases,
}

/// What one can say where words are given.
pub const PHRASES: [&str; 12] = [
    "Hello!",
    "Good luck!",
    "Well played!",
    "I nearly had it!",
    "That was hard!",
    "I knew that one!",
    "Wow!",
    "Oops!",
    "One moment, please.",
    "Ready!",
    "Again!",
    "Thank you!",
];

/// Something said in a room.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Words {
    /// In one's own words.
    Line(ChatLine),
    /// One of [`PHRASES`], by its number.
    Phrase(u8),
}

/// What somebody may ask for in a room.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum RoomAction {
    /// Leave it for good; a seat in a game stays, and waits.
    Leave,
    /// Play, or look on, from the next game on.
    Be(Role),
    /// Be ready, or not.
    Ready(bool),
    /// Have one's own time, in percent of the usual, 100 to 1000.
    Factor(u16),
    /// Play for a team.
    Team(u8),
    /// Say something.
    Say(Words),
    /// Do something in the game.
    Game(GameAction),
    /// Be host again, after a deputy stood in.
    Reclaim,
    /// Say that a question that was just revealed is wrong, or not fit.
    Report(Complaint),
    /// What only hosts may do.
    Host(HostAction),
}

/// What only hosts may ask for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum HostAction {
    /// Play like this next.
    Wish(Box<Wishes>),
    /// Say how people may talk.
    Chat(ChatMode),
    /// Start the game.
    Start,
    /// Send somebody out.
    Kick(MemberId),
    /// Send somebody out for good.
    Ban(MemberId),
    /// Take somebody's words away, or give them back.
    Mute(MemberId, bool),
    /// Let nobody in any more, or let them in again.
    Lock(bool),
    /// Hide the code on everybody's screen but the host's, or show it.
    HideCode(bool),
    /// Get a new code; the old one leads nowhere.
    NewCode,
    /// Stop the game's clock, or have it go on.
    Pause(bool),
    /// End what goes on now, as if its time were up.
    Skip,
    /// Make somebody else host.
    HandOver(MemberId),
    /// Have one of the town's characters play along.
    Invite(Key),
    /// Turn the verdict on the reply that is shown round.
    Overrule(Seat),
    /// Back to the lobby, with everybody, for another game.
    Rematch,
    /// Close the room.
    Close,
}

/// What somebody holds against a question.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Complaint {
    /// The answer is wrong.
    WrongAnswer,
    /// There is more than one right answer, or none.
    Unclear,
    /// There is a mistake in its words.
    Typo,
    /// It isn't fit for everybody.
    Unfit,
}

/// Why a room refuses.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
pub enum RoomRefusal {
    /// One isn't in this room.
    #[error("You aren't in this room.")]
    NotHere,
    /// The room is closed.
    #[error("This room is closed.")]
    Closed,
    /// Nobody is let in.
    #[error("This room is locked.")]
    Locked,
    /// The host sent one out for good.
    #[error("The host doesn't want you in this room.")]
    Banned,
    /// There is no seat left.
    #[error("This room is full.")]
    Full,
    /// Only the host may do that.
    #[error("Only the host can do that.")]
    NotHost,
    /// There is nobody like that.
    #[error("They aren't in this room any more.")]
    NobodyLikeThat,
    /// One can't do that with oneself.
    #[error("That is you.")]
    Yourself,
    /// It doesn't fit what the room does now.
    #[error("That doesn't work right now.")]
    NotNow,
    /// Too few play.
    #[error("This game needs at least {0} players.")]
    TooFew(u16),
    /// Somebody isn't ready.
    #[error("Not everybody is ready yet.")]
    NotReady,
    /// The host took one's words away.
    #[error("The host has muted you.")]
    Muted,
    /// Only given phrases may be said here.
    #[error("In this room, pick one of the given phrases.")]
    PhrasesOnly,
    /// A number is out of its bounds.
    #[error("That isn't possible here.")]
    OutOfBounds,
    /// The game refuses.
    #[error(transparent)]
    Game(#[from] GameRefusal),
}

/// Something that happened in a room.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RoomFact {
    /// Somebody came.
    Came(MemberId),
    /// Somebody left, or was sent out.
    Left(MemberId, bool),
    /// Somebody else is host.
    Hosts(MemberId),
    /// The host wants to start: whoever has questions calls [`Room::begin`].
    WantsGame,
    /// A game began.
    Began,
    /// Something happened in the game.
    Game(GameFact),
    /// The game is over.
    Over(Vec<Place>),
    /// The game's clock stopped, or goes on.
    Paused(bool),
    /// Somebody said something.
    Said(MemberId, Words),
    /// Somebody holds something against the question that was revealed.
    Reported(MemberId, Complaint),
    /// The host wants a new code: whoever knows which are free calls [`Room::set_code`].
    WantsCode,
    /// Somebody is ready now, or isn't any more.
    Readied(MemberId),
    /// Something that everybody sees changed.
    Changed,
    /// The room is closed.
    Closed,
}

/// What a room does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Stage {
    /// People come together.
    Lobby,
    /// The host has started, and the questions are picked.
    Dealing,
    /// A game goes on.
    Playing(Game),
    /// A game is over, and one can look at how it went.
    Results(Game),
    /// There is no room any more.
    Closed,
}

/// The game's clock against the hall's.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum GameClock {
    /// It goes; it showed 0 at this moment of the hall's.
    Running {
        /// The hall's moment.
        zero: Ms,
    },
    /// It stands still and shows this.
    Stopped {
        /// The game's moment.
        at: Ms,
    },
}

/// A room.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Room {
    code: RoomCode,
    wishes: Wishes,
    chat: ChatMode,
    members: BTreeMap<MemberId, Member>,
    by_player: BTreeMap<PlayerId, MemberId>,
    next_member: u16,
    /// Who sits where in the game that goes on, or was played last.
    seats: Vec<MemberId>,
    host: MemberId,
    /// The host for whom a deputy stands in.
    absent_host: Option<MemberId>,
    /// Since when the host is gone.
    host_gone: Option<Ms>,
    /// Since when nobody is there.
    empty_since: Option<Ms>,
    banned: BTreeSet<PlayerId>,
    locked: bool,
    code_hidden: bool,
    /// Whether the host stopped the clock.
    paused: bool,
    clock: GameClock,
    /// The latest moment that the room has heard of.
    heard: Ms,
    stage: Stage,
}
