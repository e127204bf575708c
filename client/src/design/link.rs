//! The desk's questions go to the server, and its answers come back.

use bevy::platform::cell::SyncCell;
use bevy::prelude::*;
use bevy_replicon::prelude::*;
use serde::Serialize;
use serde::de::DeserializeOwned;
use shared::api::{ErrorBody, PREFIX};
use shared::protocol::facts::ContentTold;

use super::desk::{Answer, Ask, Desk};
use crate::content::Notice;
use crate::net::entry::{HttpAnswer, HttpCall};
use crate::net::platform::http::HttpTask;
use crate::net::{Connection, GuestTokens};

/// The question that is being asked, if one is.
#[derive(Resource, Default)]
struct Line(Option<(bool, SyncCell<HttpTask>)>);

pub(super) fn plugin(app: &mut App) {
    app.init_resource::<Desk>()
        .init_resource::<Line>()
        .add_systems(PreUpdate, (hear.after(ClientSystems::Receive), talk));
}

/// The town says who may design it; nobody may design none.
fn hear(mut desk: ResMut<Desk>, mut told: MessageReader<ContentTold>, connection: Res<Connection>) {
    let is_open = told.read().last().map(|told| told.designer);
    if let Some(is_open) = is_open.or_else(|| (!connection.is_under_way()).then_some(false))
        && desk.is_open != is_open
    {
        // What was done in another town can't be undone in this one.
        *desk = Desk::default();
        desk.is_open = is_open;
    }
}

fn talk(
    mut desk: ResMut<Desk>,
    mut line: ResMut<Line>,
    connection: Res<Connection>,
    tokens: Res<GuestTokens>,
    mut notices: MessageWriter<Notice>,
) {
    // Most frames nobody designs anything.
    let desk = desk.bypass_change_detection();
    if let Some((saves, task)) = &mut line.0
        && let Some(answer) = task.get().poll()
    {
        desk.answer(read(*saves, answer));
        line.0 = None;
    }
    if line.0.is_none()
        && desk.is_busy()
        && let Some(server) = &connection.server
    {
        let token = tokens.0.get(server).cloned();
        line.0 = desk.ask().map(|ask| {
            let (saves, path, body) = match ask {
                Ask::Read(request) => (false, "read", json(&request)),
                Ask::Save(request) => (true, "save", json(&request)),
            };
            let url = format!("{server}{PREFIX}/design/{path}");
            let task = HttpTask::start(HttpCall { method: "POST", url, token, body });
            (saves, SyncCell::new(task))
        });
    }
    notices.write_batch(desk.take_notices().into_iter().map(Notice));
}

fn json(value: &impl Serialize) -> Option<String> {
    serde_json::to_string(value).ok()
}

fn read(saves: bool, answer: HttpAnswer) -> Answer {
    let (status, body) = match answer {
        Ok(answer) => answer,
        Err(silence) => {
            warn!(%silence, "the designers' desk doesn't answer");
            return Answer::No("Not saved: the town doesn't answer.".into());
        }
    };
    if status != 200 {
        let words = serde_json::from_str::<ErrorBody>(&body).map(|error| error.message);
        return Answer::No(words.unwrap_or_else(|_| format!("The town says no ({status}).")));
    }
    let read = if saves { parsed(&body).map(Answer::Save) } else { parsed(&body).map(Answer::Read) };
    read.unwrap_or_else(|| Answer::No("The town's answer makes no sense.".into()))
}

fn parsed<T: DeserializeOwned>(body: &str) -> Option<T> {
    serde_json::from_str(body).inspect_err(|cause| warn!(%cause, "unreadable answer of the desk")).ok()
}
