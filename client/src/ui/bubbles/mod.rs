//! Speech bubbles above heads: who says what, typed out letter by letter, one after the other.

pub mod draw;
pub mod place;
pub mod queue;
pub mod wrap;

use std::collections::BTreeMap;

use bevy::prelude::*;
use shared::ids::BodyId;
use shared::protocol::components::{Being, Mien, Mood};
use shared::protocol::facts::{Entered, Spoke};

use crate::audio::Play;
use crate::audio::effects::{BLIP_HZ, Effect};
use crate::own::{BodyIndex, Content};
use crate::settings::Settings;
use queue::{Line, Speaker};

/// Everybody who is saying something now, and how long ago moods changed.
#[derive(Resource, Debug, Default)]
pub struct Bubbles {
    /// Lines shown and waiting, by speaker.
    pub speakers: BTreeMap<BodyId, Speaker>,
    moods: BTreeMap<Entity, Felt>,
}

/// A mood above a head.
#[derive(Debug, Clone, Copy)]
struct Felt {
    mood: Mood,
    /// Seconds since it came up.
    age: f32,
}

/// Seconds that a mood stays above a head after it changed.
const MOOD_S: f32 = 3.2;

/// Adds the bubbles' clockwork; `draw::draw_bubbles` paints them.
pub fn plugin(app: &mut App) {
    app.init_resource::<Bubbles>().add_systems(Update, (empty_on_entering, hear, feel, go_on).chain());
}

fn empty_on_entering(mut entered: MessageReader<Entered>, mut bubbles: ResMut<Bubbles>) {
    if entered.read().count() > 0 {
        *bubbles = Bubbles::default();
    }
}

fn hear(mut spoke: MessageReader<Spoke>, mut bubbles: ResMut<Bubbles>) {
    for fact in spoke.read() {
        let line = Line::new(&fact.text, fact.to, fact.mood, fact.show_ms);
        bubbles.speakers.entry(fact.who).or_default().say(line);
    }
}

fn feel(changed: Query<(Entity, &Mien), Changed<Mien>>, mut bubbles: ResMut<Bubbles>, time: Res<Time<Real>>) {
    for felt in bubbles.moods.values_mut() {
        felt.age += time.delta_secs();
    }
    for (entity, mien) in &changed {
        let before = bubbles.moods.get(&entity).map_or(Mood::Calm, |felt| felt.mood);
        if mien.mood != before {
            bubbles.moods.insert(entity, Felt { mood: mien.mood, age: 0.0 });
        }
    }
    bubbles.moods.retain(|_, felt| felt.mood != Mood::Calm && felt.age < 600.0);
}

fn go_on(
    mut bubbles: ResMut<Bubbles>,
    settings: Res<Settings>,
    time: Res<Time<Real>>,
    index: Res<BodyIndex>,
    beings: Query<&Being>,
    content: Res<Content>,
    mut play: MessageWriter<Play>,
) {
    let seconds = time.delta_secs();
    for (who, speaker) in &mut bubbles.speakers {
        let blips = speaker.advance(seconds, settings.reduced_motion);
        if blips {
            let key =
                index.get(*who).and_then(|entity| beings.get(entity).ok()).and_then(|being| being.character.as_ref());
            let pitch = key.and_then(|key| content.0.characters.get(key)).map_or(200, |character| character.pitch);
            play.write(Play { effect: Effect::Blip, speed: f32::from(pitch) / BLIP_HZ, level: 0.5 });
        }
    }
    bubbles.speakers.retain(|_, speaker| speaker.is_busy());
}

/// The mark that shows a mood; `None` for calm.
#[must_use]
pub const fn mark_of(mood: Mood) -> Option<&'static str> {
    match mood {
        Mood::Calm => None,
        Mood::Joy => Some("joy"),
        Mood::Surprise => Some("surprise"),
        Mood::Anger => Some("anger"),
        Mood::Sadness => Some("sadness"),
        Mood::Love => Some("love"),
        Mood::Idea => Some("idea"),
        Mood::Sleepy => Some("sleep"),
    }
}

/// A mood in a word, so that it can be read and not only seen.
#[must_use]
pub const fn mood_word(mood: Mood) -> &'static str {
    match mood {
        Mood::Calm => "calm",
        Mood::Joy => "glad",
        Mood::Surprise => "surprised",
        Mood::Anger => "cross",
        Mood::Sadness => "sad",
        Mood::Love => "fond",
        Mood::Idea => "struck by an idea",
        Mood::Sleepy => "sleepy",
    }
}
