//! A server process on free ports, and real clients for it.

use std::io::Read as _;
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use bevy::prelude::*;
use client::net::{Connection, ConnectionState, GuestTokens, NetCommand, ServerClock, TransportChoice};
use client::own::{Me, StepIntent};
use shared::content::looks::Looks;
use shared::ids::BodyId;
use shared::protocol::components::{Being, Mien};
use shared::protocol::facts::{Refused, Rejection, Spoke};
use shared::protocol::requests::Say;
use shared::rooms::ask::{Answer, Way};
use shared::world::movement::Trajectory;
use shared::world::{Tick, TilePos};

pub fn assets() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../assets")
}

/// The server's command line with an empty folder's database and free ports.
pub fn command(folder: &Path, port: u16, more: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_parlor-server"));
    command.arg("serve").current_dir(folder).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::piped());
    let database = folder.join("data/town.db");
    for setting in [
        format!("listen=127.0.0.1:{port}"),
        "udp_port=0".to_owned(),
        format!("database={}", database.display()),
        format!("assets={}", assets().display()),
        "log=warn".to_owned(),
    ] {
        command.arg("--set").arg(setting);
    }
    for setting in more {
        command.arg("--set").arg(setting);
    }
    command
}

/// A port that was free a moment ago.
pub fn free_port() -> u16 {
    TcpListener::bind("127.0.0.1:0").and_then(|listener| listener.local_addr()).expect("a free port").port()
}

/// A running server; killed without warning when dropped.
pub struct Server {
    pub address: String,
    pub process: Child,
    log: Option<JoinHandle<String>>,
}

impl Server {
    pub fn start(folder: &Path, more: &[&str]) -> Self {
        Self::start_at(free_port(), folder, more)
    }

    pub fn start_at(port: u16, folder: &Path, more: &[&str]) -> Self {
        let mut process = command(folder, port, more).spawn().expect("the server starts");
        let log = process.stderr.take().map(|mut stderr| {
            std::thread::spawn(move || {
                let mut text = String::new();
                let _ = stderr.read_to_string(&mut text);
                text
            })
        });
        Self::waited_for(port, process, log)
    }

    /// A server whose log goes into a pipe that nobody reads.
    pub fn deaf(folder: &Path, more: &[&str]) -> Self {
        let port = free_port();
        let process = command(folder, port, more).spawn().expect("the server starts");
        Self::waited_for(port, process, None)
    }

    #[expect(clippy::disallowed_methods, reason = "waits for a real process")]
    fn waited_for(port: u16, process: Child, log: Option<JoinHandle<String>>) -> Self {
        let mut server = Self { address: format!("http://127.0.0.1:{port}"), process, log };
        let patience = Instant::now() + Duration::from_secs(30);
        while ureq::get(format!("{}/api/v1/health", server.address)).call().is_err() {
            assert!(server.process.try_wait().expect("a status").is_none(), "the server ended: {}", server.errors());
            assert!(Instant::now() < patience, "the server did not answer in time");
            std::thread::sleep(Duration::from_millis(20));
        }
        server
    }

    /// The port of its HTTP API.
    pub fn port(&self) -> u16 {
        self.address.rsplit(':').next().and_then(|port| port.parse().ok()).expect("a port")
    }

