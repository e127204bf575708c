//! What can go wrong with storage, in words that say what to do.

use std::path::PathBuf;

use sqlx::sqlite::SqliteError;

/// Why storage could not do as asked. The words hold no secret and nothing that anybody said.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// The address is neither a file nor a PostgreSQL URL.
    #[error("{address:?} is no database: give the path of a file, or postgres://USER:PASSWORD@HOST/DATABASE")]
    BadAddress {
        /// The scheme that was given, or the whole path.
        address: String,
    },
    /// The database file or its folder can't be made or written.
    #[error("can't write the database {path} ({cause}): use a folder this user may write to and a disk with space left", path = path.display())]
    Unwritable {
        /// The file.
        path: PathBuf,
        /// The system's words.
        cause: String,
    },
    /// Another process has claimed the database.
    #[error(
        "another server{holder} is using the database {name}: stop that one, or give this one a database of its own with --set database=…"
    )]
    InUse {
        /// The database.
        name: String,
        /// Who has it, as ` (process 12)`; empty when that isn't known.
        holder: String,
    },
    /// There is nothing in the database yet.
    #[error(
        "there is no town in {name} yet: a server makes one when it starts; or choose another database with --set database=…"
    )]
    NoTown {
        /// The database.
        name: String,
    },
    /// An older server made the database; nothing was touched.
    #[error(
        "the database is of an older version: it has migrations up to {found}, this server knows up to {known}; bring it up to date with `parlor-server db migrate`"
    )]
    OlderVersion {
        /// The last migration that it went through.
        found: i64,
        /// The last migration that this server knows.
        known: i64,
    },
    /// Somebody's town is in the database already; nothing was touched.
    #[error(
        "{name} isn't empty, it has rows in {table}: choose an empty database with --set database=… (nothing was changed)"
    )]
    NotEmpty {
        /// The database.
        name: String,
        /// A table with rows.
        table: &'static str,
    },
    /// A file that isn't a whole backup; nothing was touched.
    #[error("this can't be restored: {cause} (nothing was changed)")]
    BadBackup {
        /// What is wrong, and in which line.
        cause: String,
    },
    /// The file of a backup can't be read or written.
    #[error("the file {path} can't be used ({cause})", path = path.display())]
    File {
        /// The file.
        path: PathBuf,
        /// The system's words.
        cause: String,
    },
    /// A newer server has changed the database; nothing was touched.
    #[error(
        "the database is of a newer version: it has migration {found}, this server knows up to {known}; \
         run the newer server, or give this one an older copy (nothing was changed)"
    )]
    NewerVersion {
        /// The first migration that this server doesn't know.
        found: i64,
        /// The last migration that it does know.
        known: i64,
    },
    /// A migration that the database went through isn't the one this server has under that number.
    #[error(
        "the database went through another migration {version} than this server's: it belongs to another build; use that one, or another database"
    )]
    Altered {
        /// Number of the migration.
        version: i64,
    },
    /// No answer from the database.
    #[error(
        "the database doesn't answer ({cause}): check that it runs, that its address is right, and that no other server holds it"
    )]
    Unavailable {
        /// The system's words.
        cause: String,
    },
    /// The database refuses the user or the password.
    #[error("the database refuses the login ({cause}): check the user and password in its URL")]
    Denied {
        /// The database's words.
        cause: String,
    },
    /// What is in the database can't be what was written.
    #[error("the database is damaged ({cause}): put back a copy, or move it away to start a new town")]
    Corrupt {
        /// What was found where.
        cause: String,
    },
    /// Somebody has that id or token already.
    #[error("that is taken")]
    Taken,
    /// Some rows can never be stored; all others were.
    #[error("{rows} rows could not be stored; the log names them")]
    Refused {
        /// How many since the last flush.
        rows: u64,
    },
    /// The writer has ended.
    #[error("the writer has stopped")]
    WriterStopped,
    /// Anything else.
    #[error("{doing} failed: {cause}")]
    Failed {
        /// What was being done.
        doing: &'static str,
        /// The database's answer.
        cause: sqlx::Error,
    },
}

/// What to do about a failed statement.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Remedy {
    /// Nothing was wrong with what was asked: try again later.
    Wait,
    /// It would fail for ever.
    GiveUp,
}

impl StoreError {
    /// For `map_err`: sorts an error that came while doing something.
    pub(super) fn of(doing: &'static str) -> impl Fn(sqlx::Error) -> Self {
        move |cause| Self::sort(doing, cause)
    }

    fn sort(doing: &'static str, cause: sqlx::Error) -> Self {
        use sqlx::Error::{Database, Io, PoolClosed, PoolTimedOut, Protocol, Tls, WorkerCrashed};
        let words = cause.to_string();
        match &cause {
            Io(_) | PoolTimedOut | PoolClosed | WorkerCrashed | Tls(_) | Protocol(_) => {
                Self::Unavailable { cause: words }
            }
            sqlx::Error::ColumnDecode { .. } | sqlx::Error::Decode(_) => Self::Corrupt { cause: words },
            Database(error) if error.is_unique_violation() => Self::Taken,
            Database(error) => match (sqlite_code(error.as_ref()), error.code().as_deref()) {
                (Some(5 | 6), _) => Self::Unavailable { cause: words },
                (Some(11 | 26), _) => Self::Corrupt { cause: words },
                (None, Some(state)) => match state.get(..2) {
                    Some("28") => Self::Denied { cause: words },
                    Some("08" | "3D" | "53" | "57") => Self::Unavailable { cause: words },
                    Some("XX") => Self::Corrupt { cause: words },
                    _ => Self::Failed { doing, cause },
                },
                _ => Self::Failed { doing, cause },
            },
            _ => Self::Failed { doing, cause },
        }
    }

    /// A value that no version of this server writes.
    pub(super) fn corrupt(what: impl std::fmt::Display) -> Self {
        Self::Corrupt { cause: what.to_string() }
    }
}

/// Whether it makes sense to try a statement again. Only what the data itself is to blame for is given up,
/// so a full disk or a missing table keeps the rows waiting instead of losing them.
pub(super) fn remedy(error: &sqlx::Error) -> Remedy {
    match error {
        sqlx::Error::Encode(_) | sqlx::Error::InvalidArgument(_) => Remedy::GiveUp,
        sqlx::Error::Database(error) => match (sqlite_code(error.as_ref()), error.code().as_deref()) {
            // SQLITE_TOOBIG, SQLITE_CONSTRAINT, SQLITE_MISMATCH
            (Some(18..=20), _) => Remedy::GiveUp,
            // data exceptions, broken constraints, values beyond a limit of the server
            (None, Some(state)) if ["22", "23", "54"].iter().any(|class| state.starts_with(class)) => Remedy::GiveUp,
            _ => Remedy::Wait,
        },
        _ => Remedy::Wait,
    }
}

/// The primary result code, when SQLite sent the error.
pub(super) fn sqlite_code(error: &dyn sqlx::error::DatabaseError) -> Option<u8> {
    let error = error.try_downcast_ref::<SqliteError>()?;
    let extended: u32 = sqlx::error::DatabaseError::code(error)?.parse().ok()?;
    u8::try_from(extended & 0xff).ok()
}
