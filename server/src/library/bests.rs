//! A player's records by category, out of their answers.

use std::collections::BTreeMap;

use shared::api::{BestsResponse, CategoryBest};
use shared::ids::{Key, PlayerId};

use super::Library;
use crate::storage::{Store, StoreError};

/// Where the clues of boards are named.
const BOARDS: &str = "boards";

/// The kind of a game of Fifth Grade in storage.
const FIFTH: &str = "fifth";

#[derive(Default)]
struct Tally {
    answered: u32,
    right: u32,
    /// Points of each game of Fifth Grade.
    fifth: BTreeMap<u64, i64>,
}

/// What a player has done in each category, by its name in the bank.
///
/// # Errors
/// [`StoreError`] when the database can't answer.
pub async fn bests(store: &Store, library: &Library, player: PlayerId) -> Result<BestsResponse, StoreError> {
    let mut tallies: BTreeMap<String, Tally> = BTreeMap::new();
    for row in store.scored_answers(player).await? {
        let Some((category, _)) = row.question.split_once('/') else { continue };
        let tally = tallies.entry(category.to_owned()).or_default();
        tally.answered += 1;
        tally.right += u32::from(row.correct);
        if row.kind.as_deref() == Some(FIFTH) {
            *tally.fifth.entry(row.game).or_default() += row.points;
        }
    }
    let named = |key: &str| match key {
        BOARDS => Some("The Quiz Board".to_owned()),
        key => Key::parse(key).ok().and_then(|key| library.name_of(&key)),
    };
    let best = |(category, tally): (String, Tally)| {
        let name = named(&category).unwrap_or_else(|| category.clone());
        let best_fifth = tally.fifth.into_values().max();
        CategoryBest { category, name, answered: tally.answered, right: tally.right, best_fifth }
    };
    Ok(BestsResponse { categories: tallies.into_iter().map(best).collect() })
}
