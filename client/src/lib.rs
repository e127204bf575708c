//! Parlor's client: it shows the town and asks the server; it never decides anything.
//!
//! [`headless`] is the half without a picture (connection, clock, prediction of one's own steps), enough for
//! bots and tests. [`windowed`] adds everything a player sees, hears and presses.

use std::path::Path;
use std::sync::Arc;

use bevy::prelude::*;
use bevy::state::app::StatesPlugin;
use shared::content::Problem;

use crate::content::Shipped;

#[cfg(feature = "window")]
mod accessibility;
#[cfg(feature = "window")]
pub mod audio;
pub mod content;
pub mod design;
pub mod hall;
#[cfg(feature = "window")]
pub mod input;
pub mod net;
pub mod own;
#[cfg(feature = "window")]
pub mod pixels;
#[cfg(feature = "window")]
pub mod screens;
#[cfg(feature = "window")]
pub mod settings;
#[cfg(all(feature = "window", any(not(target_arch = "wasm32"), feature = "hook")))]
pub mod shot;
#[cfg(feature = "window")]
pub mod town;
#[cfg(feature = "window")]
pub mod ui;
#[cfg(all(feature = "window", target_arch = "wasm32"))]
pub mod web;

/// What a client is told when it starts.
#[derive(Debug, Clone)]
pub struct Options {
    /// The content that the game came with; shared by all clients of a process.
    pub shipped: Arc<Shipped>,
    /// Seeds the little chance there is here: the spread of reconnects.
    pub seed: u64,
    /// The server that comes with the game, or that the game came from.
    pub home: String,
}

/// The server that a native game starts on its own machine.
pub const HOME_SERVER: &str = "127.0.0.1:7777";

/// Whether this is the game in a browser tab: one town, and no window of its own to close.
pub const IN_BROWSER: bool = cfg!(target_arch = "wasm32");

/// [`Options::home`], for those who need it later.
#[derive(Resource, Debug, Clone, Deref)]
pub struct Home(pub String);

impl Options {
    /// Loads the content in the folder `assets/client`.
    ///
    /// # Errors
    /// Every problem found in the content.
    pub fn load(assets: &Path, seed: u64) -> Result<Self, Vec<Problem>> {
        Ok(Self { shipped: Arc::new(Shipped::read(assets)?), seed, home: HOME_SERVER.to_owned() })
    }
}

/// Adds the half without a picture: protocol, connection, clock and one's own body.
///
/// The app must have Bevy's time and task pools (`MinimalPlugins` or `DefaultPlugins`). An app that is
/// updated by hand needs `finish()` and `cleanup()` first: the channels are set up there.
pub fn headless(app: &mut App, options: Options) {
    if !app.is_plugin_added::<StatesPlugin>() {
        app.add_plugins(StatesPlugin);
    }
    app.insert_resource(net::backoff::Seed(options.seed)).insert_resource(Home(options.home)).add_plugins((
        net::plugin,
        own::plugin,
        hall::plugin,
    ));
    content::plugin(app, options.shipped);
    design::plugin(app);
}

/// Adds everything a player sees, hears and presses to an app that has `DefaultPlugins` and [`headless`].
#[cfg(feature = "window")]
pub fn picture(app: &mut App) {
    app.add_plugins((
        settings::plugin,
        input::plugin,
        audio::plugin,
        pixels::plugin,
        town::plugin,
        screens::plugin,
        ui::plugin,
        accessibility::plugin,
    ));
    design::picture(app);
}

/// The whole client with its window.
#[cfg(feature = "window")]
pub fn windowed(options: Options) -> App {
    let mut app = App::new();
    // What goes wrong in one system is told in the log; it's no reason to throw a player out of the town.
    app.set_error_handler(bevy::ecs::error::warn);
    let window = Window {
        title: "Parlor".into(),
        // A browser keeps its own shortcuts: the page holds back only the keys that would scroll it.
        canvas: IN_BROWSER.then(|| "#game".into()),
        fit_canvas_to_parent: true,
        prevent_default_event_handling: false,
        ..default()
    };
    app.add_plugins(
        DefaultPlugins
            .set(WindowPlugin { primary_window: Some(window), ..default() })
            .set(ImagePlugin::default_nearest())
            .set(log()),
    );
    headless(&mut app, options);
    picture(&mut app);
    app
}

/// What is logged. `bevy_egui` misses its own line for on-screen keyboards at every touch; the page has another.
#[cfg(feature = "window")]
fn log() -> bevy::log::LogPlugin {
    let usual = bevy::log::LogPlugin::default();
    let filter = if IN_BROWSER { format!("{},bevy_egui::text_agent=off", usual.filter) } else { usual.filter.clone() };
    bevy::log::LogPlugin { filter, ..usual }
}
