//! A player of the stepper: a real replicon client whose frames travel through channels.

use std::collections::{BTreeMap, BTreeSet};

use bevy::prelude::*;
use bevy_replicon::client::ClientPlugin;
use bevy_replicon::client::message::ClientMessagePlugin;
use bevy_replicon::prelude::*;
use bytes::Bytes;
use shared::ids::{BodyId, Key};
use shared::protocol::components::{Being, Mien};
use shared::protocol::facts::{
    ContentTold, ConversationChanged, EditTold, Entered, Refused, SentOn, Spoke, Stepped, TownTold,
};
use shared::protocol::frames;
use shared::world::Tick;
use shared::world::movement::Trajectory;
use tokio::sync::mpsc;

/// A player: a real replicon client whose frames travel through channels.
pub struct Player {
    app: App,
    wire: Option<Wire>,
    pub body: Option<BodyId>,
    pub scene: Option<Key>,
    pub told: Vec<TownTold>,
    pub spoke: Vec<Spoke>,
    pub stepped: Vec<Stepped>,
    pub refused: Vec<Refused>,
    pub revisions: Vec<String>,
    pub edits: Vec<EditTold>,
    pub talk: ConversationChanged,
    seen: BTreeSet<String>,
    /// Neither sends nor reads anything, and stays connected.
    pub asleep: bool,
    /// Ticks for which a connection that was left behind stays open, as it does on a slow line.
    pub lag: u32,
    left_behind: Vec<(u32, Wire)>,
    seq: u32,
}

type Wire = (mpsc::Sender<Bytes>, mpsc::Receiver<Bytes>);

impl Player {
    pub(super) fn new() -> Self {
        let mut app = App::new();
        app.add_plugins((
            MinimalPlugins,
            bevy::state::app::StatesPlugin,
            RepliconSharedPlugin::default(),
            ClientPlugin,
            ClientMessagePlugin,
            shared::protocol::plugin,
            client::own::sight::plugin,
        ));
        app.finish();
        app.cleanup();
        Self {
            app,
            wire: None,
            body: None,
            scene: None,
            told: Vec::new(),
            spoke: Vec::new(),
            stepped: Vec::new(),
            refused: Vec::new(),
            revisions: Vec::new(),
            edits: Vec::new(),
            talk: ConversationChanged::default(),
            seen: BTreeSet::new(),
            asleep: false,
            lag: 0,
            left_behind: Vec::new(),
            seq: 0,
        }
    }

    pub(super) fn plug_in(&mut self, to_shard: mpsc::Sender<Bytes>, from_shard: mpsc::Receiver<Bytes>) {
        self.set_state(ClientState::Disconnected);
        let old = self.wire.replace((to_shard, from_shard));
        self.left_behind.extend(old.map(|wire| (self.lag, wire)));
        self.set_state(ClientState::Connected);
    }

    /// Cuts the connection without a word.
    pub fn cut(&mut self) {
        self.wire = None;
        self.body = None;
        self.set_state(ClientState::Disconnected);
    }

    fn set_state(&mut self, state: ClientState) {
        self.app.world_mut().resource_mut::<NextState<ClientState>>().set(state);
        self.app.update();
    }

    /// Whether the server has closed the connection.
    pub fn is_closed(&self) -> bool {
        self.wire.as_ref().is_none_or(|(to, _)| to.is_closed())
    }

