//! The claim: of two servers on one database the second one is told so, and goes.

use std::fs::{File, TryLockError};
use std::io::{Read as _, Seek as _, Write as _};
use std::path::{Path, PathBuf};
use std::time::Duration;

use sqlx::postgres::{PgConnectOptions, PgConnection};
use sqlx::{ConnectOptions as _, Connection as _};
use tokio::sync::oneshot;
use tokio::task::JoinHandle;
use tokio::time;
use tracing::{error, warn};

use super::StoreError;
use super::open::{explain_postgres, postgres_options};
use super::place::{Place, make_folder, unwritable};

/// The number under which PostgreSQL keeps the claim of a database: "parlor" in ASCII.
const LOCK: i64 = 0x7061_726c_6f72;

/// How often the connection that holds a claim is used, so that nobody takes it for dead, and its end is noticed.
const BEAT: Duration = Duration::from_secs(10);

/// A database that is this process's alone, until this is released or dropped or the process ends, however it ends.
#[derive(Debug)]
pub struct Claim(Held);

#[derive(Debug)]
enum Held {
    /// The system takes the lock away with the process.
    File(File),
    /// PostgreSQL takes the lock away with the connection.
    Session { stop: oneshot::Sender<()>, keeper: JoinHandle<()> },
}

impl Claim {
    /// Claims a database before it is opened; a SQLite file needn't be there yet, its folders are made.
    ///
    /// # Errors
    /// [`StoreError::InUse`] when another process has claimed it, or why it can't be reached.
    pub async fn take(address: &str) -> Result<Self, StoreError> {
        match Place::parse(address)? {
            Place::File(path) => lock_file(&path).map(|file| Self(Held::File(file))),
            Place::Postgres(url) => {
                let (options, name) = postgres_options(&url)?;
                let connection = lock_session(&options, &name).await?;
                let (stop, stopped) = oneshot::channel();
                let keeper = tokio::spawn(keep(connection, options, name, stopped));
                Ok(Self(Held::Session { stop, keeper }))
            }
        }
    }

    /// Gives the database back; it is free when this returns.
    pub async fn release(self) {
        match self.0 {
            Held::File(file) => drop(file),
            Held::Session { stop, keeper } => {
                drop(stop);
                if keeper.await.is_err() {
                    warn!("the keeper of the database's claim ended badly");
                }
            }
        }
    }
}

/// The lock lies beside the database, because SQLite itself locks and unlocks the database's own file.
fn lock_path(path: &Path) -> PathBuf {
    // Two ways to one file are one database.
    let mut name = path.canonicalize().unwrap_or_else(|_| path.to_owned()).into_os_string();
    name.push(".lock");
    name.into()
}

fn lock_file(path: &Path) -> Result<File, StoreError> {
    make_folder(path)?;
    let lock = lock_path(path);
    let mut file = File::options()
        .read(true)
        .write(true)
        .create(true)
        .truncate(false)
        .open(lock)
        .map_err(|cause| unwritable(path, &cause))?;
    match file.try_lock() {
        Ok(()) => {}
        Err(TryLockError::WouldBlock) => {
            let mut holder = String::new();
            // Who holds it is a courtesy; that somebody does is what counts.
            let _ = file.take(20).read_to_string(&mut holder);
            let holder = holder.trim().parse::<u32>().map_or_else(|_| String::new(), |id| format!(" (process {id})"));
            return Err(StoreError::InUse { name: path.display().to_string(), holder });
        }
        Err(TryLockError::Error(cause)) => return Err(unwritable(path, &cause)),
    }
    let noted = file.set_len(0).and_then(|()| file.rewind()).and_then(|()| writeln!(file, "{}", std::process::id()));
    noted.map_err(|cause| unwritable(path, &cause))?;
    Ok(file)
}

async fn lock_session(options: &PgConnectOptions, name: &str) -> Result<PgConnection, StoreError> {
    let failed = |error| explain_postgres(name, error);
    let mut connection = options.connect().await.map_err(failed)?;
    let taken: bool = sqlx::query_scalar("SELECT pg_try_advisory_lock($1)")
        .bind(LOCK)
        .fetch_one(&mut connection)
        .await
        .map_err(failed)?;
    if taken {
        return Ok(connection);
    }
    Err(StoreError::InUse { name: name.to_owned(), holder: String::new() })
}

/// Holds a claim until it is released, and takes it again when the connection was lost.
async fn keep(
    mut connection: PgConnection,
    options: PgConnectOptions,
    name: String,
    mut stopped: oneshot::Receiver<()>,
) {
    loop {
        tokio::select! {
            _ = &mut stopped => break,
            () = time::sleep(BEAT) => {}
        }
        if connection.ping().await.is_ok() {
            continue;
        }
        match lock_session(&options, &name).await {
            Ok(new) => connection = new,
            Err(cause @ StoreError::InUse { .. }) => {
                error!(%cause, "another server took this database while the connection was lost: stop one of the two");
            }
            Err(cause) => warn!(%cause, "the claim of the database was lost; trying to take it again"),
        }
    }
    // The other end notices the end of the connection, too.
    let _ = connection.close().await;
}
