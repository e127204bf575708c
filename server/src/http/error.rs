//! The one error of the HTTP border: a stable code and friendly words outside, the cause in the log.

use axum::Json;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use shared::api::ErrorBody;
use tracing::error;

use crate::storage::StoreError;

/// Why a request failed.
#[derive(Debug)]
pub(super) enum ApiError {
    /// The body or a field of it can't be used.
    Invalid(String),
    /// No token, or one that isn't known.
    Unauthorized,
    /// Not for this player, in words that say why.
    Forbidden(&'static str),
    /// No such path.
    NotFound,
    /// Too many requests.
    Busy,
    /// Something of ours failed.
    Internal(anyhow::Error),
}

impl IntoResponse for ApiError {
    fn into_response(self) -> Response {
        let (status, code, message) = match self {
            Self::Invalid(message) => (StatusCode::UNPROCESSABLE_ENTITY, "invalid", message),
            Self::Unauthorized => (
                StatusCode::UNAUTHORIZED,
                "unauthorized",
                "The town doesn't know you yet: come in as a guest first.".into(),
            ),
            Self::Forbidden(why) => (StatusCode::FORBIDDEN, "forbidden", why.into()),
            Self::NotFound => (StatusCode::NOT_FOUND, "not_found", "There is nothing here.".into()),
            Self::Busy => {
                (StatusCode::TOO_MANY_REQUESTS, "busy", "That was a lot at once. Try again in a minute.".into())
            }
            Self::Internal(cause) => {
                error!(error = format!("{cause:#}"), "request failed");
                (StatusCode::INTERNAL_SERVER_ERROR, "internal", "Something broke on our side. Try again.".into())
            }
        };
        (status, Json(ErrorBody { code: code.into(), message })).into_response()
    }
}

impl From<StoreError> for ApiError {
    fn from(error: StoreError) -> Self {
        Self::Internal(error.into())
    }
}

impl From<anyhow::Error> for ApiError {
    fn from(error: anyhow::Error) -> Self {
        Self::Internal(error)
    }
}

impl From<axum::extract::rejection::JsonRejection> for ApiError {
    fn from(rejection: axum::extract::rejection::JsonRejection) -> Self {
        Self::Invalid(rejection.body_text())
    }
}

impl From<axum::extract::rejection::QueryRejection> for ApiError {
    fn from(rejection: axum::extract::rejection::QueryRejection) -> Self {
        Self::Invalid(rejection.body_text())
    }
}
