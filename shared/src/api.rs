//! Bodies of the HTTP API, version 1.

use std::collections::BTreeMap;

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

/// `POST /questions/import`: what came of a file of questions.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ImportAnswer {
    /// What its format is called.
    pub format: String,
    /// How many rows it has; empty ones don't count.
    pub rows: u32,
    /// How many questions were taken.
    pub taken: u32,
    /// How many boards were found complete and taken.
    pub boards: u32,
    /// How many questions were taken into each category, by its name.
    pub categories: BTreeMap<String, u32>,
    /// How many rows were left out.
    pub refused: u32,
    /// Why rows were left out, the first thousand.
    pub reasons: Vec<RowTold>,
    /// What was changed in rows that were taken, the first thousand.
    pub notes: Vec<RowTold>,
}

/// Something about one row of a file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RowTold {
    /// Which row: of tables with the header as row 1; of JSON the item, from 1; of GIFT the line.
    pub row: u32,
    /// What there is to say.
    pub why: String,
}

/// `GET /me/bests`: one's records in the Game Hall.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BestsResponse {
    /// By category, in the order of their names.
    pub categories: Vec<CategoryBest>,
}

/// One's records in a category.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CategoryBest {
    /// The category's name in the bank; `boards` for clues.
    pub category: String,
    /// What players read.
    pub name: String,
    /// How many questions one was asked.
    pub answered: u32,
    /// How many answers were right.
    pub right: u32,
    /// The most points of a game of Fifth Grade in this category; `None` before the first one.
    pub best_fifth: Option<i64>,
}
