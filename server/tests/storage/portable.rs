//! What has to be true of backups and copies, from every database into every database.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

use server::storage::{
    AnswerRow, BoardRow, CharacterRow, GameRow, LineRow, Pace, Position, QuestionRow, RelationRow, RoomEventRow,
    SavedClock, Store, StoreError, TABLE_NAMES, Who, Write, Writer, known_migrations,
};
use shared::clock::TownTime;
use shared::dice::Dice;
use shared::ids::{ConversationId, PlayerId};
use shared::world::{Facing, Point};
use tempfile::TempDir;

use crate::scratch::{Scratch, key, line, memory, newcomer};

const TEXTS: [&str; 7] = [
    "",
    "null",
    "Grüße 🐈‍⬛ 你好 ‏שלום",
    "it's \"$1\" \\ ?2 :x -- ;",
    "line\nbreak\r\ttab\u{1}\u{85}\u{2028}",
    "\u{10ffff}",
    "é\u{301}",
];

const SCENES: [&str; 4] = ["plaza", "cafe", "a", "z-9"];

/// Chance picks rows for every table, the strange ones among them.
async fn fill(scratch: &Scratch, seed: u64) -> Store {
    let (store, writes, _) = scratch.open_with_writer().await;
    let mut dice = Dice::new(seed);
    let mut number = move |limit: u32| u64::from(dice.below(limit));
    let mut id = move || match number(4) {
        0 => number(9),
        1 => u64::MAX - number(9),
        2 => (1 << 63) - 4 + number(9),
        _ => (number(u32::MAX) << 32) | number(u32::MAX),
    };
    let mut batch = Vec::new();
    let mut players = Vec::new();
    for _ in 0..6 + id() % 40 {
        let new = newcomer(id());
        // Chance may pick an id twice.
        if store.create_player(&new).await.is_ok() {
            players.push(new.id);
        }
    }
    let facings = [Facing::Down, Facing::Left, Facing::Right, Facing::Up];
    for (n, player) in players.iter().copied().enumerate() {
        let text = |salt: u64| TEXTS[((n as u64).wrapping_mul(7) ^ salt) as usize % TEXTS.len()].to_owned();
        let scene = key(SCENES[id() as usize % SCENES.len()]);
        let at = Point { x: id() as i32, y: id() as i32 };
        let position = Position { scene: scene.clone(), at, facing: facings[n % 4] };
        let who = if n % 3 == 0 { Who::Character(key("mira")) } else { Who::Player(player) };
        let (visit, conversation) = (id(), ConversationId(id()));
        let said = |conversation: Option<ConversationId>, seq, listener, thought| LineRow {
            conversation,
            scene: scene.clone(),
            seq,
            at_ms: seq,
            speaker: who.clone(),
            listener,
            mood: "Calm".into(),
            thought,
            text: text(seq),
        };
        batch.extend([
            Write::PlayerSeen { player, at_ms: id() },
            Write::PlayerMuted { player, other: PlayerId(id()), muted: true },
            Write::VisitStarted { visit, player, scene: scene.clone(), at_ms: id() },
            Write::CharacterState(CharacterRow {
                key: key(&format!("c{}", n % 9)),
                position: position.clone(),
                mood: "Joy".into(),
                state: text(1),
                at_ms: id(),
            }),
            Write::Memory(memory(["mira", "tom"][n % 2], id(), &text(2))),
            Write::Relation(RelationRow { character: key("mira"), other: who.clone(), body: text(3) }),
            Write::ConversationOpened { conversation, scene: scene.clone(), at_ms: id() },
            Write::Line(said(Some(conversation), id(), Some(who.clone()), None)),
            Write::Line(said(Some(conversation), id(), None, Some(text(4)))),
            Write::Line(said(None, id(), None, Some(String::new()))),
            Write::RoomEvent(RoomEventRow { room: id(), seq: id(), at_ms: id(), body: text(10) }),
            Write::Game(GameRow { id: id(), kind: "trivia".into(), ended_ms: id(), body: text(11) }),
            Write::Answer(AnswerRow {
                game: id(),
                who: who.clone(),
                n: id(),
                question: text(12),
                answer: text(13),
                correct: n % 2 == 0,
                took_ms: id(),
                points: -5,
            }),
            Write::QuestionSeen { player, question: text(14), at_ms: id() },
            Write::QuestionReported { question: text(15), who: who.clone(), complaint: "typo".into(), at_ms: id() },
            Write::SceneState { scene: scene.clone(), key: text(5), value: text(6) },
            Write::TownValue { key: text(7), value: text(8) },
            Write::TownClock(SavedClock { time: TownTime(n as u32), at_ms: id() }),
        ]);
        // Some never moved, some are still here, some still talk.
        if id() % 2 == 0 {
            batch.push(Write::PlayerMoved { player, position });
            batch.push(Write::VisitEnded { visit, at_ms: id() });
        }
        if id() % 2 == 0 {
            batch.push(Write::ConversationEnded { conversation, at_ms: id(), why: text(9) });
        }
    }
    writes.try_send(batch).expect("room");
    writes.flush().await.expect("durable");
    let questions: Vec<QuestionRow> = (0..3)
        .map(|n| QuestionRow {
            category: "birds".into(),
            id: format!("q{n}"),
            category_name: TEXTS[n % TEXTS.len()].to_owned(),
            body: TEXTS[(n + 5) % TEXTS.len()].to_owned(),
        })
        .collect();
    let boards = [BoardRow { id: "evening".into(), body: TEXTS[3].to_owned() }];
    store.add_questions(&questions, &boards, 9).await.expect("added");
    store
}

