//! From keyboard and gamepad to what the player does in this frame.

use std::collections::BTreeSet;

use bevy::prelude::*;
use bevy_egui::input::EguiWantsInput;

use super::actions::{Action, Actions};
use super::keys::KeyName;
use super::{ALWAYS, AT_TABLES};
use crate::screens::Screen;
use crate::settings::Settings;
use crate::ui::Open;
use crate::ui::chat::ChatDraft;

/// How far a stick must lean before it counts.
const LEAN: f32 = 0.45;

/// The action and slot for which the next key is wanted, while keys are being changed.
#[derive(Resource, Debug, Default)]
pub struct Listening {
    /// What the key is for.
    pub wanted: Option<(Action, usize)>,
    /// A key that arrived for it.
    pub heard: Option<KeyCode>,
}

/// Reads every device.
pub fn read_devices(
    keyboard: Res<ButtonInput<KeyCode>>,
    gamepads: Query<&Gamepad>,
    settings: Res<Settings>,
    screen: Res<State<Screen>>,
    open: Res<Open>,
    wants: Option<Res<EguiWantsInput>>,
    draft: Option<Res<ChatDraft>>,
    mut listening: ResMut<Listening>,
    mut actions: ResMut<Actions>,
) {
    if listening.wanted.is_some() {
        listening.heard = keyboard.get_just_pressed().copied().find(|key| KeyName::of(*key).is_some());
        actions.hold(BTreeSet::new());
        return;
    }
    let opening = draft.is_some_and(|draft| draft.is_opening());
    let writing = opening || wants.is_some_and(|wants| wants.wants_keyboard_input());
    let mut held: BTreeSet<Action> = Action::ALL
        .into_iter()
        .filter(|action| !writing || ALWAYS.contains(action))
        .filter(|action| !open.table || AT_TABLES.contains(action))
        .filter(|action| settings.keys.of(*action).into_iter().flatten().any(|key| is_key_down(&keyboard, key)))
        .collect();
    if opens_line(&held, &actions) {
        held.retain(|action| *action == Action::Chat);
    }
    let in_menu = super::menus::in_menu(screen.get(), &open);
    for gamepad in &gamepads {
        held.extend(of_gamepad(gamepad).filter(|action| !in_menu || matches!(action, Action::Settings | Action::Dev)));
    }
    actions.hold(held);
}

/// Whether the key for the chat line came down in this frame; what else did was meant for the line.
fn opens_line(held: &BTreeSet<Action>, before: &Actions) -> bool {
    held.contains(&Action::Chat) && !before.held(Action::Chat)
}

/// Whether a key is held, or was tapped so fast that it came up again within the frame.
fn is_down<T: Copy + Eq + std::hash::Hash + Send + Sync + 'static>(keys: &ButtonInput<T>, key: T) -> bool {
    keys.pressed(key) || keys.just_pressed(key)
}

/// The same for a key of the keyboard; both Enter keys are one to a player.
fn is_key_down(keyboard: &ButtonInput<KeyCode>, key: KeyCode) -> bool {
    is_down(keyboard, key) || (key == KeyCode::Enter && is_down(keyboard, KeyCode::NumpadEnter))
}

fn of_gamepad(gamepad: &Gamepad) -> impl Iterator<Item = Action> + '_ {
    use GamepadButton as B;
    const BUTTONS: [(B, Action); 12] = [
        (B::DPadUp, Action::MoveUp),
        (B::DPadDown, Action::MoveDown),
        (B::DPadLeft, Action::MoveLeft),
        (B::DPadRight, Action::MoveRight),
        (B::South, Action::Talk),
        (B::East, Action::Leave),
        (B::West, Action::Near),
        (B::North, Action::Transcript),
        (B::Start, Action::Settings),
        (B::Select, Action::Dev),
        (B::RightTrigger, Action::ZoomIn),
        (B::LeftTrigger, Action::ZoomOut),
    ];
    let stick = gamepad.left_stick();
    let leans = [
        (stick.y > LEAN, Action::MoveUp),
        (stick.y < -LEAN, Action::MoveDown),
        (stick.x < -LEAN, Action::MoveLeft),
        (stick.x > LEAN, Action::MoveRight),
    ];
    let pressed =
        BUTTONS.into_iter().filter(|(button, _)| is_down(gamepad.digital(), *button)).map(|(_, action)| action);
    pressed.chain(leans.into_iter().filter(|(leans, _)| *leans).map(|(_, action)| action))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_line_opens_once_for_a_key() {
        let mut actions = Actions::default();
        let held: BTreeSet<Action> = [Action::Chat, Action::Talk].into();
        assert!(opens_line(&held, &actions));
        actions.hold(held.clone());
        assert!(!opens_line(&held, &actions));
        assert!(!opens_line(&[Action::Talk].into(), &actions));
    }

    #[test]
    fn a_tap_within_one_frame_counts() {
        let mut keys = ButtonInput::default();
        keys.press(KeyCode::Enter);
        keys.release(KeyCode::Enter);
        assert!(!keys.pressed(KeyCode::Enter) && is_key_down(&keys, KeyCode::Enter));
        keys.clear();
        assert!(!is_down(&keys, KeyCode::Enter));
    }
}
