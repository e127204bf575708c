//! Birds: by day they peck on free ground and fly off when somebody comes near.

use bevy::prelude::*;
use shared::world::{TILE_PX, TilePos};

use super::bits::{Bit, Bits};
use super::chance;
use crate::own::Content;
use crate::settings::Settings;
use crate::town::bodies::Shown;
use crate::town::light::Sky;
use crate::town::scene::{Drawn, Now, OfScene};
use crate::town::{TownSystems, heights, place};

/// Birds in an outdoor scene.
const FLOCK: i32 = 7;

/// Pixels at which a bird is startled.
const SHY_PX: f32 = 36.0;

/// Seconds until a bird that flew off sits somewhere else.
const AWAY_S: f32 = 25.0;

/// A bird; flown off for some seconds, or standing.
#[derive(Component, Debug)]
struct Bird {
    number: i32,
    moves: i32,
    at: Vec2,
    left: bool,
    flown_s: Option<f32>,
}

/// Adds birds.
pub fn plugin(app: &mut App) {
    app.add_systems(Update, (settle.run_if(resource_changed::<Drawn>), live).chain().in_set(TownSystems::Draw));
}

fn settle(mut commands: Commands, drawn: Res<Drawn>, content: Res<Content>, bits: Res<Bits>) {
    let Some(sprite) = bits.sprite(Bit::Bird(0)) else { return };
    if !drawn.outdoors {
        return;
    }
    for number in 0..FLOCK {
        let Some(at) = perch(&drawn, &content, number, 0) else { continue };
        let bird = Bird { number, moves: 0, at, left: number % 2 == 0, flown_s: None };
        commands.spawn((OfScene, bird, sprite.clone(), Transform::from_translation(place(at, heights::standing(at.y)))));
    }
}

/// A free tile for a bird; two birds of three keep together.
fn perch(drawn: &Drawn, content: &Content, number: i32, moves: i32) -> Option<Vec2> {
    let scene = drawn.scene(&content.0)?;
    let (width, height) = scene.def.size;
    let flock = if number % 3 == 2 { number } else { 0 };
    for attempt in 0..12 {
        let seed = (moves * 12 + attempt) * 8 + flock;
        let x = chance(seed, 1, 31) * f32::from(width) + (chance(number, seed, 32) - 0.5) * 5.0;
        let y = chance(seed, 2, 31) * f32::from(height) + (chance(number, seed, 33) - 0.5) * 5.0;
        let tile = TilePos(x.max(0.0) as u8, y.max(0.0) as u8);
        let door = scene.def.doors.values().any(|door| door.at.steps_to(tile) < 3);
        if scene.walls.is_free(tile) && !door {
            return Some((Vec2::new(x, y) * TILE_PX as f32).round());
        }
    }
    None
}

fn live(
    mut flock: Query<(&mut Bird, &mut Sprite, &mut Transform, &mut Visibility)>,
    bodies: Query<&Shown>,
    drawn: Res<Drawn>,
    content: Res<Content>,
    sky: Res<Sky>,
    now: Res<Now>,
    settings: Res<Settings>,
    time: Res<Time>,
) {
    let asleep = sky.lamps > 0.5 || settings.reduced_motion;
    for (mut bird, mut sprite, mut transform, mut visibility) in &mut flock {
        if asleep {
            visibility.set_if_neq(Visibility::Hidden);
            continue;
        }
        visibility.set_if_neq(Visibility::Inherited);
        let (bit, px, height) = if let Some(flown) = bird.flown_s {
            let flown = flown + time.delta_secs();
            bird.flown_s = Some(flown);
            if flown > AWAY_S {
                bird.moves += 1;
                bird.flown_s = None;
                if let Some(at) = perch(&drawn, &content, bird.number, bird.moves) {
                    bird.at = at;
                }
            }
            let side = if bird.left { -1.0 } else { 1.0 };
            let away = Vec2::new(side * 58.0 * flown, -34.0 * flown - 14.0 * flown * flown);
            (Bit::Bird(2 + (now.ms / 90 % 2) as u8), bird.at + away, heights::AIR)
        } else {
            if let Some(body) = bodies.iter().find(|body| body.feet.distance(bird.at) < SHY_PX) {
                bird.left = body.feet.x > bird.at.x;
                bird.flown_s = Some(0.0);
            }
            let beat = now.ms / 240;
            let pecks = chance(bird.number, (beat / 4) as i32, 34) < 0.4 && beat % 2 == 0;
            (Bit::Bird(u8::from(pecks)), bird.at, heights::standing(bird.at.y))
        };
        sprite.rect = Some(Bits::rect(bit));
        sprite.flip_x = bird.left;
        transform.translation = place(px.round(), height);
    }
}
