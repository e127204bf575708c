//! LDtk projects to scenes, one for each level: cells become grounds and walls, entities whatever their names say.

pub mod file;

use std::collections::BTreeMap;
use std::path::Path;

use serde_json::Value;
use shared::content::{Problem, hint, nearest_name};
use shared::ids::Key;

use self::file::{Defs, Entity, Field, Layer, Level, MAX_ENTITIES, MAX_LAYERS, MAX_LEVELS, Project, Tile};
use super::names::{self, shown};
use super::outside::Outside;
use super::report::counted;
use super::scene::things::{self, Shape};
use super::scene::{self, Draft, Meaning, Thing, Town};
use super::{Bad, Made, Options, Report, bad, read};

/// What a project gives.
///
/// # Errors
/// When it can't be read, or gives a scene that the town can't take.
pub fn made(assets: &Path, file: &Path, bytes: &[u8], options: &Options) -> Result<Made, Problem> {
    let mut report = Report::default();
    let read = (|| {
        let mut project: Project = read::json(read::text(bytes)?)?;
        let levels = levels(&mut project, &Outside::of(file), options)?;
        Ok::<_, Bad>((project, levels))
    })();
    let (project, levels) = read.map_err(|bad| bad.of(file))?;
    let town = scene::town(assets)?;
    let drafts = drafts(&town, &project, &levels, file, options, &mut report).map_err(|bad| bad.of(file))?;
    scene::made(&town, file, drafts, report)
}

/// The levels that were asked for, with their layers read.
fn levels(project: &mut Project, outside: &Outside, options: &Options) -> Result<Vec<Level>, Bad> {
    if project.version.is_empty() {
        return bad("isn't an LDtk project: expected a jsonVersion");
    }
    let worlds = std::mem::take(&mut project.worlds).into_iter().flat_map(|world| world.levels);
    let mut levels: Vec<Level> = std::mem::take(&mut project.levels).into_iter().chain(worlds).collect();
    if let Some(wanted) = &options.level {
        let known: Vec<String> = levels.iter().map(|level| level.identifier.clone()).collect();
        levels.retain(|level| level.identifier == *wanted);
        if levels.is_empty() {
            let near = hint(nearest_name(wanted, known.iter().map(String::as_str)));
            return bad(format!("has no level {}{near}", shown(wanted)));
        }
    }
    if levels.is_empty() {
        return bad("has no levels");
    }
    if levels.len() > MAX_LEVELS {
        return bad(format!("has {} levels, expected at most {MAX_LEVELS}: pick one by --level NAME", levels.len()));
    }
    if levels.len() > 1 && options.name.is_some() {
        let first = levels.first().map(|level| shown(&level.identifier)).unwrap_or_default();
        return bad(format!(
            "has {} levels, and --as names one: pick it by --level, as in --level {first}",
            levels.len()
        ));
    }
    let mut total = 0;
    for level in &mut levels {
        if level.layers.is_none() {
            let Some(name) = &level.file else {
                return bad(format!("its level {} has no layers", shown(&level.identifier)));
            };
            let wrong = |bad: Bad| Bad::new(format!("its level {}: {}", shown(name), bad.message));
            let (bytes, _) = outside.read(name, &[".ldtkl", ".json"], read::MAX_TEXT).map_err(wrong)?;
            total += bytes.len();
            if total > read::MAX_INPUT {
                return bad(format!(
                    "its levels have more than {} MiB: pick one by --level NAME",
                    read::MAX_INPUT / 1024 / 1024
                ));
            }
            let read: Level = read::text(&bytes).and_then(read::json).map_err(wrong)?;
            level.layers = Some(read.layers.unwrap_or_default());
        }
    }
    Ok(levels)
}

/// Where references to entities lead: scene and door.
type Places = BTreeMap<String, (Key, String)>;

fn drafts(
    town: &Town,
    project: &Project,
    levels: &[Level],
    file: &Path,
    options: &Options,
    report: &mut Report,
) -> Result<Vec<Draft>, Bad> {
    let mut keys: BTreeMap<Key, &str> = BTreeMap::new();
    let mut named = Vec::new();
    for level in levels {
        let key = names::key(options.name.as_deref(), &level.identifier)?;
        if let Some(other) = keys.insert(key.clone(), &level.identifier) {
            return bad(format!(
                "its levels {} and {} would both be the scene {key}",
                shown(other),
                shown(&level.identifier)
            ));
        }
        named.push((key, level));
    }
    let mut places = Places::new();
    for (key, level) in &named {
        if !level.iid.is_empty() {
            places.insert(level.iid.clone(), (key.clone(), String::new()));
        }
        let mut taken = std::collections::BTreeSet::new();
        for entity in level.layers.iter().flatten().flat_map(|layer| &layer.entities) {
            // Two doors without names are told apart before anything refers to them.
            let name = Draft::free_name(&names::slug(&name_of(entity)), |name| taken.contains(name));
            taken.insert(name.clone());
            places.insert(entity.iid.clone(), (key.clone(), name));
        }
    }
    let mut drafts = Vec::new();
    for (key, level) in &named {
        let mark = report.mark();
        drafts.push(draft(town, project, level, key, &places, file, report)?);
        if named.len() > 1 {
            report.name_since(mark, key.as_str());
        }
    }
    Ok(drafts)
}

