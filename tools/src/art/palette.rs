//! The house palette: named colours in ramps, darkest first.

use std::collections::BTreeMap;
use std::path::Path;

use shared::content::{Problem, Source, nearest_name};

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
    pub fn read(path: &Path) -> Result<Self, Problem> {
        let source = Source::read(path)?;
        Self::parse_file(path, &source.text)
    }

    /// Parses lines of `name #rrggbb`; `label` names the file in errors.
    pub fn parse(label: &str, text: &str) -> Result<Self, Problem> {
        Self::parse_file(Path::new(label), text)
    }

    fn parse_file(file: &Path, text: &str) -> Result<Self, Problem> {
        let mut palette = Self::default();
        for (index, whole) in text.lines().enumerate() {
            let line = whole.trim();
            if line.is_empty() || line.starts_with('#') {
                continue;
            }
            let bad = |part: &str, message: String| {
                let column = whole.find(part).map_or(1, |bytes| whole[..bytes].chars().count() + 1);
                Problem { file: file.to_owned(), at: Some((index + 1, column)), message }
            };
            let Some((name, hex)) = line.split_once(char::is_whitespace) else {
                return Err(bad(line, "expected a name and a colour, as in `leaf1 #1f3f49`".into()));
            };
            let hex = hex.trim();
            let digits = hex.strip_prefix('#').filter(|d| d.len() == 6 && d.bytes().all(|b| b.is_ascii_hexdigit()));
            let value = digits.and_then(|digits| u32::from_str_radix(digits, 16).ok());
            let Some([_, r, g, b]) = value.map(u32::to_be_bytes) else {
                return Err(bad(hex, format!("`{hex}` is no colour, expected `#` and six digits 0 to 9 or a to f")));
            };
            if r == g && g == b {
                return Err(bad(hex, format!("`{name}` is a pure grey, expected one that leans to blue or yellow")));
            }
            if palette.colours.insert(name.to_owned(), [r, g, b, 255]).is_some() {
                return Err(bad(name, format!("`{name}` is there twice, expected every name once")));
            }
            palette.order.push(name.to_owned());
        }
        if palette.order.len() > 64 {
            return Err(Problem::new(file, format!("there are {} colours, expected at most 64", palette.order.len())));
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

    /// What to say of a name that isn't in the palette: the nearest one that is.
    #[must_use]
    pub fn missing(&self, name: &str) -> String {
        let near = nearest_name(name, self.order.iter().map(String::as_str));
        let near = near.map_or_else(String::new, |near| format!("; did you mean `{near}`?"));
        format!("there is no colour `{name}` in the palette{near}")
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
