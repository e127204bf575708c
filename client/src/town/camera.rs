//! The camera: whole zoom, whole pixels, a soft follow that never leaves the scene.

use bevy::prelude::*;
use bevy::window::PrimaryWindow;

use super::bodies::{OwnBody, Shown};
use super::scene::Drawn;
use super::{TownSystems, place};
use crate::screens::Screen;
use crate::settings::Settings;

/// Scene pixels that should fit into the window, about 20 by 12 tiles.
const WANTED: Vec2 = Vec2::new(320.0, 192.0);

/// How fast the camera catches up, per second.
const PULL: f32 = 8.0;

/// Farthest that one's own body gets from the middle while walking, in scene pixels.
const MAX_LAG: f32 = 20.0;

/// What the window shows of the scene.
#[derive(Resource, Debug, Clone, Copy, PartialEq)]
pub struct View {
    /// Physical screen pixels for one scene pixel; at least 1.
    pub zoom: u32,
    /// The scene pixel in the middle of the window.
    pub centre_px: Vec2,
    /// Size of the window in logical pixels.
    pub window: Vec2,
    /// Physical pixels for one logical pixel.
    pub scale: f32,
}

impl Default for View {
    fn default() -> Self {
        Self { zoom: 1, centre_px: Vec2::ZERO, window: WANTED, scale: 1.0 }
    }
}

impl View {
    /// Where a scene pixel is in the window, in logical pixels from its upper left.
    #[must_use]
    pub fn world_to_screen(&self, px: Vec2) -> Vec2 {
        (px - self.centre_px) * self.zoom as f32 / self.scale + self.window / 2.0
    }

    /// Which scene pixel a place in the window shows; the way back of [`View::world_to_screen`].
    #[must_use]
    pub fn screen_to_world(&self, at: Vec2) -> Vec2 {
        (at - self.window / 2.0) * self.scale / self.zoom as f32 + self.centre_px
    }

    /// Whether a scene pixel is in the window or at most `margin` logical pixels outside.
    #[must_use]
    pub fn shows(&self, px: Vec2, margin: f32) -> bool {
        let at = self.world_to_screen(px);
        at.cmpge(Vec2::splat(-margin)).all() && at.cmple(self.window + margin).all()
    }

    /// Scene pixels that fit into the window.
    #[must_use]
    pub fn extent(&self) -> Vec2 {
        self.window * self.scale / self.zoom as f32
    }
}

/// The camera that draws the town, and over it the interface.
#[derive(Component, Debug)]
pub struct TownCamera;

/// Adds the camera and [`View`].
pub fn plugin(app: &mut App) {
    app.init_resource::<View>()
        .insert_resource(ClearColor(Color::srgb_u8(0x1f, 0x1a, 0x33)))
        .add_systems(Startup, spawn_camera)
        .add_systems(Update, look.in_set(TownSystems::Camera));
}

fn spawn_camera(mut commands: Commands) {
    commands.spawn((Name::new("town camera"), TownCamera, Camera2d, Msaa::Off));
}

/// What the follow remembers between frames.
#[derive(Default)]
struct Follow {
    soft: Option<Vec2>,
}

fn look(
    mut view: ResMut<View>,
    mut camera: Single<(&mut Transform, &mut Projection), With<TownCamera>>,
    mut follow: Local<Follow>,
    window: Single<&Window, With<PrimaryWindow>>,
    own: Query<&Shown, With<OwnBody>>,
    drawn: Res<Drawn>,
    screen: Res<State<Screen>>,
    settings: Res<Settings>,
    time: Res<Time>,
) {
    let physical = window.physical_size().as_vec2().max(Vec2::ONE);
    let scale = window.scale_factor();
    let zoom = match settings.zoom {
        0 => fitting_zoom(physical),
        chosen => u32::from(chosen),
    };
    if drawn.is_changed() {
        follow.soft = None;
    }
    let target = match (own.single(), screen.get()) {
        (Ok(body), _) => body.feet - Vec2::new(0.0, 12.0),
        (Err(_), Screen::Title) => drift(drawn.size, if settings.reduced_motion { 0.0 } else { time.elapsed_secs() }),
        (Err(_), Screen::Loading | Screen::Town) => view.centre_px,
    };
    let soft = follow.soft.unwrap_or(target);
    let soft = soft + (target - soft) * (1.0 - (-PULL * time.delta_secs()).exp());
    // The lag is what is smooth: the body itself stays on its whole pixel, so it doesn't tremble.
    let lag =
        if settings.reduced_motion || own.is_empty() { Vec2::ZERO } else { (soft - target).clamp_length_max(MAX_LAG) };
    follow.soft = Some(target + lag);

    let centre = inside(target + lag, physical / zoom as f32, drawn.size);
    let new = View { zoom, centre_px: on_whole_pixels(centre, zoom as f32, physical), window: physical / scale, scale };
    view.set_if_neq(new);
    let (transform, projection) = &mut *camera;
    let at = place(new.centre_px, 0.0);
    if transform.translation != at {
        transform.translation = at;
    }
    let wanted = scale / zoom as f32;
    if let Projection::Orthographic(flat) = &**projection
        && (flat.scale - wanted).abs() > f32::EPSILON
        && let Projection::Orthographic(flat) = &mut **projection
    {
        flat.scale = wanted;
    }
}

