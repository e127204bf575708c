//! Sound: silent until the player does something, as browsers ask for, and there from then on.

use crate::driver::{Driver, Screen};
use crate::page::{Page, rest};
use crate::support::Server;
use crate::visit::bundle;

/// Remembers every context for sound that the page makes.
const REMEMBER: &str = "
  window.sounds = [];
  const Native = window.AudioContext;
  window.AudioContext = class extends Native {
    constructor(...options) { super(...options); window.sounds.push(this); }
  };";

/// Whether each of them runs.
fn running(page: &Page) -> Vec<bool> {
    let states = page.run("return window.sounds.map((sound) => sound.state === 'running')");
    serde_json::from_value(states).expect("a list")
}

#[test]
#[ignore = "run by `cargo x test browser`, which makes the bundle"]
fn sound_waits_for_the_first_key() {
    let folder = tempfile::tempdir().expect("a folder");
    let server = Server::start(folder.path(), &[&bundle()]);
    let driver = Driver::start();
    let mut page = Page::open(&driver, "sound", Screen::Desktop(400, 300));
    page.before_pages(REMEMBER);
    page.arrive(&server.address);
    assert_eq!(running(&page), [false], "made, and silent");
    page.type_words("a");
    let mut patience = 250;
    while running(&page) != [true] {
        assert!(patience > 0, "it never woke: {}", page.run("return window.sounds.map((sound) => sound.state)"));
        patience -= 1;
        rest(20);
    }
    let played = || page.run("return window.sounds[0].currentTime").as_f64().expect("seconds");
    let before = played();
    rest(200);
    assert!(played() > before, "its time passes");
    assert_eq!(page.console(), Vec::<String>::new(), "the console has no errors");
}
