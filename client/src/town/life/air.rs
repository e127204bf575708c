//! What drifts: leaves and petals from trees, steam over cups, dust at steps.

use bevy::prelude::*;
use shared::world::TILE_PX;

use super::bits::{Bit, Bits};
use super::chance;
use crate::own::Content;
use crate::settings::Settings;
use crate::town::bodies::Shown;
use crate::town::camera::View;
use crate::town::props::foot;
use crate::town::scene::{Drawn, Now, OfScene};
use crate::town::{TownSystems, heights, place};

/// Most drifting things at once.
const MOST: usize = 60;

/// Seconds between two leaves in the window.
const LEAF_EVERY_S: f32 = 0.7;

/// Seconds between two wisps over one cup.
const STEAM_EVERY_S: f32 = 1.1;

/// Pixels walked between two puffs of dust.
const DUST_EVERY_PX: f32 = 22.0;

/// Something that drifts for a while.
#[derive(Component, Debug)]
struct Drift {
    from: Vec2,
    /// Pixels per second.
    speed: Vec2,
    /// Pixels it swings to each side.
    sway: f32,
    age: f32,
    life: f32,
    kind: Kind,
}

#[derive(Debug, Clone, Copy)]
enum Kind {
    Leaf,
    Petal,
    Steam,
    Dust,
}

/// Where things drift from in the scene.
#[derive(Resource, Debug, Default)]
struct Sources {
    trees: Vec<(Vec2, Kind)>,
    cups: Vec<Vec2>,
    next_leaf_s: f32,
    next_steam_s: f32,
    count: i32,
}

/// How far somebody walked since their last puff.
#[derive(Component, Debug, Default)]
struct Walked {
    last: Vec2,
    px: f32,
}

/// Adds what drifts.
pub fn plugin(app: &mut App) {
    app.init_resource::<Sources>().add_systems(
        Update,
        (find_sources.run_if(resource_changed::<Drawn>), (let_go, kick_dust, drift)).chain().in_set(TownSystems::Draw),
    );
}

fn find_sources(mut sources: ResMut<Sources>, drawn: Res<Drawn>, content: Res<Content>) {
    *sources = Sources::default();
    let Some(scene) = drawn.scene(&content.0) else { return };
    for placed in &scene.def.props {
        let foot = foot(placed).as_vec2();
        match placed.prop.as_str() {
            "tree_blossom" => sources.trees.push((foot - Vec2::new(0.0, 34.0), Kind::Petal)),
            "tree_maple" | "tree_oak" | "tree_linden" => sources.trees.push((foot - Vec2::new(0.0, 34.0), Kind::Leaf)),
            "table_coffee" => sources.cups.push(foot - Vec2::new(0.0, 18.0)),
            _ => {}
        }
    }
}

fn let_go(
    mut commands: Commands,
    mut sources: ResMut<Sources>,
    adrift: Query<(), With<Drift>>,
    bits: Res<Bits>,
    view: Res<View>,
    settings: Res<Settings>,
    time: Res<Time>,
) {
    if settings.reduced_motion || adrift.iter().len() >= MOST {
        return;
    }
    let sources = sources.bypass_change_detection();
    sources.next_leaf_s -= time.delta_secs();
    sources.next_steam_s -= time.delta_secs();
    if sources.next_leaf_s <= 0.0 {
        sources.next_leaf_s = LEAF_EVERY_S;
        sources.count += 1;
        let near: Vec<_> = sources.trees.iter().filter(|(at, _)| view.shows(*at, 64.0)).collect();
        let pick = (chance(sources.count, 0, 21) * near.len() as f32) as usize;
        if let Some((at, kind)) = near.get(pick) {
            let off = Vec2::new(chance(sources.count, 1, 21) - 0.5, chance(sources.count, 2, 21) - 0.5);
            let thing = Drift {
                from: *at + off * Vec2::new(26.0, 14.0),
                speed: Vec2::new(5.0 + 4.0 * off.x, 11.0),
                sway: 4.0,
                age: 0.0,
                life: 3.4,
                kind: *kind,
            };
            spawn(&mut commands, &bits, thing);
        }
    }
    if sources.next_steam_s <= 0.0 {
        sources.next_steam_s = STEAM_EVERY_S;
        for at in sources.cups.iter().filter(|at| view.shows(**at, 32.0)) {
            let up = Vec2::new(0.0, -6.0);
            spawn(
                &mut commands,
                &bits,
                Drift { from: *at, speed: up, sway: 0.0, age: 0.0, life: 1.0, kind: Kind::Steam },
            );
        }
    }
}

