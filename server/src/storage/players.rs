//! Players: every change here is durable when its method returns.

use std::collections::BTreeSet;

use shared::content::looks::Looks;
use shared::ids::PlayerId;
use shared::text::DisplayName;

use super::rows::parse_position;
use super::{PlayerRow, Store, StoreError, db};

/// A player who comes to town for the first time.
#[derive(Debug, Clone)]
pub struct NewPlayer {
    /// Their identity.
    pub id: PlayerId,
    /// What they are called; several may go by one name.
    pub name: DisplayName,
    /// How they look.
    pub looks: Looks,
    /// Hash of the secret by which they are known again.
    pub token_hash: [u8; 32],
    /// Now, in milliseconds since the Unix epoch.
    pub at_ms: u64,
}

type Columns = (i64, String, String, i64, i64, Option<String>, Option<i64>, Option<i64>, Option<String>);

impl Store {
    /// Stores a new player.
    ///
    /// # Errors
    /// [`StoreError::Taken`] when the id or the token is in use; then nothing has changed.
    pub async fn create_player(&self, new: &NewPlayer) -> Result<(), StoreError> {
        let looks = looks_text(&new.looks)?;
        db!(&self.writers, |pool| sqlx::query(
            "INSERT INTO players (id, name, looks, token_hash, created_at, last_seen_at) VALUES ($1, $2, $3, $4, $5, $6)"
        )
        .bind(new.id.0.cast_signed())
        .bind(new.name.as_str())
        .bind(looks)
        .bind(new.token_hash.to_vec())
        .bind(new.at_ms.cast_signed())
        .bind(new.at_ms.cast_signed())
        .execute(pool)
        .await
        .map(drop))
        .map_err(StoreError::of("creating a player"))
    }

    /// The player whose token has this hash; `None` when nobody's has.
    ///
    /// # Errors
    /// [`StoreError`] when the database can't answer.
    pub async fn find_player_by_token(&self, token_hash: &[u8; 32]) -> Result<Option<PlayerRow>, StoreError> {
        let row: Option<Columns> = db!(&self.readers, |pool| {
            sqlx::query_as(
            "SELECT id, name, looks, created_at, last_seen_at, scene, x, y, facing FROM players WHERE token_hash = $1"
        )
        .bind(token_hash.to_vec())
        .fetch_optional(pool)
        .await
        })
        .map_err(StoreError::of("finding a player"))?;
        row.map(player).transpose()
    }

    /// A player by id; `None` when nobody has it.
    ///
    /// # Errors
    /// [`StoreError`] when the database can't answer.
    pub async fn load_player(&self, id: PlayerId) -> Result<Option<PlayerRow>, StoreError> {
        let row: Option<Columns> = db!(&self.readers, |pool| sqlx::query_as(
            "SELECT id, name, looks, created_at, last_seen_at, scene, x, y, facing FROM players WHERE id = $1"
        )
        .bind(id.0.cast_signed())
        .fetch_optional(pool)
        .await)
        .map_err(StoreError::of("loading a player"))?;
        row.map(player).transpose()
    }

    /// Changes what a player is called and looks like; `false` when nobody has that id.
    ///
    /// # Errors
    /// [`StoreError`] when the database can't answer.
    pub async fn change_player(&self, id: PlayerId, name: &DisplayName, looks: &Looks) -> Result<bool, StoreError> {
        let looks = looks_text(looks)?;
        let changed = db!(&self.writers, |pool| sqlx::query("UPDATE players SET name = $2, looks = $3 WHERE id = $1")
            .bind(id.0.cast_signed())
            .bind(name.as_str())
            .bind(looks)
            .execute(pool)
            .await
            .map(|done| done.rows_affected()))
        .map_err(StoreError::of("changing a player"))?;
        Ok(changed > 0)
    }

    /// Notes that a player was here, unless a later moment is noted; `false` when nobody has that id.
    ///
    /// # Errors
    /// [`StoreError`] when the database can't answer.
    pub async fn touch_player(&self, id: PlayerId, at_ms: u64) -> Result<bool, StoreError> {
        let touched = db!(&self.writers, |pool| {
            sqlx::query(
            "UPDATE players SET last_seen_at = CASE WHEN last_seen_at < $2 THEN $2 ELSE last_seen_at END WHERE id = $1"
        )
        .bind(id.0.cast_signed())
        .bind(at_ms.cast_signed())
        .execute(pool)
        .await
        .map(|done| done.rows_affected())
        })
        .map_err(StoreError::of("noting a visit"))?;
        Ok(touched > 0)
    }

    /// Whom a player has muted; nobody for an unknown player.
    ///
    /// # Errors
    /// [`StoreError`] when the database can't answer.
    pub async fn mutes_of(&self, id: PlayerId) -> Result<BTreeSet<PlayerId>, StoreError> {
        let rows: Vec<(i64,)> = db!(&self.readers, |pool| sqlx::query_as("SELECT muted FROM mutes WHERE player = $1")
            .bind(id.0.cast_signed())
            .fetch_all(pool)
            .await)
        .map_err(StoreError::of("loading mutes"))?;
        Ok(rows.into_iter().map(|(muted,)| PlayerId(muted.cast_unsigned())).collect())
    }
}

fn player(row: Columns) -> Result<PlayerRow, StoreError> {
    let (id, name, looks, created, seen, scene, x, y, facing) = row;
    let id = PlayerId(id.cast_unsigned());
    let position = match (scene, x, y, facing) {
        (Some(scene), Some(x), Some(y), Some(facing)) => Some(parse_position(&scene, x, y, &facing)?),
        _ => None,
    };
    Ok(PlayerRow {
        id,
        name: DisplayName::parse(&name).map_err(|bad| StoreError::corrupt(format!("name of player {id}: {bad}")))?,
        looks: serde_json::from_str(&looks)
            .map_err(|bad| StoreError::corrupt(format!("looks of player {id}: {bad}")))?,
        created_ms: created.cast_unsigned(),
        seen_ms: seen.cast_unsigned(),
        position,
    })
}

fn looks_text(looks: &Looks) -> Result<String, StoreError> {
    let failed = |cause| StoreError::Failed { doing: "writing looks", cause: sqlx::Error::Encode(Box::new(cause)) };
    serde_json::to_string(looks).map_err(failed)
}
