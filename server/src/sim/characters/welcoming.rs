//! Welcoming: whoever comes to town for the first time is walked up to by somebody who has a moment.

use bevy::prelude::*;
use minds::{Other, Person};
use shared::ids::BodyId;
use shared::protocol::components::Being;
use shared::world::{TICK_HZ, Tick, UNITS};

use super::{CharacterBody, Errand};
use crate::sim::admission::PlayerBody;
use crate::sim::bodies::Place;
use crate::sim::calendar::Calendar;
use crate::sim::elbow_room::Taken;
use crate::sim::scenes::{InScene, Scenes};
use crate::sim::talk::{InTalk, WantsToTalk};
use crate::sim::{Now, TickSystems};

/// How long somebody counts as new, in ticks; after that they have found their way or want their peace.
const NEW_FOR: u32 = 60 * TICK_HZ;

/// How far away a newcomer is noticed, in world units: across a square, not across a town.
const NOTICE: i32 = 32 * UNITS;

/// From how near one says hello, in world units.
const HELLO: i32 = 4 * UNITS;

/// Most newcomers who are welcomed at once; a crowd has itself for company.
const AT_ONCE: usize = 3;

/// On the body of a player whom nobody in town has spoken with yet.
#[derive(Component, Debug)]
pub struct Newcomer {
    until: Tick,
    host: Option<BodyId>,
}

impl Newcomer {
    /// Somebody who arrives now.
    #[must_use]
    pub const fn arriving(now: Tick) -> Self {
        Self { until: now.after(NEW_FOR), host: None }
    }
}

pub(super) fn plugin(app: &mut App) {
    app.add_systems(Update, (forget_newcomers, welcome).chain().in_set(TickSystems::Decide));
}

/// Who talks, left or has been here a while isn't new any more.
fn forget_newcomers(
    now: Res<Now>,
    newcomers: Query<(Entity, &Newcomer, &PlayerBody, Has<InTalk>)>,
    mut commands: Commands,
) {
    for (entity, newcomer, player, talks) in &newcomers {
        if talks || newcomer.until <= now.0 || player.connection.is_none() {
            commands.entity(entity).remove::<Newcomer>();
        }
    }
}

/// Finds every newcomer a host, who walks up and says hello.
fn welcome(
    now: Res<Now>,
    calendar: Res<Calendar>,
    scenes: Res<Scenes>,
    taken: Res<Taken>,
    mut newcomers: Query<(&mut Newcomer, &Being, &PlayerBody, &Place, &InScene), Without<InTalk>>,
    mut hosts: Query<(Entity, &Being, &mut CharacterBody, &Place, &InScene), Without<InTalk>>,
    mut wants: MessageWriter<WantsToTalk>,
) {
    if !now.0.0.is_multiple_of(TICK_HZ / 2) {
        return;
    }
    let mut expected: Vec<BodyId> = newcomers.iter().filter_map(|(newcomer, ..)| newcomer.host).collect();
    let mut waiting: Vec<_> = newcomers.iter_mut().collect();
    waiting.sort_unstable_by_key(|(_, being, ..)| being.id);
    for (newcomer, being, player, place, scene) in &mut waiting {
        let guest = Other { body: being.id, person: Person::Player(player.player), name: being.name.clone() };
        if newcomer.host.is_none() && expected.len() < AT_ONCE {
            let free = hosts.iter().filter(|(_, host, character, at, in_scene)| {
                *in_scene == *scene
                    && at.at.distance(place.at) <= NOTICE
                    && !expected.contains(&host.id)
                    && !character.mind.doing(calendar.time).is_some_and(|entry| entry.busy)
                    && character.mind.willing(&guest, calendar.time)
            });
            newcomer.host = free.map(|(_, host, _, at, _)| (at.at.distance(place.at), host.id)).min().map(|(_, id)| id);
            expected.extend(newcomer.host);
        }
        let Some(host) = newcomer.host else { continue };
        let Some((entity, _, mut character, at, _)) =
            hosts.iter_mut().find(|(_, being, _, _, in_scene)| being.id == host && *in_scene == *scene)
        else {
            newcomer.host = None;
            continue;
        };
        if at.at.distance(place.at) <= HELLO {
            wants.write(WantsToTalk { from: entity, to: being.id });
            continue;
        }
        let (here, key) = (scenes.get(**scene), scenes.key(**scene));
        let beside = taken.or_beside(here, **scene, place.tile(), host);
        character.errand = Some(Errand { scene: key.clone(), at: beside, facing: None });
        // On arrival the choice is to say hello.
        character.next_choice = now.0.after(TICK_HZ);
    }
}
