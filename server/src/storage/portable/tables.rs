//! Every table with its columns, as a portable copy of the town holds them.

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Holds {
    Number,
    Text,
    Bytes,
}

/// A table.
#[derive(Debug)]
pub(super) struct Table {
    pub(super) name: &'static str,
    pub(super) columns: &'static [(&'static str, Holds)],
    /// The columns that put its rows in one order, the same in every database.
    pub(super) order: &'static [&'static str],
}

impl Table {
    /// What a column holds; a column of no such name holds a text.
    pub(super) fn holds(&self, column: &str) -> Holds {
        self.columns.iter().find(|(name, _)| *name == column).map_or(Text, |(_, holds)| *holds)
    }
}

use Holds::{Bytes, Number, Text};

/// All tables of the newest migration; those that others refer to come first.
pub(super) static TABLES: [Table; 17] = [
    Table {
        name: "players",
        columns: &[
            ("id", Number),
            ("name", Text),
            ("looks", Text),
            ("token_hash", Bytes),
            ("created_at", Number),
            ("last_seen_at", Number),
            ("scene", Text),
            ("x", Number),
            ("y", Number),
            ("facing", Text),
        ],
        order: &["id"],
    },
    Table { name: "mutes", columns: &[("player", Number), ("muted", Number)], order: &["player", "muted"] },
    Table {
        name: "visits",
        columns: &[("id", Number), ("player", Number), ("scene", Text), ("arrived_at", Number), ("left_at", Number)],
        order: &["id"],
    },
    Table {
        name: "characters",
        columns: &[
            ("key", Text),
            ("scene", Text),
            ("x", Number),
            ("y", Number),
            ("facing", Text),
            ("mood", Text),
            ("state", Text),
            ("updated_at", Number),
        ],
        order: &["key"],
    },
    Table {
        name: "memories",
        columns: &[("character", Text), ("id", Number), ("kind", Text), ("body", Text), ("updated_at", Number)],
        order: &["character", "id"],
    },
    Table {
        name: "relations",
        columns: &[("character", Text), ("other", Text), ("body", Text)],
        order: &["character", "other"],
    },
    Table {
        name: "conversations",
        columns: &[("id", Number), ("scene", Text), ("started_at", Number), ("ended_at", Number), ("why_ended", Text)],
        order: &["id"],
    },
    Table {
        name: "lines",
        columns: &[
            ("conversation", Number),
            ("scene", Text),
            ("seq", Number),
            ("at", Number),
            ("speaker", Text),
            ("listener", Text),
            ("mood", Text),
            ("thought", Text),
            ("text", Text),
        ],
        order: &["conversation", "seq", "scene", "at", "speaker"],
    },
    Table {
        name: "scene_state",
        columns: &[("scene", Text), ("key", Text), ("value", Text)],
        order: &["scene", "key"],
    },
    Table {
        name: "room_events",
        columns: &[("room", Number), ("seq", Number), ("at", Number), ("body", Text)],
        order: &["room", "seq"],
    },
    Table {
        name: "games",
        columns: &[("id", Number), ("kind", Text), ("ended_at", Number), ("body", Text)],
        order: &["id"],
    },
    Table {
        name: "game_answers",
        columns: &[
            ("game", Number),
            ("who", Text),
            ("n", Number),
            ("question", Text),
            ("answer", Text),
            ("correct", Number),
            ("took_ms", Number),
            ("points", Number),
        ],
        order: &["game", "who", "n"],
    },
    Table {
        name: "questions_seen",
        columns: &[("player", Number), ("question", Text), ("last_at", Number)],
        order: &["player", "question"],
    },
    Table {
        name: "question_reports",
        columns: &[("question", Text), ("who", Text), ("complaint", Text), ("at", Number)],
        order: &["question", "who", "complaint"],
    },
    Table {
        name: "imported_questions",
        columns: &[("category", Text), ("id", Text), ("category_name", Text), ("body", Text), ("imported_at", Number)],
        order: &["category", "id"],
    },
    Table {
        name: "imported_boards",
        columns: &[("id", Text), ("body", Text), ("imported_at", Number)],
        order: &["id"],
    },
    Table { name: "town", columns: &[("key", Text), ("value", Text)], order: &["key"] },
];

/// Names of all tables that a portable copy holds, in the order in which it holds them.
pub const TABLE_NAMES: [&str; TABLES.len()] = {
    let mut names = [""; TABLES.len()];
    let mut n = 0;
    while n < names.len() {
        names[n] = TABLES[n].name;
        n += 1;
    }
    names
};
