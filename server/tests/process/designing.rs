//! Designing from inside: a real client changes the town's files, everybody sees it, and what can't be is refused.

use client::content::Notice;
use client::design::Desk;
use client::design::desk::Edit;
use client::net::{GuestTokens, TransportChoice};
use client::own::Content;
use shared::content::edit::file::{DesignFile, FileText, ReadRequest, SaveAnswer, SaveRequest};
use shared::content::edit::scene::SceneEdit;
use shared::ids::Key;
use shared::world::TilePos;

use crate::edits::Copy;
use crate::support::{Server, Visitor, together};

const PLAZA: &str = "client/scenes/plaza/plaza.scene.ron";

fn key(name: &str) -> Key {
    Key::parse(name).expect("a name")
}

fn plaza() -> DesignFile {
    DesignFile::Scene(key("plaza"))
}

fn start(copy: &Copy, folder: &tempfile::TempDir, more: &[&str]) -> Server {
    let assets = format!("assets={}", copy.path().display());
    Server::start(folder.path(), &[&[assets.as_str()], more].concat())
}

/// The status and body of a request to the desk.
fn post(server: &Server, token: &str, path: &str, body: &impl serde::Serialize) -> (u16, String) {
    let agent = ureq::Agent::new_with_config(ureq::Agent::config_builder().http_status_as_error(false).build());
    let request = agent.post(format!("{}/api/v1/design/{path}", server.address));
    let mut answer = request.header("Authorization", format!("Bearer {token}")).send_json(body).expect("an answer");
    (answer.status().as_u16(), answer.body_mut().read_to_string().expect("text"))
}

fn token_of(visitor: &Visitor) -> String {
    visitor.app.world().resource::<GuestTokens>().0.values().next().expect("a token").clone()
}

fn change(visitor: &mut Visitor, edit: SceneEdit) {
    visitor.app.world_mut().resource_mut::<Desk>().make(vec![(plaza(), Edit::Scene(edit))]);
}

fn has_cat(visitor: &Visitor, at: TilePos) -> bool {
    let content = &visitor.app.world().resource::<Content>().0;
    content.scenes[&key("plaza")].def.props.iter().any(|placed| placed.prop == "cat" && placed.at == at)
}

