//! Where the game in a browser tab keeps its settings: one text in the page's own storage.

use bevy::prelude::Resource;
use web_sys::Storage;

use super::Settings;

/// The name of the settings among what the page keeps.
const NAME: &str = "parlor.settings";

/// The settings of this browser; where it keeps nothing for pages, nothing is kept.
#[derive(Resource, Debug, Clone)]
pub struct Store;

/// Why settings could not be written.
#[derive(Debug, thiserror::Error)]
pub enum SaveError {
    /// The settings could not be put into text.
    #[error("writing the settings as text: {0}")]
    Text(#[from] ron::Error),
    /// The browser kept them not.
    #[error("the browser has no room for settings")]
    NoRoom,
}

impl Store {
    /// This browser's store.
    #[must_use]
    pub const fn of_this_machine() -> Self {
        Self
    }

    /// The saved settings, or the defaults with a sentence for the player when they make no sense; broken ones are kept
    /// under a name of their own.
    #[must_use]
    pub fn load(&self) -> (Settings, Option<String>) {
        let Some(storage) = storage() else { return Default::default() };
        let Ok(Some(text)) = storage.get_item(NAME) else { return Default::default() };
        match ron::from_str::<Settings>(&text) {
            Ok(settings) => (settings.tidied(), None),
            Err(cause) => {
                tracing::warn!(%cause, "the settings are broken");
                if storage.set_item(&format!("{NAME}.broken"), &text).is_err() {
                    tracing::warn!("the broken settings could not be kept");
                }
                (Settings::default(), Some("Your settings were damaged, so these are the usual ones.".into()))
            }
        }
    }

    /// Writes the settings; they survive a reload.
    ///
    /// # Errors
    /// [`SaveError`] when the browser refuses; what it kept before is then untouched.
    pub fn save(&self, settings: &Settings) -> Result<(), SaveError> {
        let Some(storage) = storage() else { return Ok(()) };
        let text = ron::ser::to_string(settings)?;
        storage.set_item(NAME, &text).map_err(|_| SaveError::NoRoom)
    }
}

/// The page's storage; `None` where the browser denies it.
fn storage() -> Option<Storage> {
    web_sys::window()?.local_storage().ok()?
}
