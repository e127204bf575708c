//! Storage: what outlives the process, in a SQLite file or in PostgreSQL, through one SQL text.
//!
//! The HTTP side awaits the methods of [`Store`]; the simulation hands its changes to the one [`Writer`],
//! which never makes it wait. A change is durable once [`WriteHandle::flush`] has returned.

mod batch;
mod claim;
mod error;
mod forget;
mod open;
mod place;
mod players;
mod portable;
mod questions;
mod rooms;
mod rows;
mod statement;
mod town;
mod transcripts;
mod write;
mod writer;

use std::sync::Arc;

use sqlx::{PgPool, SqlitePool};

pub use claim::Claim;
pub use error::StoreError;
pub use forget::{Forgotten, Visitor};
pub use open::{Version, known_migrations};
pub use place::sqlite_file;
pub use players::NewPlayer;
pub use portable::{TABLE_NAMES, Tally};
pub use questions::{BoardRow, QuestionRow, ScoredRow};
pub use rooms::{AnswerRow, GameRow, RoomEventRow};
pub use rows::{
    BadWho, CharacterRow, ConversationRow, LineRow, MemoryRow, PlayerRow, Position, RelationRow, SavedClock, VisitRow,
    Who,
};
pub use town::{LeftOpen, SavedTown};
pub use write::Write;
pub use writer::{Pace, WriteHandle, Writer, WriterNumbers};

/// A database of either kind.
#[derive(Debug, Clone)]
enum Db {
    Sqlite(SqlitePool),
    Postgres(PgPool),
}

/// Compiles one body for both kinds of database, with the pool bound to the given name.
macro_rules! db {
    ($db:expr, |$pool:ident| $body:expr) => {
        match $db {
            $crate::storage::Db::Sqlite($pool) => $body,
            $crate::storage::Db::Postgres($pool) => $body,
        }
    };
}
use db;

/// The open database. Cloning it is cheap and shares the connections.
#[derive(Debug, Clone)]
pub struct Store {
    /// For reading, from several tasks at once.
    readers: Db,
    /// For writing. SQLite lets one connection write at a time, so there this pool holds one: those who
    /// wait for it are served in turn, where waiting inside SQLite goes by luck.
    writers: Db,
    name: Arc<str>,
}

impl Store {
    /// The database in words for the log, without its password.
    #[must_use]
    pub fn describe(&self) -> &str {
        &self.name
    }

    /// Asks the database for an answer.
    ///
    /// # Errors
    /// [`StoreError::Unavailable`] when none comes.
    pub async fn ping(&self) -> Result<(), StoreError> {
        db!(&self.readers, |pool| sqlx::query("SELECT 1").execute(pool).await.map(drop))
            .map_err(StoreError::of("asking"))
    }

    /// Closes every connection; whatever is under way ends first. Later calls fail.
    pub async fn close(&self) {
        db!(&self.readers, |pool| pool.close().await);
        db!(&self.writers, |pool| pool.close().await);
    }
}
