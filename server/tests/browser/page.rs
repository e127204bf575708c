//! One page with the game in it: what it shows, and what a test waits for.

use std::ops::Deref;
use std::path::PathBuf;
use std::time::{Duration, Instant};

use fantoccini::actions::KeyAction;
use fantoccini::key::Key;
use serde::Deserialize;

use crate::driver::{Driver, Screen};
use crate::tab::Tab;

pub use crate::tab::rest;

/// A scene pixel is a sixteenth of a tile.
const TILE_PX: f32 = 16.0;

/// What the game tells tests about itself.
#[derive(Debug, Clone, Deserialize)]
pub struct State {
    pub screen: String,
    pub connected: bool,
    pub reconnecting: bool,
    pub scene: Option<String>,
    pub place: Option<String>,
    pub at: Option<(f32, f32)>,
    pub zoom: u32,
    pub centre: (f32, f32),
    pub others: Vec<Other>,
    pub members: usize,
    pub writing: bool,
    pub designs: bool,
    pub lines: Vec<String>,
    pub toasts: Vec<String>,
    pub table: Option<AtTable>,
    pub frames: u32,
    pub staged: bool,
    pub memory_bytes: usize,
}

/// The room of the Game Hall that the player is in.
#[derive(Debug, Clone, Deserialize)]
pub struct AtTable {
    pub stage: String,
    pub members: usize,
    pub ready: bool,
    pub kind: String,
    pub wants: String,
    pub n: u16,
    pub places: usize,
    pub logged: usize,
    pub seals_hold: bool,
    pub records: usize,
}

/// Somebody in sight.
#[derive(Debug, Clone, Deserialize)]
pub struct Other {
    pub name: String,
    pub is_character: bool,
    pub feet: (f32, f32),
}

impl State {
    pub fn is_inside(&self) -> bool {
        self.screen == "Town" && self.connected && self.at.is_some()
    }

    /// The nearest character and how far away they are in tiles.
    pub fn nearest_character(&self) -> Option<(&Other, f32)> {
        let (x, y) = self.at?;
        let far = |other: &Other| (other.feet.0 / TILE_PX - x).hypot(other.feet.1 / TILE_PX - y);
        let characters = self.others.iter().filter(|other| other.is_character);
        characters.map(|other| (other, far(other))).min_by(|a, b| a.1.total_cmp(&b.1))
    }

    /// How many lines others said; one's own and the game's don't count.
    pub fn answers(&self) -> usize {
        self.lines.iter().filter(|line| !line.starts_with("You:") && !line.starts_with(':')).count()
    }
}

/// A tab with the game in it.
pub struct Page {
    tab: Tab,
    name: &'static str,
    pictures: u32,
}

impl Deref for Page {
    type Target = Tab;

    fn deref(&self) -> &Tab {
        &self.tab
    }
}

impl Page {
    /// Opens a browser; `name` names its pictures.
    pub fn open(driver: &Driver, name: &'static str, screen: Screen) -> Self {
        Self::open_with(driver, name, screen, &[])
    }

    /// The same, of a browser that is started with more flags.
    pub fn open_with(driver: &Driver, name: &'static str, screen: Screen, flags: &[&str]) -> Self {
        Self { tab: Tab::open(driver, screen, flags), name, pictures: 0 }
    }

    /// Opens the game and waits until its title is seen.
    pub fn arrive(&mut self, url: &str) {
        self.go(url);
        self.until(60, "the title is there", |state| state.screen == "Title");
        while !self.is_drawn() {
            rest(10);
        }
    }

    /// What the game says of itself; `None` before its first frame.
    pub fn state(&self) -> Option<State> {
        let text = self.run("return document.getElementById('game')?.dataset.state ?? null");
        serde_json::from_str(text.as_str()?).ok()
    }

    /// Whether the loading screen is gone and the game is seen.
    fn is_drawn(&self) -> bool {
        self.run("return document.documentElement.dataset.drawn === 'yes'") == true
    }

