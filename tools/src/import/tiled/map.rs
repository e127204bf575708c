//! A Tiled map, whichever way it was written down.

use std::collections::BTreeMap;

/// Properties by name, as text.
pub type Fields = BTreeMap<String, String>;

/// Most tilesets of a map.
pub const MAX_SETS: usize = 64;
/// Most layers of a map, and how deep groups nest.
pub const MAX_LAYERS: usize = 128;
/// How deep groups nest.
pub const MAX_DEPTH: usize = 16;
/// Most objects of a map.
pub const MAX_OBJECTS: usize = 5000;
/// Most corners of a polygon.
pub const MAX_CORNERS: usize = 256;
/// Most tiles of a layer.
pub const MAX_TILES: usize = 1024 * 1024;

/// A map.
#[derive(Debug, Clone, Default)]
pub struct Map {
    /// Width and height in tiles; what infinite maps say isn't what they hold.
    pub size: (i64, i64),
    /// Width and height of a tile in pixels.
    pub tile: (f64, f64),
    /// "orthogonal" and others.
    pub orientation: String,
    /// Whether its layers come in chunks.
    pub infinite: bool,
    /// Its properties.
    pub fields: Fields,
    /// Its tilesets.
    pub sets: Vec<Set>,
    /// Its layers from the bottom up; groups are taken apart, their names put in front.
    pub layers: Vec<Layer>,
}

/// A tileset.
#[derive(Debug, Clone, Default)]
pub struct Set {
    /// The number of its first tile.
    pub first: u32,
    /// The file it is in, where it isn't in the map.
    pub source: Option<String>,
    /// Its name.
    pub name: String,
    /// What is said about its tiles.
    pub tiles: BTreeMap<u32, Tile>,
}

/// What a tileset says of a tile.
#[derive(Debug, Clone, Default)]
pub struct Tile {
    /// Its class.
    pub class: String,
    /// Its properties.
    pub fields: Fields,
    /// Whether shapes of collision are drawn on it.
    pub has_shapes: bool,
}

/// A layer.
#[derive(Debug, Clone, Default)]
pub struct Layer {
    /// Its name, behind those of its groups.
    pub name: String,
    /// Its class.
    pub class: String,
    /// Its properties.
    pub fields: Fields,
    /// Whether it shows.
    pub visible: bool,
    /// How far it is moved, in pixels.
    pub offset: (f64, f64),
    /// What is on it.
    pub content: Content,
}

/// What is on a layer.
#[derive(Debug, Clone, Default)]
pub enum Content {
    /// Tiles.
    Tiles(Vec<Chunk>),
    /// Objects.
    Objects(Vec<Object>),
    /// Pictures, and whatever else isn't known.
    #[default]
    Other,
}

/// A rectangle of tiles.
#[derive(Debug, Clone, Default)]
pub struct Chunk {
    /// Column of its first tile.
    pub x: i64,
    /// Row of its first tile.
    pub y: i64,
    /// Its width in tiles, 1 or more.
    pub width: i64,
    /// Numbers of tiles row by row; 0 is none.
    pub tiles: Vec<u32>,
}

/// An object, measured in pixels.
#[derive(Debug, Clone, Default)]
pub struct Object {
    /// Its number.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Its class.
    pub class: String,
    /// Where it is.
    pub at: (f64, f64),
    /// Its width and height.
    pub size: (f64, f64),
    /// How far it is turned, in degrees.
    pub turned: f64,
    /// The tile it shows.
    pub tile: Option<u32>,
    /// What it is.
    pub form: Form,
    /// Whether it takes after a file.
    pub template: bool,
    /// Its properties.
    pub fields: Fields,
}

/// What an object is.
#[derive(Debug, Clone, Default, PartialEq)]
pub enum Form {
    /// A rectangle, or a point where it has no size.
    #[default]
    Box,
    /// A point.
    Point,
    /// An ellipse.
    Ellipse,
    /// A polygon, from where the object is.
    Polygon(Vec<(f64, f64)>),
    /// An open line.
    Line,
    /// A text.
    Text,
}
