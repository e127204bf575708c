//! The interface's own pictures: frames, buttons, icons and marks, painted pixel for pixel.

use std::collections::HashMap;
use std::sync::Arc;

use bevy::prelude::*;
use bevy_egui::egui::{self, Color32, Mesh, Painter, Pos2, Rect, Shape, TextureId, Vec2, pos2, vec2};
use bevy_egui::{EguiContexts, EguiTextureHandle};

use super::palette as ink;
use crate::pixels::{Picture, Sprites};

/// Pictures that are asked for by name; what an atlas lacks is painted plainly.
const NAMES: &[&str] = &[
    "panel",
    "panel.dark",
    "toast",
    "nametag",
    "nametag.self",
    "bubble.say",
    "bubble.think",
    "bubble.shout",
    "bubble.self",
    "tail.say",
    "tail.think",
    "tail.shout",
    "button",
    "button.hover",
    "button.focus",
    "button.pressed",
    "button.disabled",
    "button.main",
    "button.main.hover",
    "button.main.pressed",
    "field",
    "field.focus",
    "slider.track",
    "slider.fill",
    "slider.knob",
    "slider.knob.focus",
    "rule",
    "focus",
    "check.off",
    "check.on",
    "cursor.arrow",
    "cursor.talk",
    "logo",
    "icon.talk",
    "icon.people",
    "icon.settings",
    "icon.sound",
    "icon.mute",
    "icon.keyboard",
    "icon.gamepad",
    "icon.door",
    "icon.clock",
    "icon.sun",
    "icon.moon",
    "icon.wifi.good",
    "icon.wifi.weak",
    "icon.wifi.lost",
    "icon.visitor",
    "icon.heart",
    "icon.book",
    "icon.close",
    "icon.back",
    "icon.check",
    "icon.warning",
    "icon.dice",
    "icon.pencil",
    "icon.star",
    "icon.cup",
    "icon.plus",
    "icon.eye",
    "icon.bell",
    "crest",
    "cell",
    "cell.double",
    "cell.focus",
    "cell.gone",
    "cell.head",
    "cell.hover",
    "cell.pressed",
    "answer",
    "answer.chosen",
    "answer.dim",
    "answer.focus",
    "answer.hover",
    "answer.right",
    "answer.wrong",
    "bar.fill",
    "bar.low",
    "bar.track",
    "bubble.host",
    "buzzer",
    "buzzer.locked",
    "buzzer.pressed",
    "buzzer.ready",
    "card.question",
    "mark.a",
    "mark.b",
    "mark.c",
    "mark.d",
    "mark.e",
    "mark.f",
    "ribbon",
    "seat",
    "seat.me",
    "seat.turn",
    "stage",
    "icon.board",
    "icon.bot",
    "icon.copy",
    "icon.cross",
    "icon.crown",
    "icon.down",
    "icon.fifth",
    "icon.flag",
    "icon.lock",
    "icon.next",
    "icon.pause",
    "icon.peek",
    "icon.receipt",
    "icon.skip",
    "icon.streak",
    "icon.tick",
    "icon.trivia",
    "icon.up",
    "joy",
    "surprise",
    "anger",
    "sadness",
    "thought",
    "love",
    "idea",
    "sleep",
    "note",
    "question",
    "typing",
    "chat",
    "exclamation",
];

/// One picture ready to be painted.
#[derive(Debug, Clone)]
pub struct Piece {
    texture: TextureId,
    /// Where each frame lies in the texture, 0..=1.
    frames: Vec<Rect>,
    /// Width and height in points, one for each art pixel.
    pub size: Vec2,
    /// Nine-slice margins: left, top, right, bottom.
    pub slice: Option<[f32; 4]>,
    /// Milliseconds of each frame; 0 for a still picture.
    pub frame_ms: u32,
}

/// All pictures of the interface by name; empty until the atlases are loaded.
#[derive(Resource, Debug, Clone, Default)]
pub struct Skin(Arc<HashMap<&'static str, Piece>>);

impl Skin {
    /// The picture of this name.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&Piece> {
        self.0.get(name)
    }
}

