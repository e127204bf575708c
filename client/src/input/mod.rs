//! Keys, mouse and gamepad, turned into walking, talking and opening things.

pub mod actions;
pub mod bindings;
pub mod devices;
pub mod hands;
pub mod keys;
pub mod menus;
pub mod pointer;
pub mod talk;
mod taps;

use bevy::prelude::*;
use bevy_egui::{EguiInputSet, EguiPreUpdateSet};

use crate::own::{OwnSystems, StepIntent};
use crate::screens::Screen;
use actions::{Action, Actions};

/// Adds [`Actions`], and in the town everything the player can do with the world.
pub fn plugin(app: &mut App) {
    app.init_resource::<Actions>()
        .init_resource::<hands::Hands>()
        .add_systems(PreUpdate, hands::notice_hands.after(bevy::input::InputSystems))
        .init_resource::<talk::Approach>()
        .init_resource::<devices::Listening>()
        .add_systems(PreUpdate, menus::press_keys.in_set(EguiInputSet::ReadBevyMessages))
        .add_systems(
            PreUpdate,
            taps::stretch_taps.after(EguiPreUpdateSet::ProcessInput).before(EguiPreUpdateSet::BeginPass),
        )
        .add_systems(PreUpdate, devices::read_devices.after(bevy::input::InputSystems))
        .configure_sets(Update, InputSystems::Walk.before(OwnSystems::Predict))
        .add_systems(
            Update,
            (
                pointer::point.run_if(crate::design::is_closed),
                steer,
                talk::press_talk,
                talk::press_leave,
                talk::follow_approach,
            )
                .chain()
                .in_set(InputSystems::Walk)
                .run_if(in_state(Screen::Town)),
        );
}

/// When input is turned into requests.
#[derive(SystemSet, Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum InputSystems {
    /// Walking and talking, before one's own steps are predicted.
    Walk,
}

/// Walks where the keys say; letting go stops, unless a click or a talk has the legs.
fn steer(
    actions: Res<Actions>,
    mut approach: ResMut<talk::Approach>,
    mut steps: MessageWriter<StepIntent>,
    mut steering: Local<bool>,
) {
    let heading = actions.heading();
    if !heading.is_none() {
        approach.forget();
        *steering = true;
        steps.write(StepIntent::Steer(heading));
    } else if std::mem::take(&mut *steering) {
        steps.write(StepIntent::Steer(heading));
    }
}

/// Actions that work while a game has the whole window.
pub(crate) const AT_TABLES: [Action; 2] = [Action::Games, Action::Dev];

/// Actions that work even while the interface has the keys.
pub(crate) const ALWAYS: [Action; 1] = [Action::Dev];
