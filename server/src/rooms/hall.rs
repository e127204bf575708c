//! The hall: every room, who is in it, and what they ask for. Knows no socket, clock or thread.
//!
//! Whoever drives it says what time it is, hands in what arrives, and carries away what comes of it: words for
//! players, rows for storage, and games to be dealt.

use std::collections::{BTreeMap, BTreeSet};

use shared::content::looks::Looks;
use shared::dice::Dice;
use shared::ids::{Key, PlayerId};
use shared::protocol::rooms::{HallRefusal, RoomRequest, RoomTold, Subject};
use shared::rooms::Ms;
use shared::rooms::code::RoomCode;
use shared::rooms::room::game::{GameSetup, Wishes};
use shared::rooms::room::{Room, RoomAction, RoomFact, Visitor, Who};
use shared::text::DisplayName;

use super::bots::{Bot, Skill};
use super::entry::{Entry, What, replay};
use super::guest::Guest;
use super::held::Held;
use super::record::SetupRecord;
use super::{codes, statistics};
use crate::storage::{RoomEventRow, Write};

/// Most rooms that are open at once.
pub const MOST_ROOMS: usize = 5_000;

/// Milliseconds between two looks whether somebody has gone into a room.
const LOOK_AGAIN_MS: u32 = 200;

/// A moment, on the hall's clock and on the wall.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Time {
    /// Milliseconds since the hall opened.
    pub hall: Ms,
    /// Milliseconds since the Unix epoch.
    pub wall_ms: u64,
}

/// A character who can be invited.
#[derive(Debug, Clone)]
pub struct Invitee {
    /// Their name.
    pub name: DisplayName,
    /// How they look.
    pub looks: Looks,
    /// How well they play.
    pub skill: Skill,
}

/// A game that a room waits for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Deal {
    /// Which room.
    pub room: u64,
    /// How its host wants it.
    pub wishes: Wishes,
    /// Who plays, in the order of their seats: the time they have, their team, and who they are if they are people.
    pub seats: Vec<(u16, u8, Option<PlayerId>)>,
}

/// What is to be done about what happened.
#[derive(Debug, Default)]
pub struct Outcome {
    /// Words for players, in order.
    pub told: Vec<(PlayerId, RoomTold)>,
    /// What accepted actions are answered with, once everything in `writes` is durable.
    pub when_durable: Vec<(PlayerId, RoomTold)>,
    /// Rows for storage, in order.
    pub writes: Vec<Write>,
    /// Games to be dealt.
    pub deals: Vec<Deal>,
}

/// Numbers that nobody can foretell.
pub type Chance = Box<dyn FnMut() -> u64 + Send>;

/// Every room of a server.
pub struct Hall {
    rooms: BTreeMap<u64, Held>,
    by_code: BTreeMap<RoomCode, u64>,
    /// The room in which a player has a place, connected or not.
    places: BTreeMap<PlayerId, u64>,
    guests: BTreeMap<PlayerId, Guest>,
    /// Who is to be pinged when.
    pings: BTreeSet<(Ms, PlayerId)>,
    invitees: BTreeMap<Key, Invitee>,
    subjects: Vec<Subject>,
    next_room: u64,
    next_game: u64,
    chance: Chance,
    dice: Dice,
    out: Outcome,
}

impl Hall {
    /// A hall without rooms. Games are numbered from the one after `last_game`.
    #[must_use]
    pub fn new(mut chance: Chance, last_game: u64) -> Self {
        let dice = Dice::new(chance());
        Self {
            rooms: BTreeMap::new(),
            by_code: BTreeMap::new(),
            places: BTreeMap::new(),
            guests: BTreeMap::new(),
            pings: BTreeSet::new(),
            invitees: BTreeMap::new(),
            subjects: Vec::new(),
            next_room: 1,
            next_game: last_game + 1,
            chance,
            dice,
            out: Outcome::default(),
        }
    }

