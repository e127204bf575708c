//! Players for those who run a server: who came, and forgetting somebody who asks for it.

use serde_json::Value;
use shared::ids::PlayerId;
use sqlx::AssertSqlSafe;

use super::{Store, StoreError, Who, db};

/// A player, as those who run a server see them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Visitor {
    /// Who it is.
    pub id: PlayerId,
    /// What they are called; several may go by one name.
    pub name: String,
    /// When they came first, in milliseconds since the Unix epoch.
    pub created_ms: u64,
    /// When they were here last, in milliseconds since the Unix epoch.
    pub seen_ms: u64,
    /// How often they came.
    pub visits: u64,
}

/// What was deleted with a player.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Forgotten {
    /// Lines that they spoke or that were spoken to them.
    pub lines: u64,
    /// Memories of characters, of or from them, and what characters thought of them.
    pub memories: u64,
    /// News about them.
    pub news: u64,
}

impl Store {
    /// Every player, those who were here last first.
    ///
    /// # Errors
    /// [`StoreError`] when the database can't answer.
    pub async fn visitors(&self) -> Result<Vec<Visitor>, StoreError> {
        let rows: Vec<(i64, String, i64, i64, i64)> = db!(&self.readers, |pool| sqlx::query_as(
            "SELECT id, name, created_at, last_seen_at, (SELECT COUNT(*) FROM visits WHERE player = players.id) \
             FROM players ORDER BY last_seen_at DESC, id"
        )
        .fetch_all(pool)
        .await)
        .map_err(StoreError::of("listing players"))?;
        let visitor = |(id, name, created, seen, visits): (i64, String, i64, i64, i64)| Visitor {
            id: PlayerId(id.cast_unsigned()),
            name,
            created_ms: created.cast_unsigned(),
            seen_ms: seen.cast_unsigned(),
            visits: visits.cast_unsigned(),
        };
        Ok(rows.into_iter().map(visitor).collect())
    }

    /// Deletes a player with everything that was said by them and to them, and everything that characters remember of
    /// them; `None` when nobody has that id. Claim the database first: a running server would write it again.
    ///
    /// # Errors
    /// [`StoreError`] when the database can't answer; then nothing has changed.
    pub async fn forget_player(&self, id: PlayerId) -> Result<Option<Forgotten>, StoreError> {
        let failed = StoreError::of("forgetting a player");
        let who = Who::Player(id).to_string();
        // Bodies name a player by an id whose sixteen digits nothing else has.
        let named = id.to_string();
        let pattern = format!("%{named}%");
        db!(&self.writers, |pool| {
            let mut transaction = pool.begin().await.map_err(&failed)?;
            let mut run = async |sql: &str, value: &str| {
                let query = sqlx::query(AssertSqlSafe(sql.to_owned())).bind(value.to_owned());
                query.execute(&mut *transaction).await.map(|done| done.rows_affected())
            };
            for sql in ["DELETE FROM game_answers WHERE who = $1", "DELETE FROM question_reports WHERE who = $1"] {
                run(sql, &who).await.map_err(&failed)?;
            }
            // A room that they were in can't go on without them: who plays again finds the others there.
            let rooms = "DELETE FROM room_events WHERE room IN (SELECT room FROM room_events WHERE body LIKE $1)";
            run(rooms, &format!("%{}%", id.0)).await.map_err(&failed)?;
            let lines = run("DELETE FROM lines WHERE speaker = $1 OR listener = $1", &who).await.map_err(&failed)?;
            let mut memories = run("DELETE FROM relations WHERE other = $1", &who).await.map_err(&failed)?;
            memories += run("DELETE FROM memories WHERE body LIKE $1", &pattern).await.map_err(&failed)?;
            let about: Vec<(String, String, String)> =
                sqlx::query_as("SELECT scene, key, value FROM scene_state WHERE value LIKE $1")
                    .bind(pattern.clone())
                    .fetch_all(&mut *transaction)
                    .await
                    .map_err(&failed)?;
            let mut news = 0;
            for (scene, key, value) in about {
                let (rest, gone) = without(&value, &named);
                news += gone;
                sqlx::query("UPDATE scene_state SET value = $3 WHERE scene = $1 AND key = $2")
                    .bind(scene)
                    .bind(key)
                    .bind(rest)
                    .execute(&mut *transaction)
                    .await
                    .map_err(&failed)?;
            }
            let mut players = 0;
            for sql in ["DELETE FROM mutes WHERE muted = $1", "DELETE FROM players WHERE id = $1"] {
                let deleted = sqlx::query(sql).bind(id.0.cast_signed()).execute(&mut *transaction).await;
                players = deleted.map_err(&failed)?.rows_affected();
            }
            if players == 0 {
                return Ok(None);
            }
            transaction.commit().await.map_err(&failed)?;
            Ok(Some(Forgotten { lines, memories, news }))
        })
    }
}

/// A JSON list without the entries that name somebody, and how many those were; anything else becomes an empty list.
fn without(list: &str, named: &str) -> (String, u64) {
    let entries: Vec<Value> = serde_json::from_str(list).unwrap_or_default();
    let (gone, rest): (Vec<Value>, Vec<Value>) =
        entries.into_iter().partition(|entry| entry.to_string().contains(named));
    (Value::Array(rest).to_string(), gone.len() as u64)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_names_somebody_goes() {
        let (ana, bo) = (PlayerId(1).to_string(), PlayerId(2).to_string());
        let list = format!(r#"[{{"who":["{ana}"]}},{{"who":["{bo}"]}},{{"who":[]}}]"#);
        assert_eq!(without(&list, &ana), (format!(r#"[{{"who":["{bo}"]}},{{"who":[]}}]"#), 1));
        assert_eq!(without("what?", &ana), ("[]".to_owned(), 0));
    }
}
