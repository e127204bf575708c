//! The file format of Aseprite as its specification has it: a header, frames, and chunks in each.

use super::drawing::{Cel, Drawing, Frame, Layer, LayerKind, Picture, Slice, SliceKey, Tag};
use crate::import::read::{Bytes, Packed, unpacked};
use crate::import::{Bad, bad};

/// Widest and highest sprite, in pixels: more would fill an atlas alone.
pub const MAX_SIDE: u16 = 256;
/// Most frames.
const MAX_FRAMES: u16 = 256;
/// Most layers, and as many tags and slices.
const MAX_LAYERS: usize = 256;
/// Most chunks of a frame.
const MAX_CHUNKS: u32 = 4096;
/// Most pixels of all cels together, with those that repeat others.
const MAX_PIXELS: usize = 16 * 1024 * 1024;
/// Most pixels of all frames together.
const MAX_CANVAS: usize = 4 * 1024 * 1024;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Depth {
    Rgba,
    Grey,
    Indexed,
}

/// What is known while the frames are read.
struct Reader {
    drawing: Drawing,
    depth: Depth,
    layer_opacity: bool,
    layer_ids: bool,
    clear: u8,
    colours: Vec<[u8; 4]>,
    has_new_palette: bool,
    pixels: usize,
}

/// Reads a whole file.
///
/// # Errors
/// When it is cut off, isn't one, or is larger than a sprite may be.
pub fn parse(bytes: &[u8]) -> Result<Drawing, Bad> {
    let mut input = Bytes::new(bytes);
    let mut head = Bytes::new(input.take(128)?);
    head.take(4)?;
    if head.u16()? != 0xA5E0 {
        return bad("isn't an Aseprite file: expected its mark A5E0 at byte 4");
    }
    let frames = head.u16()?;
    let (width, height) = (head.u16()?, head.u16()?);
    let depth = match head.u16()? {
        32 => Depth::Rgba,
        16 => Depth::Grey,
        8 => Depth::Indexed,
        other => return bad(format!("has {other} bits a pixel, expected 8, 16 or 32")),
    };
    let flags = head.u32()?;
    head.take(2 + 4 + 4)?;
    let clear = head.u8()?;
    head.take(3 + 2)?;
    let pixel = (head.u8()?, head.u8()?);
    if !(1..=MAX_SIDE).contains(&width) || !(1..=MAX_SIDE).contains(&height) {
        return bad(format!("is {width} by {height} pixels, expected 1 to {MAX_SIDE} each way"));
    }
    if !(1..=MAX_FRAMES).contains(&frames) {
        return bad(format!("has {frames} frames, expected 1 to {MAX_FRAMES}"));
    }
    if usize::from(width) * usize::from(height) * usize::from(frames) > MAX_CANVAS {
        return bad(format!(
            "has {frames} frames of {width} by {height} pixels, expected at most {MAX_CANVAS} pixels in all"
        ));
    }
    let oblong = pixel.0 != pixel.1 && pixel.0 != 0 && pixel.1 != 0;
    let drawing = Drawing { width, height, oblong, group_opacity: flags & 2 != 0, ..Drawing::default() };
    let mut reader = Reader {
        drawing,
        depth,
        layer_opacity: flags & 1 != 0,
        layer_ids: flags & 4 != 0,
        clear,
        colours: Vec::new(),
        has_new_palette: false,
        pixels: 0,
    };
    for number in 0..frames {
        reader.frame(&mut input, number)?;
    }
    Ok(reader.drawing)
}

impl Reader {
    fn frame(&mut self, input: &mut Bytes<'_>, number: u16) -> Result<(), Bad> {
        let length = usize::try_from(input.u32()?).unwrap_or(usize::MAX);
        let Some(rest) = length.checked_sub(4).filter(|rest| *rest >= 12) else {
            return bad(format!("frame {number} is {length} bytes long, expected 16 or more"));
        };
        let mut frame = Bytes::new(input.take(rest)?);
        if frame.u16()? != 0xF1FA {
            return bad(format!("frame {number} has no mark, expected F1FA"));
        }
        let old_count = frame.u16()?;
        let ms = frame.u16()?;
        frame.take(2)?;
        let count = match frame.u32()? {
            0 => u32::from(old_count),
            new => new,
        };
        if count > MAX_CHUNKS {
            return bad(format!("frame {number} has {count} chunks, expected at most {MAX_CHUNKS}"));
        }
        self.drawing.frames.push(Frame { ms, cels: Vec::new() });
        for _ in 0..count {
            let length = usize::try_from(frame.u32()?).unwrap_or(usize::MAX);
            let kind = frame.u16()?;
            let Some(rest) = length.checked_sub(6) else {
                return bad(format!("a chunk of frame {number} is {length} bytes long, expected 6 or more"));
            };
            let mut chunk = Bytes::new(frame.take(rest)?);
            match kind {
                0x0004 => self.old_palette(&mut chunk, 1)?,
                0x0011 => self.old_palette(&mut chunk, 4)?,
                0x2004 => self.layer(&mut chunk)?,
                0x2005 => self.cel(&mut chunk, number)?,
                0x2018 => self.tags(&mut chunk)?,
                0x2019 => self.palette(&mut chunk)?,
                0x2022 => self.slice(&mut chunk)?,
                // User data, colour profiles, masks, tilesets: nothing that a sprite of ours shows.
                _ => {}
            }
        }
        Ok(())
    }

