//! The same views in a browser and in a window: what players see doesn't depend on the door they came through.

use std::path::{Path, PathBuf};

use client::shot::View;
use serde_json::json;

use crate::compare::{Part, Picture};
use crate::driver::{Driver, Screen};
use crate::page::{Page, pictures};
use crate::support::Server;
use crate::visit::bundle;

/// The size that the step `pictures` renders.
const SIZE: (u32, u32) = (1280, 800);

/// Most pixels that may differ by more than rounding: less than the smallest thing in a picture, a face over a bubble.
const MOST: usize = 200;

/// The row of the title where a window has buttons for what a page can't: another town, and the end.
const TITLE_BUTTONS: Part = (300, 700, 680, 52);

#[test]
#[ignore = "run by `cargo x test browser`, which makes the bundle"]
fn a_browser_draws_what_a_window_does() {
    let folder = tempfile::tempdir().expect("a folder");
    let server = Server::start(folder.path(), &[&bundle()]);
    let driver = Driver::start();
    let mut page = Page::open(&driver, "alike", Screen::Desktop(SIZE.0, SIZE.1));
    let metrics = json!({ "width": SIZE.0, "height": SIZE.1, "deviceScaleFactor": 1, "mobile": false });
    page.ask_tools("Emulation.setDeviceMetricsOverride", metrics);
    let mut unlike = Vec::new();
    // The other screens of games are made of the pieces of these, as the records are of the door; every one of them
    // was alike when it was drawn.
    let left_out = [View::Records, View::TriviaTold, View::Buzzer, View::Clue, View::Fifth, View::Results];
    for (name, view) in View::ALL.into_iter().filter(|(_, view)| !left_out.contains(view)) {
        let window = of_window(name);
        page.go(&format!("{}/?view={name}", server.address));
        page.until(60, "the view is staged", |state| state.staged);
        page.until_true(10, "the game is seen", "document.getElementById('door').classList.contains('open')");
        let browser = Picture::read(&page.picture(name));
        let left_out = if view == View::Title { &[TITLE_BUTTONS][..] } else { &[] };
        let found = window.difference(&browser, left_out);
        println!("{name}: {} pixels differ, by {} of 255 at most", found.pixels, found.most);
        if found.pixels > MOST {
            page.keep(&format!("{name}-window"), &window.write());
            page.keep(&format!("{name}-difference"), &found.shown.write());
            unlike.push(format!("{name}: {} pixels", found.pixels));
        }
    }
    assert_eq!(unlike, Vec::<String>::new(), "{} shows what differs", pictures().display());
    assert_eq!(page.console(), Vec::<String>::new(), "the console has no errors");
}

/// The picture that the native client made of a view.
fn of_window(name: &str) -> Picture {
    let folder = std::env::var_os("PARLOR_VIEWS").map(PathBuf::from);
    let folder = folder.expect("run by `cargo x test browser`, which says where the pictures of the window are");
    let file = Path::new(&folder).join(format!("{name}.png"));
    let bytes = std::fs::read(&file);
    Picture::read(&bytes.unwrap_or_else(|cause| {
        panic!("{}: {cause}; `cargo x test pictures browser` makes it and compares", file.display())
    }))
}
