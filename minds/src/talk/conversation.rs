//! The machine itself: who comes and goes, who says what, and what time does to it.

use std::collections::{BTreeSet, VecDeque};

use shared::ids::{BodyId, ConversationId};

use super::members::{Member, Seat, Standing};
use super::{
    APPROACH_MS, EndWhy, INVITE_MS, LeaveWhy, MAX_MEMBERS, MAX_TEXT, Said, TYPING_LEASE_MS, TYPING_PATIENCE_MS,
    TalkFact, TalkRejection, TurnWhy, speaking_ms,
};
use shared::dice::{Dice, hash, mix};

/// Who has the word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Floor {
    /// The conversation has not begun.
    Waiting,
    /// Nobody, since then.
    Free { since: u64 },
    /// A character that has not spoken yet.
    Given { who: BodyId, until: u64, why: TurnWhy, scripted: bool },
    /// Somebody is speaking until then.
    Speaking { who: BodyId, until: u64 },
}

/// What was said last.
#[derive(Debug, Clone)]
pub(super) struct LastLine {
    pub who: BodyId,
    pub to: Option<BodyId>,
    pub question: bool,
    pub topic: Option<String>,
}

/// A conversation of 2 to 12 members; see the module for its rules.
#[derive(Debug, Clone)]
pub struct Conversation {
    pub(super) id: ConversationId,
    pub(super) seats: Vec<Seat>,
    pub(super) floor: Floor,
    pub(super) script: VecDeque<(BodyId, String)>,
    /// Lines spoken by anybody.
    pub(super) lines: u32,
    /// Lines of characters since a player last spoke.
    pub(super) unheard: u32,
    /// After so many lines characters among themselves come to an end.
    pub(super) target: u32,
    /// Awkward silences in a row.
    pub(super) silences: u32,
    /// The last speakers, the newest last.
    pub(super) speakers: VecDeque<BodyId>,
    pub(super) last: Option<LastLine>,
    /// Hashes of what characters said.
    said: BTreeSet<u32>,
    /// The conversation is coming to its end, for this reason.
    pub(super) closing: Option<EndWhy>,
    pub(super) goodbyes: u32,
    pub(super) dice: Dice,
    pub(super) ended: Option<EndWhy>,
    /// Facts that a refused call brought about; told by the next call.
    late: Vec<TalkFact>,
}

impl Conversation {
    /// Asks `invitee` to talk with `inviter`, who may be on the way already. Nothing is spoken before both arrived.
    #[must_use]
    pub fn open(id: ConversationId, inviter: Member, invitee: Member, now: u64) -> (Self, Vec<TalkFact>) {
        let mut dice = Dice::new(mix(id.0));
        let target = 4 + dice.below(5);
        let fact = TalkFact::Invited { who: invitee.who, by: inviter.who, until: now + INVITE_MS };
        let seats = vec![
            Seat::new(inviter, Standing::Approaching { until: now + INVITE_MS + APPROACH_MS }),
            Seat::new(invitee, Standing::Invited { until: now + INVITE_MS }),
        ];
        let talk = Self {
            id,
            seats,
            floor: Floor::Waiting,
            script: VecDeque::new(),
            lines: 0,
            unheard: 0,
            target,
            silences: 0,
            speakers: VecDeque::new(),
            last: None,
            said: BTreeSet::new(),
            closing: None,
            goodbyes: 0,
            dice,
            ended: None,
            late: Vec::new(),
        };
        (talk, vec![fact])
    }

    /// Its id.
    #[must_use]
    pub const fn id(&self) -> ConversationId {
        self.id
    }

    /// Those who are here, in the order they joined; after the end those who were here last.
    #[must_use]
    pub fn members(&self) -> Vec<BodyId> {
        self.seats.iter().filter(|s| s.here()).map(Seat::who).collect()
    }

    /// Everybody who is here, invited or on the way.
    #[must_use]
    pub fn everybody(&self) -> Vec<BodyId> {
        self.seats.iter().map(Seat::who).collect()
    }

    /// Who is speaking or about to speak.
    #[must_use]
    pub const fn turn(&self) -> Option<BodyId> {
        match self.floor {
            Floor::Given { who, .. } | Floor::Speaking { who, .. } => Some(who),
            Floor::Waiting | Floor::Free { .. } => None,
        }
    }

