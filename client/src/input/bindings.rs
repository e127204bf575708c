//! Which keys do what, and what happens when two things want the same key.

use std::collections::BTreeMap;

use bevy::prelude::*;
use serde::{Deserialize, Serialize};

use super::actions::Action;
use super::keys::KeyName;

/// Keys an action may have.
pub const SLOTS: usize = 2;

/// The keys of every action; no key does two things.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "Written", into = "Written")]
pub struct Bindings(BTreeMap<Action, [Option<KeyCode>; SLOTS]>);

/// Bindings as they stand in the settings file.
type Written = BTreeMap<Action, Vec<KeyName>>;

impl Default for Bindings {
    fn default() -> Self {
        use Action as A;
        use KeyCode as K;
        let pairs = [
            (A::MoveUp, [Some(K::KeyW), Some(K::ArrowUp)]),
            (A::MoveDown, [Some(K::KeyS), Some(K::ArrowDown)]),
            (A::MoveLeft, [Some(K::KeyA), Some(K::ArrowLeft)]),
            (A::MoveRight, [Some(K::KeyD), Some(K::ArrowRight)]),
            (A::Talk, [Some(K::KeyE), Some(K::Space)]),
            (A::Chat, [Some(K::Enter), Some(K::KeyT)]),
            (A::Leave, [Some(K::KeyQ), None]),
            (A::Near, [Some(K::KeyN), None]),
            (A::Transcript, [Some(K::KeyH), None]),
            (A::Games, [Some(K::KeyG), None]),
            (A::Settings, [Some(K::Escape), None]),
            (A::ZoomIn, [Some(K::Equal), Some(K::NumpadAdd)]),
            (A::ZoomOut, [Some(K::Minus), Some(K::NumpadSubtract)]),
            (A::Design, [Some(K::F4), None]),
            (A::Dev, [Some(K::F3), None]),
        ];
        Self(pairs.into())
    }
}

impl Bindings {
    /// The keys of an action.
    #[must_use]
    pub fn of(&self, action: Action) -> [Option<KeyCode>; SLOTS] {
        self.0.get(&action).copied().unwrap_or_default()
    }

    /// What a key does.
    #[must_use]
    pub fn action_of(&self, key: KeyCode) -> Option<Action> {
        self.0.iter().find(|(_, keys)| keys.contains(&Some(key))).map(|(action, _)| *action)
    }

    /// Gives a key to an action, taking it from whatever had it; returns what lost it.
    pub fn bind(&mut self, action: Action, slot: usize, key: KeyCode) -> Option<Action> {
        let loser = self.action_of(key);
        for keys in self.0.values_mut() {
            for held in keys.iter_mut().filter(|held| **held == Some(key)) {
                *held = None;
            }
        }
        let keys = self.0.entry(action).or_default();
        if let Some(place) = keys.get_mut(slot) {
            *place = Some(key);
        }
        loser.filter(|loser| *loser != action)
    }

    /// Actions that no key does.
    #[must_use]
    pub fn unbound(&self) -> Vec<Action> {
        Action::ALL.into_iter().filter(|action| self.of(*action).iter().all(Option::is_none)).collect()
    }

    /// The first key of an action as it is printed on keyboards, or a dash.
    #[must_use]
    pub fn hint(&self, action: Action) -> String {
        self.of(action).into_iter().flatten().next().map_or_else(|| "–".into(), |key| KeyName(key).label())
    }
}

impl From<Written> for Bindings {
    /// Takes what makes sense; actions that the file leaves out keep their usual keys if those are free.
    fn from(written: Written) -> Self {
        let mut bindings = Self(BTreeMap::new());
        for (action, keys) in &written {
            bindings.0.insert(*action, [None; SLOTS]);
            for (slot, key) in keys.iter().take(SLOTS).enumerate() {
                if bindings.action_of(key.0).is_none() {
                    bindings.bind(*action, slot, key.0);
                }
            }
        }
        for (action, keys) in Self::default().0 {
            if !written.contains_key(&action) {
                bindings.0.insert(action, keys.map(|key| key.filter(|key| bindings.action_of(*key).is_none())));
            }
        }
        bindings
    }
}

impl From<Bindings> for Written {
    fn from(bindings: Bindings) -> Self {
        bindings
            .0
            .into_iter()
            .map(|(action, keys)| (action, keys.into_iter().flatten().map(KeyName).collect()))
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_usual_keys_never_clash_and_leave_nothing_out() {
        let usual = Bindings::default();
        assert!(usual.unbound().is_empty());
        let mut all: Vec<KeyCode> = Action::ALL.into_iter().flat_map(|a| usual.of(a)).flatten().collect();
        let count = all.len();
        all.sort_by_key(|key| format!("{key:?}"));
        all.dedup();
        assert_eq!(all.len(), count);
    }

    #[test]
    fn taking_a_key_names_who_lost_it() {
        let mut keys = Bindings::default();
        assert_eq!(keys.bind(Action::Leave, 0, KeyCode::KeyE), Some(Action::Talk));
        assert_eq!(keys.action_of(KeyCode::KeyE), Some(Action::Leave));
        assert_eq!(keys.of(Action::Talk), [None, Some(KeyCode::Space)]);
        assert_eq!(keys.bind(Action::Leave, 0, KeyCode::Space), Some(Action::Talk));
        assert_eq!(keys.unbound(), [Action::Talk]);
    }

    #[test]
    fn binding_the_key_one_already_has_is_no_conflict() {
        let mut keys = Bindings::default();
        assert_eq!(keys.bind(Action::Talk, 1, KeyCode::KeyE), None);
        assert_eq!(keys.of(Action::Talk), [None, Some(KeyCode::KeyE)]);
    }

    #[test]
    fn a_file_written_by_hand_may_not_make_a_key_do_two_things() {
        let written: Written =
            [(Action::Talk, vec![KeyName(KeyCode::KeyW)]), (Action::Chat, vec![KeyName(KeyCode::KeyW)])].into();
        let keys = Bindings::from(written);
        assert_eq!(keys.action_of(KeyCode::KeyW), Some(Action::Talk));
        assert_eq!(keys.of(Action::MoveUp), [None, Some(KeyCode::ArrowUp)]);
    }
}
