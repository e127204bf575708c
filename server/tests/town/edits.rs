//! A copy of the town's content that a test may edit.

use std::path::{Path, PathBuf};

/// A folder like `assets`, gone when it is dropped.
pub struct Copy(tempfile::TempDir);

impl Copy {
    /// The repository's content.
    pub fn new() -> Self {
        let copy = Self(tempfile::tempdir().expect("a folder"));
        let assets = Path::new(env!("CARGO_MANIFEST_DIR")).join("../assets");
        for half in ["client", "server"] {
            copy_folder(&assets.join(half), &copy.path().join(half));
        }
        copy
    }

    pub fn path(&self) -> PathBuf {
        self.0.path().to_owned()
    }

    pub fn read(&self, file: &str) -> String {
        std::fs::read_to_string(self.0.path().join(file)).expect("a file of the content")
    }

    pub fn write(&self, file: &str, text: &str) {
        let file = self.0.path().join(file);
        std::fs::create_dir_all(file.parent().expect("a folder")).expect("a folder");
        std::fs::write(file, text).expect("written");
    }

    /// Replaces the first `old` of a file.
    #[track_caller]
    pub fn edit(&self, file: &str, old: &str, new: &str) {
        let text = self.read(file);
        assert!(text.contains(old), "{file} has no {old:?}");
        self.write(file, &text.replacen(old, new, 1));
    }

    pub fn remove(&self, folder: &str) {
        std::fs::remove_dir_all(self.0.path().join(folder)).expect("removed");
    }
}

fn copy_folder(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).expect("a folder");
    for entry in std::fs::read_dir(from).expect("a folder").filter_map(Result::ok) {
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy_folder(&entry.path(), &target);
        } else {
            std::fs::copy(entry.path(), target).expect("a copy");
        }
    }
}
