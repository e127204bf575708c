//! Doors: the view closes to a circle around one's body and opens again in the next scene.

use bevy::prelude::*;
use shared::ids::Key;
use shared::world::TILE_PX;

use super::TownSystems;
use super::bodies::{OwnBody, Shown};
use super::camera::View;
use super::scene::Drawn;
use crate::own::Content;
use crate::screens::Screen;
use crate::settings::Settings;

/// Seconds that closing takes.
const CLOSE_S: f32 = 0.22;

/// Seconds that opening takes.
const OPEN_S: f32 = 0.45;

/// Seconds after which the view opens again although nothing happened.
const PATIENCE_S: f32 = 1.2;

/// The circle that stays visible.
#[derive(Resource, Debug, Default)]
pub struct Iris {
    phase: Phase,
    seconds: f32,
    centre: Vec2,
    reach: f32,
    seen: Option<Key>,
}

#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
enum Phase {
    #[default]
    Open,
    Closing,
    Opening,
}

impl Iris {
    /// Centre and radius in scene pixels; `None` while everything is visible.
    #[must_use]
    pub fn circle(&self) -> Option<(Vec2, f32)> {
        let share = match self.phase {
            Phase::Open => return None,
            Phase::Closing => 1.0 - self.seconds / CLOSE_S,
            Phase::Opening => self.seconds / OPEN_S,
        };
        let share = share.clamp(0.0, 1.0);
        Some((self.centre, (share * share * self.reach).round()))
    }

    fn begin(&mut self, phase: Phase) {
        (self.phase, self.seconds) = (phase, 0.0);
    }
}

/// Adds [`Iris`].
pub fn plugin(app: &mut App) {
    app.init_resource::<Iris>().add_systems(Update, turn.after(TownSystems::Camera).before(TownSystems::Draw));
}

fn turn(
    mut iris: ResMut<Iris>,
    own: Query<&Shown, With<OwnBody>>,
    drawn: Res<Drawn>,
    view: Res<View>,
    content: Res<Content>,
    screen: Res<State<Screen>>,
    settings: Res<Settings>,
    time: Res<Time>,
) {
    let in_town = *screen.get() == Screen::Town;
    if settings.reduced_motion || !in_town {
        // Walking in from the title opens the view too, even into the scene that was behind it.
        let seen = if in_town { drawn.key.clone() } else { None };
        if iris.phase != Phase::Open || iris.seen != seen {
            (iris.phase, iris.seen) = (Phase::Open, seen);
        }
        return;
    }
    let body = own.single().ok();
    if iris.seen != drawn.key {
        iris.seen.clone_from(&drawn.key);
        iris.begin(Phase::Opening);
    } else if iris.phase == Phase::Open && body.is_some_and(|shown| is_on_door(shown.feet, &drawn, &content)) {
        // The server will open the door when it sees the same; until then the view closes.
        if iris.seconds <= 0.0 {
            iris.begin(Phase::Closing);
        }
    } else if iris.phase == Phase::Open {
        iris.seconds = 0.0;
    }
    if iris.phase == Phase::Open {
        return;
    }
    iris.seconds += time.delta_secs().min(0.05);
    iris.centre = body.map_or(view.centre_px, |shown| shown.feet - Vec2::new(0.0, 12.0));
    iris.reach = view.extent().length() / 2.0 + iris.centre.distance(view.centre_px);
    match iris.phase {
        Phase::Closing if iris.seconds > PATIENCE_S => iris.begin(Phase::Opening),
        Phase::Opening if iris.seconds > OPEN_S => iris.phase = Phase::Open,
        _ => {}
    }
}

fn is_on_door(feet: Vec2, drawn: &Drawn, content: &Content) -> bool {
    let tile = (feet / TILE_PX as f32).floor();
    let scene = drawn.scene(&content.0);
    scene.is_some_and(|s| s.def.doors.values().any(|d| Vec2::new(f32::from(d.at.0), f32::from(d.at.1)) == tile))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_circle_closes_to_nothing_and_opens_to_everything() {
        let mut iris = Iris { reach: 200.0, ..default() };
        assert_eq!(iris.circle(), None);
        iris.begin(Phase::Closing);
        assert_eq!(iris.circle().map(|c| c.1), Some(200.0));
        iris.seconds = 9.0;
        assert_eq!(iris.circle().map(|c| c.1), Some(0.0));
        iris.begin(Phase::Opening);
        assert_eq!(iris.circle().map(|c| c.1), Some(0.0));
    }
}
