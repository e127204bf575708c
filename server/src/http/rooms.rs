//! The door to the hall: a WebSocket whose first message is a ticket; everything after it is a request in postcard.

use axum::extract::State;
use axum::extract::ws::{Message, WebSocket, WebSocketUpgrade};
use axum::http::HeaderMap;
use axum::response::{IntoResponse, Response};
use bytes::Bytes;
use shared::ids::PlayerId;
use shared::protocol::rooms::{MAX_REQUEST, RoomRequest};
use shared::rooms::room::Visitor;
use tokio::sync::mpsc;
use tokio::time::{Instant, MissedTickBehavior, interval, timeout};

use super::HttpState;
use super::error::ApiError;
use super::ws::{Closing, PING_EVERY, SEND_WAIT, SILENCE, bid_farewell, redeem_ticket, same_origin};
use crate::bucket::Bucket;
use crate::rooms::keeper::{SOCKET_QUEUE, ToHall};

pub(super) async fn upgrade(State(state): State<HttpState>, headers: HeaderMap, upgrade: WebSocketUpgrade) -> Response {
    if !same_origin(&headers) {
        return ApiError::Unauthorized.into_response();
    }
    upgrade
        .read_buffer_size(2048)
        .write_buffer_size(0)
        .max_message_size(MAX_REQUEST)
        .max_frame_size(MAX_REQUEST)
        .on_upgrade(move |socket| attend(state, socket))
}

async fn attend(state: HttpState, mut socket: WebSocket) {
    let closing = match redeem_ticket(&state, &mut socket).await {
        Ok((connection, admission)) => {
            let player = admission.player;
            let visitor = Visitor { player, name: admission.name, looks: admission.looks };
            let (out, outbound) = mpsc::channel(SOCKET_QUEUE);
            let closing = if state.hall.send(ToHall::Connected { visitor, connection, out }).await {
                pump(&state, &mut socket, player, connection, outbound).await
            } else {
                Closing::Refused("the hall is closed")
            };
            state.hall.send(ToHall::Gone { player, connection }).await;
            closing
        }
        Err(closing) => closing,
    };
    bid_farewell(&mut socket, closing).await;
}

/// Moves messages both ways until either side ends.
async fn pump(
    state: &HttpState,
    socket: &mut WebSocket,
    player: PlayerId,
    connection: u64,
    mut outbound: mpsc::Receiver<Bytes>,
) -> Closing {
    let started = Instant::now();
    let mut heard = started;
    let mut rate = Bucket::full(60, 25);
    let mut pings = interval(PING_EVERY);
    pings.set_missed_tick_behavior(MissedTickBehavior::Delay);
    loop {
        tokio::select! {
            message = outbound.recv() => {
                let Some(message) = message else { return Closing::Refused("too slow, or here again") };
                state.gate.traffic.add(message.len(), 0);
                match timeout(SEND_WAIT, socket.send(Message::Binary(message))).await {
                    Ok(Ok(())) => {}
                    Ok(Err(_)) => return Closing::Gone,
                    Err(_) => return Closing::Refused("too slow"),
                }
            }
            message = socket.recv() => {
                let arrived = std::time::Instant::now();
                heard = Instant::now();
                let since = u64::try_from(heard.duration_since(started).as_millis()).unwrap_or(u64::MAX);
                if !rate.take(since) {
                    return Closing::Refused("too many messages");
                }
                match message {
                    Some(Ok(Message::Binary(bytes))) => {
                        state.gate.traffic.add(0, bytes.len());
                        let Ok(request) = postcard::from_bytes::<RoomRequest>(&bytes) else {
                            return Closing::Refused("a request that makes no sense");
                        };
                        let request = Box::new(request);
                        if !state.hall.send(ToHall::Request { player, connection, request, arrived }).await {
                            return Closing::Refused("the hall is closed");
                        }
                    }
                    Some(Ok(Message::Ping(_) | Message::Pong(_))) => {}
                    Some(Ok(Message::Text(_))) => return Closing::Refused("unexpected text"),
                    Some(Ok(Message::Close(_)) | Err(_)) | None => return Closing::Gone,
                }
            }
            _ = pings.tick() => {
                if heard.elapsed() > SILENCE {
                    return Closing::Refused("silent");
                }
                if timeout(SEND_WAIT, socket.send(Message::Ping(Bytes::new()))).await.is_err() {
                    return Closing::Refused("too slow");
                }
            }
        }
    }
}
