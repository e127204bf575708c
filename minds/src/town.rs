//! What a mind may ask of the town around it, and what it may change there.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};
use shared::clock::TownTime;
use shared::content::town::TownContent;
use shared::ids::Key;
use shared::world::TilePos;
use unicode_normalization::UnicodeNormalization as _;
use unicode_normalization::char::is_combining_mark;

use crate::people::Person;

/// Where something is, in words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Whereabouts {
    /// What was asked for, by its proper name: "the fountain", "Mira".
    pub thing: String,
    /// Where it is, as it follows "it is": "in the plaza".
    pub place: String,
}

/// Something true that happened in the town.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct WorldEvent {
    /// When.
    pub at: TownTime,
    /// Where.
    pub scene: Key,
    /// A sentence without its full stop: "Pip found the lost gear".
    pub text: String,
    /// Whom it is about.
    pub who: Vec<Person>,
}

/// What a line or a scene changes in the town.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum TownEffect {
    /// Set this flag to now.
    SetFlag(String),
    /// Clear this flag.
    ClearFlag(String),
    /// Everybody may hear of this.
    News(WorldEvent),
}

/// The town as one speaker sees it now; the server implements it, and everything it says is true.
pub trait World {
    /// The town's calendar.
    fn now(&self) -> TownTime;
    /// The scene the speaker is in.
    fn scene_key(&self) -> &Key;
    /// The scene in a sentence: "the plaza".
    fn scene(&self) -> String;
    /// The nearest named spot in a sentence, or the scene: "the fountain".
    fn place(&self) -> String;
    /// Where a place or a person is; the name comes in lower case and without article. `None` when unknown.
    fn where_is(&self, name: &str) -> Option<Whereabouts>;
    /// Names of those in sight, without the speaker.
    fn people_here(&self) -> Vec<String>;
    /// What happened lately, the newest last.
    fn news(&self) -> Vec<WorldEvent>;
    /// When a flag of the town was set; `None` when it isn't.
    fn flag(&self, name: &str) -> Option<TownTime>;
    /// When characters last began this storylet, whoever they were; `None` when it isn't remembered.
    fn begun(&self, storylet: &str) -> Option<TownTime>;
}

/// The flags of a town and when they were set.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Flags(BTreeMap<String, TownTime>);

impl Flags {
    /// Sets a flag; one that is set keeps its first time.
    pub fn set(&mut self, name: &str, at: TownTime) {
        self.0.entry(name.to_owned()).or_insert(at);
    }

    /// Clears a flag.
    pub fn clear(&mut self, name: &str) {
        self.0.remove(name);
    }

    /// When a flag was set.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<TownTime> {
        self.0.get(name).copied()
    }

    /// All flags that are set, in order of their names.
    pub fn iter(&self) -> impl Iterator<Item = (&str, TownTime)> {
        self.0.iter().map(|(name, at)| (name.as_str(), *at))
    }

    /// Carries out what a line or a scene changes; news are left to the caller.
    pub fn apply(&mut self, effect: &TownEffect, now: TownTime) {
        match effect {
            TownEffect::SetFlag(name) => self.set(name, now),
            TownEffect::ClearFlag(name) => self.clear(name),
            TownEffect::News(_) => {}
        }
    }
}

/// The names of a town's places and characters, for answering "where is …?".
#[derive(Debug, Clone, Default)]
pub struct Gazetteer {
    scenes: BTreeMap<Key, String>,
    /// Bare name, then the place with its article and the scene it is in.
    spots: BTreeMap<String, (String, Key)>,
    tiles: BTreeMap<Key, Vec<(TilePos, String)>>,
    outdoors: BTreeSet<Key>,
    /// By the scene they are in: where doors are and which scene is behind them.
    doors: BTreeMap<Key, Vec<(TilePos, Key)>>,
    characters: BTreeMap<String, (String, Key)>,
}

