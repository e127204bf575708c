//! What to do next: the schedule, the needs and the people near, weighed against each other.

use shared::clock::TownTime;
use shared::ids::{BodyId, Key};

use super::Mind;
use super::relation::COOL;
use crate::mood::Mood;
use crate::people::Other;
use shared::dice::Dice;

/// Farthest somebody may be to be walked up to, in tiles.
const TALK_REACH: u16 = 14;

/// Somebody in sight.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Near {
    /// Who.
    pub who: Other,
    /// How far away, in tiles.
    pub distance: u16,
    /// Whether they are in a conversation.
    pub talking: bool,
    /// Whether the pause since the last talk with them is over.
    pub may_talk: bool,
}

/// Where a character is when it decides.
#[derive(Debug, Clone, Copy)]
pub struct Situation<'a> {
    /// The town's calendar.
    pub now: TownTime,
    /// The scene it is in.
    pub scene: &'a Key,
    /// The named spot it stands on, if any.
    pub spot: Option<&'a str>,
    /// Who is in sight.
    pub near: &'a [Near],
}

/// What a character is going to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Intent {
    /// Walk to a named spot, maybe in another scene.
    GoTo {
        /// The scene.
        scene: Key,
        /// The spot.
        spot: String,
        /// What it is going to do there.
        doing: String,
    },
    /// Stay and do something for a while.
    Stay {
        /// What, as it follows "I am".
        doing: String,
        /// How long, in milliseconds of real time.
        ms: u32,
    },
    /// Walk up to somebody and talk.
    TalkTo(BodyId),
    /// Stroll around.
    Wander {
        /// How long, in milliseconds of real time.
        ms: u32,
        /// How far at most, in tiles.
        tiles: u8,
    },
}

impl Mind {
    /// Chooses what to do next. Call it when the last intent is done or its time is over.
    pub fn decide(&mut self, situation: &Situation<'_>, dice: &mut Dice) -> Intent {
        let now = situation.now;
        let role = std::sync::Arc::clone(&self.role);
        let traits = role.persona.traits;
        let Some(entry) = role.persona.now_doing(now) else {
            return Intent::Wander { ms: 6_000, tiles: 6 };
        };
        let busy = i32::from(entry.busy);
        let there = situation.scene.as_str() == entry.scene && situation.spot == Some(entry.spot.as_str());
        let diligent = i32::from(traits.diligent);
        let mut noise = || i32::try_from(dice.below(120)).unwrap_or(0);

        let work = if there { 420 + 2 * diligent + 200 * busy } else { 420 + 4 * diligent + 150 * busy } + noise();
        let idle_for = i32::try_from(now.since(self.needs.walk).min(240)).unwrap_or(240);
        let wander =
            150 + 2 * i32::from(traits.curious) + idle_for - 250 * busy - if there { 0 } else { 200 } + noise();
        let lonely = i32::try_from(now.since(self.needs.company).min(300)).unwrap_or(300);
        let mood = match self.mood(now) {
            Mood::Joy | Mood::Love | Mood::Idea => 60,
            Mood::Calm | Mood::Surprise => 0,
            Mood::Anger => -120,
            Mood::Sadness | Mood::Sleepy => -60,
        };
        let mut talk: Option<(i32, &Near)> = None;
        for near in situation.near {
            let affinity = self.affinity(&near.who.person);
            if !near.may_talk || near.talking || near.distance > TALK_REACH || affinity <= COOL {
                continue;
            }
            // Players are left their peace by those they never spoke with.
            let shy = if near.who.person.is_player() && self.relation(&near.who.person).is_none_or(|r| r.met == 0) {
                250
            } else {
                0
            };
            let wish = 80 + 4 * i32::from(traits.sociable) + lonely + 2 * i32::from(affinity) + mood
                - 15 * i32::from(near.distance)
                - 220 * busy
                - shy
                + noise();
            if talk.is_none_or(|(best, _)| wish > best) {
                talk = Some((wish, near));
            }
        }
        if let Some((wish, near)) = talk.filter(|(wish, _)| *wish > work && *wish > wander) {
            // Half an hour of patience, should the other refuse.
            self.needs.company = TownTime(now.0.saturating_sub(u32::try_from(wish.clamp(0, 60)).unwrap_or(0)));
            return Intent::TalkTo(near.who.body);
        }
        if wander > work {
            self.needs.walk = now;
            return Intent::Wander { ms: 4_000 + dice.below(5_000), tiles: 4 + traits.curious / 20 };
        }
        if there {
            return Intent::Stay { doing: entry.doing.clone(), ms: 8_000 + dice.below(12_000) };
        }
        match Key::parse(&entry.scene) {
            Ok(scene) => Intent::GoTo { scene, spot: entry.spot.clone(), doing: entry.doing.clone() },
            Err(_) => Intent::Stay { doing: entry.doing.clone(), ms: 10_000 },
        }
    }
}
