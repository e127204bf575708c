//! Content: everything that the town is made of, read and checked as one, and replaced as one while it runs.

mod current;
mod reloader;
mod watch;

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use minds::content::{Cast, CastSources};
use questions::bank::Bank;
use questions::boards::Boards;
use questions::patter::Patter;
use shared::content::edit::file::{DesignFile, FileText};
use shared::content::shipped::{ART_PROBLEMS, ShippedFile, ShippedFiles, hash_of};
use shared::content::town::TownContent;
use shared::content::{Problem, Source, hint, nearest_name, pictures};
use shared::ids::Key;

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
    /// What is asked in the Game Hall.
    pub bank: Arc<Bank>,
    /// The quiz boards.
    pub boards: Arc<Boards>,
    /// What hosts of games say, by the character who does.
    pub patter: Arc<BTreeMap<Key, Patter>>,
    /// The files that players get.
    pub files: ShippedFiles,
}

impl Loaded {
    /// Reads and checks `client` and `server` under a folder `assets`.
    ///
    /// # Errors
    /// Every problem found, at least one; nothing is returned half-checked.
    pub fn load(assets: &Path) -> Result<Self, Vec<Problem>> {
        Self::load_with(assets, &[])
    }

    /// The same with these texts in the place of the files'; nothing is written.
    ///
    /// # Errors
    /// Every problem found, at least one; nothing is returned half-checked.
    pub fn load_with(assets: &Path, texts: &[FileText]) -> Result<Self, Vec<Problem>> {
        let (client, server) = (assets.join("client"), assets.join("server"));
        let mut files = ShippedFiles::read(&client)?;
        let mut sources = CastSources::read(&server)?;
        for FileText { file, text, .. } in texts {
            let path = file.path();
            if let DesignFile::Persona(key) = file {
                sources.personas.insert(key.clone(), Source { file: assets.join(path), text: text.clone() });
            } else if let Some(path) = path.strip_prefix("client/") {
                files.0.insert(path.to_owned(), ShippedFile::new(text.clone().into_bytes()));
            }
        }
        let town = pictures::check(&files, &client)?;
        let cast = minds::content::cast_under(&server, &sources, &town)?;
        let (bank, bank_prints) = Bank::load_if_there(&server.join("questions"))?;
        let (boards, board_prints) = Boards::load_if_there(&server.join("boards"))?;
        let (patter, patter_prints) = Patter::load_if_there(&server.join("patter"))?;
        strangers(&town, &patter, &server.join("patter"))?;
        let revision = files.list().revision;
        let fingerprint = fingerprint(&revision, &sources, &[bank_prints, board_prints, patter_prints]);
        let (town, cast, bank, boards) = (Arc::new(town), Arc::new(cast), Arc::new(bank), Arc::new(boards));
        Ok(Self { revision, fingerprint, town, cast, bank, boards, patter: Arc::new(patter), files })
    }

    /// Itself, if it holds the scene where newcomers arrive.
    ///
    /// # Errors
    /// The problem that it doesn't.
    pub fn with_arrival(self, arrival_scene: &Key, assets: &Path) -> Result<Self, Vec<Problem>> {
        if self.town.scenes.contains_key(arrival_scene) {
            return Ok(self);
        }
        let near = nearest_name(arrival_scene.as_str(), self.town.scenes.keys().map(Key::as_str));
        let message = format!(
            "holds no scene {:?}, where newcomers arrive as the setting arrival_scene says{}",
            arrival_scene.as_str(),
            hint(near)
        );
        Err(vec![Problem::new(&assets.join("client/scenes"), message)])
    }
}

/// Whoever talks about games has to live in the town.
fn strangers(town: &TownContent, patter: &BTreeMap<Key, Patter>, folder: &Path) -> Result<(), Vec<Problem>> {
    let strangers = patter.keys().filter(|host| !town.characters.contains_key(*host));
    let problem = |host: &Key| {
        let near = nearest_name(host.as_str(), town.characters.keys().map(Key::as_str));
        let message = format!("is named for {host}, but the town has no such character{}", hint(near));
        Problem::new(&folder.join(format!("{host}.patter.ron")), message)
    };
    let found: Vec<Problem> = strangers.map(problem).collect();
    if found.is_empty() { Ok(()) } else { Err(found) }
}

/// What the art compiler left word of: sources that it can't draw.
fn art_problems(assets: &Path) -> Vec<Problem> {
    let said = std::fs::read_to_string(assets.join("client").join(ART_PROBLEMS)).unwrap_or_default();
    said.lines().filter(|line| !line.is_empty()).map(|line| art_problem(assets, line)).collect()
}

/// `FILE:LINE:COLUMN: MESSAGE`, or any words.
fn art_problem(assets: &Path, line: &str) -> Problem {
    let placed = || {
        let (place, message) = line.split_once(": ")?;
        let (place, column) = place.rsplit_once(':')?;
        let (file, line) = place.rsplit_once(':')?;
        let at = Some((line.parse().ok()?, column.parse().ok()?));
        Some(Problem { file: assets.join(file), at, message: message.to_owned() })
    };
    placed().unwrap_or_else(|| Problem::new(&assets.join("client/art"), line))
}

fn fingerprint(revision: &str, sources: &CastSources, questions: &[String]) -> String {
    let all = std::iter::once(&sources.topics).chain(sources.personas.values()).chain(&sources.storylets);
    let mut text = revision.to_owned();
    for source in all {
        text.push_str(&format!("\n{}\n{}", source.file.display(), hash_of(source.text.as_bytes())));
    }
    text.extend(questions.iter().map(|texts| format!("\n{}", hash_of(texts.as_bytes()))));
    hash_of(text.as_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_can_not_be_drawn_is_placed() {
        let folder = tempfile::tempdir().expect("a folder");
        std::fs::create_dir_all(folder.path().join("client/art")).expect("a folder");
        assert!(art_problems(folder.path()).is_empty());
        let words = "client/art/ui/marks.grid:3:2: there is no colour `glod3`\nno idea";
        std::fs::write(folder.path().join("client").join(ART_PROBLEMS), words).expect("written");
        let shown: Vec<String> =
            art_problems(folder.path()).into_iter().map(|p| p.named_from(folder.path()).to_string()).collect();
        assert_eq!(shown, ["client/art/ui/marks.grid:3:2: there is no colour `glod3`", "client/art: no idea"]);
    }
}
