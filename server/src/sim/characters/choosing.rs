//! Choosing: who stands and isn't talking makes up their mind what to do next.

use bevy::prelude::*;
use minds::{Intent, Near, Other, Person, Situation};
use shared::content::town::Scene;
use shared::dice::Dice;
use shared::ids::{BodyId, Key};
use shared::protocol::components::{Being, Doing, Mien};
use shared::world::movement::Trajectory;
use shared::world::{TICK_HZ, TICK_MS, Tick, TilePos, UNITS};

use super::{Chance, CharacterBody, Cooldowns, Errand};
use crate::sim::admission::PlayerBody;
use crate::sim::bodies::Place;
use crate::sim::calendar::Calendar;
use crate::sim::elbow_room::Taken;
use crate::sim::reload::Leaving;
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

/// Where the one who chooses stands.
struct Here<'a> {
    scene: &'a Scene,
    key: &'a Key,
    tile: TilePos,
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
        (Without<InTalk>, Without<Leaving>),
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
    let seen = notice(everybody.iter());
    for (id, entity) in due {
        let Ok((_, _, mut character, place, scene, _, mut mien)) = choosers.get_mut(entity) else { continue };
        let near = nearby(&seen, id, place, *scene, &cooldowns, now.ms());
        let here = Here { scene: scenes.get(*scene), key: scenes.key(*scene), tile: place.tile() };
        let spot = taken.spot(here.scene, *scene, here.tile, id);
        let situation = Situation { now: calendar.time, scene: here.key, spot, near: &near };
        let intent = character.mind.decide(&situation, &mut chance);
        let mood = character.mind.mood(calendar.time);
        if mien.mood != mood {
            mien.mood = mood;
        }
        match intent {
            Intent::GoTo { scene: to, spot, .. } => go_to(&mut character, &scenes, to, &spot, now.0),
            Intent::Stay { ms, .. } => {
                character.next_choice = wait(now.0, ms);
                if spot.is_some() && mien.doing == Doing::Idle {
                    mien.doing = Doing::Working;
                }
            }
            Intent::TalkTo(whom) => {
                character.next_choice = now.0.after(2 * TICK_HZ);
                wants.write(WantsToTalk { from: entity, to: whom });
            }
            Intent::Wander { ms, tiles } => {
                character.next_choice = wait(now.0, ms);
                wander(&mut character, &here, tiles, &mut chance);
            }
        }
    }
}

/// Everybody whom characters notice, by scene: other characters, and players who are connected.
fn notice<'a>(
    everybody: impl Iterator<Item = (&'a Being, &'a Place, &'a InScene, Option<&'a PlayerBody>, bool)>,
) -> Vec<Seen> {
    let mut seen: Vec<Seen> = everybody
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
    seen
}

/// Those of `seen`, which is sorted by scene, who are near a place.
fn nearby(seen: &[Seen], me: BodyId, place: &Place, scene: InScene, cooldowns: &Cooldowns, now_ms: u64) -> Vec<Near> {
    let first = seen.partition_point(|other| other.scene < scene);
    let last = seen.partition_point(|other| other.scene <= scene);
    seen[first..last]
        .iter()
        .filter(|other| other.id != me && other.place.at.distance(place.at) <= NOTICE_TILES * UNITS)
        .map(|other| Near {
            who: Other { body: other.id, person: other.person.clone(), name: other.name.clone() },
            distance: u16::try_from(other.place.at.distance(place.at) / UNITS).unwrap_or(u16::MAX),
            talking: other.talking,
            may_talk: cooldowns.may_talk(me, other.id, now_ms),
        })
        .collect()
}

/// The tick that comes so many milliseconds later.
fn wait(now: Tick, ms: u32) -> Tick {
    now.after((u64::from(ms) / TICK_MS).max(1) as u32)
}

/// Sets out for a spot of this town.
fn go_to(character: &mut CharacterBody, scenes: &Scenes, to: Key, spot: &str, now: Tick) {
    character.next_choice = now.after(TICK_HZ);
    let target = scenes.number(&to).and_then(|number| scenes.get(number).def.spots.get(spot));
    character.errand = target.map(|spot| Errand { scene: to, at: spot.at, facing: Some(spot.facing) });
}

/// Strolls to a free tile around, if chance finds one.
fn wander(character: &mut CharacterBody, here: &Here, tiles: u8, chance: &mut Dice) {
    let reach = 2 * u32::from(tiles) + 1;
    let mut aside = |from: u8| {
        let by = chance.below(reach) as i32 - i32::from(tiles);
        u8::try_from(i32::from(from) + by).ok()
    };
    let (Some(x), Some(y)) = (aside(here.tile.0), aside(here.tile.1)) else { return };
    let at = TilePos(x, y);
    let is_door = here.scene.def.doors.values().any(|door| door.at == at);
    if here.scene.walls.is_free(at) && at != here.tile && !is_door {
        character.errand = Some(Errand { scene: here.key.clone(), at, facing: None });
    }
}
