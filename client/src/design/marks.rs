//! What a designer sees over the scene: doors, spots, arrivals, the tile under the hand, and what is about to be placed.

use bevy::prelude::*;
use bevy_egui::egui::{self, Color32, FontId, Id, LayerId, Order, Painter, Stroke, StrokeKind, pos2, vec2};
use bevy_egui::{EguiContexts, EguiPrimaryContextPass};
use shared::content::scene::PlacedProp;
use shared::world::{Facing, TILE_PX, TilePos};

use super::things::Thing;
use super::tools::{Design, Page, Tool, is_closed};
use crate::own::Content;
use crate::pixels::Sprites;
use crate::screens::Screen;
use crate::town::camera::View;
use crate::town::props::foot;
use crate::town::scene::Drawn;
use crate::town::{heights, place};
use crate::ui::palette as ink;
use crate::ui::theme::{TEXT, Theme};

/// What is about to be placed, see-through.
#[derive(Component, Debug)]
struct Ghost;

pub(super) fn plugin(app: &mut App) {
    app.add_systems(Startup, spawn_ghost)
        .add_systems(Update, show_ghost.after(crate::town::TownSystems::Draw))
        .add_systems(
            EguiPrimaryContextPass,
            draw_marks
                .in_set(crate::ui::UiSystems::World)
                .before(crate::ui::name_tags::draw_name_tags)
                .run_if(in_state(Screen::Town))
                .run_if(not(is_closed)),
        );
}

fn spawn_ghost(mut commands: Commands) {
    commands.spawn((
        Ghost,
        Sprite::default(),
        bevy::sprite::Anchor::default(),
        Transform::default(),
        Visibility::Hidden,
    ));
}

fn show_ghost(
    ghost: Single<(&mut Sprite, &mut bevy::sprite::Anchor, &mut Transform, &mut Visibility), With<Ghost>>,
    design: Res<Design>,
    content: Res<Content>,
    sprites: Res<Sprites>,
    drawn: Res<Drawn>,
) {
    let (mut sprite, mut anchor, mut transform, mut visibility) = ghost.into_inner();
    let dragged = match &design.chosen {
        Some(Thing::Prop(prop, at)) if design.dragged_from.is_some_and(|from| design.at != Some(from)) => {
            let scene = drawn.scene(&content.0);
            scene.and_then(|_| super::things::offset(*at, hand_moved(&design)?)).map(|at| (prop.clone(), at))
        }
        _ => None,
    };
    let placing = design.tool == Tool::Place && design.page == Page::Scene;
    let shown = dragged.or_else(|| Some((design.prop.clone(), design.at.filter(|_| placing)?)));
    let shown = shown.filter(|_| design.open);
    let picture = shown.as_ref().and_then(|(prop, _)| sprites.get(&content.0.props.get(prop)?.sprite));
    let (Some((prop, at)), Some(picture)) = (shown, picture) else {
        visibility.set_if_neq(Visibility::Hidden);
        return;
    };
    let foot = foot(&PlacedProp { prop, at }).as_vec2();
    *sprite = Sprite {
        image: picture.image.clone(),
        rect: Some(picture.rect(0)),
        color: Color::WHITE.with_alpha(0.6),
        ..default()
    };
    *anchor = picture.sprite_anchor();
    *transform = Transform::from_translation(place(foot, heights::standing(foot.y) + 0.005));
    visibility.set_if_neq(Visibility::Inherited);
}

/// By how many tiles the hand has moved since it took something.
fn hand_moved(design: &Design) -> Option<IVec2> {
    let (from, at) = (design.dragged_from?, design.at?);
    Some(IVec2::new(i32::from(at.0) - i32::from(from.0), i32::from(at.1) - i32::from(from.1)))
}

/// Paints on tiles.
struct Marks<'a> {
    painter: Painter,
    theme: &'a Theme,
    view: &'a View,
}

