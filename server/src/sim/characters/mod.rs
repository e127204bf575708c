//! Characters: bodies with minds that choose, walk, talk and remember.

mod choosing;
mod errands;
mod news;
mod remembering;
mod spawning;
mod travelling;
pub mod view;
mod welcoming;

use std::collections::BTreeMap;
use std::sync::Arc;

use bevy::prelude::*;
use minds::Gazetteer;
use minds::Mind;
use minds::content::Cast;
use minds::talk::PairCooldowns;
use shared::dice::Dice;
use shared::ids::Key;
use shared::world::Tick;

use super::ShardSettings;
pub use errands::Errand;
pub(super) use errands::walk_errands;
pub use news::{Happened, TownNews};
pub(super) use remembering::{stored_rows, write_changes};
pub use travelling::{ArrivingCharacters, Traveller, WentThroughDoor};
pub use welcoming::Newcomer;

/// On a body that has a mind.
#[derive(Component)]
pub struct CharacterBody {
    /// The character it is; several bodies of a load test may share one.
    pub key: Key,
    /// What it knows, feels and wants.
    pub mind: Mind,
    /// When it next makes up its mind.
    pub next_choice: Tick,
    /// Where it is going, through as many doors as it takes.
    pub errand: Option<Errand>,
    /// Whether its mind is kept in storage; bodies of a load test are not.
    pub kept: bool,
}

/// All chance in this shard.
#[derive(Resource, Debug, Deref, DerefMut)]
pub struct Chance(pub Dice);

/// The personas and their storylets.
#[derive(Resource, Clone, Deref)]
pub struct TownCast(pub Arc<Cast>);

/// Names of places.
#[derive(Resource, Deref)]
pub struct Places(pub Gazetteer);

/// Who talked with whom lately.
#[derive(Resource, Default, Deref, DerefMut)]
pub struct Cooldowns(pub PairCooldowns);

/// Where every character of the town is, as of the last second.
#[derive(Resource, Default)]
pub struct CharacterScenes(pub BTreeMap<Key, Key>);

pub(super) fn plugin(app: &mut App) {
    app.init_resource::<Cooldowns>().init_resource::<CharacterScenes>();
    app.add_plugins((choosing::plugin, errands::plugin, news::plugin, travelling::plugin, remembering::plugin));
    app.add_plugins(welcoming::plugin);
}

pub(super) fn insert(app: &mut App, settings: &ShardSettings) {
    app.insert_resource(Chance(Dice::new(settings.seed)));
    app.insert_resource(TownCast(settings.loaded.cast.clone()));
    app.insert_resource(Places(Gazetteer::new(&settings.loaded.town)));
    spawning::populate(app, settings);
}
