//! A room as the hall holds it: with its journal, its characters, and what is to be told.

use std::collections::BTreeSet;

use shared::dice::Dice;
use shared::ids::{Key, PlayerId};
use shared::rooms::room::game::{Game, GameFact, GameRefusal, Kind};
use shared::rooms::room::{Member, Room, RoomFact, RoomRefusal, Who};
use shared::rooms::{Ms, Seat, board, fifth, trivia};

use super::bots::{Bot, Plan};
use super::entry::{Entry, What};
use super::patter::Host;
use crate::storage::{RoomEventRow, Write};

/// Rooms with more members are told of answers less often.
const BIG: usize = 16;

/// Milliseconds between two views of a big room in which nothing but a count changes, at the least; as many as it has
/// members if that is more, so that what everybody is told doesn't grow with the square of the room.
const BIG_EVERY_MS: u32 = 1_000;

/// Milliseconds between two views of a small room in which nothing but who is ready changes, at the least.
const SMALL_EVERY_MS: u32 = 200;

/// What is to be told.
#[derive(Debug, Clone, Default)]
pub(super) struct Dirty {
    /// Everybody's view of the room.
    pub(super) room: bool,
    /// Everybody's view of the game.
    pub(super) game: bool,
    /// These players' view of the game.
    pub(super) own: BTreeSet<PlayerId>,
    /// These players' view of the room.
    pub(super) own_room: BTreeSet<PlayerId>,
    /// Everybody's view of the game, when there is time.
    pub(super) later: bool,
    /// Everybody's view of the room, when there is time.
    pub(super) room_later: bool,
}

impl Dirty {
    /// Whether there is nothing to tell now.
    pub(super) fn is_clean(&self) -> bool {
        !self.room && !self.game && self.own.is_empty() && self.own_room.is_empty()
    }
}

/// A room of the hall.
#[derive(Debug)]
pub(super) struct Held {
    /// Its number in the town's history.
    pub(super) no: u64,
    pub(super) room: Room,
    /// The table it is at, if it is at one.
    pub(super) table: Option<Key>,
    /// The number of the next entry of its journal.
    seq: u64,
    pub(super) dirty: Dirty,
    told_at: Ms,
    pub(super) bots: Vec<Bot>,
    pub(super) plans: Vec<Plan>,
    /// Who says something about the games.
    pub(super) host: Host,
    /// The number of the game that goes on, in the town's history.
    pub(super) game: Option<u64>,
    /// When something happens by itself: in the room, or because a character has a plan.
    due: Option<Ms>,
}

impl Held {
    pub(super) fn new(no: u64, room: Room, table: Option<Key>, seq: u64) -> Self {
        Self {
            no,
            room,
            table,
            seq,
            dirty: Dirty { room: true, ..Dirty::default() },
            told_at: Ms(0),
            bots: Vec::new(),
            plans: Vec::new(),
            host: Host::default(),
            game: None,
            due: Some(Ms(0)),
        }
    }

    /// Has something come into the room, and writes it down if it left a trace. What was due before has to have
    /// happened: see [`Held::pass`].
    pub(super) fn take_in(
        &mut self,
        what: What,
        at: Ms,
        at_ms: u64,
        writes: &mut Vec<Write>,
    ) -> Result<Vec<RoomFact>, RoomRefusal> {
        let entry = Entry { at, what };
        let outcome = entry.apply(&mut self.room);
        // An early press is refused, and sticks the buzzer.
        let stuck = matches!(&outcome, Err(RoomRefusal::Game(GameRefusal::Board(board::Refusal::Buzz(_)))));
        if outcome.is_ok() || stuck {
            self.write_down(&entry, at_ms, writes);
        }
        if let (What::Began(dealt), Ok(_)) = (&entry.what, &outcome) {
            self.game = dealt.game;
        }
        outcome
    }

    /// Has what is due happen, and writes down that it did.
    pub(super) fn pass(&mut self, at: Ms, at_ms: u64, writes: &mut Vec<Write>) -> Vec<RoomFact> {
        let facts = self.room.tick(at);
        if !facts.is_empty() {
            self.write_down(&Entry { at, what: What::Passed }, at_ms, writes);
        }
        facts
    }

    pub(super) fn write_down(&mut self, entry: &Entry, at_ms: u64, writes: &mut Vec<Write>) {
        match serde_json::to_string(entry) {
            Ok(body) => {
                writes.push(Write::RoomEvent(RoomEventRow { room: self.no, seq: self.seq, at_ms, body }));
                self.seq += 1;
            }
            Err(cause) => tracing::error!(%cause, "an entry of a room's journal can't be written"),
        }
    }

