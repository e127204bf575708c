//! Questions in and out, for designers; and a player's records.

use std::collections::BTreeMap;
use std::sync::PoisonError;
use std::time::Duration;

use axum::Json;
use axum::body::{Body, to_bytes};
use axum::extract::rejection::QueryRejection;
use axum::extract::{ConnectInfo, Query, State};
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use questions::import::{Limits, Options, RowProblem};
use serde::Deserialize;
use shared::api::{BestsResponse, ImportAnswer, RowTold};
use shared::ids::Key;
use tokio::time::timeout;

use super::HttpState;
use super::error::ApiError;
use super::guests::Guest;
use super::peer::Peer;
use crate::library::{File, ImportError, bests, formats};

/// Time for a file to arrive.
const PATIENCE: Duration = Duration::from_secs(60);

/// Most rows that an answer tells of, of each list.
const TOLD: usize = 1_000;

/// What can be said beside the file.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ImportQuery {
    /// The format; told by what the file holds when left out.
    format: Option<String>,
    /// What the file is called.
    #[serde(default)]
    name: String,
    /// The category of questions that name none.
    category: Option<String>,
    /// The level of questions that have none.
    level: Option<u8>,
}

/// What to write.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ExportQuery {
    format: String,
    /// Only this category.
    category: Option<String>,
}

pub(super) async fn import(
    State(state): State<HttpState>,
    ConnectInfo(peer): ConnectInfo<Peer>,
    Guest(_): Guest,
    query: Result<Query<ImportQuery>, QueryRejection>,
    body: Body,
) -> Result<Json<ImportAnswer>, ApiError> {
    let Query(query) = query?;
    // Before any of the file is read.
    check_designer(&state, &peer)?;
    let format = query.format.as_deref().map(formats::importer).transpose().map_err(ApiError::Invalid)?;
    let mut options = Options { category: query.category, ..Options::default() };
    if let Some(level) = query.level {
        if !(1..=5).contains(&level) {
            return Err(ApiError::Invalid(format!("The level is {level}, expected 1 to 5.")));
        }
        options.level = level;
    }
    let turn = state.library.turn()?;
    let most = Limits::default().bytes;
    let arrived = timeout(PATIENCE, to_bytes(body, most)).await;
    let bytes = match arrived {
        Ok(Ok(bytes)) => bytes.to_vec(),
        Ok(Err(_)) => return Err(ApiError::Invalid(format!("The file has more than {most} bytes, or broke off."))),
        Err(_) => return Err(ApiError::Invalid("The file took too long to arrive.".to_owned())),
    };
    // A name is no path.
    let name = query.name.rsplit(['/', '\\']).next().unwrap_or_default().chars().take(80).collect();
    let now_ms = state.gate.clock.now_ms();
    let imported = state.library.import(&turn, File { name, bytes }, format, options, now_ms).await?;
    let mut categories: BTreeMap<String, u32> = BTreeMap::new();
    for question in &imported.questions {
        *categories.entry(question.key.to_string()).or_default() += 1;
    }
    let count = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
    Ok(Json(ImportAnswer {
        format: imported.format.to_owned(),
        rows: count(imported.rows_read),
        taken: count(imported.questions.len()),
        boards: count(imported.boards.len()),
        categories,
        refused: count(imported.refused.len()),
        reasons: told(&imported.refused),
        notes: told(&imported.notes),
    }))
}

pub(super) async fn export(
    State(state): State<HttpState>,
    ConnectInfo(peer): ConnectInfo<Peer>,
    Guest(_): Guest,
    query: Result<Query<ExportQuery>, QueryRejection>,
) -> Result<Response, ApiError> {
    let Query(query) = query?;
    check_designer(&state, &peer)?;
    let format = formats::exporter(&query.format).map_err(ApiError::Invalid)?;
    let only = query.category.map(|category| Key::parse(&category).map_err(|_| ApiError::NotFound)).transpose()?;
    let library = state.library.clone();
    let written = tokio::task::spawn_blocking(move || library.export(format, only.as_ref())).await;
    let exported = written.map_err(anyhow::Error::from)?.ok_or(ApiError::NotFound)?;
    let file = format!("attachment; filename=\"questions.{}\"", format.extension());
    let headers = [(CONTENT_TYPE, "text/plain; charset=utf-8".to_owned()), (CONTENT_DISPOSITION, file)];
    Ok((headers, exported.text).into_response())
}

pub(super) async fn my_bests(
    State(state): State<HttpState>,
    ConnectInfo(peer): ConnectInfo<Peer>,
    Guest(player): Guest,
) -> Result<Json<BestsResponse>, ApiError> {
    let now_ms = state.gate.clock.now_ms();
    if !state.requests.lock().unwrap_or_else(PoisonError::into_inner).take(peer.remote, now_ms) {
        return Err(ApiError::Busy);
    }
    Ok(Json(bests(&state.store, &state.library, player.id).await?))
}

impl From<ImportError> for ApiError {
    fn from(error: ImportError) -> Self {
        match error {
            ImportError::File(bad) => Self::Invalid(format!("{bad}.")),
            ImportError::Busy => Self::Busy,
            ImportError::Storage(cause) => cause.into(),
            ImportError::Other(cause) => Self::Internal(cause),
        }
    }
}

fn check_designer(state: &HttpState, peer: &Peer) -> Result<(), ApiError> {
    if let Some(why) = state.desk.closed() {
        return Err(ApiError::Forbidden(why));
    }
    let now_ms = state.gate.clock.now_ms();
    let mut limit = state.desk.limit.lock().unwrap_or_else(PoisonError::into_inner);
    if limit.take(peer.remote, now_ms) { Ok(()) } else { Err(ApiError::Busy) }
}

fn told(rows: &[RowProblem]) -> Vec<RowTold> {
    let row = |problem: &RowProblem| RowTold {
        row: u32::try_from(problem.row).unwrap_or(u32::MAX),
        why: problem.why.clone(),
    };
    rows.iter().take(TOLD).map(row).collect()
}
