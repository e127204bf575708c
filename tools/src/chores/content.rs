//! The content check: every public file under `assets/client` parses and refers only to what is there.

use std::collections::BTreeSet;
use std::path::Path;

use anyhow::{Result, bail};
use shared::content::atlas::AtlasDef;
use shared::content::locate::Step::{Text, Word};
use shared::content::looks::PeopleDef;
use shared::content::town::TownContent;
use shared::content::{Problem, Source, hint, nearest_name};
use tools::art::canvas::Canvas;
use tools::art::palette::Palette;

/// Checks the content of a repository and prints every problem as `file:line:column: message`.
///
/// # Errors
/// When there is a problem.
pub fn check(root: &Path) -> Result<()> {
    let found = problems(&root.join("assets/client"));
    for problem in &found {
        let file = problem.file.strip_prefix(root).unwrap_or(&problem.file).to_owned();
        println!("{}", Problem { file, ..problem.clone() });
    }
    match found.len() {
        0 => Ok(()),
        1 => bail!("the content has a problem"),
        count => bail!("the content has {count} problems"),
    }
}

/// Every problem under an `assets/client` folder.
fn problems(assets: &Path) -> Vec<Problem> {
    let town = match TownContent::load(assets) {
        Ok(town) => town,
        Err(problems) => return problems,
    };
    let mut found = Vec::new();
    let (grounds, props) = (sprites(assets, "grounds", &mut found), sprites(assets, "props", &mut found));
    if found.is_empty() {
        found.extend(ground_problems(assets, &town, &grounds));
        found.extend(prop_problems(assets, &town, &props));
    }
    found.extend(people_problems(assets));
    found
}

fn ground_problems(assets: &Path, town: &TownContent, drawn: &BTreeSet<String>) -> Vec<Problem> {
    let source = match Source::read(&assets.join("grounds.ron")) {
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

fn prop_problems(assets: &Path, town: &TownContent, drawn: &BTreeSet<String>) -> Vec<Problem> {
    let source = match Source::read(&assets.join("props.ron")) {
        Ok(source) => source,
        Err(problem) => return vec![problem],
    };
    let palette = match Palette::read(&assets.join("art/palette.txt")) {
        Ok(palette) => palette,
        Err(problem) => return vec![problem],
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
            let message =
                format!("{name:?} shines in the colour {:?}, which isn't in the palette{}", light.colour, hint(near));
            found.push(source.problem(&[Text(name), Word("light"), Text(&light.colour)], message));
        }
    }
    found
}

/// The sprites of one atlas whose picture is there.
fn sprites(assets: &Path, name: &str, found: &mut Vec<Problem>) -> BTreeSet<String> {
    let file = assets.join(format!("atlas/{name}.atlas.ron"));
    let parsed = Source::read(&file).and_then(|source| Ok((source.parse::<AtlasDef>()?, source)));
    let (atlas, source) = match parsed {
        Ok(parsed) => parsed,
        Err(problem) => {
            found.push(problem);
            return BTreeSet::new();
        }
    };
    found.extend(atlas.problems(&source));
    let picture = file.with_file_name(&atlas.image);
    if !picture.is_file() {
        let message = format!("its picture {:?} isn't there, expected it beside this file", atlas.image);
        found.push(source.problem(&[Word("image"), Text(&atlas.image)], message));
    } else if let Ok(canvas) = Canvas::read_png(&picture) {
        let (width, height) = atlas.size;
        if (u32::try_from(canvas.w), u32::try_from(canvas.h)) != (Ok(width), Ok(height)) {
            let (w, h) = (canvas.w, canvas.h);
            let message = format!("size is {width} by {height} pixels, expected {w} by {h} like {:?}", atlas.image);
            found.push(source.problem(&[Word("size")], message));
        }
    } else {
        let message = format!(
            "its picture {:?} can't be read, expected a PNG with 8 bits of red, green, blue and alpha",
            atlas.image
        );
        found.push(source.problem(&[Word("image"), Text(&atlas.image)], message));
    }
    atlas.sprites.into_keys().collect()
}

/// Parts that people may be made of but that were never drawn.
fn people_problems(assets: &Path) -> Vec<Problem> {
    let mut found = Vec::new();
    let drawn = sprites(assets, "people", &mut found);
    let parsed = Source::read(&assets.join("people.ron")).and_then(|s| Ok((s.parse::<PeopleDef>()?, s)));
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

#[cfg(test)]
#[path = "content_tests.rs"]
mod tests;
