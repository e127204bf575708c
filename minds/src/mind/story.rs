//! Playing storylets: which may play now, who has which role, and what follows when one was played.

use std::sync::Arc;

use serde::{Deserialize, Serialize};
use shared::ids::BodyId;

use super::Mind;
use super::fill::{Fill, place_in_words};
use super::speech::{Draft, Line, TalkContext};
use crate::memory::{Event, EventKind, Fact, Source, Subject};
use crate::people::{Other, Person};
use crate::persona::Weekday;
use crate::storylet::{Condition, Effect, StoryletDef};
use crate::town::{TownEffect, World, WorldEvent};
use crate::words::MAX_SPOKEN;
use crate::words::template::render;
use shared::dice::Dice;

/// A storylet with its roles cast and its words filled in, ready to be performed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Scene {
    /// The storylet's id.
    pub storylet: String,
    /// Who says what, in order.
    pub lines: Vec<(BodyId, String)>,
    /// Who plays `a`, `b` and so on.
    pub roles: Vec<Other>,
    /// What happened, with names: "Pip found the lost gear".
    pub gist: Option<String>,
    /// What it is about.
    pub topic: Option<String>,
    /// What it changes once it has been played.
    pub effects: Vec<Effect>,
    /// Whether it never plays again.
    pub once: bool,
}

/// Minutes of the town in which nobody tells what others have just begun to tell: people in earshot would hear it twice.
pub const REST_IN_TOWN: u32 = 180;

/// The flag of the town that says that a storylet has been played which plays once.
fn once_flag(storylet: &str) -> String {
    format!("played:{storylet}")
}

impl Mind {
    /// A storylet that fits the moment, for characters among themselves; `None` when none does.
    pub fn plan_scene(&mut self, talk: &TalkContext<'_>, world: &dyn World, dice: &mut Dice) -> Option<Scene> {
        if talk.others.iter().any(|o| o.person.is_player()) {
            return None;
        }
        self.best_scene(talk.me, talk.others, world, dice)
    }

    /// A line of a storylet for talks with a player in them; it counts as played when it is chosen.
    pub(super) fn storylet_line(
        &mut self,
        me: BodyId,
        others: &[Other],
        world: &dyn World,
        dice: &mut Dice,
    ) -> Option<Line> {
        let scene = self.best_scene(me, others, world, dice)?;
        let (_, text) = scene.lines.first().filter(|_| scene.lines.len() == 1)?.clone();
        let other = scene.roles.get(1).cloned();
        self.remember_words(&text, &[]);
        let effects = self.scene_played(&scene, me, world);
        let draft = Draft { topic: scene.topic.clone(), effects, ..Draft::default() };
        Some(self.spoken(text, draft, &format!("storylet {}", scene.storylet), other.as_ref(), world, dice))
    }

    fn best_scene(&mut self, me: BodyId, others: &[Other], world: &dyn World, dice: &mut Dice) -> Option<Scene> {
        let role = Arc::clone(&self.role);
        let mut fitting: Vec<(usize, u32, &Arc<StoryletDef>, Vec<Other>)> = role
            .storylets
            .iter()
            .filter_map(|storylet| {
                let cast = self.cast_roles(storylet, me, others)?;
                self.may_play(storylet, &cast, others, world).then(|| {
                    let last = self.played.get(&storylet.id).map_or(0, |at| at.0 + 1);
                    (storylet.when.len(), last, storylet, cast)
                })
            })
            .collect();
        // Most conditions first, then the one played least recently; the id settles the rest.
        fitting.sort_by(|a, b| (b.0, a.1, &a.2.id).cmp(&(a.0, b.1, &b.2.id)));
        fitting.into_iter().find_map(|(_, _, storylet, cast)| self.fill_scene(storylet, cast, world, dice))
    }

