//! Personas and storylets loaded from their files, checked against the town and against each other.

mod check;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use shared::content::town::TownContent;
use shared::content::{Problem, load};
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

/// Files as they were read, before they are checked.
#[derive(Default)]
struct Files {
    personas: BTreeMap<Key, (PathBuf, PersonaDef)>,
    storylets: Vec<(PathBuf, StoryletDef)>,
    topics: Topics,
}

/// Loads `root/characters/NAME/{NAME.persona.ron, *.storylets.ron}`, `root/town/*.storylets.ron` and
/// `root/town/town.topics.ron`, where `root` is `assets/server`.
///
/// # Errors
/// Every problem found, at least one; nothing is returned half-checked.
pub fn load_all(root: &Path, town: &TownContent) -> Result<Cast, Vec<Problem>> {
    let names: BTreeMap<Key, String> =
        town.characters.iter().map(|(key, def)| (key.clone(), def.name.clone())).collect();
    let mut problems = Vec::new();
    let files = read(root, &names, &mut problems);
    problems.extend(check::check(&files, town, &names));
    if problems.is_empty() { Ok(cast(files, names)) } else { Err(problems) }
}

/// Loads as [`load_all`] does, without a town: for talking to characters outside of one. Names are the folders' names.
///
/// # Errors
/// Every problem found, at least one.
pub fn load_without_town(root: &Path) -> Result<Cast, Vec<Problem>> {
    let mut problems = Vec::new();
    let names: BTreeMap<Key, String> = folders(&root.join("characters"), &mut problems)
        .into_iter()
        .filter_map(|(name, _)| Key::parse(&name).ok())
        .map(|key| (key.clone(), crate::words::grammar::capital(key.as_str())))
        .collect();
    let files = read(root, &names, &mut problems);
    problems.extend(check::check_words(&files, &names));
    if problems.is_empty() { Ok(cast(files, names)) } else { Err(problems) }
}

fn cast(files: Files, names: BTreeMap<Key, String>) -> Cast {
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

fn read(root: &Path, names: &BTreeMap<Key, String>, problems: &mut Vec<Problem>) -> Files {
    let mut files = Files::default();
    let topics = root.join("town").join("town.topics.ron");
    match load(&topics) {
        Ok(read) => files.topics = read,
        Err(problem) => problems.push(problem),
    }
    let mut storylet_files = ron_files(&root.join("town"), ".storylets.ron", problems);
    for (name, folder) in folders(&root.join("characters"), problems) {
        let file = folder.join(format!("{name}.persona.ron"));
        match Key::parse(&name) {
            Ok(key) => match load::<PersonaDef>(&file) {
                Ok(persona) => {
                    files.personas.insert(key, (file, persona));
                }
                Err(problem) => problems.push(problem),
            },
            Err(bad) => problems.push(Problem::new(&folder, bad.to_string())),
        }
        storylet_files.extend(ron_files(&folder, ".storylets.ron", problems));
    }
    for key in names.keys().filter(|key| !files.personas.contains_key(*key)) {
        let file = root.join("characters").join(key.as_str());
        if !file.exists() {
            problems.push(Problem::new(
                &file,
                "is missing: every character in assets/client/characters has a persona here",
            ));
        }
    }
    for file in storylet_files {
        match load::<StoryletFile>(&file) {
            Ok(list) => files.storylets.extend(list.into_iter().map(|s| (file.clone(), s))),
            Err(problem) => problems.push(problem),
        }
    }
    files
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
        .collect();
    found.sort();
    found
}
