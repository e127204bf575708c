//! Portable copies: a town as a file that both kinds of database take back, and straight from one into the other.
//!
//! The rows of every table go in one order and one spelling, so equal towns give equal bytes wherever they lie.

mod file;
mod row;
mod rows_of;
mod tables;

use std::path::Path;

use sqlx::{Postgres, Sqlite};
use tokio::sync::mpsc;

use row::Item;
pub use row::Tally;
use rows_of::WAITING;
pub use tables::TABLE_NAMES;

use super::{Db, Store, StoreError};

/// A transaction that reads: everything as of one moment, while others go on writing.
const SQLITE_MOMENT: &str = "BEGIN";
const POSTGRES_MOMENT: &str = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY";

impl Store {
    /// Writes the town as it is at one moment into a new file, also while a server runs on the database;
    /// `now_ms` is noted in it, in milliseconds since the Unix epoch.
    ///
    /// # Errors
    /// [`StoreError::File`] when the file is there already or can't be written, or the database can't be read;
    /// then no file is left.
    pub async fn back_up(&self, path: &Path, now_ms: u64) -> Result<Tally, StoreError> {
        let (to, rows) = mpsc::channel(WAITING);
        let (read, written) = tokio::join!(self.send_rows(to), file::write(path, now_ms, rows));
        match (read, written) {
            (Ok(()), written) => written,
            (Err(cause), _) => Err(cause),
        }
    }

    /// Checks that a file is a whole backup of this server's version, without touching any database.
    ///
    /// # Errors
    /// [`StoreError::BadBackup`] says what is wrong where, [`StoreError::File`] that it can't be read.
    pub fn check_backup(path: &Path) -> Result<Tally, StoreError> {
        file::check(path)
    }

    /// Stores everything from a backup, whichever kind of database it was made of, in one transaction.
    ///
    /// # Errors
    /// [`StoreError::NotEmpty`] when there is something in this database, or why the file can't be used; nothing
    /// was changed then.
    pub async fn restore(&self, path: &Path) -> Result<Tally, StoreError> {
        let tally = Self::check_backup(path)?;
        let (to, rows) = mpsc::channel(WAITING);
        let (read, stored) = tokio::join!(file::send(path, tally, to), self.store_rows(rows));
        stored.and_then(|stored| read.map(|()| stored))
    }

    /// Stores everything from another database, which may be in use, in one transaction, and compares what was
    /// stored with what was read, by numbers of rows and checksum.
    ///
    /// # Errors
    /// [`StoreError::NotEmpty`] when there is something in this database, or what went wrong on either side;
    /// nothing was changed then.
    pub async fn copy_from(&self, other: &Self) -> Result<Tally, StoreError> {
        let (to, rows) = mpsc::channel(WAITING);
        let (read, stored) = tokio::join!(other.send_rows(to), self.store_rows(rows));
        read.and(stored)
    }

    /// The sum over all rows at one moment.
    ///
    /// # Errors
    /// [`StoreError`] when the database can't be read.
    pub async fn tally(&self) -> Result<Tally, StoreError> {
        let (to, mut rows) = mpsc::channel(WAITING);
        let last = async {
            let mut last = None;
            while let Some(item) = rows.recv().await {
                last = Some(item);
            }
            last
        };
        match tokio::join!(self.send_rows(to), last) {
            (Ok(()), Some(Item::End(tally))) => Ok(tally),
            (Err(cause), _) => Err(cause),
            (Ok(()), _) => Err(StoreError::corrupt("the rows have no end")),
        }
    }

    async fn send_rows(&self, to: mpsc::Sender<Item>) -> Result<(), StoreError> {
        let failed = StoreError::of("reading the town");
        match &self.readers {
            Db::Sqlite(pool) => {
                let mut moment = pool.begin_with(SQLITE_MOMENT).await.map_err(&failed)?;
                rows_of::send::<Sqlite>(&mut moment, to).await
            }
            Db::Postgres(pool) => {
                let mut moment = pool.begin_with(POSTGRES_MOMENT).await.map_err(&failed)?;
                rows_of::send::<Postgres>(&mut moment, to).await
            }
        }
    }

    async fn store_rows(&self, rows: mpsc::Receiver<Item>) -> Result<Tally, StoreError> {
        let failed = StoreError::of("storing the town");
        let not_empty = |table| StoreError::NotEmpty { name: self.name.to_string(), table };
        match &self.writers {
            Db::Sqlite(pool) => {
                let mut transaction = pool.begin_with("BEGIN IMMEDIATE").await.map_err(&failed)?;
                if let Some(table) = rows_of::filled::<Sqlite>(&mut transaction).await? {
                    return Err(not_empty(table));
                }
                let tally = rows_of::store::<Sqlite>(&mut transaction, rows).await?;
                transaction.commit().await.map_err(&failed)?;
                Ok(tally)
            }
            Db::Postgres(pool) => {
                let mut transaction = pool.begin().await.map_err(&failed)?;
                if let Some(table) = rows_of::filled::<Postgres>(&mut transaction).await? {
                    return Err(not_empty(table));
                }
                let tally = rows_of::store::<Postgres>(&mut transaction, rows).await?;
                transaction.commit().await.map_err(&failed)?;
                Ok(tally)
            }
        }
    }
}
