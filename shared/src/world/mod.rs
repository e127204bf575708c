//! The measurable world: ticks, tiles, points, and the movement both sides compute alike.

pub mod movement;
pub mod path;
pub mod walls;

use serde::{Deserialize, Serialize};

/// Simulation ticks per second of real time.
pub const TICK_HZ: u32 = 20;

/// Milliseconds in one tick.
pub const TICK_MS: u64 = 1000 / TICK_HZ as u64;

/// Length of a tile's edge in pixels.
pub const TILE_PX: i32 = 16;

/// World units in a tile: positions are whole numbers of 1/256 tile, so both sides agree to the last bit.
pub const UNITS: i32 = 256;

/// World units in a pixel.
pub const UNITS_PER_PX: i32 = UNITS / TILE_PX;

/// A moment of the simulation, counted in ticks since the town's shard started.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
pub struct Tick(pub u32);

impl Tick {
    /// Ticks from `earlier` to this one; 0 when `earlier` is later.
    #[must_use]
    pub const fn since(self, earlier: Self) -> u32 {
        self.0.saturating_sub(earlier.0)
    }

    /// The moment `ticks` later.
    #[must_use]
    pub const fn after(self, ticks: u32) -> Self {
        Self(self.0.saturating_add(ticks))
    }
}

/// A tile of a scene, counted from its upper left.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
pub struct TilePos(pub u8, pub u8);

impl TilePos {
    /// The point in the middle of the tile.
    #[must_use]
    pub const fn centre(self) -> Point {
        Point { x: self.0 as i32 * UNITS + UNITS / 2, y: self.1 as i32 * UNITS + UNITS / 2 }
    }

    /// Tiles between two tiles when diagonal steps count as one.
    #[must_use]
    pub fn steps_to(self, other: Self) -> u32 {
        u32::from(self.0.abs_diff(other.0)).max(u32::from(self.1.abs_diff(other.1)))
    }
}

/// A place in a scene in world units, from its upper left; y grows downwards.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
pub struct Point {
    /// Units from the left edge.
    pub x: i32,
    /// Units from the top edge.
    pub y: i32,
}

impl Point {
    /// The tile this point lies in; points outside the scene give the nearest edge tile.
    #[must_use]
    pub fn tile(self) -> TilePos {
        let clamp = |v: i32| u8::try_from(v.div_euclid(UNITS).clamp(0, 255)).unwrap_or(0);
        TilePos(clamp(self.x), clamp(self.y))
    }

    /// Straight distance in world units, rounded down.
    #[must_use]
    pub fn distance(self, other: Self) -> i32 {
        let (dx, dy) = (i64::from(self.x - other.x), i64::from(self.y - other.y));
        i32::try_from((dx * dx + dy * dy).isqrt()).unwrap_or(i32::MAX)
    }
}

/// The way somebody looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
pub enum Facing {
    /// Towards the viewer.
    #[default]
    Down,
    /// To the left.
    Left,
    /// To the right.
    Right,
    /// Away from the viewer.
    Up,
}

impl Facing {
    /// The way one looks when moving or turning by this offset; vertical wins ties; `None` for no offset.
    #[must_use]
    pub fn of_offset(dx: i32, dy: i32) -> Option<Self> {
        if dx == 0 && dy == 0 {
            return None;
        }
        Some(if dx.abs() > dy.abs() {
            if dx < 0 { Self::Left } else { Self::Right }
        } else if dy < 0 {
            Self::Up
        } else {
            Self::Down
        })
    }
}
