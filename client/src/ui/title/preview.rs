//! The person one is about to be, turning round and walking on the spot.

use bevy::prelude::*;
use bevy_egui::egui::{self, Color32, Sense, Ui, pos2, vec2};
use bevy_egui::{EguiContexts, EguiTextureHandle};
use shared::content::looks::Looks;
use shared::world::Facing;

use crate::pixels::Sprites;
use crate::pixels::people::{Action, Wardrobe};
use crate::ui::palette as ink;
use crate::ui::{skin, widgets};

/// Points for each pixel of the person.
const SCALE: f32 = 3.0;

/// Seconds that each way shows while the person turns.
const TURN_S: f32 = 1.6;

/// What the title shows of the person.
#[derive(Resource, Debug, Default)]
pub struct Preview {
    /// How they look.
    pub looks: Looks,
    sheet: Option<(Looks, Handle<Image>, Vec2)>,
    frame: Option<(Rect, bool)>,
    way: usize,
    turned_s: f32,
    held: bool,
}

const WAYS: [Facing; 4] = [Facing::Down, Facing::Right, Facing::Up, Facing::Left];

/// Makes the sheet of the looks that are wanted, and picks its frame; before the interface is drawn.
pub fn prepare_preview(
    mut preview: ResMut<Preview>,
    mut wardrobe: ResMut<Wardrobe>,
    mut images: ResMut<Assets<Image>>,
    sprites: Res<Sprites>,
    settings: Res<crate::settings::Settings>,
    time: Res<Time<Real>>,
) {
    let looks = preview.looks;
    if wardrobe.def().is_none() || !sprites.is_ready() {
        return;
    }
    if sprites.is_changed() || preview.sheet.as_ref().is_none_or(|(made, ..)| *made != looks) {
        let made = wardrobe.sheet(looks, &sprites, &mut images);
        let size = made.as_ref().and_then(|sheet| images.get(sheet)).map(Image::size_f32);
        preview.sheet = made.zip(size).map(|(sheet, size)| (looks, sheet, size));
    }
    let ms = u32::try_from(time.elapsed().as_millis() % 3_600_000).unwrap_or(0);
    let action = if settings.reduced_motion { Action::Idle } else { Action::Walk };
    let ms = if settings.reduced_motion { 0 } else { ms };
    preview.frame = Some(wardrobe.frame(action, WAYS[preview.way % WAYS.len()], ms, &sprites));
}

impl Preview {
    /// The sheet as a texture of the interface.
    pub fn texture(&self, contexts: &mut EguiContexts) -> Option<egui::TextureId> {
        let (_, sheet, _) = self.sheet.as_ref()?;
        Some(contexts.add_image(EguiTextureHandle::Weak(sheet.id())))
    }

    /// Paints the person on a little stage, with buttons that turn them.
    pub fn show(
        &mut self,
        ui: &mut Ui,
        texture: Option<egui::TextureId>,
        wardrobe: &Wardrobe,
        seconds: f32,
        still: bool,
    ) {
        self.turned_s += seconds;
        if self.turned_s > TURN_S && !self.held && !still {
            self.turned_s = 0.0;
            self.way += 1;
        }
        let frame = wardrobe.def().map_or(vec2(24.0, 32.0), |def| vec2(def.frame.0 as f32, def.frame.1 as f32));
        let (stage, _) = ui.allocate_exact_size(vec2(84.0, 108.0), Sense::hover());
        skin::frame(ui.painter(), stage, "field");
        let floor = egui::Rect::from_min_max(pos2(stage.min.x + 2.0, stage.max.y - 30.0), stage.max - vec2(2.0, 2.0));
        ui.painter().rect_filled(floor, 0.0, ink::PAPER3);
        if let (Some(texture), Some((rect, mirrored)), Some((.., sheet))) = (texture, self.frame, &self.sheet) {
            let size = frame * SCALE;
            let at = pos2((stage.center().x - size.x / 2.0).round(), (stage.max.y - 8.0 - size.y).round());
            let mut uv = egui::Rect::from_min_max(
                pos2(rect.min.x / sheet.x, rect.min.y / sheet.y),
                pos2(rect.max.x / sheet.x, rect.max.y / sheet.y),
            );
            if mirrored {
                std::mem::swap(&mut uv.min.x, &mut uv.max.x);
            }
            ui.painter().with_clip_rect(stage.shrink(2.0)).image(
                texture,
                egui::Rect::from_min_size(at, size),
                uv,
                Color32::WHITE,
            );
        }
        let by = widgets::stepper(ui, "Turn", "Turn round", 84.0);
        if by != 0 {
            self.held = true;
            self.way = (self.way + WAYS.len()).wrapping_add_signed(by as isize) % WAYS.len();
        }
    }
}
