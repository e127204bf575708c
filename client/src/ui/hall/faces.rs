//! The people at a table as the interface paints them: from the same sheets as in the town.

use std::collections::{HashMap, HashSet};

use bevy::prelude::*;
use bevy_egui::egui::{Color32, Painter, Pos2, Rect as Area, TextureId, Vec2 as Size, pos2, vec2};
use bevy_egui::{EguiContexts, EguiTextureHandle};
use shared::content::looks::Looks;
use shared::world::Facing;

use crate::hall::Hall;
use crate::pixels::Sprites;
use crate::pixels::people::{Action, Wardrobe};

/// Rows of a person's picture from the head on that make a portrait.
const PORTRAIT: f32 = 20.0;

/// Rows above the head that are empty.
const ABOVE: f32 = 5.0;

/// The sheets of those who are shown.
#[derive(Resource, Debug, Default)]
pub struct Faces {
    sheets: HashMap<Looks, (Handle<Image>, TextureId)>,
    /// Where the picture of somebody who stands lies on a sheet, 0..=1.
    uv: Option<Area>,
    frame: Size,
}

/// Makes the sheets of everybody who is in the room, or in the one that is watched.
pub fn prepare_faces(
    mut contexts: EguiContexts,
    mut faces: ResMut<Faces>,
    mut wardrobe: ResMut<Wardrobe>,
    mut images: ResMut<Assets<Image>>,
    sprites: Res<Sprites>,
    hall: Res<Hall>,
    content: Res<crate::own::Content>,
) {
    let room = hall.room.iter().flat_map(|room| &room.members);
    let passing = hall.passing.iter().flat_map(|passing| &passing.members);
    let mut wanted: HashSet<Looks> = room.chain(passing).map(|member| member.looks).collect();
    if wanted.is_empty() || !sprites.is_ready() {
        faces.sheets.clear();
        return;
    }
    wanted.extend(content.0.characters.values().map(|character| character.looks));
    if sprites.is_changed() {
        faces.sheets.clear();
    }
    faces.sheets.retain(|looks, _| wanted.contains(looks));
    for looks in wanted {
        if faces.sheets.contains_key(&looks) {
            continue;
        }
        let Some(sheet) = wardrobe.sheet(looks, &sprites, &mut images) else { continue };
        let Some(size) = images.get(&sheet).map(Image::size_f32) else { continue };
        let (stands, _) = wardrobe.frame(Action::Idle, Facing::Down, 0, &sprites);
        faces.frame = vec2(stands.width(), stands.height());
        let uv = |corner: Vec2| pos2(corner.x / size.x, corner.y / size.y);
        faces.uv = Some(Area::from_min_max(uv(stands.min), uv(stands.max)));
        let texture = contexts.add_image(EguiTextureHandle::Weak(sheet.id()));
        faces.sheets.insert(looks, (sheet, texture));
    }
}

impl Faces {
    /// Width and height of a portrait in points.
    pub fn size(&self, scale: f32) -> Size {
        vec2(self.frame.x.max(24.0), PORTRAIT) * scale
    }

    /// Paints head and shoulders of somebody, with the upper left here.
    pub fn portrait(&self, painter: &Painter, at: Pos2, looks: Looks, scale: f32) {
        let (Some((_, texture)), Some(uv)) = (self.sheets.get(&looks), self.uv) else { return };
        let row = uv.height() / self.frame.y.max(1.0);
        let part = Area::from_min_max(
            pos2(uv.min.x, row.mul_add(ABOVE, uv.min.y)),
            pos2(uv.max.x, row.mul_add(ABOVE + PORTRAIT, uv.min.y)),
        );
        let place = Area::from_min_size(pos2(at.x.round(), at.y.round()), self.size(scale));
        painter.image(*texture, place, part, Color32::WHITE);
    }
}
