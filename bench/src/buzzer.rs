//! Who wins the buzzer over unequal lines: eight players whose reactions, lines and clocks are drawn from a model.

#[path = "../../shared/tests/fairness/model.rs"]
mod model;

use serde::Serialize;

use crate::report;

/// Flags of the benchmark.
#[derive(Debug, clap::Args)]
pub struct Options {
    /// How many races are run.
    #[arg(long, default_value_t = 100_000)]
    trials: u64,
    /// Seeds all chance.
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// Accepted for uniformity: the result is always JSON.
    #[arg(long)]
    json: bool,
}

#[derive(Serialize)]
struct Report {
    trials: u64,
    seed: u64,
    right_winner_share: f64,
    right_when_worst_ping_share: f64,
    /// The share in which the first press to arrive was the right one, for comparison.
    by_arrival_share: f64,
    forged_gain_ms: f64,
    verdict_ms: f64,
}

/// Runs the benchmark.
pub fn run(options: &Options) -> anyhow::Result<()> {
    let honest = model::run(options.trials, options.seed, None);
    // Each seat forges in turn, so that lines of every length are among the forgers'.
    let forgers = 0..model::SEATS;
    let gains = forgers.map(|seat| model::run(options.trials / 8, options.seed + 1 + u64::from(seat), Some(seat)));
    let forged_gain_ms = gains.map(|outcome| outcome.forged_gain_ms).sum::<f64>() / f64::from(model::SEATS);
    report::result(&Report {
        trials: honest.trials,
        seed: options.seed,
        right_winner_share: honest.right_winner_share,
        right_when_worst_ping_share: honest.right_when_worst_ping_share,
        by_arrival_share: honest.by_arrival_share,
        forged_gain_ms,
        verdict_ms: honest.verdict_ms.0,
    })
}
