//! Answers about one's own days and likings, from the schedule and the persona.

use super::Mind;
use super::answer::Answer;
use crate::persona::{ScheduleDef, Weekday};
use crate::town::World;
use crate::understand::When;
use crate::voice::{Answers, Voice};
use shared::dice::Dice;

/// Hours of the day worth telling of: nobody is asked how they slept.
const WAKING: std::ops::Range<u16> = 7 * 60..21 * 60;

impl Mind {
    /// What this character did or will do, out of its schedule.
    pub(super) fn answer_day<'v>(
        &self,
        when: When,
        past: bool,
        world: &dyn World,
        a: &'v Answers,
        dice: &mut Dice,
    ) -> Answer<'v> {
        let (day, now) = (world.now().day(), world.now().minute_of_day());
        let other_day = if past { day.saturating_sub(1) } else { day + 1 };
        let entries = |day: u32, fits: &dyn Fn(u16) -> bool| -> Vec<&ScheduleDef> {
            let weekday = Weekday::of_day(day);
            let that_day = |e: &&ScheduleDef| e.days.is_empty() || e.days.contains(&weekday);
            let waking = |e: &&ScheduleDef| WAKING.contains(&e.from.minutes()) && fits(e.from.minutes());
            let all = self.role.persona.schedule.iter().filter(that_day).filter(waking);
            // What one does on this day only goes before what one does at the same time on others.
            all.clone()
                .filter(|e| !e.days.is_empty() || all.clone().all(|o| o.days.is_empty() || o.from != e.from))
                .collect()
        };
        let still = self.doing(world.now()).map(|entry| entry.from.minutes());
        let mut found = match when {
            When::Today if past => entries(day, &|from| from < now && Some(from) != still),
            When::Today => entries(day, &|from| from > now),
            When::OtherDay => Vec::new(),
        };
        if found.is_empty() {
            found = entries(other_day, &|_| true);
        }
        match dice.pick(&found) {
            Some(entry) => Answer::of(if past { &a.past } else { &a.plans }).slot("act", entry.doing.clone()),
            None => Answer::of(&a.doing),
        }
    }

    /// "What do you like?": one of the things this character likes, or what it likes of all things.
    pub(super) fn answer_likes<'v>(&self, voice: &'v Voice, dice: &mut Dice) -> Answer<'v> {
        match dice.pick(&self.role.persona.likes) {
            Some(topic) => {
                Answer { topic: Some(topic.clone()), ..Answer::of(&voice.answer.like_yes).slot("topic", topic.clone()) }
            }
            None => Answer::of(&voice.answer.wants),
        }
    }
}
