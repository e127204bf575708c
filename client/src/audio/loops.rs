//! Sounds that go on: water, crickets, birds, voices, and the melodies of the scenes.

use super::synth::{Form, Noise, RATE, Wave};

/// Every looping sound.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Loop {
    /// Falling water.
    Fountain,
    /// A fire or an oven.
    Hearth,
    /// Crickets after dark.
    Crickets,
    /// Birds by day.
    Birds,
    /// A room with people and cups.
    Cafe,
    /// Ducks on the water.
    Ducks,
    /// The melody of open places.
    PlazaTune,
    /// The melody of rooms.
    RoomTune,
}

impl Loop {
    /// All of them.
    pub const ALL: [Self; 8] = [
        Self::Fountain,
        Self::Hearth,
        Self::Crickets,
        Self::Birds,
        Self::Cafe,
        Self::Ducks,
        Self::PlazaTune,
        Self::RoomTune,
    ];

    /// The loop a prop names in its `sound`.
    #[must_use]
    pub fn of_prop(sound: &str) -> Option<Self> {
        match sound {
            "fountain" | "water" => Some(Self::Fountain),
            "hearth" | "fire" | "oven" | "stove" => Some(Self::Hearth),
            "coffee_machine" | "crowd" => Some(Self::Cafe),
            "duck" | "ducks" => Some(Self::Ducks),
            _ => None,
        }
    }

    /// The samples; they join at the ends.
    #[must_use]
    pub fn wave(self) -> Wave {
        match self {
            Self::Fountain => fountain(),
            Self::Hearth => hearth(),
            Self::Crickets => crickets(),
            Self::Birds => birds(),
            Self::Cafe => cafe(),
            Self::Ducks => ducks(),
            Self::PlazaTune => tune(&PLAZA),
            Self::RoomTune => tune(&ROOM),
        }
        .tamed()
    }
}

fn hiss(seed: u32, seconds: f32, cutoff_hz: f32, level: f32) -> Wave {
    let mut noise = Noise::new(seed);
    let raw = Wave((0..(seconds * RATE as f32) as usize).map(|_| noise.hiss() * level).collect());
    raw.dulled(cutoff_hz).dulled(cutoff_hz * 2.0)
}

fn fountain() -> Wave {
    let mut wave = hiss(21, 4.5, 900.0, 0.35);
    let mut drops = Noise::new(22);
    for _ in 0..46 {
        let (at, hz) = (drops.between(0.0, 4.3), drops.between(380.0, 760.0));
        wave.add_round(&Wave::tone(Form::Sine, hz, hz * 1.25, 0.05, 0.045), at);
    }
    wave.looped(0.5)
}

fn hearth() -> Wave {
    let mut wave = hiss(31, 4.5, 240.0, 0.4);
    let mut sparks = Noise::new(32);
    for i in 0..24 {
        wave.add_round(&Wave::puff(40 + i, 0.025, 1_500.0, 0.10), sparks.between(0.0, 4.3));
    }
    wave.looped(0.5)
}

fn crickets() -> Wave {
    let mut wave = Wave::silence(6.0);
    // Three crickets at three distances, each chirping in its own measure.
    for (hz, every, first, level) in
        [(2_050.0, 0.75, 0.1, 0.028), (1_870.0, 1.0, 0.35, 0.020), (2_240.0, 1.5, 0.6, 0.014)]
    {
        let mut at = first;
        while at < 6.0 {
            for pulse in 0..3 {
                wave.add_round(&Wave::tone(Form::Sine, hz, hz, 0.032, level), at + pulse as f32 * 0.042);
            }
            at += every;
        }
    }
    wave
}

fn birds() -> Wave {
    let mut wave = Wave::silence(12.0);
    let mut chance = Noise::new(51);
    let mut at = 0.4;
    while at < 11.0 {
        let (base, level) = (chance.between(1_150.0, 1_750.0), chance.between(0.018, 0.045));
        let notes = chance.between(2.0, 5.0) as u32;
        for note in 0..notes {
            let (from, to) = (base * chance.between(0.9, 1.1), base * chance.between(0.9, 1.25));
            wave.add_round(&Wave::tone(Form::Sine, from, to, 0.09, level), at + note as f32 * 0.12);
        }
        at += chance.between(0.9, 2.4);
    }
    wave
}

