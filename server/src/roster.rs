//! The roster: who is in which shard, shared by the shards and the HTTP API.
//!
//! Its locks are held for a map access and never across a wait, so a tick may use them.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::atomic::{AtomicU32, AtomicU64, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError, RwLock};

use minds::{Flags, MindSnapshot};
use shared::clock::TownTime;
use shared::ids::{BodyId, ConversationId, Key, PlayerId};

/// Where every player's body is, and which shard owns which scene.
#[derive(Debug)]
pub struct Roster {
    shards: u8,
    shard_of_scene: RwLock<BTreeMap<Key, u8>>,
    bodies: Mutex<BTreeMap<PlayerId, Whereabouts>>,
    characters: Mutex<BTreeMap<Key, Key>>,
    residents: Mutex<Residents>,
    flags: Mutex<Flags>,
    /// When storylets last began.
    begun: Mutex<BTreeMap<String, TownTime>>,
    next_body: AtomicU32,
    next_visit: AtomicU64,
    next_conversation: AtomicU64,
}

/// Which characters live in the town, whichever shard they are in.
#[derive(Debug, Default)]
struct Residents {
    here: BTreeSet<Key>,
    /// Minds of those who left while the town ran.
    left: BTreeMap<Key, MindSnapshot>,
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
        residents: impl IntoIterator<Item = &'a Key>,
        shards: u8,
        last_visit: u64,
        last_conversation: u64,
        flags: Flags,
    ) -> Self {
        let roster = Self {
            shards: shards.max(1),
            shard_of_scene: RwLock::default(),
            bodies: Mutex::default(),
            characters: Mutex::default(),
            residents: Mutex::new(Residents { here: residents.into_iter().cloned().collect(), ..Residents::default() }),
            flags: Mutex::new(flags),
            begun: Mutex::default(),
            next_body: 1.into(),
            next_visit: (last_visit + 1).into(),
            next_conversation: (last_conversation + 1).into(),
        };
        roster.open_scenes(scenes);
        roster
    }

    /// Gives each scene that has no shard yet to the one with the fewest. A scene that closes keeps its shard: somebody
    /// may still be on the way there, and it may open again.
    pub fn open_scenes<'a>(&self, scenes: impl IntoIterator<Item = &'a Key>) {
        let mut shard_of = self.shard_of_scene.write().unwrap_or_else(PoisonError::into_inner);
        for scene in scenes {
            if shard_of.contains_key(scene) {
                continue;
            }
            let count = |shard: u8| shard_of.values().filter(|of| **of == shard).count();
            let shard = (0..self.shards).min_by_key(|shard| count(*shard)).unwrap_or(0);
            shard_of.insert(scene.clone(), shard);
        }
    }

    /// The shard that owns a scene; 0 for one that isn't there.
    #[must_use]
    pub fn shard_of(&self, scene: &Key) -> u8 {
        self.shard_of_scene.read().unwrap_or_else(PoisonError::into_inner).get(scene).copied().unwrap_or(0)
    }

    /// The first of these characters who doesn't live in the town and moves in now, with the mind they left with, if
    /// they ever did. Whoever asks gives them a body.
    pub fn move_in<'a>(&self, known: impl IntoIterator<Item = &'a Key>) -> Option<(Key, Option<MindSnapshot>)> {
        let mut residents = self.residents.lock().unwrap_or_else(PoisonError::into_inner);
        let key = known.into_iter().find(|key| !residents.here.contains(*key))?.clone();
        residents.here.insert(key.clone());
        let mind = residents.left.remove(&key);
        Some((key, mind))
    }

    /// A character left the town, and this is what they know.
    pub fn move_out(&self, mind: MindSnapshot) {
        let key = mind.key().clone();
        self.characters.lock().unwrap_or_else(PoisonError::into_inner).remove(&key);
        let mut residents = self.residents.lock().unwrap_or_else(PoisonError::into_inner);
        residents.here.remove(&key);
        residents.left.insert(key, mind);
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

    /// When characters last began a storylet since the town opened.
    pub fn begun(&self, storylet: &str) -> Option<TownTime> {
        self.begun.lock().unwrap_or_else(PoisonError::into_inner).get(storylet).copied()
    }

    /// Notes that characters begin a storylet.
    pub fn begin(&self, storylet: &str, now: TownTime) {
        self.begun.lock().unwrap_or_else(PoisonError::into_inner).insert(storylet.to_owned(), now);
    }

    fn lock(&self) -> MutexGuard<'_, BTreeMap<PlayerId, Whereabouts>> {
        self.bodies.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_new_scene_goes_to_the_emptiest_shard_and_an_old_one_stays() {
        let key = |name: &str| Key::parse(name).expect("a name");
        let roster = Roster::new(&["a", "b", "c"].map(key), [], 2, 0, 0, Flags::default());
        assert_eq!(["a", "b", "c"].map(|name| roster.shard_of(&key(name))), [0, 1, 0]);
        roster.open_scenes(&["0", "b", "c"].map(key));
        assert_eq!(["0", "a", "b", "c"].map(|name| roster.shard_of(&key(name))), [1, 0, 1, 0]);
    }
}
