//! One's own body and what one knows of the town: predicted steps, corrections, the index of bodies.

pub mod content;
mod index;
mod me;
mod pose;
mod prediction;
pub mod sight;
mod steps;
mod town_time;

use bevy::prelude::*;

pub use content::Content;
pub use index::BodyIndex;
pub use me::Me;
pub use pose::{DrawnPose, OTHERS_DELAY, pose_at};
pub use steps::StepIntent;

/// When `own` does what, for those who want to come before or after within the frame.
#[derive(SystemSet, Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum OwnSystems {
    /// Facts of the server are taken in; in `PreUpdate`.
    Learn,
    /// [`StepIntent`]s become predicted steps; in `Update`.
    Predict,
}

/// Adds one's own body.
pub fn plugin(app: &mut App) {
    app.add_plugins((sight::plugin, me::plugin, steps::plugin));
}
