//! The desk: changes waiting to be saved, what the server says of them, and the way back. Knows no socket.

use std::collections::{BTreeMap, VecDeque};

use bevy::prelude::*;
use shared::content::edit::file::{DesignFile, FileText, ReadRequest, SaveAnswer, SaveRequest};
use shared::content::edit::scene::SceneEdit;
use shared::content::shipped::hash_of;

/// Changes that can be undone.
pub const UNDONE: usize = 100;

/// How often a change is made anew because its file changed meanwhile.
const TRIES: u8 = 3;

/// What happens to a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Edit {
    /// An edit of a scene; fits whatever else changed in the file.
    Scene(SceneEdit),
    /// Another text in the place of exactly this one.
    Swap {
        /// The text as it was.
        from: String,
        /// The text as it shall be.
        to: String,
    },
}

/// Edits that belong together; several of one file follow each other.
pub type Change = Vec<(DesignFile, Edit)>;

/// What has to be asked of the server.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Ask {
    /// How a file is now.
    Read(ReadRequest),
    /// To save files.
    Save(SaveRequest),
}

/// What the server answered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Answer {
    /// The file.
    Read(FileText),
    /// What became of a save.
    Save(SaveAnswer),
    /// It said no, or nothing; in words for people.
    No(String),
}

/// A file as it was before a change and after it.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Was {
    file: DesignFile,
    before: String,
    after: String,
}

/// What is to be done, once it is its turn.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Job {
    Make(Change),
    Undo,
    Redo,
    /// Only look at a file.
    Look(DesignFile),
}

/// Files in hand, changes on their way, and the changes before them.
#[derive(Resource, Debug, Default)]
pub struct Desk {
    held: BTreeMap<DesignFile, FileText>,
    jobs: VecDeque<Job>,
    tries: u8,
    /// What is being asked.
    asked: Option<Vec<Was>>,
    undo: VecDeque<Vec<Was>>,
    redo: Vec<Vec<Was>>,
    notices: Vec<String>,
    /// Whether the town lets one design it.
    pub is_open: bool,
}

impl Desk {
    /// Makes a change, after those that are waiting.
    pub fn make(&mut self, change: Change) {
        self.jobs.push_back(Job::Make(change));
    }

    /// Takes the last change back.
    pub fn undo(&mut self) {
        self.jobs.push_back(Job::Undo);
    }

    /// Makes the last change that was taken back again.
    pub fn redo(&mut self) {
        self.jobs.push_back(Job::Redo);
    }

    /// Asks how a file is now; [`Desk::text`] has it a moment later.
    pub fn look(&mut self, file: DesignFile) {
        self.jobs.push_back(Job::Look(file));
    }

    /// A file as it was last seen.
    #[must_use]
    pub fn text(&self, file: &DesignFile) -> Option<&str> {
        self.held.get(file).map(|held| held.text.as_str())
    }

    /// How many changes can be undone and made again.
    #[must_use]
    pub fn depths(&self) -> (usize, usize) {
        (self.undo.len(), self.redo.len())
    }

    /// Whether something is on its way.
    #[must_use]
    pub fn is_busy(&self) -> bool {
        self.asked.is_some() || !self.jobs.is_empty()
    }

    /// What people have to hear, once.
    pub fn take_notices(&mut self) -> Vec<String> {
        std::mem::take(&mut self.notices)
    }

    /// What to ask now; `None` while an answer is due or there is nothing to do.
    pub fn ask(&mut self) -> Option<Ask> {
        while self.asked.is_none() {
            let job = self.jobs.front()?.clone();
            let change = match job {
                Job::Look(file) => {
                    self.asked = Some(Vec::new());
                    return Some(Ask::Read(ReadRequest { file }));
                }
                Job::Make(change) => change,
                Job::Undo => swaps(self.undo.back(), |was| (was.after.clone(), was.before.clone())),
                Job::Redo => swaps(self.redo.last(), |was| (was.before.clone(), was.after.clone())),
            };
            if let Some((file, _)) = change.iter().find(|(file, _)| !self.held.contains_key(file)) {
                self.asked = Some(Vec::new());
                return Some(Ask::Read(ReadRequest { file: file.clone() }));
            }
            match self.edited(&change) {
                Ok(was) if was.iter().all(|was| was.before == was.after) => self.done(),
                Ok(mut was) => {
                    was.retain(|was| was.before != was.after);
                    let files = was.iter().filter_map(|was| {
                        let held = self.held.get(&was.file)?;
                        Some(FileText { file: was.file.clone(), hash: held.hash.clone(), text: was.after.clone() })
                    });
                    let files = files.collect();
                    self.asked = Some(was);
                    return Some(Ask::Save(SaveRequest { files }));
                }
                Err(why) => self.give_up(why),
            }
        }
        None
    }

