//! How many entries of rooms' journals are durable in a second, on both databases, and how soon 500 rooms are back after
//! a kill.

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use anyhow::ensure;
use serde::Serialize;
use server::storage::{Pace, RoomEventRow, Store, Write, Writer};
use shared::dice::Dice;
use shared::protocol::rooms::RoomRequest;
use shared::rooms::room::game::{GameAction, GameView, Kind, Wishes};
use shared::rooms::room::{HostAction, RoomAction};
use shared::rooms::trivia::{Action, view::PhaseView};

use crate::bots::host::Host;
use crate::postgres::Cluster;
use crate::report;
use crate::rooms::register;
use crate::rooms::table::{Table, Token};

/// Flags of the benchmark.
#[derive(Debug, clap::Args)]
pub struct Options {
    /// Seconds to write to each database.
    #[arg(long, default_value_t = 8)]
    seconds: u64,
    /// How many wait for an acknowledgement at once.
    #[arg(long, default_value_t = 1_000)]
    writers: u64,
    /// Rooms that are open when the server is killed.
    #[arg(long, default_value_t = 500)]
    rooms: usize,
    /// The content.
    #[arg(long, default_value = "assets")]
    assets: PathBuf,
    /// Accepted for uniformity: the result is always JSON.
    #[arg(long)]
    json: bool,
}

#[derive(Serialize)]
struct Report {
    sqlite: Durable,
    postgres: Durable,
    recover_500_rooms_ms: f64,
    /// Rooms of that measurement, and acknowledged answers that were not there afterwards.
    rooms: usize,
    lost: usize,
}

#[derive(Serialize)]
struct Durable {
    durable_per_s: f64,
}

/// Runs the benchmark.
pub fn run(options: &Options) -> anyhow::Result<()> {
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build()?;
    let folder = tempfile::tempdir()?;
    let file = folder.path().join("journal.db");
    report::note("SQLite");
    let sqlite = runtime.block_on(durable(&file.to_string_lossy(), options))?;
    report::note("PostgreSQL, with every commit synced to the disk");
    let cluster = Cluster::start_with("fsync = on\nsynchronous_commit = on");
    let postgres = runtime.block_on(async { durable(&cluster.fresh_database().await, options).await })?;
    drop(cluster);
    report::note(&format!("{} rooms and a kill", options.rooms));
    let (recover_500_rooms_ms, lost) = recover(options, &runtime)?;
    report::result(&Report { sqlite, postgres, recover_500_rooms_ms, rooms: options.rooms, lost })?;
    ensure!(lost == 0, "{lost} acknowledged answers were lost");
    Ok(())
}

/// Entries that were acknowledged as durable in a second: many players, each waiting for their own acknowledgement.
async fn durable(database: &str, options: &Options) -> anyhow::Result<Durable> {
    let store = Store::open(database).await?;
    let (writes, writer) = Writer::spawn(store.clone(), Pace::default());
    let acknowledged = Arc::new(AtomicU64::new(0));
    let begun = Instant::now();
    let end = begun + Duration::from_secs(options.seconds);
    let mut players = Vec::new();
    for room in 0..options.writers {
        let (writes, acknowledged) = (writes.clone(), acknowledged.clone());
        players.push(tokio::spawn(async move {
            for seq in 0.. {
                if Instant::now() >= end {
                    break;
                }
                // As long as an answer to a question of trivia is.
                let body = format!(
                    r#"{{"at":{seq},"what":{{"Acted":{{"player":{room},"action":{{"Game":{{"Trivia":{{"Answer":{{"n":3,"answer":{{"Choice":2}}}}}}}}}},"when":{{"arrived":{seq},"pressed":{seq},"one_way_ms":31}}}}}}}}"#
                );
                let row = RoomEventRow { room, seq, at_ms: seq, body };
                if writes.try_send(vec![Write::RoomEvent(row)]).is_err() {
                    tokio::task::yield_now().await;
                    continue;
                }
                if let Some(durable) = writes.tell_when_durable()
                    && matches!(durable.await, Ok(Ok(())))
                {
                    acknowledged.fetch_add(1, Ordering::Relaxed);
                }
            }
        }));
    }
    for player in players {
        player.await?;
    }
    let seconds = begun.elapsed().as_secs_f64();
    drop(writes);
    writer.await?;
    store.close().await;
    Ok(Durable { durable_per_s: acknowledged.load(Ordering::Relaxed) as f64 / seconds })
}

