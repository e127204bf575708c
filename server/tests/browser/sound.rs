//! Sound: silent until the player does something, as browsers ask for, and there from then on.

use serde_json::json;

use crate::driver::{Driver, Screen};
use crate::page::Page;
use crate::support::Server;
use crate::visit::bundle;

/// Remembers every context for sound that the page makes.
const REMEMBER: &str = "
  window.sounds = [];
  const Native = window.AudioContext;
  window.AudioContext = class extends Native {
    constructor(...options) { super(...options); window.sounds.push(this); }
  };";

#[test]
#[ignore = "run by `cargo x test browser`, which makes the bundle"]
fn sound_waits_for_the_first_key() {
    let folder = tempfile::tempdir().expect("a folder");
    let server = Server::start(folder.path(), &[&bundle()]);
    let driver = Driver::start();
    let mut page = Page::open(&driver, "sound", Screen::Desktop(400, 300));
    page.before_pages(REMEMBER);
    page.arrive(&server.address);
    let states = page.run("return window.sounds.map((sound) => sound.state)");
    assert_eq!(states, json!(["suspended"]), "made, and silent");
    page.type_words("a");
    page.until_true(5, "it wakes", "window.sounds.every((sound) => sound.state === 'running')");
    page.until_true(5, "its time passes", "window.sounds[0].currentTime > 0.1");
    assert_eq!(page.console(), Vec::<String>::new(), "the console has no errors");
}
