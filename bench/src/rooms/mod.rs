//! Rooms under load: a thousand tables of eight at quiz pace, and ten thousand in one room who answer at once.

mod audience;
mod guests;
pub mod quiz;
#[path = "../../../server/tests/process/table.rs"]
#[expect(dead_code, reason = "the process tests use the rest of it")]
pub mod table;

use std::path::PathBuf;

use serde::Serialize;

use crate::bots::host::Host;
use crate::report::{self, Percentiles};

pub use guests::register;
pub use quiz::any_answer;

/// Flags of the benchmark.
#[derive(Debug, clap::Args)]
pub struct Options {
    /// How many rooms.
    #[arg(long, default_value_t = 1_000)]
    rooms: usize,
    /// Players in each.
    #[arg(long, default_value_t = 8)]
    seats: usize,
    /// Seconds to measure, once all play.
    #[arg(long, default_value_t = 40)]
    seconds: u64,
    /// Players in the one big room; 0 leaves it out.
    #[arg(long, default_value_t = 10_000)]
    audience: usize,
    /// The content.
    #[arg(long, default_value = "assets")]
    assets: PathBuf,
    /// Accepted for uniformity: the result is always JSON.
    #[arg(long)]
    json: bool,
}

#[derive(Serialize)]
struct Report {
    rooms: usize,
    seats: usize,
    seconds: f64,
    /// Actions that were answered in that time, and those that were refused.
    answered: usize,
    refused: usize,
    answer_ack_ms: Percentiles,
    /// From the last answer to a question to each player's view of its reveal.
    fan_out_ms: Percentiles,
    /// CPU seconds of the server in that time; the players' own run beside it.
    cpu_s: f64,
    rss_mb: f64,
    stampede: Option<audience::Report>,
}

/// Runs the benchmark.
pub fn run(options: &Options) -> anyhow::Result<()> {
    let host = Host::start(&options.assets, 4, &[])?;
    let guests = (options.rooms * options.seats).max(options.audience);
    report::note(&format!("registering {guests} guests"));
    let tokens = register(&host.address, guests)?;
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build()?;
    let quiz = runtime.block_on(quiz::run(
        quiz::Plan { rooms: options.rooms, length: 20, seconds: options.seconds, to_the_end: false },
        &tokens[..options.rooms * options.seats],
        &host,
    ))?;
    let stampede = match options.audience {
        0 => None,
        seats => Some(runtime.block_on(audience::run(&tokens[..seats], &host))?),
    };
    report::result(&Report {
        rooms: options.rooms,
        seats: options.seats,
        seconds: quiz.seconds,
        answered: quiz.acks_ms.len(),
        refused: quiz.refused,
        answer_ack_ms: Percentiles::of(quiz.acks_ms),
        fan_out_ms: Percentiles::of(quiz.fan_out_ms),
        cpu_s: quiz.load.1.cpu_s - quiz.load.0.cpu_s,
        rss_mb: quiz.load.1.rss_mb,
        stampede,
    })
}
