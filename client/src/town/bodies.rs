//! Bodies: everybody in the scene, drawn where their trajectory puts them.

use bevy::prelude::*;
use bevy::sprite::Anchor;
use shared::content::looks::PeopleDef;
use shared::protocol::components::{Being, Doing, Mien, Mood};
use shared::protocol::facts::Spoke;
use shared::world::Facing;
use shared::world::movement::Trajectory;
use shared::world::walls::Walls;

use super::scene::{Drawn, Now, OfScene, SceneSystems};
use super::{TownSystems, heights, place};
use crate::net::ServerClock;
use crate::own::{BodyIndex, Content, DrawnPose, Me, pose_at};
use crate::pixels::Sprites;
use crate::pixels::people::{Action, Wardrobe};

/// Most new people dressed in one frame, so that a full plaza doesn't make it stutter.
const DRESSED_PER_FRAME: usize = 4;

/// Seconds that appearing and leaving take.
const FADE_S: f32 = 0.25;

/// How visible somebody is who lost their connection.
const AWAY: f32 = 0.5;

/// Letters spoken in a second.
const LETTERS_PER_S: f32 = 32.0;

/// Seconds of silence after which a cheerful line begins with a wave.
const GREETING_AFTER_S: f32 = 20.0;

/// Where somebody is drawn in this frame.
#[derive(Component, Debug, Clone, Copy, PartialEq, Default)]
pub struct Shown {
    /// The scene pixel between the feet; whole.
    pub feet: Vec2,
    /// The scene pixel just above the hair: name tags and bubbles stand on it.
    pub head: Vec2,
    /// The way they look.
    pub facing: Facing,
    /// Whether their legs move.
    pub walking: bool,
    /// How visible they are, 0..=1.
    pub opacity: f32,
}

/// One's own body.
#[derive(Component, Debug)]
pub struct OwnBody;

/// How a body acts, kept between frames.
#[derive(Component, Debug, Default)]
pub struct Puppet {
    action: Action,
    since_ms: u32,
    shift_ms: u32,
    talks_until_ms: u32,
    waves_until_ms: u32,
    spoke_at_ms: Option<u32>,
    age_s: f32,
}

/// The picture of somebody who is gone, fading.
#[derive(Component, Debug)]
struct Leaving(f32);

/// Draws bodies.
pub fn plugin(app: &mut App) {
    app.add_observer(say_goodbye).add_systems(
        Update,
        ((dress, redress, mark_own, listen, pose).chain(), fade_leaving).after(SceneSystems).in_set(TownSystems::Place),
    );
}

fn dress(
    mut commands: Commands,
    naked: Query<(Entity, &Being), Without<Puppet>>,
    mut wardrobe: ResMut<Wardrobe>,
    sprites: Res<Sprites>,
    mut images: ResMut<Assets<Image>>,
) {
    if !sprites.is_ready() {
        return;
    }
    for (entity, being) in naked.iter().take(DRESSED_PER_FRAME) {
        let Some(sheet) = wardrobe.sheet(being.looks, &sprites, &mut images) else { return };
        let Some(def) = wardrobe.def() else { return };
        let (rect, _) = wardrobe.frame(Action::Idle, Facing::Down, 0, &sprites);
        commands.entity(entity).insert((
            Puppet { shift_ms: being.id.0.wrapping_mul(379) % 10_000, ..default() },
            Shown::default(),
            Sprite { image: sheet, rect: Some(rect), color: Color::NONE, ..default() },
            anchor(def),
            Transform::from_xyz(0.0, 0.0, -1.0),
        ));
    }
}

/// Somebody looks different now, or everybody does.
fn redress(
    mut bodies: Query<(Ref<Being>, &mut Sprite, &mut Anchor), With<Puppet>>,
    mut wardrobe: ResMut<Wardrobe>,
    sprites: Res<Sprites>,
    mut images: ResMut<Assets<Image>>,
) {
    let everybody = sprites.is_changed();
    for (being, mut sprite, mut place) in &mut bodies {
        if (everybody || being.is_changed())
            && let Some(sheet) = wardrobe.sheet(being.looks, &sprites, &mut images)
            && sprite.image != sheet
        {
            sprite.image = sheet;
            if let Some(def) = wardrobe.def() {
                *place = anchor(def);
            }
        }
    }
}

/// The point between the feet, as sprites want it.
fn anchor(def: &PeopleDef) -> Anchor {
    let feet = IVec2::from(def.anchor).as_vec2() / UVec2::from(def.frame).as_vec2();
    Anchor(Vec2::new(feet.x - 0.5, 0.5 - feet.y))
}

fn mark_own(mut commands: Commands, me: Res<Me>, bodies: Query<(Entity, &Being, Has<OwnBody>)>) {
    for (entity, being, marked) in &bodies {
        let own = me.is_me(being.id);
        if own && !marked {
            commands.entity(entity).insert(OwnBody);
        } else if !own && marked {
            commands.entity(entity).remove::<OwnBody>();
        }
    }
}

