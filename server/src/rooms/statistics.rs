//! What lasts of a game: every answer with its question, what players have been asked, and how it came out.

use serde_json::json;
use shared::rooms::ask::Answer;
use shared::rooms::board;
use shared::rooms::room::game::{Game, GameFact, Kind};
use shared::rooms::room::{Complaint, MemberId, Room, RoomFact};
use shared::rooms::{Seat, fifth, trivia};

use super::held::Held;
use crate::storage::{AnswerRow, GameRow, Who, Write};

/// Name of a kind of game in storage.
pub(super) const fn kind_text(kind: Kind) -> &'static str {
    match kind {
        Kind::Fifth => "fifth",
        Kind::Trivia => "trivia",
        Kind::Board => "board",
    }
}

/// Writes what lasts of the facts of a room.
pub(super) fn write(held: &Held, facts: &[RoomFact], at_ms: u64, writes: &mut Vec<Write>) {
    for fact in facts {
        match fact {
            RoomFact::Game(fact) => of_game(held, fact, at_ms, writes),
            RoomFact::Over(places) => {
                let (Some(id), Some(game)) = (held.game, held.room.game()) else { continue };
                let place = |place: &shared::rooms::room::game::Place| {
                    let name = held.room.seated(place.seat).map(|(_, member)| member.name.as_str().to_owned());
                    json!({
                        "who": who(&held.room, place.seat).map(|who| who.to_string()),
                        "name": name,
                        "place": place.place,
                        "score": place.score,
                        "right": place.right,
                    })
                };
                let body = json!({ "places": places.iter().map(place).collect::<Vec<_>>() }).to_string();
                let kind = kind_text(game.kind()).to_owned();
                writes.push(Write::Game(GameRow { id, kind, ended_ms: at_ms, body }));
            }
            RoomFact::Reported(member, complaint) => writes.extend(report(&held.room, *member, *complaint, at_ms)),
            _ => {}
        }
    }
}

/// Who sits there, in a form that outlives rooms.
fn who(room: &Room, seat: Seat) -> Option<Who> {
    Some(as_stored(&room.seated(seat)?.1.who))
}

fn as_stored(who: &shared::rooms::room::Who) -> Who {
    match who {
        shared::rooms::room::Who::Player(player) => Who::Player(*player),
        shared::rooms::room::Who::Character(key) => Who::Character(key.clone()),
    }
}

fn of_game(held: &Held, fact: &GameFact, at_ms: u64, writes: &mut Vec<Write>) {
    let (Some(game), Some(playing)) = (held.game, held.room.game()) else { return };
    let mut row = |seat: Seat, n: u64, question: &str, answer: Option<&Answer>, correct, took_ms: u32, points: i64| {
        let Some(who) = who(&held.room, seat) else { return };
        writes.push(Write::Answer(AnswerRow {
            game,
            who,
            n,
            question: question.to_owned(),
            answer: serde_json::to_string(&answer).unwrap_or_default(),
            correct,
            took_ms: took_ms.into(),
            points,
        }));
    };
    match (fact, playing) {
        (GameFact::Trivia(trivia::Fact::Revealed(n, scored)), Game::Trivia(playing)) => {
            let Some(question) = playing.question(*n) else { return };
            for one in scored {
                let points = i64::from(one.points);
                row(one.seat, u64::from(*n), question.id.open(), one.answer.as_ref(), one.right, one.took_ms, points);
            }
            writes.extend(seen(everybody_seated(&held.room), question.id.open(), at_ms));
        }
        (GameFact::Fifth(fifth::Fact::Answered(one)), Game::Fifth(playing)) => {
            let Some(question) = playing.current(one.seat) else { return };
            let points = i64::from(one.points);
            row(one.seat, one.n.into(), question.id.open(), one.answer.as_ref(), one.right, one.took_ms, points);
            writes.extend(seen(who(&held.room, one.seat), question.id.open(), at_ms));
        }
        (GameFact::Board(board::Fact::Tried(one)), Game::Board(playing)) => {
            let Some((n, clue)) = playing.current() else { return };
            let answer = Answer::Typed(one.text.clone());
            let points = i64::from(one.points);
            row(one.seat, n.into(), clue.id.open(), Some(&answer), one.right, one.took_ms, points);
        }
        (GameFact::Board(board::Fact::Read(_)), Game::Board(playing)) => {
            let Some((_, clue)) = playing.current() else { return };
            // A board counts as seen with its first clue.
            let board = clue.id.open().rsplitn(3, '/').nth(2).unwrap_or_default();
            writes.extend(seen(everybody_seated(&held.room), board, at_ms));
        }
        _ => {}
    }
}

fn everybody_seated(room: &Room) -> impl Iterator<Item = Who> {
    room.members().filter(|(_, member)| member.seat.is_some()).map(|(_, member)| as_stored(&member.who))
}

fn seen(players: impl IntoIterator<Item = Who>, question: &str, at_ms: u64) -> impl Iterator<Item = Write> {
    players.into_iter().filter_map(move |who| match who {
        Who::Player(player) => Some(Write::QuestionSeen { player, question: question.to_owned(), at_ms }),
        Who::Character(_) => None,
    })
}

/// A complaint about the question that is on the table.
fn report(room: &Room, member: MemberId, complaint: Complaint, at_ms: u64) -> Option<Write> {
    let member = room.member(member)?;
    let question = match room.game()? {
        Game::Trivia(game) => game.current()?.id.open().clone(),
        Game::Fifth(game) => game.current(member.seat?)?.id.open().clone(),
        Game::Board(game) => game.current()?.1.id.open().clone(),
    };
    let complaint = match complaint {
        Complaint::WrongAnswer => "wrong-answer",
        Complaint::Unclear => "unclear",
        Complaint::Typo => "typo",
        Complaint::Unfit => "unfit",
    };
    Some(Write::QuestionReported { question, who: as_stored(&member.who), complaint: complaint.to_owned(), at_ms })
}
