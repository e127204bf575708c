//! The big buzzer: waiting, ready with a halo, pressed with a flash, and locked.

use super::super::canvas::{Canvas, Rgba};
use super::super::pack::Sprite;
use super::super::palette::Palette;
use super::super::texture::{length, real, round, tone};

/// Width and height of each picture.
const SIZE: (i32, i32) = (52, 48);
/// Where the dome stands.
const MIDDLE: (i32, i32) = (26, 26);

/// `buzzer` and its three other states.
pub fn sprites(palette: &Palette) -> Vec<Sprite> {
    let anchor = (26, 40);
    let red = ["brick1", "brick2", "brick3", "brick4"];
    let bright = ["brick2", "brick3", "brick4", "brick5"];
    let grey = ["stone1", "stone2", "stone3", "stone4"];
    let mut locked = buzzer(palette, &grey, 17);
    lock(&mut locked, palette);
    let waiting = buzzer(palette, &red, 17);
    let glowing = |n: i32| {
        let mut c = Canvas::new(SIZE.0, SIZE.1);
        halo(&mut c, palette, n);
        c.blit(&buzzer(palette, &bright, 17), 0, 0);
        c
    };
    let mut pressed = Canvas::new(SIZE.0, SIZE.1);
    flash(&mut pressed, palette);
    pressed.blit(&buzzer(palette, &bright, 8), 0, 0);
    vec![
        Sprite::still("buzzer", waiting, anchor),
        Sprite::moving("buzzer.ready", vec![glowing(0), glowing(1)], 420, anchor),
        Sprite::still("buzzer.pressed", pressed, anchor),
        Sprite::still("buzzer.locked", locked, anchor),
    ]
}

/// A brass foot with a dome of these tones on it, `tall` pixels high.
fn buzzer(palette: &Palette, tones: &[&str; 4], tall: i32) -> Canvas {
    let mut c = Canvas::new(SIZE.0, SIZE.1);
    let (x, y) = MIDDLE;
    let ink = palette.rgba("ink1");
    foot(&mut c, palette, ink);
    // The well in which the dome sits.
    c.ellipse(x - 17, y - 8, 34, 15, ink);
    c.ellipse(x - 16, y - 7, 32, 13, palette.rgba("wood2"));
    dome(&mut c, palette, tones, tall);
    c
}

fn foot(c: &mut Canvas, palette: &Palette, ink: Rgba) {
    let (x, y) = MIDDLE;
    let brass: Vec<Rgba> = ["gold1", "gold2", "gold3", "gold4"].iter().map(|n| palette.rgba(n)).collect();
    for (grow, drop) in [(1, 6), (1, 0)] {
        c.ellipse(x - 21 - grow, y - 10 + drop, 42 + 2 * grow, 20, ink);
    }
    c.rect(x - 22, y, 44, 6, ink);
    // The wall of the foot is lit from the left.
    for px in -21..21 {
        let reach = 1.0 - (real(px) + 0.5) * (real(px) + 0.5) / 441.0;
        let low = round(8.5 * reach.max(0.0).sqrt());
        let light = match px {
            ..=-19 => 1,
            -18..=-15 => 2,
            -14..=-11 => 3,
            -10..=-2 => 2,
            -1..=9 => 1,
            _ => 0,
        };
        for py in low - 1..=low + 5 {
            c.set(x + px, y + py, brass[light]);
        }
        c.set(x + px, y + low + 5, if light > 1 { brass[1] } else { palette.rgba("wood3") });
    }
    c.ellipse(x - 21, y - 9, 42, 18, brass[2]);
    c.ellipse(x - 20, y - 8, 40, 16, brass[1]);
    for px in -21..21 {
        for py in -10..10 {
            // The rim shines where it faces the light.
            if c.get(x + px, y + py) == brass[2] {
                let side = real(px) + real(py);
                let colour = if side < -8.0 {
                    brass[3]
                } else if side > 12.0 {
                    brass[0]
                } else {
                    brass[2]
                };
                c.set(x + px, y + py, colour);
            }
        }
    }
    for (dx, dy) in [(-19, -1), (18, -1), (-1, 7), (0, 7)] {
        c.set(x + dx, y + dy, brass[3]);
        c.set(x + dx, y + dy + 1, brass[0]);
    }
}

