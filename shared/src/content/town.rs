//! A whole town's public content, loaded together and checked against itself.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use serde::Deserialize;

use super::character::CharacterDef;
use super::locate::Step;
use super::prop::{self, PropCatalogue};
use super::scene::{GroundDef, SceneDef};
use super::shipped::ShippedFiles;
use super::{Problem, Source, scene_check, unique};
use crate::ids::Key;
use crate::text::DisplayName;
use crate::world::walls::Walls;
use crate::world::{Facing, TilePos};

/// Everything under `assets/client` that the rules need.
#[derive(Debug, Clone, Default)]
pub struct TownContent {
    /// Grounds in drawing order.
    pub grounds: Vec<GroundDef>,
    /// Props by name.
    pub props: PropCatalogue,
    /// Scenes by name.
    pub scenes: BTreeMap<Key, Scene>,
    /// Characters by name.
    pub characters: BTreeMap<Key, CharacterDef>,
}

/// A scene together with what follows from it.
#[derive(Debug, Clone)]
pub struct Scene {
    /// As the designer wrote it.
    pub def: SceneDef,
    /// Where one can't walk.
    pub walls: Walls,
    /// Tiles on which one sits, and the way one faces there.
    pub seats: BTreeMap<TilePos, Facing>,
}

/// The files of a town as they were read, before they are parsed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TownSources {
    /// `grounds.ron`.
    pub grounds: Source,
    /// `props.ron`.
    pub props: Source,
    /// `scenes/NAME/NAME.scene.ron`.
    pub scenes: BTreeMap<Key, Source>,
    /// `characters/NAME/NAME.character.ron`.
    pub characters: BTreeMap<Key, Source>,
}

impl TownSources {
    /// Reads every file of a town under `root`.
    ///
    /// # Errors
    /// Every file that can't be read, at least one.
    pub fn read(root: &Path) -> Result<Self, Vec<Problem>> {
        let mut problems = Vec::new();
        let grounds = keep(Source::read(&root.join("grounds.ron")), &mut problems);
        let props = keep(Source::read(&root.join("props.ron")), &mut problems);
        let mut all = |folder: &str, ending: &str| {
            let files = keyed_files(&root.join(folder), ending, &mut problems);
            let read = files.into_iter().map(|(key, file)| (key, keep(Source::read(&file), &mut problems)));
            read.filter_map(|(key, source)| Some((key, source?))).collect()
        };
        let (scenes, characters) = (all("scenes", "scene.ron"), all("characters", "character.ron"));
        match (grounds, props) {
            (Some(grounds), Some(props)) if problems.is_empty() => Ok(Self { grounds, props, scenes, characters }),
            _ => Err(problems),
        }
    }

    /// The texts among files that players get, called by their places under `root`.
    ///
    /// # Errors
    /// Every file that is missing or no text, at least one.
    pub fn of_files(files: &ShippedFiles, root: &Path) -> Result<Self, Vec<Problem>> {
        let mut problems = Vec::new();
        let grounds = keep(files.source(root, "grounds.ron"), &mut problems);
        let props = keep(files.source(root, "props.ron"), &mut problems);
        let mut all = |folder: &str| {
            let mut found = BTreeMap::new();
            for path in files.0.keys().filter(|path| path.starts_with(folder)) {
                let key = path.split('/').nth(1).unwrap_or_default();
                match Key::parse(key) {
                    Ok(key) => found.extend(keep(files.source(root, path), &mut problems).map(|source| (key, source))),
                    Err(bad) => problems.push(Problem::new(&root.join(path), bad.to_string())),
                }
            }
            found
        };
        let (scenes, characters) = (all("scenes/"), all("characters/"));
        match (grounds, props) {
            (Some(grounds), Some(props)) if problems.is_empty() => Ok(Self { grounds, props, scenes, characters }),
            _ => Err(problems),
        }
    }
}