    /// Who plays which role: the named one, or the others in order. A player hears, but has no lines.
    fn cast_roles(&self, storylet: &StoryletDef, me: BodyId, others: &[Other]) -> Option<Vec<Other>> {
        let mut cast = vec![Other { body: me, person: self.person(), name: self.name.clone() }];
        let named = storylet.when.iter().find_map(|c| if let Condition::With(who) = c { Some(who) } else { None });
        let mut rest: Vec<&Other> = others.iter().collect();
        if let Some(named) = named {
            let at = rest.iter().position(|o| matches!(&o.person, Person::Character(key) if key.as_str() == named))?;
            cast.push(rest.remove(at).clone());
        }
        cast.extend(rest.into_iter().cloned());
        let roles = storylet
            .lines
            .iter()
            .map(|l| u32::from(l.0).saturating_sub(u32::from('a')) as usize + 1)
            .max()
            .unwrap_or(1);
        let speak = |at: usize| cast.get(at).is_some_and(|o| !o.person.is_player());
        let played = (0..roles).all(|at| {
            let has_lines = storylet.lines.iter().any(|l| u32::from(l.0).saturating_sub(u32::from('a')) as usize == at);
            !has_lines || speak(at)
        });
        played.then_some(cast)
    }

    fn may_play(&self, storylet: &StoryletDef, cast: &[Other], others: &[Other], world: &dyn World) -> bool {
        let now = world.now();
        let rested =
            self.played.get(&storylet.id).is_none_or(|at| now.since(*at) >= u32::from(storylet.cooldown_hours) * 60);
        let unplayed = !storylet.once
            || (!self.played.contains_key(&storylet.id) && world.flag(&once_flag(&storylet.id)).is_none());
        let unheard = || world.begun(&storylet.id).is_none_or(|at| now.since(at) >= REST_IN_TOWN);
        rested && unplayed && storylet.when.iter().all(|c| self.holds(c, cast, others, world)) && unheard()
    }

    fn holds(&self, condition: &Condition, cast: &[Other], others: &[Other], world: &dyn World) -> bool {
        let now = world.now();
        let b = cast.get(1);
        let relation = b.and_then(|b| self.relation(&b.person));
        let affinity = relation.map_or(0, |r| r.affinity);
        let met = relation.map_or(0, |r| r.met);
        match condition {
            Condition::Time(from, to) => {
                let (minute, from, to) = (now.minute_of_day(), from.minutes(), to.minutes());
                if from <= to { (from..to).contains(&minute) } else { minute >= from || minute < to }
            }
            Condition::Days(days) => days.contains(&Weekday::of_day(now.day())),
            Condition::DayFrom(day) => now.day() >= *day,
            Condition::Scene(scene) => world.scene_key().as_str() == scene,
            Condition::Mood(mood) => self.mood(now) == *mood,
            Condition::AffinityFrom(least) => affinity >= i16::from(*least),
            Condition::AffinityBelow(limit) => affinity < i16::from(*limit),
            Condition::MetFrom(least) => met >= *least,
            Condition::MetBelow(limit) => met < *limit,
            Condition::WithPlayer => b.is_some_and(|b| b.person.is_player()),
            Condition::WithCharacter => b.is_some_and(|b| !b.person.is_player()),
            Condition::With(who) => b.is_some_and(|b| is_character(b, who)),
            Condition::Present(who) => others.iter().any(|o| is_character(o, who)),
            Condition::Knows(subject, relation) => {
                let subject = if subject == "me" { Subject::Me } else { Subject::Thing(subject.clone()) };
                self.memories.holds(&subject, relation).is_some()
            }
            Condition::KnowsOfOther(relation) => {
                b.is_some_and(|b| self.memories.holds(&Subject::Person(b.person.clone()), relation).is_some())
            }
            Condition::Flag(flag) => world.flag(flag).is_some(),
            Condition::NoFlag(flag) => world.flag(flag).is_none(),
            Condition::FlagOlder(flag, hours) => world.flag(flag).is_some_and(|at| now.since(at) >= hours * 60),
            Condition::Played(id) => self.played.contains_key(id),
            Condition::NotPlayed(id) => !self.played.contains_key(id),
            Condition::Members(least, most) => {
                let members = others.len() + 1;
                (usize::from(*least)..=usize::from(*most)).contains(&members)
            }
            Condition::Topic(topic) => self.topic.as_ref() == Some(topic),
        }
    }

