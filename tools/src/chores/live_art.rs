//! Live art: while the town runs, atlases are drawn anew whenever their sources are saved.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::thread::JoinHandle;
use std::time::{Duration, SystemTime};

use shared::content::shipped::ART_PROBLEMS;
use tools::art;

/// Time between two looks at the sources: they are few and small, so looking costs less than asking to be told.
const LOOK_EVERY: Duration = Duration::from_millis(80);

/// Draws until it is dropped.
pub struct LiveArt {
    stop: Option<Sender<()>>,
    thread: Option<JoinHandle<()>>,
}

impl LiveArt {
    /// Begins to follow the sources of a repository; the server follows what is drawn.
    pub fn start(root: PathBuf) -> Self {
        let (stop, stopped) = channel();
        let thread = std::thread::spawn(move || follow(&root, &stopped));
        Self { stop: Some(stop), thread: Some(thread) }
    }
}

impl Drop for LiveArt {
    fn drop(&mut self) {
        self.stop = None;
        if let Some(thread) = self.thread.take() {
            // A thread that died has said why.
            let _ = thread.join();
        }
    }
}

fn follow(root: &Path, stopped: &Receiver<()>) {
    let sources = root.join("assets/client/art");
    tell(root, None);
    let mut drawn = stamps(&sources);
    let mut seen = drawn.clone();
    while stopped.recv_timeout(LOOK_EVERY) == Err(RecvTimeoutError::Timeout) {
        let now = stamps(&sources);
        // Between two looks alike nobody was writing.
        let rests = now == seen;
        seen = now;
        if rests && seen != drawn {
            drawn.clone_from(&seen);
            draw(root);
        }
    }
    tell(root, None);
}

/// Draws everything; what is wrong is said here, and by the server to those who design.
fn draw(root: &Path) {
    match art::build(root) {
        Ok(report) => {
            for file in report.files {
                println!("drew {file}");
            }
        }
        Err(error) => {
            let words = format!("{error:#}").replace(&format!("{}/", root.join("assets").display()), "");
            println!("not drawn: {words}");
            tell(root, Some(&words));
        }
    }
}

/// Leaves word for the server.
fn tell(root: &Path, problem: Option<&str>) {
    let note = root.join("assets/client").join(ART_PROBLEMS);
    let done = match problem {
        Some(words) => std::fs::write(&note, words),
        None if note.exists() => std::fs::remove_file(&note),
        None => Ok(()),
    };
    if let Err(cause) = done {
        println!("{}: {cause}", note.display());
    }
}

/// When each file under a folder was last written, without hidden ones.
fn stamps(folder: &Path) -> BTreeMap<PathBuf, Option<SystemTime>> {
    let mut found = BTreeMap::new();
    let mut open = vec![folder.to_owned()];
    while let Some(next) = open.pop() {
        for entry in std::fs::read_dir(next).into_iter().flatten().filter_map(Result::ok) {
            let path = entry.path();
            if entry.file_name().to_string_lossy().starts_with('.') {
                continue;
            }
            if path.is_dir() {
                open.push(path);
            } else {
                found.insert(path, entry.metadata().and_then(|about| about.modified()).ok());
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_saved_is_seen_and_what_editors_hide_is_not() {
        let folder = tempfile::tempdir().expect("a folder");
        let write = |name: &str, text: &str| std::fs::write(folder.path().join(name), text).expect("written");
        std::fs::create_dir(folder.path().join("ui")).expect("a folder");
        write("ui/marks.grid", "sprite heart");
        let before = stamps(folder.path());
        write(".marks.grid.swp", "sprite");
        assert_eq!(stamps(folder.path()), before);
        write("ui/logo.grid", "sprite logo");
        assert_eq!(stamps(folder.path()).len(), before.len() + 1);
    }
}
