//! What time does to a conversation: leases and deadlines run out, and the next turn is given.

use shared::ids::BodyId;

use super::conversation::{Conversation, Floor};
use super::members::{Seat, Standing};
use super::{COURTESY_MS, EndWhy, LeaveWhy, REPLY_DEADLINE_MS, SILENCE_MS, TalkFact, TurnWhy};

/// Silences in a row after which characters take their leave of a player.
const MOST_SILENCES: u32 = 3;
/// Silences in a row after which players among themselves are left alone.
const MOST_SILENCES_OF_PLAYERS: u32 = 5;
/// Lines characters say among themselves before they wait for the player who listens.
const MOST_UNHEARD: u32 = 6;

impl Conversation {
    /// Applies everything that is due at `now`.
    pub(super) fn pass_time(&mut self, now: u64, facts: &mut Vec<TalkFact>) {
        self.expire_leases(now, facts);
        // Every round either ends a state or returns; no state is entered twice at the same moment.
        for _ in 0..8 {
            if self.ended.is_some() {
                return;
            }
            match self.floor {
                Floor::Waiting => {
                    if self.members().len() < 2 {
                        return;
                    }
                    self.floor = Floor::Free { since: now };
                    self.open_floor(now, facts);
                    return;
                }
                Floor::Given { who, until, why, scripted } => {
                    if now < until {
                        return;
                    }
                    self.lose_turn(who, why, scripted, now, facts);
                }
                Floor::Speaking { who, until } => {
                    if now < until {
                        return;
                    }
                    self.floor = Floor::Free { since: until };
                    let leaves = self.closing.is_none() && self.seats.iter().any(|s| s.who() == who && s.closing);
                    if leaves {
                        self.remove(who, LeaveWhy::SaidGoodbye, now, facts);
                    }
                }
                Floor::Free { since } => {
                    if !self.next_turn(since, now, facts) {
                        return;
                    }
                }
            }
        }
    }

    /// When [`Conversation::tick`] has something to do next, at the latest; `None` once it is over.
    #[must_use]
    pub fn next_wake(&self) -> Option<u64> {
        if self.ended.is_some() {
            return None;
        }
        let mut wake = u64::MAX;
        for seat in &self.seats {
            if let Standing::Invited { until } | Standing::Approaching { until } = seat.standing {
                wake = wake.min(until);
            }
            if let Some((_, until)) = seat.typing {
                wake = wake.min(until);
            }
        }
        wake = match self.floor {
            Floor::Waiting => wake,
            Floor::Given { until, .. } | Floor::Speaking { until, .. } => wake.min(until),
            // Who types is waited for; the end of the lease is among the times already.
            Floor::Free { .. } if self.player_types() => wake,
            Floor::Free { since } => wake.min(since + self.patience()),
        };
        Some(wake)
    }

    fn expire_leases(&mut self, now: u64, facts: &mut Vec<TalkFact>) {
        for seat in &mut self.seats {
            if seat.typing.is_some_and(|(_, until)| until <= now) {
                seat.typing = None;
                facts.push(TalkFact::Typing { who: seat.who(), on: false });
            }
        }
        let late: Vec<(BodyId, LeaveWhy)> = self
            .seats
            .iter()
            .filter_map(|seat| match seat.standing {
                Standing::Invited { until } if until <= now => Some((seat.who(), LeaveWhy::NoAnswer)),
                Standing::Approaching { until } if until <= now => Some((seat.who(), LeaveWhy::NeverCame)),
                _ => None,
            })
            .collect();
        for (who, why) in late {
            if self.ended.is_none() {
                self.remove(who, why, now, facts);
            }
        }
        let alone = self.floor != Floor::Waiting && self.members().len() < 2;
        if alone && self.seats.iter().all(Seat::here) {
            self.end(EndWhy::Alone, facts);
        }
    }

    /// The first word: a character's, who greets the player or begins with the other characters.
    fn open_floor(&mut self, now: u64, facts: &mut Vec<TalkFact>) {
        let first = self.seats.iter().find(|s| s.here() && !s.member.player).map(Seat::who);
        if let Some(who) = first {
            self.give(who, TurnWhy::Opening, now, facts);
        }
    }

    fn lose_turn(&mut self, who: BodyId, why: TurnWhy, scripted: bool, now: u64, facts: &mut Vec<TalkFact>) {
        facts.push(TalkFact::TurnLost { who });
        if scripted {
            self.drop_script(facts);
        }
        if let Some(seat) = self.seat_mut(who) {
            seat.owes = None;
            seat.cut = false;
            seat.closing |= why == TurnWhy::Closing;
        }
        self.silences += 1;
        self.floor = Floor::Free { since: now };
    }

    /// How long the word stays free before a character takes it, in milliseconds.
    fn patience(&self) -> u64 {
        let characters = self.seats.iter().filter(|s| s.here() && !s.member.player).count();
        let owed = self.seats.iter().any(|s| s.here() && !s.member.player && (s.owes.is_some() || s.cut));
        if self.members().len() < 2 {
            return u64::MAX / 4;
        }
        if self.closing.is_some() || !self.script.is_empty() || (characters > 0 && owed) {
            return 0;
        }
        if !self.has_player() {
            return 0;
        }
        let to_player = self.last.as_ref().is_none_or(|last| {
            self.seats.iter().any(|s| s.member.player && (Some(s.who()) == last.to || s.who() == last.who))
        });
        let silence = SILENCE_MS << self.silences.min(4);
        if characters >= 2 && !to_player && self.unheard < MOST_UNHEARD && self.silences == 0 {
            COURTESY_MS
        } else {
            silence
        }
    }

