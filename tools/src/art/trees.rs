//! Everything that grows: trees built from leaf clusters, bushes, hedges, beds of flowers.

use super::canvas::{Canvas, Rgba};
use super::kit::Kit;
use super::texture::{Noise, cos, hash, real, round, sin, tone};

/// A leafy ball: middle and radii in pixels.
type Lobe = (f32, f32, f32, f32);

/// Draws all plants.
pub fn draw(kit: &mut Kit) {
    let oak: [Lobe; 9] = [
        (25.0, 30.0, 13.0, 9.0),
        (12.0, 26.0, 11.0, 9.0),
        (38.0, 27.0, 11.0, 9.0),
        (31.0, 17.0, 13.0, 11.0),
        (40.0, 18.0, 9.0, 9.0),
        (10.0, 17.0, 9.0, 8.0),
        (24.0, 22.0, 11.0, 9.0),
        (19.0, 12.0, 12.0, 10.0),
        (29.0, 9.0, 9.0, 8.0),
    ];
    tree(kit, "tree_oak", &oak, ["leaf1", "leaf2", "leaf3", "leaf4", "leaf5"], 11, (50, 57));
    let linden: [Lobe; 9] = [
        (20.0, 39.0, 12.0, 8.0),
        (10.0, 34.0, 9.0, 8.0),
        (31.0, 35.0, 9.0, 8.0),
        (33.0, 25.0, 8.0, 8.0),
        (9.0, 24.0, 8.0, 8.0),
        (21.0, 29.0, 11.0, 9.0),
        (15.0, 17.0, 9.0, 9.0),
        (27.0, 17.0, 9.0, 9.0),
        (20.0, 10.0, 9.0, 8.0),
    ];
    tree(kit, "tree_linden", &linden, ["pine1", "leaf2", "leaf3", "leaf4", "leaf5"], 47, (42, 63));
    let blossom: [Lobe; 8] = [
        (26.0, 28.0, 14.0, 8.0),
        (11.0, 24.0, 10.0, 8.0),
        (40.0, 25.0, 10.0, 8.0),
        (36.0, 15.0, 11.0, 9.0),
        (13.0, 15.0, 10.0, 8.0),
        (25.0, 19.0, 11.0, 8.0),
        (23.0, 9.0, 11.0, 8.0),
        (32.0, 8.0, 8.0, 6.0),
    ];
    tree(kit, "tree_blossom", &blossom, ["rose1", "rose2", "rose3", "rose4", "paper4"], 23, (52, 54));
    let young: [Lobe; 5] = [
        (17.0, 21.0, 11.0, 8.0),
        (9.0, 15.0, 8.0, 7.0),
        (25.0, 16.0, 8.0, 7.0),
        (15.0, 8.0, 9.0, 7.0),
        (21.0, 11.0, 8.0, 7.0),
    ];
    tree(kit, "tree_maple", &young, ["brick2", "brick3", "gold1", "gold2", "gold3"], 31, (34, 43));
    pine(kit);
    bushes(kit);
    hedges(kit);
    beds(kit);
}

