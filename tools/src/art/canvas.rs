//! A small picture in memory and the strokes that recipes are made of.

use std::path::Path;

use anyhow::{Context as _, Result, bail};

/// Red, green, blue and opacity.
pub type Rgba = [u8; 4];

/// Nothing.
pub const CLEAR: Rgba = [0, 0, 0, 0];

/// A picture of `w`×`h` pixels; strokes outside it are ignored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Canvas {
    /// Width in pixels.
    pub w: i32,
    /// Height in pixels.
    pub h: i32,
    data: Vec<Rgba>,
}

impl Canvas {
    /// A clear picture.
    #[must_use]
    pub fn new(w: i32, h: i32) -> Self {
        Self { w, h, data: vec![CLEAR; usize::try_from(w.max(0) * h.max(0)).unwrap_or(0)] }
    }

    fn index(&self, x: i32, y: i32) -> Option<usize> {
        if x < 0 || y < 0 || x >= self.w || y >= self.h { None } else { usize::try_from(y * self.w + x).ok() }
    }

    /// The pixel here; clear outside the picture.
    #[must_use]
    pub fn get(&self, x: i32, y: i32) -> Rgba {
        self.index(x, y).map_or(CLEAR, |i| self.data[i])
    }

    /// Whether something is drawn here.
    #[must_use]
    pub fn has(&self, x: i32, y: i32) -> bool {
        self.get(x, y)[3] > 0
    }

    /// Replaces the pixel here.
    pub fn set(&mut self, x: i32, y: i32, colour: Rgba) {
        if let Some(i) = self.index(x, y) {
            self.data[i] = colour;
        }
    }

    /// Replaces the pixel here only where something is drawn already.
    pub fn tint(&mut self, x: i32, y: i32, colour: Rgba) {
        if self.has(x, y) {
            self.set(x, y, colour);
        }
    }

    /// Lays a pixel over this one by its opacity.
    pub fn blend(&mut self, x: i32, y: i32, colour: Rgba) {
        let under = self.get(x, y);
        let over = u32::from(colour[3]);
        if over == 0 {
            return;
        }
        if over == 255 || under[3] == 0 {
            self.set(x, y, colour);
            return;
        }
        let mix = |a: u8, b: u8| u8::try_from((u32::from(a) * (255 - over) + u32::from(b) * over) / 255).unwrap_or(255);
        let alpha = under[3].max(colour[3]);
        self.set(x, y, [mix(under[0], colour[0]), mix(under[1], colour[1]), mix(under[2], colour[2]), alpha]);
    }

    /// Fills a rectangle.
    pub fn rect(&mut self, x: i32, y: i32, w: i32, h: i32, colour: Rgba) {
        for py in y..y + h {
            for px in x..x + w {
                self.set(px, py, colour);
            }
        }
    }

    /// Draws the border of a rectangle.
    pub fn frame(&mut self, x: i32, y: i32, w: i32, h: i32, colour: Rgba) {
        self.rect(x, y, w, 1, colour);
        self.rect(x, y + h - 1, w, 1, colour);
        self.rect(x, y, 1, h, colour);
        self.rect(x + w - 1, y, 1, h, colour);
    }

    /// Draws a straight line, both ends included.
    pub fn line(&mut self, x0: i32, y0: i32, x1: i32, y1: i32, colour: Rgba) {
        let (dx, dy) = ((x1 - x0).abs(), -(y1 - y0).abs());
        let (sx, sy) = ((x1 - x0).signum(), (y1 - y0).signum());
        let (mut x, mut y, mut err) = (x0, y0, dx + dy);
        loop {
            self.set(x, y, colour);
            if x == x1 && y == y1 {
                return;
            }
            let twice = 2 * err;
            if twice >= dy {
                err += dy;
                x += sx;
            }
            if twice <= dx {
                err += dx;
                y += sy;
            }
        }
    }

    /// Fills the ellipse inscribed in a rectangle.
    pub fn ellipse(&mut self, x: i32, y: i32, w: i32, h: i32, colour: Rgba) {
        for py in 0..h {
            for px in 0..w {
                let (dx, dy) = (i64::from(2 * px + 1 - w), i64::from(2 * py + 1 - h));
                let (ww, hh) = (i64::from(w), i64::from(h));
                if dx * dx * hh * hh + dy * dy * ww * ww <= ww * ww * hh * hh {
                    self.set(x + px, y + py, colour);
                }
            }
        }
    }

    /// Lays another picture over this one.
    pub fn blit(&mut self, from: &Self, x: i32, y: i32) {
        for py in 0..from.h {
            for px in 0..from.w {
                self.blend(x + px, y + py, from.get(px, py));
            }
        }
    }

    /// Lays another picture under this one.
    pub fn blit_under(&mut self, from: &Self, x: i32, y: i32) {
        for py in 0..from.h {
            for px in 0..from.w {
                let top = self.get(x + px, y + py);
                if top[3] < 255 {
                    self.set(x + px, y + py, from.get(px, py));
                    self.blend(x + px, y + py, top);
                }
            }
        }
    }

    /// Draws a hand-made grid: each character of `rows` is looked up in `key`; others draw nothing.
    pub fn stamp(&mut self, x: i32, y: i32, rows: &[&str], key: &[(char, Rgba)]) {
        for (py, row) in (y..).zip(rows) {
            for (px, c) in (x..).zip(row.chars()) {
                if let Some((_, colour)) = key.iter().find(|(k, _)| *k == c) {
                    self.set(px, py, *colour);
                }
            }
        }
    }

