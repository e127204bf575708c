//! Personas and storylets loaded from their files, checked against the town and against each other.

mod check;
mod check_storylets;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use shared::content::town::TownContent;
use shared::content::{Problem, Source};
use shared::ids::Key;

use crate::mind::Mind;
use crate::people::Person;
use crate::persona::{PersonaDef, Pronouns};
use crate::storylet::{StoryletDef, StoryletFile};
use crate::understand::Topics;

/// Everything a mind takes from content; shared by all minds that play the same character.
#[derive(Debug, Clone)]
pub struct Role {
    /// The character.
    pub key: Key,
    /// Its name.
    pub name: String,
    /// Its persona.
    pub persona: PersonaDef,
    /// The storylets it may begin, its own and the town's.
    pub storylets: Vec<Arc<StoryletDef>>,
    /// The town's topics.
    pub topics: Arc<Topics>,
    /// Names of all characters.
    pub cast_names: Arc<BTreeMap<Key, String>>,
    /// Pronouns of all characters.
    pub cast_pronouns: Arc<BTreeMap<Key, Pronouns>>,
}

impl Role {
    /// The character of this name, in any case, with or without an article; a part of a longer name is enough.
    #[must_use]
    pub fn person_called(&self, name: &str) -> Option<Person> {
        let name = crate::town::bare(name);
        let fits = |known: &str| {
            let known = known.to_lowercase();
            known == name || known.split(' ').any(|part| part == name)
        };
        let found = self.cast_names.iter().find(|(_, known)| !name.is_empty() && fits(known));
        found.map(|(key, _)| Person::Character(key.clone()))
    }
}

/// All characters of a town, ready to be given minds.
#[derive(Debug, Clone, Default)]
pub struct Cast {
    roles: BTreeMap<Key, Arc<Role>>,
}

impl Cast {
    /// The characters, in order of their keys.
    pub fn keys(&self) -> impl Iterator<Item = &Key> {
        self.roles.keys()
    }

    /// What one character is made of.
    #[must_use]
    pub fn role(&self, key: &Key) -> Option<&Arc<Role>> {
        self.roles.get(key)
    }

    /// A fresh mind for a character; `None` when there is no such character.
    #[must_use]
    pub fn mind(&self, key: &Key) -> Option<Mind> {
        self.roles.get(key).map(|role| Mind::new(key.clone(), &role.name, Arc::clone(role)))
    }
}

/// The texts of all personas, storylets and topics as they were read, before they are parsed.
#[derive(Debug, Clone)]
pub struct CastSources {
    /// `town/town.topics.ron`.
    pub topics: Source,
    /// `characters/NAME/NAME.persona.ron`.
    pub personas: BTreeMap<Key, Source>,
    /// Every `*.storylets.ron`, of the town and of its characters.
    pub storylets: Vec<Source>,
}

