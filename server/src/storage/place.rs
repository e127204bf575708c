//! Where a database is, as operators write it.

use std::path::{Path, PathBuf};

use super::StoreError;

/// The address of a database, understood.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Place {
    /// A SQLite file.
    File(PathBuf),
    /// A PostgreSQL URL.
    Postgres(String),
}

impl Place {
    /// Reads an address: the path of a file, or a `postgres://` URL.
    pub(super) fn parse(address: &str) -> Result<Self, StoreError> {
        if address.starts_with("postgres://") || address.starts_with("postgresql://") {
            return Ok(Self::Postgres(address.to_owned()));
        }
        let path = address.strip_prefix("sqlite:").unwrap_or(address);
        let path = path.strip_prefix("//").unwrap_or(path);
        if let Some((scheme, _)) = path.split_once("://") {
            return Err(StoreError::BadAddress { address: format!("{scheme}://…") });
        }
        if path.is_empty() || path == ":memory:" {
            return Err(StoreError::BadAddress { address: path.to_owned() });
        }
        Ok(Self::File(path.into()))
    }
}

/// The file of a SQLite database; `None` for any other address.
#[must_use]
pub fn sqlite_file(address: &str) -> Option<PathBuf> {
    match Place::parse(address) {
        Ok(Place::File(path)) => Some(path),
        _ => None,
    }
}

/// Makes the folder of a database file.
pub(super) fn make_folder(path: &Path) -> Result<(), StoreError> {
    match path.parent() {
        Some(folder) => std::fs::create_dir_all(folder).map_err(|cause| unwritable(path, &cause)),
        None => Ok(()),
    }
}

/// A database file that can't be made or written, in the system's words.
pub(super) fn unwritable(path: &Path, cause: &std::io::Error) -> StoreError {
    StoreError::Unwritable { path: path.to_owned(), cause: cause.to_string() }
}