    fn old_palette(&mut self, chunk: &mut Bytes<'_>, scale: u8) -> Result<(), Bad> {
        if self.has_new_palette {
            return Ok(());
        }
        let packets = chunk.u16()?;
        let mut at = 0;
        for _ in 0..packets {
            at += usize::from(chunk.u8()?);
            let count = match chunk.u8()? {
                0 => 256,
                count => usize::from(count),
            };
            for _ in 0..count {
                let rgb = chunk.take(3)?;
                self.colour(
                    at,
                    [rgb[0].saturating_mul(scale), rgb[1].saturating_mul(scale), rgb[2].saturating_mul(scale), 255],
                )?;
                at += 1;
            }
        }
        Ok(())
    }

    fn palette(&mut self, chunk: &mut Bytes<'_>) -> Result<(), Bad> {
        self.has_new_palette = true;
        chunk.take(4)?;
        let (first, last) = (chunk.u32()?, chunk.u32()?);
        chunk.take(8)?;
        for at in first..=last {
            let named = chunk.u16()? & 1 != 0;
            let c = chunk.take(4)?;
            let colour = [c[0], c[1], c[2], c[3]];
            if named {
                chunk.text()?;
            }
            self.colour(usize::try_from(at).unwrap_or(usize::MAX), colour)?;
        }
        Ok(())
    }

    fn colour(&mut self, at: usize, colour: [u8; 4]) -> Result<(), Bad> {
        if at > 255 {
            // Colours that no pixel can name.
            return Ok(());
        }
        if self.colours.len() <= at {
            self.colours.resize(at + 1, [0, 0, 0, 255]);
        }
        self.colours[at] = colour;
        Ok(())
    }

    fn layer(&mut self, chunk: &mut Bytes<'_>) -> Result<(), Bad> {
        if self.drawing.layers.len() == MAX_LAYERS {
            return bad(format!("has more than {MAX_LAYERS} layers"));
        }
        let flags = chunk.u16()?;
        let kind = match chunk.u16()? {
            0 => LayerKind::Image,
            1 => LayerKind::Group,
            2 => LayerKind::Tilemap,
            other => return bad(format!("has a layer of kind {other}, expected 0 to 2")),
        };
        let depth = chunk.u16()?;
        chunk.take(4)?;
        let blend = chunk.u16()?;
        let opacity = chunk.u8()?;
        chunk.take(3)?;
        let name = chunk.text()?.to_owned();
        if kind == LayerKind::Tilemap {
            chunk.u32()?;
        }
        if self.layer_ids {
            chunk.take(16)?;
        }
        self.drawing.layers.push(Layer {
            name,
            visible: flags & 1 != 0,
            reference: flags & 64 != 0,
            background: flags & 8 != 0,
            kind,
            depth,
            blend,
            opacity: if self.layer_opacity { opacity } else { 255 },
        });
        Ok(())
    }

