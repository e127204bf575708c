//! People: layered parts dyed in a person's colours, one texture for each distinct look.

use std::collections::HashMap;

use bevy::prelude::*;
use bevy::render::render_resource::TextureFormat;
use shared::content::looks::{Looks, PeopleDef};
use shared::world::Facing;

use super::Sprites;
use super::paint::{Canvas, Rgba};

/// Most sheets kept; the one that was asked for longest ago goes first. A sheet takes about 180 KB.
const SHEETS: usize = 160;

/// Columns of a sheet: most frames that an action has.
const COLUMNS: u32 = 4;

/// The ways that are drawn; left is `side` in a mirror.
const WAYS: [&str; 3] = ["down", "up", "side"];

/// What a person is drawn doing, in the order of [`PeopleDef::ACTIONS`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Action {
    /// Standing.
    #[default]
    Idle,
    /// Walking.
    Walk,
    /// Speaking, standing.
    Talk,
    /// Sitting.
    Sit,
    /// Waving hello.
    Wave,
}

/// Everything people are made of, and the sheets made so far.
#[derive(Resource, Debug, Default)]
pub struct Wardrobe {
    def: Option<PeopleDef>,
    sheets: HashMap<Looks, Sheet>,
    asked: u64,
}

#[derive(Debug)]
struct Sheet {
    image: Handle<Image>,
    outline: Option<Handle<Image>>,
    asked: u64,
}

impl Wardrobe {
    /// Takes what people can be made of.
    pub fn open(&mut self, def: PeopleDef) {
        self.def = Some(def);
        self.forget();
    }

    /// Drops every sheet, so that they are made anew.
    pub fn forget(&mut self) {
        self.sheets.clear();
    }

    /// What people can be made of, once loaded.
    #[must_use]
    pub const fn def(&self) -> Option<&PeopleDef> {
        self.def.as_ref()
    }

    /// The sheet of a look, made now if it is new; `None` while the parts aren't loaded.
    pub fn sheet(&mut self, looks: Looks, sprites: &Sprites, images: &mut Assets<Image>) -> Option<Handle<Image>> {
        self.asked += 1;
        if let Some(sheet) = self.sheets.get_mut(&looks) {
            sheet.asked = self.asked;
            return Some(sheet.image.clone());
        }
        let canvas = compose(self.def.as_ref()?, looks, sprites, images)?;
        if self.sheets.len() >= SHEETS
            && let Some(oldest) = self.sheets.iter().min_by_key(|(_, sheet)| sheet.asked).map(|(looks, _)| *looks)
        {
            self.sheets.remove(&oldest);
        }
        let image = images.add(canvas.into_image(TextureFormat::Rgba8UnormSrgb));
        self.sheets.insert(looks, Sheet { image: image.clone(), outline: None, asked: self.asked });
        Some(image)
    }

    /// A sheet of the same frames that holds nothing but their outline in white.
    pub fn outline(&mut self, looks: Looks, sprites: &Sprites, images: &mut Assets<Image>) -> Option<Handle<Image>> {
        if let Some(done) = self.sheets.get(&looks).and_then(|sheet| sheet.outline.clone()) {
            return Some(done);
        }
        let def = self.def.as_ref()?;
        let outlined = outlined(&compose(def, looks, sprites, images)?, UVec2::from(def.frame));
        let image = images.add(outlined.into_image(TextureFormat::Rgba8UnormSrgb));
        self.sheets.get_mut(&looks)?.outline = Some(image.clone());
        Some(image)
    }

    /// The frame of a sheet to show after `ms` of an action, and whether to mirror it.
    #[must_use]
    pub fn frame(&self, action: Action, facing: Facing, ms: u32, sprites: &Sprites) -> (Rect, bool) {
        let (way, mirrored) = match facing {
            Facing::Down => (0, false),
            Facing::Up => (1, false),
            Facing::Right => (2, false),
            Facing::Left => (2, true),
        };
        let Some(def) = &self.def else { return (Rect::default(), false) };
        let frame = frame_of(def, action, way, sprites).map_or(0, |picture| picture.frame_at(ms));
        let size = UVec2::from(def.frame).as_vec2();
        let corner = Vec2::new(frame as f32, (action as usize * WAYS.len() + way) as f32) * size;
        (Rect::from_corners(corner, corner + size), mirrored)
    }

    /// How long an action takes from its first to its last frame, in milliseconds.
    #[must_use]
    pub fn length_ms(&self, action: Action, sprites: &Sprites) -> u32 {
        let picture = self.def.as_ref().and_then(|def| frame_of(def, action, 0, sprites));
        picture.map_or(0, |picture| picture.frame_ms * u32::try_from(picture.frames.len()).unwrap_or(1))
    }
}

fn frame_of<'a>(def: &PeopleDef, action: Action, way: usize, sprites: &'a Sprites) -> Option<&'a super::Picture> {
    // Looked up for every body in every frame: the name is built on the stack.
    let mut name = Name::default();
    name.push(def.bodies.first()?).push("/").push(PeopleDef::ACTIONS[action as usize]).push("/").push(WAYS[way]);
    sprites.get(name.as_str())
}

/// A short text without the heap.
struct Name {
    bytes: [u8; 64],
    length: usize,
}

impl Default for Name {
    fn default() -> Self {
        Self { bytes: [0; 64], length: 0 }
    }
}