/// Takes the pictures over from the atlases, and puts them where every painter finds them.
pub fn cut_skin(mut contexts: EguiContexts, sprites: Res<Sprites>, mut skin: ResMut<Skin>) -> Result {
    if sprites.is_changed() && sprites.is_ready() {
        let mut pieces = HashMap::new();
        for name in NAMES {
            if let Some(picture) = sprites.get(name) {
                let texture = contexts.add_image(EguiTextureHandle::Weak(picture.image.id()));
                pieces.insert(*name, piece(texture, picture));
            }
        }
        skin.0 = Arc::new(pieces);
    }
    let ctx = contexts.ctx_mut()?;
    ctx.data_mut(|data| data.insert_temp(egui::Id::NULL, Arc::clone(&skin.0)));
    Ok(())
}

fn piece(texture: TextureId, picture: &Picture) -> Piece {
    let atlas = picture.atlas_size.as_vec2();
    let uv = |corner: UVec2| pos2(corner.x as f32 / atlas.x, corner.y as f32 / atlas.y);
    let size = picture.size();
    Piece {
        texture,
        frames: picture.frames.iter().map(|frame| Rect::from_min_max(uv(frame.min), uv(frame.max))).collect(),
        size: vec2(size.x as f32, size.y as f32),
        slice: picture.slice.map(|margins| margins.map(|margin| margin as f32)),
        frame_ms: picture.frame_ms,
    }
}

fn of(ctx: &egui::Context) -> Option<Arc<HashMap<&'static str, Piece>>> {
    ctx.data(|data| data.get_temp(egui::Id::NULL))
}

/// Width and height of a picture in points; `None` while it isn't there.
#[must_use]
pub fn size_of(ctx: &egui::Context, name: &str) -> Option<Vec2> {
    of(ctx)?.get(name).map(|piece| piece.size)
}

/// A nine-slice frame as one shape, so that it can be put under what it frames.
pub fn frame_shape(ctx: &egui::Context, rect: Rect, name: &str) -> Shape {
    let rect = snapped(rect);
    let skin = of(ctx);
    let Some(piece) = skin.as_ref().and_then(|skin| skin.get(name)) else { return plain_frame(rect, name) };
    let mut mesh = Mesh::with_texture(piece.texture);
    let uv = piece.frames.first().copied().unwrap_or(Rect::ZERO);
    let [left, top, right, bottom] = piece.slice.unwrap_or_default();
    let per_point = vec2(uv.width() / piece.size.x, uv.height() / piece.size.y);
    let xs = [rect.min.x, rect.min.x + left, (rect.max.x - right).max(rect.min.x + left), rect.max.x];
    let ys = [rect.min.y, rect.min.y + top, (rect.max.y - bottom).max(rect.min.y + top), rect.max.y];
    let us = [uv.min.x, left.mul_add(per_point.x, uv.min.x), right.mul_add(-per_point.x, uv.max.x), uv.max.x];
    let vs = [uv.min.y, top.mul_add(per_point.y, uv.min.y), bottom.mul_add(-per_point.y, uv.max.y), uv.max.y];
    for y in 0..3 {
        for x in 0..3 {
            let place = Rect::from_min_max(pos2(xs[x], ys[y]), pos2(xs[x + 1], ys[y + 1]));
            let from = Rect::from_min_max(pos2(us[x], vs[y]), pos2(us[x + 1], vs[y + 1]));
            if place.width() > 0.0 && place.height() > 0.0 {
                mesh.add_rect_with_uv(place, from, Color32::WHITE);
            }
        }
    }
    Shape::mesh(mesh)
}

/// Paints a nine-slice frame.
pub fn frame(painter: &Painter, rect: Rect, name: &str) {
    painter.add(frame_shape(painter.ctx(), rect, name));
}

