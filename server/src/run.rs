//! Starting and stopping: content, storage, sockets, shards and HTTP, in an order that fails early and clearly.

use std::net::{SocketAddr, UdpSocket};
use std::sync::{Arc, Mutex};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use shared::clock::{Clock, TownTime};
use shared::content::Problem;
use shared::content::shipped::ShippedFiles;
use shared::content::town::TownContent;
use shared::ids::Key;
use tokio::net::TcpListener;
use tokio::sync::oneshot;
use tracing::{error, info, warn};

use crate::auth::gate::{Gate, UdpPort};
use crate::auth::tickets::TicketOffice;
use crate::auth::tokens;
use crate::bridge::{ShardDoors, ToShard};
use crate::bucket::AddressLimit;
use crate::clock::WallClock;
use crate::content::{Current, Loaded, Reloader, Watch, WatchError};
use crate::design::Desk;
use crate::http::site::{Site, SiteError};
use crate::http::{self, HttpState};
use crate::library::Library;
use crate::rooms::keeper::{self, HallDoor, Keeping, ToHall};
use crate::roster::Roster;
use crate::settings::Settings;
use crate::sim::calendar::SharedTime;
use crate::sim::keeping::{Past, StopRequested, saved_flags};
use crate::sim::{self, ShardSettings, transport};
use crate::storage::{Claim, Pace, SavedTown, Store, StoreError, Writer};
use crate::tick_times::{TickTimes, Traffic};

