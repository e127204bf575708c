//! Killing the process that writes, at any moment: what it said was durable has to be there.

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Duration;

use server::storage::{Pace, Store, Write, Writer};
use shared::ids::ConversationId;

use crate::scratch::{Scratch, integrity, key, line};

/// Names the database to the child process.
const ADDRESS: &str = "PARLOR_TEST_CRASH_ADDRESS";

/// Where the child goes on counting.
const FIRST: &str = "PARLOR_TEST_CRASH_FIRST";

const ROUNDS: u64 = 20;

/// The process that gets killed: writes numbered lines for ever and says up to which they are durable.
#[tokio::test]
#[ignore = "run by the test that kills it"]
async fn writes_until_it_is_killed() {
    let Ok(address) = std::env::var(ADDRESS) else { return };
    let first: u64 = std::env::var(FIRST).expect("a number").parse().expect("a number");
    let store = Store::open(&address).await.expect("opened");
    let pace = Pace { window: Duration::from_millis(2), ..Pace::default() };
    let (writes, _) = Writer::spawn(store, pace);
    writes
        .try_send(vec![Write::ConversationOpened { conversation: ConversationId(1), scene: key("plaza"), at_ms: 1 }])
        .expect("room");
    for n in (first..).step_by(17) {
        let batch = (n..n + 17).map(|seq| Write::Line(line(1, seq, &"x".repeat(seq as usize % 200)))).collect();
        writes.try_send(batch).expect("room");
        writes.flush().await.expect("durable");
        let mut out = std::io::stdout().lock();
        writeln!(out, "durable {}", n + 16).expect("a reader");
        out.flush().expect("a reader");
    }
}

/// Lets a child write for some milliseconds, kills it, and gives the last number it said was durable.
#[expect(clippy::disallowed_methods, reason = "a real process is killed at a random moment")]
fn round(address: &str, first: u64, milliseconds: u64) -> Option<u64> {
    let mut child = Command::new(std::env::current_exe().expect("this binary"))
        .args(["--ignored", "--exact", "crash::writes_until_it_is_killed", "--nocapture", "--test-threads=1"])
        .env(ADDRESS, address)
        .env(FIRST, first.to_string())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .expect("a child");
    let mut said = BufReader::new(child.stdout.take().expect("a pipe"));
    let mut line = String::new();
    while !line.starts_with("durable ") {
        line.clear();
        assert!(said.read_line(&mut line).expect("a line") > 0, "the child ended by itself");
    }
    std::thread::sleep(Duration::from_millis(milliseconds));
    child.kill().expect("killed");
    child.wait().expect("gone");
    let mut rest = String::new();
    said.read_to_string(&mut rest).expect("the rest");
    line.push_str(&rest);
    // What stands behind the last line break may be half a number.
    let whole = &line[..=line.rfind('\n')?];
    whole.lines().filter_map(|line| line.strip_prefix("durable ")).next_back()?.parse().ok()
}

/// Kills a writer again and again, and checks after each time that nothing durable is missing.
async fn kill_again_and_again(scratch: &Scratch, rounds: u64) {
    let mut first = 0;
    for n in 0..rounds {
        // Spread over the first tenth of a second, so that kills hit every part of a commit.
        let (address, begin) = (scratch.address.clone(), first);
        let milliseconds = n * 37 % 101;
        let durable = tokio::task::spawn_blocking(move || round(&address, begin, milliseconds))
            .await
            .expect("no panic")
            .expect("the child said something");
        if scratch.is_sqlite() {
            assert_eq!(integrity(Path::new(&scratch.address)).await, "ok");
        }
        let store = scratch.open().await;
        let seqs: Vec<u64> =
            store.lines_of(ConversationId(1)).await.expect("an answer").iter().map(|l| l.seq).collect();
        assert!(seqs.iter().copied().eq(0..seqs.len() as u64), "round {n}: there are gaps");
        assert!(seqs.len() as u64 > durable, "round {n}: {durable} was durable and only {} are there", seqs.len());
        first = seqs.len() as u64;
        store.close().await;
    }
    assert!(first > rounds * 17, "the children hardly wrote anything");
}

#[tokio::test]
async fn sqlite_survives_kills() {
    kill_again_and_again(&Scratch::sqlite().await, ROUNDS).await;
}

#[tokio::test]
async fn postgres_survives_kills_of_its_client() {
    kill_again_and_again(&Scratch::postgres().await, 5).await;
}
