//! What has to be true of the store on every database.

use std::collections::{BTreeMap, BTreeSet};

use server::storage::{
    ConversationRow, LeftOpen, LineRow, RelationRow, SavedClock, SavedTown, StoreError, VisitRow, Who, Write,
};
use shared::clock::TownTime;
use shared::content::looks::Looks;
use shared::ids::{ConversationId, PlayerId};
use shared::text::DisplayName;
use shared::world::{Facing, Point};

use crate::scratch::{Scratch, character, key, line, memory, newcomer, spot, who};

const STRANGE_TEXTS: [&str; 6] =
    ["", " ", "Grüße 🐈‍⬛ 你好 ‏שלום", "it's \"$1\" ?2 :x -- ; DROP TABLE town", "line\nbreak\ttab", "\u{10ffff}"];

pub async fn players_come_back(scratch: &Scratch) {
    let store = scratch.open().await;
    let new = newcomer(77);
    store.create_player(&new).await.expect("created");
    let found = store.find_player_by_token(&new.token_hash).await.expect("an answer").expect("found");
    assert_eq!(found, store.load_player(new.id).await.expect("an answer").expect("loaded"));
    assert_eq!((found.id, &found.name, found.looks), (new.id, &new.name, new.looks));
    assert_eq!((found.created_ms, found.seen_ms, found.position), (1_000, 1_000, None));

    let (name, looks) = (DisplayName::parse("李小龙").expect("a legal name"), Looks { body: 3, ..Looks::default() });
    assert!(store.change_player(new.id, &name, &looks).await.expect("changed"));
    assert!(store.touch_player(new.id, 5_000).await.expect("touched"));
    assert!(store.touch_player(new.id, 4_000).await.expect("touched"));
    let after = store.load_player(new.id).await.expect("an answer").expect("loaded");
    assert_eq!((after.name, after.looks, after.created_ms, after.seen_ms), (name, looks, 1_000, 5_000));
    store.ping().await.expect("an answer");
}

pub async fn unknown_ids_give_nothing(scratch: &Scratch) {
    let (store, writes, _) = scratch.open_with_writer().await;
    let (player, conversation) = (PlayerId(4), ConversationId(4));
    assert_eq!(store.load_player(player).await.expect("an answer"), None);
    assert_eq!(store.find_player_by_token(&[0; 32]).await.expect("an answer"), None);
    assert!(!store.change_player(player, &newcomer(1).name, &Looks::default()).await.expect("an answer"));
    assert!(!store.touch_player(player, 1).await.expect("an answer"));
    assert!(store.mutes_of(player).await.expect("an answer").is_empty());
    assert!(store.visits_of(player).await.expect("an answer").is_empty());
    assert!(store.lines_of(conversation).await.expect("an answer").is_empty());
    assert!(store.remarks_in(&key("plaza"), 0).await.expect("an answer").is_empty());
    assert_eq!(store.conversation(conversation).await.expect("an answer"), None);
    assert_eq!(store.load_town().await.expect("an answer"), SavedTown::default());

    let moved = Write::PlayerMoved { player, position: spot(1, 1) };
    let ended = Write::ConversationEnded { conversation, at_ms: 1, why: "x".into() };
    let forgotten = Write::MemoryForgotten { character: key("mira"), id: 1 };
    let unmuted = Write::PlayerMuted { player, other: player, muted: false };
    writes
        .try_send(vec![
            moved,
            ended,
            forgotten,
            unmuted,
            Write::PlayerSeen { player, at_ms: 1 },
            Write::VisitEnded { visit: 1, at_ms: 1 },
        ])
        .expect("room");
    writes.flush().await.expect("changes of nobody change nothing");
    assert_eq!(store.load_player(player).await.expect("an answer"), None);
}

