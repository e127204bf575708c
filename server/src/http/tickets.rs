//! Join tickets for the running town.

use std::sync::PoisonError;

use axum::Json;
use axum::extract::{ConnectInfo, State};
use shared::api::JoinGrant;

use super::HttpState;
use super::error::ApiError;
use super::guests::Guest;
use super::peer::Peer;
use crate::auth::tickets::Admission;

pub(super) async fn create(
    State(state): State<HttpState>,
    ConnectInfo(peer): ConnectInfo<Peer>,
    Guest(player): Guest,
) -> Result<Json<JoinGrant>, ApiError> {
    let now_ms = state.gate.clock.now_ms();
    if !state.requests.lock().unwrap_or_else(PoisonError::into_inner).take(peer.remote, now_ms) {
        return Err(ApiError::Busy);
    }
    let muted = state.store.mutes_of(player.id).await?;
    state.store.touch_player(player.id, now_ms).await?;
    // The shard where the body waits, or the scene the player left from, or where newcomers arrive.
    let content = state.content.get();
    let saved = player.position.filter(|position| content.town.scenes.contains_key(&position.scene));
    let living = state.gate.roster.scene_of(player.id);
    let scene = living
        .or_else(|| saved.as_ref().map(|position| position.scene.clone()))
        .unwrap_or_else(|| state.arrival_scene.clone());
    let place = saved.filter(|position| position.scene == scene).map(|position| (position.at, position.facing));
    let admission = Admission {
        player: player.id,
        name: player.name,
        looks: player.looks,
        scene,
        place,
        body: None,
        muted: muted.into_iter().collect(),
        dialled: peer.local,
    };
    Ok(Json(state.gate.grant(admission)?))
}
