//! A draft becomes a scene: what stands in walls is moved, what can't be reached is left out, and all of it is told.

use std::collections::{BTreeMap, BTreeSet};

use shared::content::scene::{DoorDef, SceneDef, SpotDef};
use shared::content::{hint, nearest_name};
use shared::ids::Key;
use shared::world::path::find_path;
use shared::world::walls::Walls;
use shared::world::{Facing, TilePos};

use super::draft::{DoorDraft, Draft};
use super::{Doors, Town, text};
use crate::import::names::{shown, title};
use crate::import::report::counted;
use crate::import::{Bad, Report, bad};

/// Letters that the scenes of the house use; others take one of their name.
const LETTERS: [(&str, char); 9] = [
    ("grass", '.'),
    ("meadow", '*'),
    ("path", ','),
    ("cobble", 'o'),
    ("water", '~'),
    ("soil", 's'),
    ("planks", '='),
    ("tiles", 't'),
    ("wall_inside", '#'),
];

/// The scene of a draft.
///
/// # Errors
/// When no scene of it can be walked in.
pub fn settled(town: &Town, doors: &Doors, mut draft: Draft, report: &mut Report) -> Result<SceneDef, Bad> {
    draft.tell(report);
    let outdoors = draft.outdoors.unwrap_or_else(|| {
        report.note("the map doesn't say whether it is outdoors: it is (a property \"outdoors\" tells)");
        true
    });
    props(town, &mut draft, report);
    fill(town, &mut draft, outdoors, report)?;
    let (legend, ground) = drawn(&draft);
    let mut scene = SceneDef {
        name: draft.name.clone().unwrap_or_else(|| title(draft.key.as_str())),
        welcome: draft.welcome.clone().unwrap_or_default(),
        size: draft.size,
        outdoors,
        legend,
        ground,
        props: draft.props.clone(),
        arrivals: Vec::new(),
        doors: BTreeMap::new(),
        spots: BTreeMap::new(),
        stage: None,
    };
    if scene.welcome.is_empty() {
        scene.welcome = format!("You are at {}.", scene.name);
        report.note(format!("the map has no property \"welcome\": people hear {:?}", scene.welcome));
    }
    let walls = Walls::of_scene(&scene, &town.content.grounds, &town.content.props);
    let wanted = std::mem::take(&mut draft.doors);
    let mut found = Vec::new();
    for (name, door) in &wanted {
        let taken: Vec<TilePos> = wanted.values().map(|door| door.def.at).collect();
        if let Some(def) = door_of(&walls, &taken, name, door, report) {
            found.push((name.clone(), def));
        }
    }
    scene.arrivals = arrivals(&walls, &draft.arrivals, &found, report)?;
    let start = scene.arrivals[0];
    let around = around(&walls, start);
    let reached = |at: TilePos| around.contains(&at) && find_path(&walls, start, at).is_some();
    scene.arrivals.retain(|at| reached(*at));
    for (name, def) in found {
        if !reached(def.at) || !reached(def.step_out) {
            report.leave_out(format!("door {name:?} can't be reached on foot from the first arrival"));
        } else if leads_somewhere(town, doors, &draft.key, &name, &def, report) {
            scene.doors.insert(name, def);
        }
    }
    for (name, spot) in std::mem::take(&mut draft.spots) {
        let Some(at) = free(&walls, spot.at, &format!("spot {name:?}"), report) else { continue };
        if reached(at) {
            scene.spots.insert(name, SpotDef { at, ..spot });
        } else {
            report.leave_out(format!("spot {name:?} can't be reached on foot from the first arrival"));
        }
    }
    let things = [
        counted(scene.props.len(), "prop", "props"),
        counted(scene.doors.len(), "door", "doors"),
        counted(scene.arrivals.len(), "arrival", "arrivals"),
        counted(scene.spots.len(), "spot", "spots"),
    ];
    report.note(format!(
        "scene {:?}: {} by {} tiles, {}",
        draft.key.as_str(),
        scene.size.0,
        scene.size.1,
        things.join(", ")
    ));
    Ok(scene)
}

/// Leaves out props whose seats lie outside, and puts the rest in order: flat ones first, then from back to front.
fn props(town: &Town, draft: &mut Draft, report: &mut Report) {
    let (width, height) = (i32::from(draft.size.0), i32::from(draft.size.1));
    let flat = |name: &str| town.content.props.get(name).is_some_and(|def| def.flat);
    draft.props.retain(|placed| {
        let (x, y) = (i32::from(placed.at.0), i32::from(placed.at.1));
        let seats = town.content.props.get(&placed.prop).map(|def| def.seats.as_slice()).unwrap_or_default();
        let fits = seats.iter().all(|(dx, dy, _)| (0..width).contains(&(x + dx)) && (0..height).contains(&(y + dy)));
        if !fits {
            report.leave_out(format!("prop {:?} at ({x}, {y}): its seat would be outside of the scene", placed.prop));
        }
        fits
    });
    draft.props.sort_by_key(|placed| (!flat(&placed.prop), placed.at.1, placed.at.0));
    let before = draft.props.len();
    draft.props.dedup();
    if before > draft.props.len() {
        report.note(format!(
            "{} there twice, once is enough",
            counted(before - draft.props.len(), "prop is", "props are")
        ));
    }
}

