//! The hand: what pointing, pressing and dragging do with the tool that is chosen.

use bevy::ecs::system::SystemParam;
use bevy::prelude::*;
use bevy::window::PrimaryWindow;
use bevy_egui::EguiContexts;
use bevy_egui::input::EguiWantsInput;
use shared::content::edit::file::DesignFile;
use shared::content::edit::scene::SceneEdit;
use shared::content::scene::SpotDef;
use shared::content::town::{Scene, TownContent};
use shared::ids::Key;
use shared::world::{Facing, TilePos};

use super::desk::{Desk, Edit};
use super::doors;
use super::things::{Thing, offset, thing_at};
use super::tools::{Design, Page, Tool, is_closed};
use crate::content::Notice;
use crate::input::pointer::is_panel_at;
use crate::own::Content;
use crate::pixels::Sprites;
use crate::screens::Screen;
use crate::town::camera::View;
use crate::town::pick::{Hovered, Pick};
use crate::town::scene::Drawn;
use crate::ui::cursor::Pointing;

pub(super) fn plugin(app: &mut App) {
    app.add_systems(Update, (point, take_away).chain().run_if(in_state(Screen::Town)).run_if(not(is_closed)));
}

/// Where the pointer or finger is in the window, in logical pixels, and what its button does.
#[derive(Debug, Clone, Copy, Default)]
struct Press {
    at: Option<Vec2>,
    down: bool,
    held: bool,
    up: bool,
}

#[derive(SystemParam)]
struct Pointer<'w, 's> {
    window: Option<Single<'w, 's, &'static Window, With<PrimaryWindow>>>,
    buttons: Res<'w, ButtonInput<MouseButton>>,
    touches: Res<'w, Touches>,
    wants: Option<Res<'w, EguiWantsInput>>,
    contexts: EguiContexts<'w, 's>,
}

impl Pointer<'_, '_> {
    fn read(&mut self) -> Press {
        let Some(window) = &self.window else { return Press::default() };
        let scale = window.scale_factor();
        let finger = self.touches.iter().next().map(bevy::input::touch::Touch::position);
        let lifted = self.touches.iter_just_released().next().map(bevy::input::touch::Touch::position);
        let at = finger.or(lifted).or_else(|| window.cursor_position());
        let button = MouseButton::Left;
        let mut press = Press {
            at,
            down: self.buttons.just_pressed(button) || self.touches.any_just_pressed(),
            held: self.buttons.pressed(button) || finger.is_some(),
            up: self.buttons.just_released(button) || lifted.is_some(),
        };
        let over_panel = self.wants.as_ref().is_some_and(|wants| wants.wants_any_pointer_input())
            || at.is_some_and(|at| is_panel_at(&mut self.contexts, at * scale));
        if over_panel {
            (press.at, press.down) = (None, false);
        }
        press
    }
}

/// What the hand works on.
#[derive(SystemParam)]
struct Work<'w, 's> {
    pick: Pick<'w, 's>,
    view: Res<'w, View>,
    drawn: Res<'w, Drawn>,
    content: Res<'w, Content>,
    sprites: Res<'w, Sprites>,
    notices: MessageWriter<'w, Notice>,
}

fn point(
    mut pointer: Pointer,
    mut work: Work,
    mut design: ResMut<Design>,
    mut desk: ResMut<Desk>,
    mut hovered: ResMut<Hovered>,
    mut pointing: ResMut<Pointing>,
) {
    let press = pointer.read();
    hovered.set_if_neq(Hovered(None));
    *pointing = Pointing::Interface;
    let before = design.at;
    design.at = press.at.and_then(|at| work.pick.tile_at(at));
    let content = std::sync::Arc::clone(&work.content.0);
    let (Some(key), Some(scene)) = (work.drawn.key.clone(), work.drawn.scene(&content)) else { return };
    if design.page == Page::People {
        return;
    }
    let px = press.at.map(|at| work.view.screen_to_world(at)).unwrap_or_default();
    let found = |tile, marks| thing_at(&content, scene, &work.sprites, tile, px, marks);
    match (design.tool, design.at) {
        (Tool::Hand, Some(tile)) if press.down => {
            design.chosen = found(tile, true);
            design.dragged_from = design.chosen.is_some().then_some(tile);
            choose_spot(&mut design, scene);
        }
        (Tool::Eraser, Some(tile)) if press.down => {
            if let Some(thing) = found(tile, true) {
                desk.make(thing.taken(&key, &content));
            }
        }
        (Tool::Paint, Some(tile)) if press.held && (press.down || !design.stroke.is_empty()) => {
            let from = if press.down { tile } else { before.unwrap_or(tile) };
            let brush = design.brush.max(1);
            for step in line(from, tile) {
                design.stroke.extend(dab(step, brush, scene.def.size));
            }
        }
        (tool, Some(tile)) if press.down => {
            if let Err(why) = click(tool, tile, &key, scene, &content, &mut design, &mut desk) {
                work.notices.write(Notice(why));
            }
        }
        _ => {}
    }
    if press.up || !press.held {
        finish(&mut design, &mut desk, &key, scene, &mut work.notices);
    }
}

/// What is chosen in the panel, when it is a spot.
fn choose_spot(design: &mut Design, scene: &Scene) {
    design.spot = match &design.chosen {
        Some(Thing::Spot(name)) => scene.def.spots.get(name).map(|spot| (name.clone(), name.clone(), spot.clone())),
        _ => None,
    };
}

