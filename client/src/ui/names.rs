//! The colours of people's names: warm for the town's characters, cool for visitors; dark on paper, light on ink.

use bevy_egui::egui::Color32;
use shared::ids::BodyId;
use shared::protocol::components::Being;

use super::palette as ink;

const WARM: [(Color32, Color32); 5] = [
    (ink::BRICK2, ink::BRICK5),
    (ink::WOOD2, ink::WOOD5),
    (ink::ROSE1, ink::GOLD3),
    (Color32::from_rgb(0x8c, 0x4a, 0x1a), ink::GOLD4),
    (ink::PLUM2, ink::BRICK5),
];
const COOL: [(Color32, Color32); 4] =
    [(ink::WATER2, ink::WATER4), (ink::PINE2, ink::PINE5), (ink::LEAF2, ink::PINE5), (ink::NIGHT3, ink::WATER4)];

/// The colour of a name on paper.
#[must_use]
pub fn on_paper(being: &Being) -> Color32 {
    of(being).0
}

/// The colour of a name on ink.
#[must_use]
pub fn on_ink(being: &Being) -> Color32 {
    of(being).1
}

fn of(being: &Being) -> (Color32, Color32) {
    let pick = |id: BodyId, count: usize| (id.0 as usize).wrapping_mul(7) % count;
    match &being.character {
        // A character keeps its colour through the days, whatever body id it got.
        Some(key) => {
            WARM[key.as_str().bytes().fold(0_usize, |sum, byte| sum * 31 % 1_009 + usize::from(byte)) % WARM.len()]
        }
        None => COOL[pick(being.id, COOL.len())],
    }
}
