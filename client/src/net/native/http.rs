//! HTTP requests, each on a worker thread.

use std::sync::OnceLock;
use std::time::Duration;

use ureq::Agent;
use ureq::http::Request;

use super::task::Task;
use crate::net::Done;
use crate::net::entry::{HttpAnswer, HttpCall, HttpSilence};

/// A request as a whole may take this long.
const PATIENCE: Duration = Duration::from_secs(8);

/// Largest answer read, in bytes.
const MAX_ANSWER: u64 = 3 * 1024 * 1024;

/// A request under way.
pub struct HttpTask(Task<HttpAnswer>);

impl HttpTask {
    /// Sends a request.
    pub fn start(call: HttpCall) -> Self {
        Self(Task::start("http", move || send(call).map_err(|error| HttpSilence(error.to_string()))))
    }

    /// The answer, once it is there.
    pub fn poll(&mut self) -> Option<HttpAnswer> {
        match self.0.poll() {
            Done::NotYet => None,
            Done::Yes(answer) => Some(answer),
            Done::Never => Some(Err(HttpSilence("the worker died".into()))),
        }
    }
}

/// A file on its way.
pub struct FileTask(Task<Result<Vec<u8>, HttpSilence>>);

impl FileTask {
    /// Asks for a file of at most so many bytes.
    pub fn start(url: String, most: u64) -> Self {
        Self(Task::start("file", move || get(&url, most)))
    }

    /// The file, once it is there.
    pub fn poll(&mut self) -> Option<Result<Vec<u8>, HttpSilence>> {
        match self.0.poll() {
            Done::NotYet => None,
            Done::Yes(answer) => Some(answer),
            Done::Never => Some(Err(HttpSilence("the worker died".into()))),
        }
    }
}

fn get(url: &str, most: u64) -> Result<Vec<u8>, HttpSilence> {
    let silence = |cause: ureq::Error| HttpSilence(cause.to_string());
    let mut response = agent().get(url).call().map_err(silence)?;
    if response.status() != 200 {
        return Err(HttpSilence(format!("status {}", response.status().as_u16())));
    }
    // One more byte than is taken, so that a file that is just as large passes the limit.
    response.body_mut().with_config().limit(most + 1).read_to_vec().map_err(silence)
}

fn agent() -> &'static Agent {
    static AGENT: OnceLock<Agent> = OnceLock::new();
    AGENT.get_or_init(|| {
        let config = Agent::config_builder().timeout_global(Some(PATIENCE)).http_status_as_error(false).build();
        Agent::new_with_config(config)
    })
}

fn send(call: HttpCall) -> Result<(u16, String), ureq::Error> {
    let mut request = Request::builder().method(call.method).uri(call.url);
    if let Some(token) = call.token {
        request = request.header("Authorization", format!("Bearer {token}"));
    }
    let mut response = match call.body {
        Some(body) => agent().run(request.header("Content-Type", "application/json").body(body)?)?,
        None => agent().run(request.body(())?)?,
    };
    let body = response.body_mut().with_config().limit(MAX_ANSWER).read_to_string()?;
    Ok((response.status().as_u16(), body))
}