pub async fn ids_and_tokens_are_taken_once(scratch: &Scratch) {
    let store = scratch.open().await;
    store.create_player(&newcomer(1)).await.expect("created");
    let mut same_token = newcomer(2);
    same_token.token_hash = newcomer(1).token_hash;
    let mut same_id = newcomer(3);
    same_id.id = PlayerId(1);
    for taken in [same_token, same_id] {
        assert!(matches!(store.create_player(&taken).await, Err(StoreError::Taken)));
    }
    assert_eq!(store.load_player(PlayerId(2)).await.expect("an answer"), None);

    let race = (10..18).map(|id| {
        let store = store.clone();
        let mut new = newcomer(id);
        new.token_hash = [1; 32];
        tokio::spawn(async move { store.create_player(&new).await })
    });
    let mut results = Vec::new();
    for racer in race.collect::<Vec<_>>() {
        results.push(racer.await.expect("no panic"));
    }
    assert_eq!(results.iter().filter(|result| result.is_ok()).count(), 1);
    assert_eq!(results.iter().filter(|result| matches!(result, Err(StoreError::Taken))).count(), 7);
}

pub async fn extremes_keep_their_bits(scratch: &Scratch) {
    let (store, writes, _) = scratch.open_with_writer().await;
    let ids = [0, 1, (1 << 63) - 1, 1 << 63, u64::MAX];
    let corners = [(i32::MIN, i32::MAX), (i32::MAX, i32::MIN), (0, -1), (1, 0), (-1, 1)];
    for (id, (x, y)) in ids.into_iter().zip(corners) {
        store.create_player(&newcomer(id)).await.expect("created");
        let other = PlayerId(!id);
        writes
            .try_send(vec![
                Write::PlayerMoved { player: PlayerId(id), position: spot(x, y) },
                Write::PlayerMuted { player: PlayerId(id), other, muted: true },
                Write::Memory(memory("mira", id, "{}")),
                Write::Relation(RelationRow {
                    character: key("mira"),
                    other: Who::Player(PlayerId(id)),
                    body: "{}".into(),
                }),
                Write::ConversationOpened { conversation: ConversationId(id), scene: key("plaza"), at_ms: 1 },
                Write::Line(line(id, u64::MAX, "hi")),
            ])
            .expect("room");
    }
    writes.flush().await.expect("durable");
    for (id, (x, y)) in ids.into_iter().zip(corners) {
        let player = store.load_player(PlayerId(id)).await.expect("an answer").expect("loaded");
        assert_eq!((player.id.0, player.position.expect("a place").at), (id, Point { x, y }));
        assert_eq!(store.mutes_of(PlayerId(id)).await.expect("an answer"), BTreeSet::from([PlayerId(!id)]));
        assert_eq!(store.lines_of(ConversationId(id)).await.expect("an answer"), [line(id, u64::MAX, "hi")]);
    }
    let town = store.load_town().await.expect("an answer");
    assert_eq!(town.memories.iter().map(|memory| memory.id).collect::<Vec<_>>(), ids);
    assert_eq!(
        town.relations.iter().map(|r| r.other.clone()).collect::<Vec<_>>(),
        ids.map(|id| Who::Player(PlayerId(id)))
    );
}

pub async fn texts_come_back_as_they_were(scratch: &Scratch) {
    let (store, writes, _) = scratch.open_with_writer().await;
    let mut batch = vec![Write::ConversationOpened { conversation: ConversationId(1), scene: key("plaza"), at_ms: 1 }];
    for (n, text) in (0..).zip(STRANGE_TEXTS) {
        batch.push(Write::Memory(memory("mira", n, text)));
        let thought = (n % 2 == 0).then(|| text.to_owned());
        batch.push(Write::Line(LineRow { mood: text.into(), thought, ..line(1, n, text) }));
        batch.push(Write::SceneState { scene: key("plaza"), key: text.into(), value: text.into() });
        batch.push(Write::TownValue { key: text.into(), value: text.into() });
    }
    batch.push(Write::ConversationEnded { conversation: ConversationId(1), at_ms: 2, why: String::new() });
    batch.push(Write::Line(line(1, 99, "a\0b")));
    writes.try_send(batch).expect("room");
    writes.flush().await.expect("durable");

    let town = store.load_town().await.expect("an answer");
    assert_eq!(town.memories.iter().map(|memory| memory.body.as_str()).collect::<Vec<_>>(), STRANGE_TEXTS);
    let expected: BTreeMap<String, String> = STRANGE_TEXTS.iter().map(|&text| (text.into(), text.into())).collect();
    assert_eq!(town.town, expected);
    assert_eq!(
        town.scene_state.into_iter().map(|((_, key), value)| (key, value)).collect::<BTreeMap<_, _>>(),
        expected
    );
    let lines = store.lines_of(ConversationId(1)).await.expect("an answer");
    for (n, text) in STRANGE_TEXTS.into_iter().enumerate() {
        assert_eq!((lines[n].text.as_str(), lines[n].mood.as_str()), (text, text));
        assert_eq!(lines[n].thought.as_deref(), (n % 2 == 0).then_some(text));
    }
    assert_eq!(lines[STRANGE_TEXTS.len()].text, "a\u{fffd}b");
    let conversation = store.conversation(ConversationId(1)).await.expect("an answer").expect("there");
    assert_eq!(conversation.ended, Some((2, String::new())));
}

