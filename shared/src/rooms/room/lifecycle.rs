//! Opening, dealing, playing, results and closing, on the two clocks of a room.

use super::game::{Game, GameSetup, Wishes};
use super::{ChatMode, EMPTY_MS, GameClock, HOST_MS, MemberId, Role, Room, RoomFact, RoomRefusal, Stage, Who};
use crate::rooms::code::RoomCode;
use crate::rooms::{Ms, Seat};

impl Room {
    /// A room that was just opened: the first who comes is its host.
    #[must_use]
    pub fn open(code: RoomCode, wishes: Wishes, now: Ms) -> Self {
        Self {
            code,
            wishes: wishes.bounded(),
            chat: ChatMode::default(),
            members: std::collections::BTreeMap::new(),
            by_player: std::collections::BTreeMap::new(),
            next_member: 0,
            seats: Vec::new(),
            host: MemberId(0),
            absent_host: None,
            host_gone: None,
            empty_since: Some(now),
            banned: std::collections::BTreeSet::new(),
            locked: false,
            code_hidden: false,
            paused: false,
            clock: GameClock::Stopped { at: Ms(0) },
            heard: now,
            stage: Stage::Lobby,
        }
    }

    /// Its code.
    #[must_use]
    pub const fn code(&self) -> RoomCode {
        self.code
    }

    /// How the host wants the next game.
    #[must_use]
    pub const fn wishes(&self) -> &Wishes {
        &self.wishes
    }

    /// Whether nobody is let in.
    #[must_use]
    pub const fn is_locked(&self) -> bool {
        self.locked
    }

    /// Whether it is gone for good.
    #[must_use]
    pub fn is_closed(&self) -> bool {
        self.stage == Stage::Closed
    }

    /// The game that goes on, or was played last.
    #[must_use]
    pub const fn game(&self) -> Option<&Game> {
        match &self.stage {
            Stage::Playing(game) | Stage::Results(game) => Some(game),
            Stage::Lobby | Stage::Dealing | Stage::Closed => None,
        }
    }

    /// Whether a game goes on.
    #[must_use]
    pub const fn is_playing(&self) -> bool {
        matches!(self.stage, Stage::Playing(_))
    }

    /// Gives the room the code that its host asked for; the old one is free again.
    pub fn set_code(&mut self, code: RoomCode) -> RoomFact {
        self.code = code;
        RoomFact::Changed
    }

    /// What the game's clock shows at a moment of the hall's.
    #[must_use]
    pub const fn game_now(&self, now: Ms) -> Ms {
        match self.clock {
            GameClock::Running { zero } => Ms(now.0.saturating_sub(zero.0)),
            GameClock::Stopped { at } => at,
        }
    }

    /// The hall's moment at which the game's clock will show this; `None` while it stands still.
    #[must_use]
    pub const fn hall_time(&self, at: Ms) -> Option<Ms> {
        match self.clock {
            GameClock::Running { zero } => Some(Ms(at.0 + zero.0)),
            GameClock::Stopped { .. } => None,
        }
    }

    fn stop_clock(&mut self, now: Ms) {
        self.clock = GameClock::Stopped { at: self.game_now(now) };
    }

    /// Has the game's clock go on, if a game goes on that nobody paused and somebody is there for.
    fn start_clock(&mut self, now: Ms) {
        if let GameClock::Stopped { at } = self.clock
            && self.is_playing()
            && !self.paused
            && self.is_attended()
        {
            // The hall's clock is never behind the game's: games begin at the hall's time or later.
            self.clock = GameClock::Running { zero: Ms(now.0.saturating_sub(at.0)) };
        }
    }

    pub(super) fn set_paused(&mut self, paused: bool, now: Ms) -> bool {
        if !self.is_playing() || self.paused == paused {
            return false;
        }
        self.paused = paused;
        if paused {
            self.stop_clock(now);
        } else {
            self.start_clock(now);
        }
        true
    }

    pub(super) fn somebody_is_there(&mut self, now: Ms, facts: &mut Vec<RoomFact>) {
        if self.empty_since.take().is_some() {
            self.start_clock(now);
            if !self.members.get(&self.host).is_some_and(|host| matches!(host.who, Who::Player(_))) {
                self.name_deputy(facts);
            }
        }
    }

    pub(super) fn nobody_is_there(&mut self, now: Ms) {
        self.empty_since = Some(now);
        self.stop_clock(now);
    }

