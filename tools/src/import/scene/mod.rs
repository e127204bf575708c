//! Maps of other programs on their way to a `*.scene.ron`: what tiles and objects mean, and what holds together.

pub mod draft;
pub mod meaning;
pub mod settle;
pub mod text;
pub mod things;

use std::path::{Path, PathBuf};

use shared::content::town::{TownContent, TownSources};
use shared::content::{Problem, Source};
use shared::ids::Key;

pub use draft::Draft;
pub use meaning::{Meaning, Words};
pub use things::Thing;

use super::{Made, Report};

/// The town that scenes are imported into.
pub struct Town {
    /// Its files.
    pub sources: TownSources,
    /// What they say.
    pub content: TownContent,
    /// What tiles and objects may be called.
    pub words: Words,
}

/// Loads the town under an assets folder.
///
/// # Errors
/// The first problem of the town, which has to be mended before a scene can be checked against it.
pub fn town(assets: &Path) -> Result<Town, Problem> {
    let root = assets.join("client");
    let first = |problems: Vec<Problem>| {
        let problem = problems.into_iter().next().unwrap_or_else(|| Problem::new(&root, "can't be read"));
        let message = format!("the town has a problem of its own, mend that first: {}", problem.message);
        Problem { message, ..problem }
    };
    let sources = TownSources::read(&root).map_err(first)?;
    let content = TownContent::of(&sources).map_err(first)?;
    let words = Words::of(&content);
    Ok(Town { sources, content, words })
}

/// Settles drafts and gives their files, checked together with the rest of the town.
///
/// # Errors
/// When a draft can't become a scene that the town would take.
pub fn made(town: &Town, file: &Path, drafts: Vec<Draft>, mut report: Report) -> Result<Made, Problem> {
    let doors = drafts.iter().map(|draft| (draft.key.clone(), draft.doors.keys().cloned().collect())).collect();
    let mut sources = town.sources.clone();
    let mut files = Vec::new();
    let several = drafts.len() > 1;
    for draft in drafts {
        let key = draft.key.clone();
        let mark = report.mark();
        let def = settle::settled(town, &doors, draft, &mut report).map_err(|bad| bad.of(file))?;
        if several {
            report.name_since(mark, key.as_str());
        }
        let text = text::text(&def);
        let place = PathBuf::from("client/scenes").join(key.as_str()).join(format!("{key}.scene.ron"));
        let source = Source { file: place.clone(), text: text.clone() };
        if source.parse().ok() != Some(def) {
            return Err(Problem::new(
                file,
                format!("can't be written as the scene {key}: it doesn't read as what it is"),
            ));
        }
        sources.scenes.insert(key.clone(), source);
        report.next.push(format!("`cargo x assets scene {key}` draws it"));
        files.push((place, text.into_bytes()));
    }
    if let Err(problems) = TownContent::of(&sources) {
        let told = problems.first().map(ToString::to_string).unwrap_or_default();
        return Err(Problem::new(file, format!("gives a scene that the town can't take: {told}")));
    }
    Ok(Made { files, report, ..Made::default() })
}

/// Scenes that come in together, and the names of their doors.
pub type Doors = std::collections::BTreeMap<Key, Vec<String>>;