/// Who walks over earth or sand raises a little of it.
fn kick_dust(
    mut commands: Commands,
    mut bodies: Query<(Entity, &Shown, Option<&mut Walked>)>,
    drawn: Res<Drawn>,
    content: Res<Content>,
    bits: Res<Bits>,
    settings: Res<Settings>,
) {
    let Some(scene) = drawn.scene(&content.0) else { return };
    for (entity, shown, walked) in &mut bodies {
        let Some(mut walked) = walked else {
            commands.entity(entity).insert(Walked { last: shown.feet, px: 0.0 });
            continue;
        };
        if walked.last == shown.feet {
            continue;
        }
        let step = walked.last.distance(shown.feet);
        walked.last = shown.feet;
        walked.px += step;
        if walked.px < DUST_EVERY_PX || step > TILE_PX as f32 || settings.reduced_motion {
            continue;
        }
        walked.px = 0.0;
        let (x, y) = ((shown.feet.x / TILE_PX as f32) as usize, (shown.feet.y / TILE_PX as f32) as usize);
        let letter = scene.def.ground.get(y).and_then(|row| row.chars().nth(x));
        let name = letter.and_then(|letter| scene.def.legend.get(&letter));
        let dusty = content.0.grounds.iter().any(|ground| Some(&ground.name) == name && ground.step == "dirt");
        if dusty {
            let from = shown.feet - Vec2::new(0.0, 3.0);
            let up = Vec2::new(0.0, -3.0);
            spawn(&mut commands, &bits, Drift { from, speed: up, sway: 0.0, age: 0.0, life: 0.36, kind: Kind::Dust });
        }
    }
}

fn spawn(commands: &mut Commands, bits: &Bits, drift: Drift) {
    let bit = match drift.kind {
        Kind::Leaf => Bit::Leaf(0),
        Kind::Petal => Bit::Petal(0),
        Kind::Steam => Bit::Steam(0),
        Kind::Dust => Bit::Dust(0),
    };
    let Some(sprite) = bits.sprite(bit) else { return };
    let transform = Transform::from_translation(place(drift.from.round(), heights::AIR));
    commands.spawn((OfScene, drift, sprite, transform));
}

fn drift(
    mut commands: Commands,
    mut things: Query<(Entity, &mut Drift, &mut Sprite, &mut Transform)>,
    now: Res<Now>,
    time: Res<Time>,
) {
    for (entity, mut thing, mut sprite, mut transform) in &mut things {
        thing.age += time.delta_secs();
        if thing.age >= thing.life {
            commands.entity(entity).try_despawn();
            continue;
        }
        let part = thing.age / thing.life;
        let third = (part * 3.0) as u8;
        let turn = (now.ms / 180 % 4) as u8;
        let (bit, height) = match thing.kind {
            Kind::Leaf => (Bit::Leaf(turn), heights::AIR),
            Kind::Petal => (Bit::Petal(turn), heights::AIR),
            Kind::Steam => (Bit::Steam(third), heights::AIR),
            Kind::Dust => (Bit::Dust(third), heights::standing(thing.from.y)),
        };
        let swing = (thing.age * 2.6).sin() * thing.sway;
        let px = thing.from + thing.speed * thing.age + Vec2::new(swing, 0.0);
        sprite.rect = Some(Bits::rect(bit));
        sprite.color.set_alpha(((1.0 - part) * 3.0).min(1.0));
        transform.translation = place(px.round(), height);
    }
}
