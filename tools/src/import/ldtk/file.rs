//! LDtk projects as their JSON has them: what an importer needs of it.

use serde::Deserialize;
use serde_json::Value;

/// Most levels of a project.
pub const MAX_LEVELS: usize = 64;
/// Most layers of a level.
pub const MAX_LAYERS: usize = 128;
/// Most entities of a layer.
pub const MAX_ENTITIES: usize = 5000;

/// A project.
#[derive(Debug, Deserialize)]
pub struct Project {
    /// Which version of the format it is.
    #[serde(rename = "jsonVersion", default)]
    pub version: String,
    /// Whether levels are in files of their own.
    #[serde(rename = "externalLevels", default)]
    pub external_levels: bool,
    /// What layers and tilesets there are.
    #[serde(default)]
    pub defs: Defs,
    /// Levels, where there is one world.
    #[serde(default)]
    pub levels: Vec<Level>,
    /// Worlds, where there are several.
    #[serde(default)]
    pub worlds: Vec<World>,
}

/// One world of several.
#[derive(Debug, Deserialize)]
pub struct World {
    /// Its levels.
    #[serde(default)]
    pub levels: Vec<Level>,
}

/// Definitions.
#[derive(Debug, Default, Deserialize)]
pub struct Defs {
    /// Layers.
    #[serde(default)]
    pub layers: Vec<LayerDef>,
    /// Tilesets.
    #[serde(default)]
    pub tilesets: Vec<SetDef>,
}

/// What a layer's numbers mean.
#[derive(Debug, Deserialize)]
pub struct LayerDef {
    /// Its number.
    pub uid: i64,
    /// Values by name.
    #[serde(rename = "intGridValues", default)]
    pub values: Vec<ValueDef>,
}

/// What one number means.
#[derive(Debug, Deserialize)]
pub struct ValueDef {
    /// The number.
    pub value: i64,
    /// Its name.
    #[serde(default)]
    pub identifier: Option<String>,
}

/// What a tileset's tiles mean.
#[derive(Debug, Deserialize)]
pub struct SetDef {
    /// Its number.
    pub uid: i64,
    /// Its name.
    #[serde(default)]
    pub identifier: String,
    /// Tiles by tag.
    #[serde(rename = "enumTags", default)]
    pub tags: Vec<Tags>,
    /// Texts by tile.
    #[serde(rename = "customData", default)]
    pub texts: Vec<Text>,
}

/// Tiles with a tag.
#[derive(Debug, Deserialize)]
pub struct Tags {
    /// The tag.
    #[serde(rename = "enumValueId")]
    pub name: String,
    /// The tiles.
    #[serde(rename = "tileIds", default)]
    pub tiles: Vec<i64>,
}

/// A tile's text.
#[derive(Debug, Deserialize)]
pub struct Text {
    /// The tile.
    #[serde(rename = "tileId")]
    pub tile: i64,
    /// Its text.
    #[serde(default)]
    pub data: String,
}

/// A level.
#[derive(Debug, Deserialize)]
pub struct Level {
    /// Its name.
    pub identifier: String,
    /// Its identity.
    #[serde(default)]
    pub iid: String,
    /// Width in pixels.
    #[serde(rename = "pxWid")]
    pub width: i64,
    /// Height in pixels.
    #[serde(rename = "pxHei")]
    pub height: i64,
    /// The file its layers are in.
    #[serde(rename = "externalRelPath", default)]
    pub file: Option<String>,
    /// Its properties.
    #[serde(rename = "fieldInstances", default)]
    pub fields: Vec<Field>,
    /// Its layers from the top down.
    #[serde(rename = "layerInstances", default)]
    pub layers: Option<Vec<Layer>>,
}

/// A property.
#[derive(Debug, Deserialize)]
pub struct Field {
    /// Its name.
    #[serde(rename = "__identifier")]
    pub name: String,
    /// What it is.
    #[serde(rename = "__value", default)]
    pub value: Value,
}

/// A layer of a level.
#[derive(Debug, Deserialize)]
pub struct Layer {
    /// Its name.
    #[serde(rename = "__identifier")]
    pub name: String,
    /// "IntGrid", "Entities", "Tiles" or "AutoLayer".
    #[serde(rename = "__type")]
    pub kind: String,
    /// Columns.
    #[serde(rename = "__cWid", default)]
    pub columns: i64,
    /// Pixels of a cell.
    #[serde(rename = "__gridSize")]
    pub grid: i64,
    /// Its definition.
    #[serde(rename = "layerDefUid", default)]
    pub def: i64,
    /// Its tileset.
    #[serde(rename = "__tilesetDefUid", default)]
    pub set: Option<i64>,
    /// Whether it shows.
    #[serde(default = "yes")]
    pub visible: bool,
    /// How far it is moved, in pixels.
    #[serde(rename = "__pxTotalOffsetX", default)]
    pub moved_x: i64,
    /// How far it is moved, in pixels.
    #[serde(rename = "__pxTotalOffsetY", default)]
    pub moved_y: i64,
    /// Numbers of cells, row by row.
    #[serde(rename = "intGridCsv", default)]
    pub numbers: Vec<i64>,
    /// Tiles that were placed by hand.
    #[serde(rename = "gridTiles", default)]
    pub tiles: Vec<Tile>,
    /// Tiles that rules placed.
    #[serde(rename = "autoLayerTiles", default)]
    pub auto_tiles: Vec<Tile>,
    /// Entities.
    #[serde(rename = "entityInstances", default)]
    pub entities: Vec<Entity>,
}

const fn yes() -> bool {
    true
}

/// A tile at its place.
#[derive(Debug, Deserialize)]
pub struct Tile {
    /// Where, in pixels.
    pub px: (i64, i64),
    /// Which.
    #[serde(rename = "t", default)]
    pub id: i64,
}

/// An entity.
#[derive(Debug, Deserialize)]
pub struct Entity {
    /// Its class.
    #[serde(rename = "__identifier")]
    pub class: String,
    /// Its identity.
    #[serde(default)]
    pub iid: String,
    /// Where its pivot is, in pixels.
    pub px: (f64, f64),
    /// Its pivot, 0 to 1 each way.
    #[serde(rename = "__pivot", default)]
    pub pivot: (f64, f64),
    /// Its width in pixels.
    #[serde(default)]
    pub width: f64,
    /// Its height in pixels.
    #[serde(default)]
    pub height: f64,
    /// Its properties.
    #[serde(rename = "fieldInstances", default)]
    pub fields: Vec<Field>,
}
