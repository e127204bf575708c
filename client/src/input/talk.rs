//! Talking with somebody: finding them, walking up to them, and leaving again.

use bevy::prelude::*;
use shared::ids::BodyId;
use shared::protocol::components::Being;
use shared::protocol::facts::{Entered, Refused};
use shared::protocol::requests::{Leave, Talk};
use shared::world::path::find_path;
use shared::world::walls::Walls;
use shared::world::{Facing, Point, TilePos, UNITS_PER_PX};

use super::actions::{Action, Actions};
use crate::net::ServerClock;
use crate::own::{Me, StepIntent};
use crate::town::bodies::Shown;

/// Tiles within which one talks without taking a step.
pub const REACH_TILES: u32 = 2;

/// Tiles within which the Talk key walks up to somebody.
pub const SEEK_TILES: u32 = 6;

/// Seconds after which walking up to somebody who keeps moving is given up.
const PATIENCE_S: f64 = 12.0;

/// Seconds between two looks at where the other one is now.
const LOOK_AGAIN_S: f64 = 0.5;

/// Whom the player is walking up to, to talk.
#[derive(Resource, Debug, Default)]
pub struct Approach {
    whom: Option<BodyId>,
    since: f64,
    looked: f64,
    going_to: Option<TilePos>,
}

impl Approach {
    /// Goes to somebody; from now on `follow_approach` has the legs.
    pub fn begin(&mut self, whom: BodyId, now: f64) {
        *self = Self { whom: Some(whom), since: now, looked: f64::NEG_INFINITY, going_to: None };
    }

    /// Stays where one is.
    pub fn forget(&mut self) {
        *self = Self::default();
    }

    /// Whom one is walking up to.
    #[must_use]
    pub const fn whom(&self) -> Option<BodyId> {
        self.whom
    }
}

/// The tile of somebody who is shown at these scene pixels.
#[must_use]
pub fn tile_of(shown: &Shown) -> TilePos {
    Point { x: shown.feet.x as i32 * UNITS_PER_PX, y: shown.feet.y as i32 * UNITS_PER_PX }.tile()
}

/// How good a partner somebody is: nearer is better, and in front is better than behind; lower wins.
#[must_use]
pub fn turn_to(own: TilePos, facing: Facing, other: TilePos) -> u32 {
    let (dx, dy) = (i32::from(other.0) - i32::from(own.0), i32::from(other.1) - i32::from(own.1));
    let ahead = match facing {
        Facing::Down => dy,
        Facing::Up => -dy,
        Facing::Left => -dx,
        Facing::Right => dx,
    };
    own.steps_to(other) * 4
        + if ahead > 0 {
            0
        } else if ahead == 0 {
            2
        } else {
            5
        }
}

/// The tile next to somebody to which the way is shortest; `None` when there is no way.
#[must_use]
pub fn beside(walls: &Walls, from: TilePos, other: TilePos) -> Option<TilePos> {
    let around = [(1, 0), (-1, 0), (0, 1), (0, -1), (1, 1), (-1, 1), (1, -1), (-1, -1)];
    around
        .into_iter()
        .filter_map(|(dx, dy)| Some(TilePos(other.0.checked_add_signed(dx)?, other.1.checked_add_signed(dy)?)))
        .filter(|tile| walls.is_free(*tile))
        .filter_map(|tile| {
            // A straight look reads better than a slanted one.
            let slanted = tile.0 != other.0 && tile.1 != other.1;
            find_path(walls, from, tile).map(|way| (way_length(from, &way), slanted, tile))
        })
        .min()
        .map(|(.., tile)| tile)
}

fn way_length(from: TilePos, way: &[TilePos]) -> u32 {
    let starts = std::iter::once(&from).chain(way);
    starts.zip(way).map(|(a, b)| a.steps_to(*b)).sum()
}

