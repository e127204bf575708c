//! The pixel font: letters drawn as text become a TrueType file, one square per pixel run.

use std::collections::BTreeMap;
use std::path::Path;

use anyhow::{Context as _, Result, anyhow, bail};
use write_fonts::tables::{
    cmap::Cmap,
    head::{Flags, Head, MacStyle},
    hhea::Hhea,
    hmtx::{Hmtx, LongMetric},
    maxp::Maxp,
    name::{Name, NameRecord},
    os2::{Os2, SelectionFlags},
    post::Post,
};
use write_fonts::types::{FWord, Fixed, GlyphId, LongDateTime, NameId, Tag, UfWord};
use write_fonts::{FontBuilder, OffsetMarker};

use shared::content::Source;

use super::palette::Palette;

/// Font units of one pixel.
pub const UNIT: i16 = 100;
/// Pixels of the em: the font is crisp at whole multiples of this size.
pub const EM: i16 = 10;
/// Pixels above the baseline, accents of capitals included.
pub const ASCENT: i16 = 10;
/// Pixels below the baseline.
pub const DESCENT: i16 = 2;
const CAPITAL: i16 = 7;
const SMALL: i16 = 5;
/// Advance of a blank.
const BLANK: i16 = 3;

/// One letter: its width and the pixels that are inked, `y` upwards from the baseline.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Letter {
    /// Width in pixels, without the space to the next letter.
    pub width: i16,
    /// Inked pixels `(x, y)`.
    pub ink: Vec<(i16, i16)>,
}

struct Accent {
    below: bool,
    rows: Vec<Vec<bool>>,
}

/// Reads the letters of a font source; `label` names the file in errors.
pub fn parse(label: &str, text: &str) -> Result<BTreeMap<char, Letter>> {
    let mut letters: BTreeMap<char, Letter> = BTreeMap::new();
    let mut accents: BTreeMap<String, Accent> = BTreeMap::new();
    let mut block: Vec<char> = Vec::new();
    let mut accent = String::new();
    let mut row = 0;
    for (index, line) in text.lines().enumerate() {
        let at = format!("{label}:{}", index + 1);
        let line = line.trim_end();
        if line.is_empty() || line.starts_with(';') {
            continue;
        }
        if let Some(rest) = line.strip_prefix("= ") {
            block = rest.split(' ').filter_map(|word| word.chars().next()).collect();
            (row, accent) = (0, String::new());
            for c in &block {
                if letters.insert(*c, Letter::default()).is_some() {
                    bail!("{at}: `{c}` is drawn twice, expected every letter once");
                }
            }
        } else if let Some(rest) = line.strip_prefix("@ ") {
            block.clear();
            rest.split(' ').next().unwrap_or_default().clone_into(&mut accent);
            accents.insert(accent.clone(), Accent { below: rest.ends_with(" below"), rows: Vec::new() });
        } else if let Some(rest) = line.strip_prefix("+ ") {
            let words: Vec<&str> = rest.split(' ').collect();
            let [made, base, over] = words[..] else {
                bail!("{at}: expected `+ made base accent`");
            };
            let one = |word: &str| word.chars().next().unwrap_or(' ');
            let base = letters.get(&one(base)).ok_or_else(|| anyhow!("{at}: `{base}` isn't drawn above this line"))?;
            let over = accents.get(over).ok_or_else(|| anyhow!("{at}: no accent `{over}` above this line"))?;
            letters.insert(one(made), put(base, over)?);
        } else if let Some(drawn) = accents.get_mut(&accent) {
            drawn.rows.push(line.chars().map(|c| c == '#').collect());
        } else {
            let cells: Vec<&str> = line.split(' ').collect();
            if cells.len() != block.len() {
                bail!("{at}: expected {} letters in this row, found {}", block.len(), cells.len());
            }
            for (c, cell) in block.iter().zip(cells) {
                let Some(letter) = letters.get_mut(c) else { continue };
                let width = i16::try_from(cell.chars().count())?;
                if row > 0 && width != letter.width {
                    bail!("{at}: `{c}` is {width} wide here, expected {}", letter.width);
                }
                letter.width = width;
                letter
                    .ink
                    .extend((0..).zip(cell.chars()).filter(|(_, d)| *d == '#').map(|(x, _)| (x, CAPITAL - 1 - row)));
            }
            row += 1;
        }
    }
    for blank in [' ', '\u{a0}'] {
        letters.insert(blank, Letter { width: BLANK - 1, ink: Vec::new() });
    }
    Ok(letters)
}