impl Name {
    fn push(&mut self, text: &str) -> &mut Self {
        let end = self.length + text.len();
        if let Some(room) = self.bytes.get_mut(self.length..end) {
            room.copy_from_slice(text.as_bytes());
            self.length = end;
        }
        self
    }

    fn as_str(&self) -> &str {
        std::str::from_utf8(&self.bytes[..self.length]).unwrap_or_default()
    }
}

/// Every frame of every action of one person: a row for each action and way, a column for each frame.
fn compose(def: &PeopleDef, looks: Looks, sprites: &Sprites, images: &Assets<Image>) -> Option<Canvas> {
    let slots = [
        (pick(&def.bodies, looks.body), looks.top_colour),
        (pick(&def.legs, looks.legs), looks.legs_colour),
        (pick(&def.tops, looks.top), looks.top_colour),
        (pick(&def.hair, looks.hair), looks.hair_colour),
        (pick(&def.extras, looks.extra), looks.extra_colour),
    ];
    let frame = UVec2::from(def.frame);
    let rows = PeopleDef::ACTIONS.len() * WAYS.len();
    let mut canvas = Canvas::new(frame * UVec2::new(COLUMNS, u32::try_from(rows).ok()?));
    let dyes = slots.map(|(_, cloth)| dye(def, looks, cloth));
    for (row, (action, way)) in PeopleDef::ACTIONS.iter().flat_map(|a| WAYS.map(|w| (*a, w))).enumerate() {
        for column in 0..COLUMNS {
            let corner = IVec2::new((column * frame.x) as i32, (row as u32 * frame.y) as i32);
            if action != "sit" {
                shadow(&mut canvas, corner + IVec2::from(def.anchor));
            }
            for ((part, _), pairs) in slots.iter().zip(&dyes) {
                let Some(part) = part.filter(|part| !part.is_empty()) else { continue };
                let Some(picture) = sprites.get(&format!("{part}/{action}/{way}")) else { continue };
                let image = images.get(&picture.image)?;
                let Some(from) = picture.frames.get(column as usize % picture.frames.len().max(1)) else { continue };
                canvas.blit(image, *from, corner, |colour| {
                    pairs.iter().find(|(key, _)| *key == colour).map_or(colour, |(_, to)| *to)
                });
            }
        }
    }
    Some(canvas)
}

/// A soft shadow on the ground, a little to the lower right of the feet.
fn shadow(canvas: &mut Canvas, feet: IVec2) {
    const ROWS: [(i32, i32); 4] = [(-3, 4), (-2, 6), (-1, 6), (0, 4)];
    for (y, half) in ROWS {
        for x in -half..=half {
            canvas.set(feet.x + x, feet.y + y, [0x1f, 0x1a, 0x33, 70]);
        }
    }
}

fn outlined(sheet: &Canvas, frame: UVec2) -> Canvas {
    let mut out = Canvas::new(sheet.size);
    let frame = frame.as_ivec2();
    let solid = |x: i32, y: i32| sheet.get(x, y)[3] == 255;
    for y in 0..sheet.size.y as i32 {
        for x in 0..sheet.size.x as i32 {
            let (fx, fy) = (x % frame.x, y % frame.y);
            let near = (fx > 0 && solid(x - 1, y))
                || (fx < frame.x - 1 && solid(x + 1, y))
                || (fy > 0 && solid(x, y - 1))
                || (fy < frame.y - 1 && solid(x, y + 1));
            if near && !solid(x, y) {
                out.set(x, y, [255; 4]);
            }
        }
    }
    out
}

fn pick<T>(list: &[T], index: u8) -> Option<&T> {
    if list.is_empty() { None } else { list.get(usize::from(index) % list.len()) }
}

/// Key colours and what replaces them: all three ramps, for any part may show skin or hair.
fn dye(def: &PeopleDef, looks: Looks, cloth: u8) -> Vec<(Rgba, Rgba)> {
    let ramps = [
        (&def.keys.skin, pick(&def.skins, looks.skin)),
        (&def.keys.hair, pick(&def.hair_colours, looks.hair_colour)),
        (&def.keys.cloth, pick(&def.cloths, cloth)),
    ];
    let mut pairs = Vec::with_capacity(15);
    for (keys, ramp) in ramps {
        for (key, to) in keys.iter().zip(ramp.into_iter().flatten()) {
            pairs.push((rgba(key), rgba(to)));
        }
    }
    pairs
}

fn rgba(hex: &str) -> Rgba {
    Srgba::hex(hex).map_or([255, 0, 255, 255], Srgba::to_u8_array)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_outline_stays_inside_its_frame() {
        let mut sheet = Canvas::new(UVec2::new(8, 4));
        sheet.set(3, 1, [9, 9, 9, 255]);
        let outline = outlined(&sheet, UVec2::new(4, 4));
        assert_eq!(outline.get(2, 1), [255; 4]);
        assert_eq!(outline.get(3, 0), [255; 4]);
        assert_eq!(outline.get(3, 1), [0; 4], "not over the person");
        assert_eq!(outline.get(4, 1), [0; 4], "not in the next frame");
    }

    #[test]
    fn names_are_joined_without_the_heap() {
        let mut name = Name::default();
        name.push("plain").push("/").push("walk");
        assert_eq!(name.as_str(), "plain/walk");
        name.push(&"x".repeat(80));
        assert_eq!(name.as_str(), "plain/walk", "too long is left out");
    }
}