/// Both stores hold the same, by the sums over all rows and by what the server reads at start.
async fn assert_same(one: &Store, other: &Store) {
    let tally = one.tally().await.expect("a sum");
    assert_eq!(tally, other.tally().await.expect("a sum"));
    assert_eq!(tally.rows.keys().count(), TABLE_NAMES.len(), "a table is empty: {tally:?}");
    let (mine, theirs) = (one.load_town().await.expect("a town"), other.load_town().await.expect("a town"));
    assert_eq!(mine, theirs);
    let last = ConversationId(mine.last_conversation);
    assert_eq!(one.lines_of(last).await.expect("lines"), other.lines_of(last).await.expect("lines"));
    for visitor in one.visitors().await.expect("players") {
        let (mine, theirs) = (one.load_player(visitor.id).await, other.load_player(visitor.id).await);
        assert_eq!(mine.expect("a player"), theirs.expect("a player"));
    }
}

fn file(folder: &TempDir, name: &str) -> PathBuf {
    folder.path().join(name)
}

pub async fn a_backup_comes_back_in_either_database(scratch: &Scratch) {
    let folder = TempDir::new().expect("a folder");
    let town = fill(scratch, 11).await;
    let (first, second) = (file(&folder, "first"), file(&folder, "second"));
    let tally = town.back_up(&first, 5).await.expect("backed up");
    assert_eq!(tally, Store::check_backup(&first).expect("whole"));
    for (n, target) in [Scratch::sqlite().await, Scratch::postgres().await].into_iter().enumerate() {
        let back = target.open().await;
        assert_eq!(back.restore(&first).await.expect("restored"), tally);
        assert_same(&town, &back).await;
        let again = file(&folder, &format!("again-{n}"));
        back.back_up(&again, 5).await.expect("backed up");
        assert!(fs::read(&first).expect("read") == fs::read(&again).expect("read"), "another file of the same town");
        back.close().await;
    }
    assert!(matches!(town.back_up(&first, 5).await, Err(StoreError::File { .. })), "it wrote over a file");
    town.close().await;
    assert!(town.back_up(&second, 5).await.is_err());
    assert!(!second.exists(), "half a file was left");
}

