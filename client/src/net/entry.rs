//! The way in over HTTP: which request comes next, and what its answer means. Knows no socket.

#[cfg(not(target_arch = "wasm32"))]
use base64::Engine as _;
use serde::Serialize;
use serde::de::DeserializeOwned;
use shared::api::{ErrorBody, GuestRequest, GuestResponse, JoinGrant, PREFIX, TownResponse};

use super::address::ServerAddress;

/// A request to the API.
#[derive(Clone, PartialEq, Eq)]
pub struct HttpCall {
    /// `GET`, `POST` or `PUT`.
    pub method: &'static str,
    /// The whole address.
    pub url: String,
    /// Sent as `Authorization: Bearer …`.
    pub token: Option<String>,
    /// JSON.
    pub body: Option<String>,
}

/// What came back: the status and the body, or why nothing came.
pub type HttpAnswer = Result<(u16, String), HttpSilence>;

/// No answer came; the text is for the log.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("no answer: {0}")]
pub struct HttpSilence(pub String);

/// Why the way in is closed. Shown to people.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum EntryFailure {
    /// The server speaks another protocol.
    #[error("This town speaks a newer version: please update Parlor.")]
    Outdated,
    /// The server said no, in its own words.
    #[error("{0}")]
    Refused(String),
    /// The server can't let anybody in right now, in its own words.
    #[error("{0}")]
    Busy(String),
    /// Nobody answered.
    #[error("Nobody answers at {0}. Is the town open, and is the address right?")]
    Unreachable(String),
    /// Something answered that isn't a town.
    #[error("Something answers at {0}, but it isn't a town of Parlor.")]
    NotATown(String),
}

impl EntryFailure {
    /// Whether trying again later may help.
    #[must_use]
    pub const fn is_passing(&self) -> bool {
        matches!(self, Self::Busy(_) | Self::Unreachable(_))
    }
}

/// What an answer led to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Progress {
    /// Another request: see [`Entry::call`].
    GoOn,
    /// The door is open.
    Granted(JoinGrant),
}

/// Where on the way in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Step {
    Town,
    Register,
    Introduce,
    Ticket,
}

/// One walk through the API, from the town's sign to a ticket.
pub struct Entry {
    server: ServerAddress,
    protocol: u64,
    guest: GuestRequest,
    token: Option<String>,
    registered: bool,
    introduced: bool,
    step: Step,
    /// What the town's sign says, once read.
    pub town: Option<TownResponse>,
    /// The player's name as the server took it, once read.
    pub name: Option<String>,
}

impl Entry {
    /// Begins at the town's sign. `introduced` says that the server already knows this name and these looks by `token`.
    pub fn new(
        server: ServerAddress,
        protocol: u64,
        guest: GuestRequest,
        token: Option<String>,
        introduced: bool,
    ) -> Self {
        let introduced = introduced && token.is_some();
        let step = if introduced { Step::Ticket } else { Step::Town };
        Self { server, protocol, guest, token, registered: false, introduced, step, town: None, name: None }
    }

    /// The server it leads into.
    pub const fn server(&self) -> &ServerAddress {
        &self.server
    }

    /// The token in use now.
    pub fn token(&self) -> Option<&str> {
        self.token.as_deref()
    }

    /// Whether the server knows name and looks by now.
    pub const fn is_introduced(&self) -> bool {
        self.introduced
    }

