//! Who is in a room: coming, going, and being there.

use super::{
    MOST_CHARACTERS, MOST_SPECTATORS, Member, MemberId, Role, Room, RoomFact, RoomRefusal, Stage, Visitor, Who,
};
use crate::content::looks::Looks;
use crate::ids::{Key, PlayerId};
use crate::rooms::{Ms, Seat};
use crate::text::DisplayName;

impl Room {
    /// The member that a player is in this room, connected or not.
    #[must_use]
    pub fn member_of(&self, player: PlayerId) -> Option<MemberId> {
        self.by_player.get(&player).copied()
    }

    /// Somebody in the room.
    #[must_use]
    pub fn member(&self, id: MemberId) -> Option<&Member> {
        self.members.get(&id)
    }

    /// Everybody in the room, in the order in which they came.
    pub fn members(&self) -> impl Iterator<Item = (MemberId, &Member)> {
        self.members.iter().map(|(id, member)| (*id, member))
    }

    /// Whether the host sent a player out for good.
    #[must_use]
    pub fn is_banned(&self, player: PlayerId) -> bool {
        self.banned.contains(&player)
    }

    /// How many are in it, connected or not.
    #[must_use]
    pub fn size(&self) -> usize {
        self.members.len()
    }

    /// Who sits in a seat of the game.
    #[must_use]
    pub fn seated(&self, seat: Seat) -> Option<(MemberId, &Member)> {
        let id = *self.seats.get(seat.index())?;
        self.members.get(&id).map(|member| (id, member))
    }

    /// Somebody comes, or comes back: to the same seat, score and view. In the lobby one plays if there is a seat;
    /// while a game goes on, one looks on.
    ///
    /// # Errors
    /// When the room is closed, locked or full, or its host sent them out for good.
    pub fn attend(&mut self, visitor: &Visitor, now: Ms) -> Result<(MemberId, Vec<RoomFact>), RoomRefusal> {
        let mut facts = self.tick(now);
        if self.stage == Stage::Closed {
            return Err(RoomRefusal::Closed);
        }
        if let Some(id) = self.member_of(visitor.player) {
            if let Some(member) = self.members.get_mut(&id) {
                (member.name, member.looks) = (visitor.name.clone(), visitor.looks);
            }
            facts.extend(self.set_connected(visitor.player, true, now));
            return Ok((id, facts));
        }
        if self.banned.contains(&visitor.player) {
            return Err(RoomRefusal::Banned);
        }
        if self.locked {
            return Err(RoomRefusal::Locked);
        }
        let role = if self.stage == Stage::Lobby && self.has_seat() { Role::Player } else { Role::Spectator };
        if role == Role::Spectator && self.count(Role::Spectator) >= MOST_SPECTATORS {
            return Err(RoomRefusal::Full);
        }
        let id = self.add(Who::Player(visitor.player), visitor.name.clone(), visitor.looks, role)?;
        self.by_player.insert(visitor.player, id);
        if self.members.len() == 1 {
            self.host = id;
        }
        self.somebody_is_there(now, &mut facts);
        facts.push(RoomFact::Came(id));
        Ok((id, facts))
    }

    /// Has a character play along.
    pub(super) fn invite(&mut self, key: &Key, name: DisplayName, looks: Looks) -> Result<MemberId, RoomRefusal> {
        let who = Who::Character(key.clone());
        if self.members.values().any(|member| member.who == who) {
            return Err(RoomRefusal::NotNow);
        }
        let characters = self.members.values().filter(|member| matches!(member.who, Who::Character(_))).count();
        if characters >= MOST_CHARACTERS || !self.has_seat() {
            return Err(RoomRefusal::Full);
        }
        let id = self.add(who, name, looks, Role::Player)?;
        if let Some(member) = self.members.get_mut(&id) {
            member.ready = true;
        }
        Ok(id)
    }

    fn add(&mut self, who: Who, name: DisplayName, looks: Looks, role: Role) -> Result<MemberId, RoomRefusal> {
        let id = MemberId(self.next_member);
        self.next_member = self.next_member.checked_add(1).ok_or(RoomRefusal::Full)?;
        let member = Member {
            who,
            name,
            looks,
            role,
            ready: false,
            connected: true,
            muted: false,
            factor_percent: 100,
            team: 0,
            seat: None,
        };
        self.members.insert(id, member);
        Ok(id)
    }

    pub(super) fn count(&self, role: Role) -> usize {
        self.members.values().filter(|member| member.role == role).count()
    }

    pub(super) fn has_seat(&self) -> bool {
        self.count(Role::Player) < usize::from(self.wishes.seats().1)
    }

    /// Whether a person is there.
    pub(super) fn is_attended(&self) -> bool {
        self.members.values().any(Member::is_person_here)
    }

    /// Says that a player's connection is there, or was lost; their seat stays theirs.
    pub fn set_connected(&mut self, player: PlayerId, connected: bool, now: Ms) -> Vec<RoomFact> {
        let mut facts = self.tick(now);
        let Some(id) = self.member_of(player) else { return facts };
        let Some(member) = self.members.get_mut(&id) else { return facts };
        if member.connected == connected {
            return facts;
        }
        member.connected = connected;
        let seat = member.seat;
        if id == self.host {
            self.host_gone = (!connected).then_some(now);
        }
        if connected {
            self.somebody_is_there(now, &mut facts);
        } else if !self.is_attended() {
            self.nobody_is_there(now);
        }
        if let Some(seat) = seat {
            let at = self.game_now(now);
            if let Stage::Playing(game) = &mut self.stage {
                facts.extend(game.set_present(seat, connected, at).into_iter().map(RoomFact::Game));
            }
            self.end_game_if_over(&mut facts);
        }
        facts.push(RoomFact::Changed);
        facts
    }

    /// Takes somebody out of the room. A seat in a game that goes on stays, as nobody's.
    pub(super) fn remove(&mut self, id: MemberId, now: Ms, facts: &mut Vec<RoomFact>, sent: bool) {
        let Some(member) = self.members.remove(&id) else { return };
        if let Who::Player(player) = member.who {
            self.by_player.remove(&player);
        }
        if let (Some(seat), Stage::Playing(_)) = (member.seat, &self.stage) {
            let at = self.game_now(now);
            if let Stage::Playing(game) = &mut self.stage {
                facts.extend(game.set_present(seat, false, at).into_iter().map(RoomFact::Game));
            }
            self.end_game_if_over(facts);
        }
        facts.push(RoomFact::Left(id, sent));
        if !self.is_attended() {
            self.nobody_is_there(now);
        }
        if self.absent_host == Some(id) {
            self.absent_host = None;
        }
        if id == self.host {
            self.host_gone = None;
            self.name_deputy(facts);
            self.absent_host = None;
        }
    }
}

impl Member {
    /// Whether this is a person with a connection.
    #[must_use]
    pub const fn is_person_here(&self) -> bool {
        matches!(self.who, Who::Player(_)) && self.connected
    }
}
