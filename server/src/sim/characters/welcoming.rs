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

/// How long a newcomer waits, in ticks, until who is at work leaves it for a moment.
const FROM_WORK_AFTER: u32 = 4 * TICK_HZ;

/// How long a newcomer waits, in ticks, until somebody comes out from another scene.
const FROM_AFAR_AFTER: u32 = 8 * TICK_HZ;

/// Most newcomers who are welcomed at once; a crowd has itself for company.
const AT_ONCE: usize = 3;

/// On the body of a player whom nobody in town has spoken with yet.
#[derive(Component, Debug)]
pub struct Newcomer {
    until: Tick,
    host: Option<BodyId>,
}

impl Newcomer {
    fn has_waited(&self, ticks: u32, now: Tick) -> bool {
        self.until.since(now) + ticks <= NEW_FOR
    }

    /// Somebody who arrives now.
    #[must_use]
    pub const fn arriving(now: Tick) -> Self {
        Self { until: now.after(NEW_FOR), host: None }
    }
}

pub(super) fn plugin(app: &mut App) {
    app.add_systems(Update, (forget_newcomers, welcome).chain().in_set(TickSystems::Decide));
}

/// Who talks, sits down, left or has been here a while isn't new any more.
fn forget_newcomers(
    now: Res<Now>,
    scenes: Res<Scenes>,
    newcomers: Query<(Entity, &Newcomer, &PlayerBody, &Place, &InScene, Has<InTalk>)>,
    mut commands: Commands,
) {
    for (entity, newcomer, player, place, scene, talks) in &newcomers {
        let sits = !place.walking && scenes.get(*scene).seats.contains_key(&place.tile());
        if talks || sits || newcomer.until <= now.0 || player.connection.is_none() {
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
            let (work, afar) =
                (newcomer.has_waited(FROM_WORK_AFTER, now.0), newcomer.has_waited(FROM_AFAR_AFTER, now.0));
            // Who is free here comes first, then who is at work here, then who is free elsewhere.
            let ranked = hosts.iter().filter_map(|(_, host, character, at, in_scene)| {
                let (here, away) = (*in_scene == **scene, at.at.distance(place.at));
                if expected.contains(&host.id) || if here { away > NOTICE } else { !afar } {
                    return None;
                }
                let busy = character.mind.doing(calendar.time).is_some_and(|entry| entry.busy);
                let rank = match (here, busy) {
                    (true, false) => (0, away),
                    (true, true) if work => (1, away),
                    (false, false) => (2, 0),
                    _ => return None,
                };
                character.mind.willing(&guest, calendar.time).then_some((rank, host.id))
            });
            newcomer.host = ranked.min().map(|(_, id)| id);
            expected.extend(newcomer.host);
        }
        let Some(host) = newcomer.host else { continue };
        let Some((entity, _, mut character, at, in_scene)) = hosts.iter_mut().find(|(_, being, ..)| being.id == host)
        else {
            newcomer.host = None;
            continue;
        };
        if *in_scene == **scene && at.at.distance(place.at) <= HELLO {
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
