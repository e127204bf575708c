//! Pictures: atlases, the palette and composed people, loaded once and found by name.

mod files;
pub mod paint;
pub mod people;

use std::collections::HashMap;

use bevy::asset::{LoadState, RecursiveDependencyLoadState};
use bevy::prelude::*;

pub use files::{AtlasFile, PaletteFile, PeopleFile};

/// The atlases that the game draws from, under `atlas/`.
const ATLASES: [&str; 5] = ["grounds", "props", "people", "marks", "ui"];

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

/// Every sprite of every atlas, by name; empty until all are loaded.
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

/// How far loading has come.
#[derive(Resource, Debug, Default)]
pub struct Loading {
    /// Files that are here.
    pub done: usize,
    /// Files in all.
    pub total: usize,
    /// What went wrong, in words, when a file is missing or broken.
    pub trouble: Option<String>,
    files: Files,
}

#[derive(Debug, Default)]
struct Files {
    atlases: Vec<(&'static str, Handle<AtlasFile>)>,
    people: Handle<PeopleFile>,
    palette: Handle<PaletteFile>,
}

/// Adds the loaders, [`Sprites`], [`Loading`] and [`people::Wardrobe`].
pub fn plugin(app: &mut App) {
    files::plugin(app);
    app.init_resource::<Sprites>()
        .init_resource::<Loading>()
        .init_resource::<people::Wardrobe>()
        .add_systems(Startup, begin_loading)
        .add_systems(PreUpdate, follow_loading.run_if(|sprites: Res<Sprites>| !sprites.is_ready()))
        .add_systems(PreUpdate, follow_changes.run_if(on_message::<AssetEvent<AtlasFile>>).after(follow_loading));
}

fn begin_loading(mut loading: ResMut<Loading>, server: Res<AssetServer>) {
    loading.files = Files {
        atlases: ATLASES.iter().map(|name| (*name, server.load(format!("atlas/{name}.atlas.ron")))).collect(),
        people: server.load("people.ron"),
        palette: server.load("art/palette.txt"),
    };
    loading.total = ATLASES.len() + 2;
}

/// Counts what has arrived, and fills [`Sprites`] and the wardrobe once all of it has.
fn follow_loading(
    mut loading: ResMut<Loading>,
    mut sprites: ResMut<Sprites>,
    mut wardrobe: ResMut<people::Wardrobe>,
    server: Res<AssetServer>,
    atlases: Res<Assets<AtlasFile>>,
    people: Res<Assets<PeopleFile>>,
    palettes: Res<Assets<PaletteFile>>,
) {
    let files = &loading.files;
    let mut states: Vec<Result<bool, String>> = Vec::with_capacity(loading.total);
    for (_, atlas) in &files.atlases {
        states.push(match server.recursive_dependency_load_state(atlas) {
            RecursiveDependencyLoadState::Loaded => Ok(true),
            RecursiveDependencyLoadState::Failed(why) => Err(why.to_string()),
            _ => Ok(false),
        });
    }
    for state in [server.load_state(&files.people), server.load_state(&files.palette)] {
        states.push(match state {
            LoadState::Loaded => Ok(true),
            LoadState::Failed(why) => Err(why.to_string()),
            _ => Ok(false),
        });
    }
    let done = states.iter().filter(|state| **state == Ok(true)).count();
    let trouble = states.into_iter().find_map(Result::err);
    let (Some(def), Some(palette)) = (people.get(&files.people), palettes.get(&files.palette)) else {
        note(&mut loading, done, trouble);
        return;
    };
    if done == loading.total {
        sprites.palette.clone_from(&palette.0);
        sprites.pictures = pictures(files, &atlases);
        wardrobe.open(def.0.clone());
    }
    note(&mut loading, done, trouble);
}

fn note(loading: &mut ResMut<Loading>, done: usize, trouble: Option<String>) {
    if let Some(why) = trouble.as_ref().filter(|_| loading.trouble != trouble) {
        error!("can't load the town's pictures: {why}");
    }
    if loading.done != done || loading.trouble != trouble {
        (loading.done, loading.trouble) = (done, trouble);
    }
}

/// Takes over atlases that changed on disk while the game runs.
fn follow_changes(
    mut events: MessageReader<AssetEvent<AtlasFile>>,
    mut sprites: ResMut<Sprites>,
    mut wardrobe: ResMut<people::Wardrobe>,
    loading: Res<Loading>,
    atlases: Res<Assets<AtlasFile>>,
) {
    let changed = events.read().any(|event| matches!(event, AssetEvent::Modified { .. }));
    if changed && sprites.is_ready() {
        sprites.pictures = pictures(&loading.files, &atlases);
        wardrobe.forget();
    }
}

fn pictures(files: &Files, atlases: &Assets<AtlasFile>) -> HashMap<String, Picture> {
    let mut pictures = HashMap::new();
    for (_, handle) in &files.atlases {
        let Some(atlas) = atlases.get(handle) else { continue };
        for (name, sprite) in &atlas.def.sprites {
            let frames = sprite.frames.iter().map(|&(x, y, w, h)| URect::new(x, y, x + w, y + h)).collect();
            let picture = Picture {
                image: atlas.image.clone(),
                atlas_size: UVec2::from(atlas.def.size),
                frames,
                anchor: IVec2::from(sprite.anchor),
                frame_ms: sprite.frame_ms,
                glow: sprite.glow.clone(),
                slice: sprite.slice.map(|(l, t, r, b)| [l, t, r, b]),
            };
            pictures.insert(name.clone(), picture);
        }
    }
    pictures
}
