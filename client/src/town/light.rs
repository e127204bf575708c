//! Day and night: the sky's colour over everything, and warm pools of light around lamps and windows.
//!
//! When a scene is entered, what its lamps light is painted once into a picture of the scene's size; a
//! shader then only mixes that with the sky, so a moving sun costs two numbers a frame.

use bevy::asset::embedded_asset;
use bevy::mesh::MeshVertexBufferLayoutRef;
use bevy::prelude::*;
use bevy::render::render_resource::{
    AsBindGroup, BlendComponent, BlendFactor, BlendOperation, BlendState, RenderPipelineDescriptor,
    SpecializedMeshPipelineError, TextureFormat,
};
use bevy::shader::ShaderRef;
use bevy::sprite_render::{AlphaMode2d, Material2d, Material2dKey, Material2dPlugin};
use shared::content::prop::LightDef;

use super::camera::View;
use super::doors::Iris;
use super::props::foot;
use super::scene::{Drawn, Now};
use super::{TownSystems, heights, place};
use crate::own::Content;
use crate::pixels::Sprites;
use crate::pixels::paint::Canvas;

/// The light in this moment.
#[derive(Resource, Debug, Default, Clone, Copy, PartialEq)]
pub struct Sky {
    /// What the scene's colours are multiplied with, each 0..=1.
    pub tint: Vec3,
    /// How strongly lamps shine, 0..=1.
    pub lamps: f32,
}

/// Multiplies what lies below it; see `light.wgsl`.
#[derive(Asset, TypePath, AsBindGroup, Debug, Clone)]
struct LightMaterial {
    #[uniform(0)]
    sky: Vec4,
    #[uniform(0)]
    iris: Vec4,
    #[texture(1)]
    lamps: Handle<Image>,
}

impl Material2d for LightMaterial {
    fn fragment_shader() -> ShaderRef {
        "embedded://client/town/light.wgsl".into()
    }

    fn alpha_mode(&self) -> AlphaMode2d {
        AlphaMode2d::Blend
    }

    fn specialize(
        descriptor: &mut RenderPipelineDescriptor,
        _: &MeshVertexBufferLayoutRef,
        _: Material2dKey<Self>,
    ) -> Result<(), SpecializedMeshPipelineError> {
        let multiply = BlendComponent {
            src_factor: BlendFactor::Dst,
            dst_factor: BlendFactor::Zero,
            operation: BlendOperation::Add,
        };
        let keep = BlendComponent {
            src_factor: BlendFactor::Zero,
            dst_factor: BlendFactor::One,
            operation: BlendOperation::Add,
        };
        for target in descriptor.fragment.iter_mut().flat_map(|fragment| fragment.targets.iter_mut().flatten()) {
            target.blend = Some(BlendState { color: multiply, alpha: keep });
        }
        Ok(())
    }
}

/// The sheet of light over the whole window.
#[derive(Component, Debug)]
struct Sheet;

/// Adds the light.
pub fn plugin(app: &mut App) {
    embedded_asset!(app, "light.wgsl");
    app.add_plugins(Material2dPlugin::<LightMaterial>::default())
        .init_resource::<Sky>()
        .add_systems(Startup, hang)
        .add_systems(
            Update,
            (tell_sky, paint_lamps.run_if(resource_changed::<Drawn>), follow).chain().in_set(TownSystems::Draw),
        );
}

fn hang(
    mut commands: Commands,
    mut meshes: ResMut<Assets<Mesh>>,
    mut materials: ResMut<Assets<LightMaterial>>,
    mut images: ResMut<Assets<Image>>,
) {
    let lamps = images.add(Canvas::new(UVec2::ONE).into_image(TextureFormat::Rgba8Unorm));
    let material = LightMaterial { sky: Vec4::new(1.0, 1.0, 1.0, 0.0), iris: Vec4::ZERO, lamps };
    commands.spawn((
        Sheet,
        Mesh2d(meshes.add(Rectangle::new(1.0, 1.0))),
        MeshMaterial2d(materials.add(material)),
        Transform::default(),
    ));
}

fn tell_sky(mut sky: ResMut<Sky>, now: Res<Now>, drawn: Res<Drawn>) {
    let hour = now.minute / 60.0;
    sky.set_if_neq(if drawn.outdoors { daylight(hour) } else { indoors(hour) });
}

