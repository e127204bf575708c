//! Determinism: the same seed and inputs give the same town, to the last bit.

use shared::protocol::requests::{Say, Steer};
use shared::world::Tick;
use shared::world::movement::Heading;

use crate::stepper::{Making, Town};

/// A town with a hundred characters and a player who walks and talks by a fixed script.
fn run(seed: u64, ticks: u32) -> u64 {
    let mut town = Town::made(Making { crowd: 96, seed, ..Making::default() });
    let ana = town.join("Ana");
    for tick in 0..ticks {
        match tick % 400 {
            0 => {
                let seq = town.players[ana].next_seq();
                let heading =
                    Heading { x: [1, -1, 0][tick as usize / 400 % 3], y: [0, 1, -1][tick as usize / 400 % 3] };
                town.players[ana].send(Steer { seq, at: Tick(0), heading });
            }
            200 => town.players[ana].send(Say { text: format!("Good morning number {tick}.") }),
            _ => {}
        }
        town.step(1);
    }
    town.state_hash()
}

/// 24 hours of the town are 57,600 ticks at the usual 48 minutes a day.
#[test]
fn a_day_of_a_hundred_characters_comes_out_the_same_twice() {
    const DAY: u32 = 48 * 60 * 20;
    let (first, second) = std::thread::scope(|scope| {
        let first = scope.spawn(|| run(11, DAY));
        let second = scope.spawn(|| run(11, DAY));
        (first.join().expect("ran"), second.join().expect("ran"))
    });
    assert_eq!(first, second);
    assert_ne!(first, run(12, 2000), "another seed, another town");
}
