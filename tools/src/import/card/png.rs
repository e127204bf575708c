//! The text chunks of PNG files, read and written without ever unpacking the picture.

use flate2::Crc;

use crate::import::kind::PNG;
use crate::import::read::{Packed, unpacked};
use crate::import::{Bad, bad};

/// Most chunks of a file.
const MAX_CHUNKS: usize = 20_000;
/// Widest and highest picture, in pixels.
const MAX_SIDE: u32 = 8192;
/// Largest text once it is unpacked, in bytes.
pub const MAX_TEXT: usize = 4 * 1024 * 1024;

/// Chunks that a picture needs to look as it does; what else a file carries stays behind.
const PICTURE: [&[u8; 4]; 9] = [b"IHDR", b"PLTE", b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"sBIT", b"IDAT", b"IEND"];

/// A text found in a picture.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// Its keyword.
    pub keyword: String,
    /// Its bytes, unpacked.
    pub text: Vec<u8>,
}

/// What a picture holds.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Picture {
    /// Its texts of the keywords asked for, in order.
    pub texts: Vec<Found>,
    /// The same picture without any text.
    pub bare: Vec<u8>,
}

/// Reads the texts with these keywords.
///
/// # Errors
/// When the file is cut off, a checksum is wrong, or a text unpacks to too much.
pub fn read(bytes: &[u8], keywords: &[&str]) -> Result<Picture, Bad> {
    let Some(mut rest) = bytes.strip_prefix(PNG.as_slice()) else {
        return bad("isn't a PNG file: expected its eight bytes at the start");
    };
    let mut out = Picture { texts: Vec::new(), bare: PNG.to_vec() };
    for number in 0..MAX_CHUNKS {
        let at = bytes.len() - rest.len();
        let Some((kind, data, after)) = chunk(rest) else {
            return bad(format!("this PNG ends too early: its chunk at byte {at} is cut off"));
        };
        let whole = &rest[..rest.len() - after.len()];
        let stored = whole.last_chunk::<4>().map_or(0, |sum| u32::from_be_bytes(*sum));
        if checksum(kind, data) != stored {
            return bad(format!("this PNG is damaged: the checksum of its chunk at byte {at} is wrong"));
        }
        rest = after;
        if number == 0 {
            size(kind, data)?;
        }
        if PICTURE.iter().any(|known| **known == kind) {
            out.bare.extend_from_slice(whole);
        }
        match &kind {
            b"tEXt" | b"zTXt" | b"iTXt" => out.texts.extend(text(kind, data, keywords)?),
            b"IEND" => return Ok(out),
            _ => {}
        }
    }
    bad(format!("this PNG has more than {MAX_CHUNKS} chunks"))
}

/// Kind and data of the first chunk, and what follows it.
fn chunk(bytes: &[u8]) -> Option<([u8; 4], &[u8], &[u8])> {
    let (length, rest) = bytes.split_first_chunk::<4>()?;
    let (kind, rest) = rest.split_first_chunk::<4>()?;
    let length = usize::try_from(u32::from_be_bytes(*length)).ok()?;
    let (data, rest) = rest.split_at_checked(length)?;
    let (_, rest) = rest.split_first_chunk::<4>()?;
    Some((*kind, data, rest))
}

fn checksum(kind: [u8; 4], data: &[u8]) -> u32 {
    let mut sum = Crc::new();
    sum.update(&kind);
    sum.update(data);
    sum.sum()
}

fn size(kind: [u8; 4], data: &[u8]) -> Result<(), Bad> {
    let side = |at: usize| data.get(at..at + 4).and_then(|b| b.try_into().ok()).map_or(0, u32::from_be_bytes);
    let (width, height) = (side(0), side(4));
    if kind != *b"IHDR" || data.len() != 13 {
        return bad("this PNG is damaged: expected it to begin with its size");
    }
    if !(1..=MAX_SIDE).contains(&width) || !(1..=MAX_SIDE).contains(&height) {
        return bad(format!("is a picture of {width} by {height} pixels, expected 1 to {MAX_SIDE} each way"));
    }
    Ok(())
}

/// The text of a chunk, if its keyword is one of those.
fn text(kind: [u8; 4], data: &[u8], keywords: &[&str]) -> Result<Option<Found>, Bad> {
    let Some((keyword, rest)) = split_at_zero(data) else { return Ok(None) };
    let Some(keyword) = keywords.iter().find(|known| known.as_bytes() == keyword) else { return Ok(None) };
    let damaged = || Bad::new(format!("this PNG is damaged: its text {keyword:?} is cut off"));
    let wrong = |bad: Bad| Bad::new(format!("its text {keyword:?}: {}", bad.message));
    let text = match &kind {
        b"zTXt" => unpacked(rest.get(1..).ok_or_else(damaged)?, Packed::Zlib, MAX_TEXT).map_err(wrong)?,
        b"iTXt" => {
            let (flags, rest) = rest.split_first_chunk::<2>().ok_or_else(damaged)?;
            let (_, rest) = split_at_zero(rest).ok_or_else(damaged)?;
            let (_, rest) = split_at_zero(rest).ok_or_else(damaged)?;
            if flags[0] == 1 { unpacked(rest, Packed::Zlib, MAX_TEXT).map_err(wrong)? } else { rest.to_vec() }
        }
        _ => rest.to_vec(),
    };
    if text.len() > MAX_TEXT {
        return bad(format!("its text {keyword:?} has more than {MAX_TEXT} bytes"));
    }
    Ok(Some(Found { keyword: (*keyword).to_owned(), text }))
}

fn split_at_zero(data: &[u8]) -> Option<(&[u8], &[u8])> {
    let at = data.iter().position(|byte| *byte == 0)?;
    Some((&data[..at], &data[at + 1..]))
}

/// The same picture with texts in front of its end.
///
/// # Errors
/// When the picture is damaged.
pub fn with_texts(picture: &[u8], texts: &[(&str, String)]) -> Result<Vec<u8>, Bad> {
    let mut out = read(picture, &[])?.bare;
    // Its end is a chunk without data.
    let end = out.split_off(out.len().saturating_sub(12));
    for (keyword, text) in texts {
        let data = [keyword.as_bytes(), &[0], text.as_bytes()].concat();
        let length = u32::try_from(data.len()).map_err(|_| Bad::new("is too large for a picture"))?;
        out.extend_from_slice(&length.to_be_bytes());
        out.extend_from_slice(b"tEXt");
        out.extend_from_slice(&data);
        out.extend_from_slice(&checksum(*b"tEXt", &data).to_be_bytes());
    }
    out.extend(end);
    Ok(out)
}
