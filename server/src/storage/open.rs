//! Opening a database: finding it, making it, bringing it up to date, or saying clearly why not.

use std::path::{Path, PathBuf};
use std::time::Duration;

use sqlx::migrate::{MigrateError, Migrator};
use sqlx::postgres::{PgConnectOptions, PgPoolOptions};
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous};
use sqlx::{ConnectOptions, Connection};

use super::error::sqlite_code;
use super::place::{Place, make_folder, unwritable};
use super::{Db, Store, StoreError, db};

static MIGRATIONS: Migrator = sqlx::migrate!("./migrations");

/// How long SQLite waits for another process that holds the file.
const BUSY: Duration = Duration::from_secs(5);

/// What the name of a SQLite database begins with.
const SQLITE_NAME: &str = "SQLite file ";

/// How long to wait for a connection.
const PATIENCE: Duration = Duration::from_secs(10);

/// Fails on a file that is something else, held by somebody, or not ours to write (which SQLite would open
/// for reading without a word), and changes nothing.
const PROBE: &str = "BEGIN IMMEDIATE; CREATE TABLE probe_of_writing (x BIGINT); ROLLBACK";

/// Connections for reading.
const READERS: u32 = 4;

/// Numbers and names of the migrations that this server knows, in order.
#[must_use]
pub fn known_migrations() -> Vec<(i64, String)> {
    MIGRATIONS.iter().map(|migration| (migration.version, migration.description.to_string())).collect()
}

/// How a database compares to this server.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Version {
    /// No server has used it yet.
    New,
    /// An older server used it last.
    Older {
        /// The last migration that it went through.
        found: i64,
        /// The last migration that this server knows.
        known: i64,
    },
    /// It is this server's.
    Current,
}

impl Store {
    /// Opens a SQLite file, made with its folders when it isn't there, or a PostgreSQL database by its
    /// `postgres://` URL, and brings it up to this version. See [`super::Claim`] for who may do so.
    ///
    /// # Errors
    /// A [`StoreError`] whose one line says what to do. A database of a newer version is left as it was.
    pub async fn open(address: &str) -> Result<Self, StoreError> {
        let store = match Place::parse(address)? {
            Place::Postgres(url) => open_postgres(&url).await?,
            Place::File(path) => {
                make_folder(&path)?;
                open_sqlite(&path, sqlite_options(&path).create_if_missing(true), true).await?
            }
        };
        let migrated = db!(&store.writers, |pool| MIGRATIONS.run(pool).await);
        if let Err(error) = migrated {
            // The lock under which PostgreSQL migrates is held by the connection, so that has to go.
            store.close().await;
            return Err(explain_migration(error));
        }
        Ok(store)
    }

    /// Looks at a database without changing anything, also while a server runs on it; the store that comes along
    /// is open, unless nothing is there.
    ///
    /// # Errors
    /// [`StoreError`] when it can't be reached, or is of a newer version or another build.
    pub async fn look(address: &str) -> Result<(Version, Option<Self>), StoreError> {
        let store = match Place::parse(address)? {
            Place::Postgres(url) => open_postgres(&url).await?,
            Place::File(path) => match std::fs::metadata(&path) {
                Ok(_) => open_sqlite(&path, sqlite_options(&path), false).await?,
                Err(cause) if cause.kind() == std::io::ErrorKind::NotFound => return Ok((Version::New, None)),
                Err(cause) => return Err(unwritable(&path, &cause)),
            },
        };
        match store.version().await {
            Ok(version) => Ok((version, Some(store))),
            Err(error) => {
                store.close().await;
                Err(error)
            }
        }
    }

    /// Opens a database that is of this server's version as it is.
    ///
    /// # Errors
    /// [`StoreError::NoTown`] when no server has used it yet, [`StoreError::OlderVersion`], or what
    /// [`Store::look`] says.
    pub async fn open_as_it_is(address: &str) -> Result<Self, StoreError> {
        let (version, store) = Self::look(address).await?;
        let refusal = match (version, store) {
            (Version::Current, Some(store)) => return Ok(store),
            (Version::Older { found, known }, _) => StoreError::OlderVersion { found, known },
            (_, Some(store)) => StoreError::NoTown { name: store.name.to_string() },
            (_, None) => StoreError::NoTown { name: address.to_owned() },
        };
        Err(refusal)
    }

    async fn version(&self) -> Result<Version, StoreError> {
        let failed = StoreError::of("reading the version of the database");
        let used = match &self.readers {
            Db::Sqlite(pool) => sqlx::query("SELECT 1 FROM sqlite_master WHERE name = '_sqlx_migrations'")
                .fetch_optional(pool)
                .await
                .map_err(|error| explain_sqlite(Path::new(self.file_name()), error))?
                .is_some(),
            Db::Postgres(pool) => {
                let there: bool = sqlx::query_scalar("SELECT to_regclass('_sqlx_migrations') IS NOT NULL")
                    .fetch_one(pool)
                    .await
                    .map_err(&failed)?;
                there
            }
        };
        if !used {
            return Ok(Version::New);
        }
        let applied: Vec<(i64, Vec<u8>, bool)> = db!(&self.readers, |pool| sqlx::query_as(
            "SELECT version, checksum, success FROM _sqlx_migrations ORDER BY version"
        )
        .fetch_all(pool)
        .await)
        .map_err(&failed)?;
        let known = newest();
        for (version, checksum, success) in &applied {
            match MIGRATIONS.iter().find(|migration| migration.version == *version) {
                None => return Err(StoreError::NewerVersion { found: *version, known }),
                Some(migration) if !success || migration.checksum[..] != checksum[..] => {
                    return Err(StoreError::Altered { version: *version });
                }
                Some(_) => {}
            }
        }
        match applied.last() {
            None => Ok(Version::New),
            Some((found, ..)) if *found < known => Ok(Version::Older { found: *found, known }),
            Some(_) => Ok(Version::Current),
        }
    }

