//! What the player plays with: keys and a mouse, or fingers on glass.

use bevy::prelude::*;

/// What was used last; who plays by touch has no keys to be told of.
#[derive(Resource, Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Hands {
    /// A keyboard, a mouse or a gamepad.
    #[default]
    Keys,
    /// A touch screen.
    Touch,
}

/// Notices with what the player plays.
pub fn notice_hands(
    touches: Res<Touches>,
    keys: Res<ButtonInput<KeyCode>>,
    mouse: Res<ButtonInput<MouseButton>>,
    mut hands: ResMut<Hands>,
) {
    if touches.any_just_pressed() {
        hands.set_if_neq(Hands::Touch);
    } else if keys.get_just_pressed().len() > 0 || mouse.get_just_pressed().len() > 0 {
        hands.set_if_neq(Hands::Keys);
    }
}