pub async fn copies_go_there_and_back(scratch: &Scratch) {
    for seed in 0..3 {
        let (there, back) = if scratch.is_sqlite() {
            (Scratch::postgres().await, Scratch::sqlite().await)
        } else {
            (Scratch::sqlite().await, Scratch::postgres().await)
        };
        let here = if scratch.is_sqlite() { Scratch::sqlite().await } else { Scratch::postgres().await };
        let town = fill(&here, seed).await;
        let (there, back) = (there.open().await, back.open().await);
        let tally = there.copy_from(&town).await.expect("copied");
        assert_eq!(back.copy_from(&there).await.expect("copied back"), tally);
        assert_same(&town, &there).await;
        assert_same(&town, &back).await;
        for store in [town, there, back] {
            store.close().await;
        }
    }
}

pub async fn only_an_empty_database_takes_a_town(scratch: &Scratch) {
    let folder = TempDir::new().expect("a folder");
    let town = fill(scratch, 3).await;
    let backup = file(&folder, "backup");
    town.back_up(&backup, 5).await.expect("backed up");
    let before = town.tally().await.expect("a sum");
    let refused = town.restore(&backup).await.expect_err("restored over a town");
    assert!(matches!(refused, StoreError::NotEmpty { table: "players", .. }), "{refused:?}");
    assert!(refused.to_string().contains("nothing was changed"), "{refused}");
    let other = Scratch::sqlite().await;
    let other = fill(&other, 4).await;
    assert!(matches!(town.copy_from(&other).await, Err(StoreError::NotEmpty { .. })));
    assert_eq!(town.tally().await.expect("a sum"), before);
}

pub async fn broken_files_change_nothing(scratch: &Scratch) {
    let folder = TempDir::new().expect("a folder");
    let source = Scratch::sqlite().await;
    let town = fill(&source, 8).await;
    let whole = file(&folder, "whole");
    town.back_up(&whole, 5).await.expect("backed up");
    let bytes = fs::read(&whole).expect("read");
    let text = String::from_utf8(bytes.clone()).expect("text");
    let lines: Vec<&str> = text.lines().collect();
    let joined = |lines: &[&str]| format!("{}\n", lines.join("\n")).into_bytes();
    let mut swapped = lines.clone();
    swapped.swap(1, lines.len() - 2);
    let mut doubled = lines.clone();
    doubled.insert(2, lines[1]);
    let target = scratch.open().await;
    let newest = format!("\"migration\":{}", known_migrations().last().expect("there are some").0);
    let mut cases: Vec<(&str, Vec<u8>)> = vec![
        ("the file is empty", Vec::new()),
        ("isn't a backup of a Parlor town", b"-- PostgreSQL database dump\n".to_vec()),
        ("isn't a backup of a Parlor town", fs::read(&source.address).expect("the database itself")),
        ("isn't a backup of a Parlor town", vec![b'x'; 100_000]),
        ("has layout 2", text.replacen("\"parlor_backup\":1", "\"parlor_backup\":2", 1).into_bytes()),
        ("version 999", text.replacen(&newest, "\"migration\":999", 1).into_bytes()),
        ("was changed after it was made", text.replacen("Zoë", "Zoé", 1).into_bytes()),
        ("was changed after it was made", joined(&[&lines[..1], &lines[2..]].concat())),
        ("was changed after it was made", joined(&doubled)),
        ("comes too late", joined(&swapped)),
        ("its end is missing", joined(&lines[..lines.len() - 1])),
        ("something follows the end", joined(&[&lines[..], &lines[1..2]].concat())),
        ("isn't text", [&bytes[..bytes.len() / 2], &[0xff, 0xfe, b'\n'], &bytes[bytes.len() / 2..]].concat()),
    ];
    cases.extend((1..20).map(|part| ("", bytes[..bytes.len() * part / 20].to_vec())));
    for (words, content) in cases {
        let broken = file(&folder, "broken");
        fs::write(&broken, content).expect("written");
        let refused = target.restore(&broken).await.expect_err(words);
        assert!(matches!(refused, StoreError::BadBackup { .. }), "{words}: {refused:?}");
        assert!(refused.to_string().contains(words) && !refused.to_string().contains('\n'), "{words}: {refused}");
        assert_eq!(target.tally().await.expect("a sum").count(), 0, "{words}");
    }
    let missing = target.restore(Path::new("/nowhere/at-all")).await;
    assert!(matches!(missing, Err(StoreError::File { .. })), "{missing:?}");
    target.restore(&whole).await.expect("the whole one is taken after all that");
}

