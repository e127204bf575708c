//! The content of this moment for HTTP, and the files of the last few: a client may still be fetching them.

use std::collections::VecDeque;
use std::sync::{Arc, PoisonError, RwLock};

use shared::content::shipped::{ShippedFile, ShippedFiles};

use super::Loaded;

/// Earlier revisions whose files can still be fetched.
const EARLIER: usize = 4;

/// The content that the town runs on. Its lock is held for a moment and never across a wait.
#[derive(Debug)]
pub struct Current(RwLock<Shelf>);

#[derive(Debug)]
struct Shelf {
    now: Arc<Loaded>,
    earlier: VecDeque<ShippedFiles>,
}

impl Current {
    /// Begins with this content.
    #[must_use]
    pub fn new(loaded: Arc<Loaded>) -> Self {
        Self(RwLock::new(Shelf { now: loaded, earlier: VecDeque::new() }))
    }

    /// The content now.
    #[must_use]
    pub fn get(&self) -> Arc<Loaded> {
        self.0.read().unwrap_or_else(PoisonError::into_inner).now.clone()
    }

    /// From now on it is this one.
    pub fn replace(&self, loaded: Arc<Loaded>) {
        let mut shelf = self.0.write().unwrap_or_else(PoisonError::into_inner);
        let old = std::mem::replace(&mut shelf.now, loaded);
        shelf.earlier.push_front(old.files.clone());
        shelf.earlier.truncate(EARLIER);
    }

    /// A file by its hash and path, of now or of a while ago.
    #[must_use]
    pub fn file(&self, hash: &str, path: &str) -> Option<ShippedFile> {
        let shelf = self.0.read().unwrap_or_else(PoisonError::into_inner);
        let mut all = std::iter::once(&shelf.now.files).chain(&shelf.earlier);
        all.find_map(|files| files.0.get(path).filter(|file| file.hash == hash)).cloned()
    }
}
