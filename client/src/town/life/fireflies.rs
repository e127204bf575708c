//! Fireflies over grass and water after dark.

use bevy::prelude::*;
use shared::world::TILE_PX;

use super::bits::{Bit, Bits};
use super::chance;
use crate::own::Content;
use crate::settings::Settings;
use crate::town::light::Sky;
use crate::town::scene::{Drawn, Now, OfScene};
use crate::town::{TownSystems, heights, place};

/// Most fireflies in a scene.
const SWARM: usize = 90;

/// One tile of grass in this many has a firefly.
const RARE: f32 = 14.0;

#[derive(Component, Debug)]
struct Firefly {
    home: Vec2,
    phase: f32,
}

/// Adds fireflies.
pub fn plugin(app: &mut App) {
    app.add_systems(Update, (settle.run_if(resource_changed::<Drawn>), hover).chain().in_set(TownSystems::Draw));
}

fn settle(mut commands: Commands, drawn: Res<Drawn>, content: Res<Content>, bits: Res<Bits>) {
    let (Some(scene), Some(sprite)) = (drawn.scene(&content.0), bits.sprite(Bit::Firefly)) else { return };
    if !drawn.outdoors {
        return;
    }
    let mut left = SWARM;
    for (y, row) in (0..).zip(&scene.def.ground) {
        for (x, letter) in (0..).zip(row.chars()) {
            let ground = scene.def.legend.get(&letter).map_or("", String::as_str);
            let liked = ["grass", "meadow", "water"].contains(&ground);
            if !liked || left == 0 || chance(x, y, 11) > 1.0 / RARE {
                continue;
            }
            left -= 1;
            let home = Vec2::new(x as f32, y as f32) * TILE_PX as f32 + TILE_PX as f32 / 2.0;
            commands.spawn((
                OfScene,
                Firefly { home, phase: chance(y, x, 977) * 60.0 },
                sprite.clone(),
                Transform::from_translation(place(home, heights::GLIMMER)),
                Visibility::Hidden,
            ));
        }
    }
}

fn hover(
    mut swarm: Query<(&Firefly, &mut Sprite, &mut Transform, &mut Visibility)>,
    now: Res<Now>,
    sky: Res<Sky>,
    settings: Res<Settings>,
) {
    // They come out when it is properly dark.
    let dark = ((sky.lamps - 0.7) / 0.3).clamp(0.0, 1.0);
    for (firefly, mut sprite, mut transform, mut visibility) in &mut swarm {
        if dark <= 0.0 {
            visibility.set_if_neq(Visibility::Hidden);
            continue;
        }
        visibility.set_if_neq(Visibility::Inherited);
        let t = if settings.reduced_motion { firefly.phase } else { now.ms as f32 / 1000.0 + firefly.phase };
        let away = Vec2::new((t * 0.43).sin() * 14.0 + (t * 1.1).sin() * 4.0, (t * 0.31).cos() * 9.0 - 8.0);
        transform.translation = place((firefly.home + away).round(), heights::GLIMMER);
        // A slow pulse with a pause.
        let pulse = ((t * 0.9).sin() * 1.4 + 0.4).clamp(0.0, 1.0);
        sprite.color.set_alpha(pulse * dark);
    }
}
