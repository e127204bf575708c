//! Sounds made of numbers: short, low and soft; the same seed gives the same samples.

use std::f32::consts::TAU;

/// Samples per second of everything made here.
pub const RATE: u32 = 22_050;

/// Loudest sample that leaves this module, 0..=1.
pub const CEILING: f32 = 0.6;

/// One channel of samples, each -1..=1.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Wave(pub Vec<f32>);

/// Small whole-number noise: same seed, same hiss.
#[derive(Debug, Clone)]
pub struct Noise(u32);

impl Noise {
    /// A source of noise; every seed is fine.
    #[must_use]
    pub const fn new(seed: u32) -> Self {
        Self(seed.wrapping_mul(2_654_435_761).wrapping_add(1))
    }

    /// The next value, -1..=1.
    pub fn hiss(&mut self) -> f32 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 17;
        self.0 ^= self.0 << 5;
        if self.0 == 0 {
            self.0 = 1;
        }
        (self.0 as f32 / u32::MAX as f32).mul_add(2.0, -1.0)
    }

    /// The next value in a range.
    pub fn between(&mut self, low: f32, high: f32) -> f32 {
        low + (self.hiss() + 1.0) / 2.0 * (high - low)
    }
}

/// The form of a tone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// Round.
    Sine,
    /// Hollow, like a small flute.
    Triangle,
    /// A sine with a little of its octave and twelfth, like a plucked string.
    Pluck,
}

impl Form {
    fn at(self, turns: f32) -> f32 {
        match self {
            Self::Sine => (turns * TAU).sin(),
            Self::Triangle => 4.0_f32.mul_add((turns.fract() - 0.5).abs(), -1.0),
            Self::Pluck => {
                let angle = turns * TAU;
                angle.sin().mul_add(0.7, (2.0 * angle).sin() * 0.2) + (3.0 * angle).sin() * 0.1
            }
        }
    }
}

impl Wave {
    /// Silence of this many seconds.
    #[must_use]
    pub fn silence(seconds: f32) -> Self {
        Self(vec![0.0; count(seconds)])
    }

    /// A tone that glides from one pitch in hertz to another, with a soft attack and a falling end.
    #[must_use]
    pub fn tone(form: Form, from_hz: f32, to_hz: f32, seconds: f32, level: f32) -> Self {
        let length = count(seconds);
        let mut turns = 0.0_f32;
        Self(
            (0..length)
                .map(|i| {
                    let along = i as f32 / length.max(1) as f32;
                    turns += (to_hz - from_hz).mul_add(along, from_hz) / RATE as f32;
                    form.at(turns) * level * hull(i, length)
                })
                .collect(),
        )
    }

    /// A puff of noise, dulled so that only what is below `cutoff_hz` is left.
    #[must_use]
    pub fn puff(seed: u32, seconds: f32, cutoff_hz: f32, level: f32) -> Self {
        let length = count(seconds);
        let mut noise = Noise::new(seed);
        let raw = Self((0..length).map(|_| noise.hiss()).collect());
        let mut puff = raw.dulled(cutoff_hz);
        for (i, sample) in puff.0.iter_mut().enumerate() {
            *sample *= level * 2.0 * hull(i, length);
        }
        puff
    }

    /// The same wave without what is above `cutoff_hz` (a one-pole low pass).
    #[must_use]
    pub fn dulled(&self, cutoff_hz: f32) -> Self {
        let keep = 1.0 - (-TAU * cutoff_hz / RATE as f32).exp();
        let mut held = 0.0;
        Self(
            self.0
                .iter()
                .map(|sample| {
                    held += keep * (sample - held);
                    held
                })
                .collect(),
        )
    }

    /// Adds another wave, starting at this second; what reaches past the end wraps round to the beginning.
    pub fn add_round(&mut self, other: &Self, at: f32) {
        let length = self.0.len();
        if length == 0 {
            return;
        }
        let start = count(at);
        for (i, sample) in other.0.iter().enumerate() {
            self.0[(start + i) % length] += sample;
        }
    }

    /// Adds another wave, starting at this second; grows to hold it.
    pub fn add(&mut self, other: &Self, at: f32) {
        let start = count(at);
        if self.0.len() < start + other.0.len() {
            self.0.resize(start + other.0.len(), 0.0);
        }
        self.add_round(other, at);
    }