    /// Opens the rooms again that were open when the server stopped; how many.
    pub fn restore(&mut self, journals: &BTreeMap<u64, Vec<RoomEventRow>>, now: Time) -> usize {
        for (no, rows) in journals {
            self.next_room = self.next_room.max(no + 1);
            let entries: Result<Vec<Entry>, _> = rows.iter().map(|row| serde_json::from_str(&row.body)).collect();
            let room = match &entries {
                Ok(entries) => replay(entries),
                Err(cause) => {
                    tracing::error!(room = no, %cause, "a room's journal can't be read, and the room is closed");
                    None
                }
            };
            let Some(room) = room.filter(|room| !room.is_closed()) else {
                self.out.writes.push(Write::RoomClosed { room: *no });
                continue;
            };
            let mut held = Held::new(*no, room, rows.last().map_or(0, |row| row.seq + 1));
            held.game = held.room.game().map(|_| self.number_of_game());
            for (_, member) in held.room.members() {
                if let Who::Player(player) = member.who {
                    self.places.insert(player, *no);
                }
            }
            self.by_code.insert(held.room.code(), *no);
            self.seat_bots(&mut held);
            self.rooms.insert(*no, held);
            self.take_in(*no, What::Resumed, now).ok();
        }
        self.rooms.len()
    }

    /// Who can be invited from now on.
    pub fn set_invitees(&mut self, invitees: BTreeMap<Key, Invitee>) {
        self.invitees = invitees;
    }

    /// What games can ask from, from now on.
    pub fn set_subjects(&mut self, subjects: Vec<Subject>) {
        self.subjects = subjects;
    }

    /// How many rooms are open.
    #[must_use]
    pub fn open_rooms(&self) -> usize {
        self.rooms.len()
    }

    /// What is to be done by now.
    pub fn take_outcome(&mut self) -> Outcome {
        std::mem::take(&mut self.out)
    }

    /// Somebody comes, from this connection on; another one of theirs is none any more. Who has a place in a room is in
    /// it again.
    pub fn connect(&mut self, visitor: Visitor, connection: u64, now: Time) {
        let player = visitor.player;
        let Visitor { name, looks, .. } = visitor.clone();
        self.guests.insert(player, Guest::new(visitor, connection, now.hall));
        self.pings.insert((now.hall, player));
        self.out.told.push((player, RoomTold::Subjects(self.subjects.clone())));
        match self.places.get(&player) {
            Some(no) => {
                let no = *no;
                if self.take_in(no, What::Attended { player, name, looks }, now).is_err() {
                    self.places.remove(&player);
                }
                // Also when nothing has changed for the others.
                if let Some(held) = self.rooms.get(&no) {
                    let (room, game) = (held.room.view(player), held.room.game_view(player));
                    self.out.told.push((player, RoomTold::Room(room.map(Box::new))));
                    self.out.told.push((player, RoomTold::Game(game.map(Box::new))));
                }
            }
            None => self.out.told.push((player, RoomTold::Room(None))),
        }
    }

    /// A connection is gone; what isn't the newest of its player changes nothing.
    pub fn disconnect(&mut self, player: PlayerId, connection: u64, now: Time) {
        if self.guests.get(&player).is_none_or(|guest| guest.connection != connection) {
            return;
        }
        self.guests.remove(&player);
        if let Some(no) = self.places.get(&player) {
            self.take_in(*no, What::Lost { player }, now).ok();
        }
    }

