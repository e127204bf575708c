//! `cargo x shot`: what a player would see, as a picture, rendered by the real client off screen.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Result, bail};
use tools::art::canvas::Canvas;

use super::display::{self, Private};
use super::setup::{self, Consent, Purpose};
use super::{cargo, child};

/// Fewest colours a real picture has; an empty window has one or two.
const FEWEST_COLOURS: usize = 16;

/// The views that the client can stage, and what they show.
const VIEWS: [(&str, &str); 16] = [
    ("title", "the title screen"),
    ("plaza-day", "the plaza at ten in the morning"),
    ("plaza-night", "the plaza at a quarter past ten in the evening"),
    ("cafe", "inside the café in the afternoon"),
    ("talk", "a conversation on the plaza"),
    ("hall", "the Game Hall in the evening, with a game on the stage"),
    ("door", "the way to a game"),
    ("records", "what one did in games up to now"),
    ("lobby", "people coming together for a game"),
    ("trivia", "a question of trivia"),
    ("trivia-told", "its answer"),
    ("board", "the quiz board, to pick from"),
    ("buzzer", "a clue is read, and the buzzers are about to open"),
    ("clue", "a clue with its answer"),
    ("fifth", "a question of Fifth Grade"),
    ("results", "how a game ended"),
];

/// What `cargo x shot` was asked for.
#[derive(Debug, clap::Args)]
pub struct Options {
    /// Which view; `--list` names them.
    #[arg(long, required_unless_present = "list", value_parser = VIEWS.map(|(name, _)| name))]
    view: Option<String>,
    /// Width and height in pixels, up to 2560x1600.
    #[arg(long, value_name = "WxH", default_value = "1280x800")]
    size: String,
    /// The town's time of day, instead of the view's own.
    #[arg(long, value_name = "HH:MM")]
    time: Option<String>,
    /// The PNG file to write.
    #[arg(long, value_name = "FILE", required_unless_present = "list")]
    out: Option<PathBuf>,
    /// Names the views.
    #[arg(long)]
    list: bool,
}

/// Builds the client and takes one picture, or names the views.
///
/// # Errors
/// When the client can't be built or run, or the picture is empty.
pub fn shot(options: &Options) -> Result<()> {
    if options.list {
        for (name, words) in VIEWS {
            println!("{name:<12} {words}");
        }
        return Ok(());
    }
    setup::prepare(if display::is_there() { Purpose::Play } else { Purpose::Test }, Consent::Ask)?;
    cargo::build(&cargo::TOWN)?;
    let (Some(view), Some(out)) = (&options.view, &options.out) else { bail!("name a view and a file") };
    take(view, &options.size, options.time.as_deref(), out)
}

/// Renders every view into `folder`, with the programs that the tests build: another selection of packages would compile
/// the engine a second time.
///
/// # Errors
/// When a view fails or gives an empty picture.
pub fn all(folder: &Path) -> Result<()> {
    std::fs::create_dir_all(folder)?;
    child::run("cargo test", &mut cargo::cargo(&["test", "--workspace", "--locked", "--no-run"]))?;
    for (view, _) in VIEWS {
        take(view, "1280x800", None, &folder.join(format!("{view}.png")))?;
    }
    Ok(())
}

fn take(view: &str, size: &str, time: Option<&str>, out: &Path) -> Result<()> {
    let out = std::path::absolute(out)?;
    let mut client = cargo::built(&cargo::program("parlor")?);
    client.args(["--shot", view, "--size", size]).arg("--out").arg(&out);
    if let Some(time) = time {
        client.args(["--time", time]);
    }
    render(view, &mut client)?;
    check(&out)?;
    println!("{}", out.display());
    Ok(())
}

fn render(view: &str, client: &mut Command) -> Result<()> {
    let what = format!("the picture of {view}");
    if display::is_there() {
        return child::run(&what, client);
    }
    let screen = Private::start()?;
    screen.show_on(client);
    child::run(&what, client)
}

/// Fails for a picture that shows nothing.
fn check(file: &Path) -> Result<()> {
    let picture = Canvas::read_png(file)?;
    let mut colours = std::collections::BTreeSet::new();
    for y in 0..picture.h {
        for x in 0..picture.w {
            colours.insert(picture.get(x, y));
        }
        if colours.len() >= FEWEST_COLOURS {
            return Ok(());
        }
    }
    bail!("{} shows nothing: {} colours in all", file.display(), colours.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_view_of_the_client_is_listed() {
        let source =
            std::fs::read_to_string(super::super::root().join("client/src/shot.rs")).expect("the client's views");
        let staged: Vec<&str> = source
            .lines()
            .filter_map(|line| line.trim().strip_prefix("(\"")?.split_once("\", Self::"))
            .map(|(name, _)| name)
            .collect();
        assert_eq!(staged, VIEWS.map(|(name, _)| name));
    }

    #[test]
    fn a_picture_of_nothing_is_refused() {
        let folder = tempfile::tempdir().expect("a folder");
        let (empty, full) = (folder.path().join("empty.png"), folder.path().join("full.png"));
        Canvas::new(40, 30).write_png(&empty).expect("writable");
        assert!(check(&empty).is_err());
        let mut picture = Canvas::new(40, 30);
        for x in 0..40 {
            picture.set(x, 3, [u8::try_from(x).unwrap_or(0) * 6, 0, 0, 255]);
        }
        picture.write_png(&full).expect("writable");
        assert!(check(&full).is_ok());
    }
}
