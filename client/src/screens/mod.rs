//! The screens a player moves between: title, loading, town.

mod title;

use bevy::prelude::*;

use crate::content::Follow;
use crate::net::{Connection, ConnectionState};
use crate::own::Me;
use crate::pixels::Sprites;

/// What the player is looking at.
#[derive(States, Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Screen {
    /// The title, with a living piece of town behind it.
    #[default]
    Title,
    /// On the way in.
    Loading,
    /// In the town; it stays while the connection is looked for again.
    Town,
}

/// Adds the screens.
pub fn plugin(app: &mut App) {
    app.init_state::<Screen>().add_systems(PreUpdate, follow_connection.after(crate::own::OwnSystems::Learn));
    title::plugin(app);
}

fn follow_connection(
    screen: Res<State<Screen>>,
    mut next: ResMut<NextState<Screen>>,
    connection: Res<Connection>,
    me: Res<Me>,
    sprites: Res<Sprites>,
    follow: Res<Follow>,
) {
    // Who is in the town stays there while it changes.
    let has_content = follow.is_settled() || *screen.get() == Screen::Town;
    let wanted = wanted(&connection.state, me.scene.is_some(), sprites.is_ready() && has_content);
    if *screen.get() != wanted {
        next.set(wanted);
    }
}

fn wanted(state: &ConnectionState, in_scene: bool, drawable: bool) -> Screen {
    match state {
        ConnectionState::Offline | ConnectionState::Failed(_) => Screen::Title,
        ConnectionState::Joining(_) | ConnectionState::Connected | ConnectionState::Reconnecting { .. } => {
            if in_scene && drawable { Screen::Town } else { Screen::Loading }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_town_stays_while_the_connection_is_looked_for() {
        let lost = ConnectionState::Reconnecting { attempt: 2, retry_in_ms: 500 };
        assert_eq!(wanted(&lost, true, true), Screen::Town);
        assert_eq!(wanted(&ConnectionState::Joining("Through the door…"), true, true), Screen::Town);
        assert_eq!(wanted(&ConnectionState::Joining("Knocking…"), false, true), Screen::Loading);
        assert_eq!(wanted(&ConnectionState::Connected, true, false), Screen::Loading);
        assert_eq!(wanted(&ConnectionState::Failed("no".into()), true, true), Screen::Title);
    }
}
