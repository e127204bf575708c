//! What the host says: about what happens, not too often, and beside the game.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use std::sync::Arc;

use questions::patter::Patter;
use shared::content::Source;
use shared::ids::Key;
use shared::protocol::rooms::{RoomRequest, Watched};
use shared::rooms::room::game::Kind;
use shared::rooms::room::{HostAction, RoomAction};

use super::evening::{ANA, BEN, CLEO, Evening};

/// A host for whom every line says what it is about.
fn hosts() -> Arc<BTreeMap<Key, Patter>> {
    let text = include_str!("../../../../questions/tests/host.patter.ron").to_owned();
    let patter = Patter::of(&Source { file: PathBuf::from("host"), text }).expect("a host");
    Arc::new([(Key::parse("quizmaster").expect("a key"), patter)].into())
}

fn evening(kind: Kind, length: u8) -> Evening {
    let mut evening = Evening::new();
    evening.hall.set_hosts(hosts());
    evening.opened(kind, length);
    evening
}

fn play(evening: &mut Evening) {
    assert_eq!(evening.act(BEN, RoomAction::Ready(true)), None);
    assert_eq!(evening.act(ANA, RoomAction::Host(HostAction::Start)), None);
    evening.pass(20);
    evening.play_to_the_end();
}

#[test]
fn every_game_is_talked_about_and_its_end_always_is() {
    for (kind, length, words) in [
        (Kind::Trivia, 10, &["We play Trivia.", "The last one: ", "Mira wins!"][..]),
        (Kind::Fifth, 5, &["We play Fifth Grade.", "is in grade", "Mira wins!"][..]),
        (
            Kind::Board,
            1,
            &["We play The Quiz Board.", " picks.", "Mira found a double in ", "Right, Mira: ", "Mira wins!"][..],
        ),
    ] {
        let mut evening = evening(kind, length);
        play(&mut evening);
        let said: Vec<&str> = evening.screens[&BEN].said.iter().map(|(_, words)| words.as_str()).collect();
        for words in words {
            assert!(said.iter().any(|line| line.contains(words)), "{kind:?}: nothing like {words:?} in {said:#?}");
        }
        assert!(said.iter().all(|line| !line.contains(['{', '}'])), "{said:#?}");
        assert_eq!(said.last(), Some(&"Mira wins!"));
    }
}

#[test]
fn lines_keep_apart_and_are_not_repeated_while_there_are_others() {
    let mut dense = evening(Kind::Board, 1);
    play(&mut dense);
    let mut evening = evening(Kind::Trivia, 10);
    play(&mut evening);
    let is_important = |words: &str| ["wins", "We play", "a double"].iter().any(|part| words.contains(part));
    for evening in [&dense, &evening] {
        for pair in evening.screens[&ANA].said.windows(2) {
            assert!(is_important(&pair[1].1) || pair[1].0.since(pair[0].0) >= 2_500, "{pair:?}");
        }
    }
    let said = &evening.screens[&ANA].said;
    let questions: Vec<&String> = said
        .iter()
        .map(|(_, words)| words)
        .filter(|words| words.starts_with("Number ") || words.starts_with("Next ") || words.starts_with("Question "))
        .collect();
    let starts: BTreeSet<&str> = questions.iter().take(3).filter_map(|words| words.split(' ').next()).collect();
    assert_eq!(starts.len(), 3, "three lines for it, each once: {questions:?}");
}

#[test]
fn the_game_is_the_same_without_a_host_and_the_journal_holds_no_patter() {
    let mut with = evening(Kind::Board, 1);
    let mut without = Evening::new();
    without.opened(Kind::Board, 1);
    play(&mut with);
    play(&mut without);
    assert!(with.screens[&ANA].said.len() > 10 && without.screens[&ANA].said.is_empty());
    assert_eq!(with.journal, without.journal);
    assert!(!with.journal.values().flatten().any(|row| row.body.contains("picks.")), "nothing is kept of it");
}

#[test]
fn who_looks_on_hears_it_too_and_the_stage_is_hosted_aloud() {
    let mut evening = Evening::new();
    evening.hall.set_hosts(hosts());
    for player in [ANA, BEN, CLEO] {
        evening.connect(player);
    }
    let window = Key::parse("window").expect("a key");
    evening.ask(CLEO, RoomRequest::Watch(Watched::Stage));
    for player in [ANA, BEN] {
        evening.hall.seat(0, player, Some(window.clone()));
        evening.ask(player, RoomRequest::Sit { table: window.clone() });
        evening.pass(3_000);
    }
    play(&mut evening);
    let words = |player| evening.screens[&player].said.iter().map(|(_, words)| words.clone()).collect::<Vec<String>>();
    assert!(words(BEN).ends_with(&words(CLEO)[1..]), "{:?}\n{:?}", words(BEN), words(CLEO));
    assert_eq!(words(CLEO).len() + 1, words(ANA).len(), "all but the first, when nobody was on the stage");
    let aloud: Vec<String> = evening.remarks.iter().map(|remark| remark.words.clone()).collect();
    assert_eq!(aloud, words(ANA));
}
