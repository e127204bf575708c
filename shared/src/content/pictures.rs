//! What content and pictures say of each other: sprites that were never drawn, colours that aren't in the palette.

use std::collections::BTreeSet;
use std::path::Path;

use super::atlas::AtlasDef;
use super::locate::Step::{Text, Word};
use super::looks::PeopleDef;
use super::palette::Palette;
use super::shipped::ShippedFiles;
use super::town::{TownContent, TownSources};
use super::{Problem, hint, nearest_name};

/// Parses every file that players get and checks each against all others; `root` is where messages place them.
///
/// # Errors
/// Every problem found, at least one. Pictures are looked at only when the rest is fine.
pub fn check(files: &ShippedFiles, root: &Path) -> Result<TownContent, Vec<Problem>> {
    let town = TownContent::of(&TownSources::of_files(files, root)?)?;
    if town.scenes.is_empty() {
        return Err(vec![Problem::new(&root.join("scenes"), "holds no scene: expected NAME/NAME.scene.ron")]);
    }
    let look = Look { files, root };
    let mut found = Vec::new();
    let (grounds, props) = (look.sprites("grounds", &mut found), look.sprites("props", &mut found));
    if found.is_empty() {
        found.extend(look.grounds(&town, &grounds));
        found.extend(look.props(&town, &props));
    }
    found.extend(look.people());
    for name in files.0.keys().filter_map(|path| path.strip_prefix("atlas/")?.strip_suffix(".atlas.ron")) {
        if !["grounds", "props", "people"].contains(&name) {
            look.sprites(name, &mut found);
        }
    }
    if found.is_empty() { Ok(town) } else { Err(found) }
}

struct Look<'a> {
    files: &'a ShippedFiles,
    root: &'a Path,
}

