//! Pictures: atlases, the palette and composed people, found by name.

mod files;
pub mod paint;
pub mod people;

use std::collections::HashMap;
use std::sync::Arc;

use bevy::prelude::*;
use shared::content::atlas::SpriteDef;
use shared::content::looks::PeopleDef;

use crate::content::InUse;
use crate::own::OwnSystems;
pub use files::{Atlas, Pictures};

/// One sprite of an atlas.
#[derive(Debug, Clone, PartialEq)]
pub struct Picture {
    /// The atlas.
    pub image: Handle<Image>,
    /// Width and height of the atlas in pixels.
    pub atlas_size: UVec2,
    /// The place of each frame in the atlas, in pixels; never empty.
    pub frames: Vec<URect>,
    /// The point of a frame that stands on its place in the scene, in pixels from the frame's upper left.
    pub anchor: IVec2,
    /// Milliseconds that each frame shows; 0 for a still picture.
    pub frame_ms: u32,
    /// The sprite that glows over this one after dark.
    pub glow: Option<String>,
    /// Nine-slice margins `[left, top, right, bottom]` in pixels.
    pub slice: Option<[u32; 4]>,
}

impl Picture {
    /// Which frame shows after `ms` of the animation.
    #[must_use]
    pub fn frame_at(&self, ms: u32) -> usize {
        let count = self.frames.len().max(1);
        ms.checked_div(self.frame_ms).map_or(0, |passed| passed as usize % count)
    }

    /// The place of a frame in the atlas, as sprites want it; the first one for numbers that don't exist.
    #[must_use]
    pub fn rect(&self, frame: usize) -> Rect {
        self.frames.get(frame).or(self.frames.first()).map_or_else(Rect::default, URect::as_rect)
    }

    /// Width and height of the first frame.
    #[must_use]
    pub fn size(&self) -> UVec2 {
        self.frames.first().map_or(UVec2::ZERO, |frame| frame.size())
    }

    /// The anchor as a part of the frame's size, as sprites want it.
    #[must_use]
    pub fn sprite_anchor(&self) -> bevy::sprite::Anchor {
        let part = self.anchor.as_vec2() / self.size().as_vec2().max(Vec2::ONE);
        bevy::sprite::Anchor(Vec2::new(part.x - 0.5, 0.5 - part.y))
    }
}

/// Every sprite of every atlas, by name; empty while there is no content.
#[derive(Resource, Debug, Default)]
pub struct Sprites {
    pictures: HashMap<String, Picture>,
    palette: HashMap<String, Srgba>,
}

impl Sprites {
    /// The sprite of this name.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&Picture> {
        self.pictures.get(name)
    }

    /// How many sprites `PREFIX0`, `PREFIX1`, … there are.
    #[must_use]
    pub fn variants(&self, prefix: &str) -> usize {
        (0..).take_while(|n| self.pictures.contains_key(&format!("{prefix}{n}"))).count()
    }

    /// A colour of the house palette.
    #[must_use]
    pub fn colour(&self, name: &str) -> Option<Srgba> {
        self.palette.get(name).copied()
    }

    /// Whether everything is loaded.
    #[must_use]
    pub fn is_ready(&self) -> bool {
        !self.pictures.is_empty()
    }
}

/// The textures of the atlases, each with what was last put into it.
#[derive(Resource, Debug, Default)]
struct Textures(HashMap<&'static str, (Handle<Image>, Arc<Atlas>)>);

/// Adds [`Sprites`] and [`people::Wardrobe`], which follow the content in use.
pub fn plugin(app: &mut App) {
    app.init_resource::<Sprites>()
        .init_resource::<Textures>()
        .init_resource::<people::Wardrobe>()
        .add_systems(PreUpdate, take_pictures.run_if(resource_changed::<InUse>).in_set(OwnSystems::Learn));
}

/// Takes over the pictures of other content. A texture stays the same to all who hold it and shows other pixels.
fn take_pictures(
    in_use: Res<InUse>,
    mut textures: ResMut<Textures>,
    mut images: ResMut<Assets<Image>>,
    mut sprites: ResMut<Sprites>,
    mut wardrobe: ResMut<people::Wardrobe>,
) -> Result {
    let Pictures { atlases, people, palette } = &in_use.pictures;
    let Some(people) = people else { return Ok(()) };
    let mut pictures = HashMap::new();
    for (name, atlas) in atlases {
        let image = match textures.0.get_mut(name) {
            Some((image, known)) if Arc::ptr_eq(known, atlas) => image.clone(),
            Some((image, known)) => {
                images.insert(image.id(), atlas.image.clone())?;
                known.clone_from(atlas);
                image.clone()
            }
            None => {
                let image = images.add(atlas.image.clone());
                textures.0.insert(name, (image.clone(), Arc::clone(atlas)));
                image
            }
        };
        pictures.extend(atlas.def.sprites.iter().map(|(name, def)| (name.clone(), picture(&image, atlas, def))));
    }
    let colour = |name: &String| palette.get(name).map(|[r, g, b, a]| (name.clone(), Srgba::rgba_u8(r, g, b, a)));
    sprites.palette = palette.names().iter().filter_map(colour).collect();
    sprites.pictures = pictures;
    wardrobe.open(PeopleDef::clone(people));
    Ok(())
}

fn picture(image: &Handle<Image>, atlas: &Atlas, sprite: &SpriteDef) -> Picture {
    Picture {
        image: image.clone(),
        atlas_size: UVec2::from(atlas.def.size),
        frames: sprite.frames.iter().map(|&(x, y, w, h)| URect::new(x, y, x + w, y + h)).collect(),
        anchor: IVec2::from(sprite.anchor),
        frame_ms: sprite.frame_ms,
        glow: sprite.glow.clone(),
        slice: sprite.slice.map(|(l, t, r, b)| [l, t, r, b]),
    }
}
