//! What can be wrong with a scene: rows that don't fit, names that aren't there, places nobody can get to.

use std::collections::BTreeSet;

use super::locate::Step::{NthText, NthWord, Text, Word};
use super::scene::{GroundDef, SceneDef, StageDef};
use super::town::{Scene, TownContent};
use super::{Problem, Source, hint, nearest_name};
use crate::ids::Key;
use crate::world::TilePos;
use crate::world::path::find_path;

/// Grounds that are there twice.
pub(super) fn grounds(grounds: &[GroundDef], source: &Source) -> Vec<Problem> {
    let mut seen = BTreeSet::new();
    let twice = grounds.iter().enumerate().filter(|(_, ground)| !seen.insert(ground.name.as_str()));
    twice
        .map(|(at, ground)| {
            let message = format!("the ground {:?} is there twice, expected every name once", ground.name);
            source.problem(&[NthWord("name", at), NthText(0)], message)
        })
        .collect()
}

/// Rows and sizes that don't fit together.
pub(super) fn shape(scene: &SceneDef, source: &Source) -> Vec<Problem> {
    let mut found = Vec::new();
    let (width, height) = (usize::from(scene.size.0), usize::from(scene.size.1));
    if !(8..=250).contains(&width) || !(8..=250).contains(&height) {
        let message = format!("size is {width} by {height} tiles, expected 8 to 250 each way");
        found.push(source.problem(&[Word("size")], message));
    }
    if scene.ground.len() != height {
        let message = format!("ground has {} rows, expected {height} as size says", scene.ground.len());
        found.push(source.problem(&[Word("ground")], message));
    }
    for (y, row) in scene.ground.iter().enumerate() {
        let here = [Word("ground"), NthText(y)];
        let letters = row.chars().count();
        if letters != width {
            let message = format!("this row of ground has {letters} letters, expected {width} as size says");
            found.push(source.problem(&here, message));
        }
        if let Some((x, letter)) = row.chars().enumerate().find(|(_, c)| !scene.legend.contains_key(c)) {
            let known: Vec<String> = scene.legend.keys().map(|c| format!("{c:?}")).collect();
            let message = format!("the letter {letter:?} isn't in the legend, expected one of {}", known.join(", "));
            let mut problem = source.problem(&here, message);
            // The row's quote stands before its first letter.
            problem.at = problem.at.map(|(line, column)| (line, column + 1 + x));
            found.push(problem);
        }
    }
    found
}

/// What a scene refers to that isn't there, and places in it that can't be reached.
pub(super) fn references(town: &TownContent, scene: &Scene, source: &Source) -> Vec<Problem> {
    let mut found = Vec::new();
    for (letter, ground) in &scene.def.legend {
        if !town.grounds.iter().any(|known| known.name == *ground) {
            let near = nearest_name(ground, town.grounds.iter().map(|known| known.name.as_str()));
            let message = format!("there is no ground {ground:?} in grounds.ron{}", hint(near));
            let letter = letter.to_string();
            found.push(source.problem(&[Word("legend"), Text(&letter), Text(ground)], message));
        }
    }
    props(town, scene, source, &mut found);
    doors(town, scene, source, &mut found);
    if scene.def.arrivals.is_empty() {
        let message = "there are no arrivals, expected at least one free tile where people appear";
        found.push(source.problem(&[Word("arrivals")], message));
    }
    places(scene, source, &mut found);
    found
}

fn props(town: &TownContent, scene: &Scene, source: &Source, found: &mut Vec<Problem>) {
    let (width, height) = scene.walls.size();
    for (index, placed) in scene.def.props.iter().enumerate() {
        let name = [Word("props"), NthWord("prop", index), NthText(0)];
        let Some(def) = town.props.get(&placed.prop) else {
            let near = nearest_name(&placed.prop, town.props.keys().map(String::as_str));
            let message = format!("there is no prop {:?} in props.ron{}", placed.prop, hint(near));
            found.push(source.problem(&name, message));
            continue;
        };
        let TilePos(x, y) = placed.at;
        if x >= width || y >= height {
            let message = format!("{:?} at ({x}, {y}) is outside the scene, {}", placed.prop, tiles(scene));
            found.push(source.problem(&name, message));
        }
        for &(dx, dy, _) in &def.seats {
            let (sx, sy) = (i32::from(x) + dx, i32::from(y) + dy);
            if !(0..i32::from(width)).contains(&sx) || !(0..i32::from(height)).contains(&sy) {
                let message =
                    format!("{:?} has a seat at ({sx}, {sy}), outside the scene, {}", placed.prop, tiles(scene));
                found.push(source.problem(&name, message));
            }
        }
    }
}

