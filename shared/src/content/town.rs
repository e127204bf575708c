//! A whole town's public content, loaded together and checked against itself.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use super::character::CharacterDef;
use super::prop::PropCatalogue;
use super::scene::{GroundDef, SceneDef};
use super::{Problem, load, nearest_name};
use crate::ids::Key;
use crate::world::TilePos;
use crate::world::path::find_path;
use crate::world::walls::Walls;

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
    pub seats: BTreeMap<TilePos, crate::world::Facing>,
}

impl TownContent {
    /// Loads `root/{grounds.ron,props.ron,scenes/*/*.scene.ron,characters/*/*.character.ron}`.
    ///
    /// # Errors
    /// Every problem found, at least one; nothing is returned half-checked.
    pub fn load(root: &Path) -> Result<Self, Vec<Problem>> {
        let mut problems = Vec::new();
        let grounds: Vec<GroundDef> = keep(load(&root.join("grounds.ron")), &mut problems).unwrap_or_default();
        let props: PropCatalogue = keep(load(&root.join("props.ron")), &mut problems).unwrap_or_default();
        let mut town = Self { grounds, props, ..Self::default() };
        let mut files = BTreeMap::new();
        for (key, file) in keyed_files(&root.join("scenes"), "scene.ron", &mut problems) {
            if let Some(def) = keep(load::<SceneDef>(&file), &mut problems) {
                problems.extend(shape_problems(&def, &file));
                let walls = Walls::of_scene(&def, &town.grounds, &town.props);
                let seats = seats_of(&def, &town.props);
                town.scenes.insert(key.clone(), Scene { def, walls, seats });
                files.insert(key, file);
            }
        }
        for (key, file) in keyed_files(&root.join("characters"), "character.ron", &mut problems) {
            if let Some(def) = keep(load::<CharacterDef>(&file), &mut problems) {
                if !(80..=600).contains(&def.pitch) {
                    problems.push(Problem::new(&file, format!("pitch is {}, expected 80..=600", def.pitch)));
                }
                town.characters.insert(key, def);
            }
        }
        for (key, file) in &files {
            problems.extend(town.reference_problems(&town.scenes[key], file));
        }
        if town.scenes.is_empty() && problems.is_empty() {
            problems.push(Problem::new(&root.join("scenes"), "holds no scene: expected NAME/NAME.scene.ron"));
        }
        if problems.is_empty() { Ok(town) } else { Err(problems) }
    }

    /// What a scene refers to that isn't there, and places in it that can't be reached.
    fn reference_problems(&self, scene: &Scene, file: &Path) -> Vec<Problem> {
        let mut found = Vec::new();
        let mut say = |message: String| found.push(Problem::new(file, message));
        for (letter, ground) in &scene.def.legend {
            if !self.grounds.iter().any(|g| g.name == *ground) {
                let near = nearest_name(ground, self.grounds.iter().map(|g| g.name.as_str()));
                say(format!(
                    "legend {letter:?} names the ground {ground:?}, which grounds.ron doesn't have{}",
                    hint(near)
                ));
            }
        }
        for placed in &scene.def.props {
            if !self.props.contains_key(&placed.prop) {
                let near = nearest_name(&placed.prop, self.props.keys().map(String::as_str));
                say(format!("there is no prop {:?} in props.ron{}", placed.prop, hint(near)));
            }
        }
        let Some(&start) = scene.def.arrivals.first() else {
            say("has no arrivals: name at least one free tile where people appear".into());
            return found;
        };
        let mut places: Vec<(String, TilePos)> = Vec::new();
        places.extend(scene.def.arrivals.iter().map(|&at| ("arrival".to_owned(), at)));
        for (name, door) in &scene.def.doors {
            places.push((format!("door {name:?}"), door.at));
            places.push((format!("step_out of door {name:?}"), door.step_out));
            let target = Key::parse(&door.to_scene).ok().and_then(|key| self.scenes.get(&key));
            match target {
                None => {
                    let near = nearest_name(&door.to_scene, self.scenes.keys().map(Key::as_str));
                    say(format!(
                        "door {name:?} leads to the scene {:?}, which isn't there{}",
                        door.to_scene,
                        hint(near)
                    ));
                }
                Some(target) if !target.def.doors.contains_key(&door.to_door) => {
                    let near = nearest_name(&door.to_door, target.def.doors.keys().map(String::as_str));
                    say(format!(
                        "door {name:?} leads to {:?} of {:?}, which has no such door{}",
                        door.to_door,
                        door.to_scene,
                        hint(near)
                    ));
                }
                Some(_) => {}
            }
        }
        places.extend(scene.def.spots.iter().map(|(name, spot)| (format!("spot {name:?}"), spot.at)));
        for (what, at) in places {
            if !scene.walls.is_free(at) {
                say(format!("{what} at ({}, {}) is on a solid tile", at.0, at.1));
            } else if find_path(&scene.walls, start, at).is_none() {
                say(format!("{what} at ({}, {}) can't be reached from the first arrival", at.0, at.1));
            }
        }
        found
    }
}

fn hint(near: Option<&str>) -> String {
    near.map_or_else(String::new, |name| format!("; did you mean {name:?}?"))
}

fn keep<T>(result: Result<T, Problem>, problems: &mut Vec<Problem>) -> Option<T> {
    result.map_err(|problem| problems.push(problem)).ok()
}

/// `(key, file)` of every `NAME/NAME.EXTENSION` under `folder`, in the order of their names.
fn keyed_files(folder: &Path, extension: &str, problems: &mut Vec<Problem>) -> Vec<(Key, PathBuf)> {
    let entries = match std::fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(cause) => {
            problems.push(Problem::new(folder, format!("can't be listed: {cause}")));
            return Vec::new();
        }
    };
    let mut names: Vec<String> = entries
        .filter_map(Result::ok)
        .filter(|entry| entry.path().is_dir())
        .filter_map(|entry| entry.file_name().into_string().ok())
        .collect();
    names.sort();
    let mut files = Vec::new();
    for name in names {
        let file = folder.join(&name).join(format!("{name}.{extension}"));
        match Key::parse(&name) {
            Ok(key) => files.push((key, file)),
            Err(bad) => problems.push(Problem::new(&folder.join(&name), bad.to_string())),
        }
    }
    files
}

/// Rows and sizes that don't fit together.
fn shape_problems(scene: &SceneDef, file: &Path) -> Vec<Problem> {
    let mut found = Vec::new();
    let mut say = |message: String| found.push(Problem::new(file, message));
    let (width, height) = (usize::from(scene.size.0), usize::from(scene.size.1));
    if !(8..=250).contains(&width) || !(8..=250).contains(&height) {
        say(format!("size is {width}×{height} tiles, expected 8..=250 each way"));
    }
    if scene.ground.len() != height {
        say(format!("ground has {} rows, size says {height}", scene.ground.len()));
    }
    for (y, row) in scene.ground.iter().enumerate() {
        let letters = row.chars().count();
        if letters != width {
            say(format!("row {y} of ground has {letters} letters, size says {width}"));
        }
        if let Some(letter) = row.chars().find(|c| !scene.legend.contains_key(c)) {
            say(format!("row {y} of ground uses {letter:?}, which the legend doesn't explain"));
        }
    }
    found
}

fn seats_of(scene: &SceneDef, props: &PropCatalogue) -> BTreeMap<TilePos, crate::world::Facing> {
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
