//! News: what conversations change in the town, what everybody may hear of, and what a restart must not forget.

use std::collections::BTreeMap;

use bevy::prelude::*;
use minds::{Person, TownEffect, WorldEvent};
use shared::ids::{Key, PlayerId};

use crate::sim::TickSystems;
use crate::sim::admission::TownGate;
use crate::sim::calendar::Calendar;
use crate::sim::keeping::{Journal, NEWS};
use crate::sim::scenes::Scenes;
use crate::storage::Write;

/// Events of the town that are kept as news.
const NEWS_KEPT: usize = 32;

/// Most events that somebody is told on arrival.
const TOLD_ON_ARRIVAL: usize = 3;

/// A line or a scene changed something in the town.
#[derive(Message, Debug, Clone)]
pub struct Happened(pub TownEffect);

/// True recent events of the town, the latest last.
#[derive(Resource, Debug, Default)]
pub struct TownNews(Vec<WorldEvent>);

impl TownNews {
    /// These events, given in the order of their time; of too many the latest.
    #[must_use]
    pub fn of(events: impl IntoIterator<Item = WorldEvent>) -> Self {
        let mut news = Self::default();
        for event in events {
            news.add(&event);
        }
        news
    }

    /// All of them, the latest last.
    #[must_use]
    pub fn all(&self) -> &[WorldEvent] {
        &self.0
    }

    /// What to tell a player on arrival, as sentences: at most three, the latest first, and nothing about other players.
    #[must_use]
    pub fn for_player(&self, player: PlayerId) -> Vec<String> {
        let theirs =
            |event: &&WorldEvent| event.who.iter().all(|who| !who.is_player() || *who == Person::Player(player));
        self.0.iter().rev().filter(theirs).take(TOLD_ON_ARRIVAL).map(|event| sentence(&event.text)).collect()
    }

    /// Adds an event, unless it is known; the oldest one makes room for it.
    fn add(&mut self, event: &WorldEvent) {
        if self.0.iter().any(|known| known.text == event.text) {
            return;
        }
        if self.0.len() == NEWS_KEPT {
            self.0.remove(0);
        }
        self.0.push(event.clone());
    }
}

pub(super) fn plugin(app: &mut App) {
    app.init_resource::<TownNews>()
        .add_message::<Happened>()
        .add_systems(Update, (apply_effects, save_news).chain().in_set(TickSystems::Keep));
}

fn apply_effects(
    mut happened: MessageReader<Happened>,
    gate: Res<TownGate>,
    calendar: Res<Calendar>,
    mut news: ResMut<TownNews>,
) {
    for Happened(effect) in happened.read() {
        gate.roster.flags().apply(effect, calendar.time);
        if let TownEffect::News(event) = effect {
            news.add(event);
        }
    }
}

/// Every scene of this shard keeps the news of what happened in it.
fn save_news(
    news: Res<TownNews>,
    scenes: Res<Scenes>,
    mut saved: Local<BTreeMap<Key, String>>,
    mut journal: ResMut<Journal>,
) {
    if !news.is_changed() {
        return;
    }
    for (_, scene) in scenes.here() {
        let here: Vec<&WorldEvent> = news.0.iter().filter(|event| event.scene == *scene).collect();
        let Ok(value) = serde_json::to_string(&here) else { continue };
        if saved.get(scene) != Some(&value) && (!here.is_empty() || saved.contains_key(scene)) {
            saved.insert(scene.clone(), value.clone());
            journal.write(Write::SceneState { scene: scene.clone(), key: NEWS.to_owned(), value });
        }
    }
}

/// An event as a sentence: a capital in front, a full stop behind.
fn sentence(text: &str) -> String {
    let mut letters = text.chars();
    let first = letters.next().map(|letter| letter.to_uppercase().collect::<String>()).unwrap_or_default();
    format!("{first}{}.", letters.as_str())
}

#[cfg(test)]
mod tests {
    use shared::clock::TownTime;

    use super::*;

    fn event(at: u32, who: Vec<Person>) -> WorldEvent {
        let scene = Key::parse("plaza").expect("a name");
        WorldEvent { at: TownTime(at), scene, text: format!("event {at}"), who }
    }

    #[test]
    fn arrivals_hear_the_latest_and_nothing_about_other_players() {
        let (me, other) = (PlayerId(1), PlayerId(2));
        let mira = Person::Character(Key::parse("mira").expect("a name"));
        let news = TownNews::of([
            event(1, vec![]),
            event(2, vec![mira.clone()]),
            event(3, vec![mira, Person::Player(other)]),
            event(4, vec![Person::Player(me)]),
            event(5, vec![Person::Player(other)]),
        ]);
        assert_eq!(news.for_player(me), ["Event 4.", "Event 2.", "Event 1."]);
        assert_eq!(news.for_player(other), ["Event 5.", "Event 3.", "Event 2."]);
        assert_eq!(TownNews::of((0..40).map(|at| event(at, vec![]))).all().len(), NEWS_KEPT);
    }
}