/// The zoom at which about [`WANTED`] fits, whichever side is scarcer; a screen that is held upright shows it upright.
fn fitting_zoom(physical: Vec2) -> u32 {
    let lying = Vec2::new(physical.max_element(), physical.min_element());
    let fit = (lying / WANTED).min_element();
    (fit.round() as u32).max(1)
}

/// A slow round over the middle of the scene, where the panel below leaves the houses in sight.
fn drift(size: Vec2, seconds: f32) -> Vec2 {
    let turn = seconds / 90.0 * std::f32::consts::TAU;
    size * (Vec2::new(0.48, 0.37) + Vec2::new(turn.sin() * 0.17, (turn * 2.0).sin() * 0.03))
}

/// The centre nearest to the wanted one at which the view shows nothing outside the scene.
fn inside(centre: Vec2, extent: Vec2, scene: Vec2) -> Vec2 {
    let half = extent / 2.0;
    let axis = |c: f32, h: f32, s: f32| if s <= h * 2.0 { s / 2.0 } else { c.clamp(h, s - h) };
    Vec2::new(axis(centre.x, half.x, scene.x), axis(centre.y, half.y, scene.y))
}

/// Moves a centre by less than a screen pixel, so that the edges of scene pixels fall on edges of screen pixels.
fn on_whole_pixels(centre: Vec2, zoom: f32, physical: Vec2) -> Vec2 {
    ((centre * zoom - physical / 2.0).round() + physical / 2.0) / zoom
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_go_there_and_back() {
        let view = View { zoom: 3, centre_px: Vec2::new(100.0, 80.0), window: Vec2::new(640.0, 400.0), scale: 1.5 };
        let px = Vec2::new(117.0, 61.0);
        assert_eq!(view.world_to_screen(view.centre_px), view.window / 2.0);
        assert!(view.screen_to_world(view.world_to_screen(px)).distance(px) < 0.001);
        assert!(view.shows(px, 0.0) && !view.shows(Vec2::new(900.0, 0.0), 10.0));
    }

    #[test]
    fn zoom_is_whole_and_about_twenty_tiles_wide() {
        let zoom = |w: f32, h: f32| fitting_zoom(Vec2::new(w, h));
        assert_eq!([zoom(1280.0, 800.0), zoom(1920.0, 1080.0), zoom(800.0, 600.0), zoom(200.0, 100.0)], [4, 6, 3, 1]);
        assert_eq!(zoom(1080.0, 2160.0), 6, "a phone upright");
    }

    #[test]
    fn the_view_stays_inside_the_scene_and_small_scenes_in_the_middle() {
        let scene = Vec2::new(800.0, 100.0);
        let extent = Vec2::new(320.0, 192.0);
        assert_eq!(inside(Vec2::new(0.0, 0.0), extent, scene), Vec2::new(160.0, 50.0));
        assert_eq!(inside(Vec2::new(790.0, 90.0), extent, scene), Vec2::new(640.0, 50.0));
    }

    #[test]
    fn scene_pixels_meet_screen_pixels_in_odd_windows_too() {
        let (zoom, physical) = (3.0, Vec2::new(1281.0, 799.0));
        let centre = on_whole_pixels(Vec2::new(77.13, 42.9), zoom, physical);
        let left_edge = centre * zoom - physical / 2.0;
        assert!((left_edge - left_edge.round()).length() < 0.001, "{left_edge}");
    }
}
