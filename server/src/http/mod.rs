//! The HTTP API and the WebSocket door, as one readable list of routes.

mod content;
mod design;
mod error;
mod guests;
mod peer;
mod questions;
mod rooms;
pub mod site;
mod tickets;
mod town;
mod ws;

use std::sync::{Arc, Mutex};

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::routing::{get, post, put};
use shared::api::PREFIX;
use shared::ids::Key;
use tokio::net::TcpListener;

use crate::auth::gate::Gate;
use crate::bridge::ShardDoors;
use crate::bucket::AddressLimit;
use crate::content::Current;
use crate::design::Desk;
use crate::library::Library;
use crate::rooms::keeper::HallDoor;
use crate::sim::calendar::SharedTime;
use crate::storage::Store;
use crate::tick_times::TickTimes;

/// Largest request body in bytes: names and looks are small.
const MAX_BODY: usize = 8 * 1024;

/// What every handler can reach.
#[derive(Clone)]
pub struct HttpState {
    /// The way in.
    pub gate: Arc<Gate>,
    /// Players.
    pub store: Store,
    /// The game for browsers.
    pub site: Arc<site::Site>,
    /// The shards.
    pub doors: ShardDoors,
    /// The rooms of the Game Hall.
    pub hall: HallDoor,
    /// The town's content.
    pub content: Arc<Current>,
    /// What can be asked in the Game Hall.
    pub library: Arc<Library>,
    /// Where designers edit it from inside the game.
    pub desk: Arc<Desk>,
    /// The town's clock as the first shard last told it.
    pub time: Arc<SharedTime>,
    /// How long ticks take.
    pub times: Arc<TickTimes>,
    /// What the town is called.
    pub town_name: String,
    /// Where newcomers arrive.
    pub arrival_scene: Key,
    /// Limit on new guests from one address.
    pub guests: Arc<Mutex<AddressLimit>>,
    /// Limit on everything else from one address.
    pub requests: Arc<Mutex<AddressLimit>>,
}

/// Every route.
pub fn router(state: HttpState) -> Router {
    let api = Router::new()
        .route("/health", get(town::health))
        .route("/town", get(town::town))
        .route("/content", get(content::list))
        .route("/stats", get(town::stats))
        .route("/guests", post(guests::create))
        .route("/me", put(guests::change))
        .route("/me/bests", get(questions::my_bests))
        .route("/questions/import", post(questions::import))
        .route("/questions/export", get(questions::export))
        .route("/tickets", post(tickets::create))
        .route("/design/read", post(design::read))
        .route("/design/save", post(design::save).layer(DefaultBodyLimit::max(design::MAX_BODY)));
    Router::new()
        .nest(PREFIX, api)
        .route("/ws", get(ws::upgrade))
        .route(shared::protocol::rooms::PATH, get(rooms::upgrade))
        .fallback(site::answer)
        .layer(DefaultBodyLimit::max(MAX_BODY))
        .with_state(state)
}

/// Serves until `shutdown` resolves.
///
/// # Errors
/// When the listener fails.
pub async fn serve(
    listener: TcpListener,
    state: HttpState,
    shutdown: impl Future<Output = ()> + Send + 'static,
) -> std::io::Result<()> {
    let service = router(state).into_make_service_with_connect_info::<peer::Peer>();
    axum::serve(peer::QuickListener(listener), service).with_graceful_shutdown(shutdown).await
}
