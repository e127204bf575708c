//! Two browsers and a native client in one town.

use std::time::{Duration, Instant};

use client::net::TransportChoice;
use fantoccini::key::Key;

use crate::driver::{Driver, Screen};
use crate::page::{Page, State};
use crate::support::{Server, Visitor, together};
use crate::visit::{bundle, walked_in};

/// Where a page shows somebody.
fn feet(state: &State, name: &str) -> Option<(f32, f32)> {
    state.others.iter().find(|other| other.name == name).map(|other| other.feet)
}

#[test]
#[ignore = "run by `cargo x test browser`, which makes the bundle"]
fn two_browsers_and_a_native_client_see_each_other() {
    let folder = tempfile::tempdir().expect("a folder");
    let server = Server::start(folder.path(), &[&bundle()]);
    let driver = Driver::start();
    // Small windows: both are drawn by one processor.
    let mut wanda = Page::open(&driver, "wanda", Screen::Desktop(400, 300));
    let mut bruno = Page::open(&driver, "bruno", Screen::Desktop(400, 300));
    walked_in(&mut wanda, &server.address, "Wanda");
    walked_in(&mut bruno, &server.address, "Bruno");
    let mut nadia = Visitor::join(&server, "Nadia", TransportChoice::Udp, None);
    nadia.until("connected", Visitor::is_inside);
    for page in [&mut wanda, &mut bruno] {
        let others = ["Wanda", "Bruno", "Nadia"];
        page.until(10, "everybody is seen", |state| {
            others.iter().filter(|name| feet(state, name).is_some()).count() == others.len() - 1
        });
    }
    for name in ["Wanda", "Bruno"] {
        together(&mut [&mut nadia], 5, "Nadia sees both", |all| !all[0].find(name).is_empty());
    }
    wanda.picture("three");

    // How long until the others see a step that one of them takes.
    let mut seen_after = Vec::new();
    for _ in 0..5 {
        let before = bruno.state().and_then(|state| feet(&state, "Wanda")).expect("Wanda");
        let begun = Instant::now();
        wanda.hold(Key::Down, 10);
        bruno.until(5, "Bruno sees Wanda move", |state| feet(state, "Wanda").is_some_and(|at| at != before));
        seen_after.push(begun.elapsed());
        let rested = Instant::now() + Duration::from_millis(600);
        while Instant::now() < rested {
            nadia.frame();
        }
    }
    seen_after.sort_unstable();
    println!("a step in one browser is seen in the other after {seen_after:?}");
    nadia.say("Hello, you two!");
    for _ in 0..10 {
        nadia.frame();
    }
    for page in [&mut wanda, &mut bruno] {
        page.until(5, "Nadia is heard", |state| state.lines.iter().any(|line| line == "Nadia: Hello, you two!"));
        assert_eq!(page.console(), Vec::<String>::new(), "the console has no errors");
    }
}
