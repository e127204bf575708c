//! A WebSocket to the server, driven by the background thread.

use std::time::Duration;

use bytes::Bytes;
use futures_util::{SinkExt, StreamExt};
use tokio::net::TcpStream;
use tokio::sync::mpsc::error::TryRecvError;
use tokio::sync::mpsc::{Receiver, Sender, channel};
use tokio::time::timeout;
use tokio_tungstenite::tungstenite::protocol::WebSocketConfig;
use tokio_tungstenite::tungstenite::{Error, Message};
use tokio_tungstenite::{MaybeTlsStream, WebSocketStream, connect_async_with_config};

use super::runtime;
use crate::net::frames::{LineEvent, MAX_SERVER_FRAME};

/// Connecting, and sending one message, may each take this long.
const PATIENCE: Duration = Duration::from_secs(8);

/// Messages that may wait in each direction.
const WAITING: usize = 512;

type Stream = WebSocketStream<MaybeTlsStream<TcpStream>>;

/// An open or opening WebSocket; dropping it closes it.
pub struct Socket {
    events: Receiver<LineEvent>,
    frames: Sender<Bytes>,
}

impl Socket {
    /// Starts to connect to `url` and to show `ticket` there.
    pub fn open(url: String, ticket: String) -> Self {
        let (event_sender, events) = channel(WAITING);
        let (frames, frame_receiver) = channel(WAITING);
        if let Some(runtime) = runtime::handle() {
            runtime.spawn(async move {
                if let Err(cause) = run(url, ticket, event_sender, frame_receiver).await {
                    tracing::warn!(%cause, "the socket broke");
                }
            });
        }
        Self { events, frames }
    }

    /// What happened next, without waiting; [`LineEvent::Closed`] is the last.
    pub fn poll(&mut self) -> Option<LineEvent> {
        match self.events.try_recv() {
            Ok(event) => Some(event),
            Err(TryRecvError::Empty) => None,
            Err(TryRecvError::Disconnected) => Some(LineEvent::Closed),
        }
    }

    /// Queues a frame; false when the line is dead or hopelessly behind.
    pub fn send(&mut self, frame: Bytes) -> bool {
        self.frames.try_send(frame).is_ok()
    }
}

/// Why a socket ended other than by being closed.
#[derive(Debug, thiserror::Error)]
enum Broken {
    #[error(transparent)]
    Socket(#[from] Box<Error>),
    #[error("nothing moved for {} seconds", PATIENCE.as_secs())]
    TooSlow(#[from] tokio::time::error::Elapsed),
}

impl From<Error> for Broken {
    fn from(error: Error) -> Self {
        Self::Socket(Box::new(error))
    }
}

async fn run(
    url: String,
    ticket: String,
    events: Sender<LineEvent>,
    mut frames: Receiver<Bytes>,
) -> Result<(), Broken> {
    let config = WebSocketConfig::default()
        .read_buffer_size(16 * 1024)
        .write_buffer_size(0)
        .max_message_size(Some(MAX_SERVER_FRAME))
        .max_frame_size(Some(MAX_SERVER_FRAME));
    let (mut stream, _) = timeout(PATIENCE, connect_async_with_config(url, Some(config), true)).await??;
    timeout(PATIENCE, stream.send(Message::text(ticket))).await??;
    if events.send(LineEvent::Opened).await.is_err() {
        return Ok(());
    }
    loop {
        tokio::select! {
            message = stream.next() => {
                let Some(message) = message else { return Ok(()) };
                if !deliver(message?, &events).await {
                    return close(stream).await;
                }
            }
            frame = frames.recv() => {
                let Some(frame) = frame else { return close(stream).await };
                timeout(PATIENCE, stream.send(Message::Binary(frame))).await??;
            }
        }
    }
}

/// Passes a message on; false when nobody wants it any more.
async fn deliver(message: Message, events: &Sender<LineEvent>) -> bool {
    let event = match message {
        Message::Binary(frame) => LineEvent::Frame(frame),
        // Pings are answered by the library while we read.
        Message::Ping(_) | Message::Pong(_) => LineEvent::Alive,
        Message::Close(_) => return false,
        Message::Text(_) | Message::Frame(_) => return true,
    };
    events.send(event).await.is_ok()
}

async fn close(mut stream: Stream) -> Result<(), Broken> {
    match timeout(PATIENCE, stream.close(None)).await? {
        Ok(()) | Err(Error::ConnectionClosed | Error::AlreadyClosed | Error::Protocol(_)) => Ok(()),
        Err(cause) => Err(cause.into()),
    }
}
