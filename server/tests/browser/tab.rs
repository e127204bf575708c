//! One tab of a browser, with hands on its keyboard, mouse and glass; it knows nothing of what the page shows.

use std::time::Duration;

use fantoccini::Client;
use fantoccini::actions::TouchActions;
use fantoccini::actions::{InputSource as _, KeyAction, KeyActions, MOUSE_BUTTON_LEFT, MouseActions, PointerAction};
use fantoccini::key::Key;
use serde_json::{Value, json};
use tokio::runtime::Runtime;

use crate::driver::{Driver, Extra, Screen};

pub struct Tab {
    client: Client,
    runtime: Runtime,
    screen: Screen,
}

impl Tab {
    /// Opens a browser with a profile of its own, started with more flags.
    pub fn open(driver: &Driver, screen: Screen, flags: &[&str]) -> Self {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
        let client = runtime.block_on(driver.browser(screen, flags));
        Self { client, runtime, screen }
    }

    /// Opens an address and waits for what its page loads at once.
    pub fn go(&self, url: &str) {
        self.runtime.block_on(self.client.goto(url)).expect("the page opens");
    }

    /// Opens the same page again.
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

    /// What the page looks like, as a PNG.
    pub fn screenshot(&self) -> Vec<u8> {
        self.runtime.block_on(self.client.screenshot()).expect("a picture")
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

    /// Takes one step with the keyboard: a key goes down, or up.
    pub fn step(&self, step: KeyAction) {
        let keys = KeyActions::new("keys".into()).then(step);
        self.runtime.block_on(self.client.perform_actions(keys)).expect("pressed");
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

/// Also when whoever drives it fails: a browser that nobody closes goes on drawing.
impl Drop for Tab {
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
