//! Views of the game for people who look at it without playing: a scene is staged, and time stops when it is set.
//!
//! The stage says to the client what a server would (`Entered`, `TownTold`, `Spoke`), so that everything
//! after that is the real client. Time runs in equal steps, so the same view gives the same picture, off screen
//! and in a browser.

#[cfg(not(target_arch = "wasm32"))]
mod file;
mod games;
mod stage;

use std::time::Duration;

use bevy::prelude::*;
use bevy::time::{TimeSystems, TimeUpdateStrategy};
use bevy::window::PrimaryWindow;

use crate::pixels::Sprites;
use crate::settings::Settings;

#[cfg(not(target_arch = "wasm32"))]
pub use file::{Shot, take};

/// One step of the staged time.
const STEP: Duration = Duration::from_millis(80);

/// Steps from the staging to the picture: enough for words to be written and faces to appear.
const STEPS: u32 = 65;

/// Updates before the staging, in which windows come to their size.
const SETTLING: u32 = 12;

/// Updates after the last step until everything is surely drawn as it stands.
const STILL: u32 = 6;

/// What seeds the chance in a picture: whom the title proposes.
pub const SEED: u64 = 3;

/// What a picture shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum View {
    /// The title screen.
    Title,
    /// The plaza at ten in the morning.
    PlazaDay,
    /// The plaza at ten in the evening.
    PlazaNight,
    /// Inside the café.
    Cafe,
    /// A conversation on the plaza.
    Talk,
    /// The Game Hall in the evening, with a game on the stage.
    Hall,
    /// The way to a game.
    Door,
    /// What one did in games up to now.
    Records,
    /// People come together for a game.
    Lobby,
    /// A question of trivia.
    Trivia,
    /// Its answer.
    TriviaTold,
    /// The quiz board, to pick from.
    Board,
    /// A clue is read, and the buzzers are about to open.
    Buzzer,
    /// A clue with its answer.
    Clue,
    /// A question of Fifth Grade.
    Fifth,
    /// How a game ended.
    Results,
}

impl View {
    /// Every view, with its name.
    pub const ALL: [(&'static str, Self); 16] = [
        ("title", Self::Title),
        ("plaza-day", Self::PlazaDay),
        ("plaza-night", Self::PlazaNight),
        ("cafe", Self::Cafe),
        ("talk", Self::Talk),
        ("hall", Self::Hall),
        ("door", Self::Door),
        ("records", Self::Records),
        ("lobby", Self::Lobby),
        ("trivia", Self::Trivia),
        ("trivia-told", Self::TriviaTold),
        ("board", Self::Board),
        ("buzzer", Self::Buzzer),
        ("clue", Self::Clue),
        ("fifth", Self::Fifth),
        ("results", Self::Results),
    ];

    /// The view of this name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.iter().find(|(known, _)| *known == name).map(|(_, view)| *view)
    }

    /// The hour it is shown at unless another is asked for, in minutes of the day.
    #[must_use]
    pub const fn minute(self) -> u16 {
        match self {
            Self::Title => 19 * 60 + 50,
            Self::PlazaDay => 10 * 60,
            Self::PlazaNight => 22 * 60 + 15,
            Self::Cafe => 15 * 60 + 30,
            Self::Talk => 17 * 60 + 40,
            Self::Hall
            | Self::Door
            | Self::Records
            | Self::Lobby
            | Self::Trivia
            | Self::TriviaTold
            | Self::Board
            | Self::Buzzer
            | Self::Clue
            | Self::Fifth
            | Self::Results => 19 * 60,
        }
    }
}

/// What is staged.
#[derive(Resource, Debug, Clone, Copy)]
pub struct Staging {
    /// What it shows.
    pub view: View,
    /// The hour in minutes of the day.
    pub minute: u16,
}

/// How far the staging is.
#[derive(Resource, Debug, Default)]
pub struct Progress {
    updates: u32,
    staged_at: Option<u32>,
}

impl Progress {
    /// Whether time stands still and the view is drawn as it will stay.
    #[must_use]
    pub fn is_still(&self) -> bool {
        self.staged_at.is_some_and(|at| self.updates >= at + STEPS + STILL)
    }

    /// Whether the stage is set up in this update.
    fn curtain(&self) -> bool {
        self.staged_at == Some(self.updates)
    }
}

/// Stages a view in an app that has [`crate::headless`] and [`crate::picture`].
pub fn plugin(app: &mut App, staging: Staging) {
    // The picture shows the game as it comes, not as this machine's player has set it.
    app.insert_resource(Settings::default())
        .insert_resource(TimeUpdateStrategy::ManualDuration(Duration::ZERO))
        .insert_resource(staging)
        .init_resource::<Progress>()
        .add_systems(First, ((pace, blink).chain().before(TimeSystems), attend));
    stage::plugin(app);
}

/// Lets time pass from the staging to the picture, and not before or after: how many frames that takes is the
/// machine's affair.
fn pace(mut progress: ResMut<Progress>, mut time: ResMut<TimeUpdateStrategy>, sprites: Res<Sprites>) {
    progress.updates += 1;
    let now = progress.updates;
    if progress.staged_at.is_none() && now > SETTLING && sprites.is_ready() {
        progress.staged_at = Some(now);
    }
    let passes = progress.staged_at.is_some_and(|at| (at + 1..=at + STEPS).contains(&now));
    *time = TimeUpdateStrategy::ManualDuration(if passes { STEP } else { Duration::ZERO });
}

/// Nobody looks between the staging and the picture, and drawing is most of what a step costs.
fn blink(progress: Res<Progress>, mut cameras: Query<&mut Camera>) {
    let looks = progress.staged_at.is_none_or(|at| progress.updates >= at + STEPS);
    for mut camera in &mut cameras {
        if camera.is_active != looks {
            camera.is_active = looks;
        }
    }
}

/// Players look at the window; a virtual screen has nobody who would say so.
fn attend(mut window: Single<&mut Window, With<PrimaryWindow>>) {
    if !window.focused {
        window.focused = true;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn views_go_by_their_names() {
        assert_eq!(View::named("plaza-night"), Some(View::PlazaNight));
        assert_eq!(View::named("moon"), None);
    }
}
