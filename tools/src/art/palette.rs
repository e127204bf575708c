//! The house palette as the art compiler draws with it: ramps, shadows, and what to draw for an unknown name.

use std::path::Path;

use shared::content::{Problem, Source, palette};

use super::canvas::Rgba;

/// What an unknown name draws; it is in no palette, so the packer refuses it and names the sprite.
pub const MISSING: Rgba = [255, 0, 255, 255];

/// Transparency of soft shadows on the ground.
pub const SHADOW_ALPHA: u8 = 88;

/// Named colours, in ramps from dark to bright.
#[derive(Debug, Clone, Default)]
pub struct Palette(palette::Palette);

impl Palette {
    /// Reads `palette.txt`.
    pub fn read(path: &Path) -> Result<Self, Problem> {
        palette::Palette::parse(&Source::read(path)?).map(Self)
    }

    /// Parses lines of `name #rrggbb`; `label` names the file in errors.
    pub fn parse(label: &str, text: &str) -> Result<Self, Problem> {
        palette::Palette::parse(&Source { file: label.into(), text: text.to_owned() }).map(Self)
    }

    /// The colour of this name; [`MISSING`] (which the packer refuses) when there is none.
    #[must_use]
    pub fn rgba(&self, name: &str) -> Rgba {
        self.get(name).unwrap_or(MISSING)
    }

    /// The colour of this name, if there is one.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<Rgba> {
        self.0.get(name)
    }

    /// What to say of a name that isn't in the palette: the nearest one that is.
    #[must_use]
    pub fn missing(&self, name: &str) -> String {
        self.0.missing(name)
    }

    /// The ramp `name1`, `name2`, … darkest first.
    #[must_use]
    pub fn ramp(&self, name: &str) -> Vec<Rgba> {
        (1..).map_while(|tone| self.get(&format!("{name}{tone}"))).collect()
    }

    /// The soft shadow that things cast on the ground.
    #[must_use]
    pub fn shadow(&self) -> Rgba {
        let [r, g, b, _] = self.rgba("ink1");
        [r, g, b, SHADOW_ALPHA]
    }

    /// Whether a pixel may be drawn: its colour is in the palette (at any transparency) or it is clear.
    #[must_use]
    pub fn allows(&self, pixel: Rgba) -> bool {
        pixel[3] == 0 || self.0.colours().any(|colour| colour[..3] == pixel[..3])
    }

    /// Names in the order of the file.
    #[must_use]
    pub fn names(&self) -> &[String] {
        self.0.names()
    }
}
