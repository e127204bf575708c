//! One page with the game in it: what it shows, and hands on its keyboard, mouse and glass.

use std::path::PathBuf;
use std::time::{Duration, Instant};

use fantoccini::Client;
use fantoccini::actions::TouchActions;
use fantoccini::actions::{InputSource as _, KeyAction, KeyActions, MOUSE_BUTTON_LEFT, MouseActions, PointerAction};
use fantoccini::key::Key;
use serde::Deserialize;
use serde_json::{Value, json};
use tokio::runtime::Runtime;

use crate::driver::{Driver, Extra, Screen};

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
    pub lines: Vec<String>,
    pub toasts: Vec<String>,
    pub frames: u32,
    pub memory_bytes: usize,
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

pub struct Page {
    client: Client,
    runtime: Runtime,
    name: &'static str,
    pictures: u32,
    screen: Screen,
}

impl Page {
    /// Opens a browser; `name` names its pictures.
    pub fn open(driver: &Driver, name: &'static str, screen: Screen) -> Self {
        Self::open_with(driver, name, screen, &[])
    }

    /// The same, of a browser that is started with more flags.
    pub fn open_with(driver: &Driver, name: &'static str, screen: Screen, flags: &[&str]) -> Self {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
        let client = runtime.block_on(driver.browser(screen, flags));
        Self { client, runtime, name, pictures: 0, screen }
    }

    /// Opens an address and waits for what its page loads at once.
    pub fn go(&self, url: &str) {
        self.runtime.block_on(self.client.goto(url)).expect("the page opens");
    }

    /// Opens the game and waits until its title is seen.
    pub fn arrive(&mut self, url: &str) {
        self.go(url);
        self.until(60, "the title is there", |state| state.screen == "Title");
        while !self.is_drawn() {
            rest(10);
        }
    }

    pub fn reload(&self) {
        self.runtime.block_on(self.client.refresh()).expect("the page opens again");
    }

    /// Runs a script on the page; of a promise, what it comes to. WebDriver's own way would count as a player's
    /// gesture, which wakes sound.
    pub fn run(&self, script: &str) -> Value {
        let expression = format!("(() => {{ {script} }})()");
        let asked = json!({ "expression": expression, "returnByValue": true, "awaitPromise": true });
        let mut told = self.ask_tools("Runtime.evaluate", asked);
        assert!(told["exceptionDetails"].is_null(), "a script of the test: {told}");
        told["result"]["value"].take()
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

    /// Keeps what the page looks like among the test's pictures.
    pub fn picture(&mut self, what: &str) {
        let folder =
            std::env::var_os("PARLOR_PICTURES").map_or_else(|| env!("CARGO_TARGET_TMPDIR").into(), PathBuf::from);
        std::fs::create_dir_all(&folder).expect("a folder for pictures");
        self.pictures += 1;
        let file = folder.join(format!("{}-{}-{what}.png", self.name, self.pictures));
        let picture = self.runtime.block_on(self.client.screenshot()).expect("a picture");
        std::fs::write(file, picture).expect("written");
    }

    /// Asks the browser's developer tools for something.
    pub fn ask_tools(&self, command: &str, parameters: Value) -> Value {
        self.runtime.block_on(self.client.issue_cmd(Extra::tools(command, parameters))).expect(command)
    }

    /// Has every page that opens from now on run a script before its own.
    pub fn before_pages(&self, script: &str) {
        self.ask_tools("Page.addScriptToEvaluateOnNewDocument", json!({ "source": script }));
    }

    /// Lines of the console since it was last asked, errors only.
    pub fn console(&self) -> Vec<String> {
        let told = self.runtime.block_on(self.client.issue_cmd(Extra::console())).expect("the console");
        let entries = told.as_array().cloned().unwrap_or_default();
        let errors = entries.iter().filter(|entry| entry["level"] == "SEVERE");
        errors.filter_map(|entry| entry["message"].as_str().map(str::to_owned)).collect()
    }

    /// Types words into whatever has the focus, a human's pause between letters.
    pub fn type_words(&self, words: &str) {
        let keys = words.chars().fold(KeyActions::new("keys".into()), |keys, letter| {
            let pause = KeyAction::Pause { duration: Duration::from_millis(25) };
            keys.then(KeyAction::Down { value: letter }).then(KeyAction::Up { value: letter }).then(pause)
        });
        self.runtime.block_on(self.client.perform_actions(keys)).expect("typed");
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
            let keys = KeyActions::new("keys".into()).then(step);
            self.runtime.block_on(self.client.perform_actions(keys)).expect("pressed");
        }
        self.settle();
    }

    /// Holds a key down.
    pub fn hold(&self, key: Key, ms: u64) {
        let value = char::from(key);
        let keys = KeyActions::new("keys".into())
            .then(KeyAction::Down { value })
            .then(KeyAction::Pause { duration: Duration::from_millis(ms) })
            .then(KeyAction::Up { value });
        self.runtime.block_on(self.client.perform_actions(keys)).expect("held");
    }

    /// Presses the mouse, or a finger on a phone, on a point of the page in CSS pixels.
    pub fn press(&self, (x, y): (f32, f32)) {
        let at = PointerAction::MoveTo { duration: None, x: x.into(), y: y.into() };
        let (down, up) =
            (PointerAction::Down { button: MOUSE_BUTTON_LEFT }, PointerAction::Up { button: MOUSE_BUTTON_LEFT });
        let moment = PointerAction::Pause { duration: Duration::from_millis(60) };
        let done = if self.screen == Screen::Phone {
            let touch = TouchActions::new("finger".into()).then(at).then(down).then(moment).then(up);
            self.runtime.block_on(self.client.perform_actions(touch))
        } else {
            let mouse =
                MouseActions::new("mouse".into()).then(at).then(moment.clone()).then(down).then(moment).then(up);
            self.runtime.block_on(self.client.perform_actions(mouse))
        };
        done.expect("pressed");
    }

    /// Where a scene pixel is on the page, in CSS pixels.
    pub fn place_of(&self, state: &State, (x, y): (f32, f32)) -> (f32, f32) {
        let ratio = self.number("devicePixelRatio");
        let zoom = state.zoom as f32 / ratio;
        let middle = (self.number("innerWidth") / 2.0, self.number("innerHeight") / 2.0);
        (middle.0 + (x - state.centre.0) * zoom, middle.1 + (y - state.centre.1) * zoom)
    }

    /// A number of the window.
    pub fn number(&self, name: &str) -> f32 {
        self.run(&format!("return window.{name}")).as_f64().expect("a number") as f32
    }

    /// Opens another tab before this one, so that the game is hidden, and comes back.
    pub fn look_away(&self, ms: u64) {
        self.runtime.block_on(async {
            let game = self.client.window().await.expect("a tab");
            let other = self.client.new_window(true).await.expect("another tab").handle;
            self.client.switch_to_window(other).await.expect("the other tab");
            tokio::time::sleep(Duration::from_millis(ms)).await;
            self.client.close_window().await.expect("the other tab closes");
            self.client.switch_to_window(game).await.expect("back");
        });
    }
}

/// Also when a test fails: a browser that nobody closes goes on drawing.
impl Drop for Page {
    fn drop(&mut self) {
        if let Err(cause) = self.runtime.block_on(self.client.clone().close()) {
            eprintln!("a browser did not close: {cause}");
        }
    }
}

/// Lets real time pass.
#[expect(clippy::disallowed_methods, reason = "waits for a real browser")]
pub fn rest(ms: u64) {
    std::thread::sleep(Duration::from_millis(ms));
}