    /// Takes in the answer to what was asked.
    pub fn answer(&mut self, answer: Answer) {
        let Some(was) = self.asked.take() else { return };
        match answer {
            Answer::Read(text) => {
                if matches!(self.jobs.front(), Some(Job::Look(file)) if *file == text.file) {
                    self.done();
                }
                self.held.insert(text.file.clone(), text);
            }
            Answer::Save(SaveAnswer::Saved) => self.saved(was),
            Answer::Save(SaveAnswer::Changed(text)) => {
                self.held.insert(text.file.clone(), text);
                self.tries += 1;
                if self.tries >= TRIES {
                    self.give_up("Not saved: the file keeps changing. Try again in a moment.".into());
                }
            }
            Answer::Save(SaveAnswer::Refused(problems)) => {
                for problem in problems {
                    self.notices.push(format!("Not saved: {problem}"));
                }
                self.done();
            }
            // Whatever waits would fare the same.
            Answer::No(why) => {
                self.notices.push(why);
                self.jobs.clear();
                self.tries = 0;
            }
        }
    }

    /// The texts that a change leads to.
    fn edited(&self, change: &Change) -> Result<Vec<Was>, String> {
        let mut all: Vec<Was> = Vec::new();
        for (file, edit) in change {
            let held = self.text(file).unwrap_or_default().to_owned();
            let index = all.iter().position(|was| was.file == *file).unwrap_or_else(|| {
                all.push(Was { file: file.clone(), before: held.clone(), after: held });
                all.len() - 1
            });
            let was = &mut all[index];
            was.after = match edit {
                Edit::Scene(edit) => edit.apply(&was.after).map_err(|why| format!("Not possible: {why}."))?,
                Edit::Swap { from, to } if *from == was.after => to.clone(),
                Edit::Swap { .. } => return Err("The file has changed meanwhile, so this doesn't fit any more.".into()),
            };
        }
        Ok(all)
    }

    fn saved(&mut self, was: Vec<Was>) {
        for Was { file, after, .. } in &was {
            let hash = hash_of(after.as_bytes());
            self.held.insert(file.clone(), FileText { file: file.clone(), hash, text: after.clone() });
        }
        match self.jobs.front() {
            Some(Job::Undo) => self.redo.extend(self.undo.pop_back()),
            Some(Job::Redo) => self.undo.extend(self.redo.pop()),
            Some(Job::Make(_)) => {
                self.redo.clear();
                self.undo.push_back(was);
                if self.undo.len() > UNDONE {
                    self.undo.pop_front();
                }
            }
            Some(Job::Look(_)) | None => {}
        }
        self.done();
    }

    /// The job at the front can't be done.
    fn give_up(&mut self, why: String) {
        match self.jobs.front() {
            // What came before it doesn't fit either.
            Some(Job::Undo) => self.undo.clear(),
            Some(Job::Redo) => self.redo.clear(),
            _ => {}
        }
        self.notices.push(why);
        self.done();
    }

    fn done(&mut self) {
        self.jobs.pop_front();
        self.tries = 0;
    }
}

fn swaps(was: Option<&Vec<Was>>, of: impl Fn(&Was) -> (String, String)) -> Change {
    let swap = |was: &Was| {
        let (from, to) = of(was);
        (was.file.clone(), Edit::Swap { from, to })
    };
    was.into_iter().flatten().map(swap).collect()
}

#[cfg(test)]
#[path = "desk_tests.rs"]
mod tests;
