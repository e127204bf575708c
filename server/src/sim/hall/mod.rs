//! What a shard and the Game Hall's rooms tell each other.

mod remarks;
mod tables;

use bevy::prelude::*;

use super::ShardSettings;
pub use remarks::Remarks;

pub(super) fn plugin(app: &mut App) {
    app.add_plugins((tables::plugin, remarks::plugin));
}

pub(super) fn insert(app: &mut App, settings: &ShardSettings) {
    tables::insert(app, settings);
}
