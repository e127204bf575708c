//! Pointing: who and what lies under a place in the window, and the marks that answer.

use bevy::ecs::system::SystemParam;
use bevy::prelude::*;
use bevy::render::render_resource::TextureFormat;
use shared::ids::BodyId;
use shared::protocol::components::Being;
use shared::world::{TILE_PX, TilePos};

use super::bodies::{OwnBody, Shown};
use super::camera::View;
use super::scene::{Drawn, OfScene};
use super::{TownSystems, heights, place};
use crate::own::Content;
use crate::pixels::Sprites;
use crate::pixels::paint::Canvas;
use crate::pixels::people::Wardrobe;

/// The colour of outlines and marks: lamp light.
const LIT: Color = Color::srgb_u8(0xfe, 0xf2, 0xa8);

/// Seconds that the mark of a click stays.
const MARK_S: f32 = 0.6;

/// Who is pointed at; set by the input in every frame.
#[derive(Resource, Debug, Default, PartialEq, Eq)]
pub struct Hovered(pub Option<Entity>);

/// A tile was chosen to walk to.
#[derive(Message, Debug, Clone, Copy, PartialEq, Eq)]
pub struct Pointed(pub TilePos);

/// Finds what lies under a place in the window.
#[derive(SystemParam)]
pub struct Pick<'w, 's> {
    view: Res<'w, View>,
    drawn: Res<'w, Drawn>,
    content: Res<'w, Content>,
    bodies: Query<'w, 's, (Entity, &'static Being, &'static Shown), Without<OwnBody>>,
}

impl Pick<'_, '_> {
    /// The foremost body under a place in logical pixels, a little generous; never one's own.
    #[must_use]
    pub fn body_at(&self, screen: Vec2) -> Option<(Entity, BodyId)> {
        let px = self.view.screen_to_world(screen);
        let touched = self.bodies.iter().filter(|(.., shown)| touches(shown, px));
        let front = touched.max_by(|(.., a), (.., b)| a.feet.y.total_cmp(&b.feet.y));
        front.map(|(entity, being, _)| (entity, being.id))
    }

    /// The tile under a place in logical pixels; `None` outside the scene.
    #[must_use]
    pub fn tile_at(&self, screen: Vec2) -> Option<TilePos> {
        let px = self.view.screen_to_world(screen);
        let inside = px.cmpge(Vec2::ZERO).all() && px.cmplt(self.drawn.size).all();
        let tile = (px / TILE_PX as f32).floor().as_uvec2();
        inside.then_some(TilePos(u8::try_from(tile.x).ok()?, u8::try_from(tile.y).ok()?))
    }

    /// Whether one can stand on a tile of the present scene.
    #[must_use]
    pub fn is_free(&self, tile: TilePos) -> bool {
        self.drawn.scene(&self.content.0).is_some_and(|scene| scene.walls.is_free(tile))
    }
}

fn touches(shown: &Shown, px: Vec2) -> bool {
    let off = px - shown.feet;
    off.x.abs() <= 9.0 && (-28.0..=4.0).contains(&off.y)
}

/// The outline around whoever is pointed at.
#[derive(Component, Debug)]
struct Outline;

/// The mark where one walks to, and how long it still shows.
#[derive(Component, Debug)]
struct Mark(f32);

/// The picture of the mark.
#[derive(Resource, Debug)]
struct MarkImage(Handle<Image>);

/// Adds the outline and the mark.
pub fn plugin(app: &mut App) {
    app.init_resource::<Hovered>()
        .add_message::<Pointed>()
        .add_systems(Startup, prepare)
        .add_systems(Update, (outline, mark, fade_marks).in_set(TownSystems::Draw));
}

fn prepare(mut commands: Commands, mut images: ResMut<Assets<Image>>) {
    // Four corners of a tile.
    let mut canvas = Canvas::new(UVec2::new(14, 14));
    for along in 0..4 {
        for (x, y) in [(along, 0), (0, along)] {
            for (x, y) in [(x, y), (13 - x, y), (x, 13 - y), (13 - x, 13 - y)] {
                canvas.set(x, y, [255; 4]);
            }
        }
    }
    commands.insert_resource(MarkImage(images.add(canvas.into_image(TextureFormat::Rgba8UnormSrgb))));
    commands.spawn((
        Outline,
        Sprite { color: LIT, ..default() },
        bevy::sprite::Anchor::default(),
        Transform::default(),
        Visibility::Hidden,
    ));
}

fn outline(
    mut outline: Single<
        (&mut Sprite, &mut bevy::sprite::Anchor, &mut Transform, &mut Visibility),
        (With<Outline>, Without<Being>),
    >,
    bodies: Query<(&Being, &Sprite, &bevy::sprite::Anchor, &Transform)>,
    hovered: Res<Hovered>,
    mut wardrobe: ResMut<Wardrobe>,
    sprites: Res<Sprites>,
    mut images: ResMut<Assets<Image>>,
) {
    let (sprite, anchor, transform, visibility) = &mut *outline;
    let found = hovered.0.and_then(|entity| bodies.get(entity).ok());
    let sheet = found.and_then(|(being, ..)| wardrobe.outline(being.looks, &sprites, &mut images));
    let (Some((_, body, at, standing)), Some(sheet)) = (found, sheet) else {
        visibility.set_if_neq(Visibility::Hidden);
        return;
    };
    visibility.set_if_neq(Visibility::Inherited);
    **anchor = *at;
    **sprite = Sprite { image: sheet, color: LIT, ..body.clone() };
    **transform = standing.with_translation(standing.translation + Vec3::Z * 0.001);
}

fn mark(
    mut commands: Commands,
    mut pointed: MessageReader<Pointed>,
    marks: Query<Entity, With<Mark>>,
    image: Res<MarkImage>,
) {
    let Some(Pointed(tile)) = pointed.read().last() else { return };
    for old in &marks {
        commands.entity(old).try_despawn();
    }
    let middle = Vec2::new(f32::from(tile.0), f32::from(tile.1)) * TILE_PX as f32 + TILE_PX as f32 / 2.0;
    commands.spawn((
        OfScene,
        Mark(MARK_S),
        Sprite { image: image.0.clone(), color: LIT, ..default() },
        Transform::from_translation(place(middle, heights::MARK)),
    ));
}

fn fade_marks(mut commands: Commands, mut marks: Query<(Entity, &mut Mark, &mut Sprite)>, time: Res<Time>) {
    for (entity, mut mark, mut sprite) in &mut marks {
        mark.0 -= time.delta_secs();
        sprite.color.set_alpha((mark.0 / MARK_S * 2.0).clamp(0.0, 1.0));
        if mark.0 <= 0.0 {
            commands.entity(entity).try_despawn();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_body_is_touched_from_its_hair_to_its_shoes() {
        let shown = Shown { feet: Vec2::new(100.0, 100.0), ..default() };
        let touched = |x: f32, y: f32| touches(&shown, Vec2::new(x, y));
        assert!(touched(100.0, 100.0) && touched(107.0, 76.0));
        assert!(!touched(100.0, 108.0) && !touched(112.0, 90.0) && !touched(100.0, 60.0));
    }
}
