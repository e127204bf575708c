//! The roster: who is in which shard, shared by the shards and the HTTP API.
//!
//! Its locks are held for a map access and never across a wait, so a tick may use them.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicU32, AtomicU64, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};

use minds::Flags;
use shared::ids::{BodyId, ConversationId, Key, PlayerId};

/// Where every player's body is, and which shard owns which scene.
#[derive(Debug)]
pub struct Roster {
    shard_of_scene: BTreeMap<Key, u8>,
    bodies: Mutex<BTreeMap<PlayerId, Whereabouts>>,
    characters: Mutex<BTreeMap<Key, Key>>,
    flags: Mutex<Flags>,
    next_body: AtomicU32,
    next_visit: AtomicU64,
    next_conversation: AtomicU64,
}

/// Where a player's body is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Whereabouts {
    /// Its scene.
    pub scene: Key,
    /// Whether a connection is attached to it.
    pub connected: bool,
}

impl Roster {
    /// Deals the scenes out to the shards in the order of their names, and counts visits and conversations
    /// on from the last ones that storage knows.
    #[must_use]
    pub fn new<'a>(
        scenes: impl IntoIterator<Item = &'a Key>,
        shards: u8,
        last_visit: u64,
        last_conversation: u64,
        flags: Flags,
    ) -> Self {
        let shard_of_scene =
            scenes.into_iter().zip((0..shards.max(1)).cycle()).map(|(key, shard)| (key.clone(), shard)).collect();
        Self {
            shard_of_scene,
            bodies: Mutex::default(),
            characters: Mutex::default(),
            flags: Mutex::new(flags),
            next_body: 1.into(),
            next_visit: (last_visit + 1).into(),
            next_conversation: (last_conversation + 1).into(),
        }
    }

    /// The shard that owns a scene; 0 for one that isn't there.
    #[must_use]
    pub fn shard_of(&self, scene: &Key) -> u8 {
        self.shard_of_scene.get(scene).copied().unwrap_or(0)
    }

    /// A body id nobody had since the process started.
    pub fn new_body(&self) -> BodyId {
        BodyId(self.next_body.fetch_add(1, Ordering::Relaxed))
    }

    /// A number for a visit, unique in the town's history.
    pub fn new_visit(&self) -> u64 {
        self.next_visit.fetch_add(1, Ordering::Relaxed)
    }

    /// An id for a conversation, unique in the town's history.
    pub fn new_conversation(&self) -> ConversationId {
        ConversationId(self.next_conversation.fetch_add(1, Ordering::Relaxed))
    }

    /// Notes where a player's body is now.
    pub fn note(&self, player: PlayerId, whereabouts: Whereabouts) {
        self.lock().insert(player, whereabouts);
    }

    /// Forgets a player whose body left the town, unless it is in another scene by now.
    pub fn forget(&self, player: PlayerId, scene: &Key) {
        let mut bodies = self.lock();
        if bodies.get(&player).is_some_and(|w| w.scene == *scene) {
            bodies.remove(&player);
        }
    }

    /// The scene in which a player's body is.
    #[must_use]
    pub fn scene_of(&self, player: PlayerId) -> Option<Key> {
        self.lock().get(&player).map(|w| w.scene.clone())
    }

    /// Players who are connected.
    #[must_use]
    pub fn visitors(&self) -> u32 {
        u32::try_from(self.lock().values().filter(|w| w.connected).count()).unwrap_or(u32::MAX)
    }

    /// Notes the scenes of some characters and returns those of all: a map of character to scene.
    pub fn note_characters(&self, some: impl Iterator<Item = (Key, Key)>) -> BTreeMap<Key, Key> {
        let mut characters = self.characters.lock().unwrap_or_else(PoisonError::into_inner);
        characters.extend(some);
        characters.clone()
    }

    /// The town's flags, which storylets set and ask for. Hold the guard for as long as one mind thinks, no longer.
    pub fn flags(&self) -> MutexGuard<'_, Flags> {
        self.flags.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn lock(&self) -> MutexGuard<'_, BTreeMap<PlayerId, Whereabouts>> {
        self.bodies.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
