//! Scenes of this shard, those of now and those that have closed while somebody was in them.

use std::collections::BTreeMap;
use std::sync::Arc;

use bevy::prelude::*;
use shared::content::town::{Scene, TownContent};
use shared::ids::Key;

use super::ShardSettings;
use crate::roster::Roster;

/// The scene a body is in, and the one a client sees.
#[derive(Component, Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[component(immutable)]
pub struct InScene(pub u16);

/// Numbers for the town's scenes, and which of them this shard owns. A scene keeps its number for as long as the shard runs.
#[derive(Resource, Debug)]
pub struct Scenes {
    /// This shard's number.
    pub shard: u8,
    keys: Vec<Key>,
    by_key: BTreeMap<Key, u16>,
    roster: Arc<Roster>,
    town: Arc<TownContent>,
    /// Scenes that were taken out of the content, as they last were: somebody may be in them, or on the way.
    closed: BTreeMap<Key, Scene>,
}

impl Scenes {
    /// The number of a scene; `None` when the town never had such a scene.
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

    /// The scene itself, as it was last if it has closed.
    ///
    /// # Panics
    /// Never for a number that came from [`Self::number`].
    #[must_use]
    pub fn get(&self, scene: InScene) -> &Scene {
        let key = self.key(scene);
        self.town.scenes.get(key).unwrap_or_else(|| &self.closed[key])
    }

    /// Whether this shard owns the scene, open or closed.
    #[must_use]
    pub fn is_here(&self, key: &Key) -> bool {
        self.by_key.contains_key(key) && self.roster.shard_of(key) == self.shard
    }

    /// Whether the scene was taken out of the content: whoever is in it has to go.
    #[must_use]
    pub fn is_closed(&self, scene: InScene) -> bool {
        self.closed.contains_key(self.key(scene))
    }

    /// Whether any scene is closed.
    #[must_use]
    pub fn any_is_closed(&self) -> bool {
        !self.closed.is_empty()
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

    /// Takes up another content: new scenes get numbers of their own, those that are gone close.
    pub(super) fn take_up(&mut self, town: Arc<TownContent>) {
        let old = std::mem::replace(&mut self.town, town);
        for (key, scene) in &old.scenes {
            if !self.town.scenes.contains_key(key) {
                self.closed.insert(key.clone(), scene.clone());
            }
        }
        self.closed.retain(|key, _| !self.town.scenes.contains_key(key));
        for key in self.town.scenes.keys() {
            if !self.by_key.contains_key(key)
                && let Ok(number) = u16::try_from(self.keys.len())
            {
                self.by_key.insert(key.clone(), number);
                self.keys.push(key.clone());
            }
        }
    }
}

pub(super) fn insert(app: &mut App, settings: &ShardSettings) {
    let town = settings.loaded.town.clone();
    let keys: Vec<Key> = town.scenes.keys().cloned().collect();
    let by_key = keys.iter().cloned().zip(0u16..).collect();
    let roster = settings.gate.roster.clone();
    app.insert_resource(Scenes { shard: settings.shard, keys, by_key, roster, town, closed: BTreeMap::new() });
}
