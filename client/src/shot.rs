//! Pictures of the game for people who look at it without playing: a scene is staged, waited for and saved.
//!
//! The stage says to the client what a server would (`Entered`, `TownTold`, `Spoke`), so that everything
//! after that is the real client. Time runs in equal steps, so the same view gives the same picture.

mod stage;

use std::path::PathBuf;
use std::time::Duration;

use bevy::app::AppExit;
use bevy::prelude::*;
use bevy::render::RenderPlugin;
use bevy::render::view::screenshot::{Screenshot, ScreenshotCaptured};
use bevy::time::TimeUpdateStrategy;
use bevy::window::{PresentMode, WindowResolution};

use crate::Options;
use crate::pixels::Sprites;
use crate::settings::Settings;

/// One step of the staged time.
const STEP: Duration = Duration::from_millis(40);

/// Steps from the staging to the picture: enough for words to be written and faces to appear.
const STEPS: u32 = 130;

/// Updates after which a picture that isn't ready never will be.
const PATIENCE: u32 = 4000;

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
}

impl View {
    /// Every view, with its name.
    pub const ALL: [(&'static str, Self); 5] = [
        ("title", Self::Title),
        ("plaza-day", Self::PlazaDay),
        ("plaza-night", Self::PlazaNight),
        ("cafe", Self::Cafe),
        ("talk", Self::Talk),
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
        }
    }
}

/// A picture to take.
#[derive(Resource, Debug, Clone)]
pub struct Shot {
    /// What it shows.
    pub view: View,
    /// Its width and height in pixels.
    pub size: (u32, u32),
    /// The hour in minutes of the day.
    pub minute: u16,
    /// The PNG to write.
    pub out: PathBuf,
}

/// How far the picture is.
#[derive(Resource, Debug, Default)]
struct Progress {
    updates: u32,
    staged_at: Option<u32>,
    asked: bool,
}

/// Takes a picture and writes it; needs a display, a virtual one will do.
///
/// The exit is an error, told in the log, when the town doesn't get ready or the file can't be written.
#[must_use]
pub fn take(options: Options, shot: Shot) -> AppExit {
    let mut app = App::new();
    let window = Window {
        title: "Parlor".into(),
        resolution: WindowResolution::new(shot.size.0, shot.size.1).with_scale_factor_override(1.0),
        resizable: false,
        decorations: false,
        present_mode: PresentMode::AutoNoVsync,
        ..default()
    };
    app.add_plugins(
        DefaultPlugins
            .set(WindowPlugin { primary_window: Some(window), ..default() })
            .set(ImagePlugin::default_nearest())
            .set(RenderPlugin { synchronous_pipeline_compilation: true, ..default() }),
    );
    crate::headless(&mut app, options);
    crate::picture(&mut app);
    // The picture shows the game as it comes, not as this machine's player has set it.
    app.insert_resource(Settings::default())
        .insert_resource(TimeUpdateStrategy::ManualDuration(STEP))
        .insert_resource(bevy::winit::WinitSettings::continuous())
        .insert_resource(shot)
        .init_resource::<Progress>()
        .add_systems(First, direct);
    stage::plugin(&mut app);
    app.run()
}

/// Whether the stage is set up in this update.
fn curtain(progress: &Progress) -> bool {
    progress.staged_at == Some(progress.updates)
}

fn direct(
    mut commands: Commands,
    mut progress: ResMut<Progress>,
    sprites: Res<Sprites>,
    window: Single<&Window>,
    shot: Res<Shot>,
    mut exit: MessageWriter<AppExit>,
) {
    progress.updates += 1;
    let now = progress.updates;
    if now > PATIENCE {
        error!("no picture: the town didn't get ready");
        exit.write(AppExit::error());
    } else if progress.staged_at.is_none() && sprites.is_ready() {
        progress.staged_at = Some(now);
    }
    let ready = progress.staged_at.is_some_and(|at| now >= at + STEPS);
    if !ready || progress.asked {
        return;
    }
    let size = (window.physical_width(), window.physical_height());
    if size != shot.size {
        error!("no picture: the display gives a window of {size:?}, not {:?}", shot.size);
        exit.write(AppExit::error());
        return;
    }
    progress.asked = true;
    commands.spawn(Screenshot::primary_window()).observe(save);
}

fn save(captured: On<ScreenshotCaptured>, shot: Res<Shot>, mut exit: MessageWriter<AppExit>) {
    let written = match captured.image.clone().try_into_dynamic() {
        Ok(picture) => picture.to_rgb8().save(&shot.out).map_err(|cause| cause.to_string()),
        Err(cause) => Err(cause.to_string()),
    };
    exit.write(match written {
        Ok(()) => AppExit::Success,
        Err(cause) => {
            error!("the picture can't be written to {}: {cause}", shot.out.display());
            AppExit::error()
        }
    });
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
