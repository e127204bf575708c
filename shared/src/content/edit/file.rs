//! Which content files can be edited from inside the game, and the bodies of the API that does it.

use serde::{Deserialize, Serialize};

use crate::ids::Key;

/// A file that designers may edit from inside the game.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum DesignFile {
    /// `client/scenes/NAME/NAME.scene.ron`.
    Scene(Key),
    /// `client/characters/NAME/NAME.character.ron`.
    Face(Key),
    /// `server/characters/NAME/NAME.persona.ron`.
    Persona(Key),
}

impl DesignFile {
    /// Where it lies under `assets`, with slashes.
    #[must_use]
    pub fn path(&self) -> String {
        let (folder, key, ending) = match self {
            Self::Scene(key) => ("client/scenes", key, "scene"),
            Self::Face(key) => ("client/characters", key, "character"),
            Self::Persona(key) => ("server/characters", key, "persona"),
        };
        let key = key.as_str();
        format!("{folder}/{key}/{key}.{ending}.ron")
    }
}

/// `POST /design/read`: a file as it is now.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ReadRequest {
    /// Which.
    pub file: DesignFile,
}

/// A file's text: as it is, with its hash, or as it shall be, with the hash of the one that it replaces.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FileText {
    /// Which.
    pub file: DesignFile,
    /// What [`crate::content::shipped::hash_of`] gives for the text as it is.
    pub hash: String,
    /// The text.
    pub text: String,
}

/// `POST /design/save`: all of these files as one, or none of them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SaveRequest {
    /// The files; 1 to [`MAX_SAVED`].
    pub files: Vec<FileText>,
}

/// Most files of one save.
pub const MAX_SAVED: usize = 4;

/// What became of a save.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum SaveAnswer {
    /// Written; the town takes it up within a second.
    Saved,
    /// A file has changed since it was read, and this is it now; nothing was written.
    Changed(FileText),
    /// The content would not hold; nothing was written. Problems with their places, at least one.
    Refused(Vec<String>),
}