    /// The picture seen in a mirror standing beside it.
    #[must_use]
    pub fn mirrored(&self) -> Self {
        self.mapped(self.w, self.h, |x, y| self.get(self.w - 1 - x, y))
    }

    /// The picture upside down.
    #[must_use]
    pub fn flipped(&self) -> Self {
        self.mapped(self.w, self.h, |x, y| self.get(x, self.h - 1 - y))
    }

    /// A part of the picture; may reach outside it.
    #[must_use]
    pub fn cropped(&self, x: i32, y: i32, w: i32, h: i32) -> Self {
        self.mapped(w, h, |px, py| self.get(x + px, y + py))
    }

    /// The picture with every pixel grown to a square of `n`.
    #[must_use]
    pub fn scaled(&self, n: i32) -> Self {
        self.mapped(self.w * n, self.h * n, |x, y| self.get(x / n, y / n))
    }

    /// A picture of this size whose pixels `f` gives.
    #[must_use]
    pub fn mapped(&self, w: i32, h: i32, f: impl Fn(i32, i32) -> Rgba) -> Self {
        let mut out = Self::new(w, h);
        for y in 0..h {
            for x in 0..w {
                out.set(x, y, f(x, y));
            }
        }
        out
    }

    /// Changes every pixel of one of the first colours into its partner (palette swap).
    pub fn replace(&mut self, pairs: &[(Rgba, Rgba)]) {
        for pixel in &mut self.data {
            if let Some((_, to)) = pairs.iter().find(|(from, _)| from == pixel) {
                *pixel = *to;
            }
        }
    }

    /// Draws a one-pixel outline around everything opaque, outside it.
    pub fn outline(&mut self, colour: Rgba) {
        let before = self.clone();
        let solid = |x, y| before.get(x, y)[3] == 255;
        for y in 0..self.h {
            for x in 0..self.w {
                if !solid(x, y) && (solid(x - 1, y) || solid(x + 1, y) || solid(x, y - 1) || solid(x, y + 1)) {
                    self.set(x, y, colour);
                }
            }
        }
    }

    /// Recolours the outermost opaque pixels by what they were.
    pub fn rim(&mut self, change: impl Fn(Rgba, i32, i32) -> Rgba) {
        let before = self.clone();
        let solid = |x, y| before.get(x, y)[3] == 255;
        for y in 0..self.h {
            for x in 0..self.w {
                if solid(x, y) {
                    let dx = i32::from(!solid(x + 1, y)) - i32::from(!solid(x - 1, y));
                    let dy = i32::from(!solid(x, y + 1)) - i32::from(!solid(x, y - 1));
                    if dx != 0 || dy != 0 {
                        self.set(x, y, change(before.get(x, y), dx, dy));
                    }
                }
            }
        }
    }

    /// Lays a soft elliptic ground shadow under the picture.
    pub fn shadow(&mut self, x: i32, y: i32, w: i32, h: i32, colour: Rgba) {
        let mut under = Self::new(self.w, self.h);
        under.ellipse(x, y, w, h, colour);
        self.blit_under(&under, 0, 0);
    }

    /// Multiplies every colour by a tint of 0..=255 per channel.
    pub fn multiply(&mut self, tint: [u8; 3]) {
        for pixel in &mut self.data {
            for (channel, by) in pixel.iter_mut().zip(tint) {
                *channel = u8::try_from(u32::from(*channel) * u32::from(by) / 255).unwrap_or(255);
            }
        }
    }

    /// Whether nothing is drawn at all.
    #[must_use]
    pub fn is_clear(&self) -> bool {
        self.data.iter().all(|pixel| pixel[3] == 0)
    }

    /// The PNG file of this picture.
    pub fn png(&self) -> Result<Vec<u8>> {
        let mut bytes = Vec::new();
        let mut encoder = png::Encoder::new(&mut bytes, u32::try_from(self.w)?, u32::try_from(self.h)?);
        encoder.set_color(png::ColorType::Rgba);
        encoder.set_depth(png::BitDepth::Eight);
        encoder.set_compression(png::Compression::High);
        let mut writer = encoder.write_header()?;
        writer.write_image_data(&self.data.concat())?;
        writer.finish()?;
        Ok(bytes)
    }

    /// Writes the picture as a PNG file, making its folder where needed.
    pub fn write_png(&self, path: &Path) -> Result<()> {
        if let Some(folder) = path.parent() {
            std::fs::create_dir_all(folder)?;
        }
        std::fs::write(path, self.png()?).with_context(|| format!("writing {}", path.display()))
    }

    /// Reads an eight-bit RGB or RGBA PNG file.
    pub fn read_png(path: &Path) -> Result<Self> {
        let file = std::fs::File::open(path).with_context(|| format!("reading {}", path.display()))?;
        let mut reader = png::Decoder::new(std::io::BufReader::new(file)).read_info()?;
        let mut bytes = vec![0; reader.output_buffer_size().context("picture too large")?];
        let info = reader.next_frame(&mut bytes)?;
        let step = match (info.color_type, info.bit_depth) {
            (png::ColorType::Rgba, png::BitDepth::Eight) => 4,
            (png::ColorType::Rgb, png::BitDepth::Eight) => 3,
            other => bail!("{}: expected 8-bit RGB or RGBA, found {other:?}", path.display()),
        };
        let mut canvas = Self::new(i32::try_from(info.width)?, i32::try_from(info.height)?);
        for (pixel, source) in canvas.data.iter_mut().zip(bytes.chunks_exact(step)) {
            *pixel = [source[0], source[1], source[2], source.get(3).copied().unwrap_or(255)];
        }
        Ok(canvas)
    }
}
