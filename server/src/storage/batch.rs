//! A batch: many changes as few statements, each key written once, with what came last.

use std::borrow::Cow;
use std::collections::BTreeMap;

use super::rows::facing_text;
use super::statement::{Cell, Statement};
use super::town::CLOCK;
use super::write::Kind;
use super::{Position, Write};

type Row<'a> = Vec<Cell<'a>>;

/// The statements that store these changes, in the order in which they have to run.
pub(super) fn statements(writes: &[Write]) -> Vec<Statement<'_>> {
    let mut latest: BTreeMap<(Kind, Row<'_>), Row<'_>> = BTreeMap::new();
    for write in writes {
        let (kind, row) = row(write);
        let key = row[..kind.key_columns().min(row.len())].to_vec();
        if let Some(opposite) = kind.opposite() {
            latest.remove(&(opposite, key.clone()));
        }
        latest.insert((kind, key), row);
    }
    let mut statements: Vec<Statement<'_>> = Vec::new();
    for ((kind, _), row) in latest {
        match statements.last_mut() {
            Some(last) if last.kind == kind => last.rows.push(row),
            _ => statements.push(Statement { kind, rows: vec![row] }),
        }
    }
    statements
}

/// A change as the columns of its kind, in the order in which the kind's SQL names them.
fn row(write: &Write) -> (Kind, Row<'_>) {
    match write {
        Write::PlayerMoved { player, position } => {
            let mut row = vec![id(player.0)];
            row.extend(place(position));
            (Kind::PlayerMoved, row)
        }
        Write::PlayerSeen { player, at_ms } => (Kind::PlayerSeen, vec![id(player.0), id(*at_ms)]),
        Write::PlayerMuted { player, other, muted } => {
            (if *muted { Kind::Muted } else { Kind::Unmuted }, vec![id(player.0), id(other.0)])
        }
        Write::VisitStarted { visit, player, scene, at_ms } => {
            (Kind::VisitStarted, vec![id(*visit), id(player.0), text(scene.as_str()), id(*at_ms)])
        }
        Write::VisitEnded { visit, at_ms } => (Kind::VisitEnded, vec![id(*visit), id(*at_ms)]),
        Write::CharacterState(character) => {
            let mut row = vec![text(character.key.as_str())];
            row.extend(place(&character.position));
            row.extend([text(&character.mood), text(&character.state), id(character.at_ms)]);
            (Kind::Character, row)
        }
        Write::Memory(memory) => (
            Kind::Memory,
            vec![
                text(memory.character.as_str()),
                id(memory.id),
                text(&memory.kind),
                text(&memory.body),
                id(memory.at_ms),
            ],
        ),
        Write::MemoryForgotten { character, id: number } => {
            (Kind::MemoryForgotten, vec![text(character.as_str()), id(*number)])
        }
        Write::Relation(relation) => (
            Kind::Relation,
            vec![text(relation.character.as_str()), owned(relation.other.to_string()), text(&relation.body)],
        ),
        Write::RelationForgotten { character, other } => {
            (Kind::RelationForgotten, vec![text(character.as_str()), owned(other.to_string())])
        }
        Write::ConversationOpened { conversation, scene, at_ms } => {
            (Kind::ConversationOpened, vec![id(conversation.0), text(scene.as_str()), id(*at_ms)])
        }
        Write::ConversationEnded { conversation, at_ms, why } => {
            (Kind::ConversationEnded, vec![id(conversation.0), id(*at_ms), text(why)])
        }
        Write::Line(line) => (
            Kind::Line,
            vec![
                Cell::Number(line.conversation.map(|conversation| conversation.0.cast_signed())),
                id(line.seq),
                text(line.scene.as_str()),
                id(line.at_ms),
                owned(line.speaker.to_string()),
                line.listener.as_ref().map_or(Cell::Text(None), |listener| owned(listener.to_string())),
                text(&line.mood),
                line.thought.as_deref().map_or(Cell::Text(None), text),
                text(&line.text),
            ],
        ),
        Write::SceneState { scene, key, value } => {
            (Kind::SceneState, vec![text(scene.as_str()), text(key), text(value)])
        }
        Write::RoomEvent(event) => {
            (Kind::RoomEvent, vec![id(event.room), id(event.seq), id(event.at_ms), text(&event.body)])
        }
        Write::RoomClosed { room } => (Kind::RoomClosed, vec![id(*room)]),
        Write::Game(game) => (Kind::Game, vec![id(game.id), text(&game.kind), id(game.ended_ms), text(&game.body)]),
        Write::Answer(answer) => (
            Kind::Answer,
            vec![
                id(answer.game),
                owned(answer.who.to_string()),
                id(answer.n),
                text(&answer.question),
                text(&answer.answer),
                id(u64::from(answer.correct)),
                id(answer.took_ms),
                Cell::Number(Some(answer.points)),
            ],
        ),
        Write::QuestionSeen { player, question, at_ms } => {
            (Kind::QuestionSeen, vec![id(player.0), text(question), id(*at_ms)])
        }
        Write::QuestionReported { question, who, complaint, at_ms } => {
            (Kind::QuestionReported, vec![text(question), owned(who.to_string()), text(complaint), id(*at_ms)])
        }
        Write::TownClock(clock) => {
            let value = format!(r#"{{"time":{},"at_ms":{}}}"#, clock.time.0, clock.at_ms);
            (Kind::Town, vec![text(CLOCK), owned(value)])
        }
        Write::TownValue { key, value } => (Kind::Town, vec![text(key), text(value)]),
    }
}

fn place(position: &Position) -> [Cell<'_>; 4] {
    [
        text(position.scene.as_str()),
        Cell::Number(Some(i64::from(position.at.x))),
        Cell::Number(Some(i64::from(position.at.y))),
        text(facing_text(position.facing)),
    ]
}

/// A number without a sign, by its bits.
const fn id(number: u64) -> Cell<'static> {
    Cell::Number(Some(number.cast_signed()))
}

fn text(text: &str) -> Cell<'_> {
    // PostgreSQL has no place for a NUL in a text; changed for both, so that both store the same.
    Cell::Text(Some(if text.contains('\0') { text.replace('\0', "\u{fffd}").into() } else { Cow::Borrowed(text) }))
}

const fn owned(text: String) -> Cell<'static> {
    Cell::Text(Some(Cow::Owned(text)))
}
