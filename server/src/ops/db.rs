//! `parlor-server db`: bringing a database up to date, backing it up, putting it back, and moving house.

use std::path::PathBuf;

use shared::clock::Clock as _;

use crate::clock::WallClock;
use crate::run::StartError;
use crate::settings::Settings;
use crate::storage::{Claim, Store, StoreError, TABLE_NAMES, Tally, Version, sqlite_file};

/// What to do with the database.
#[derive(Debug, Clone, clap::Subcommand)]
pub enum Work {
    /// Bring the database up to this version; a start does the same.
    Migrate,
    /// Write the town into a new file, also while a server runs on it.
    Backup {
        /// The file to make.
        file: PathBuf,
    },
    /// Put a backup into an empty database, of either kind.
    Restore {
        /// The file that `backup` made.
        file: PathBuf,
    },
    /// Copy a town into an empty database: from SQLite to PostgreSQL, back, or to another of the same kind.
    Copy {
        /// A SQLite file or a `postgres://` URL; may be in use.
        from: String,
        /// The same, and empty.
        to: String,
    },
}

/// Does it, and says what was done.
///
/// # Errors
/// Words that say what to do; nothing was changed then.
pub async fn work(settings: &Settings, work: &Work) -> Result<String, StartError> {
    let database = &settings.database;
    match work {
        Work::Migrate => {
            let claim = Claim::take(database).await?;
            let before = Store::look(database).await?;
            if let (_, Some(store)) = &before {
                store.close().await;
            }
            let store = Store::open(database).await?;
            let name = store.describe().to_owned();
            store.close().await;
            claim.release().await;
            Ok(match before.0 {
                Version::Current => format!("{name} is up to date"),
                Version::New => format!("{name} is ready for a new town"),
                Version::Older { found, known } => format!("{name} went from version {found} to {known}"),
            })
        }
        Work::Backup { file } => {
            let store = Store::open_as_it_is(database).await?;
            let tally = store.back_up(file, WallClock.now_ms()).await;
            store.close().await;
            Ok(format!("wrote {}\n{}", file.display(), told(&tally?)))
        }
        Work::Restore { file } => {
            // Looked through before anything is made.
            Store::check_backup(file)?;
            let tally = fill(database, async |store| store.restore(file).await).await?;
            Ok(format!("restored {}\n{}", file.display(), told(&tally)))
        }
        Work::Copy { from, to } => {
            if is_same(from, to) {
                return Err(anyhow::anyhow!("a town can't be copied onto itself: name two databases").into());
            }
            let source = Store::open_as_it_is(from).await?;
            let tally = fill(to, async |store| store.copy_from(&source).await).await;
            source.close().await;
            Ok(format!("copied, and compared what arrived with what was sent\n{}", told(&tally?)))
        }
    }
}

/// Lets `work` put a town into a database that nobody uses, and takes away a file that was made for nothing.
async fn fill(address: &str, work: impl AsyncFnOnce(&Store) -> Result<Tally, StoreError>) -> Result<Tally, StoreError> {
    let made = sqlite_file(address).filter(|file| !file.exists());
    let claim = Claim::take(address).await?;
    let done = match Store::open(address).await {
        Ok(store) => {
            let done = work(&store).await;
            store.close().await;
            done
        }
        Err(cause) => Err(cause),
    };
    if let (Err(_), Some(file)) = (&done, made) {
        // What can't be removed is an empty database, which the next try fills.
        let _ = std::fs::remove_file(file);
    }
    claim.release().await;
    done
}

fn is_same(from: &str, to: &str) -> bool {
    let real = |address: &str| sqlite_file(address).map(|file| file.canonicalize().unwrap_or(file));
    from == to || real(from).is_some_and(|file| Some(file) == real(to))
}

fn told(tally: &Tally) -> String {
    let tables = TABLE_NAMES.iter().map(|name| format!("{name} {}", tally.rows.get(name).unwrap_or(&0)));
    format!("{} rows: {}\nchecksum {}", tally.count(), tables.collect::<Vec<_>>().join(", "), tally.sha256)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_file_by_two_names_is_the_same() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = |name: &str| folder.path().join(name).to_str().expect("UTF-8").to_owned();
        std::fs::write(path("a.db"), "").expect("written");
        assert!(is_same(&path("a.db"), &format!("sqlite:{}", path("./a.db"))));
        assert!(!is_same(&path("a.db"), &path("b.db")));
        assert!(is_same("postgres://h/a", "postgres://h/a") && !is_same("postgres://h/a", "postgres://h/b"));
    }
}
