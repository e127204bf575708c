//! Bodies: players and characters alike stand, walk and sit by the same rules.

use std::collections::BTreeMap;

use bevy::prelude::*;
use shared::ids::BodyId;
use shared::protocol::components::{Being, Doing, Mien};
use shared::world::movement::{Motion, Trajectory};
use shared::world::{Facing, Point, TilePos};

use super::scenes::{InScene, Scenes};
use super::{Now, TickSystems};

/// Where a body is at this tick; follows from its trajectory.
#[derive(Component, Debug, Clone, Copy, PartialEq, Eq)]
pub struct Place {
    /// The point of its feet.
    pub at: Point,
    /// The way it looks.
    pub facing: Facing,
    /// Whether it is walking.
    pub walking: bool,
}

impl Place {
    /// The tile it stands on.
    #[must_use]
    pub fn tile(self) -> TilePos {
        self.at.tile()
    }
}

/// Every body of this shard by its id.
#[derive(Resource, Debug, Default)]
pub struct Bodies(pub BTreeMap<BodyId, Entity>);

impl Bodies {
    /// The entity of a body; `None` when it isn't in this shard.
    #[must_use]
    pub fn get(&self, id: BodyId) -> Option<Entity> {
        self.0.get(&id).copied()
    }
}

pub(super) fn plugin(app: &mut App) {
    app.init_resource::<Bodies>()
        .add_observer(index_new_bodies)
        .add_observer(forget_old_bodies)
        .add_systems(Update, (move_bodies, seat_bodies).chain().in_set(TickSystems::Move));
}

/// Everything a body needs besides what makes it a player or a character.
#[must_use]
pub fn body(being: Being, scene: InScene, trajectory: Trajectory) -> impl Bundle {
    let place = Place { at: trajectory.from, facing: trajectory.facing, walking: false };
    (Name::new(being.name.clone()), being, trajectory, Mien::default(), place, scene)
}

fn index_new_bodies(added: On<Add, Being>, beings: Query<&Being>, mut bodies: ResMut<Bodies>) {
    if let Ok(being) = beings.get(added.entity) {
        bodies.0.insert(being.id, added.entity);
    }
}

fn forget_old_bodies(removed: On<Remove, Being>, beings: Query<&Being>, mut bodies: ResMut<Bodies>) {
    if let Ok(being) = beings.get(removed.entity)
        && bodies.get(being.id) == Some(removed.entity)
    {
        bodies.0.remove(&being.id);
    }
}

/// Brings every place up to this tick. Bodies that stand cost a comparison.
fn move_bodies(now: Res<Now>, scenes: Res<Scenes>, mut bodies: Query<(&Trajectory, &InScene, &mut Place)>) {
    for (trajectory, scene, mut place) in &mut bodies {
        if trajectory.motion == Motion::Still && place.at == trajectory.from && place.facing == trajectory.facing {
            if place.walking {
                place.walking = false;
            }
            continue;
        }
        let pose = trajectory.pose(now.0, &scenes.get(*scene).walls);
        let next = Place { at: pose.at, facing: pose.facing, walking: pose.walking };
        if *place != next {
            *place = next;
        }
    }
}

/// Who stands still on a seat sits on it, facing as the seat does; also after a talk, and after coming back.
fn seat_bodies(
    now: Res<Now>,
    scenes: Res<Scenes>,
    mut bodies: Query<(&Place, &InScene, &mut Mien, &mut Trajectory), Or<(Changed<Place>, Changed<Mien>)>>,
) {
    for (place, scene, mut mien, mut trajectory) in &mut bodies {
        let seat = scenes.get(*scene).seats.get(&place.tile()).copied();
        match (seat, place.walking) {
            (Some(facing), false) if mien.doing == Doing::Idle && trajectory.is_over(now.0) => {
                mien.doing = Doing::Sitting;
                *trajectory = Trajectory::standing(now.0, place.tile().centre(), facing);
            }
            (_, true) | (None, _) if mien.doing == Doing::Sitting => mien.doing = Doing::Idle,
            _ => {}
        }
    }
}
