//! Atlases: one PNG and the description of the sprites in it, written by the art compiler.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::locate::Step::{Text, Word};
use super::{Problem, Source, hint, nearest_name};

/// Largest width and height of an atlas in pixels; every graphics card takes that.
const LARGEST: u32 = 4096;

/// A packed picture and every sprite in it, by name (`*.atlas.ron`, beside its PNG).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AtlasDef {
    /// File name of the PNG, relative to this file.
    pub image: String,
    /// Width and height of the PNG in pixels.
    pub size: (u32, u32),
    /// Every sprite by its name.
    #[serde(deserialize_with = "super::unique::map")]
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

impl AtlasDef {
    /// Frames that lie outside of the picture or differ in size, and glows that aren't there.
    #[must_use]
    pub fn problems(&self, source: &Source) -> Vec<Problem> {
        let mut found = Vec::new();
        let (width, height) = self.size;
        if !(1..=LARGEST).contains(&width) || !(1..=LARGEST).contains(&height) {
            let message = format!("size is {width} by {height} pixels, expected 1 to {LARGEST} each way");
            found.push(source.problem(&[Word("size")], message));
        }
        for (name, sprite) in &self.sprites {
            let mut say = |field: &str, message: String| {
                let place = [Word("sprites"), Text(name), Word(field)];
                found.push(source.problem(&place, format!("the sprite {name:?} {message}")));
            };
            let Some(&(_, _, first_width, first_height)) = sprite.frames.first() else {
                say("frames", "has no frames, expected at least one".into());
                continue;
            };
            if let Some((x, y, w, h)) = sprite.frames.iter().find(|(x, y, w, h)| {
                let fits =
                    |from: u32, long: u32, all: u32| long > 0 && from.checked_add(long).is_some_and(|to| to <= all);
                !fits(*x, *w, width) || !fits(*y, *h, height)
            }) {
                let message = format!(
                    "has a frame at ({x}, {y}) of {w} by {h} pixels, expected it inside the picture of {width} by {height}"
                );
                say("frames", message);
            } else if let Some((_, _, w, h)) =
                sprite.frames.iter().find(|(_, _, w, h)| (*w, *h) != (first_width, first_height))
            {
                let message = format!(
                    "has a frame of {w} by {h} pixels, expected {first_width} by {first_height} like the first"
                );
                say("frames", message);
            }
            if sprite.frames.len() > 1 && sprite.frame_ms == 0 {
                say(
                    "frames",
                    format!("has {} frames, expected frame_ms to say how long each shows", sprite.frames.len()),
                );
            }
            if let Some((left, top, right, bottom)) = sprite.slice {
                let fits = |a: u32, b: u32, all: u32| a.checked_add(b).is_some_and(|both| both <= all);
                if !fits(left, right, first_width) || !fits(top, bottom, first_height) {
                    say("slice", format!("is sliced wider than its {first_width} by {first_height} pixels"));
                }
            }
            if let Some(glow) = sprite.glow.as_ref().filter(|glow| !self.sprites.contains_key(*glow)) {
                let near = nearest_name(glow, self.sprites.keys().map(String::as_str));
                say("glow", format!("glows by {glow:?}, which isn't in the atlas{}", hint(near)));
            }
        }
        found
    }
}
