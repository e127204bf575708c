//! A game played by somebody who sees nothing of it: only by what a screen reader is told, and what it presses.

use fantoccini::key::Key;
use serde_json::{Value, json};

use crate::driver::{Driver, Screen};
use crate::page::Page;
use crate::support::Server;
use crate::visit::bundle;

/// What the browser tells a screen reader: everything with a name, by its role.
fn told(page: &Page) -> Vec<(String, String)> {
    let tree = page.ask_tools("Accessibility.getFullAXTree", json!({}));
    let part = |node: &Value, name: &str| node[name]["value"].as_str().unwrap_or_default().to_owned();
    let nodes = tree["nodes"].as_array().cloned().unwrap_or_default();
    let named = nodes.iter().filter(|node| node["ignored"] == false);
    named.map(|node| (part(node, "role"), part(node, "name"))).filter(|(_, name)| !name.is_empty()).collect()
}

/// Presses the button whose name begins like this; a screen reader has to know of it.
#[track_caller]
fn press(page: &mut Page, name: &str) {
    page.until_named(name);
    let told = told(page);
    assert!(told.iter().any(|(role, text)| role == "button" && text.starts_with(name)), "{name}: {told:?}");
    page.press_named(name);
}

/// What was read out last.
fn aloud(page: &Page) -> String {
    page.run("return document.getElementById('aloud').textContent").as_str().unwrap_or_default().to_owned()
}

#[test]
#[ignore = "run by `cargo x test browser`, which makes the bundle"]
fn who_sees_nothing_walks_in_and_plays_by_what_is_read_out() {
    let folder = tempfile::tempdir().expect("a folder");
    let server = Server::start(folder.path(), &[&bundle()]);
    let driver = Driver::start();
    let mut page = Page::open(&driver, "reading", Screen::Desktop(960, 600));
    page.arrive(&server.address);
    page.run("document.activeElement?.blur()");

    press(&mut page, "Your name");
    page.settle();
    page.type_words("Nella");
    press(&mut page, "Walk in");
    page.until(30, "the player is inside", |state| state.is_inside());

    press(&mut page, "What is near");
    press(&mut page, "Places");
    press(&mut page, "Go into: Game Hall");
    page.until(40, "through the door", |state| state.scene.as_deref() == Some("game-hall"));

    press(&mut page, "Games");
    press(&mut page, "Fifth Grade");
    page.until(20, "the room is open", |state| state.table.as_ref().is_some_and(|table| table.stage == "lobby"));
    press(&mut page, "Start");
    page.until(20, "a question is there", |state| state.table.as_ref().is_some_and(|table| !table.wants.is_empty()));
    let question = aloud(&page);
    let told = told(&page);
    assert!(told.iter().any(|(_, name)| *name == question), "{question:?} is on the screen: {told:?}");
    answer(&mut page, &question);
    page.until_true(
        20,
        "the verdict is read out",
        "/Right!|Not quite/.test(document.getElementById('aloud').textContent)",
    );
    println!("heard {question:?} and then {:?}", aloud(&page));
    page.picture("answered");
    assert_eq!(page.console(), Vec::<String>::new(), "the console has no errors");
}

/// Answers whatever is asked.
#[track_caller]
fn answer(page: &mut Page, question: &str) {
    let (state, _) = page.until(5, "it is asked", |state| state.table.is_some());
    let way = state.table.map(|table| table.wants).unwrap_or_default();
    let first = format!(
        "const all = [...document.getElementById('screen').children]; \
         const from = all.findIndex(one => one.textContent === {}); \
         all.slice(from).find(one => one.tagName === 'BUTTON').click()",
        json!(question)
    );
    for _ in 0..if way == "order" { 6 } else { 1 } {
        page.run(&first);
        page.settle();
    }
    match way.as_str() {
        "typed" => {
            page.type_words("perhaps");
            page.hold(Key::Enter, 40);
        }
        "estimate" | "order" => press(page, "Answer"),
        _ => {}
    }
}