    /// What is going on, for people.
    pub const fn step_in_words(&self) -> &'static str {
        match self.step {
            Step::Town => "Looking for the town…",
            Step::Register | Step::Introduce => "Saying hello…",
            Step::Ticket => "Asking for a way in…",
        }
    }

    /// The request to make now.
    pub fn call(&self) -> HttpCall {
        let (method, path, body) = match self.step {
            Step::Town => ("GET", "/town", None),
            Step::Register => ("POST", "/guests", json(&self.guest)),
            Step::Introduce => ("PUT", "/me", json(&self.guest)),
            Step::Ticket => ("POST", "/tickets", None),
        };
        let token = matches!(self.step, Step::Introduce | Step::Ticket).then(|| self.token.clone()).flatten();
        HttpCall { method, url: format!("{}{PREFIX}{path}", self.server.http()), token, body }
    }

    /// Reads the answer to [`Self::call`].
    ///
    /// # Errors
    /// [`EntryFailure`] when the way ends here.
    pub fn read(&mut self, answer: HttpAnswer) -> Result<Progress, EntryFailure> {
        let (status, body) = answer.map_err(|silence| {
            tracing::warn!(server = self.server.http(), %silence, "the town doesn't answer");
            EntryFailure::Unreachable(self.server.http())
        })?;
        if status == 401 && self.token.is_some() && !self.registered {
            self.token = None;
            self.introduced = false;
            self.step = Step::Register;
            return Ok(Progress::GoOn);
        }
        if !(200..300).contains(&status) {
            return Err(self.refusal(status, &body));
        }
        match self.step {
            Step::Town => {
                let town: TownResponse = self.parsed(&body)?;
                self.check_protocol(town.protocol)?;
                self.town = Some(town);
                self.step = if self.token.is_some() { Step::Introduce } else { Step::Register };
            }
            Step::Register => {
                let response: GuestResponse = self.parsed(&body)?;
                self.token = Some(response.token);
                self.name = Some(response.name);
                (self.registered, self.introduced) = (true, true);
                self.step = Step::Ticket;
            }
            Step::Introduce => {
                self.introduced = true;
                self.step = Step::Ticket;
            }
            Step::Ticket => {
                let grant: JoinGrant = self.parsed(&body)?;
                self.check_protocol(grant.protocol)?;
                return Ok(Progress::Granted(grant));
            }
        }
        Ok(Progress::GoOn)
    }

    fn check_protocol(&self, theirs: u64) -> Result<(), EntryFailure> {
        if theirs == self.protocol {
            return Ok(());
        }
        tracing::warn!(ours = self.protocol, theirs, "the town speaks another protocol");
        Err(EntryFailure::Outdated)
    }

    fn parsed<T: DeserializeOwned>(&self, body: &str) -> Result<T, EntryFailure> {
        serde_json::from_str(body).map_err(|cause| {
            tracing::warn!(step = ?self.step, line = cause.line(), column = cause.column(), "unreadable answer");
            EntryFailure::NotATown(self.server.http())
        })
    }

    fn refusal(&self, status: u16, body: &str) -> EntryFailure {
        tracing::warn!(step = ?self.step, status, "the town refused");
        match (status, serde_json::from_str::<ErrorBody>(body)) {
            (429 | 500.., Ok(error)) => EntryFailure::Busy(error.message),
            (502..=504, Err(_)) => EntryFailure::Unreachable(self.server.http()),
            (_, Ok(error)) => EntryFailure::Refused(error.message),
            (_, Err(_)) => EntryFailure::NotATown(self.server.http()),
        }
    }
}

fn json(value: &impl Serialize) -> Option<String> {
    serde_json::to_string(value).ok()
}

/// The bytes of a UDP grant's connect token; `None` when it is no base64.
#[cfg(not(target_arch = "wasm32"))]
pub fn connect_token_bytes(text: &str) -> Option<Vec<u8>> {
    base64::engine::general_purpose::STANDARD.decode(text).ok()
}

#[cfg(test)]
mod tests {
    use shared::content::looks::Looks;

    use super::*;

    const PROTOCOL: u64 = 77;

    fn entry(token: Option<&str>, introduced: bool) -> Entry {
        let server = ServerAddress::parse("town:80").expect("an address");
        let guest = GuestRequest { name: "Ana".into(), looks: Looks::default() };
        Entry::new(server, PROTOCOL, guest, token.map(str::to_owned), introduced)
    }

