//! Sprites as a `*.grid` text, laid out as a person would.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use shared::content::source::MAX_FILE;

use crate::art::canvas::Rgba;
use crate::art::pack::Sprite;
use crate::art::palette::Palette;
use crate::import::{Bad, bad};

/// Letters that colours may take. `#` opens a comment, and without an `f` no row reads as the word `frame`.
const LETTERS: &str = "abcdeghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789+*-=~%&@!?";

/// The letter of soft shadows.
const SHADOW: char = ',';

/// How many colours stand on one line of the key.
const KEYS_PER_LINE: usize = 12;

/// The whole file.
///
/// # Errors
/// When it would be larger than a content file may be.
pub fn text(palette: &Palette, sprites: &[Sprite]) -> Result<String, Bad> {
    let key = key(palette, sprites);
    let mut out = String::from("# Drawn in Aseprite, brought in by `cargo x assets import`.\n");
    let named: Vec<String> = key.iter().map(|(_, (letter, name))| format!("{letter}={name}")).collect();
    for line in named.chunks(KEYS_PER_LINE) {
        let _ = writeln!(out, "key {}", line.join(" "));
    }
    let letters: BTreeMap<Rgba, char> = key.iter().map(|(colour, (letter, _))| (*colour, *letter)).collect();
    for sprite in sprites {
        let _ = write!(out, "\nsprite {}", sprite.name);
        if sprite.frames.len() > 1 {
            let _ = write!(out, " frames={} ms={}", sprite.frames.len(), sprite.frame_ms);
        }
        let _ = write!(out, " anchor={},{}", sprite.anchor.0, sprite.anchor.1);
        if let Some(glow) = &sprite.glow {
            let _ = write!(out, " glow={glow}");
        }
        if let Some((l, t, r, b)) = sprite.slice {
            let _ = write!(out, " slice={l},{t},{r},{b}");
        }
        out.push('\n');
        for (number, frame) in sprite.frames.iter().enumerate() {
            if number > 0 {
                out.push_str("frame\n");
            }
            for y in 0..frame.h {
                out.extend((0..frame.w).map(|x| letters.get(&frame.get(x, y)).copied().unwrap_or('.')));
                out.push('\n');
            }
            if out.len() > MAX_FILE {
                return bad(format!(
                    "gives more than {} KiB of text: draw it smaller or with fewer frames",
                    MAX_FILE / 1024
                ));
            }
        }
    }
    Ok(out)
}

type Key = Vec<(Rgba, (char, String))>;

/// Every colour in use with its letter, in the order of the palette; shadows at the end.
fn key(palette: &Palette, sprites: &[Sprite]) -> Key {
    let mut used: BTreeSet<Rgba> = BTreeSet::new();
    for frame in sprites.iter().flat_map(|sprite| &sprite.frames) {
        for y in 0..frame.h {
            used.extend((0..frame.w).map(|x| frame.get(x, y)));
        }
    }
    let mut taken: BTreeSet<char> = BTreeSet::new();
    let mut key: Key = Vec::new();
    for name in palette.names().iter().filter(|name| used.contains(&palette.rgba(name))) {
        // Outlines are o all over the house; others take a letter of their name, small or large, or the next free one.
        let own = if name == "ink1" { "o".to_owned() } else { name.clone() };
        let large = own.to_uppercase();
        let mut letters = own.chars().zip(large.chars()).flat_map(|(a, b)| [a, b]).chain(LETTERS.chars());
        let free = letters.find(|c| LETTERS.contains(*c) && !taken.contains(c) && (*c != 'o' || name == "ink1"));
        if let Some(letter) = free {
            taken.insert(letter);
            key.push((palette.rgba(name), (letter, name.clone())));
        }
    }
    if used.contains(&palette.shadow()) {
        key.push((palette.shadow(), (SHADOW, "shadow".to_owned())));
    }
    key
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::art::canvas::Canvas;
    use crate::art::grid;

    #[test]
    fn every_colour_has_a_letter_of_its_own_and_comes_back() {
        let names: Vec<String> = (1..=64).map(|n| format!("frame{n} #{n:02x}00{n:02x}")).collect();
        let palette = Palette::parse("palette", &names.join("\n")).expect("a palette");
        let mut picture = Canvas::new(8, 8);
        for n in 0..64 {
            picture.set(n % 8, n / 8, palette.rgba(&format!("frame{}", n + 1)));
        }
        let text = text(&palette, &[Sprite::still("all", picture.clone(), (4, 8))]).expect("written");
        assert!(!text.lines().any(|line| line == "frame"), "{text}");
        let read = grid::parse("all.grid", &text, &palette).expect("reads");
        assert!((0..64).all(|n| read[0].frames[0].get(n % 8, n / 8) == picture.get(n % 8, n / 8)), "{text}");
    }
}
