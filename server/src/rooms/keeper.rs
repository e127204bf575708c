//! The keeper of the hall: the task that drives it by the clock, by what sockets bring, and by what storage has kept.

use std::collections::{BTreeMap, VecDeque};
use std::sync::Arc;
use std::time::{Duration, Instant};

use bytes::Bytes;
use shared::clock::Clock;
use shared::ids::{Key, PlayerId};
use shared::protocol::rooms::{HallRefusal, RoomRequest, RoomTold};
use shared::rooms::Ms;
use shared::rooms::room::Visitor;
use shared::rooms::room::game::GameSetup;
use shared::text::DisplayName;
use tokio::sync::{mpsc, oneshot};
use tokio::time::{MissedTickBehavior, interval};
use tracing::{error, info, warn};

use super::bots::Skill;
use super::hall::{Deal, Hall, Invitee, Outcome, Time};
use crate::auth::tokens;
use crate::bridge::{ShardDoors, ToShard};
use crate::content::{Current, Loaded};
use crate::library::Library;
use crate::storage::{Store, StoreError, Write, WriteHandle};

/// Messages that may wait for the keeper to read them.
const QUEUE: usize = 16_384;

/// Messages to one player that may wait for their socket; who is further behind is let go, and comes back to a whole
/// view.
pub const SOCKET_QUEUE: usize = 128;

/// Time between two looks at what is due.
const TICK: Duration = Duration::from_millis(10);

/// Most messages that are read before what they led to is carried away.
const AT_ONCE: usize = 512;

/// What reaches the keeper.
#[derive(Debug)]
pub enum ToHall {
    /// A socket whose ticket was good.
    Connected {
        /// Who.
        visitor: Visitor,
        /// The connection, unlike every other one.
        connection: u64,
        /// Where their messages go, in postcard. Dropping it closes the socket.
        out: mpsc::Sender<Bytes>,
    },
    /// A socket is gone.
    Gone {
        /// Whose.
        player: PlayerId,
        /// Which.
        connection: u64,
    },
    /// A request.
    Request {
        /// Whose.
        player: PlayerId,
        /// Over which connection.
        connection: u64,
        /// What.
        request: Box<RoomRequest>,
        /// When it arrived.
        arrived: Instant,
    },
    /// A game was dealt, or there was nothing to ask.
    Dealt {
        /// For which room.
        room: u64,
        /// The game.
        setup: Option<Box<GameSetup>>,
    },
    /// Somebody's body sat down at a table, or isn't at one any more.
    Seated {
        /// The shard that says so: what another one said of the same player counts until it takes it back itself.
        shard: u8,
        /// Who.
        player: PlayerId,
        /// The table; `None` for none.
        table: Option<Key>,
    },
    /// Hand over what is to be kept, and stop.
    Stop,
}

/// The way to the hall. Cloning it is cheap.
#[derive(Debug, Clone)]
pub struct HallDoor(mpsc::Sender<ToHall>);

impl HallDoor {
    /// A door and what comes in through it: as many messages as that wait to be read.
    #[must_use]
    pub fn channel(messages: usize) -> (Self, mpsc::Receiver<ToHall>) {
        let (sender, inbox) = mpsc::channel(messages);
        (Self(sender), inbox)
    }

    /// Hands something in, and waits until there is room for it; false when the hall is closed.
    pub async fn send(&self, message: ToHall) -> bool {
        self.0.send(message).await.is_ok()
    }

    /// Hands something in without waiting; false when it couldn't be.
    pub fn try_send(&self, message: ToHall) -> bool {
        self.0.try_send(message).is_ok()
    }
}

/// What the keeper works with.
pub struct Keeping {
    /// For what players have been asked.
    pub store: Store,
    /// Where what has to last goes.
    pub writes: WriteHandle,
    /// The town's content: questions, boards, characters.
    pub content: Arc<Current>,
    /// What can be asked.
    pub library: Arc<Library>,
    /// The wall clock.
    pub clock: Arc<dyn Clock>,
    /// The shards, where what is said about the game on the stage is heard.
    pub doors: ShardDoors,
}

struct Keeper {
    hall: Hall,
    keeping: Keeping,
    inbox: mpsc::Receiver<ToHall>,
    door: mpsc::WeakSender<ToHall>,
    sockets: BTreeMap<PlayerId, (u64, mpsc::Sender<Bytes>)>,
    /// What storage had no room for yet.
    backlog: Vec<Write>,
    /// Answers that wait until what they answer is durable.
    waiting: Vec<(PlayerId, RoomTold)>,
    asked: VecDeque<(oneshot::Receiver<Result<(), StoreError>>, Vec<(PlayerId, RoomTold)>)>,
    begun: Instant,
    /// The content that the hall knows.
    followed: Arc<Loaded>,
    /// The edition of the library that the hall knows.
    edition: u64,
}

