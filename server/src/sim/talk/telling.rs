//! Telling: people of a conversation as the log knows them.

use minds::{Other, Person};

use crate::storage::Who;

/// Somebody as the log knows them.
pub(super) fn who(other: &Other) -> Who {
    match &other.person {
        Person::Player(player) => Who::Player(*player),
        Person::Character(key) => Who::Character(key.clone()),
    }
}
