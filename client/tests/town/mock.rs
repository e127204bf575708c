//! A town that speaks just enough of the API and the wire protocol.

use std::io::Cursor;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant, SystemTime};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use bevy::prelude::*;
use bevy_replicon::prelude::{ProtocolHash, RepliconChannels};
use bevy_replicon::shared::message::registry::RemoteMessageRegistry;
use bevy_replicon_renet::netcode::ConnectToken;
use bytes::Bytes;
use futures_util::{SinkExt, StreamExt};
use shared::api::{JoinGrant, UdpGrant};
use shared::ids::{BodyId, Key};
use shared::protocol::facts::{ContentTold, Entered, Probed, SentOn};
use shared::protocol::requests::{Probe, Steer};
use shared::protocol::{frames, hash_number};
use shared::world::movement::Trajectory;
use shared::world::{Facing, Tick, TilePos};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::runtime::Runtime;
use tokio::sync::broadcast;
use tokio_tungstenite::tungstenite::Message;

/// The key of its connect tokens.
pub const KEY: [u8; 32] = [3; 32];

/// How the mock answers.
#[derive(Clone)]
pub struct Reply {
    /// The protocol it claims to speak.
    pub protocol: u64,
    /// A refusal of new guests.
    pub guests: Option<(u16, &'static str)>,
    /// What it says of UDP.
    pub udp: Udp,
    /// Whether sockets are closed when they show their ticket.
    pub refuse_tickets: bool,
    /// What it answers to who asks for its content, by path; without it the town says nothing of content.
    pub content: Option<fn(&str) -> (u16, String)>,
}

/// What a mock says of UDP.
#[derive(Clone, Copy, PartialEq)]
pub enum Udp {
    /// It has none.
    Off,
    /// It hands out a way that nobody listens on.
    Dead,
    /// It works.
    On,
}

impl Default for Reply {
    fn default() -> Self {
        Self { protocol: protocol(), guests: None, udp: Udp::Off, refuse_tickets: false, content: None }
    }
}

/// Channels and hash of the protocol, as a client's app counts them.
pub struct Wire {
    pub protocol: u64,
    pub channels: RepliconChannels,
    pub entered: usize,
    pub probed: usize,
    pub sent_on: usize,
    pub content_told: usize,
    pub probe: usize,
    pub steer: usize,
}

fn wire() -> Wire {
    let mut app = App::new();
    app.add_plugins(MinimalPlugins);
    client::headless(&mut app, client::Options { shipped: Arc::default(), seed: 0, home: String::new() });
    app.finish();
    let registry = app.world().resource::<RemoteMessageRegistry>();
    let channel = |found: Option<usize>| found.expect("a registered message");
    Wire {
        protocol: hash_number(app.world().resource::<ProtocolHash>()),
        channels: app.world().resource::<RepliconChannels>().clone(),
        entered: channel(registry.server_message_channel::<Entered>()),
        probed: channel(registry.server_message_channel::<Probed>()),
        sent_on: channel(registry.server_message_channel::<SentOn>()),
        content_told: channel(registry.server_message_channel::<ContentTold>()),
        probe: channel(registry.client_message_channel::<Probe>()),
        steer: channel(registry.client_message_channel::<Steer>()),
    }
}

/// The hash of the protocol this build speaks.
pub fn protocol() -> u64 {
    wire().protocol
}

/// What the town tells its sockets from outside.
#[derive(Clone)]
pub enum Order {
    HangUp,
    SendOn(String),
}

#[derive(Default)]
pub struct Seen {
    calls: Vec<String>,
    tickets: Vec<String>,
    pub steps: usize,
    grants: usize,
}

pub struct Town {
    reply: Reply,
    pub wire: Wire,
    seen: Mutex<Seen>,
    pub orders: broadcast::Sender<Order>,
    start: Instant,
    udp: std::net::UdpSocket,
}

/// The running mock; dropping it closes the town.
pub struct Mock {
    /// `http://127.0.0.1:port`.
    pub address: String,
    town: Arc<Town>,
    _runtime: Runtime,
}

impl Mock {
    pub fn open(reply: Reply) -> Self {
        let runtime = Runtime::new().expect("a runtime");
        let listener = runtime.block_on(TcpListener::bind("127.0.0.1:0")).expect("a port");
        let address = format!("http://{}", listener.local_addr().expect("an address"));
        let udp = std::net::UdpSocket::bind("127.0.0.1:0").expect("a port");
        let (orders, _) = broadcast::channel(8);
        let town = Arc::new(Town { reply, wire: wire(), seen: Mutex::default(), orders, start: Instant::now(), udp });
        if town.reply.udp == Udp::On {
            super::udp::serve(Arc::clone(&town), town.udp.try_clone().expect("a socket"));
        }
        let shared = Arc::clone(&town);
        runtime.spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                tokio::spawn(serve(stream, Arc::clone(&shared)));
            }
        });
        Self { address, town, _runtime: runtime }
    }

    /// `METHOD path` of every request so far.
    pub fn calls(&self) -> Vec<String> {
        self.town.seen().calls.clone()
    }

    /// Every ticket a socket has shown.
    pub fn tickets_shown(&self) -> Vec<String> {
        self.town.seen().tickets.clone()
    }

    /// Steer requests so far.
    pub fn steps(&self) -> usize {
        self.town.seen().steps
    }

    /// Cuts every socket.
    pub fn hang_up(&self) {
        let _ = self.town.orders.send(Order::HangUp);
    }

    /// Sends everybody through a door with this ticket.
    pub fn send_on(&self, ticket: &str) {
        let _ = self.town.orders.send(Order::SendOn(ticket.into()));
    }
}