/// Frames in palette colours, for what the atlas lacks: fill, outline, and a lit upper edge.
fn plain_frame(rect: Rect, name: &str) -> Shape {
    let (fill, line, light) = match name {
        "button" => (ink::WOOD4, ink::WOOD1, ink::WOOD5),
        "button.hover" => (ink::WOOD5, ink::WOOD1, ink::GOLD4),
        "button.pressed" => (ink::WOOD3, ink::WOOD1, ink::WOOD3),
        "button.focus" => (ink::WOOD5, ink::GOLD3, ink::PAPER4),
        "button.disabled" => (ink::PAPER2, ink::PAPER1, ink::PAPER2),
        "button.main" | "button.main.hover" | "button.main.pressed" => (ink::LEAF4, ink::LEAF2, ink::PINE5),
        "panel.dark" => (ink::NIGHT1, ink::INK1, ink::INK2),
        "nametag" => (ink::INK2, ink::INK1, ink::INK2),
        "nametag.self" => (ink::INK2, ink::GOLD2, ink::INK2),
        "field" => (ink::PAPER4, ink::WOOD2, ink::PAPER2),
        "field.focus" => (ink::PAPER4, ink::GOLD2, ink::PAPER2),
        "toast" => (ink::PAPER4, ink::GOLD2, ink::PAPER4),
        "bubble.self" => (ink::GOLD4, ink::WOOD1, ink::GOLD4),
        "bubble.say" | "bubble.think" | "bubble.shout" => (ink::PAPER4, ink::INK2, ink::PAPER4),
        "card" => (ink::PAPER4, ink::PAPER2, ink::PAPER4),
        "card.mine" => (ink::GOLD4, ink::PAPER2, ink::GOLD4),
        "slider.track" => (ink::WOOD2, ink::WOOD1, ink::WOOD1),
        _ => (ink::PAPER3, ink::WOOD2, ink::PAPER4),
    };
    let inner = rect.shrink(1.0);
    let lit = Rect::from_min_max(inner.min, pos2(inner.max.x, inner.min.y + 1.0));
    // Corners are left out: a cut corner is the pixel artist's round one.
    let wide = Rect::from_min_max(pos2(rect.min.x + 1.0, rect.min.y), pos2(rect.max.x - 1.0, rect.max.y));
    let tall = Rect::from_min_max(pos2(rect.min.x, rect.min.y + 1.0), pos2(rect.max.x, rect.max.y - 1.0));
    Shape::Vec(vec![
        Shape::rect_filled(wide, 0.0, line),
        Shape::rect_filled(tall, 0.0, line),
        Shape::rect_filled(inner, 0.0, fill),
        Shape::rect_filled(lit, 0.0, light),
    ])
}

/// Paints a picture with its upper left here, at one art pixel for a point; `ms` picks the frame.
/// Returns whether the picture was there.
pub fn picture(painter: &Painter, at: Pos2, name: &str, ms: u64, tint: Color32) -> bool {
    picture_scaled(painter, at, name, ms, 1.0, tint)
}

/// The same at a whole multiple of its size.
pub fn picture_scaled(painter: &Painter, at: Pos2, name: &str, ms: u64, scale: f32, tint: Color32) -> bool {
    let Some(skin) = of(painter.ctx()) else { return false };
    let Some(piece) = skin.get(name) else { return false };
    let index =
        if piece.frame_ms == 0 { 0 } else { (ms / u64::from(piece.frame_ms)) as usize % piece.frames.len().max(1) };
    let Some(uv) = piece.frames.get(index) else { return false };
    let place = Rect::from_min_size(snapped(Rect::from_min_size(at, Vec2::ZERO)).min, piece.size * scale);
    painter.image(piece.texture, place, *uv, tint);
    true
}

/// The rectangle with its edges on whole art pixels.
#[must_use]
pub fn snapped(rect: Rect) -> Rect {
    Rect::from_min_max(pos2(rect.min.x.round(), rect.min.y.round()), pos2(rect.max.x.round(), rect.max.y.round()))
}
