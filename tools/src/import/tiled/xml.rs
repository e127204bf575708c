//! Tiled's XML: `.tmx` maps and `.tsx` tilesets.

use roxmltree::{Document, Node, ParsingOptions};

use super::data::{self, Coding};
use super::map::{
    Chunk, Content, Fields, Form, Layer, MAX_CORNERS, MAX_DEPTH, MAX_LAYERS, MAX_OBJECTS, MAX_SETS, Map, Object, Set,
    Tile,
};
use crate::import::names::shown;
use crate::import::{Bad, bad, read};

/// Most elements and texts of a file.
const MAX_NODES: u32 = 400_000;
/// Most attributes of an element, and most namespaces of a file: both make a parser's work grow with their square.
const MAX_ATTRIBUTES: usize = 256;
const MAX_NAMESPACES: usize = 8;

fn document(text: &str) -> Result<Document<'_>, Bad> {
    if text.split('<').any(|part| part.bytes().filter(|byte| *byte == b'=').count() > MAX_ATTRIBUTES) {
        return bad(format!("has an element of more than {MAX_ATTRIBUTES} attributes"));
    }
    if text.matches("xmlns").count() > MAX_NAMESPACES {
        return bad(format!("has more than {MAX_NAMESPACES} namespaces"));
    }
    let options =
        ParsingOptions { nodes_limit: MAX_NODES, allow_dtd: only_names_a_type(text), ..ParsingOptions::default() };
    Document::parse_with_options(text, options).map_err(|error| {
        let place = error.pos();
        let at = Some((usize::try_from(place.row).unwrap_or(1), usize::try_from(place.col).unwrap_or(1)));
        let message = match error {
            roxmltree::Error::NodesLimitReached => format!("has more than {MAX_NODES} elements"),
            roxmltree::Error::DtdDetected => "has a document type of its own, expected plain elements".to_owned(),
            _ => {
                let told: String = error.to_string().chars().filter(|c| !c.is_control()).take(100).collect();
                format!("this XML is broken: {}", told.rsplit_once(" at ").map_or(told.as_str(), |(told, _)| told))
            }
        };
        let whole = message.starts_with("has more than");
        Bad { at: at.filter(|_| !whole), message }
    })
}

/// Whether the document type is the one line of old Tiled files, which defines nothing.
fn only_names_a_type(text: &str) -> bool {
    let mut types = text.split("<!DOCTYPE").skip(1);
    let line = types.next().and_then(|after| after.split('>').next());
    line.is_some_and(|line| line.len() < 200 && !line.contains('[')) && types.next().is_none()
}

/// Reads a map; tilesets in other files have a `source` and nothing else.
///
/// # Errors
/// At the place where it stops making sense.
pub fn map(bytes: &[u8]) -> Result<Map, Bad> {
    let document = document(read::text(bytes)?)?;
    let root = document.root_element();
    if !root.has_tag_name("map") {
        return bad(format!("isn't a Tiled map: expected <map>, found <{}>", plain(root.tag_name().name())));
    }
    let mut map = Map {
        size: (whole(root, "width")?, whole(root, "height")?),
        tile: (number(root, "tilewidth")?, number(root, "tileheight")?),
        orientation: root.attribute("orientation").unwrap_or("orthogonal").to_owned(),
        infinite: root.attribute("infinite") == Some("1"),
        fields: fields(root),
        ..Map::default()
    };
    for child in root.children().filter(|child| child.has_tag_name("tileset")) {
        if map.sets.len() == MAX_SETS {
            return bad(format!("has more than {MAX_SETS} tilesets"));
        }
        map.sets.push(set(child)?);
    }
    layers(root, "", true, (0.0, 0.0), 0, &mut map)?;
    Ok(map)
}

/// Reads a tileset of its own file.
///
/// # Errors
/// At the place where it stops making sense.
pub fn tileset(bytes: &[u8]) -> Result<Set, Bad> {
    let document = document(read::text(bytes)?)?;
    let root = document.root_element();
    if !root.has_tag_name("tileset") {
        return bad(format!("isn't a tileset: expected <tileset>, found <{}>", plain(root.tag_name().name())));
    }
    set(root)
}

fn plain(name: &str) -> String {
    name.chars().filter(|c| c.is_ascii_alphanumeric()).take(20).collect()
}

fn whole(node: Node<'_, '_>, name: &str) -> Result<i64, Bad> {
    let text = node.attribute(name).unwrap_or("0");
    text.trim().parse().map_err(|_| Bad::new(format!("has the {name} {}, expected a whole number", shown(text))))
}

fn number(node: Node<'_, '_>, name: &str) -> Result<f64, Bad> {
    let text = node.attribute(name).unwrap_or("0");
    let parsed = text.trim().parse::<f64>().ok().filter(|number| number.is_finite() && number.abs() < 1e9);
    parsed.ok_or_else(|| Bad::new(format!("has the {name} {}, expected a number", shown(text))))
}

fn fields(node: Node<'_, '_>) -> Fields {
    let lists = node.children().filter(|child| child.has_tag_name("properties"));
    let all = lists.flat_map(|list| list.children().filter(|child| child.has_tag_name("property")));
    all.filter_map(|property| {
        let value = property.attribute("value").or_else(|| property.text()).unwrap_or_default();
        Some((property.attribute("name")?.to_owned(), value.to_owned()))
    })
    .collect()
}

/// `class` since Tiled 1.9, `type` before and for objects again since 1.10.
fn class(node: Node<'_, '_>) -> String {
    node.attribute("type").or_else(|| node.attribute("class")).unwrap_or_default().to_owned()
}

