//! A fresh database of either kind for one test, and samples to put into it.

use std::path::Path;

use server::storage::{CharacterRow, LineRow, MemoryRow, NewPlayer, Pace, Position, Store, Who, WriteHandle, Writer};
use shared::content::looks::Looks;
use shared::ids::{ConversationId, Key, PlayerId};
use shared::text::DisplayName;
use shared::world::{Facing, Point};
use sqlx::{AssertSqlSafe, Connection as _, PgConnection, SqliteConnection};
use tempfile::TempDir;
use tokio::task::JoinHandle;

use crate::postgres::cluster;

/// An empty database, deleted when this is dropped.
pub struct Scratch {
    /// What to open.
    pub address: String,
    folder: Option<TempDir>,
}

impl Scratch {
    /// A SQLite file that isn't there yet.
    pub async fn sqlite() -> Self {
        let folder = TempDir::new().expect("a folder");
        let address = folder.path().join("data/town.db").to_str().expect("UTF-8").to_owned();
        Self { address, folder: Some(folder) }
    }

    /// A new database of this process's cluster.
    pub async fn postgres() -> Self {
        Self { address: cluster().fresh_database().await, folder: None }
    }

    /// Whether this is a SQLite file.
    pub fn is_sqlite(&self) -> bool {
        self.folder.is_some()
    }

    /// The open store.
    pub async fn open(&self) -> Store {
        Store::open(&self.address).await.unwrap_or_else(|error| panic!("{error}"))
    }

    /// The open store with a writer.
    pub async fn open_with_writer(&self) -> (Store, WriteHandle, JoinHandle<()>) {
        let store = self.open().await;
        let (writes, writer) = Writer::spawn(store.clone(), Pace::default());
        (store, writes, writer)
    }

    /// Runs SQL behind the store's back.
    pub async fn execute(&self, sql: &str) {
        let statement = sqlx::raw_sql(AssertSqlSafe(sql.to_owned()));
        if self.is_sqlite() {
            let mut connection = SqliteConnection::connect(&self.address).await.expect("the file opens");
            statement.execute(&mut connection).await.expect(sql);
            connection.close().await.expect("closing");
        } else {
            let mut connection = PgConnection::connect(&self.address).await.expect("the database answers");
            statement.execute(&mut connection).await.expect(sql);
            connection.close().await.expect("closing");
        }
    }

    /// The town's own tables and how many columns each has, in the order of their names.
    pub async fn tables(&self) -> Vec<(String, usize)> {
        let sql = if self.is_sqlite() {
            "SELECT m.name, COUNT(*) FROM sqlite_master m, pragma_table_info(m.name) \
             WHERE m.type = 'table' AND m.name NOT LIKE 'sqlite%' AND m.name <> '_sqlx_migrations' GROUP BY m.name ORDER BY 1"
        } else {
            "SELECT table_name::text COLLATE \"C\", COUNT(*) FROM information_schema.columns \
             WHERE table_schema = 'public' AND table_name <> '_sqlx_migrations' GROUP BY 1 ORDER BY 1"
        };
        let rows: Vec<(String, i64)> = if self.is_sqlite() {
            let mut connection = SqliteConnection::connect(&self.address).await.expect("the file opens");
            sqlx::query_as(sql).fetch_all(&mut connection).await.expect(sql)
        } else {
            let mut connection = PgConnection::connect(&self.address).await.expect("the database answers");
            sqlx::query_as(sql).fetch_all(&mut connection).await.expect(sql)
        };
        rows.into_iter().map(|(name, columns)| (name, columns as usize)).collect()
    }

    /// Numbers that SQL gives, behind the store's back.
    pub async fn numbers(&self, sql: &str) -> Vec<i64> {
        let query = sqlx::query_scalar(AssertSqlSafe(sql.to_owned()));
        if self.is_sqlite() {
            let mut connection = SqliteConnection::connect(&self.address).await.expect("the file opens");
            query.fetch_all(&mut connection).await.expect(sql)
        } else {
            let mut connection = PgConnection::connect(&self.address).await.expect("the database answers");
            sqlx::query_scalar(AssertSqlSafe(sql.to_owned())).fetch_all(&mut connection).await.expect(sql)
        }
    }
}

/// What SQLite's own check says of a file: `ok` when it is whole.
pub async fn integrity(path: &Path) -> String {
    let mut connection = SqliteConnection::connect(path.to_str().expect("UTF-8")).await.expect("the file opens");
    sqlx::query_scalar("PRAGMA integrity_check").fetch_one(&mut connection).await.expect("the check runs")
}

/// A content name.
pub fn key(name: &str) -> Key {
    Key::parse(name).expect("a legal name")
}

/// A character.
pub fn who(name: &str) -> Who {
    Who::Character(key(name))
}

/// A place in the plaza.
pub fn spot(x: i32, y: i32) -> Position {
    Position { scene: key("plaza"), at: Point { x, y }, facing: Facing::Left }
}

/// A player with this id and a token made of it.
pub fn newcomer(id: u64) -> NewPlayer {
    let mut token_hash = [7; 32];
    token_hash[..8].copy_from_slice(&id.to_le_bytes());
    NewPlayer {
        id: PlayerId(id),
        name: DisplayName::parse("Zoë O'Neil").expect("a legal name"),
        looks: Looks { hair: 255, ..Looks::default() },
        token_hash,
        at_ms: 1_000,
    }
}

/// A character in this mood.
pub fn character(name: &str, mood: &str) -> CharacterRow {
    CharacterRow { key: key(name), position: spot(5, 6), mood: mood.into(), state: "{}".into(), at_ms: 9 }
}

/// A memory with this text.
pub fn memory(of: &str, id: u64, body: &str) -> MemoryRow {
    MemoryRow { character: key(of), id, kind: "event".into(), body: body.into(), at_ms: 3 }
}

/// A line of a conversation.
pub fn line(conversation: u64, seq: u64, text: &str) -> LineRow {
    LineRow {
        conversation: Some(ConversationId(conversation)),
        scene: key("plaza"),
        seq,
        at_ms: seq / 2,
        speaker: who("mira"),
        listener: Some(Who::Player(PlayerId(u64::MAX))),
        mood: "calm".into(),
        thought: None,
        text: text.into(),
    }
}
