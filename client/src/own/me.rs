//! What one knows of oneself and of the town, filled from the server's facts.

use std::sync::Arc;

use bevy::prelude::*;
use bevy_replicon::prelude::*;
use shared::content::town::Scene;
use shared::ids::{BodyId, Key};
use shared::protocol::facts::{ConversationChanged, Entered, Stepped, TownTold};
use shared::world::movement::{Pose, Trajectory};
use shared::world::walls::Walls;
use shared::world::{Tick, TilePos};

use super::OwnSystems;
use super::content::Content;
use super::index::BodyIndex;
use super::pose::DrawnPose;
use super::prediction::{Moment, Prediction};
use super::town_time::TownClock;
use crate::net::{Connection, ServerClock};

/// Oneself. Empty while not in a town; keeps the last scene while the connection is lost.
#[derive(Resource, Debug, Clone, Default)]
pub struct Me {
    /// One's own body.
    pub body: Option<BodyId>,
    /// The scene it is in.
    pub scene: Option<Key>,
    /// The conversation one is in: everybody in the order they joined; empty for none.
    pub members: Vec<BodyId>,
    /// Whose turn it is there.
    pub turn: Option<BodyId>,
    /// Players in the town.
    pub visitors: u32,
    /// What the town had to tell on the last arrival; may be empty. Whoever shows it takes it out.
    pub news: Vec<String>,
    /// Milliseconds that one minute of the town takes; 0 before the first arrival.
    pub minute_ms: u32,
    pub(super) prediction: Prediction,
    town_clock: TownClock,
    /// The town's minutes when the connection ended, to go on from in the next one.
    minutes_left: Option<f64>,
}

impl Me {
    /// Whether this is one's own body.
    #[must_use]
    pub fn is_me(&self, body: BodyId) -> bool {
        self.body == Some(body)
    }

    /// The scene one is in, if the content in use has it.
    #[must_use]
    pub fn scene_in<'a>(&self, content: &'a Content) -> Option<&'a Scene> {
        content.0.scenes.get(self.scene.as_ref()?)
    }

    /// One's own motion, as predicted.
    #[must_use]
    pub const fn trajectory(&self) -> &Trajectory {
        self.prediction.trajectory()
    }

    /// The walls of the scene one is in.
    #[must_use]
    pub const fn walls(&self) -> &Arc<Walls> {
        self.prediction.walls()
    }

    /// Where to draw one's own body now: predicted, with corrections fading in.
    #[must_use]
    pub fn drawn_pose(&self, clock: &ServerClock) -> DrawnPose {
        self.prediction.drawn(moment(clock))
    }

    /// Where one's own body is at a tick, as predicted.
    #[must_use]
    pub fn pose(&self, tick: Tick) -> Pose {
        self.prediction.trajectory().pose(tick, self.prediction.walls())
    }

    /// The tile one's own body is on now, as predicted.
    #[must_use]
    pub fn tile(&self, clock: &ServerClock) -> TilePos {
        self.pose(clock.tick()).at.tile()
    }

    /// Minutes of the town's day now, 0..1440, running evenly.
    #[must_use]
    pub fn town_time_now(&self, clock: &ServerClock) -> f32 {
        self.town_clock.minute_of_day(clock.now())
    }

    /// Days since the town began.
    #[must_use]
    pub fn town_day(&self, clock: &ServerClock) -> u32 {
        self.town_clock.day(clock.now())
    }
}

/// Now, on both clocks.
pub(super) fn moment(clock: &ServerClock) -> Moment {
    Moment { tick: clock.now(), seconds: clock.seconds() }
}

/// Keeps [`Me`].
pub(super) fn plugin(app: &mut App) {
    app.init_resource::<Me>()
        .configure_sets(PreUpdate, OwnSystems::Learn.after(ClientSystems::Receive))
        .add_systems(
            PreUpdate,
            (
                enter_scenes,
                note_town,
                hear_steps,
                follow_own_body.after(super::sight::see),
                note_conversations,
                refresh_walls.run_if(resource_changed::<Content>),
            )
                .chain()
                .in_set(OwnSystems::Learn),
        )
        .add_systems(Update, forget_town.run_if(resource_changed::<Connection>))
        .add_systems(OnEnter(ClientState::Connected), |mut me: ResMut<Me>| me.prediction.restart())
        .add_systems(OnExit(ClientState::Connected), stand_still);
}

fn enter_scenes(
    mut me: ResMut<Me>,
    mut entered: MessageReader<Entered>,
    content: Res<Content>,
    connection: Res<Connection>,
) {
    for Entered { you, scene, tick, trajectory, minute_ms, news } in entered.read() {
        let walls = walls_of(&content, scene);
        me.scene = Some(scene.clone());
        me.news.extend(news.iter().cloned());
        me.minute_ms = *minute_ms;
        let asked = me.body.is_none().then(|| connection.minute_of_day.map_or(0.0, f64::from));
        if let Some(minutes) = me.minutes_left.take().or(asked) {
            me.town_clock.start(minutes, *tick, *minute_ms);
        }
        me.body = Some(*you);
        me.prediction.enter(trajectory.clone(), walls);
    }
}

/// The walls of a scene; a scene that this client doesn't know has none, and the server holds the player back.
fn walls_of(content: &Content, scene: &Key) -> Arc<Walls> {
    match content.0.scenes.get(scene) {
        Some(scene) => Arc::new(scene.walls.clone()),
        None => {
            debug!(%scene, "this client's content doesn't have the scene yet");
            Arc::new(Walls::open(u8::MAX, u8::MAX))
        }
    }
}

fn hear_steps(mut me: ResMut<Me>, mut stepped: MessageReader<Stepped>, clock: Res<ServerClock>) {
    for Stepped { seq, trajectory } in stepped.read() {
        me.prediction.hear(*seq, trajectory, moment(&clock));
    }
}

fn follow_own_body(mut me: ResMut<Me>, index: Res<BodyIndex>, bodies: Query<&Trajectory>, clock: Res<ServerClock>) {
    let Some(entity) = me.body.and_then(|body| index.get(body)) else { return };
    let Ok(seen) = bodies.get(entity) else { return };
    if seen != me.prediction.trajectory() {
        me.prediction.follow(seen, moment(&clock));
    }
}

fn note_conversations(mut me: ResMut<Me>, mut changes: MessageReader<ConversationChanged>) {
    for ConversationChanged { members, turn } in changes.read() {
        me.members.clone_from(members);
        me.turn = *turn;
    }
}

fn note_town(mut me: ResMut<Me>, mut told: MessageReader<TownTold>) {
    for TownTold { visitors, time, tick } in told.read() {
        me.visitors = *visitors;
        me.town_clock.tell(*time, *tick);
    }
}

fn refresh_walls(mut me: ResMut<Me>, content: Res<Content>) {
    let Some(scene) = &me.scene else { return };
    let walls = walls_of(&content, scene);
    me.prediction.set_walls(walls);
}

/// Away from the town nothing of it is known.
fn forget_town(mut me: ResMut<Me>, connection: Res<Connection>) {
    if !connection.is_under_way() && me.body.is_some() {
        *me = Me::default();
    }
}

/// A lost body stands, and is in no conversation that it could hear.
fn stand_still(mut me: ResMut<Me>, clock: Res<ServerClock>) {
    me.prediction.stand(moment(&clock));
    me.minutes_left = me.body.map(|_| me.town_clock.minutes(clock.now()));
    me.members.clear();
    me.turn = None;
}
