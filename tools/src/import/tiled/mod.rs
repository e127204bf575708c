//! Tiled maps to scenes: tile layers become grounds, walls and props, objects become doors, arrivals, spots and seats.

pub mod data;
pub mod json;
pub mod map;
pub mod xml;

use std::path::Path;

use shared::content::Problem;

use self::map::{Chunk, Content, Layer, Map, Object, Set};
use super::names::shown;
use super::outside::Outside;
use super::report::counted;
use super::scene::things::{self, Shape};
use super::scene::{self, Draft, Meaning, Thing, Town, Words, meaning};
use super::{Bad, Made, Options, Report, bad, names, read};

/// How a map is written down.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// `.tmx`
    Xml,
    /// `.tmj`
    Json,
}

/// The upper bits of a tile's number say how it is turned.
const TURNED: u32 = 0xF000_0000;

/// What a map gives.
///
/// # Errors
/// When it can't be read, isn't orthogonal, or gives a scene that the town can't take.
pub fn made(assets: &Path, file: &Path, bytes: &[u8], form: Form, options: &Options) -> Result<Made, Problem> {
    let mut report = Report::default();
    let read = (|| {
        let map = match form {
            Form::Xml => xml::map(bytes)?,
            Form::Json => json::map(bytes)?,
        };
        refuse_others(&map)?;
        with_outside_sets(map, &Outside::of(file))
    })();
    let map = read.map_err(|bad| bad.of(file))?;
    let town = scene::town(assets)?;
    let draft = draft(&town, &map, file, options, &mut report).map_err(|bad| bad.of(file))?;
    scene::made(&town, file, vec![draft], report)
}

fn refuse_others(map: &Map) -> Result<(), Bad> {
    if map.orientation != "orthogonal" {
        return bad(format!(
            "is a map of {} tiles, expected orthogonal ones: ours are squares seen from the front",
            shown(&map.orientation)
        ));
    }
    let fits = |n: f64| n.is_finite() && (1.0..=1024.0).contains(&n);
    if !fits(map.tile.0) || !fits(map.tile.1) {
        return bad(format!("has tiles of {} by {} pixels, expected 1 to 1024", map.tile.0, map.tile.1));
    }
    Ok(())
}

/// Reads tilesets that are in files of their own.
fn with_outside_sets(mut map: Map, outside: &Outside) -> Result<Map, Bad> {
    for set in &mut map.sets {
        let Some(source) = set.source.take() else { continue };
        let wrong = |bad: Bad| Bad::new(format!("its tileset {}: {}", shown(&source), bad.message));
        let (bytes, _) = outside.read(&source, &[".tsx", ".tsj", ".json", ".xml"], read::MAX_TEXT).map_err(wrong)?;
        let is_xml = source.to_lowercase().ends_with("x") || source.to_lowercase().ends_with(".xml");
        let read = if is_xml { xml::tileset(&bytes) } else { json::tileset(&bytes) };
        let read = read.map_err(wrong)?;
        *set = Set { first: set.first, ..read };
    }
    map.sets.sort_by_key(|set| set.first);
    Ok(map)
}

/// Columns and rows from the upper left of what an infinite map holds.
fn bounds(map: &Map) -> (i64, i64, i64, i64) {
    if !map.infinite {
        return (0, 0, map.size.0, map.size.1);
    }
    let filled = map.layers.iter().filter_map(|layer| match &layer.content {
        Content::Tiles(chunks) => Some(chunks),
        _ => None,
    });
    let tiles = filled.flatten().flat_map(|chunk| places(chunk).filter(|(_, _, tile)| *tile != 0));
    let mut found: Option<(i64, i64, i64, i64)> = None;
    for (x, y, _) in tiles {
        let (left, top, right, bottom) = found.unwrap_or((x, y, x, y));
        found = Some((left.min(x), top.min(y), right.max(x), bottom.max(y)));
    }
    found.map_or((0, 0, 0, 0), |(left, top, right, bottom)| (left, top, right - left + 1, bottom - top + 1))
}

fn places(chunk: &Chunk) -> impl Iterator<Item = (i64, i64, u32)> + '_ {
    let width = chunk.width.max(1);
    (0_i64..).zip(&chunk.tiles).map(move |(n, tile)| (chunk.x + n % width, chunk.y + n / width, *tile))
}

