//! The buzzer in a hundred thousand races over unequal lines.

#[path = "fairness/model.rs"]
mod model;

const SEED: u64 = 20_261_121;

#[test]
fn who_reacts_first_wins_also_over_the_longest_line() {
    let outcome = model::run(100_000, SEED, None);
    println!("seed {SEED}: {outcome:?}");
    assert!(outcome.right_winner_share >= 0.95, "{outcome:?}");
    assert!(outcome.right_when_worst_ping_share >= 0.89, "{outcome:?}");
    assert!(outcome.by_arrival_share < 0.7, "the model is hard enough that arrival decides wrongly: {outcome:?}");
    assert!(outcome.verdict_ms.1 <= 300.0, "{outcome:?}");
}

#[test]
fn a_client_that_forges_every_press_gains_little() {
    for seat in [0, 3] {
        let outcome = model::run(30_000, SEED + u64::from(seat), Some(seat));
        println!("seat {seat}: {outcome:?}");
        assert!(outcome.forged_gain_ms <= 20.0, "{outcome:?}");
    }
}
