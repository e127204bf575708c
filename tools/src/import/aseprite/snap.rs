//! Colours of a drawing as those of the house palette, and how far each was off.

use std::collections::BTreeMap;

use crate::art::canvas::{CLEAR, Canvas, Rgba};
use crate::art::palette::Palette;
use crate::import::Report;
use crate::import::report::counted;

/// Most colours that are told one by one, the farthest first.
const TOLD: usize = 64;

/// From this opacity on a pixel is solid; below the other it is nothing; between them it is shadow when it is dark.
const SOLID: u8 = 170;
const NOTHING: u8 = 24;

/// What became of the colours.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Snapped {
    /// Colour, what it became, how far that is off (0 to 100), and how many pixels had it.
    pub colours: Vec<([u8; 3], String, u32, usize)>,
    /// Pixels that were neither solid nor clear.
    pub translucent: usize,
}

/// How far two colours are apart, 0 to 100, weighted as eyes see them.
#[must_use]
pub fn distance(a: [u8; 3], b: [u8; 3]) -> u32 {
    let [dr, dg, db] = [0, 1, 2].map(|i| i64::from(a[i]) - i64::from(b[i]));
    let red = i64::midpoint(i64::from(a[0]), i64::from(b[0]));
    let square = (((512 + red) * dr * dr) >> 8) + 4 * dg * dg + (((767 - red) * db * db) >> 8);
    // White and black are 765 apart.
    u32::try_from((square.unsigned_abs().isqrt() * 100).div_ceil(765)).unwrap_or(100)
}

/// Gives every pixel the nearest colour of the palette.
pub fn snap<'a>(palette: &Palette, frames: impl Iterator<Item = &'a mut Canvas>) -> Snapped {
    let mut nearest: BTreeMap<[u8; 3], (String, Rgba, u32, usize)> = BTreeMap::new();
    let mut translucent = 0;
    for frame in frames {
        for y in 0..frame.h {
            for x in 0..frame.w {
                let [r, g, b, alpha] = frame.get(x, y);
                let dark = u32::from(r) + u32::from(g) + u32::from(b) < 3 * 100;
                translucent += usize::from(alpha != 0 && alpha != 255);
                let becomes = match alpha {
                    0..NOTHING => CLEAR,
                    NOTHING..SOLID if dark => palette.shadow(),
                    NOTHING..128 => CLEAR,
                    _ => {
                        let found = nearest.entry([r, g, b]).or_insert_with(|| {
                            let all = palette.names().iter().map(|name| (name, palette.rgba(name)));
                            let best = all.min_by_key(|(_, c)| distance([r, g, b], [c[0], c[1], c[2]]));
                            best.map_or((String::new(), CLEAR, 0, 0), |(name, c)| {
                                (name.clone(), c, distance([r, g, b], [c[0], c[1], c[2]]), 0)
                            })
                        });
                        found.3 += 1;
                        found.1
                    }
                };
                frame.set(x, y, becomes);
            }
        }
    }
    let colours = nearest.into_iter().map(|(rgb, (name, _, off, pixels))| (rgb, name, off, pixels));
    Snapped { colours: colours.collect(), translucent }
}

impl Snapped {
    /// Tells how far colours were off, the farthest first.
    pub fn tell(&self, report: &mut Report) {
        let exact = self.colours.iter().filter(|(_, _, off, _)| *off == 0).count();
        if exact > 0 {
            report.note(format!("{} of the house palette", counted(exact, "colour is", "colours are")));
        }
        let mut off: Vec<_> = self.colours.iter().filter(|(_, _, off, _)| *off > 0).collect();
        off.sort_by_key(|(rgb, _, off, _)| (std::cmp::Reverse(*off), *rgb));
        for ([r, g, b], name, off, pixels) in off.iter().take(TOLD) {
            let pixels = counted(*pixels, "pixel", "pixels");
            report.note(format!("colour #{r:02x}{g:02x}{b:02x} became {name}, {off} of 100 off ({pixels})"));
        }
        if let Some((_, _, most, _)) = off.get(TOLD) {
            report.note(format!("{} more became their nearest, at most {most} of 100 off", off.len() - TOLD));
        }
        if self.translucent > 0 {
            let pixels = counted(self.translucent, "pixel was", "pixels were");
            report.note(format!("{pixels} half clear: dark ones became shadow, others solid or clear"));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn distances_run_from_nothing_to_a_hundred() {
        assert_eq!(distance([5, 5, 5], [5, 5, 5]), 0);
        assert_eq!(distance([0, 0, 0], [255, 255, 255]), 100);
        assert!(distance([200, 80, 74], [192, 80, 74]) < 4);
    }

    #[test]
    fn pixels_take_the_nearest_colour_and_shadows_stay_shadows() {
        let palette = Palette::parse("palette", "ink1 #1f1a33\ngold3 #f9cf5a").expect("a palette");
        let mut frame = Canvas::new(5, 1);
        let colours = [[250, 208, 90, 255], [0, 0, 0, 255], [20, 10, 30, 90], [250, 200, 80, 60], [9, 9, 9, 4]];
        for (x, colour) in (0..).zip(colours) {
            frame.set(x, 0, colour);
        }
        let snapped = snap(&palette, std::iter::once(&mut frame));
        let row: Vec<Rgba> = (0..5).map(|x| frame.get(x, 0)).collect();
        assert_eq!(row, [palette.rgba("gold3"), palette.rgba("ink1"), palette.shadow(), CLEAR, CLEAR]);
        assert_eq!(snapped.translucent, 3);
        let mut report = Report::default();
        snapped.tell(&mut report);
        assert!(report.notes[0].starts_with("colour #000000 became ink1, "), "{report}");
        assert!(report.notes[1].starts_with("colour #fad05a became gold3, 1 of 100 off (1 pixel)"), "{report}");
    }
}
