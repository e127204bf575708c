//! Sounds: synthesised when the game starts, played in groups; without a sound device all of this is silent.

pub mod ambience;
pub mod effects;
pub mod events;
pub mod loops;
pub mod synth;

use std::collections::BTreeMap;

use bevy::audio::{AudioPlayer, AudioSource, PlaybackSettings, Volume};
use bevy::prelude::*;

use crate::settings::{Settings, Volumes};
use effects::Effect;

/// Adds the player of short sounds, the loops around the listener, and what sets them off.
pub fn plugin(app: &mut App) {
    // Headless pictures are taken without the audio plugin; then nothing here has anywhere to play.
    app.add_message::<Play>();
    if !app.world().contains_resource::<Assets<AudioSource>>() {
        return;
    }
    app.init_resource::<Effects>()
        .init_resource::<ambience::Loops>()
        .add_systems(Startup, make_effects)
        .add_systems(Update, (events::play_steps, events::play_doors, events::play_talk, events::play_comings))
        .add_systems(Update, (ambience::choose_levels, ambience::fade_loops).chain())
        .add_systems(PostUpdate, (play_effects, end_effects));
}

/// A group of sounds with a volume of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Group {
    /// Short sounds.
    Effects,
    /// The sounds of the place.
    Ambience,
    /// Melodies.
    Music,
}

impl Volumes {
    /// How loud a group plays, 0..=1; squared, since ears hear ratios.
    #[must_use]
    pub fn gain(&self, group: Group) -> f32 {
        let level = match group {
            Group::Effects => self.effects,
            Group::Ambience => self.ambience,
            Group::Music => self.music,
        };
        let share = |level: u8| f32::from(level.min(100)) / 100.0;
        (share(level) * share(self.master)).powi(2)
    }
}

/// Plays a short sound once.
#[derive(Message, Debug, Clone, Copy)]
pub struct Play {
    /// Which.
    pub effect: Effect,
    /// 1 as made; 2 an octave higher.
    pub speed: f32,
    /// How loud, 0..=1, before the player's volumes.
    pub level: f32,
}

impl Play {
    /// The sound as it was made.
    #[must_use]
    pub const fn plain(effect: Effect) -> Self {
        Self { effect, speed: 1.0, level: 1.0 }
    }
}

#[derive(Resource, Default)]
struct Effects(BTreeMap<Effect, Handle<AudioSource>>);

/// Seconds until a short sound is over for sure, device or not.
const EFFECT_LIFE_S: f32 = 1.5;

/// More short sounds than this at once would only be noise.
const MOST_EFFECTS: usize = 12;

#[derive(Component)]
struct Playing(f32);

fn make_effects(mut effects: ResMut<Effects>, mut sources: ResMut<Assets<AudioSource>>) {
    effects.0 = Effect::ALL
        .into_iter()
        .map(|effect| (effect, sources.add(AudioSource { bytes: effect.wave().to_wav().into() })))
        .collect();
}

fn play_effects(
    mut commands: Commands,
    mut wanted: MessageReader<Play>,
    effects: Res<Effects>,
    settings: Res<Settings>,
    playing: Query<(), With<Playing>>,
) {
    let gain = settings.volume.gain(Group::Effects);
    let room = MOST_EFFECTS.saturating_sub(playing.iter().count());
    let audible = wanted.read().filter(|play| gain * play.level > 0.0005).take(room);
    for play in audible {
        let Some(source) = effects.0.get(&play.effect) else { continue };
        let how = PlaybackSettings::REMOVE
            .with_volume(Volume::Linear(gain * play.level))
            .with_speed(play.speed.clamp(0.25, 4.0));
        commands.spawn((AudioPlayer::new(source.clone()), how, Playing(EFFECT_LIFE_S)));
    }
    wanted.clear();
}

/// Without a device the engine never ends a sound, so this does.
fn end_effects(mut commands: Commands, mut playing: Query<(Entity, &mut Playing)>, time: Res<Time<Real>>) {
    for (entity, mut left) in &mut playing {
        left.0 -= time.delta_secs();
        if left.0 <= 0.0 {
            commands.entity(entity).despawn();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn master_scales_every_group_and_zero_is_silence() {
        let full = Volumes { master: 100, effects: 100, ambience: 50, music: 0 };
        assert!((full.gain(Group::Effects) - 1.0).abs() < 1e-6);
        assert!((full.gain(Group::Ambience) - 0.25).abs() < 1e-6);
        assert!(full.gain(Group::Music) < 1e-6);
        assert!(Volumes { master: 0, ..full }.gain(Group::Effects) < 1e-6);
    }
}