/// "expected …" for a tile.
fn tiles(scene: &Scene) -> String {
    let (width, height) = scene.walls.size();
    format!("expected (0, 0) to ({}, {})", width.saturating_sub(1), height.saturating_sub(1))
}

fn doors(town: &TownContent, scene: &Scene, source: &Source, found: &mut Vec<Problem>) {
    for (name, door) in &scene.def.doors {
        let here = [Word("doors"), Text(name)];
        let field = |field| [here[0], here[1], Word(field), NthText(0)];
        match Key::parse(&door.to_scene).ok().and_then(|key| town.scenes.get(&key)) {
            None => {
                let near = nearest_name(&door.to_scene, town.scenes.keys().map(Key::as_str));
                let message =
                    format!("door {name:?} leads to the scene {:?}, which isn't there{}", door.to_scene, hint(near));
                found.push(source.problem(&field("to_scene"), message));
            }
            Some(target) if !target.def.doors.contains_key(&door.to_door) => {
                let near = nearest_name(&door.to_door, target.def.doors.keys().map(String::as_str));
                let message = format!(
                    "door {name:?} leads to the door {:?} of {:?}, which isn't there{}",
                    door.to_door,
                    door.to_scene,
                    hint(near)
                );
                found.push(source.problem(&field("to_door"), message));
            }
            Some(_) => {}
        }
        if scene.def.doors.values().any(|other| other.at == door.step_out) {
            let message = format!(
                "door {name:?} steps out on a door: one would walk to and fro for ever, expected a free tile beside it"
            );
            found.push(source.problem(&[here[0], here[1], Word("step_out")], message));
        }
    }
}

/// Arrivals, doors and spots that stand in walls, or where nobody gets to from the first arrival.
fn places(scene: &Scene, source: &Source, found: &mut Vec<Problem>) {
    let start = scene.def.arrivals.first().copied().filter(|at| scene.walls.is_free(*at));
    let mut look = |what: String, at: TilePos, place: &[super::locate::Step<'_>]| {
        let TilePos(x, y) = at;
        let (width, height) = scene.walls.size();
        let message = if x >= width || y >= height {
            format!("{what} at ({x}, {y}) is outside the scene, {}", tiles(scene))
        } else if !scene.walls.is_free(at) {
            let near = scene.walls.nearest_free(at);
            let near = near.map_or_else(String::new, |TilePos(x, y)| format!(": the nearest is ({x}, {y})"));
            format!("{what} at ({x}, {y}) is on a solid tile, expected a free one{near}")
        } else if start.is_some_and(|start| find_path(&scene.walls, start, at).is_none()) {
            format!("{what} at ({x}, {y}) can't be reached on foot from the first arrival")
        } else {
            return;
        };
        found.push(source.problem(place, message));
    };
    for (index, &at) in scene.def.arrivals.iter().enumerate() {
        look("the arrival".to_owned(), at, &[Word("arrivals"), NthWord("(", index)]);
    }
    for (name, door) in &scene.def.doors {
        let (doors, named) = (Word("doors"), Text(name));
        look(format!("door {name:?}"), door.at, &[doors, named, Word("at")]);
        look(
            format!("the tile one steps out to from door {name:?},"),
            door.step_out,
            &[doors, named, Word("step_out")],
        );
    }
    for (name, spot) in &scene.def.spots {
        look(format!("spot {name:?}"), spot.at, &[Word("spots"), Text(name), Word("at")]);
    }
    for (name, spot) in &scene.def.spots {
        if spot.table.is_some() && !scene.seats.contains_key(&spot.at) {
            let message = format!("spot {name:?} belongs to a table, so it has to be on a seat: put a chair there");
            found.push(source.problem(&[Word("spots"), Text(name), Word("table")], message));
        }
    }
    if let Some(StageDef { at, size }) = scene.def.stage {
        let (width, height) = scene.walls.size();
        let fits =
            |from: u8, by: u8, most: u8| (2..=24).contains(&by) && u16::from(from) + u16::from(by) <= most.into();
        if !fits(at.0, size.0, width) || !fits(at.1, size.1, height) {
            let message =
                format!("the stage has to lie inside the scene, {}, and be 2 to 24 tiles wide and high", tiles(scene));
            found.push(source.problem(&[Word("stage")], message));
        }
    }
}
