//! The designers' desk: reads content files for them, and writes what they change, if the whole town holds with it.

use std::collections::BTreeSet;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use anyhow::Context as _;
use shared::content::edit::file::{DesignFile, FileText, MAX_SAVED, SaveAnswer};
use shared::content::shipped::hash_of;
use shared::content::source::MAX_FILE;
use shared::content::{Problem, Source};
use shared::ids::{Key, PlayerId};
use tracing::info;

use crate::bucket::AddressLimit;
use crate::content::{Current, Loaded};
use crate::settings::{Designers, Settings};

/// Most problems that one answer tells.
const TOLD: usize = 4;

/// Requests that one address may make at once, and the milliseconds after which it may make another.
const AT_ONCE: (u32, u64) = (60, 150);

/// Why the desk doesn't serve; nothing was changed.
#[derive(Debug, thiserror::Error)]
pub enum DeskError {
    /// The town has no desk for this player, in words that say why.
    #[error("{0}")]
    Closed(&'static str),
    /// The town has no such file.
    #[error("no such file")]
    NoSuchFile,
    /// No file, too many, or one twice.
    #[error("too many files or none")]
    TooMany,
    /// The disk failed.
    #[error(transparent)]
    Disk(#[from] anyhow::Error),
}

/// Reads and writes the content of a town for those who design it. It waits for the disk.
#[derive(Debug)]
pub struct Desk {
    assets: PathBuf,
    arrival_scene: Key,
    current: Arc<Current>,
    closed: Option<&'static str>,
    /// Limit on requests from one address.
    pub limit: Mutex<AddressLimit>,
    /// One save after the other: what was compared stays so until it is written.
    saving: Mutex<()>,
}

impl Desk {
    /// The desk of a town that runs on `current`.
    #[must_use]
    pub fn new(settings: &Settings, arrival_scene: Key, current: Arc<Current>) -> Self {
        let closed = match (settings.designers, settings.watch) {
            (Designers::Nobody, _) => Some("Nobody designs this town from inside: its setting `designers` says so."),
            (Designers::Everyone, false) => Some("This town doesn't follow its files: its setting `watch` is off."),
            (Designers::Everyone, true) => None,
        };
        let (burst, every_ms) = AT_ONCE;
        Self {
            assets: settings.assets.clone(),
            arrival_scene,
            current,
            closed,
            limit: Mutex::new(AddressLimit::new(burst, every_ms)),
            saving: Mutex::new(()),
        }
    }

    /// A file as it lies on the disk.
    ///
    /// # Errors
    /// [`DeskError`] when the desk is closed, or there is no such file.
    pub fn read(&self, file: &DesignFile) -> Result<FileText, DeskError> {
        self.check_open()?;
        let town = self.current.get().town.clone();
        let is_there = match file {
            DesignFile::Scene(key) => town.scenes.contains_key(key),
            DesignFile::Face(key) | DesignFile::Persona(key) => town.characters.contains_key(key),
        };
        if !is_there {
            return Err(DeskError::NoSuchFile);
        }
        let text = match Source::read(&self.assets.join(file.path())) {
            Ok(source) => source.text,
            Err(problem) => return Err(anyhow::Error::from(problem).into()),
        };
        Ok(FileText { file: file.clone(), hash: hash_of(text.as_bytes()), text })
    }

    /// Writes texts, each in the place of the one with its hash: all of them, or none.
    ///
    /// # Errors
    /// [`DeskError`] when the desk is closed, a file isn't there, or the disk fails.
    pub fn save(&self, who: PlayerId, files: &[FileText]) -> Result<SaveAnswer, DeskError> {
        self.check_open()?;
        let different: BTreeSet<&DesignFile> = files.iter().map(|text| &text.file).collect();
        if files.is_empty() || files.len() > MAX_SAVED || different.len() < files.len() {
            return Err(DeskError::TooMany);
        }
        let _one_at_a_time = self.saving.lock().unwrap_or_else(PoisonError::into_inner);
        for new in files {
            let now = self.read(&new.file)?;
            if now.hash != new.hash {
                return Ok(SaveAnswer::Changed(now));
            }
        }
        if let Err(problems) = self.check(files) {
            let shown = |problem: Problem| problem.named_from(&self.assets).to_string();
            return Ok(SaveAnswer::Refused(problems.into_iter().take(TOLD).map(shown).collect()));
        }
        write_all(&self.assets, files)?;
        for new in files {
            info!(file = new.file.path(), player = who.0, "a designer saved");
        }
        Ok(SaveAnswer::Saved)
    }

    /// Why nobody may design this town from inside, in words; `None` when players may.
    #[must_use]
    pub const fn closed(&self) -> Option<&'static str> {
        self.closed
    }

    const fn check_open(&self) -> Result<(), DeskError> {
        match self.closed {
            Some(why) => Err(DeskError::Closed(why)),
            None => Ok(()),
        }
    }

    fn check(&self, files: &[FileText]) -> Result<(), Vec<Problem>> {
        let too_large = files.iter().filter(|new| new.text.len() > MAX_FILE);
        let too_large: Vec<Problem> = too_large
            .map(|new| {
                let message = format!("is too large: expected at most {} KiB", MAX_FILE / 1024);
                Problem::new(&self.assets.join(new.file.path()), message)
            })
            .collect();
        if !too_large.is_empty() {
            return Err(too_large);
        }
        Loaded::load_with(&self.assets, files)?.with_arrival(&self.arrival_scene, &self.assets).map(drop)
    }
}

/// Writes every text beside its file first, under a name that nobody reads, and then moves all of them into place.
fn write_all(assets: &Path, files: &[FileText]) -> anyhow::Result<()> {
    let mut moves = Vec::new();
    for new in files {
        let file = assets.join(new.file.path());
        let name = file.file_name().unwrap_or_default().to_string_lossy();
        let beside = file.with_file_name(format!(".{name}.saving"));
        let write = || -> std::io::Result<()> {
            let mut out = std::fs::File::create(&beside)?;
            out.write_all(new.text.as_bytes())?;
            out.sync_all()
        };
        write().with_context(|| format!("writing {}", beside.display()))?;
        moves.push((beside, file));
    }
    for (beside, file) in moves {
        std::fs::rename(&beside, &file).with_context(|| format!("moving into the place of {}", file.display()))?;
    }
    Ok(())
}
