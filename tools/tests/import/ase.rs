//! Writes Aseprite files byte by byte, as their specification has them.

use std::io::Write as _;

use flate2::Compression;
use flate2::write::ZlibEncoder;

/// An Aseprite file in the making.
pub struct Ase {
    pub width: u16,
    pub height: u16,
    pub depth: u16,
    pub frames: Vec<(u16, Vec<Vec<u8>>)>,
}

fn text(text: &str) -> Vec<u8> {
    [&u16::try_from(text.len()).expect("a small file").to_le_bytes(), text.as_bytes()].concat()
}

pub fn zlib(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = ZlibEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(bytes).expect("in memory");
    encoder.finish().expect("in memory")
}

pub fn chunk(kind: u16, data: &[u8]) -> Vec<u8> {
    let size = u32::try_from(data.len() + 6).expect("a small file");
    [size.to_le_bytes().as_slice(), &kind.to_le_bytes(), data].concat()
}

/// A layer: flags, kind, depth, blend mode, opacity and name.
pub fn layer(flags: u16, kind: u16, depth: u16, blend: u16, opacity: u8, name: &str) -> Vec<u8> {
    let mut data = Vec::new();
    for word in [flags, kind, depth, 0, 0, blend] {
        data.extend(word.to_le_bytes());
    }
    data.extend([opacity, 0, 0, 0]);
    data.extend(text(name));
    chunk(0x2004, &data)
}

fn cel_head(layer: u16, x: i16, y: i16, kind: u16) -> Vec<u8> {
    let mut data = Vec::new();
    data.extend(layer.to_le_bytes());
    data.extend(x.to_le_bytes());
    data.extend(y.to_le_bytes());
    data.push(255);
    data.extend(kind.to_le_bytes());
    data.extend(0_i16.to_le_bytes());
    data.extend([0; 5]);
    data
}

/// A compressed picture.
pub fn cel(layer: u16, x: i16, y: i16, w: u16, h: u16, pixels: &[u8]) -> Vec<u8> {
    cel_of(layer, x, y, w, h, &zlib(pixels))
}

/// The same with data as it is given.
pub fn cel_of(layer: u16, x: i16, y: i16, w: u16, h: u16, packed: &[u8]) -> Vec<u8> {
    let mut data = cel_head(layer, x, y, 2);
    data.extend(w.to_le_bytes());
    data.extend(h.to_le_bytes());
    data.extend(packed);
    chunk(0x2005, &data)
}

/// A picture that isn't compressed.
pub fn raw_cel(layer: u16, x: i16, y: i16, w: u16, h: u16, pixels: &[u8]) -> Vec<u8> {
    let mut data = cel_head(layer, x, y, 0);
    data.extend(w.to_le_bytes());
    data.extend(h.to_le_bytes());
    data.extend(pixels);
    chunk(0x2005, &data)
}

/// The picture of another frame.
pub fn linked(layer: u16, frame: u16) -> Vec<u8> {
    let mut data = cel_head(layer, 0, 0, 1);
    data.extend(frame.to_le_bytes());
    chunk(0x2005, &data)
}

pub fn palette(colours: &[[u8; 4]]) -> Vec<u8> {
    let count = u32::try_from(colours.len()).expect("a small file");
    let mut data = Vec::new();
    for word in [count, 0, count - 1] {
        data.extend(word.to_le_bytes());
    }
    data.extend([0; 8]);
    for colour in colours {
        data.extend(0_u16.to_le_bytes());
        data.extend(colour);
    }
    chunk(0x2019, &data)
}

/// Tags: first and last frame, direction, repeat and name.
pub fn tags(list: &[(u16, u16, u8, u16, &str)]) -> Vec<u8> {
    let mut data = u16::try_from(list.len()).expect("a small file").to_le_bytes().to_vec();
    data.extend([0; 8]);
    for (from, to, direction, repeat, name) in list {
        data.extend(from.to_le_bytes());
        data.extend(to.to_le_bytes());
        data.push(*direction);
        data.extend(repeat.to_le_bytes());
        data.extend([0; 6 + 3 + 1]);
        data.extend(text(name));
    }
    chunk(0x2018, &data)
}

