//! Poses between ticks, for drawing.

use shared::world::movement::Trajectory;
use shared::world::walls::Walls;
use shared::world::{Facing, Tick, UNITS_PER_PX};

/// How far behind the server's clock others are drawn, in ticks (100 ms), so that news of a turn arrives before the turn is drawn.
pub const OTHERS_DELAY: f64 = 2.0;

/// Where and how to draw a body.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct DrawnPose {
    /// Pixels from the scene's left edge to the feet.
    pub x: f32,
    /// Pixels from the scene's top edge to the feet; grows downwards.
    pub y: f32,
    /// The way it looks.
    pub facing: Facing,
    /// Whether its legs move.
    pub walking: bool,
}

/// The pose at a fractional tick, halfway between the two whole ticks around it where it is between them.
#[must_use]
pub fn pose_at(trajectory: &Trajectory, tick: f64, walls: &Walls) -> DrawnPose {
    let tick = tick.clamp(0.0, f64::from(u32::MAX - 1));
    let (whole, part) = (Tick(tick as u32), tick.fract() as f32);
    let (a, b) = (trajectory.pose(whole, walls), trajectory.pose(whole.after(1), walls));
    let between = |a: i32, b: i32| (a as f32 + (b - a) as f32 * part) / UNITS_PER_PX as f32;
    let walking = a.at != b.at;
    DrawnPose {
        x: between(a.at.x, b.at.x),
        y: between(a.at.y, b.at.y),
        facing: if walking { b.facing } else { a.facing },
        walking,
    }
}

#[cfg(test)]
mod tests {
    use shared::world::TilePos;
    use shared::world::movement::{Heading, Motion};

    use super::*;

    fn walk(motion: Motion) -> Trajectory {
        Trajectory { start: Tick(100), from: TilePos(2, 2).centre(), facing: Facing::Down, motion }
    }

    #[track_caller]
    fn check(motion: Motion, tick: f64, x: f32, y: f32, walking: bool) {
        let pose = pose_at(&walk(motion), tick, &Walls::open(10, 10));
        assert!((pose.x - x).abs() < 0.1 && (pose.y - y).abs() < 0.1, "{pose:?} is not at {x}, {y}");
        assert_eq!(pose.walking, walking, "{pose:?}");
    }

    #[test]
    fn between_ticks_the_body_is_between_places() {
        check(Motion::Path(vec![TilePos(6, 2)]), 110.0, 72.0, 40.0, true);
        check(Motion::Path(vec![TilePos(6, 2)]), 110.5, 73.6, 40.0, true);
        check(Motion::Steered(Heading { x: 0, y: 1 }), 102.25, 40.0, 47.2, true);
    }

    #[test]
    fn before_the_start_and_at_the_wall_it_stands() {
        check(Motion::Path(vec![TilePos(6, 2)]), 3.0, 40.0, 40.0, false);
        check(Motion::Steered(Heading { x: 1, y: 0 }), 400.0, 155.0, 40.0, false);
    }
}
