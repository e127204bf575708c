//! The designer's panel: tools, what they work with, and the way back.

use bevy::prelude::*;
use bevy_egui::egui::{self, Align2, Margin, Order, Ui, vec2};
use bevy_egui::{EguiContexts, EguiPrimaryContextPass};
use shared::content::edit::file::DesignFile;
use shared::content::edit::scene::SceneEdit;
use shared::content::scene::SpotDef;
use shared::content::town::{Scene, TownContent};
use shared::ids::Key;
use shared::world::Facing;

use super::desk::{Desk, Edit};
use super::palette::{self, Textures};
use super::people;
use super::things::Thing;
use super::tools::{Design, Page, Tool, is_closed};
use crate::own::Content;
use crate::pixels::Sprites;
use crate::screens::Screen;
use crate::town::scene::Drawn;
use crate::ui::palette as ink;
use crate::ui::widgets::{self, words};

/// Width of the panel for scenes and of that for people, in points.
const WIDTHS: (f32, f32) = (168.0, 300.0);

pub(super) fn plugin(app: &mut App) {
    app.add_systems(
        EguiPrimaryContextPass,
        show_panel.in_set(crate::ui::UiSystems::Panels).run_if(in_state(Screen::Town)).run_if(not(is_closed)),
    );
}

pub(super) fn show_panel(
    mut contexts: EguiContexts,
    mut design: ResMut<Design>,
    mut desk: ResMut<Desk>,
    content: Res<Content>,
    drawn: Res<Drawn>,
    sprites: Res<Sprites>,
) -> Result {
    let town = &content.0;
    let textures = Textures::of(&mut contexts, &sprites, town);
    let ctx = contexts.ctx_mut()?;
    let height = (ctx.viewport_rect().height() - 150.0).max(80.0);
    let anchor = (Align2::LEFT_TOP, vec2(4.0, 26.0));
    let mut open = true;
    let (narrow, wide) = WIDTHS;
    let width = if design.page == Page::People { wide } else { narrow };
    let design = &mut *design;
    let desk = desk.bypass_change_detection();
    widgets::panel(ctx, "design", Order::Middle, anchor, "panel", Margin::same(9), |ui| {
        ui.set_width(width);
        widgets::title_row(ui, "icon.pencil", "Design", &mut open);
        history(ui, desk);
        ui.horizontal(|ui| {
            for (page, name) in [(Page::Scene, "Scene"), (Page::People, "People")] {
                if widgets::choice(ui, design.page == page, name) {
                    design.page = page;
                }
            }
        });
        widgets::rule(ui);
        match (design.page, drawn.key.as_ref().zip(drawn.scene(town))) {
            (Page::People, _) => people::show(ui, design, desk, town, height),
            (Page::Scene, Some((key, scene))) => {
                tools(ui, design);
                match design.tool {
                    Tool::Paint => palette::grounds(ui, design, town, &sprites, textures),
                    Tool::Place => palette::props(ui, design, town, &sprites, textures, height - 90.0),
                    Tool::Door => palette::scenes(ui, design, town),
                    Tool::Hand if design.chosen.is_none() => scene_words(ui, design, desk, key, scene),
                    Tool::Hand | Tool::Spot => chosen(ui, design, desk, key, scene, town),
                    Tool::Arrival | Tool::Eraser => {}
                }
            }
            (Page::Scene, None) => {}
        }
    });
    design.open &= open;
    Ok(())
}

fn history(ui: &mut Ui, desk: &mut Desk) {
    let (back, forth) = desk.depths();
    ui.horizontal(|ui| {
        ui.add_enabled_ui(back > 0, |ui| {
            if widgets::button(ui, "Undo").on_hover_text(format!("Ctrl+Z, {back} to go")).clicked() {
                desk.undo();
            }
        });
        ui.add_enabled_ui(forth > 0, |ui| {
            if widgets::button(ui, "Redo").on_hover_text(format!("Ctrl+Y, {forth} to go")).clicked() {
                desk.redo();
            }
        });
        let state = if desk.is_busy() {
            "Saving…"
        } else if back > 0 {
            "Saved"
        } else {
            ""
        };
        ui.label(words(state, ink::STONE2));
    });
}

fn tools(ui: &mut Ui, design: &mut Design) {
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = vec2(3.0, 3.0);
        for (tool, name, what) in Tool::ALL {
            if widgets::tool(ui, design.tool == tool, name, 50.0).on_hover_text(what).clicked() {
                design.tool = tool;
                (design.chosen, design.spot) = (None, None);
            }
        }
    });
    let hint = Tool::ALL.into_iter().find(|(tool, ..)| *tool == design.tool).map_or("", |(.., what)| what);
    ui.label(words(hint, ink::STONE1));
}

