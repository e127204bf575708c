//! Aseprite files to `*.grid` sources: tags become animations, slices anchors, and colours those of the palette.

pub mod drawing;
pub mod file;
pub mod layers;
pub mod snap;
pub mod sprites;
pub mod write;

use std::path::{Path, PathBuf};

use shared::content::Problem;

use super::report::counted;
use super::{Bad, Made, Options, Report, bad, names};
use crate::art::palette::Palette;
use crate::art::{self, grid, pack::Sprite};

/// Where imported sprites go, under the assets folder.
const FOLDER: &str = "client/art/props";

/// What a sprite file gives.
///
/// # Errors
/// When it can't be read, or a sprite of that name is drawn elsewhere already.
pub fn made(assets: &Path, file: &Path, bytes: &[u8], options: &Options) -> Result<Made, Problem> {
    let palette = Palette::read(&assets.join("client/art/palette.txt"))?;
    made_with(assets, &palette, file, bytes, options).map_err(|bad| bad.of(file))
}

fn made_with(assets: &Path, palette: &Palette, file: &Path, bytes: &[u8], options: &Options) -> Result<Made, Bad> {
    let key = names::key(options.name.as_deref(), &names::stem(file))?;
    let drawing = file::parse(bytes)?;
    let mut report = Report::default();
    let mut found = sprites::of(&drawing, key.as_str(), &mut report)?;
    let snapped = snap::snap(palette, found.iter_mut().flat_map(|sprite| &mut sprite.frames));
    snapped.tell(&mut report);
    let place = PathBuf::from(FOLDER).join(format!("{key}.grid"));
    taken(assets, palette, &place, &found)?;
    let text = write::text(palette, &found)?;
    checked(&text, palette, &found)?;
    for sprite in &found {
        let (w, h) = sprite.frames.first().map_or((0, 0), |frame| (frame.w, frame.h));
        let (x, y) = sprite.anchor;
        let frames = counted(sprite.frames.len(), "frame", "frames");
        report.note(format!("sprite {:?}: {frames} of {w} by {h} pixels, anchor at ({x}, {y})", sprite.name));
    }
    report.next.push("`cargo x assets build` draws it into the atlas".into());
    if let Some(first) = found.first() {
        report.next.push(format!(
            "a line in assets/client/props.ron lets scenes place it: {:?}: (sprite: {:?}, solid: [(0, 0, 1, 1)]),",
            key.as_str(),
            first.name
        ));
    }
    Ok(Made { files: vec![(place, text.into_bytes())], report, ..Made::default() })
}

/// Sprites of one name would make the next build fail.
fn taken(assets: &Path, palette: &Palette, place: &Path, found: &[Sprite]) -> Result<(), Bad> {
    let mut others: Vec<(String, String)> =
        art::recipes(palette).into_iter().map(|sprite| (sprite.name, "tools/src/art".to_owned())).collect();
    let folder = assets.join(FOLDER);
    let mut paths: Vec<PathBuf> =
        std::fs::read_dir(&folder).into_iter().flatten().flatten().map(|e| e.path()).collect();
    paths.sort();
    for path in
        paths.iter().filter(|path| path.extension().is_some_and(|e| e == "grid") && **path != assets.join(place))
    {
        let source = shared::content::Source::read(path).map_err(|problem| Bad::new(problem.to_string()))?;
        let label = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let drawn = grid::parse(&label, &source.text, palette).map_err(|error| Bad::new(format!("{error:#}")))?;
        others.extend(drawn.into_iter().map(|sprite| (sprite.name, label.clone())));
    }
    match found.iter().find_map(|sprite| others.iter().find(|(name, _)| *name == sprite.name)) {
        Some((name, by)) => {
            bad(format!("gives a sprite {name:?}, which {by} draws already: pick another name by --as"))
        }
        None => Ok(()),
    }
}

/// What was written reads as what was meant.
fn checked(text: &str, palette: &Palette, found: &[Sprite]) -> Result<(), Bad> {
    let read = grid::parse("the sprite", text, palette).map_err(|error| Bad::new(format!("{error:#}")))?;
    let same = read.len() == found.len()
        && read.iter().zip(found).all(|(a, b)| {
            a.name == b.name && a.anchor == b.anchor && a.frames.len() == b.frames.len() && a.frame_ms == b.frame_ms
        });
    if same { Ok(()) } else { bad("can't be written as a grid: its sprites don't read as what they are") }
}
