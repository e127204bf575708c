//! Tests of the font: its tables parse back and every promised character has a glyph.

use std::path::PathBuf;

use super::*;

fn art() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../assets/client/art")
}

fn short(data: &[u8], at: usize) -> usize {
    usize::from(u16::from_be_bytes([data[at], data[at + 1]]))
}

fn long(data: &[u8], at: usize) -> usize {
    short(data, at) << 16 | short(data, at + 2)
}

/// The bytes of one table, found by the font's own directory.
fn table<'a>(font: &'a [u8], tag: &str) -> &'a [u8] {
    let record = (0..short(font, 4)).map(|i| 12 + i * 16).find(|at| &font[*at..*at + 4] == tag.as_bytes());
    let record = record.unwrap_or_else(|| panic!("no table {tag}"));
    &font[long(font, record + 8)..][..long(font, record + 12)]
}

/// Looks a character up in the format 4 subtable, as a text renderer does.
fn glyph(font: &[u8], c: char) -> usize {
    let cmap = table(font, "cmap");
    let sub = (0..short(cmap, 2)).map(|i| long(cmap, 4 + i * 8 + 4)).find(|at| short(cmap, *at) == 4).unwrap();
    let sub = &cmap[sub..];
    let (code, doubled) = (u32::from(c) as usize, short(sub, 6));
    for i in (0..doubled).step_by(2) {
        if short(sub, 14 + i) < code {
            continue;
        }
        let (start, delta) = (short(sub, 16 + doubled + i), short(sub, 16 + 2 * doubled + i));
        let at = 16 + 3 * doubled + i;
        let range = short(sub, at);
        return match (start <= code, range) {
            (false, _) => 0,
            (true, 0) => (code + delta) & 0xffff,
            (true, _) => (short(sub, at + range + 2 * (code - start)) + delta) & 0xffff,
        };
    }
    0
}

#[test]
fn every_promised_character_has_a_glyph() {
    let font = bytes(&art()).unwrap();
    let latin = (0x20..0x7f).chain(0xa0..0x100).filter(|c| *c != 0xad).filter_map(char::from_u32);
    for c in latin.chain("“”‘’…–—•♥♪★→←ŒœŠšŽžŸ".chars()) {
        assert!(glyph(&font, c) > 0, "no glyph for `{c}`");
    }
    assert_eq!(glyph(&font, '漢'), 0);
}

#[test]
fn tables_agree_with_the_drawing() {
    let font = bytes(&art()).unwrap();
    for tag in ["head", "hhea", "maxp", "OS/2", "hmtx", "cmap", "loca", "glyf", "name", "post"] {
        assert!(!table(&font, tag).is_empty(), "{tag}");
    }
    assert_eq!(short(table(&font, "head"), 18), 1000, "units per em");
    let hmtx = table(&font, "hmtx");
    assert_eq!(short(hmtx, glyph(&font, 'A') * 4), 600, "five pixels and a space");
    assert_eq!(short(hmtx, glyph(&font, '1') * 4), short(hmtx, glyph(&font, '8') * 4), "figures share a width");
}

#[test]
fn rectangles_cover_the_ink_once() {
    let text = std::fs::read_to_string(art().join("font/parlor.txt")).unwrap();
    for (c, letter) in parse("parlor.txt", &text).unwrap() {
        let mut covered: Vec<(i16, i16)> = Vec::new();
        for (x, y, w, h) in rectangles(&letter) {
            covered.extend((x..x + w).flat_map(|px| (y..y + h).map(move |py| (px, py))));
        }
        let mut ink = letter.ink.clone();
        ink.sort_unstable();
        covered.sort_unstable();
        assert_eq!(ink, covered, "`{c}`");
    }
}

#[test]
fn a_wrong_row_names_its_line() {
    let error = parse("parlor.txt", "= A B\n.#. ##.\n#.#\n").unwrap_err().to_string();
    assert_eq!(error, "parlor.txt:3: expected 2 letters in this row, found 1");
}

#[test]
fn same_sources_give_the_same_bytes() {
    assert_eq!(bytes(&art()).unwrap(), bytes(&art()).unwrap());
}
