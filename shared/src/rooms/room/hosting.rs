//! What hosts may do, and who is host when they are gone.

use super::{HostAction, MemberId, Role, Room, RoomFact, RoomRefusal, Stage, Who};
use crate::rooms::Ms;

impl Room {
    /// Who is host.
    #[must_use]
    pub const fn host(&self) -> MemberId {
        self.host
    }

    /// Makes the person host who has been here longest, players before those who look on.
    pub(super) fn name_deputy(&mut self, facts: &mut Vec<RoomFact>) {
        let here = || self.members.iter().filter(|(id, member)| **id != self.host && member.is_person_here());
        let next = here().find(|(_, member)| member.role == Role::Player).or_else(|| here().next());
        if let Some((id, _)) = next {
            self.host = *id;
            facts.push(RoomFact::Hosts(self.host));
        }
    }

    /// Gives the room back to the host for whom a deputy stood in.
    pub(super) fn reclaim(&mut self, id: MemberId, facts: &mut Vec<RoomFact>) -> Result<(), RoomRefusal> {
        if self.absent_host != Some(id) {
            return Err(RoomRefusal::NotHost);
        }
        self.absent_host = None;
        self.host = id;
        self.host_gone = None;
        facts.push(RoomFact::Hosts(id));
        Ok(())
    }

    pub(super) fn host_acts(
        &mut self,
        action: &HostAction,
        now: Ms,
        facts: &mut Vec<RoomFact>,
    ) -> Result<(), RoomRefusal> {
        match action {
            HostAction::Wish(wishes) => self.wish((**wishes).clone().bounded())?,
            HostAction::Chat(mode) => self.chat = *mode,
            HostAction::Start => return self.ask_for_game(facts),
            HostAction::Kick(id) => return self.send_out(*id, now, facts).map(drop),
            HostAction::Ban(id) => {
                if let Who::Player(player) = self.send_out(*id, now, facts)? {
                    self.banned.insert(player);
                }
                return Ok(());
            }
            HostAction::Mute(id, muted) => self.other(*id)?.muted = *muted,
            HostAction::Lock(locked) => self.locked = *locked,
            HostAction::HideCode(hidden) => self.code_hidden = *hidden,
            HostAction::NewCode => {
                facts.push(RoomFact::WantsCode);
                return Ok(());
            }
            HostAction::Pause(paused) => {
                if !self.set_paused(*paused, now) {
                    return Err(RoomRefusal::NotNow);
                }
                facts.push(RoomFact::Paused(*paused));
            }
            HostAction::Skip => {
                let at = self.game_now(now);
                let Stage::Playing(game) = &mut self.stage else { return Err(RoomRefusal::NotNow) };
                facts.extend(game.skip(at).into_iter().map(RoomFact::Game));
                self.end_game_if_over(facts);
            }
            HostAction::HandOver(id) => {
                if !self.other(*id)?.is_person_here() {
                    return Err(RoomRefusal::NobodyLikeThat);
                }
                self.host = *id;
                self.absent_host = None;
                facts.push(RoomFact::Hosts(*id));
            }
            // Who a character is, the room doesn't know: whoever does calls `invite_character`.
            HostAction::Invite(_) => return Err(RoomRefusal::NobodyLikeThat),
            HostAction::Overrule(seat) => {
                let at = self.game_now(now);
                let Stage::Playing(game) = &mut self.stage else { return Err(RoomRefusal::NotNow) };
                facts.extend(game.overrule(*seat, at)?.into_iter().map(RoomFact::Game));
            }
            HostAction::Rematch => {
                if !matches!(self.stage, Stage::Results(_)) {
                    return Err(RoomRefusal::NotNow);
                }
                self.stage = Stage::Lobby;
            }
            HostAction::Close => {
                self.close(facts);
                return Ok(());
            }
        }
        facts.push(RoomFact::Changed);
        Ok(())
    }

    /// Has a character play along, whom the host invited.
    ///
    /// # Errors
    /// When one isn't host, the lobby is over, there is no seat, or they sit here already.
    pub fn invite_character(
        &mut self,
        by: crate::ids::PlayerId,
        key: &crate::ids::Key,
        name: crate::text::DisplayName,
        looks: crate::content::looks::Looks,
        now: Ms,
    ) -> Result<Vec<RoomFact>, RoomRefusal> {
        let mut facts = self.tick(now);
        let id = self.member_of(by).ok_or(RoomRefusal::NotHere)?;
        if id != self.host {
            return Err(RoomRefusal::NotHost);
        }
        if self.stage != Stage::Lobby {
            return Err(RoomRefusal::NotNow);
        }
        facts.push(RoomFact::Came(self.invite(key, name, looks)?));
        Ok(facts)
    }

    fn other(&mut self, id: MemberId) -> Result<&mut super::Member, RoomRefusal> {
        if id == self.host {
            return Err(RoomRefusal::Yourself);
        }
        self.members.get_mut(&id).ok_or(RoomRefusal::NobodyLikeThat)
    }

    fn send_out(&mut self, id: MemberId, now: Ms, facts: &mut Vec<RoomFact>) -> Result<Who, RoomRefusal> {
        let who = self.other(id)?.who.clone();
        self.remove(id, now, facts, true);
        Ok(who)
    }

    fn wish(&mut self, wishes: super::game::Wishes) -> Result<(), RoomRefusal> {
        if self.stage != Stage::Lobby {
            return Err(RoomRefusal::NotNow);
        }
        let most = usize::from(wishes.seats().1);
        self.wishes = wishes;
        // Who came last looks on when there are fewer seats now.
        let players = self.players();
        for id in players.into_iter().skip(most) {
            if let Some(member) = self.members.get_mut(&id) {
                member.role = Role::Spectator;
            }
        }
        for member in self.members.values_mut() {
            member.ready = !matches!(member.who, Who::Player(_));
        }
        Ok(())
    }

    fn ask_for_game(&mut self, facts: &mut Vec<RoomFact>) -> Result<(), RoomRefusal> {
        if self.stage != Stage::Lobby {
            return Err(RoomRefusal::NotNow);
        }
        let least = self.wishes.seats().0;
        let players = self.players();
        if players.len() < usize::from(least) {
            return Err(RoomRefusal::TooFew(least));
        }
        // Nobody waits for who isn't there; in an audience, for nobody at all.
        let waits = |id: &MemberId| {
            *id != self.host && self.members.get(id).is_some_and(|member| member.is_person_here() && !member.ready)
        };
        if !self.wishes.audience && players.iter().any(waits) {
            return Err(RoomRefusal::NotReady);
        }
        self.stage = Stage::Dealing;
        facts.push(RoomFact::WantsGame);
        Ok(())
    }
}