/// Opens the hall with the rooms that were open when the server stopped.
///
/// # Errors
/// [`StoreError`] when the database can't answer.
pub async fn open(keeping: Keeping) -> Result<(HallDoor, tokio::task::JoinHandle<()>), StoreError> {
    let (journals, last_game) = (keeping.store.load_rooms().await?, keeping.store.last_game().await?);
    let mut hall = Hall::new(Box::new(unforeseeable), last_game);
    let followed = keeping.content.get();
    hall.set_invitees(invitees(&followed));
    hall.set_subjects(keeping.library.subjects(&followed));
    hall.set_hosts(followed.patter.clone());
    let edition = keeping.library.edition();
    let (door, inbox) = HallDoor::channel(QUEUE);
    let begun = Instant::now();
    let mut keeper = Keeper {
        hall,
        keeping,
        inbox,
        door: door.0.downgrade(),
        sockets: BTreeMap::new(),
        backlog: Vec::new(),
        waiting: Vec::new(),
        asked: VecDeque::new(),
        begun,
        followed,
        edition,
    };
    let time = keeper.time(Instant::now());
    let rooms = keeper.hall.restore(&journals, time);
    if rooms > 0 {
        info!(rooms, "rooms go on that were open when the server stopped");
    }
    Ok((door, tokio::spawn(keeper.run())))
}

/// A number from the system's own chance.
fn unforeseeable() -> u64 {
    tokens::new_id().unwrap_or_else(|cause| {
        // Without chance there is no secret, and a game of secrets can't go on.
        error!(%cause, "the system gives no random numbers");
        0
    })
}

/// Everybody in town who can be invited to play; who hosts the games knows the answers.
fn invitees(content: &Loaded) -> BTreeMap<Key, Invitee> {
    let invitee = |(key, def): (&Key, &shared::content::character::CharacterDef)| {
        let role = content.cast.role(key)?;
        let name = DisplayName::parse(&def.name).ok()?;
        Some((key.clone(), Invitee { name, looks: def.looks, skill: skill(&role.persona) }))
    };
    let players = content.town.characters.iter().filter(|(key, _)| !content.patter.contains_key(*key));
    players.filter_map(invitee).collect()
}

/// How well somebody plays, by what they are like: the curious and the diligent know more, the calm take their time,
/// and the sociable dare more.
fn skill(persona: &minds::persona::PersonaDef) -> Skill {
    let traits = &persona.traits;
    let bonus = (i32::from(traits.curious) + i32::from(traits.diligent)) / 10 - 10;
    let knows = [90, 80, 68, 54, 40].map(|base: i32| (base + bonus).clamp(20, 97) as u8);
    Skill {
        knows,
        thinks_ms: 3_500 + 30 * u32::from(traits.calm),
        reacts_ms: 450 + 6 * u32::from(traits.calm),
        dares: 20 + traits.sociable / 2,
    }
}

impl Keeper {
    fn time(&self, at: Instant) -> Time {
        let hall = at.duration_since(self.begun).as_millis();
        Time { hall: Ms(u64::try_from(hall).unwrap_or(u64::MAX)), wall_ms: self.keeping.clock.now_ms() }
    }

    async fn run(mut self) {
        let mut ticks = interval(TICK);
        ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
        loop {
            tokio::select! {
                outcome = durable(&mut self.asked) => self.answer(outcome),
                message = self.inbox.recv() => {
                    let Some(message) = message else { break };
                    if !self.take_in_all(message) {
                        break;
                    }
                    self.carry_away();
                }
                _ = ticks.tick() => {
                    self.follow_content();
                    let now = self.time(Instant::now());
                    self.hall.tick(now);
                    self.carry_away();
                }
            }
        }
        self.carry_away();
        if self.keeping.writes.try_send(std::mem::take(&mut self.backlog)).is_err() {
            error!("what happened last in the rooms could not be handed to storage");
        }
    }

    /// Knows who can be invited and what hosts say, also after designers changed the town.
    fn follow_content(&mut self) {
        let now = self.keeping.content.get();
        if !Arc::ptr_eq(&now, &self.followed) {
            self.hall.set_invitees(invitees(&now));
            self.hall.set_hosts(now.patter.clone());
            self.followed = now;
        } else if self.edition == self.keeping.library.edition() {
            return;
        }
        self.edition = self.keeping.library.edition();
        self.hall.set_subjects(self.keeping.library.subjects(&self.followed));
    }

    /// Takes in a message and those behind it; false when it is time to stop.
    fn take_in_all(&mut self, first: ToHall) -> bool {
        let mut next = Some(first);
        for _ in 0..AT_ONCE {
            let Some(message) = next else { return true };
            if !self.take_in(message) {
                return false;
            }
            next = self.inbox.try_recv().ok();
        }
        next.is_none_or(|message| self.take_in(message))
    }

