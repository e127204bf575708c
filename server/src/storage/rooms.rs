//! Rooms: the events of those that are open, the games that were played, and what players have been asked.

use std::collections::{BTreeMap, BTreeSet};

use shared::ids::PlayerId;

use super::{Store, StoreError, Who, db};

/// Something that came into a room.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RoomEventRow {
    /// Which room, unique in the town's history.
    pub room: u64,
    /// Its number among the room's events, counted up from 0.
    pub seq: u64,
    /// When, in milliseconds since the Unix epoch.
    pub at_ms: u64,
    /// What, as JSON.
    pub body: String,
}

/// A game that was played to its end.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GameRow {
    /// Its number, unique in the town's history.
    pub id: u64,
    /// Which game, as one word.
    pub kind: String,
    /// When it ended, in milliseconds since the Unix epoch.
    pub ended_ms: u64,
    /// Who played and how it came out, as JSON.
    pub body: String,
}

/// What somebody did with one question of a game.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AnswerRow {
    /// Which game.
    pub game: u64,
    /// Who.
    pub who: Who,
    /// Which of their questions, counted from 0.
    pub n: u64,
    /// The question, by its name in the bank.
    pub question: String,
    /// What they answered, as JSON.
    pub answer: String,
    /// Whether it was right.
    pub correct: bool,
    /// Milliseconds it took.
    pub took_ms: u64,
    /// What it brought, which may be negative.
    pub points: i64,
}

impl Store {
    /// The events of every room that was open when the town stopped, by room, in their order.
    ///
    /// # Errors
    /// [`StoreError`] when the database can't answer.
    pub async fn load_rooms(&self) -> Result<BTreeMap<u64, Vec<RoomEventRow>>, StoreError> {
        let rows: Vec<(i64, i64, i64, String)> =
            db!(&self.readers, |pool| sqlx::query_as("SELECT room, seq, at, body FROM room_events ORDER BY room, seq")
                .fetch_all(pool)
                .await)
            .map_err(StoreError::of("loading the open rooms"))?;
        let mut rooms: BTreeMap<u64, Vec<RoomEventRow>> = BTreeMap::new();
        for (room, seq, at, body) in rows {
            let row =
                RoomEventRow { room: room.cast_unsigned(), seq: seq.cast_unsigned(), at_ms: at.cast_unsigned(), body };
            rooms.entry(row.room).or_default().push(row);
        }
        Ok(rooms)
    }

    /// The highest number of a game that was played to its end or that somebody answered in, 0 when there was none.
    ///
    /// # Errors
    /// [`StoreError`] when the database can't answer.
    pub async fn last_game(&self) -> Result<u64, StoreError> {
        let (last,): (Option<i64>,) = db!(&self.readers, |pool| sqlx::query_as(
            "SELECT MAX(n) FROM (SELECT MAX(id) AS n FROM games UNION ALL SELECT MAX(game) AS n FROM game_answers) \
             AS numbers"
        )
        .fetch_one(pool)
        .await)
        .map_err(StoreError::of("counting games"))?;
        Ok(last.unwrap_or(0).cast_unsigned())
    }

    /// How many games a player answered a question in, and how many of those answers were right.
    ///
    /// # Errors
    /// [`StoreError`] when the database can't answer.
    pub async fn answers_of(&self, who: &Who) -> Result<Vec<AnswerRow>, StoreError> {
        type Columns = (i64, i64, String, String, i64, i64, i64);
        let rows: Vec<Columns> = db!(&self.readers, |pool| sqlx::query_as(
            "SELECT game, n, question, answer, correct, took_ms, points FROM game_answers WHERE who = $1 \
             ORDER BY game, n"
        )
        .bind(who.to_string())
        .fetch_all(pool)
        .await)
        .map_err(StoreError::of("loading answers"))?;
        let row = |(game, n, question, answer, correct, took, points): Columns| AnswerRow {
            game: game.cast_unsigned(),
            who: who.clone(),
            n: n.cast_unsigned(),
            question,
            answer,
            correct: correct != 0,
            took_ms: took.cast_unsigned(),
            points,
        };
        Ok(rows.into_iter().map(row).collect())
    }

    /// What a player has been asked.
    ///
    /// # Errors
    /// [`StoreError`] when the database can't answer.
    pub async fn seen_by(&self, player: PlayerId) -> Result<BTreeSet<String>, StoreError> {
        let rows: Vec<(String,)> =
            db!(&self.readers, |pool| sqlx::query_as("SELECT question FROM questions_seen WHERE player = $1")
                .bind(player.0.cast_signed())
                .fetch_all(pool)
                .await)
            .map_err(StoreError::of("loading the questions that a player knows"))?;
        Ok(rows.into_iter().map(|(question,)| question).collect())
    }
}
