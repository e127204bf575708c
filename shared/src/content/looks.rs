//! Looks: which layers and colours make one person out of many.

use serde::{Deserialize, Serialize};

use super::locate::Step::{NthText, Text, Word};
use super::{Problem, Source};

/// How a person looks: an index into each list of `people.ron`, taken modulo its length, so that
/// every value is a valid look and old clients can draw new ones.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Looks {
    /// Body: build and stance.
    #[serde(default)]
    pub body: u8,
    /// Skin ramp.
    #[serde(default)]
    pub skin: u8,
    /// Hair style.
    #[serde(default)]
    pub hair: u8,
    /// Hair ramp.
    #[serde(default)]
    pub hair_colour: u8,
    /// Top garment.
    #[serde(default)]
    pub top: u8,
    /// Cloth ramp of the top.
    #[serde(default)]
    pub top_colour: u8,
    /// Legs garment.
    #[serde(default)]
    pub legs: u8,
    /// Cloth ramp of the legs.
    #[serde(default)]
    pub legs_colour: u8,
    /// Accessory that makes the silhouette; 0 is none.
    #[serde(default)]
    pub extra: u8,
    /// Cloth ramp of the accessory.
    #[serde(default)]
    pub extra_colour: u8,
}

/// What people can be made of (`people.ron`), written by the art compiler.
///
/// The `people` atlas holds, for every part, the sprites `PART/ACTION/WAY` where ACTION is one of
/// [`PeopleDef::ACTIONS`] and WAY is `down`, `up` or `side` (side looks right; left is mirrored).
/// Pixels of a part are drawn in key colours, replaced by a ramp when the person is composed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PeopleDef {
    /// Width and height of every frame in pixels.
    pub frame: (u32, u32),
    /// The point between the feet, in pixels from a frame's upper left.
    pub anchor: (i32, i32),
    /// Parts by slot, drawn in this order: `body`, `legs`, `top`, `hair`, `extra`.
    pub bodies: Vec<String>,
    /// Leg garments.
    pub legs: Vec<String>,
    /// Top garments.
    pub tops: Vec<String>,
    /// Hair styles.
    pub hair: Vec<String>,
    /// Accessories; the first is the empty string, for none.
    pub extras: Vec<String>,
    /// The five key colours `#rrggbb` of each recolourable slot, darkest first, as they stand in the atlas.
    pub keys: KeyColours,
    /// Skin ramps, each five colours `#rrggbb`, darkest first.
    pub skins: Vec<Vec<String>>,
    /// Hair ramps.
    pub hair_colours: Vec<Vec<String>>,
    /// Cloth ramps, for tops, legs and accessories.
    pub cloths: Vec<Vec<String>>,
}

impl PeopleDef {
    /// Every action a person can be drawn in.
    pub const ACTIONS: [&'static str; 5] = ["idle", "walk", "talk", "sit", "wave"];

    /// Lists that are empty or name a part twice, and ramps that aren't five colours.
    #[must_use]
    pub fn problems(&self, source: &Source) -> Vec<Problem> {
        let mut found = Vec::new();
        let parts = [
            ("bodies", &self.bodies),
            ("legs", &self.legs),
            ("tops", &self.tops),
            ("hair", &self.hair),
            ("extras", &self.extras),
        ];
        for (list, names) in parts {
            if names.is_empty() {
                found.push(source.problem(&[Word(list)], format!("{list} is empty, expected at least one part")));
            }
            for (at, name) in names.iter().enumerate().filter(|(at, name)| names[..*at].contains(name)) {
                let message = format!("{list} names {name:?} twice, expected every part once");
                found.push(source.problem(&[Word(list), NthText(at)], message));
            }
        }
        if self.extras.first().is_some_and(|first| !first.is_empty()) {
            let message = "the first of extras is \"\" for none, expected it before all others";
            found.push(source.problem(&[Word("extras"), NthText(0)], message));
        }
        for (list, ramps) in [("skins", &self.skins), ("hair_colours", &self.hair_colours), ("cloths", &self.cloths)] {
            if ramps.is_empty() {
                found.push(source.problem(&[Word(list)], format!("{list} is empty, expected at least one ramp")));
            }
            for ramp in ramps {
                found.extend(ramp_problem(list, ramp, source));
            }
        }
        for (slot, ramp) in [("skin", &self.keys.skin), ("hair", &self.keys.hair), ("cloth", &self.keys.cloth)] {
            found.extend(ramp_problem(slot, ramp, source));
        }
        found
    }
}

fn ramp_problem(list: &str, ramp: &[String], source: &Source) -> Option<Problem> {
    let is_colour = |text: &str| {
        text.strip_prefix('#').is_some_and(|hex| hex.len() == 6 && hex.bytes().all(|b| b.is_ascii_hexdigit()))
    };
    if let Some(wrong) = ramp.iter().find(|colour| !is_colour(colour)) {
        let message = format!("{wrong:?} is no colour, expected \"#rrggbb\"");
        return Some(source.problem(&[Word(list), Text(wrong)], message));
    }
    if ramp.len() == 5 {
        return None;
    }
    let message = format!("this ramp has {} colours, expected 5, darkest first", ramp.len());
    let first = ramp.first().map_or(Word(list), |colour| Text(colour));
    Some(source.problem(&[Word(list), first], message))
}

/// Key colours of each slot.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct KeyColours {
    /// Skin.
    pub skin: Vec<String>,
    /// Hair.
    pub hair: Vec<String>,
    /// Cloth of whichever garment or accessory the part is.
    pub cloth: Vec<String>,
}
