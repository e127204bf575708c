//! Tiled's JSON: `.tmj` maps and `.tsj` tilesets.

use serde::Deserialize;
use serde_json::Value;

use super::data::{self, Coding};
use super::map::{self, Chunk, Content, Fields, Form, MAX_CORNERS, MAX_DEPTH, MAX_LAYERS, MAX_OBJECTS, MAX_SETS};
use crate::import::{Bad, bad, read};

#[derive(Deserialize)]
struct Map {
    #[serde(default)]
    r#type: Option<String>,
    width: i64,
    height: i64,
    tilewidth: f64,
    tileheight: f64,
    #[serde(default)]
    orientation: Option<String>,
    #[serde(default)]
    infinite: bool,
    #[serde(default)]
    properties: Vec<Property>,
    #[serde(default)]
    tilesets: Vec<Set>,
    #[serde(default)]
    layers: Vec<Layer>,
}

#[derive(Deserialize)]
struct Property {
    name: String,
    #[serde(default)]
    value: Value,
}

#[derive(Deserialize)]
struct Set {
    #[serde(default)]
    firstgid: u32,
    #[serde(default)]
    source: Option<String>,
    #[serde(default)]
    name: String,
    #[serde(default)]
    tiles: Vec<Tile>,
}

#[derive(Deserialize)]
struct Tile {
    id: u32,
    #[serde(default, alias = "class")]
    r#type: String,
    #[serde(default)]
    properties: Vec<Property>,
    #[serde(default)]
    objectgroup: Option<Shapes>,
}

#[derive(Deserialize)]
struct Shapes {
    #[serde(default)]
    objects: Vec<serde::de::IgnoredAny>,
}

#[derive(Deserialize)]
struct Layer {
    #[serde(default)]
    name: String,
    #[serde(default)]
    class: String,
    r#type: String,
    #[serde(default = "yes")]
    visible: bool,
    #[serde(default)]
    offsetx: f64,
    #[serde(default)]
    offsety: f64,
    #[serde(default)]
    x: i64,
    #[serde(default)]
    y: i64,
    #[serde(default)]
    width: i64,
    #[serde(default)]
    height: i64,
    #[serde(default)]
    encoding: String,
    #[serde(default)]
    compression: String,
    #[serde(default)]
    data: Option<Data>,
    #[serde(default)]
    chunks: Vec<Part>,
    #[serde(default)]
    properties: Vec<Property>,
    #[serde(default)]
    objects: Vec<Object>,
    #[serde(default)]
    layers: Vec<Layer>,
}

const fn yes() -> bool {
    true
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Data {
    Text(String),
    Tiles(Vec<u32>),
}

#[derive(Deserialize)]
struct Part {
    x: i64,
    y: i64,
    width: i64,
    height: i64,
    data: Data,
}

#[derive(Deserialize)]
struct Object {
    #[serde(default)]
    id: u64,
    #[serde(default)]
    name: String,
    #[serde(default, alias = "class")]
    r#type: String,
    #[serde(default)]
    x: f64,
    #[serde(default)]
    y: f64,
    #[serde(default)]
    width: f64,
    #[serde(default)]
    height: f64,
    #[serde(default)]
    rotation: f64,
    #[serde(default)]
    gid: Option<u32>,
    #[serde(default)]
    point: bool,
    #[serde(default)]
    ellipse: bool,
    #[serde(default)]
    polygon: Option<Vec<Corner>>,
    #[serde(default)]
    polyline: Option<serde::de::IgnoredAny>,
    #[serde(default)]
    text: Option<serde::de::IgnoredAny>,
    #[serde(default)]
    template: Option<String>,
    #[serde(default)]
    properties: Vec<Property>,
}

#[derive(Deserialize)]
struct Corner {
    x: f64,
    y: f64,
}

/// Reads a map; tilesets in other files have a `source` and nothing else.
///
/// # Errors
/// At the place where it stops making sense.
pub fn map(bytes: &[u8]) -> Result<map::Map, Bad> {
    let read: Map = read::json(read::text(bytes)?)?;
    if read.r#type.as_deref().is_some_and(|kind| kind != "map") {
        return bad("isn't a Tiled map: expected the type \"map\"");
    }
    if read.tilesets.len() > MAX_SETS {
        return bad(format!("has more than {MAX_SETS} tilesets"));
    }
    let mut out = map::Map {
        size: (read.width, read.height),
        tile: (read.tilewidth, read.tileheight),
        orientation: read.orientation.unwrap_or_else(|| "orthogonal".into()),
        infinite: read.infinite,
        fields: fields(read.properties),
        sets: read.tilesets.into_iter().map(set).collect(),
        layers: Vec::new(),
    };
    layers(read.layers, "", true, (0.0, 0.0), 0, &mut out)?;
    Ok(out)
}