fn click(
    tool: Tool,
    tile: TilePos,
    key: &Key,
    scene: &Scene,
    town: &TownContent,
    design: &mut Design,
    desk: &mut Desk,
) -> Result<(), String> {
    let file = DesignFile::Scene(key.clone());
    let edit = match tool {
        Tool::Place if design.prop.is_empty() => return Err("Choose what to place first.".into()),
        Tool::Place => SceneEdit::Place { prop: design.prop.clone(), at: tile },
        Tool::Arrival => SceneEdit::Arrival { at: tile, on: !scene.def.arrivals.contains(&tile) },
        Tool::Spot => {
            let name = doors::free_name(&scene.def.spots, "spot", None);
            let seat = scene.seats.get(&tile);
            let facing = seat.copied().unwrap_or(Facing::Down);
            let spot = SpotDef { at: tile, facing, sit: seat.is_some(), called: "this place".into(), table: None };
            design.chosen = Some(Thing::Spot(name.clone()));
            design.spot = Some((name.clone(), name.clone(), spot.clone()));
            SceneEdit::Spot { name, spot: Some(spot) }
        }
        Tool::Door => {
            let there = design.leads_to.clone().ok_or("Choose where the door leads first.")?;
            desk.make(doors::made(town, key, tile, &there)?);
            return Ok(());
        }
        Tool::Hand | Tool::Paint | Tool::Eraser => return Ok(()),
    };
    desk.make(vec![(file, Edit::Scene(edit))]);
    Ok(())
}

/// The button is up: what was painted or dragged is done.
fn finish(design: &mut Design, desk: &mut Desk, key: &Key, scene: &Scene, notices: &mut MessageWriter<Notice>) {
    let tiles = std::mem::take(&mut design.stroke);
    if !tiles.is_empty() && design.ground.is_empty() {
        notices.write(Notice("Choose a ground to paint with first.".into()));
    } else if !tiles.is_empty() {
        let edit = SceneEdit::Paint { ground: design.ground.clone(), tiles };
        desk.make(vec![(DesignFile::Scene(key.clone()), Edit::Scene(edit))]);
    }
    let Some(from) = design.dragged_from.take() else { return };
    let Some((tile, thing)) = design.at.zip(design.chosen.clone()).filter(|(tile, _)| *tile != from) else { return };
    // Things are dragged by any part of them, so they move by as much as the hand did.
    let by = IVec2::new(i32::from(tile.0) - i32::from(from.0), i32::from(tile.1) - i32::from(from.1));
    let moved = thing.tile(scene).and_then(|at| offset(at, by)).and_then(|to| thing.moved(key, scene, to));
    match moved {
        Some((change, then)) => {
            desk.make(change);
            (design.chosen, design.spot) = (Some(then), None);
        }
        None => drop(notices.write(Notice(format!("The {} can't go there.", thing.words())))),
    }
}

/// Delete and Backspace take away what is chosen.
fn take_away(
    mut design: ResMut<Design>,
    mut desk: ResMut<Desk>,
    keyboard: Res<ButtonInput<KeyCode>>,
    wants: Option<Res<EguiWantsInput>>,
    drawn: Res<Drawn>,
    content: Res<Content>,
) {
    let asked = keyboard.any_just_pressed([KeyCode::Delete, KeyCode::Backspace])
        && !wants.is_some_and(|wants| wants.wants_keyboard_input());
    if let (true, Some(key), Some(thing)) = (asked, &drawn.key, design.chosen.clone()) {
        (design.chosen, design.spot) = (None, None);
        desk.make(thing.taken(key, &content.0));
    }
}

/// The tiles of a brush, as far as they are in the scene.
fn dab(at: TilePos, brush: u8, (width, height): (u8, u8)) -> impl Iterator<Item = TilePos> {
    let half = i32::from(brush - 1) / 2;
    let side = 0..i32::from(brush);
    side.clone()
        .flat_map(move |y| side.clone().map(move |x| IVec2::new(x - half, y - half)))
        .filter_map(move |by| offset(at, by))
        .filter(move |tile| tile.0 < width && tile.1 < height)
}

/// Tiles from one to another without a gap, both included: hands are faster than frames.
fn line(from: TilePos, to: TilePos) -> Vec<TilePos> {
    let (dx, dy) = (i32::from(to.0) - i32::from(from.0), i32::from(to.1) - i32::from(from.1));
    let steps = dx.abs().max(dy.abs()).max(1);
    let along = |n: i32, d: i32| (2 * n * d + steps).div_euclid(2 * steps);
    (0..=steps).filter_map(|n| offset(from, IVec2::new(along(n, dx), along(n, dy)))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fast_stroke_has_no_gaps() {
        let tiles = line(TilePos(2, 9), TilePos(9, 6));
        assert_eq!((tiles.first(), tiles.last()), (Some(&TilePos(2, 9)), Some(&TilePos(9, 6))));
        assert!(tiles.windows(2).all(|pair| pair[0].steps_to(pair[1]) == 1), "{tiles:?}");
        assert_eq!(line(TilePos(3, 3), TilePos(3, 3)).first(), Some(&TilePos(3, 3)));
    }

    #[test]
    fn a_brush_stays_in_the_scene() {
        assert_eq!(dab(TilePos(5, 5), 1, (8, 8)).collect::<Vec<_>>(), [TilePos(5, 5)]);
        assert_eq!(dab(TilePos(5, 5), 3, (8, 8)).count(), 9);
        assert_eq!(dab(TilePos(0, 7), 3, (8, 8)).count(), 4);
    }
}
