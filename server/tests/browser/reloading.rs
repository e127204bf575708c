//! Designers save files, and a tab that is in town has them; what is broken it is only told of.

use crate::driver::{Driver, Screen};
use crate::edits::Copy;
use crate::page::Page;
use crate::support::Server;
use crate::visit::{bundle, walked_in};

const PLAZA: &str = "client/scenes/plaza/plaza.scene.ron";

#[test]
#[ignore = "run by `cargo x test browser`, which makes the bundle"]
fn a_tab_shows_what_is_saved_and_keeps_what_holds() {
    let (copy, folder) = (Copy::new(), tempfile::tempdir().expect("a folder"));
    let assets = format!("assets={}", copy.path().display());
    let server = Server::start(folder.path(), &[&bundle(), &assets, "watch=true", "designers=everyone"]);
    let driver = Driver::start();
    let mut page = Page::open(&driver, "reloading", Screen::Desktop(800, 600));
    walked_in(&mut page, &server.address, "Wanda");
    let (state, _) = page.until(30, "somebody is in sight", |state| state.nearest_character().is_some());
    assert_eq!(state.place.as_deref(), Some("Plaza"));
    page.picture("before");

    let (somebody, _) = state.nearest_character().expect("somebody is in sight");
    let (name, renamed) = (somebody.name.clone(), format!("Old {}", somebody.name));
    let key = name.to_lowercase();
    let file = format!("client/characters/{key}/{key}.character.ron");
    copy.edit(&file, &format!("name: \"{name}\""), &format!("name: \"{renamed}\""));
    page.until(10, "the character has the new name", |state| {
        let is_here = |name: &str| state.others.iter().any(|other| other.name == name);
        is_here(&renamed) && !is_here(&name)
    });
    page.picture("renamed");
    // The whole market turns into a meadow.
    let text =
        copy.read(PLAZA).replacen("\"Plaza\"", "\"Market\"", 1).replacen("'o': \"cobble\"", "'o': \"meadow\"", 1);
    copy.write(PLAZA, &text);
    let (state, took) = page.until(10, "the scene is the new one", |state| state.place.as_deref() == Some("Market"));
    println!("a saved scene is shown after {} ms", took.as_millis());
    page.until(10, "it goes on", |now| now.frames > state.frames + 5);
    page.picture("edited");

    copy.edit(PLAZA, "to_scene: \"cafe\"", "to_scene: \"caff\"");
    let told = "Not taken up: client/scenes/plaza/plaza.scene.ron:";
    let (state, _) = page.until(10, "the mistake is told", |state| {
        state.toasts.iter().any(|toast| toast.starts_with(told) && toast.contains("\"caff\""))
    });
    page.picture("broken");
    assert_eq!(state.place.as_deref(), Some("Market"), "the town stays as it was");
    copy.edit(PLAZA, "to_scene: \"caff\"", "to_scene: \"cafe\"");
    let (state, _) = page.until(10, "the mending is told", |state| {
        state.toasts.iter().any(|toast| toast == "Mended: the town has your change.")
    });
    page.picture("mended");
    let arrivals = state.lines.iter().filter(|line| line.starts_with(':')).count();
    assert_eq!((arrivals, state.is_inside()), (1, true), "nobody had to leave: {:?}", state.lines);
    assert_eq!(page.console(), Vec::<String>::new(), "the console has no errors");
}
