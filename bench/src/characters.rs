//! Many active characters: what a tick costs, and the memory they take.

use std::time::Instant;

use serde::Serialize;
use server::tick_times::{TickTimes, resident_mb};
use shared::clock::TownTime;

use crate::report::{self, Percentiles};
use crate::stepper::{Making, Town};

/// Flags of the benchmark.
#[derive(Debug, clap::Args)]
pub struct Options {
    /// Active characters.
    #[arg(long, default_value_t = 500)]
    characters: u32,
    /// Seconds of the town to measure, after five to warm up.
    #[arg(long, default_value_t = 60)]
    seconds: u32,
    /// Accepted for uniformity: the result is always JSON.
    #[arg(long)]
    json: bool,
}

#[derive(Serialize)]
struct Report {
    characters: usize,
    ticks: usize,
    cpu_ms: Percentiles,
    wall_ms: Percentiles,
    rss_mb: f64,
    moving_share: f64,
    talking_share: f64,
}

/// Runs the benchmark.
pub fn run(options: &Options) -> anyhow::Result<()> {
    let mut town = Town::made(Making {
        crowd: options.characters.saturating_sub(4),
        // Midday: everybody is up and about.
        time: TownTime(12 * 60),
        ..Making::default()
    });
    town.seconds(5);
    let (mut cpu, mut wall) = (Vec::new(), Vec::new());
    let (mut moving, mut talking, mut looks) = (0, 0, 0);
    for tick in 0..options.seconds * 20 {
        let (began, used) = (Instant::now(), TickTimes::thread_cpu());
        town.step(1);
        wall.push(began.elapsed().as_secs_f64() * 1000.0);
        cpu.push((TickTimes::thread_cpu() - used).as_secs_f64() * 1000.0);
        if tick.is_multiple_of(20) {
            let (all, walking, in_talk) = activity(&mut town);
            looks += all;
            moving += walking;
            talking += in_talk;
        }
    }
    let share = |part: usize| part as f64 / looks.max(1) as f64;
    report::result(&Report {
        characters: town.everybody().len(),
        ticks: cpu.len(),
        cpu_ms: Percentiles::of(cpu),
        wall_ms: Percentiles::of(wall),
        rss_mb: resident_mb(),
        moving_share: share(moving),
        talking_share: share(talking),
    })
}

/// How many there are, how many walk and how many are in a conversation.
fn activity(town: &mut Town) -> (usize, usize, usize) {
    let world = town.shards[0].world_mut();
    let mut places = world.query::<&server::sim::bodies::Place>();
    let all = places.iter(world).count();
    let walking = places.iter(world).filter(|place| place.walking).count();
    let mut talks = world.query::<&server::sim::talk::InTalk>();
    (all, walking, talks.iter(world).count())
}
