//! One visit from the first byte to the end: load, walk in, walk, talk, reload, lose the server, come back.

use std::time::Instant;

use fantoccini::key::Key;

use crate::driver::{Driver, Screen};
use crate::page::Page;
use crate::support::Server;

/// The bundle that `cargo x test` made.
pub fn bundle() -> String {
    let folder = std::env::var("PARLOR_WEB").expect("run by `cargo x test browser`, which says where the bundle is");
    format!("web={folder}")
}

/// A page on which somebody of that name has walked in.
pub fn walked_in(page: &mut Page, address: &str, name: &str) {
    page.arrive(address);
    page.type_words(name);
    page.hold(Key::Enter, 20);
    page.until(30, "walked in", |state| state.is_inside());
}

#[test]
#[ignore = "run by `cargo x test browser`, which makes the bundle"]
fn a_visit_from_beginning_to_end() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut server = Server::start(folder.path(), &[&bundle()]);
    let port = server.port();
    let driver = Driver::start();
    let mut page = Page::open(&driver, "visit", Screen::Desktop(1280, 800));

    let begun = Instant::now();
    page.arrive(&server.address);
    println!("first frame after {} ms", begun.elapsed().as_millis());
    page.picture("title");
    page.type_words("Wanda");
    page.hold(Key::Enter, 20);
    let (state, _) = page.until(30, "walked in", |state| state.is_inside());
    println!("walking after {} ms", begun.elapsed().as_millis());
    let (from, walked_in_with) = (state.at.expect("inside"), state.memory_bytes);
    page.hold(Key::Left, 900);
    page.until(5, "walked", |state| state.at.is_some_and(|(x, _)| x < from.0 - 1.0));
    page.picture("walked");

    let (state, _) = page.until(40, "somebody came to say hello", |state| state.answers() > 0 && state.members > 1);
    page.picture("greeted");
    let heard = state.answers();
    page.hold(Key::Enter, 20);
    page.type_words("Where is the cafe?");
    page.hold(Key::Enter, 20);
    let (state, _) = page.until(20, "answered", |state| state.answers() > heard);
    assert!(state.lines.iter().any(|line| line == "You: Where is the cafe?"), "{:?}", state.lines);
    page.picture("answered");

    // Goodbye, and back again with a click on the character.
    page.hold(Key::Escape, 20);
    page.until(5, "the line is closed", |state| !state.writing);
    page.type_words("q");
    let (state, _) = page.until(10, "the talk is over", |state| state.members < 2);
    let heard = state.answers();
    let (somebody, far) = state.nearest_character().expect("somebody is near");
    assert!(far < 8.0 && state.scene.as_deref() == Some("plaza"), "{somebody:?} is {far} tiles away");
    page.press(page.place_of(&state, (somebody.feet.0, somebody.feet.1 - 8.0)));
    let (state, _) = page.until(20, "greeted again", |state| state.members > 1 && state.answers() > heard);
    page.picture("clicked");
    assert!(state.memory_bytes < walked_in_with + walked_in_with / 20, "{} bytes", state.memory_bytes);

    assert_eq!(page.console(), Vec::<String>::new(), "the console has no errors");
    let stood = state.at.expect("inside");
    page.reload();
    let (state, took) = page.until(40, "back after a reload", |state| state.is_inside());
    println!("back in town {} ms after a reload", took.as_millis());
    let at = state.at.expect("inside");
    assert!((at.0 - stood.0).hypot(at.1 - stood.1) < 1.0, "at {at:?}, not where one stood: {stood:?}");
    page.picture("reloaded");

    // The server dies and comes back on the same port and database.
    server.process.kill().expect("killed");
    server.process.wait().expect("dead");
    page.until(20, "the loss is noticed", |state| state.reconnecting);
    page.picture("lost");
    let _server = Server::start_at(port, folder.path(), &[&bundle()]);
    let (state, took) = page.until(40, "found again", |state| state.is_inside() && !state.reconnecting);
    println!("found the server again after {} ms", took.as_millis());
    let at = state.at.expect("inside");
    assert!((at.0 - stood.0).hypot(at.1 - stood.1) < 2.0, "at {at:?}, not where one stood: {stood:?}");
    page.until(10, "it goes on", |now| now.frames > state.frames + 5);
    page.picture("found");
}

#[test]
#[ignore = "run by `cargo x test browser`, which makes the bundle"]
fn a_tab_in_the_background_stays_in_town() {
    let folder = tempfile::tempdir().expect("a folder");
    let server = Server::start(folder.path(), &[&bundle()]);
    let driver = Driver::start();
    let mut page = Page::open(&driver, "background", Screen::Desktop(640, 400));
    walked_in(&mut page, &server.address, "Wanda");
    page.look_away(15_000);
    let (state, _) = page.until(5, "still there", |state| state.is_inside());
    assert!(!state.reconnecting, "{state:?}");
    let arrivals = state.lines.iter().filter(|line| line.starts_with(':')).count();
    assert_eq!(arrivals, 1, "it was never let go: {:?}", state.lines);
    let from = state.at.expect("inside");
    page.hold(Key::Right, 900);
    page.until(5, "walks on", |state| state.at.is_some_and(|(x, _)| x > from.0 + 1.0));
    assert_eq!(page.console(), Vec::<String>::new(), "the console has no errors");
}