fn dome(c: &mut Canvas, palette: &Palette, tones: &[&str; 4], tall: i32) {
    let (x, y) = MIDDLE;
    let ink = palette.rgba("ink1");
    let colours: Vec<Rgba> = tones.iter().map(|n| palette.rgba(n)).collect();
    let (wide, low) = (15.0, 6.0);
    let (high, base) = (real(tall), y - 1);
    let inside = |px: i32, py: i32, grow: f32| {
        let (dx, dy) = (real(px) + 0.5, real(py) + 0.5);
        let span = if dy < 0.0 { high } else { low };
        length(dx / (wide + grow), dy / (span + grow)) <= 1.0
    };
    for py in -tall - 2..9 {
        for px in -17..17 {
            if inside(px, py, 1.0) {
                c.set(x + px, base + py, ink);
            }
        }
    }
    for py in -tall - 1..8 {
        for px in -16..16 {
            if !inside(px, py, 0.0) {
                continue;
            }
            let (dx, dy) = (real(px) + 0.5, real(py) + 0.5);
            // How far from the point that faces the light.
            let away = length((dx + 6.0) / 22.0, (dy + high * 0.55) / (high + 8.0));
            c.set(x + px, base + py, tone(&colours, (1.06 - away).clamp(0.0, 1.0)));
        }
    }
    // Light from below, off the brass.
    for px in -9..12 {
        let reach = 1.0 - (real(px) + 0.5) * (real(px) + 0.5) / 225.0;
        let edge = round(5.0 * reach.max(0.0).sqrt());
        c.set(x + px, base + edge, colours[2]);
    }
    // The gloss: a window in the upper left.
    let top = base - tall;
    let gloss = palette.rgba(if tones[3] == "stone4" { "stone5" } else { "paper4" });
    let (gx, gy) = (x - 9, top + if tall > 10 { 4 } else { 2 });
    let rows: &[&str] = if tall > 10 { &["...ww", ".www.", "www..", "ww...", "w...."] } else { &[".wwww", "www.."] };
    c.stamp(gx, gy, rows, &[('w', gloss)]);
    c.set(gx + 7, gy, gloss);
}

/// Rings of light around the whole thing.
fn halo(c: &mut Canvas, palette: &Palette, n: i32) {
    let (x, y) = MIDDLE;
    let mut light = palette.rgba("gold4");
    for (grow, alpha) in [(4 + n, 60), (1 + n, 120)] {
        light[3] = alpha;
        let mut ring = Canvas::new(SIZE.0, SIZE.1);
        ring.ellipse(x - 17 - grow, y - 21 - grow, 34 + 2 * grow, 40 + 2 * grow, light);
        ring.ellipse(x - 21 - grow, y - 9 - grow, 42 + 2 * grow, 24 + 2 * grow, light);
        c.blit_under(&ring, 0, 0);
    }
    spark(c, palette, 6 + n, 9 - n);
    spark(c, palette, 44 - n, 8 + n);
}

fn spark(c: &mut Canvas, palette: &Palette, x: i32, y: i32) {
    let (core, ray) = (palette.rgba("paper4"), palette.rgba("gold3"));
    for (dx, dy) in [(0, -2), (0, -1), (0, 1), (0, 2), (-2, 0), (-1, 0), (1, 0), (2, 0)] {
        c.set(x + dx, y + dy, ray);
    }
    c.set(x, y, core);
}

/// Strokes that fly off when it is struck.
fn flash(c: &mut Canvas, palette: &Palette) {
    let (hot, warm) = (palette.rgba("gold4"), palette.rgba("gold2"));
    for (x0, y0, x1, y1) in [(26, 2, 26, 10), (14, 4, 17, 11), (38, 4, 35, 11), (4, 9, 9, 14), (48, 9, 43, 14)] {
        c.line(x0 - 1, y0, x1 - 1, y1, warm);
        c.line(x0, y0, x1, y1, hot);
    }
}

/// A padlock on the front of the dome.
fn lock(c: &mut Canvas, palette: &Palette) {
    let rows = [
        "...oooooo...",
        "..oTTttSSo..",
        "..oTooooSo..",
        "..oTo..oSo..",
        ".oooooooooo.",
        "oLLYYYYYYyyo",
        "oLYYYooYYyyo",
        "oYYYooooYyxo",
        "oYYYYooYYyxo",
        "oYYYYooYyyxo",
        "oyyyyyyyyxxo",
        ".oooooooooo.",
    ];
    let key = [
        ('o', palette.rgba("ink1")),
        ('T', palette.rgba("stone5")),
        ('t', palette.rgba("stone4")),
        ('S', palette.rgba("stone2")),
        ('L', palette.rgba("gold4")),
        ('Y', palette.rgba("gold3")),
        ('y', palette.rgba("gold2")),
        ('x', palette.rgba("gold1")),
    ];
    c.stamp(21, 14, &rows, &key);
}