#[test]
fn what_a_designer_places_is_saved_and_seen_by_everybody() {
    let (copy, folder) = (Copy::new(), tempfile::tempdir().expect("a folder"));
    let server = start(&copy, &folder, &["watch=true", "designers=everyone"]);
    let mut ana = Visitor::join(&server, "Ana", TransportChoice::WebSocket, None);
    let mut bo = Visitor::join(&server, "Bo", TransportChoice::Udp, None);
    let both = &mut [&mut ana, &mut bo];
    let (before, at) = (copy.read(PLAZA), TilePos(24, 25));
    change(both[0], SceneEdit::Place { prop: "cat".into(), at });
    together(both, 10, "both see the cat", |both| both.iter().all(|one| has_cat(one, at)));
    let line = "        (prop: \"cat\", at: (24, 25)),\n";
    assert_eq!(copy.read(PLAZA).replacen(line, "", 1), before, "one line more, and nothing else");

    // Somebody else saves the same file by hand; the next change still fits.
    copy.edit(PLAZA, r#"name: "Plaza""#, r#"name: "Market""#);
    change(both[0], SceneEdit::Take { prop: "cat".into(), at });
    together(both, 10, "the cat is gone", |both| !both.iter().any(|one| has_cat(one, at)));
    assert_eq!(copy.read(PLAZA), before.replacen(r#"name: "Plaza""#, r#"name: "Market""#, 1));
    both[0].app.world_mut().resource_mut::<Desk>().undo();
    together(both, 10, "the cat is back", |both| both.iter().all(|one| has_cat(one, at)));
}

#[test]
fn what_would_break_the_town_is_refused_and_written_nowhere() {
    let (copy, folder) = (Copy::new(), tempfile::tempdir().expect("a folder"));
    let server = start(&copy, &folder, &["watch=true", "designers=everyone"]);
    let mut ana = Visitor::join(&server, "Ana", TransportChoice::WebSocket, None);
    let before = copy.read(PLAZA);
    change(&mut ana, SceneEdit::Place { prop: "catt".into(), at: TilePos(24, 25) });
    let mut heard = Vec::new();
    together(&mut [&mut ana], 10, "it is refused", |one| {
        let world = one[0].app.world_mut();
        heard.extend(world.resource_mut::<bevy::prelude::Messages<Notice>>().drain().map(|Notice(text)| text));
        !heard.is_empty()
    });
    assert!(heard[0].starts_with("Not saved: client/scenes/plaza/plaza.scene.ron:"), "{heard:?}");
    assert!(heard[0].ends_with("there is no prop \"catt\" in props.ron; did you mean \"cat\"?"), "{heard:?}");
    assert_eq!(copy.read(PLAZA), before);

    let token = token_of(&ana);
    let (status, body) = post(&server, &token, "read", &ReadRequest { file: plaza() });
    assert_eq!(status, 200, "{body}");
    let now: FileText = serde_json::from_str(&body).expect("a file");
    assert_eq!(now.text, before);
    let save = |files: Vec<FileText>| {
        let (status, body) = post(&server, &token, "save", &SaveRequest { files });
        (status, serde_json::from_str::<SaveAnswer>(&body).ok())
    };
    let stale = FileText { hash: "0".repeat(32), ..now.clone() };
    assert_eq!(save(vec![stale]), (200, Some(SaveAnswer::Changed(now.clone()))));
    // Of two files one is broken: neither is written.
    let (persona, other) = (DesignFile::Persona(key("mira")), "server/characters/mira/mira.persona.ron");
    let (_, body) = post(&server, &token, "read", &ReadRequest { file: persona });
    let mira: FileText = serde_json::from_str(&body).expect("a file");
    let good = FileText { text: format!("// Tidy.\n{}", mira.text), ..mira.clone() };
    let bad = FileText { text: "(".into(), ..now.clone() };
    assert!(matches!(save(vec![good.clone(), bad]), (200, Some(SaveAnswer::Refused(_)))));
    assert_eq!(copy.read(other), mira.text);
    assert_eq!(save(vec![good.clone()]), (200, Some(SaveAnswer::Saved)));
    assert_eq!(copy.read(other), good.text);
    assert_eq!(save(vec![now.clone(), now]).0, 422, "one file twice");
    assert_eq!(save(Vec::new()).0, 422);
}

#[test]
fn the_desk_is_for_designers_and_for_the_town_s_own_files() {
    let (copy, folder) = (Copy::new(), tempfile::tempdir().expect("a folder"));
    let server = start(&copy, &folder, &["watch=true", "designers=everyone"]);
    let ana = Visitor::join(&server, "Ana", TransportChoice::WebSocket, None);
    let token = token_of(&ana);
    let read = |token: &str, body: serde_json::Value| post(&server, token, "read", &body).0;
    assert_eq!(read(&token, serde_json::json!({"file": {"scene": "plaza"}})), 200);
    assert_eq!(read(&token, serde_json::json!({"file": {"scene": "moon"}})), 404);
    for odd in ["../plaza", "plaza/plaza", "", "PLAZA"] {
        assert_eq!(read(&token, serde_json::json!({"file": {"scene": odd}})), 422, "{odd:?}");
    }
    assert_eq!(read(&token, serde_json::json!({"file": {"settings": "plaza"}})), 422);
    assert_eq!(read("nobody", serde_json::json!({"file": {"scene": "plaza"}})), 401);
    drop((ana, server));

    let folder = tempfile::tempdir().expect("a folder");
    for (settings, words) in [(&["watch=true"][..], "designers"), (&["designers=everyone"], "watch")] {
        let server = start(&copy, &folder, settings);
        let ana = Visitor::join(&server, "Ana", TransportChoice::WebSocket, None);
        let (status, body) = post(&server, &token_of(&ana), "read", &ReadRequest { file: plaza() });
        assert!(status == 403 && body.contains(words), "{status} {body}");
    }
}
