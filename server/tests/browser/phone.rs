//! A phone: no keyboard but the one on the glass, and fingers instead of a mouse.

use fantoccini::key::Key;

use crate::driver::{Driver, Screen};
use crate::page::{Page, rest};
use crate::support::Server;
use crate::visit::bundle;

/// Where the title's line for the name is, in pixels of this phone.
const NAME: (f32, f32) = (230.0, 660.0);

/// Where the button for speaking is, from the lower right corner, in pixels.
const SPEAK: (f32, f32) = (224.0, 30.0);

#[test]
#[ignore = "run by `cargo x test browser`, which makes the bundle"]
fn a_phone_walks_and_talks_by_touch() {
    let folder = tempfile::tempdir().expect("a folder");
    let server = Server::start(folder.path(), &[&bundle()]);
    let driver = Driver::start();
    let mut page = Page::open(&driver, "phone", Screen::Phone);
    page.arrive(&server.address);
    page.press(NAME);
    page.until(5, "there is a line to write in", |state| state.writing);
    assert_eq!(page.run("return document.activeElement.id"), "typing", "the on-screen keyboard is there");
    page.type_words("Pia");
    page.picture("named");
    page.hold(Key::Enter, 20);
    page.until(40, "walked in", |state| state.is_inside());
    // Nobody taps in the very frame in which the title is taken away.
    page.settle();
    assert!((0..3).any(|_| walks_to_a_tap(&mut page)), "a tap leads there: {:?}", page.state());
    page.picture("walked");

    // Somebody comes to say hello; after goodbye one goes up to them oneself, with a finger.
    page.until(60, "somebody came to say hello", |state| state.answers() > 0 && state.members > 1);
    page.picture("greeted");
    let (width, height) = (page.number("innerWidth"), page.number("innerHeight"));
    page.press((width - SPEAK.0, height - SPEAK.1));
    page.until(5, "there is a line to write in", |state| state.writing);
    let heard = page.state().map_or(0, |state| state.answers());
    page.type_words("What is your name?");
    page.picture("written");
    page.hold(Key::Enter, 20);
    page.until(20, "answered", |state| state.answers() > heard);
    page.picture("answered");
    assert_eq!(page.console(), Vec::<String>::new(), "the console has no errors");
}

/// Taps the ground three tiles to the left, and waits until one has set out. Somebody who comes to say hello may stop one
/// on the way, or before the first step.
fn walks_to_a_tap(page: &mut Page) -> bool {
    let (state, _) = page.until(5, "inside", |state| state.is_inside());
    let from = state.at.expect("inside");
    page.press(page.place_of(&state, ((from.0 - 3.0) * 16.0, from.1 * 16.0)));
    (0..60).any(|_| {
        rest(50);
        page.state().and_then(|state| state.at).is_some_and(|at| from.0 - at.0 > 0.9 && (at.1 - from.1).abs() < 0.6)
    })
}
