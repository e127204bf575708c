//! The stepper: a town without sockets or sleep, and players in it, driven tick by tick.

#[path = "player.rs"]
mod player;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use bevy::prelude::*;
use server::auth::gate::Gate;
use server::auth::tickets::{Admission, TicketOffice};
use server::bridge::{INBOUND_FRAMES, NewSocket, OUTBOUND_FRAMES, ShardDoors, ToShard};
use server::content::{Current, Loaded, Looked, Reloader};
use server::rooms::keeper::{HallDoor, ToHall};
use server::roster::Roster;
use server::settings::Designers;
use server::sim::calendar::SharedTime;
use server::sim::keeping::{Past, saved_flags};
use server::sim::{self, ShardSettings, transport};
use server::storage::{Pace, Store, Writer};
use shared::api::JoinGrant;
use shared::clock::{StoppedClock, TownTime};
use shared::content::looks::Looks;
use shared::content::town::TownContent;
use shared::ids::{Key, PlayerId};
use shared::protocol::components::Being;
use shared::text::DisplayName;
use shared::world::movement::Trajectory;
use shared::world::{TICK_MS, TilePos};
use tokio::sync::mpsc;

pub use player::Player;

/// A town of one or more shards with a stopped clock and a database of its own.
pub struct Town {
    pub content: Arc<TownContent>,
    pub gate: Arc<Gate>,
    pub clock: Arc<StoppedClock>,
    pub shards: Vec<App>,
    pub store: Store,
    doors: ShardDoors,
    /// What the shards tell the hall.
    pub to_hall: mpsc::Receiver<ToHall>,
    reloader: Reloader,
    current: Arc<Current>,
    pub players: Vec<Player>,
    runtime: tokio::runtime::Runtime,
    writer: Option<tokio::task::JoinHandle<()>>,
    pub folder: Arc<tempfile::TempDir>,
}

/// What a town is made with.
#[derive(Clone)]
pub struct Making {
    pub shards: u8,
    pub seed: u64,
    pub crowd: u32,
    pub time: TownTime,
    pub folder: Option<Arc<tempfile::TempDir>>,
    /// Another folder of content than the repository's.
    pub assets: Option<PathBuf>,
    pub designers: Designers,
    /// How much may wait for the hall.
    pub hall_queue: usize,
}

impl Default for Making {
    fn default() -> Self {
        let (time, designers) = (TownTime(10 * 60), Designers::Nobody);
        Self { shards: 1, seed: 7, crowd: 0, time, folder: None, assets: None, designers, hall_queue: 64 }
    }
}

pub fn assets() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../assets")
}

pub fn key(text: &str) -> Key {
    Key::parse(text).expect("a content name")
}

impl Town {
    pub fn new() -> Self {
        Self::made(Making::default())
    }

    pub fn made(making: Making) -> Self {
        let assets = making.assets.clone().unwrap_or_else(assets);
        let loaded = Arc::new(Loaded::load(&assets).expect("the town's content is fine"));
        let (content, current) = (loaded.town.clone(), Arc::new(Current::new(loaded.clone())));
        let clock = Arc::new(StoppedClock::at(1_700_000_000_000));
        let runtime =
            tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build().expect("tokio");
        let folder = making.folder.clone().unwrap_or_else(|| Arc::new(tempfile::tempdir().expect("a folder")));
        let file = folder.path().join("town.db");
        let (store, saved) = runtime.block_on(async {
            let store = Store::open(file.to_str().expect("a path")).await.expect("a database");
            let saved = store.load_town().await.expect("a saved town");
            (store, saved)
        });
        let _guard = runtime.enter();
        let (writes, writer) = Writer::spawn(store.clone(), Pace::default());
        let roster = Roster::new(
            content.scenes.keys(),
            loaded.cast.keys(),
            making.shards,
            saved.last_visit,
            saved.last_conversation,
            saved_flags(&saved),
        );
        let gate = Arc::new(Gate {
            roster: Arc::new(roster),
            office: TicketOffice::default(),
            clock: clock.clone(),
            protocol: shared::protocol::hash_of_this_build(),
            udp_ports: Vec::new(),
            traffic: Default::default(),
            udp_key: [7; 32],
        });
        let reloader = Reloader::new(assets, key("plaza"), current.clone(), gate.roster.clone());
        let past = Past::of(&saved, making.time, making.time);
        let (doors, inboxes) = ShardDoors::open(making.shards);
        let (hall, to_hall) = HallDoor::channel(making.hall_queue);
        let shards = (0u8..)
            .zip(inboxes)
            .map(|(shard, inbox)| {
                let mut app = sim::app(ShardSettings {
                    shard,
                    loaded: loaded.clone(),
                    designers: making.designers,
                    arrival_scene: key("plaza"),
                    seed: making.seed.wrapping_add(u64::from(shard)),
                    minute_ms: 2000,
                    crowd: making.crowd,
                    crowd_scene: None,
                    time: Arc::new(SharedTime::default()),
                    gate: gate.clone(),
                    doors: doors.clone(),
                    hall: hall.clone(),
                    inbox,
                    writes: writes.clone(),
                    past: past.clone(),
                });
                sim::prepare(&mut app);
                transport::open(&mut app, None).expect("no socket to open");
                app
            })
            .collect();
        drop(_guard);
        let mut town = Self {
            content,
            gate,
            clock,
            shards,
            store,
            doors,
            to_hall,
            reloader,
            current,
            players: Vec::new(),
            runtime,
            writer: Some(writer),
            folder,
        };
        town.step(2);
        town
    }

