//! The grounds: quiet full tiles in variants and edge tiles for the half-tile-offset grid.

use std::path::Path;

use anyhow::Result;

use super::canvas::{CLEAR, Canvas, Rgba};
use super::pack::{self, Sprite};
use super::palette::Palette;
use super::texture::{Noise, hash, real};

const T: i32 = 16;

/// How the border between a ground and lower ones runs.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Border {
    /// Rounded and a little uneven.
    Organic,
    /// Along the tiles.
    Square,
}

/// Draws every ground and writes the `grounds` atlas.
pub fn build(out: &Path, palette: &Palette) -> Result<()> {
    let mut all = Vec::new();
    let g = Grounds { p: palette };
    for v in 0..8 {
        all.push(full("grass", v, g.grass(v)));
        all.push(full("meadow", v, g.meadow(v)));
        all.push(full("path", v, g.path(v)));
        all.push(full("soil", v, g.soil(v)));
    }
    for v in 0..6 {
        all.push(full("cobble", v, g.cobble(v, 15)));
        all.push(full("planks", v, g.planks(v)));
    }
    for v in 0..4 {
        let frames = (0..4).map(|f| g.water(v, f)).collect();
        all.push(Sprite::moving(format!("water/full{v}"), frames, 260, (0, 0)));
        all.push(full("tiles", v, g.tiles(v)));
        all.push(full("wall_inside", v, Canvas::new(T, T).mapped(T, T, |_, _| palette.rgba("ink2"))));
    }
    for mask in 1..15 {
        all.push(edge("path", mask, g.lipped(&g.path(0), mask, "sand1", None)));
        all.push(edge("soil", mask, g.lipped(&g.soil(0), mask, "wood1", Some("wood3"))));
        all.push(edge("cobble", mask, g.cobble(0, mask)));
        all.push(edge("grass", mask, g.tufted(&g.grass(0), mask, false)));
        all.push(edge("meadow", mask, g.tufted(&g.meadow(mask), mask, true)));
        all.push(edge("planks", mask, g.squared(&g.planks(0), mask)));
        all.push(edge("tiles", mask, g.squared(&g.tiles(0), mask)));
        all.push(edge("wall_inside", mask, g.wall(mask)));
        let frames = (0..4).map(|f| g.shore(mask, f)).collect();
        all.push(Sprite::moving(format!("water/edge{mask}"), frames, 260, (0, 0)));
    }
    pack::write(out, "grounds", &all, palette, 256)
}

fn full(name: &str, variant: u32, picture: Canvas) -> Sprite {
    Sprite::still(format!("{name}/full{variant}"), picture, (0, 0))
}

fn edge(name: &str, mask: u32, picture: Canvas) -> Sprite {
    Sprite::still(format!("{name}/edge{mask}"), picture, (0, 0))
}

/// How far inside the ground a point of an edge tile lies, in pixels; negative is outside.
fn depth(mask: u32, x: f32, y: f32, border: Border, seed: u32) -> f32 {
    let size = real(T);
    if border == Border::Square {
        let bit = u32::from(x >= 8.0) + 2 * u32::from(y >= 8.0);
        return if mask >> bit & 1 == 1 { 1.0 } else { -1.0 };
    }
    let corner = |bit: u32| (real((bit & 1).cast_signed()) * size, real((bit >> 1).cast_signed()) * size);
    let far = |bit: u32| {
        let (cx, cy) = corner(bit);
        (x - cx).hypot(y - cy)
    };
    // Uneven inside the tile, true at its borders, so that neighbours always meet.
    let wave = |along: f32| {
        let t = (along / size).clamp(0.0, 1.0);
        let calm = (t * (1.0 - t) * 5.0).min(1.0);
        calm * ((t * 9.0 + real((seed % 7).cast_signed())).sin() * 1.1)
    };
    let lone = |bit: u32| 8.0 - far(bit) + wave(x + y * 0.5) * 0.5;
    match mask {
        3 => 8.0 - y + wave(x),
        12 => y - 8.0 + wave(x),
        5 => 8.0 - x + wave(y),
        10 => x - 8.0 + wave(y),
        6 => lone(1).max(lone(2)),
        9 => lone(0).max(lone(3)),
        1 | 2 | 4 | 8 => lone(mask.trailing_zeros()),
        7 | 11 | 13 | 14 => -lone((15 - mask).trailing_zeros()),
        _ => size,
    }
}