/// Why the server did not start, in words that say what to do.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    /// Content files with problems.
    #[error("the town's content has {} problem(s):\n{}", .0.len(), lines(.0))]
    Content(Vec<Problem>),
    /// The database can't be used.
    #[error("{0}")]
    Storage(#[from] StoreError),
    /// A port can't be used.
    #[error(
        "{what} port {port} can't be used: {cause}; is another server running? Choose another with --set {setting}=…"
    )]
    Port {
        /// TCP or UDP.
        what: &'static str,
        /// The port.
        port: u16,
        /// What the system said.
        cause: std::io::Error,
        /// The setting to change.
        setting: &'static str,
    },
    /// The scene for newcomers isn't there.
    #[error("arrival_scene is {0:?}, but the town has no such scene; it has: {1}")]
    NoArrivalScene(String, String),
    /// The game for browsers can't be served.
    #[error(transparent)]
    Site(#[from] SiteError),
    /// The content can't be watched.
    #[error(transparent)]
    Watch(#[from] WatchError),
    /// Anything else.
    #[error("{0:#}")]
    Other(#[from] anyhow::Error),
}

fn lines(problems: &[Problem]) -> String {
    problems.iter().map(|problem| format!("  {problem}")).collect::<Vec<_>>().join("\n")
}

/// A server that runs. Call [`Running::stop`] to end it; dropping it leaves the threads running.
pub struct Running {
    /// Address of HTTP and WebSockets, with the port that was really bound.
    pub address: SocketAddr,
    shards: Vec<JoinHandle<()>>,
    doors: ShardDoors,
    stop_http: oneshot::Sender<()>,
    http: tokio::task::JoinHandle<std::io::Result<()>>,
    hall: HallDoor,
    keeper: tokio::task::JoinHandle<()>,
    writer: tokio::task::JoinHandle<()>,
    store: Store,
    claim: Claim,
    _watch: Option<Watch>,
}

/// The town's content and cast as the settings name them.
///
/// # Errors
/// [`StartError::Content`] with every problem found.
pub fn load_content(settings: &Settings) -> Result<Loaded, StartError> {
    Loaded::load(&settings.assets).map_err(StartError::Content)
}

/// The game for browsers, as the settings name it.
fn load_site(settings: &Settings, files: &ShippedFiles) -> Result<Site, StartError> {
    let web = if settings.web.as_os_str().is_empty() { Site::beside_program() } else { Some(settings.web.clone()) };
    Ok(Site::read(web.as_deref(), files)?)
}

/// Starts a server. Returns when it accepts connections.
///
/// # Errors
/// [`StartError`]; nothing keeps running then.
pub async fn start(settings: &Settings) -> Result<Running, StartError> {
    let clock: Arc<dyn Clock> = Arc::new(WallClock);
    let loaded = Arc::new(load_content(settings)?);
    let arrival_scene = arrival_scene(settings, &loaded.town)?;
    let site = Arc::new(load_site(settings, &loaded.files)?);
    let listener = bind_tcp(settings).await?;
    let address = listener.local_addr().map_err(anyhow::Error::from)?;
    let sockets = bind_udp(settings)?;
    let udp_ports = udp_ports(settings, &sockets);
    let claim = Claim::take(&settings.database).await?;
    let store = Store::open(&settings.database).await?;
    let now_ms = clock.now_ms();
    let left_open = store.close_left_open(now_ms).await?;
    let saved = store.load_town().await?;
    info!(database = store.describe(), visits = left_open.visits, "opened the database");
    let past = past_of(&saved, now_ms, settings.minute_ms());
    let (writes, writer) = Writer::spawn(store.clone(), Pace::default());
    let (visit, conversation) = (saved.last_visit, saved.last_conversation);
    let (scenes, residents) = (loaded.town.scenes.keys(), loaded.cast.keys());
    let roster = Roster::new(scenes, residents, settings.shards, visit, conversation, saved_flags(&saved));
    let roster = Arc::new(roster);
    let gate = Arc::new(Gate {
        roster,
        office: TicketOffice::default(),
        clock: clock.clone(),
        protocol: shared::protocol::hash_of_this_build(),
        udp_ports,
        traffic: Traffic::default(),
        udp_key: tokens::hash(&tokens::new_secret()?),
    });
    let time = Arc::new(SharedTime::default());
    let times = Arc::new(TickTimes::default());
    let (doors, inboxes) = ShardDoors::open(settings.shards);
    let current = Arc::new(Current::new(loaded.clone()));
    let library = Arc::new(Library::open(store.clone(), current.clone()).await?);
    let keeping = Keeping {
        store: store.clone(),
        writes: writes.clone(),
        content: current.clone(),
        library: library.clone(),
        clock: clock.clone(),
        doors: doors.clone(),
    };
    let (hall, keeper) = keeper::open(keeping).await?;
    let mut sockets = sockets.into_iter();
    let mut shards = Vec::new();
    for (shard, inbox) in (0u8..).zip(inboxes) {
        let shard_settings = ShardSettings {
            shard,
            loaded: loaded.clone(),
            designers: settings.designers,
            arrival_scene: arrival_scene.clone(),
            seed: settings.seed.wrapping_add(u64::from(shard)),
            minute_ms: settings.minute_ms(),
            crowd: settings.crowd,
            crowd_scene: Key::parse(&settings.crowd_scene).ok(),
            time: time.clone(),
            gate: gate.clone(),
            doors: doors.clone(),
            hall: hall.clone(),
            inbox,
            writes: writes.clone(),
            past: past.clone(),
        };
        shards.push(spawn_shard(shard_settings, sockets.next(), times.clone())?);
    }
    let watch = if settings.watch {
        let reloader =
            Reloader::new(settings.assets.clone(), arrival_scene.clone(), current.clone(), gate.roster.clone());
        Some(Watch::start(&settings.assets, reloader, doors.clone())?)
    } else {
        None
    };
    let per_guest_ms = 3_600_000 / u64::from(settings.guests_per_hour);
    let desk = Arc::new(Desk::new(settings, arrival_scene.clone(), current.clone()));
    let state = HttpState {
        gate,
        store: store.clone(),
        site,
        doors: doors.clone(),
        hall: hall.clone(),
        content: current,
        library,
        desk,
        time,
        times,
        town_name: settings.town_name.clone(),
        arrival_scene,
        guests: Arc::new(Mutex::new(AddressLimit::new(settings.guests_per_hour, per_guest_ms))),
        requests: Arc::new(Mutex::new(AddressLimit::new(settings.guests_per_hour.saturating_mul(4), per_guest_ms / 4))),
    };
    let (stop_http, stopped) = oneshot::channel();
    let http = tokio::spawn(http::serve(listener, state, async move {
        // A dropped sender means the same as a message: stop.
        let _ = stopped.await;
    }));
    info!(%address, shards = settings.shards, town = settings.town_name, "the town is open");
    Ok(Running { address, shards, doors, stop_http, http, hall, keeper, writer, store, claim, _watch: watch })
}

impl Running {
    /// Saves everything and stops: shards first, so that nothing new is written, then HTTP, then the rooms, then storage.
    pub async fn stop(self) {
        for shard in 0..self.doors.count() {
            if self.doors.send(shard, ToShard::Stop).is_err() {
                warn!(shard, "a shard did not hear that it should stop");
            }
        }
        let joined = tokio::task::spawn_blocking(move || self.shards.into_iter().all(|shard| shard.join().is_ok()));
        if !joined.await.unwrap_or(false) {
            error!("a shard ended badly");
        }
        let _ = self.stop_http.send(());
        // Sockets that are still open do not hold up the end.
        if tokio::time::timeout(Duration::from_secs(2), self.http).await.is_err() {
            info!("closing the connections that are still open");
        }
        self.hall.send(ToHall::Stop).await;
        if self.keeper.await.is_err() {
            error!("the keeper of the hall ended badly");
        }
        if self.writer.await.is_err() {
            error!("the storage writer ended badly");
        }
        self.store.close().await;
        self.claim.release().await;
    }
}

/// The scene where newcomers arrive.
///
/// # Errors
/// [`StartError::NoArrivalScene`] names the scenes that there are.
pub fn arrival_scene(settings: &Settings, content: &TownContent) -> Result<Key, StartError> {
    Key::parse(&settings.arrival_scene).ok().filter(|key| content.scenes.contains_key(key)).ok_or_else(|| {
        let known: Vec<&str> = content.scenes.keys().map(Key::as_str).collect();
        StartError::NoArrivalScene(settings.arrival_scene.clone(), known.join(", "))
    })
}

/// The socket for HTTP and WebSockets.
///
/// # Errors
/// [`StartError::Port`].
pub async fn bind_tcp(settings: &Settings) -> Result<TcpListener, StartError> {
    TcpListener::bind(settings.listen).await.map_err(|cause| StartError::Port {
        what: "TCP",
        port: settings.listen.port(),
        cause,
        setting: "listen",
    })
}

/// A UDP socket for each shard; none when UDP is off.
///
/// # Errors
/// [`StartError::Port`].
pub fn bind_udp(settings: &Settings) -> Result<Vec<UdpSocket>, StartError> {
    if !settings.udp {
        return Ok(Vec::new());
    }
    (0..u16::from(settings.shards))
        .map(|shard| {
            let port = if settings.udp_port == 0 { 0 } else { settings.udp_port.saturating_add(shard) };
            let address = SocketAddr::new(settings.listen.ip(), port);
            transport::bind(address).map_err(|cause| StartError::Port { what: "UDP", port, cause, setting: "udp_port" })
        })
        .collect()
}

/// The ports of the shards, in their order.
fn udp_ports(settings: &Settings, sockets: &[UdpSocket]) -> Vec<UdpPort> {
    let own = sockets.iter().filter_map(|socket| socket.local_addr().ok()).map(|address| address.port());
    let public = |shard: u16| settings.udp_public_port.saturating_add(shard);
    (0..)
        .zip(own)
        .map(|(shard, own)| UdpPort { own, public: if settings.udp_public_port == 0 { own } else { public(shard) } })
        .collect()
}

/// What a shard needs of the saved town, with the clock moved on by the time that passed.
fn past_of(saved: &SavedTown, now_ms: u64, minute_ms: u32) -> Past {
    // A new town opens in the middle of the morning, when the stalls are up and people are about on the plaza.
    let opening = TownTime(10 * 60 + 20);
    let left_at = saved.clock.map_or(opening, |clock| clock.time);
    let away_ms = saved.clock.map_or(0, |clock| now_ms.saturating_sub(clock.at_ms));
    let minutes = u32::try_from(away_ms / u64::from(minute_ms.max(1))).unwrap_or(u32::MAX);
    Past::of(saved, left_at, TownTime(left_at.0.saturating_add(minutes)))
}

fn spawn_shard(
    settings: ShardSettings,
    socket: Option<UdpSocket>,
    times: Arc<TickTimes>,
) -> Result<JoinHandle<()>, StartError> {
    let shard = settings.shard;
    let thread = std::thread::Builder::new().name(format!("shard-{shard}")).spawn(move || {
        let mut app = sim::app(settings);
        // One system that fails must not stop the town; in tests, where this isn't set, it panics.
        app.set_error_handler(bevy::ecs::error::error);
        sim::prepare(&mut app);
        if let Err(cause) = transport::open(&mut app, socket) {
            error!(%cause, "a shard could not open its UDP socket");
            return;
        }
        run_ticks(&mut app, &times);
        transport::close(&mut app);
    });
    Ok(thread.map_err(anyhow::Error::from)?)
}

/// One update every fiftieth of a second times twenty, on fixed deadlines; after a long stall the missed ones
/// are left out rather than run in a burst.
#[expect(clippy::disallowed_methods, reason = "the loop that paces the ticks by the machine's own clock")]
fn run_ticks(app: &mut bevy::app::App, times: &TickTimes) {
    let tick = Duration::from_millis(shared::world::TICK_MS);
    let mut deadline = Instant::now();
    loop {
        let (wall, cpu) = (Instant::now(), TickTimes::thread_cpu());
        app.update();
        times.record(wall.elapsed(), TickTimes::thread_cpu().saturating_sub(cpu));
        if app.world().resource::<StopRequested>().0 {
            // One more, so that what the last tick decided is saved too.
            app.update();
            return;
        }
        deadline += tick;
        let now = Instant::now();
        if now < deadline {
            std::thread::sleep(deadline - now);
        } else if now - deadline > Duration::from_secs(1) {
            warn!(behind_ms = (now - deadline).as_millis(), "the simulation fell behind");
            deadline = now;
        }
    }
}
