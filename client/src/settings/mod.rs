//! What a player chose: volumes, text size, motion, keys, and who they were last time.

#[cfg(not(target_arch = "wasm32"))]
pub mod store;
#[cfg(target_arch = "wasm32")]
#[path = "browser_store.rs"]
pub mod store;

use std::collections::BTreeMap;

use bevy::prelude::*;
use serde::{Deserialize, Serialize};
use shared::content::looks::Looks;

use crate::input::bindings::Bindings;

pub use store::Store;

/// Loads the settings when the app is built and saves them a moment after they last changed.
pub fn plugin(app: &mut App) {
    let store = Store::of_this_machine();
    let (settings, trouble) = store.load();
    app.insert_resource(settings)
        .insert_resource(store)
        .insert_resource(Trouble(trouble))
        .add_systems(Last, save_when_changed);
}

/// Everything a player can set; every field has a default, so files of older versions still load.
#[derive(Resource, Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Settings {
    /// Volumes by group.
    pub volume: Volumes,
    /// How large words are.
    pub text_scale: TextScale,
    /// Whether things appear at once instead of moving in.
    pub reduced_motion: bool,
    /// Screen pixels for one art pixel of the world, 1..=8; 0 picks what fits the window.
    pub zoom: u8,
    /// Which keys do what.
    pub keys: Bindings,
    /// The name used last.
    pub name: String,
    /// The looks used last; `None` until the first visit.
    pub looks: Option<Looks>,
    /// The server used last, as `host:port`; empty for the one that comes with the game.
    pub server: String,
    /// Guest tokens by server, so that a player stays the same guest.
    pub tokens: BTreeMap<String, String>,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            volume: Volumes::default(),
            text_scale: TextScale::Normal,
            reduced_motion: false,
            zoom: 0,
            keys: Bindings::default(),
            name: String::new(),
            looks: None,
            server: String::new(),
            tokens: BTreeMap::new(),
        }
    }
}

impl Settings {
    /// The same settings with every number brought into its range.
    #[must_use]
    pub fn tidied(mut self) -> Self {
        let volume = &mut self.volume;
        for level in [&mut volume.master, &mut volume.effects, &mut volume.ambience, &mut volume.music] {
            *level = (*level).min(100);
        }
        self.zoom = self.zoom.min(8);
        self.name = self.name.chars().take(shared::text::MAX_NAME).collect();
        self
    }
}

/// Loudness of each group of sounds, each 0..=100.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Volumes {
    /// Scales all the others.
    pub master: u8,
    /// Steps, doors, blips, clicks.
    pub effects: u8,
    /// Fountain, birds, crickets.
    pub ambience: u8,
    /// Melodies.
    pub music: u8,
}

impl Default for Volumes {
    fn default() -> Self {
        Self { master: 70, effects: 80, ambience: 70, music: 45 }
    }
}

/// How large words are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub enum TextScale {
    /// As drawn.
    #[default]
    Normal,
    /// Half as large again.
    Large,
    /// Twice as large.
    Huge,
}

impl TextScale {
    /// All sizes, smallest first.
    pub const ALL: [Self; 3] = [Self::Normal, Self::Large, Self::Huge];

    /// What it is called.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Normal => "Normal",
            Self::Large => "Large",
            Self::Huge => "Very large",
        }
    }

    /// Screen pixels for one art pixel of the interface, given how many a normal one has.
    #[must_use]
    pub const fn apply(self, unit: u32) -> u32 {
        match self {
            Self::Normal => unit,
            Self::Large => (unit * 3).div_ceil(2),
            Self::Huge => unit * 2,
        }
    }
}

/// Something to tell the player about their settings, in words; taken by whoever shows it.
#[derive(Resource, Debug, Default)]
pub struct Trouble(pub Option<String>);

/// How long settings must rest before they are written, in seconds.
const REST_S: f32 = 0.8;

fn save_when_changed(
    settings: Res<Settings>,
    store: Res<Store>,
    mut trouble: ResMut<Trouble>,
    time: Res<Time<Real>>,
    mut wait: Local<Option<f32>>,
    mut exits: MessageReader<AppExit>,
) {
    if settings.is_changed() && !settings.is_added() {
        *wait = Some(REST_S);
    }
    let Some(left) = &mut *wait else { return };
    *left -= time.delta_secs();
    if *left > 0.0 && exits.read().count() == 0 {
        return;
    }
    *wait = None;
    if let Err(cause) = store.save(&settings) {
        warn!(%cause, "settings could not be saved");
        trouble.0 = Some("Your settings could not be saved.".into());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_sizes_stay_whole_multiples() {
        let sizes = |unit| TextScale::ALL.map(|scale| scale.apply(unit));
        assert_eq!(sizes(1), [1, 2, 2]);
        assert_eq!(sizes(2), [2, 3, 4]);
        assert_eq!(sizes(3), [3, 5, 6]);
    }

    #[test]
    fn numbers_out_of_range_are_brought_back() {
        let wild = Settings { zoom: 99, volume: Volumes { master: 255, ..Volumes::default() }, ..Settings::default() };
        let tame = wild.tidied();
        assert_eq!((tame.zoom, tame.volume.master), (8, 100));
    }
}
