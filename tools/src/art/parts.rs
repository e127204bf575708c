//! Parts of buildings: roofs, windows by day and night, doors, chimneys, flower boxes.

use super::canvas::{CLEAR, Canvas, Rgba};
use super::kit::{Kit, Lit};
use super::texture::{hash, real, shingles};

/// A hipped roof seen from the front: slanting ends, a light ridge, a dark eave.
pub fn hip_roof(kit: &Kit, c: &mut Canvas, x: i32, y: i32, w: i32, h: i32, ramp: [&str; 4], slant: f32, seed: u32) {
    let tones = kit.tones(ramp);
    let mut roof = Canvas::new(w, h);
    shingles(&mut roof, 0, 0, w, h, tones, seed);
    let inset = |py: i32| super::texture::round(real(h - 1 - py) * slant);
    for py in 0..h {
        let cut = inset(py);
        for px in 0..w {
            if px < cut || px >= w - cut {
                roof.set(px, py, CLEAR);
            }
        }
        // Hips: a light tile line on the left, a dark one on the right.
        roof.rect(cut, py, 2, 1, tones[3]);
        roof.set(cut, py, tones[1]);
        roof.rect(w - cut - 3, py, 3, 1, tones[1]);
        roof.set(w - cut - 1, py, tones[0]);
        // The right end lies in the shade.
        if py > 4 && py < h - 3 {
            for px in (w - cut - 12).max(w / 2)..w - cut - 3 {
                if roof.get(px, py) == tones[3] {
                    roof.set(px, py, tones[2]);
                }
            }
        }
    }
    let cut = inset(0);
    roof.rect(cut, 0, w - 2 * cut, 1, tones[1]);
    roof.rect(cut + 1, 1, w - 2 * cut - 2, 2, tones[3]);
    roof.rect(cut + 1, 3, w - 2 * cut - 2, 1, tones[1]);
    for px in (cut + 4..w - cut - 2).step_by(6) {
        roof.rect(px, 1, 1, 2, tones[2]);
    }
    roof.rect(0, h - 2, w, 1, tones[1]);
    roof.rect(0, h - 1, w, 1, tones[0]);
    c.blit(&roof, x, y);
}

/// The shadow that an eave throws on the wall below it.
pub fn eave_shadow(kit: &Kit, c: &mut Canvas, x: i32, y: i32, w: i32, deep: i32) {
    let [r, g, b, _] = kit.c("ink2");
    for py in 0..deep {
        let alpha = if py < deep / 2 { 130 } else { 76 };
        for px in 0..w {
            c.blend(x + px, y + py, [r, g, b, alpha]);
        }
    }
    snap(kit, c, x, y, w, deep);
}

/// Puts blended pixels back into the palette: the nearest colour of it.
pub fn snap(kit: &Kit, c: &mut Canvas, x: i32, y: i32, w: i32, h: i32) {
    let colours: Vec<Rgba> = kit.palette.names().iter().map(|name| kit.c(name)).collect();
    for py in y..y + h {
        for px in x..x + w {
            let was = c.get(px, py);
            if was[3] != 255 {
                continue;
            }
            let far = |other: &Rgba| -> i32 { (0..3).map(|i| (i32::from(was[i]) - i32::from(other[i])).pow(2)).sum() };
            if let Some(best) = colours.iter().min_by_key(|other| far(other)) {
                c.set(px, py, *best);
            }
        }
    }
}

/// A window with a frame, a bar, curtains and the sky in its panes; at night it is warm.
pub fn window(kit: &Kit, lit: &mut Lit, x: i32, y: i32, w: i32, h: i32, frame: [&str; 2], curtain: &str) {
    let (dark, light) = (kit.c(frame[0]), kit.c(frame[1]));
    let c = &mut lit.base;
    c.rect(x - 1, y - 1, w + 2, h + 2, dark);
    c.rect(x, y, w, h, light);
    for py in 2..h - 2 {
        for px in 2..w - 2 {
            let drape = px < 2 + (w / 5).min(4 + (py - 2) / 4) || px >= w - 2 - (w / 5).min(4 + (py - 2) / 4);
            let gleam = (px + py) % 11;
            let day = if py == 2 {
                "water1"
            } else if drape {
                if px % 3 == 0 { "paper2" } else { curtain }
            } else if gleam < 2 {
                "water5"
            } else if gleam == 2 || py < h / 2 && gleam < 5 {
                "water4"
            } else {
                "water3"
            };
            c.set(x + px, y + py, kit.c(day));
            let night = if drape {
                if px % 3 == 0 { "gold2" } else { "gold3" }
            } else if py < h / 3 || hash(px / 2, py / 2, 12).is_multiple_of(11) {
                "gold3"
            } else {
                "gold4"
            };
            lit.glow.set(x + px, y + py, kit.c(night));
        }
    }
    let bars = if w >= 18 { 2 } else { 1 };
    for bar in 1..=bars {
        let bx = x + w * bar / (bars + 1);
        c.rect(bx, y + 1, 1, h - 2, light);
        lit.glow.rect(bx, y + 1, 1, h - 2, CLEAR);
    }
    c.rect(x + 1, y + h / 2 - 1, w - 2, 1, light);
    lit.glow.rect(x + 1, y + h / 2 - 1, w - 2, 1, CLEAR);
    c.rect(x + 1, y + h - 1, w - 1, 1, dark);
    // Sill.
    c.rect(x - 2, y + h, w + 4, 2, kit.c("stone5"));
    c.rect(x - 2, y + h + 1, w + 4, 1, kit.c("stone3"));
    c.rect(x - 2, y + h + 2, w + 4, 1, kit.c("paper1"));
}

