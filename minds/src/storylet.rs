//! Storylets: small scenes with conditions and effects (`*.storylets.ron`); flags chain them into arcs over days.

use serde::{Deserialize, Serialize};

use crate::mood::Mood;
use crate::persona::{HourMinute, Weekday};

/// A file of storylets.
pub type StoryletFile = Vec<StoryletDef>;

/// One small scene, or one line. Of all that may play, the one with the most conditions plays; among equals
/// the one that played least recently.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StoryletDef {
    /// Unique in the town.
    pub id: String,
    /// Who may begin it (role `a`), by character name; everybody when empty.
    #[serde(default)]
    pub who: Vec<String>,
    /// All must hold.
    #[serde(default)]
    pub when: Vec<Condition>,
    /// Hours of the town until the same character may play it again.
    #[serde(default = "a_day")]
    pub cooldown_hours: u16,
    /// Plays once in the town's history.
    #[serde(default)]
    pub once: bool,
    /// What it is about: a topic of `town.topics.ron`.
    #[serde(default)]
    pub topic: Option<String>,
    /// The scene: role `a` to `d` and what they say. One with a player in it holds lines of `a` only.
    pub lines: Vec<StoryLine>,
    /// What happened, as others tell it: "{a} told {b} about the clock". Every scene of two roles has one.
    #[serde(default)]
    pub gist: Option<String>,
    /// What it changes when it has been played to its end.
    #[serde(default)]
    pub effects: Vec<Effect>,
}

const fn a_day() -> u16 {
    24
}

/// A line of a storylet: who says it, and the words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StoryLine(
    /// `'a'` to `'d'`.
    pub char,
    /// The template.
    pub String,
);

/// What must hold for a storylet to play.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Condition {
    /// From the first time of day until before the second; may run over midnight.
    Time(HourMinute, HourMinute),
    /// One of these days of the week.
    Days(Vec<Weekday>),
    /// At least this many days since the town began.
    DayFrom(u32),
    /// In this scene.
    Scene(String),
    /// Role `a` is in this mood.
    Mood(Mood),
    /// Role `a` likes role `b` at least this much, −100..=100.
    AffinityFrom(i8),
    /// Role `a` likes role `b` less than this, −100..=100.
    AffinityBelow(i8),
    /// They talked at least this often before.
    MetFrom(u32),
    /// They talked less often than this before.
    MetBelow(u32),
    /// Role `b` is a player.
    WithPlayer,
    /// Role `b` is a character.
    WithCharacter,
    /// Role `b` is this character.
    With(String),
    /// This character is in the conversation.
    Present(String),
    /// Role `a` knows a fact with this subject and relation.
    Knows(String, String),
    /// Role `a` knows this relation of role `b`: "likes" after they said so.
    KnowsOfOther(String),
    /// This flag of the town is set.
    Flag(String),
    /// This flag of the town is not set.
    NoFlag(String),
    /// This flag was set at least this many hours of the town ago.
    FlagOlder(String, u32),
    /// This storylet has been played by role `a`.
    Played(String),
    /// This storylet has not been played by role `a`.
    NotPlayed(String),
    /// The conversation has at least and at most so many members.
    Members(u8, u8),
    /// The talk is about this topic.
    Topic(String),
}

/// What a storylet changes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Effect {
    /// Sets a flag of the town.
    Flag(String),
    /// Clears a flag of the town.
    Unflag(String),
    /// How much more (or less) `a` and `b` like each other, −20..=20.
    Affinity(i8),
    /// The mood of `a` afterwards.
    Mood(Mood),
    /// Everybody in the scene knows a fact from now on: subject, relation, object.
    Know(String, String, String),
    /// The town talks about the gist.
    News,
}
