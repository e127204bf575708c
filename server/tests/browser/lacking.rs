//! Browsers that lack what the game needs: the page says plainly what it is.

use crate::driver::{Driver, Screen};
use crate::page::Page;
use crate::support::Server;
use crate::visit::bundle;

/// Flags and a script that take something from a browser, and the words that have to be on the page then.
const LACKS: [(&str, &str, &str); 3] = [
    ("--disable-3d-apis", "", "it has no WebGL 2"),
    ("--mute-audio", "delete window.WebSocket", "it has no WebSocket"),
    ("--mute-audio", "delete window.WebAssembly", "it has no WebAssembly"),
];

#[test]
#[ignore = "run by `cargo x test browser`, which makes the bundle"]
fn a_page_says_what_the_browser_lacks() {
    let folder = tempfile::tempdir().expect("a folder");
    let server = Server::start(folder.path(), &[&bundle()]);
    let driver = Driver::start();
    for (flag, script, words) in LACKS {
        let mut page = Page::open_with(&driver, "lacking", Screen::Desktop(640, 400), &[flag]);
        page.before_pages(script);
        page.go(&server.address);
        // Only what is seen, and no text of what is hidden.
        let seen = page.run("return document.body.innerText").to_string();
        assert!(seen.contains("This browser can't") && seen.contains(words), "{words}: {seen}");
        assert!(seen.contains("Try again"), "{seen}");
        page.picture("told");
        assert!(page.state().is_none(), "the game doesn't start");
        assert_eq!(page.console(), Vec::<String>::new(), "the console has no errors");
    }
}
