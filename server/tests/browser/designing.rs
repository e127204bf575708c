//! A designer changes the town from a tab: the file says so, and takes it back.

use fantoccini::key::Key;
use shared::content::town::TownContent;
use shared::ids::Key as Name;
use shared::world::{TILE_PX, TilePos};

use crate::driver::{Driver, Screen};
use crate::edits::Copy;
use crate::page::{Page, rest};
use crate::support::Server;
use crate::visit::{bundle, walked_in};

const PLAZA: &str = "client/scenes/plaza/plaza.scene.ron";

#[test]
#[ignore = "run by `cargo x test browser`, which makes the bundle"]
fn a_designer_in_a_tab_changes_a_file_and_takes_it_back() {
    let (copy, folder) = (Copy::new(), tempfile::tempdir().expect("a folder"));
    let assets = format!("assets={}", copy.path().display());
    let server = Server::start(folder.path(), &[&bundle(), &assets, "watch=true", "designers=everyone"]);
    let driver = Driver::start();
    let mut page = Page::open(&driver, "designing", Screen::Desktop(1280, 800));
    walked_in(&mut page, &server.address, "Dora");
    page.settle();
    page.hold(Key::F4, 100);
    page.settle();
    page.press_named("Arrive");
    page.settle();
    page.picture("tools");

    let state = page.state().expect("the game runs");
    let tile = free_tile_near(&copy, state.at.expect("somewhere"));
    let middle = |n: u8| (f32::from(n) + 0.5) * TILE_PX as f32;
    let before = copy.read(PLAZA);
    page.press(page.place_of(&state, (middle(tile.0), middle(tile.1))));
    let arrival = format!(", ({}, {})],", tile.0, tile.1);
    until_file(&mut page, &copy, "the file has the arrival", |text| text.contains(&arrival));
    page.settle();
    page.picture("arrival");
    page.press_control('z');
    until_file(&mut page, &copy, "the file is as it was", |text| text == before);
    assert_eq!(page.console(), Vec::<String>::new(), "the console has no errors");
}

/// Where buttons are on this phone, whose points have two pixels: the pencil from the lower right corner, the others from
/// the upper left.
const PENCIL: (f32, f32) = (272.0, 30.0);
const PAINT: (f32, f32) = (182.0, 256.0);
const GRASS: (f32, f32) = (303.0, 532.0);
const UNDO: (f32, f32) = (64.0, 151.0);

#[test]
#[ignore = "run by `cargo x test browser`, which makes the bundle"]
fn a_designer_with_a_phone_paints_and_takes_it_back() {
    let (copy, folder) = (Copy::new(), tempfile::tempdir().expect("a folder"));
    let assets = format!("assets={}", copy.path().display());
    let server = Server::start(folder.path(), &[&bundle(), &assets, "watch=true", "designers=everyone"]);
    let driver = Driver::start();
    let mut page = Page::open(&driver, "designing-phone", Screen::Phone);
    walked_in(&mut page, &server.address, "Pia");
    page.until(5, "the pencil is there", |state| state.designs);
    page.settle();
    let (width, height) = (page.number("innerWidth"), page.number("innerHeight"));
    for (at, what) in [((width - PENCIL.0, height - PENCIL.1), "tools"), (PAINT, "grounds"), (GRASS, "grass")] {
        page.press(at);
        page.settle();
        page.picture(what);
    }
    let state = page.state().expect("the game runs");
    let tile = free_tile_near(&copy, state.at.expect("somewhere"));
    let middle = |n: u8| (f32::from(n) + 0.5) * TILE_PX as f32;
    let before = copy.read(PLAZA);
    page.press(page.place_of(&state, (middle(tile.0), middle(tile.1))));
    until_file(&mut page, &copy, "the file has the ground", |text| text != before);
    page.settle();
    page.picture("painted");
    let stays = page.state().and_then(|now| now.at);
    assert_eq!(stays, state.at, "a finger that paints doesn't walk");
    page.press(UNDO);
    until_file(&mut page, &copy, "the file is as it was", |text| text == before);
    page.picture("undone");
    assert_eq!(page.console(), Vec::<String>::new(), "the console has no errors");
}

/// A free tile to the right of somebody, where newcomers don't appear yet and the panel isn't.
fn free_tile_near(copy: &Copy, (x, y): (f32, f32)) -> TilePos {
    let town = TownContent::load(&copy.path().join("client")).expect("the content is fine");
    let plaza = &town.scenes[&Name::parse("plaza").expect("a name")];
    let spots = || plaza.def.spots.values().map(|spot| spot.at);
    (1..6u8)
        .map(|step| TilePos(x as u8 + step, y as u8))
        .find(|at| plaza.walls.is_free(*at) && !plaza.def.arrivals.contains(at) && !spots().any(|spot| spot == *at))
        .expect("a free tile")
}

#[track_caller]
fn until_file(page: &mut Page, copy: &Copy, what: &str, holds: impl Fn(&str) -> bool) {
    for _ in 0..300 {
        if holds(&copy.read(PLAZA)) {
            return;
        }
        rest(20);
    }
    page.picture("failed");
    panic!("waited in vain until {what}");
}
