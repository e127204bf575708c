//! Changes that the simulation wants to last.

use shared::ids::{ConversationId, Key, PlayerId};

use super::{
    AnswerRow, CharacterRow, GameRow, LineRow, MemoryRow, Position, RelationRow, RoomEventRow, SavedClock, Who,
};

/// One change. Storing it twice is the same as storing it once. Times are milliseconds since the Unix epoch.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Write {
    /// A player is somewhere else now.
    PlayerMoved {
        /// Who.
        player: PlayerId,
        /// Where they are.
        position: Position,
    },
    /// A player is here.
    PlayerSeen {
        /// Who.
        player: PlayerId,
        /// When.
        at_ms: u64,
    },
    /// A player doesn't want to hear another one any more, or wants to again.
    PlayerMuted {
        /// Who mutes; has to be a stored player.
        player: PlayerId,
        /// Who is muted.
        other: PlayerId,
        /// Whether from now on.
        muted: bool,
    },
    /// A player came to town.
    VisitStarted {
        /// Number of the visit, counted up from 1 in the town's history.
        visit: u64,
        /// Who came; has to be a stored player.
        player: PlayerId,
        /// Where they came in.
        scene: Key,
        /// When.
        at_ms: u64,
    },
    /// A player left.
    VisitEnded {
        /// Number of the visit.
        visit: u64,
        /// When.
        at_ms: u64,
    },
    /// A character is like this now.
    CharacterState(CharacterRow),
    /// A character remembers something new, or otherwise than before.
    Memory(MemoryRow),
    /// A character remembers something no more.
    MemoryForgotten {
        /// Who.
        character: Key,
        /// Number of the memory.
        id: u64,
    },
    /// A character thinks of somebody like this now.
    Relation(RelationRow),
    /// A character thinks nothing of somebody any more.
    RelationForgotten {
        /// Who.
        character: Key,
        /// Of whom.
        other: Who,
    },
    /// A conversation began.
    ConversationOpened {
        /// Which one, counted up from 1 in the town's history.
        conversation: ConversationId,
        /// Where.
        scene: Key,
        /// When.
        at_ms: u64,
    },
    /// A conversation ended.
    ConversationEnded {
        /// Which one.
        conversation: ConversationId,
        /// When.
        at_ms: u64,
        /// Why.
        why: String,
    },
    /// Somebody said something; its conversation has to be one that was opened.
    Line(LineRow),
    /// Something in a scene is like this now.
    SceneState {
        /// Which scene.
        scene: Key,
        /// What in it.
        key: String,
        /// How it is, as JSON.
        value: String,
    },
    /// Something came into a room that is open.
    RoomEvent(RoomEventRow),
    /// A room is closed: its events are of no use any more.
    RoomClosed {
        /// Which one.
        room: u64,
    },
    /// A game was played to its end.
    Game(GameRow),
    /// Somebody did something with a question of a game.
    Answer(AnswerRow),
    /// A player was asked a question.
    QuestionSeen {
        /// Who; has to be a stored player.
        player: PlayerId,
        /// Which question.
        question: String,
        /// When.
        at_ms: u64,
    },
    /// Somebody holds something against a question.
    QuestionReported {
        /// Which question.
        question: String,
        /// Who.
        who: Who,
        /// What, as one word.
        complaint: String,
        /// When.
        at_ms: u64,
    },
    /// What the town's clock shows.
    TownClock(SavedClock),
    /// Something of the whole town is like this now.
    TownValue {
        /// What; `clock` is taken.
        key: String,
        /// How it is, as JSON.
        value: String,
    },
}

/// Kinds of rows, in the order in which a batch writes them: what others refer to comes first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Kind {
    PlayerMoved,
    PlayerSeen,
    Muted,
    Unmuted,
    VisitStarted,
    VisitEnded,
    Character,
    Memory,
    MemoryForgotten,
    Relation,
    RelationForgotten,
    ConversationOpened,
    Line,
    ConversationEnded,
    SceneState,
    RoomEvent,
    RoomClosed,
    Game,
    Answer,
    QuestionSeen,
    QuestionReported,
    ImportedQuestion,
    ImportedBoard,
    Town,
}

impl Kind {
    /// How many of the first columns tell rows apart.
    pub(super) const fn key_columns(self) -> usize {
        match self {
            Self::PlayerMoved
            | Self::PlayerSeen
            | Self::VisitStarted
            | Self::VisitEnded
            | Self::Character
            | Self::ConversationOpened
            | Self::ConversationEnded
            | Self::RoomClosed
            | Self::Game
            | Self::ImportedBoard
            | Self::Town => 1,
            Self::Muted
            | Self::Unmuted
            | Self::Memory
            | Self::MemoryForgotten
            | Self::Relation
            | Self::RelationForgotten
            | Self::RoomEvent
            | Self::QuestionSeen
            | Self::ImportedQuestion
            | Self::SceneState => 2,
            Self::Answer | Self::QuestionReported => 3,
            Self::Line => 5,
        }
    }

