//! The words that Parlor's server and client share: ids, texts, content formats, movement and the wire protocol.
//!
//! Without the feature `ecs` nothing here knows of Bevy, a clock, a file that wasn't named or a random number.
//! Positions are whole numbers, so a walk comes out the same on every machine:
//!
//! ```
//! use shared::world::{Tick, TilePos, Facing, walls::Walls, movement::{Motion, Trajectory}};
//!
//! let walls = Walls::open(20, 10);
//! let walk = Trajectory {
//!     start: Tick(100),
//!     from: TilePos(2, 2).centre(),
//!     facing: Facing::Down,
//!     motion: Motion::Path(vec![TilePos(6, 2)]),
//! };
//! assert_eq!(walk.pose(Tick(120), &walls).at, TilePos(6, 2).centre()); // four tiles in one second
//! ```

pub mod api;
pub mod clock;
pub mod content;
pub mod dice;
pub mod ids;
pub mod mood;
#[cfg(feature = "wire")]
pub mod protocol;
pub mod rooms;
pub mod text;
pub mod world;