fn follow(
    mut sheet: Single<(&mut Transform, &MeshMaterial2d<LightMaterial>), With<Sheet>>,
    mut materials: ResMut<Assets<LightMaterial>>,
    view: Res<View>,
    sky: Res<Sky>,
    iris: Res<Iris>,
) {
    let (transform, material) = &mut *sheet;
    let wanted = Transform::from_translation(place(view.centre_px, heights::LIGHT))
        .with_scale((view.extent() + 4.0).extend(1.0));
    if **transform != wanted {
        **transform = wanted;
    }
    let sky = sky.tint.extend(sky.lamps);
    let iris = iris.circle().map_or(Vec4::ZERO, |(centre, radius)| Vec4::new(centre.x, centre.y, radius, 1.0));
    let same = materials.get(&material.0).is_some_and(|old| old.sky == sky && old.iris == iris);
    if !same && let Some(mut light) = materials.get_mut(&material.0) {
        (light.sky, light.iris) = (sky, iris);
    }
}

/// Paints what the lamps of the scene light.
fn paint_lamps(
    sheet: Single<&MeshMaterial2d<LightMaterial>, With<Sheet>>,
    mut materials: ResMut<Assets<LightMaterial>>,
    mut images: ResMut<Assets<Image>>,
    drawn: Res<Drawn>,
    content: Res<Content>,
    sprites: Res<Sprites>,
) {
    let Some(scene) = drawn.scene(&content.0) else { return };
    let mut lit = Canvas::new(drawn.size.as_uvec2());
    let mut placed: Vec<_> = scene.def.props.iter().filter_map(|p| Some((p, content.0.props.get(&p.prop)?))).collect();
    placed.sort_by_key(|(p, def)| (!def.flat, p.at.1));
    for (p, def) in &placed {
        if let Some(light) = &def.light {
            let colour = sprites.colour(&light.colour).unwrap_or(Srgba::WHITE);
            pool(&mut lit, foot(p) + IVec2::from(light.at), light, colour);
        }
    }
    // What glows is as bright as by day, and so is whoever stands in front of it.
    let mut glowing = Canvas::new(lit.size);
    for (p, def) in &placed {
        let Some(picture) = sprites.get(&def.sprite) else { continue };
        if let (Some(image), Some(part)) = (images.get(&picture.image), picture.frames.first()) {
            glowing.blit(image, *part, foot(p) - picture.anchor, |_| [0, 0, 0, 255]);
        }
        let Some(glow) = picture.glow.as_ref().and_then(|name| sprites.get(name)) else { continue };
        if let (Some(image), Some(part)) = (images.get(&glow.image), glow.frames.first()) {
            glowing.blit(image, *part, foot(p) - glow.anchor, |colour| [255, 255, 255, colour[3]]);
        }
    }
    for (lamp, glow) in lit.bytes.chunks_exact_mut(4).zip(glowing.bytes.chunks_exact(4)) {
        if glow[0] > 127 {
            lamp.copy_from_slice(&[255; 4]);
        }
    }
    if let Some(mut light) = materials.get_mut(&sheet.0) {
        light.lamps = images.add(lit.into_image(TextureFormat::Rgba8Unorm));
    }
}

/// Steps of brightness in a pool of light.
const STEPS: f32 = 6.0;

/// How much of a step's width is dithered into the next one.
const DITHER: f32 = 0.6;

/// How much of the lamp's green and blue is left: flames are warmer than the gold that lamps are painted with.
const WARMTH: [f32; 3] = [1.0, 0.92, 0.8];