pub async fn a_backup_of_a_town_that_goes_on_is_one_moment(scratch: &Scratch) {
    let store = scratch.open().await;
    let (writes, _) = Writer::spawn(store.clone(), Pace { window: Duration::from_millis(1), ..Pace::default() });
    writes
        .try_send(vec![Write::ConversationOpened { conversation: ConversationId(1), scene: key("plaza"), at_ms: 1 }])
        .expect("room");
    // What is said first is stored first: who has read the note has to find the line.
    let pair = |n: u64| {
        let note = Write::TownValue { key: "said".into(), value: n.to_string() };
        vec![Write::Line(line(1, n, &format!("line {n}"))), note]
    };
    writes.try_send((0..4_000).flat_map(pair).collect()).expect("room");
    writes.flush().await.expect("durable");
    let talking = tokio::spawn({
        let writes = writes.clone();
        async move {
            for n in 4_000.. {
                if writes.try_send(pair(n)).is_err() || n % 50 == 0 {
                    writes.flush().await.expect("durable");
                }
            }
        }
    });
    let folder = TempDir::new().expect("a folder");
    let mut counts = Vec::new();
    for round in 0..3 {
        let backup = file(&folder, &format!("backup-{round}"));
        store.back_up(&backup, 5).await.expect("backed up");
        let back = Scratch::sqlite().await;
        let back = back.open().await;
        back.restore(&backup).await.expect("restored");
        let noted: u64 = back.load_town().await.expect("a town").town["said"].parse().expect("a number");
        let lines = back.lines_of(ConversationId(1)).await.expect("lines");
        assert!(
            lines.len() as u64 > noted,
            "round {round}: {noted} is noted, and only {} lines are there",
            lines.len()
        );
        assert!(lines.iter().zip(0..).all(|(line, n)| line.seq == n), "round {round}: there are gaps");
        counts.push(lines.len());
        back.close().await;
    }
    talking.abort();
    assert!(counts.is_sorted() && counts[0] < counts[2], "nobody talked meanwhile: {counts:?}");
}

pub async fn every_table_and_column_is_carried(scratch: &Scratch) {
    let store = fill(scratch, 1).await;
    let folder = TempDir::new().expect("a folder");
    let backup = file(&folder, "backup");
    store.back_up(&backup, 5).await.expect("backed up");
    let text = fs::read_to_string(&backup).expect("read");
    let mut carried: Vec<(String, usize)> = Vec::new();
    for name in TABLE_NAMES {
        let row = text.lines().find(|line| line.starts_with(&format!("{{\"table\":\"{name}\""))).expect(name);
        let row: serde_json::Value = serde_json::from_str(row).expect("JSON");
        carried.push((name.to_owned(), row["row"].as_object().expect("columns").len()));
    }
    carried.sort();
    assert_eq!(carried, scratch.tables().await, "a migration added something that backups leave out");
}

pub async fn looking_changes_nothing(scratch: &Scratch) {
    use server::storage::Version;
    let (version, store) = Store::look(&scratch.address).await.expect("an answer");
    assert_eq!((version, store.is_some()), (Version::New, !scratch.is_sqlite()));
    assert!(matches!(Store::open_as_it_is(&scratch.address).await, Err(StoreError::NoTown { .. })));
    if scratch.is_sqlite() {
        assert!(!Path::new(&scratch.address).parent().expect("a folder").exists(), "looking made a folder");
    } else {
        assert_eq!(scratch.tables().await, []);
    }
    scratch.open().await.close().await;
    let (version, _) = Store::look(&scratch.address).await.expect("an answer");
    assert_eq!(version, Version::Current);
    scratch.execute("DELETE FROM _sqlx_migrations; INSERT INTO _sqlx_migrations (version, description, success, checksum, execution_time) SELECT 9001, 'later', TRUE, '', 0").await;
    assert!(matches!(Store::look(&scratch.address).await, Err(StoreError::NewerVersion { found: 9001, .. })));
}