/// Who speaks moves their mouth, and waves when they haven't spoken for a while and are glad.
fn listen(mut spoken: MessageReader<Spoke>, index: Res<BodyIndex>, mut puppets: Query<&mut Puppet>, now: Res<Now>) {
    for line in spoken.read() {
        let Some(mut puppet) = index.get(line.who).and_then(|entity| puppets.get_mut(entity).ok()) else { continue };
        let talk_ms = (line.text.chars().count() as f32 / LETTERS_PER_S * 1000.0) as u32;
        let silent_s = puppet.spoke_at_ms.map_or(f32::MAX, |at| now.ms.saturating_sub(at) as f32 / 1000.0);
        puppet.talks_until_ms = now.ms + talk_ms.min(line.show_ms);
        if silent_s > GREETING_AFTER_S && matches!(line.mood, Mood::Joy | Mood::Love) {
            puppet.waves_until_ms = now.ms + 1100;
        }
        puppet.spoke_at_ms = Some(now.ms);
    }
}

fn pose(
    mut bodies: Query<(&Trajectory, Option<&Mien>, &mut Puppet, &mut Shown, &mut Sprite, &mut Transform, Has<OwnBody>)>,
    drawn: Res<Drawn>,
    content: Res<Content>,
    me: Res<Me>,
    clock: Res<ServerClock>,
    now: Res<Now>,
    time: Res<Time>,
    wardrobe: Res<Wardrobe>,
    sprites: Res<Sprites>,
) {
    let Some(walls) = drawn.scene(&content.0).map(|scene| &scene.walls) else { return };
    let predicted = |own: bool| own && me.scene == drawn.key;
    for (trajectory, mien, mut puppet, mut shown, mut sprite, mut transform, own) in &mut bodies {
        let at = if predicted(own) { me.drawn_pose(&clock) } else { at_moment(trajectory, &now, walls) };
        let mien = mien.copied().unwrap_or_default();
        puppet.age_s += time.delta_secs();
        let action = action(&puppet, mien.doing, at.walking, now.ms);
        if action != puppet.action {
            (puppet.action, puppet.since_ms) = (action, now.ms);
        }
        let ms = match action {
            // Everybody breathes in their own time.
            Action::Idle | Action::Sit => now.ms.wrapping_add(puppet.shift_ms),
            Action::Walk | Action::Talk | Action::Wave => now.ms.wrapping_sub(puppet.since_ms),
        };
        let (rect, mirrored) = wardrobe.frame(action, at.facing, ms, &sprites);
        if sprite.rect != Some(rect) || sprite.flip_x != mirrored {
            (sprite.rect, sprite.flip_x) = (Some(rect), mirrored);
        }
        let feet = Vec2::new(at.x, at.y).round();
        let present = (puppet.age_s / FADE_S).min(1.0);
        let opacity = if mien.doing == Doing::Away { AWAY * present } else { present };
        if shown.opacity.to_bits() != opacity.to_bits() || sprite.color.alpha().to_bits() != opacity.to_bits() {
            sprite.color = Color::WHITE.with_alpha(opacity);
        }
        let place = place(feet, heights::standing(feet.y));
        if transform.translation != place {
            transform.translation = place;
        }
        shown.set_if_neq(Shown {
            feet,
            head: feet - Vec2::new(0.0, if action == Action::Sit { 23.0 } else { 27.0 }),
            facing: at.facing,
            walking: at.walking,
            opacity,
        });
    }
}

fn at_moment(trajectory: &Trajectory, now: &Now, walls: &Walls) -> DrawnPose {
    pose_at(trajectory, now.tick, walls)
}

fn action(puppet: &Puppet, doing: Doing, walking: bool, ms: u32) -> Action {
    if walking {
        return Action::Walk;
    }
    match doing {
        Doing::Sitting => Action::Sit,
        _ if ms < puppet.waves_until_ms => Action::Wave,
        Doing::Speaking => Action::Talk,
        _ if ms < puppet.talks_until_ms => Action::Talk,
        _ => Action::Idle,
    }
}

/// Leaves the picture of somebody who goes behind, to fade.
fn say_goodbye(
    gone: On<Remove, Being>,
    mut commands: Commands,
    bodies: Query<(&Sprite, &Anchor, &Transform), With<Puppet>>,
) {
    if let Ok((sprite, anchor, transform)) = bodies.get(gone.entity) {
        let opacity = sprite.color.alpha();
        commands.spawn((Leaving(opacity), OfScene, sprite.clone(), *anchor, *transform));
    }
}

fn fade_leaving(mut commands: Commands, mut leaving: Query<(Entity, &mut Leaving, &mut Sprite)>, time: Res<Time>) {
    for (entity, mut left, mut sprite) in &mut leaving {
        left.0 -= time.delta_secs() / FADE_S;
        sprite.color.set_alpha(left.0.max(0.0));
        if left.0 <= 0.0 {
            commands.entity(entity).try_despawn();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_one_does_shows() {
        let puppet = Puppet { talks_until_ms: 500, waves_until_ms: 200, ..default() };
        assert_eq!(action(&puppet, Doing::Sitting, true, 0), Action::Walk);
        assert_eq!(action(&puppet, Doing::Sitting, false, 100), Action::Sit);
        assert_eq!(action(&puppet, Doing::Idle, false, 100), Action::Wave);
        assert_eq!(action(&puppet, Doing::Idle, false, 300), Action::Talk);
        assert_eq!(action(&puppet, Doing::Listening, false, 600), Action::Idle);
        assert_eq!(action(&puppet, Doing::Speaking, false, 600), Action::Talk);
    }
}
