//! Settings: defaults, then a file, then environment variables, then flags; each stronger than the last.

use std::net::SocketAddr;
use std::path::{Path, PathBuf};

use serde::Deserialize;

/// Everything an operator can set; `server.example.toml` documents each.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Settings {
    /// What the town is called.
    pub town_name: String,
    /// Address for HTTP and WebSockets.
    pub listen: SocketAddr,
    /// First UDP port, one for each shard from there on; 0 picks free ones.
    pub udp_port: u16,
    /// First UDP port that clients dial, where something forwards it; 0 for the ports above.
    pub udp_public_port: u16,
    /// Whether native clients may come over UDP.
    pub udp: bool,
    /// SQLite file or `postgres://` address.
    pub database: String,
    /// Folder with `client/` and `server/` content.
    pub assets: PathBuf,
    /// Whether changed content is taken up while the town runs.
    pub watch: bool,
    /// Who may edit the content from inside the game, and is told what became of edits.
    pub designers: Designers,
    /// Folder of the web build; empty for the folder `web` beside this program, if there is one.
    pub web: PathBuf,
    /// Simulation threads that the scenes are spread over, 1..=16.
    pub shards: u8,
    /// Real minutes that a day of the town takes, 4..=1440.
    pub day_minutes: u32,
    /// Scene where newcomers arrive.
    pub arrival_scene: String,
    /// Seed of all chance in the town; the same seed and inputs give the same town.
    pub seed: u64,
    /// New guests that one address may register in an hour.
    pub guests_per_hour: u32,
    /// Extra characters to fill the scenes with, for load tests.
    pub crowd: u32,
    /// The one scene that the extra characters fill; empty for all.
    pub crowd_scene: String,
    /// What is logged, in the syntax of `RUST_LOG`.
    pub log: String,
    /// Whether log lines are JSON.
    pub log_json: bool,
}

/// Who designs the town.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Designers {
    /// Nobody who plays.
    #[default]
    Nobody,
    /// Everybody who plays.
    Everyone,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            town_name: "Parlor".into(),
            listen: SocketAddr::from(([127, 0, 0, 1], 7777)),
            udp_port: 7777,
            udp_public_port: 0,
            udp: true,
            database: "data/parlor.db".into(),
            assets: "assets".into(),
            watch: false,
            designers: Designers::Nobody,
            web: PathBuf::new(),
            shards: 1,
            day_minutes: 48,
            arrival_scene: "plaza".into(),
            seed: 1,
            guests_per_hour: 60,
            crowd: 0,
            crowd_scene: String::new(),
            log: "info".into(),
            log_json: false,
        }
    }
}

/// A setting that can't be used, in one line that says what to do.
#[derive(Debug, thiserror::Error)]
pub enum SettingsError {
    /// The file, a variable or a flag doesn't parse.
    #[error("settings: {0}; see server.example.toml for every setting")]
    Unreadable(#[from] config::ConfigError),
    /// A value is out of its range.
    #[error("settings: {name} is {value}, expected {expected}")]
    OutOfRange {
        /// The setting.
        name: &'static str,
        /// What it was set to.
        value: String,
        /// What it may be.
        expected: &'static str,
    },
}

impl Settings {
    /// Reads the settings: `file` when given (it must exist), else `server.toml` when there is one; then
    /// variables `PARLOR_SERVER_NAME`; then `flags` as `name=value`.
    ///
    /// # Errors
    /// [`SettingsError`] names the setting and what it may be.
    pub fn load(file: Option<&Path>, flags: &[String]) -> Result<Self, SettingsError> {
        let mut builder = config::Config::builder();
        builder = match file {
            Some(file) => builder.add_source(config::File::from(file).format(config::FileFormat::Toml)),
            None => builder.add_source(config::File::new("server.toml", config::FileFormat::Toml).required(false)),
        };
        builder =
            builder.add_source(config::Environment::with_prefix("PARLOR_SERVER").try_parsing(true).ignore_empty(true));
        for flag in flags {
            let Some((name, value)) = flag.split_once('=') else {
                return Err(SettingsError::OutOfRange { name: "--set", value: flag.clone(), expected: "NAME=VALUE" });
            };
            builder = builder.set_override(name.trim(), value.trim())?;
        }
        let settings: Self = builder.build()?.try_deserialize()?;
        settings.check()?;
        Ok(settings)
    }

    fn check(&self) -> Result<(), SettingsError> {
        let ranges = [
            ("shards", u64::from(self.shards), (1..=16).contains(&self.shards), "1 to 16"),
            ("day_minutes", self.day_minutes.into(), (4..=1440).contains(&self.day_minutes), "4 to 1440"),
            ("guests_per_hour", self.guests_per_hour.into(), self.guests_per_hour > 0, "1 or more"),
        ];
        for (name, value, fits, expected) in ranges {
            if !fits {
                return Err(SettingsError::OutOfRange { name, value: value.to_string(), expected });
            }
        }
        Ok(())
    }

    /// Milliseconds that a minute of the town takes.
    #[must_use]
    pub const fn minute_ms(&self) -> u32 {
        self.day_minutes * 60_000 / shared::clock::DAY_MINUTES
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn flags(list: &[&str]) -> Vec<String> {
        list.iter().map(|flag| (*flag).to_owned()).collect()
    }

    #[test]
    fn the_example_file_holds_the_defaults() {
        let example = Path::new(env!("CARGO_MANIFEST_DIR")).join("../server.example.toml");
        assert_eq!(Settings::load(Some(&example), &[]).expect("the example parses"), Settings::default());
    }

    #[test]
    fn flags_win_and_wrong_ones_are_named() {
        let settings = Settings::load(None, &flags(&["shards=2", "town_name=Brindle"])).expect("good flags");
        assert_eq!((settings.shards, settings.town_name.as_str()), (2, "Brindle"));
        for (flag, part) in
            [("shards=0", "shards is 0, expected 1 to 16"), ("shrads=2", "shrads"), ("shards=many", "shards")]
        {
            let message = Settings::load(None, &flags(&[flag])).expect_err(flag).to_string();
            assert!(message.contains(part), "{flag}: {message}");
        }
    }
}
