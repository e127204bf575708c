//! The art compiler: palette, text grids and recipes in; atlases out. Same sources, same bytes.

pub mod borders;
pub mod canvas;
pub mod cosy;
pub mod font;
pub mod gameroom;
pub mod garden;
pub mod gazebo;
pub mod grid;
pub mod grounds;
pub mod hall;
pub mod homes;
pub mod houses;
pub mod indoor;
pub mod indoor_small;
pub mod kit;
pub mod market;
pub mod pack;
pub mod palette;
pub mod parlour;
pub mod parts;
pub mod people;
pub mod preview;
pub mod seats;
pub mod street;
pub mod street_small;
pub mod terrace;
pub mod texture;
pub mod theatre;
pub mod trees;
pub mod ui;

use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, bail};
use shared::content::shipped::ART_PROBLEMS;

use palette::Palette;

/// Every recipe that draws props.
const RECIPES: [fn(&mut kit::Kit); 17] = [
    trees::draw,
    garden::draw,
    gazebo::draw,
    street::draw,
    street_small::draw,
    market::draw,
    terrace::draw,
    houses::draw,
    homes::draw,
    indoor::draw,
    indoor_small::draw,
    seats::draw,
    parlour::draw,
    cosy::draw,
    hall::draw,
    theatre::draw,
    gameroom::draw,
];

/// What a build wrote.
#[derive(Debug, Default)]
pub struct Report {
    /// Every file that was written, in name order.
    pub files: Vec<String>,
}

/// Compiles everything under `assets/client/art` into `assets/client/atlas`, and writes what changed: each file at once,
/// so that a town that runs on them never reads half a picture.
pub fn build(root: &Path) -> Result<Report> {
    let fresh = fresh_folder("build");
    let built = build_into(root, &fresh).and_then(|built| {
        let mut files = beside(root)?;
        for name in built.files {
            let bytes = std::fs::read(fresh.join(&name))?;
            files.push((format!("assets/client/atlas/{name}"), bytes));
        }
        Ok(files)
    });
    if fresh.exists() {
        std::fs::remove_dir_all(&fresh)?;
    }
    let files = built?;
    let note = root.join("assets/client").join(ART_PROBLEMS);
    if note.exists() {
        std::fs::remove_file(note)?;
    }
    let mut report = Report::default();
    for (name, bytes) in files {
        let path = root.join(&name);
        if std::fs::read(&path).is_ok_and(|old| old == bytes) {
            continue;
        }
        replace(&path, &bytes).with_context(|| format!("writing {}", path.display()))?;
        report.files.push(name);
    }
    report.files.sort();
    Ok(report)
}

fn replace(path: &Path, bytes: &[u8]) -> std::io::Result<()> {
    let folder = path.parent().unwrap_or(path);
    std::fs::create_dir_all(folder)?;
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let new = folder.join(format!(".{name}.new"));
    std::fs::write(&new, bytes)?;
    std::fs::rename(&new, path)
}

/// A folder of this process under the system's temporary one.
fn fresh_folder(what: &str) -> PathBuf {
    std::env::temp_dir().join(format!("parlor-art-{what}-{}", std::process::id()))
}

/// What stands beside the atlases: its place under the root and its bytes.
fn beside(root: &Path) -> Result<Vec<(String, Vec<u8>)>> {
    let art = root.join("assets/client/art");
    let palette = Palette::read(&art.join("palette.txt"))?;
    let icon = ui::logo::icon(&palette);
    let files = [
        ("assets/client/people.ron", people::description(&art, &palette)?.into_bytes()),
        ("assets/client/font/parlor.ttf", font::bytes(&art)?),
        ("wasm/page/icon-192.png", icon.scaled(192 / icon.w).png()?),
        ("wasm/page/icon-512.png", icon.scaled(512 / icon.w).png()?),
        ("wasm/page/logo.png", ui::logo::word(&palette).png()?),
    ];
    Ok(files.into_iter().map(|(name, bytes)| (name.to_owned(), bytes)).collect())
}

/// Fails when the committed atlases differ from what the sources give.
pub fn check(root: &Path) -> Result<()> {
    let fresh = fresh_folder("check");
    let outcome =
        build_into(root, &fresh).and_then(|report| compare(&report, &fresh, &root.join("assets/client/atlas")));
    if fresh.exists() {
        std::fs::remove_dir_all(&fresh)?;
    }
    for (name, bytes) in beside(root)? {
        if std::fs::read(root.join(&name)).unwrap_or_default() != bytes {
            bail!("{name} isn't what the sources give: run `cargo x assets build` and commit it");
        }
    }
    outcome
}

fn build_into(root: &Path, out: &Path) -> Result<Report> {
    let art = root.join("assets/client/art");
    let palette = Palette::read(&art.join("palette.txt"))?;
    std::fs::create_dir_all(out)?;
    grounds::build(out, &palette)?;
    let mut props = recipes(&palette);
    if let Some(folder) = drawn_props(&art) {
        props.extend(grid::read_folder(&folder, &palette)?);
    }
    pack::write(out, "props", &props, &palette, 512)?;
    people::build(&art, out, &palette)?;
    ui::build(&art, out, &palette)?;
    let mut report = Report::default();
    for path in listing(out)? {
        report.files.push(path.file_name().unwrap_or_default().to_string_lossy().into_owned());
    }
    Ok(report)
}

/// Every prop that a recipe draws.
#[must_use]
pub fn recipes(palette: &Palette) -> Vec<pack::Sprite> {
    let mut kit = kit::Kit::new(palette);
    for recipe in RECIPES {
        recipe(&mut kit);
    }
    kit.sprites
}

/// The folder of props that were drawn as grids, if there are any.
#[must_use]
pub fn drawn_props(art: &Path) -> Option<PathBuf> {
    Some(art.join("props")).filter(|folder| folder.is_dir())
}

fn listing(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut paths = Vec::new();
    for entry in std::fs::read_dir(folder).with_context(|| format!("reading {}", folder.display()))? {
        paths.push(entry?.path());
    }
    paths.sort();
    Ok(paths)
}

fn compare(report: &Report, fresh: &Path, committed: &Path) -> Result<()> {
    for file in &report.files {
        let old = std::fs::read(committed.join(file)).unwrap_or_default();
        if std::fs::read(fresh.join(file))? != old {
            bail!("assets/client/atlas/{file} isn't what the sources give: run `cargo x assets build` and commit it");
        }
    }
    Ok(())
}
