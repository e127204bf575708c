//! The game in a browser tab: takes what the page was served with, and starts.

#[cfg(feature = "hook")]
mod hook;
mod keyboard;
mod staying;

use std::path::PathBuf;
use std::sync::Arc;

use bevy::prelude::*;
use shared::content::town::{TownContent, TownSources};
use wasm_bindgen::{JsCast as _, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{HtmlElement, Response};

use crate::Options;
use crate::town::scene::Drawn;

/// Frames after everything is loaded until what was uploaded is surely on screen.
const FIRST_FRAMES: u8 = 3;

/// Why the game can't start; the text is for the log of the browser.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    /// The page isn't the one that belongs to this build.
    #[error("the page has no canvas #game with data-assets")]
    NoPage,
    /// The content didn't come.
    #[error("the content didn't come: {0}")]
    NoContent(String),
    /// The content makes no sense.
    #[error("the content is broken: {0}")]
    BadContent(String),
}

/// Fetches the content and runs the game; returns when the browser has taken over.
///
/// # Errors
/// [`StartError`]; nothing was drawn then, and the page can say so.
pub async fn run() -> Result<(), StartError> {
    let window = web_sys::window().ok_or(StartError::NoPage)?;
    let canvas = window.document().and_then(|document| document.get_element_by_id("game"));
    let canvas: HtmlElement = canvas.and_then(|canvas| canvas.dyn_into().ok()).ok_or(StartError::NoPage)?;
    let assets = canvas.dataset().get("assets").ok_or(StartError::NoPage)?;
    let home = window.location().origin().map_err(|_| StartError::NoPage)?;
    let text = fetch_text(&format!("{assets}/town.json"))
        .await
        .map_err(|cause| StartError::NoContent(format!("{cause:?}")))?;
    let sources: TownSources =
        serde_json::from_str(&text).map_err(|cause| StartError::BadContent(cause.to_string()))?;
    let content = TownContent::of(&sources).map_err(|problems| {
        StartError::BadContent(problems.iter().map(ToString::to_string).collect::<Vec<_>>().join("; "))
    })?;
    let options = Options {
        assets: PathBuf::from(assets),
        content: Arc::new(content),
        seed: web_sys::js_sys::Math::random().to_bits(),
        home,
    };
    let mut app = crate::windowed(options);
    #[cfg(feature = "hook")]
    app.add_plugins(hook::plugin);
    app.add_plugins((keyboard::plugin, staying::plugin)).add_systems(Last, tell_page);
    app.run();
    Ok(())
}

/// Tells the page when the first whole picture is drawn, so that it can take its loading bar away.
fn tell_page(drawn: Res<Drawn>, mut frames: Local<u8>) {
    if *frames > FIRST_FRAMES || drawn.key.is_none() {
        return;
    }
    *frames += 1;
    let page = web_sys::window().and_then(|window| window.document()).and_then(|document| document.document_element());
    if *frames == FIRST_FRAMES
        && let Some(page) = page
        && let Err(cause) = page.set_attribute("data-drawn", "yes")
    {
        warn!(?cause, "the page could not be told");
    }
}

async fn fetch_text(url: &str) -> Result<String, JsValue> {
    let window = web_sys::window().ok_or("no window")?;
    let response: Response = JsFuture::from(window.fetch_with_str(url)).await?.dyn_into()?;
    if !response.ok() {
        return Err(JsValue::from_str(&format!("status {}", response.status())));
    }
    let text = JsFuture::from(response.text()?).await?;
    text.as_string().ok_or_else(|| "no text".into())
}
