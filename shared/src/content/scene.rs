//! Scenes: the ground, what stands on it, and where its doors lead (`*.scene.ron`).

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::ids::Key;
use crate::world::{Facing, TilePos};

/// A scene as its designer wrote it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SceneDef {
    /// The name people see.
    pub name: String,
    /// One sentence that the town says when somebody arrives.
    pub welcome: String,
    /// Width and height in tiles; each 8..=250.
    pub size: (u8, u8),
    /// Whether day and night colour it.
    pub outdoors: bool,
    /// Which ground each letter of `ground` stands for.
    #[serde(deserialize_with = "super::unique::map")]
    pub legend: BTreeMap<char, String>,
    /// One line of letters for each row of tiles, `size.1` lines of `size.0` letters.
    pub ground: Vec<String>,
    /// What stands in the scene.
    pub props: Vec<PlacedProp>,
    /// Where new arrivals appear; at least one, all on free tiles.
    pub arrivals: Vec<TilePos>,
    /// Doors to other scenes, by name.
    #[serde(deserialize_with = "super::unique::map")]
    pub doors: BTreeMap<String, DoorDef>,
    /// Named places where somebody can stand or sit, used by schedules.
    #[serde(deserialize_with = "super::unique::map")]
    pub spots: BTreeMap<String, SpotDef>,
    /// Where a game that is going on is shown to everybody who is there.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stage: Option<StageDef>,
}

/// A board on which the game at one of the tables is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StageDef {
    /// Its upper left tile.
    pub at: TilePos,
    /// Its width and height in tiles; each 2..=24.
    pub size: (u8, u8),
}

/// A prop at its place.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PlacedProp {
    /// Name in the catalogue.
    pub prop: String,
    /// The tile it stands on.
    pub at: TilePos,
}

/// A door: who steps on its tile walks out of the other one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DoorDef {
    /// The tile one steps on; must be walkable.
    pub at: TilePos,
    /// The scene behind it.
    pub to_scene: String,
    /// The door of that scene one comes out of.
    pub to_door: String,
    /// Where one stands after coming out of this door, and which way one looks; not a door tile itself.
    pub step_out: TilePos,
    /// The way one looks after coming out.
    pub facing: Facing,
}

/// A named place.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SpotDef {
    /// Its tile; must be walkable or a seat.
    pub at: TilePos,
    /// The way one faces there.
    pub facing: Facing,
    /// Whether one sits.
    #[serde(default)]
    pub sit: bool,
    /// How a person names the place in a sentence, with its article: "the fountain".
    pub called: String,
    /// The table of the Game Hall it belongs to: players who sit here play there. Only for seats.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub table: Option<Key>,
}

/// The grounds that scenes are made of (`grounds.ron`), in drawing order: later ones lap over earlier ones.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct GroundDef {
    /// Name used in legends and, as `NAME/…`, in the `grounds` atlas.
    pub name: String,
    /// Whether one can't walk on it (water, walls).
    #[serde(default)]
    pub solid: bool,
    /// Which step sound it gives.
    pub step: String,
}