/// Milliseconds from a kill until every room is seen again by its host, and how many acknowledged answers are gone.
fn recover(options: &Options, runtime: &tokio::runtime::Runtime) -> anyhow::Result<(f64, usize)> {
    let mut host = Host::start(&options.assets, 4, &[])?;
    let tokens = register(&host.address, 2 * options.rooms)?;
    let tables = runtime.block_on(async {
        let mut tables = Vec::new();
        for pair in tokens.chunks(2) {
            tables.push(in_a_question(&pair[0], &pair[1]).await);
        }
        tables
    });
    let killed = Instant::now();
    host.kill_and_restart()?;
    // Only now: whom the server sees leave, it doesn't wait for any more.
    drop(tables);
    let lost = runtime.block_on(async {
        let mut back = Vec::new();
        for pair in tokens.chunks(2) {
            let token = pair[0].clone();
            back.push(tokio::spawn(async move {
                let mut table = Table::sit(&token).await;
                table.until("the room is there", |table| table.game.is_some()).await;
                usize::from(!has_answered(&table))
            }));
        }
        let mut lost = 0;
        for one in back {
            lost += one.await.unwrap_or(1);
        }
        lost
    });
    Ok((killed.elapsed().as_secs_f64() * 1000.0, lost))
}

/// A room of two in the middle of a question, to which its host has given an answer that was acknowledged.
async fn in_a_question(host: &Token, other: &Token) -> (Table, Table) {
    let (mut a, mut b) = (Table::sit(host).await, Table::sit(other).await);
    a.ask(&RoomRequest::Open { wishes: Wishes { kind: Kind::Trivia, ..Wishes::default() } }).await;
    a.until("the room is open", |table| table.room.is_some()).await;
    let code = a.room.as_ref().and_then(|room| room.code).map(|code| code.to_string()).unwrap_or_default();
    b.ask(&RoomRequest::Enter { code }).await;
    b.until("in the room", |table| table.room.is_some()).await;
    // Who takes ten times as long keeps the question open until all rooms are in the middle of one.
    b.acted(RoomAction::Factor(1_000)).await;
    b.acted(RoomAction::Ready(true)).await;
    a.acted(RoomAction::Host(HostAction::Start)).await;
    a.until("it begins", |table| table.game.is_some()).await;
    // Nobody has to wait until the players have looked forward to it.
    a.acted(RoomAction::Host(HostAction::Skip)).await;
    let asked = |table: &Table| match table.game.as_ref().map(|shown| &shown.view) {
        Some(GameView::Trivia(view)) => match &view.phase {
            PhaseView::Asking { n, asked, .. } => Some((*n, asked.way.clone())),
            _ => None,
        },
        _ => None,
    };
    a.until("a question is asked", |table| asked(table).is_some()).await;
    if let Some((n, way)) = asked(&a) {
        let answer = crate::rooms::any_answer(&way, &mut Dice::new(1));
        a.acted(RoomAction::Game(GameAction::Trivia(Action::Answer { n, answer }))).await;
    }
    (a, b)
}

fn has_answered(table: &Table) -> bool {
    match table.game.as_ref().map(|shown| &shown.view) {
        Some(GameView::Trivia(view)) => match &view.phase {
            PhaseView::Asking { mine, .. } => mine.is_some(),
            PhaseView::Reveal { mine, .. } => mine.as_ref().is_some_and(|mine| mine.answer.is_some()),
            _ => false,
        },
        _ => false,
    }
}
