//! Fetching: the files of a list that aren't at hand, a few at a time, each checked by its hash.

use shared::content::shipped::{ContentList, ListedFile, ShippedFile, ShippedFiles, address};

use crate::net::platform::http::FileTask;

/// Files that are fetched at the same time.
const AT_ONCE: usize = 6;

/// Files on their way.
pub(super) struct Fetch {
    list: ContentList,
    got: ShippedFiles,
    waiting: Vec<String>,
    open: Vec<(String, FileTask)>,
}

impl Fetch {
    /// Begins to fetch what a list names and none of `known` has.
    pub fn begin(list: ContentList, known: &[&ShippedFiles]) -> Self {
        let mut fetch = Self { list, got: ShippedFiles::default(), waiting: Vec::new(), open: Vec::new() };
        for (path, listed) in &fetch.list.files {
            let known = known.iter().find_map(|files| files.0.get(path).filter(|file| file.hash == listed.hash));
            match known {
                Some(file) => drop(fetch.got.0.insert(path.clone(), file.clone())),
                None => fetch.waiting.push(path.clone()),
            }
        }
        fetch
    }

    /// Files that are here, and files in all.
    pub fn progress(&self) -> (usize, usize) {
        (self.got.0.len(), self.list.files.len())
    }

    /// Takes in what has come and asks for more; all files once they are here.
    ///
    /// # Errors
    /// Why a file doesn't come, for people.
    pub fn drive(&mut self, server: &str) -> Result<Option<ShippedFiles>, String> {
        while self.open.len() < AT_ONCE {
            let Some(path) = self.waiting.pop() else { break };
            let Some(listed) = self.list.files.get(&path) else { continue };
            let task = FileTask::start(format!("{server}{}", address(&listed.hash, &path)), listed.bytes);
            self.open.push((path, task));
        }
        let mut failed = None;
        let (list, got) = (&self.list, &mut self.got);
        self.open.retain_mut(|(path, task)| {
            let Some(answer) = task.poll() else { return true };
            let checked = answer.map_err(|silence| silence.to_string()).and_then(|bytes| match list.files.get(path) {
                Some(listed) => checked(listed, bytes),
                None => Err("nobody asked for it".to_owned()),
            });
            match checked {
                Ok(file) => drop(got.0.insert(path.clone(), file)),
                Err(cause) => failed = Some(format!("{path}: {cause}")),
            }
            false
        });
        match failed {
            Some(cause) => Err(cause),
            None if self.open.is_empty() && self.waiting.is_empty() => Ok(Some(std::mem::take(&mut self.got))),
            None => Ok(None),
        }
    }
}

/// The file, if it is the one that was listed.
pub(crate) fn checked(listed: &ListedFile, bytes: Vec<u8>) -> Result<ShippedFile, String> {
    let file = ShippedFile::new(bytes);
    if file.hash == listed.hash && file.bytes.len() as u64 == listed.bytes {
        return Ok(file);
    }
    Err("what came is another file".to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(text: &str) -> ShippedFile {
        ShippedFile::new(text.as_bytes().to_vec())
    }

    #[test]
    fn only_what_is_not_at_hand_is_asked_for() {
        let files = |all: &[(&str, &str)]| {
            ShippedFiles(all.iter().map(|(path, text)| ((*path).to_owned(), file(text))).collect())
        };
        let town = files(&[("grounds.ron", "[]"), ("props.ron", "{}"), ("people.ron", "()")]);
        let own = files(&[("grounds.ron", "[]"), ("props.ron", "{ }")]);
        let now = files(&[("people.ron", "()")]);
        let fetch = Fetch::begin(town.list(), &[&now, &own]);
        assert_eq!((fetch.progress(), fetch.waiting), ((2, 3), vec!["props.ron".to_owned()]));
    }

    #[test]
    fn another_file_under_the_same_name_is_refused() {
        let listed = |text: &str| ListedFile { hash: file(text).hash, bytes: text.len() as u64 };
        assert_eq!(checked(&listed("[]"), b"[]".to_vec()), Ok(file("[]")));
        assert!(checked(&listed("[]"), b"[ ]".to_vec()).is_err());
        assert!(checked(&ListedFile { bytes: 3, ..listed("[]") }, b"[]".to_vec()).is_err());
    }
}
