//! Props: everything that stands in a scene, with its footprint and its light.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::locate::Step::{Text, Word};
use super::{Problem, Source};
use crate::world::Facing;

/// Farthest that footprints and seats reach from a prop's tile, in tiles.
const REACH: i32 = 32;

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

/// Footprints, seats and lights that are out of all proportion.
#[must_use]
pub fn problems(props: &PropCatalogue, source: &Source) -> Vec<Problem> {
    let mut found = Vec::new();
    let near = |n: i32| (-REACH..=REACH).contains(&n);
    for (name, def) in props {
        let mut say = |field: &str, message: String| {
            found.push(source.problem(&[Text(name), Word(field)], format!("{name:?} {message}")));
        };
        for &(x, y, width, height) in &def.solid {
            let fits = |n: u32| i32::try_from(n).is_ok_and(|n| (1..=REACH).contains(&n));
            if !(near(x) && near(y) && fits(width) && fits(height)) {
                say(
                    "solid",
                    format!(
                        "is solid from ({x}, {y}) for {width} by {height} tiles, expected 1 to {REACH} tiles near it"
                    ),
                );
            }
        }
        for &(x, y, _) in def.seats.iter().filter(|(x, y, _)| !near(*x) || !near(*y)) {
            say("seats", format!("has a seat {x} and {y} tiles away, expected at most {REACH}"));
        }
        if let Some(light) = def.light.as_ref().filter(|light| !(1..=512).contains(&light.radius)) {
            say("radius", format!("shines {} pixels far, expected 1 to 512", light.radius));
        }
    }
    found
}
