//! The release bundle in a real browser: how soon a visitor sees the town and walks in it, and what a long stay costs.
//!
//! That bundle has no hook for tests, so all of it is seen from outside: the page's own mark for its first picture,
//! another client in the same town that sees the visitor's body move, and what the browser says of its memory.

mod stay;
mod witness;

use std::path::PathBuf;
use std::time::{Duration, Instant};

use anyhow::{Context as _, bail, ensure};
use fantoccini::key::Key;
use serde::Serialize;

use crate::bots::host::Host;
use crate::driver::{Driver, Screen};
use crate::report::{self, Percentiles};
use crate::tab::{Tab, rest};
use witness::Witness;

/// How long a visitor may take to see or do something before the visit counts as failed.
const PATIENCE: Duration = Duration::from_secs(60);

/// How long a visitor holds a key before they try another way.
const HOLD_MS: u64 = 120;

/// Ways out of where newcomers appear; one of them may be blocked.
pub const WAYS: [Key; 4] = [Key::Left, Key::Down, Key::Right, Key::Up];

/// What the page says when the loading screen is gone and the game is seen.
const IS_DRAWN: &str = "return document.documentElement.dataset.drawn === 'yes' \
                        && document.getElementById('door').classList.contains('open')";

/// Flags of the benchmark.
#[derive(Debug, clap::Args)]
pub struct Options {
    /// How many visitors come, one after the other, each with a browser that was never here.
    #[arg(long, default_value_t = 5)]
    visits: u32,
    /// How long the last of them stays, in minutes; 2 or more, or no stay.
    #[arg(long, default_value_t = 0)]
    minutes: u32,
    /// The content to serve.
    #[arg(long, default_value = "assets")]
    assets: PathBuf,
    /// The bundle to serve; `cargo x bench web` makes it and says where it is.
    #[arg(long, env = "PARLOR_WEB")]
    bundle: PathBuf,
    /// Accepted for uniformity: the result is always JSON.
    #[arg(long)]
    json: bool,
}

#[derive(Serialize)]
struct Report {
    visits: u32,
    /// From navigation to the title on screen.
    first_frame_ms: Percentiles,
    /// From navigation to the visitor's body somewhere else, as somebody else in town sees it. Typing a name is in it.
    walking_ms: Percentiles,
    /// How much more memory the page has in the last minute of the stay than in the first, as a share.
    memory_growth: Option<f64>,
    stay: Option<stay::Report>,
    console_errors: usize,
}

/// Runs the benchmark.
pub fn run(options: &Options) -> anyhow::Result<()> {
    ensure!(options.visits > 0, "at least one visitor has to come");
    ensure!(options.minutes != 1, "growth from the first minute to the last needs 2 minutes or more");
    let bundle = options.bundle.canonicalize().with_context(|| format!("looking at {}", options.bundle.display()))?;
    let host = Host::start(&options.assets, 4, &[&format!("web={}", bundle.display())])?;
    let witness = Witness::start(&host.address, &options.assets.join("client"))?;
    let driver = Driver::start();
    let (mut first_frame, mut walking, mut errors) = (Vec::new(), Vec::new(), Vec::new());
    let mut stay = None;
    for number in 1..=options.visits {
        let tab = Tab::open(&driver, Screen::Desktop(1280, 800), &[]);
        let name = format!("Visitor {number}");
        let begun = Instant::now();
        tab.go(&host.address);
        until(&tab, begun, "the title was seen", |tab| tab.run(IS_DRAWN) == true)?;
        let drawn = begun.elapsed();
        tab.type_words(&name);
        tab.hold(Key::Enter, 20);
        let mut ways = WAYS.iter().cycle();
        until(&tab, begun, "the visitor walked", |tab| {
            if let Some(way) = ways.next() {
                tab.hold(*way, HOLD_MS);
            }
            witness.moved_at(&name).is_some()
        })?;
        let moved = witness.moved_at(&name).map_or(PATIENCE, |at| at.duration_since(begun));
        report::note(&format!("{name}: first frame {} ms, walking {} ms", drawn.as_millis(), moved.as_millis()));
        first_frame.push(drawn.as_secs_f64() * 1000.0);
        walking.push(moved.as_secs_f64() * 1000.0);
        if number == options.visits && options.minutes > 0 {
            stay = Some(stay::measure(&tab, options.minutes)?);
        }
        errors.extend(tab.console());
    }
    for error in &errors {
        report::note(error);
    }
    report::result(&Report {
        visits: options.visits,
        first_frame_ms: Percentiles::of(first_frame),
        walking_ms: Percentiles::of(walking),
        memory_growth: stay.as_ref().map(stay::Report::growth),
        stay,
        console_errors: errors.len(),
    })?;
    ensure!(errors.is_empty(), "{} errors in the console", errors.len());
    Ok(())
}

/// Waits until something holds; the error says what didn't.
fn until(tab: &Tab, begun: Instant, what: &str, mut holds: impl FnMut(&Tab) -> bool) -> anyhow::Result<()> {
    while !holds(tab) {
        if begun.elapsed() > PATIENCE {
            bail!("waited in vain until {what}\n{}", tab.console().join("\n"));
        }
        rest(10);
    }
    Ok(())
}
