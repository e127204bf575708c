//! Looking back: what was said, and who came.

use shared::ids::{ConversationId, Key, PlayerId};

use super::rows::{parse_key, parse_who};
use super::{ConversationRow, LineRow, Store, StoreError, VisitRow, db};

type LineColumns = (Option<i64>, String, i64, i64, String, Option<String>, String, Option<String>, String);

impl Store {
    /// The lines of a conversation in their order; none for an unknown one.
    ///
    /// # Errors
    /// [`StoreError`] when the database can't answer.
    pub async fn lines_of(&self, conversation: ConversationId) -> Result<Vec<LineRow>, StoreError> {
        let rows: Vec<LineColumns> = db!(&self.readers, |pool| sqlx::query_as(
            "SELECT conversation, scene, seq, at, speaker, listener, mood, thought, text FROM lines \
             WHERE conversation = $1 ORDER BY seq"
        )
        .bind(conversation.0.cast_signed())
        .fetch_all(pool)
        .await)
        .map_err(StoreError::of("reading a conversation"))?;
        rows.into_iter().map(line).collect()
    }

    /// What was said aloud in a scene at or after a moment (milliseconds since the Unix epoch), in order.
    ///
    /// # Errors
    /// [`StoreError`] when the database can't answer.
    pub async fn remarks_in(&self, scene: &Key, since_ms: u64) -> Result<Vec<LineRow>, StoreError> {
        let rows: Vec<LineColumns> = db!(&self.readers, |pool| sqlx::query_as(
            "SELECT conversation, scene, seq, at, speaker, listener, mood, thought, text FROM lines \
             WHERE conversation IS NULL AND scene = $1 AND at >= $2 ORDER BY at, speaker, seq"
        )
        .bind(scene.as_str())
        .bind(since_ms.cast_signed())
        .fetch_all(pool)
        .await)
        .map_err(StoreError::of("reading remarks"))?;
        rows.into_iter().map(line).collect()
    }

    /// A conversation by id; `None` when there was none.
    ///
    /// # Errors
    /// [`StoreError`] when the database can't answer.
    pub async fn conversation(&self, id: ConversationId) -> Result<Option<ConversationRow>, StoreError> {
        let row: Option<(String, i64, Option<i64>, Option<String>)> = db!(&self.readers, |pool| sqlx::query_as(
            "SELECT scene, started_at, ended_at, why_ended FROM conversations WHERE id = $1"
        )
        .bind(id.0.cast_signed())
        .fetch_optional(pool)
        .await)
        .map_err(StoreError::of("reading a conversation"))?;
        let Some((scene, started, ended, why)) = row else { return Ok(None) };
        let ended = ended.map(|at| (at.cast_unsigned(), why.unwrap_or_default()));
        Ok(Some(ConversationRow { id, scene: parse_key(&scene)?, started_ms: started.cast_unsigned(), ended }))
    }

    /// The visits of a player in the order of their arrival.
    ///
    /// # Errors
    /// [`StoreError`] when the database can't answer.
    pub async fn visits_of(&self, player: PlayerId) -> Result<Vec<VisitRow>, StoreError> {
        let rows: Vec<(i64, String, i64, Option<i64>)> = db!(&self.readers, |pool| sqlx::query_as(
            "SELECT id, scene, arrived_at, left_at FROM visits WHERE player = $1 ORDER BY arrived_at, id"
        )
        .bind(player.0.cast_signed())
        .fetch_all(pool)
        .await)
        .map_err(StoreError::of("reading visits"))?;
        let visit = |(id, scene, arrived, left): (i64, String, i64, Option<i64>)| {
            Ok(VisitRow {
                id: id.cast_unsigned(),
                player,
                scene: parse_key(&scene)?,
                arrived_ms: arrived.cast_unsigned(),
                left_ms: left.map(i64::cast_unsigned),
            })
        };
        rows.into_iter().map(visit).collect()
    }
}

fn line(row: LineColumns) -> Result<LineRow, StoreError> {
    let (conversation, scene, seq, at, speaker, listener, mood, thought, text) = row;
    Ok(LineRow {
        conversation: conversation.map(|id| ConversationId(id.cast_unsigned())),
        scene: parse_key(&scene)?,
        seq: seq.cast_unsigned(),
        at_ms: at.cast_unsigned(),
        speaker: parse_who(&speaker)?,
        listener: listener.as_deref().map(parse_who).transpose()?,
        mood,
        thought,
        text,
    })
}