impl Look<'_> {
    fn grounds(&self, town: &TownContent, drawn: &BTreeSet<String>) -> Vec<Problem> {
        let source = match self.files.source(self.root, "grounds.ron") {
            Ok(source) => source,
            Err(problem) => return vec![problem],
        };
        let names: BTreeSet<&str> = drawn.iter().filter_map(|sprite| Some(sprite.split_once('/')?.0)).collect();
        let missing = town.grounds.iter().filter(|ground| !names.contains(ground.name.as_str()));
        missing
            .map(|ground| {
                let near = nearest_name(&ground.name, names.iter().copied());
                let message = format!("the ground {:?} has no sprite in atlas/grounds{}", ground.name, hint(near));
                source.problem(&[Text(&ground.name)], message)
            })
            .collect()
    }

    fn props(&self, town: &TownContent, drawn: &BTreeSet<String>) -> Vec<Problem> {
        let parsed = self.files.source(self.root, "art/palette.txt").and_then(|source| Palette::parse(&source));
        let (source, palette) = match (self.files.source(self.root, "props.ron"), parsed) {
            (Ok(source), Ok(palette)) => (source, palette),
            (Err(problem), _) | (_, Err(problem)) => return vec![problem],
        };
        let mut found = Vec::new();
        for (name, prop) in &town.props {
            if !drawn.contains(&prop.sprite) {
                let near = nearest_name(&prop.sprite, drawn.iter().map(String::as_str));
                let message =
                    format!("{name:?} shows the sprite {:?}, which isn't in atlas/props{}", prop.sprite, hint(near));
                found.push(source.problem(&[Text(name), Word("sprite"), Text(&prop.sprite)], message));
            }
            if let Some(light) = prop.light.as_ref().filter(|light| palette.get(&light.colour).is_none()) {
                let near = nearest_name(&light.colour, palette.names().iter().map(String::as_str));
                let message = format!(
                    "{name:?} shines in the colour {:?}, which isn't in the palette{}",
                    light.colour,
                    hint(near)
                );
                found.push(source.problem(&[Text(name), Word("light"), Text(&light.colour)], message));
            }
        }
        found
    }

    /// The sprites of one atlas whose picture is there.
    fn sprites(&self, name: &str, found: &mut Vec<Problem>) -> BTreeSet<String> {
        let path = format!("atlas/{name}.atlas.ron");
        let parsed = self.files.source(self.root, &path).and_then(|source| Ok((source.parse::<AtlasDef>()?, source)));
        let (atlas, source) = match parsed {
            Ok(parsed) => parsed,
            Err(problem) => {
                found.push(problem);
                return BTreeSet::new();
            }
        };
        found.extend(atlas.problems(&source));
        let picture = self.files.0.get(&format!("atlas/{}", atlas.image));
        match picture.map(|file| png_size(&file.bytes)) {
            None => {
                let message = format!("its picture {:?} isn't there, expected it beside this file", atlas.image);
                found.push(source.problem(&[Word("image"), Text(&atlas.image)], message));
            }
            Some(None) => {
                let message = format!(
                    "its picture {:?} can't be read, expected a PNG with 8 bits of red, green, blue and alpha",
                    atlas.image
                );
                found.push(source.problem(&[Word("image"), Text(&atlas.image)], message));
            }
            Some(Some(size)) if size != atlas.size => {
                let ((width, height), (w, h)) = (atlas.size, size);
                let message = format!("size is {width} by {height} pixels, expected {w} by {h} like {:?}", atlas.image);
                found.push(source.problem(&[Word("size")], message));
            }
            Some(Some(_)) => {}
        }
        atlas.sprites.into_keys().collect()
    }

    /// Parts that people may be made of but that were never drawn.
    fn people(&self) -> Vec<Problem> {
        let mut found = Vec::new();
        let drawn = self.sprites("people", &mut found);
        let parsed =
            self.files.source(self.root, "people.ron").and_then(|source| Ok((source.parse::<PeopleDef>()?, source)));
        let (people, source) = match parsed {
            Ok(parsed) => parsed,
            Err(problem) => {
                found.push(problem);
                return found;
            }
        };
        found.extend(people.problems(&source));
        let names: BTreeSet<&str> = drawn.iter().filter_map(|sprite| Some(sprite.split_once('/')?.0)).collect();
        let lists = [&people.bodies, &people.legs, &people.tops, &people.hair, &people.extras];
        for part in lists.into_iter().flatten().filter(|part| !part.is_empty()) {
            let ways = PeopleDef::ACTIONS.iter().flat_map(|action| ["down", "up", "side"].map(|way| (action, way)));
            let missing = ways.map(|(action, way)| format!("{part}/{action}/{way}")).find(|s| !drawn.contains(s));
            if let Some(sprite) = missing {
                let near = nearest_name(part, names.iter().copied().filter(|name| name != part));
                let message = format!("the part {part:?} has no sprite {sprite:?} in atlas/people{}", hint(near));
                found.push(source.problem(&[Text(part)], message));
            }
        }
        found
    }
}

/// Width and height of a PNG with 8 bits of red, green, blue and alpha that is there to its end; `None` for anything else.
#[must_use]
pub fn png_size(bytes: &[u8]) -> Option<(u32, u32)> {
    const SIGNATURE: &[u8] = b"\x89PNG\r\n\x1a\n";
    let number = |at: usize| Some(u32::from_be_bytes(bytes.get(at..at.checked_add(4)?)?.try_into().ok()?));
    let header = SIGNATURE.len();
    if !bytes.starts_with(SIGNATURE) || bytes.get(header + 4..header + 8)? != b"IHDR" || bytes.get(24..26)? != [8, 6] {
        return None;
    }
    let size = (number(16)?, number(20)?);
    let mut at = header;
    // Length, kind, content and checksum of each piece.
    loop {
        let length = usize::try_from(number(at)?).ok()?;
        let end = at.checked_add(12)?.checked_add(length)?;
        if end > bytes.len() {
            return None;
        }
        if &bytes[at + 4..at + 8] == b"IEND" {
            return Some(size);
        }
        at = end;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_picture_that_was_cut_off_is_none() {
        let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../assets/broken/sample/atlas/props.png");
        let bytes = std::fs::read(file).expect("a picture");
        assert!(png_size(&bytes).is_some());
        for end in [0, 8, 20, bytes.len() / 2, bytes.len() - 1] {
            assert_eq!(png_size(&bytes[..end]), None, "cut at {end}");
        }
        assert_eq!(png_size(b"GIF89a"), None);
    }
}
