//! Questions in and out of a running town, and beside it; what was imported is asked.

use std::process::{Command, Output};
use std::time::Duration;

use serde_json::Value;
use shared::api::{BestsResponse, ImportAnswer};
use shared::ids::Key;
use shared::protocol::rooms::RoomRequest;
use shared::rooms::ask::{Answer, Way};
use shared::rooms::fifth;
use shared::rooms::room::game::{GameAction, GameView, Kind, Wishes};
use shared::rooms::room::{HostAction, RoomAction};
use shared::rooms::trivia::{self, view::PhaseView};

use crate::playing::{skip_to_the_end, two_playing};
use crate::support::{Server, assets};
use crate::table::{Table, Token};

const DESIGNERS: [&str; 2] = ["watch=true", "designers=everyone"];

/// Birds that nobody else asks about, and a row that is no good.
fn birds(rows: usize) -> String {
    let mut csv = "category,question,option_a,option_b,option_c,option_d,correct_answer\n".to_owned();
    for n in 0..rows {
        let bird: String = format!("{n:04}")
            .bytes()
            .map(|digit| ["ka", "lo", "mi", "nu", "pe", "ro", "sa", "ti", "vo", "zu"][usize::from(digit - b'0')])
            .collect();
        csv.push_str(&format!(
            "Birds of {bird},Which {bird} island has the {bird} heron?,{bird}a,{bird}o,{bird}i,{bird}e,0\n"
        ));
    }
    csv.push_str("Birds,Which of these birds sings?,Penguin,,,,0\n");
    csv
}

fn agent() -> ureq::Agent {
    ureq::Agent::new_with_config(ureq::Agent::config_builder().http_status_as_error(false).build())
}

fn import(server: &Server, token: &Token, query: &str, bytes: &[u8]) -> (u16, String) {
    let request = agent().post(format!("{}/api/v1/questions/import?{query}", server.address));
    let mut answer = request.header("Authorization", token.bearer()).send(bytes).expect("an answer");
    (answer.status().as_u16(), answer.body_mut().with_config().limit(1 << 28).read_to_string().expect("text"))
}

fn get(server: &Server, token: &Token, path: &str) -> (u16, String) {
    let request = agent().get(format!("{}/api/v1/{path}", server.address));
    let mut answer = request.header("Authorization", token.bearer()).call().expect("an answer");
    (answer.status().as_u16(), answer.body_mut().with_config().limit(1 << 28).read_to_string().expect("text"))
}

/// What one would read out of the screen of a game of trivia.
fn asked(table: &Table) -> Option<(u16, String, Way)> {
    let Some(GameView::Trivia(view)) = table.game.as_ref().map(|shown| &shown.view) else { return None };
    match &view.phase {
        PhaseView::Asking { n, asked, .. } => Some((*n, asked.text.clone(), asked.way.clone())),
        _ => None,
    }
}

#[test]
fn what_is_imported_is_asked_and_comes_back_out_and_records_are_kept() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut server = Server::start(folder.path(), &DESIGNERS);
    let (ana, ben) = (Token::register(&server.address, "Ana"), Token::register(&server.address, "Ben"));
    let (status, body) = import(&server, &ana, "name=birds.csv", birds(12).as_bytes());
    assert_eq!(status, 200, "{body}");
    let answer: ImportAnswer = serde_json::from_str(&body).expect("an answer");
    assert_eq!((answer.format.as_str(), answer.rows, answer.taken, answer.refused), ("CSV", 13, 12, 1));
    assert_eq!(
        (answer.reasons[0].row, answer.reasons[0].why.as_str()),
        (14, "option_b is empty, expected four options")
    );
    let categories: Vec<Key> = answer.categories.keys().map(|key| Key::parse(key).expect("a key")).collect();
    assert_eq!(categories.len(), 12);
    // The same again is refused row by row.
    let (_, body) = import(&server, &ana, "format=csv", birds(12).as_bytes());
    let again: ImportAnswer = serde_json::from_str(&body).expect("an answer");
    assert_eq!((again.taken, again.refused), (0, 13));
    assert!(again.reasons[0].why.starts_with("asks what birds-of-"), "{:?}", again.reasons[0]);

    server.process.kill().expect("killed");
    server.process.wait().expect("gone");
    drop(server);
    let server = Server::start(folder.path(), &DESIGNERS);
    let (ana, ben) = (ana.at(&server.address), ben.at(&server.address));
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("tokio");
    runtime.block_on(async {
        let wishes = Wishes { length: 5, categories, ..Wishes::default() };
        let (mut a, _b) = two_playing(&ana, &ben, wishes).await;
        a.until("a question is asked", |table| asked(table).is_some()).await;
        let (n, text, way) = asked(&a).expect("asked");
        assert!(text.starts_with("Which ") && text.ends_with(" heron?"), "{text}");
        let Way::Choice(options) = way else { panic!("{way:?}") };
        let right = options.iter().position(|option| option.ends_with('a')).expect("the right one");
        let action = trivia::Action::Answer { n, answer: Answer::Choice(right as u8) };
        assert_eq!(a.acted(RoomAction::Game(GameAction::Trivia(action))).await, None);
        skip_to_the_end(&mut a).await;
        // And a short climb alone, for the records.
        assert_eq!(a.acted(RoomAction::Leave).await, None);
        let wishes = Wishes { length: 5, ..Wishes::of(Kind::Fifth) };
        a.ask(&RoomRequest::Open { wishes }).await;
        a.until("the next room is open", |table| table.room.as_ref().is_some_and(|room| room.players == 1)).await;
        assert_eq!(a.acted(RoomAction::Host(HostAction::Start)).await, None);
        let grade = |table: &Table| match table.game.as_ref().map(|shown| &shown.view) {
            Some(GameView::Fifth(view)) => view.mine.as_ref().and_then(|mine| match &mine.phase {
                fifth::view::PhaseView::Asking { n, .. } => Some(*n),
                _ => None,
            }),
            _ => None,
        };
        a.until("the first question is asked", |table| grade(table) == Some(0)).await;
        let action = fifth::Action::Copy { n: 0 };
        assert_eq!(a.acted(RoomAction::Game(GameAction::Fifth(action))).await, None);
        skip_to_the_end(&mut a).await;
    });

    let (status, body) = get(&server, &ana, "questions/export?format=csv");
    assert!(status == 200 && body.contains("heron?"), "{status}");
    assert!(body.lines().count() > 800, "the town's own, too");
    let category = answer.categories.keys().next().expect("a category");
    let (_, body) = get(&server, &ana, &format!("questions/export?format=gift&category={category}"));
    assert_eq!(body.matches("heron?").count(), 1, "{body}");
    assert_eq!(get(&server, &ana, "questions/export?format=csv&category=no-such").0, 404);

    // Rows for storage follow a moment later.
    let bests = || -> BestsResponse { serde_json::from_str(&get(&server, &ana, "me/bests").1).expect("records") };
    let patience = std::time::Instant::now() + Duration::from_secs(10);
    while bests().categories.iter().all(|best| best.best_fifth.is_none()) && std::time::Instant::now() < patience {
        assert_eq!(get(&server, &ana, "town").0, 200);
    }
    let bests = bests().categories;
    assert!(bests.iter().any(|best| best.name.starts_with("Birds of ") && best.answered == 1), "{bests:?}");
    assert_eq!(bests.iter().filter(|best| best.name.starts_with("Birds of ")).map(|best| best.right).sum::<u32>(), 1);
    assert!(bests.iter().any(|best| best.best_fifth.is_some()), "{bests:?}");
}

