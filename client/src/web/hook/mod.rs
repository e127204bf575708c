//! What tests in a browser may look at: the state of the game as JSON, and a staged view for a picture; never a way
//! to change a town.

mod table;

use bevy::prelude::*;
use bevy_egui::input::EguiWantsInput;
use serde::Serialize;
use shared::protocol::components::Being;
use shared::world::UNITS;

use crate::Options;
use crate::design::Desk;
use crate::hall::Hall;
use crate::net::{Connection, ConnectionState, ServerClock};
use crate::own::{Content, Me};
use crate::screens::Screen;
use crate::shot::{self, Progress, Staging};
use crate::town::bodies::Shown;
use crate::town::camera::View;
use crate::ui::toasts::Toasts;
use crate::ui::transcript::Transcript;

/// The element attribute that holds the state.
const ATTRIBUTE: &str = "data-state";

/// What comes before the name of a view that the page is asked for, as in `/?view=plaza-day`.
const QUERY: &str = "?view=";

/// Writes the state after every frame, and stages the view that the page was asked for.
pub fn plugin(app: &mut App) {
    app.add_systems(Last, write_state);
    if let Some(view) = asked_for() {
        shot::plugin(app, Staging { view, minute: view.minute() });
    }
}

/// The same chance for every picture of a view.
pub fn seeded(options: Options) -> Options {
    if asked_for().is_some() { Options { seed: shot::SEED, ..options } } else { options }
}

/// The view that the page was asked for; `None` for the game itself.
fn asked_for() -> Option<shot::View> {
    let query = web_sys::window()?.location().search().ok()?;
    shot::View::named(query.strip_prefix(QUERY)?)
}

#[derive(Serialize)]
struct State {
    screen: String,
    connected: bool,
    reconnecting: bool,
    scene: Option<String>,
    /// What the content in use calls the scene.
    place: Option<String>,
    /// One's own place in tiles, with fractions.
    at: Option<(f32, f32)>,
    /// Physical pixels of one art pixel, and the scene pixel in the middle of the view.
    zoom: u32,
    centre: (f32, f32),
    others: Vec<Other>,
    members: usize,
    /// Whether keys go into a line of text.
    writing: bool,
    /// Whether the town lets one design.
    designs: bool,
    visitors: u32,
    lines: Vec<String>,
    /// The notices that show, oldest first.
    toasts: Vec<String>,
    /// The room one is in.
    table: Option<table::AtTable>,
    frames: u32,
    /// Whether a staged view stands still.
    staged: bool,
    /// What the game has taken of the browser's memory, which it never gives back.
    memory_bytes: usize,
}

#[derive(Serialize)]
struct Other {
    name: String,
    is_character: bool,
    /// Scene pixels of the feet.
    feet: (f32, f32),
}

fn write_state(
    screen: Res<bevy::state::state::State<Screen>>,
    connection: Res<Connection>,
    me: Res<Me>,
    clock: Res<ServerClock>,
    view: Res<View>,
    bodies: Query<(&Being, &Shown)>,
    transcript: Res<Transcript>,
    toasts: Res<Toasts>,
    content: Res<Content>,
    frames: Res<bevy::diagnostic::FrameCount>,
    wants: Option<Res<EguiWantsInput>>,
    desk: Res<Desk>,
    staging: Option<Res<Progress>>,
    hall: Res<Hall>,
) {
    let at = me.body.map(|_| {
        let at = me.pose(clock.tick()).at;
        (at.x as f32 / UNITS as f32, at.y as f32 / UNITS as f32)
    });
    let state = State {
        screen: format!("{:?}", screen.get()),
        connected: connection.state == ConnectionState::Connected,
        reconnecting: matches!(connection.state, ConnectionState::Reconnecting { .. }),
        scene: me.scene.as_ref().map(ToString::to_string),
        place: me.scene_in(&content).map(|scene| scene.def.name.clone()),
        at,
        zoom: view.zoom,
        centre: (view.centre_px.x, view.centre_px.y),
        others: bodies
            .iter()
            .filter(|(being, _)| !me.is_me(being.id))
            .map(|(being, shown)| Other {
                name: being.name.clone(),
                is_character: being.character.is_some(),
                feet: (shown.feet.x, shown.feet.y),
            })
            .collect(),
        members: me.members.len(),
        writing: wants.is_some_and(|wants| wants.wants_keyboard_input()),
        designs: desk.is_open,
        visitors: me.visitors,
        lines: transcript.cards().map(|card| format!("{}: {}", card.name, card.text)).collect(),
        toasts: toasts.texts().map(str::to_owned).collect(),
        table: table::at_table(&hall),
        frames: frames.0,
        staged: staging.is_some_and(|staging| staging.is_still()),
        memory_bytes: core::arch::wasm32::memory_size(0) * 65_536,
    };
    let canvas = web_sys::window().and_then(|window| window.document()).and_then(|page| page.get_element_by_id("game"));
    if let (Some(canvas), Ok(text)) = (canvas, serde_json::to_string(&state))
        && let Err(cause) = canvas.set_attribute(ATTRIBUTE, &text)
    {
        warn!(?cause, "the state could not be shown to tests");
    }
}
