//! Places: nobody stands in a new wall or is cut off by one, and closed scenes are left.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use bevy::prelude::*;
use shared::content::scene::DoorDef;
use shared::content::town::Scene;
use shared::ids::{BodyId, Key};
use shared::protocol::components::{Being, Doing, Mien};
use shared::world::movement::{FEET, Motion, Trajectory};
use shared::world::path::plan_walk;
use shared::world::walls::Walls;
use shared::world::{Facing, Tick, TilePos};

use super::{Before, Leaving};
use crate::sim::admission::{ArrivalScene, PlayerBody};
use crate::sim::bodies::Place;
use crate::sim::doors::AtDoor;
use crate::sim::scenes::{InScene, Scenes};
use crate::sim::{Content, Now, TickSystems};

pub(super) fn plugin(app: &mut App) {
    app.add_systems(
        Update,
        lead_out_of_closed_scenes.in_set(TickSystems::Decide).run_if(|scenes: Res<Scenes>| scenes.any_is_closed()),
    );
}

/// Brings everybody in a changed scene to a place where one can be; `changed` are the scenes as they were.
pub(super) fn settle(world: &mut World, before: &[Before], changed: &BTreeMap<Key, Scene>) {
    let now = world.resource::<Now>().0;
    let mut grounds: BTreeMap<InScene, Ground> = BTreeMap::new();
    for body in before {
        let scenes = world.resource::<Scenes>();
        let Some(old) = changed.get(scenes.key(body.scene)) else { continue };
        let here = scenes.get(body.scene).clone();
        let ground = grounds.entry(body.scene).or_insert_with(|| Ground::of(&here));
        let tile = body.pose.at.tile();
        let was_door = old.def.doors.values().any(|door| door.at == tile);
        let stays = ground.can_be_stood_on(tile, was_door) && here.walls.box_is_free(body.pose.at, FEET);
        let mut entity = world.entity_mut(body.entity);
        let Some(trajectory) = entity.get::<Trajectory>().cloned() else { continue };
        let next = if stays {
            go_on(&trajectory, body, &here.walls, now, entity.contains::<PlayerBody>())
        } else {
            let at = ground.nearest(tile).unwrap_or(tile);
            Some(Trajectory::standing(now, at.centre(), body.pose.facing))
        };
        if let Some(next) = next {
            if !stays {
                entity.insert(Place { at: next.from, facing: next.facing, walking: false });
            }
            entity.insert(next);
        }
        // Whoever stands on a seat or a door that is new has to be noticed.
        if let Some(mut place) = entity.get_mut::<Place>() {
            place.set_changed();
        }
        let is_seat = stays && here.seats.contains_key(&tile);
        if let Some(mut mien) = entity.get_mut::<Mien>()
            && mien.doing == Doing::Sitting
            && !is_seat
        {
            mien.doing = Doing::Idle;
        }
    }
}

/// How a body that may stay where it is moves on between the new walls; `None` for as before.
fn go_on(trajectory: &Trajectory, body: &Before, walls: &Walls, now: Tick, is_player: bool) -> Option<Trajectory> {
    let from_here = |motion| Trajectory { start: now, from: body.pose.at, facing: body.pose.facing, motion };
    match &trajectory.motion {
        Motion::Still => None,
        // Steered from the start, the new walls would have been in the way before they were there.
        Motion::Steered(heading) => Some(from_here(Motion::Steered(*heading))),
        Motion::Path(_) if is_way_free(trajectory, walls, now) => None,
        Motion::Path(tiles) => {
            let to = tiles.last().filter(|_| is_player);
            let path = to.and_then(|to| plan_walk(walls, body.pose.at, *to));
            // A character finds another way to where it was going by itself.
            Some(path.map_or_else(
                || Trajectory::standing(now, body.pose.at, body.pose.facing),
                |path| from_here(Motion::Path(path)),
            ))
        }
    }
}

fn is_way_free(trajectory: &Trajectory, walls: &Walls, now: Tick) -> bool {
    let end = trajectory.start.after(trajectory.ticks_to_arrive());
    (now.0..=end.0).all(|tick| walls.box_is_free(trajectory.pose(Tick(tick), walls).at, FEET))
}

/// The tiles of a scene that one gets to on foot from its first arrival.
struct Ground {
    reached: BTreeSet<TilePos>,
    doors: BTreeSet<TilePos>,
}

