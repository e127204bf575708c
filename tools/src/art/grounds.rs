//! The grounds: quiet full tiles in variants and edge tiles for the half-tile-offset grid.

use std::path::Path;

use anyhow::Result;

use super::borders::{Border, depth};
use super::canvas::{Canvas, Rgba};
use super::pack::{self, Sprite};
use super::palette::Palette;
use super::texture::{Noise, hash, real};

/// Edge of a tile in pixels.
pub(super) const T: i32 = 16;

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
    for v in 0..8 {
        all.push(full("cobble", v, g.cobble(v, 15)));
    }
    for v in 0..6 {
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
        all.push(edge("meadow", mask, g.tufted(&g.meadow(if mask.count_ones() == 2 { 5 } else { mask }), mask, true)));
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

/// Draws grounds from one palette.
pub(super) struct Grounds<'a> {
    pub(super) p: &'a Palette,
}

impl Grounds<'_> {
    pub(super) fn c(&self, name: &str) -> Rgba {
        self.p.rgba(name)
    }

    fn flat(&self, name: &str) -> Canvas {
        let mut canvas = Canvas::new(T, T);
        canvas.rect(0, 0, T, T, self.c(name));
        canvas
    }

    pub(super) fn grass(&self, v: u32) -> Canvas {
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
    pub(super) fn meadow(&self, v: u32) -> Canvas {
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
        let blooms =
            [["rose3", "gold4"], ["paper4", "gold3"], ["gold3", "gold2"], ["plum4", "paper4"], ["night4", "paper4"]];
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

    pub(super) fn path(&self, v: u32) -> Canvas {
        let mut canvas = self.flat("sand2");
        let mut noise = Noise::new(500 + v);
        let key = [('d', self.c("sand1")), ('l', self.c("sand3")), ('g', self.c("stone4")), ('s', self.c("stone3"))];
        for _ in 0..3 {
            let (x, y) = (noise.between(0, 12), noise.between(0, 14));
            let rows: &[&str] = if noise.chance(60) { &["ll.", ".ll"] } else { &["lll"] };
            canvas.stamp(x, y, rows, &key);
        }
        if v.is_multiple_of(2) {
            canvas.stamp(noise.between(1, 11), noise.between(1, 12), &["d.", ".dd"], &key);
        }
        if v == 3 || v == 6 {
            canvas.stamp(noise.between(2, 10), noise.between(2, 10), &[".gg", "ggs", "dsd"], &key);
        }
        canvas
    }

    pub(super) fn soil(&self, v: u32) -> Canvas {
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
    pub(super) fn cobble(&self, v: u32, mask: u32) -> Canvas {
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
                            let light = !crosses && py == 0 && (1..3).contains(&px) && roll % 3 == 0;
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

    pub(super) fn planks(&self, v: u32) -> Canvas {
        let mut canvas = self.flat("sand2");
        for row in 0..2 {
            let y = row * 8;
            canvas.rect(0, y, T, 1, self.c("sand1"));
            let roll = hash(row, 1, 900 + v);
            if roll.is_multiple_of(2) {
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

    pub(super) fn tiles(&self, v: u32) -> Canvas {
        let mut canvas = self.flat("paper3");
        for (x, y) in [(0, 0), (8, 8)] {
            canvas.rect(x, y, 8, 8, self.c("pine5"));
            canvas.rect(x, y + 7, 8, 1, self.c("pine4"));
            canvas.rect(x + 7, y, 1, 8, self.c("pine4"));
        }
        for (x, y) in [(8, 0), (0, 8)] {
            canvas.rect(x, y + 7, 8, 1, self.c("paper2"));
            canvas.rect(x + 7, y, 1, 8, self.c("paper2"));
            if v.is_multiple_of(2) {
                canvas.rect(x + 1, y + 1, 3, 1, self.c("paper4"));
                canvas.set(x + 1, y + 2, self.c("paper4"));
            }
        }
        canvas
    }

    pub(super) fn water(&self, v: u32, frame: i32) -> Canvas {
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
}
