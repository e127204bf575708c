//! What happened while nobody was there: a few true events between two moments, lived by those who were in them.

use std::collections::BTreeMap;

use shared::clock::TownTime;
use shared::ids::{BodyId, Key};

use super::Mind;
use super::speech::TalkContext;
use crate::people::Other;
use crate::talk::TurnWhy;
use crate::town::{Flags, Gazetteer, TownEffect, Whereabouts, World, WorldEvent};
use crate::words::grammar;
use shared::dice::Dice;

/// Absences shorter than this many minutes of the town leave no events.
const SHORTEST: u32 = 60;

/// The town at a moment nobody saw.
struct Past<'a> {
    now: TownTime,
    scene: Key,
    place: String,
    flags: &'a Flags,
    names: &'a Gazetteer,
}

impl World for Past<'_> {
    fn now(&self) -> TownTime {
        self.now
    }
    fn scene_key(&self) -> &Key {
        &self.scene
    }
    fn scene(&self) -> String {
        self.names.scene_called(&self.scene)
    }
    fn place(&self) -> String {
        self.place.clone()
    }
    fn where_is(&self, _: &str) -> Option<Whereabouts> {
        None
    }
    fn people_here(&self) -> Vec<String> {
        Vec::new()
    }
    fn news(&self) -> Vec<WorldEvent> {
        Vec::new()
    }
    fn flag(&self, name: &str) -> Option<TownTime> {
        self.flags.get(name)
    }
    fn begun(&self, _: &str) -> Option<TownTime> {
        None
    }
}

/// Lives through the time from `from` to `to`: three to five events, in order of time, which those who took part
/// remember and which are news. Storylets play where the schedules bring two together; their flags are set.
pub fn catch_up(
    minds: &mut BTreeMap<Key, Mind>,
    names: &Gazetteer,
    from: TownTime,
    to: TownTime,
    flags: &mut Flags,
    dice: &mut Dice,
) -> Vec<WorldEvent> {
    let gap = to.since(from);
    if gap < SHORTEST || minds.is_empty() {
        return Vec::new();
    }
    let wanted = 3 + dice.below(3);
    let mut events: Vec<WorldEvent> = Vec::new();
    // Long absences: what happened at the end is what is still talked about.
    let span = gap.min(3 * 1440);
    let start = to.0 - span;
    for part in 0..wanted {
        let begin = start + span * part / wanted;
        for _ in 0..4 {
            let now = TownTime(begin + dice.below(span / wanted));
            let event = talk_of_two(minds, names, now, flags, dice).or_else(|| day_of_one(minds, names, now, dice));
            if let Some(event) = event.filter(|e| events.iter().all(|known| known.text != e.text)) {
                events.push(event);
                break;
            }
        }
    }
    events.sort_by_key(|a| a.at);
    events
}

/// A storylet between two whom their schedules bring into the same scene.
fn talk_of_two(
    minds: &mut BTreeMap<Key, Mind>,
    names: &Gazetteer,
    now: TownTime,
    flags: &mut Flags,
    dice: &mut Dice,
) -> Option<WorldEvent> {
    let awake = (6..23).contains(&now.hour_minute().0);
    let at: Vec<(Key, String)> = minds
        .values()
        .filter_map(|m| m.doing(now).map(|d| (m.key.clone(), d.scene.clone())))
        .filter(|_| awake)
        .collect();
    let pairs: Vec<(&Key, &Key, &String)> = at
        .iter()
        .flat_map(|(a, scene)| {
            at.iter().filter(move |(b, other)| a != b && scene == other).map(move |(b, _)| (a, b, scene))
        })
        .collect();
    let (a, b, scene) = *dice.pick(&pairs)?;
    let (a, b) = (a.clone(), b.clone());
    let scene = Key::parse(scene).ok()?;
    let (body_a, body_b) = (BodyId(u32::MAX - 1), BodyId(u32::MAX));
    let other = |key: &Key, body: BodyId, minds: &BTreeMap<Key, Mind>| {
        minds.get(key).map(|m| Other { body, person: m.person(), name: m.name.clone() })
    };
    let others = [other(&b, body_b, minds)?];
    let place = names.scene_called(&scene);
    let past = Past { now, scene, place, flags, names };
    let talk = TalkContext { me: body_a, others: &others, why: TurnWhy::Opening, last: None, lines: 0 };
    let played = minds.get_mut(&a)?.plan_scene(&talk, &past, dice)?;
    let text = played.gist.clone()?;
    let effects = minds.get_mut(&a)?.scene_played(&played, body_a, &past);
    if let Some(mind) = minds.get_mut(&b) {
        mind.scene_played(&played, body_b, &past);
    }
    let event = WorldEvent {
        at: now,
        scene: past.scene.clone(),
        text,
        who: played.roles.iter().map(|o| o.person.clone()).collect(),
    };
    for effect in &effects {
        flags.apply(effect, now);
    }
    debug_assert!(effects.iter().all(|e| !matches!(e, TownEffect::News(n) if n.text != event.text)));
    Some(event)
}

/// What one of them did, by their schedule: "Pip spent the morning oiling the old clock".
fn day_of_one(
    minds: &mut BTreeMap<Key, Mind>,
    names: &Gazetteer,
    now: TownTime,
    dice: &mut Dice,
) -> Option<WorldEvent> {
    let keys: Vec<Key> = minds.keys().cloned().collect();
    let mind = minds.get_mut(dice.pick(&keys)?)?;
    let entry = mind.doing(now)?.clone();
    let scene = Key::parse(&entry.scene).ok()?;
    let text =
        format!("{} spent the {} {} in {}", mind.name, grammar::daytime(now), entry.doing, names.scene_called(&scene));
    // In the first person: "oiling my clock" is his own clock to others.
    if entry.doing.split(' ').any(|w| ["my", "me", "I", "myself"].contains(&w)) {
        return None;
    }
    let event = WorldEvent { at: now, scene, text, who: vec![mind.person()] };
    mind.witness(&event);
    Some(event)
}
