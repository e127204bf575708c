//! Small life: fireflies, leaves, birds, steam, dust. It decides nothing, and rests when motion is reduced.

mod air;
pub mod birds;
mod bits;
mod fireflies;

use bevy::prelude::*;

/// A fixed number in 0..1 from three others.
fn chance(x: i32, y: i32, seed: u32) -> f32 {
    (crate::pixels::paint::hash(x, y, seed) & 0xffff) as f32 / 65_536.0
}

/// Adds all of it.
pub fn plugin(app: &mut App) {
    bits::plugin(app);
    fireflies::plugin(app);
    birds::plugin(app);
    air::plugin(app);
}
