//! The files of the repository, read once.

use std::collections::BTreeMap;
use std::path::Path;

use anyhow::{Context as _, Result};

use super::Finding;

/// Folders that hold nothing of ours.
const ELSEWHERE: [&str; 4] = ["target", ".git", "data", "corpus"];

/// Endings of the files whose text the rules read.
const TEXTS: [&str; 7] = ["rs", "md", "toml", "ron", "sql", "txt", "yml"];

/// Every file by its path from the root, with `/` between folders; pictures and the like have no text.
pub struct Tree {
    files: BTreeMap<String, String>,
}

impl Tree {
    /// Reads a repository.
    pub fn read(root: &Path) -> Result<Self> {
        let mut files = BTreeMap::new();
        collect(root, "", &mut files)?;
        Ok(Self { files })
    }

    /// A tree of these files, for tests.
    #[cfg(test)]
    pub fn of(files: &[(&str, &str)]) -> Self {
        Self { files: files.iter().map(|&(path, text)| (path.to_owned(), text.to_owned())).collect() }
    }

    /// Whether there is such a file or folder.
    pub fn has(&self, path: &str) -> bool {
        let path = path.trim_end_matches('/');
        let folder = format!("{path}/");
        self.files.contains_key(path)
            || self.files.range(folder.clone()..).next().is_some_and(|(p, _)| p.starts_with(&folder))
    }

    /// The text of one file.
    pub fn text(&self, path: &str) -> Option<&str> {
        self.files.get(path).map(String::as_str)
    }

    /// Path and text of every file with this ending.
    pub fn ending<'a>(&'a self, ending: &'a str) -> impl Iterator<Item = (&'a str, &'a str)> {
        self.files
            .iter()
            .filter(move |(path, _)| path.ends_with(ending))
            .map(|(path, text)| (path.as_str(), text.as_str()))
    }

    /// Files that some tool or person will stumble over.
    pub fn odd_names(&self) -> Vec<Finding> {
        let odd = self.files.keys().filter(|path| path.chars().any(|c| c.is_whitespace() || !c.is_ascii()));
        let message = "file names are ASCII without spaces";
        odd.map(|path| Finding { file: path.clone(), line: None, message: message.to_owned() }).collect()
    }
}

fn collect(root: &Path, folder: &str, files: &mut BTreeMap<String, String>) -> Result<()> {
    let here = root.join(folder);
    for entry in std::fs::read_dir(&here).with_context(|| format!("reading {}", here.display()))? {
        let entry = entry?;
        let name = entry.file_name().to_string_lossy().into_owned();
        let path = if folder.is_empty() { name.clone() } else { format!("{folder}/{name}") };
        if entry.file_type()?.is_dir() {
            if !ELSEWHERE.contains(&name.as_str()) {
                collect(root, &path, files)?;
            }
            continue;
        }
        let is_text = name.rsplit_once('.').is_some_and(|(_, ending)| TEXTS.contains(&ending));
        let text = if is_text {
            std::fs::read_to_string(entry.path()).with_context(|| format!("reading {path}"))?
        } else {
            String::new()
        };
        files.insert(path, text);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_folders_and_odd_names() {
        let tree = Tree::of(&[("docs/a.md", ""), ("docs/images/plaza.png", ""), ("docs/my notes.md", "")]);
        assert!(tree.has("docs") && tree.has("docs/images/") && tree.has("docs/a.md"));
        assert!(!tree.has("doc") && !tree.has("docs/image"));
        assert_eq!(tree.odd_names().len(), 1);
    }

    #[test]
    fn build_outputs_are_left_out() {
        let folder = tempfile::tempdir().expect("a folder");
        for inner in ["target", "src"] {
            std::fs::create_dir(folder.path().join(inner)).expect("new");
            std::fs::write(folder.path().join(inner).join("a.rs"), "//! A.").expect("writable");
        }
        let tree = Tree::read(folder.path()).expect("readable");
        assert_eq!(tree.ending(".rs").map(|(path, _)| path).collect::<Vec<_>>(), ["src/a.rs"]);
    }
}
