//! One's records by category, asked of the town when one comes to the games and when a game is over.

use bevy::prelude::*;
use shared::api::{BestsResponse, CategoryBest, PREFIX};
use shared::rooms::room::view::StageView;

use super::state::Hall;
use super::words::HallCommand;
use crate::net::entry::{HttpAnswer, HttpCall};
use crate::net::platform::http::HttpTask;
use crate::net::{Connection, GuestTokens};

/// Seconds after a game until the town has written it down.
const WRITTEN_AFTER_S: f64 = 2.0;

/// What is asked, and when to ask next.
#[derive(Resource, Default)]
pub(super) struct Asking {
    call: Option<HttpTask>,
    at: Option<f64>,
    was: Moment,
    /// Whether the next answer is compared with what one had before the game.
    after_game: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
enum Moment {
    #[default]
    Outside,
    Room,
    Results,
}

/// Asks for the records and takes them in.
pub(super) fn ask(
    mut asking: ResMut<Asking>,
    mut hall: ResMut<Hall>,
    mut commands: MessageReader<HallCommand>,
    connection: Res<Connection>,
    tokens: Res<GuestTokens>,
) {
    let asking = &mut *asking;
    let now = hall.seconds();
    let moment = match hall.room.as_ref().map(|room| &room.stage) {
        None => Moment::Outside,
        Some(StageView::Results(_)) => Moment::Results,
        Some(_) => Moment::Room,
    };
    if moment != asking.was {
        match (asking.was, moment) {
            (Moment::Outside, _) => asking.at = Some(now),
            (Moment::Room, Moment::Results) => (asking.at, asking.after_game) = (Some(now + WRITTEN_AFTER_S), true),
            _ => {}
        }
        if moment != Moment::Results {
            hall.raised.clear();
        }
        asking.was = moment;
    }
    if commands.read().any(|command| matches!(command, HallCommand::Records)) {
        asking.at = Some(now);
    }
    if let Some(answer) = asking.call.as_mut().and_then(HttpTask::poll) {
        asking.call = None;
        match read(answer) {
            Ok(told) => {
                if std::mem::take(&mut asking.after_game) && moment == Moment::Results {
                    hall.raised = raised(&hall.records, &told);
                }
                hall.records = told;
            }
            Err(why) => info!(why, "the town doesn't tell the records"),
        }
    }
    if asking.call.is_none() && asking.at.is_some_and(|at| at <= now) {
        asking.at = None;
        asking.call = call(&connection, &tokens).map(HttpTask::start);
    }
}

fn call(connection: &Connection, tokens: &GuestTokens) -> Option<HttpCall> {
    let server = connection.server.as_ref()?;
    let token = Some(tokens.0.get(server)?.clone());
    Some(HttpCall { method: "GET", url: format!("{server}{PREFIX}/me/bests"), token, body: None })
}

fn read(answer: HttpAnswer) -> Result<Vec<CategoryBest>, String> {
    let (status, body) = answer.map_err(|silence| silence.to_string())?;
    if status != 200 {
        return Err(format!("status {status}"));
    }
    let told: BestsResponse = serde_json::from_str(&body).map_err(|cause| cause.to_string())?;
    Ok(told.categories)
}

/// The categories in which one did better than ever before; the first game in one is no record.
fn raised(before: &[CategoryBest], after: &[CategoryBest]) -> Vec<CategoryBest> {
    let better = |now: &&CategoryBest| {
        let then = before.iter().find(|then| then.category == now.category);
        then.is_some_and(|then| then.best_fifth.is_some() && now.best_fifth > then.best_fifth)
    };
    after.iter().filter(better).cloned().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn best(category: &str, best_fifth: Option<i64>) -> CategoryBest {
        CategoryBest { category: category.into(), name: category.into(), answered: 4, right: 3, best_fifth }
    }

    #[test]
    fn only_more_points_than_ever_are_a_record() {
        let before = [best("art", Some(30)), best("food", None), best("music", Some(50)), best("space", Some(20))];
        let after = [
            best("art", Some(40)),
            best("food", Some(90)),
            best("games", Some(10)),
            best("music", Some(50)),
            best("space", Some(20)),
        ];
        assert_eq!(raised(&before, &after), [best("art", Some(40))]);
    }

    #[test]
    fn what_is_no_answer_is_not_taken() {
        let body = r#"{"categories":[{"category":"art","name":"Art","answered":2,"right":1,"best_fifth":null}]}"#;
        assert_eq!(read(Ok((200, body.into()))).map(|told| told.len()), Ok(1));
        assert_eq!(read(Ok((401, body.into()))), Err("status 401".to_owned()));
        assert!(read(Ok((200, "<html>".into()))).is_err());
    }
}
