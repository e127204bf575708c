//! Who is on the other end of a connection, and by which of our addresses they came.

use std::net::{IpAddr, Ipv4Addr, SocketAddr};

use axum::extract::connect_info::Connected;
use axum::serve::{IncomingStream, Listener};
use tokio::net::{TcpListener, TcpStream};
use tracing::warn;

/// Both ends of a connection.
#[derive(Debug, Clone, Copy)]
pub(super) struct Peer {
    /// The other end.
    pub remote: IpAddr,
    /// Our end: the address the client dialled.
    pub local: IpAddr,
}

/// A listener whose connections send small frames at once instead of waiting to fill a packet.
pub(super) struct QuickListener(pub TcpListener);

impl Listener for QuickListener {
    type Io = TcpStream;
    type Addr = SocketAddr;

    async fn accept(&mut self) -> (TcpStream, SocketAddr) {
        let (stream, address) = Listener::accept(&mut self.0).await;
        if let Err(cause) = stream.set_nodelay(true) {
            warn!(%cause, "a connection keeps delaying small packets");
        }
        (stream, address)
    }

    fn local_addr(&self) -> std::io::Result<SocketAddr> {
        self.0.local_addr()
    }
}

impl Connected<IncomingStream<'_, QuickListener>> for Peer {
    fn connect_info(stream: IncomingStream<'_, QuickListener>) -> Self {
        let local = stream.io().local_addr().map_or(IpAddr::V4(Ipv4Addr::LOCALHOST), |address| address.ip());
        Self { remote: stream.remote_addr().ip(), local }
    }
}
