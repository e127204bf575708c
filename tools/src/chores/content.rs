//! The content check: every public file under `assets/client` parses and refers only to what is there.

use std::collections::BTreeSet;
use std::path::Path;

use anyhow::{Result, bail};
use shared::content::atlas::AtlasDef;
use shared::content::looks::PeopleDef;
use shared::content::town::TownContent;
use shared::content::{Problem, load, nearest_name};

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
    let grounds = sprites(assets, "grounds", &mut found);
    for ground in &town.grounds {
        let prefix = format!("{}/", ground.name);
        if !grounds.iter().any(|sprite| sprite.starts_with(&prefix)) {
            let file = assets.join("grounds.ron");
            found.push(Problem::new(&file, format!("the ground {:?} has no sprite in atlas/grounds", ground.name)));
        }
    }
    let props = sprites(assets, "props", &mut found);
    for (name, prop) in &town.props {
        if !props.contains(&prop.sprite) {
            let near = nearest_name(&prop.sprite, props.iter().map(String::as_str));
            let hint = near.map_or_else(String::new, |near| format!("; did you mean {near:?}?"));
            let message =
                format!("the prop {name:?} names the sprite {:?}, which atlas/props doesn't have{hint}", prop.sprite);
            found.push(Problem::new(&assets.join("props.ron"), message));
        }
    }
    found.extend(people_problems(assets));
    found
}

/// The sprites of one atlas whose picture is there.
fn sprites(assets: &Path, name: &str, found: &mut Vec<Problem>) -> BTreeSet<String> {
    let file = assets.join(format!("atlas/{name}.atlas.ron"));
    match load::<AtlasDef>(&file) {
        Ok(atlas) => {
            if !file.with_file_name(&atlas.image).is_file() {
                found.push(Problem::new(&file, format!("its picture {:?} isn't beside it", atlas.image)));
            }
            for (sprite, def) in &atlas.sprites {
                if let Some(glow) = def.glow.as_ref().filter(|glow| !atlas.sprites.contains_key(*glow)) {
                    found.push(Problem::new(&file, format!("{sprite:?} glows by {glow:?}, which isn't in the atlas")));
                }
            }
            atlas.sprites.into_keys().collect()
        }
        Err(problem) => {
            found.push(problem);
            BTreeSet::new()
        }
    }
}

/// Parts that people may be made of but that were never drawn.
fn people_problems(assets: &Path) -> Vec<Problem> {
    let mut found = Vec::new();
    let drawn = sprites(assets, "people", &mut found);
    let file = assets.join("people.ron");
    match load::<PeopleDef>(&file) {
        Ok(people) => {
            let lists = [&people.bodies, &people.legs, &people.tops, &people.hair, &people.extras];
            for part in lists.into_iter().flatten().filter(|part| !part.is_empty()) {
                for action in PeopleDef::ACTIONS {
                    for way in ["down", "up", "side"] {
                        let sprite = format!("{part}/{action}/{way}");
                        if !drawn.contains(&sprite) {
                            found.push(Problem::new(&file, format!("{sprite:?} isn't in atlas/people")));
                        }
                    }
                }
            }
        }
        Err(problem) => found.push(problem),
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_missing_picture_and_a_missing_glow_are_found() {
        let folder = tempfile::tempdir().expect("a folder");
        let atlas = folder.path().join("atlas");
        std::fs::create_dir(&atlas).expect("empty folder");
        let text = "(image: \"props.png\", size: (8, 8), sprites: {\"lamp\": (frames: [(0, 0, 8, 8)], anchor: (4, 8), glow: \"lit\")})";
        std::fs::write(atlas.join("props.atlas.ron"), text).expect("writable");
        let mut found = Vec::new();
        assert_eq!(sprites(folder.path(), "props", &mut found), BTreeSet::from(["lamp".to_owned()]));
        let text: Vec<String> = found.iter().map(|problem| problem.message.clone()).collect();
        assert_eq!(
            text,
            ["its picture \"props.png\" isn't beside it", "\"lamp\" glows by \"lit\", which isn't in the atlas"]
        );
    }

    #[test]
    fn an_empty_folder_has_problems_that_name_the_files() {
        let folder = tempfile::tempdir().expect("a folder");
        let found = problems(folder.path());
        assert!(found.iter().any(|problem| problem.file.ends_with("grounds.ron")), "{found:?}");
    }
}