struct Grounds<'a> {
    p: &'a Palette,
}

impl Grounds<'_> {
    fn c(&self, name: &str) -> Rgba {
        self.p.rgba(name)
    }

    fn flat(&self, name: &str) -> Canvas {
        let mut canvas = Canvas::new(T, T);
        canvas.rect(0, 0, T, T, self.c(name));
        canvas
    }

    fn grass(&self, v: u32) -> Canvas {
        let mut canvas = self.flat("leaf4");
        let mut noise = Noise::new(100 + v);
        let key = [('d', self.c("grass1")), ('l', self.c("leaf5")), ('s', self.c("leaf3"))];
        let tufts: [&[&str]; 5] = [
            &["d..", "d.d", ".d."],
            &[".d.", "dd.", "..d"],
            &["d.d.", ".dd."],
            &["l..", "dl.", ".d."],
            &["..d", "d.d", "sd."],
        ];
        let count = [1, 2, 3, 2, 1, 3, 4, 2][usize::try_from(v % 8).unwrap_or(0)];
        for n in 0..count {
            let (x, y) = (noise.between(1, 11), noise.between(1, 12));
            let kind = if n == 0 { noise.below(5) } else { noise.below(3) };
            canvas.stamp(x, y, tufts[usize::try_from(kind).unwrap_or(0)], &key);
        }
        if v == 5 {
            let flower = [('w', self.c("paper4")), ('g', self.c("gold3")), ('d', self.c("leaf3"))];
            canvas.stamp(9, 5, &[".w.", "wgw", ".w.", ".d."], &flower);
        }
        if v == 7 {
            let clover = [('l', self.c("leaf3")), ('d', self.c("grass1"))];
            canvas.stamp(4, 7, &[".l.", "lll", ".d.", "..ll", ".lld"], &clover);
        }
        canvas
    }

    /// Flowers in drifts: tall grass in two tones with whole plants on it, never single dots.
    fn meadow(&self, v: u32) -> Canvas {
        let mut canvas = self.flat("leaf4");
        let mut noise = Noise::new(300 + v);
        let key = [('d', self.c("grass1")), ('s', self.c("leaf3")), ('l', self.c("leaf5"))];
        for _ in 0..8 {
            let (x, y) = (noise.between(0, 12), noise.between(0, 13));
            let rows: &[&str] = match noise.below(3) {
                0 => &["d.s.", "dsd.", ".dd."],
                1 => &["l.d.", ".dds", ".ds."],
                _ => &[".dd.", "dddd", ".dd."],
            };
            canvas.stamp(x, y, rows, &key);
        }
        let blooms = [["rose3", "gold4"], ["paper4", "gold3"], ["gold3", "gold2"], ["plum4", "paper4"], ["night4", "paper4"]];
        let main = usize::try_from(v % 5).unwrap_or(0);
        let mut taken: Vec<(i32, i32)> = Vec::new();
        for n in 0..[4, 5, 1, 3, 5, 0, 4, 2][usize::try_from(v % 8).unwrap_or(0)] {
            let (x, y) = (noise.between(0, 13), noise.between(0, 12));
            if taken.iter().any(|(tx, ty)| (tx - x).abs() < 4 && (ty - y).abs() < 4) {
                continue;
            }
            taken.push((x, y));
            let pick = if noise.chance(70) { main } else { usize::try_from(noise.below(5)).unwrap_or(0) };
            let key = [('p', self.c(blooms[pick][0])), ('c', self.c(blooms[pick][1])), ('s', self.c("leaf3"))];
            let rows: &[&str] = if n % 3 < 2 { &[".p.", "pcp", ".p.", "ss."] } else { &["pp", "cp", "s."] };
            canvas.stamp(x, y, rows, &key);
        }
        canvas
    }

    fn path(&self, v: u32) -> Canvas {
        let mut canvas = self.flat("sand2");
        let mut noise = Noise::new(500 + v);
        let key = [('d', self.c("sand1")), ('l', self.c("sand3")), ('g', self.c("stone4")), ('s', self.c("stone3"))];
        for _ in 0..3 {
            let (x, y) = (noise.between(0, 12), noise.between(0, 14));
            let rows: &[&str] = if noise.chance(60) { &["ll.", ".ll"] } else { &["lll"] };
            canvas.stamp(x, y, rows, &key);
        }
        if v % 2 == 0 {
            canvas.stamp(noise.between(1, 11), noise.between(1, 12), &["d.", ".dd"], &key);
        }
        if v == 3 || v == 6 {
            canvas.stamp(noise.between(2, 10), noise.between(2, 10), &[".gg", "ggs", "dsd"], &key);
        }
        canvas
    }

    fn soil(&self, v: u32) -> Canvas {
        let mut canvas = self.flat("wood2");
        for y in 0..T {
            for x in 0..T {
                match (y % 8, hash(x / 3, y, 40 + v) % 9) {
                    (0, _) | (1, 0..3) => canvas.set(x, y, self.c("wood1")),
                    (3, 0..5) | (4, 0) => canvas.set(x, y, self.c("wood3")),
                    _ => {}
                }
            }
        }
        canvas
    }

    /// Rounded cobbles in uneven rows; a stone is there when its middle is inside the ground.
    fn cobble(&self, v: u32, mask: u32) -> Canvas {
        const ROWS: [(i32, i32, &[i32]); 3] = [(0, 5, &[0, 6, 11]), (5, 6, &[3, 8]), (11, 5, &[1, 7, 12])];
        let mut canvas = Canvas::new(T, T);
        for (row, (top, tall, starts)) in (0..).zip(ROWS) {
            for (n, start) in (0..).zip(starts) {
                let next = starts.get(usize::try_from(n + 1).unwrap_or(0)).copied().unwrap_or(starts[0] + T);
                let wide = next - start;
                let crosses = start + wide > T;
                let roll = if crosses { 9 } else { hash(n, row, 700 + v) % 12 };
                let (face, lit) = match roll {
                    0 if v == 2 => ("paper3", "paper4"),
                    1 | 2 => ("cobble1", "paper2"),
                    3 if v > 2 => ("stone4", "stone5"),
                    _ => ("paper2", "paper3"),
                };
                for part in [0, -T] {
                    let left = start + part;
                    let (mx, my) = (real(left) + real(wide) / 2.0, real(top) + real(tall) / 2.0);
                    let inside = depth(mask, mx.clamp(0.0, 16.0), my, Border::Organic, 3) > 0.0;
                    if mask != 15 && !inside {
                        continue;
                    }
                    for py in 0..tall {
                        for px in 0..wide {
                            let joint = px == wide - 1 || py == tall - 1;
                            let corner = (px == 0 || px == wide - 2) && (py == 0 || py == tall - 2);
                            let light = (py == 0 && px > 0 && px < wide - 2) && roll % 3 == 0;
                            let name = if joint || corner {
                                "cobble1"
                            } else if light {
                                lit
                            } else {
                                face
                            };
                            canvas.set(left + px, top + py, self.c(name));
                        }
                    }
                }
            }
        }
        if mask == 15 && v == 5 {
            let key = [('d', self.c("grass1")), ('s', self.c("leaf3"))];
            canvas.stamp(9, 4, &["d.s", "sds"], &key);
        }
        if mask != 15 {
            let before = canvas.clone();
            for y in 0..T {
                for x in 0..T {
                    let open = |dx: i32, dy: i32| {
                        let (nx, ny) = (x + dx, y + dy);
                        (0..T).contains(&nx) && (0..T).contains(&ny) && !before.has(nx, ny)
                    };
                    if before.has(x, y) && open(0, 1) {
                        canvas.set(x, y, self.c("paper1"));
                    } else if !before.has(x, y) && before.has(x, y - 1) {
                        canvas.set(x, y, self.p.shadow());
                    }
                }
            }
        }
        canvas
    }

    fn planks(&self, v: u32) -> Canvas {
        let mut canvas = self.flat("sand2");
        for row in 0..2 {
            let y = row * 8;
            canvas.rect(0, y, T, 1, self.c("sand1"));
            let roll = hash(row, 1, 900 + v);
            if roll % 2 == 0 {
                let end = if row == 0 { 5 } else { 12 };
                canvas.rect(end, y, 1, 8, self.c("sand1"));
                canvas.set(end + 2, y + 2, self.c("sand1"));
                canvas.set(end + 2, y + 6, self.c("sand1"));
            }
            let mut noise = Noise::new(950 + v * 2 + u32::try_from(row).unwrap_or(0));
            if noise.chance(60) {
                let (x, long) = (noise.between(1, 8), noise.between(3, 5));
                canvas.rect(x, y + 4, long, 1, self.c("sand1"));
                canvas.rect(x + long, y + 5, 2, 1, self.c("sand1"));
            }
            if noise.chance(45) {
                canvas.rect(noise.between(1, 9), y + 1, noise.between(2, 5), 1, self.c("sand3"));
            }
        }
        canvas
    }

    fn tiles(&self, v: u32) -> Canvas {
        let mut canvas = self.flat("paper3");
        for (x, y) in [(0, 0), (8, 8)] {
            canvas.rect(x, y, 8, 8, self.c("pine5"));
            canvas.rect(x, y + 7, 8, 1, self.c("pine4"));
            canvas.rect(x + 7, y, 1, 8, self.c("pine4"));
        }
        for (x, y) in [(8, 0), (0, 8)] {
            canvas.rect(x, y + 7, 8, 1, self.c("paper2"));
            canvas.rect(x + 7, y, 1, 8, self.c("paper2"));
            if v % 2 == 0 {
                canvas.rect(x + 1, y + 1, 3, 1, self.c("paper4"));
                canvas.set(x + 1, y + 2, self.c("paper4"));
            }
        }
        canvas
    }

    fn water(&self, v: u32, frame: i32) -> Canvas {
        let mut canvas = self.flat("water3");
        let mut noise = Noise::new(1200 + v);
        for n in 0..3 {
            let (x, y, long) = (noise.between(0, 8), n * 5 + noise.between(0, 3), noise.between(4, 6));
            let drift = [0, 1, 2, 1][usize::try_from((frame + n) % 4).unwrap_or(0)];
            let grow = [0, 0, 1, 1][usize::try_from((frame + n + 1) % 4).unwrap_or(0)];
            canvas.rect(x + drift, y, long - grow, 1, self.c("water4"));
            canvas.rect(x + drift + 2, y + 1, long - 3, 1, self.c("water2"));
            if n == 1 && frame == (v % 4).cast_signed() {
                canvas.set(x + drift + 2, y, self.c("water5"));
            }
        }
        canvas
    }

    /// Grass and meadow: blades along the border, a dark rim below, a shadow on what lies lower.
    fn tufted(&self, texture: &Canvas, mask: u32, soft: bool) -> Canvas {
        let blade = |x: i32, y: i32| {
            let calm = (1..T - 1).contains(&x) && (1..T - 1).contains(&y);
            if calm { [0.0, 0.9, -0.6, 0.3, 1.2][usize::try_from(hash(x, y / 4, mask) % 5).unwrap_or(0)] } else { 0.0 }
        };
        let at = |x: i32, y: i32| {
            let (cx, cy) = (x.clamp(0, T - 1), y.clamp(0, T - 1));
            depth(mask, real(cx) + 0.5, real(cy) + 0.5, Border::Organic, mask) + blade(cx, cy) > 0.0
        };
        Canvas::new(T, T).mapped(T, T, |x, y| {
            if at(x, y) {
                if soft {
                    return texture.get(x, y);
                }
                if !at(x, y + 1) || !at(x + 1, y) {
                    self.c("leaf3")
                } else if !at(x, y + 2) || !at(x + 1, y + 1) {
                    self.c("grass1")
                } else if !at(x, y - 1) || !at(x - 1, y) {
                    self.c("leaf5")
                } else {
                    texture.get(x, y)
                }
            } else if !soft && (at(x, y - 1) || at(x - 1, y - 1)) {
                self.p.shadow()
            } else {
                CLEAR
            }
        })
    }

    fn lipped(&self, texture: &Canvas, mask: u32, rim: &str, light: Option<&str>) -> Canvas {
        let at = |x: i32, y: i32| {
            let (cx, cy) = (x.clamp(0, T - 1), y.clamp(0, T - 1));
            depth(mask, real(cx) + 0.5, real(cy) + 0.5, Border::Organic, mask) > 0.0
        };
        Canvas::new(T, T).mapped(T, T, |x, y| {
            if !at(x, y) {
                CLEAR
            } else if !at(x, y - 1) || !at(x - 1, y) {
                self.c(rim)
            } else if let (Some(name), true) = (light, !at(x, y + 1) || !at(x + 1, y)) {
                self.c(name)
            } else {
                texture.get(x, y)
            }
        })
    }

    fn squared(&self, texture: &Canvas, mask: u32) -> Canvas {
        Canvas::new(T, T).mapped(T, T, |x, y| {
            let inside = depth(mask, real(x) + 0.5, real(y) + 0.5, Border::Square, 0) > 0.0;
            if inside { texture.get(x, y) } else { CLEAR }
        })
    }

    /// The top of indoor walls: dark, with a wooden edge towards the room.
    fn wall(&self, mask: u32) -> Canvas {
        let at = |x: i32, y: i32| {
            let (cx, cy) = (x.clamp(0, T - 1), y.clamp(0, T - 1));
            depth(mask, real(cx) + 0.5, real(cy) + 0.5, Border::Square, 0) > 0.0
        };
        let near = |x: i32, y: i32, r: i32| {
            (-r..=r).any(|dy| (-r..=r).any(|dx| !at(x + dx, y + dy)))
        };
        Canvas::new(T, T).mapped(T, T, |x, y| {
            if at(x, y) {
                if near(x, y, 1) {
                    self.c("wood1")
                } else if near(x, y, 2) {
                    self.c("wood4")
                } else if near(x, y, 4) {
                    self.c("wood3")
                } else if near(x, y, 5) {
                    self.c("wood1")
                } else {
                    self.c("ink2")
                }
            } else if at(x, y - 1) || at(x - 1, y) || at(x, y - 2) || at(x - 2, y) {
                self.p.shadow()
            } else {
                CLEAR
            }
        })
    }

    /// Water with its bank: an earth face under the far shore, foam all along.
    fn shore(&self, mask: u32, frame: i32) -> Canvas {
        let at = |x: i32, y: i32| {
            let (cx, cy) = (x.clamp(0, T - 1), y.clamp(0, T - 1));
            depth(mask, real(cx) + 0.5, real(cy) + 0.5, Border::Organic, mask) > 0.0
        };
        let water = self.water(mask % 4, frame);
        Canvas::new(T, T).mapped(T, T, |x, y| {
            if !at(x, y) {
                return if !at(x, y + 1) && at(x, y + 2) || at(x, y + 1) { self.c("leaf3") } else { CLEAR };
            }
            let above = (1..=7).find(|k| !at(x, y - k));
            let side = (1..=3).find(|k| !at(x - k, y) || !at(x + k, y));
            let below = (1..=3).find(|k| !at(x, y + k));
            let wash = i32::from((x * 5 + frame * 4 + y * 3) % 16 < 9);
            match (above, side, below) {
                (Some(1), _, _) => self.c("wood2"),
                (Some(k @ 2..=4), _, _) => {
                    let roll = hash(x / 3, k / 3, mask) % 4;
                    self.c(match (k, roll) {
                        (4, _) => "wood2",
                        (_, 0) => "stone3",
                        (2, _) => "sand1",
                        _ => "wood3",
                    })
                }
                (_, Some(1), _) | (_, _, Some(1)) => self.c("wood2"),
                (Some(5), _, _) => self.c(if wash == 1 { "water5" } else { "water2" }),
                (Some(6), _, _) => self.c(if wash == 1 { "water2" } else { "water3" }),
                (_, Some(2), _) | (_, _, Some(2)) => self.c(if wash == 1 { "water5" } else { "water4" }),
                (_, Some(3), _) | (_, _, Some(3)) if wash == 1 => self.c("water4"),
                _ => water.get(x, y),
            }
        })
    }
}
