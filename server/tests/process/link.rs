//! A bad network in a box: proxies for UDP and TCP that lose, delay and reorder what passes, by seeded dice.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;
use std::io;
use std::net::{SocketAddr, UdpSocket as StdSocket};
use std::sync::atomic::{AtomicU8, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use shared::dice::Dice;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::tcp::{OwnedReadHalf, OwnedWriteHalf};
use tokio::net::{TcpListener, TcpStream, UdpSocket};
use tokio::runtime::{Builder, Runtime};
use tokio::sync::{Notify, mpsc};
use tokio::time::{Instant, sleep, sleep_until};

use crate::support::Server;

/// How bad the network is, each way.
#[derive(Debug, Clone, Copy)]
pub struct Weather {
    /// Of a hundred datagrams or segments so many are lost.
    pub loss_percent: u32,
    /// Milliseconds that each takes one way.
    pub delay_ms: u32,
    /// Up to so many more by chance, so that datagrams overtake each other.
    pub jitter_ms: u32,
}

impl Weather {
    /// A fifth is lost, and every way takes 200 to 260 ms: a round trip of 400 ms and more.
    pub const STORM: Self = Self { loss_percent: 20, delay_ms: 200, jitter_ms: 60 };

    /// Like a phone on a train: some loss, 60 to 100 ms each way.
    pub const RAIN: Self = Self { loss_percent: 5, delay_ms: 60, jitter_ms: 40 };

    /// A good line.
    pub const FAIR: Self = Self { loss_percent: 0, delay_ms: 15, jitter_ms: 5 };
}

const OPEN: u8 = 0;
const SILENT: u8 = 1;
const SHUT: u8 = 2;

struct Air {
    weather: Weather,
    dice: Mutex<Dice>,
    mode: AtomicU8,
    hang_up: Notify,
}

impl Air {
    fn chance(&self, bound: u32) -> u32 {
        self.dice.lock().unwrap_or_else(PoisonError::into_inner).below(bound)
    }

    fn is_lost(&self) -> bool {
        self.chance(100) < self.weather.loss_percent
    }

    fn way(&self) -> Duration {
        Duration::from_millis((self.weather.delay_ms + self.chance(self.weather.jitter_ms + 1)).into())
    }

    fn mode(&self) -> u8 {
        self.mode.load(Ordering::Relaxed)
    }

    /// How late a datagram arrives, if it does.
    fn datagram(&self) -> Option<Duration> {
        (self.mode() == OPEN && !self.is_lost()).then(|| self.way())
    }

    /// How late a segment of a stream arrives: each time it is lost costs a retransmission time-out of a round
    /// trip and 200 ms. Whatever comes behind it has to wait for it.
    fn segment(&self) -> Duration {
        let mut late = self.way();
        while self.is_lost() {
            late += self.way() + self.way() + Duration::from_millis(200);
        }
        late
    }
}

/// The network between a server and those who join at [`Network::address`].
pub struct Network {
    air: Arc<Air>,
    fronts: Vec<StdSocket>,
    own_port: u16,
    runtime: Runtime,
}

impl Network {
    /// For a server of so many shards; start it with [`Self::settings`] and then [`Self::lead_to`] it.
    pub fn new(weather: Weather, seed: u64, shards: u16) -> Self {
        let air = Air { weather, dice: Mutex::new(Dice::new(seed)), mode: AtomicU8::new(OPEN), hang_up: Notify::new() };
        let own = neighbours(shards);
        let own_port = port_of(&own[0]);
        let fronts = neighbours(shards);
        drop(own);
        let runtime = Builder::new_multi_thread().worker_threads(1).enable_all().build().expect("tokio");
        Self { air: Arc::new(air), fronts, own_port, runtime }
    }

    /// What the server has to know.
    pub fn settings(&self) -> [String; 2] {
        [format!("udp_port={}", self.own_port), format!("udp_public_port={}", port_of(&self.fronts[0]))]
    }

    /// Starts to carry; the address at which clients join.
    pub fn lead_to(&self, server: &Server) -> String {
        let _guard = self.runtime.enter();
        for (shard, front) in (0..).zip(&self.fronts) {
            let front = UdpSocket::from_std(front.try_clone().expect("a socket")).expect("a socket");
            let to = SocketAddr::from(([127, 0, 0, 1], self.own_port + shard));
            self.runtime.spawn(carry_datagrams(self.air.clone(), Arc::new(front), to));
        }
        let listener = self.runtime.block_on(TcpListener::bind("127.0.0.1:0")).expect("a port");
        let address = format!("http://{}", listener.local_addr().expect("an address"));
        let to = SocketAddr::from(([127, 0, 0, 1], server.port()));
        self.runtime.spawn(carry_streams(self.air.clone(), listener, to));
        address
    }

    /// Nothing passes, and nobody is told.
    pub fn fall_silent(&self) {
        self.air.mode.store(SILENT, Ordering::Relaxed);
    }

    /// Every stream is cut and new ones are refused; datagrams are lost.
    pub fn shut(&self) {
        self.air.mode.store(SHUT, Ordering::Relaxed);
        self.air.hang_up.notify_waiters();
    }

    /// Everything passes again; streams that were held go on where they were.
    pub fn open(&self) {
        self.air.mode.store(OPEN, Ordering::Relaxed);
    }
}

fn port_of(socket: &StdSocket) -> u16 {
    socket.local_addr().expect("an address").port()
}

/// UDP sockets on ports side by side.
fn neighbours(count: u16) -> Vec<StdSocket> {
    for _ in 0..100 {
        let first = StdSocket::bind("127.0.0.1:0").expect("a port");
        let port = port_of(&first);
        let rest = (1..count).map(|n| StdSocket::bind(("127.0.0.1", port.saturating_add(n))));
        if let Ok(rest) = rest.collect::<io::Result<Vec<_>>>() {
            let all: Vec<StdSocket> = std::iter::once(first).chain(rest).collect();
            all.iter().for_each(|socket| socket.set_nonblocking(true).expect("a socket"));
            return all;
        }
    }
    panic!("no {count} free ports side by side");
}

async fn carry_datagrams(air: Arc<Air>, front: Arc<UdpSocket>, to: SocketAddr) {
    let mut lines: BTreeMap<SocketAddr, Arc<UdpSocket>> = BTreeMap::new();
    let mut buffer = [0; 2048];
    loop {
        let Ok((length, from)) = front.recv_from(&mut buffer).await else { continue };
        let line = match lines.entry(from) {
            Entry::Occupied(known) => known.into_mut(),
            Entry::Vacant(new) => {
                let line = Arc::new(UdpSocket::bind("127.0.0.1:0").await.expect("a port"));
                line.connect(to).await.expect("a way");
                tokio::spawn(carry_back(air.clone(), line.clone(), front.clone(), from));
                new.insert(line)
            }
        };
        let (Some(late), line, bytes) = (air.datagram(), line.clone(), buffer[..length].to_vec()) else { continue };
        tokio::spawn(async move {
            sleep(late).await;
            let _ = line.send(&bytes).await;
        });
    }
}

async fn carry_back(air: Arc<Air>, line: Arc<UdpSocket>, front: Arc<UdpSocket>, to: SocketAddr) {
    let mut buffer = [0; 2048];
    loop {
        let Ok(length) = line.recv(&mut buffer).await else {
            // Nobody is bound there at the moment.
            sleep(Duration::from_millis(5)).await;
            continue;
        };
        let (Some(late), front, bytes) = (air.datagram(), front.clone(), buffer[..length].to_vec()) else { continue };
        tokio::spawn(async move {
            sleep(late).await;
            let _ = front.send_to(&bytes, to).await;
        });
    }
}

async fn carry_streams(air: Arc<Air>, listener: TcpListener, to: SocketAddr) {
    while let Ok((client, _)) = listener.accept().await {
        if air.mode() != SHUT {
            tokio::spawn(carry_stream(air.clone(), client, to));
        }
    }
}

async fn carry_stream(air: Arc<Air>, client: TcpStream, to: SocketAddr) -> io::Result<()> {
    let hung_up = air.hang_up.notified();
    let server = TcpStream::connect(to).await?;
    client.set_nodelay(true)?;
    server.set_nodelay(true)?;
    // The handshake is a round trip of its own.
    sleep(air.segment() + air.segment()).await;
    let ((from_client, to_client), (from_server, to_server)) = (client.into_split(), server.into_split());
    tokio::select! {
        _ = pump(&air, from_client, to_server) => {}
        _ = pump(&air, from_server, to_client) => {}
        () = hung_up => {}
    }
    Ok(())
}

/// Carries one way until it ends; segments stay in order, so one that is late holds up the rest.
async fn pump(air: &Air, mut from: OwnedReadHalf, mut to: OwnedWriteHalf) -> io::Result<()> {
    let (queue, mut under_way) = mpsc::channel(1024);
    let read = async move {
        let mut segment = [0; 1400];
        loop {
            let length = from.read(&mut segment).await?;
            if length == 0 || queue.send((Instant::now() + air.segment(), segment[..length].to_vec())).await.is_err() {
                return io::Result::Ok(());
            }
        }
    };
    let write = async move {
        while let Some((due, bytes)) = under_way.recv().await {
            sleep_until(due).await;
            while air.mode() == SILENT {
                sleep(Duration::from_millis(10)).await;
            }
            to.write_all(&bytes).await?;
        }
        io::Result::Ok(())
    };
    let (read, write) = tokio::join!(read, write);
    read.and(write)
}
