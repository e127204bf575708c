//! Bots that meet in rooms by code, eight to a room, and play trivia to its end over real sockets.

use anyhow::ensure;
use serde::Serialize;

use super::Options;
use super::host::{Host, TickTimes};
use crate::report::{self, Percentiles};
use crate::rooms::{quiz, register};

/// Players in a room.
const SEATS: u32 = 8;

/// Questions of a game: short, so that one ends.
const LENGTH: u8 = 5;

#[derive(Serialize)]
struct Report {
    clients: u32,
    seconds: f64,
    /// Who was still connected at the end.
    connected: usize,
    /// Actions that were refused.
    refused: usize,
    /// Connections that were lost, and rooms that didn't end a game.
    errors: usize,
    ack_ms: Percentiles,
    acknowledged: usize,
    /// From the last answer to a question to each player's view of its reveal.
    fan_out_ms: Percentiles,
    rooms: usize,
    /// Games that were played to their end.
    games: usize,
    down_bytes_per_s: f64,
    up_bytes_per_s: f64,
    server: ServerReport,
}

#[derive(Serialize)]
struct ServerReport {
    tick_cpu_ms: TickTimes,
    cpu_s: f64,
    rss_mb: f64,
}

/// Runs the bots.
pub(super) fn run(options: &Options, host: &Host) -> anyhow::Result<()> {
    ensure!(options.clients >= 2, "nobody plays trivia alone: --clients 2 or more");
    let rooms = options.clients.div_ceil(SEATS) as usize;
    report::note(&format!("registering {} guests", options.clients));
    let tokens = register(&host.address, options.clients as usize)?;
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build()?;
    let plan = quiz::Plan { rooms, length: LENGTH, seconds: options.seconds, to_the_end: true };
    let outcome = runtime.block_on(quiz::run(plan, &tokens, host))?;
    let (before, after) = outcome.load;
    let clients = f64::from(options.clients);
    let per_client = |bytes: u64| bytes as f64 / clients / outcome.seconds;
    let report = Report {
        clients: options.clients,
        seconds: outcome.seconds,
        connected: tokens.len().saturating_sub(outcome.lost),
        refused: outcome.refused,
        errors: outcome.lost + rooms.saturating_sub(outcome.games),
        acknowledged: outcome.acks_ms.len(),
        ack_ms: Percentiles::of(outcome.acks_ms),
        fan_out_ms: Percentiles::of(outcome.fan_out_ms),
        rooms,
        games: outcome.games,
        down_bytes_per_s: per_client(after.bytes_out.saturating_sub(before.bytes_out)),
        up_bytes_per_s: per_client(after.bytes_in.saturating_sub(before.bytes_in)),
        server: ServerReport {
            tick_cpu_ms: after.tick_cpu_ms,
            cpu_s: after.cpu_s - before.cpu_s,
            rss_mb: after.rss_mb,
        },
    };
    report::result(&report)?;
    ensure!(report.errors == 0, "{} errors", report.errors);
    Ok(())
}
