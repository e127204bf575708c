//! The town's content for its clients: which files there are now, and each of them by its hash.

use axum::Json;
use axum::extract::State;
use axum::http::header::CACHE_CONTROL;
use axum::response::{IntoResponse, Response};

use super::HttpState;

/// What the content consists of now; never kept by anybody.
pub(super) async fn list(State(state): State<HttpState>) -> Response {
    ([(CACHE_CONTROL, "no-cache")], Json(state.content.get().files.list())).into_response()
}