    /// Somebody asks for something that arrived at this moment.
    pub fn request(&mut self, player: PlayerId, request: RoomRequest, now: Time) {
        let Some(guest) = self.guests.get_mut(&player) else { return };
        match request {
            RoomRequest::Echo { nonce } => {
                if let (Some(ms), Some(no)) = (guest.link.echo(nonce, now.hall), self.places.get(&player)) {
                    self.note_way(player, *no, ms, now);
                }
            }
            RoomRequest::Open { .. } | RoomRequest::Enter { .. } if !guest.tries.take(now.hall.0) => {
                self.refuse(player, Err(HallRefusal::TooFast));
            }
            RoomRequest::Open { wishes } => {
                let outcome = self.open(player, wishes, now);
                self.refuse(player, outcome);
            }
            RoomRequest::Enter { code } => {
                let outcome = self.enter(player, &code, now);
                self.refuse(player, outcome);
            }
            // No table is known yet at which somebody could sit.
            RoomRequest::Sit { .. } => self.refuse(player, Err(HallRefusal::NotSeated)),
            RoomRequest::Watch(_) => self.out.told.push((player, RoomTold::Passing(None))),
            RoomRequest::Act { seq, pressed, action } => {
                let outcome = if guest.acts.take(now.hall.0) {
                    self.act(player, action, pressed, now)
                } else {
                    Err(HallRefusal::TooFast)
                };
                let is_accepted = outcome.is_ok();
                let answer = (player, RoomTold::Answered { seq, refusal: outcome.err() });
                let list = if is_accepted { &mut self.out.when_durable } else { &mut self.out.told };
                list.push(answer);
            }
        }
    }

    /// A game was dealt; `None` when there is nothing to ask.
    pub fn dealt(&mut self, no: u64, setup: Option<&GameSetup>, now: Time) {
        let what = match setup {
            Some(setup) => What::Began(Box::new(SetupRecord::from(setup))),
            None => What::CalledOff,
        };
        if setup.is_none()
            && let Some(held) = self.rooms.get(&no)
            && let Some(Who::Player(host)) = held.room.member(held.room.host()).map(|member| &member.who)
        {
            self.out.told.push((*host, RoomTold::Refused(HallRefusal::NothingToAsk)));
        }
        self.take_in(no, what, now).ok();
    }

    /// Has everything happen that is due, and tells whom it concerns.
    pub fn tick(&mut self, now: Time) {
        let due = self.rooms.values().filter(|held| held.is_due(now.hall));
        let numbers: Vec<u64> = due.map(|held| held.no).collect();
        for no in numbers {
            self.pass(no, now);
            while let Some(plan) = self.rooms.get_mut(&no).and_then(|held| held.next_plan(now.hall)) {
                // What a character wanted to do may have become pointless meanwhile.
                self.take_in(no, What::Played { seat: plan.seat, action: plan.action }, now).ok();
            }
        }
        self.ping(now);
        self.tell(now);
    }

    fn refuse(&mut self, player: PlayerId, outcome: Result<(), HallRefusal>) {
        if let Err(why) = outcome {
            self.out.told.push((player, RoomTold::Refused(why)));
        }
    }

    fn open(&mut self, player: PlayerId, wishes: Wishes, now: Time) -> Result<(), HallRefusal> {
        if self.places.contains_key(&player) {
            return Err(HallRefusal::InARoom);
        }
        if self.rooms.len() >= MOST_ROOMS {
            return Err(HallRefusal::NoTable);
        }
        let no = self.next_room;
        self.next_room += 1;
        let code = self.free_code();
        let entry = Entry { at: now.hall, what: What::Opened { code, wishes } };
        let Some(room) = entry.begin() else { return Err(HallRefusal::NotKept) };
        let mut held = Held::new(no, room, 0);
        held.write_down(&entry, now.wall_ms, &mut self.out.writes);
        self.rooms.insert(no, held);
        self.by_code.insert(code, no);
        self.attend(player, no, now)
    }

    fn enter(&mut self, player: PlayerId, code: &str, now: Time) -> Result<(), HallRefusal> {
        let code = RoomCode::parse(code).map_err(|_| HallRefusal::BadCode)?;
        let no = *self.by_code.get(&code).ok_or(HallRefusal::NoSuchRoom)?;
        match self.places.get(&player) {
            Some(place) if *place != no => Err(HallRefusal::InARoom),
            _ => self.attend(player, no, now),
        }
    }