/// Adds one pool of light: steps with dithered borders, flatter than wide because it lies on the ground.
fn pool(lit: &mut Canvas, centre: IVec2, light: &LightDef, colour: Srgba) {
    const BAYER: [[i32; 4]; 4] = [[0, 8, 2, 10], [12, 4, 14, 6], [3, 11, 1, 9], [15, 7, 13, 5]];
    let radius = light.radius as f32;
    let reach = light.radius as i32;
    let goal = [colour.red, colour.green, colour.blue].map(|c| 0.41 + c * 0.6);
    let goal = [0, 1, 2].map(|i| goal[i].min(1.0) * WARMTH[i]);
    for y in centre.y - reach..=centre.y + reach {
        for x in centre.x - reach..=centre.x + reach {
            let (dx, dy) = ((x - centre.x) as f32, (y - centre.y) as f32 * 1.25);
            let near = 1.0 - dx.hypot(dy) / radius;
            if near <= 0.0 {
                continue;
            }
            let threshold = BAYER[(y & 3) as usize][(x & 3) as usize] as f32 / 16.0;
            let step = (near * STEPS + 0.5 + (threshold - 0.5) * DITHER).floor().min(STEPS);
            let strength = step / STEPS * 0.92;
            // Pools that meet add up, towards the colour of the stronger one.
            let old = lit.get(x, y);
            let before = f32::from(old[3]) / 255.0;
            let sum = before + strength - before * strength;
            let share = if sum > 0.0 { strength / (before + strength) } else { 0.0 };
            let mix = |i: usize| {
                let old = f32::from(old[i]) / 255.0;
                ((old + (goal[i] - old) * share) * 255.0).round() as u8
            };
            lit.set(x, y, [mix(0), mix(1), mix(2), (sum * 255.0).round() as u8]);
        }
    }
}

/// The light outdoors at this hour, 0..24.
fn daylight(hour: f32) -> Sky {
    const KEYS: [(f32, [f32; 3], f32); 11] = [
        (0.0, [100.0, 112.0, 190.0], 1.0),
        (4.5, [102.0, 114.0, 190.0], 1.0),
        (6.0, [206.0, 168.0, 196.0], 0.55),
        (7.5, [255.0, 236.0, 214.0], 0.0),
        (9.0, [255.0, 255.0, 255.0], 0.0),
        (16.5, [255.0, 255.0, 250.0], 0.0),
        (18.5, [255.0, 216.0, 178.0], 0.25),
        (19.5, [232.0, 172.0, 168.0], 0.65),
        (20.5, [172.0, 136.0, 188.0], 0.9),
        (22.0, [112.0, 118.0, 190.0], 1.0),
        (24.0, [100.0, 112.0, 190.0], 1.0),
    ];
    let hour = hour.rem_euclid(24.0);
    for pair in KEYS.windows(2) {
        let [(from, a, lamps_a), (to, b, lamps_b)] = [pair[0], pair[1]];
        if hour <= to {
            let part = (hour - from) / (to - from);
            let tint = Vec3::from_array(a).lerp(Vec3::from_array(b), part) / 255.0;
            return Sky { tint, lamps: lamps_a + (lamps_b - lamps_a) * part };
        }
    }
    Sky { tint: Vec3::ONE, lamps: 0.0 }
}

/// The light of rooms, which lamps keep warm all night; half of the sky comes in through the windows.
fn indoors(hour: f32) -> Sky {
    const WARM: Vec3 = Vec3::new(1.0, 0.965, 0.91);
    let sky = daylight(hour);
    Sky { tint: WARM.lerp(sky.tint, 0.4 * sky.lamps), lamps: sky.lamps.max(0.2) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_sky_has_no_jumps() {
        for minute in 0..1440 {
            let (a, b) = (daylight(minute as f32 / 60.0), daylight((minute + 1) as f32 / 60.0));
            assert!(a.tint.distance(b.tint) < 0.02, "minute {minute}: {a:?} {b:?}");
        }
        assert!(daylight(0.0).tint.distance(daylight(24.0).tint) < 0.001);
        assert_eq!(daylight(12.0).lamps, 0.0);
    }

    #[test]
    fn a_pool_is_brightest_in_its_middle_and_ends_at_its_radius() {
        let mut lit = Canvas::new(UVec2::new(64, 64));
        let def = LightDef { radius: 20, at: (0, 0), colour: "gold3".into() };
        pool(&mut lit, IVec2::new(32, 32), &def, Srgba::rgb(1.0, 0.8, 0.4));
        assert!(lit.get(32, 32)[3] > 200);
        assert_eq!(lit.get(32, 53)[3], 0);
        assert_eq!(lit.get(53, 32)[3], 0);
        let once = lit.get(36, 32)[3];
        pool(&mut lit, IVec2::new(40, 32), &def, Srgba::rgb(1.0, 0.8, 0.4));
        assert!(lit.get(36, 32)[3] >= once, "two lamps are never darker than one");
    }
}