fn set(node: Node<'_, '_>) -> Result<Set, Bad> {
    let first = u32::try_from(whole(node, "firstgid")?).unwrap_or(0);
    let mut set = Set {
        first,
        source: node.attribute("source").map(ToOwned::to_owned),
        name: node.attribute("name").unwrap_or_default().to_owned(),
        ..Set::default()
    };
    for tile in node.children().filter(|child| child.has_tag_name("tile")) {
        let id = u32::try_from(whole(tile, "id")?).map_err(|_| Bad::new("has a tile with a negative id"))?;
        let shapes = tile.children().filter(|child| child.has_tag_name("objectgroup"));
        let has_shapes = shapes.flat_map(|group| group.children()).any(|child| child.has_tag_name("object"));
        set.tiles.insert(id, Tile { class: class(tile), fields: fields(tile), has_shapes });
    }
    Ok(set)
}

fn layers(
    parent: Node<'_, '_>,
    before: &str,
    shows: bool,
    moved: (f64, f64),
    depth: usize,
    map: &mut Map,
) -> Result<(), Bad> {
    if depth > MAX_DEPTH {
        return bad(format!("has groups in groups, expected at most {MAX_DEPTH} deep"));
    }
    for node in parent.children().filter(Node::is_element) {
        let kind = node.tag_name().name();
        if !["layer", "objectgroup", "imagelayer", "group"].contains(&kind) {
            continue;
        }
        let name = format!("{before}{}", node.attribute("name").unwrap_or_default());
        let visible = shows && node.attribute("visible") != Some("0");
        let offset = (moved.0 + number(node, "offsetx")?, moved.1 + number(node, "offsety")?);
        if kind == "group" {
            layers(node, &format!("{name}/"), visible, offset, depth + 1, map)?;
            continue;
        }
        if map.layers.len() == MAX_LAYERS {
            return bad(format!("has more than {MAX_LAYERS} layers"));
        }
        let content = match kind {
            "layer" => Content::Tiles(chunks(node)?),
            "objectgroup" => Content::Objects(objects(node)?),
            _ => Content::Other,
        };
        map.layers.push(Layer { name, class: class(node), fields: fields(node), visible, offset, content });
    }
    Ok(())
}

fn chunks(layer: Node<'_, '_>) -> Result<Vec<Chunk>, Bad> {
    let Some(data) = layer.children().find(|child| child.has_tag_name("data")) else { return Ok(Vec::new()) };
    let coding = Coding {
        encoding: data.attribute("encoding").unwrap_or_default(),
        compression: data.attribute("compression").unwrap_or_default(),
    };
    let parts: Vec<Node<'_, '_>> = data.children().filter(|child| child.has_tag_name("chunk")).collect();
    let whole_layer = parts.is_empty().then_some((layer, data)).into_iter();
    let mut chunks = Vec::new();
    let mut total = 0;
    for (sized, filled) in parts.into_iter().map(|part| (part, part)).chain(whole_layer) {
        let (mut chunk, count) =
            data::chunk(whole(sized, "x")?, whole(sized, "y")?, whole(sized, "width")?, whole(sized, "height")?)?;
        total += count;
        data::total(total)?;
        chunk.tiles = if coding.encoding.is_empty() {
            let tiles = filled.children().filter(|child| child.has_tag_name("tile"));
            let read = tiles.map(|tile| Ok(u32::try_from(whole(tile, "gid")?).unwrap_or(0)));
            data::counted(read.collect::<Result<_, Bad>>()?, count)?
        } else {
            data::tiles(filled.text().unwrap_or_default(), coding, count)?
        };
        chunks.push(chunk);
    }
    Ok(chunks)
}

fn objects(layer: Node<'_, '_>) -> Result<Vec<Object>, Bad> {
    let mut found = Vec::new();
    for node in layer.children().filter(|child| child.has_tag_name("object")) {
        if found.len() == MAX_OBJECTS {
            return bad(format!("has a layer of more than {MAX_OBJECTS} objects"));
        }
        let child = |name: &str| node.children().find(|child| child.has_tag_name(name));
        let form = if child("point").is_some() {
            Form::Point
        } else if child("ellipse").is_some() {
            Form::Ellipse
        } else if let Some(polygon) = child("polygon") {
            Form::Polygon(corners(polygon.attribute("points").unwrap_or_default())?)
        } else if child("polyline").is_some() {
            Form::Line
        } else if child("text").is_some() {
            Form::Text
        } else {
            Form::Box
        };
        found.push(Object {
            id: node.attribute("id").unwrap_or_default().to_owned(),
            name: node.attribute("name").unwrap_or_default().to_owned(),
            class: class(node),
            at: (number(node, "x")?, number(node, "y")?),
            size: (number(node, "width")?, number(node, "height")?),
            turned: number(node, "rotation")?,
            tile: node.attribute("gid").and_then(|gid| gid.parse().ok()),
            form,
            template: node.attribute("template").is_some(),
            fields: fields(node),
        });
    }
    Ok(found)
}

fn corners(text: &str) -> Result<Vec<(f64, f64)>, Bad> {
    let mut found = Vec::new();
    for pair in text.split_whitespace() {
        let parsed = pair.split_once(',').and_then(|(x, y)| Some((x.parse::<f64>().ok()?, y.parse::<f64>().ok()?)));
        match parsed.filter(|(x, y)| x.is_finite() && y.is_finite()) {
            Some(corner) if found.len() < MAX_CORNERS => found.push(corner),
            Some(_) => return bad(format!("has a polygon of more than {MAX_CORNERS} corners")),
            None => return bad(format!("has a polygon with the corner {}, expected as in \"16,0\"", shown(pair))),
        }
    }
    Ok(found)
}