    pub(super) fn exchange(&mut self) -> Option<SentOn> {
        self.left_behind.retain_mut(|(ticks, _)| {
            *ticks = ticks.saturating_sub(1);
            *ticks > 0
        });
        if self.asleep {
            return None;
        }
        let Some((to_shard, from_shard)) = &mut self.wire else { return None };
        let world = self.app.world_mut();
        let channels = world.resource::<RepliconChannels>().server_channels().len();
        while let Ok(frame) = from_shard.try_recv() {
            for (channel, payload) in frames::split(&frame, channels, usize::MAX).expect("the server's frames are good")
            {
                world.resource_mut::<ClientMessages>().insert_received(channel, payload);
            }
        }
        self.app.update();
        let world = self.app.world_mut();
        let mut frame = Vec::new();
        for (channel, payload) in world.resource_mut::<ClientMessages>().drain_sent() {
            frames::push(&mut frame, channel as u8, &payload);
        }
        if !frame.is_empty() {
            // A full queue shows in the test that fills it.
            let _ = to_shard.try_send(frame.into());
        }
        self.read_facts()
    }

    fn read_facts(&mut self) -> Option<SentOn> {
        let world = self.app.world_mut();
        let names: Vec<String> = world.query::<&Being>().iter(world).map(|being| being.name.clone()).collect();
        self.seen.extend(names);
        for entered in self.drain::<Entered>() {
            (self.body, self.scene) = (Some(entered.you), Some(entered.scene));
        }
        let told = self.drain();
        self.told.extend(told);
        let spoke = self.drain();
        self.spoke.extend(spoke);
        let stepped = self.drain();
        self.stepped.extend(stepped);
        let refused = self.drain();
        self.refused.extend(refused);
        let revisions: Vec<ContentTold> = self.drain();
        self.revisions.extend(revisions.into_iter().map(|told| told.revision));
        let edits = self.drain();
        self.edits.extend(edits);
        if let Some(talk) = self.drain::<ConversationChanged>().pop() {
            self.talk = talk;
        }
        self.drain::<SentOn>().pop()
    }

    fn drain<T: Message>(&mut self) -> Vec<T> {
        self.app.world_mut().resource_mut::<Messages<T>>().drain().collect()
    }

    /// Sends a request with the next exchange.
    pub fn send<T: Message>(&mut self, request: T) {
        self.app.world_mut().write_message(request);
    }

    /// Sends raw bytes as one frame.
    pub fn send_raw(&mut self, frame: Vec<u8>) -> bool {
        self.wire.as_ref().is_some_and(|(to, _)| to.try_send(frame.into()).is_ok())
    }

    /// The next number for a step request.
    pub fn next_seq(&mut self) -> u32 {
        self.seq += 1;
        self.seq
    }

    /// The server's tick as the last facts told it.
    pub fn tick(&self) -> Tick {
        self.told.last().map_or(Tick(0), |told| told.tick)
    }

    /// Every body this player sees, by name.
    pub fn sees(&mut self) -> BTreeMap<String, (BodyId, Trajectory, Mien)> {
        let world = self.app.world_mut();
        let mut query = world.query::<(&Being, &Trajectory, &Mien)>();
        query.iter(world).map(|(being, at, mien)| (being.name.clone(), (being.id, at.clone(), *mien))).collect()
    }

    /// Whether this player has ever seen somebody.
    pub fn saw(&self, name: &str) -> bool {
        self.seen.contains(name)
    }

    /// Somebody this player sees, as they look.
    pub fn being(&mut self, name: &str) -> Option<Being> {
        let world = self.app.world_mut();
        let mut query = world.query::<&Being>();
        query.iter(world).find(|being| being.name == name).cloned()
    }

    /// The body of somebody this player sees.
    #[track_caller]
    pub fn body_of(&mut self, name: &str) -> BodyId {
        let seen = self.sees();
        seen.get(name).unwrap_or_else(|| panic!("{name} is not in sight, only {:?}", seen.keys())).0
    }

    /// What somebody said so far.
    pub fn lines_of(&self, who: BodyId) -> Vec<&str> {
        self.spoke.iter().filter(|spoke| spoke.who == who).map(|spoke| spoke.text.as_str()).collect()
    }

    /// Why requests were refused so far.
    pub fn refusals(&self) -> Vec<shared::protocol::facts::Rejection> {
        self.refused.iter().map(|refused| refused.why).collect()
    }
}
