//! Layers laid over each other, as Aseprite shows them.

use super::drawing::{Drawing, Layer, LayerKind};
use crate::art::canvas::{Canvas, Rgba};

/// Which layers are drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Which {
    /// Those that show by day.
    Day,
    /// Those called "glow", which shine after dark.
    Glow,
}

/// Whether a layer is of the glow.
#[must_use]
pub fn is_glow(layer: &Layer) -> bool {
    layer.name.trim().eq_ignore_ascii_case("glow")
}

/// Whether each layer shows, and how solid it is, with the groups that it is in.
#[must_use]
pub fn shown(drawing: &Drawing) -> Vec<Option<u8>> {
    let mut groups: Vec<(bool, u8)> = Vec::new();
    let mut all = Vec::with_capacity(drawing.layers.len());
    for layer in &drawing.layers {
        groups.truncate(usize::from(layer.depth));
        let (open, solid) = groups.last().copied().unwrap_or((true, 255));
        let (visible, opacity) = (open && layer.visible, times(solid, layer.opacity));
        match layer.kind {
            LayerKind::Group => {
                groups.push((visible, if drawing.group_opacity { opacity } else { solid }));
                all.push(None);
            }
            LayerKind::Image => all.push((visible && !layer.reference).then_some(opacity)),
            LayerKind::Tilemap => all.push(None),
        }
    }
    all
}

/// One frame with all its layers.
#[must_use]
pub fn flattened(drawing: &Drawing, frame: usize, which: Which) -> Canvas {
    let mut canvas = Canvas::new(i32::from(drawing.width), i32::from(drawing.height));
    let shown = shown(drawing);
    let Some(frame) = drawing.frames.get(frame) else { return canvas };
    let mut cels: Vec<_> = frame.cels.iter().collect();
    cels.sort_by_key(|cel| (i64::try_from(cel.layer).unwrap_or(i64::MAX).saturating_add(i64::from(cel.z)), cel.z));
    for cel in cels {
        let Some(layer) = drawing.layers.get(cel.layer) else { continue };
        let Some(opacity) = shown.get(cel.layer).copied().flatten() else { continue };
        if (which == Which::Glow) != is_glow(layer) || cel.picture.width == 0 {
            continue;
        }
        let opacity = times(opacity, cel.opacity);
        for (row, line) in cel.picture.pixels.chunks(cel.picture.width).enumerate() {
            let y = i32::from(cel.y) + i32::try_from(row).unwrap_or(i32::MAX / 2);
            if !(0..canvas.h).contains(&y) {
                continue;
            }
            for (x, pixel) in (i32::from(cel.x)..).zip(line) {
                if (0..canvas.w).contains(&x) {
                    canvas.set(x, y, over(canvas.get(x, y), *pixel, opacity, layer.blend));
                }
            }
        }
    }
    canvas
}

/// The name of a blend mode that is drawn as plain layers instead; `None` for those drawn as they are.
#[must_use]
pub fn unknown_blend(mode: u16) -> Option<&'static str> {
    const NAMES: [&str; 19] = [
        "",
        "",
        "",
        "overlay",
        "",
        "",
        "colour dodge",
        "colour burn",
        "hard light",
        "soft light",
        "",
        "exclusion",
        "hue",
        "saturation",
        "colour",
        "luminosity",
        "",
        "",
        "divide",
    ];
    NAMES.get(usize::from(mode)).copied().map_or(Some("unknown"), |name| Some(name).filter(|name| !name.is_empty()))
}

fn times(a: u8, b: u8) -> u8 {
    u8::try_from(u32::from(a) * u32::from(b) / 255).unwrap_or(255)
}

fn blended(mode: u16, under: u8, over: u8) -> u8 {
    match mode {
        1 => times(under, over),
        2 => 255 - times(255 - under, 255 - over),
        4 => under.min(over),
        5 => under.max(over),
        10 => under.abs_diff(over),
        16 => under.saturating_add(over),
        17 => under.saturating_sub(over),
        _ => over,
    }
}

/// A pixel laid over another.
fn over(under: Rgba, pixel: Rgba, opacity: u8, mode: u16) -> Rgba {
    let alpha = u32::from(times(pixel[3], opacity));
    if alpha == 0 {
        return under;
    }
    let below = u32::from(under[3]);
    let left = below * (255 - alpha) / 255;
    let whole = alpha + left;
    let mut out = [0, 0, 0, u8::try_from(whole).unwrap_or(255)];
    for channel in 0..3 {
        let mixed = u32::from(blended(mode, under[channel], pixel[channel]));
        // Where nothing is below there is nothing to blend with.
        let colour = (u32::from(pixel[channel]) * (255 - below) + mixed * below) / 255;
        let value = (colour * alpha + u32::from(under[channel]) * left + whole / 2) / whole;
        out[channel] = u8::try_from(value).unwrap_or(255);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pixels_lie_over_each_other() {
        #[track_caller]
        fn check(under: Rgba, pixel: Rgba, opacity: u8, mode: u16, expected: Rgba) {
            assert_eq!(over(under, pixel, opacity, mode), expected);
        }
        let (red, blue, none) = ([200, 0, 0, 255], [0, 0, 200, 255], [9, 9, 9, 0]);
        check(red, blue, 255, 0, blue);
        check(red, blue, 0, 0, red);
        check(none, blue, 255, 1, blue);
        check(red, none, 255, 0, red);
        check(red, [255, 255, 255, 255], 255, 1, red);
        check(red, [100, 100, 100, 255], 255, 16, [255, 100, 100, 255]);
        check(red, blue, 128, 0, [100, 0, 100, 255]);
    }

    #[test]
    fn blend_modes_that_are_drawn_plainly_are_named() {
        assert_eq!((unknown_blend(0), unknown_blend(3), unknown_blend(99)), (None, Some("overlay"), Some("unknown")));
    }
}
