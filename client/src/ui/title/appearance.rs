//! Choosing how one looks: a row for each slot, with its part and its colour.

use bevy_egui::egui::{Color32, Ui, vec2};
use shared::content::looks::{Looks, PeopleDef};

use crate::ui::palette as ink;
use crate::ui::widgets::{self, words};

/// Width of the words before each row.
const LABEL: f32 = 32.0;

/// Width of a row's choice of parts.
const PART: f32 = 78.0;

/// Shows a row for each slot.
pub fn rows(ui: &mut Ui, def: &PeopleDef, looks: &mut Looks) {
    row(ui, "Build", Some((&def.bodies, &mut looks.body)), Some((&def.skins, &mut looks.skin)));
    row(ui, "Hair", Some((&def.hair, &mut looks.hair)), Some((&def.hair_colours, &mut looks.hair_colour)));
    row(ui, "Top", Some((&def.tops, &mut looks.top)), Some((&def.cloths, &mut looks.top_colour)));
    row(ui, "Legs", Some((&def.legs, &mut looks.legs)), Some((&def.cloths, &mut looks.legs_colour)));
    let dyed = !usize::from(looks.extra).is_multiple_of(def.extras.len().max(1));
    let colour = dyed.then_some((&def.cloths, &mut looks.extra_colour));
    row(ui, "Extra", Some((&def.extras, &mut looks.extra)), colour);
}

fn row(ui: &mut Ui, label: &str, part: Option<(&Vec<String>, &mut u8)>, colour: Option<(&Vec<Vec<String>>, &mut u8)>) {
    ui.horizontal(|ui| {
        let (rect, _) = ui.allocate_exact_size(vec2(LABEL, 16.0), bevy_egui::egui::Sense::hover());
        let font = bevy_egui::egui::FontId::proportional(crate::ui::theme::TEXT);
        ui.painter().text(rect.min + vec2(0.0, 2.0), bevy_egui::egui::Align2::LEFT_TOP, label, font, ink::INK2);
        if let Some((parts, index)) = part {
            let chosen = usize::from(*index) % parts.len().max(1);
            let by = widgets::stepper(ui, &called(parts.get(chosen).map_or("", String::as_str)), label, PART);
            turn(index, parts.len(), by);
        }
        if let Some((ramps, index)) = colour {
            let colours: Vec<Color32> = ramps.iter().map(|ramp| middle(ramp)).collect();
            let chosen = usize::from(*index) % colours.len().max(1);
            let by = widgets::swatches(ui, &colours, chosen, &format!("{label} colour"));
            turn(index, colours.len(), by);
        } else {
            ui.label(words("", ink::INK2));
        }
    });
}

/// Goes on by some places, round the end.
fn turn(index: &mut u8, count: usize, by: i32) {
    let count = i32::try_from(count.max(1)).unwrap_or(1);
    if by != 0 {
        *index = u8::try_from((i32::from(*index) % count + by).rem_euclid(count)).unwrap_or(0);
    }
}

/// A part's name for people: `top/long_coat` is "Long coat".
fn called(part: &str) -> String {
    let name = part.rsplit('/').next().unwrap_or_default();
    let name = name.split_once('.').map_or(name, |(_, rest)| rest).replace(['_', '-'], " ");
    let mut letters = name.chars();
    letters.next().map_or_else(|| "None".into(), |first| first.to_uppercase().chain(letters).collect())
}

fn middle(ramp: &[String]) -> Color32 {
    ramp.get(ramp.len() / 2).and_then(|hex| Color32::from_hex(hex).ok()).unwrap_or(ink::PAPER1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn choices_go_round() {
        let mut index = 0;
        turn(&mut index, 5, -1);
        assert_eq!(index, 4);
        turn(&mut index, 5, 2);
        assert_eq!(index, 1);
        let mut wild = 238;
        turn(&mut wild, 5, 1);
        assert_eq!(wild, 4, "238 shows as 3");
    }

    #[test]
    fn parts_have_names_for_people() {
        assert_eq!(called("top/long_coat"), "Long coat");
        assert_eq!(called("hair.short-curls"), "Short curls");
        assert_eq!(called(""), "None");
    }
}