    /// After a server came back at a moment of the hall's: everybody is gone until they connect again, and the
    /// game's clock goes on from where it was.
    pub fn resume(&mut self, now: Ms) {
        for member in self.members.values_mut().filter(|member| matches!(member.who, Who::Player(_))) {
            member.connected = false;
        }
        // What was due between the last entry of the journal and the crash hasn't happened for anybody.
        if let GameClock::Running { zero } = self.clock {
            self.clock = GameClock::Stopped { at: Ms(self.heard.0.saturating_sub(zero.0)) };
        }
        self.host_gone = Some(now);
        self.empty_since = Some(now);
        self.heard = now;
    }

    /// When something happens by itself, on the hall's clock; `None` only for a closed room.
    #[must_use]
    pub fn due(&self) -> Option<Ms> {
        if self.is_closed() {
            return None;
        }
        let game = match (&self.stage, self.clock) {
            (Stage::Playing(game), GameClock::Running { zero }) => game.due().map(|due| Ms(due.0 + zero.0)),
            _ => None,
        };
        let deputy = self.host_gone.filter(|_| self.is_attended()).map(|gone| gone.after(HOST_MS));
        let empty = self.empty_since.map(|since| since.after(EMPTY_MS));
        [game, deputy, empty].into_iter().flatten().min()
    }

    /// Carries out everything that is due until `now`.
    pub fn tick(&mut self, now: Ms) -> Vec<RoomFact> {
        let mut facts = Vec::new();
        while let Some(due) = self.due().filter(|due| *due <= now) {
            self.happen(due, &mut facts);
        }
        self.heard = self.heard.max(now);
        facts
    }

    fn happen(&mut self, now: Ms, facts: &mut Vec<RoomFact>) {
        if self.empty_since.is_some_and(|since| since.after(EMPTY_MS) <= now) {
            self.close(facts);
            return;
        }
        if self.is_attended() && self.host_gone.is_some_and(|gone| gone.after(HOST_MS) <= now) {
            self.host_gone = None;
            let host = self.host;
            self.name_deputy(facts);
            self.absent_host = Some(self.absent_host.unwrap_or(host)).filter(|absent| *absent != self.host);
        }
        let at = self.game_now(now);
        if let Stage::Playing(game) = &mut self.stage {
            facts.extend(game.tick(at).into_iter().map(RoomFact::Game));
        }
        self.end_game_if_over(facts);
    }

    pub(super) fn close(&mut self, facts: &mut Vec<RoomFact>) {
        self.stage = Stage::Closed;
        self.empty_since = None;
        self.host_gone = None;
        facts.push(RoomFact::Closed);
    }

    pub(super) fn end_game_if_over(&mut self, facts: &mut Vec<RoomFact>) {
        let is_over = matches!(&self.stage, Stage::Playing(game) if game.due().is_none());
        if !is_over {
            return;
        }
        if let Stage::Playing(game) = std::mem::replace(&mut self.stage, Stage::Lobby) {
            facts.push(RoomFact::Over(game.places()));
            self.stage = Stage::Results(game);
        }
        self.paused = false;
        for member in self.members.values_mut() {
            member.ready = !matches!(member.who, Who::Player(_));
        }
    }

    /// Who plays if the game starts now, in the order of their seats.
    #[must_use]
    pub fn players(&self) -> Vec<MemberId> {
        self.members().filter(|(_, member)| member.role == Role::Player).map(|(id, _)| id).collect()
    }

    /// Starts the game that the host asked for, with a setup that has a seat for each of [`Room::players`].
    ///
    /// # Errors
    /// When no game was asked for.
    pub fn begin(&mut self, setup: GameSetup, now: Ms) -> Result<Vec<RoomFact>, RoomRefusal> {
        let mut facts = self.tick(now);
        if self.stage != Stage::Dealing {
            return Err(RoomRefusal::NotNow);
        }
        for member in self.members.values_mut() {
            member.seat = None;
        }
        self.seats = self.players();
        for (seat, id) in (0..).map(Seat).zip(&self.seats) {
            if let Some(member) = self.members.get_mut(id) {
                member.seat = Some(seat);
            }
        }
        let mut game = Game::start(setup, Ms(0));
        for member in self.members.values() {
            if let Some(seat) = member.seat.filter(|_| !member.connected) {
                game.set_present(seat, false, Ms(0));
            }
        }
        self.stage = Stage::Playing(game);
        self.paused = false;
        self.clock = GameClock::Stopped { at: Ms(0) };
        self.start_clock(now);
        facts.push(RoomFact::Began);
        self.end_game_if_over(&mut facts);
        Ok(facts)
    }

    /// Says that there was nothing to play with: back to the lobby.
    pub fn call_off(&mut self) -> Vec<RoomFact> {
        if self.stage != Stage::Dealing {
            return Vec::new();
        }
        self.stage = Stage::Lobby;
        vec![RoomFact::Changed]
    }
}
