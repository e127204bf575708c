//! What anybody may know before walking in.

use axum::Json;
use axum::extract::{ConnectInfo, State};
use serde::Serialize;
use shared::api::TownResponse;

use super::HttpState;
use super::error::ApiError;
use super::peer::Peer;
use crate::tick_times::{Percentiles, TickTimes, resident_mb, udp_receive_errors};

pub(super) async fn health(State(state): State<HttpState>) -> Result<&'static str, ApiError> {
    state.store.ping().await?;
    Ok("ok")
}

pub(super) async fn town(State(state): State<HttpState>) -> Json<TownResponse> {
    Json(TownResponse {
        name: state.town_name.clone(),
        visitors: state.gate.roster.visitors(),
        minute_of_day: state.time.get().minute_of_day(),
        protocol: state.gate.protocol,
    })
}

/// Load of the process, for load tests and operators on this machine.
#[derive(Debug, Serialize)]
pub(super) struct StatsResponse {
    tick_wall_ms: Percentiles,
    tick_cpu_ms: Percentiles,
    cpu_s: f64,
    rss_mb: f64,
    bytes_out: u64,
    bytes_in: u64,
    udp_receive_errors: Option<u64>,
}

/// Answers only this machine: what a server is busy with is nobody else's business.
pub(super) async fn stats(
    State(state): State<HttpState>,
    ConnectInfo(peer): ConnectInfo<Peer>,
) -> Result<Json<StatsResponse>, ApiError> {
    if !peer.remote.is_loopback() {
        return Err(ApiError::NotFound);
    }
    let (tick_wall_ms, tick_cpu_ms) = state.times.percentiles();
    let cpu_s = TickTimes::process_cpu().as_secs_f64();
    let (bytes_out, bytes_in) = state.gate.traffic.so_far();
    Ok(Json(StatsResponse {
        tick_wall_ms,
        tick_cpu_ms,
        cpu_s,
        rss_mb: resident_mb(),
        bytes_out,
        bytes_in,
        udp_receive_errors: udp_receive_errors(),
    }))
}
