//! How a quiz board is written down.

use serde::Deserialize;

/// Most characters of a category's name, which has to fit the head of a column.
pub const MAX_CATEGORY: usize = 28;

/// Fewest and most characters of a clue.
pub const CLUE: (usize, usize) = (16, 200);

/// Most characters of an answer.
pub const MAX_ANSWER: usize = 48;

/// A board: six categories and the clue that ends a game.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BoardDef {
    /// What players read.
    pub title: String,
    /// The columns.
    #[serde(deserialize_with = "crate::lists::exactly")]
    pub categories: [ColumnDef; 6],
    /// The last clue of a game, on which everybody bets.
    pub last: LastDef,
}

/// A column of a board.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ColumnDef {
    /// What players read above it.
    pub name: String,
    /// The clues from easy to hard.
    #[serde(deserialize_with = "crate::lists::exactly")]
    pub clues: [ClueDef; 5],
}

/// A clue with its answer.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ClueDef {
    /// What is read out.
    pub clue: String,
    /// The answer as it is shown.
    pub answer: String,
    /// What counts as well.
    #[serde(default)]
    pub also: Vec<String>,
    /// What is right but too vague: the player is asked to be more specific.
    #[serde(default)]
    pub specify: Vec<String>,
}

/// The last clue of a game.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LastDef {
    /// What players know when they bet.
    pub category: String,
    /// The clue.
    pub clue: ClueDef,
}