pub async fn the_last_write_to_a_key_wins(scratch: &Scratch) {
    let (store, writes, _) = scratch.open_with_writer().await;
    store.create_player(&newcomer(1)).await.expect("created");
    let (player, other) = (PlayerId(1), PlayerId(2));
    let round = |n: i32| {
        let text = n.to_string();
        vec![
            Write::PlayerMoved { player, position: spot(n, n) },
            Write::PlayerSeen { player, at_ms: 5_000 },
            Write::PlayerSeen { player, at_ms: 9_000 - u64::from(n.unsigned_abs()) },
            Write::CharacterState(character("mira", &text)),
            Write::Memory(memory("mira", 1, &text)),
            Write::Relation(RelationRow { character: key("mira"), other: who("tom"), body: text.clone() }),
            Write::Relation(RelationRow { character: key("mira"), other: who("bela"), body: text.clone() }),
            Write::RelationForgotten { character: key("mira"), other: who("bela") },
            Write::SceneState { scene: key("plaza"), key: "lamp".into(), value: text.clone() },
            Write::TownValue { key: "weather".into(), value: text },
            Write::TownClock(SavedClock { time: TownTime(n.unsigned_abs()), at_ms: 1 }),
            Write::MemoryForgotten { character: key("mira"), id: 2 },
            Write::Memory(memory("mira", 2, "kept")),
            Write::Memory(memory("mira", 3, "gone")),
            Write::MemoryForgotten { character: key("mira"), id: 3 },
            Write::PlayerMuted { player, other, muted: n % 2 == 0 },
            Write::PlayerMuted { player, other, muted: n % 2 == 1 },
        ]
    };
    writes.try_send((0..10).flat_map(round).collect()).expect("room");
    writes.flush().await.expect("durable");
    writes.try_send((10..16).flat_map(round).collect()).expect("room");
    writes.flush().await.expect("durable");

    let town = store.load_town().await.expect("an answer");
    assert_eq!(town.characters.into_values().collect::<Vec<_>>(), [character("mira", "15")]);
    assert_eq!(town.memories, [memory("mira", 1, "15"), memory("mira", 2, "kept")]);
    assert_eq!(town.relations, [RelationRow { character: key("mira"), other: who("tom"), body: "15".into() }]);
    assert_eq!(town.scene_state[&(key("plaza"), "lamp".into())], "15");
    assert_eq!(town.town["weather"], "15");
    assert_eq!(town.clock, Some(SavedClock { time: TownTime(15), at_ms: 1 }));
    let player = store.load_player(player).await.expect("an answer").expect("loaded");
    assert_eq!((player.position, player.seen_ms), (Some(spot(15, 15)), 8_991));
    assert_eq!(store.mutes_of(player.id).await.expect("an answer"), BTreeSet::from([other]));
}

pub async fn facings_come_back(scratch: &Scratch) {
    let (store, writes, _) = scratch.open_with_writer().await;
    for (name, facing) in [("a", Facing::Down), ("b", Facing::Left), ("c", Facing::Right), ("d", Facing::Up)] {
        let mut there = character(name, "{}");
        there.position.facing = facing;
        writes.try_send(vec![Write::CharacterState(there.clone())]).expect("room");
        writes.flush().await.expect("durable");
        assert_eq!(store.load_town().await.expect("an answer").characters[&key(name)], there);
    }
    scratch.execute("UPDATE characters SET facing = 'inwards' WHERE key = 'c'").await;
    let Err(StoreError::Corrupt { cause }) = store.load_town().await else { panic!("a broken row was accepted") };
    assert!(cause.contains("inwards"), "{cause}");
}