    /// Who shows a typing sign.
    #[must_use]
    pub fn typing_now(&self) -> Vec<BodyId> {
        self.seats.iter().filter(|s| s.typing.is_some()).map(Seat::who).collect()
    }

    /// Lines spoken so far.
    #[must_use]
    pub const fn lines(&self) -> u32 {
        self.lines
    }

    /// Why it is over; `None` while it runs.
    #[must_use]
    pub const fn ended(&self) -> Option<EndWhy> {
        self.ended
    }

    /// The invited one comes.
    pub fn accept(&mut self, who: BodyId, now: u64) -> Vec<TalkFact> {
        if let Some(seat) = self.seat_mut(who).filter(|s| matches!(s.standing, Standing::Invited { .. })) {
            seat.standing = Standing::Approaching { until: now + APPROACH_MS };
        }
        self.tick(now)
    }

    /// The invited one doesn't come.
    pub fn refuse(&mut self, who: BodyId, now: u64) -> Vec<TalkFact> {
        let invited = self.seat_mut(who).is_some_and(|s| matches!(s.standing, Standing::Invited { .. }));
        if invited { self.leave(who, LeaveWhy::Refused, now) } else { self.tick(now) }
    }

    /// Somebody who was on the way stands within two tiles now.
    pub fn arrived(&mut self, who: BodyId, now: u64) -> Vec<TalkFact> {
        let mut facts = Vec::new();
        if self.ended.is_none()
            && let Some(seat) = self.seat_mut(who).filter(|s| matches!(s.standing, Standing::Approaching { .. }))
        {
            seat.standing = Standing::Here;
            facts.push(TalkFact::Joined { who });
        }
        self.settle(now, &mut facts);
        facts
    }

    /// Somebody comes to a running conversation; they take part once they arrived.
    ///
    /// # Errors
    /// A [`TalkRejection`] when it is over, full, or they are in it.
    pub fn join(&mut self, member: Member, now: u64) -> Result<Vec<TalkFact>, TalkRejection> {
        if self.ended.is_some() {
            return Err(TalkRejection::Ended);
        }
        if self.seats.iter().any(|s| s.who() == member.who) {
            return Err(TalkRejection::AlreadyIn);
        }
        if self.seats.len() >= MAX_MEMBERS {
            return Err(TalkRejection::Full);
        }
        self.target += 2;
        self.seats.push(Seat::new(member, Standing::Approaching { until: now + APPROACH_MS }));
        Ok(self.tick(now))
    }

    /// Somebody leaves, at any moment; their words, if they were speaking, have been said.
    pub fn leave(&mut self, who: BodyId, why: LeaveWhy, now: u64) -> Vec<TalkFact> {
        let mut facts = Vec::new();
        if self.ended.is_none() {
            self.remove(who, why, now, &mut facts);
        }
        self.settle(now, &mut facts);
        facts
    }

    /// Somebody says something: a player whenever they like, a character when the turn is its own.
    ///
    /// # Errors
    /// A [`TalkRejection`]; nothing changes then.
    pub fn line(&mut self, said: Said<'_>, now: u64) -> Result<Vec<TalkFact>, TalkRejection> {
        let mut facts = Vec::new();
        self.settle(now, &mut facts);
        match self.take_line(said, now, &mut facts) {
            Ok(()) => {
                self.settle(now, &mut facts);
                Ok(facts)
            }
            // What time did meanwhile must not be lost with the refusal: it is told by the next call.
            Err(why) => {
                self.late.append(&mut facts);
                Err(why)
            }
        }
    }

    /// Somebody writes a line (renewed every second) or stopped writing. Out of turn, characters show no sign.
    pub fn typing(&mut self, who: BodyId, on: bool, now: u64) -> Vec<TalkFact> {
        let mut facts = Vec::new();
        self.settle(now, &mut facts);
        let has_turn = matches!(self.floor, Floor::Given { who: given, .. } if given == who);
        let running = self.ended.is_none();
        let Some(seat) = self.seat_mut(who).filter(|s| running && s.here() && (s.member.player || has_turn)) else {
            return facts;
        };
        match (on, seat.typing) {
            (true, None) => {
                seat.typing = Some((now, now + TYPING_LEASE_MS));
                facts.push(TalkFact::Typing { who, on: true });
            }
            (true, Some((since, _))) if now < since + TYPING_PATIENCE_MS => {
                seat.typing = Some((since, now + TYPING_LEASE_MS));
            }
            (false, Some(_)) => {
                seat.typing = None;
                facts.push(TalkFact::Typing { who, on: false });
            }
            _ => {}
        }
        self.settle(now, &mut facts);
        facts
    }

