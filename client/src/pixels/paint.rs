//! Painting on the processor: small RGBA canvases cut from atlases and turned into textures.

use bevy::asset::RenderAssetUsages;
use bevy::image::Image;
use bevy::math::{IVec2, URect, UVec2};
use bevy::render::render_resource::{Extent3d, TextureDimension, TextureFormat};

/// Red, green, blue and opacity.
pub type Rgba = [u8; 4];

/// A picture in memory, transparent at first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Canvas {
    /// Width and height in pixels.
    pub size: UVec2,
    /// Four bytes a pixel, row by row.
    pub bytes: Vec<u8>,
}

impl Canvas {
    /// A transparent canvas.
    #[must_use]
    pub fn new(size: UVec2) -> Self {
        Self { size, bytes: vec![0; size.x as usize * size.y as usize * 4] }
    }

    /// The pixel here; transparent outside.
    #[must_use]
    pub fn get(&self, x: i32, y: i32) -> Rgba {
        self.index(x, y).map_or([0; 4], |i| read(&self.bytes, i))
    }

    /// Sets a pixel; outside nothing happens.
    pub fn set(&mut self, x: i32, y: i32, colour: Rgba) {
        if let Some(i) = self.index(x, y)
            && let Some(place) = self.bytes.get_mut(i..i + 4)
        {
            place.copy_from_slice(&colour);
        }
    }

    /// Lays a colour over a pixel by its opacity.
    pub fn blend(&mut self, x: i32, y: i32, colour: Rgba) {
        match colour[3] {
            0 => {}
            255 => self.set(x, y, colour),
            alpha => {
                let under = self.get(x, y);
                let (a, b) = (u32::from(alpha), u32::from(under[3]));
                let out = a + b * (255 - a) / 255;
                let mix = |top: u8, low: u8| {
                    let sum = u32::from(top) * a + u32::from(low) * b * (255 - a) / 255;
                    u8::try_from(sum / out.max(1)).unwrap_or(255)
                };
                let [r, g, b, _] = [0, 1, 2, 3].map(|i| mix(colour[i], under[i]));
                self.set(x, y, [r, g, b, u8::try_from(out).unwrap_or(255)]);
            }
        }
    }

    /// Lays a part of an image over this canvas with its upper left at `to`, each pixel changed by `dye`.
    pub fn blit(&mut self, image: &Image, part: URect, to: IVec2, mut dye: impl FnMut(Rgba) -> Rgba) {
        let Some(bytes) = image.data.as_ref() else { return };
        let width = image.width() as usize;
        for y in 0..part.height() {
            for x in 0..part.width() {
                let at = ((part.min.y + y) as usize * width + (part.min.x + x) as usize) * 4;
                let pixel = read(bytes, at);
                if pixel[3] > 0 {
                    self.blend(to.x + x as i32, to.y + y as i32, dye(pixel));
                }
            }
        }
    }

    /// The canvas as a texture; `format` says whether its bytes are colours (sRGB) or plain numbers.
    #[must_use]
    pub fn into_image(self, format: TextureFormat) -> Image {
        let size = Extent3d { width: self.size.x, height: self.size.y, depth_or_array_layers: 1 };
        Image::new(size, TextureDimension::D2, self.bytes, format, RenderAssetUsages::default())
    }

    fn index(&self, x: i32, y: i32) -> Option<usize> {
        let (x, y) = (u32::try_from(x).ok()?, u32::try_from(y).ok()?);
        (x < self.size.x && y < self.size.y).then(|| (y as usize * self.size.x as usize + x as usize) * 4)
    }
}

fn read(bytes: &[u8], at: usize) -> Rgba {
    bytes.get(at..at + 4).and_then(|four| four.try_into().ok()).unwrap_or_default()
}

/// A fixed scramble of three numbers, the one that the art tools place variants with.
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn half_a_colour_over_another_is_their_middle() {
        let mut canvas = Canvas::new(UVec2::new(2, 1));
        canvas.set(0, 0, [0, 0, 0, 255]);
        canvas.blend(0, 0, [200, 100, 50, 128]);
        assert_eq!(canvas.get(0, 0), [100, 50, 25, 255]);
        canvas.blend(1, 0, [200, 100, 50, 128]);
        assert_eq!(canvas.get(1, 0), [200, 100, 50, 128]);
        canvas.set(5, 5, [1; 4]);
        assert_eq!(canvas.get(5, 5), [0; 4]);
    }
}