fn draft(town: &Town, map: &Map, file: &Path, options: &Options, report: &mut Report) -> Result<Draft, Bad> {
    let key = names::key(options.name.as_deref(), &names::stem(file))?;
    let (left, top, width, height) = bounds(map);
    let mut draft = Draft::new(key, width, height)?;
    draft.describe(&map.fields, &town.words, report);
    #[expect(clippy::float_cmp, reason = "sizes are whole numbers of pixels")]
    if map.tile.0 != map.tile.1 {
        report.note("its tiles aren't square: each became one of ours");
    }
    for layer in &map.layers {
        if !layer.visible && role(layer, &town.words) != Some(Meaning::Wall) {
            report.leave_out(format!("layer {} is hidden", shown(&layer.name)));
            continue;
        }
        match &layer.content {
            Content::Tiles(chunks) => tiles(town, map, layer, chunks, (left, top), &mut draft, report)?,
            Content::Objects(objects) => {
                for object in objects {
                    if let Some(thing) = thing(town, map, layer, object, (left, top), report) {
                        things::place(&mut draft, &thing, &town.words, report)?;
                    }
                }
            }
            Content::Other => {
                report.leave_out(format!("layer {} is a picture, expected tiles or objects", shown(&layer.name)));
            }
        }
    }
    Ok(draft)
}

/// What a layer is for, by its class or name.
fn role(layer: &Layer, words: &Words) -> Option<Meaning> {
    let own = layer.name.rsplit('/').next().unwrap_or_default();
    words.meaning(&layer.class).or_else(|| words.meaning(own)).or_else(|| {
        let solid = layer.fields.iter().any(|(name, value)| names::slug(name) == "solid" && meaning::yes(value));
        solid.then_some(Meaning::Wall)
    })
}

fn set_of(map: &Map, tile: u32) -> Option<(&Set, u32)> {
    let set = map.sets.iter().rev().find(|set| set.first <= tile && set.first > 0)?;
    Some((set, tile - set.first))
}

/// What a tile means, or how a message names it and what may have been meant.
fn meaning_of(map: &Map, words: &Words, tile: u32) -> Result<Vec<Meaning>, (String, String)> {
    let Some((set, id)) = set_of(map, tile) else {
        return Err((format!("tile number {tile}, which is in no tileset"), String::new()));
    };
    let info = set.tiles.get(&id);
    let field = |wanted: &[&str]| {
        let found =
            info?.fields.iter().find(|(name, value)| wanted.contains(&names::slug(name).as_str()) && !value.is_empty());
        found.map(|(_, value)| value.as_str())
    };
    let class = info.map(|info| info.class.as_str()).filter(|class| !class.is_empty());
    let told =
        class.or_else(|| field(&["ground", "terrain"])).or_else(|| field(&["prop"])).or_else(|| field(&["name"]));
    let solid = field(&["solid", "blocked", "collision", "collides"]).is_some_and(meaning::yes)
        || info.is_some_and(|info| info.has_shapes);
    let mut found: Vec<Meaning> = [class, field(&["ground", "terrain"]), field(&["prop"]), field(&["name"])]
        .into_iter()
        .flatten()
        .find_map(|name| words.tile(name))
        .into_iter()
        .collect();
    if found.is_empty() {
        // A tileset of one ground is called after it.
        found.extend(words.ground(&set.name).filter(|_| told.is_none()).map(Meaning::Ground));
    }
    if solid && !matches!(found.first(), Some(Meaning::Prop(_) | Meaning::Wall)) {
        found.push(Meaning::Wall);
    }
    if !found.is_empty() {
        return Ok(found);
    }
    let place = format!("tile {id} of tileset {}", shown(&set.name));
    Err(match told {
        Some(name) => (format!("{place}, called {}", shown(name)), words.hint(name)),
        None => (place, ": give it a class that is a ground, a prop or \"wall\"".to_owned()),
    })
}