fn draft(
    town: &Town,
    project: &Project,
    level: &Level,
    key: &Key,
    places: &Places,
    file: &Path,
    report: &mut Report,
) -> Result<Draft, Bad> {
    let layers = level.layers.as_deref().unwrap_or_default();
    if layers.len() > MAX_LAYERS {
        return bad(format!("its level {} has more than {MAX_LAYERS} layers", shown(&level.identifier)));
    }
    if let Some(layer) = layers.iter().find(|layer| !(1..=1024).contains(&layer.grid)) {
        return bad(format!("its layer {} has cells of {} pixels, expected 1 to 1024", shown(&layer.name), layer.grid));
    }
    // The grid of what is walked on; entities may stand on a finer one.
    let grids = layers.iter().filter(|layer| layer.kind != "Entities").chain(layers);
    let Some(grid) = grids.map(|layer| layer.grid).next() else {
        return bad(format!("its level {} has no layers", shown(&level.identifier)));
    };
    let mut draft = Draft::new(key.clone(), level.width / grid, level.height / grid)
        .map_err(|bad| Bad::new(format!("its level {} {}", shown(&level.identifier), bad.message)))?;
    let fields = level.fields.iter().filter_map(|field| Some((field.name.clone(), text_of(&field.value)?)));
    draft.describe(&fields.collect(), &town.words, report);
    if draft.name.is_none() && names::stem(file) != level.identifier {
        draft.name = Some(names::title(&names::slug(&level.identifier)));
    }
    // The file has the uppermost layer first.
    for layer in layers.iter().rev() {
        let collides = town.words.meaning(&layer.name) == Some(Meaning::Wall);
        if !layer.visible && !collides && layer.kind != "IntGrid" {
            report.leave_out(format!("layer {} is hidden", shown(&layer.name)));
            continue;
        }
        match layer.kind.as_str() {
            "IntGrid" => {
                cells(town, &project.defs, layer, grid, &mut draft, report)?;
                if !layer.auto_tiles.is_empty() {
                    let tiles = counted(layer.auto_tiles.len(), "tile", "tiles");
                    report.note(format!(
                        "layer {}: {tiles} that rules drew: ours draw their edges by themselves",
                        shown(&layer.name)
                    ));
                }
            }
            "Tiles" | "AutoLayer" => {
                let all = layer.tiles.iter().chain(&layer.auto_tiles);
                tiles(town, &project.defs, layer, all, grid, &mut draft, report)?;
            }
            "Entities" => entities(town, layer, grid, places, &mut draft, report)?,
            other => report.leave_out(format!(
                "layer {} is of the kind {}, which isn't known",
                shown(&layer.name),
                shown(other)
            )),
        }
    }
    Ok(draft)
}

fn cells(
    town: &Town,
    defs: &Defs,
    layer: &Layer,
    grid: i64,
    draft: &mut Draft,
    report: &mut Report,
) -> Result<(), Bad> {
    let values =
        defs.layers.iter().find(|def| def.uid == layer.def).map(|def| def.values.as_slice()).unwrap_or_default();
    let by_number: BTreeMap<i64, &str> =
        values.iter().filter_map(|value| Some((value.value, value.identifier.as_deref()?))).collect();
    if layer.grid != grid {
        report.leave_out(format!(
            "layer {}: its cells have {} pixels, expected {grid} like the others",
            shown(&layer.name),
            layer.grid
        ));
        return Ok(());
    }
    let columns = layer.columns.max(1);
    let role = town.words.tile(&layer.name);
    let mut outside = 0;
    for (n, number) in (0_i64..).zip(&layer.numbers).filter(|(_, number)| **number != 0) {
        let Some(at) = draft.tile_at(n % columns, n / columns) else {
            outside += 1;
            continue;
        };
        match (by_number.get(number).and_then(|name| town.words.tile(name)), &role) {
            (Some(meaning), _) => draft.lay(at, &meaning)?,
            (None, Some(role)) => draft.lay(at, role)?,
            (None, None) => {
                let (what, near) = match by_number.get(number) {
                    Some(name) => (format!("value {number}, called {}", shown(name)), town.words.hint(name)),
                    None => {
                        (format!("value {number}"), ": give it a name that is a ground, a prop or \"wall\"".to_owned())
                    }
                };
                draft.unknown_tile(&layer.name, &what, &near);
            }
        }
    }
    if outside > 0 {
        report.leave_out(format!(
            "layer {}: {} outside of the level",
            shown(&layer.name),
            counted(outside, "cell lies", "cells lie")
        ));
    }
    Ok(())
}

