//! Answers for browsers: the right type, the smallest encoding, how long it may be kept, and what the page may do.

use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::header::{
    ACCEPT_ENCODING, ALLOW, CACHE_CONTROL, CONTENT_ENCODING, CONTENT_LENGTH, CONTENT_SECURITY_POLICY, CONTENT_TYPE,
    ETAG, HOST, IF_NONE_MATCH, REFERRER_POLICY, VARY, X_CONTENT_TYPE_OPTIONS,
};
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode};
use axum::response::{IntoResponse, Response};
use bytes::Bytes;

use super::File;
use crate::http::HttpState;
use crate::http::error::ApiError;

const OPENER: HeaderName = HeaderName::from_static("cross-origin-opener-policy");
const PERMISSIONS: HeaderName = HeaderName::from_static("permissions-policy");

/// Answers everything that is no route: a file of the site or of the content, or nothing.
pub(in crate::http) async fn answer(State(state): State<HttpState>, request: Request) -> Response {
    let path = request.uri().path();
    let content = || {
        let (hash, path) = path.strip_prefix("/a/")?.split_once('/')?;
        state.content.file(hash, path).map(|file| File::of_content(path, file))
    };
    let Some(file) = state.site.0.get(path).cloned().or_else(content) else {
        return ApiError::NotFound.into_response();
    };
    match *request.method() {
        Method::GET => send(&file, request.headers(), true),
        Method::HEAD => send(&file, request.headers(), false),
        _ => (StatusCode::METHOD_NOT_ALLOWED, [(ALLOW, "GET, HEAD")]).into_response(),
    }
}

pub(super) fn send(file: &File, asked: &HeaderMap, with_body: bool) -> Response {
    let (bytes, encoding) = encoded(file, asked);
    let tag = format!("\"{}{}\"", file.tag, encoding.map_or("", |name| &name[..1]));
    let known = asked.get_all(IF_NONE_MATCH).iter().any(|value| {
        value.to_str().is_ok_and(|tags| tags.split(',').any(|one| one.trim().trim_start_matches("W/") == tag))
    });
    let mut response = Response::new(Body::empty());
    let headers = response.headers_mut();
    let kept = if file.is_hashed { "public, max-age=31536000, immutable" } else { "no-cache" };
    headers.insert(CACHE_CONTROL, HeaderValue::from_static(kept));
    headers.insert(VARY, HeaderValue::from_static("Accept-Encoding"));
    headers.insert(X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    headers.extend(HeaderValue::from_str(&tag).ok().map(|tag| (ETAG, tag)));
    if file.mime.starts_with("text/html") {
        headers.insert(REFERRER_POLICY, HeaderValue::from_static("no-referrer"));
        headers.insert(OPENER, HeaderValue::from_static("same-origin"));
        headers.insert(PERMISSIONS, HeaderValue::from_static("camera=(), geolocation=(), microphone=(), payment=()"));
        headers.extend(HeaderValue::from_str(&policy(asked)).ok().map(|policy| (CONTENT_SECURITY_POLICY, policy)));
    }
    if known {
        *response.status_mut() = StatusCode::NOT_MODIFIED;
        return response;
    }
    headers.insert(CONTENT_TYPE, HeaderValue::from_static(file.mime));
    headers.insert(CONTENT_LENGTH, HeaderValue::from(bytes.len()));
    headers.extend(encoding.map(|name| (CONTENT_ENCODING, HeaderValue::from_static(name))));
    if with_body {
        *response.body_mut() = Body::from(bytes);
    }
    response
}

/// The smallest form that the browser takes.
fn encoded(file: &File, asked: &HeaderMap) -> (Bytes, Option<&'static str>) {
    let accepts = |name: &str| {
        asked.get_all(ACCEPT_ENCODING).iter().filter_map(|value| value.to_str().ok()).any(|list| {
            list.split(',').any(|one| {
                let (coding, rest) = one.split_once(';').unwrap_or((one, ""));
                coding.trim() == name
                    && !matches!(rest.replace(' ', "").as_str(), "q=0" | "q=0.0" | "q=0.00" | "q=0.000")
            })
        })
    };
    match (&file.brotli, &file.gzip) {
        (Some(brotli), _) if accepts("br") => (brotli.clone(), Some("br")),
        (_, Some(gzip)) if accepts("gzip") => (gzip.clone(), Some("gzip")),
        _ => (file.plain.clone(), None),
    }
}

/// What the page may load and whom it may speak with: this server, and nobody else.
fn policy(asked: &HeaderMap) -> String {
    let host = asked.get(HOST).and_then(|host| host.to_str().ok()).unwrap_or_default();
    let legal = |c: char| c.is_ascii_alphanumeric() || "-._:[]".contains(c);
    // Some browsers don't count WebSockets of the page's own server as 'self'.
    let sockets =
        if host.chars().all(legal) && !host.is_empty() { format!(" ws://{host} wss://{host}") } else { String::new() };
    format!(
        "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self' data: blob:; \
         font-src 'self'; media-src 'self' blob:; connect-src 'self'{sockets}; worker-src 'self'; manifest-src 'self'; \
         base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    )
}
