//! The people of a conversation, as the simulation finds them.

use bevy::ecs::system::SystemParam;
use bevy::prelude::*;
use minds::talk::Member;
use minds::{Other, Person};
use shared::ids::BodyId;
use shared::protocol::components::{Being, Doing, Mien};
use shared::world::movement::Trajectory;
use shared::world::{Facing, UNITS};

use super::InTalk;
use crate::sim::admission::PlayerBody;
use crate::sim::bodies::{Bodies, Place};
use crate::sim::characters::CharacterBody;
use crate::sim::scenes::InScene;

/// Talk distance: who is this near can talk, in world units.
pub const TALK_DISTANCE: i32 = 2 * UNITS + UNITS / 2;

/// Who is further away than this has walked out of the conversation, in world units.
pub const LOST_DISTANCE: i32 = 5 * UNITS;

/// Everybody, with what conversations change about them.
#[derive(SystemParam)]
pub struct Folk<'w, 's> {
    pub bodies: Res<'w, Bodies>,
    pub all: Query<
        'w,
        's,
        (
            &'static Being,
            &'static Place,
            &'static InScene,
            &'static mut Mien,
            &'static mut Trajectory,
            Option<&'static PlayerBody>,
            Option<&'static mut CharacterBody>,
            Option<&'static InTalk>,
        ),
    >,
}

impl Folk<'_, '_> {
    /// Who a body is; `None` when it is gone.
    pub fn other(&self, id: BodyId) -> Option<Other> {
        let (being, _, _, _, _, player, ..) = self.all.get(self.bodies.get(id)?).ok()?;
        let person = match (&being.character, player) {
            (Some(key), _) => Person::Character(key.clone()),
            (None, Some(player)) => Person::Player(player.player),
            (None, None) => return None,
        };
        Some(Other { body: id, person, name: being.name.clone() })
    }

    /// A body as a member of a conversation.
    pub fn member(&self, id: BodyId) -> Option<Member> {
        let (.., character, _) = self.all.get(self.bodies.get(id)?).ok()?;
        Some(match character {
            Some(character) => {
                let persona = character.mind.persona();
                Member::character(id, persona.talkativeness, persona.likes.clone())
            }
            None => Member::player(id),
        })
    }

    /// Where a body is.
    pub fn place(&self, id: BodyId) -> Option<(InScene, Place)> {
        let (_, place, scene, ..) = self.all.get(self.bodies.get(id)?).ok()?;
        Some((*scene, *place))
    }

    /// Distance of two bodies of one scene in world units; `None` when they are not in one.
    pub fn distance(&self, a: BodyId, b: BodyId) -> Option<i32> {
        let ((scene_a, a), (scene_b, b)) = (self.place(a)?, self.place(b)?);
        (scene_a == scene_b).then(|| a.at.distance(b.at))
    }

    /// Turns a standing body towards another.
    pub fn face(&mut self, who: BodyId, towards: BodyId, now: shared::world::Tick) {
        let Some((_, target)) = self.place(towards) else { return };
        let Some(entity) = self.bodies.get(who) else { return };
        let Ok((_, place, _, mien, mut trajectory, ..)) = self.all.get_mut(entity) else { return };
        let facing = Facing::of_offset(target.at.x - place.at.x, target.at.y - place.at.y).unwrap_or(place.facing);
        if facing != place.facing && trajectory.is_over(now) && mien.doing != Doing::Sitting {
            *trajectory = Trajectory::standing(now, place.at, facing);
        }
    }

    /// Stops a character where it is.
    pub fn stop(&mut self, who: BodyId, now: shared::world::Tick) {
        let Some(entity) = self.bodies.get(who) else { return };
        let Ok((_, place, _, _, mut trajectory, player, ..)) = self.all.get_mut(entity) else { return };
        if player.is_none() && !trajectory.is_over(now) {
            *trajectory = Trajectory::standing(now, place.at, place.facing);
        }
    }

    /// Sets what a body shows; sitting people stay seated while they only listen.
    pub fn show(&mut self, who: BodyId, doing: Doing) {
        let Some(entity) = self.bodies.get(who) else { return };
        let Ok((_, _, _, mut mien, ..)) = self.all.get_mut(entity) else { return };
        if mien.doing != doing && mien.doing != Doing::Away {
            mien.doing = doing;
        }
    }
}