fn tiles<'a>(
    town: &Town,
    defs: &Defs,
    layer: &Layer,
    all: impl Iterator<Item = &'a Tile>,
    grid: i64,
    draft: &mut Draft,
    report: &mut Report,
) -> Result<(), Bad> {
    let set = defs.tilesets.iter().find(|set| Some(set.uid) == layer.set);
    let mut by_tile: BTreeMap<i64, Vec<&str>> = BTreeMap::new();
    if let Some(set) = set {
        for tag in &set.tags {
            for tile in &tag.tiles {
                by_tile.entry(*tile).or_default().push(&tag.name);
            }
        }
        for text in &set.texts {
            by_tile.entry(text.tile).or_default().push(&text.data);
        }
    }
    let role = town.words.tile(&layer.name);
    let mut outside = 0;
    for tile in all {
        let (x, y) = (tile.px.0.div_euclid(grid), tile.px.1.div_euclid(grid));
        let Some(at) = draft.tile_at(x, y) else {
            outside += 1;
            continue;
        };
        let tags = by_tile.get(&tile.id).map(Vec::as_slice).unwrap_or_default();
        let meant: Vec<Meaning> = tags.iter().filter_map(|tag| town.words.tile(tag)).collect();
        for meaning in meant.iter().chain(role.iter().filter(|_| meant.is_empty())) {
            draft.lay(at, meaning)?;
        }
        if meant.is_empty() && role.is_none() {
            let name = set.map(|set| shown(&set.identifier)).unwrap_or_default();
            let (what, near) = match tags.first() {
                Some(tag) => {
                    (format!("tile {} of tileset {name}, tagged {}", tile.id, shown(tag)), town.words.hint(tag))
                }
                None => (
                    format!("tile {} of tileset {name}", tile.id),
                    ": tag it with a ground, a prop or \"wall\"".to_owned(),
                ),
            };
            draft.unknown_tile(&layer.name, &what, &near);
        }
    }
    if outside > 0 {
        report.leave_out(format!(
            "layer {}: {} outside of the level",
            shown(&layer.name),
            counted(outside, "tile lies", "tiles lie")
        ));
    }
    Ok(())
}

/// What an entity is called: its own name, or that of its class.
fn name_of(entity: &Entity) -> String {
    let own = entity.fields.iter().find(|field| names::slug(&field.name) == "name");
    own.and_then(|field| text_of(&field.value)).filter(|name| !name.is_empty()).unwrap_or_else(|| entity.class.clone())
}

/// A property as text; nothing for what isn't set.
fn text_of(value: &Value) -> Option<String> {
    match value {
        Value::Null => None,
        Value::String(text) => Some(text.clone()),
        // A point in cells.
        Value::Object(map) => match (map.get("cx").and_then(Value::as_i64), map.get("cy").and_then(Value::as_i64)) {
            (Some(x), Some(y)) => Some(format!("{x},{y}")),
            _ => Some(value.to_string()),
        },
        other => Some(other.to_string()),
    }
}

fn entities(
    town: &Town,
    layer: &Layer,
    grid: i64,
    places: &Places,
    draft: &mut Draft,
    report: &mut Report,
) -> Result<(), Bad> {
    if layer.entities.len() > MAX_ENTITIES {
        return bad(format!("its layer {} has more than {MAX_ENTITIES} entities", shown(&layer.name)));
    }
    #[expect(clippy::cast_precision_loss, reason = "at most a thousand")]
    let (cell, moved) =
        (grid as f64, (layer.moved_x.clamp(-9999, 9999) as f64, layer.moved_y.clamp(-9999, 9999) as f64));
    for entity in &layer.entities {
        let left = (entity.px.0 + moved.0 - entity.pivot.0 * entity.width) / cell;
        let top = (entity.px.1 + moved.1 - entity.pivot.1 * entity.height) / cell;
        let mut fields = BTreeMap::new();
        for Field { name, value } in &entity.fields {
            if let Some(target) = value.get("entityIid").and_then(Value::as_str) {
                match places.get(target) {
                    Some((scene, door)) => {
                        fields.insert("to_scene".to_owned(), scene.to_string());
                        fields.insert("to_door".to_owned(), door.clone());
                    }
                    None => report.leave_out(format!(
                        "layer {}: entity {}: its {} leads to a level that isn't imported with it",
                        shown(&layer.name),
                        shown(&entity.class),
                        shown(name)
                    )),
                }
            } else if let Some(text) = text_of(value).filter(|_| names::slug(name) != "name") {
                fields.insert(name.clone(), text);
            }
        }
        let (column, row) = (left.floor(), top.floor());
        let mut own = name_of(entity);
        if let Some((_, name)) =
            places.get(&entity.iid).filter(|_| town.words.meaning(&entity.class) == Some(Meaning::Door))
        {
            own.clone_from(name);
        }
        let thing = Thing {
            label: format!("layer {}: entity {} at ({column}, {row})", shown(&layer.name), shown(&entity.class)),
            classes: vec![entity.class.clone()],
            name: if own == entity.class && town.words.prop(&own).is_none() { names::slug(&own) } else { own },
            bounds: (left, top, entity.width / cell, entity.height / cell),
            shape: Shape::Box,
            fields,
        };
        things::place(draft, &thing, &town.words, report)?;
    }
    Ok(())
}
