//! Screen readers: the way of their presses into the interface, what they say by themselves, and the page of a browser.
//!
//! Widgets describe themselves in accesskit's tree. Native windows hand it to the platform by `bevy_winit`, as
//! Windows, macOS and Linux each have it; in a browser [`page`] writes it beside the canvas.

mod aloud;
#[cfg(target_arch = "wasm32")]
mod page;
#[cfg(any(test, target_arch = "wasm32"))]
mod tree;

use bevy::a11y::ActionRequest;
use bevy::prelude::*;
use bevy_egui::input::EguiInputEvent;
use bevy_egui::{EguiInputSet, EguiPrimaryContextPass, PrimaryEguiContext, egui};

use crate::ui::UiSystems;

/// Adds everything for screen readers; the interface has to be there.
pub fn plugin(app: &mut App) {
    app.add_message::<ActionRequest>()
        .add_systems(PreUpdate, press.in_set(EguiInputSet::ReadBevyMessages))
        .add_systems(EguiPrimaryContextPass, aloud::read_aloud.in_set(UiSystems::Above));
    #[cfg(target_arch = "wasm32")]
    page::plugin(app);
}

/// Hands what a screen reader does to the widget that it is meant for.
fn press(
    mut requests: MessageReader<ActionRequest>,
    context: Option<Single<Entity, With<PrimaryEguiContext>>>,
    mut events: MessageWriter<EguiInputEvent>,
) {
    let Some(context) = context else { return };
    events.write_batch(requests.read().map(|request| EguiInputEvent {
        context: *context,
        event: egui::Event::AccessKitActionRequest(request.0.clone()),
    }));
}
