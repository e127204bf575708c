//! A view as a file: the real client draws it into a window that nobody needs to see.

use std::path::PathBuf;

use bevy::app::AppExit;
use bevy::prelude::*;
use bevy::render::RenderPlugin;
use bevy::render::view::screenshot::{Screenshot, ScreenshotCaptured};
use bevy::window::{PresentMode, WindowResolution};

use super::{Progress, SEED, Staging};
use crate::Options;

/// Updates after which a picture that isn't ready never will be.
const PATIENCE: u32 = 4000;

/// A picture to take.
#[derive(Resource, Debug, Clone)]
pub struct Shot {
    /// What it shows.
    pub staging: Staging,
    /// Its width and height in pixels.
    pub size: (u32, u32),
    /// The PNG to write.
    pub out: PathBuf,
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
    crate::headless(&mut app, Options { seed: SEED, ..options });
    crate::picture(&mut app);
    super::plugin(&mut app, shot.staging);
    app.insert_resource(bevy::winit::WinitSettings::continuous()).insert_resource(shot).add_systems(Last, ask);
    app.run()
}

fn ask(
    mut commands: Commands,
    progress: Res<Progress>,
    window: Single<&Window>,
    shot: Res<Shot>,
    mut asked: Local<bool>,
    mut exit: MessageWriter<AppExit>,
) {
    if progress.updates > PATIENCE {
        error!("no picture: the town didn't get ready");
        exit.write(AppExit::error());
    }
    if *asked || !progress.is_still() {
        return;
    }
    *asked = true;
    let size = (window.physical_width(), window.physical_height());
    if size != shot.size {
        error!("no picture: the display gives a window of {size:?}, not {:?}", shot.size);
        exit.write(AppExit::error());
        return;
    }
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