impl Ground {
    fn of(scene: &Scene) -> Self {
        let mut reached = BTreeSet::new();
        let mut open: VecDeque<TilePos> = scene.def.arrivals.iter().take(1).copied().collect();
        while let Some(tile) = open.pop_front() {
            if !scene.walls.is_free(tile) || !reached.insert(tile) {
                continue;
            }
            let TilePos(x, y) = tile;
            let sides = [
                (x.checked_add(1), Some(y)),
                (x.checked_sub(1), Some(y)),
                (Some(x), y.checked_add(1)),
                (Some(x), y.checked_sub(1)),
            ];
            open.extend(sides.into_iter().filter_map(|(x, y)| Some(TilePos(x?, y?))));
        }
        Self { reached, doors: scene.def.doors.values().map(|door| door.at).collect() }
    }

    /// Whether somebody may be there. On a door that was there before one is only passing.
    fn can_be_stood_on(&self, tile: TilePos, was_door: bool) -> bool {
        self.reached.contains(&tile) && (was_door || !self.doors.contains(&tile))
    }

    fn nearest(&self, from: TilePos) -> Option<TilePos> {
        let apart = |at: &TilePos| {
            let (dx, dy) = (u32::from(at.0.abs_diff(from.0)), u32::from(at.1.abs_diff(from.1)));
            (dx * dx + dy * dy, *at)
        };
        self.reached.difference(&self.doors).copied().min_by_key(apart)
    }
}

/// Whoever is in a scene that the town no longer has comes out where newcomers arrive.
fn lead_out_of_closed_scenes(
    scenes: Res<Scenes>,
    content: Res<Content>,
    arrival: Res<ArrivalScene>,
    bodies: Query<(Entity, &Being, &InScene), (With<Place>, Without<AtDoor>, Without<Leaving>)>,
    mut commands: Commands,
) {
    let Some(there) = content.scenes.get(&arrival.0) else { return };
    for (entity, being, scene) in &bodies {
        if scenes.is_closed(*scene) {
            let out = way_out(there, being.id);
            commands.entity(entity).insert(AtDoor { scene: arrival.0.clone(), out });
        }
    }
}

/// A door that leads to one of a scene's arrivals.
pub(super) fn way_out(scene: &Scene, who: BodyId) -> DoorDef {
    let arrivals = &scene.def.arrivals;
    let at = arrivals.get(who.0 as usize % arrivals.len().max(1)).copied().unwrap_or_default();
    DoorDef { at, to_scene: String::new(), to_door: String::new(), step_out: at, facing: Facing::Down }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A room of letters: `#` is a wall, `d` a door, `a` the arrival.
    fn ground(rows: &[&str]) -> Ground {
        let mut walls = Walls::open(rows[0].len() as u8, rows.len() as u8);
        let (mut arrivals, mut doors) = (Vec::new(), BTreeSet::new());
        for (y, row) in rows.iter().enumerate() {
            for (x, letter) in row.chars().enumerate() {
                let tile = TilePos(x as u8, y as u8);
                match letter {
                    '#' => walls.set_solid(x as i32, y as i32),
                    'd' => drop(doors.insert(tile)),
                    'a' => arrivals.push(tile),
                    _ => {}
                }
            }
        }
        let def = shared::content::scene::SceneDef {
            name: "Room".into(),
            welcome: String::new(),
            size: walls.size(),
            outdoors: false,
            legend: BTreeMap::new(),
            ground: Vec::new(),
            props: Vec::new(),
            arrivals,
            doors: BTreeMap::new(),
            spots: BTreeMap::new(),
            stage: None,
        };
        Ground { doors, ..Ground::of(&Scene { def, walls, seats: BTreeMap::new() }) }
    }

    #[test]
    fn the_nearest_place_can_be_reached_and_is_no_door() {
        let room = ground(&["a..#.", "..d#.", "...#."]);
        assert_eq!(room.nearest(TilePos(3, 0)), Some(TilePos(2, 0)));
        assert_eq!(room.nearest(TilePos(4, 2)), Some(TilePos(2, 2)), "not behind the wall");
        assert_eq!(room.nearest(TilePos(2, 1)), Some(TilePos(1, 1)), "not in the door");
        assert!(!room.can_be_stood_on(TilePos(4, 0), false) && room.can_be_stood_on(TilePos(2, 1), true));
    }
}
