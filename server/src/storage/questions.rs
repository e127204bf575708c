//! Imported questions and boards, and what somebody's answers to questions come to.

use std::borrow::Cow;

use shared::ids::PlayerId;

use super::statement::{Cell, Statement, commit};
use super::write::Kind;
use super::{Store, StoreError, Who, db};

/// Rows of one statement: every column of every row is a parameter, of which a database takes some ten thousands.
const ROWS: usize = 1_000;

/// A question that was imported.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct QuestionRow {
    /// Its category's name in the bank.
    pub category: String,
    /// Its name in its category.
    pub id: String,
    /// The category as players read it.
    pub category_name: String,
    /// The question, as JSON.
    pub body: String,
}

/// A board that was imported.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BoardRow {
    /// Its name.
    pub id: String,
    /// The board, as JSON.
    pub body: String,
}

/// Somebody's answer to a question, as far as records go by it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ScoredRow {
    /// Which game.
    pub game: u64,
    /// The kind of game, as one word; `None` for a game that wasn't played to its end.
    pub kind: Option<String>,
    /// The question, by its name in the bank.
    pub question: String,
    /// Whether it was right.
    pub correct: bool,
    /// What it brought.
    pub points: i64,
}

impl Store {
    /// Adds imported questions and boards, all of them or none; they are durable when this returns. `at_ms` is now, in
    /// milliseconds since the Unix epoch.
    ///
    /// # Errors
    /// [`StoreError::Taken`] when one of that name is there already, or another one when the database fails.
    pub async fn add_questions(
        &self,
        questions: &[QuestionRow],
        boards: &[BoardRow],
        at_ms: u64,
    ) -> Result<(), StoreError> {
        let text = |text: &'_ str| Cell::Text(Some(Cow::Owned(text.to_owned())));
        let at = || Cell::Number(Some(at_ms.cast_signed()));
        let question = |row: &QuestionRow| {
            vec![text(&row.category), text(&row.id), text(&row.category_name), text(&row.body), at()]
        };
        let board = |row: &BoardRow| vec![text(&row.id), text(&row.body), at()];
        let questions = questions
            .chunks(ROWS)
            .map(|rows| Statement { kind: Kind::ImportedQuestion, rows: rows.iter().map(question).collect() });
        let boards = boards
            .chunks(ROWS)
            .map(|rows| Statement { kind: Kind::ImportedBoard, rows: rows.iter().map(board).collect() });
        let statements: Vec<Statement<'_>> = questions.chain(boards).collect();
        commit(&self.writers, &statements).await.map_err(StoreError::of("adding questions"))
    }

    /// Everything that was imported, by category and name.
    ///
    /// # Errors
    /// [`StoreError`] when the database can't answer.
    pub async fn load_questions(&self) -> Result<(Vec<QuestionRow>, Vec<BoardRow>), StoreError> {
        let failed = StoreError::of("loading the imported questions");
        let questions: Vec<(String, String, String, String)> = db!(&self.readers, |pool| sqlx::query_as(
            "SELECT category, id, category_name, body FROM imported_questions ORDER BY category, id"
        )
        .fetch_all(pool)
        .await)
        .map_err(&failed)?;
        let boards: Vec<(String, String)> =
            db!(&self.readers, |pool| sqlx::query_as("SELECT id, body FROM imported_boards ORDER BY id")
                .fetch_all(pool)
                .await)
            .map_err(&failed)?;
        let question = |(category, id, category_name, body)| QuestionRow { category, id, category_name, body };
        let board = |(id, body)| BoardRow { id, body };
        Ok((questions.into_iter().map(question).collect(), boards.into_iter().map(board).collect()))
    }

    /// Every answer of a player, with the kind of its game.
    ///
    /// # Errors
    /// [`StoreError`] when the database can't answer.
    pub async fn scored_answers(&self, player: PlayerId) -> Result<Vec<ScoredRow>, StoreError> {
        type Columns = (i64, Option<String>, String, i64, i64);
        let rows: Vec<Columns> = db!(&self.readers, |pool| sqlx::query_as(
            "SELECT a.game, g.kind, a.question, a.correct, a.points FROM game_answers a \
             LEFT JOIN games g ON g.id = a.game WHERE a.who = $1"
        )
        .bind(Who::Player(player).to_string())
        .fetch_all(pool)
        .await)
        .map_err(StoreError::of("loading answers"))?;
        let row = |(game, kind, question, correct, points): Columns| ScoredRow {
            game: game.cast_unsigned(),
            kind,
            question,
            correct: correct != 0,
            points,
        };
        Ok(rows.into_iter().map(row).collect())
    }
}
