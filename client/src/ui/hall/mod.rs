//! The screens of the Game Hall: the way to a table, the lobby, a screen for each game, and the results.

mod ask;
mod board;
mod chat;
mod desk;
mod door;
mod draft;
#[cfg(test)]
mod drawn;
mod faces;
mod fifth;
mod frame;
mod layout;
mod lobby;
mod order;
mod people;
mod pieces;
mod plates;
#[cfg(test)]
mod read_aloud;
mod receipt;
mod records;
mod results;
mod show;
mod sit;
mod sounds;
mod stage;
mod table;
mod trivia;
mod wishes;

use bevy::prelude::*;
use bevy_egui::EguiPrimaryContextPass;
use shared::protocol::rooms::Watched;
use shared::rooms::room::{MemberId, RoomAction};

use super::toasts::Toast;
use super::{Open, UiSystems};
use crate::hall::{Hall, HallCommand, HallEvent, HallState};
use crate::input::actions::{Action, Actions};
use crate::own::{Content, Me};
use crate::screens::Screen;
pub use desk::Desk;

/// Adds the screens.
pub fn plugin(app: &mut App) {
    app.init_resource::<Desk>()
        .init_resource::<faces::Faces>()
        .add_systems(
            Update,
            (open_and_close, follow_room, tell_refusals, attend, sit::sit_down, sounds::hear_games).chain(),
        )
        .add_systems(OnEnter(Screen::Title), |mut desk: ResMut<Desk>| *desk = Desk::default())
        .add_systems(
            EguiPrimaryContextPass,
            stage::draw_stage
                .in_set(UiSystems::World)
                .before(super::name_tags::draw_name_tags)
                .run_if(in_state(Screen::Town)),
        )
        .add_systems(
            EguiPrimaryContextPass,
            (faces::prepare_faces, show::show_hall)
                .chain()
                .in_set(UiSystems::Panels)
                .after(super::chat::show_chat)
                .run_if(in_state(Screen::Town)),
        );
}

fn open_and_close(
    mut desk: ResMut<Desk>,
    mut actions: ResMut<Actions>,
    hall: Res<Hall>,
    mut commands: MessageWriter<HallCommand>,
    screen: Res<State<Screen>>,
) {
    if *screen.get() == Screen::Town && actions.take(Action::Games) {
        desk.open = !desk.open;
        desk.opening = desk.open;
        desk.records = false;
        if desk.open && hall.state == HallState::Away {
            commands.write(HallCommand::Attend);
        }
    }
}

/// Opens the screen when one comes into a room, and closes it when one has left.
fn follow_room(mut desk: ResMut<Desk>, mut open: ResMut<Open>, hall: Res<Hall>, mut was_in: Local<Option<MemberId>>) {
    let is_in = hall.room.as_ref().map(|room| room.me);
    if *was_in != is_in && hall.state != HallState::Coming {
        let sits = desk.sits.take();
        *desk = Desk { open: is_in.is_some(), sits, ..Desk::default() };
        *was_in = is_in;
    }
    let has_window = desk.has_window(&hall);
    if open.table != has_window {
        open.table = has_window;
        open.chat &= !has_window;
    }
}

/// What the hall refused is said at the top of the window.
fn tell_refusals(mut events: MessageReader<HallEvent>, mut toasts: MessageWriter<Toast>) {
    for event in events.read() {
        match event {
            HallEvent::Refused(why) => {
                toasts.write(Toast::new(why.to_string()));
            }
            HallEvent::Accepted(RoomAction::Report(_)) => {
                toasts.write(Toast::new("Thank you: somebody will look at that question."));
            }
            HallEvent::Accepted(_) | HallEvent::Said | HallEvent::Patter => {}
        }
    }
}

/// Opens the line to the hall where there is something to see of it, and looks once whether a seat waits somewhere.
fn attend(
    me: Res<Me>,
    content: Res<Content>,
    hall: Res<Hall>,
    desk: Res<Desk>,
    mut commands: MessageWriter<HallCommand>,
    mut asked: Local<bool>,
    mut sees_stage: Local<bool>,
) {
    let Some(scene) = me.scene_in(&content) else {
        *asked = false;
        return;
    };
    let has_tables = scene.def.stage.is_some() || scene.def.spots.values().any(|spot| spot.table.is_some());
    let may_see = hall.state == HallState::Here && hall.room.is_none() && !desk.watches && scene.def.stage.is_some();
    if may_see && !*sees_stage {
        commands.write(HallCommand::Watch(Watched::Stage));
    }
    *sees_stage = may_see;
    match hall.state {
        HallState::Away if has_tables || !*asked => {
            *asked = true;
            commands.write(HallCommand::Attend);
        }
        HallState::Here if !has_tables && !desk.open && hall.room.is_none() => {
            commands.write(HallCommand::Part);
        }
        _ => {}
    }
}
