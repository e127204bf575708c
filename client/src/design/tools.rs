//! What a designer has in hand, and the keys that change it.

use std::collections::BTreeSet;

use bevy::prelude::*;
use bevy_egui::input::EguiWantsInput;
use shared::content::scene::SpotDef;
use shared::ids::Key;
use shared::world::TilePos;

use super::desk::Desk;
use super::people::Sheet;
use super::things::Thing;
use crate::content::Notice;
use crate::input::actions::{Action, Actions};
use crate::screens::Screen;

/// What a click does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Tool {
    /// Chooses and moves what is there.
    #[default]
    Hand,
    /// Lays ground and walls.
    Paint,
    /// Places props: furniture, trees, lamps.
    Place,
    /// Makes named places, to stand or sit.
    Spot,
    /// Makes doors.
    Door,
    /// Lets newcomers appear somewhere, or no longer.
    Arrival,
    /// Takes away.
    Eraser,
}

impl Tool {
    /// All, in the order of the panel, with their names and what they do.
    pub const ALL: [(Self, &'static str, &'static str); 7] = [
        (Self::Hand, "Move", "Drag what is there; Delete takes it away."),
        (Self::Paint, "Paint", "Drag to lay ground; walls are ground one can't walk on."),
        (Self::Place, "Place", "Choose a thing and click where it stands. Lamps give light."),
        (Self::Spot, "Spot", "Click to make a place that people speak of and go to."),
        (Self::Door, "Door", "Choose where it leads, then click a free tile."),
        (Self::Arrival, "Arrive", "Click tiles where newcomers appear, and again to undo."),
        (Self::Eraser, "Erase", "Click what is to go."),
    ];
}

/// Which half of the panel shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Page {
    /// The scene one is in.
    #[default]
    Scene,
    /// Who lives in the town.
    People,
}

/// The designer's hands.
#[derive(Resource, Debug, Default)]
pub struct Design {
    /// Whether one designs at the moment.
    pub open: bool,
    pub(super) page: Page,
    pub(super) tool: Tool,
    /// The ground that is painted.
    pub(super) ground: String,
    /// Tiles along the edge of the brush, 1..=5.
    pub(super) brush: u8,
    /// The prop that is placed.
    pub(super) prop: String,
    /// Of the props those whose names have this in them show.
    pub(super) filter: String,
    /// The scene that a new door leads to.
    pub(super) leads_to: Option<Key>,
    /// The tile that is pointed at.
    pub(super) at: Option<TilePos>,
    /// Tiles painted since the button came down.
    pub(super) stroke: BTreeSet<TilePos>,
    /// What was chosen last.
    pub(super) chosen: Option<Thing>,
    /// The tile from which the chosen thing is being dragged.
    pub(super) dragged_from: Option<TilePos>,
    /// The chosen spot as it is being rewritten: its name before, its name now, and itself.
    pub(super) spot: Option<(String, String, SpotDef)>,
    /// The scene's name and welcome as they are being rewritten.
    pub(super) words: Option<(Key, String, String)>,
    /// The character's page that is open.
    pub(super) sheet: Option<Sheet>,
}

/// Whether clicks are for walking and talking.
#[must_use]
pub fn is_closed(design: Res<Design>) -> bool {
    !design.open
}

pub(super) fn plugin(app: &mut App) {
    app.insert_resource(Design { brush: 1, ..default() })
        .add_systems(Update, (open_and_close, undo_and_redo).chain().run_if(in_state(Screen::Town)))
        .add_systems(OnExit(Screen::Town), put_down);
}

fn open_and_close(
    mut design: ResMut<Design>,
    mut actions: ResMut<Actions>,
    desk: Res<Desk>,
    mut notices: MessageWriter<Notice>,
) {
    if !actions.take(Action::Design) {
        return;
    }
    if desk.is_open {
        design.open = !design.open;
        put_away(&mut design);
    } else {
        notices.write(Notice("Nobody designs this town from inside.".into()));
    }
}

fn put_down(mut design: ResMut<Design>) {
    design.open = false;
    put_away(&mut design);
}

fn put_away(design: &mut Design) {
    design.stroke.clear();
    (design.chosen, design.dragged_from, design.spot, design.words) = (None, None, None, None);
}

fn undo_and_redo(
    design: Res<Design>,
    keyboard: Res<ButtonInput<KeyCode>>,
    wants: Option<Res<EguiWantsInput>>,
    mut desk: ResMut<Desk>,
) {
    if !design.open || wants.is_some_and(|wants| wants.wants_keyboard_input()) {
        return;
    }
    // All keys of a quick tap come and go within one frame.
    let with = |keys: [KeyCode; 2]| keyboard.any_pressed(keys) || keyboard.any_just_pressed(keys);
    if !with([KeyCode::ControlLeft, KeyCode::ControlRight]) && !with([KeyCode::SuperLeft, KeyCode::SuperRight]) {
        return;
    }
    let shift = with([KeyCode::ShiftLeft, KeyCode::ShiftRight]);
    if keyboard.just_pressed(KeyCode::KeyY) || shift && keyboard.just_pressed(KeyCode::KeyZ) {
        desk.redo();
    } else if keyboard.just_pressed(KeyCode::KeyZ) {
        desk.undo();
    }
}