    /// Joins the end to the beginning over this many seconds, so that it can loop without a click.
    #[must_use]
    pub fn looped(mut self, over: f32) -> Self {
        let lap = count(over).min(self.0.len() / 2);
        let tail = self.0.split_off(self.0.len() - lap);
        for (i, sample) in tail.into_iter().enumerate() {
            let in_share = i as f32 / lap as f32;
            self.0[i] = self.0[i].mul_add(in_share.sqrt(), sample * (1.0 - in_share).sqrt());
        }
        self
    }

    /// Bends what is too loud softly under the ceiling.
    #[must_use]
    pub fn tamed(mut self) -> Self {
        for sample in &mut self.0 {
            *sample = CEILING * (*sample / CEILING).tanh();
        }
        self
    }

    /// Seconds it lasts.
    #[must_use]
    pub fn seconds(&self) -> f32 {
        self.0.len() as f32 / RATE as f32
    }

    /// The wave as a 16-bit PCM file.
    #[must_use]
    pub fn to_wav(&self) -> Vec<u8> {
        let data = u32::try_from(self.0.len() * 2).unwrap_or(u32::MAX);
        let mut bytes = Vec::with_capacity(44 + self.0.len() * 2);
        bytes.extend_from_slice(b"RIFF");
        bytes.extend_from_slice(&data.saturating_add(36).to_le_bytes());
        bytes.extend_from_slice(b"WAVEfmt ");
        bytes.extend_from_slice(&16_u32.to_le_bytes());
        bytes.extend_from_slice(&1_u16.to_le_bytes());
        bytes.extend_from_slice(&1_u16.to_le_bytes());
        bytes.extend_from_slice(&RATE.to_le_bytes());
        bytes.extend_from_slice(&(RATE * 2).to_le_bytes());
        bytes.extend_from_slice(&2_u16.to_le_bytes());
        bytes.extend_from_slice(&16_u16.to_le_bytes());
        bytes.extend_from_slice(b"data");
        bytes.extend_from_slice(&data.to_le_bytes());
        for sample in &self.0 {
            let whole = (sample.clamp(-1.0, 1.0) * f32::from(i16::MAX)) as i16;
            bytes.extend_from_slice(&whole.to_le_bytes());
        }
        bytes
    }
}

fn count(seconds: f32) -> usize {
    (seconds.max(0.0) * RATE as f32) as usize
}

/// How loud sample `i` of `length` is: in within four milliseconds, out over the whole length.
fn hull(i: usize, length: usize) -> f32 {
    let rise = (i as f32 / (RATE as f32 * 0.004)).min(1.0);
    let left = 1.0 - i as f32 / length.max(1) as f32;
    rise * left * left
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_wav_says_what_it_holds() {
        let wav = Wave::tone(Form::Sine, 200.0, 200.0, 0.1, 0.5).to_wav();
        assert_eq!(&wav[..4], b"RIFF");
        assert_eq!(wav.len(), 44 + count(0.1) * 2);
        let data = u32::from_le_bytes([wav[40], wav[41], wav[42], wav[43]]);
        assert_eq!(data as usize, wav.len() - 44);
    }

    #[test]
    fn tones_begin_and_end_in_silence() {
        for form in [Form::Sine, Form::Triangle, Form::Pluck] {
            let wave = Wave::tone(form, 300.0, 150.0, 0.2, 0.8);
            assert!(wave.0[0].abs() < 0.05 && wave.0[wave.0.len() - 1].abs() < 0.05, "{form:?}");
        }
    }

    #[test]
    fn a_loop_has_no_click_at_its_seam() {
        let hiss = Wave::puff(3, 2.0, 800.0, 0.4);
        let steady = Wave(hiss.0.iter().enumerate().map(|(i, _)| (i as f32 * 0.01).sin() * 0.3).collect()).looped(0.3);
        let seam = (steady.0[0] - steady.0[steady.0.len() - 1]).abs();
        assert!(seam < 0.02, "the seam jumps by {seam}");
    }

    #[test]
    fn noise_repeats_with_its_seed_and_never_dies() {
        let first: Vec<f32> = std::iter::repeat_with({
            let mut n = Noise::new(7);
            move || n.hiss()
        })
        .take(50)
        .collect();
        let again: Vec<f32> = std::iter::repeat_with({
            let mut n = Noise::new(7);
            move || n.hiss()
        })
        .take(50)
        .collect();
        assert_eq!(first, again);
        assert!(first.windows(2).all(|w| w[0] != w[1]));
    }
}
