//! The sounds around the listener: which loops play, how loud, and how they fade into each other.

use std::collections::BTreeMap;

use bevy::audio::{AudioPlayer, AudioSink, AudioSinkPlayback, AudioSource, PlaybackSettings, Volume};
use bevy::prelude::*;
use bevy::tasks::{AsyncComputeTaskPool, Task, block_on, poll_once};
use shared::world::{TILE_PX, TilePos};

use super::Group;
use super::loops::Loop;
use crate::net::ServerClock;
use crate::own::Content;
use crate::own::Me;
use crate::settings::Settings;

/// Tiles from which a fountain can be heard.
const EARSHOT_TILES: f32 = 9.0;

/// How much a loop's level changes in a second.
const FADE_PER_S: f32 = 0.45;

/// The loops that are wanted or still fading, and how loud.
#[derive(Resource, Default)]
pub struct Loops(BTreeMap<Loop, Voice>);

#[derive(Default)]
struct Voice {
    target: f32,
    level: f32,
    made: Option<Handle<AudioSource>>,
    making: Option<Task<Vec<u8>>>,
    entity: Option<Entity>,
}

const fn group(sound: Loop) -> Group {
    match sound {
        Loop::PlazaTune | Loop::RoomTune => Group::Music,
        _ => Group::Ambience,
    }
}

/// Decides how loud every loop should be for where the player stands and what time it is.
pub fn choose_levels(mut loops: ResMut<Loops>, me: Res<Me>, clock: Res<ServerClock>, content: Res<Content>) {
    let mut wanted: BTreeMap<Loop, f32> = BTreeMap::new();
    match me.scene.as_ref().zip(me.scene_in(&content)) {
        None => {
            wanted.insert(Loop::PlazaTune, 0.8);
            wanted.insert(Loop::Birds, 0.5);
        }
        Some((key, scene)) => {
            if scene.def.outdoors {
                let day = daylight(me.town_time_now(&clock));
                wanted.insert(Loop::Birds, day);
                wanted.insert(Loop::Crickets, 1.0 - day);
                wanted.insert(Loop::PlazaTune, 0.8);
            } else {
                wanted.insert(Loop::RoomTune, 0.8);
                if key.as_str().contains("cafe") {
                    wanted.insert(Loop::Cafe, 1.0);
                }
            }
            let pose = me.drawn_pose(&clock);
            for placed in &scene.def.props {
                let sound = content.0.props.get(&placed.prop).and_then(|prop| prop.sound.as_deref());
                if let Some(sound) = sound.and_then(Loop::of_prop) {
                    let level = wanted.entry(sound).or_default();
                    *level = level.max(nearness(placed.at, pose.x, pose.y));
                }
            }
        }
    }
    for (sound, level) in &wanted {
        loops.0.entry(*sound).or_default().target = *level;
    }
    for (sound, voice) in &mut loops.0 {
        if !wanted.contains_key(sound) {
            voice.target = 0.0;
        }
    }
}

/// 1 by day, 0 by night, between them at dawn and dusk.
fn daylight(minute_of_day: f32) -> f32 {
    let dawn = (minute_of_day - 330.0) / 90.0;
    let dusk = (1_230.0 - minute_of_day) / 90.0;
    dawn.min(dusk).clamp(0.0, 1.0)
}

/// How loud something on a tile is for an ear at these pixels, 0..=1.
fn nearness(at: TilePos, x: f32, y: f32) -> f32 {
    let centre = |tile: u8| (f32::from(tile) + 0.5) * TILE_PX as f32;
    let tiles = (centre(at.0) - x).hypot(centre(at.1) - y) / TILE_PX as f32;
    (1.0 - tiles / EARSHOT_TILES).clamp(0.0, 1.0).powi(2)
}

/// Moves every loop towards its level; starts what begins to sound and ends what has faded away.
pub fn fade_loops(
    mut commands: Commands,
    mut loops: ResMut<Loops>,
    mut sources: ResMut<Assets<AudioSource>>,
    mut sinks: Query<&mut AudioSink>,
    settings: Res<Settings>,
    time: Res<Time<Real>>,
) {
    let step = FADE_PER_S * time.delta_secs();
    for (sound, voice) in &mut loops.0 {
        voice.level += (voice.target - voice.level).clamp(-step, step);
        let gain = settings.volume.gain(group(*sound)) * voice.level;
        if gain < 0.0005 {
            if let Some(entity) = voice.entity.take() {
                commands.entity(entity).despawn();
            }
            continue;
        }
        let Some(source) = voice.source(*sound, &mut sources) else { continue };
        match voice.entity {
            None => {
                let how = PlaybackSettings::LOOP.with_volume(Volume::Linear(gain));
                voice.entity = Some(commands.spawn((AudioPlayer::new(source), how)).id());
            }
            Some(entity) => {
                if let Ok(mut sink) = sinks.get_mut(entity) {
                    sink.set_volume(Volume::Linear(gain));
                }
            }
        }
    }
}

impl Voice {
    /// The samples, made beside the game; `None` while they are.
    fn source(&mut self, sound: Loop, sources: &mut Assets<AudioSource>) -> Option<Handle<AudioSource>> {
        if self.made.is_none() {
            let task = self
                .making
                .get_or_insert_with(|| AsyncComputeTaskPool::get().spawn(async move { sound.wave().to_wav() }));
            let bytes = block_on(poll_once(task))?;
            self.making = None;
            self.made = Some(sources.add(AudioSource { bytes: bytes.into() }));
        }
        self.made.clone()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn crickets_take_over_from_birds_over_an_hour_and_a_half() {
        assert!(daylight(720.0) > 0.99);
        assert!(daylight(60.0) < 0.01 && daylight(1_400.0) < 0.01);
        let dusk = daylight(1_185.0);
        assert!((0.4..0.6).contains(&dusk), "{dusk}");
    }

    #[test]
    fn the_fountain_fades_with_distance_to_nothing() {
        let at = TilePos(10, 10);
        let levels: Vec<f32> = (0..12).map(|tiles| nearness(at, 168.0 + tiles as f32 * 16.0, 168.0)).collect();
        assert!((levels[0] - 1.0).abs() < 1e-3);
        assert!(levels.windows(2).all(|pair| pair[0] >= pair[1]));
        assert!(levels[9] < 1e-6);
    }
}