fn one(key: &Key, edit: SceneEdit) -> super::desk::Change {
    vec![(DesignFile::Scene(key.clone()), Edit::Scene(edit))]
}

/// What is in hand, and what can be said of it.
fn chosen(ui: &mut Ui, design: &mut Design, desk: &mut Desk, key: &Key, scene: &Scene, town: &TownContent) {
    let Some(thing) = design.chosen.clone() else { return };
    ui.horizontal(|ui| {
        ui.label(words(thing.words(), ink::INK1));
        if widgets::icon_button(ui, "icon.close", "Take it away").clicked() {
            desk.make(thing.taken(key, town));
            (design.chosen, design.spot) = (None, None);
        }
    });
    if let Thing::Door(name) = &thing
        && let Some(door) = scene.def.doors.get(name)
    {
        let target = Key::parse(&door.to_scene).ok().and_then(|key| town.scenes.get(&key));
        let where_to = target.map_or(door.to_scene.as_str(), |scene| scene.def.name.as_str());
        ui.label(words(format!("leads to {where_to}"), ink::STONE1));
    }
    if let Some((before, mut name, mut spot)) = design.spot.take() {
        let saved = spot_form(ui, &mut name, &mut spot);
        if saved {
            // A new name is another spot in the place of the old one.
            let mut change = if name == before { Vec::new() } else { thing.taken(key, town) };
            change.extend(one(key, SceneEdit::Spot { name: name.clone(), spot: Some(spot.clone()) }));
            desk.make(change);
            design.chosen = Some(Thing::Spot(name.clone()));
        }
        let before = if saved { name.clone() } else { before };
        design.spot = Some((before, name, spot));
    }
}

/// The lines of a spot; whether they shall be saved.
fn spot_form(ui: &mut Ui, name: &mut String, spot: &mut SpotDef) -> bool {
    ui.label(words("Name in schedules", ink::STONE1));
    widgets::field(ui, egui::Id::new("spot name"), name, "window_seat", 130.0, 32);
    name.retain(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_' || c == '-');
    ui.label(words("How people call it", ink::STONE1));
    widgets::field(ui, egui::Id::new("spot called"), &mut spot.called, "the seat by the window", 130.0, 60);
    ui.horizontal(|ui| {
        ui.label(words("Looks", ink::STONE1));
        let ways = [Facing::Up, Facing::Right, Facing::Down, Facing::Left];
        let at = ways.iter().position(|way| *way == spot.facing).unwrap_or(0);
        let by = widgets::stepper(ui, &format!("{:?}", spot.facing), "Looks", 70.0);
        spot.facing = ways[(at as i32 + by).rem_euclid(4) as usize];
    });
    widgets::tick_box(ui, &mut spot.sit, "One sits there");
    ui.add_enabled_ui(!name.is_empty() && !spot.called.trim().is_empty(), |ui| widgets::button(ui, "Save").clicked())
        .inner
}

/// What the scene is called and says, while nothing in it is chosen.
fn scene_words(ui: &mut Ui, design: &mut Design, desk: &mut Desk, key: &Key, scene: &Scene) {
    if design.words.as_ref().is_none_or(|(of, ..)| of != key) {
        design.words = Some((key.clone(), scene.def.name.clone(), scene.def.welcome.clone()));
    }
    let Some((_, name, welcome)) = &mut design.words else { return };
    widgets::rule(ui);
    ui.label(words("The scene is called", ink::STONE1));
    widgets::field(ui, egui::Id::new("scene name"), name, "Plaza", 140.0, 40);
    ui.label(words("and says on arrival", ink::STONE1));
    widgets::field(ui, egui::Id::new("scene welcome"), welcome, "Warm air and fresh buns.", 140.0, 160);
    let mut outdoors = scene.def.outdoors;
    if widgets::tick_box(ui, &mut outdoors, "Under the open sky").changed() {
        desk.make(one(key, SceneEdit::Outdoors(outdoors)));
    }
    let changed = *name != scene.def.name || *welcome != scene.def.welcome;
    ui.add_enabled_ui(changed && !name.trim().is_empty(), |ui| {
        if widgets::button(ui, "Save").clicked() {
            let mut change = one(key, SceneEdit::Name(name.clone()));
            change.extend(one(key, SceneEdit::Welcome(welcome.clone())));
            desk.make(change);
        }
    });
}
