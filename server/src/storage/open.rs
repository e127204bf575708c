//! Opening a database: finding it, making it, bringing it up to date, or saying clearly why not.

use std::path::{Path, PathBuf};
use std::time::Duration;

use sqlx::migrate::{MigrateError, Migrator};
use sqlx::postgres::{PgConnectOptions, PgPoolOptions};
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous};
use sqlx::{ConnectOptions, Connection};

use super::error::sqlite_code;
use super::{Db, Store, StoreError, db};

static MIGRATIONS: Migrator = sqlx::migrate!("./migrations");

/// How long SQLite waits for another process that holds the file.
const BUSY: Duration = Duration::from_secs(5);

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

impl Store {
    /// Opens a SQLite file, made with its folders when it isn't there, or a PostgreSQL database by its
    /// `postgres://` URL, and brings it up to this version.
    ///
    /// # Errors
    /// A [`StoreError`] whose one line says what to do. A database of a newer version is left as it was.
    pub async fn open(address: &str) -> Result<Self, StoreError> {
        let store = if address.starts_with("postgres://") || address.starts_with("postgresql://") {
            open_postgres(address).await?
        } else {
            let path = address.strip_prefix("sqlite:").unwrap_or(address);
            let path = path.strip_prefix("//").unwrap_or(path);
            if let Some((scheme, _)) = path.split_once("://") {
                return Err(StoreError::BadAddress { address: format!("{scheme}://…") });
            }
            if path.is_empty() || path == ":memory:" {
                return Err(StoreError::BadAddress { address: path.to_owned() });
            }
            open_sqlite(Path::new(path)).await?
        };
        let migrated = db!(&store.writers, |pool| MIGRATIONS.run(pool).await);
        if let Err(error) = migrated {
            // The lock under which PostgreSQL migrates is held by the connection, so that has to go.
            store.close().await;
            return Err(explain_migration(error));
        }
        Ok(store)
    }
}

async fn open_sqlite(path: &Path) -> Result<Store, StoreError> {
    let unwritable = |cause: std::io::Error| StoreError::Unwritable { path: path.to_owned(), cause: cause.to_string() };
    if let Some(folder) = path.parent() {
        std::fs::create_dir_all(folder).map_err(unwritable)?;
    }
    let options = SqliteConnectOptions::new()
        .filename(path)
        .create_if_missing(true)
        .journal_mode(SqliteJournalMode::Wal)
        .synchronous(SqliteSynchronous::Full)
        .busy_timeout(BUSY)
        .foreign_keys(true);
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
    if let Err(error) = sqlx::raw_sql(PROBE).execute(&writers).await {
        writers.close().await;
        return Err(explain(error));
    }
    let readers = SqlitePoolOptions::new()
        .max_connections(READERS)
        .acquire_timeout(PATIENCE)
        .test_before_acquire(false)
        .connect_lazy_with(options);
    let name = format!("SQLite file {}", path.display()).into();
    Ok(Store { readers: Db::Sqlite(readers), writers: Db::Sqlite(writers), name })
}

async fn open_postgres(url: &str) -> Result<Store, StoreError> {
    // The parser's words may quote the URL, and with it the password.
    let bad = |_| StoreError::BadAddress { address: "postgres://… (not a valid URL)".to_owned() };
    let options: PgConnectOptions = url.parse().map_err(bad)?;
    let options = options.application_name("parlor");
    let place = options.get_socket().map_or_else(
        || format!("{}:{}", options.get_host(), options.get_port()),
        |socket: &PathBuf| socket.display().to_string(),
    );
    let name = format!("PostgreSQL database {} at {place}", options.get_database().unwrap_or(options.get_username()));
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

fn explain_postgres(name: &str, error: sqlx::Error) -> StoreError {
    match StoreError::of("connecting")(error) {
        StoreError::Unavailable { cause } => StoreError::Unavailable { cause: format!("{name}: {cause}") },
        StoreError::Denied { cause } => StoreError::Denied { cause: format!("{name}: {cause}") },
        other => other,
    }
}

fn explain_migration(error: MigrateError) -> StoreError {
    let known = MIGRATIONS.iter().map(|migration| migration.version).max().unwrap_or(0);
    match error {
        MigrateError::VersionMissing(found) => StoreError::NewerVersion { found, known },
        MigrateError::VersionMismatch(version) | MigrateError::Dirty(version) => StoreError::Altered { version },
        MigrateError::Execute(cause) | MigrateError::ExecuteMigration(cause, _) => {
            StoreError::of("bringing the database up to date")(cause)
        }
        other => StoreError::of("bringing the database up to date")(sqlx::Error::Migrate(Box::new(other))),
    }
}