impl Gazetteer {
    /// Reads the names out of a town's content.
    #[must_use]
    pub fn new(town: &TownContent) -> Self {
        let mut names = Self::default();
        for (key, scene) in &town.scenes {
            names.scenes.insert(key.clone(), scene_in_words(&scene.def.name));
            if scene.def.outdoors {
                names.outdoors.insert(key.clone());
            }
            for door in scene.def.doors.values() {
                let behind = Key::parse(&door.to_scene).ok().map(|to| (door.at, to));
                names.doors.entry(key.clone()).or_default().extend(behind);
            }
            for spot in scene.def.spots.values() {
                names.spots.entry(bare(&spot.called)).or_insert_with(|| (spot.called.clone(), key.clone()));
                names.tiles.entry(key.clone()).or_default().push((spot.at, spot.called.clone()));
            }
        }
        for (key, character) in &town.characters {
            names.characters.insert(bare(&character.name), (character.name.clone(), key.clone()));
        }
        names
    }

    /// The scene in a sentence: "the plaza"; its key when it is unknown.
    #[must_use]
    pub fn scene_called(&self, key: &Key) -> String {
        self.scenes.get(key).cloned().unwrap_or_else(|| key.to_string())
    }

    /// The named spot nearest to a tile within 6 tiles, or the scene.
    #[must_use]
    pub fn spot_called(&self, scene: &Key, at: TilePos) -> String {
        let far = |spot: TilePos| spot.0.abs_diff(at.0).max(spot.1.abs_diff(at.1));
        self.tiles
            .get(scene)
            .and_then(|spots| spots.iter().filter(|(spot, _)| far(*spot) <= 6).min_by_key(|(spot, _)| far(*spot)))
            .map_or_else(|| self.scene_called(scene), |(_, called)| called.clone())
    }

    /// Where a character, spot or scene is, for somebody in the scene `here`; `whereabouts` says in which scene a
    /// character is now.
    #[must_use]
    pub fn find(&self, name: &str, here: &Key, whereabouts: impl Fn(&Key) -> Option<Key>) -> Option<Whereabouts> {
        let name = bare(name);
        if name.is_empty() {
            return None;
        }
        let begins_with_name = |full: &str| format!(" {full} ").contains(&format!(" {name} "));
        if let Some((_, (called, key))) = self.characters.iter().find(|(known, _)| begins_with_name(known)) {
            let place = format!("in {}", self.scene_called(&whereabouts(key)?));
            return Some(Whereabouts { thing: called.clone(), place });
        }
        // "The café" is the café, not the bench by it.
        if let Some((key, called)) = self.scenes.iter().find(|(_, called)| bare(called) == name) {
            return Some(Whereabouts { thing: called.clone(), place: self.way_to(key, here) });
        }
        let exact = self.spots.get(&name);
        let spot = exact.or_else(|| self.spots.iter().find(|(known, _)| begins_with_name(known)).map(|(_, s)| s));
        if let Some((called, scene)) = spot {
            return Some(Whereabouts { thing: called.clone(), place: format!("in {}", self.scene_called(scene)) });
        }
        let (key, called) = self.scenes.iter().find(|(_, called)| begins_with_name(&bare(called)))?;
        Some(Whereabouts { thing: called.clone(), place: self.way_to(key, here) })
    }

    /// Where a scene is, as it follows "it is": "right outside", "by the blossom tree", "just off the plaza".
    fn way_to(&self, scene: &Key, here: &Key) -> String {
        if scene == here {
            return "right here".to_owned();
        }
        let leads_there = |from: &Key| {
            let doors = self.doors.get(from).map(Vec::as_slice).unwrap_or_default();
            doors.iter().find(|(_, to)| to == scene).map(|(at, _)| *at)
        };
        if let Some(door) = leads_there(here) {
            if self.outdoors.contains(scene) && !self.outdoors.contains(here) {
                return "right outside".to_owned();
            }
            // "The café is by the café door" would help nobody.
            let own_name = bare(&self.scene_called(scene));
            let spots = self.tiles.get(here).map(Vec::as_slice).unwrap_or_default();
            let telling = spots.iter().filter(|(_, called)| !bare(called).contains(&own_name));
            let nearest = telling.min_by_key(|(at, called)| (at.steps_to(door), called));
            return nearest.map_or_else(|| "right next door".to_owned(), |(_, called)| format!("by {called}"));
        }
        let from = self.doors.keys().find(|from| leads_there(from).is_some());
        from.map_or_else(|| "a good walk away".to_owned(), |from| format!("just off {}", self.scene_called(from)))
    }
}

