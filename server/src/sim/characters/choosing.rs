//! Choosing: who stands and isn't talking makes up their mind what to do next.

use bevy::prelude::*;
use minds::{Intent, Near, Other, Person, Situation};
use shared::ids::BodyId;
use shared::protocol::components::{Being, Doing, Mien};
use shared::world::movement::Trajectory;
use shared::world::{TICK_HZ, TICK_MS, TilePos, UNITS};

use super::{Chance, CharacterBody, Cooldowns, Errand, wire_mood};
use crate::sim::admission::PlayerBody;
use crate::sim::bodies::Place;
use crate::sim::calendar::Calendar;
use crate::sim::elbow_room::Taken;
use crate::sim::scenes::{InScene, Scenes};
use crate::sim::talk::{InTalk, WantsToTalk};
use crate::sim::{Now, TickSystems};

/// How far a character notices others, in tiles.
const NOTICE_TILES: i32 = 7;

pub(super) fn plugin(app: &mut App) {
    app.add_systems(Update, make_choices.in_set(TickSystems::Decide));
}

/// Somebody as others notice them.
struct Seen {
    id: BodyId,
    person: Person,
    name: String,
    place: Place,
    scene: InScene,
    talking: bool,
}

pub(super) fn make_choices(
    now: Res<Now>,
    calendar: Res<Calendar>,
    scenes: Res<Scenes>,
    cooldowns: Res<Cooldowns>,
    taken: Res<Taken>,
    mut chance: ResMut<Chance>,
    everybody: Query<(&Being, &Place, &InScene, Option<&PlayerBody>, Has<InTalk>)>,
    mut choosers: Query<
        (Entity, &Being, &mut CharacterBody, &Place, &InScene, &Trajectory, &mut Mien),
        Without<InTalk>,
    >,
    mut wants: MessageWriter<WantsToTalk>,
) {
    let mut due: Vec<(BodyId, Entity)> = choosers
        .iter()
        .filter(|(_, _, character, _, _, trajectory, _)| {
            character.errand.is_none() && character.next_choice <= now.0 && trajectory.is_over(now.0)
        })
        .map(|(entity, being, ..)| (being.id, entity))
        .collect();
    if due.is_empty() {
        return;
    }
    due.sort_unstable();
    let mut seen: Vec<Seen> = everybody
        .iter()
        .filter_map(|(being, place, scene, player, talking)| {
            let person = match (&being.character, player) {
                (Some(key), _) => Person::Character(key.clone()),
                (None, Some(player)) if player.connection.is_some() => Person::Player(player.player),
                (None, _) => return None,
            };
            Some(Seen { id: being.id, person, name: being.name.clone(), place: *place, scene: *scene, talking })
        })
        .collect();
    seen.sort_by_key(|seen| (seen.scene, seen.id));
    for (id, entity) in due {
        let Ok((_, _, mut character, place, scene, _, mut mien)) = choosers.get_mut(entity) else { continue };
        let first = seen.partition_point(|other| other.scene < *scene);
        let last = seen.partition_point(|other| other.scene <= *scene);
        let near: Vec<Near> = seen[first..last]
            .iter()
            .filter(|other| other.id != id && other.place.at.distance(place.at) <= NOTICE_TILES * UNITS)
            .map(|other| Near {
                who: Other { body: other.id, person: other.person.clone(), name: other.name.clone() },
                distance: u16::try_from(other.place.at.distance(place.at) / UNITS).unwrap_or(u16::MAX),
                talking: other.talking,
                may_talk: cooldowns.may_talk(id, other.id, now.ms()),
            })
            .collect();
        let here = scenes.get(*scene);
        let tile = place.tile();
        let spot = taken.spot(here, *scene, tile, id);
        let situation = Situation { now: calendar.time, scene: scenes.key(*scene), spot, near: &near };
        let intent = character.mind.decide(&situation, &mut chance);
        let mood = wire_mood(character.mind.mood(calendar.time));
        if mien.mood != mood {
            mien.mood = mood;
        }
        let wait = |ms: u32| now.0.after((u64::from(ms) / TICK_MS).max(1) as u32);
        match intent {
            Intent::GoTo { scene: to, spot, .. } => {
                character.next_choice = now.0.after(TICK_HZ);
                let target = scenes.number(&to).and_then(|number| scenes.get(number).def.spots.get(&spot));
                character.errand = target.map(|spot| Errand { scene: to, at: spot.at, facing: Some(spot.facing) });
            }
            Intent::Stay { ms, .. } => {
                character.next_choice = wait(ms);
                if spot.is_some() && mien.doing == Doing::Idle {
                    mien.doing = Doing::Working;
                }
            }
            Intent::TalkTo(whom) => {
                character.next_choice = now.0.after(2 * TICK_HZ);
                wants.write(WantsToTalk { from: entity, to: whom });
            }
            Intent::Wander { ms, tiles } => {
                character.next_choice = wait(ms);
                let reach = 2 * u32::from(tiles) + 1;
                let mut aside = |from: u8| {
                    let by = chance.below(reach) as i32 - i32::from(tiles);
                    u8::try_from(i32::from(from) + by).ok()
                };
                if let (Some(x), Some(y)) = (aside(tile.0), aside(tile.1)) {
                    let at = TilePos(x, y);
                    let is_door = here.def.doors.values().any(|door| door.at == at);
                    if here.walls.is_free(at) && at != tile && !is_door {
                        character.errand = Some(Errand { scene: scenes.key(*scene).clone(), at, facing: None });
                    }
                }
            }
        }
    }
}
