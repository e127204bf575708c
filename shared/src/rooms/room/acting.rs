//! What somebody in a room asks for: looked up by who asks, checked, and done or refused.

use super::{ChatMode, MemberId, PHRASES, Role, Room, RoomAction, RoomFact, RoomRefusal, Stage, Words};
use crate::ids::PlayerId;
use crate::rooms::trivia::FACTOR_PERCENT;
use crate::rooms::{Moment, Ms, Seat};

impl Room {
    /// What a player asks for, at a moment of the hall's clock. What was due before it arrived is carried out first:
    /// call [`Room::tick`] before to learn of that, too.
    ///
    /// # Errors
    /// [`RoomRefusal`]; nothing has changed then, but for what was due anyway.
    pub fn act(&mut self, player: PlayerId, action: &RoomAction, when: Moment) -> Result<Vec<RoomFact>, RoomRefusal> {
        let now = when.arrived;
        let mut facts = self.tick(now);
        if self.is_closed() {
            return Err(RoomRefusal::Closed);
        }
        let id = self.member_of(player).ok_or(RoomRefusal::NotHere)?;
        match action {
            RoomAction::Leave => {
                self.remove(id, now, &mut facts, false);
                return Ok(facts);
            }
            RoomAction::Be(role) => self.be(id, *role)?,
            RoomAction::Ready(ready) => {
                self.in_lobby()?;
                let was = std::mem::replace(&mut self.myself(id)?.ready, *ready);
                facts.extend((was != *ready).then_some(RoomFact::Readied(id)));
                return Ok(facts);
            }
            RoomAction::Factor(percent) => {
                if !(FACTOR_PERCENT.0..=FACTOR_PERCENT.1).contains(percent) {
                    return Err(RoomRefusal::OutOfBounds);
                }
                self.in_lobby()?;
                self.myself(id)?.factor_percent = *percent;
            }
            RoomAction::Team(team) => {
                self.in_lobby()?;
                if *team >= self.wishes.trivia.teams {
                    return Err(RoomRefusal::OutOfBounds);
                }
                self.myself(id)?.team = *team;
            }
            RoomAction::Say(words) => {
                self.may_say(id, words)?;
                facts.push(RoomFact::Said(id, words.clone()));
                return Ok(facts);
            }
            RoomAction::Game(action) => {
                let seat = self.myself(id)?.seat.ok_or(RoomRefusal::NotNow)?;
                self.play(seat, action, when, &mut facts)?;
                return Ok(facts);
            }
            RoomAction::Reclaim => self.reclaim(id, &mut facts)?,
            RoomAction::Report(complaint) => {
                if !matches!(self.stage, Stage::Playing(_) | Stage::Results(_)) {
                    return Err(RoomRefusal::NotNow);
                }
                facts.push(RoomFact::Reported(id, *complaint));
                return Ok(facts);
            }
            RoomAction::Host(action) => {
                if id != self.host {
                    return Err(RoomRefusal::NotHost);
                }
                self.host_acts(action, now, &mut facts)?;
                return Ok(facts);
            }
        }
        facts.push(RoomFact::Changed);
        Ok(facts)
    }

    /// What a character that plays along does in the game.
    ///
    /// # Errors
    /// When no game goes on, or its rules don't allow it.
    pub fn act_as(
        &mut self,
        seat: Seat,
        action: &super::game::GameAction,
        now: Ms,
    ) -> Result<Vec<RoomFact>, RoomRefusal> {
        let mut facts = self.tick(now);
        self.play(seat, action, Moment::at(now), &mut facts)?;
        Ok(facts)
    }

    /// The newest estimate of the way from a player, in milliseconds.
    pub fn set_one_way(&mut self, player: PlayerId, ms: u16) {
        let seat = self.member_of(player).and_then(|id| self.members.get(&id)).and_then(|member| member.seat);
        if let (Some(seat), Stage::Playing(game)) = (seat, &mut self.stage) {
            game.set_one_way(seat, ms);
        }
    }

    fn play(
        &mut self,
        seat: Seat,
        action: &super::game::GameAction,
        when: Moment,
        facts: &mut Vec<RoomFact>,
    ) -> Result<(), RoomRefusal> {
        // The players' stamps are of the hall's clock, as is everything that they know of time.
        let arrived = self.game_now(when.arrived);
        let pressed = when.pressed.map(|pressed| self.game_now(pressed));
        if self.paused {
            return Err(RoomRefusal::NotNow);
        }
        let Stage::Playing(game) = &mut self.stage else { return Err(RoomRefusal::NotNow) };
        let done = game.act(seat, action, Moment { arrived, pressed, ..when })?;
        facts.extend(done.into_iter().map(RoomFact::Game));
        self.end_game_if_over(facts);
        Ok(())
    }

    fn myself(&mut self, id: MemberId) -> Result<&mut super::Member, RoomRefusal> {
        self.members.get_mut(&id).ok_or(RoomRefusal::NotHere)
    }

    fn in_lobby(&self) -> Result<(), RoomRefusal> {
        if self.stage == Stage::Lobby { Ok(()) } else { Err(RoomRefusal::NotNow) }
    }

    fn be(&mut self, id: MemberId, role: Role) -> Result<(), RoomRefusal> {
        self.in_lobby()?;
        let is_player = self.myself(id)?.role == Role::Player;
        if role == Role::Player && !is_player && !self.has_seat() {
            return Err(RoomRefusal::Full);
        }
        let member = self.myself(id)?;
        (member.role, member.ready) = (role, false);
        Ok(())
    }

    fn may_say(&self, id: MemberId, words: &Words) -> Result<(), RoomRefusal> {
        let is_muted = self.members.get(&id).is_some_and(|member| member.muted);
        match words {
            _ if is_muted => Err(RoomRefusal::Muted),
            Words::Line(_) if self.chat == ChatMode::Phrases => Err(RoomRefusal::PhrasesOnly),
            Words::Phrase(number) if usize::from(*number) >= PHRASES.len() => Err(RoomRefusal::OutOfBounds),
            _ => Ok(()),
        }
    }
}
