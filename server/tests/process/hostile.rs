//! Hostile clients on real sockets: each is let go with a reason, and nobody else notices.

use std::io::Cursor;
use std::net::UdpSocket;
use std::thread;
use std::time::{Duration, Instant, SystemTime};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use bevy_replicon_renet::netcode::{ClientAuthentication, ConnectToken, NetcodeClientTransport};
use bevy_replicon_renet::renet::{ChannelConfig, ConnectionConfig, RenetClient, SendType};
use client::net::{Connection, ConnectionState, TransportChoice};
use futures_util::{SinkExt as _, StreamExt as _};
use shared::api::{GuestRequest, GuestResponse, JoinGrant};
use shared::content::looks::Looks;
use shared::dice::Dice;
use shared::protocol::frames::MAX_CLIENT_FRAME;
use tokio::net::TcpStream;
use tokio::time::timeout;
use tokio_tungstenite::tungstenite::client::IntoClientRequest as _;
use tokio_tungstenite::tungstenite::{Error, Message};
use tokio_tungstenite::{MaybeTlsStream, WebSocketStream, connect_async};

use crate::support::{Server, Visitor, frame, together};

type Socket = WebSocketStream<MaybeTlsStream<TcpStream>>;

/// A way in for a new guest.
fn grant(address: &str, name: &str) -> JoinGrant {
    let guest = GuestRequest { name: name.into(), looks: Looks::default() };
    let mut answer = ureq::post(format!("{address}/api/v1/guests")).send_json(&guest).expect("a guest");
    let guest: GuestResponse = answer.body_mut().read_json().expect("a token");
    let request =
        ureq::post(format!("{address}/api/v1/tickets")).header("Authorization", format!("Bearer {}", guest.token));
    request.send_empty().expect("a ticket").body_mut().read_json().expect("a grant")
}

/// Runs an attack beside a player on each transport, who must not notice any of it.
fn beside_players(attack: impl FnOnce(&str) + Send, log: &str, most_lines: usize) {
    let folder = tempfile::tempdir().expect("a folder");
    let mut server = Server::start(folder.path(), &[log]);
    let mut uma = Visitor::join(&server, "Uma", TransportChoice::Udp, None);
    let mut wes = Visitor::join(&server, "Wes", TransportChoice::WebSocket, None);
    let both = &mut [&mut uma, &mut wes];
    let address = server.address.clone();
    thread::scope(|scope| {
        let attack = scope.spawn(|| attack(&address));
        while !attack.is_finished() {
            frame(both);
            for one in both.iter() {
                assert_eq!(one.connection(), &ConnectionState::Connected);
            }
        }
        attack.join().expect("the attack went as planned");
    });
    for (speaker, listener, words) in [(0, 1, "Still here."), (1, 0, "Me too.")] {
        let who = both[speaker].me().body;
        both[speaker].say(words);
        together(both, 5, "words are heard", |both| both[listener].lines_of(who).contains(&words));
    }
    let lost = both.iter().filter(|one| one.app.world().resource::<Connection>().transport.is_none()).count();
    assert_eq!(lost, 0);
    server.process.kill().expect("killed");
    let log = server.errors();
    assert!(log.lines().count() <= most_lines, "the log grew: {log}");
}

/// The status with which a page of another site is turned away.
async fn from_another_site(address: &str) -> Option<u16> {
    let mut request = format!("{}/ws", address.replace("http", "ws")).into_client_request().expect("a request");
    request.headers_mut().insert("Origin", "https://elsewhere.example".parse().expect("a header"));
    match connect_async(request).await {
        Err(Error::Http(answer)) => Some(answer.status().as_u16()),
        _ => None,
    }
}

async fn open(address: &str, first: Message) -> Socket {
    let (mut socket, _) = connect_async(format!("{}/ws", address.replace("http", "ws"))).await.expect("a socket");
    socket.send(first).await.expect("sent");
    socket
}

/// Why the server closed the socket; empty when it gave no reason.
async fn reason(socket: &mut Socket) -> String {
    let closing = async {
        while let Some(Ok(message)) = socket.next().await {
            if let Message::Close(Some(frame)) = message {
                return frame.reason.to_string();
            }
        }
        String::new()
    };
    timeout(Duration::from_secs(14), closing).await.expect("the server closes the socket")
}

#[test]
fn bad_web_sockets_are_closed_and_nobody_else_notices() {
    let attack = |address: &str| {
        let runtime =
            tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build().expect("tokio");
        let used = grant(address, "Mal").ticket;
        let doors = [
            ("no ticket", Message::binary(vec![1, 2, 3])),
            ("bad ticket", Message::text("let me in")),
            ("used or expired ticket", Message::text("A".repeat(43))),
        ];
        let bodies = |size: usize| Message::binary(vec![0; size]);
        let unknown = Message::binary(vec![200, 1, 0, 0, 0, 7]);
        let after: [(&str, &str, Vec<Message>); 6] = [
            ("larger than allowed", "", vec![bodies(MAX_CLIENT_FRAME + 1)]),
            ("much larger than allowed", "", vec![bodies(4 * 1024 * 1024)]),
            ("an unknown channel", "", vec![unknown]),
            ("truncated", "", vec![Message::binary(vec![0, 255, 0, 0])]),
            ("a burst after a hole in the network, and then text", "unexpected text", {
                let mut burst = vec![bodies(0); 150];
                burst.push(Message::text("hello"));
                burst
            }),
            ("a flood", "too many messages", vec![bodies(0); 3000]),
        ];
        runtime.block_on(async {
            let mut first = open(address, Message::text(&used)).await;
            // Shows a ticket and then doesn't say which protocol it speaks.
            let mut silent = open(address, Message::text(&grant(address, "Mum").ticket)).await;
            assert_eq!(reason(&mut open(address, Message::text(&used)).await).await, "used or expired ticket");
            assert_eq!(from_another_site(address).await, Some(401));
            for (expected, message) in doors {
                assert_eq!(reason(&mut open(address, message).await).await, expected);
            }
            for (number, (what, expected, messages)) in after.into_iter().enumerate() {
                let mut socket = open(address, Message::text(&grant(address, &format!("Mel {number}")).ticket)).await;
                for message in messages {
                    // The server may have had enough before everything is sent.
                    let _ = socket.send(message).await;
                }
                assert_eq!(reason(&mut socket).await, expected, "{what}");
            }
            assert!(first.send(bodies(0)).await.is_ok(), "the owner of the used ticket is still there");
            assert_eq!(reason(&mut silent).await, "");
        });
    };
    beside_players(attack, "log=info", 40);
}