    /// What it said on standard error; only after it ended.
    pub fn errors(&mut self) -> String {
        self.log.take().and_then(|log| log.join().ok()).unwrap_or_default()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// A real client without a window.
pub struct Visitor {
    pub app: App,
    pub heard: Vec<Spoke>,
    pub refused: Vec<Rejection>,
}

impl Visitor {
    /// Walks in and waits until inside.
    pub fn join(server: &Server, name: &str, transport: TransportChoice, tokens: Option<GuestTokens>) -> Self {
        let mut visitor = Self::knock(&server.address, name, Looks::default(), transport, tokens);
        visitor.until("connected", Self::is_inside);
        visitor
    }

    /// Sets out for a town and doesn't wait.
    pub fn knock(
        address: &str,
        name: &str,
        looks: Looks,
        transport: TransportChoice,
        tokens: Option<GuestTokens>,
    ) -> Self {
        let options = client::Options::load(&assets().join("client"), 1).expect("the content is fine");
        let mut app = App::new();
        app.add_plugins(MinimalPlugins.build().disable::<bevy::app::ScheduleRunnerPlugin>());
        client::headless(&mut app, options);
        app.finish();
        app.cleanup();
        if let Some(tokens) = tokens {
            app.insert_resource(tokens);
        }
        let command = NetCommand::Join { server: address.into(), name: name.into(), looks, transport };
        app.world_mut().write_message(command);
        Self { app, heard: Vec::new(), refused: Vec::new() }
    }

    pub fn is_inside(app: &App) -> bool {
        app.world().resource::<Connection>().state == ConnectionState::Connected
            && app.world().resource::<Me>().body.is_some()
    }

    #[expect(clippy::disallowed_methods, reason = "a real client has a frame rate")]
    pub fn frame(&mut self) {
        std::thread::sleep(Duration::from_millis(16));
        self.update();
    }

    fn update(&mut self) {
        self.app.update();
        let mut messages = self.app.world_mut().resource_mut::<Messages<Spoke>>();
        self.heard.extend(messages.drain());
        let mut refused = self.app.world_mut().resource_mut::<Messages<Refused>>();
        self.refused.extend(refused.drain().map(|refused| refused.why));
    }

    #[track_caller]
    pub fn until(&mut self, what: &str, holds: impl Fn(&App) -> bool) {
        let patience = Instant::now() + Duration::from_secs(20);
        while !holds(&self.app) {
            let state = &self.app.world().resource::<Connection>().state;
            assert!(Instant::now() < patience, "waited in vain until {what}: {state:?}");
            self.frame();
        }
    }

    pub fn connection(&self) -> &ConnectionState {
        &self.app.world().resource::<Connection>().state
    }

    pub fn me(&self) -> &Me {
        self.app.world().resource()
    }

    /// The tick of the server that this client believes in.
    pub fn tick(&self) -> Tick {
        self.app.world().resource::<ServerClock>().tick()
    }

    pub fn say(&mut self, text: &str) {
        self.app.world_mut().write_message(Say { text: text.into() });
    }

    pub fn walk_to(&mut self, to: TilePos) {
        self.app.world_mut().write_message(StepIntent::WalkTo(to));
    }

    /// What somebody was heard to say so far.
    pub fn lines_of(&self, who: Option<BodyId>) -> Vec<&str> {
        self.heard.iter().filter(|spoke| Some(spoke.who) == who).map(|spoke| spoke.text.as_str()).collect()
    }

    /// Names in sight.
    pub fn sees(&mut self) -> Vec<String> {
        let world = self.app.world_mut();
        world.query::<&Being>().iter(world).map(|being| being.name.clone()).collect()
    }

    /// Everybody of this name in sight.
    pub fn find(&mut self, name: &str) -> Vec<(Being, Trajectory, Mien)> {
        let world = self.app.world_mut();
        let mut query = world.query::<(&Being, &Trajectory, &Mien)>();
        let found = query.iter(world).filter(|(being, ..)| being.name == name);
        found.map(|(being, trajectory, mien)| (being.clone(), trajectory.clone(), *mien)).collect()
    }
}

/// One frame of several clients.
#[expect(clippy::disallowed_methods, reason = "real clients have a frame rate")]
pub fn frame(visitors: &mut [&mut Visitor]) {
    std::thread::sleep(Duration::from_millis(16));
    for visitor in visitors {
        visitor.update();
    }
}

/// Frames of several clients until something holds, at most so many seconds.
#[track_caller]
pub fn together(
    visitors: &mut [&mut Visitor],
    seconds: u64,
    what: &str,
    mut holds: impl FnMut(&mut [&mut Visitor]) -> bool,
) {
    let patience = Instant::now() + Duration::from_secs(seconds);
    while !holds(visitors) {
        assert!(Instant::now() < patience, "waited in vain until {what}: {:#?}", states(visitors));
        frame(visitors);
    }
}

/// What went on with clients that waited in vain.
fn states(visitors: &[&mut Visitor]) -> Vec<String> {
    let state = |one: &&mut Visitor| {
        let heard: Vec<_> = one.heard.iter().map(|spoke| (spoke.who, spoke.text.as_str())).collect();
        let at = one.me().pose(one.tick()).at.tile();
        format!("{:?} {:?} at {at:?}, heard {heard:?}, refused {:?}", one.connection(), one.me().body, one.refused)
    };
    visitors.iter().map(state).collect()
}

/// Lets milliseconds pass for several clients.
pub fn pass(visitors: &mut [&mut Visitor], ms: u64) {
    let end = Instant::now() + Duration::from_millis(ms);
    while Instant::now() < end {
        frame(visitors);
    }
}

/// Any answer that a question takes.
pub fn any_answer(way: &Way) -> Answer {
    match way {
        Way::Choice(_) => Answer::Choice(0),
        Way::Claim => Answer::Claim(true),
        Way::Typed => Answer::Typed("perhaps".into()),
        Way::Order(things) => Answer::Order((0..things.len() as u8).collect()),
        Way::Estimate { from, .. } => Answer::Estimate(*from),
    }
}
