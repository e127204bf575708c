//! The reloader: looks at the files again, and decides whether the town takes them up.

use std::path::PathBuf;
use std::sync::Arc;

use shared::content::Problem;
use shared::ids::Key;
use shared::protocol::facts::EditTold;
use tracing::{info, warn};

use super::{Current, Loaded, art_problems};
use crate::bridge::ToShard;
use crate::roster::Roster;

/// Most problems that designers are told in the game; the log has all of them.
const TOLD: usize = 2;

/// Keeps [`Current`] and the shards with the files. It reads files, so it is for threads that may wait.
#[derive(Debug)]
pub struct Reloader {
    assets: PathBuf,
    arrival_scene: Key,
    current: Arc<Current>,
    roster: Arc<Roster>,
    /// What is wrong with the files as they were looked at last; empty when nothing is.
    refused: Vec<Problem>,
}

/// What the shards have to hear, in this order.
#[derive(Debug, Clone)]
pub enum Told {
    /// The town runs on this from now on.
    Content(Arc<Loaded>),
    /// What became of an edit, for designers.
    Edit(EditTold),
}

/// What a look at the files came to.
#[derive(Debug)]
pub struct Looked(Result<Loaded, Vec<Problem>>);

impl Looked {
    /// Whether the files can't be taken up as they are.
    #[must_use]
    pub const fn is_broken(&self) -> bool {
        self.0.is_err()
    }
}

impl From<Told> for ToShard {
    fn from(told: Told) -> Self {
        match told {
            Told::Content(loaded) => Self::Content(loaded),
            Told::Edit(edit) => Self::Edit(edit),
        }
    }
}

impl Reloader {
    /// A reloader for the files under `assets`, from which `current` came, of a town that can't be without one scene.
    #[must_use]
    pub const fn new(assets: PathBuf, arrival_scene: Key, current: Arc<Current>, roster: Arc<Roster>) -> Self {
        Self { assets, arrival_scene, current, roster, refused: Vec::new() }
    }

    /// Reads and checks the files; changes nothing.
    #[must_use]
    pub fn look(&self) -> Looked {
        let not_drawn = art_problems(&self.assets);
        if !not_drawn.is_empty() {
            return Looked(Err(not_drawn));
        }
        Looked(Loaded::load(&self.assets).and_then(|loaded| loaded.with_arrival(&self.arrival_scene, &self.assets)))
    }

    /// Takes up what was seen, if all of it holds, and says so; nothing when nothing changed.
    pub fn take_up(&mut self, looked: Looked) -> Vec<Told> {
        match looked.0 {
            Ok(loaded) => self.accept(loaded),
            Err(problems) => self.refuse(problems),
        }
    }

    fn accept(&mut self, loaded: Loaded) -> Vec<Told> {
        let mut told = Vec::new();
        if loaded.fingerprint != self.current.get().fingerprint {
            info!(revision = loaded.revision, scenes = loaded.town.scenes.len(), "the town takes up changed content");
            let loaded = Arc::new(loaded);
            // New scenes have their shards before anybody can want to go there.
            self.roster.open_scenes(loaded.town.scenes.keys());
            self.current.replace(loaded.clone());
            told.push(Told::Content(loaded));
        }
        if !std::mem::take(&mut self.refused).is_empty() {
            info!("the content is fine again");
            told.push(Told::Edit(EditTold::Mended));
        }
        told
    }

    fn refuse(&mut self, problems: Vec<Problem>) -> Vec<Told> {
        if problems == self.refused {
            return Vec::new();
        }
        for problem in &problems {
            warn!("content: {problem}");
        }
        warn!(problems = problems.len(), "the changed content is not taken up; the town goes on with what it had");
        let shown = |problem: &Problem| problem.clone().named_from(&self.assets).to_string();
        let first: Vec<String> = problems.iter().take(TOLD).map(shown).collect();
        let more = u32::try_from(problems.len() - first.len()).unwrap_or(u32::MAX);
        self.refused = problems;
        vec![Told::Edit(EditTold::Refused { problems: first, more })]
    }
}
