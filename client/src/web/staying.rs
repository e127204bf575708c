//! A reload of the page leads back into the town, to where one stood; a tab that was closed begins at the title.

use bevy::prelude::*;
use shared::text::DisplayName;

use crate::Home;
use crate::net::{NetCommand, TransportChoice};
use crate::screens::Screen;
use crate::settings::Settings;

/// The name under which this tab, and no other, keeps that it was inside.
const INSIDE: &str = "parlor.inside";

/// Adds going back in and remembering to.
pub fn plugin(app: &mut App) {
    app.add_systems(Startup, go_back_in).add_systems(Update, note_being_inside.run_if(state_changed::<Screen>));
}

fn go_back_in(settings: Res<Settings>, home: Res<Home>, mut net: MessageWriter<NetCommand>) {
    let was_inside = tab().is_some_and(|tab| matches!(tab.get_item(INSIDE), Ok(Some(_))));
    let (true, Ok(name), Some(looks)) = (was_inside, DisplayName::parse(&settings.name), settings.looks) else {
        return;
    };
    let server = if settings.server.is_empty() { home.0.clone() } else { settings.server.clone() };
    net.write(NetCommand::Join { server, name: name.into(), looks, transport: TransportChoice::Auto });
}

fn note_being_inside(screen: Res<State<Screen>>, mut was_inside: Local<bool>) {
    let Some(tab) = tab() else { return };
    let noted = match screen.get() {
        Screen::Town => {
            *was_inside = true;
            tab.set_item(INSIDE, "yes")
        }
        // The first screen after a reload is the title, too.
        Screen::Title if *was_inside => tab.remove_item(INSIDE),
        Screen::Title | Screen::Loading => Ok(()),
    };
    if let Err(cause) = noted {
        warn!(?cause, "this browser keeps nothing for the tab: a reload will begin at the title");
    }
}

/// What this tab keeps until it is closed; `None` where the browser denies it.
fn tab() -> Option<web_sys::Storage> {
    web_sys::window()?.session_storage().ok()?
}
