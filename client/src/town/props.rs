//! Props: what stands and lies in the scene, moving, glowing after dark, and see-through when it hides you.

use bevy::prelude::*;
use shared::content::scene::PlacedProp;
use shared::world::TILE_PX;

use super::bodies::{OwnBody, Shown};
use super::life::birds::is_bird;
use super::light::Sky;
use super::scene::{Drawn, Now, OfScene};
use super::{TownSystems, heights, place};
use crate::own::Content;
use crate::pixels::paint::hash;
use crate::pixels::{Picture, Sprites};

/// How much of a prop stays visible when one's own body is behind it.
const SEE_THROUGH: f32 = 0.45;

/// How fast a prop becomes see-through, per second.
const FADE: f32 = 6.0;

/// How tall in pixels a prop must be to hide anybody.
const TALL: f32 = 28.0;

/// The frames of a moving prop.
#[derive(Component, Debug)]
struct Moving {
    frames: Vec<Rect>,
    frame_ms: u32,
    offset_ms: u32,
}

/// Shines after dark.
#[derive(Component, Debug)]
struct Glow;

/// What is only there by day.
const BY_DAY: [&str; 2] = ["sunbeam", "butterflies"];

/// Is only there by day.
#[derive(Component, Debug)]
struct ByDay;

/// Hides who stands behind it, in scene pixels.
#[derive(Component, Debug)]
struct Hides {
    outline: Rect,
    opacity: f32,
}

/// Draws the props of the scene.
pub fn plugin(app: &mut App) {
    app.add_systems(
        Update,
        (set_up.run_if(resource_changed::<Drawn>), (animate, shine, let_see_through)).chain().in_set(TownSystems::Draw),
    );
}

/// Where a prop's anchor is, in scene pixels: the bottom middle of its tile.
#[must_use]
pub fn foot(placed: &PlacedProp) -> IVec2 {
    IVec2::new(i32::from(placed.at.0), i32::from(placed.at.1)) * TILE_PX + IVec2::new(TILE_PX / 2, TILE_PX)
}

/// By how much a prop's animation is shifted, so that trees and smoke don't move as one.
fn shift(placed: &PlacedProp) -> u32 {
    hash(placed.at.0.into(), placed.at.1.into(), 3) % 997
}

fn set_up(mut commands: Commands, drawn: Res<Drawn>, content: Res<Content>, sprites: Res<Sprites>) {
    let Some(scene) = drawn.scene(&content.0) else { return };
    let fixed = |placed: &&PlacedProp| !is_bird(&placed.prop);
    for (order, placed) in scene.def.props.iter().filter(fixed).enumerate() {
        let Some(def) = content.0.props.get(&placed.prop) else { continue };
        let Some(picture) = sprites.get(&def.sprite) else {
            warn!(prop = placed.prop, sprite = def.sprite, "a prop has no picture");
            continue;
        };
        let foot = foot(placed).as_vec2();
        // What shares a row keeps the designer's order.
        let tie = order as f32 * 1e-5;
        let height = if def.flat { heights::FLAT + foot.y * 1e-4 + tie } else { heights::standing(foot.y) + tie };
        let mut prop = commands.spawn((OfScene, drawing(picture, foot, height)));
        add_motion(&mut prop, picture, shift(placed));
        if BY_DAY.contains(&placed.prop.as_str()) {
            prop.insert(ByDay);
        }
        let size = picture.size().as_vec2();
        if !def.flat && size.y >= TALL {
            let corner = foot - picture.anchor.as_vec2();
            // Only the part above the foot hides anybody, and not at its very rim.
            let outline = Rect::from_corners(corner, Vec2::new(corner.x + size.x, foot.y)).inflate(-3.0);
            prop.insert(Hides { outline, opacity: 1.0 });
        }
        if let Some(glow) = picture.glow.as_ref().and_then(|name| sprites.get(name)) {
            let mut glowing = commands.spawn((OfScene, Glow, drawing(glow, foot, height + 5e-6)));
            add_motion(&mut glowing, glow, shift(placed));
        }
    }
}

fn drawing(picture: &Picture, foot: Vec2, height: f32) -> impl Bundle {
    (
        Sprite { image: picture.image.clone(), rect: Some(picture.rect(0)), ..default() },
        picture.sprite_anchor(),
        Transform::from_translation(place(foot, height)),
    )
}

fn add_motion(entity: &mut EntityCommands, picture: &Picture, offset_ms: u32) {
    if picture.frame_ms > 0 && picture.frames.len() > 1 {
        let frames = picture.frames.iter().map(URect::as_rect).collect();
        entity.insert(Moving { frames, frame_ms: picture.frame_ms, offset_ms });
    }
}

fn animate(mut props: Query<(&mut Sprite, &Moving)>, now: Res<Now>) {
    for (mut sprite, moving) in &mut props {
        let ms = now.ms.wrapping_add(moving.offset_ms);
        let rect = moving.frames.get((ms / moving.frame_ms) as usize % moving.frames.len()).copied();
        if sprite.rect != rect {
            sprite.rect = rect;
        }
    }
}

fn shine(
    mut things: Query<(&mut Sprite, &mut Visibility, Has<Glow>), Or<(With<Glow>, With<ByDay>)>>,
    sky: Res<Sky>,
    drawn: Res<Drawn>,
) {
    if !sky.is_changed() && !drawn.is_changed() {
        return;
    }
    for (mut sprite, mut visibility, glows) in &mut things {
        let opacity = if glows { sky.lamps } else { 1.0 - sky.lamps };
        sprite.color.set_alpha(opacity);
        visibility.set_if_neq(if opacity > 0.01 { Visibility::Inherited } else { Visibility::Hidden });
    }
}

fn let_see_through(mut props: Query<(&mut Sprite, &mut Hides)>, own: Query<&Shown, With<OwnBody>>, time: Res<Time>) {
    let body = own.single().ok().map(|shown| shown.feet);
    for (mut sprite, mut hides) in &mut props {
        let hidden = body
            .is_some_and(|feet| feet.y < hides.outline.max.y && hides.outline.contains(feet - Vec2::new(0.0, 10.0)));
        let goal = if hidden { SEE_THROUGH } else { 1.0 };
        if (hides.opacity - goal).abs() > f32::EPSILON {
            let step = FADE * time.delta_secs();
            hides.opacity += (goal - hides.opacity).clamp(-step, step);
            sprite.color.set_alpha(hides.opacity);
        }
    }
}
