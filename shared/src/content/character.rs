//! Characters as everybody may see them (`*.character.ron`); what they think stays on the server.

use serde::{Deserialize, Serialize};

use super::looks::Looks;

/// The public half of a character.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CharacterDef {
    /// The name people see.
    pub name: String,
    /// One line about them, shown when somebody looks closer.
    pub about: String,
    /// How they look.
    pub looks: Looks,
    /// Pitch of the bubble's blip in hertz, 80..=600.
    pub pitch: u16,
}