#[test]
fn files_that_are_hostile_and_people_who_do_not_design_are_refused() {
    let (folder, other) = (tempfile::tempdir().expect("a folder"), tempfile::tempdir().expect("a folder"));
    let server = Server::start(folder.path(), &DESIGNERS);
    let ana = Token::register(&server.address, "Ana");
    let zip = b"PK\x03\x04 a workbook".to_vec();
    let cut = br#"{"response_code":0,"results":[{"category":"A","type":"multiple""#.to_vec();
    for (query, bytes, part) in [
        ("", zip, "archive or a workbook"),
        ("", vec![0xFF; 300], "not UTF-8"),
        ("", Vec::new(), "empty"),
        ("name=a.json", cut, "JSON can't be read at line 1"),
        ("format=gfit", birds(1).into_bytes(), "did you mean \\\"gift\\\""),
        ("level=9", birds(1).into_bytes(), "expected 1 to 5"),
        ("colour=red", birds(1).into_bytes(), "colour"),
    ] {
        let (status, body) = import(&server, &ana, query, &bytes);
        assert!(status == 422 && body.contains(part), "{query}: {status} {body}");
    }
    let stranger = agent().post(format!("{}/api/v1/questions/import", server.address)).send("x").expect("an answer");
    assert_eq!(stranger.status().as_u16(), 401);

    let closed = Server::start(other.path(), &[]);
    let ana = Token::register(&closed.address, "Ana");
    assert_eq!(import(&closed, &ana, "", birds(1).as_bytes()).0, 403);
    assert_eq!(get(&closed, &ana, "questions/export?format=csv").0, 403, "answers are for designers");
    assert_eq!(get(&closed, &ana, "me/bests"), (200, r#"{"categories":[]}"#.to_owned()));
    let health: Value = serde_json::from_str(&get(&closed, &ana, "town").1).expect("JSON");
    assert!(health["name"].is_string());
}

#[test]
fn operators_take_questions_in_and_out_without_a_server() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("birds.csv");
    std::fs::write(&file, birds(3)).expect("written");
    let run = |more: &[&str]| -> Output {
        let mut command = Command::new(env!("CARGO_BIN_EXE_parlor-server"));
        command.current_dir(folder.path()).args(["admin", "questions"]).args(more);
        command.args(["--set", &format!("assets={}", assets().display()), "--set", "database=town.db"]);
        command.output().expect("it runs")
    };
    let said = |output: &Output| String::from_utf8_lossy(&output.stdout).into_owned();
    let file = file.to_str().expect("a path");
    let taken = run(&["import", file]);
    assert!(said(&taken).ends_with("took 3 of 4 rows of CSV and 0 boards; 1 rows are left out\n"), "{taken:?}");
    assert!(said(&taken).starts_with("row 5: option_b is empty"), "{taken:?}");
    let out = folder.path().join("out.csv");
    let out = out.to_str().expect("a path");
    assert!(run(&["export", out]).status.success());
    assert!(std::fs::read_to_string(out).expect("written").contains("heron?"));
    assert!(!run(&["export", out]).status.success(), "nothing is replaced");
    let bad = run(&["import", out, "--format", "gift"]);
    assert!(!bad.status.success() || said(&bad).contains("took 0 of"), "{bad:?}");
}