/// Shades lobes as one crown and breaks the shade into leaf clusters.
fn crown(w: i32, h: i32, lobes: &[Lobe], tones: &[Rgba], seed: u32) -> Canvas {
    let light = |x: f32, y: f32| {
        let mut best: Option<(f32, f32)> = None;
        for (n, (cx, cy, rx, ry)) in (0..).zip(lobes) {
            let (dx, dy) = ((x - cx) / rx, (y - cy) / ry);
            let out = dx * dx + dy * dy;
            if out <= 1.0 {
                let z = (1.0 - out).sqrt();
                let shine = 0.44 - dx * 0.26 - dy * 0.44 + z * 0.12;
                let front = z * rx + real(n) * 0.8;
                if best.is_none_or(|(b, _)| front > b) {
                    best = Some((front, shine));
                }
            }
        }
        // The crown as a whole is lit from the upper left too.
        best.map(|(_, shine)| shine + 0.16 - (y / real(h)) * 0.28 - (x / real(w)) * 0.10)
    };
    let mut canvas = Canvas::new(w, h);
    for y in 0..h {
        for x in 0..w {
            if let Some(shine) = light(real(x) + 0.5, real(y) + 0.5) {
                canvas.set(x, y, tone(tones, shine - 0.06));
            }
        }
    }
    let mut leaves = Vec::new();
    for gy in 0..h / 2 {
        for gx in 0..w / 3 {
            let roll = hash(gx, gy, seed);
            let x = gx * 3 + (roll % 3).cast_signed();
            let y = gy * 2 + (roll / 8 % 2).cast_signed();
            if let Some(shine) = light(real(x) + 0.5, real(y) + 0.5) {
                let jitter = real((roll / 64 % 9).cast_signed() - 4) * 0.035;
                leaves.push((shine + jitter, x, y, roll / 1024 % 3));
            }
        }
    }
    leaves.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)).then(a.2.cmp(&b.2)));
    for (shine, x, y, shape) in leaves {
        let colour = tone(tones, shine);
        let spots: &[(i32, i32)] = match shape {
            0 => &[(0, 0), (1, 0), (1, 1)],
            1 => &[(0, 0), (1, 0), (-1, 1), (0, 1)],
            _ => &[(0, 0), (1, 0), (2, 0), (1, 1)],
        };
        for (dx, dy) in spots {
            canvas.set(x + dx, y + dy, colour);
        }
    }
    let (deep, dark) = (tones[0], tones[1]);
    canvas.rim(|was, dx, dy| if dy > 0 || dx > 0 || was == deep { deep } else { dark });
    canvas
}

/// Leans rows of a picture sideways, most at the top, for four frames of wind.
fn sway(still: &Canvas, firm: i32) -> Vec<Canvas> {
    let frame = |phase: f32| {
        still.mapped(still.w, still.h, |x, y| {
            let height = real((firm - y).max(0)) / real(firm.max(1));
            let lean = round(sin(phase + height * 1.4) * 1.15 * height);
            still.get(x - lean, y)
        })
    };
    [0, 1, 2, 3].map(|n| frame(real(n) * std::f32::consts::FRAC_PI_2)).to_vec()
}

fn tree(kit: &mut Kit, name: &str, lobes: &[Lobe], tones: [&str; 5], seed: u32, (w, h): (i32, i32)) {
    let colours = kit.tones(tones);
    let leaves = crown(w, h, lobes, &colours, seed);
    let bottom = lobes.iter().map(|l| round(l.1 + l.3)).max().unwrap_or(0);
    let bark = kit.tones(["wood1", "wood2", "wood3", "wood4"]);
    let middle = w / 2;
    let half = if w > 40 { 4 } else { 3 };
    let mut trunk = Canvas::new(w, h);
    for y in bottom - 14..h - 3 {
        let flare = (y - (h - 8)).max(0) / 2;
        let (left, right) = (middle - half - flare, middle + half + flare);
        for x in left..right {
            let across = real(x - left) / real(right - left);
            let streak = hash(x, y / 5, seed).is_multiple_of(5);
            let shade = (0.95 - across * 0.9 - if streak { 0.25 } else { 0.0 }).clamp(0.0, 0.99);
            let colour = if y < bottom + 3 { bark[usize::from(across < 0.4)] } else { tone(&bark, shade) };
            trunk.set(x, y, colour);
        }
    }
    for (dx, dy) in [(-half - 3, -4), (half + 1, -4), (-1, -3)] {
        trunk.rect(middle + dx, h + dy, 3, 1, bark[1]);
    }
    let dark = bark[0];
    trunk.rim(|was, dx, dy| if dx != 0 || dy > 0 { dark } else { was });
    let frames = sway(&leaves, bottom)
        .into_iter()
        .map(|leaves| {
            let mut frame = trunk.clone();
            frame.blit(&leaves, 0, 0);
            kit.ground(&mut frame, middle - w / 3, h - 11, w * 3 / 4, 10);
            frame
        })
        .collect();
    kit.add_moving(name, frames, 420, (middle, h - 2));
}