/// A renet client with channels of its own making.
struct Stranger {
    client: RenetClient,
    transport: NetcodeClientTransport,
}

const STEP: Duration = Duration::from_millis(16);

impl Stranger {
    #[expect(clippy::disallowed_methods, reason = "netcode wants the wall clock")]
    fn dial(grant: &JoinGrant, socket: UdpSocket) -> Self {
        let channels = (0..100).map(|channel_id| ChannelConfig {
            channel_id,
            max_memory_usage_bytes: 1024 * 1024,
            send_type: SendType::ReliableOrdered { resend_time: Duration::from_millis(300) },
        });
        let channels: Vec<ChannelConfig> = channels.collect();
        let client = RenetClient::new(ConnectionConfig {
            server_channels_config: channels.clone(),
            client_channels_config: channels,
            ..ConnectionConfig::default()
        });
        let token = STANDARD.decode(&grant.udp.as_ref().expect("UDP").connect_token).expect("base64");
        let connect_token = ConnectToken::read(&mut Cursor::new(token)).expect("a token");
        let now = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).expect("after 1970");
        let transport = NetcodeClientTransport::new(now, ClientAuthentication::Secure { connect_token }, socket);
        Self { client, transport: transport.expect("a transport") }
    }

    #[expect(clippy::disallowed_methods, reason = "a real client has a frame rate")]
    fn until(&mut self, what: &str, holds: impl Fn(&RenetClient) -> bool) {
        let patience = Instant::now() + Duration::from_secs(8);
        while !holds(&self.client) {
            assert!(Instant::now() < patience, "waited in vain until {what}");
            thread::sleep(STEP);
            self.client.update(STEP);
            let _ = self.transport.update(STEP, &mut self.client);
            if self.client.is_connected() {
                let _ = self.transport.send_packets(&mut self.client);
            }
        }
    }
}

fn socket() -> UdpSocket {
    UdpSocket::bind("127.0.0.1:0").expect("a port")
}

#[test]
fn bad_datagrams_are_dropped_and_nobody_else_notices() {
    let attack = |address: &str| {
        // A channel that doesn't exist.
        let mal = grant(address, "Mal");
        let port = mal.udp.as_ref().expect("UDP").port;
        let home = socket();
        let mut stranger = Stranger::dial(&mal, home.try_clone().expect("a socket"));
        stranger.until("it is in", |client| client.is_connected());
        stranger.client.send_message(90, vec![1, 2, 3]);
        stranger.until("it is out", |client| client.is_disconnected());

        // The same token from the same address: netcode may let it in again, the ticket doesn't.
        let mut again = Stranger::dial(&mal, home);
        again.until("it is out again", |client| client.is_disconnected());

        // The same ticket as a WebSocket.
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("tokio");
        let why = runtime.block_on(async { reason(&mut open(address, Message::text(&mal.ticket)).await).await });
        assert_eq!(why, "used or expired ticket");

        // Every message a channel has, as noise.
        let mut noisy = Stranger::dial(&grant(address, "Mel"), socket());
        noisy.until("it is in", |client| client.is_connected());
        let mut dice = Dice::new(5);
        let mut noise = |most: u32| -> Vec<u8> { (0..dice.below(most)).map(|_| dice.below(256) as u8).collect() };
        for round in 0..300u32 {
            noisy.client.send_message((round % 9) as u8, noise(80));
        }
        // Nothing of it says which protocol it speaks, so in the end it is let go.
        let mut mum = Stranger::dial(&grant(address, "Mum"), socket());
        mum.until("it is in", |client| client.is_connected());

        // No connection at all: noise, every kind of packet cut off anywhere, and tokens that were meddled with.
        let token = STANDARD.decode(mal.udp.expect("UDP").connect_token).expect("base64");
        let strangers = [socket(), socket(), socket()];
        for round in 0..3000u32 {
            let mut bytes = noise(1400);
            if let (Some(kind), true) = (bytes.first_mut(), round % 2 == 0) {
                *kind = (round % 7) as u8 | ((round % 9) as u8) << 4;
            }
            if round % 5 == 0 {
                bytes = [&[0], &token[..token.len().min(round as usize)]].concat();
            }
            let from = &strangers[round as usize % strangers.len()];
            let _ = from.send_to(&bytes, ("127.0.0.1", port));
        }
        noisy.until("it is out or through", |client| client.is_disconnected() || !client.is_connecting());
    };
    beside_players(attack, "log=info", 40);
}
