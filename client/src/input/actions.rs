//! What a player can do, whatever key, button or stick does it.

use std::collections::BTreeSet;

use bevy::prelude::*;
use serde::{Deserialize, Serialize};
use shared::world::movement::Heading;

/// One thing a key can be bound to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Action {
    /// Walk up.
    MoveUp,
    /// Walk down.
    MoveDown,
    /// Walk left.
    MoveLeft,
    /// Walk right.
    MoveRight,
    /// Talk with whoever is in front.
    Talk,
    /// Open the chat line.
    Chat,
    /// Leave the conversation.
    Leave,
    /// Show who is near.
    Near,
    /// Show what was said.
    Transcript,
    /// Go to the games, or back from them.
    Games,
    /// Open the settings.
    Settings,
    /// Design the town.
    Design,
    /// Show how the game is doing.
    Dev,
    /// Look closer.
    ZoomIn,
    /// Look from farther away.
    ZoomOut,
}

impl Action {
    /// All actions in the order the settings list them.
    pub const ALL: [Self; 15] = [
        Self::MoveUp,
        Self::MoveDown,
        Self::MoveLeft,
        Self::MoveRight,
        Self::Talk,
        Self::Chat,
        Self::Leave,
        Self::Near,
        Self::Transcript,
        Self::Games,
        Self::Settings,
        Self::ZoomIn,
        Self::ZoomOut,
        Self::Design,
        Self::Dev,
    ];

    /// What it is called.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::MoveUp => "Walk up",
            Self::MoveDown => "Walk down",
            Self::MoveLeft => "Walk left",
            Self::MoveRight => "Walk right",
            Self::Talk => "Talk",
            Self::Chat => "Say something",
            Self::Leave => "Leave the talk",
            Self::Near => "What is near",
            Self::Transcript => "What was said",
            Self::Games => "Games",
            Self::Settings => "Settings",
            Self::Design => "Design the town",
            Self::Dev => "How the game runs",
            Self::ZoomIn => "Closer",
            Self::ZoomOut => "Farther",
        }
    }
}

/// What the player is doing in this frame; empty while they write or the interface has the keys.
#[derive(Resource, Debug, Default, Clone)]
pub struct Actions {
    held: BTreeSet<Action>,
    pressed: BTreeSet<Action>,
    /// Pressed by buttons on the screen, which come when much of the frame is over.
    late: BTreeSet<Action>,
}

impl Actions {
    /// Whether it is held down.
    #[must_use]
    pub fn held(&self, action: Action) -> bool {
        self.held.contains(&action)
    }

    /// Whether it was pressed in this frame.
    #[must_use]
    pub fn pressed(&self, action: Action) -> bool {
        self.pressed.contains(&action)
    }

    /// Takes a press, so that nobody after this answers it again.
    pub fn take(&mut self, action: Action) -> bool {
        let was_late = self.late.remove(&action);
        self.pressed.remove(&action) || was_late
    }

    /// The direction the player wants to walk in; opposite keys cancel each other.
    #[must_use]
    pub fn heading(&self) -> Heading {
        let axis = |less, more| i8::from(self.held(more)) - i8::from(self.held(less));
        Heading { x: axis(Action::MoveLeft, Action::MoveRight), y: axis(Action::MoveUp, Action::MoveDown) }
    }

    /// Replaces what is held; what was not held before counts as pressed.
    pub fn hold(&mut self, held: BTreeSet<Action>) {
        self.pressed = held.difference(&self.held).copied().collect();
        self.pressed.append(&mut self.late);
        self.held = held;
    }

    /// Presses an action as a button on the screen does: for what is left of this frame and, unless somebody takes it,
    /// for the next one.
    pub fn press(&mut self, action: Action) {
        self.pressed.insert(action);
        self.late.insert(action);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn holding(actions: &[Action]) -> Actions {
        let mut state = Actions::default();
        state.hold(actions.iter().copied().collect());
        state
    }

    #[test]
    fn opposite_keys_cancel_and_others_add_up() {
        assert_eq!(holding(&[Action::MoveLeft, Action::MoveRight, Action::MoveUp]).heading(), Heading { x: 0, y: -1 });
        assert_eq!(holding(&[Action::MoveRight, Action::MoveDown]).heading(), Heading { x: 1, y: 1 });
    }

    #[test]
    fn a_press_is_new_once_and_can_be_taken() {
        let mut state = holding(&[Action::Talk]);
        assert!(state.take(Action::Talk));
        assert!(!state.take(Action::Talk));
        state.hold([Action::Talk].into());
        assert!(!state.pressed(Action::Talk) && state.held(Action::Talk));
    }

    #[test]
    fn a_button_is_answered_late_in_a_frame_or_early_in_the_next() {
        let mut state = holding(&[]);
        for (frames, answered) in [(0, true), (1, true), (2, false)] {
            state.press(Action::Design);
            (0..frames).for_each(|_| state.hold(BTreeSet::new()));
            assert_eq!(state.take(Action::Design), answered, "after {frames} frames");
            state.hold(BTreeSet::new());
            assert!(!state.take(Action::Design), "only once");
        }
    }
}
