//! Movement: a body's motion is a trajectory that both sides walk with the same whole-number arithmetic.
//!
//! Only a change of motion crosses the wire. Where the body is at a tick follows from the trajectory,
//! so the server, the player who predicts their own steps and everybody who watches agree to the unit.

use serde::{Deserialize, Serialize};

use super::walls::Walls;
use super::{Facing, Point, TICK_HZ, Tick, TilePos, UNITS};

/// Walking speed in world units per second: four tiles (`reference`: design, people walk at 4 tiles/s).
pub const WALK_SPEED: i32 = 4 * UNITS;

/// Units walked straight in one tick when steered by hand.
const STEP: i32 = WALK_SPEED / TICK_HZ as i32;

/// Units walked along each axis in one tick when steered diagonally: `STEP / sqrt(2)`.
const DIAGONAL_STEP: i32 = STEP * 181 / 256;

/// Half width and height of the box around the feet that may not touch a wall, in world units.
pub const FEET: (i32, i32) = (80, 40);

/// Longest path that may be walked in one go, in waypoints; longer ones are cut.
pub const MAX_WAYPOINTS: usize = 64;

/// A direction to steer in: each axis -1, 0 or 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
pub struct Heading {
    /// -1 left, 1 right.
    pub x: i8,
    /// -1 up, 1 down.
    pub y: i8,
}

impl Heading {
    /// The heading with each axis brought into -1..=1.
    #[must_use]
    pub fn clamped(self) -> Self {
        Self { x: self.x.signum(), y: self.y.signum() }
    }

    /// Whether this is no direction at all.
    #[must_use]
    pub const fn is_none(self) -> bool {
        self.x == 0 && self.y == 0
    }
}

/// How a body moves from its start on.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
pub enum Motion {
    /// Not at all.
    #[default]
    Still,
    /// Steered by hand until the next change; walls stop it, corners let it slide along.
    Steered(Heading),
    /// Along the centres of these tiles, then still.
    Path(Vec<TilePos>),
}

/// A body's motion: where and when it began, and how it goes on.
#[cfg_attr(feature = "ecs", derive(bevy::prelude::Component))]
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
pub struct Trajectory {
    /// The tick at which it began.
    pub start: Tick,
    /// The place at which it began.
    pub from: Point,
    /// The way the body looked when it began.
    pub facing: Facing,
    /// How it goes on.
    pub motion: Motion,
}

/// Where a body is at one tick.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
pub struct Pose {
    /// The place of its feet.
    pub at: Point,
    /// The way it looks.
    pub facing: Facing,
    /// Whether it takes a step in this tick.
    pub walking: bool,
}

impl Trajectory {
    /// A body that stands.
    #[must_use]
    pub const fn standing(start: Tick, from: Point, facing: Facing) -> Self {
        Self { start, from, facing, motion: Motion::Still }
    }

    /// Where the body is at `tick`; before the start it stands at the start.
    #[must_use]
    pub fn pose(&self, tick: Tick, walls: &Walls) -> Pose {
        let elapsed = tick.since(self.start);
        match &self.motion {
            Motion::Still => Pose { at: self.from, facing: self.facing, walking: false },
            Motion::Steered(heading) => {
                let facing = Facing::of_offset(heading.x.into(), heading.y.into()).unwrap_or(self.facing);
                let mut at = self.from;
                for _ in 0..elapsed {
                    let next = step(at, *heading, walls);
                    if next == at {
                        return Pose { at, facing, walking: false };
                    }
                    at = next;
                }
                Pose { at, facing, walking: !heading.is_none() }
            }
            Motion::Path(tiles) => self.pose_on_path(tiles, elapsed),
        }
    }

    /// Ticks from the start until the end of a path; 0 for other motions.
    #[must_use]
    pub fn ticks_to_arrive(&self) -> u32 {
        let Motion::Path(tiles) = &self.motion else { return 0 };
        let length: i64 = legs(self.from, tiles).map(|(a, b)| i64::from(a.distance(b))).sum();
        // Rounded up: in the tick in which a pose stands at the end, the path is over.
        let speed = i64::from(WALK_SPEED);
        let ticks = (length * i64::from(TICK_HZ) + speed - 1).div_euclid(speed);
        u32::try_from(ticks).unwrap_or(u32::MAX)
    }

    /// Whether the body has come to the end of its path, or never moved, by `tick`.
    #[must_use]
    pub fn is_over(&self, tick: Tick) -> bool {
        match &self.motion {
            Motion::Still => true,
            Motion::Steered(heading) => heading.is_none(),
            Motion::Path(_) => tick.since(self.start) >= self.ticks_to_arrive(),
        }
    }