fn tiles(
    town: &Town,
    map: &Map,
    layer: &Layer,
    chunks: &[Chunk],
    (left, top): (i64, i64),
    draft: &mut Draft,
    report: &mut Report,
) -> Result<(), Bad> {
    let role = role(layer, &town.words);
    let (mut turned, mut outside) = (0, 0);
    if layer.offset != (0.0, 0.0) {
        report.note(format!(
            "layer {} is moved by some pixels: its tiles stand where they would without",
            shown(&layer.name)
        ));
    }
    for (x, y, number) in chunks.iter().flat_map(places).filter(|(_, _, tile)| tile & !TURNED != 0) {
        let Some(at) = draft.tile_at(x - left, y - top) else {
            outside += 1;
            continue;
        };
        turned += usize::from(number & TURNED != 0);
        match (&role, meaning_of(map, &town.words, number & !TURNED)) {
            (Some(Meaning::Wall), _) => draft.lay(at, &Meaning::Wall)?,
            (_, Ok(meanings)) => {
                for meaning in &meanings {
                    draft.lay(at, meaning)?;
                }
            }
            // A layer called after a ground or a prop says it for all its tiles.
            (Some(meaning @ (Meaning::Ground(_) | Meaning::Prop(_))), Err(_)) => draft.lay(at, meaning)?,
            (_, Err((tile, hint))) => draft.unknown_tile(&layer.name, &tile, &hint),
        }
    }
    if turned > 0 {
        report.note(format!(
            "layer {}: {} turned or mirrored: ours stand upright",
            shown(&layer.name),
            counted(turned, "tile is", "tiles are")
        ));
    }
    if outside > 0 {
        report.leave_out(format!(
            "layer {}: {} outside of the map",
            shown(&layer.name),
            counted(outside, "tile lies", "tiles lie")
        ));
    }
    for (name, value) in layer.fields.iter().filter(|(name, _)| names::slug(name) != "solid") {
        report.leave_out(format!("layer {}: its property {}: {}", shown(&layer.name), shown(name), shown(value)));
    }
    Ok(())
}

fn thing(
    town: &Town,
    map: &Map,
    layer: &Layer,
    object: &Object,
    (left, top): (i64, i64),
    report: &mut Report,
) -> Option<Thing> {
    let named = if object.name.is_empty() { String::new() } else { format!(" {}", shown(&object.name)) };
    let label = format!("layer {}: object {}{named}", shown(&layer.name), shown(&object.id).trim_matches('"'));
    match object.form {
        map::Form::Line => report.leave_out(format!("{label} is an open line, expected a point, a box or a polygon")),
        map::Form::Text => report.leave_out(format!("{label} is a text")),
        _ if object.template => report.leave_out(format!("{label} takes after a template: detach it in Tiled")),
        _ => {}
    }
    if matches!(object.form, map::Form::Line | map::Form::Text) || object.template {
        return None;
    }
    if object.turned != 0.0 {
        report.note(format!("{label} is turned by {} degrees: it stands upright", object.turned));
    }
    let (tw, th) = map.tile;
    #[expect(clippy::cast_precision_loss, reason = "columns and rows are small")]
    let origin = (left as f64, top as f64);
    let (x, y) = ((object.at.0 + layer.offset.0) / tw - origin.0, (object.at.1 + layer.offset.1) / th - origin.1);
    let (w, h) = (object.size.0 / tw, object.size.1 / th);
    let shape = match &object.form {
        map::Form::Point => Shape::Point,
        map::Form::Ellipse => Shape::Ellipse,
        map::Form::Polygon(corners) => {
            Shape::Polygon(corners.iter().map(|(cx, cy)| (x + cx / tw, y + cy / th)).collect())
        }
        _ => Shape::Box,
    };
    let mut fields = object.fields.clone();
    let mut classes: Vec<String> = vec![object.class.clone()];
    let mut y = y;
    if let Some(tile) = object.tile {
        // Objects that show a tile are placed by their lower left corner.
        y -= h;
        if let Some((set, id)) = set_of(map, tile & !TURNED)
            && let Some(info) = set.tiles.get(&id)
        {
            classes.push(info.class.clone());
            for (name, value) in &info.fields {
                fields.entry(name.clone()).or_insert_with(|| value.clone());
            }
            classes.extend(
                info.fields.iter().filter(|(name, _)| names::slug(name) == "prop").map(|(_, value)| value.clone()),
            );
        }
    }
    classes.retain(|class| !class.is_empty());
    // What its layer is for, unless its own name says more.
    if classes.is_empty() && town.words.meaning(&object.name).is_none() {
        classes.extend([layer.class.clone(), layer.name.rsplit('/').next().unwrap_or_default().to_owned()]);
        classes.retain(|class| town.words.meaning(class).is_some());
    }
    Some(Thing { label, classes, name: object.name.clone(), bounds: (x, y, w, h), shape, fields })
}