/// Reads a tileset of its own file.
///
/// # Errors
/// At the place where it stops making sense.
pub fn tileset(bytes: &[u8]) -> Result<map::Set, Bad> {
    Ok(set(read::json(read::text(bytes)?)?))
}

fn set(read: Set) -> map::Set {
    let tiles = read.tiles.into_iter().map(|tile| {
        let has_shapes = tile.objectgroup.is_some_and(|shapes| !shapes.objects.is_empty());
        (tile.id, map::Tile { class: tile.r#type, fields: fields(tile.properties), has_shapes })
    });
    map::Set { first: read.firstgid, source: read.source, name: read.name, tiles: tiles.collect() }
}

fn fields(list: Vec<Property>) -> Fields {
    let text = |value: Value| match value {
        Value::String(text) => text,
        Value::Null => String::new(),
        other => other.to_string(),
    };
    list.into_iter().map(|property| (property.name, text(property.value))).collect()
}

fn layers(
    list: Vec<Layer>,
    before: &str,
    shows: bool,
    moved: (f64, f64),
    depth: usize,
    out: &mut map::Map,
) -> Result<(), Bad> {
    if depth > MAX_DEPTH {
        return bad(format!("has groups in groups, expected at most {MAX_DEPTH} deep"));
    }
    for layer in list {
        let name = format!("{before}{}", layer.name);
        let visible = shows && layer.visible;
        let offset = (moved.0 + layer.offsetx, moved.1 + layer.offsety);
        if layer.r#type == "group" {
            layers(layer.layers, &format!("{name}/"), visible, offset, depth + 1, out)?;
            continue;
        }
        if out.layers.len() == MAX_LAYERS {
            return bad(format!("has more than {MAX_LAYERS} layers"));
        }
        let (class, kind) = (layer.class.clone(), layer.r#type.clone());
        let mut layer = layer;
        let fields = fields(std::mem::take(&mut layer.properties));
        let content = match kind.as_str() {
            "tilelayer" => Content::Tiles(chunks(layer)?),
            "objectgroup" => Content::Objects(objects(layer.objects)?),
            _ => Content::Other,
        };
        out.layers.push(map::Layer { name, class, fields, visible, offset, content });
    }
    Ok(())
}

fn chunks(layer: Layer) -> Result<Vec<Chunk>, Bad> {
    let encoding = if layer.encoding.is_empty() { "csv" } else { &layer.encoding };
    let coding = Coding { encoding, compression: &layer.compression };
    let whole = layer.data.map(|data| Part { x: layer.x, y: layer.y, width: layer.width, height: layer.height, data });
    let mut found = Vec::new();
    let mut total = 0;
    for part in layer.chunks.into_iter().chain(whole) {
        let (mut chunk, count) = data::chunk(part.x, part.y, part.width, part.height)?;
        total += count;
        data::total(total)?;
        chunk.tiles = match part.data {
            Data::Text(text) => data::tiles(&text, coding, count)?,
            Data::Tiles(tiles) => data::counted(tiles, count)?,
        };
        found.push(chunk);
    }
    Ok(found)
}

fn objects(list: Vec<Object>) -> Result<Vec<map::Object>, Bad> {
    if list.len() > MAX_OBJECTS {
        return bad(format!("has a layer of more than {MAX_OBJECTS} objects"));
    }
    let mut found = Vec::new();
    for object in list {
        let form = match object.polygon {
            Some(corners) if corners.len() > MAX_CORNERS => {
                return bad(format!("has a polygon of more than {MAX_CORNERS} corners"));
            }
            Some(corners) => Form::Polygon(corners.into_iter().map(|corner| (corner.x, corner.y)).collect()),
            None if object.point => Form::Point,
            None if object.ellipse => Form::Ellipse,
            None if object.polyline.is_some() => Form::Line,
            None if object.text.is_some() => Form::Text,
            None => Form::Box,
        };
        found.push(map::Object {
            id: object.id.to_string(),
            name: object.name,
            class: object.r#type,
            at: (object.x, object.y),
            size: (object.width, object.height),
            turned: object.rotation,
            tile: object.gid,
            form,
            template: object.template.is_some(),
            fields: fields(object.properties),
        });
    }
    Ok(found)
}