    /// The kind that undoes this one.
    pub(super) const fn opposite(self) -> Option<Self> {
        match self {
            Self::Muted => Some(Self::Unmuted),
            Self::Unmuted => Some(Self::Muted),
            Self::Memory => Some(Self::MemoryForgotten),
            Self::MemoryForgotten => Some(Self::Memory),
            Self::Relation => Some(Self::RelationForgotten),
            Self::RelationForgotten => Some(Self::Relation),
            _ => None,
        }
    }

    /// SQL before and after `VALUES (…), (…)`.
    pub(super) const fn sql(self) -> (&'static str, &'static str) {
        match self {
            Self::PlayerMoved => (
                "WITH v(id, scene, x, y, facing) AS (",
                ") UPDATE players SET scene = v.scene, x = v.x, y = v.y, facing = v.facing FROM v WHERE players.id = v.id",
            ),
            Self::PlayerSeen => (
                "WITH v(id, at) AS (",
                ") UPDATE players SET last_seen_at = v.at FROM v WHERE players.id = v.id AND players.last_seen_at < v.at",
            ),
            Self::Muted => ("INSERT INTO mutes (player, muted) ", " ON CONFLICT DO NOTHING"),
            Self::Unmuted => ("DELETE FROM mutes WHERE (player, muted) IN (", ")"),
            Self::VisitStarted => ("INSERT INTO visits (id, player, scene, arrived_at) ", " ON CONFLICT DO NOTHING"),
            Self::VisitEnded => {
                ("WITH v(id, at) AS (", ") UPDATE visits SET left_at = v.at FROM v WHERE visits.id = v.id")
            }
            Self::Character => (
                "INSERT INTO characters (key, scene, x, y, facing, mood, state, updated_at) ",
                " ON CONFLICT (key) DO UPDATE SET scene = excluded.scene, x = excluded.x, y = excluded.y, \
                 facing = excluded.facing, mood = excluded.mood, state = excluded.state, updated_at = excluded.updated_at",
            ),
            Self::Memory => (
                "INSERT INTO memories (character, id, kind, body, updated_at) ",
                " ON CONFLICT (character, id) DO UPDATE SET kind = excluded.kind, body = excluded.body, \
                 updated_at = excluded.updated_at",
            ),
            Self::MemoryForgotten => ("DELETE FROM memories WHERE (character, id) IN (", ")"),
            Self::Relation => (
                "INSERT INTO relations (character, other, body) ",
                " ON CONFLICT (character, other) DO UPDATE SET body = excluded.body",
            ),
            Self::RelationForgotten => ("DELETE FROM relations WHERE (character, other) IN (", ")"),
            Self::ConversationOpened => {
                ("INSERT INTO conversations (id, scene, started_at) ", " ON CONFLICT DO NOTHING")
            }
            Self::Line => (
                "INSERT INTO lines (conversation, seq, scene, at, speaker, listener, mood, thought, text) ",
                " ON CONFLICT DO NOTHING",
            ),
            Self::ConversationEnded => (
                "WITH v(id, at, why) AS (",
                ") UPDATE conversations SET ended_at = v.at, why_ended = v.why FROM v WHERE conversations.id = v.id",
            ),
            Self::SceneState => (
                "INSERT INTO scene_state (scene, key, value) ",
                " ON CONFLICT (scene, key) DO UPDATE SET value = excluded.value",
            ),
            Self::RoomEvent => ("INSERT INTO room_events (room, seq, at, body) ", " ON CONFLICT DO NOTHING"),
            Self::RoomClosed => ("DELETE FROM room_events WHERE room IN (", ")"),
            Self::Game => ("INSERT INTO games (id, kind, ended_at, body) ", " ON CONFLICT DO NOTHING"),
            Self::Answer => (
                "INSERT INTO game_answers (game, who, n, question, answer, correct, took_ms, points) ",
                " ON CONFLICT (game, who, n) DO UPDATE SET correct = excluded.correct, points = excluded.points",
            ),
            Self::QuestionSeen => (
                "INSERT INTO questions_seen (player, question, last_at) ",
                " ON CONFLICT (player, question) DO UPDATE SET last_at = excluded.last_at",
            ),
            Self::QuestionReported => {
                ("INSERT INTO question_reports (question, who, complaint, at) ", " ON CONFLICT DO NOTHING")
            }
            Self::ImportedQuestion => {
                ("INSERT INTO imported_questions (category, id, category_name, body, imported_at) ", "")
            }
            Self::ImportedBoard => ("INSERT INTO imported_boards (id, body, imported_at) ", ""),
            Self::Town => ("INSERT INTO town (key, value) ", " ON CONFLICT (key) DO UPDATE SET value = excluded.value"),
        }
    }
}