    /// Lets a number of ticks pass, everywhere.
    pub fn step(&mut self, ticks: u32) {
        for _ in 0..ticks {
            self.clock.advance(TICK_MS);
            for shard in &mut self.shards {
                shard.update();
            }
            for index in 0..self.players.len() {
                let sent_on = self.players[index].exchange();
                if let Some(sent) = sent_on {
                    self.connect(index, &sent.grant);
                }
            }
        }
    }

    /// Lets seconds pass.
    pub fn seconds(&mut self, seconds: u32) {
        self.step(seconds * 20);
    }

    /// Steps until something holds, at most so many seconds.
    #[track_caller]
    pub fn until(&mut self, seconds: u32, what: &str, holds: impl Fn(&Self) -> bool) {
        for _ in 0..seconds * 20 {
            if holds(self) {
                return;
            }
            self.step(1);
        }
        panic!("waited {seconds} s in vain until {what}");
    }

    pub fn admission(&self, name: &str) -> Admission {
        let number = name.bytes().fold(0u64, |sum, byte| sum * 31 + u64::from(byte));
        Admission {
            player: PlayerId(number),
            name: DisplayName::parse(name).expect("a name"),
            looks: Looks::default(),
            scene: key("plaza"),
            place: None,
            body: None,
            muted: Vec::new(),
            dialled: [127, 0, 0, 1].into(),
        }
    }

    /// A player comes to the plaza; the index of `players`.
    pub fn join(&mut self, name: &str) -> usize {
        let admission = self.admission(name);
        self.join_with(admission)
    }

    /// A player comes to a tile of the plaza.
    pub fn join_at(&mut self, name: &str, at: TilePos) -> usize {
        let place = Some((at.centre(), shared::world::Facing::Down));
        let admission = Admission { place, ..self.admission(name) };
        self.join_with(admission)
    }

    pub fn join_with(&mut self, admission: Admission) -> usize {
        self.remember(&admission);
        let grant = self.gate.grant(admission).expect("a grant");
        self.players.push(Player::new());
        let index = self.players.len() - 1;
        self.connect(index, &grant);
        self.until(5, "the player is in", |town| town.players[index].body.is_some());
        index
    }

    /// Storage knows every player before they come in; the HTTP API sees to that.
    fn remember(&self, admission: &Admission) {
        let new = server::storage::NewPlayer {
            id: admission.player,
            name: admission.name.clone(),
            looks: admission.looks,
            token_hash: server::auth::tokens::hash(admission.name.as_str()),
            at_ms: 0,
        };
        // A player who comes again is known already.
        let _ = self.runtime.block_on(self.store.create_player(&new));
    }

    /// Connects a player with a grant, as the WebSocket door does.
    pub fn connect(&mut self, index: usize, grant: &JoinGrant) {
        let now_ms = shared::clock::Clock::now_ms(&*self.clock);
        let (id, admission) = self.gate.office.redeem_secret(&grant.ticket, now_ms).expect("a good ticket");
        let shard = self.gate.roster.shard_of(&admission.scene);
        let (to_shard, inbound) = mpsc::channel(INBOUND_FRAMES);
        let (outbound, from_shard) = mpsc::channel(OUTBOUND_FRAMES);
        self.players[index].plug_in(to_shard, from_shard);
        let socket = Box::new(NewSocket { id, admission, inbound, outbound });
        assert!(self.doors.send(shard, ToShard::Socket(socket)).is_ok(), "the shard takes the socket");
    }

