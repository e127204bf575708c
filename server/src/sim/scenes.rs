//! Scenes of this shard.

use std::collections::BTreeMap;
use std::sync::Arc;

use bevy::prelude::*;
use shared::content::town::Scene;
use shared::ids::Key;

use super::{Content, ShardSettings};
use crate::roster::Roster;

/// The scene a body is in, and the one a client sees.
#[derive(Component, Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[component(immutable)]
pub struct InScene(pub u16);

/// Numbers for the town's scenes, and which of them this shard owns.
#[derive(Resource, Debug)]
pub struct Scenes {
    /// This shard's number.
    pub shard: u8,
    keys: Vec<Key>,
    by_key: BTreeMap<Key, u16>,
    roster: Arc<Roster>,
    content: Content,
}

impl Scenes {
    /// The number of a scene; `None` when the town has no such scene.
    #[must_use]
    pub fn number(&self, key: &Key) -> Option<InScene> {
        self.by_key.get(key).copied().map(InScene)
    }

    /// The name of a scene.
    ///
    /// # Panics
    /// Never for a number that came from [`Self::number`].
    #[must_use]
    pub fn key(&self, scene: InScene) -> &Key {
        &self.keys[usize::from(scene.0)]
    }

    /// The scene itself.
    ///
    /// # Panics
    /// Never for a number that came from [`Self::number`].
    #[must_use]
    pub fn get(&self, scene: InScene) -> &Scene {
        &self.content.scenes[self.key(scene)]
    }

    /// Whether this shard owns the scene.
    #[must_use]
    pub fn is_here(&self, key: &Key) -> bool {
        self.by_key.contains_key(key) && self.roster.shard_of(key) == self.shard
    }

    /// The shard that owns the scene.
    #[must_use]
    pub fn shard_of(&self, key: &Key) -> u8 {
        self.roster.shard_of(key)
    }

    /// The scenes of this shard.
    pub fn here(&self) -> impl Iterator<Item = (InScene, &Key)> {
        self.keys.iter().filter(|key| self.is_here(key)).filter_map(|key| Some((self.number(key)?, key)))
    }
}

pub(super) fn insert(app: &mut App, settings: &ShardSettings) {
    let keys: Vec<Key> = settings.content.scenes.keys().cloned().collect();
    let by_key = keys.iter().cloned().zip(0u16..).collect();
    app.insert_resource(Scenes {
        shard: settings.shard,
        keys,
        by_key,
        roster: settings.gate.roster.clone(),
        content: Content(settings.content.clone()),
    });
}
