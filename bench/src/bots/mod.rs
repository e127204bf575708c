//! Bots: real headless clients who walk and talk, against a real server in a process of its own.

mod bot;
pub mod host;
mod quiz;

use std::path::PathBuf;
use std::time::{Duration, Instant};

use anyhow::ensure;
use client::net::TransportChoice;
use serde::Serialize;

use crate::report::{self, Percentiles};
use bot::{Bot, Tally};
use host::{Host, Stats};

/// How often every bot takes its turn.
const FRAME: Duration = Duration::from_millis(50);

/// Flags of the bots.
#[derive(Debug, clap::Args)]
pub struct Options {
    /// How many.
    #[arg(long, default_value_t = 50)]
    clients: u32,
    /// Seconds to measure, after all are in.
    #[arg(long, default_value_t = 20)]
    seconds: u64,
    /// How they connect.
    #[arg(long, value_enum, default_value = "ws")]
    transport: Wire,
    /// What they do.
    #[arg(long, value_enum, default_value = "walk")]
    behaviour: Behaviour,
    /// A server that runs already, as http://HOST:PORT; without it one is started and stopped.
    #[arg(long)]
    server: Option<String>,
    /// Characters in the town of a server started here.
    #[arg(long, default_value_t = 100)]
    characters: u32,
    /// Folder with the content.
    #[arg(long, default_value = "assets")]
    assets: PathBuf,
    /// Accepted for uniformity: the result is always JSON.
    #[arg(long)]
    json: bool,
}

/// A transport by its name in the flags.
#[derive(Debug, Clone, Copy, clap::ValueEnum)]
enum Wire {
    Udp,
    Ws,
}

/// What bots do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum Behaviour {
    /// Stand.
    Idle,
    /// Change direction every second or so.
    Walk,
    /// Walk, and say something now and then.
    Chatter,
    /// Meet in rooms by code, eight to a room, and play trivia to its end. Rooms have a transport of their own.
    Quiz,
}

#[derive(Serialize)]
struct Report {
    clients: u32,
    seconds: u64,
    connected: usize,
    refused: usize,
    errors: usize,
    ack_ms: Percentiles,
    acknowledged: usize,
    down_bytes_per_s: f64,
    up_bytes_per_s: f64,
    server_cpu_ms_per_client_s: f64,
    server: ServerReport,
}

#[derive(Serialize)]
struct ServerReport {
    tick_cpu_ms: host::TickTimes,
    cpu_s: f64,
    idle_cpu_s: f64,
    rss_mb: f64,
}

/// Runs the bots.
#[expect(clippy::disallowed_methods, reason = "measures real time")]
pub fn run(options: &Options) -> anyhow::Result<()> {
    let host = match &options.server {
        Some(address) => Host::running(address),
        None => Host::start(&options.assets, options.characters, &[])?,
    };
    if options.behaviour == Behaviour::Quiz {
        return quiz::run(options, &host);
    }
    // What the town costs without players, for as long as half of the measurement.
    let idle_from = host.stats()?;
    let idle_time = Duration::from_secs(options.seconds.min(10));
    std::thread::sleep(idle_time);
    let idle_cpu_s = (host.stats()?.cpu_s - idle_from.cpu_s) / idle_time.as_secs_f64() * options.seconds as f64;
    let transport = match options.transport {
        Wire::Udp => TransportChoice::Udp,
        Wire::Ws => TransportChoice::WebSocket,
    };
    let client = client::Options::load(&options.assets.join("client"), 1)
        .map_err(|problems| anyhow::anyhow!("content: {} problems", problems.len()))?;
    let mut bots = Vec::new();
    for number in 0..options.clients {
        bots.push(Bot::new(client.clone(), number, &host.address, transport, options.behaviour));
        // A crowd walks in over some seconds; a stampede is another test.
        drive(&mut bots, Instant::now() + Duration::from_millis(15), true);
    }
    let patience = Instant::now() + Duration::from_secs(30);
    while !bots.iter().all(Bot::is_in) && Instant::now() < patience {
        drive(&mut bots, Instant::now() + FRAME, false);
    }
    report::note(&format!("{} of {} bots are in", bots.iter().filter(|bot| bot.is_in()).count(), options.clients));
    for bot in &mut bots {
        bot.tally = Tally::default();
    }
    let before = host.stats()?;
    let began = Instant::now();
    drive(&mut bots, began + Duration::from_secs(options.seconds), false);
    let seconds = began.elapsed().as_secs_f64();
    let after = host.stats()?;
    let report = summary(options, &bots, &before, &after, seconds, idle_cpu_s);
    report::result(&report)?;
    ensure!(report.connected == options.clients as usize, "not everybody came in");
    ensure!(report.errors == 0, "{} errors", report.errors);
    Ok(())
}

/// Gives every bot its turns, spread over each frame, until a time. `once` returns after one frame.
#[expect(clippy::disallowed_methods, reason = "paces real clients in real time")]
fn drive(bots: &mut [Bot], until: Instant, once: bool) {
    loop {
        let frame = Instant::now();
        let count = bots.len().max(1) as u32;
        for (index, bot) in (0u32..).zip(bots.iter_mut()) {
            if !once {
                let due = frame + FRAME * index / count;
                std::thread::sleep(due.saturating_duration_since(Instant::now()));
            }
            bot.take_turn();
        }
        if once || Instant::now() >= until {
            std::thread::sleep(until.saturating_duration_since(Instant::now()));
            return;
        }
        std::thread::sleep((frame + FRAME).saturating_duration_since(Instant::now()));
    }
}

fn summary(options: &Options, bots: &[Bot], before: &Stats, after: &Stats, seconds: f64, idle_cpu_s: f64) -> Report {
    let clients = f64::from(options.clients.max(1));
    let acks: Vec<f64> = bots.iter().flat_map(|bot| bot.tally.acks_ms.iter().copied()).collect();
    let cpu_s = after.cpu_s - before.cpu_s;
    let per_client = |bytes: u64| bytes as f64 / clients / seconds;
    Report {
        clients: options.clients,
        seconds: options.seconds,
        connected: bots.iter().filter(|bot| bot.is_in()).count(),
        refused: bots.iter().map(|bot| bot.tally.refused).sum(),
        errors: bots.iter().map(|bot| bot.tally.losses).sum(),
        acknowledged: acks.len(),
        ack_ms: Percentiles::of(acks),
        down_bytes_per_s: per_client(after.bytes_out.saturating_sub(before.bytes_out)),
        up_bytes_per_s: per_client(after.bytes_in.saturating_sub(before.bytes_in)),
        server_cpu_ms_per_client_s: (cpu_s - idle_cpu_s) * 1000.0 / clients / seconds,
        server: ServerReport { tick_cpu_ms: after.tick_cpu_ms, cpu_s, idle_cpu_s, rss_mb: after.rss_mb },
    }
}