fn cafe() -> Wave {
    let mut wave = hiss(61, 8.6, 320.0, 0.30);
    let mut chance = Noise::new(62);
    // Murmur: low syllables that never become words.
    for _ in 0..52 {
        let hz = chance.between(110.0, 210.0);
        wave.add_round(&Wave::tone(Form::Triangle, hz, hz * 0.9, 0.13, 0.022).dulled(420.0), chance.between(0.0, 8.4));
    }
    for _ in 0..5 {
        let at = chance.between(0.0, 8.3);
        wave.add_round(&Wave::tone(Form::Sine, 1_480.0, 1_460.0, 0.12, 0.016), at);
        wave.add_round(&Wave::tone(Form::Sine, 2_210.0, 2_200.0, 0.08, 0.008), at + 0.01);
    }
    wave.looped(0.6)
}

fn ducks() -> Wave {
    let mut wave = Wave::silence(11.0);
    let mut chance = Noise::new(71);
    for at in [0.8, 1.15, 4.6, 7.9, 8.2, 8.5] {
        let hz = chance.between(290.0, 340.0);
        let quack = Wave::tone(Form::Triangle, hz, hz * 0.72, 0.16, 0.11).dulled(1_100.0);
        wave.add_round(&quack, at);
        wave.add_round(&Wave::puff(72, 0.10, 700.0, 0.05), at);
    }
    wave
}

/// A melody: bass and air as semitones above A2 (110 Hz), one entry for each eighth; `REST` is silence.
struct Tune {
    eighth_s: f32,
    bass: [i8; 32],
    air: [i8; 64],
}

const REST: i8 = -99;
const R: i8 = REST;

/// In C, unhurried: four bars, each twice.
const PLAZA: Tune = Tune {
    eighth_s: 0.30,
    bass: [3, R, 10, R, 15, R, 10, R, 0, R, 7, R, 12, R, 7, R, 8, R, 15, R, 20, R, 15, R, 10, R, 14, R, 17, R, 14, R],
    air: [
        27, R, R, 31, R, 34, R, R, 36, R, 34, R, 31, R, R, R, 32, R, R, 31, R, 27, R, R, 29, R, R, R, R, R, R, R, 27,
        R, R, 31, R, 34, R, R, 39, R, 36, R, 34, R, R, R, 32, R, 34, R, 32, R, 31, R, 29, R, R, R, 26, R, R, R,
    ],
};

/// In A minor with a warm sixth, slower.
const ROOM: Tune = Tune {
    eighth_s: 0.38,
    bass: [0, R, R, 7, R, R, 12, R, 5, R, R, 12, R, R, 9, R, 3, R, R, 10, R, R, 15, R, 7, R, R, 14, R, R, 11, R],
    air: [
        24, R, R, R, 28, R, 27, R, 24, R, R, R, R, R, R, R, 27, R, R, R, 31, R, 29, R, 26, R, R, R, R, R, R, R, 24, R,
        R, R, 28, R, 31, R, 33, R, R, R, 29, R, R, R, 27, R, 26, R, 24, R, R, R, 23, R, R, R, R, R, R, R,
    ],
};

fn tune(tune: &Tune) -> Wave {
    let mut wave = Wave::silence(tune.eighth_s * tune.air.len() as f32);
    let hertz = |semitones: i8| 110.0 * 2.0_f32.powf(f32::from(semitones) / 12.0);
    for (i, note) in tune.bass.iter().chain(&tune.bass).enumerate().filter(|(_, note)| **note != REST) {
        wave.add_round(
            &Wave::tone(Form::Pluck, hertz(*note), hertz(*note), 1.1, 0.10).dulled(700.0),
            i as f32 * tune.eighth_s,
        );
    }
    for (i, note) in tune.air.iter().enumerate().filter(|(_, note)| **note != REST) {
        let voice = Wave::tone(Form::Triangle, hertz(*note), hertz(*note), 1.3, 0.075).dulled(1_300.0);
        wave.add_round(&voice, i as f32 * tune.eighth_s);
    }
    wave
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::audio::synth::CEILING;

    #[test]
    fn loops_are_quiet_steady_and_join_without_a_click() {
        for sound in Loop::ALL {
            let wave = sound.wave();
            let peak = wave.0.iter().fold(0.0_f32, |peak, s| peak.max(s.abs()));
            let seam = (wave.0[0] - wave.0[wave.0.len() - 1]).abs();
            assert!((3.0..30.0).contains(&wave.seconds()), "{sound:?} lasts {} s", wave.seconds());
            assert!((0.01..=CEILING * 0.9).contains(&peak), "{sound:?} peaks at {peak}");
            assert!(seam < 0.08, "{sound:?} jumps by {seam} at its seam");
        }
    }
}
