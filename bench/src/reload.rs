//! From saving a file to a client that has it: a real server watches a copy of the content, a real client follows.

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use anyhow::{Context as _, ensure};
use bevy::prelude::*;
use client::content::InUse;
use client::net::TransportChoice;
use client::own::Me;
use serde::Serialize;
use shared::content::looks::Looks;

use crate::bots::host::Host;
use crate::headless;
use crate::report::{self, Percentiles};

/// Time between two frames of the client: sixty in a second.
const FRAME: Duration = Duration::from_micros(16_667);

/// How long an edit may take before it counts as lost.
const PATIENCE: Duration = Duration::from_secs(10);

/// Flags of the benchmark.
#[derive(Debug, clap::Args)]
pub struct Options {
    /// How many edits are saved.
    #[arg(long, default_value_t = 60)]
    edits: usize,
    /// The content to copy and edit.
    #[arg(long, default_value = "assets")]
    assets: PathBuf,
    /// Accepted for uniformity: the result is always JSON.
    #[arg(long)]
    json: bool,
}

#[derive(Serialize)]
struct Report {
    edits: usize,
    lost: usize,
    save_to_screen_ms: Percentiles,
}

/// Files that are edited in turn: a scene, somebody's looks, the catalogue of props, the palette.
const EDITED: [&str; 4] =
    ["scenes/plaza/plaza.scene.ron", "characters/mira/mira.character.ron", "props.ron", "art/palette.txt"];

/// Runs the benchmark.
pub fn run(options: &Options) -> anyhow::Result<()> {
    let copy = tempfile::tempdir()?;
    copy_folder(&options.assets, copy.path())?;
    let shipped = copy.path().join("client");
    let host = Host::start(copy.path(), 0, &["watch=true"])?;
    let mut client = walk_in(&host.address, &shipped)?;
    let (mut times, mut lost) = (Vec::new(), 0);
    for edit in 0..options.edits {
        let path = EDITED[edit % EDITED.len()];
        let file = shipped.join(path);
        let text = std::fs::read_to_string(&file)?;
        let remark = if path.ends_with(".txt") { format!("# {edit}\n") } else { format!("// {edit}\n") };
        let edited = format!("{remark}{text}");
        let saved = Instant::now();
        std::fs::write(&file, &edited)?;
        let has_it = |app: &App| {
            app.world().resource::<InUse>().files.0.get(path).is_some_and(|file| *file.bytes == *edited.as_bytes())
        };
        if run_until(&mut client, PATIENCE, has_it) {
            // The frame that took it up also draws it.
            times.push(saved.elapsed().as_secs_f64() * 1000.0);
        } else {
            lost += 1;
        }
        std::fs::write(&file, &text)?;
        run_until(&mut client, PATIENCE, |app| !has_it(app));
        // Edits come at any moment of a tick.
        run_until(&mut client, Duration::from_millis(200 + 37 * (edit as u64 % 11)), |_| false);
    }
    report::result(&Report { edits: options.edits, lost, save_to_screen_ms: Percentiles::of(times) })?;
    ensure!(lost == 0, "{lost} edits did not arrive");
    Ok(())
}

fn walk_in(server: &str, shipped: &Path) -> anyhow::Result<App> {
    let options = client::Options::load(shipped, 1)
        .map_err(|problems| anyhow::anyhow!("content: {} problems", problems.len()))?;
    let mut app = headless::knock(options, server, "Designer", Looks::default(), TransportChoice::Auto);
    let is_in = run_until(&mut app, PATIENCE, |app| app.world().resource::<Me>().body.is_some());
    ensure!(is_in, "the client did not get into the town");
    Ok(app)
}

/// Frames of the client until something holds; false when it doesn't in time.
#[expect(clippy::disallowed_methods, reason = "a real client has a frame rate")]
fn run_until(app: &mut App, most: Duration, holds: impl Fn(&App) -> bool) -> bool {
    let end = Instant::now() + most;
    while Instant::now() < end {
        app.update();
        if holds(app) {
            return true;
        }
        std::thread::sleep(FRAME);
    }
    false
}

fn copy_folder(from: &Path, to: &Path) -> anyhow::Result<()> {
    std::fs::create_dir_all(to)?;
    for entry in std::fs::read_dir(from).with_context(|| format!("reading {}", from.display()))? {
        let entry = entry?;
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy_folder(&entry.path(), &target)?;
        } else {
            std::fs::copy(entry.path(), target)?;
        }
    }
    Ok(())
}
