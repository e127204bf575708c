//! Where grounds meet: organic and square borders, rims of grass, walls' edges, the shore.

use super::canvas::{CLEAR, Canvas};
use super::grounds::{Grounds, T};
use super::texture::{hash, length, real, sin};

/// How the border between a ground and lower ones runs.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Border {
    /// Rounded and a little uneven.
    Organic,
    /// Along the tiles.
    Square,
}

/// How far inside the ground a point of an edge tile lies, in pixels; negative is outside.
pub(super) fn depth(mask: u32, x: f32, y: f32, border: Border, seed: u32) -> f32 {
    let size = real(T);
    if border == Border::Square {
        let bit = u32::from(x >= 8.0) + 2 * u32::from(y >= 8.0);
        return if mask >> bit & 1 == 1 { 1.0 } else { -1.0 };
    }
    let corner = |bit: u32| (real((bit & 1).cast_signed()) * size, real((bit >> 1).cast_signed()) * size);
    let far = |bit: u32| {
        let (cx, cy) = corner(bit);
        length(x - cx, y - cy)
    };
    // Uneven inside the tile, true at its borders, so that neighbours always meet.
    let wave = |along: f32| {
        let t = (along / size).clamp(0.0, 1.0);
        let calm = (t * (1.0 - t) * 5.0).min(1.0);
        calm * sin(t * 9.0 + real((seed % 7).cast_signed())) * 1.1
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

impl Grounds<'_> {
    /// Grass and meadow: blades along the border, a dark rim below, a shadow on what lies lower.
    pub(super) fn tufted(&self, texture: &Canvas, mask: u32, soft: bool) -> Canvas {
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

    pub(super) fn lipped(&self, texture: &Canvas, mask: u32, rim: &str, light: Option<&str>) -> Canvas {
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

    pub(super) fn squared(&self, texture: &Canvas, mask: u32) -> Canvas {
        Canvas::new(T, T).mapped(T, T, |x, y| {
            let inside = depth(mask, real(x) + 0.5, real(y) + 0.5, Border::Square, 0) > 0.0;
            if inside { texture.get(x, y) } else { CLEAR }
        })
    }

    /// The top of indoor walls: dark, with a wooden edge towards the room.
    pub(super) fn wall(&self, mask: u32) -> Canvas {
        let at = |x: i32, y: i32| {
            let (cx, cy) = (x.clamp(0, T - 1), y.clamp(0, T - 1));
            depth(mask, real(cx) + 0.5, real(cy) + 0.5, Border::Square, 0) > 0.0
        };
        let near = |x: i32, y: i32, r: i32| (-r..=r).any(|dy| (-r..=r).any(|dx| !at(x + dx, y + dy)));
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
    pub(super) fn shore(&self, mask: u32, frame: i32) -> Canvas {
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
            if above == Some(1) {
                return self.c("wood2");
            }
            match (above, side, below) {
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
