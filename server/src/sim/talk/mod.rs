//! Conversations in the simulation: the machine of `minds::talk` says whose turn it is, minds give the words,
//! bodies stand together, and everybody near hears.

mod folk;
mod leaving;
mod opening;
mod telling;
mod turns;

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use bevy::prelude::*;
use minds::talk::{Conversation, TalkFact, TurnWhy};
use minds::{Other, Scene as Script, WorldEvent};
use shared::ids::{BodyId, ConversationId};

use super::TickSystems;
use super::scenes::InScene;

/// On a body that is in a conversation.
#[derive(Component, Debug, Clone, Copy, PartialEq, Eq)]
pub struct InTalk(pub ConversationId);

/// A character wants to talk with somebody.
#[derive(Message, Debug, Clone, Copy)]
pub struct WantsToTalk {
    /// Who wants.
    pub from: Entity,
    /// With whom.
    pub to: BodyId,
}

/// Every conversation of this shard.
#[derive(Resource, Default)]
pub struct Talks(pub BTreeMap<ConversationId, Talk>);

/// One conversation.
pub struct Talk {
    machine: Conversation,
    scene: InScene,
    /// Everybody who is or was in it.
    people: BTreeMap<BodyId, Other>,
    /// Those who have left.
    parted: BTreeSet<BodyId>,
    /// Lines spoken, by whom: for the end.
    spoken: BTreeMap<BodyId, u32>,
    last: Option<LastLine>,
    topic: Option<String>,
    /// The scene that characters perform, if they do.
    script: Option<Script>,
    /// Turns that minds have not taken yet.
    turns: VecDeque<Turn>,
    /// Facts of the machine that the simulation has not taken in yet.
    facts: VecDeque<TalkFact>,
    /// Goes with the next line of its speaker into the log.
    thought: Option<(BodyId, String, minds::Mood)>,
    /// Whether storage knows of it: from the first line on.
    opened: bool,
    lines: u32,
}

/// The last line, as the next speaker heard it.
#[derive(Debug, Clone)]
struct LastLine {
    from: Other,
    text: String,
    to: Option<BodyId>,
    tells: Option<WorldEvent>,
}

/// A turn given to a character.
#[derive(Debug, Clone)]
struct Turn {
    who: BodyId,
    why: TurnWhy,
    script: Option<String>,
    /// Shard time in milliseconds at which the character speaks: it takes a breath first.
    at_ms: u64,
}

impl Talk {
    /// Whether somebody in it is a player.
    fn is_player(&self, id: BodyId) -> bool {
        self.people.get(&id).is_some_and(|other| other.person.is_player())
    }

    fn take_in(&mut self, facts: Vec<TalkFact>) {
        self.facts.extend(facts);
    }

    /// Has a line sound right after the one that the same member said a moment ago, if that one hasn't sounded yet;
    /// false when there is none.
    fn follow_up(&mut self, who: BodyId, text: &str) -> bool {
        let is_mine = |fact: &TalkFact| matches!(fact, TalkFact::Spoke { who: speaker, .. } if *speaker == who);
        let Some(before) = self.facts.iter().rposition(is_mine) else { return false };
        let show_ms = u32::try_from(minds::talk::speaking_ms(text)).unwrap_or(u32::MAX);
        let text = text.to_owned();
        self.facts.insert(before + 1, TalkFact::Spoke { who, to: None, text, show_ms });
        true
    }
}

pub(super) fn plugin(app: &mut App) {
    app.init_resource::<Talks>().add_message::<WantsToTalk>();
    app.add_systems(
        Update,
        (
            (opening::accept_talk_requests, opening::accept_leave_requests, opening::accept_typing)
                .chain()
                .in_set(TickSystems::Intake),
            (opening::start_wanted_talks, opening::hear_players)
                .chain()
                .in_set(TickSystems::Decide)
                .after(super::characters::walk_errands),
            (leaving::notice_those_who_left, leaving::notice_those_who_came, turns::run_conversations)
                .chain()
                .in_set(TickSystems::Announce)
                .before(super::chat::carry_voices),
        ),
    );
}