/// Gives every tile a ground, and solid ones to walls.
fn fill(town: &Town, draft: &mut Draft, outdoors: bool, report: &mut Report) -> Result<(), Bad> {
    let grounds = &town.content.grounds;
    let solid = |name: &str| grounds.iter().any(|ground| ground.name == name && ground.solid);
    let known = |name: &str| grounds.iter().any(|ground| ground.name == name).then(|| name.to_owned());
    let usual = if outdoors { "grass" } else { "planks" };
    let first = || grounds.iter().find(|ground| !ground.solid).map(|ground| ground.name.clone());
    let Some(base) = draft.base.clone().or_else(|| known(usual)).or_else(first) else {
        return bad("can't be a scene: grounds.ron has no ground that one can walk on");
    };
    let width = usize::from(draft.size.0);
    let index = |at: &TilePos| usize::from(at.1) * width + usize::from(at.0);
    let walled: BTreeSet<usize> = draft.blocked.iter().map(index).collect();
    let bare = draft.ground.iter().enumerate().filter(|(at, ground)| ground.is_none() && !walled.contains(at)).count();
    if bare > 0 {
        report.note(format!("{} without a ground became {base}", counted(bare, "tile", "tiles")));
    }
    for ground in &mut draft.ground {
        ground.get_or_insert_with(|| base.clone());
    }
    let props = SceneDef {
        name: String::new(),
        welcome: String::new(),
        size: draft.size,
        outdoors,
        legend: BTreeMap::new(),
        ground: Vec::new(),
        props: draft.props.clone(),
        arrivals: Vec::new(),
        doors: BTreeMap::new(),
        spots: BTreeMap::new(),
        stage: None,
    };
    let feet = Walls::of_scene(&props, grounds, &town.content.props);
    let open: Vec<TilePos> = draft.blocked.iter().copied().filter(|at| feet.is_free(*at)).collect();
    let open: Vec<TilePos> = open
        .into_iter()
        .filter(|at| !draft.ground.get(index(at)).and_then(Option::as_deref).is_some_and(solid))
        .collect();
    if open.is_empty() {
        return Ok(());
    }
    let first = || grounds.iter().find(|ground| ground.solid).map(|ground| ground.name.clone());
    let wall =
        draft.wall.clone().filter(|name| solid(name)).or_else(|| known("wall_inside").filter(|name| solid(name)));
    let Some(wall) = wall.or_else(first) else {
        report.leave_out(format!(
            "{}: grounds.ron has no solid ground",
            counted(open.len(), "blocked tile", "blocked tiles")
        ));
        return Ok(());
    };
    report.note(format!(
        "{} became {wall} (the map's property \"wall\" picks another solid ground)",
        counted(open.len(), "blocked tile", "blocked tiles")
    ));
    for at in open {
        if let Some(ground) = draft.ground.get_mut(index(&at)) {
            *ground = Some(wall.clone());
        }
    }
    Ok(())
}

/// Legend and rows.
fn drawn(draft: &Draft) -> (BTreeMap<char, String>, Vec<String>) {
    let mut legend: BTreeMap<char, String> = BTreeMap::new();
    let mut letters: BTreeMap<&str, char> = BTreeMap::new();
    for name in draft.ground.iter().flatten() {
        if letters.contains_key(name.as_str()) {
            continue;
        }
        let house = LETTERS.iter().find(|(ground, _)| ground == name).map(|(_, letter)| *letter);
        let own = name.chars().filter(char::is_ascii_alphanumeric);
        let any = ('a'..='z').chain('A'..='Z').chain('0'..='9');
        if let Some(letter) = house.into_iter().chain(own).chain(any).find(|c| !legend.contains_key(c)) {
            legend.insert(letter, name.clone());
            letters.insert(name, letter);
        }
    }
    let rows = draft.ground.chunks(usize::from(draft.size.0).max(1));
    let letter = |ground: &Option<String>| ground.as_deref().and_then(|name| letters.get(name)).copied().unwrap_or('?');
    (legend, rows.map(|row| row.iter().map(letter).collect()).collect())
}

/// Every tile that somebody at `start` gets to; found once, as a walk to an unreachable tile tries all of them.
fn around(walls: &Walls, start: TilePos) -> BTreeSet<TilePos> {
    let mut seen = BTreeSet::new();
    let mut open = vec![start];
    while let Some(at) = open.pop() {
        if !walls.is_free(at) || !seen.insert(at) {
            continue;
        }
        let TilePos(x, y) = at;
        open.extend([x.checked_add(1), x.checked_sub(1)].into_iter().flatten().map(|x| TilePos(x, y)));
        open.extend([y.checked_add(1), y.checked_sub(1)].into_iter().flatten().map(|y| TilePos(x, y)));
    }
    seen
}