    fn attend(&mut self, player: PlayerId, no: u64, now: Time) -> Result<(), HallRefusal> {
        let Some(guest) = self.guests.get(&player) else { return Ok(()) };
        let Visitor { name, looks, .. } = guest.visitor.clone();
        self.take_in(no, What::Attended { player, name, looks }, now)?;
        self.places.insert(player, no);
        let one_way = self.guests.get(&player).map_or(0, |guest| guest.link.one_way_ms());
        self.note_way(player, no, one_way, now);
        Ok(())
    }

    /// Tells a room how long the way from somebody takes, if it plays with buzzers.
    fn note_way(&mut self, player: PlayerId, no: u64, ms: u16, now: Time) {
        if ms > 0 && self.rooms.get(&no).is_some_and(Held::buzzes) {
            self.take_in(no, What::OneWay { player, ms }, now).ok();
        }
    }

    fn act(&mut self, player: PlayerId, action: RoomAction, pressed: Option<Ms>, now: Time) -> Result<(), HallRefusal> {
        let no = *self.places.get(&player).ok_or(HallRefusal::InNoRoom)?;
        let action = super::words::checked(action)?;
        let one_way_ms = self.guests.get(&player).map_or(0, |guest| guest.link.one_way_ms());
        let when = shared::rooms::Moment { arrived: now.hall, pressed, one_way_ms };
        if let RoomAction::Host(shared::rooms::room::HostAction::Invite(key)) = &action {
            let invitee = self.invitees.get(key).ok_or(shared::rooms::room::RoomRefusal::NobodyLikeThat)?;
            let (name, looks) = (invitee.name.clone(), invitee.looks);
            return self.take_in(no, What::Invited { by: player, key: key.clone(), name, looks }, now);
        }
        self.take_in(no, What::Acted { player, action, when }, now)
    }

    /// Has what is due in a room happen.
    fn pass(&mut self, no: u64, now: Time) {
        let Some(held) = self.rooms.get_mut(&no) else { return };
        let facts = held.pass(now.hall, now.wall_ms, &mut self.out.writes);
        self.heed(no, &facts, now);
    }

    /// Has something come into a room, after what was due.
    fn take_in(&mut self, no: u64, what: What, now: Time) -> Result<(), HallRefusal> {
        self.pass(no, now);
        let held = self.rooms.get_mut(&no).ok_or(HallRefusal::NoSuchRoom)?;
        let facts = held.take_in(what, now.hall, now.wall_ms, &mut self.out.writes)?;
        self.heed(no, &facts, now);
        Ok(())
    }

    /// What follows from what happened in a room.
    fn heed(&mut self, no: u64, facts: &[RoomFact], now: Time) {
        let Some(mut held) = self.rooms.remove(&no) else { return };
        if facts.contains(&RoomFact::Began) {
            held.game = Some(self.number_of_game());
            self.seat_bots(&mut held);
        }
        statistics::write(&held, facts, now.wall_ms, &mut self.out.writes);
        held.let_bots_hear(facts, now.hall, &mut self.dice);
        held.heed(facts);
        let mut wants_code = false;
        for fact in facts {
            match fact {
                RoomFact::WantsGame => self.out.deals.push(deal(&held)),
                RoomFact::WantsCode => wants_code = true,
                RoomFact::Said(who, words) => {
                    for player in held.listeners() {
                        self.out.told.push((player, RoomTold::Said { who: *who, words: words.clone() }));
                    }
                }
                _ => {}
            }
        }
        if facts.iter().any(|fact| matches!(fact, RoomFact::Left(..))) {
            self.forget_who_left(&held);
        }
        if held.room.is_closed() {
            self.close(&held);
            return;
        }
        held.look_ahead();
        let began = facts.contains(&RoomFact::Began);
        let listeners = if began { held.listeners() } else { Vec::new() };
        self.rooms.insert(no, held);
        for player in listeners {
            let ms = self.guests.get(&player).map_or(0, |guest| guest.link.one_way_ms());
            self.note_way(player, no, ms, now);
        }
        if wants_code {
            let code = self.free_code();
            if let Some(held) = self.rooms.get(&no) {
                self.by_code.remove(&held.room.code());
            }
            self.by_code.insert(code, no);
            self.take_in(no, What::Code(code), now).ok();
        }
    }

