//! The town at start: everything the simulation needs to go on where it stopped.

use std::collections::BTreeMap;

use shared::ids::Key;

use super::rows::{parse_key, parse_position, parse_who};
use super::{CharacterRow, MemoryRow, RelationRow, SavedClock, Store, StoreError, db};

/// Key of the clock in the table `town`.
pub(super) const CLOCK: &str = "clock";

/// Why a conversation ended that nobody ended.
const STOPPED: &str = "stopped";

/// Everything that was saved of the town.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct SavedTown {
    /// Characters by key.
    pub characters: BTreeMap<Key, CharacterRow>,
    /// Memories in the order of their characters and numbers.
    pub memories: Vec<MemoryRow>,
    /// Relations in the order of their characters.
    pub relations: Vec<RelationRow>,
    /// Values by scene and name.
    pub scene_state: BTreeMap<(Key, String), String>,
    /// Values of the whole town by name, without the clock.
    pub town: BTreeMap<String, String>,
    /// The clock; `None` in a new town.
    pub clock: Option<SavedClock>,
    /// The highest number of a conversation, 0 when there was none.
    pub last_conversation: u64,
    /// The highest number of a visit, 0 when there was none.
    pub last_visit: u64,
}

/// What was still open when the town stopped.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LeftOpen {
    /// Conversations that had not ended.
    pub conversations: u64,
    /// Visits that had not ended.
    pub visits: u64,
}

type CharacterColumns = (String, String, i64, i64, String, String, String, i64);

impl Store {
    /// Reads everything the simulation needs at start.
    ///
    /// # Errors
    /// [`StoreError::Corrupt`] names a row that no version of this server writes.
    pub async fn load_town(&self) -> Result<SavedTown, StoreError> {
        let failed = StoreError::of("loading the town");
        let characters: Vec<CharacterColumns> = db!(&self.readers, |pool| sqlx::query_as(
            "SELECT key, scene, x, y, facing, mood, state, updated_at FROM characters"
        )
        .fetch_all(pool)
        .await)
        .map_err(&failed)?;
        let memories: Vec<(String, i64, String, String, i64)> =
            db!(&self.readers, |pool| sqlx::query_as("SELECT character, id, kind, body, updated_at FROM memories")
                .fetch_all(pool)
                .await)
            .map_err(&failed)?;
        let relations: Vec<(String, String, String)> =
            db!(&self.readers, |pool| sqlx::query_as("SELECT character, other, body FROM relations")
                .fetch_all(pool)
                .await)
            .map_err(&failed)?;
        let scene_state: Vec<(String, String, String)> =
            db!(&self.readers, |pool| sqlx::query_as("SELECT scene, key, value FROM scene_state")
                .fetch_all(pool)
                .await)
            .map_err(&failed)?;
        let town: Vec<(String, String)> =
            db!(&self.readers, |pool| sqlx::query_as("SELECT key, value FROM town").fetch_all(pool).await)
                .map_err(&failed)?;
        let (last_conversation, last_visit): (Option<i64>, Option<i64>) = db!(&self.readers, |pool| sqlx::query_as(
            "SELECT (SELECT MAX(id) FROM conversations), (SELECT MAX(id) FROM visits)"
        )
        .fetch_one(pool)
        .await)
        .map_err(&failed)?;

        let mut town: BTreeMap<String, String> = town.into_iter().collect();
        let clock = town.remove(CLOCK).map(|text| serde_json::from_str(&text)).transpose();
        let mut memories = memories.into_iter().map(memory).collect::<Result<Vec<_>, _>>()?;
        // Sorted here, because databases disagree about the order of texts and of numbers above 2⁶³.
        memories.sort_by(|a, b| (&a.character, a.id).cmp(&(&b.character, b.id)));
        let mut relations = relations.into_iter().map(relation).collect::<Result<Vec<_>, _>>()?;
        relations.sort_by(|a, b| (&a.character, &a.other).cmp(&(&b.character, &b.other)));
        Ok(SavedTown {
            characters: characters
                .into_iter()
                .map(|row| character(row).map(|character| (character.key.clone(), character)))
                .collect::<Result<_, _>>()?,
            memories,
            relations,
            scene_state: scene_state
                .into_iter()
                .map(|(scene, key, value)| Ok(((parse_key(&scene)?, key), value)))
                .collect::<Result<_, StoreError>>()?,
            town,
            clock: clock.map_err(|bad: serde_json::Error| StoreError::corrupt(format!("the town's clock: {bad}")))?,
            last_conversation: last_conversation.unwrap_or(0).cast_unsigned(),
            last_visit: last_visit.unwrap_or(0).cast_unsigned(),
        })
    }

    /// Ends the conversations and visits that were left open when the town was stopped without warning.
    /// For the start of the server, before anything is written.
    ///
    /// # Errors
    /// [`StoreError`] when the database can't answer.
    pub async fn close_left_open(&self, at_ms: u64) -> Result<LeftOpen, StoreError> {
        let failed = StoreError::of("closing what was left open");
        let conversations = db!(&self.writers, |pool| sqlx::query(
            "UPDATE conversations SET ended_at = $1, why_ended = $2 WHERE ended_at IS NULL"
        )
        .bind(at_ms.cast_signed())
        .bind(STOPPED)
        .execute(pool)
        .await
        .map(|done| done.rows_affected()))
        .map_err(&failed)?;
        let visits = db!(&self.writers, |pool| sqlx::query("UPDATE visits SET left_at = $1 WHERE left_at IS NULL")
            .bind(at_ms.cast_signed())
            .execute(pool)
            .await
            .map(|done| done.rows_affected()))
        .map_err(&failed)?;
        Ok(LeftOpen { conversations, visits })
    }
}

fn character(row: CharacterColumns) -> Result<CharacterRow, StoreError> {
    let (key, scene, x, y, facing, mood, state, at) = row;
    let position = parse_position(&scene, x, y, &facing)?;
    Ok(CharacterRow { key: parse_key(&key)?, position, mood, state, at_ms: at.cast_unsigned() })
}

fn memory((character, id, kind, body, at): (String, i64, String, String, i64)) -> Result<MemoryRow, StoreError> {
    Ok(MemoryRow { character: parse_key(&character)?, id: id.cast_unsigned(), kind, body, at_ms: at.cast_unsigned() })
}

fn relation((character, other, body): (String, String, String)) -> Result<RelationRow, StoreError> {
    Ok(RelationRow { character: parse_key(&character)?, other: parse_who(&other)?, body })
}