fn pine(kit: &mut Kit) {
    let (w, h) = (38, 66);
    let tones = kit.tones(["pine1", "pine2", "pine3", "pine4", "pine5"]);
    let bark = kit.tones(["wood1", "wood2", "wood3"]);
    let mut canvas = Canvas::new(w, h);
    canvas.rect(w / 2 - 3, h - 14, 6, 11, bark[1]);
    canvas.rect(w / 2 - 3, h - 14, 2, 11, bark[2]);
    canvas.rect(w / 2 + 2, h - 14, 1, 11, bark[0]);
    let mut needles = Canvas::new(w, h);
    // From the lowest tier up, each with drooping tips.
    for (tier, (top, bottom, half)) in (0..).zip([(30, 55, 17), (20, 43, 14), (10, 32, 11), (1, 20, 8)]) {
        for x in -half..=half {
            let tip = (hash(x / 3, tier, 5) % 3).cast_signed() + if x.rem_euclid(4) < 2 { 1 } else { -1 };
            let edge = bottom - (x.abs() * x.abs()) / (half * 2) + tip;
            let start = top + (x.abs() * (bottom - top)) / (half + 1);
            for y in start..edge {
                let across = real(x + half) / real(2 * half);
                let down = real(y - top) / real(bottom - top);
                let clump = real((hash(x / 2, y / 3, 77 + tier.cast_unsigned()) % 5).cast_signed()) * 0.05;
                let shine = 0.98 - across * 0.66 - down * 0.42 + clump;
                needles.set(w / 2 + x, y, tone(&tones, shine.clamp(0.05, 0.95)));
            }
            needles.set(w / 2 + x, edge - 1, tones[usize::from(x < -half / 3)]);
        }
    }
    let (deep, dark) = (tones[0], tones[1]);
    needles.rim(|_, dx, dy| if dx > 0 || dy > 0 { deep } else { dark });
    let frames = sway(&needles, 56)
        .into_iter()
        .map(|needles| {
            let mut frame = canvas.clone();
            frame.blit(&needles, 0, 0);
            kit.ground(&mut frame, 6, h - 11, 30, 9);
            frame
        })
        .collect();
    kit.add_moving("tree_pine", frames, 460, (w / 2, h - 2));
}

fn bushes(kit: &mut Kit) {
    let green = kit.tones(["leaf1", "leaf2", "leaf3", "leaf4", "leaf5"]);
    let cool = kit.tones(["pine1", "pine2", "pine3", "pine4", "pine5"]);
    let lobes: [Lobe; 4] =
        [(12.0, 11.0, 10.0, 6.0), (7.0, 9.0, 6.0, 5.0), (16.0, 8.0, 6.0, 5.0), (11.0, 6.0, 7.0, 5.0)];
    for (name, tones, berries) in [
        ("bush", &green, None),
        ("bush_rose", &cool, Some(("rose2", "rose4"))),
        ("bush_berry", &green, Some(("brick3", "brick5"))),
    ] {
        let mut canvas = Canvas::new(24, 20);
        canvas.blit(&crown(24, 19, &lobes, tones, 51), 0, 0);
        if let Some((dark, light)) = berries {
            let mut noise = Noise::new(9);
            for _ in 0..9 {
                let (x, y) = (noise.between(3, 19), noise.between(3, 13));
                if canvas.has(x, y) && canvas.has(x + 1, y + 1) {
                    canvas.rect(x, y, 2, 2, kit.c(dark));
                    canvas.set(x, y, kit.c(light));
                }
            }
        }
        kit.ground(&mut canvas, 2, 12, 22, 7);
        kit.add(name, canvas, (12, 18));
    }
}

