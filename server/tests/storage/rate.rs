//! How many rows a second become durable; run with `--ignored --nocapture rate`.

use std::time::{Duration, Instant};

use server::storage::{Pace, Store, Write, Writer};
use shared::ids::ConversationId;
use tempfile::TempDir;

use crate::postgres::{Cluster, Disk};
use crate::scratch::{character, key, line};

async fn measure(name: &str, address: &str, rows: usize) {
    let store = Store::open(address).await.expect("opened");
    let (writes, _) = Writer::spawn(store.clone(), Pace { rows, ..Pace::default() });
    writes
        .try_send(vec![Write::ConversationOpened { conversation: ConversationId(1), scene: key("plaza"), at_ms: 1 }])
        .expect("room");
    let text = "Good morning! Did you hear about the bread at the corner today?";
    let (begun, mut sent) = (Instant::now(), 0_u64);
    while begun.elapsed() < Duration::from_secs(4) {
        let batch = (0..100).map(|n| match n % 4 {
            3 => Write::CharacterState(character("mira", text)),
            _ => Write::Line(line(1, sent + n, text)),
        });
        if writes.try_send(batch.collect()).is_ok() {
            sent += 100;
        } else {
            tokio::time::sleep(Duration::from_millis(1)).await;
        }
    }
    writes.flush().await.expect("durable");
    let numbers = writes.numbers();
    let seconds = begun.elapsed().as_secs_f64();
    println!(
        "{name}, {rows} rows to a commit: {:.0} rows/s, {:.0} commits/s, last {} µs",
        numbers.rows as f64 / seconds,
        numbers.commits as f64 / seconds,
        numbers.last_commit_us
    );
    let mut slowest = Duration::ZERO;
    let begun = Instant::now();
    for n in 0..500 {
        let flushed = Instant::now();
        writes.try_send(vec![Write::Line(line(1, 1 << 40 | n, text))]).expect("room");
        writes.flush().await.expect("durable");
        slowest = slowest.max(flushed.elapsed());
    }
    println!("{name}, one row and a flush: {:?} on average, {slowest:?} at most", begun.elapsed() / 500);
    drop(writes);
    store.close().await;
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "a measurement"]
async fn rate() {
    for rows in [200, 1_000] {
        let folder = TempDir::new().expect("a folder");
        measure("SQLite", folder.path().join("town.db").to_str().expect("UTF-8"), rows).await;
        let cluster = Cluster::start(Disk::Careful);
        measure("PostgreSQL", &cluster.fresh_database().await, rows).await;
    }
}
