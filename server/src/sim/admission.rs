//! Admission: a connection with a good ticket and the right protocol gets its player's body.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use bevy::prelude::*;
use bevy_replicon::prelude::*;
use bevy_replicon::shared::backend::connected_client::NetworkId;
use shared::ids::{BodyId, Key, PlayerId};
use shared::protocol::components::{Being, Doing, Mien};
use shared::protocol::facts::Entered;
use shared::world::movement::Trajectory;
use shared::world::{Facing, Point, TICK_HZ, Tick};

use super::bodies::{self, Place};
use super::calendar::Calendar;
use super::characters::Newcomer;
use super::characters::TownNews;
use super::elbow_room::Taken;
use super::keeping::Journal;
use super::outbox::Tell;
use super::scenes::{InScene, Scenes};
use super::{Now, ShardSettings, TickSystems};
use crate::auth::gate::Gate;
use crate::auth::tickets::{Admission, WEBSOCKET_BIT};
use crate::bucket::Bucket;
use crate::roster::Whereabouts;
use crate::storage::Write;

/// The gate, for this shard's own use.
#[derive(Resource, Clone, Deref)]
pub struct TownGate(pub Arc<Gate>);

/// The scene where newcomers arrive.
#[derive(Resource, Debug, Clone)]
pub struct ArrivalScene(pub Key);

/// Ticks that a client may hold a connection without a session: ten seconds, long enough for the protocol
/// check, and for the way to another shard to arrive over a bad line.
const OUTSIDE_TICKS: u32 = 10 * TICK_HZ;

/// On a client: the ticket it came with. Not yet let in.
#[derive(Component, Debug)]
pub struct Admitted(pub Admission);

/// On a client without a session: since when.
#[derive(Component, Debug)]
pub struct Outside(pub Tick);

/// On a client that was let in. Requests of clients without one are not even read (replicon delivers
/// messages of clients before they are authorised).
#[derive(Component, Debug)]
pub struct Session {
    /// The body it moves.
    pub body: Entity,
    /// Limit on steps.
    pub steps: Bucket,
    /// Limit on words.
    pub words: Bucket,
    /// Limit on everything else.
    pub wishes: Bucket,
    /// Number of the last step request.
    pub last_seq: u32,
}

/// On a body that a player moves.
#[derive(Component, Debug)]
pub struct PlayerBody {
    /// The player.
    pub player: PlayerId,
    /// Number of this visit in the log.
    pub visit: u64,
    /// The client attached to it.
    pub connection: Option<Entity>,
    /// When the connection was lost, if it is.
    pub lost_at: Option<Tick>,
    /// Who the player doesn't want to hear.
    pub muted: BTreeSet<PlayerId>,
    /// What the player came with, for the next shard.
    pub papers: Admission,
}

/// The body of every player in this shard.
#[derive(Resource, Debug, Default)]
pub struct Players(pub BTreeMap<PlayerId, Entity>);

pub(super) fn plugin(app: &mut App) {
    app.init_resource::<Players>()
        .add_observer(check_ticket)
        .add_systems(Update, (admit_clients, let_go_of_outsiders).chain().in_set(TickSystems::Intake));
}

pub(super) fn insert(app: &mut App, settings: &ShardSettings) {
    app.insert_resource(TownGate(settings.gate.clone()));
    app.insert_resource(ArrivalScene(settings.arrival_scene.clone()));
}

/// A UDP client names its ticket by its connection id; a token that netcode lets in again is refused here.
fn check_ticket(
    connected: On<Add, ConnectedClient>,
    ids: Query<&NetworkId, Without<Admitted>>,
    gate: Res<TownGate>,
    now: Res<Now>,
    mut commands: Commands,
    mut disconnects: MessageWriter<DisconnectRequest>,
) {
    let client = connected.entity;
    commands.entity(client).insert(Outside(now.0));
    let Ok(id) = ids.get(client) else { return };
    if id.get() & WEBSOCKET_BIT != 0 {
        return;
    }
    match gate.office.redeem_id(id.get(), gate.clock.now_ms()) {
        Some(admission) => {
            commands.entity(client).insert(Admitted(admission));
        }
        None => {
            debug!(%client, "refused a used or expired ticket");
            disconnects.write(DisconnectRequest { client });
        }
    }
}