    /// Whether something is due by now.
    pub(super) fn is_due(&self, now: Ms) -> bool {
        self.due.is_some_and(|due| due <= now)
    }

    /// Whether it plays with buzzers, or is about to.
    pub(super) fn buzzes(&self) -> bool {
        self.room.wishes().kind == Kind::Board
    }

    /// What is played in it, or will be next.
    pub(super) fn kind(&self) -> Kind {
        self.room.game().map_or(self.room.wishes().kind, Game::kind)
    }

    /// Whether views of it are told less often.
    pub(super) fn is_big(&self) -> bool {
        self.room.size() > BIG
    }

    /// Looks again when something happens by itself; after everything that came in.
    pub(super) fn look_ahead(&mut self) {
        let plans = self.plans.iter().map(|plan| self.room.hall_time(plan.at));
        self.due = plans.flatten().chain(self.room.due()).min();
    }

    /// Notes whom facts concern.
    pub(super) fn heed(&mut self, facts: &[RoomFact]) {
        let is_big = self.is_big();
        for fact in facts {
            match fact {
                RoomFact::Game(GameFact::Trivia(trivia::Fact::Answered(seat))) if is_big => {
                    self.dirty.later = true;
                    self.dirty.own.extend(self.player_in(*seat));
                }
                RoomFact::Game(GameFact::Fifth(fifth::Fact::Helped(seat, _))) => {
                    self.dirty.own.extend(self.player_in(*seat));
                }
                RoomFact::Game(_) => self.dirty.game = true,
                RoomFact::Said(..) | RoomFact::Reported(..) | RoomFact::WantsCode => {}
                RoomFact::Readied(member) => {
                    self.dirty.room_later = true;
                    self.dirty.own_room.extend(self.room.member(*member).and_then(player_of));
                }
                RoomFact::Came(_) | RoomFact::Left(..) | RoomFact::Changed if is_big => self.dirty.room_later = true,
                RoomFact::Came(_) | RoomFact::Changed | RoomFact::Hosts(_) | RoomFact::WantsGame => {
                    self.dirty.room = true;
                }
                RoomFact::Began | RoomFact::Over(_) | RoomFact::Paused(_) | RoomFact::Left(..) | RoomFact::Closed => {
                    (self.dirty.room, self.dirty.game) = (true, true);
                }
            }
        }
    }

    /// Lets the characters at the table think about what happened.
    pub(super) fn let_bots_hear(&mut self, facts: &[RoomFact], now: Ms, dice: &mut Dice) {
        let at = self.room.game_now(now);
        let Some(game) = self.room.game() else { return };
        for fact in facts {
            let RoomFact::Game(fact) = fact else { continue };
            for bot in &mut self.bots {
                self.plans.extend(bot.hear(fact, game, at, dice));
            }
        }
    }

    /// The plan of a character that is due next, taken out.
    pub(super) fn next_plan(&mut self, now: Ms) -> Option<Plan> {
        if !self.room.is_playing() {
            self.plans.clear();
            return None;
        }
        let at = self.room.game_now(now);
        let index = (0..self.plans.len()).filter(|n| self.plans[*n].at <= at).min_by_key(|n| self.plans[*n].at)?;
        Some(self.plans.swap_remove(index))
    }

    /// The player who sits there, if it is one.
    pub(super) fn player_in(&self, seat: Seat) -> Option<PlayerId> {
        player_of(self.room.seated(seat)?.1)
    }

    /// Everybody who is connected.
    pub(super) fn listeners(&self) -> Vec<PlayerId> {
        let listener = |member: &Member| match member.who {
            Who::Player(player) if member.connected => Some(player),
            _ => None,
        };
        self.room.members().filter_map(|(_, member)| listener(member)).collect()
    }

    /// What is to be told now; what can wait, waits.
    pub(super) fn take_dirty(&mut self, now: Ms) -> Dirty {
        let every = if self.is_big() {
            BIG_EVERY_MS.max(u32::try_from(self.room.size()).unwrap_or(u32::MAX))
        } else {
            SMALL_EVERY_MS
        };
        let waits = now.since(self.told_at) < every;
        let mut dirty = std::mem::take(&mut self.dirty);
        dirty.game |= dirty.later && !waits;
        dirty.room |= dirty.room_later && !waits;
        self.dirty.later = dirty.later && !dirty.game;
        self.dirty.room_later = dirty.room_later && !dirty.room;
        if dirty.game || dirty.room {
            self.told_at = now;
        }
        dirty
    }
}

/// The player that a member is, if they are one.
const fn player_of(member: &Member) -> Option<PlayerId> {
    match &member.who {
        Who::Player(player) => Some(*player),
        Who::Character(_) => None,
    }
}
