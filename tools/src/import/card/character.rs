//! The public half of a character from a card: name, a line about them, looks and pitch.

use serde::de::DeserializeOwned;
use shared::content::character::CharacterDef;
use shared::content::looks::{Looks, PeopleDef};
use shared::text::{DisplayName, MAX_NAME};

use super::{Card, prose};
use crate::import::Report;
use crate::import::names::shown;

/// Most letters of the line about somebody.
const MAX_ABOUT: usize = 120;

/// What Parlor itself put into a card.
#[must_use]
pub fn ours<T: DeserializeOwned>(card: &Card, field: &str) -> Option<T> {
    let value = card.data().get("extensions")?.get("parlor")?.get(field)?;
    T::deserialize(value).ok()
}

/// The character that a card describes.
#[must_use]
pub fn of(card: &Card, people: &PeopleDef, report: &mut Report) -> CharacterDef {
    let name = name(card, report);
    if let Some(known) = ours::<CharacterDef>(card, "character") {
        return CharacterDef { name, ..known };
    }
    let told = ["description", "personality", "scenario", "creator_notes"]
        .map(|field| prose::filled(card.text(field), &name, "somebody"));
    let about = told.iter().find_map(|text| prose::first(text, MAX_ABOUT)).unwrap_or_else(|| "New in town.".to_owned());
    let dice = seed(card.text("name"));
    let pick = |n: u32, length: usize| {
        let length = u64::try_from(length.max(1)).unwrap_or(1);
        u8::try_from(dice.rotate_left(n * 7) % length).unwrap_or(0)
    };
    let cloth = people.cloths.len();
    let looks = Looks {
        body: pick(0, people.bodies.len()),
        skin: pick(1, people.skins.len()),
        hair: pick(2, people.hair.len()),
        hair_colour: pick(3, people.hair_colours.len()),
        top: pick(4, people.tops.len()),
        top_colour: pick(5, cloth),
        legs: pick(6, people.legs.len()),
        legs_colour: pick(7, cloth),
        extra: 0,
        extra_colour: 0,
    };
    let pitch = 140 + u16::try_from(dice % 240).unwrap_or(0);
    report.note("looks and pitch were picked by the name: choose them in the character's file");
    CharacterDef { name, about, looks, pitch }
}

/// A number that follows from a name.
#[must_use]
pub fn seed(name: &str) -> u64 {
    // FNV-1a: the same on every machine.
    name.bytes().fold(0xcbf2_9ce4_8422_2325, |sum, byte| (sum ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}

/// The card's name, or as much of it as a name may be.
pub fn name(card: &Card, report: &mut Report) -> String {
    let whole = card.text("name");
    if let Ok(name) = DisplayName::parse(whole) {
        return name.as_str().to_owned();
    }
    let plain: String =
        whole.chars().map(|c| if c.is_alphanumeric() || " -'.".contains(c) { c } else { ' ' }).collect();
    let mut short = String::new();
    for word in plain.split_whitespace() {
        if short.chars().count() + word.chars().count() + 1 > MAX_NAME {
            break;
        }
        if !short.is_empty() {
            short.push(' ');
        }
        short.push_str(word);
    }
    if short.is_empty() {
        short = plain.trim().chars().take(MAX_NAME).collect();
    }
    let name = DisplayName::parse(&short).map_or_else(|_| "Newcomer".to_owned(), |name| name.as_str().to_owned());
    report.note(format!("the name {} became {name:?}: names have 2 to {MAX_NAME} letters", shown(whole)));
    name
}
