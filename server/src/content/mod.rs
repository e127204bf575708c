//! Content: everything that the town is made of, read and checked as one, and replaced as one while it runs.

mod current;
mod reloader;
mod watch;

use std::path::Path;
use std::sync::Arc;

use minds::content::{Cast, CastSources};
use shared::content::shipped::{ShippedFiles, hash_of};
use shared::content::town::TownContent;
use shared::content::{Problem, pictures};

pub use current::Current;
pub use reloader::{Looked, Reloader, Told};
pub use watch::{Watch, WatchError};

/// A town's whole content at one moment. Everything in it was checked against everything else.
#[derive(Debug)]
pub struct Loaded {
    /// Names the files that players get: changes with every one of them.
    pub revision: String,
    /// Names all files, those that only the server knows too.
    pub fingerprint: String,
    /// What players may know.
    pub town: Arc<TownContent>,
    /// What characters think and say.
    pub cast: Arc<Cast>,
    /// The files that players get.
    pub files: ShippedFiles,
}

impl Loaded {
    /// Reads and checks `client` and `server` under a folder `assets`.
    ///
    /// # Errors
    /// Every problem found, at least one; nothing is returned half-checked.
    pub fn load(assets: &Path) -> Result<Self, Vec<Problem>> {
        let (client, server) = (assets.join("client"), assets.join("server"));
        let files = ShippedFiles::read(&client)?;
        let town = pictures::check(&files, &client)?;
        let sources = CastSources::read(&server)?;
        let cast = minds::content::cast_under(&server, &sources, &town)?;
        let revision = files.list().revision;
        let fingerprint = fingerprint(&revision, &sources);
        let (town, cast) = (Arc::new(town), Arc::new(cast));
        Ok(Self { revision, fingerprint, town, cast, files })
    }
}

fn fingerprint(revision: &str, sources: &CastSources) -> String {
    let all = std::iter::once(&sources.topics).chain(sources.personas.values()).chain(&sources.storylets);
    let mut text = revision.to_owned();
    for source in all {
        text.push_str(&format!("\n{}\n{}", source.file.display(), hash_of(source.text.as_bytes())));
    }
    hash_of(text.as_bytes())
}
