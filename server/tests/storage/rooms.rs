//! Rooms and games on every database.

use server::storage::{AnswerRow, BoardRow, GameRow, QuestionRow, RoomEventRow, StoreError, Who, Write};
use shared::ids::PlayerId;

use crate::scratch::{Scratch, newcomer, who};

fn event(room: u64, seq: u64) -> RoomEventRow {
    RoomEventRow { room, seq, at_ms: 10 * seq, body: format!(r#"{{"room":{room},"seq":{seq}}}"#) }
}

pub async fn open_rooms_come_back_and_closed_ones_are_gone(scratch: &Scratch) {
    let (store, writes, _) = scratch.open_with_writer().await;
    assert!(store.load_rooms().await.expect("an answer").is_empty());
    // In any order, and some of them twice.
    let events = [(1, 1), (2, 0), (1, 0), (1, 2), (1, 1), (3, 0)].map(|(room, seq)| Write::RoomEvent(event(room, seq)));
    writes.try_send(events.into()).expect("room");
    let durable = writes.tell_when_durable().expect("room").await;
    durable.expect("answered").expect("durable");
    // A room that is closed in the moment of its last event is gone, too.
    writes.try_send(vec![Write::RoomClosed { room: 2 }]).expect("room");
    writes.try_send(vec![Write::RoomEvent(event(3, 1)), Write::RoomClosed { room: 3 }]).expect("room");
    writes.flush().await.expect("durable");
    let rooms = store.load_rooms().await.expect("an answer");
    assert_eq!(rooms.into_iter().collect::<Vec<_>>(), [(1, vec![event(1, 0), event(1, 1), event(1, 2)])]);
}

pub async fn games_and_what_was_asked_are_kept(scratch: &Scratch) {
    let (store, writes, _) = scratch.open_with_writer().await;
    store.create_player(&newcomer(5)).await.expect("created");
    let player = PlayerId(5);
    let answer = |n: u64, who: Who, points: i64| AnswerRow {
        game: 7,
        who,
        n,
        question: "geography/nile-cairo".into(),
        answer: r#"{"Choice":2}"#.into(),
        correct: points > 0,
        took_ms: 1234,
        points,
    };
    let mine = [answer(0, Who::Player(player), 100), answer(1, Who::Player(player), -200)];
    let seen = |question: &str| Write::QuestionSeen { player, question: question.into(), at_ms: 9 };
    writes
        .try_send(vec![
            Write::Game(GameRow { id: 7, kind: "board".into(), ended_ms: 8, body: "{}".into() }),
            Write::Answer(mine[1].clone()),
            Write::Answer(mine[0].clone()),
            Write::Answer(answer(0, who("mira"), 50)),
            seen("geography/nile-cairo"),
            seen("music/oboe"),
            seen("music/oboe"),
        ])
        .expect("room");
    writes.flush().await.expect("durable");
    assert_eq!(store.last_game().await.expect("an answer"), 7);
    assert_eq!(store.answers_of(&Who::Player(player)).await.expect("an answer"), mine);
    assert_eq!(store.answers_of(&who("mira")).await.expect("an answer").len(), 1);
    let scored = store.scored_answers(player).await.expect("an answer");
    let kinds: Vec<(Option<&str>, i64)> = scored.iter().map(|row| (row.kind.as_deref(), row.points)).collect();
    assert!(kinds.contains(&(Some("board"), 100)) && kinds.contains(&(Some("board"), -200)), "{kinds:?}");
    // A game that somebody answered in and that wasn't played to its end has its number, too.
    writes.try_send(vec![Write::Answer(AnswerRow { game: 9, ..answer(0, Who::Player(player), 1) })]).expect("room");
    writes.flush().await.expect("durable");
    assert_eq!(store.last_game().await.expect("an answer"), 9);
    let seen = store.seen_by(player).await.expect("an answer");
    assert_eq!(seen.into_iter().collect::<Vec<_>>(), ["geography/nile-cairo", "music/oboe"]);
    // Who is forgotten leaves no answers.
    assert!(store.forget_player(player).await.expect("an answer").is_some());
    assert!(store.answers_of(&Who::Player(player)).await.expect("an answer").is_empty());
    assert!(store.seen_by(player).await.expect("an answer").is_empty());
}

pub async fn imported_questions_come_in_together_or_not_at_all(scratch: &Scratch) {
    let store = scratch.open().await;
    assert_eq!(store.load_questions().await.expect("an answer"), (Vec::new(), Vec::new()));
    let question = |n: u32| QuestionRow {
        category: "birds".into(),
        id: format!("q{n:05}"),
        category_name: "Birds & Bees".into(),
        body: format!(r#"{{"ask":"Which one is number {n}? 🐦"}}"#),
    };
    let boards = [BoardRow { id: "evening".into(), body: "{}".into() }];
    // More than one statement takes.
    let many: Vec<QuestionRow> = (0..2_345).map(question).collect();
    store.add_questions(&many, &boards, 5).await.expect("added");
    assert_eq!(store.load_questions().await.expect("an answer"), (many.clone(), boards.to_vec()));
    // One that is there already takes all others with it.
    let again: Vec<QuestionRow> = (2_340..6_000).map(question).collect();
    let refused = store.add_questions(&again, &[], 6).await;
    assert!(matches!(refused, Err(StoreError::Taken)), "{refused:?}");
    assert_eq!(store.load_questions().await.expect("an answer").0, many);
}
