//! Puts one person together from parts and ramps, as the game does, for previews and tests.

use shared::content::looks::{Looks, PeopleDef};

use super::{HEIGHT, People, WIDTH};
use crate::art::canvas::{Canvas, Rgba};

/// One frame of a person; `way` may be `left`. Parts or frames that don't exist draw nothing.
#[must_use]
pub fn compose(people: &People, looks: Looks, action: &str, way: &str, frame: usize) -> Canvas {
    let def = &people.def;
    let slots = [
        (pick(&def.bodies, looks.body), looks.top_colour),
        (pick(&def.legs, looks.legs), looks.legs_colour),
        (pick(&def.tops, looks.top), looks.top_colour),
        (pick(&def.hair, looks.hair), looks.hair_colour),
        (pick(&def.extras, looks.extra), looks.extra_colour),
    ];
    let drawn = if way == "left" { "side" } else { way };
    let mut out = Canvas::new(WIDTH, HEIGHT);
    for (part, cloth) in slots {
        let Some(part) = part else { continue };
        let name = format!("{part}/{action}/{drawn}");
        let Some(sprite) = people.sprites.iter().find(|s| s.name == name) else { continue };
        let mut picture = sprite.frames[frame % sprite.frames.len()].clone();
        picture.replace(&swaps(def, looks, cloth));
        out.blit(&picture, 0, 0);
    }
    if way == "left" { out.mirrored() } else { out }
}

fn pick<T>(list: &[T], index: u8) -> Option<&T> {
    if list.is_empty() { None } else { list.get(usize::from(index) % list.len()) }
}

/// Key colours and what replaces them: all three ramps, for any part may show skin or hair.
fn swaps(def: &PeopleDef, looks: Looks, cloth: u8) -> Vec<(Rgba, Rgba)> {
    let kinds = [
        (&def.keys.skin, pick(&def.skins, looks.skin)),
        (&def.keys.hair, pick(&def.hair_colours, looks.hair_colour)),
        (&def.keys.cloth, pick(&def.cloths, cloth)),
    ];
    let mut pairs = Vec::new();
    for (keys, ramp) in kinds {
        for (from, to) in keys.iter().zip(ramp.into_iter().flatten()) {
            pairs.push((colour(from), colour(to)));
        }
    }
    pairs
}

fn colour(hex: &str) -> Rgba {
    let value = u32::from_str_radix(hex.trim_start_matches('#'), 16).unwrap_or(0x00ff_00ff);
    let [_, r, g, b] = value.to_be_bytes();
    [r, g, b, 255]
}
