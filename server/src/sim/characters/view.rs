//! What a mind may see of the town: true answers to "where", "who" and "when".

use bevy::ecs::system::SystemParam;
use bevy::prelude::*;
use minds::Whereabouts;
use minds::World as MindWorld;
use minds::WorldEvent;
use shared::clock::TownTime;
use shared::ids::{BodyId, Key};
use shared::protocol::components::Being;

use super::{CharacterScenes, Places, TownNews};
use crate::sim::admission::TownGate;
use crate::sim::bodies::Place;
use crate::sim::calendar::Calendar;
use crate::sim::scenes::{InScene, Scenes};

/// Everything a view is made from.
#[derive(SystemParam)]
pub struct Town<'w> {
    /// Scenes.
    pub scenes: Res<'w, Scenes>,
    /// What time it is.
    pub calendar: Res<'w, Calendar>,
    places: Res<'w, Places>,
    whereabouts: Res<'w, CharacterScenes>,
    news: Res<'w, TownNews>,
    gate: Res<'w, TownGate>,
}

/// The town as one speaker sees it.
pub struct View<'a> {
    town: &'a Town<'a>,
    scene: &'a Key,
    place: String,
    people: Vec<String>,
}

impl Town<'_> {
    /// The town seen from a place; `people` are those in sight.
    #[must_use]
    pub fn seen_from<'a>(&'a self, scene: InScene, place: Place, people: Vec<String>) -> View<'a> {
        let key = self.scenes.key(scene);
        View { town: self, scene: key, place: self.places.spot_called(key, place.tile()), people }
    }

    /// Notes that characters begin a storylet: others won't tell the same right after them.
    pub fn begins(&self, storylet: &str) {
        self.gate.roster.begin(storylet, self.calendar.time);
    }

    /// What a person would call a scene.
    #[must_use]
    pub fn scene_called(&self, scene: InScene) -> String {
        self.places.scene_called(self.scenes.key(scene))
    }

    /// What a person would call a place.
    #[must_use]
    pub fn called(&self, scene: InScene, place: Place) -> String {
        self.places.spot_called(self.scenes.key(scene), place.tile())
    }
}

impl MindWorld for View<'_> {
    fn now(&self) -> TownTime {
        self.town.calendar.time
    }

    fn scene_key(&self) -> &Key {
        self.scene
    }

    fn scene(&self) -> String {
        self.town.places.scene_called(self.scene)
    }

    fn place(&self) -> String {
        self.place.clone()
    }

    fn where_is(&self, name: &str) -> Option<Whereabouts> {
        self.town.places.find(name, self.scene_key(), |key| self.town.whereabouts.0.get(key).cloned())
    }

    fn people_here(&self) -> Vec<String> {
        self.people.clone()
    }

    fn news(&self) -> Vec<WorldEvent> {
        self.town.news.all().to_vec()
    }

    fn flag(&self, name: &str) -> Option<TownTime> {
        self.town.gate.roster.flags().get(name)
    }

    fn begun(&self, storylet: &str) -> Option<TownTime> {
        self.town.gate.roster.begun(storylet)
    }
}

/// Names of those within sight of a place, in the order of their ids, without some.
pub fn people_in_sight<'a>(
    bodies: impl Iterator<Item = (&'a Being, &'a Place, &'a InScene)>,
    scene: InScene,
    place: Place,
    without: &[BodyId],
) -> Vec<String> {
    const SIGHT: i32 = 12 * shared::world::UNITS;
    let mut seen: Vec<(BodyId, String)> = bodies
        .filter(|(being, at, theirs)| {
            **theirs == scene && at.at.distance(place.at) <= SIGHT && !without.contains(&being.id)
        })
        .map(|(being, ..)| (being.id, being.name.clone()))
        .collect();
    seen.sort();
    seen.into_iter().map(|(_, name)| name).collect()
}
