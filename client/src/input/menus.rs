//! Menus by gamepad: the pad moves between things and presses them, as the keyboard does.

use bevy::prelude::*;
use bevy_egui::PrimaryEguiContext;
use bevy_egui::egui::{Event, Key, Modifiers};
use bevy_egui::input::EguiInputEvent;

use crate::screens::Screen;
use crate::ui::Open;

/// What the buttons of a gamepad are in a menu.
const KEYS: [(GamepadButton, Key); 6] = [
    (GamepadButton::DPadUp, Key::ArrowUp),
    (GamepadButton::DPadDown, Key::ArrowDown),
    (GamepadButton::DPadLeft, Key::ArrowLeft),
    (GamepadButton::DPadRight, Key::ArrowRight),
    (GamepadButton::South, Key::Enter),
    (GamepadButton::East, Key::Escape),
];

/// Whether a gamepad moves in a menu and not in the town.
#[must_use]
pub fn in_menu(screen: &Screen, open: &Open) -> bool {
    *screen != Screen::Town || open.settings || open.table
}

/// Turns buttons into keys while a menu is open.
pub fn press_keys(
    gamepads: Query<&Gamepad>,
    context: Option<Single<Entity, With<PrimaryEguiContext>>>,
    screen: Res<State<Screen>>,
    open: Res<Open>,
    mut events: MessageWriter<EguiInputEvent>,
) {
    let Some(context) = context.filter(|_| in_menu(screen.get(), &open)) else { return };
    for gamepad in &gamepads {
        for (_, key) in KEYS.into_iter().filter(|(button, _)| gamepad.just_pressed(*button)) {
            let modifiers = Modifiers::NONE;
            for pressed in [true, false] {
                let event = Event::Key { key, physical_key: None, pressed, repeat: false, modifiers };
                events.write(EguiInputEvent { context: *context, event });
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_gamepad_moves_in_the_game_that_has_the_window() {
        let open = |settings, table| Open { settings, table, ..Open::default() };
        for (screen, open, expected) in [
            (Screen::Town, open(false, false), false),
            (Screen::Town, open(true, false), true),
            (Screen::Town, open(false, true), true),
            (Screen::Title, open(false, false), true),
        ] {
            assert_eq!(in_menu(&screen, &open), expected, "{screen:?} {open:?}");
        }
    }
}
