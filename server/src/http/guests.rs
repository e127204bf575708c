//! Guests: come under a name without an account, and change name and looks later.

use std::sync::PoisonError;

use axum::Json;
use axum::extract::rejection::JsonRejection;
use axum::extract::{ConnectInfo, FromRequestParts, State};
use axum::http::header::AUTHORIZATION;
use axum::http::request::Parts;
use shared::api::{GuestChange, GuestRequest, GuestResponse};
use shared::ids::PlayerId;
use shared::text::DisplayName;

use super::HttpState;
use super::error::ApiError;
use super::peer::Peer;
use crate::auth::tokens;
use crate::sim::chat::is_friendly;
use crate::storage::{NewPlayer, PlayerRow};

/// The player whose token the request carries.
pub(super) struct Guest(pub PlayerRow);

impl FromRequestParts<HttpState> for Guest {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, state: &HttpState) -> Result<Self, ApiError> {
        let header = parts.headers.get(AUTHORIZATION).and_then(|value| value.to_str().ok());
        let token = header.and_then(|value| value.strip_prefix("Bearer ")).ok_or(ApiError::Unauthorized)?;
        if token.len() != tokens::TEXT_LENGTH {
            return Err(ApiError::Unauthorized);
        }
        let player = state.store.find_player_by_token(&tokens::hash(token)).await?;
        player.map(Self).ok_or(ApiError::Unauthorized)
    }
}

pub(super) async fn create(
    State(state): State<HttpState>,
    ConnectInfo(peer): ConnectInfo<Peer>,
    body: Result<Json<GuestRequest>, JsonRejection>,
) -> Result<Json<GuestResponse>, ApiError> {
    let Json(request) = body?;
    let now_ms = state.gate.clock.now_ms();
    if !state.guests.lock().unwrap_or_else(PoisonError::into_inner).take(peer.remote, now_ms) {
        return Err(ApiError::Busy);
    }
    let name = acceptable_name(&state, &request.name)?;
    let token = tokens::new_secret()?;
    let player = NewPlayer {
        id: PlayerId(tokens::new_id()?),
        name: name.clone(),
        looks: request.looks,
        token_hash: tokens::hash(&token),
        at_ms: now_ms,
    };
    state.store.create_player(&player).await?;
    Ok(Json(GuestResponse { token, name: name.into() }))
}

pub(super) async fn change(
    State(state): State<HttpState>,
    Guest(player): Guest,
    body: Result<Json<GuestChange>, JsonRejection>,
) -> Result<Json<GuestRequest>, ApiError> {
    let Json(request) = body?;
    let name = acceptable_name(&state, &request.name)?;
    state.store.change_player(player.id, &name, &request.looks).await?;
    Ok(Json(GuestRequest { name: name.into(), looks: request.looks }))
}

/// A name that can be read, is fit for the town, and is nobody's who lives here.
fn acceptable_name(state: &HttpState, text: &str) -> Result<DisplayName, ApiError> {
    let name = DisplayName::parse(text).map_err(|bad| ApiError::Invalid(format!("{bad}.")))?;
    if !is_friendly(name.as_str()) {
        return Err(ApiError::Invalid("Let's keep it friendly: pick another name.".into()));
    }
    let lower = name.as_str().to_lowercase();
    if state.content.get().town.characters.values().any(|character| character.name.to_lowercase() == lower) {
        return Err(ApiError::Invalid(format!("{} lives here already: pick another name.", name.as_str())));
    }
    Ok(name)
}