    /// Hands something to the first shard.
    pub fn tell(&self, message: ToShard) {
        assert!(self.doors.send(0, message).is_ok(), "the shard takes it");
    }

    /// Looks at the files again, as the watcher does when they change, and lets two ticks pass. They have to be fine.
    #[track_caller]
    pub fn reload(&mut self) {
        let looked = self.reloader.look();
        assert!(!looked.is_broken(), "{looked:?}");
        self.take_up(looked);
    }

    /// The same with files that may be broken.
    pub fn reload_anyway(&mut self) {
        let looked = self.reloader.look();
        self.take_up(looked);
    }

    fn take_up(&mut self, looked: Looked) {
        for told in self.reloader.take_up(looked) {
            for shard in 0..self.doors.count() {
                assert!(self.doors.send(shard, told.clone().into()).is_ok(), "the shard hears of it");
            }
        }
        self.step(2);
    }

    /// Everybody in the town as the shards know them: name, tile, scene.
    pub fn everybody(&mut self) -> BTreeMap<String, (Key, TilePos)> {
        let mut found = BTreeMap::new();
        for shard in &mut self.shards {
            let world = shard.world_mut();
            let mut query = world.query::<(&Being, &sim::bodies::Place, &sim::scenes::InScene)>();
            let scenes = world.resource::<sim::scenes::Scenes>();
            for (being, place, scene) in query.iter(world) {
                let twice = found.insert(being.name.clone(), (scenes.key(*scene).clone(), place.tile()));
                assert!(twice.is_none(), "{} has two bodies", being.name);
            }
        }
        found
    }

    /// The content that the town runs on.
    pub fn loaded(&self) -> Arc<Loaded> {
        self.current.get()
    }

    /// Looks into the mind of somebody who is somewhere.
    pub fn mind_of<T>(&mut self, name: &str, read: impl Fn(&minds::Mind) -> T) -> T {
        let found = self.shards.iter_mut().find_map(|shard| {
            let world = shard.world_mut();
            let mut query = world.query::<(&Being, &sim::characters::CharacterBody)>();
            query.iter(world).find(|(being, _)| being.name == name).map(|(_, character)| read(&character.mind))
        });
        found.unwrap_or_else(|| panic!("{name} is nowhere"))
    }

    /// Puts a body somewhere else at once, for the start of a test.
    pub fn put(&mut self, name: &str, at: TilePos) {
        for shard in &mut self.shards {
            let world = shard.world_mut();
            let tick = world.resource::<sim::Now>().0;
            let mut query = world.query::<(Entity, &Being)>();
            let Some(entity) = query.iter(world).find(|(_, being)| being.name == name).map(|(entity, _)| entity) else {
                continue;
            };
            let point = at.centre();
            let trajectory = Trajectory::standing(tick, point, shared::world::Facing::Down);
            let place = sim::bodies::Place { at: point, facing: shared::world::Facing::Down, walking: false };
            world.entity_mut(entity).insert((trajectory, place));
            if let Some(mut character) = world.get_mut::<sim::characters::CharacterBody>(entity) {
                character.errand = None;
                character.next_choice = tick.after(20 * 600);
            }
        }
    }

    /// A fingerprint of the first shard.
    pub fn state_hash(&mut self) -> u64 {
        sim::state_hash::state_hash(self.shards[0].world_mut())
    }

    /// Stops orderly and waits until everything is stored.
    pub fn stop(mut self) -> Arc<tempfile::TempDir> {
        for shard in 0..self.doors.count() {
            assert!(self.doors.send(shard, ToShard::Stop).is_ok());
        }
        self.step(2);
        self.shards.clear();
        let writer = self.writer.take().expect("stopped once");
        self.runtime.block_on(async {
            writer.await.expect("the writer ends");
            self.store.close().await;
        });
        self.folder.clone()
    }

    pub fn block_on<T>(&self, work: impl Future<Output = T>) -> T {
        self.runtime.block_on(work)
    }
}
