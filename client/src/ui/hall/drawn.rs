//! Screens of games drawn without a window, for tests.

use bevy_egui::egui::accesskit::Role;
use bevy_egui::egui::{Context, Event, Key, Modifiers, RawInput, Rect, Ui, pos2, vec2};
use shared::rooms::Ms;
use shared::rooms::room::view::GameShown;

use super::draft::Draft;
use super::faces::Faces;
use super::table::{Hands, Table};
use crate::hall::{Hall, HallCommand};

/// A key that goes down.
pub fn pressed(key: Key) -> Event {
    Event::Key { key, physical_key: None, pressed: true, repeat: false, modifiers: Modifiers::NONE }
}

/// Two frames of a screen, the second with this input; what a screen reader is told, and what is asked for.
pub fn drawn(
    shown: &GameShown,
    hosts: bool,
    draft: &mut Draft,
    events: Vec<Event>,
    mut show: impl FnMut(&mut Ui, Rect, &mut Table<'_>),
) -> (Vec<(Role, String)>, Vec<HallCommand>) {
    let context = Context::default();
    context.enable_accesskit();
    let (hall, faces, mut asks, mut read) = (Hall::default(), Faces::default(), Vec::new(), Vec::new());
    for events in [Vec::new(), events] {
        let screen = Rect::from_min_size(pos2(0.0, 0.0), vec2(600.0, 340.0));
        let input = RawInput { screen_rect: Some(screen), events, ..RawInput::default() };
        let mut output = context.run_ui(input, |ui| {
            let mut table = Table {
                shown,
                members: &[],
                now: Some(Ms(4_000)),
                hosts,
                hall: &hall,
                faces: &faces,
                draft,
                asks: &mut asks,
                hands: Hands { keys: true, calm: true, ms: 0 },
            };
            show(ui, screen, &mut table);
        });
        // Nobody paints here.
        output.textures_delta.clear();
        let update = output.platform_output.accesskit_update.expect("a tree for screen readers");
        read = update
            .nodes
            .iter()
            .filter_map(|(_, node)| Some((node.role(), node.label().or(node.value())?.to_owned())))
            .collect();
    }
    (read, asks)
}
