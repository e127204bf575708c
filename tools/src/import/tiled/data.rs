//! The tiles of a layer as Tiled writes them: numbers with commas, or bytes in base64 that may be compressed.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use super::map::{Chunk, MAX_TILES};
use crate::import::names::shown;
use crate::import::read::{Packed, unpacked};
use crate::import::{Bad, bad};

/// How tiles are written.
#[derive(Debug, Clone, Copy)]
pub struct Coding<'a> {
    /// "csv", "base64", or nothing for numbers one by one.
    pub encoding: &'a str,
    /// "", "zlib", "gzip" or "zstd".
    pub compression: &'a str,
}

/// A rectangle of tiles, before what is in it is read.
///
/// # Errors
/// When its size isn't one that a layer has.
pub fn chunk(x: i64, y: i64, width: i64, height: i64) -> Result<(Chunk, usize), Bad> {
    let near = |n: i64| (-100_000..=100_000).contains(&n);
    let fits = |n: i64| (1..=10_000).contains(&n);
    let count =
        width.checked_mul(height).and_then(|count| usize::try_from(count).ok()).filter(|count| *count <= MAX_TILES);
    match count {
        Some(count) if near(x) && near(y) && fits(width) && fits(height) => {
            Ok((Chunk { x, y, width, tiles: Vec::new() }, count))
        }
        _ => bad(format!("has a layer of {width} by {height} tiles at ({x}, {y}), expected at most {MAX_TILES} tiles")),
    }
}

/// Reads tiles from text.
///
/// # Errors
/// When they aren't `count` tiles.
pub fn tiles(text: &str, coding: Coding<'_>, count: usize) -> Result<Vec<u32>, Bad> {
    match coding.encoding {
        "csv" => csv(text, count),
        "base64" => {
            let packed: Vec<u8> = text.bytes().filter(|byte| !byte.is_ascii_whitespace()).collect();
            let Ok(bytes) = STANDARD.decode(packed) else {
                return bad("has a layer whose tiles aren't base64");
            };
            let size = count * 4;
            let bytes = match coding.compression {
                "" => bytes,
                "zlib" => unpacked(&bytes, Packed::Zlib, size)?,
                "gzip" => unpacked(&bytes, Packed::Gzip, size)?,
                other => {
                    let name = shown(other);
                    return bad(format!(
                        "has a layer packed as {name}, expected CSV, base64, zlib or gzip (Map > Map Properties > Tile Layer Format)"
                    ));
                }
            };
            if bytes.len() != size {
                return bad(format!("has a layer of {} bytes, expected {size} for {count} tiles", bytes.len()));
            }
            Ok(bytes.chunks_exact(4).map(|b| u32::from_le_bytes([b[0], b[1], b[2], b[3]])).collect())
        }
        other => bad(format!("has a layer written as {}, expected csv or base64", shown(other))),
    }
}

fn csv(text: &str, count: usize) -> Result<Vec<u32>, Bad> {
    let mut tiles = Vec::new();
    for number in text.split(',').map(str::trim).filter(|number| !number.is_empty()) {
        match number.parse() {
            Ok(tile) if tiles.len() < count => tiles.push(tile),
            Ok(_) => return bad(format!("has a layer of more than {count} tiles, expected as many as its size says")),
            Err(_) => return bad(format!("has a layer with the tile {}, expected a number", shown(number))),
        }
    }
    counted(tiles, count)
}

/// The tiles, if they are as many as they should be.
///
/// # Errors
/// When they aren't.
pub fn counted(tiles: Vec<u32>, count: usize) -> Result<Vec<u32>, Bad> {
    if tiles.len() == count {
        return Ok(tiles);
    }
    bad(format!("has a layer of {} tiles, expected {count} as its size says", tiles.len()))
}

/// Holds the tiles of a layer to what one may have.
///
/// # Errors
/// When there are more.
pub fn total(count: usize) -> Result<(), Bad> {
    if count > MAX_TILES { bad(format!("has a layer of more than {MAX_TILES} tiles")) } else { Ok(()) }
}