impl Town {
    pub fn seen(&self) -> MutexGuard<'_, Seen> {
        self.seen.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn ticks(&self) -> f64 {
        1000.0 + self.start.elapsed().as_secs_f64() * 20.0
    }

    pub fn grant(&self, ticket: String) -> JoinGrant {
        let udp = (self.reply.udp != Udp::Off).then(|| {
            let now = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).unwrap_or_default();
            let place = self.udp.local_addr().expect("an address");
            let id = self.start.elapsed().as_nanos() as u64;
            let token = ConnectToken::generate(now, 1, 30, id, 10, vec![place], None, &KEY).expect("a token");
            let mut bytes = Cursor::new(Vec::new());
            token.write(&mut bytes).expect("bytes");
            UdpGrant { port: place.port(), connect_token: STANDARD.encode(bytes.into_inner()) }
        });
        JoinGrant { ticket, protocol: self.reply.protocol, ws_path: "/ws".into(), udp }
    }

    /// The first thing a client hears.
    pub fn entered(&self) -> Entered {
        let tick = Tick(self.ticks() as u32);
        Entered {
            you: BodyId(5),
            scene: Key::parse("plaza").expect("a key"),
            tick,
            trajectory: Trajectory::standing(tick, TilePos(4, 4).centre(), Facing::Down),
            minute_ms: 1000,
            news: Vec::new(),
        }
    }

    /// The way to another shard.
    pub fn sent_on(&self, ticket: String) -> SentOn {
        SentOn { scene: Key::parse("cafe").expect("a key"), grant: self.grant(ticket) }
    }

    fn answer(&self, call: &str) -> (u16, String) {
        if let (Some(content), Some(path)) = (self.reply.content, call.strip_prefix("GET "))
            && (path == "/api/v1/content" || path.starts_with("/a/"))
        {
            return content(path);
        }
        match call {
            "GET /api/v1/town" => {
                let protocol = self.reply.protocol;
                (200, format!(r#"{{"name":"Mock","visitors":1,"minute_of_day":720,"protocol":{protocol}}}"#))
            }
            "POST /api/v1/guests" => match self.reply.guests {
                Some((status, message)) => (status, format!(r#"{{"code":"invalid","message":"{message}"}}"#)),
                None => (201, r#"{"token":"token-1","name":"Ana"}"#.into()),
            },
            "POST /api/v1/tickets" => {
                self.seen().grants += 1;
                let ticket = format!("ticket-{}", self.seen().grants);
                (200, serde_json::to_string(&self.grant(ticket)).expect("JSON"))
            }
            _ => (404, r#"{"code":"not_found","message":"Nothing here."}"#.into()),
        }
    }
}

/// Answers one request, or becomes a WebSocket.
async fn serve(mut stream: TcpStream, town: Arc<Town>) {
    let mut head = [0; 4096];
    let Ok(length) = stream.peek(&mut head).await else { return };
    if head[..length].starts_with(b"GET /ws") {
        return talk(stream, town).await;
    }
    let mut text = String::new();
    while !is_whole(&text) {
        match stream.read(&mut head).await {
            Ok(read) if read > 0 => text.push_str(&String::from_utf8_lossy(&head[..read])),
            _ => return,
        }
    }
    let call = text.split(" HTTP/").next().unwrap_or_default().to_owned();
    town.seen().calls.push(call.clone());
    let (status, body) = town.answer(&call);
    let length = body.len();
    let answer = format!(
        "HTTP/1.1 {status} X\r\nContent-Type: application/json\r\nContent-Length: {length}\r\nConnection: close\r\n\r\n{body}"
    );
    let _ = stream.write_all(answer.as_bytes()).await;
}

/// Whether a request's body is all there.
fn is_whole(text: &str) -> bool {
    let Some((head, body)) = text.split_once("\r\n\r\n") else { return false };
    let length = head.lines().find_map(|line| line.to_lowercase().strip_prefix("content-length:")?.trim().parse().ok());
    body.len() >= length.unwrap_or(0)
}

async fn talk(stream: TcpStream, town: Arc<Town>) {
    let Ok(mut socket) = tokio_tungstenite::accept_async(stream).await else { return };
    let Some(Ok(Message::Text(ticket))) = socket.next().await else { return };
    town.seen().tickets.push(ticket.to_string());
    if town.reply.refuse_tickets {
        return;
    }
    let entered = town.entered();
    let mut orders = town.orders.subscribe();
    if socket.send(frame(town.wire.entered, &entered)).await.is_err() {
        return;
    }
    if town.reply.content.is_some() {
        let told = ContentTold { revision: "another".into(), designer: false };
        let _ = socket.send(frame(town.wire.content_told, &told)).await;
    }
    loop {
        tokio::select! {
            order = orders.recv() => match order {
                Ok(Order::SendOn(ticket)) => {
                    let _ = socket.send(frame(town.wire.sent_on, &town.sent_on(ticket))).await;
                }
                _ => return,
            },
            message = socket.next() => {
                let Some(Ok(message)) = message else { return };
                let Message::Binary(bytes) = message else { continue };
                let Ok(payloads) = frames::split(&bytes, usize::from(u8::MAX), frames::MAX_CLIENT_PAYLOADS) else { return };
                for (channel, payload) in payloads {
                    if usize::from(channel) == town.wire.steer {
                        town.seen().steps += 1;
                    } else if usize::from(channel) == town.wire.probe {
                        let Ok(Probe { sent_ms }) = postcard::from_bytes(&payload) else { return };
                        let ticks = town.ticks();
                        let into_tick_ms = (ticks.fract() * 50.0) as u8;
                        let probed = Probed { sent_ms, tick: Tick(ticks as u32), into_tick_ms };
                        let _ = socket.send(frame(town.wire.probed, &probed)).await;
                    }
                }
            }
            () = tokio::time::sleep(Duration::from_secs(30)) => return,
        }
    }
}

/// A frame with one message, as an independent message of the server goes out.
fn frame(channel: usize, message: &impl serde::Serialize) -> Message {
    let payload = postcard::to_allocvec(message).expect("bytes");
    let mut frame = Vec::new();
    frames::push(&mut frame, u8::try_from(channel).expect("a channel"), &payload);
    Message::Binary(Bytes::from(frame))
}