    /// Waits until the state is as it should be; returns it and how long that took.
    #[track_caller]
    pub fn until(&mut self, seconds: u64, what: &str, holds: impl Fn(&State) -> bool) -> (State, Duration) {
        let begun = Instant::now();
        loop {
            let state = self.state();
            if let Some(state) = state.as_ref().filter(|state| holds(state)) {
                return (state.clone(), begun.elapsed());
            }
            if begun.elapsed() > Duration::from_secs(seconds) {
                self.picture("failed");
                panic!("waited in vain until {what}: {state:?}\n{}", self.console().join("\n"));
            }
            rest(20);
        }
    }

    /// Waits until an expression is true on the page.
    #[track_caller]
    pub fn until_true(&mut self, seconds: u64, what: &str, expression: &str) {
        let begun = Instant::now();
        while self.run(&format!("return {expression}")) != true {
            if begun.elapsed() > Duration::from_secs(seconds) {
                self.picture("failed");
                panic!("waited in vain until {what}\n{}", self.console().join("\n"));
            }
            rest(20);
        }
    }

    /// Waits, at most ten seconds, until a button whose name begins like this can be pressed.
    #[track_caller]
    pub fn until_named(&mut self, name: &str) {
        self.until_true(10, &format!("\"{name}\" can be pressed"), &format!("{} !== undefined", named(name)));
    }

    /// Presses it as a screen reader does.
    #[track_caller]
    pub fn press_named(&mut self, name: &str) {
        self.until_named(name);
        self.run(&format!("{}.click()", named(name)));
    }

    /// Keeps what the page looks like among the test's pictures, and returns it as a PNG.
    pub fn picture(&mut self, what: &str) -> Vec<u8> {
        let picture = self.screenshot();
        self.keep(what, &picture);
        picture
    }

    /// Keeps a picture among those of the test.
    pub fn keep(&mut self, what: &str, picture: &[u8]) {
        let folder = pictures();
        std::fs::create_dir_all(&folder).expect("a folder for pictures");
        self.pictures += 1;
        let file = folder.join(format!("{}-{}-{what}.png", self.name, self.pictures));
        std::fs::write(file, picture).expect("written");
    }

    /// Waits until what was done so far is drawn.
    #[track_caller]
    pub fn settle(&mut self) {
        let before = self.state().map_or(0, |state| state.frames);
        self.until(5, "frames are drawn", |state| state.frames > before + 2);
    }

    /// Presses a letter together with the control key, each for some frames: the game looks once a frame which keys
    /// are held.
    pub fn press_control(&mut self, letter: char) {
        let control = char::from(Key::Control);
        for step in [
            KeyAction::Down { value: control },
            KeyAction::Down { value: letter },
            KeyAction::Up { value: letter },
            KeyAction::Up { value: control },
        ] {
            self.settle();
            self.step(step);
        }
        self.settle();
    }

    /// Where a scene pixel is on the page, in CSS pixels.
    pub fn place_of(&self, state: &State, (x, y): (f32, f32)) -> (f32, f32) {
        let ratio = self.number("devicePixelRatio");
        let zoom = state.zoom as f32 / ratio;
        let middle = (self.number("innerWidth") / 2.0, self.number("innerHeight") / 2.0);
        (middle.0 + (x - state.centre.0) * zoom, middle.1 + (y - state.centre.1) * zoom)
    }
}

/// The button of this name in the text beside the canvas.
fn named(name: &str) -> String {
    format!(
        "[...document.querySelectorAll('#screen button')].find(one => one.textContent.startsWith({}) \
         && one.ariaDisabled !== 'true')",
        serde_json::json!(name)
    )
}

/// Where the pictures of all tests are kept.
pub fn pictures() -> PathBuf {
    std::env::var_os("PARLOR_PICTURES").map_or_else(|| env!("CARGO_TARGET_TMPDIR").into(), PathBuf::from)
}