    fn cel(&mut self, chunk: &mut Bytes<'_>, frame: u16) -> Result<(), Bad> {
        let layer = usize::from(chunk.u16()?);
        let (x, y) = (chunk.i16()?, chunk.i16()?);
        let opacity = chunk.u8()?;
        let kind = chunk.u16()?;
        let z = chunk.i16()?;
        chunk.take(5)?;
        let Some(background) = self.drawing.layers.get(layer).map(|layer| layer.background) else {
            return bad(format!("frame {frame} draws on layer {layer}, which isn't there"));
        };
        let picture = match kind {
            0 | 2 => std::rc::Rc::new(self.picture(chunk, kind == 2, background)?),
            1 => {
                let other = usize::from(chunk.u16()?);
                let cels = self.drawing.frames.get(other).map(|frame| &frame.cels);
                let cel = cels.and_then(|cels| cels.iter().find(|cel| cel.layer == layer));
                match cel.map(|cel| std::rc::Rc::clone(&cel.picture)) {
                    Some(again) => {
                        self.count(again.pixels.len())?;
                        again
                    }
                    None => {
                        return bad(format!(
                            "frame {frame} repeats frame {other} on layer {layer}, where nothing is drawn"
                        ));
                    }
                }
            }
            3 => std::rc::Rc::default(),
            other => return bad(format!("frame {frame} has a cel of kind {other}, expected 0 to 3")),
        };
        if let Some(now) = self.drawing.frames.last_mut() {
            now.cels.push(Cel { layer, x, y, opacity, z, picture });
        }
        Ok(())
    }

    fn count(&mut self, pixels: usize) -> Result<(), Bad> {
        self.pixels += pixels;
        if self.pixels > MAX_PIXELS { bad(format!("draws more than {MAX_PIXELS} pixels")) } else { Ok(()) }
    }

    fn picture(&mut self, chunk: &mut Bytes<'_>, packed: bool, background: bool) -> Result<Picture, Bad> {
        let (width, height) = (usize::from(chunk.u16()?), usize::from(chunk.u16()?));
        self.count(width * height)?;
        let step = match self.depth {
            Depth::Rgba => 4,
            Depth::Grey => 2,
            Depth::Indexed => 1,
        };
        let size = width * height * step;
        let unpacked =
            if packed { unpacked(chunk.take(chunk.left())?, Packed::Zlib, size)? } else { chunk.take(size)?.to_vec() };
        if unpacked.len() != size {
            return bad(format!(
                "a picture of {width} by {height} pixels has {} bytes, expected {size}",
                unpacked.len()
            ));
        }
        let pixels = unpacked.chunks_exact(step).map(|p| match self.depth {
            Depth::Rgba => Ok([p[0], p[1], p[2], p[3]]),
            Depth::Grey => Ok([p[0], p[0], p[0], p[1]]),
            Depth::Indexed if p[0] == self.clear && !background => Ok([0; 4]),
            Depth::Indexed => match self.colours.get(usize::from(p[0])) {
                Some(colour) => Ok(*colour),
                None => bad(format!(
                    "a pixel has colour {}, expected one of the {} in its palette",
                    p[0],
                    self.colours.len()
                )),
            },
        });
        Ok(Picture { width, pixels: pixels.collect::<Result<_, _>>()? })
    }

    fn tags(&mut self, chunk: &mut Bytes<'_>) -> Result<(), Bad> {
        let count = usize::from(chunk.u16()?);
        if self.drawing.tags.len() + count > MAX_LAYERS {
            return bad(format!("has {count} tags, expected at most {MAX_LAYERS}"));
        }
        chunk.take(8)?;
        for _ in 0..count {
            let (from, to) = (usize::from(chunk.u16()?), usize::from(chunk.u16()?));
            let direction = chunk.u8()?;
            let repeat = chunk.u16()?;
            chunk.take(6 + 3 + 1)?;
            self.drawing.tags.push(Tag { name: chunk.text()?.to_owned(), from, to, direction, repeat });
        }
        Ok(())
    }

    fn slice(&mut self, chunk: &mut Bytes<'_>) -> Result<(), Bad> {
        if self.drawing.slices.len() == MAX_LAYERS {
            return bad(format!("has more than {MAX_LAYERS} slices"));
        }
        let count = chunk.u32()?;
        let flags = chunk.u32()?;
        chunk.take(4)?;
        let name = chunk.text()?.to_owned();
        if !(1..=u32::from(MAX_FRAMES)).contains(&count) {
            return bad(format!("a slice has {count} places, expected 1 to {MAX_FRAMES}"));
        }
        let mut keys = Vec::new();
        for _ in 0..count {
            let frame = chunk.u32()?;
            let bounds = (chunk.i32()?, chunk.i32()?, chunk.u32()?, chunk.u32()?);
            let centre =
                if flags & 1 != 0 { Some((chunk.i32()?, chunk.i32()?, chunk.u32()?, chunk.u32()?)) } else { None };
            let pivot = if flags & 2 != 0 { Some((chunk.i32()?, chunk.i32()?)) } else { None };
            keys.push(SliceKey { frame, bounds, centre, pivot });
        }
        self.drawing.slices.push(Slice { name, keys });
        Ok(())
    }
}
