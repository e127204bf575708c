//! HTTP requests by the browser's fetch.

use std::sync::mpsc::{Receiver, TryRecvError, channel};

use bevy::platform::cell::SyncCell;
use wasm_bindgen::{JsCast as _, JsValue};
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::js_sys::{Promise, Uint8Array};
use web_sys::{AbortSignal, Headers, Request, RequestInit, Response};

use crate::net::entry::{HttpAnswer, HttpCall, HttpSilence};

/// A request as a whole may take this long, in milliseconds.
const PATIENCE_MS: u32 = 8000;

/// A request under way.
pub struct HttpTask(SyncCell<Receiver<HttpAnswer>>);

impl HttpTask {
    /// Sends a request.
    pub fn start(call: HttpCall) -> Self {
        let (sender, receiver) = channel();
        spawn_local(async move {
            let answer = send(call).await.map_err(|cause| HttpSilence(format!("{cause:?}")));
            // Nobody listens any more when the player left meanwhile.
            let _ = sender.send(answer);
        });
        Self(SyncCell::new(receiver))
    }

    /// The answer, once it is there.
    pub fn poll(&mut self) -> Option<HttpAnswer> {
        match self.0.get().try_recv() {
            Ok(answer) => Some(answer),
            Err(TryRecvError::Empty) => None,
            Err(TryRecvError::Disconnected) => Some(Err(HttpSilence("the request was dropped".into()))),
        }
    }
}

/// A file on its way.
pub struct FileTask(SyncCell<Receiver<Result<Vec<u8>, HttpSilence>>>);

impl FileTask {
    /// Asks for a file of at most so many bytes.
    pub fn start(url: String, most: u64) -> Self {
        let (sender, receiver) = channel();
        spawn_local(async move {
            let answer = match begin(&url) {
                Ok(promise) => take(promise, most).await,
                Err(cause) => Err(cause),
            };
            // Nobody listens any more when the player left meanwhile.
            let _ = sender.send(answer.map_err(|cause| HttpSilence(format!("{cause:?}"))));
        });
        Self(SyncCell::new(receiver))
    }

    /// The file, once it is there.
    pub fn poll(&mut self) -> Option<Result<Vec<u8>, HttpSilence>> {
        match self.0.get().try_recv() {
            Ok(answer) => Some(answer),
            Err(TryRecvError::Empty) => None,
            Err(TryRecvError::Disconnected) => Some(Err(HttpSilence("the request was dropped".into()))),
        }
    }
}

/// Begins to fetch a file.
pub fn begin(url: &str) -> Result<Promise, JsValue> {
    let init = RequestInit::new();
    init.set_signal(Some(&AbortSignal::timeout_with_u32(PATIENCE_MS)));
    let window = web_sys::window().ok_or("no window")?;
    Ok(window.fetch_with_str_and_init(url, &init))
}

/// The bytes of a file that was begun, at most so many.
pub async fn take(begun: Promise, most: u64) -> Result<Vec<u8>, JsValue> {
    let response: Response = JsFuture::from(begun).await?.dyn_into()?;
    if response.status() != 200 {
        return Err(JsValue::from_str(&format!("status {}", response.status())));
    }
    let bytes = Uint8Array::new(&JsFuture::from(response.array_buffer()?).await?);
    if u64::from(bytes.length()) > most {
        return Err("more bytes than expected".into());
    }
    Ok(bytes.to_vec())
}

async fn send(call: HttpCall) -> Result<(u16, String), JsValue> {
    let init = RequestInit::new();
    init.set_method(call.method);
    init.set_signal(Some(&AbortSignal::timeout_with_u32(PATIENCE_MS)));
    let headers = Headers::new()?;
    if let Some(token) = call.token {
        headers.set("Authorization", &format!("Bearer {token}"))?;
    }
    if let Some(body) = call.body {
        headers.set("Content-Type", "application/json")?;
        init.set_body(&JsValue::from_str(&body));
    }
    init.set_headers(&headers);
    let request = Request::new_with_str_and_init(&call.url, &init)?;
    let window = web_sys::window().ok_or("no window")?;
    let response: Response = JsFuture::from(window.fetch_with_request(&request)).await?.dyn_into()?;
    let body = JsFuture::from(response.text()?).await?;
    Ok((response.status(), body.as_string().unwrap_or_default()))
}