fn put(base: &Letter, accent: &Accent) -> Result<Letter> {
    let across = i16::try_from(accent.rows.first().map_or(0, Vec::len))?;
    let height = i16::try_from(accent.rows.len())?;
    let width = base.width.max(across);
    let (shift, left) = ((width - base.width + 1) / 2, (width - across) / 2);
    let top = base.ink.iter().map(|(_, y)| y + 1).max().unwrap_or(SMALL);
    let lowest = if accent.below { -height } else { (top + 1).min(ASCENT - height) };
    let mut ink: Vec<(i16, i16)> = base.ink.iter().map(|(x, y)| (x + shift, *y)).collect();
    for (r, row) in (0..).zip(&accent.rows) {
        for (x, _) in (0..).zip(row).filter(|(_, inked)| **inked) {
            ink.push((left + x, lowest + height - 1 - r));
        }
    }
    Ok(Letter { width, ink })
}

/// Rectangles `(x, y, width, height)` that cover the ink: runs of a row, joined downwards where they agree.
fn rectangles(letter: &Letter) -> Vec<(i16, i16, i16, i16)> {
    let mut done: Vec<(i16, i16, i16, i16)> = Vec::new();
    for y in (-DESCENT - 1..=ASCENT).rev() {
        let mut x = 0;
        while x < letter.width {
            let start = x;
            while letter.ink.contains(&(x, y)) {
                x += 1;
            }
            let run = x - start;
            x += i16::from(run == 0);
            if run == 0 {
                continue;
            }
            match done.iter_mut().find(|(rx, ry, rw, _)| (*rx, *ry, *rw) == (start, y + 1, run)) {
                Some(above) => (above.1, above.3) = (y, above.3 + 1),
                None => done.push((start, y, run, 1)),
            }
        }
    }
    done
}

/// A glyph's bytes (the crate can't be handed straight points), its box and how many contours it has.
fn outline(letter: &Letter) -> Result<(Vec<u8>, [i16; 4], u16)> {
    let corners: Vec<(i16, i16)> = rectangles(letter)
        .into_iter()
        .flat_map(|(x, y, w, h)| [(x, y), (x, y + h), (x + w, y + h), (x + w, y)])
        .map(|(x, y)| (x * UNIT, y * UNIT))
        .collect();
    let span = |side: fn(&(i16, i16)) -> i16| {
        let low = corners.iter().map(side).min().unwrap_or(0);
        (low, corners.iter().map(side).max().unwrap_or(0))
    };
    let ((x0, x1), (y0, y1)) = (span(|c| c.0), span(|c| c.1));
    let bounds = [x0, y0, x1, y1];
    let contours = u16::try_from(corners.len() / 4)?;
    if contours == 0 {
        return Ok((Vec::new(), bounds, 0));
    }
    let mut bytes = Vec::new();
    bytes.extend(contours.to_be_bytes());
    bytes.extend(bounds.iter().flat_map(|n| n.to_be_bytes()));
    bytes.extend((0..contours).flat_map(|i| (i * 4 + 3).to_be_bytes()));
    // No instructions; every corner is on the curve, its steps are words.
    bytes.extend([0, 0]);
    bytes.extend(corners.iter().map(|_| 1));
    for side in [|c: &(i16, i16)| c.0, |c: &(i16, i16)| c.1] {
        let before = std::iter::once(0).chain(corners.iter().map(side));
        bytes.extend(corners.iter().map(side).zip(before).flat_map(|(now, last)| (now - last).to_be_bytes()));
    }
    bytes.resize(bytes.len().next_multiple_of(4), 0);
    Ok((bytes, bounds, contours))
}

/// The bytes of the font drawn in `art/font/parlor.txt`.
pub fn bytes(art: &Path) -> Result<Vec<u8>> {
    let path = art.join("font/parlor.txt");
    let source = Source::read(&path)?;
    compile(&parse(&path.display().to_string(), &source.text)?)
}

/// Writes `parlor.ttf` into `out`.
pub fn build(art: &Path, out: &Path, _: &Palette) -> Result<()> {
    std::fs::create_dir_all(out)?;
    let path = out.join("parlor.ttf");
    std::fs::write(&path, bytes(art)?).with_context(|| format!("writing {}", path.display()))
}

