//! What there is to choose from: grounds and props with their pictures, and scenes to lead to.

use bevy_egui::egui::{self, Color32, ScrollArea, Sense, TextureId, Ui, WidgetInfo, WidgetType, pos2, vec2};
use bevy_egui::{EguiContexts, EguiTextureHandle};
use shared::content::town::TownContent;

use super::tools::Design;
use crate::pixels::{Picture, Sprites};
use crate::ui::widgets::{self, words};
use crate::ui::{palette as ink, skin};

/// Length of the edge of a picture to choose, in points.
const SIDE: f32 = 36.0;

/// The textures of the atlases that are chosen from.
#[derive(Debug, Clone, Copy)]
pub(super) struct Textures {
    grounds: Option<TextureId>,
    props: Option<TextureId>,
}

impl Textures {
    /// Those of these sprites.
    pub fn of(contexts: &mut EguiContexts, sprites: &Sprites, town: &TownContent) -> Self {
        let ground = town.grounds.iter().find_map(|ground| sprites.get(&full(&ground.name)));
        let prop = town.props.values().find_map(|prop| sprites.get(&prop.sprite));
        let mut id = |picture: &Picture| contexts.add_image(EguiTextureHandle::Weak(picture.image.id()));
        Self { grounds: ground.map(&mut id), props: prop.map(&mut id) }
    }
}

fn full(ground: &str) -> String {
    format!("{ground}/full0")
}

/// Grounds to paint with, walls after the rest.
pub(super) fn grounds(ui: &mut Ui, design: &mut Design, town: &TownContent, sprites: &Sprites, textures: Textures) {
    ui.horizontal(|ui| {
        ui.label(words("Brush", ink::INK2));
        let by = widgets::stepper(ui, &design.brush.to_string(), "Brush", 60.0);
        design.brush = u8::try_from((i32::from(design.brush) + by).clamp(1, 5)).unwrap_or(1);
    });
    for solid in [false, true] {
        ui.label(words(if solid { "Walls and water" } else { "Ground" }, ink::STONE1));
        ui.horizontal_wrapped(|ui| {
            for ground in town.grounds.iter().filter(|ground| ground.solid == solid) {
                let picture = sprites.get(&full(&ground.name));
                if tile(ui, textures.grounds, picture, &ground.name, design.ground == ground.name) {
                    design.ground.clone_from(&ground.name);
                }
            }
        });
    }
    if !design.ground.is_empty() {
        ui.label(words(design.ground.replace('_', " "), ink::INK1));
    }
}

/// Props to place: those whose names have what is asked for in them.
pub(super) fn props(
    ui: &mut Ui,
    design: &mut Design,
    town: &TownContent,
    sprites: &Sprites,
    textures: Textures,
    height: f32,
) {
    widgets::field(ui, egui::Id::new("design filter"), &mut design.filter, "lamp, chair, tree…", 120.0, 24);
    let wanted = design.filter.trim().to_lowercase().replace(' ', "_");
    let lights = "light".starts_with(&wanted) && wanted.len() > 2;
    let fits = |name: &str, has_light: bool| name.contains(&wanted) || lights && has_light;
    let shown = if design.prop.is_empty() { "Nothing chosen yet".into() } else { design.prop.replace('_', " ") };
    ui.label(words(shown, ink::INK1));
    ScrollArea::vertical().id_salt("design props").max_height(height).auto_shrink([false, true]).show(ui, |ui| {
        ui.horizontal_wrapped(|ui| {
            ui.spacing_mut().item_spacing = vec2(2.0, 2.0);
            for (name, def) in town.props.iter().filter(|(name, def)| fits(name, def.light.is_some())) {
                if tile(ui, textures.props, sprites.get(&def.sprite), name, design.prop == *name) {
                    design.prop.clone_from(name);
                }
            }
        });
    });
}

/// A picture to choose; whether it was chosen now.
fn tile(ui: &mut Ui, texture: Option<TextureId>, picture: Option<&Picture>, name: &str, chosen: bool) -> bool {
    let (rect, response) = ui.allocate_exact_size(vec2(SIDE, SIDE), Sense::click());
    let spoken = name.replace('_', " ");
    response.widget_info(|| WidgetInfo::selected(WidgetType::RadioButton, ui.is_enabled(), chosen, &spoken));
    if ui.is_rect_visible(rect) {
        let back = if response.hovered() { ink::PAPER4 } else { ink::PAPER2 };
        ui.painter().rect_filled(rect, 0.0, back);
        if let (Some(texture), Some(picture)) = (texture, picture) {
            let frame = picture.rect(0);
            let atlas = picture.atlas_size.as_vec2();
            let uv = egui::Rect::from_min_max(
                pos2(frame.min.x / atlas.x, frame.min.y / atlas.y),
                pos2(frame.max.x / atlas.x, frame.max.y / atlas.y),
            );
            let size = vec2(frame.width(), frame.height());
            // Whole pixels where they fit, and what is large as small as it has to be.
            let fit = (SIDE - 4.0) / size.max_elem();
            let scale = if fit >= 1.0 { fit.floor() } else { fit };
            ui.painter().image(texture, egui::Rect::from_center_size(rect.center(), size * scale), uv, Color32::WHITE);
        }
        let line = if chosen { ink::GOLD2 } else { ink::PAPER1 };
        let width = if chosen { 2.0 } else { 1.0 };
        ui.painter().rect_stroke(skin::snapped(rect), 0.0, egui::Stroke::new(width, line), egui::StrokeKind::Inside);
        widgets::focus_ring(ui, &response, rect);
    }
    response.on_hover_text(spoken).clicked()
}

/// Scenes that a door can lead to.
pub(super) fn scenes(ui: &mut Ui, design: &mut Design, town: &TownContent) {
    ui.label(words("A new door leads to", ink::STONE1));
    for (key, scene) in &town.scenes {
        if widgets::choice(ui, design.leads_to.as_ref() == Some(key), &scene.def.name) {
            design.leads_to = Some(key.clone());
        }
    }
    ui.label(words("The other side is made there, near the arrival; move it when you are there.", ink::STONE1));
}
