//! From pressing Talk to the first bubble, the tick's phase and all real work included.
//!
//! The town's clock is moved by hand: a trial costs the ticks it took (50 ms each), less the part of the first
//! tick that had passed when the key was pressed, plus the real time that all of it took to compute.

use std::time::Instant;

use serde::Serialize;
use shared::dice::Dice;
use shared::ids::BodyId;
use shared::protocol::facts::Rejection;
use shared::protocol::requests::{Leave, Talk};
use shared::world::TICK_MS;

use crate::report::{self, Percentiles};
use crate::stepper::{Town, key};

/// Flags of the benchmark.
#[derive(Debug, clap::Args)]
pub struct Options {
    /// How often Talk is pressed.
    #[arg(long, default_value_t = 1000)]
    trials: u32,
    /// Accepted for uniformity: the result is always JSON.
    #[arg(long)]
    json: bool,
}

#[derive(Serialize)]
struct Report {
    trials: usize,
    unanswered: usize,
    /// Presses that were refused at once, because somebody went through a door in that very tick; tried again.
    gone: usize,
    first_bubble_ms: Percentiles,
}

/// Runs the benchmark.
pub fn run(options: &Options) -> anyhow::Result<()> {
    let mut town = Town::new();
    let ana = town.join("Ana");
    town.seconds(1);
    let mut dice = Dice::new(1);
    let (mut times, mut unanswered, mut gone) = (Vec::new(), 0, 0);
    while times.len() + unanswered < options.trials as usize {
        let Some((name, body)) = somebody_here(&mut town, ana, &mut dice) else {
            town.seconds(1);
            continue;
        };
        let tile = town.everybody()[&name].1;
        town.put("Ana", tile);
        town.step(1);
        town.players[ana].spoke.clear();
        town.players[ana].refused.clear();
        // Between two ticks: what is left of this one is waited for.
        let waited = f64::from(dice.below(TICK_MS as u32));
        let began = Instant::now();
        town.players[ana].send(Talk { to: body });
        let answered = (1..=40u32).find(|_| {
            town.step(1);
            !town.players[ana].lines_of(body).is_empty() || !town.players[ana].refused.is_empty()
        });
        match answered {
            Some(_) if town.players[ana].refusals().contains(&Rejection::Gone) => gone += 1,
            Some(ticks) if !town.players[ana].lines_of(body).is_empty() => {
                // The first step carries the request to the shard, which reads it in the next tick.
                let ticks = f64::from(ticks.saturating_sub(1)) * TICK_MS as f64;
                times.push(ticks + waited + began.elapsed().as_secs_f64() * 1000.0);
            }
            _ => unanswered += 1,
        }
        town.players[ana].send(Leave);
        town.step(20 + dice.below(40));
    }
    report::result(&Report {
        trials: options.trials as usize,
        unanswered,
        gone,
        first_bubble_ms: Percentiles::of(times),
    })
}

/// A character in the player's scene.
fn somebody_here(town: &mut Town, player: usize, dice: &mut Dice) -> Option<(String, BodyId)> {
    let here = town.everybody()["Ana"].0.clone();
    debug_assert_eq!(here, key("plaza"));
    let names: Vec<String> = town
        .everybody()
        .into_iter()
        .filter(|(name, (scene, _))| *scene == here && name != "Ana")
        .map(|(name, _)| name)
        .collect();
    let name = dice.pick(&names)?.clone();
    let body = town.players[player].sees().get(&name)?.0;
    Some((name, body))
}
