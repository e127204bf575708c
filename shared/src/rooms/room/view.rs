//! What somebody sees of a room.

use serde::{Deserialize, Serialize};

use super::game::{GameView, Place, Wishes};
use super::{ChatMode, GameClock, Member, MemberId, Role, Room, Stage, Who};
use crate::content::looks::Looks;
use crate::ids::{Key, PlayerId};
use crate::rooms::code::RoomCode;
use crate::rooms::{Seat, Viewer};
use crate::text::DisplayName;

/// How many members are listed; of a larger room, the host, oneself, and who came first.
pub const LISTED: usize = 24;

/// A room as somebody in it sees it, without its game.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RoomView {
    /// Its code; `None` while the host hides it from others.
    pub code: Option<RoomCode>,
    /// Whether the host hides the code.
    pub code_hidden: bool,
    /// Who one is oneself.
    pub me: MemberId,
    /// The time one has oneself, in percent of the usual.
    pub factor_percent: u16,
    /// Who is host.
    pub host: MemberId,
    /// Whether one may be host again.
    pub may_reclaim: bool,
    /// Who is in it, at most [`LISTED`].
    pub members: Vec<MemberView>,
    /// How many play.
    pub players: u16,
    /// How many look on.
    pub spectators: u16,
    /// How the host wants the next game.
    pub wishes: Wishes,
    /// What may be said.
    pub chat: ChatMode,
    /// Whether nobody is let in.
    pub locked: bool,
    /// Whether the host paused the game.
    pub paused: bool,
    /// What the room does.
    pub stage: StageView,
}

/// What a room does, as it is seen.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum StageView {
    /// People come together.
    Lobby,
    /// The questions are picked.
    Dealing,
    /// A game goes on.
    Playing,
    /// A game is over, and this is how it ended: the first [`LISTED`] places.
    Results(Vec<Place>),
    /// There is no room any more.
    Closed,
}

/// Somebody in a room, as others see them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MemberView {
    /// Who.
    pub id: MemberId,
    /// Their name.
    pub name: DisplayName,
    /// How they look.
    pub looks: Looks,
    /// Which character they are, if they are one.
    pub character: Option<Key>,
    /// What they are.
    pub role: Role,
    /// Whether they are ready.
    pub ready: bool,
    /// Whether they are connected.
    pub connected: bool,
    /// Whether their words were taken away.
    pub muted: bool,
    /// Their team.
    pub team: u8,
    /// Where they sit in the game.
    pub seat: Option<Seat>,
}

/// A game as somebody sees it, with the clock that its moments are of.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct GameShown {
    /// The game's clock against the hall's.
    pub clock: GameClock,
    /// Where one sits; `None` for who looks on.
    pub seat: Option<Seat>,
    /// The game.
    pub view: GameView,
}

impl Room {
    /// What a player sees of the room they are in; `None` for others.
    #[must_use]
    pub fn view(&self, player: PlayerId) -> Option<RoomView> {
        let me = self.member_of(player)?;
        let count = |role: Role| u16::try_from(self.count(role)).unwrap_or(u16::MAX);
        Some(RoomView {
            code: Some(self.code).filter(|_| !self.code_hidden || me == self.host),
            code_hidden: self.code_hidden,
            me,
            factor_percent: self.member(me)?.factor_percent,
            host: self.host,
            may_reclaim: self.absent_host == Some(me),
            members: self.listed([self.host, me]),
            players: count(Role::Player),
            spectators: count(Role::Spectator),
            wishes: self.wishes.clone(),
            chat: self.chat,
            locked: self.locked,
            paused: self.paused,
            stage: self.stage_view(),
        })
    }

    /// What the room does, as everybody sees it.
    #[must_use]
    pub fn stage_view(&self) -> StageView {
        match &self.stage {
            Stage::Lobby => StageView::Lobby,
            Stage::Dealing => StageView::Dealing,
            Stage::Playing(_) => StageView::Playing,
            Stage::Results(game) => StageView::Results(game.places().into_iter().take(LISTED).collect()),
            Stage::Closed => StageView::Closed,
        }
    }

    /// Who is in the room as those see it who only look on from outside: the host, and who came first.
    #[must_use]
    pub fn members_in_passing(&self) -> Vec<MemberView> {
        self.listed([self.host])
    }

    fn listed(&self, first: impl IntoIterator<Item = MemberId>) -> Vec<MemberView> {
        let all = self.members().map(|(id, _)| id).take(LISTED);
        let mut listed: Vec<MemberId> = first.into_iter().chain(all).collect();
        listed.sort_unstable();
        listed.dedup();
        listed.into_iter().filter_map(|id| Some(shown(id, self.member(id)?))).collect()
    }

    /// What a player sees of the game; `None` when there is none, or they aren't in the room.
    #[must_use]
    pub fn game_view(&self, player: PlayerId) -> Option<GameShown> {
        let member = self.member(self.member_of(player)?)?;
        let viewer = member.seat.map_or(Viewer::Spectator, Viewer::Seat);
        Some(GameShown { clock: self.clock, seat: member.seat, view: self.game()?.view(viewer) })
    }

    /// The game as somebody sees it who only walks past.
    #[must_use]
    pub fn passing_view(&self) -> Option<GameShown> {
        Some(GameShown { clock: self.clock, seat: None, view: self.game()?.view(Viewer::Spectator) })
    }
}

fn shown(id: MemberId, member: &Member) -> MemberView {
    MemberView {
        id,
        name: member.name.clone(),
        looks: member.looks,
        character: match &member.who {
            Who::Character(key) => Some(key.clone()),
            Who::Player(_) => None,
        },
        role: member.role,
        ready: member.ready,
        connected: member.connected,
        muted: member.muted,
        team: member.team,
        seat: member.seat,
    }
}
