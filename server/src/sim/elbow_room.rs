//! Elbow room: nobody is sent to a tile on which somebody stands or is about to.

use bevy::prelude::*;
use shared::content::town::Scene;
use shared::ids::BodyId;
use shared::protocol::components::Being;
use shared::world::movement::{Motion, Trajectory};
use shared::world::path::plan_walk;
use shared::world::{TICK_HZ, TilePos};

use super::bodies::Place;
use super::characters::CharacterBody;
use super::scenes::{InScene, Scenes};
use super::{Now, TickSystems};

/// How far from a taken tile one still counts as being there, in tiles.
const REACH: u8 = 2;

/// The tiles on which bodies stand, or on which their walk ends, as of the beginning of this tick.
#[derive(Resource, Debug, Default)]
pub struct Taken(Vec<(InScene, TilePos, BodyId)>);

pub(super) fn plugin(app: &mut App) {
    app.init_resource::<Taken>()
        .add_systems(Update, note_taken.in_set(TickSystems::Begin))
        .add_systems(Update, step_aside.in_set(TickSystems::Decide));
}

pub(super) fn note_taken(mut taken: ResMut<Taken>, bodies: Query<(&Being, &InScene, &Place, &Trajectory)>) {
    taken.0.clear();
    taken.0.extend(bodies.iter().filter_map(|(being, scene, place, trajectory)| {
        let tile = match &trajectory.motion {
            Motion::Path(tiles) => tiles.last().copied().unwrap_or(place.tile()),
            // Who is steered may be only passing.
            Motion::Steered(_) if place.walking => return None,
            Motion::Still | Motion::Steered(_) => place.tile(),
        };
        Some((*scene, tile, being.id))
    }));
    taken.0.sort_unstable();
}

/// Once a second, characters who stand where somebody else does make room. Players stand where they like.
fn step_aside(
    now: Res<Now>,
    scenes: Res<Scenes>,
    mut taken: ResMut<Taken>,
    mut characters: Query<(&Being, &Place, &InScene, &mut Trajectory), With<CharacterBody>>,
) {
    for (being, place, scene, mut trajectory) in &mut characters {
        let looks_around = now.0.after(being.id.0).0.is_multiple_of(TICK_HZ);
        if !looks_around || !trajectory.is_over(now.0) {
            continue;
        }
        let (here, tile) = (scenes.get(*scene), place.tile());
        let aside = taken.or_beside(here, *scene, tile, being.id);
        if aside != tile
            && let Some(path) = plan_walk(&here.walls, place.at, aside)
        {
            taken.claim(*scene, aside, being.id);
            *trajectory = Trajectory { start: now.0, from: place.at, facing: place.facing, motion: Motion::Path(path) };
        }
    }
}

impl Taken {
    /// Whether somebody other than `me` has the tile.
    #[must_use]
    pub fn by_other(&self, scene: InScene, tile: TilePos, me: BodyId) -> bool {
        let first = self.0.partition_point(|entry| (entry.0, entry.1) < (scene, tile));
        self.0[first..].iter().take_while(|entry| (entry.0, entry.1) == (scene, tile)).any(|entry| entry.2 != me)
    }

    /// Notes that a body is on its way to a tile, and leaves the one it had.
    pub fn claim(&mut self, scene: InScene, tile: TilePos, me: BodyId) {
        self.0.retain(|entry| entry.2 != me);
        let entry = (scene, tile, me);
        if let Err(index) = self.0.binary_search(&entry) {
            self.0.insert(index, entry);
        }
    }

    /// The tile itself if nobody else has it, or a free one at most two tiles away, near ones first; the tile
    /// itself again when there is none.
    #[must_use]
    pub fn or_beside(&self, here: &Scene, scene: InScene, tile: TilePos, me: BodyId) -> TilePos {
        if !self.by_other(scene, tile, me) {
            return tile;
        }
        let free = |at: &TilePos| {
            here.walls.is_free(*at)
                && !self.by_other(scene, *at, me)
                && !here.def.doors.values().any(|door| door.at == *at)
                && !here.def.spots.values().any(|spot| spot.at == *at)
        };
        around(tile).filter(free).min_by_key(|at| (apart(*at, tile), *at)).unwrap_or(tile)
    }

    /// The name of the spot where a body is: on its tile, or beside one that somebody else has.
    #[must_use]
    pub fn spot<'a>(&self, here: &'a Scene, scene: InScene, tile: TilePos, me: BodyId) -> Option<&'a str> {
        let spots = here.def.spots.iter();
        let near = spots.filter(|(_, spot)| {
            spot.at == tile || spot.at.steps_to(tile) <= u32::from(REACH) && self.by_other(scene, spot.at, me)
        });
        near.min_by_key(|(_, spot)| apart(spot.at, tile)).map(|(name, _)| name.as_str())
    }
}

/// The tiles up to [`REACH`] away.
fn around(tile: TilePos) -> impl Iterator<Item = TilePos> {
    let span = |at: u8| at.saturating_sub(REACH)..=at.saturating_add(REACH);
    span(tile.1).flat_map(move |y| span(tile.0).map(move |x| TilePos(x, y))).filter(move |at| *at != tile)
}

/// Distance of two tiles for comparing: straight neighbours are nearer than slanted ones.
fn apart(a: TilePos, b: TilePos) -> i32 {
    a.centre().distance(b.centre())
}

#[cfg(test)]
mod tests {
    use super::*;

    const PLAZA: InScene = InScene(0);

    #[test]
    fn a_tile_is_taken_by_others_only() {
        let mut taken = Taken::default();
        let tile = TilePos(3, 3);
        taken.claim(PLAZA, tile, BodyId(1));
        taken.claim(PLAZA, tile, BodyId(1));
        assert!(!taken.by_other(PLAZA, tile, BodyId(1)));
        assert!(taken.by_other(PLAZA, tile, BodyId(2)));
        assert!(!taken.by_other(InScene(1), tile, BodyId(2)));
        assert!(!taken.by_other(PLAZA, TilePos(3, 4), BodyId(2)));
    }

    #[test]
    fn a_taken_tile_gives_way_to_its_nearest_free_neighbour() {
        let mut taken = Taken::default();
        let walls = shared::world::walls::Walls::open(8, 8);
        let def = shared::content::scene::SceneDef {
            name: "Field".into(),
            welcome: "Grass.".into(),
            size: (8, 8),
            outdoors: true,
            legend: Default::default(),
            ground: Vec::new(),
            props: Vec::new(),
            arrivals: vec![TilePos(1, 1)],
            doors: Default::default(),
            spots: Default::default(),
            stage: None,
        };
        let here = Scene { def, walls, seats: Default::default() };
        let spot = TilePos(3, 3);
        for (body, expected) in [(1, spot), (2, TilePos(2, 3)), (3, TilePos(3, 2)), (4, TilePos(3, 4))] {
            let at = taken.or_beside(&here, PLAZA, spot, BodyId(body));
            assert_eq!(at, expected);
            taken.claim(PLAZA, at, BodyId(body));
        }
    }
}