impl Marks<'_> {
    fn rect(&self, tile: TilePos) -> egui::Rect {
        let px = |x: i32, y: i32| Vec2::new(x as f32, y as f32) * TILE_PX as f32;
        let (x, y) = (i32::from(tile.0), i32::from(tile.1));
        let corner = |px| self.theme.point(self.view.world_to_screen(px), self.view);
        egui::Rect::from_min_max(corner(px(x, y)), corner(px(x + 1, y + 1)))
    }

    fn fill(&self, tile: TilePos, colour: Color32) {
        self.painter.rect_filled(self.rect(tile), 0.0, colour.gamma_multiply(0.45));
    }

    fn outline(&self, tile: TilePos, colour: Color32) {
        self.painter.rect_stroke(self.rect(tile), 0.0, Stroke::new(1.0, colour), StrokeKind::Inside);
    }

    /// A filled tile, with a notch on the side one looks to.
    fn facing(&self, tile: TilePos, facing: Facing, colour: Color32) {
        self.fill(tile, colour);
        self.outline(tile, colour);
        let rect = self.rect(tile);
        let at = rect.center()
            + match facing {
                Facing::Up => vec2(0.0, -rect.height() / 3.0),
                Facing::Down => vec2(0.0, rect.height() / 3.0),
                Facing::Left => vec2(-rect.width() / 3.0, 0.0),
                Facing::Right => vec2(rect.width() / 3.0, 0.0),
            };
        self.painter.rect_filled(egui::Rect::from_center_size(at, vec2(3.0, 3.0)), 0.0, colour);
    }

    fn label(&self, tile: TilePos, words: &str) {
        let galley = self.painter.layout_no_wrap(words.to_owned(), FontId::proportional(TEXT), ink::PAPER4);
        let at = self.rect(tile).center_top() - vec2(galley.size().x / 2.0, galley.size().y);
        let at = pos2(at.x.round(), at.y.round());
        let back = egui::Rect::from_min_size(at, galley.size()).expand2(vec2(2.0, 0.0));
        self.painter.rect_filled(back, 0.0, ink::INK1.gamma_multiply(0.75));
        self.painter.galley(at, galley, ink::PAPER4);
    }
}

fn draw_marks(
    mut contexts: EguiContexts,
    design: Res<Design>,
    content: Res<Content>,
    drawn: Res<Drawn>,
    view: Res<View>,
    theme: Res<Theme>,
) -> Result {
    let Some(scene) = drawn.scene(&content.0).filter(|_| design.page == Page::Scene) else { return Ok(()) };
    let painter = contexts.ctx_mut()?.layer_painter(LayerId::new(Order::Background, Id::new("world")));
    let marks = Marks { painter, theme: &theme, view: &view };
    for at in &scene.def.arrivals {
        marks.fill(*at, ink::LEAF4);
        marks.outline(*at, ink::LEAF4);
    }
    for spot in scene.def.spots.values() {
        marks.facing(spot.at, spot.facing, if spot.sit { ink::ROSE1 } else { ink::WATER4 });
    }
    for door in scene.def.doors.values() {
        marks.facing(door.at, door.facing, ink::GOLD2);
        marks.outline(door.step_out, ink::GOLD4);
    }
    for tile in &design.stroke {
        marks.fill(*tile, ink::GOLD3);
    }
    if let Some(tile) = design.chosen.as_ref().and_then(|thing| thing.tile(scene)) {
        marks.outline(tile, ink::PAPER4);
    }
    let Some(at) = design.at else { return Ok(()) };
    marks.outline(at, ink::GOLD4);
    let spot = scene.def.spots.iter().find(|(_, spot)| spot.at == at);
    let door = scene.def.doors.iter().find(|(_, door)| door.at == at);
    let words = match (door, spot) {
        (Some((name, door)), _) => format!("door {name} → {}", door.to_scene),
        (None, Some((name, spot))) => format!("{name}: {}", spot.called),
        (None, None) if scene.def.arrivals.contains(&at) => "newcomers appear here".to_owned(),
        (None, None) => format!("{}, {}", at.0, at.1),
    };
    marks.label(at, &words);
    Ok(())
}