    /// Performs a scene line by line; every line comes back as a turn with its words. Taken only from characters who
    /// are here, when its first speaker has the turn; otherwise nothing happens and nothing is returned.
    pub fn perform(&mut self, scene: Vec<(BodyId, String)>, now: u64) -> Vec<TalkFact> {
        let is_character_here =
            |who: &BodyId| self.seats.iter().any(|s| s.who() == *who && s.here() && !s.member.player);
        let Floor::Given { who, until, why, scripted: false } = self.floor else { return Vec::new() };
        let fits = scene.first().is_some_and(|(first, _)| *first == who)
            && self.script.is_empty()
            && until > now
            && scene.iter().all(|(speaker, text)| is_character_here(speaker) && is_speakable(text));
        if !fits || self.closing.is_some() || self.ended.is_some() {
            return Vec::new();
        }
        self.script = scene.into();
        self.floor = Floor::Given { who, until, why, scripted: true };
        let script = self.script.front().map(|(_, text)| text.clone());
        vec![TalkFact::TurnGiven { who, addressed_by: None, why, script, until }]
    }

    /// Lets time do its work: deadlines, silences, the next turn. Call it every tick, or when [`Self::next_wake`] is due.
    pub fn tick(&mut self, now: u64) -> Vec<TalkFact> {
        let mut facts = Vec::new();
        self.settle(now, &mut facts);
        facts
    }

    /// Drains what a refused call left, then applies time until nothing more changes.
    fn settle(&mut self, now: u64, facts: &mut Vec<TalkFact>) {
        let mut told = std::mem::take(&mut self.late);
        told.append(facts);
        *facts = told;
        self.pass_time(now, facts);
    }

    fn take_line(&mut self, said: Said<'_>, now: u64, facts: &mut Vec<TalkFact>) -> Result<(), TalkRejection> {
        if self.ended.is_some() {
            return Err(TalkRejection::Ended);
        }
        let who = said.who;
        let seat = self.seats.iter().find(|s| s.who() == who).ok_or(TalkRejection::NotAMember)?;
        let player = seat.member.player;
        if !seat.here() {
            return Err(TalkRejection::NotHere);
        }
        if !is_speakable(said.text) {
            return Err(TalkRejection::BadText);
        }
        let mut scripted = false;
        let mut saying_goodbye = said.closes && !player;
        match self.floor {
            Floor::Given { who: given, why, scripted: from_script, .. } if given == who => {
                scripted = from_script;
                saying_goodbye |= why == TurnWhy::Closing;
            }
            _ if !player => return Err(TalkRejection::NotYourTurn),
            Floor::Given { who: given, .. } => facts.push(TalkFact::TurnLost { who: given }),
            Floor::Speaking { who: speaker, .. } if speaker != who => {
                if let Some(cut) = self.seat_mut(speaker) {
                    cut.cut = !cut.member.player;
                }
                facts.push(TalkFact::Interrupted { who: speaker, by: who });
            }
            Floor::Speaking { .. } | Floor::Free { .. } | Floor::Waiting => {}
        }
        if scripted {
            self.script.pop_front();
        } else if player {
            self.drop_script(facts);
        }
        self.speak(said, player, saying_goodbye, now, facts);
        if scripted && self.script.is_empty() {
            facts.push(TalkFact::SceneDone);
            if self.lines >= 4 && !self.has_player() {
                self.closing = self.closing.or(Some(EndWhy::Count));
            }
        }
        Ok(())
    }

