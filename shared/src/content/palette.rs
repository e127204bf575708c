//! The house palette (`art/palette.txt`): named colours, one to a line.

use std::collections::BTreeMap;

use super::{Problem, Source, nearest_name};

/// Red, green, blue and opacity.
pub type Rgba = [u8; 4];

/// Most colours of a palette.
const MOST: usize = 64;

/// Named colours, in ramps from dark to bright.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Palette {
    colours: BTreeMap<String, Rgba>,
    order: Vec<String>,
}

impl Palette {
    /// Parses lines of `name #rrggbb`; lines that begin with `#` are remarks.
    ///
    /// # Errors
    /// A [`Problem`] at the first line that is none of both, is a pure grey, or names a colour twice.
    pub fn parse(source: &Source) -> Result<Self, Problem> {
        let mut palette = Self::default();
        for (index, whole) in source.text.lines().enumerate() {
            let line = whole.trim();
            if line.is_empty() || line.starts_with('#') {
                continue;
            }
            let bad = |part: &str, message: String| {
                let column = whole.find(part).map_or(1, |bytes| whole[..bytes].chars().count() + 1);
                Problem { file: source.file.clone(), at: Some((index + 1, column)), message }
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
        if palette.order.len() > MOST {
            let message = format!("there are {} colours, expected at most {MOST}", palette.order.len());
            return Err(Problem::new(&source.file, message));
        }
        Ok(palette)
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

    /// Every colour, in no order that means anything.
    pub fn colours(&self) -> impl Iterator<Item = Rgba> {
        self.colours.values().copied()
    }

    /// Names in the order of the file.
    #[must_use]
    pub fn names(&self) -> &[String] {
        &self.order
    }
}
