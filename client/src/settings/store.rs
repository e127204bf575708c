//! Where a native client keeps its settings: one RON file in the player's own configuration folder.

use std::path::{Path, PathBuf};

use bevy::prelude::Resource;

use super::Settings;

/// The settings file of this player; without a folder to keep it in, nothing is kept.
#[derive(Resource, Debug, Clone)]
pub struct Store {
    file: Option<PathBuf>,
}

/// Why settings could not be written.
#[derive(Debug, thiserror::Error)]
pub enum SaveError {
    /// The settings could not be put into text.
    #[error("writing the settings as text: {0}")]
    Text(#[from] ron::Error),
    /// The file could not be written.
    #[error("writing the settings file: {0}")]
    File(#[from] std::io::Error),
}

impl Store {
    /// The file named by `PARLOR_CONFIG`, or `parlor/settings.ron` in the platform's configuration folder.
    #[must_use]
    pub fn of_this_machine() -> Self {
        Self { file: settings_file(|name| std::env::var_os(name).filter(|value| !value.is_empty()).map(PathBuf::from)) }
    }

    /// A store in this file.
    #[must_use]
    pub const fn at(file: PathBuf) -> Self {
        Self { file: Some(file) }
    }

    /// The saved settings, or the defaults with a sentence for the player when the file makes no sense.
    ///
    /// A broken file is kept beside the new one as `….broken`, so that nothing a player wrote by hand is lost.
    #[must_use]
    pub fn load(&self) -> (Settings, Option<String>) {
        let Some(file) = &self.file else { return Default::default() };
        let text = match std::fs::read_to_string(file) {
            Ok(text) => text,
            Err(cause) if cause.kind() == std::io::ErrorKind::NotFound => return Default::default(),
            Err(cause) => {
                tracing::warn!(%cause, "settings could not be read");
                return (
                    Settings::default(),
                    Some("Your settings could not be read, so these are the usual ones.".into()),
                );
            }
        };
        match ron::from_str::<Settings>(&text) {
            Ok(settings) => (settings.tidied(), None),
            Err(cause) => {
                tracing::warn!(%cause, "the settings file is broken");
                if let Err(cause) = std::fs::rename(file, beside(file, "broken")) {
                    tracing::warn!(%cause, "the broken settings file could not be kept");
                }
                (Settings::default(), Some("Your settings file was damaged, so these are the usual ones.".into()))
            }
        }
    }

    /// Writes the settings whole or not at all: first beside the file, then in its place.
    ///
    /// # Errors
    /// [`SaveError`] when the folder or the file can't be written; the old file is then untouched.
    pub fn save(&self, settings: &Settings) -> Result<(), SaveError> {
        let Some(file) = &self.file else { return Ok(()) };
        if let Some(folder) = file.parent() {
            std::fs::create_dir_all(folder)?;
        }
        let text = ron::ser::to_string_pretty(settings, ron::ser::PrettyConfig::default())?;
        let fresh = beside(file, "new");
        write_privately(&fresh, &text)?;
        std::fs::rename(&fresh, file)?;
        Ok(())
    }
}

/// Guest tokens are in the file, so only its owner may read it.
fn write_privately(file: &Path, text: &str) -> std::io::Result<()> {
    use std::io::Write as _;
    let mut options = std::fs::OpenOptions::new();
    options.write(true).create(true).truncate(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut open = options.open(file)?;
    open.write_all(text.as_bytes())?;
    open.sync_all()
}

fn beside(file: &Path, ending: &str) -> PathBuf {
    let mut name = file.file_name().unwrap_or_default().to_owned();
    name.push(".");
    name.push(ending);
    file.with_file_name(name)
}

/// Where the settings are, given how environment variables read.
fn settings_file(variable: impl Fn(&str) -> Option<PathBuf>) -> Option<PathBuf> {
    if let Some(file) = variable("PARLOR_CONFIG") {
        return Some(file);
    }
    let folder = variable("XDG_CONFIG_HOME")
        .or_else(|| variable("APPDATA"))
        .or_else(|| variable("HOME").map(|home| home.join(".config")))?;
    Some(folder.join("parlor").join("settings.ron"))
}

#[cfg(test)]
mod tests {
    use bevy::prelude::KeyCode;

    use super::*;
    use crate::input::actions::Action;
    use crate::settings::TextScale;

    /// A file of its own for each test, gone afterwards.
    struct Scratch(PathBuf);

    impl Scratch {
        fn new(name: &str) -> Self {
            let folder = std::env::temp_dir().join(format!("parlor-settings-{}-{name}", std::process::id()));
            Self(folder)
        }
        fn store(&self) -> Store {
            Store::at(self.0.join("deep").join("settings.ron"))
        }
    }

    impl Drop for Scratch {
        fn drop(&mut self) {
            let _ = std::fs::remove_dir_all(&self.0);
        }
    }

    #[test]
    fn settings_come_back_as_they_went() {
        let scratch = Scratch::new("round");
        let mut settings = Settings { name: "Ana".into(), text_scale: TextScale::Huge, zoom: 3, ..Settings::default() };
        settings.keys.bind(Action::Talk, 0, KeyCode::KeyF);
        settings.tokens.insert("127.0.0.1:4000".into(), "secret".into());
        scratch.store().save(&settings).expect("a folder to write to");
        assert_eq!(scratch.store().load(), (settings, None));
    }

    #[test]
    fn no_file_means_the_usual_settings_without_a_word() {
        assert_eq!(Scratch::new("none").store().load(), (Settings::default(), None));
    }

    #[test]
    fn a_broken_file_is_said_and_kept() {
        let scratch = Scratch::new("broken");
        let store = scratch.store();
        store.save(&Settings::default()).expect("a folder to write to");
        let file = store.file.clone().expect("a file");
        std::fs::write(&file, "(volume: lots").expect("a file to write");
        let (settings, said) = store.load();
        assert_eq!(settings, Settings::default());
        assert!(said.is_some());
        assert_eq!(std::fs::read_to_string(beside(&file, "broken")).expect("kept"), "(volume: lots");
    }

    #[test]
    fn an_older_file_with_fewer_fields_still_loads() {
        let scratch = Scratch::new("older");
        let store = scratch.store();
        store.save(&Settings::default()).expect("a folder to write to");
        std::fs::write(store.file.as_ref().expect("a file"), "(name: \"Bo\")").expect("a file to write");
        assert_eq!(store.load(), (Settings { name: "Bo".into(), ..Settings::default() }, None));
    }

    #[test]
    fn the_folder_follows_the_platform() {
        let with = |pairs: &'static [(&'static str, &'static str)]| {
            settings_file(|name| pairs.iter().find(|(key, _)| *key == name).map(|(_, value)| PathBuf::from(value)))
        };
        assert_eq!(with(&[("PARLOR_CONFIG", "/x/y.ron"), ("HOME", "/h")]), Some("/x/y.ron".into()));
        assert_eq!(with(&[("XDG_CONFIG_HOME", "/c"), ("HOME", "/h")]), Some("/c/parlor/settings.ron".into()));
        assert_eq!(with(&[("HOME", "/h")]), Some("/h/.config/parlor/settings.ron".into()));
        assert_eq!(with(&[]), None);
    }
}
