//! Conversations of 2 to 12: whose turn it is, who waits, who leaves, and when it is over.
//!
//! The machine knows nobody's words in advance. It gives turns to characters, lets players speak whenever they like,
//! and reports everything as [`TalkFact`]s. Time is milliseconds passed in and never goes back.

mod conversation;
mod members;
mod pairs;
mod turns;

pub use conversation::Conversation;
pub use members::Member;
pub use pairs::PairCooldowns;

use shared::ids::BodyId;

/// Most members of a conversation.
pub const MAX_MEMBERS: usize = 12;
/// How long an invitation waits for an answer.
pub const INVITE_MS: u64 = 8_000;
/// How long somebody may take to walk up.
pub const APPROACH_MS: u64 = 20_000;
/// How long a typing sign lasts after its last renewal; it is renewed every second.
pub const TYPING_LEASE_MS: u64 = 2_500;
/// How long one may type at a stretch and keep the others waiting.
pub const TYPING_PATIENCE_MS: u64 = 30_000;
/// How long a character whose turn it is may take to speak.
pub const REPLY_DEADLINE_MS: u64 = 4_000;
/// A silence of this length is awkward.
pub const SILENCE_MS: u64 = 6_000;
/// How long characters leave the word to a player among them before they go on.
pub const COURTESY_MS: u64 = 2_500;
/// Longest line of a conversation in characters.
pub const MAX_TEXT: usize = shared::text::MAX_LINE;

/// How long a line shows and its speaker is speaking: 1.2 s and 45 ms a character, at most 7 s.
#[must_use]
pub fn speaking_ms(text: &str) -> u64 {
    (1_200 + 45 * text.chars().count() as u64).min(7_000)
}

/// Why a character has been given its turn.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum TurnWhy {
    /// To begin the conversation.
    Opening,
    /// Somebody spoke to it.
    Addressed,
    /// The word is free, or it has waited long.
    Open,
    /// Nobody said a word for a while.
    Silence,
    /// It was cut short.
    Interrupted,
    /// To say goodbye.
    Closing,
}

/// Why a member left.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum LeaveWhy {
    /// Refused the invitation.
    Refused,
    /// Didn't answer it.
    NoAnswer,
    /// Didn't arrive in time.
    NeverCame,
    /// Walked away.
    Walked,
    /// Is not in the town any more.
    Vanished,
    /// Said goodbye.
    SaidGoodbye,
    /// The conversation ended.
    Ended,
}

/// Why a conversation ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum EndWhy {
    /// The invitation came to nothing.
    NotBegun,
    /// Enough was said.
    Count,
    /// Somebody repeated themselves.
    Repetition,
    /// Somebody said goodbye.
    Closed,
    /// Nobody had anything to say.
    Quiet,
    /// Fewer than two are left.
    Alone,
}

/// Something said, on its way into a conversation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Said<'a> {
    /// Who says it.
    pub who: BodyId,
    /// The words, 1 to 200 characters.
    pub text: &'a str,
    /// To whom; `None` for everybody.
    pub to: Option<BodyId>,
    /// Whether the speaker says goodbye with it.
    pub closes: bool,
    /// What it is about.
    pub topic: Option<&'a str>,
}

impl<'a> Said<'a> {
    /// Words to everybody about nothing in particular.
    #[must_use]
    pub const fn new(who: BodyId, text: &'a str) -> Self {
        Self { who, text, to: None, closes: false, topic: None }
    }
}

/// What happened in a conversation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TalkFact {
    /// Somebody is asked to join until a time.
    Invited {
        /// Who is asked.
        who: BodyId,
        /// Who asks.
        by: BodyId,
        /// When the invitation lapses.
        until: u64,
    },
    /// A member is here and takes part.
    Joined {
        /// Who.
        who: BodyId,
    },
    /// A member is gone; told once for each.
    Left {
        /// Who.
        who: BodyId,
        /// Why.
        why: LeaveWhy,
    },
    /// A character may speak now, and only it among the characters.
    TurnGiven {
        /// Who.
        who: BodyId,
        /// Who spoke to it, if somebody did.
        addressed_by: Option<BodyId>,
        /// Why.
        why: TurnWhy,
        /// The words, when a scene is being performed.
        script: Option<String>,
        /// When the turn is lost.
        until: u64,
    },
    /// A character may not speak any more: it was too late, or somebody else took the word.
    TurnLost {
        /// Who.
        who: BodyId,
    },
    /// A line is spoken, from now on for so long.
    Spoke {
        /// Who.
        who: BodyId,
        /// To whom.
        to: Option<BodyId>,
        /// The words.
        text: String,
        /// How long it shows.
        show_ms: u32,
    },
    /// A speaker was cut short.
    Interrupted {
        /// Who.
        who: BodyId,
        /// Who took the word.
        by: BodyId,
    },
    /// The rest of a scene will not be performed.
    TailDropped {
        /// How many lines.
        lines: usize,
    },
    /// A scene was performed to its last word.
    SceneDone,
    /// A typing sign went up or down.
    Typing {
        /// Whose.
        who: BodyId,
        /// Up or down.
        on: bool,
    },
    /// Nobody said a word for an awkward while.
    Silence,
    /// It is over; nothing follows.
    Ended {
        /// Why.
        why: EndWhy,
    },
}

/// Why a line or a member was not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, thiserror::Error)]
pub enum TalkRejection {
    /// They are not in this conversation.
    #[error("not a member of this conversation")]
    NotAMember,
    /// They have not walked up yet.
    #[error("not here yet")]
    NotHere,
    /// A character spoke out of turn or too late.
    #[error("not this member's turn")]
    NotYourTurn,
    /// It is over.
    #[error("the conversation has ended")]
    Ended,
    /// Twelve are in it.
    #[error("the conversation is full")]
    Full,
    /// They are in it already.
    #[error("already a member")]
    AlreadyIn,
    /// No words, or too many.
    #[error("a line has 1 to {MAX_TEXT} characters")]
    BadText,
}
