//! The files an import makes: nothing is replaced unasked, and each is written whole or not at all.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use shared::content::Problem;

use super::Report;

/// Files to be written and what is said about them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Made {
    /// Places under the assets folder, and what comes to stand there.
    pub files: Vec<(PathBuf, Vec<u8>)>,
    /// Those of them that hold what was there before and more: they are replaced unasked.
    pub grown: BTreeSet<PathBuf>,
    /// What is said at the end.
    pub report: Report,
}

impl Made {
    /// Writes every file under `assets`.
    ///
    /// # Errors
    /// When one of them is there already and `force` isn't set (nothing is written then), or can't be written.
    pub fn write(mut self, assets: &Path, force: bool) -> Result<Report, Problem> {
        for (place, _) in &self.files {
            let path = assets.join(place);
            if !force && !self.grown.contains(place) && path.symlink_metadata().is_ok() {
                let message = "is there already: --force replaces it, --as NAME picks another name";
                return Err(Problem::new(&path, message));
            }
        }
        for (place, bytes) in &self.files {
            let path = assets.join(place);
            whole(&path, bytes).map_err(|cause| Problem::new(&path, format!("can't be written: {cause}")))?;
            self.report.made.push(path);
        }
        Ok(self.report)
    }

    /// The text of the first file whose name ends so, for tests and checks.
    #[must_use]
    pub fn text(&self, ending: &str) -> Option<&str> {
        let file = self.files.iter().find(|(place, _)| place.to_string_lossy().ends_with(ending));
        file.and_then(|(_, bytes)| std::str::from_utf8(bytes).ok())
    }
}

/// Writes beside the place and moves there, so that nobody ever reads half a file.
fn whole(path: &Path, bytes: &[u8]) -> std::io::Result<()> {
    if let Some(folder) = path.parent() {
        std::fs::create_dir_all(folder)?;
    }
    let mut beside = path.as_os_str().to_owned();
    beside.push(".new");
    std::fs::write(&beside, bytes)?;
    std::fs::rename(&beside, path)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_there_stays_unless_forced() {
        let folder = tempfile::tempdir().expect("a folder");
        let made = |text: &str| Made {
            files: vec![("a/one.txt".into(), text.into()), ("a/two.txt".into(), text.into())],
            ..Made::default()
        };
        std::fs::create_dir(folder.path().join("a")).expect("new");
        std::fs::write(folder.path().join("a/two.txt"), "mine").expect("written");
        let refused = made("theirs").write(folder.path(), false).expect_err("it is there");
        assert!(refused.message.starts_with("is there already"), "{refused}");
        assert!(!folder.path().join("a/one.txt").exists(), "all or nothing");
        made("theirs").write(folder.path(), true).expect("forced");
        assert_eq!(std::fs::read_to_string(folder.path().join("a/two.txt")).expect("there"), "theirs");
        assert_eq!(std::fs::read_dir(folder.path().join("a")).expect("there").count(), 2, "nothing lies about");
    }
}