    fn take_in(&mut self, message: ToHall) -> bool {
        match message {
            ToHall::Connected { visitor, connection, out } => {
                let player = visitor.player;
                self.sockets.insert(player, (connection, out));
                let now = self.time(Instant::now());
                self.hall.connect(visitor, connection, now);
            }
            ToHall::Gone { player, connection } => {
                if self.sockets.get(&player).is_some_and(|(newest, _)| *newest == connection) {
                    self.sockets.remove(&player);
                }
                let now = self.time(Instant::now());
                self.hall.disconnect(player, connection, now);
            }
            ToHall::Request { player, connection, request, arrived } => {
                if self.sockets.get(&player).is_some_and(|(newest, _)| *newest == connection) {
                    let now = self.time(arrived);
                    self.hall.request(player, *request, now);
                }
            }
            ToHall::Dealt { room, setup } => {
                let now = self.time(Instant::now());
                self.hall.dealt(room, setup.as_deref(), now);
            }
            ToHall::Seated { shard, player, table } => self.hall.seat(shard, player, table),
            ToHall::Stop => return false,
        }
        true
    }

    /// Sends, stores and deals what came of what was taken in.
    fn carry_away(&mut self) {
        let Outcome { told, when_durable, writes, deals, remarks } = self.hall.take_outcome();
        for (player, message) in told {
            self.tell(player, &message);
        }
        for deal in deals {
            self.deal(deal);
        }
        for remark in remarks {
            for shard in 0..self.keeping.doors.count() {
                // What a busy shard has no room for isn't said: later it would be about something else.
                let _ = self.keeping.doors.send(shard, ToShard::Remark(remark.clone()));
            }
        }
        self.backlog.extend(writes);
        self.waiting.extend(when_durable);
        if !self.backlog.is_empty()
            && let Err(batch) = self.keeping.writes.try_send(std::mem::take(&mut self.backlog))
        {
            self.backlog = batch;
            return;
        }
        if !self.waiting.is_empty()
            && let Some(answer) = self.keeping.writes.tell_when_durable()
        {
            self.asked.push_back((answer, std::mem::take(&mut self.waiting)));
        }
    }

    /// Answers what storage has kept, or couldn't keep.
    fn answer(&mut self, outcome: Result<(), StoreError>) {
        let Some((_, answers)) = self.asked.pop_front() else { return };
        for (player, mut answer) in answers {
            if let (Err(cause), RoomTold::Answered { refusal, .. }) = (&outcome, &mut answer) {
                error!(%cause, "an action in a room could not be kept");
                *refusal = Some(HallRefusal::NotKept);
            }
            self.tell(player, &answer);
        }
    }

    fn tell(&mut self, player: PlayerId, message: &RoomTold) {
        let Some((_, out)) = self.sockets.get(&player) else { return };
        let bytes = match postcard::to_allocvec(message) {
            Ok(bytes) => Bytes::from(bytes),
            Err(cause) => {
                error!(%cause, "a message of a room can't be written");
                return;
            }
        };
        if out.try_send(bytes).is_err() {
            // The socket closes when its sender is gone, and says so.
            self.sockets.remove(&player);
        }
    }

    /// Deals a game beside everything else: what players know comes from the database.
    fn deal(&self, deal: Deal) {
        let (store, library, door) = (self.keeping.store.clone(), self.keeping.library.clone(), self.door.clone());
        tokio::spawn(async move {
            let room = deal.room;
            let setup = dealt(&store, library, deal).await;
            let message = ToHall::Dealt { room, setup: setup.map(Box::new) };
            if let Some(door) = door.upgrade() {
                // A hall that is closed deals no more.
                let _ = door.send(message).await;
            }
        });
    }
}

/// Waits for the first answer of storage; for ever when none is due.
async fn durable(
    asked: &mut VecDeque<(oneshot::Receiver<Result<(), StoreError>>, Vec<(PlayerId, RoomTold)>)>,
) -> Result<(), StoreError> {
    match asked.front_mut() {
        Some((answer, _)) => answer.await.unwrap_or(Err(StoreError::WriterStopped)),
        None => std::future::pending().await,
    }
}

/// How many of an audience are asked what they know: those who came first.
const ASKED: usize = 16;

async fn dealt(store: &Store, library: Arc<Library>, deal: Deal) -> Option<GameSetup> {
    let mut seen: BTreeMap<String, u32> = BTreeMap::new();
    for player in deal.seats.iter().filter_map(|(_, _, player)| *player).take(ASKED) {
        match store.seen_by(player).await {
            Ok(questions) => {
                for question in questions {
                    *seen.entry(question).or_default() += 1;
                }
            }
            Err(cause) => warn!(%cause, "what a player has been asked can't be read: they may be asked it again"),
        }
    }
    let seat = |(factor_percent, team, player): &(u16, u8, Option<PlayerId>)| questions::deal::DealSeat {
        factor_percent: *factor_percent,
        team: *team,
        person: player.is_some(),
    };
    let seats: Vec<questions::deal::DealSeat> = deal.seats.iter().map(seat).collect();
    let work = move || library.deal(&deal.wishes, &seats, &seen, &mut unforeseeable);
    tokio::task::spawn_blocking(work).await.unwrap_or_else(|cause| {
        error!(%cause, "a game could not be dealt");
        None
    })
}