fn hedges(kit: &mut Kit) {
    let tones = kit.tones(["leaf1", "leaf2", "leaf3", "leaf4", "leaf5"]);
    for (name, ends) in [("hedge", (false, false)), ("hedge_left", (true, false)), ("hedge_right", (false, true))] {
        let mut canvas = Canvas::new(16, 24);
        let inside = |x: i32, y: i32| {
            let from_end = if ends.0 {
                x
            } else if ends.1 {
                15 - x
            } else {
                9
            };
            let cut = (3 - from_end).max(0);
            (1 + cut..23 - cut / 2).contains(&y)
        };
        for y in 0..24 {
            for x in 0..16 {
                if inside(x, y) {
                    let shine = if y < 9 { 0.74 } else { 0.5 - real(y - 9) * 0.022 };
                    canvas.set(x, y, tone(&tones, shine - 0.05));
                }
            }
        }
        // Leaf clusters that meet across tiles.
        for row in 0..11_i32 {
            for col in 0..6_i32 {
                let roll = hash(col % 5, row, 61);
                let (x, y) = (col * 3 + row % 2 + (roll % 2).cast_signed(), 1 + row * 2);
                let jitter = real((roll / 8 % 7).cast_signed() - 3) * 0.05;
                let shine = if y < 8 { 0.78 } else { 0.47 - real(y - 9) * 0.018 } + jitter;
                for (dx, dy) in [(0, 0), (1, 0), (0, 1)] {
                    let (px, py) = ((x + dx).rem_euclid(16), y + dy);
                    if inside(px, py) {
                        canvas.set(px, py, tone(&tones, shine));
                    }
                }
            }
        }
        for x in 0..16 {
            if !hash(x / 2, 9, 4).is_multiple_of(3) {
                canvas.tint(x, 9, tones[1]);
            }
            canvas.tint(x, 22, tones[0]);
            canvas.tint(x, 21, tones[usize::from(x % 3 == 0)]);
            if inside(x, 1) {
                canvas.set(x, 1, tones[if x % 5 < 2 { 3 } else { 2 }]);
                if hash(x / 3, 2, 8).is_multiple_of(2) {
                    canvas.set(x, 0, tones[2]);
                }
            }
        }
        for y in 4..21 {
            if ends.0 {
                canvas.tint(0, y, tones[1]);
            }
            if ends.1 {
                canvas.tint(15, y, tones[0]);
                canvas.tint(14, y, tones[1]);
            }
        }
        canvas.rect(0, 23, 16, 1, kit.palette.shadow());
        kit.add(name, canvas, (8, 22));
    }
}

fn beds(kit: &mut Kit) {
    let blooms = [
        ("bed_tulips", ["brick3", "brick4", "gold3", "rose3"]),
        ("bed_violets", ["plum3", "plum4", "night4", "rose4"]),
        ("bed_daisies", ["paper4", "gold3", "rose3", "paper4"]),
    ];
    for (seed, (name, petals)) in (0..).zip(blooms) {
        let mut canvas = Canvas::new(34, 24);
        let earth = kit.tones(["wood1", "wood2"]);
        canvas.ellipse(1, 8, 32, 15, earth[0]);
        canvas.ellipse(2, 8, 30, 13, earth[1]);
        let stones = kit.tones(["stone1", "stone3", "stone4", "stone5"]);
        for n in 0..20 {
            let turn = real(n) * 0.3142;
            let (x, y) = (round(16.5 + cos(turn) * 15.0), round(15.0 + sin(turn) * 6.6));
            canvas.rect(x - 1, y - 1, 4, 3, stones[0]);
            canvas.rect(x - 1, y - 1, 3, 2, stones[if n % 3 == 0 { 2 } else { 1 }]);
            canvas.set(x - 1, y - 1, stones[3]);
        }
        let leaf = kit.tones(["leaf1", "leaf2", "leaf3", "leaf4"]);
        for y in 3..19_i32 {
            for x in 3..31_i32 {
                let (dx, dy) = ((x - 17) * 10 / 14, (y - 11) * 10 / 8);
                if dx * dx + dy * dy < 96 {
                    let roll = hash(x / 2, y / 2, 7 + seed) % 8;
                    canvas.set(
                        x,
                        y,
                        leaf[match roll {
                            0 | 1 => 1,
                            2..=5 => 2,
                            _ => 3,
                        }],
                    );
                    if y > 15 {
                        canvas.set(x, y, leaf[usize::from(roll > 4)]);
                    }
                }
            }
        }
        for row in 0..4 {
            for col in 0..6_i32 {
                let roll = hash(col, row, 19 + seed);
                let (x, y) =
                    (4 + col * 5 - row % 2 * 3 + (roll % 2).cast_signed(), 2 + row * 4 + (roll / 4 % 2).cast_signed());
                let (dx, dy) = ((x - 16) * 10 / 14, (y - 9) * 10 / 9);
                if dx * dx + dy * dy > 90 {
                    continue;
                }
                let petal = kit.c(petals[usize::try_from(roll / 16 % 4).unwrap_or(0)]);
                let key = [('p', petal), ('c', kit.c("gold2")), ('w', kit.c("paper4")), ('d', leaf[0])];
                let rows: &[&str] = match seed {
                    0 => &["p.p", "ppp", "ppp", ".d."],
                    1 => &["ppw", "pcp", ".pd"],
                    _ => &[".p.", "pcp", ".p.", ".d."],
                };
                canvas.stamp(x, y, rows, &key);
            }
        }
        kit.add(name, canvas, (9, 21));
    }
}
