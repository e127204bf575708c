//! Reloading: a file is saved, and real clients have it, also those that came with other files; a broken one is told of.

use bevy::prelude::*;
use client::content::{InUse, Notice};
use client::net::TransportChoice;
use client::own::Content;
use shared::content::looks::Looks;
use shared::content::shipped::{ContentList, address};
use shared::ids::Key;

use crate::edits::Copy;
use crate::support::{Server, Visitor, together};

const PLAZA: &str = "scenes/plaza/plaza.scene.ron";

fn start(copy: &Copy, folder: &tempfile::TempDir) -> Server {
    let assets = format!("assets={}", copy.path().display());
    Server::start(folder.path(), &[&assets, "watch=true", "designers=everyone"])
}

fn edit_plaza(copy: &Copy, old: &str, new: &str) {
    copy.edit(&format!("client/{PLAZA}"), old, new);
}

fn list(server: &Server) -> ContentList {
    let url = format!("{}/api/v1/content", server.address);
    ureq::get(url).call().and_then(|mut answer| answer.body_mut().read_json()).expect("a list")
}

fn get(server: &Server, path: &str) -> Option<Vec<u8>> {
    let mut answer = ureq::get(format!("{}{path}", server.address)).call().ok()?;
    assert_eq!(answer.headers()["cache-control"], "public, max-age=31536000, immutable");
    answer.body_mut().read_to_vec().ok()
}

fn revision(app: &App) -> &str {
    &app.world().resource::<InUse>().revision
}

fn plaza_is_called(app: &App) -> String {
    let plaza = Key::parse("plaza").expect("a name");
    app.world().resource::<Content>().0.scenes[&plaza].def.name.clone()
}

fn notices(app: &mut App) -> Vec<String> {
    app.world_mut().resource_mut::<Messages<Notice>>().drain().map(|Notice(text)| text).collect()
}

#[test]
fn clients_get_what_is_saved_without_leaving_the_town() {
    let (copy, folder) = (Copy::new(), tempfile::tempdir().expect("a folder"));
    // The clients of this test come with the repository's files, which are others from the start.
    edit_plaza(&copy, r#"name: "Plaza""#, r#"name: "Market""#);
    let server = start(&copy, &folder);
    let (looks, ws, udp) = (Looks::default(), TransportChoice::WebSocket, TransportChoice::Udp);
    let mut wes = Visitor::knock(&server.address, "Wes", looks, ws, None);
    let mut uma = Visitor::knock(&server.address, "Uma", looks, udp, None);
    let both = &mut [&mut wes, &mut uma];
    together(both, 20, "both have the town's files", |both| {
        both.iter().all(|one| Visitor::is_inside(&one.app) && plaza_is_called(&one.app) == "Market")
    });
    let first = list(&server);
    assert!(both.iter().all(|one| revision(&one.app) == first.revision));
    let bodies = [both[0].me().body, both[1].me().body];

    // As editors write: another file takes the place of the old one.
    let text = copy.read(&format!("client/{PLAZA}")).replacen("Market", "Forum", 1);
    copy.write("client/scenes/plaza/.plaza.scene.ron.swp", &text);
    let folder = copy.path().join("client/scenes/plaza");
    std::fs::rename(folder.join(".plaza.scene.ron.swp"), folder.join("plaza.scene.ron")).expect("renamed");
    together(both, 10, "both have the new plaza", |both| both.iter().all(|one| plaza_is_called(&one.app) == "Forum"));
    let second = list(&server);
    assert!(both.iter().all(|one| revision(&one.app) == second.revision));
    assert_eq!([both[0].me().body, both[1].me().body], bodies, "nobody had to leave");
    let changed: Vec<&String> = first.files.keys().filter(|path| first.files[*path] != second.files[*path]).collect();
    assert_eq!(changed, [PLAZA]);
    // Whoever is still fetching the old file gets it, and nothing else goes by its hash.
    let (old, new) = (&first.files[PLAZA].hash, &second.files[PLAZA].hash);
    assert_eq!(get(&server, &address(new, PLAZA)), Some(text.into_bytes()));
    assert!(get(&server, &address(old, PLAZA)).is_some());
    for nothing in [address(new, "props.ron"), address(new, "../server/town/town.topics.ron"), format!("/a/{new}")] {
        assert_eq!(get(&server, &nothing), None, "{nothing}");
    }
}

#[test]
fn a_broken_file_is_told_of_and_so_is_its_mending() {
    let (copy, folder) = (Copy::new(), tempfile::tempdir().expect("a folder"));
    let server = start(&copy, &folder);
    let mut ana = Visitor::join(&server, "Ana", TransportChoice::WebSocket, None);
    let before = list(&server).revision;
    let mut heard = Vec::new();
    let mut hear = |ana: &mut Visitor, words: &str| {
        together(&mut [ana], 10, words, |one| {
            heard.extend(notices(&mut one[0].app));
            heard.iter().any(|notice| notice.contains(words))
        });
        std::mem::take(&mut heard)
    };
    edit_plaza(&copy, r#"to_scene: "cafe""#, r#"to_scene: "caff""#);
    let told = hear(&mut ana, "caff");
    let expected = "Not taken up: client/scenes/plaza/plaza.scene.ron:";
    let hint = "leads to the scene \"caff\", which isn't there; did you mean \"cafe\"?";
    assert!(told.iter().any(|notice| notice.starts_with(expected) && notice.ends_with(hint)), "{told:?}");
    assert_eq!(list(&server).revision, before);
    assert_eq!(revision(&ana.app), before);
    edit_plaza(&copy, r#"to_scene: "caff""#, r#"to_scene: "cafe""#);
    assert_eq!(hear(&mut ana, "Mended"), ["Mended: the town has your change."]);
    assert_eq!(list(&server).revision, before, "it is what it was");
    // A character's thoughts are no business of clients: nothing to fetch, and nothing broken.
    copy.edit("server/characters/mira/mira.persona.ron", "\"crumbs\"", "\"custard\"");
    copy.edit("client/characters/mira/mira.character.ron", "Owns the café", "Still owns the café");
    together(&mut [&mut ana], 10, "the client has it", |one| revision(&one[0].app) != before);
    assert!(notices(&mut ana.app).is_empty());
}
