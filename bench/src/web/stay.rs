//! A long stay: somebody strolls about and is spoken to, while the page's memory is looked at.

use std::time::{Duration, Instant};

use anyhow::{Context as _, ensure};
use serde::Serialize;
use serde_json::json;

use super::WAYS;
use crate::report;
use crate::tab::{Tab, rest};

/// Time between two looks at the memory.
const EVERY: Duration = Duration::from_secs(10);

/// How long a stroller walks and then stands, in milliseconds.
const STROLL_MS: (u64, u64) = (700, 1300);

/// Has the page keep hold of the game's own memory, which its loader doesn't name anywhere: a module is made only
/// once, so its loader hands out the game that runs.
const FIND: &str = "
  const loader = performance.getEntriesByType('resource').find((entry) => entry.name.endsWith('/parlor.js'));
  return import(loader.name).then((glue) => glue.default()).then((game) => {
    window.gameMemory = game.memory;
    return game.memory.buffer.byteLength;
  })";

/// What a page holds, in bytes.
#[derive(Debug, Clone, Copy, Default, Serialize)]
struct Memory {
    /// The game's own, which never shrinks.
    game: f64,
    /// What scripts hold after everything unused was thrown away, with the browser's objects behind it.
    scripts: f64,
}

impl Memory {
    fn all(self) -> f64 {
        self.game + self.scripts
    }
}

/// What a stay cost.
#[derive(Debug, Serialize)]
pub struct Report {
    minutes: u32,
    first_minute_bytes: Memory,
    last_minute_bytes: Memory,
}

impl Report {
    /// The growth from the first minute to the last, as a share.
    pub fn growth(&self) -> f64 {
        self.last_minute_bytes.all() / self.first_minute_bytes.all().max(1.0) - 1.0
    }
}

/// Strolls for so many minutes and compares the means of the first and the last of them.
pub fn measure(tab: &Tab, minutes: u32) -> anyhow::Result<Report> {
    ensure!(tab.run(FIND).as_f64().is_some(), "the page doesn't say what memory the game has");
    let begun = Instant::now();
    let whole = Duration::from_secs(60) * minutes;
    let mut seen: Vec<(Duration, Memory)> = Vec::new();
    let mut ways = WAYS.iter().cycle();
    while begun.elapsed() < whole {
        if seen.last().is_none_or(|(at, _)| begun.elapsed() >= *at + EVERY) {
            let memory = look(tab)?;
            seen.push((begun.elapsed(), memory));
            if seen.len() % 6 == 1 {
                let mega = |bytes: f64| bytes / f64::from(1 << 20);
                let (game, scripts) = (mega(memory.game), mega(memory.scripts));
                report::note(&format!("{} s: {game:.1} MiB and {scripts:.1} MiB", begun.elapsed().as_secs()));
            }
        }
        if let Some(way) = ways.next() {
            tab.hold(*way, STROLL_MS.0);
        }
        rest(STROLL_MS.1);
    }
    let minute = Duration::from_secs(60);
    Ok(Report {
        minutes,
        first_minute_bytes: mean(seen.iter().filter(|(at, _)| *at < minute)),
        last_minute_bytes: mean(seen.iter().filter(|(at, _)| *at >= whole - minute)),
    })
}

fn look(tab: &Tab) -> anyhow::Result<Memory> {
    tab.ask_tools("HeapProfiler.collectGarbage", json!({}));
    let heap = tab.ask_tools("Runtime.getHeapUsage", json!({}));
    let part = |name: &str| heap[name].as_f64();
    let scripts = part("usedSize").context("the browser doesn't say what scripts hold")?
        + part("embedderHeapUsedSize").unwrap_or_default();
    let game = tab.run("return window.gameMemory.buffer.byteLength").as_f64().context("the game has no memory")?;
    Ok(Memory { game, scripts })
}

fn mean<'a>(seen: impl Iterator<Item = &'a (Duration, Memory)>) -> Memory {
    let seen: Vec<Memory> = seen.map(|(_, memory)| *memory).collect();
    let count = seen.len().max(1) as f64;
    let over = |part: fn(&Memory) -> f64| seen.iter().map(part).sum::<f64>() / count;
    Memory { game: over(|memory| memory.game), scripts: over(|memory| memory.scripts) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn growth_is_a_share_of_the_first_minute() {
        let of = |mega: f64| Memory { game: mega * 0.75, scripts: mega * 0.25 };
        let report = |first, last| Report { minutes: 10, first_minute_bytes: of(first), last_minute_bytes: of(last) };
        assert!((report(100.0, 104.0).growth() - 0.04).abs() < 1e-9);
        assert!((report(100.0, 99.0).growth() + 0.01).abs() < 1e-9);
    }
}
