//! What prop recipes share: colours by name, keys for hand-made grids, and the list of finished sprites.

use super::canvas::{Canvas, Rgba};
use super::pack::Sprite;
use super::palette::Palette;

/// A recipe's workbench.
pub struct Kit<'a> {
    /// The house palette.
    pub palette: &'a Palette,
    /// Sprites finished so far.
    pub sprites: Vec<Sprite>,
}

/// A picture and what of it glows at night.
#[derive(Debug, Clone)]
pub struct Lit {
    /// By day.
    pub base: Canvas,
    /// Only what shines after dark.
    pub glow: Canvas,
}

impl Lit {
    /// Two clear pictures of one size.
    #[must_use]
    pub fn new(w: i32, h: i32) -> Self {
        Self { base: Canvas::new(w, h), glow: Canvas::new(w, h) }
    }
}

impl<'a> Kit<'a> {
    /// An empty workbench.
    #[must_use]
    pub const fn new(palette: &'a Palette) -> Self {
        Self { palette, sprites: Vec::new() }
    }

    /// A palette colour.
    #[must_use]
    pub fn c(&self, name: &str) -> Rgba {
        self.palette.rgba(name)
    }

    /// Palette colours in the order given.
    #[must_use]
    pub fn tones<const N: usize>(&self, names: [&str; N]) -> [Rgba; N] {
        names.map(|name| self.c(name))
    }

    /// A key for grids from `o=ink1 w=paper4`.
    #[must_use]
    pub fn key(&self, text: &str) -> Vec<(char, Rgba)> {
        let pair = |word: &str| {
            let (letter, name) = word.split_once('=')?;
            Some((letter.chars().next()?, self.c(name)))
        };
        text.split_whitespace().filter_map(pair).collect()
    }

    /// Lays the soft shadow of something standing at the bottom of the picture under it.
    pub fn ground(&self, canvas: &mut Canvas, x: i32, y: i32, w: i32, h: i32) {
        canvas.shadow(x, y, w, h, self.palette.shadow());
    }

    /// Darkens the outermost pixels on the shadow side, softens those towards the light.
    pub fn outline(&self, canvas: &mut Canvas, dark: &str, lit: &str) {
        let (dark, lit) = (self.c(dark), self.c(lit));
        canvas.rim(|_, dx, dy| if dx > 0 || dy > 0 { dark } else { lit });
    }

    /// Finishes a still sprite.
    pub fn add(&mut self, name: &str, picture: Canvas, anchor: (i32, i32)) {
        self.sprites.push(Sprite::still(name, picture, anchor));
    }

    /// Finishes a moving sprite.
    pub fn add_moving(&mut self, name: &str, frames: Vec<Canvas>, ms: u32, anchor: (i32, i32)) {
        self.sprites.push(Sprite::moving(name, frames, ms, anchor));
    }

    /// Finishes a sprite that glows after dark.
    pub fn add_lit(&mut self, name: &str, lit: Lit, anchor: (i32, i32)) {
        let glow = format!("{name}_glow");
        self.sprites.push(Sprite::still(glow.clone(), lit.glow, anchor));
        self.sprites.push(Sprite::still(name, lit.base, anchor).glowing(glow));
    }

    /// Draws a grid as a sprite of its own size.
    #[must_use]
    pub fn grid(&self, rows: &[&str], key: &str) -> Canvas {
        let width = rows.iter().map(|row| row.chars().count()).max().unwrap_or(0);
        let mut canvas = Canvas::new(i32::try_from(width).unwrap_or(0), i32::try_from(rows.len()).unwrap_or(0));
        canvas.stamp(0, 0, rows, &self.key(key));
        canvas
    }
}
