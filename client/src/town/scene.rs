//! Which scene is drawn, and at what moment of the town.

use bevy::prelude::*;
use shared::content::town::{Scene, TownContent};
use shared::ids::Key;
use shared::world::TILE_PX;

use super::TownSystems;
use crate::net::ServerClock;
use crate::own::{Content, Me, OTHERS_DELAY};
use crate::pixels::Sprites;
use crate::screens::Screen;

/// The scene behind the title.
const BACKDROP: &str = "plaza";

/// The scene that is drawn; marked as changed when everything in it has to be drawn anew.
#[derive(Resource, Debug, Default)]
pub struct Drawn {
    /// The scene; `None` while pictures are loading.
    pub key: Option<Key>,
    /// Its width and height in pixels.
    pub size: Vec2,
    /// Whether day and night colour it.
    pub outdoors: bool,
}

impl Drawn {
    /// The scene itself.
    #[must_use]
    pub fn scene<'a>(&self, content: &'a TownContent) -> Option<&'a Scene> {
        content.scenes.get(self.key.as_ref()?)
    }
}

/// The moment that is drawn.
#[derive(Resource, Debug, Default, Clone, Copy, PartialEq)]
pub struct Now {
    /// The server's tick at which others are drawn, a little in the past.
    pub tick: f64,
    /// Minutes of the town's day, 0..1440.
    pub minute: f32,
    /// Local milliseconds, for animations.
    pub ms: u32,
}

/// The hour behind the title, in minutes of the day; dusk unless somebody sets it.
#[derive(Resource, Debug, Clone, Copy, PartialEq)]
pub struct TitleMinute(pub f32);

impl Default for TitleMinute {
    fn default() -> Self {
        Self(19.0 * 60.0 + 50.0)
    }
}

/// Belongs to the drawn scene and goes with it.
#[derive(Component, Debug, Default)]
pub struct OfScene;

/// Settles what is drawn and when, before any body takes its place.
#[derive(SystemSet, Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct SceneSystems;

/// Adds [`Drawn`] and [`Now`].
pub fn plugin(app: &mut App) {
    app.init_resource::<Drawn>().init_resource::<Now>().init_resource::<TitleMinute>().add_systems(
        Update,
        (choose_scene, clear_scene, tell_moment).chain().in_set(SceneSystems).in_set(TownSystems::Place),
    );
}

fn choose_scene(
    mut drawn: ResMut<Drawn>,
    screen: Res<State<Screen>>,
    me: Res<Me>,
    content: Res<Content>,
    sprites: Res<Sprites>,
) {
    if !sprites.is_ready() {
        return;
    }
    let scenes = &content.0.scenes;
    let wanted = match screen.get() {
        Screen::Town => me.scene.as_ref(),
        // Whatever was there stays while one is on the way.
        Screen::Loading if drawn.key.is_some() => return,
        Screen::Title | Screen::Loading => {
            let backdrop = scenes.keys().find(|key| key.as_str() == BACKDROP);
            backdrop.or_else(|| scenes.keys().next())
        }
    };
    let Some((key, scene)) = wanted.and_then(|key| scenes.get_key_value(key)) else { return };
    if drawn.key.as_ref() == Some(key) && !content.is_changed() && !sprites.is_changed() {
        return;
    }
    let (width, height) = scene.def.size;
    *drawn = Drawn {
        key: Some(key.clone()),
        size: Vec2::new(f32::from(width), f32::from(height)) * TILE_PX as f32,
        outdoors: scene.def.outdoors,
    };
}

fn clear_scene(mut commands: Commands, drawn: Res<Drawn>, things: Query<Entity, With<OfScene>>) {
    if drawn.is_changed() {
        for thing in &things {
            commands.entity(thing).try_despawn();
        }
    }
}

fn tell_moment(
    mut now: ResMut<Now>,
    screen: Res<State<Screen>>,
    me: Res<Me>,
    clock: Res<ServerClock>,
    title: Res<TitleMinute>,
    time: Res<Time>,
) {
    let ms = (time.elapsed_secs_f64() * 1000.0) as u32;
    let local_tick = time.elapsed_secs_f64() * f64::from(shared::world::TICK_HZ);
    *now = match screen.get() {
        Screen::Town if clock.is_set() => {
            Now { tick: clock.now() - OTHERS_DELAY, minute: me.town_time_now(&clock), ms }
        }
        Screen::Loading | Screen::Town => Now { ms, ..*now },
        Screen::Title => Now { tick: local_tick, minute: title.0, ms },
    };
}
