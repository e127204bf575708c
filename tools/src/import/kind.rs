//! What kind of file it is, told by what it holds.

use std::path::Path;

use serde::Deserialize;

use super::{Bad, bad, read};

/// What can be imported.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// An Aseprite sprite.
    Aseprite,
    /// A Tiled map as XML.
    TiledXml,
    /// A Tiled map as JSON.
    TiledJson,
    /// An LDtk project.
    Ldtk,
    /// A character card in a picture.
    CardPng,
    /// A character card as JSON.
    CardJson,
    /// Questions, of any format that is known.
    Questions,
}

/// The first bytes of every PNG file.
pub const PNG: [u8; 8] = [0x89, b'P', b'N', b'G', b'\r', b'\n', 0x1a, b'\n'];

/// The word behind an Aseprite file's size.
pub const ASEPRITE: [u8; 2] = 0xA5E0_u16.to_le_bytes();

const ENDINGS: &str = ".aseprite, .ase, .tmx, .tmj, .ldtk, a character card as .png or .json, or questions as .csv, .tsv, .gift, .txt or .json";

/// Tells the kind of a file by its ending, and where that is shared, by what is in it.
///
/// # Errors
/// When it isn't any of them, or not what its ending says.
pub fn of(file: &Path, bytes: &[u8]) -> Result<Kind, Bad> {
    if bytes.is_empty() {
        return bad("is empty");
    }
    let ending = file.extension().unwrap_or_default().to_string_lossy().to_lowercase();
    match ending.as_str() {
        "aseprite" | "ase" if bytes.get(4..6) == Some(&ASEPRITE) => Ok(Kind::Aseprite),
        "aseprite" | "ase" => bad("isn't an Aseprite file: expected its mark A5E0 at byte 4"),
        "png" if bytes.starts_with(&PNG) => Ok(Kind::CardPng),
        "png" => bad("isn't a PNG file: expected its eight bytes at the start"),
        "tmx" if starts_with_xml(bytes) => Ok(Kind::TiledXml),
        "tmx" => bad("isn't XML: expected it to start with <"),
        "ldtk" => Ok(Kind::Ldtk),
        "tmj" => Ok(Kind::TiledJson),
        "json" | "txt" if super::questions::sniff(file, bytes) => Ok(Kind::Questions),
        "json" => json_kind(bytes),
        "csv" | "tsv" | "gift" => Ok(Kind::Questions),
        "tsx" | "tsj" => bad("is a tileset: import the map that uses it"),
        "ldtkl" => bad("is a level of its own file: import the .ldtk project that names it"),
        _ => bad(format!("isn't a file that can be imported, expected {ENDINGS}")),
    }
}

fn starts_with_xml(bytes: &[u8]) -> bool {
    let bytes = bytes.strip_prefix("\u{feff}".as_bytes()).unwrap_or(bytes);
    bytes.iter().find(|byte| !byte.is_ascii_whitespace()) == Some(&b'<')
}

/// What tells the JSON files apart.
#[derive(Deserialize)]
struct Marks {
    #[serde(default)]
    r#type: Option<serde_json::Value>,
    #[serde(rename = "jsonVersion", default)]
    json_version: Option<serde_json::Value>,
    #[serde(default)]
    levels: Option<serde::de::IgnoredAny>,
}

fn json_kind(bytes: &[u8]) -> Result<Kind, Bad> {
    let marks: Marks = read::json(read::text(bytes)?)?;
    if marks.json_version.is_some() && marks.levels.is_some() {
        return Ok(Kind::Ldtk);
    }
    Ok(if marks.r#type == Some("map".into()) { Kind::TiledJson } else { Kind::CardJson })
}
