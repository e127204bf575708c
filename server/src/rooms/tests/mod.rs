//! Rooms in a hall without sockets: games to their end, a crash in the middle, and nothing secret on the way.

mod evening;
mod patter;
mod tables;
mod watching;

use std::collections::BTreeSet;

use shared::ids::Key;
use shared::protocol::rooms::{HallRefusal, RoomRequest, RoomTold, Watched};
use shared::rooms::Ms;
use shared::rooms::board;
use shared::rooms::room::game::{GameAction, GameSetup, GameView, Kind, Wishes};
use shared::rooms::room::view::StageView;
use shared::rooms::room::{HostAction, RoomAction, RoomRefusal};
use shared::rooms::trivia;

use super::hall::Time;
use crate::storage::Write;
use evening::{ANA, BEN, CLEO, Evening, hall};

#[test]
fn every_game_is_played_to_its_end_with_a_character_at_the_table() {
    for (kind, length) in [(Kind::Trivia, 10), (Kind::Fifth, 5), (Kind::Board, 1)] {
        let mut evening = Evening::started(kind, length);
        evening.play_to_the_end();
        let StageView::Results(places) = evening.stage(BEN).clone() else { panic!("results") };
        assert_eq!(places.len(), 3, "{kind:?}");
        // Mira knows everything; Ana guesses, and Ben says nothing.
        assert_eq!((places[0].seat.0, places[0].place), (2, 1), "{kind:?}: {places:?}");
        let answers: Vec<_> = evening.writes.iter().filter(|write| matches!(write, Write::Answer(_))).collect();
        assert!(answers.len() >= 10, "{kind:?}: {} answers are kept", answers.len());
        assert!(evening.writes.iter().any(|write| matches!(write, Write::Game(_))));
        assert!(evening.writes.iter().any(|write| matches!(write, Write::QuestionSeen { .. })));
        let before = evening.journal.len();
        assert_eq!(evening.act(ANA, RoomAction::Host(HostAction::Close)), None);
        assert_eq!((before, evening.journal.len()), (1, 0), "a closed room leaves no journal");
        assert!(evening.screens[&BEN].room.is_none());
    }
}

#[test]
fn a_crash_in_the_middle_of_a_game_loses_nothing_that_was_acknowledged() {
    for (kind, length) in [(Kind::Trivia, 10), (Kind::Fifth, 5), (Kind::Board, 1)] {
        let mut evening = Evening::started(kind, length);
        for _ in 0..25 {
            evening.try_something();
            evening.pass(1_000);
        }
        let (before, room) = (evening.game(BEN).clone(), evening.screens[&BEN].room.clone());
        // Another process, another clock.
        evening.hall = hall(99);
        evening.now = Time { hall: Ms(7), wall_ms: evening.now.wall_ms + 60_000 };
        assert_eq!(evening.hall.restore(&evening.journal, evening.now), 1);
        evening.carry_away();
        evening.connect(BEN);
        assert_eq!(*evening.game(BEN), before, "{kind:?}");
        let after = evening.screens[&BEN].room.clone().expect("in the room");
        assert_eq!(after.code, room.as_ref().and_then(|room| room.code));
        evening.connect(ANA);
        evening.play_to_the_end();
        // One game, one number, whatever happened on the way.
        let games = evening.writes.iter().filter_map(|write| match write {
            Write::Answer(row) => Some(row.game),
            Write::Game(row) => Some(row.id),
            _ => None,
        });
        assert_eq!(games.collect::<BTreeSet<u64>>(), BTreeSet::from([1]), "{kind:?}");
        // A second crash, with the journal of both lives.
        evening.hall = hall(100);
        evening.hall.restore(&evening.journal, evening.now);
        evening.connect(BEN);
        assert!(matches!(evening.stage(BEN), StageView::Results(_)), "{kind:?}");
        // And the next game has another number.
        evening.connect(ANA);
        for action in [HostAction::Rematch, HostAction::Start] {
            evening.act(BEN, RoomAction::Ready(true));
            assert_eq!(evening.act(ANA, RoomAction::Host(action)), None);
        }
        evening.pass(20);
        evening.play_to_the_end();
        let last = evening.writes.iter().rev().find_map(|write| match write {
            Write::Game(row) => Some(row.id),
            _ => None,
        });
        assert_eq!(last, Some(2), "{kind:?}");
    }
}