    fn speak(&mut self, said: Said<'_>, player: bool, goodbye: bool, now: u64, facts: &mut Vec<TalkFact>) {
        let who = said.who;
        let to = self.addressee(said, player);
        let here = self.members().len();
        let goes_alone = goodbye && here <= 2;
        if let Some(seat) = self.seat_mut(who) {
            seat.owes = None;
            seat.cut = false;
            seat.closing |= goodbye;
            if seat.typing.take().is_some() {
                facts.push(TalkFact::Typing { who, on: false });
            }
        }
        if let Some(seat) = to.and_then(|to| self.seat_mut(to)).filter(|s| s.here() && !s.member.player) {
            seat.owes = Some(who);
        }
        self.lines += 1;
        if goodbye {
            self.goodbyes += 1;
        }
        if goes_alone {
            self.closing = self.closing.or(Some(EndWhy::Closed));
        }
        if player {
            (self.unheard, self.silences, self.goodbyes, self.closing) = (0, 0, 0, None);
            self.seats.iter_mut().for_each(|s| s.closing = false);
        } else {
            self.unheard += 1;
            let repeated = !self.said.insert(hash(&said.text.to_lowercase()));
            if repeated && !self.has_player() {
                self.drop_script(facts);
                self.closing = self.closing.or(Some(EndWhy::Repetition));
            }
        }
        self.speakers.push_back(who);
        if self.speakers.len() > 6 {
            self.speakers.pop_front();
        }
        let topic = said.topic.map(str::to_owned);
        self.last = Some(LastLine { who, to, question: said.text.trim_end().ends_with('?'), topic });
        let show = speaking_ms(said.text);
        self.floor = Floor::Speaking { who, until: now + show };
        let show_ms = u32::try_from(show).unwrap_or(u32::MAX);
        facts.push(TalkFact::Spoke { who, to, text: said.text.to_owned(), show_ms });
    }

    /// Whom words are for: a member they name, or the only one they can be for.
    fn addressee(&self, said: Said<'_>, player: bool) -> Option<BodyId> {
        let others: Vec<&Seat> = self.seats.iter().filter(|s| s.here() && s.who() != said.who).collect();
        if let Some(to) = said.to.filter(|to| others.iter().any(|s| s.who() == *to)) {
            return Some(to);
        }
        let only = |list: &[&Seat]| if let [one] = list { Some(one.who()) } else { None };
        let characters: Vec<&Seat> = others.iter().copied().filter(|s| !s.member.player).collect();
        only(&others).or_else(|| if player { only(&characters) } else { None })
    }

    pub(super) fn drop_script(&mut self, facts: &mut Vec<TalkFact>) {
        if !self.script.is_empty() {
            facts.push(TalkFact::TailDropped { lines: self.script.len() });
            self.script.clear();
        }
    }

    pub(super) fn remove(&mut self, who: BodyId, why: LeaveWhy, now: u64, facts: &mut Vec<TalkFact>) {
        let Some(at) = self.seats.iter().position(|s| s.who() == who) else { return };
        let seat = self.seats.remove(at);
        if seat.typing.is_some() {
            facts.push(TalkFact::Typing { who, on: false });
        }
        if matches!(self.floor, Floor::Given { who: given, .. } if given == who) {
            facts.push(TalkFact::TurnLost { who });
        }
        facts.push(TalkFact::Left { who, why });
        if self.turn() == Some(who) {
            self.floor = Floor::Free { since: now };
        }
        for other in &mut self.seats {
            if other.owes == Some(who) {
                other.owes = None;
            }
        }
        if self.script.iter().any(|(speaker, _)| *speaker == who) {
            if let Floor::Given { who: given, scripted: true, .. } = self.floor {
                facts.push(TalkFact::TurnLost { who: given });
                self.floor = Floor::Free { since: now };
            }
            self.drop_script(facts);
        }
        let begun = self.floor != Floor::Waiting;
        if self.seats.len() < 2 {
            self.end(if begun { EndWhy::Alone } else { EndWhy::NotBegun }, facts);
        }
    }

    pub(super) fn end(&mut self, why: EndWhy, facts: &mut Vec<TalkFact>) {
        if self.ended.is_some() {
            return;
        }
        self.drop_script(facts);
        if let Floor::Given { who, .. } = self.floor {
            facts.push(TalkFact::TurnLost { who });
        }
        for seat in &mut self.seats {
            if seat.typing.take().is_some() {
                facts.push(TalkFact::Typing { who: seat.who(), on: false });
            }
        }
        self.floor = Floor::Waiting;
        self.ended = Some(why);
        facts.push(TalkFact::Ended { why });
    }

    pub(super) fn seat_mut(&mut self, who: BodyId) -> Option<&mut Seat> {
        self.seats.iter_mut().find(|s| s.who() == who)
    }

    pub(super) fn has_player(&self) -> bool {
        self.seats.iter().any(|s| s.here() && s.member.player)
    }
}

fn is_speakable(text: &str) -> bool {
    !text.trim().is_empty() && text.chars().count() <= MAX_TEXT
}