    fn town(protocol: u64) -> (u16, String) {
        (200, format!(r#"{{"name":"Parlor","visitors":3,"minute_of_day":600,"protocol":{protocol}}}"#))
    }

    fn grant(protocol: u64) -> (u16, String) {
        (200, format!(r#"{{"ticket":"t","protocol":{protocol},"ws_path":"/ws","udp":null}}"#))
    }

    fn guest() -> (u16, String) {
        (201, r#"{"token":"new","name":"Ana"}"#.into())
    }

    fn refusal(status: u16, message: &str) -> (u16, String) {
        (status, format!(r#"{{"code":"x","message":"{message}"}}"#))
    }

    /// Walks in with these answers; returns the requests made (`METHOD path token`) and how it ended.
    fn walk(mut entry: Entry, answers: Vec<(u16, String)>) -> (Vec<String>, Result<Progress, EntryFailure>) {
        let mut calls = Vec::new();
        for answer in answers {
            let call = entry.call();
            let path = call.url.strip_prefix("http://town:80/api/v1").unwrap_or(&call.url).to_owned();
            calls.push(format!("{} {path} {}", call.method, call.token.as_deref().unwrap_or("-")));
            match entry.read(Ok(answer)) {
                Ok(Progress::GoOn) => {}
                end => return (calls, end),
            }
        }
        (calls, Ok(Progress::GoOn))
    }

    #[track_caller]
    fn check(entry: Entry, answers: Vec<(u16, String)>, calls: &[&str], granted: bool) {
        let (made, end) = walk(entry, answers);
        assert_eq!(made, calls);
        assert_eq!(matches!(end, Ok(Progress::Granted(_))), granted, "{end:?}");
    }

    #[test]
    fn a_stranger_registers() {
        let calls = ["GET /town -", "POST /guests -", "POST /tickets new"];
        check(entry(None, false), vec![town(PROTOCOL), guest(), grant(PROTOCOL)], &calls, true);
    }

    #[test]
    fn a_guest_says_how_they_look_and_comes_back_straight() {
        let calls = ["GET /town -", "PUT /me old", "POST /tickets old"];
        check(entry(Some("old"), false), vec![town(PROTOCOL), (204, String::new()), grant(PROTOCOL)], &calls, true);
        check(entry(Some("old"), true), vec![grant(PROTOCOL)], &["POST /tickets old"], true);
    }

    #[test]
    fn a_forgotten_guest_registers_anew_once() {
        let gone = || refusal(401, "who?");
        let calls = ["POST /tickets old", "POST /guests -", "POST /tickets new"];
        check(entry(Some("old"), true), vec![gone(), guest(), grant(PROTOCOL)], &calls, true);
        check(entry(Some("old"), true), vec![gone(), guest(), gone(), guest()], &calls, false);
    }

    #[test]
    fn another_protocol_ends_it_before_anything_is_registered() {
        assert_eq!(walk(entry(None, false), vec![town(78), guest()]).1, Err(EntryFailure::Outdated));
        let late = walk(entry(Some("old"), true), vec![grant(78)]).1;
        assert_eq!(late, Err(EntryFailure::Outdated));
    }

    #[test]
    fn refusals_keep_the_servers_words() {
        let end = |answer| walk(entry(None, false), vec![town(PROTOCOL), answer]).1.expect_err("a refusal");
        assert_eq!(end(refusal(422, "Pick another name.")), EntryFailure::Refused("Pick another name.".into()));
        assert!(end(refusal(503, "The town is full.")).is_passing());
        assert!(end((502, "<html>".into())).is_passing());
        assert!(!end((404, "<html>".into())).is_passing());
        let mut silent = entry(None, false);
        let failure = silent.read(Err(HttpSilence("timed out".into()))).expect_err("silence");
        assert!(failure.is_passing() && failure.to_string().contains("http://town:80"));
    }
}