#[test]
fn a_journal_from_before_games_were_numbered_in_it_is_played() {
    let mut evening = Evening::started(Kind::Trivia, 10);
    evening.pass(3_000);
    let before = evening.game(BEN).clone();
    for row in evening.journal.values_mut().flatten() {
        row.body = row.body.replace(r#""game":1,"#, "").replace(r#","table":null"#, "");
        assert!(!row.body.contains(r#""game":1"#), "{}", row.body);
    }
    evening.hall = hall(99);
    assert_eq!(evening.hall.restore(&evening.journal, evening.now), 1);
    evening.connect(BEN);
    assert_eq!(*evening.game(BEN), before);
}

#[test]
fn only_who_is_ready_is_told_at_once_and_who_has_read_enough_is_told_that_they_have() {
    let mut evening = Evening::new();
    evening.opened(Kind::Trivia, 10);
    evening.pass(20);
    let told = |evening: &Evening| [ANA, BEN].map(|player| evening.screens[&player].rooms_told);
    let before = told(&evening);
    for ready in [true, false, true, true] {
        assert_eq!(evening.act(BEN, RoomAction::Ready(ready)), None);
        evening.pass(10);
    }
    assert_eq!(told(&evening), [before[0], before[1] + 3]);
    evening.pass(200);
    assert_eq!(told(&evening)[0], before[0] + 1, "the others, once");
    assert_eq!(evening.act(ANA, RoomAction::Host(HostAction::Start)), None);
    let wants_next = |evening: &Evening, player| match evening.game(player) {
        GameView::Trivia(view) => match &view.phase {
            trivia::view::PhaseView::Reveal { n, wants_next, .. } => Some((*n, *wants_next)),
            _ => None,
        },
        _ => panic!("trivia"),
    };
    evening.pass(60);
    for _ in 0..60 {
        match wants_next(&evening, BEN) {
            Some((n, _)) => {
                assert_eq!(evening.act(BEN, RoomAction::Game(GameAction::Trivia(trivia::Action::Next { n }))), None);
                evening.pass(10);
                assert_eq!((wants_next(&evening, BEN), wants_next(&evening, ANA)), (Some((n, true)), Some((n, false))));
                return;
            }
            None => evening.pass(1_000),
        }
    }
    panic!("nothing is revealed");
}

#[test]
fn nothing_secret_is_ever_sent_before_it_is_revealed() {
    // Words that stand in the answers of a board, and in no clue.
    let mut evening = Evening::started(Kind::Board, 1);
    let Some(GameSetup::Board(setup)) = evening.setup.clone() else { panic!("a board") };
    let clues: Vec<(String, String)> = setup.rounds[0]
        .columns
        .iter()
        .flat_map(|column| &column.clues)
        .chain([&setup.last])
        .map(|clue| (clue.accepted.open().answer.clone(), clue.text.open().clone()))
        .collect();
    // Cleo only looks on, from outside.
    evening.connect(CLEO);
    let code = evening.screens[&ANA].room.as_ref().and_then(|room| room.code).expect("a code");
    evening.ask(CLEO, RoomRequest::Watch(Watched::Room(code.to_string())));
    let mut shown: BTreeSet<String> = BTreeSet::new();
    for second in 0..3_600 {
        if let StageView::Results(_) = evening.stage(ANA) {
            assert!(shown.len() > 20, "{} answers were shown", shown.len());
            assert!(evening.screens[&CLEO].passing.len() > 20, "Cleo saw it all");
            return;
        }
        evening.try_something();
        evening.pass(1_000);
        if second % 7 == 0 {
            // Whoever comes back gets a whole view, too.
            let connection = evening.now.hall.0;
            evening.connect(BEN);
            evening.hall.disconnect(BEN, connection, evening.now);
            evening.connect(BEN);
        }
        let mut heard: Vec<Vec<u8>> = Vec::new();
        for screen in evening.screens.values_mut() {
            heard.append(&mut screen.heard);
        }
        for bytes in heard {
            let text = String::from_utf8_lossy(&bytes).into_owned();
            for (answer, clue) in &clues {
                // An answer may be seen once its clue was read and everybody was through with it, or as what a
                // player wrote.
                let is_sent = text.contains(answer.as_str());
                if is_sent && !shown.contains(answer) {
                    assert!(text.contains(clue.as_str()), "{answer:?} is sent before its clue: {text}");
                    let told: RoomTold = postcard::from_bytes(&bytes).expect("ours");
                    let game = match told {
                        RoomTold::Game(Some(game)) => *game,
                        RoomTold::Passing(Some(passing)) => passing.game.expect("a game"),
                        told => panic!("{told:?}"),
                    };
                    let GameView::Board(view) = game.view else { panic!("a board") };
                    let is_over = match &view.phase {
                        board::view::PhaseView::Shown { .. } | board::view::PhaseView::LastRevealing { .. } => true,
                        board::view::PhaseView::Buzzing { clue, .. }
                        | board::view::PhaseView::Answering { clue, .. } => {
                            clue.tries.iter().any(|one| one.text.contains(answer.as_str()))
                        }
                        _ => false,
                    };
                    assert!(is_over, "{answer:?} is sent too early: {:?}", view.phase);
                    shown.insert(answer.clone());
                }
            }
            for player in [ANA, BEN, CLEO] {
                let token = postcard::to_allocvec(&player).expect("written");
                assert!(!bytes.windows(token.len()).any(|part| part == token), "an identity is sent");
            }
        }
    }
    panic!("the game doesn't end");
}

#[test]
fn who_comes_in_the_middle_of_a_game_sees_it_at_once() {
    for kind in Kind::ALL {
        let mut evening = Evening::started(kind, 5);
        evening.connect(CLEO);
        let code = evening.screens[&ANA].room.as_ref().and_then(|room| room.code).expect("a code");
        evening.ask(CLEO, RoomRequest::Enter { code: code.to_string() });
        evening.pass(20);
        assert_eq!(*evening.stage(CLEO), StageView::Playing);
        assert_eq!(evening.screens[&CLEO].game.as_ref().map(|game| game.seat), Some(None), "{kind:?}: as a spectator");
    }
}

#[test]
fn the_hall_refuses_with_reasons() {
    let mut evening = Evening::new();
    evening.opened(Kind::Trivia, 10);
    assert_eq!(evening.act(BEN, RoomAction::Host(HostAction::Start)), Some(HallRefusal::Room(RoomRefusal::NotHost)));
    evening.ask(BEN, RoomRequest::Open { wishes: Wishes::default() });
    evening.ask(BEN, RoomRequest::Enter { code: "nonsense".into() });
    evening.ask(BEN, RoomRequest::Enter { code: "AAAAAA".into() });
    let refused = std::mem::take(&mut evening.screens.get_mut(&BEN).expect("there").refused);
    assert_eq!(refused, [HallRefusal::InARoom, HallRefusal::BadCode, HallRefusal::NoSuchRoom]);
    for _ in 0..10 {
        evening.ask(BEN, RoomRequest::Enter { code: "AAAAAB".into() });
    }
    assert_eq!(evening.screens[&BEN].refused.last(), Some(&HallRefusal::TooFast), "codes can't be tried for long");
    let rude = shared::text::ChatLine::parse("you are a f.u.c.k.i.n.g bitch").expect("a line");
    let rude = RoomAction::Say(shared::rooms::room::Words::Line(rude));
    assert_eq!(evening.act(BEN, rude), Some(HallRefusal::Unfriendly));
    // Whoever is sent out may go elsewhere.
    evening.pass(20);
    let ben = evening.screens[&BEN].room.as_ref().expect("in a room").me;
    assert_eq!(evening.act(ANA, RoomAction::Host(HostAction::Kick(ben))), None);
    assert!(evening.screens[&BEN].room.is_none());
    assert_eq!(evening.act(BEN, RoomAction::Ready(true)), Some(HallRefusal::InNoRoom));
    // A new code, and the old one leads nowhere.
    let code = |evening: &Evening| evening.screens[&ANA].room.as_ref().and_then(|room| room.code);
    let old = code(&evening).expect("a code");
    assert_eq!(evening.act(ANA, RoomAction::Host(HostAction::NewCode)), None);
    evening.pass(100_000);
    assert_ne!(code(&evening), Some(old));
    evening.ask(BEN, RoomRequest::Enter { code: old.to_string() });
    assert_eq!(evening.screens[&BEN].refused.last(), Some(&HallRefusal::NoSuchRoom));
    let new = code(&evening).expect("a code");
    evening.ask(BEN, RoomRequest::Enter { code: new.to_string() });
    evening.pass(20);
    assert!(evening.screens[&BEN].room.is_some());
}

#[test]
fn rooms_without_anybody_are_freed() {
    let mut evening = Evening::started(Kind::Trivia, 10);
    for player in [ANA, BEN] {
        evening.hall.disconnect(player, 0, evening.now);
    }
    evening.pass(5 * 60_000);
    assert_eq!((evening.hall.open_rooms(), evening.journal.len()), (0, 0));
}

#[test]
fn where_there_is_nothing_to_ask_the_host_is_told() {
    let mut evening = Evening::new();
    evening.opened(Kind::Trivia, 10);
    let nowhere = vec![Key::parse("nowhere").expect("a key")];
    let wishes = Box::new(Wishes { categories: nowhere, ..Wishes::default() });
    assert_eq!(evening.act(ANA, RoomAction::Host(HostAction::Wish(wishes))), None);
    evening.act(BEN, RoomAction::Ready(true));
    assert_eq!(evening.act(ANA, RoomAction::Host(HostAction::Start)), None);
    evening.pass(20);
    assert_eq!(evening.screens[&ANA].refused, [HallRefusal::NothingToAsk]);
    assert_eq!(*evening.stage(ANA), StageView::Lobby);
}
