//! Names of keys: stable in files, friendly on screen.

use bevy::prelude::KeyCode;
use serde::{Deserialize, Serialize};

/// A key that can be bound, written by its name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct KeyName(pub KeyCode);

macro_rules! keys {
    ($($key:ident $label:literal,)*) => {
        /// Every key that can be bound, with its name in files and on screen.
        const KEYS: &[(KeyCode, &str, &str)] = &[$((KeyCode::$key, stringify!($key), $label),)*];
    };
}

keys! {
    KeyA "A", KeyB "B", KeyC "C", KeyD "D", KeyE "E", KeyF "F", KeyG "G", KeyH "H", KeyI "I", KeyJ "J",
    KeyK "K", KeyL "L", KeyM "M", KeyN "N", KeyO "O", KeyP "P", KeyQ "Q", KeyR "R", KeyS "S", KeyT "T",
    KeyU "U", KeyV "V", KeyW "W", KeyX "X", KeyY "Y", KeyZ "Z",
    Digit0 "0", Digit1 "1", Digit2 "2", Digit3 "3", Digit4 "4", Digit5 "5", Digit6 "6", Digit7 "7", Digit8 "8",
    Digit9 "9", Minus "-", Equal "+", Comma ",", Period ".", Slash "/", Semicolon ";", Quote "'",
    BracketLeft "[", BracketRight "]", Backslash "\\", Backquote "`",
    Space "Space", Enter "Enter", Escape "Esc", Backspace "Backspace", Tab "Tab", Delete "Delete", Insert "Insert",
    Home "Home", End "End", PageUp "Page up", PageDown "Page down",
    ArrowUp "Up", ArrowDown "Down", ArrowLeft "Left", ArrowRight "Right",
    ShiftLeft "Left shift", ShiftRight "Right shift", ControlLeft "Left ctrl", ControlRight "Right ctrl",
    Numpad0 "Pad 0", Numpad1 "Pad 1", Numpad2 "Pad 2", Numpad3 "Pad 3", Numpad4 "Pad 4", Numpad5 "Pad 5",
    Numpad6 "Pad 6", Numpad7 "Pad 7", Numpad8 "Pad 8", Numpad9 "Pad 9", NumpadAdd "Pad +", NumpadSubtract "Pad -",
    NumpadEnter "Pad enter",
    F1 "F1", F2 "F2", F3 "F3", F4 "F4", F5 "F5", F6 "F6", F7 "F7", F8 "F8", F9 "F9", F10 "F10", F11 "F11", F12 "F12",
}

/// A key that has no name here.
#[derive(Debug, thiserror::Error)]
#[error("{0:?} is not a key that can be bound")]
pub struct UnknownKey(String);

impl KeyName {
    /// The key under a name from a file; `None` for keys that can't be bound.
    #[must_use]
    pub fn of(key: KeyCode) -> Option<Self> {
        KEYS.iter().any(|(known, ..)| *known == key).then_some(Self(key))
    }

    /// What stands on the key.
    #[must_use]
    pub fn label(self) -> String {
        KEYS.iter().find(|(known, ..)| *known == self.0).map_or("?", |(.., label)| label).to_owned()
    }
}

impl TryFrom<String> for KeyName {
    type Error = UnknownKey;
    fn try_from(name: String) -> Result<Self, UnknownKey> {
        KEYS.iter().find(|(_, known, _)| *known == name).map(|(key, ..)| Self(*key)).ok_or(UnknownKey(name))
    }
}

impl From<KeyName> for String {
    fn from(name: KeyName) -> Self {
        KEYS.iter().find(|(known, ..)| *known == name.0).map_or("Unknown", |(_, name, _)| name).to_owned()
    }
}
