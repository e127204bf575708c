//! A member of a conversation and what the machine keeps about them.

use shared::ids::BodyId;

/// Somebody as they enter a conversation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Member {
    /// Their body.
    pub who: BodyId,
    /// Whether they are a player, who speaks whenever they like.
    pub player: bool,
    /// How readily they take the word, 0..=100.
    pub talkativeness: u8,
    /// What they like to talk about.
    pub topics: Vec<String>,
}

impl Member {
    /// A player.
    #[must_use]
    pub const fn player(who: BodyId) -> Self {
        Self { who, player: true, talkativeness: 0, topics: Vec::new() }
    }

    /// A character.
    #[must_use]
    pub const fn character(who: BodyId, talkativeness: u8, topics: Vec<String>) -> Self {
        Self { who, player: false, talkativeness, topics }
    }
}

/// How far somebody is into the conversation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Standing {
    Invited { until: u64 },
    Approaching { until: u64 },
    Here,
}

#[derive(Debug, Clone)]
pub(super) struct Seat {
    pub member: Member,
    pub standing: Standing,
    /// Turns given to characters since this one had one.
    pub waited: u32,
    /// Somebody spoke to this character and waits for an answer.
    pub owes: Option<BodyId>,
    /// Was cut short and has not spoken since.
    pub cut: bool,
    /// Said goodbye; leaves when the words are spoken.
    pub closing: bool,
    /// Typing since, and until when the sign lasts.
    pub typing: Option<(u64, u64)>,
}

impl Seat {
    pub const fn new(member: Member, standing: Standing) -> Self {
        Self { member, standing, waited: 0, owes: None, cut: false, closing: false, typing: None }
    }

    pub const fn who(&self) -> BodyId {
        self.member.who
    }

    pub fn here(&self) -> bool {
        self.standing == Standing::Here
    }
}