/// A slice with one key; the pivot where it has one.
pub fn slice(name: &str, bounds: (i32, i32, u32, u32), pivot: Option<(i32, i32)>) -> Vec<u8> {
    let mut data = Vec::new();
    for word in [1, if pivot.is_some() { 2_u32 } else { 0 }, 0] {
        data.extend(word.to_le_bytes());
    }
    data.extend(text(name));
    data.extend(0_u32.to_le_bytes());
    data.extend(bounds.0.to_le_bytes());
    data.extend(bounds.1.to_le_bytes());
    data.extend(bounds.2.to_le_bytes());
    data.extend(bounds.3.to_le_bytes());
    if let Some((x, y)) = pivot {
        data.extend(x.to_le_bytes());
        data.extend(y.to_le_bytes());
    }
    chunk(0x2022, &data)
}

impl Ase {
    pub fn bytes(&self) -> Vec<u8> {
        let mut out = vec![0; 128];
        out[4..6].copy_from_slice(&0xA5E0_u16.to_le_bytes());
        out[6..8].copy_from_slice(&u16::try_from(self.frames.len()).expect("a small file").to_le_bytes());
        out[8..10].copy_from_slice(&self.width.to_le_bytes());
        out[10..12].copy_from_slice(&self.height.to_le_bytes());
        out[12..14].copy_from_slice(&self.depth.to_le_bytes());
        out[14..18].copy_from_slice(&3_u32.to_le_bytes());
        (out[34], out[35]) = (1, 1);
        for (ms, chunks) in &self.frames {
            let body = chunks.concat();
            let count = u32::try_from(chunks.len()).expect("a small file");
            out.extend(u32::try_from(body.len() + 16).expect("a small file").to_le_bytes());
            out.extend(0xF1FA_u16.to_le_bytes());
            out.extend(u16::try_from(chunks.len()).unwrap_or(0xFFFF).to_le_bytes());
            out.extend(ms.to_le_bytes());
            out.extend([0; 2]);
            out.extend(count.to_le_bytes());
            out.extend(body);
        }
        let size = u32::try_from(out.len()).expect("a small file");
        out[0..4].copy_from_slice(&size.to_le_bytes());
        out
    }
}

/// A lantern of 4 by 6 pixels: two tags, a hidden layer, a glow, a group at half strength and a pivot.
pub fn lantern() -> Ase {
    let (ink, red, gold) = ([31, 26, 51, 255], [192, 80, 74, 255], [249, 207, 90, 255]);
    let body: Vec<u8> = (0..24).flat_map(|n| if n % 4 == 0 { ink } else { red }).collect();
    let first = vec![
        layer(1, 1, 0, 0, 255, "all"),
        layer(1, 0, 1, 0, 255, "body"),
        layer(0, 0, 0, 0, 255, "notes"),
        layer(1, 0, 0, 0, 255, "glow"),
        tags(&[(0, 1, 0, 0, "Idle"), (0, 2, 2, 3, "Swing Fast")]),
        slice("hook", (1, 0, 2, 2), Some((1, 5))),
        slice("label", (0, 0, 1, 1), None),
        cel(1, 0, 0, 4, 6, &body),
        cel(2, 0, 0, 1, 1, &[0, 255, 0, 255]),
        cel(3, 1, 1, 1, 1, &gold),
    ];
    let second = vec![linked(1, 0)];
    let third = vec![raw_cel(1, -1, 4, 2, 4, &[250, 10, 10, 255].repeat(8))];
    Ase { width: 4, height: 6, depth: 32, frames: vec![(100, first), (200, second), (100, third)] }
}
