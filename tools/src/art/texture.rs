//! Seeded noise and the small textures that recipes share.

use super::canvas::{Canvas, Rgba};

/// A fixed scramble of three numbers into 32 bits; the same on every machine.
#[must_use]
pub const fn hash(x: i32, y: i32, seed: u32) -> u32 {
    let mut h = seed.wrapping_mul(0x9e37_79b9) ^ x.cast_unsigned().wrapping_mul(0x85eb_ca6b);
    h ^= y.cast_unsigned().wrapping_mul(0xc2b2_ae35);
    h ^= h >> 15;
    h = h.wrapping_mul(0x2c1b_3c6d);
    h ^= h >> 12;
    h = h.wrapping_mul(0x297a_2d39);
    h ^ (h >> 15)
}

/// A seeded stream of numbers for recipes.
#[derive(Debug, Clone)]
pub struct Noise {
    seed: u32,
    at: i32,
}

impl Noise {
    /// A stream that this seed alone decides.
    #[must_use]
    pub const fn new(seed: u32) -> Self {
        Self { seed, at: 0 }
    }

    /// The next number in `0..n` (0 when `n` is not positive).
    pub fn below(&mut self, n: i32) -> i32 {
        self.at += 1;
        let value = hash(self.at, 17, self.seed) >> 8;
        if n <= 0 { 0 } else { value.cast_signed() % n }
    }

    /// The next number in `low..=high`.
    pub fn between(&mut self, low: i32, high: i32) -> i32 {
        low + self.below(high - low + 1)
    }

    /// Whether something that happens `percent` times in a hundred happens now.
    pub fn chance(&mut self, percent: i32) -> bool {
        self.below(100) < percent
    }

    /// The next number in `0.0..1.0`.
    pub fn unit(&mut self) -> f32 {
        f32::from(u16::try_from(self.below(4096)).unwrap_or(0)) / 4096.0
    }
}

/// The nearest whole number.
#[must_use]
pub fn round(v: f32) -> i32 {
    v.round() as i32
}

/// A whole number as a fraction.
#[must_use]
pub fn real(v: i32) -> f32 {
    f32::from(i16::try_from(v).unwrap_or(i16::MAX))
}

/// The sine, from plain arithmetic so that every machine draws the same picture.
#[must_use]
pub fn sin(angle: f32) -> f32 {
    let turns = angle / std::f32::consts::TAU;
    // From -0.5 to 0.5 turns, folded onto a quarter.
    let t = turns - (turns + 0.5).floor();
    let t = if t > 0.25 {
        0.5 - t
    } else if t < -0.25 {
        -0.5 - t
    } else {
        t
    };
    let x = t * std::f32::consts::TAU;
    let square = x * x;
    x * (1.0 - square / 6.0 * (1.0 - square / 20.0 * (1.0 - square / 42.0 * (1.0 - square / 72.0))))
}

/// The cosine, from plain arithmetic.
#[must_use]
pub fn cos(angle: f32) -> f32 {
    sin(angle + std::f32::consts::FRAC_PI_2)
}

/// How much of a full turn the way to `(x, y)` is, 0.0..1.0, from plain arithmetic.
#[must_use]
pub fn turn(x: f32, y: f32) -> f32 {
    let (low, high) = (x.abs().min(y.abs()), x.abs().max(y.abs()).max(0.000_1));
    let a = low / high;
    let s = a * a;
    let eighth = a * (0.159_15 - s * (0.052_1 - s * (0.025_3 - s * 0.007_4)));
    let quarter = if y.abs() > x.abs() { 0.25 - eighth } else { eighth };
    let half = if x < 0.0 { 0.5 - quarter } else { quarter };
    if y < 0.0 { 1.0 - half } else { half }
}

/// The straight distance of `(x, y)`, from plain arithmetic.
#[must_use]
pub fn length(x: f32, y: f32) -> f32 {
    (x * x + y * y).sqrt()
}

/// Which of `tones` (darkest first) a brightness of 0.0..1.0 is.
#[must_use]
pub fn tone(tones: &[Rgba], light: f32) -> Rgba {
    let last = i32::try_from(tones.len()).unwrap_or(1) - 1;
    let index = round(light * real(last + 1) - 0.5).clamp(0, last.max(0));
    tones[usize::try_from(index).unwrap_or(0)]
}

/// Rows of overlapping scalloped shingles in four tones, darkest first.
pub fn shingles(canvas: &mut Canvas, x: i32, y: i32, w: i32, h: i32, tones: [Rgba; 4], seed: u32) {
    let [deep, dark, mid, light] = tones;
    let (tall, wide) = (6, 8);
    for row in 0..=(h / tall) {
        let top = y + row * tall;
        let shift = if row % 2 == 0 { 0 } else { wide / 2 };
        for col in -1..=(w / wide + 1) {
            let left = x + col * wide - shift;
            let roll = hash(col, row, seed) % 12;
            let face = if roll == 0 { dark } else { mid };
            for py in 0..tall {
                for px in 0..wide {
                    let (gx, gy) = (left + px, top + py);
                    if gx < x || gx >= x + w || gy >= y + h {
                        continue;
                    }
                    let corner = (px == 0 || px == wide - 1) && py >= tall - 2;
                    let colour = if py == tall - 1 || corner {
                        if corner && py == tall - 1 { deep } else { dark }
                    } else if px == 0 {
                        dark
                    } else if py == 0 {
                        if face == mid { dark } else { deep }
                    } else if roll < 9 && ((py == tall - 2 && (2..=4).contains(&px)) || (px == 1 && py == tall - 3)) {
                        if face == mid { light } else { mid }
                    } else {
                        face
                    };
                    canvas.set(gx, gy, colour);
                }
            }
        }
    }
}

/// A brick wall in four tones: mortar, dark, middle, light brick.
pub fn bricks(canvas: &mut Canvas, x: i32, y: i32, w: i32, h: i32, tones: [Rgba; 4], seed: u32) {
    let [mortar, dark, mid, light] = tones;
    for gy in y..y + h {
        let row = (gy - y) / 4;
        let shift = if row % 2 == 0 { 0 } else { 4 };
        for gx in x..x + w {
            let (bx, px, py) = ((gx - x + shift) / 8, (gx - x + shift) % 8, (gy - y) % 4);
            let roll = hash(bx, row, seed) % 8;
            let colour = if py == 3 || px == 7 {
                mortar
            } else if roll == 0 {
                dark
            } else if roll == 1 || (py == 0 && px < 4 && roll < 4) {
                light
            } else {
                mid
            };
            canvas.set(gx, gy, colour);
        }
    }
}

/// Upright boards of `wide` pixels in three tones: seam, face, edge light.
pub fn boards(canvas: &mut Canvas, x: i32, y: i32, w: i32, h: i32, wide: i32, tones: [Rgba; 3], seed: u32) {
    let [seam, face, light] = tones;
    for gx in x..x + w {
        let (board, px) = ((gx - x) / wide, (gx - x) % wide);
        for gy in y..y + h {
            let grain =
                px == 1 + (hash(board, 3, seed) % 3).cast_signed() && hash(board, (gy - y) / 5, seed).is_multiple_of(3);
            let colour = if px == wide - 1 || grain && px > 1 {
                seam
            } else if px == 0 {
                light
            } else {
                face
            };
            canvas.set(gx, gy, colour);
        }
    }
}