fn compile(letters: &BTreeMap<char, Letter>) -> Result<Vec<u8>> {
    let missing = letters.get(&'\u{fffd}').cloned().unwrap_or_default();
    let glyphs: Vec<&Letter> = std::iter::once(&missing).chain(letters.values()).collect();
    let (mut glyf, mut loca, mut metrics) = (Vec::new(), vec![0; 4], Vec::new());
    let mut bounds = [0; 4];
    let mut contours = 0;
    for letter in &glyphs {
        let (bytes, [x0, y0, x1, y1], drawn) = outline(letter)?;
        bounds = [x0.min(bounds[0]), y0.min(bounds[1]), x1.max(bounds[2]), y1.max(bounds[3])];
        contours = contours.max(drawn);
        glyf.extend(bytes);
        loca.extend(u32::try_from(glyf.len())?.to_be_bytes());
        metrics.push(LongMetric::new(u16::try_from((letter.width + 1) * UNIT)?, x0));
    }
    let [x_min, y_min, x_max, y_max] = bounds;
    let count = u16::try_from(glyphs.len())?;
    let widest = metrics.iter().map(|m| m.advance).max().unwrap_or(0);
    let (ascent, descent) = (ASCENT * UNIT, DESCENT * UNIT);
    let head = Head {
        font_revision: Fixed::from_f64(1.0),
        flags: Flags::BASELINE_AT_Y_0 | Flags::LSB_AT_X_0,
        units_per_em: u16::try_from(EM * UNIT)?,
        created: LongDateTime::new(0),
        modified: LongDateTime::new(0),
        x_min,
        y_min,
        x_max,
        y_max,
        mac_style: MacStyle::empty(),
        lowest_rec_ppem: u16::try_from(EM)?,
        index_to_loc_format: 1,
        ..Head::default()
    };
    let hhea = Hhea {
        ascender: FWord::new(ascent),
        descender: FWord::new(-descent),
        advance_width_max: UfWord::new(widest),
        x_max_extent: FWord::new(x_max),
        caret_slope_rise: 1,
        number_of_h_metrics: count,
        ..Hhea::default()
    };
    let maxp = Maxp {
        num_glyphs: count,
        max_points: Some(contours * 4),
        max_contours: Some(contours),
        max_composite_points: Some(0),
        max_composite_contours: Some(0),
        max_zones: Some(1),
        max_twilight_points: Some(0),
        max_storage: Some(0),
        max_function_defs: Some(0),
        max_instruction_defs: Some(0),
        max_stack_elements: Some(0),
        max_size_of_instructions: Some(0),
        max_component_elements: Some(0),
        max_component_depth: Some(0),
    };
    let map = Cmap::from_mappings((1u16..).zip(letters.keys()).map(|(id, c)| (*c, GlyphId::new(u32::from(id)))))?;
    let total: u32 = metrics.iter().map(|m| u32::from(m.advance)).sum();
    let edge = |c: Option<&char>| u16::try_from(c.map_or(0, |c| u32::from(*c))).unwrap_or(u16::MAX);
    let os2 = Os2 {
        x_avg_char_width: i16::try_from(total / u32::from(count))?,
        y_strikeout_size: UNIT,
        y_strikeout_position: 3 * UNIT,
        ul_unicode_range_1: 3,
        ach_vend_id: Tag::new(b"PRLR"),
        fs_selection: SelectionFlags::REGULAR | SelectionFlags::USE_TYPO_METRICS,
        us_first_char_index: edge(letters.keys().next()),
        us_last_char_index: edge(letters.keys().next_back()),
        s_typo_ascender: ascent,
        s_typo_descender: -descent,
        s_typo_line_gap: 0,
        us_win_ascent: u16::try_from(ascent)?,
        us_win_descent: u16::try_from(descent)?,
        ul_code_page_range_1: Some(1),
        ul_code_page_range_2: Some(0),
        sx_height: Some(SMALL * UNIT),
        s_cap_height: Some(CAPITAL * UNIT),
        us_default_char: Some(0),
        us_break_char: Some(32),
        us_max_context: Some(0),
        ..Os2::default()
    };
    let post = Post {
        version: write_fonts::types::Version16Dot16::VERSION_3_0,
        underline_position: FWord::new(-UNIT),
        underline_thickness: FWord::new(UNIT),
        ..Post::default()
    };
    let mut builder = FontBuilder::new();
    builder.add_table(&head)?.add_table(&hhea)?.add_table(&maxp)?.add_table(&os2)?;
    builder.add_table(&Hmtx::new(metrics, Vec::new()))?.add_table(&map)?;
    builder.add_raw(Tag::new(b"glyf"), glyf).add_raw(Tag::new(b"loca"), loca);
    builder.add_table(&names())?.add_table(&post)?;
    Ok(builder.build())
}

fn names() -> Name {
    let texts = [
        (1, "Parlor"),
        (2, "Regular"),
        (3, "Parlor Regular 1.0"),
        (4, "Parlor"),
        (5, "Version 1.0"),
        (6, "Parlor-Regular"),
    ];
    let record =
        |(id, text): (u16, &str)| NameRecord::new(3, 1, 0x409, NameId::new(id), OffsetMarker::new(text.to_owned()));
    Name::new(texts.into_iter().map(record).collect())
}

#[cfg(test)]
#[path = "font_tests.rs"]
mod tests;
