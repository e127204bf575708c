//! Looks: which layers and colours make one person out of many.

use serde::{Deserialize, Serialize};

/// How a person looks: an index into each list of `people.ron`, taken modulo its length, so that
/// every value is a valid look and old clients can draw new ones.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Looks {
    /// Body: build and stance.
    #[serde(default)]
    pub body: u8,
    /// Skin ramp.
    #[serde(default)]
    pub skin: u8,
    /// Hair style.
    #[serde(default)]
    pub hair: u8,
    /// Hair ramp.
    #[serde(default)]
    pub hair_colour: u8,
    /// Top garment.
    #[serde(default)]
    pub top: u8,
    /// Cloth ramp of the top.
    #[serde(default)]
    pub top_colour: u8,
    /// Legs garment.
    #[serde(default)]
    pub legs: u8,
    /// Cloth ramp of the legs.
    #[serde(default)]
    pub legs_colour: u8,
    /// Accessory that makes the silhouette; 0 is none.
    #[serde(default)]
    pub extra: u8,
    /// Cloth ramp of the accessory.
    #[serde(default)]
    pub extra_colour: u8,
}

/// What people can be made of (`people.ron`), written by the art compiler.
///
/// The `people` atlas holds, for every part, the sprites `PART/ACTION/WAY` where ACTION is one of
/// [`PeopleDef::ACTIONS`] and WAY is `down`, `up` or `side` (side looks right; left is mirrored).
/// Pixels of a part are drawn in key colours, replaced by a ramp when the person is composed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PeopleDef {
    /// Width and height of every frame in pixels.
    pub frame: (u32, u32),
    /// The point between the feet, in pixels from a frame's upper left.
    pub anchor: (i32, i32),
    /// Parts by slot, drawn in this order: `body`, `legs`, `top`, `hair`, `extra`.
    pub bodies: Vec<String>,
    /// Leg garments.
    pub legs: Vec<String>,
    /// Top garments.
    pub tops: Vec<String>,
    /// Hair styles.
    pub hair: Vec<String>,
    /// Accessories; the first is the empty string, for none.
    pub extras: Vec<String>,
    /// The five key colours `#rrggbb` of each recolourable slot, darkest first, as they stand in the atlas.
    pub keys: KeyColours,
    /// Skin ramps, each five colours `#rrggbb`, darkest first.
    pub skins: Vec<Vec<String>>,
    /// Hair ramps.
    pub hair_colours: Vec<Vec<String>>,
    /// Cloth ramps, for tops, legs and accessories.
    pub cloths: Vec<Vec<String>>,
}

impl PeopleDef {
    /// Every action a person can be drawn in.
    pub const ACTIONS: [&'static str; 5] = ["idle", "walk", "talk", "sit", "wave"];
}

/// Key colours of each slot.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct KeyColours {
    /// Skin.
    pub skin: Vec<String>,
    /// Hair.
    pub hair: Vec<String>,
    /// Cloth of whichever garment or accessory the part is.
    pub cloth: Vec<String>,
}
