//! People: layered, recolourable, animated figures from hand-drawn pieces and pose lists.

pub mod compose;
pub mod layer;
pub mod source;

use std::path::Path;

use anyhow::{Context as _, Result, bail};
use shared::content::looks::{KeyColours, PeopleDef};

use self::layer::{Dot, Layer};
use self::source::{Part, Sources};
use super::canvas::{Canvas, Rgba};
use super::pack::{self, Sprite};
use super::palette::Palette;

/// Width of every frame.
pub const WIDTH: i32 = 24;
/// Height of every frame.
pub const HEIGHT: i32 = 34;
/// How far down the drawings stand in a frame, so that hats have room above.
pub const LIFT: i32 = 2;
/// The point between the feet.
pub const ANCHOR: (i32, i32) = (12, 32);
/// The ways a person can face; left is `side` in a mirror.
pub const WAYS: [&str; 3] = ["down", "up", "side"];

/// How many frames each action has and how long one shows.
pub const TIMING: [(&str, usize, u32); 5] =
    [("idle", 4, 320), ("walk", 4, 125), ("talk", 4, 160), ("sit", 2, 700), ("wave", 4, 140)];

/// Every part drawn in every action and way, and what describes them.
#[derive(Debug, Clone)]
pub struct People {
    /// The description that the game reads.
    pub def: PeopleDef,
    /// Sprites `PART/ACTION/WAY` in key colours.
    pub sprites: Vec<Sprite>,
}

/// The key colour of a tone of a slot, as it stands in the atlas.
fn key(kind: u8, tone: u8) -> Rgba {
    let light = 55 + tone.min(4) * 50;
    match kind {
        0 => [light, 0, 1, 255],
        1 => [0, light, 2, 255],
        _ => [3, 0, light, 255],
    }
}

fn hex(colour: Rgba) -> String {
    let [r, g, b, _] = colour;
    format!("#{r:02x}{g:02x}{b:02x}")
}

/// Draws all people from the sources under `art`.
pub fn draw(art: &Path, palette: &Palette) -> Result<People> {
    let sources = source::read(&art.join("people"), palette)?;
    let mut sprites = Vec::new();
    for part in &sources.parts {
        for (action, count, frame_ms) in TIMING {
            for way in WAYS {
                let mut frames = Vec::new();
                for pose in sources.poses.iter().filter(|p| p.action == action && p.way == way) {
                    frames.push(picture(&sources, palette, &layer::draw(&sources, part, pose)?)?);
                }
                if frames.len() != count {
                    bail!("people/poses.txt: {action} {way} has {} frames, expected {count}", frames.len());
                }
                sprites.push(Sprite::moving(format!("{}/{action}/{way}", part.name), frames, frame_ms, ANCHOR));
            }
        }
    }
    Ok(People { def: describe(&sources, palette), sprites })
}

fn picture(sources: &Sources, palette: &Palette, layer: &Layer) -> Result<Canvas> {
    let mut canvas = Canvas::new(WIDTH, HEIGHT);
    for y in 0..HEIGHT {
        for x in 0..WIDTH {
            let colour = match layer.get(x, y) {
                None => continue,
                Some(Dot::Skin(tone)) => key(0, tone),
                Some(Dot::Hair(tone)) => key(1, tone),
                Some(Dot::Cloth(tone)) => key(2, tone),
                Some(Dot::Ink(c)) => {
                    let ink = sources.inks.get(&c).with_context(|| format!("people/inks.txt: no ink `{c}`"))?;
                    palette.rgba(&ink.colour)
                }
            };
            canvas.set(x, y, colour);
        }
    }
    Ok(canvas)
}

fn describe(sources: &Sources, palette: &Palette) -> PeopleDef {
    let names = |slot: &str| -> Vec<String> {
        sources.parts.iter().filter(|p| p.slot == slot).map(|p: &Part| p.name.clone()).collect()
    };
    let ramps = |kind: &str| -> Vec<Vec<String>> {
        let all = sources.ramps.get(kind).map(Vec::as_slice).unwrap_or_default();
        all.iter().map(|ramp| ramp.iter().map(|name| hex(palette.rgba(name))).collect()).collect()
    };
    let keys = |kind: u8| (0..5).map(|tone| hex(key(kind, tone))).collect();
    let size = |n: i32| u32::try_from(n).unwrap_or(0);
    PeopleDef {
        frame: (size(WIDTH), size(HEIGHT)),
        anchor: ANCHOR,
        bodies: names("body"),
        legs: names("legs"),
        tops: names("top"),
        hair: names("hair"),
        extras: std::iter::once(String::new()).chain(names("extra")).collect(),
        keys: KeyColours { skin: keys(0), hair: keys(1), cloth: keys(2) },
        skins: ramps("skin"),
        hair_colours: ramps("hair"),
        cloths: ramps("cloth"),
    }
}

/// The palette that the atlas may use: fixed inks and key colours.
fn keyed(sources: &Sources, palette: &Palette) -> Result<Palette> {
    let mut text = String::new();
    let mut seen = Vec::new();
    for ink in sources.inks.values() {
        if !seen.contains(&ink.colour) {
            text += &format!("{} {}\n", ink.colour, hex(palette.rgba(&ink.colour)));
            seen.push(ink.colour.clone());
        }
    }
    for kind in 0..3 {
        for tone in 0..5 {
            text += &format!("key{kind}{tone} {}\n", hex(key(kind, tone)));
        }
    }
    Ok(Palette::parse("people/inks.txt", &text)?)
}

/// Writes the people atlas into `out`.
pub fn build(art: &Path, out: &Path, palette: &Palette) -> Result<()> {
    let people = draw(art, palette)?;
    let sources = source::read(&art.join("people"), palette)?;
    pack::write(out, "people", &people.sprites, &keyed(&sources, palette)?, 1024)
}

/// The text of `people.ron`.
pub fn description(art: &Path, palette: &Palette) -> Result<String> {
    let sources = source::read(&art.join("people"), palette)?;
    let style = ron::ser::PrettyConfig::new().depth_limit(2).compact_arrays(true).new_line("\n".to_owned());
    Ok(ron::ser::to_string_pretty(&describe(&sources, palette), style)? + "\n")
}

#[cfg(test)]
mod tests;
