//! Where one can go: the doors of a scene and its named places, each a button away.

use std::collections::BTreeMap;

use bevy_egui::egui::{Align, Layout, Ui};
use shared::content::scene::SceneDef;
use shared::content::town::TownContent;
use shared::ids::Key;
use shared::world::TilePos;

use super::people::distance_words;
use super::{Ask, row};
use crate::ui::widgets::{self, words};
use crate::ui::{capitalised, palette as ink};

/// Somewhere to go.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// What it is called: "Café" behind a door, "the fountain" for a place.
    pub name: String,
    /// Where to walk.
    pub at: TilePos,
    /// Whether it leads into another scene.
    pub is_door: bool,
    /// How far it is, in tiles.
    pub tiles: u32,
}

/// Doors first, then places, each the nearest first. Of several places of one name, the nearest where nobody is.
pub fn of(scene: &SceneDef, town: &TownContent, own: TilePos, taken: &[TilePos]) -> Vec<Place> {
    let place = |name: String, at: TilePos, is_door| Place { name, at, is_door, tiles: own.steps_to(at) };
    let behind = |to: &str| Some(town.scenes.get(&Key::parse(to).ok()?)?.def.name.clone());
    let mut doors: Vec<Place> =
        scene.doors.values().filter_map(|door| Some(place(behind(&door.to_scene)?, door.at, true))).collect();
    let mut spots: BTreeMap<&str, Place> = BTreeMap::new();
    for spot in scene.spots.values().filter(|spot| !taken.contains(&spot.at)) {
        let found = place(spot.called.clone(), spot.at, false);
        let best = spots.entry(spot.called.as_str()).or_insert_with(|| found.clone());
        if found.tiles < best.tiles {
            *best = found;
        }
    }
    let mut spots: Vec<Place> = spots.into_values().collect();
    for list in [&mut doors, &mut spots] {
        list.sort_by(|a, b| (a.tiles, &a.name).cmp(&(b.tiles, &b.name)));
    }
    doors.extend(spots);
    doors
}

/// Shows them; where one wants to go.
pub fn show(ui: &mut Ui, places: &[Place]) -> Option<Ask> {
    let mut ask = None;
    for (n, place) in places.iter().enumerate() {
        ui.push_id(n, |ui| {
            row(ui, |ui| {
                ui.vertical(|ui| {
                    ui.spacing_mut().item_spacing.y = 0.0;
                    ui.label(words(capitalised(&place.name), ink::INK2));
                    ui.label(words(distance_words(place.tiles), ink::STONE2));
                });
                ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                    let (icon, what) =
                        if place.is_door { ("icon.door", "Go into: ") } else { ("icon.next", "Walk to ") };
                    if widgets::icon_button(ui, icon, &format!("{what}{}", place.name)).clicked() {
                        ask = Some(Ask::Walk(place.at));
                    }
                });
            });
        });
    }
    ask
}

#[cfg(test)]
mod tests {
    use shared::content::scene::{DoorDef, SpotDef};
    use shared::world::Facing;

    use super::*;

    fn scene() -> SceneDef {
        let door = |at| DoorDef {
            at,
            to_scene: "plaza".into(),
            to_door: "cafe".into(),
            step_out: TilePos(1, 1),
            facing: Facing::Down,
        };
        let spot =
            |at, called: &str| SpotDef { at, facing: Facing::Down, sit: false, called: called.into(), table: None };
        SceneDef {
            name: "Café".into(),
            welcome: "Hello.".into(),
            size: (20, 20),
            outdoors: false,
            legend: BTreeMap::new(),
            ground: Vec::new(),
            props: Vec::new(),
            arrivals: Vec::new(),
            doors: [("out".to_owned(), door(TilePos(19, 19)))].into(),
            spots: [
                ("a".to_owned(), spot(TilePos(2, 0), "the counter")),
                ("b".to_owned(), spot(TilePos(5, 0), "the counter")),
                ("c".to_owned(), spot(TilePos(3, 0), "the stove")),
            ]
            .into(),
            stage: None,
        }
    }

    #[test]
    fn each_place_is_named_once_where_nobody_is() {
        let town = TownContent::default();
        let named = |taken: &[TilePos]| -> Vec<(String, TilePos)> {
            of(&scene(), &town, TilePos(0, 0), taken).into_iter().map(|place| (place.name, place.at)).collect()
        };
        let counter = |x| ("the counter".to_owned(), TilePos(x, 0));
        let stove = ("the stove".to_owned(), TilePos(3, 0));
        assert_eq!(named(&[]), [counter(2), stove.clone()], "a door into a scene that isn't there leads nowhere");
        assert_eq!(named(&[TilePos(2, 0)]), [stove.clone(), counter(5)]);
        assert_eq!(named(&[TilePos(2, 0), TilePos(5, 0)]), [stove]);
    }
}
