//! `cargo x assets`: the art compiler, the content check, and files of other programs in and out.

use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, bail};
use tools::art::canvas::Canvas;
use tools::art::{self, preview};
use tools::import::{self, card::export};

use super::{content, root};

/// What `cargo x assets` can do.
#[derive(Debug, clap::Subcommand)]
pub enum Chore {
    /// Compile the art sources under assets/client/art into atlases.
    Build,
    /// Check that atlases are up to date and that content refers only to what is there.
    Check,
    /// Draw every sprite into one picture.
    Sheet {
        /// Only this atlas: grounds, props, people …
        atlas: Option<String>,
        /// The PNG file to write.
        #[arg(long, value_name = "FILE", default_value = "sheet.png")]
        out: PathBuf,
    },
    /// Draw a whole scene without the engine.
    Scene {
        /// Which scene.
        name: String,
        /// The town's time of day.
        #[arg(long, value_name = "HH:MM", default_value = "12:00", value_parser = hour)]
        time: f32,
        /// How many pixels wide one drawn pixel is.
        #[arg(long, default_value_t = 1, value_parser = clap::value_parser!(i32).range(1..=8))]
        zoom: i32,
        /// The PNG file to write.
        #[arg(long, value_name = "FILE", default_value = "scene.png")]
        out: PathBuf,
    },
    /// Take in an Aseprite sprite, a Tiled or LDtk map, a character card, or questions.
    ///
    /// Sprites (.aseprite, .ase) become grids under assets/client/art/props, maps (.tmx, .tmj, .ldtk) become scenes,
    /// cards (.png, .json) become characters, questions (.csv, .tsv, .gift, .txt, .json) become categories and boards
    /// under assets/server. The report says what was made and what was left out; docs/importing.md
    /// says what becomes what.
    Import {
        /// The file.
        file: PathBuf,
        /// What the sprite, scene or character is to be called: a-z, 0-9, - and _; of questions, the category of those
        /// that name none.
        #[arg(long = "as", value_name = "NAME")]
        name: Option<String>,
        /// Of an LDtk project, only this level.
        #[arg(long, value_name = "LEVEL")]
        level: Option<String>,
        /// The assets folder it goes into, and against whose town it is checked.
        #[arg(long, value_name = "DIR")]
        into: Option<PathBuf>,
        /// Replace what is there already.
        #[arg(long)]
        force: bool,
    },
    /// Write a character as a character card.
    Export {
        /// Which character.
        character: String,
        /// The card: a .png with their portrait, or a .json.
        #[arg(long, value_name = "FILE")]
        out: PathBuf,
        /// The assets folder they live in.
        #[arg(long, value_name = "DIR")]
        from: Option<PathBuf>,
        /// Replace what is there already.
        #[arg(long)]
        force: bool,
    },
}

/// Does one of them.
///
/// # Errors
/// When a source or a content file is wrong, or a file can't be written.
pub fn assets(chore: &Chore) -> Result<()> {
    let root = root();
    match chore {
        Chore::Build => {
            let report = art::build(&root)?;
            for file in &report.files {
                println!("{file}");
            }
            if report.files.is_empty() {
                println!("The atlases are up to date.");
            }
            Ok(())
        }
        Chore::Check => {
            art::check(&root)?;
            content::check(&root)
        }
        Chore::Sheet { atlas: Some(atlas), out } => write(&preview::sheet(&root, atlas)?, out),
        Chore::Sheet { atlas: None, out } => write(&every_sheet(&root)?, out),
        Chore::Import { file, name, level, into, force } => {
            let assets = into.clone().unwrap_or_else(|| root.join("assets"));
            let options = import::Options { name: name.clone(), level: level.clone(), force: *force };
            say(import::import(&assets, file, &options)?, &root)
        }
        Chore::Export { character, out, from, force } => {
            let assets = from.clone().unwrap_or_else(|| root.join("assets"));
            say(export::export(&assets, character, out, *force)?, &root)
        }
        Chore::Scene { name, time, zoom, out } => write(&preview::preview(&root, name, *time)?.scaled(*zoom), out),
    }
}

/// The sheets of all atlases, one below the other.
fn every_sheet(root: &Path) -> Result<Canvas> {
    let folder = root.join("assets/client/atlas");
    let mut names = Vec::new();
    for entry in std::fs::read_dir(&folder).with_context(|| format!("reading {}", folder.display()))? {
        let name = entry?.file_name().to_string_lossy().into_owned();
        names.extend(name.strip_suffix(".atlas.ron").map(ToOwned::to_owned));
    }
    names.sort();
    let sheets = names.iter().map(|name| preview::sheet(root, name)).collect::<Result<Vec<Canvas>>>()?;
    let (width, height) = sheets.iter().fold((0, 0), |(w, h), sheet| (w.max(sheet.w), h + sheet.h));
    let mut whole = Canvas::new(width, height);
    let mut y = 0;
    for sheet in &sheets {
        whole.blit(sheet, 0, y);
        y += sheet.h;
    }
    Ok(whole)
}

/// Prints a report, with paths from the repository's root.
fn say(mut report: import::Report, root: &Path) -> Result<()> {
    for path in &mut report.made {
        *path = path.strip_prefix(root).unwrap_or(path).to_owned();
    }
    print!("{report}");
    Ok(())
}

fn write(picture: &Canvas, out: &Path) -> Result<()> {
    picture.write_png(out).with_context(|| format!("writing {}", out.display()))?;
    println!("{}", out.display());
    Ok(())
}

/// `HH:MM` as hours since midnight.
fn hour(text: &str) -> Result<f32> {
    let parts = text.split_once(':').and_then(|(h, m)| Some((h.parse::<u8>().ok()?, m.parse::<u8>().ok()?)));
    match parts {
        Some((hour @ 0..24, minute @ 0..60)) => Ok(f32::from(hour) + f32::from(minute) / 60.0),
        _ => bail!("expected a time from 00:00 to 23:59"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hours() {
        assert_eq!(hour("18:30").ok(), Some(18.5));
        assert_eq!(hour("00:00").ok(), Some(0.0));
        for wrong in ["24:00", "12:60", "noon", "12", ""] {
            assert!(hour(wrong).is_err(), "{wrong}");
        }
    }
}