    /// Whoever has a place here and isn't a member any more is told, and may go elsewhere.
    fn forget_who_left(&mut self, held: &Held) {
        let Self { places, guests, out, .. } = self;
        let gone = places.iter().filter(|(player, no)| **no == held.no && held.room.member_of(**player).is_none());
        let gone: Vec<PlayerId> = gone.map(|(player, _)| *player).collect();
        for player in gone {
            places.remove(&player);
            if guests.contains_key(&player) {
                out.told.push((player, RoomTold::Room(None)));
                out.told.push((player, RoomTold::Game(None)));
            }
        }
    }

    fn close(&mut self, held: &Held) {
        self.by_code.remove(&held.room.code());
        for player in held.listeners() {
            self.out.told.push((player, RoomTold::Room(None)));
            self.out.told.push((player, RoomTold::Game(None)));
        }
        self.places.retain(|_, no| *no != held.no);
        self.out.writes.push(Write::RoomClosed { room: held.no });
    }

    fn number_of_game(&mut self) -> u64 {
        self.next_game += 1;
        self.next_game - 1
    }

    fn free_code(&mut self) -> RoomCode {
        let Self { chance, by_code, .. } = self;
        codes::draw(chance, |code| !by_code.contains_key(&code))
    }

    fn seat_bots(&self, held: &mut Held) {
        let bot = |member: &shared::rooms::room::Member| match (&member.who, member.seat) {
            (Who::Character(key), Some(seat)) => {
                Some(Bot::new(seat, self.invitees.get(key).map(|invitee| invitee.skill).unwrap_or_default()))
            }
            _ => None,
        };
        held.bots = held.room.members().filter_map(|(_, member)| bot(member)).collect();
        held.plans.clear();
    }

    /// Measures the ways of those who are in rooms; the others are looked at again later.
    fn ping(&mut self, now: Time) {
        while let Some((due, player)) = self.pings.first().copied().filter(|(due, _)| *due <= now.hall) {
            self.pings.remove(&(due, player));
            let Some(guest) = self.guests.get_mut(&player) else { continue };
            let Some(held) = self.places.get(&player).and_then(|no| self.rooms.get(no)) else {
                self.pings.insert((now.hall.after(LOOK_AGAIN_MS), player));
                continue;
            };
            let one_way_ms = guest.link.one_way_ms();
            if let Some(nonce) = guest.link.ping(now.hall, (self.chance)() as u32, !held.buzzes()) {
                self.out.told.push((player, RoomTold::Pinged { nonce, now: now.hall, one_way_ms }));
            }
            // Whoever came back has a newer entry.
            self.pings.insert((guest.link.due().max(now.hall.after(1)), player));
        }
    }

    fn tell(&mut self, now: Time) {
        for held in self.rooms.values_mut() {
            let dirty = held.take_dirty(now.hall);
            if !dirty.room && !dirty.game && dirty.own.is_empty() {
                continue;
            }
            for player in held.listeners() {
                if dirty.room {
                    self.out.told.push((player, RoomTold::Room(held.room.view(player).map(Box::new))));
                }
                if dirty.game || dirty.own.contains(&player) {
                    self.out.told.push((player, RoomTold::Game(held.room.game_view(player).map(Box::new))));
                }
            }
        }
    }
}

/// The game that a room waits for.
fn deal(held: &Held) -> Deal {
    let room: &Room = &held.room;
    let seats = room.players().into_iter().filter_map(|id| room.member(id));
    let seat = |member: &shared::rooms::room::Member| {
        let player = match member.who {
            Who::Player(player) => Some(player),
            Who::Character(_) => None,
        };
        (member.factor_percent, member.team, player)
    };
    Deal { room: held.no, wishes: room.wishes().clone(), seats: seats.map(seat).collect() }
}
