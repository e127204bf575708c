//! What somebody is to a character: how often they met, how much they are liked, and what they last talked about.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use shared::clock::TownTime;

/// A character's relation to one person.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Relation {
    /// −100 (can't stand them) ..= 100 (loves them).
    pub affinity: i16,
    /// How often they talked.
    pub met: u32,
    /// When they last talked.
    pub last: Option<TownTime>,
    /// The name above their head when last seen.
    pub name: String,
    /// How they want to be called.
    pub call: Option<String>,
    /// What they are, as a noun phrase: "my chess partner".
    pub are: Option<String>,
    /// What they talked about, and how often.
    pub topics: BTreeMap<String, u32>,
}

/// Liked enough to be a friend.
pub const FRIEND: i16 = 40;
/// Disliked enough to be cool to.
pub const COOL: i16 = -20;

impl Relation {
    /// Likes them more or less, within −100..=100.
    pub fn shift(&mut self, by: i16) {
        self.affinity = (self.affinity + by).clamp(-100, 100);
    }

    /// The name they are spoken to with.
    #[must_use]
    pub fn spoken_name(&self) -> &str {
        self.call.as_deref().unwrap_or(&self.name)
    }

    /// What they mostly talked about.
    #[must_use]
    pub fn favourite_topic(&self) -> Option<&str> {
        self.topics.iter().max_by_key(|(topic, n)| (**n, std::cmp::Reverse(*topic))).map(|(topic, _)| topic.as_str())
    }
}
