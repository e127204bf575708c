//! Reports: percentiles, notes for people, and the line of JSON.

use serde::Serialize;

/// Percentiles of a list of measurements, in their unit.
#[derive(Debug, Clone, Copy, Default, Serialize)]
pub struct Percentiles {
    /// Half were less.
    pub p50: f64,
    /// Nineteen of twenty were less.
    pub p95: f64,
    /// 99 of a hundred were less.
    pub p99: f64,
}

impl Percentiles {
    /// Of these measurements; zeros for none.
    pub fn of(mut values: Vec<f64>) -> Self {
        values.sort_by(f64::total_cmp);
        let at = |share: usize| {
            let index = (values.len() * share / 100).min(values.len().saturating_sub(1));
            values.get(index).copied().unwrap_or_default()
        };
        Self { p50: at(50), p95: at(95), p99: at(99) }
    }
}

/// A line for whoever watches.
#[expect(clippy::print_stderr, reason = "progress of a command in the terminal")]
pub fn note(text: &str) {
    eprintln!("{text}");
}

/// The result, as the last line of standard output.
#[expect(clippy::print_stdout, reason = "the result is what the command prints")]
pub fn result(result: &impl Serialize) -> anyhow::Result<()> {
    println!("{}", serde_json::to_string(result)?);
    Ok(())
}