fn admit_clients(
    fresh: Query<(Entity, &Admitted), (With<AuthorizedClient>, Without<Session>)>,
    mut commands: Commands,
    now: Res<Now>,
    scenes: Res<Scenes>,
    gate: Res<TownGate>,
    arrival: Res<ArrivalScene>,
    calendar: Res<Calendar>,
    taken: Res<Taken>,
    news: Res<TownNews>,
    mut players: ResMut<Players>,
    mut journal: ResMut<Journal>,
    mut owned: Query<(&mut PlayerBody, &Being, &Place, &InScene, &mut Mien)>,
    mut entered: Tell<Entered>,
    mut disconnects: MessageWriter<DisconnectRequest>,
) {
    for (client, Admitted(admission)) in &fresh {
        let player = admission.player;
        let session = |body| Session {
            body,
            steps: Bucket::full(30, 50),
            words: Bucket::full(4, 1200),
            wishes: Bucket::full(8, 250),
            last_seq: 0,
        };
        let returning = match players.0.get(&player) {
            Some(&entity) => match owned.get_mut(entity) {
                Ok(found) => Some((entity, found)),
                // Spawned for another connection of this player a moment ago: in the next tick it is there.
                Err(_) => continue,
            },
            None => None,
        };
        if returning.is_none() && gate.roster.scene_of(player).is_some_and(|scene| !scenes.is_here(&scene)) {
            debug!(%client, "refused a ticket that is older than a walk into another shard");
            commands.entity(client).remove::<Admitted>();
            disconnects.write(DisconnectRequest { client });
            continue;
        }
        let (entity, you, scene, trajectory) = match returning {
            Some((entity, (mut body, being, place, scene, mut mien))) => {
                if let Some(old) = body.connection.replace(client) {
                    disconnects.write(DisconnectRequest { client: old });
                }
                body.lost_at = None;
                mien.doing = Doing::Idle;
                (entity, being.id, *scene, Trajectory::standing(now.0, place.at, place.facing))
            }
            None => {
                let id = admission.body.unwrap_or_else(|| gate.roster.new_body());
                let key = if scenes.is_here(&admission.scene) { &admission.scene } else { &arrival.0 };
                let Some(scene) = scenes.number(key) else { continue };
                let (at, facing) = standing_place(&scenes, &taken, scene, admission, id);
                let trajectory = Trajectory::standing(now.0, at, facing);
                let being =
                    Being { id, name: admission.name.as_str().to_owned(), looks: admission.looks, character: None };
                let visit = gate.roster.new_visit();
                let body = PlayerBody {
                    player,
                    visit,
                    connection: Some(client),
                    lost_at: None,
                    muted: admission.muted.iter().copied().collect(),
                    papers: admission.clone(),
                };
                let entity = commands.spawn((bodies::body(being, scene, trajectory.clone()), body)).id();
                if admission.place.is_none() && admission.body.is_none() {
                    commands.entity(entity).insert(Newcomer::arriving(now.0));
                }
                players.0.insert(player, entity);
                journal.write(Write::VisitStarted { visit, player, scene: key.clone(), at_ms: gate.clock.now_ms() });
                (entity, id, scene, trajectory)
            }
        };
        commands.entity(entity).insert(trajectory.clone());
        commands.entity(client).insert((session(entity), scene)).remove::<(Admitted, Outside)>();
        gate.roster.note(player, Whereabouts { scene: scenes.key(scene).clone(), connected: true });
        entered.one(
            client,
            Entered {
                you,
                scene: scenes.key(scene).clone(),
                tick: now.0,
                trajectory,
                minute_ms: calendar.minute_ms,
                news: news.for_player(player),
            },
        );
    }
}

/// Nobody keeps a connection that leads nowhere: not without the protocol check, and not after a door.
fn let_go_of_outsiders(
    outsiders: Query<(Entity, &Outside)>,
    now: Res<Now>,
    mut disconnects: MessageWriter<DisconnectRequest>,
) {
    for (client, Outside(since)) in &outsiders {
        if now.0.since(*since) == OUTSIDE_TICKS {
            debug!(%client, "letting go of a client without a session");
            disconnects.write(DisconnectRequest { client });
        }
    }
}

/// Where a player appears: where they were, if one can stand there now, or at an arrival of the scene.
fn standing_place(
    scenes: &Scenes,
    taken: &Taken,
    scene: InScene,
    admission: &Admission,
    me: BodyId,
) -> (Point, Facing) {
    let here = scenes.get(scene);
    if let Some((at, facing)) = admission.place
        && here.walls.box_is_free(at, shared::world::movement::FEET)
        && !here.def.doors.values().any(|door| door.at == at.tile())
    {
        return (at, facing);
    }
    let arrivals = &here.def.arrivals;
    let index = usize::try_from(admission.player.0 % arrivals.len().max(1) as u64).unwrap_or(0);
    let arrival = arrivals.get(index).copied().unwrap_or_default();
    (taken.or_beside(here, scene, arrival, me).centre(), Facing::Down)
}
