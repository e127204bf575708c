//! The house palette: named colours in ramps, darkest first.

use std::collections::BTreeMap;
use std::path::Path;

use anyhow::{Context as _, Result, bail};

use super::canvas::Rgba;

/// What an unknown name draws; it is in no palette, so the packer refuses it and names the sprite.
pub const MISSING: Rgba = [255, 0, 255, 255];

/// Transparency of soft shadows on the ground.
pub const SHADOW_ALPHA: u8 = 88;

/// Named colours.
#[derive(Debug, Clone, Default)]
pub struct Palette {
    colours: BTreeMap<String, Rgba>,
    order: Vec<String>,
}

impl Palette {
    /// Reads `palette.txt`.
    pub fn read(path: &Path) -> Result<Self> {
        let text = std::fs::read_to_string(path).with_context(|| format!("reading {}", path.display()))?;
        Self::parse(&path.display().to_string(), &text)
    }

    /// Parses lines of `name #rrggbb`; `label` names the file in errors.
    pub fn parse(label: &str, text: &str) -> Result<Self> {
        let mut palette = Self::default();
        for (number, line) in text.lines().enumerate() {
            let line = line.trim();
            if line.is_empty() || line.starts_with('#') {
                continue;
            }
            let at = format!("{label}:{}", number + 1);
            let Some((name, hex)) = line.split_once(char::is_whitespace) else {
                bail!("{at}: expected `name #rrggbb`");
            };
            let digits = hex.trim().strip_prefix('#').unwrap_or_default();
            if digits.len() != 6 {
                bail!("{at}: expected six hex digits after `#`");
            }
            let value = u32::from_str_radix(digits, 16).with_context(|| format!("{at}: expected hex digits"))?;
            let [_, r, g, b] = value.to_be_bytes();
            if r == g && g == b {
                bail!("{at}: `{name}` is a pure grey; lean it to blue or yellow");
            }
            if palette.colours.insert(name.to_owned(), [r, g, b, 255]).is_some() {
                bail!("{at}: `{name}` is defined twice");
            }
            palette.order.push(name.to_owned());
        }
        if palette.order.len() > 64 {
            bail!("{label}: {} colours, at most 64 are allowed", palette.order.len());
        }
        Ok(palette)
    }

    /// The colour of this name; [`MISSING`] (which the packer refuses) when there is none.
    #[must_use]
    pub fn rgba(&self, name: &str) -> Rgba {
        self.get(name).unwrap_or(MISSING)
    }

    /// The colour of this name, if there is one.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<Rgba> {
        self.colours.get(name).copied()
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
        pixel[3] == 0 || self.colours.values().any(|c| c[..3] == pixel[..3])
    }

    /// Names in the order of the file.
    #[must_use]
    pub fn names(&self) -> &[String] {
        &self.order
    }
}
