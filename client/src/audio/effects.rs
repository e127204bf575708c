//! Short sounds: what a step, a door or a click is made of.

use super::synth::{Form, Wave};

/// Every short sound.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Effect {
    /// A step on something hard: stone, cobbles.
    StepStone,
    /// A step on wood.
    StepWood,
    /// A step on grass or earth.
    StepGrass,
    /// A step on sand or gravel.
    StepSand,
    /// Through a door.
    Door,
    /// One letter of a bubble, at 220 Hz; played faster or slower for each voice.
    Blip,
    /// A button.
    Click,
    /// A talk begins.
    TalkOpen,
    /// Somebody comes.
    Join,
    /// Somebody goes.
    Leave,
    /// Something didn't work.
    Nope,
    /// A question comes, or its answer is shown.
    Question,
    /// One was right.
    Right,
    /// One was wrong.
    Wrong,
    /// A buzzer.
    Buzzer,
    /// A second of the last ones.
    Tick,
    /// A game is over.
    Fanfare,
}

/// Pitch of [`Effect::Blip`] as it is made, in hertz.
pub const BLIP_HZ: f32 = 220.0;

impl Effect {
    /// All of them.
    pub const ALL: [Self; 17] = [
        Self::StepStone,
        Self::StepWood,
        Self::StepGrass,
        Self::StepSand,
        Self::Door,
        Self::Blip,
        Self::Click,
        Self::TalkOpen,
        Self::Join,
        Self::Leave,
        Self::Nope,
        Self::Question,
        Self::Right,
        Self::Wrong,
        Self::Buzzer,
        Self::Tick,
        Self::Fanfare,
    ];

    /// The sound of a step on a ground, by the name in `GroundDef::step`.
    #[must_use]
    pub fn step(ground: &str) -> Self {
        match ground {
            "wood" | "plank" | "planks" | "floor" | "rug" => Self::StepWood,
            "grass" | "dirt" | "earth" | "leaves" | "soft" => Self::StepGrass,
            "sand" | "gravel" | "path" => Self::StepSand,
            _ => Self::StepStone,
        }
    }

    /// The samples; under half a second each.
    #[must_use]
    pub fn wave(self) -> Wave {
        let mut wave = Wave::default();
        match self {
            Self::StepStone => {
                wave.add(&Wave::puff(11, 0.05, 1_400.0, 0.16), 0.0);
                wave.add(&Wave::tone(Form::Sine, 170.0, 110.0, 0.06, 0.12), 0.0);
            }
            Self::StepWood => {
                wave.add(&Wave::puff(12, 0.04, 700.0, 0.14), 0.0);
                wave.add(&Wave::tone(Form::Sine, 130.0, 85.0, 0.09, 0.24), 0.0);
            }
            Self::StepGrass => {
                wave.add(&Wave::puff(13, 0.09, 900.0, 0.13), 0.0);
                wave.add(&Wave::puff(14, 0.05, 1_800.0, 0.05), 0.03);
            }
            Self::StepSand => {
                wave.add(&Wave::puff(15, 0.10, 2_200.0, 0.08), 0.0);
                wave.add(&Wave::puff(16, 0.06, 1_200.0, 0.08), 0.02);
            }
            Self::Door => {
                wave.add(&Wave::puff(17, 0.16, 500.0, 0.20), 0.0);
                wave.add(&Wave::tone(Form::Triangle, 210.0, 260.0, 0.14, 0.05), 0.02);
                wave.add(&Wave::tone(Form::Sine, 95.0, 60.0, 0.18, 0.35), 0.17);
            }
            Self::Blip => wave.add(&Wave::tone(Form::Triangle, BLIP_HZ, BLIP_HZ * 0.94, 0.055, 0.16), 0.0),
            Self::Click => {
                wave.add(&Wave::tone(Form::Sine, 420.0, 300.0, 0.035, 0.22), 0.0);
                wave.add(&Wave::puff(18, 0.015, 2_000.0, 0.06), 0.0);
            }
            Self::TalkOpen => rising(&mut wave, &[294.0, 392.0]),
            Self::Join => rising(&mut wave, &[262.0, 330.0, 392.0]),
            Self::Leave => rising(&mut wave, &[330.0, 262.0]),
            Self::Nope => {
                wave.add(&Wave::tone(Form::Triangle, 165.0, 150.0, 0.10, 0.20), 0.0);
                wave.add(&Wave::tone(Form::Triangle, 139.0, 125.0, 0.16, 0.20), 0.10);
            }
            Self::Question => rising(&mut wave, &[330.0, 494.0]),
            Self::Right => rising(&mut wave, &[392.0, 494.0, 587.0]),
            Self::Wrong => {
                wave.add(&Wave::tone(Form::Pluck, 262.0, 262.0, 0.2, 0.16), 0.0);
                wave.add(&Wave::tone(Form::Pluck, 208.0, 208.0, 0.26, 0.16), 0.13);
            }
            Self::Buzzer => {
                wave.add(&Wave::tone(Form::Triangle, 233.0, 233.0, 0.2, 0.2), 0.0);
                wave.add(&Wave::tone(Form::Triangle, 294.0, 294.0, 0.2, 0.14), 0.0);
                wave.add(&Wave::puff(19, 0.02, 1_200.0, 0.1), 0.0);
            }
            Self::Tick => {
                wave.add(&Wave::tone(Form::Sine, 880.0, 820.0, 0.03, 0.16), 0.0);
                wave.add(&Wave::puff(20, 0.012, 3_000.0, 0.05), 0.0);
            }
            Self::Fanfare => rising(&mut wave, &[392.0, 494.0, 587.0, 784.0]),
        }
        wave.tamed()
    }
}

fn rising(wave: &mut Wave, notes: &[f32]) {
    for (i, hz) in notes.iter().enumerate() {
        wave.add(&Wave::tone(Form::Pluck, *hz, *hz, 0.22, 0.16), i as f32 * 0.075);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::audio::synth::CEILING;

    #[test]
    fn every_effect_is_short_soft_and_audible() {
        for effect in Effect::ALL {
            let wave = effect.wave();
            let peak = wave.0.iter().fold(0.0_f32, |peak, s| peak.max(s.abs()));
            assert!(wave.seconds() < 0.5, "{effect:?} lasts {} s", wave.seconds());
            assert!((0.01..=CEILING).contains(&peak), "{effect:?} peaks at {peak}");
        }
    }

    #[test]
    fn every_ground_has_a_step() {
        assert_eq!(Effect::step("grass"), Effect::StepGrass);
        assert_eq!(Effect::step("wood"), Effect::StepWood);
        assert_eq!(Effect::step("anything new"), Effect::StepStone);
    }
}
