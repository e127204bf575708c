//! LDtk projects to scenes, one for each level: cells become grounds and walls, entities whatever their names say.

pub mod file;
mod layers;

use std::collections::BTreeMap;
use std::path::Path;

use serde_json::Value;
use shared::content::{Problem, hint, nearest_name};
use shared::ids::Key;

use self::file::{Entity, Level, MAX_LAYERS, MAX_LEVELS, Project};
use super::names::{self, shown};
use super::outside::Outside;
use super::report::counted;
use super::scene::{self, Draft, Meaning, Town};
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
                layers::cells(town, &project.defs, layer, grid, &mut draft, report)?;
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
                layers::tiles(town, &project.defs, layer, all, grid, &mut draft, report)?;
            }
            "Entities" => layers::entities(town, layer, grid, places, &mut draft, report)?,
            other => report.leave_out(format!(
                "layer {} is of the kind {}, which isn't known",
                shown(&layer.name),
                shown(other)
            )),
        }
    }
    Ok(draft)
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
