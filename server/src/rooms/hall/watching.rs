//! Looking on from outside: who watches which room, and what they are told of it.

use std::collections::{BTreeMap, BTreeSet};

use shared::ids::PlayerId;
use shared::protocol::rooms::{HallRefusal, PassingView, RoomTold, Watched};
use shared::rooms::code::RoomCode;
use shared::rooms::room::RoomRefusal;

use super::Hall;
use crate::rooms::held::Held;

/// Most who look on from outside at once.
pub const MOST_WATCHERS: usize = 10_000;

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Target {
    Stage,
    Room(RoomCode),
}

/// Who watches what.
#[derive(Debug, Default)]
pub(super) struct Watchers {
    targets: BTreeMap<PlayerId, Target>,
    by_target: BTreeMap<Target, BTreeSet<PlayerId>>,
    /// The room on the stage, as it was told last.
    stage: Option<u64>,
}

impl Watchers {
    /// Stops watching; whether they did.
    pub(super) fn leave(&mut self, player: PlayerId) -> bool {
        let Some(target) = self.targets.remove(&player) else { return false };
        if let Some(watching) = self.by_target.get_mut(&target) {
            watching.remove(&player);
            if watching.is_empty() {
                self.by_target.remove(&target);
            }
        }
        true
    }

    /// Whether somebody watches anything.
    pub(super) fn has(&self, player: PlayerId) -> bool {
        self.targets.contains_key(&player)
    }

    fn join(&mut self, player: PlayerId, target: Target) {
        self.leave(player);
        self.targets.insert(player, target);
        self.by_target.entry(target).or_default().insert(player);
    }

    fn of(&self, target: Target) -> impl Iterator<Item = PlayerId> {
        self.by_target.get(&target).into_iter().flatten().copied()
    }

    /// Everybody who sees a room.
    pub(super) fn of_room(&self, held: &Held) -> Vec<PlayerId> {
        let on_stage = self.of(Target::Stage).filter(|_| self.stage == Some(held.no));
        self.of(Target::Room(held.room.code())).chain(on_stage).collect()
    }
}

impl Hall {
    /// Somebody looks at something else from now on.
    pub(super) fn watch(&mut self, player: PlayerId, watched: &Watched) -> Result<(), HallRefusal> {
        let target = match watched {
            Watched::Nothing => None,
            Watched::Stage => Some(Target::Stage),
            Watched::Room(code) => {
                let code = RoomCode::parse(code).map_err(|_| HallRefusal::BadCode)?;
                let held = self.by_code.get(&code).and_then(|no| self.rooms.get(no)).ok_or(HallRefusal::NoSuchRoom)?;
                if held.room.is_locked() {
                    return Err(RoomRefusal::Locked.into());
                }
                if held.room.is_banned(player) {
                    return Err(RoomRefusal::Banned.into());
                }
                Some(Target::Room(code))
            }
        };
        let Some(target) = target else {
            self.watchers.leave(player);
            self.out.told.push((player, RoomTold::Passing(None)));
            return Ok(());
        };
        if self.places.contains_key(&player) {
            return Err(HallRefusal::InARoom);
        }
        if self.watchers.targets.len() >= MOST_WATCHERS && !self.watchers.has(player) {
            return Err(RoomRefusal::Full.into());
        }
        self.watchers.join(player, target);
        self.watchers.stage = self.on_stage();
        let no = match target {
            Target::Stage => self.watchers.stage,
            Target::Room(code) => self.by_code.get(&code).copied(),
        };
        let passing = no.and_then(|no| self.rooms.get(&no)).and_then(passing);
        self.out.told.push((player, RoomTold::Passing(passing)));
        Ok(())
    }

    /// Whoever watched the room of a code that leads nowhere now watches nothing.
    pub(super) fn send_watchers_away(&mut self, code: RoomCode) {
        let gone: Vec<PlayerId> = self.watchers.of(Target::Room(code)).collect();
        for player in gone {
            self.watchers.leave(player);
            self.out.told.push((player, RoomTold::Passing(None)));
        }
    }

    /// The room that the stage shows: of the games at tables, the one that began first, else the table that waits
    /// longest.
    pub(super) fn on_stage(&self) -> Option<u64> {
        let rooms = self.tables.rooms().filter_map(|no| self.rooms.get(&no)).filter(|held| !held.room.is_locked());
        let rank = |held: &&Held| {
            if held.room.is_playing() { (0, held.game.unwrap_or(u64::MAX)) } else { (1, held.no) }
        };
        rooms.min_by_key(rank).map(|held| held.no)
    }

    /// Shows another room on the stage when it is time to.
    pub(super) fn look_at_the_stage(&mut self) {
        if self.watchers.by_target.contains_key(&Target::Stage) {
            let stage = self.on_stage();
            if stage != self.watchers.stage {
                self.watchers.stage = stage;
                let passing = stage.and_then(|no| self.rooms.get(&no)).and_then(passing);
                for player in self.watchers.of(Target::Stage) {
                    self.out.told.push((player, RoomTold::Passing(passing.clone())));
                }
            }
        }
    }
}

impl Watchers {
    /// Tells everybody who sees a room how it looks now.
    pub(super) fn tell(&self, held: &Held, told: &mut Vec<(PlayerId, RoomTold)>) {
        let watching = self.of_room(held);
        if watching.is_empty() {
            return;
        }
        let passing = passing(held);
        told.extend(watching.into_iter().map(|player| (player, RoomTold::Passing(passing.clone()))));
    }
}

/// A room as those see it who only look on; `None` when nobody may.
fn passing(held: &Held) -> Option<Box<PassingView>> {
    if held.room.is_locked() || held.room.is_closed() {
        return None;
    }
    Some(Box::new(PassingView {
        table: held.table.clone(),
        kind: held.kind(),
        members: held.room.members_in_passing(),
        stage: held.room.stage_view(),
        game: held.room.passing_view(),
    }))
}
