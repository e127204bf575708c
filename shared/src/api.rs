//! Bodies of the HTTP API, version 1.

use serde::{Deserialize, Serialize};

use crate::content::looks::Looks;

/// Prefix of every path.
pub const PREFIX: &str = "/api/v1";

/// `POST /guests`: come to town under a name, without an account.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct GuestRequest {
    /// Parsed as a `DisplayName`.
    pub name: String,
    /// How the guest looks.
    pub looks: Looks,
}

/// `PUT /me`: change how one is called and looks.
pub type GuestChange = GuestRequest;

/// The answer to a new guest; the token is shown this once.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct GuestResponse {
    /// Sent as `Authorization: Bearer …` from now on.
    pub token: String,
    /// The name as it was accepted.
    pub name: String,
}

/// `POST /tickets`: the way into the running town, good for one use within 30 seconds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct JoinGrant {
    /// Secret that opens the connection once.
    pub ticket: String,
    /// Hash of the wire protocol the server speaks; a client with another one has to update.
    pub protocol: u64,
    /// Path of the WebSocket on the same host and port as this API.
    pub ws_path: String,
    /// How to connect over UDP; `None` when the server has it switched off.
    pub udp: Option<UdpGrant>,
}

/// The way in over UDP.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct UdpGrant {
    /// UDP port on the same host as this API.
    pub port: u16,
    /// Netcode connect token, in base64 (standard alphabet, padded).
    pub connect_token: String,
}

/// `GET /town`: what anybody may know before walking in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TownResponse {
    /// Name of the town.
    pub name: String,
    /// Players in the town now.
    pub visitors: u32,
    /// Minutes since the town's midnight.
    pub minute_of_day: u16,
    /// Hash of the wire protocol the server speaks.
    pub protocol: u64,
}

/// Every refusal of the API.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ErrorBody {
    /// Stable, for programs: `invalid`, `unauthorized`, `forbidden`, `not_found`, `busy`, `unavailable`, `internal`.
    pub code: String,
    /// For people.
    pub message: String,
}
