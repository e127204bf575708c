//! Atlases: one PNG and the description of the sprites in it, written by the art compiler.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// A packed picture and every sprite in it, by name (`*.atlas.ron`, beside its PNG).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AtlasDef {
    /// File name of the PNG, relative to this file.
    pub image: String,
    /// Width and height of the PNG in pixels.
    pub size: (u32, u32),
    /// Every sprite by its name.
    pub sprites: BTreeMap<String, SpriteDef>,
}

/// One sprite: its frames and where it stands on the ground.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SpriteDef {
    /// `(x, y, width, height)` of each frame in pixels, from the upper left; never empty.
    pub frames: Vec<(u32, u32, u32, u32)>,
    /// The point of a frame that stands on its place in the world, in pixels from the frame's upper left.
    pub anchor: (i32, i32),
    /// How long each frame shows in milliseconds; 0 for a still picture.
    #[serde(default)]
    pub frame_ms: u32,
    /// The sprite of the same shape that glows at night (lamps, windows), drawn unshaded above this one.
    #[serde(default)]
    pub glow: Option<String>,
    /// Nine-slice margins `(left, top, right, bottom)` in pixels, for frames and buttons.
    #[serde(default)]
    pub slice: Option<(u32, u32, u32, u32)>,
}