    fn player_types(&self) -> bool {
        self.seats.iter().any(|s| s.member.player && s.typing.is_some())
    }

    /// Gives the next turn if it is time; false when there is nothing to do now.
    fn next_turn(&mut self, since: u64, now: u64, facts: &mut Vec<TalkFact>) -> bool {
        if self.members().len() < 2 {
            return false;
        }
        if self.player_types() {
            return false;
        }
        if !self.has_player() && self.closing.is_none() && self.script.is_empty() {
            let enough = self.lines >= self.target;
            let mute = self.silences >= MOST_SILENCES;
            self.closing = if enough { Some(EndWhy::Count) } else { mute.then_some(EndWhy::Quiet) };
        }
        if self.closing.is_some() {
            self.take_leave(now, facts);
            return true;
        }
        let patience = self.patience();
        if now < since + patience {
            return false;
        }
        let silent = self.has_player() && patience >= SILENCE_MS;
        if silent {
            facts.push(TalkFact::Silence);
            self.silences += 1;
        }
        let characters = self.seats.iter().any(|s| s.here() && !s.member.player);
        if !characters {
            if self.silences >= MOST_SILENCES_OF_PLAYERS {
                self.end(EndWhy::Quiet, facts);
            } else {
                self.floor = Floor::Free { since: now };
            }
            return false;
        }
        if silent && self.silences >= MOST_SILENCES {
            self.closing = Some(EndWhy::Quiet);
            self.take_leave(now, facts);
            return true;
        }
        self.give_best(if silent { TurnWhy::Silence } else { TurnWhy::Open }, now, facts);
        true
    }

    /// Somebody says goodbye, or it is over.
    fn take_leave(&mut self, now: u64, facts: &mut Vec<TalkFact>) {
        let next = self.seats.iter().find(|s| s.here() && !s.member.player && !s.closing).map(Seat::who);
        match (next, self.closing) {
            (Some(who), _) if self.goodbyes < 2 => {
                self.drop_script(facts);
                // The one spoken to last answers first.
                let owing = self.seats.iter().find(|s| s.here() && !s.closing && s.owes.is_some()).map(Seat::who);
                self.give(owing.unwrap_or(who), TurnWhy::Closing, now, facts);
            }
            (_, why) => self.end(why.unwrap_or(EndWhy::Closed), facts),
        }
    }

    fn give_best(&mut self, free: TurnWhy, now: u64, facts: &mut Vec<TalkFact>) {
        let here = u32::try_from(self.members().len()).unwrap_or(u32::MAX);
        let forced = self
            .seats
            .iter()
            .filter(|s| speaks(s) && s.waited >= here)
            .max_by_key(|s| (s.waited, s.who()))
            .map(Seat::who);
        let scripted = self.script.front().map(|(who, _)| *who);
        if let (Some(who), None) = (scripted, forced) {
            self.give(who, TurnWhy::Open, now, facts);
            return;
        }
        let mut best: Option<(i32, BodyId)> = None;
        for at in 0..self.seats.len() {
            if !speaks(&self.seats[at]) {
                continue;
            }
            let luck = self.dice.below(u32::from(self.seats[at].member.talkativeness) + 1);
            let rating = (self.score(&self.seats[at], luck), self.seats[at].who());
            if best.is_none_or(|b| rating > b) {
                best = Some(rating);
            }
        }
        let Some(who) = forced.or(best.map(|(_, who)| who)) else { return };
        let seat = self.seats.iter().find(|s| s.who() == who);
        let why = match seat {
            Some(s) if s.owes.is_some() => TurnWhy::Addressed,
            Some(s) if s.cut => TurnWhy::Interrupted,
            _ => free,
        };
        self.give(who, why, now, facts);
    }

    /// How much it is somebody's turn, in hundredths.
    fn score(&self, seat: &Seat, luck: u32) -> i32 {
        let who = seat.who();
        let last = self.last.as_ref();
        let question = last.is_some_and(|l| l.question && l.to.is_none() && l.who != who);
        let topic = last.and_then(|l| l.topic.as_ref()).is_some_and(|t| seat.member.topics.contains(t));
        let spoke_last = last.is_some_and(|l| l.who == who);
        let share = self.speakers.iter().filter(|s| **s == who).count();
        let recent = i32::try_from(20 * share / self.speakers.len().max(1)).unwrap_or(0);
        100 * i32::from(seat.owes.is_some())
            + 60 * i32::from(question)
            + 30 * i32::from(topic)
            + i32::try_from(20 * luck / 100).unwrap_or(0)
            + 50 * i32::from(seat.cut)
            - 50 * i32::from(spoke_last)
            - recent
    }

    fn give(&mut self, who: BodyId, why: TurnWhy, now: u64, facts: &mut Vec<TalkFact>) {
        let until = now + REPLY_DEADLINE_MS;
        let closing = why == TurnWhy::Closing;
        let script =
            self.script.front().filter(|(speaker, _)| *speaker == who && !closing).map(|(_, text)| text.clone());
        let mut addressed_by = None;
        for seat in &mut self.seats {
            if seat.who() == who {
                seat.waited = 0;
                addressed_by = seat.owes;
            } else if speaks(seat) {
                seat.waited += 1;
            }
        }
        self.floor = Floor::Given { who, until, why, scripted: script.is_some() };
        facts.push(TalkFact::TurnGiven { who, addressed_by, why, script, until });
    }
}

fn speaks(seat: &Seat) -> bool {
    seat.here() && !seat.member.player && !seat.closing
}