#[derive(Deserialize)]
#[serde(transparent)]
struct Catalogue(#[serde(deserialize_with = "unique::map")] PropCatalogue);

impl TownContent {
    /// Loads `root/{grounds.ron,props.ron,scenes/*/*.scene.ron,characters/*/*.character.ron}`.
    ///
    /// # Errors
    /// Every problem found, at least one; nothing is returned half-checked.
    pub fn load(root: &Path) -> Result<Self, Vec<Problem>> {
        let town = Self::of(&TownSources::read(root)?)?;
        if town.scenes.is_empty() {
            return Err(vec![Problem::new(&root.join("scenes"), "holds no scene: expected NAME/NAME.scene.ron")]);
        }
        Ok(town)
    }

    /// Parses and checks files that were read.
    ///
    /// # Errors
    /// Every problem found, at least one. What refers to another file is looked at only when every file parses, so
    /// that one mistake isn't told twice.
    pub fn of(sources: &TownSources) -> Result<Self, Vec<Problem>> {
        let mut problems = Vec::new();
        let grounds = keep(sources.grounds.parse::<Vec<GroundDef>>(), &mut problems);
        let props = keep(sources.props.parse::<Catalogue>(), &mut problems);
        let mut defs = BTreeMap::new();
        for (key, source) in &sources.scenes {
            let def = keep(source.parse::<SceneDef>(), &mut problems);
            defs.extend(def.map(|def| (key.clone(), def)));
        }
        let mut characters = BTreeMap::new();
        for (key, source) in &sources.characters {
            let def = keep(source.parse::<CharacterDef>(), &mut problems);
            characters.extend(def.map(|def| (key.clone(), def)));
        }
        let (Some(grounds), Some(Catalogue(props)), true) = (grounds, props, problems.is_empty()) else {
            return Err(problems);
        };
        problems.extend(scene_check::grounds(&grounds, &sources.grounds));
        problems.extend(prop::problems(&props, &sources.props));
        for (key, def) in &characters {
            problems.extend(character_problems(def, &sources.characters[key]));
        }
        for (key, def) in &defs {
            problems.extend(scene_check::shape(def, &sources.scenes[key]));
        }
        if !problems.is_empty() {
            return Err(problems);
        }
        let mut town = Self { grounds, props, scenes: BTreeMap::new(), characters };
        for (key, def) in defs {
            let walls = Walls::of_scene(&def, &town.grounds, &town.props);
            let seats = seats_of(&def, &town.props);
            town.scenes.insert(key, Scene { def, walls, seats });
        }
        for (key, scene) in &town.scenes {
            problems.extend(scene_check::references(&town, scene, &sources.scenes[key]));
        }
        if problems.is_empty() { Ok(town) } else { Err(problems) }
    }
}

fn keep<T>(result: Result<T, Problem>, problems: &mut Vec<Problem>) -> Option<T> {
    result.map_err(|problem| problems.push(problem)).ok()
}

/// `(key, file)` of every `NAME/NAME.EXTENSION` under `folder`, in the order of their names.
pub(super) fn keyed_files(folder: &Path, extension: &str, problems: &mut Vec<Problem>) -> Vec<(Key, PathBuf)> {
    let mut files = Vec::new();
    for name in kept_names(folder, problems).into_iter().filter(|name| folder.join(name).is_dir()) {
        let file = folder.join(&name).join(format!("{name}.{extension}"));
        match Key::parse(&name) {
            Ok(key) => files.push((key, file)),
            Err(bad) => problems.push(Problem::new(&folder.join(&name), bad.to_string())),
        }
    }
    files
}

/// Names in a folder, in their order, without those that begin with a dot: editors and systems keep their own things there.
pub(super) fn kept_names(folder: &Path, problems: &mut Vec<Problem>) -> Vec<String> {
    let entries = match std::fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(cause) => {
            problems.push(Problem::new(folder, format!("can't be listed: {cause}")));
            return Vec::new();
        }
    };
    let names = entries.filter_map(Result::ok).filter_map(|entry| entry.file_name().into_string().ok());
    let mut names: Vec<String> = names.filter(|name| !name.starts_with('.')).collect();
    names.sort();
    names
}

fn character_problems(def: &CharacterDef, source: &Source) -> Vec<Problem> {
    let mut found = Vec::new();
    if let Err(bad) = DisplayName::parse(&def.name) {
        let message = format!("the name {:?} can't be used: {bad}", def.name);
        found.push(source.problem(&[Step::Word("name"), Step::NthText(0)], message));
    }
    let letters = def.about.chars().count();
    if !(1..=120).contains(&letters) {
        let message = format!("about has {letters} letters, expected 1 to 120");
        found.push(source.problem(&[Step::Word("about"), Step::NthText(0)], message));
    }
    if !(80..=600).contains(&def.pitch) {
        let message = format!("pitch is {}, expected 80 to 600", def.pitch);
        found.push(source.problem(&[Step::Word("pitch")], message));
    }
    found
}

fn seats_of(scene: &SceneDef, props: &PropCatalogue) -> BTreeMap<TilePos, Facing> {
    let mut seats = BTreeMap::new();
    for placed in &scene.props {
        let Some(prop) = props.get(&placed.prop) else { continue };
        for &(dx, dy, facing) in &prop.seats {
            let (x, y) = (i32::from(placed.at.0) + dx, i32::from(placed.at.1) + dy);
            if let (Ok(x), Ok(y)) = (u8::try_from(x), u8::try_from(y)) {
                seats.insert(TilePos(x, y), facing);
            }
        }
    }
    for spot in scene.spots.values().filter(|spot| spot.sit) {
        seats.insert(spot.at, spot.facing);
    }
    seats
}
