//! Content that a town can't give: the client keeps what it has, says why, and tries again.

use bevy::prelude::*;
use client::content::{InUse, Notice};
use client::net::TransportChoice;
use shared::content::shipped::{ContentList, ListedFile, ShippedFile, ShippedFiles};

use crate::mock::{Mock, Reply};
use crate::{is_connected, join, run_until};

/// A town of one file that says this.
fn town(path: &str, text: &str) -> ContentList {
    let file = ShippedFile::new(text.as_bytes().to_vec());
    ShippedFiles([(path.to_owned(), file)].into()).list()
}

fn listed(list: &ContentList) -> (u16, String) {
    (200, serde_json::to_string(list).expect("JSON"))
}

fn nonsense(_: &str) -> (u16, String) {
    (200, "<html>".into())
}

fn gone(_: &str) -> (u16, String) {
    (404, String::new())
}

fn torn(_: &str) -> (u16, String) {
    listed(&ContentList { revision: "0".into(), ..town("grounds.ron", "[]") })
}

fn elsewhere(_: &str) -> (u16, String) {
    let mut list = town("grounds.ron", "[]");
    let file: Option<ListedFile> = list.files.remove("grounds.ron");
    list.files.extend(file.map(|file| ("../../settings.toml".to_owned(), file)));
    listed(&list)
}

fn another_file(path: &str) -> (u16, String) {
    if path.starts_with("/a/") { (200, "{}".into()) } else { listed(&town("grounds.ron", "[]")) }
}

fn broken(path: &str) -> (u16, String) {
    if path.starts_with("/a/") { (200, "[(".into()) } else { listed(&town("grounds.ron", "[(")) }
}

#[test]
fn what_can_not_be_had_is_told_and_tried_again() {
    let check = |content: fn(&str) -> (u16, String), words: &str| {
        let mock = Mock::open(Reply { content: Some(content), ..Reply::default() });
        let mut app = join(&mock, TransportChoice::WebSocket);
        run_until(&mut app, "the town", is_connected);
        let told = |world: &World| {
            let messages = world.resource::<Messages<Notice>>();
            messages.iter_current_update_messages().any(|Notice(text)| text.contains(words))
        };
        run_until(&mut app, words, told);
        let tries = mock.calls().iter().filter(|call| *call == "GET /api/v1/content").count();
        assert!(tries >= 2, "{words}: {tries} tries");
        assert_eq!(app.world().resource::<InUse>().revision, "", "{words}: what it has stays");
        assert!(is_connected(app.world()));
    };
    check(nonsense, "its list of files makes no sense");
    check(gone, "status 404");
    check(torn, "its revision is not the one of its files");
    check(elsewhere, "which is no file of a town");
    check(another_file, "grounds.ron: what came is another file");
    check(broken, "props.ron: isn't there");
}
