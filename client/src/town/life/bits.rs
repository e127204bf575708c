//! The tiny pictures that small life is made of, drawn from letters in palette colours.

use bevy::prelude::*;
use bevy::render::render_resource::TextureFormat;

use crate::pixels::Sprites;
use crate::pixels::paint::Canvas;
use crate::town::TownSystems;

/// Length of a tiny picture's edge in pixels.
const EDGE: u32 = 8;

/// A tiny picture.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Bit {
    /// A point of light with its halo.
    Firefly,
    /// A leaf, turned four ways.
    Leaf(u8),
    /// A blossom petal, turned two ways.
    Petal(u8),
    /// Dust at a step, dissolving in three frames.
    Dust(u8),
    /// Steam over a cup, in three frames.
    Steam(u8),
    /// Two frames of a bird in flight, then two of a white one; looks right.
    Bird(u8),
}

impl Bit {
    fn index(self) -> usize {
        let (first, count, frame) = match self {
            Self::Firefly => (0, 1, 0),
            Self::Leaf(frame) => (1, 4, frame),
            Self::Petal(frame) => (5, 2, frame),
            Self::Dust(frame) => (7, 3, frame),
            Self::Steam(frame) => (10, 3, frame),
            Self::Bird(frame) => (13, 4, frame),
        };
        first + usize::from(frame) % count
    }
}

/// Which palette colour a letter stands for, and its opacity.
const INKS: [(char, &str, u8); 18] = [
    ('Y', "gold4", 255),
    ('y', "gold3", 110),
    ('h', "gold3", 40),
    ('m', "gold2", 255),
    ('M', "gold1", 255),
    ('r', "rose4", 255),
    ('R', "rose3", 255),
    ('d', "sand3", 170),
    ('D', "sand2", 110),
    ('w', "paper4", 120),
    ('W', "paper4", 60),
    ('b', "stone3", 255),
    ('B', "stone2", 255),
    ('p', "stone4", 255),
    ('v', "paper4", 255),
    ('V', "paper2", 255),
    ('g', "gold2", 255),
    ('k', "ink1", 255),
];

/// Every tiny picture; each has up to eight rows of eight.
const GRIDS: [&[&str]; 17] = [
    &["........", "...hh...", "..hyyh..", ".hyYYyh.", ".hyYYyh.", "..hyyh..", "...hh..."],
    &["........", "........", "..mm....", "..mMM...", "....M..."],
    &["........", "........", "...mm...", "..mMM..."],
    &["........", "........", "....mm..", "...MMm..", "...M...."],
    &["........", "........", "..m.....", "..mM....", "..MM...."],
    &["........", "........", "...rr...", "...rR..."],
    &["........", "........", "...r....", "..rR...."],
    &["........", "........", "........", "........", "..dd....", ".dddd.d.", "..ddDd.."],
    &["........", "........", "........", "..D..D..", ".dD..dD.", ".D.DD..D"],
    &["........", "........", ".D....D.", "........", "D..D...D"],
    &["........", "........", "...w....", "....w...", "....w...", "...w....", "...w...."],
    &["...W....", "....w...", "....w...", "...w....", "...w....", "....W..."],
    &["....W...", "....W...", "...W....", "....W..."],
    &["..bb....", "..bbb...", "..Bbbbb.", "BBbbbbkb", ".BBppbbg", "....p..."],
    &["........", "........", "....bbb.", "BBbbbbkb", ".BBbbbbg", "..bbBp..", "..bb...."],
    &["..vv....", "..vvv...", "..Vvvvv.", "VVvvvvkv", ".VVVvvvg", "....V..."],
    &["........", "........", "....vvv.", "VVvvvvkv", ".VVvvvvg", "..vvVV..", "..vv...."],
];

/// Where the tiny pictures are; empty until the palette is loaded.
#[derive(Resource, Debug, Default)]
pub struct Bits(Option<Handle<Image>>);

impl Bits {
    /// A sprite of one of them; `None` while the palette isn't loaded.
    #[must_use]
    pub fn sprite(&self, bit: Bit) -> Option<Sprite> {
        self.0.as_ref().map(|image| Sprite { image: image.clone(), rect: Some(Self::rect(bit)), ..default() })
    }

    /// The place of a tiny picture.
    #[must_use]
    pub fn rect(bit: Bit) -> Rect {
        let corner = Vec2::new(bit.index() as f32 * EDGE as f32, 0.0);
        Rect::from_corners(corner, corner + EDGE as f32)
    }
}

/// Paints them once the palette is here.
pub fn plugin(app: &mut App) {
    app.init_resource::<Bits>()
        .add_systems(Update, paint.run_if(resource_changed::<Sprites>).before(TownSystems::Draw));
}

fn paint(mut bits: ResMut<Bits>, sprites: Res<Sprites>, mut images: ResMut<Assets<Image>>) {
    if !sprites.is_ready() {
        return;
    }
    let mut canvas = Canvas::new(UVec2::new(EDGE * GRIDS.len() as u32, EDGE));
    for (column, rows) in GRIDS.iter().enumerate() {
        for (y, row) in rows.iter().enumerate() {
            for (x, letter) in row.chars().enumerate() {
                let Some((_, name, opacity)) = INKS.iter().find(|ink| ink.0 == letter) else { continue };
                let Some(colour) = sprites.colour(name) else { continue };
                let [r, g, b, _] = colour.to_u8_array();
                canvas.set((column * EDGE as usize + x) as i32, y as i32, [r, g, b, *opacity]);
            }
        }
    }
    bits.0 = Some(images.add(canvas.into_image(TextureFormat::Rgba8UnormSrgb)));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_tiny_picture_fits_and_has_its_inks() {
        for rows in GRIDS {
            assert!(rows.len() <= EDGE as usize);
            for row in rows {
                assert_eq!(row.chars().count(), EDGE as usize, "{row}");
                assert!(row.chars().all(|c| c == '.' || INKS.iter().any(|ink| ink.0 == c)), "{row}");
            }
        }
        assert_eq!(Bit::Bird(3).index(), GRIDS.len() - 1);
    }
}