/// A box of flowers under a window.
pub fn flower_box(kit: &Kit, c: &mut Canvas, x: i32, y: i32, w: i32, petals: [&str; 2], seed: u32) {
    c.rect(x, y + 3, w, 4, kit.c("wood2"));
    c.rect(x, y + 3, w, 1, kit.c("wood4"));
    c.rect(x, y + 6, w, 1, kit.c("wood1"));
    for px in 0..w {
        let roll = hash(px / 2, 1, seed) % 5;
        let top = (roll % 3).cast_signed();
        for py in top..4 {
            c.set(x + px, y + py - 1, kit.c(if px % 2 == 0 { "leaf3" } else { "leaf2" }));
        }
        if px % 3 == 0 {
            c.rect(x + px, y + top - 1, 2, 2, kit.c(petals[usize::from(roll > 2)]));
        }
        if hash(px, 2, seed).is_multiple_of(4) {
            c.set(x + px, y + 4, kit.c("leaf3"));
            c.set(x + px, y + 5, kit.c("leaf2"));
        }
    }
}

/// A panelled door two tiles high with a small window that glows.
pub fn door(kit: &Kit, lit: &mut Lit, x: i32, y: i32, ramp: [&str; 4], arched: bool) {
    let (w, h) = (16, 31);
    let [edge, dark, face, light] = kit.tones(ramp);
    let c = &mut lit.base;
    c.rect(x - 3, y - 2, w + 6, h + 2, kit.c("wood1"));
    c.rect(x - 2, y - 1, w + 4, h + 1, kit.c("wood4"));
    c.rect(x - 2, y - 1, w + 4, 1, kit.c("wood5"));
    c.rect(x + w + 1, y, 1, h, kit.c("wood2"));
    c.rect(x, y, w, h, edge);
    c.rect(x + 1, y + 1, w - 2, h - 1, face);
    c.rect(x + 1, y + 1, 1, h - 1, light);
    c.rect(x + w - 2, y + 1, 1, h - 1, dark);
    for (py, ph) in [(4, 9), (18, 10)] {
        for px in [3, 9] {
            c.rect(x + px, y + py, 4, ph, dark);
            c.rect(x + px + 1, y + py + 1, 3, ph - 1, light);
            c.rect(x + px + 1, y + py + 1, 2, ph - 2, face);
        }
    }
    // Glass in the upper panels.
    for px in [3, 9] {
        c.rect(x + px, y + 4, 4, 9, kit.c("wood1"));
        c.rect(x + px, y + 5, 4, 8, kit.c("water3"));
        c.line(x + px, y + 8, x + px + 3, y + 5, kit.c("water5"));
        lit.glow.rect(x + px, y + 5, 4, 8, kit.c("gold4"));
        lit.glow.rect(x + px, y + 5, 4, 2, kit.c("gold3"));
    }
    c.rect(x + w - 4, y + 15, 2, 2, kit.c("gold3"));
    c.set(x + w - 3, y + 16, kit.c("gold1"));
    c.rect(x, y, w, 2, edge);
    if arched {
        for (px, cut) in [(0, 3), (1, 2), (2, 1)] {
            for py in 0..cut {
                c.set(x + px, y + py, kit.c("wood4"));
                c.set(x + w - 1 - px, y + py, kit.c("wood2"));
            }
        }
    }
    // The step.
    c.rect(x - 4, y + h, w + 8, 3, kit.c("stone4"));
    c.rect(x - 4, y + h, w + 8, 1, kit.c("stone5"));
    c.rect(x - 4, y + h + 2, w + 8, 1, kit.c("stone2"));
}

/// A brick chimney whose foot stands at `y + h`.
pub fn chimney(kit: &Kit, c: &mut Canvas, x: i32, y: i32, h: i32, ramp: [&str; 4]) {
    let tones = kit.tones(ramp);
    super::texture::bricks(c, x, y + 4, 12, h - 4, tones, 5);
    c.rect(x, y + 4, 1, h - 4, tones[0]);
    c.rect(x + 9, y + 4, 3, h - 4, tones[1]);
    c.rect(x + 11, y + 4, 1, h - 4, tones[0]);
    c.rect(x - 1, y + 1, 14, 4, tones[0]);
    c.rect(x - 1, y + 1, 13, 3, kit.c("stone3"));
    c.rect(x - 1, y + 1, 13, 1, kit.c("stone4"));
    c.rect(x + 2, y, 8, 2, kit.c("ink2"));
}

/// A gable: a triangle of wall under two slanting strips of roof.
pub fn gable(kit: &Kit, c: &mut Canvas, x: i32, y: i32, w: i32, wall: [&str; 2], ramp: [&str; 4]) {
    let tones = kit.tones(ramp);
    let half = w / 2;
    let rise = half * 3 / 4;
    for px in 0..w {
        let from_middle = if px < half { half - 1 - px } else { px - half };
        let top = y + from_middle * 3 / 4;
        for py in top..y + rise + 6 {
            let below = py - top;
            let left = px < half;
            let colour = match below {
                0 => {
                    if left {
                        tones[3]
                    } else {
                        tones[1]
                    }
                }
                1..=3 => {
                    if left {
                        tones[2]
                    } else {
                        tones[1]
                    }
                }
                4 => tones[1],
                5 => tones[0],
                6..=7 => kit.c("paper1"),
                _ if py % 5 == 4 => kit.c(wall[0]),
                _ => kit.c(wall[1]),
            };
            c.set(x + px, py, colour);
        }
    }
    for py in y + rise..y + rise + 6 {
        c.set(x, py, tones[0]);
        c.set(x + w - 1, py, tones[0]);
    }
}
