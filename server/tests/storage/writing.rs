//! What has to be true of the writer on every database.

use std::time::Duration;

use server::storage::{Pace, StoreError, Write, Writer};
use shared::ids::{ConversationId, PlayerId};
use tokio::time::sleep;

use crate::scratch::{Scratch, key, line, memory, newcomer};

fn opened(n: u64) -> Write {
    Write::ConversationOpened { conversation: ConversationId(n), scene: key("plaza"), at_ms: 1 }
}

fn said(conversation: u64, seq: u64) -> Write {
    Write::Line(line(conversation, seq, &format!("line {seq}")))
}

pub async fn many_rows_share_a_commit(scratch: &Scratch) {
    let (store, writes, _) = scratch.open_with_writer().await;
    writes.try_send(vec![opened(1)]).expect("room");
    for tick in 0..200 {
        writes.try_send((tick * 10..tick * 10 + 10).map(|seq| said(1, seq)).collect()).expect("room");
    }
    writes.flush().await.expect("durable");
    let numbers = writes.numbers();
    assert_eq!((numbers.rows, numbers.queued, numbers.refused_rows, numbers.away), (2_001, 0, 0, false));
    assert!((11..=15).contains(&numbers.commits), "{numbers:?}");
    assert!(numbers.last_commit_us > 0);
    let seqs: Vec<u64> = store.lines_of(ConversationId(1)).await.expect("an answer").iter().map(|l| l.seq).collect();
    assert_eq!(seqs, (0..2_000).collect::<Vec<_>>());
}

pub async fn rows_are_stored_without_a_flush(scratch: &Scratch) {
    let (store, writes, _) = scratch.open_with_writer().await;
    writes.try_send(vec![Write::TownValue { key: "a".into(), value: "1".into() }]).expect("room");
    for _ in 0..100 {
        sleep(Duration::from_millis(20)).await;
        if !store.load_town().await.expect("an answer").town.is_empty() {
            return;
        }
    }
    panic!("nothing was stored within two seconds");
}

pub async fn everybody_writes_at_once(scratch: &Scratch) {
    let (store, writes, _) = scratch.open_with_writer().await;
    writes.try_send((0..8).map(opened).collect()).expect("room");
    let tasks: Vec<_> = (0..8_u64)
        .map(|task| {
            let (store, writes) = (store.clone(), writes.clone());
            tokio::spawn(async move {
                for n in 0..20 {
                    let id = task * 1_000 + n;
                    store.create_player(&newcomer(id)).await.expect("created");
                    writes
                        .try_send(vec![said(task, n), Write::PlayerSeen { player: PlayerId(id), at_ms: 2_000 }])
                        .expect("room");
                    writes.flush().await.expect("durable");
                    let seen = store.load_player(PlayerId(id)).await.expect("an answer").expect("there").seen_ms;
                    assert_eq!(seen, 2_000, "a flush returned before its rows were durable");
                }
            })
        })
        .collect();
    for task in tasks {
        task.await.expect("no panic");
    }
    assert_eq!(scratch.numbers("SELECT COUNT(*) FROM players UNION ALL SELECT COUNT(*) FROM lines").await, [160, 160]);
}

pub async fn a_row_that_cannot_be_stored_stands_alone(scratch: &Scratch) {
    let (store, writes, _) = scratch.open_with_writer().await;
    let mut batch = vec![opened(1)];
    batch.extend((0..20).map(|seq| said(1, seq)));
    batch.push(said(404, 0));
    batch.push(Write::VisitStarted { visit: 1, player: PlayerId(404), scene: key("plaza"), at_ms: 1 });
    batch.extend((20..40).map(|seq| said(1, seq)));
    writes.try_send(batch).expect("room");
    assert!(matches!(writes.flush().await, Err(StoreError::Refused { rows: 2 })));
    writes.flush().await.expect("told once");
    assert_eq!(writes.numbers().refused_rows, 2);
    assert_eq!(store.lines_of(ConversationId(1)).await.expect("an answer").len(), 40);
}

pub async fn rows_wait_in_order_while_the_database_is_away(scratch: &Scratch) {
    let store = scratch.open().await;
    let pace = Pace { rows: 10, queue: 60, ..Pace::default() };
    let (writes, _) = Writer::spawn(store.clone(), pace);
    scratch.execute("ALTER TABLE conversations RENAME TO away").await;
    writes.try_send(vec![opened(1)]).expect("room");
    let mut kept = Vec::new();
    let mut next = 0;
    while kept.is_empty() {
        let batch: Vec<Write> = (next..next + 7).map(|seq| said(1, seq)).collect();
        next += 7;
        kept = writes.try_send(batch).err().unwrap_or_default();
        sleep(Duration::from_millis(10)).await;
    }
    assert_eq!(kept.len(), 7, "a batch is handed back whole");
    let numbers = writes.numbers();
    assert!(numbers.away && numbers.queued > 40 && numbers.turned_away == 1, "{numbers:?}");

    scratch.execute("ALTER TABLE away RENAME TO conversations").await;
    writes.flush().await.expect("durable");
    writes.try_send(kept).expect("room again");
    writes.flush().await.expect("durable");
    let seqs: Vec<u64> = store.lines_of(ConversationId(1)).await.expect("an answer").iter().map(|l| l.seq).collect();
    assert_eq!(seqs, (0..next).collect::<Vec<_>>());
    assert!(!writes.numbers().away);
}

pub async fn the_writer_ends_with_its_last_handle(scratch: &Scratch) {
    let (store, writes, writer) = scratch.open_with_writer().await;
    let second = writes.clone();
    writes.try_send((0..500).map(|id| Write::Memory(memory("mira", id, "{}"))).collect()).expect("room");
    drop(writes);
    second.try_send(vec![Write::Memory(memory("tom", 1, "{}"))]).expect("room");
    drop(second);
    writer.await.expect("ended");
    assert_eq!(store.load_town().await.expect("an answer").memories.len(), 501);

    let (_, writes, writer) = scratch.open_with_writer().await;
    writer.abort();
    assert!(writer.await.is_err());
    let batch = vec![opened(1)];
    assert_eq!(writes.try_send(batch.clone()), Err(batch));
    assert!(matches!(writes.flush().await, Err(StoreError::WriterStopped)));
}

pub async fn what_was_flushed_survives_a_kill(scratch: &Scratch) {
    let (store, writes, writer) = scratch.open_with_writer().await;
    store.create_player(&newcomer(1)).await.expect("created");
    writes.try_send((0..300).map(|id| Write::Memory(memory("mira", id, "{}"))).collect()).expect("room");
    writes.flush().await.expect("durable");
    writes.try_send((300..900).map(|id| Write::Memory(memory("mira", id, "{}"))).collect()).expect("room");
    writer.abort();
    drop((store, writes));

    let store = scratch.open().await;
    let memories = store.load_town().await.expect("an answer").memories;
    assert!(memories.len() >= 300, "only {} of 300 are there", memories.len());
    assert!(memories.iter().zip(0..).all(|(memory, id)| memory.id == id), "there are gaps");
    assert!(store.load_player(PlayerId(1)).await.expect("an answer").is_some());
}