/// Parsed files beside their texts, for messages that say where.
struct Files<'a> {
    personas: BTreeMap<Key, (&'a Source, PersonaDef)>,
    storylets: Vec<(&'a Source, StoryletDef)>,
    topics: Topics,
}

/// Loads `root/characters/NAME/{NAME.persona.ron, *.storylets.ron}`, `root/town/*.storylets.ron` and
/// `root/town/town.topics.ron`, where `root` is `assets/server`.
///
/// # Errors
/// Every problem found, at least one; nothing is returned half-checked.
pub fn load_all(root: &Path, town: &TownContent) -> Result<Cast, Vec<Problem>> {
    cast_under(root, &CastSources::read(root)?, town)
}

/// Parses and checks texts that were read under `root`, which is `assets/server`, against a town.
///
/// # Errors
/// Every problem found, at least one; a character without a persona is one.
pub fn cast_under(root: &Path, sources: &CastSources, town: &TownContent) -> Result<Cast, Vec<Problem>> {
    let missing = town.characters.keys().filter(|key| !sources.personas.contains_key(*key)).map(|key| {
        let file = root.join("characters").join(key.as_str());
        Problem::new(&file, "is missing, expected a persona for every character in assets/client/characters")
    });
    let missing: Vec<Problem> = missing.collect();
    if missing.is_empty() { cast_of(sources, town) } else { Err(missing) }
}

/// Parses and checks texts that were read, against a town.
///
/// # Errors
/// Every problem found, at least one.
pub fn cast_of(sources: &CastSources, town: &TownContent) -> Result<Cast, Vec<Problem>> {
    let files = sources.parse()?;
    let names: BTreeMap<Key, String> =
        town.characters.iter().map(|(key, def)| (key.clone(), def.name.clone())).collect();
    let problems = check::check(&files, town, &names);
    if problems.is_empty() { Ok(cast(files, names)) } else { Err(problems) }
}

/// Loads as [`load_all`] does, without a town: for talking to characters outside of one. Names are the folders' names.
///
/// # Errors
/// Every problem found, at least one.
pub fn load_without_town(root: &Path) -> Result<Cast, Vec<Problem>> {
    let sources = CastSources::read(root)?;
    let files = sources.parse()?;
    let names: BTreeMap<Key, String> =
        sources.personas.keys().map(|key| (key.clone(), crate::words::grammar::capital(key.as_str()))).collect();
    let problems = check::check_words(&files, &names);
    if problems.is_empty() { Ok(cast(files, names)) } else { Err(problems) }
}

fn cast(files: Files<'_>, names: BTreeMap<Key, String>) -> Cast {
    let topics = Arc::new(files.topics);
    let pronouns = Arc::new(files.personas.iter().map(|(key, (_, p))| (key.clone(), p.pronouns)).collect());
    let names = Arc::new(names);
    let storylets: Vec<Arc<StoryletDef>> = files.storylets.into_iter().map(|(_, s)| Arc::new(s)).collect();
    let roles = files.personas.into_iter().map(|(key, (_, persona))| {
        let own = |s: &&Arc<StoryletDef>| s.who.is_empty() || s.who.iter().any(|w| w == key.as_str());
        let role = Role {
            key: key.clone(),
            name: names.get(&key).cloned().unwrap_or_else(|| key.to_string()),
            persona,
            storylets: storylets.iter().filter(own).cloned().collect(),
            topics: Arc::clone(&topics),
            cast_names: Arc::clone(&names),
            cast_pronouns: Arc::clone(&pronouns),
        };
        (key, Arc::new(role))
    });
    Cast { roles: roles.collect() }
}

#[derive(serde::Deserialize)]
#[serde(transparent)]
struct TopicFile(#[serde(deserialize_with = "shared::content::unique::map")] Topics);

impl CastSources {
    /// Reads every file under `root`, which is `assets/server`.
    ///
    /// # Errors
    /// Every file that can't be read, at least one.
    pub fn read(root: &Path) -> Result<Self, Vec<Problem>> {
        let mut problems = Vec::new();
        let topics = keep(Source::read(&root.join("town/town.topics.ron")), &mut problems);
        let mut personas = BTreeMap::new();
        let mut storylets = ron_files(&root.join("town"), ".storylets.ron", &mut problems);
        for (name, folder) in folders(&root.join("characters"), &mut problems) {
            match Key::parse(&name) {
                Ok(key) => {
                    let persona = keep(Source::read(&folder.join(format!("{name}.persona.ron"))), &mut problems);
                    personas.extend(persona.map(|source| (key, source)));
                }
                Err(bad) => problems.push(Problem::new(&folder, bad.to_string())),
            }
            storylets.extend(ron_files(&folder, ".storylets.ron", &mut problems));
        }
        let storylets = storylets.iter().filter_map(|file| keep(Source::read(file), &mut problems)).collect();
        match topics {
            Some(topics) if problems.is_empty() => Ok(Self { topics, personas, storylets }),
            _ => Err(problems),
        }
    }

    /// What refers to another file is looked at only when all of them parse, so that one mistake isn't told twice.
    fn parse(&self) -> Result<Files<'_>, Vec<Problem>> {
        let mut problems = Vec::new();
        let topics = keep(self.topics.parse::<TopicFile>(), &mut problems);
        let mut files = Files { personas: BTreeMap::new(), storylets: Vec::new(), topics: Topics::new() };
        for (key, source) in &self.personas {
            let def = keep(source.parse::<PersonaDef>(), &mut problems);
            files.personas.extend(def.map(|def| (key.clone(), (source, def))));
        }
        for source in &self.storylets {
            let list = keep(source.parse::<StoryletFile>(), &mut problems);
            files.storylets.extend(list.into_iter().flatten().map(|def| (source, def)));
        }
        files.topics = topics.map(|TopicFile(topics)| topics).unwrap_or_default();
        if problems.is_empty() { Ok(files) } else { Err(problems) }
    }
}

fn keep<T>(result: Result<T, Problem>, problems: &mut Vec<Problem>) -> Option<T> {
    result.map_err(|problem| problems.push(problem)).ok()
}

/// Folders inside a folder, by name.
fn folders(parent: &Path, problems: &mut Vec<Problem>) -> Vec<(String, PathBuf)> {
    list(parent, problems).into_iter().filter(|(_, path)| path.is_dir()).collect()
}

fn ron_files(parent: &Path, ending: &str, problems: &mut Vec<Problem>) -> Vec<PathBuf> {
    list(parent, problems)
        .into_iter()
        .filter(|(name, path)| name.ends_with(ending) && path.is_file())
        .map(|(_, p)| p)
        .collect()
}

fn list(parent: &Path, problems: &mut Vec<Problem>) -> Vec<(String, PathBuf)> {
    let entries = match std::fs::read_dir(parent) {
        Ok(entries) => entries,
        Err(cause) => {
            problems.push(Problem::new(parent, format!("can't be listed: {cause}")));
            return Vec::new();
        }
    };
    let mut found: Vec<(String, PathBuf)> = entries
        .filter_map(Result::ok)
        .filter_map(|e| e.file_name().into_string().ok().map(|name| (name, e.path())))
        // Editors and systems keep their own things under names with a dot.
        .filter(|(name, _)| !name.starts_with('.'))
        .collect();
    found.sort();
    found
}
