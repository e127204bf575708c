//! Birds: pigeons that the scene places peck by day, fly off when somebody comes near, and come back later.

use bevy::prelude::*;

use super::bits::{Bit, Bits};
use crate::own::Content;
use crate::pixels::paint::hash;
use crate::pixels::{Picture, Sprites};
use crate::settings::Settings;
use crate::town::bodies::Shown;
use crate::town::light::Sky;
use crate::town::props::foot;
use crate::town::scene::{Drawn, Now, OfScene};
use crate::town::{TownSystems, heights, place};

/// Pixels at which a bird is startled.
const SHY_PX: f32 = 30.0;

/// Pixels that everybody must be away before it comes back.
const CALM_PX: f32 = 80.0;

/// Seconds that it stays away at least.
const AWAY_S: f32 = 14.0;

/// Seconds that coming back takes.
const LAND_S: f32 = 1.6;

/// A bird at its place in the scene.
#[derive(Component, Debug)]
struct Bird {
    at: Vec2,
    white: bool,
    left: bool,
    shift_ms: u32,
    state: State,
    pecking: Picture,
}

/// What a bird is doing, and for how many seconds.
#[derive(Debug, Clone, Copy, PartialEq)]
enum State {
    Pecking,
    Flown(f32),
    Landing(f32),
}

/// Whether a prop of this name is a bird, drawn here instead of with the other props.
#[must_use]
pub fn is_bird(prop: &str) -> bool {
    prop.starts_with("pigeon")
}

/// Adds birds.
pub fn plugin(app: &mut App) {
    app.add_systems(Update, (settle.run_if(resource_changed::<Drawn>), live).chain().in_set(TownSystems::Draw));
}

fn settle(mut commands: Commands, drawn: Res<Drawn>, content: Res<Content>, sprites: Res<Sprites>) {
    let Some(scene) = drawn.scene(&content.0) else { return };
    for placed in scene.def.props.iter().filter(|placed| is_bird(&placed.prop)) {
        let Some(pecking) = content.0.props.get(&placed.prop).and_then(|def| sprites.get(&def.sprite)) else {
            continue;
        };
        let own = hash(placed.at.0.into(), placed.at.1.into(), 5);
        let at = foot(placed).as_vec2() + Vec2::new((own % 9) as f32 - 4.0, (own / 9 % 7) as f32 - 6.0);
        commands.spawn((
            OfScene,
            Bird {
                at,
                white: placed.prop.ends_with("white"),
                left: own.is_multiple_of(2),
                shift_ms: own % 4000,
                state: State::Pecking,
                pecking: pecking.clone(),
            },
            Sprite { image: pecking.image.clone(), rect: Some(pecking.rect(0)), ..default() },
            pecking.sprite_anchor(),
            Transform::from_translation(place(at, heights::standing(at.y))),
        ));
    }
}

fn live(
    mut flock: Query<(&mut Bird, &mut Sprite, &mut Transform, &mut Visibility)>,
    bodies: Query<&Shown>,
    bits: Res<Bits>,
    sky: Res<Sky>,
    now: Res<Now>,
    settings: Res<Settings>,
    time: Res<Time>,
) {
    let Some(flying) = bits.sprite(Bit::Bird(0)) else { return };
    for (mut bird, mut sprite, mut transform, mut visibility) in &mut flock {
        // At night they sleep under the roofs.
        if sky.lamps > 0.5 {
            visibility.set_if_neq(Visibility::Hidden);
            bird.state = State::Pecking;
            continue;
        }
        let nearest = bodies.iter().map(|body| body.feet - bird.at).min_by(|a, b| a.length().total_cmp(&b.length()));
        let (state, left) = next(bird.state, bird.left, nearest, time.delta_secs(), settings.reduced_motion);
        if bird.state != state || bird.left != left {
            (bird.state, bird.left) = (state, left);
        }
        let side = if left { -1.0 } else { 1.0 };
        let away = |s: f32| Vec2::new(side * 58.0 * s, -34.0 * s - 14.0 * s * s);
        let flap = (now.ms / 90 % 2) as u8 + if bird.white { 2 } else { 0 };
        let (picture, rect, px, height, mirrored) = match state {
            State::Pecking => {
                let rect = bird.pecking.rect(bird.pecking.frame_at(now.ms.wrapping_add(bird.shift_ms)));
                (&bird.pecking.image, rect, bird.at, heights::standing(bird.at.y), left)
            }
            State::Flown(s) => (&flying.image, Bits::rect(Bit::Bird(flap)), bird.at + away(s), heights::AIR, left),
            State::Landing(s) => {
                (&flying.image, Bits::rect(Bit::Bird(flap)), bird.at + away(LAND_S - s), heights::AIR, !left)
            }
        };
        let gone = matches!(state, State::Flown(s) if s > 4.0);
        visibility.set_if_neq(if gone { Visibility::Hidden } else { Visibility::Inherited });
        let wanted = place(px.round(), height);
        if sprite.rect != Some(rect) || transform.translation != wanted || sprite.flip_x != mirrored {
            if sprite.image != *picture {
                sprite.image = picture.clone();
            }
            (sprite.rect, sprite.flip_x) = (Some(rect), mirrored);
            transform.translation = wanted;
        }
    }
}

/// What a bird does next, and which way it looks; `nearest` is the way from it to the nearest body.
fn next(state: State, left: bool, nearest: Option<Vec2>, seconds: f32, still: bool) -> (State, bool) {
    let distance = nearest.map_or(f32::MAX, Vec2::length);
    match state {
        // It flies to the side away from whoever startled it.
        State::Pecking if distance < SHY_PX && !still => (State::Flown(0.0), nearest.is_some_and(|way| way.x > 0.0)),
        State::Flown(s) if s > AWAY_S && distance > CALM_PX => (State::Landing(0.0), left),
        State::Landing(s) if s + seconds >= LAND_S => (State::Pecking, !left),
        State::Pecking => (State::Pecking, left),
        State::Flown(s) => (State::Flown(s + seconds), left),
        State::Landing(s) => (State::Landing(s + seconds), left),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bird_flies_off_and_comes_back_when_all_is_calm() {
        let near = Some(Vec2::new(10.0, 0.0));
        let (state, left) = next(State::Pecking, false, near, 0.1, false);
        assert_eq!((state, left), (State::Flown(0.0), true), "away from whoever stands to its right");
        assert_eq!(next(State::Flown(20.0), true, near, 0.1, false).0, State::Flown(20.1));
        assert_eq!(next(State::Flown(20.0), true, None, 0.1, false).0, State::Landing(0.0));
        assert_eq!(next(State::Landing(1.55), true, None, 0.1, false), (State::Pecking, false));
        assert_eq!(next(State::Pecking, true, near, 0.1, true).0, State::Pecking, "not with reduced motion");
    }
}
