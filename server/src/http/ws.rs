//! The WebSocket door: the first message is a ticket, everything after it is frames for the shard.

use std::time::Duration;

use axum::extract::State;
use axum::extract::ws::{CloseFrame, Message, WebSocket, WebSocketUpgrade, close_code};
use axum::http::HeaderMap;
use axum::http::header::{HOST, ORIGIN};
use axum::response::{IntoResponse, Response};
use bytes::Bytes;
use shared::protocol::frames::MAX_CLIENT_FRAME;
use tokio::sync::mpsc;
use tokio::time::{Instant, MissedTickBehavior, interval, timeout};
use tracing::debug;

use super::HttpState;
use super::error::ApiError;
use crate::auth::tickets::Admission;
use crate::auth::tokens;
use crate::bridge::{INBOUND_FRAMES, NewSocket, OUTBOUND_FRAMES, ToShard};
use crate::bucket::Bucket;
use crate::tick_times::Traffic;

/// How long a socket may take to show its ticket.
const TICKET_WAIT: Duration = Duration::from_secs(5);

/// How often a quiet socket is asked whether it is still there.
pub(super) const PING_EVERY: Duration = Duration::from_secs(5);

/// How long a socket may say nothing at all, answers to pings included.
pub(super) const SILENCE: Duration = Duration::from_secs(15);

/// How long one frame may take to leave: a full TCP window would otherwise hold the task for ever.
pub(super) const SEND_WAIT: Duration = Duration::from_secs(10);

/// Why a socket was closed, as sent to the client.
pub(super) enum Closing {
    Gone,
    Refused(&'static str),
}

pub(super) async fn upgrade(State(state): State<HttpState>, headers: HeaderMap, upgrade: WebSocketUpgrade) -> Response {
    if !same_origin(&headers) {
        return ApiError::Unauthorized.into_response();
    }
    upgrade
        // tungstenite would allocate and zero 128 KiB for each socket, three times what a client needs.
        .read_buffer_size(4096)
        .write_buffer_size(0)
        .max_message_size(MAX_CLIENT_FRAME)
        .max_frame_size(MAX_CLIENT_FRAME)
        .on_upgrade(move |socket| attend(state, socket))
}

/// Browsers say where a page came from; pages of other sites may not use the visitor's town.
pub(super) fn same_origin(headers: &HeaderMap) -> bool {
    let Some(origin) = headers.get(ORIGIN) else { return true };
    let host = headers.get(HOST).and_then(|host| host.to_str().ok());
    let origin = origin.to_str().ok().and_then(|origin| origin.split_once("://")).map(|(_, rest)| rest);
    host.is_some() && origin == host
}

async fn attend(state: HttpState, mut socket: WebSocket) {
    let closing = match show_in(&state, &mut socket).await {
        Ok((inbound, outbound)) => pump(&mut socket, inbound, outbound, &state.gate.traffic).await,
        Err(closing) => closing,
    };
    bid_farewell(&mut socket, closing).await;
}

/// Tells a client why its socket closes.
pub(super) async fn bid_farewell(socket: &mut WebSocket, closing: Closing) {
    let frame = match closing {
        Closing::Gone => CloseFrame { code: close_code::NORMAL, reason: "".into() },
        Closing::Refused(reason) => {
            debug!(reason, "closing a socket");
            CloseFrame { code: close_code::POLICY, reason: reason.into() }
        }
    };
    let farewell = socket.send(Message::Close(Some(frame)));
    if timeout(Duration::from_secs(1), farewell).await.is_err() {
        debug!("a socket did not take its farewell");
    }
}

/// Redeems the ticket that has to be a socket's first message; the connection's id and who comes in.
pub(super) async fn redeem_ticket(state: &HttpState, socket: &mut WebSocket) -> Result<(u64, Admission), Closing> {
    let Ok(Some(Ok(Message::Text(ticket)))) = timeout(TICKET_WAIT, socket.recv()).await else {
        return Err(Closing::Refused("no ticket"));
    };
    if ticket.len() != tokens::TEXT_LENGTH {
        return Err(Closing::Refused("bad ticket"));
    }
    let redeemed = state.gate.office.redeem_secret(&ticket, state.gate.clock.now_ms());
    redeemed.ok_or(Closing::Refused("used or expired ticket"))
}

type Ends = (mpsc::Sender<Bytes>, mpsc::Receiver<Bytes>);

/// Redeems the ticket and hands the socket to its shard.
async fn show_in(state: &HttpState, socket: &mut WebSocket) -> Result<Ends, Closing> {
    let (id, admission) = redeem_ticket(state, socket).await?;
    let shard = state.gate.roster.shard_of(&admission.scene);
    let (to_shard, inbound) = mpsc::channel(INBOUND_FRAMES);
    let (outbound, from_shard) = mpsc::channel(OUTBOUND_FRAMES);
    let socket = ToShard::Socket(Box::new(NewSocket { id, admission, inbound, outbound }));
    state.doors.send(shard, socket).map_err(|_| Closing::Refused("the town is full"))?;
    Ok((to_shard, from_shard))
}

/// Moves frames both ways until either side ends.
async fn pump(
    socket: &mut WebSocket,
    inbound: mpsc::Sender<Bytes>,
    mut outbound: mpsc::Receiver<Bytes>,
    traffic: &Traffic,
) -> Closing {
    let started = Instant::now();
    let mut heard = started;
    let mut rate = Bucket::full(240, 8);
    let mut pings = interval(PING_EVERY);
    pings.set_missed_tick_behavior(MissedTickBehavior::Delay);
    loop {
        tokio::select! {
            frame = outbound.recv() => {
                let Some(frame) = frame else { return Closing::Gone };
                traffic.add(frame.len(), 0);
                match timeout(SEND_WAIT, socket.send(Message::Binary(frame))).await {
                    Ok(Ok(())) => {}
                    Ok(Err(_)) => return Closing::Gone,
                    Err(_) => return Closing::Refused("too slow"),
                }
            }
            next = next_message(socket, &inbound) => {
                let Some((room, message)) = next else { return Closing::Gone };
                heard = Instant::now();
                let since = u64::try_from(heard.duration_since(started).as_millis()).unwrap_or(u64::MAX);
                if !rate.take(since) {
                    return Closing::Refused("too many messages");
                }
                match message {
                    Some(Ok(Message::Binary(frame))) => {
                        traffic.add(0, frame.len());
                        room.send(frame);
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

/// The next message, once its shard has room for it; `None` when the shard has let go. What a client has to
/// catch up on after a hole in its network waits in TCP meanwhile, instead of costing it the connection.
async fn next_message<'a>(
    socket: &mut WebSocket,
    inbound: &'a mpsc::Sender<Bytes>,
) -> Option<(mpsc::Permit<'a, Bytes>, Option<Result<Message, axum::Error>>)> {
    let room = inbound.reserve().await.ok()?;
    Some((room, socket.recv().await))
}
