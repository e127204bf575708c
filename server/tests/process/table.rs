//! A player at a table of the hall, over a real socket: what is sent, and what was heard.

use std::time::{Duration, Instant};

use client::net::GuestTokens;
use futures_util::{SinkExt as _, StreamExt as _};
use serde_json::{Value, json};
use shared::protocol::rooms::{HallRefusal, PATH, PassingView, RoomRequest, RoomTold, TableView};
use shared::rooms::Ms;
use shared::rooms::room::RoomAction;
use shared::rooms::room::view::{GameShown, RoomView};
use tokio::net::TcpStream;
use tokio_tungstenite::tungstenite::Message;
use tokio_tungstenite::{MaybeTlsStream, WebSocketStream, connect_async};

type Socket = WebSocketStream<MaybeTlsStream<TcpStream>>;

/// A guest of the town, as the HTTP API knows them.
#[derive(Debug, Clone)]
pub struct Token {
    address: String,
    token: String,
}

impl Token {
    /// Registers a guest at `http://HOST:PORT`.
    pub fn register(address: &str, name: &str) -> Self {
        let looks = serde_json::to_value(shared::content::looks::Looks::default()).expect("written");
        let url = format!("{address}/api/v1/guests");
        let response = ureq::post(&url).send_json(json!({ "name": name, "looks": looks })).expect("a guest");
        let body: Value = response.into_body().read_json().expect("JSON");
        Self { address: address.to_owned(), token: body["token"].as_str().expect("a token").to_owned() }
    }

    /// The same guest at another address.
    pub fn at(&self, address: &str) -> Self {
        Self { address: address.to_owned(), ..self.clone() }
    }

    /// What a real client needs to be the same guest.
    pub fn for_client(&self) -> GuestTokens {
        GuestTokens([(self.address.clone(), self.token.clone())].into())
    }

    /// What HTTP asks for.
    pub fn bearer(&self) -> String {
        format!("Bearer {}", self.token)
    }

    /// A ticket for one connection.
    pub fn ticket(&self) -> String {
        let url = format!("{}/api/v1/tickets", self.address);
        let response = ureq::post(&url).header("Authorization", format!("Bearer {}", self.token)).send_empty();
        let body: Value = response.expect("a ticket").into_body().read_json().expect("JSON");
        body["ticket"].as_str().expect("a ticket").to_owned()
    }

    /// The address of the hall's socket.
    pub fn hall(&self) -> String {
        format!("{}{PATH}", self.address.replacen("http", "ws", 1))
    }
}

/// A connection to the hall.
pub struct Table {
    socket: Socket,
    seq: u32,
    pub room: Option<RoomView>,
    pub game: Option<GameShown>,
    pub tables: Vec<TableView>,
    pub passing: Option<PassingView>,
    pub refused: Vec<HallRefusal>,
    /// The newest answer, and how long it took.
    pub answered: Option<(u32, Option<HallRefusal>)>,
    /// Whether the server has closed it.
    pub is_closed: bool,
    /// Messages and bytes that came.
    pub heard: (u64, u64),
    /// What the hall's clock shows less what this process's does, and the round trip that says so.
    offset: Option<(i64, u16)>,
    begun: Instant,
}

impl Table {
    /// Connects and shows a ticket.
    pub async fn sit(token: &Token) -> Self {
        let ticket = token.ticket();
        Self::sit_with(&token.hall(), &ticket).await
    }

    /// The same with a ticket at hand.
    pub async fn sit_with(hall: &str, ticket: &str) -> Self {
        let (mut socket, _) = connect_async(hall).await.expect("the hall's door");
        socket.send(Message::text(ticket)).await.expect("shown");
        Self {
            socket,
            seq: 0,
            room: None,
            game: None,
            tables: Vec::new(),
            passing: None,
            refused: Vec::new(),
            answered: None,
            is_closed: false,
            heard: (0, 0),
            offset: None,
            begun: Instant::now(),
        }
    }

    pub async fn ask(&mut self, request: &RoomRequest) {
        let bytes = postcard::to_allocvec(request).expect("written");
        // A socket that was closed is noticed by who waits for an answer.
        let _ = self.socket.send(Message::binary(bytes)).await;
    }

    /// Sends bytes that need not make sense.
    pub async fn send_raw(&mut self, bytes: Vec<u8>) {
        let _ = self.socket.send(Message::binary(bytes)).await;
    }

    /// Asks for something; its number.
    pub async fn act(&mut self, action: RoomAction) -> u32 {
        self.seq += 1;
        let (seq, pressed) = (self.seq, self.hall_now());
        self.ask(&RoomRequest::Act { seq, pressed, action }).await;
        seq
    }

    /// What the hall's clock shows now, as far as is known.
    pub fn hall_now(&self) -> Option<Ms> {
        let (offset, _) = self.offset?;
        let own = self.begun.elapsed().as_millis() as i64;
        Some(Ms(u64::try_from(own + offset).unwrap_or_default()))
    }

    /// Takes in the next message; `None` when the socket is closed or nothing came in time.
    pub async fn hear(&mut self, patience: Duration) -> Option<RoomTold> {
        loop {
            let heard = tokio::time::timeout(patience, self.socket.next()).await.ok()?;
            let Some(Ok(message)) = heard else {
                self.is_closed = true;
                return None;
            };
            let bytes = match message {
                Message::Binary(bytes) => bytes,
                Message::Close(_) => {
                    self.is_closed = true;
                    return None;
                }
                _ => continue,
            };
            self.heard = (self.heard.0 + 1, self.heard.1 + bytes.len() as u64);
            let told: RoomTold = postcard::from_bytes(&bytes).expect("a message of the hall");
            match &told {
                RoomTold::Room(view) => self.room = view.as_deref().cloned(),
                RoomTold::Game(shown) => self.game = shown.as_deref().cloned(),
                RoomTold::Answered { seq, refusal } => self.answered = Some((*seq, refusal.clone())),
                RoomTold::Refused(why) => self.refused.push(why.clone()),
                RoomTold::Tables(tables) => self.tables.clone_from(tables),
                RoomTold::Passing(passing) => self.passing = passing.as_deref().cloned(),
                RoomTold::Said { .. } | RoomTold::Patter { .. } | RoomTold::Offered { .. } => {}
                RoomTold::Pinged { nonce, now, one_way_ms } => {
                    let own = self.begun.elapsed().as_millis() as i64;
                    let offset = now.0 as i64 + i64::from(*one_way_ms) - own;
                    if self.offset.is_none_or(|(_, way)| *one_way_ms <= way) {
                        self.offset = Some((offset, *one_way_ms));
                    }
                    self.ask(&RoomRequest::Echo { nonce: *nonce }).await;
                }
            }
            return Some(told);
        }
    }

    /// Listens until something holds, at most ten seconds.
    pub async fn until(&mut self, what: &str, holds: impl Fn(&Self) -> bool) {
        let end = Instant::now() + Duration::from_secs(10);
        while !holds(self) {
            let heard = self.hear(Duration::from_secs(5)).await;
            assert!(
                heard.is_some() && Instant::now() < end,
                "waited in vain until {what}: {:?} {:?} {:?}",
                self.room,
                self.game,
                self.refused
            );
        }
    }

    /// Asks for something and waits for the answer.
    pub async fn acted(&mut self, action: RoomAction) -> Option<HallRefusal> {
        let seq = self.act(action).await;
        self.until("answered", |table| table.answered.as_ref().is_some_and(|(answered, _)| *answered == seq)).await;
        self.answered.take().and_then(|(_, refusal)| refusal)
    }
}