    /// Fills every line in; a slot that can't be filled or a line that grows too long disqualifies the whole scene.
    fn fill_scene(
        &mut self,
        storylet: &StoryletDef,
        cast: Vec<Other>,
        world: &dyn World,
        dice: &mut Dice,
    ) -> Option<Scene> {
        let names: Vec<(&'static str, String)> =
            ["a", "b", "c", "d"].into_iter().zip(&cast).map(|(slot, other)| (slot, self.name_of(other))).collect();
        let other = cast.get(1).cloned();
        let mut fill = Fill { mind: self, world, other: other.as_ref(), extra: &names };
        let mut lines = Vec::new();
        for line in &storylet.lines {
            let at = u32::from(line.0).saturating_sub(u32::from('a')) as usize;
            let text =
                render(&line.1, &mut |slot| fill.slot(slot), dice).filter(|t| t.chars().count() <= MAX_SPOKEN)?;
            lines.push((cast.get(at)?.body, text));
        }
        // A single line is heard by whoever comes by; two people shouldn't get the same one.
        if let [(_, text)] = lines.as_slice()
            && self.said_lately(text)
        {
            return None;
        }
        let gist = storylet.gist.as_ref().and_then(|g| {
            let plain: Vec<(&'static str, String)> =
                ["a", "b", "c", "d"].into_iter().zip(&cast).map(|(slot, other)| (slot, other.name.clone())).collect();
            let mut fill = Fill { mind: self, world, other: other.as_ref(), extra: &plain };
            render(g, &mut |slot| fill.slot(slot), dice).map(|text| text.trim_end_matches('.').to_owned())
        });
        Some(Scene {
            storylet: storylet.id.clone(),
            lines,
            roles: cast,
            gist,
            topic: storylet.topic.clone(),
            effects: storylet.effects.clone(),
            once: storylet.once,
        })
    }

    /// A scene this character was in has been played to its end. Call it for everybody who was there; what changes in
    /// the town comes back from role `a` alone.
    pub fn scene_played(&mut self, scene: &Scene, me: BodyId, world: &dyn World) -> Vec<TownEffect> {
        let now = world.now();
        let leads = scene.roles.first().is_some_and(|o| o.body == me);
        self.mark_played(&scene.storylet, now);
        self.topic.clone_from(&scene.topic);
        for (speaker, text) in &scene.lines {
            if *speaker == me {
                self.habits.spoke(text);
            }
        }
        let others: Vec<&Other> = scene.roles.iter().filter(|o| o.body != me).collect();
        if let Some(gist) = &scene.gist {
            let event = Event {
                kind: EventKind::Story,
                who: others.iter().map(|o| o.person.clone()).collect(),
                place: place_in_words(&world.place(), &world.scene()),
                at: now,
                text: gist.clone(),
                topic: scene.topic.clone(),
                source: Source::Lived,
                count: 1,
            };
            self.memories.live(event, false);
        }
        let mut town = Vec::new();
        for effect in &scene.effects {
            match effect {
                Effect::Flag(flag) => town.push(TownEffect::SetFlag(flag.clone())),
                Effect::Unflag(flag) => town.push(TownEffect::ClearFlag(flag.clone())),
                Effect::Affinity(by) => {
                    for other in &others {
                        self.relation_mut(other).shift(i16::from(*by));
                    }
                }
                Effect::Mood(mood) if leads => self.feel(*mood, now),
                Effect::Mood(_) => {}
                Effect::Know(subject, relation, object) => {
                    self.memories.learn(Fact {
                        subject: if subject == "me" { Subject::Me } else { Subject::Thing(subject.clone()) },
                        relation: relation.clone(),
                        object: object.clone(),
                        from: now,
                        to: None,
                        source: Source::Lived,
                        say: None,
                    });
                }
                Effect::News => {
                    if let Some(gist) = &scene.gist {
                        let who = scene.roles.iter().map(|o| o.person.clone()).collect();
                        town.push(TownEffect::News(WorldEvent {
                            at: now,
                            scene: world.scene_key().clone(),
                            text: gist.clone(),
                            who,
                        }));
                    }
                }
            }
        }
        if scene.once {
            town.push(TownEffect::SetFlag(once_flag(&scene.storylet)));
        }
        if leads { town } else { Vec::new() }
    }
}

fn is_character(other: &Other, key: &str) -> bool {
    matches!(&other.person, Person::Character(k) if k.as_str() == key)
}
