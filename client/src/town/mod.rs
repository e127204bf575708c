//! The town as it is drawn: ground, props, light, people, and the small life between them.
//!
//! Everything is placed in scene pixels (x right, y down, from the scene's upper left); [`place`] turns
//! them into Bevy's coordinates. Nothing here is told to the server or decides anything.

pub mod bodies;
pub mod camera;
pub mod doors;
mod life;
mod light;
mod map;
pub mod pick;
pub(crate) mod props;
pub mod scene;

use bevy::prelude::*;

use crate::own::OwnSystems;

/// What happens in a frame, in this order, all in `Update` after one's own steps are predicted.
#[derive(SystemSet, Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum TownSystems {
    /// The scene is chosen and bodies take their places.
    Place,
    /// The camera follows one's own body.
    Camera,
    /// Ground, props, light and life are drawn around it.
    Draw,
}

/// Heights at which things are drawn, lowest first.
pub mod heights {
    /// The ground.
    pub const GROUND: f32 = 0.0;
    /// Rugs, flower beds and whatever lies flat.
    pub const FLAT: f32 = 1.0;
    /// Marks on the ground: where one walks to.
    pub const MARK: f32 = 3.0;
    /// People and props, sorted by where they stand.
    const STANDING: f32 = 10.0;
    /// Leaves in the air, birds in flight.
    pub const AIR: f32 = 60.0;
    /// The light that colours everything below it.
    pub const LIGHT: f32 = 90.0;
    /// What shines by itself in the dark.
    pub const GLIMMER: f32 = 95.0;

    /// The height of something that stands at this y, in scene pixels.
    #[must_use]
    pub const fn standing(y: f32) -> f32 {
        STANDING + y * 0.01
    }
}

/// Bevy's place of a scene pixel.
#[must_use]
pub const fn place(px: Vec2, height: f32) -> Vec3 {
    Vec3::new(px.x, -px.y, height)
}

/// Adds the town.
pub fn plugin(app: &mut App) {
    app.configure_sets(
        Update,
        (TownSystems::Place, TownSystems::Camera, TownSystems::Draw).chain().after(OwnSystems::Predict),
    )
    .add_plugins((
        scene::plugin,
        bodies::plugin,
        camera::plugin,
        map::plugin,
        props::plugin,
        light::plugin,
        doors::plugin,
        pick::plugin,
        life::plugin,
    ));
}
