//! Watching: when files change and then rest for a moment, the town looks at them again.

use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use notify::{EventKind, RecommendedWatcher, RecursiveMode, Watcher as _};
use tokio::sync::Notify;
use tokio::task::JoinHandle;
use tokio::time::timeout;
use tracing::{error, info};

use super::reloader::{Looked, Reloader};
use crate::bridge::ShardDoors;

/// Files have to rest for this long: editors write in several steps, and often several files.
const REST: Duration = Duration::from_millis(60);

/// Files that never rest are looked at after this long all the same.
const PATIENCE: Duration = Duration::from_millis(400);

/// What seems broken is looked at once more after this long: the rest of a change may be on its way.
const SECOND_LOOK: Duration = Duration::from_millis(200);

/// Why files aren't watched.
#[derive(Debug, thiserror::Error)]
#[error(
    "the folder {folder} can't be watched ({cause}): set watch=false, or raise the system's limit on watched files"
)]
pub struct WatchError {
    folder: String,
    cause: notify::Error,
}

/// Watches until it is dropped.
#[derive(Debug)]
pub struct Watch {
    task: JoinHandle<()>,
    _watcher: RecommendedWatcher,
}

impl Drop for Watch {
    fn drop(&mut self) {
        self.task.abort();
    }
}

impl Watch {
    /// Watches `client` and `server` under `assets`, and sends the shards what changes. To be called on a runtime.
    ///
    /// # Errors
    /// When the system can't watch these folders.
    pub fn start(assets: &Path, reloader: Reloader, doors: ShardDoors) -> Result<Self, WatchError> {
        let failed = |cause| WatchError { folder: assets.display().to_string(), cause };
        let changed = Arc::new(Notify::new());
        let bell = changed.clone();
        let mut watcher = notify::recommended_watcher(move |event: notify::Result<notify::Event>| {
            // An error may hide a change, so it counts as one; reading alone changes nothing.
            if !event.is_ok_and(|event| matches!(event.kind, EventKind::Access(_))) {
                bell.notify_one();
            }
        })
        .map_err(failed)?;
        for folder in ["client", "server"] {
            watcher.watch(&assets.join(folder), RecursiveMode::Recursive).map_err(failed)?;
        }
        info!(assets = %assets.display(), "watching the content");
        let task = tokio::spawn(follow(changed, reloader, doors));
        Ok(Self { task, _watcher: watcher })
    }
}

async fn follow(changed: Arc<Notify>, mut reloader: Reloader, doors: ShardDoors) {
    loop {
        changed.notified().await;
        let rests = async { while timeout(REST, changed.notified()).await.is_ok() {} };
        // Files that never rest are looked at as they are.
        let _ = timeout(PATIENCE, rests).await;
        let Some((back, mut looked)) = look(reloader).await else { return };
        reloader = back;
        if looked.is_broken() {
            let _ = timeout(SECOND_LOOK, changed.notified()).await;
            let Some(again) = look(reloader).await else { return };
            (reloader, looked) = again;
        }
        for told in reloader.take_up(looked) {
            for shard in 0..doors.count() {
                doors.deliver(shard, told.clone().into()).await;
            }
        }
    }
}

/// One look at the files, on a thread that may wait; `None` when that died.
async fn look(reloader: Reloader) -> Option<(Reloader, Looked)> {
    let work = tokio::task::spawn_blocking(move || {
        let looked = reloader.look();
        (reloader, looked)
    });
    work.await.inspect_err(|cause| error!(%cause, "the content is no longer followed")).ok()
}
