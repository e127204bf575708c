//! All scenes hold together: they parse, their props and grounds exist, and every place can be walked to.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use shared::content::prop::PropCatalogue;
use shared::content::scene::{GroundDef, SceneDef};
use shared::world::{Facing, TilePos};
use tools::art::preview::{Atlas, read_ron};

const SCENES: [&str; 3] = ["plaza", "cafe", "game-hall"];

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

fn scene(name: &str) -> SceneDef {
    read_ron(&root().join(format!("assets/client/scenes/{name}/{name}.scene.ron"))).expect("the file parses")
}

fn catalogue() -> PropCatalogue {
    read_ron(&root().join("assets/client/props.ron")).expect("the file parses")
}

fn grounds() -> BTreeMap<String, GroundDef> {
    let list: Vec<GroundDef> = read_ron(&root().join("assets/client/grounds.ron")).expect("the file parses");
    list.into_iter().map(|ground| (ground.name.clone(), ground)).collect()
}

type Tile = (i32, i32);

/// Solid tiles and seats of a scene.
fn layout(scene: &SceneDef) -> (BTreeSet<Tile>, BTreeMap<Tile, Facing>) {
    let (grounds, catalogue) = (grounds(), catalogue());
    let (mut solid, mut seats) = (BTreeSet::new(), BTreeMap::new());
    for (y, row) in (0..).zip(&scene.ground) {
        for (x, letter) in (0..).zip(row.chars()) {
            if grounds[&scene.legend[&letter]].solid {
                solid.insert((x, y));
            }
        }
    }
    for placed in &scene.props {
        let def = &catalogue[&placed.prop];
        let (x, y) = (i32::from(placed.at.0), i32::from(placed.at.1));
        for (dx, dy, w, h) in &def.solid {
            for ty in 0..(*h).cast_signed() {
                for tx in 0..(*w).cast_signed() {
                    solid.insert((x + dx + tx, y + dy + ty));
                }
            }
        }
        for (dx, dy, facing) in &def.seats {
            seats.insert((x + dx, y + dy), *facing);
        }
    }
    (solid, seats)
}

fn tile(at: TilePos) -> Tile {
    (i32::from(at.0), i32::from(at.1))
}

#[test]
fn rows_legends_and_props_are_right() {
    let (grounds, catalogue) = (grounds(), catalogue());
    let (props, tiles) = (Atlas::read(&root(), "props").unwrap(), Atlas::read(&root(), "grounds").unwrap());
    for (name, def) in &catalogue {
        assert!(props.def.sprites.contains_key(&def.sprite), "{name} shows no sprite");
    }
    for name in grounds.keys() {
        for mask in 1..15 {
            assert!(tiles.def.sprites.contains_key(&format!("{name}/edge{mask}")), "{name} lacks edge {mask}");
        }
        assert!(tiles.def.sprites.contains_key(&format!("{name}/full0")), "{name} lacks a full tile");
    }
    for name in SCENES {
        let scene = scene(name);
        assert_eq!(scene.ground.len(), usize::from(scene.size.1), "{name}");
        for row in &scene.ground {
            assert_eq!(row.chars().count(), usize::from(scene.size.0), "{name}: {row}");
            assert!(row.chars().all(|c| scene.legend.contains_key(&c)), "{name}: {row}");
        }
        assert!(scene.legend.values().all(|ground| grounds.contains_key(ground)), "{name}");
        for placed in &scene.props {
            assert!(catalogue.contains_key(&placed.prop), "{name}: no prop {}", placed.prop);
            assert!(placed.at.0 < scene.size.0 && placed.at.1 < scene.size.1, "{name}: {placed:?}");
        }
    }
}

#[test]
fn every_place_is_free_and_reachable() {
    for name in SCENES {
        let scene = scene(name);
        let (solid, seats) = layout(&scene);
        let mut wanted: Vec<(String, Tile)> = Vec::new();
        wanted.extend(scene.arrivals.iter().map(|at| ("arrival".to_owned(), tile(*at))));
        wanted.extend(scene.spots.iter().map(|(spot, def)| (spot.clone(), tile(def.at))));
        for (door, def) in &scene.doors {
            wanted.push((format!("door {door}"), tile(def.at)));
            wanted.push((format!("step out of {door}"), tile(def.step_out)));
            assert_ne!(def.at, def.step_out);
        }
        let doors: Vec<Tile> = scene.doors.values().map(|door| tile(door.at)).collect();
        let (w, h) = (i32::from(scene.size.0), i32::from(scene.size.1));
        let (mut seen, mut open) = (BTreeSet::new(), vec![tile(scene.arrivals[0])]);
        while let Some((x, y)) = open.pop() {
            let inside = (0..w).contains(&x) && (0..h).contains(&y);
            if !inside || solid.contains(&(x, y)) || !seen.insert((x, y)) || doors.contains(&(x, y)) {
                continue;
            }
            open.extend([(x + 1, y), (x - 1, y), (x, y + 1), (x, y - 1)]);
        }
        for (what, at) in wanted {
            assert!(!solid.contains(&at), "{name}: {what} at {at:?} is solid");
            assert!(seen.contains(&at), "{name}: {what} at {at:?} can't be reached");
        }
        for (spot, def) in scene.spots.iter().filter(|(_, def)| def.sit) {
            assert_eq!(seats.get(&tile(def.at)), Some(&def.facing), "{name}: no seat for {spot}");
        }
        assert!(seats.keys().all(|at| !solid.contains(at)), "{name}: a seat can't be reached");
    }
}

#[test]
fn doors_lead_to_each_other_and_spots_abound() {
    for name in SCENES {
        let from = scene(name);
        for (door, def) in &from.doors {
            let there = scene(&def.to_scene);
            let back = &there.doors[&def.to_door];
            assert_eq!((back.to_scene.as_str(), &back.to_door), (name, door));
        }
        let least = if name == "plaza" { 14 } else { 10 };
        assert!(from.spots.len() >= least, "{name}");
        assert!(from.spots.values().all(|spot| !spot.called.is_empty()), "{name}");
    }
}

#[test]
fn the_hall_has_tables_for_everybody_and_a_stage_that_nobody_walks_on() {
    let hall = scene("game-hall");
    let mut tables: BTreeMap<&str, Vec<Tile>> = BTreeMap::new();
    for spot in hall.spots.values() {
        if let Some(table) = &spot.table {
            assert_eq!(spot.called, format!("the {table} table"));
            tables.entry(table.as_str()).or_default().push(tile(spot.at));
        }
    }
    assert_eq!(tables.keys().copied().collect::<Vec<_>>(), ["amber", "moss", "oak", "rose", "slate"]);
    for (table, seats) in &tables {
        assert!(seats.len() >= 4, "{table} has {} seats", seats.len());
        let apart = |(ax, ay): Tile, (bx, by): Tile| (ax - bx).abs().max((ay - by).abs());
        assert!(seats.iter().all(|a| seats.iter().all(|b| apart(*a, *b) <= 3)), "{table} is torn apart: {seats:?}");
    }
    let stage = hall.stage.expect("a stage");
    let (solid, _) = layout(&hall);
    let (x, y) = tile(stage.at);
    for ty in y..y + i32::from(stage.size.1) {
        assert!((x..x + i32::from(stage.size.0)).all(|tx| solid.contains(&(tx, ty))), "the board hangs over the floor");
    }
}

#[test]
fn atlases_are_what_their_sources_give() {
    tools::art::check(&root()).unwrap();
}