    fn pose_on_path(&self, tiles: &[TilePos], elapsed: u32) -> Pose {
        let mut left = i64::from(elapsed) * i64::from(WALK_SPEED) / i64::from(TICK_HZ);
        let mut pose = Pose { at: self.from, facing: self.facing, walking: false };
        for (a, b) in legs(self.from, tiles) {
            let length = i64::from(a.distance(b));
            pose.facing = Facing::of_offset(b.x - a.x, b.y - a.y).unwrap_or(pose.facing);
            if left < length {
                let along = |from: i32, to: i32| from + (i64::from(to - from) * left / length) as i32;
                pose.at = Point { x: along(a.x, b.x), y: along(a.y, b.y) };
                pose.walking = true;
                return pose;
            }
            left -= length;
            pose.at = b;
        }
        pose
    }
}

fn legs(from: Point, tiles: &[TilePos]) -> impl Iterator<Item = (Point, Point)> + '_ {
    let starts = std::iter::once(from).chain(tiles.iter().map(|t| t.centre()));
    starts.zip(tiles.iter().map(|t| t.centre()))
}

/// One tick of steering: each axis moves by itself, so a wall ahead lets the body slide along it.
#[must_use]
pub fn step(at: Point, heading: Heading, walls: &Walls) -> Point {
    let heading = heading.clamped();
    let pace = if heading.x != 0 && heading.y != 0 { DIAGONAL_STEP } else { STEP };
    let mut next = at;
    next.x = slide(at.x, i32::from(heading.x) * pace, |x| walls.box_is_free(Point { x, y: next.y }, FEET));
    let x = next.x;
    next.y = slide(at.y, i32::from(heading.y) * pace, |y| walls.box_is_free(Point { x, y }, FEET));
    next
}

/// Moves one coordinate as far as it is free, unit by unit when the whole way is not.
fn slide(from: i32, by: i32, free: impl Fn(i32) -> bool) -> i32 {
    if by == 0 || free(from + by) {
        return from + by;
    }
    let mut to = from;
    while to != from + by && free(to + by.signum()) {
        to += by.signum();
    }
    to
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn room() -> Walls {
        let mut walls = Walls::open(12, 10);
        for x in 3..9 {
            walls.set_solid(x, 5);
        }
        walls
    }

    #[test]
    fn a_second_of_walking_is_four_tiles() {
        let path = Trajectory { motion: Motion::Path(vec![TilePos(6, 1)]), ..standing_at(TilePos(1, 1)) };
        assert_eq!(path.pose(Tick(20), &room()).at, TilePos(5, 1).centre());
        assert_eq!(path.pose(Tick(26), &room()).at, TilePos(6, 1).centre());
        assert!(path.is_over(Tick(path.ticks_to_arrive())));
    }

    #[test]
    fn a_wall_stops_and_lets_slide() {
        let down = Trajectory { motion: Motion::Steered(Heading { x: 0, y: 1 }), ..standing_at(TilePos(4, 3)) };
        let stopped = down.pose(Tick(200), &room());
        assert_eq!(stopped.at.tile(), TilePos(4, 4));
        assert!(!stopped.walking);
        let slanted = Trajectory { motion: Motion::Steered(Heading { x: 1, y: 1 }), ..standing_at(TilePos(4, 3)) };
        assert_eq!(slanted.pose(Tick(400), &room()).at.tile(), TilePos(11, 9));
    }

    fn standing_at(tile: TilePos) -> Trajectory {
        Trajectory::standing(Tick(0), tile.centre(), Facing::Down)
    }

    proptest! {
        #[test]
        fn steering_never_enters_a_wall(turns in prop::collection::vec((-1i8..=1, -1i8..=1, 1u32..30), 1..20)) {
            let walls = room();
            let mut at = TilePos(1, 1).centre();
            for (x, y, ticks) in turns {
                let leg = Trajectory { start: Tick(0), from: at, facing: Facing::Down, motion: Motion::Steered(Heading { x, y }) };
                at = leg.pose(Tick(ticks), &walls).at;
                prop_assert!(walls.box_is_free(at, FEET));
            }
        }

        #[test]
        fn a_path_is_over_in_the_tick_in_which_its_pose_stands(
            tiles in prop::collection::vec((0u8..12, 0u8..10), 1..6),
            tick in 0u32..260,
        ) {
            let way: Vec<TilePos> = tiles.into_iter().map(|(x, y)| TilePos(x, y)).collect();
            let path = Trajectory { motion: Motion::Path(way), ..standing_at(TilePos(1, 1)) };
            for tick in [tick, path.ticks_to_arrive(), path.ticks_to_arrive().saturating_sub(1)] {
                let walking = path.pose(Tick(tick), &room()).walking;
                prop_assert_eq!(walking, !path.is_over(Tick(tick)), "at {} of {}", tick, path.ticks_to_arrive());
            }
        }

        #[test]
        fn splitting_a_walk_changes_nothing(x in -1i8..=1, y in -1i8..=1, first in 0u32..60, second in 0u32..60) {
            let walls = room();
            let whole = Trajectory { motion: Motion::Steered(Heading { x, y }), ..standing_at(TilePos(1, 1)) };
            let half = Trajectory { start: Tick(first), from: whole.pose(Tick(first), &walls).at, ..whole.clone() };
            prop_assert_eq!(whole.pose(Tick(first + second), &walls).at, half.pose(Tick(first + second), &walls).at);
        }
    }
}