/// The tile itself when it is free, or the nearest that is; tells of it.
fn free(walls: &Walls, at: TilePos, what: &str, report: &mut Report) -> Option<TilePos> {
    if walls.is_free(at) {
        return Some(at);
    }
    let TilePos(x, y) = at;
    let Some(near) = walls.nearest_free(at) else {
        report.leave_out(format!("{what} at ({x}, {y}) is on a solid tile, and no tile is free"));
        return None;
    };
    report.note(format!("{what} at ({x}, {y}) was on a solid tile: it is now at ({}, {})", near.0, near.1));
    Some(near)
}

fn arrivals(
    walls: &Walls,
    wanted: &[TilePos],
    doors: &[(String, DoorDef)],
    report: &mut Report,
) -> Result<Vec<TilePos>, Bad> {
    let mut found: Vec<TilePos> = Vec::new();
    for at in wanted {
        if let Some(at) = free(walls, *at, "the arrival", report)
            && !found.contains(&at)
        {
            found.push(at);
        }
    }
    if found.is_empty() {
        let (width, height) = walls.size();
        let middle = || walls.nearest_free(TilePos(width / 2, height / 2));
        let Some(at) = doors.first().map(|(_, door)| door.step_out).or_else(middle) else {
            return bad("can't be a scene: no tile of it is free");
        };
        report.note(format!("the map has no arrival: newcomers appear at ({}, {})", at.0, at.1));
        found.push(at);
    }
    Ok(found)
}

/// A door on a free tile, with a free tile to step out to.
fn door_of(walls: &Walls, taken: &[TilePos], name: &str, door: &DoorDraft, report: &mut Report) -> Option<DoorDef> {
    let at = free(walls, door.def.at, &format!("door {name:?}"), report)?;
    let beside = |facing: Facing| {
        let (dx, dy) = match facing {
            Facing::Up => (0, -1),
            Facing::Down => (0, 1),
            Facing::Left => (-1, 0),
            Facing::Right => (1, 0),
        };
        let (x, y) = (i64::from(at.0) + dx, i64::from(at.1) + dy);
        let tile = TilePos(u8::try_from(x).ok()?, u8::try_from(y).ok()?);
        (walls.is_free(tile) && !taken.contains(&tile)).then_some(tile)
    };
    let (width, height) = walls.size();
    // Into the scene: away from the edge that is nearest.
    let edges = [
        (at.1, Facing::Down),
        (height.saturating_sub(1).saturating_sub(at.1), Facing::Up),
        (at.0, Facing::Right),
        (width.saturating_sub(1).saturating_sub(at.0), Facing::Left),
    ];
    let inward = edges.into_iter().min_by_key(|(far, _)| *far).map_or(Facing::Down, |(_, facing)| facing);
    let ways = door.facing.into_iter().chain([inward, Facing::Down, Facing::Up, Facing::Right, Facing::Left]);
    let told = door.step_out.filter(|tile| walls.is_free(*tile) && !taken.contains(tile));
    if let Some(TilePos(x, y)) = door.step_out.filter(|_| told.is_none()) {
        report.note(format!("door {name:?} steps out to ({x}, {y}), which isn't free: it steps out beside the door"));
    }
    let stepped =
        told.map(|tile| (tile, inward)).or_else(|| ways.into_iter().find_map(|way| Some((beside(way)?, way))));
    let Some((step_out, way)) = stepped else {
        report.leave_out(format!("door {name:?}: no tile beside it is free to step out to"));
        return None;
    };
    Some(DoorDef { at, step_out, facing: door.facing.unwrap_or(way), ..door.def.clone() })
}

/// Whether the other side of a door is there; the town takes no door to nowhere.
fn leads_somewhere(town: &Town, doors: &Doors, own: &Key, name: &str, def: &DoorDef, report: &mut Report) -> bool {
    let scenes = town.content.scenes.keys().chain(doors.keys()).map(Key::as_str);
    let target = Key::parse(&def.to_scene).ok();
    let there: Option<Vec<&str>> = target.and_then(|key| {
        if let Some(new) = doors.get(&key) {
            return Some(new.iter().map(String::as_str).collect());
        }
        town.content.scenes.get(&key).map(|scene| scene.def.doors.keys().map(String::as_str).collect())
    });
    let why = match there {
        None => format!(
            "leads to the scene {}, which isn't there{}",
            shown(&def.to_scene),
            hint(nearest_name(&def.to_scene, scenes))
        ),
        Some(known) if !known.contains(&def.to_door.as_str()) => {
            let near = hint(nearest_name(&def.to_door, known.iter().copied()));
            format!("leads to the door {} of {:?}, which isn't there{near}", shown(&def.to_door), def.to_scene)
        }
        Some(_) => return true,
    };
    report.leave_out(format!("door {name:?} {why}; when it is, add to the doors of {own}: {}", text::door(name, def)));
    false
}
