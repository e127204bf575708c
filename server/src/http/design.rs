//! Editing content from inside the game: for designers, one file or a few at a time.

use std::sync::PoisonError;

use axum::Json;
use axum::extract::rejection::JsonRejection;
use axum::extract::{ConnectInfo, State};
use shared::content::edit::file::{FileText, MAX_SAVED, ReadRequest, SaveAnswer, SaveRequest};
use shared::content::source::MAX_FILE;

use super::HttpState;
use super::error::ApiError;
use super::guests::Guest;
use super::peer::Peer;
use crate::design::DeskError;

/// Largest body of a save, in bytes: quotes and line breaks take two in JSON.
pub(super) const MAX_BODY: usize = 2 * MAX_SAVED * MAX_FILE;

pub(super) async fn read(
    State(state): State<HttpState>,
    ConnectInfo(peer): ConnectInfo<Peer>,
    Guest(_): Guest,
    body: Result<Json<ReadRequest>, JsonRejection>,
) -> Result<Json<FileText>, ApiError> {
    let Json(request) = body?;
    spend(&state, &peer)?;
    Ok(Json(at_desk(&state, move |desk| desk.read(&request.file)).await?))
}

pub(super) async fn save(
    State(state): State<HttpState>,
    ConnectInfo(peer): ConnectInfo<Peer>,
    Guest(player): Guest,
    body: Result<Json<SaveRequest>, JsonRejection>,
) -> Result<Json<SaveAnswer>, ApiError> {
    let Json(request) = body?;
    spend(&state, &peer)?;
    let who = player.id;
    Ok(Json(at_desk(&state, move |desk| desk.save(who, &request.files)).await?))
}

fn spend(state: &HttpState, peer: &Peer) -> Result<(), ApiError> {
    let now_ms = state.gate.clock.now_ms();
    let mut limit = state.desk.limit.lock().unwrap_or_else(PoisonError::into_inner);
    if limit.take(peer.remote, now_ms) { Ok(()) } else { Err(ApiError::Busy) }
}

/// Files are read and written on a thread that may wait.
async fn at_desk<T: Send + 'static>(
    state: &HttpState,
    work: impl FnOnce(&crate::design::Desk) -> Result<T, DeskError> + Send + 'static,
) -> Result<T, ApiError> {
    let desk = state.desk.clone();
    let done = tokio::task::spawn_blocking(move || work(&desk)).await.map_err(anyhow::Error::from)?;
    done.map_err(|error| match error {
        DeskError::Closed(why) => ApiError::Forbidden(why),
        DeskError::NoSuchFile => ApiError::NotFound,
        DeskError::TooMany => ApiError::Invalid(format!("A save takes 1 to {MAX_SAVED} different files.")),
        DeskError::Disk(cause) => ApiError::Internal(cause),
    })
}
