//! The game in a browser tab: takes what the page was served with, and starts.

#[cfg(feature = "hook")]
mod hook;
mod keyboard;
mod staying;

use std::path::Path;
use std::sync::Arc;

use bevy::prelude::*;
use shared::api::PREFIX;
use shared::content::shipped::{ShippedFiles, address};
use wasm_bindgen::JsValue;

use crate::Options;
use crate::content::{MAX_LIST, Shipped, checked, read_list};
use crate::net::platform::http;
use crate::town::scene::Drawn;

/// Frames after everything is loaded until what was uploaded is surely on screen.
const FIRST_FRAMES: u8 = 3;

/// Why the game can't start; the text is for the log of the browser.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    /// The page isn't the one that belongs to this build.
    #[error("the page has no canvas #game")]
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
    canvas.ok_or(StartError::NoPage)?;
    let home = window.location().origin().map_err(|_| StartError::NoPage)?;
    let files = fetch_content(&home).await?;
    let shipped = Shipped::of(files, Path::new(""), None).map_err(|problems| {
        StartError::BadContent(problems.iter().map(ToString::to_string).collect::<Vec<_>>().join("; "))
    })?;
    let options = Options { shipped: Arc::new(shipped), seed: web_sys::js_sys::Math::random().to_bits(), home };
    #[cfg(feature = "hook")]
    let options = hook::seeded(options);
    let mut app = crate::windowed(options);
    app.add_plugins((keyboard::plugin, staying::plugin)).add_systems(Last, tell_page);
    #[cfg(feature = "hook")]
    app.add_plugins(hook::plugin);
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

/// Every file of the town's content; all are asked for at once, and the browser paces them.
async fn fetch_content(home: &str) -> Result<ShippedFiles, StartError> {
    let silent = |cause: JsValue| StartError::NoContent(format!("{cause:?}"));
    let list = http::begin(&format!("{home}{PREFIX}/content")).map_err(silent)?;
    let list = http::take(list, MAX_LIST).await.map_err(silent)?;
    let list = read_list(&list).map_err(StartError::BadContent)?;
    let mut begun = Vec::new();
    for (path, listed) in list.files {
        let file = http::begin(&format!("{home}{}", address(&listed.hash, &path))).map_err(silent)?;
        begun.push((path, listed, file));
    }
    let mut files = ShippedFiles::default();
    for (path, listed, file) in begun {
        let bytes = http::take(file, listed.bytes).await.map_err(silent)?;
        let file = checked(&listed, bytes).map_err(|cause| StartError::NoContent(format!("{path}: {cause}")))?;
        files.0.insert(path, file);
    }
    Ok(files)
}