/// A scene's name inside a sentence: "Plaza" and "The Plaza" become "the plaza", "Café Luna" stays.
fn scene_in_words(name: &str) -> String {
    if let Some(rest) = name.strip_prefix("The ") {
        return format!("the {rest}");
    }
    if name.contains(' ') { name.to_owned() } else { format!("the {}", name.to_lowercase()) }
}

/// A name in lower case, without its article and without accents: who asks has another keyboard.
#[must_use]
pub fn bare(name: &str) -> String {
    let plain: String = name.trim().nfd().filter(|c| !is_combining_mark(*c)).collect();
    without_article(&plain.to_lowercase())
}

/// A noun without "the", "a" or a possessive before it.
#[must_use]
pub fn without_article(noun: &str) -> String {
    ["the ", "a ", "an ", "my ", "your "].iter().find_map(|a| noun.strip_prefix(a)).unwrap_or(noun).to_owned()
}

/// A plain town for tests and for talking to a character outside of it.
#[derive(Debug, Clone)]
pub struct QuietWorld {
    /// The calendar.
    pub now: TownTime,
    /// The scene.
    pub scene_key: Key,
    /// Its name in a sentence.
    pub scene: String,
    /// The nearest spot in a sentence.
    pub place: String,
    /// Where things are, by bare name.
    pub places: BTreeMap<String, Whereabouts>,
    /// Who is in sight.
    pub people: Vec<String>,
    /// What happened.
    pub news: Vec<WorldEvent>,
    /// What is set.
    pub flags: Flags,
    /// When storylets were last begun.
    pub begun: BTreeMap<String, TownTime>,
    /// The places of a town, where there is one.
    pub names: Gazetteer,
    /// In which scene characters are.
    pub whereabouts: BTreeMap<Key, Key>,
}

impl QuietWorld {
    /// Nine in the morning of the first day in an empty place.
    #[must_use]
    pub fn new(scene_key: Key, scene: &str, place: &str) -> Self {
        Self {
            now: TownTime(9 * 60),
            scene_key,
            scene: scene.to_owned(),
            place: place.to_owned(),
            places: BTreeMap::new(),
            people: Vec::new(),
            news: Vec::new(),
            flags: Flags::default(),
            begun: BTreeMap::new(),
            names: Gazetteer::default(),
            whereabouts: BTreeMap::new(),
        }
    }
}

impl World for QuietWorld {
    fn now(&self) -> TownTime {
        self.now
    }
    fn scene_key(&self) -> &Key {
        &self.scene_key
    }
    fn scene(&self) -> String {
        self.scene.clone()
    }
    fn place(&self) -> String {
        self.place.clone()
    }
    fn where_is(&self, name: &str) -> Option<Whereabouts> {
        let known = self.places.get(name).cloned();
        known.or_else(|| self.names.find(name, &self.scene_key, |who| self.whereabouts.get(who).cloned()))
    }
    fn people_here(&self) -> Vec<String> {
        self.people.clone()
    }
    fn news(&self) -> Vec<WorldEvent> {
        self.news.clone()
    }
    fn flag(&self, name: &str) -> Option<TownTime> {
        self.flags.get(name)
    }
    fn begun(&self, storylet: &str) -> Option<TownTime> {
        self.begun.get(storylet).copied()
    }
}
