//! Two pictures of the same view, and how much of them differs.

use png::{ColorType, Transformations};

/// Most that two renderers may round a channel apart, of 255.
const ROUNDING: u8 = 8;

/// A picture as red, green and blue, row by row.
#[derive(Clone)]
pub struct Picture {
    pub width: usize,
    pub height: usize,
    pub pixels: Vec<[u8; 3]>,
}

/// A part of a picture: left, top, width and height in pixels.
pub type Part = (usize, usize, usize, usize);

/// What differs between two pictures.
pub struct Difference {
    /// Pixels that differ by more than rounding.
    pub pixels: usize,
    /// The most that any channel differs by, also where it is rounding.
    pub most: u8,
    /// White where the pictures differ, over a dark version of the first.
    pub shown: Picture,
}

impl Picture {
    /// Reads a PNG.
    pub fn read(bytes: &[u8]) -> Self {
        let mut decoder = png::Decoder::new(std::io::Cursor::new(bytes));
        decoder.set_transformations(Transformations::normalize_to_color8());
        let mut reader = decoder.read_info().expect("a PNG");
        let mut data = vec![0; reader.output_buffer_size().expect("a size")];
        let info = reader.next_frame(&mut data).expect("a picture");
        let channels = match info.color_type {
            ColorType::Rgb => 3,
            ColorType::Rgba => 4,
            other => panic!("a picture in {other:?}"),
        };
        let pixels = data[..info.buffer_size()].chunks_exact(channels).map(|p| [p[0], p[1], p[2]]).collect();
        Self { width: info.width as usize, height: info.height as usize, pixels }
    }

    /// Writes a PNG.
    pub fn write(&self) -> Vec<u8> {
        let mut bytes = Vec::new();
        let mut encoder = png::Encoder::new(&mut bytes, self.width as u32, self.height as u32);
        encoder.set_color(ColorType::Rgb);
        let mut writer = encoder.write_header().expect("a header");
        writer.write_image_data(self.pixels.as_flattened()).expect("a picture");
        drop(writer);
        bytes
    }

    /// What differs from another picture of the same size outside of some parts.
    pub fn difference(&self, other: &Self, left_out: &[Part]) -> Difference {
        assert_eq!((self.width, self.height), (other.width, other.height), "the sizes of the pictures");
        let mut shown = self.clone();
        let (mut pixels, mut most) = (0, 0);
        for (at, (ours, theirs)) in self.pixels.iter().zip(&other.pixels).enumerate() {
            let (x, y) = (at % self.width, at / self.width);
            let is_in = |(left, top, width, height): &Part| {
                (*left..left + width).contains(&x) && (*top..top + height).contains(&y)
            };
            let apart = ours.iter().zip(theirs).map(|(a, b)| a.abs_diff(*b)).max().unwrap_or(0);
            let counts = !left_out.iter().any(is_in);
            shown.pixels[at] = ours.map(|channel| channel / 4);
            if counts {
                most = most.max(apart);
            }
            if counts && apart > ROUNDING {
                pixels += 1;
                shown.pixels[at] = [255; 3];
            }
        }
        Difference { pixels, most, shown }
    }
}

#[test]
fn what_differs_is_counted_and_rounding_is_not() {
    let grey = Picture { width: 40, height: 30, pixels: vec![[100; 3]; 1200] };
    let mut other = Picture::read(&grey.write());
    other.pixels[0] = [100, 100 + ROUNDING, 100];
    assert_eq!(grey.difference(&other, &[]).pixels, 0);
    other.pixels[0][1] += 1;
    other.pixels[45] = [0; 3];
    let found = grey.difference(&other, &[]);
    assert_eq!((found.pixels, found.most, found.shown.pixels[45]), (2, 100, [255; 3]));
    assert_eq!(grey.difference(&other, &[(5, 1, 1, 1)]).pixels, 1, "one is left out");
}
