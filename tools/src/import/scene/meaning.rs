//! What the names of tiles, classes and layers mean in the town.

use std::collections::{BTreeMap, BTreeSet};

use shared::content::nearest_name;
use shared::content::town::TownContent;
use shared::world::Facing;

use crate::import::names::slug;

/// What a tile, an object or a layer stands for.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Meaning {
    /// A ground of `grounds.ron`.
    Ground(String),
    /// A prop of `props.ron`.
    Prop(String),
    /// One can't walk here.
    Wall,
    /// Nothing in particular.
    Nothing,
    /// A way to another scene.
    Door,
    /// Where newcomers appear.
    Arrival,
    /// A named place to stand.
    Spot,
    /// A named place to sit.
    Seat,
    /// Some prop, which another name tells.
    AnyProp,
    /// Some ground, which another name tells.
    AnyGround,
}

/// Words that mean the same in every town.
const COMMON: [(Meaning, &[&str]); 8] = [
    (Meaning::Wall, &["wall", "walls", "collision", "collisions", "collider", "blocked", "block", "solid", "obstacle"]),
    (Meaning::Nothing, &["none", "nothing", "empty", "free", "walkable", "air"]),
    (
        Meaning::Door,
        &["door", "doors", "exit", "exits", "portal", "portals", "warp", "warps", "teleport", "transition"],
    ),
    (
        Meaning::Arrival,
        &[
            "arrival",
            "arrivals",
            "spawn",
            "spawns",
            "spawn_point",
            "spawn_points",
            "spawnpoint",
            "start",
            "player",
            "player_start",
            "playerstart",
        ],
    ),
    (Meaning::Spot, &["spot", "spots", "place", "places", "waypoint", "waypoints"]),
    (Meaning::Seat, &["seat", "seats", "sit"]),
    (Meaning::AnyProp, &["prop", "props", "object", "objects", "decoration", "decorations", "furniture"]),
    (Meaning::AnyGround, &["ground", "grounds", "terrain", "floor"]),
];

/// Every word a map may use.
#[derive(Debug, Clone, Default)]
pub struct Words {
    all: BTreeMap<String, Meaning>,
    grounds: BTreeSet<String>,
    props: BTreeSet<String>,
}

impl Words {
    /// The words of a town. What is a ground or a prop there goes before the words of every town.
    #[must_use]
    pub fn of(town: &TownContent) -> Self {
        let mut words = Self::default();
        for (meaning, list) in COMMON {
            words.all.extend(list.iter().map(|word| ((*word).to_owned(), meaning.clone())));
        }
        for name in town.props.keys() {
            words.props.insert(name.clone());
            words.all.insert(slug(name), Meaning::Prop(name.clone()));
        }
        for ground in &town.grounds {
            words.grounds.insert(ground.name.clone());
            words.all.insert(slug(&ground.name), Meaning::Ground(ground.name.clone()));
        }
        words
    }

    /// What a name means, whatever its case and blanks.
    #[must_use]
    pub fn meaning(&self, name: &str) -> Option<Meaning> {
        let slug = slug(name);
        // "Bench 2" and "bench_2" are benches.
        let bare = slug.trim_end_matches(|c: char| c.is_ascii_digit()).trim_end_matches('_');
        self.all.get(&slug).or_else(|| self.all.get(bare)).cloned()
    }

    /// What a tile's name means: only grounds, props, walls and nothing.
    #[must_use]
    pub fn tile(&self, name: &str) -> Option<Meaning> {
        let found = self.meaning(name)?;
        matches!(found, Meaning::Ground(_) | Meaning::Prop(_) | Meaning::Wall | Meaning::Nothing).then_some(found)
    }

    /// The prop of this name.
    #[must_use]
    pub fn prop(&self, name: &str) -> Option<String> {
        if self.props.contains(name) {
            return Some(name.to_owned());
        }
        match self.meaning(name) {
            Some(Meaning::Prop(prop)) => Some(prop),
            _ => None,
        }
    }

    /// The ground of this name.
    #[must_use]
    pub fn ground(&self, name: &str) -> Option<String> {
        match self.meaning(name) {
            Some(Meaning::Ground(ground)) => Some(ground),
            _ => None,
        }
    }

    /// "; did you mean …?" for a name that means nothing.
    #[must_use]
    pub fn hint(&self, name: &str) -> String {
        shared::content::hint(nearest_name(&slug(name), self.all.keys().map(String::as_str)))
    }

    /// "; did you mean …?" among props.
    #[must_use]
    pub fn prop_hint(&self, name: &str) -> String {
        shared::content::hint(nearest_name(&slug(name), self.props.iter().map(String::as_str)))
    }

    /// "; did you mean …?" among grounds.
    #[must_use]
    pub fn ground_hint(&self, name: &str) -> String {
        shared::content::hint(nearest_name(&slug(name), self.grounds.iter().map(String::as_str)))
    }
}

/// The way a word points.
#[must_use]
pub fn facing(word: &str) -> Option<Facing> {
    match slug(word).as_str() {
        "up" | "north" | "n" | "back" => Some(Facing::Up),
        "down" | "south" | "s" | "front" => Some(Facing::Down),
        "left" | "west" | "w" => Some(Facing::Left),
        "right" | "east" | "e" => Some(Facing::Right),
        _ => None,
    }
}

/// Whether a property says yes.
#[must_use]
pub fn yes(value: &str) -> bool {
    matches!(value.trim().to_lowercase().as_str(), "true" | "yes" | "1")
}