    /// The path of a SQLite file, for words about it.
    fn file_name(&self) -> &str {
        self.name.strip_prefix(SQLITE_NAME).unwrap_or(&self.name)
    }
}

/// The last migration that this server knows.
pub(super) fn newest() -> i64 {
    MIGRATIONS.iter().map(|migration| migration.version).max().unwrap_or(0)
}

fn sqlite_options(path: &Path) -> SqliteConnectOptions {
    SqliteConnectOptions::new()
        .filename(path)
        .journal_mode(SqliteJournalMode::Wal)
        .synchronous(SqliteSynchronous::Full)
        .busy_timeout(BUSY)
        .foreign_keys(true)
}

/// Opens a file; with `probe`, makes sure that it can be written.
async fn open_sqlite(path: &Path, options: SqliteConnectOptions, probe: bool) -> Result<Store, StoreError> {
    let explain = |error| explain_sqlite(path, error);
    // A connection that lives for ever keeps its prepared statements and never has to be waited for.
    let writers = SqlitePoolOptions::new()
        .max_connections(1)
        .acquire_timeout(PATIENCE)
        .idle_timeout(None)
        .max_lifetime(None)
        .test_before_acquire(false)
        .connect_with(options.clone())
        .await
        .map_err(explain)?;
    if probe && let Err(error) = sqlx::raw_sql(PROBE).execute(&writers).await {
        writers.close().await;
        return Err(explain(error));
    }
    let readers = SqlitePoolOptions::new()
        .max_connections(READERS)
        .acquire_timeout(PATIENCE)
        .test_before_acquire(false)
        .connect_lazy_with(options);
    let name = format!("{SQLITE_NAME}{}", path.display()).into();
    Ok(Store { readers: Db::Sqlite(readers), writers: Db::Sqlite(writers), name })
}

/// How to connect to a PostgreSQL database, and what to call it without its password.
pub(super) fn postgres_options(url: &str) -> Result<(PgConnectOptions, String), StoreError> {
    // The parser's words may quote the URL, and with it the password.
    let bad = |_| StoreError::BadAddress { address: "postgres://… (not a valid URL)".to_owned() };
    let options: PgConnectOptions = url.parse().map_err(bad)?;
    let options = options.application_name("parlor");
    let place = options.get_socket().map_or_else(
        || format!("{}:{}", options.get_host(), options.get_port()),
        |socket: &PathBuf| socket.display().to_string(),
    );
    let name = format!("PostgreSQL database {} at {place}", options.get_database().unwrap_or(options.get_username()));
    Ok((options, name))
}

async fn open_postgres(url: &str) -> Result<Store, StoreError> {
    let (options, name) = postgres_options(url)?;
    // Asked once by itself, because a pool keeps trying for its whole patience before it says anything.
    match tokio::time::timeout(PATIENCE, options.connect()).await {
        Ok(Ok(connection)) => drop(connection.close().await),
        Ok(Err(error)) => return Err(explain_postgres(&name, error)),
        Err(_) => return Err(StoreError::Unavailable { cause: format!("no answer from the {name}") }),
    }
    let pool = PgPoolOptions::new()
        .max_connections(READERS + 2)
        .acquire_timeout(PATIENCE)
        .connect_with(options)
        .await
        .map_err(|error| explain_postgres(&name, error))?;
    Ok(Store { readers: Db::Postgres(pool.clone()), writers: Db::Postgres(pool), name: name.into() })
}

fn explain_sqlite(path: &Path, error: sqlx::Error) -> StoreError {
    if let sqlx::Error::Database(inner) = &error
        && let Some(8 | 10 | 13 | 14) = sqlite_code(inner.as_ref())
    {
        return StoreError::Unwritable { path: path.to_owned(), cause: inner.message().to_owned() };
    }
    match StoreError::of("opening the database")(error) {
        StoreError::Corrupt { cause } => StoreError::Corrupt { cause: format!("{}: {cause}", path.display()) },
        other => other,
    }
}

pub(super) fn explain_postgres(name: &str, error: sqlx::Error) -> StoreError {
    match StoreError::of("connecting")(error) {
        StoreError::Unavailable { cause } => StoreError::Unavailable { cause: format!("{name}: {cause}") },
        StoreError::Denied { cause } => StoreError::Denied { cause: format!("{name}: {cause}") },
        other => other,
    }
}

fn explain_migration(error: MigrateError) -> StoreError {
    let known = newest();
    match error {
        MigrateError::VersionMissing(found) => StoreError::NewerVersion { found, known },
        MigrateError::VersionMismatch(version) | MigrateError::Dirty(version) => StoreError::Altered { version },
        MigrateError::Execute(cause) | MigrateError::ExecuteMigration(cause, _) => {
            StoreError::of("bringing the database up to date")(cause)
        }
        other => StoreError::of("bringing the database up to date")(sqlx::Error::Migrate(Box::new(other))),
    }
}
