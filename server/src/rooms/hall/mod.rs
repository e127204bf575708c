//! The hall: every room, who is in it, and what they ask for. Knows no socket, clock or thread.
//!
//! Whoever drives it says what time it is, hands in what arrives, and carries away what comes of it: words for
//! players, rows for storage, and games to be dealt.

mod entering;
mod hosting;
mod restoring;
mod tables;
mod telling;
mod watching;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use questions::patter::Patter;
use shared::content::looks::Looks;
use shared::dice::Dice;
use shared::ids::{Key, PlayerId};
use shared::protocol::rooms::{HallRefusal, RoomRequest, RoomTold, Subject, Watched};
use shared::rooms::Ms;
use shared::rooms::code::RoomCode;
use shared::rooms::room::game::{GameSetup, Wishes};
use shared::rooms::room::{Room, RoomAction, RoomFact, Visitor, Who};
use shared::text::DisplayName;

use super::bots::{Bot, Skill};
use super::entry::What;
use super::guest::Guest;
use super::held::Held;
use super::record::{DealtRecord, SetupRecord};
use super::{codes, statistics};
use crate::storage::Write;
pub use hosting::Remark;
use tables::Tables;
pub use watching::MOST_WATCHERS;
use watching::Watchers;

/// Most rooms that are open at once.
pub const MOST_ROOMS: usize = 5_000;

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
    /// What is said aloud where the stage is.
    pub remarks: Vec<Remark>,
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
    tables: Tables,
    watchers: Watchers,
    /// Who is to be pinged when.
    pings: BTreeSet<(Ms, PlayerId)>,
    invitees: BTreeMap<Key, Invitee>,
    subjects: Vec<Subject>,
    /// What hosts say, by the character who does.
    hosts: Arc<BTreeMap<Key, Patter>>,
    next_room: u64,
    next_game: u64,
    chance: Chance,
    dice: Dice,
    /// Chance of the host's, so that games are the same whatever is said about them.
    host_dice: Dice,
    out: Outcome,
}

impl Hall {
    /// A hall without rooms. Games are numbered from the one after `last_game`.
    #[must_use]
    pub fn new(mut chance: Chance, last_game: u64) -> Self {
        let mut dice = Dice::new(chance());
        let host_dice = Dice::new(dice.roll());
        Self {
            rooms: BTreeMap::new(),
            by_code: BTreeMap::new(),
            places: BTreeMap::new(),
            guests: BTreeMap::new(),
            tables: Tables::default(),
            watchers: Watchers::default(),
            pings: BTreeSet::new(),
            invitees: BTreeMap::new(),
            subjects: Vec::new(),
            hosts: Arc::default(),
            next_room: 1,
            next_game: last_game + 1,
            chance,
            dice,
            host_dice,
            out: Outcome::default(),
        }
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
        let (subjects, characters) = (self.subjects.clone(), self.invitees.keys().cloned().collect());
        self.out.told.push((player, RoomTold::Offered { subjects, characters }));
        self.watchers.leave(player);
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
            None => {
                self.out.told.push((player, RoomTold::Room(None)));
                self.out.told.push((player, RoomTold::Tables(self.tables.told().to_vec())));
            }
        }
    }

    /// A connection is gone; what isn't the newest of its player changes nothing.
    pub fn disconnect(&mut self, player: PlayerId, connection: u64, now: Time) {
        if self.guests.get(&player).is_none_or(|guest| guest.connection != connection) {
            return;
        }
        self.guests.remove(&player);
        self.watchers.leave(player);
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
            RoomRequest::Open { .. }
            | RoomRequest::Enter { .. }
            | RoomRequest::Sit { .. }
            | RoomRequest::Watch(Watched::Room(_))
                if !guest.tries.take(now.hall.0) =>
            {
                self.refuse(player, Err(HallRefusal::TooFast));
            }
            RoomRequest::Open { wishes } => {
                let outcome = self.open(player, wishes, None, now);
                self.refuse(player, outcome);
            }
            RoomRequest::Enter { code } => {
                let outcome = self.enter(player, &code, now);
                self.refuse(player, outcome);
            }
            RoomRequest::Sit { table } => {
                let outcome = self.sit(player, table, now);
                self.refuse(player, outcome);
            }
            RoomRequest::Watch(Watched::Nothing | Watched::Stage) if !guest.acts.take(now.hall.0) => {
                self.refuse(player, Err(HallRefusal::TooFast));
            }
            RoomRequest::Watch(watched) => {
                let outcome = self.watch(player, &watched);
                self.refuse(player, outcome);
            }
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
            Some(setup) => {
                let game = Some(self.number_of_game());
                What::Began(Box::new(DealtRecord { game, setup: SetupRecord::from(setup) }))
            }
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
        let is_in_game = matches!(action, RoomAction::Game(_));
        self.take_in(no, What::Acted { player, action, when }, now)?;
        if is_in_game && let Some(held) = self.rooms.get_mut(&no) {
            // What they did may be nobody else's business, such as that they have read enough.
            held.dirty.own.insert(player);
        }
        Ok(())
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
        if held.table.is_some() && !facts.is_empty() {
            self.tables.touch();
        }
        held.look_ahead();
        let began = facts.contains(&RoomFact::Began);
        let listeners = if began { held.listeners() } else { Vec::new() };
        self.rooms.insert(no, held);
        self.remark_on(no, facts, now);
        for player in listeners {
            let ms = self.guests.get(&player).map_or(0, |guest| guest.link.one_way_ms());
            self.note_way(player, no, ms, now);
        }
        if wants_code {
            let code = self.free_code();
            if let Some(old) = self.rooms.get(&no).map(|held| held.room.code()) {
                self.by_code.remove(&old);
                self.send_watchers_away(old);
            }
            self.by_code.insert(code, no);
            self.take_in(no, What::Code(code), now).ok();
        }
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