/// The Talk key: talks with the one in front, walks up to the nearest one, or says that nobody is there.
pub fn press_talk(
    mut actions: ResMut<Actions>,
    bodies: Query<(&Being, &Shown)>,
    me: Res<Me>,
    clock: Res<ServerClock>,
    mut approach: ResMut<Approach>,
    mut talk: MessageWriter<Talk>,
    mut toasts: MessageWriter<crate::ui::toasts::Toast>,
) {
    if !actions.take(Action::Talk) {
        return;
    }
    let (own, facing) = (me.tile(&clock), me.drawn_pose(&clock).facing);
    let others = bodies.iter().filter(|(being, _)| !me.is_me(being.id) && !me.members.contains(&being.id));
    let best = others.map(|(being, shown)| (turn_to(own, facing, tile_of(shown)), tile_of(shown), being.id)).min();
    match best {
        Some((_, at, whom)) if own.steps_to(at) <= REACH_TILES => {
            approach.forget();
            talk.write(Talk { to: whom });
        }
        Some((_, at, whom)) if own.steps_to(at) <= SEEK_TILES => approach.begin(whom, clock.seconds()),
        _ => {
            toasts.write(crate::ui::toasts::Toast::new("Nobody is close enough to talk with."));
        }
    }
}

/// The Leave key: leaves the talk, or stops walking up to somebody.
pub fn press_leave(
    mut actions: ResMut<Actions>,
    me: Res<Me>,
    mut approach: ResMut<Approach>,
    mut leave: MessageWriter<Leave>,
) {
    if actions.pressed(Action::Leave) && approach.whom().is_some() {
        approach.forget();
        actions.take(Action::Leave);
    } else if me.members.len() > 1 && actions.take(Action::Leave) {
        leave.write(Leave);
    }
}

/// Walks up to whom the player wants to talk with, follows if they move, and then talks.
pub fn follow_approach(
    mut approach: ResMut<Approach>,
    bodies: Query<(&Being, &Shown)>,
    me: Res<Me>,
    clock: Res<ServerClock>,
    mut refused: MessageReader<Refused>,
    mut entered: MessageReader<Entered>,
    mut steps: MessageWriter<StepIntent>,
    mut talk: MessageWriter<Talk>,
) {
    let stopped = refused.read().count() + entered.read().count() > 0;
    let Some(whom) = approach.whom else { return };
    let now = clock.seconds();
    let found = bodies.iter().find(|(being, _)| being.id == whom);
    let Some((_, shown)) = found.filter(|_| !stopped && now - approach.since < PATIENCE_S) else {
        approach.forget();
        return;
    };
    let (own, other) = (me.tile(&clock), tile_of(shown));
    if own.steps_to(other) <= 1 || own.steps_to(other) <= REACH_TILES && !me.drawn_pose(&clock).walking {
        approach.forget();
        talk.write(Talk { to: whom });
        return;
    }
    if now - approach.looked < LOOK_AGAIN_S {
        return;
    }
    approach.looked = now;
    match beside(me.walls(), own, other) {
        Some(tile) if approach.going_to != Some(tile) => {
            approach.going_to = Some(tile);
            steps.write(StepIntent::WalkTo(tile));
        }
        Some(_) => {}
        // Across a counter there is no way, but perhaps they hear one: the server decides.
        None => {
            approach.forget();
            talk.write(Talk { to: whom });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whoever_is_in_front_comes_before_whoever_is_behind() {
        let own = TilePos(10, 10);
        let rank = |other| turn_to(own, Facing::Right, other);
        assert!(rank(TilePos(11, 10)) < rank(TilePos(9, 10)));
        assert!(rank(TilePos(12, 10)) < rank(TilePos(8, 10)));
        assert!(rank(TilePos(9, 10)) < rank(TilePos(13, 10)), "one step behind is nearer than three ahead");
    }

    #[test]
    fn one_walks_to_the_near_side() {
        let walls = Walls::open(20, 20);
        assert_eq!(beside(&walls, TilePos(2, 10), TilePos(10, 10)), Some(TilePos(9, 10)));
    }

    #[test]
    fn a_counter_in_between_is_walked_around() {
        let mut walls = Walls::open(20, 20);
        for y in 8..=12 {
            walls.set_solid(9, y);
        }
        let tile = beside(&walls, TilePos(2, 10), TilePos(10, 10)).expect("a way round");
        assert!(walls.is_free(tile) && tile.steps_to(TilePos(10, 10)) == 1);
        for y in 0..20 {
            walls.set_solid(9, y);
        }
        assert_eq!(beside(&walls, TilePos(2, 10), TilePos(10, 10)), None);
    }
}
