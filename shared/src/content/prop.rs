//! Props: everything that stands in a scene, with its footprint and its light.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::world::Facing;

/// Every prop that scenes may place, by name (`props.ron`).
pub type PropCatalogue = BTreeMap<String, PropDef>;

/// What a prop looks like and how it gets in the way.
///
/// A prop stands on a tile: its sprite's anchor is put on the bottom centre of that tile.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PropDef {
    /// Sprite in the `props` atlas.
    pub sprite: String,
    /// Solid tiles as `(x, y, width, height)` in tiles, relative to the prop's tile (negative is left and up).
    #[serde(default)]
    pub solid: Vec<(i32, i32, u32, u32)>,
    /// Light that the prop gives after dark.
    #[serde(default)]
    pub light: Option<LightDef>,
    /// Places to sit: tile relative to the prop's tile and the way one faces.
    #[serde(default)]
    pub seats: Vec<(i32, i32, Facing)>,
    /// Drawn flat on the ground (rugs, flower beds), under everybody's feet.
    #[serde(default)]
    pub flat: bool,
    /// Sound that loops near it, by name.
    #[serde(default)]
    pub sound: Option<String>,
}

/// A pool of light.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LightDef {
    /// Radius in pixels.
    pub radius: u32,
    /// Centre in pixels relative to the bottom centre of the prop's tile (negative y is up).
    pub at: (i32, i32),
    /// Palette colour of the light.
    pub colour: String,
}