pub async fn talk_and_visits_are_logged(scratch: &Scratch) {
    let (store, writes, _) = scratch.open_with_writer().await;
    store.create_player(&newcomer(5)).await.expect("created");
    let (player, conversation) = (PlayerId(5), ConversationId(12));
    let remark = |at_ms, seq, text: &str| LineRow { conversation: None, listener: None, at_ms, ..line(0, seq, text) };
    let lines: Vec<LineRow> = (1..=30).map(|seq| line(12, seq, &format!("line {seq}"))).collect();
    let mut batch = vec![
        Write::VisitStarted { visit: 8, player, scene: key("plaza"), at_ms: 10 },
        Write::ConversationOpened { conversation, scene: key("cafe"), at_ms: 11 },
        Write::Line(remark(50, 0, "hm")),
        Write::Line(remark(50, 1, "hm")),
        Write::Line(remark(49, 0, "early")),
    ];
    batch.extend(lines.iter().rev().cloned().map(Write::Line));
    batch.push(Write::ConversationEnded { conversation, at_ms: 99, why: "goodbye".into() });
    batch.push(Write::VisitEnded { visit: 8, at_ms: 100 });
    batch.push(Write::VisitStarted { visit: 9, player, scene: key("cafe"), at_ms: 200 });
    // The second time stands for a commit whose answer was lost, so that it is tried again.
    for _ in 0..2 {
        writes.try_send(batch.clone()).expect("room");
        writes.flush().await.expect("durable");
    }
    assert_eq!(store.lines_of(conversation).await.expect("an answer"), lines);
    let remarks = store.remarks_in(&key("plaza"), 50).await.expect("an answer");
    assert_eq!(remarks, [remark(50, 0, "hm"), remark(50, 1, "hm")]);
    assert_eq!(
        store.conversation(conversation).await.expect("an answer"),
        Some(ConversationRow {
            id: conversation,
            scene: key("cafe"),
            started_ms: 11,
            ended: Some((99, "goodbye".into()))
        })
    );
    let visit = |id, scene, arrived_ms, left_ms| VisitRow { id, player, scene: key(scene), arrived_ms, left_ms };
    assert_eq!(
        store.visits_of(player).await.expect("an answer"),
        [visit(8, "plaza", 10, Some(100)), visit(9, "cafe", 200, None)]
    );
    let town = store.load_town().await.expect("an answer");
    assert_eq!((town.last_conversation, town.last_visit), (12, 9));
}

pub async fn what_was_left_open_is_closed(scratch: &Scratch) {
    let (store, writes, _) = scratch.open_with_writer().await;
    store.create_player(&newcomer(5)).await.expect("created");
    let opened = |n| Write::ConversationOpened { conversation: ConversationId(n), scene: key("plaza"), at_ms: n };
    let ended = Write::ConversationEnded { conversation: ConversationId(1), at_ms: 7, why: "done".into() };
    let visit = Write::VisitStarted { visit: 1, player: PlayerId(5), scene: key("plaza"), at_ms: 1 };
    writes.try_send(vec![opened(1), opened(2), opened(3), ended, visit]).expect("room");
    writes.flush().await.expect("durable");
    assert_eq!(store.close_left_open(50).await.expect("closed"), LeftOpen { conversations: 2, visits: 1 });
    assert_eq!(store.close_left_open(60).await.expect("closed"), LeftOpen { conversations: 0, visits: 0 });
    let why = async |n| store.conversation(ConversationId(n)).await.expect("an answer").expect("there").ended;
    assert_eq!(why(1).await, Some((7, "done".into())));
    assert_eq!(why(3).await, Some((50, "stopped".into())));
    assert_eq!(store.visits_of(PlayerId(5)).await.expect("an answer")[0].left_ms, Some(50));
}
