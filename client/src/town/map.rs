//! The ground: drawn tile by tile into a few large pictures when a scene is entered.
//!
//! Display tiles lie half a tile off the cells, so each sees four cells and picks the edge that fits them.
//! The ground is cut into squares; only a square with moving ground in it has more than one picture.

use bevy::prelude::*;
use bevy::render::render_resource::TextureFormat;
use bevy::sprite::Anchor;
use shared::content::scene::{GroundDef, SceneDef};

use super::scene::{Drawn, Now, OfScene};
use super::{TownSystems, heights, place};
use crate::own::Content;
use crate::pixels::paint::{Canvas, hash};
use crate::pixels::{Picture, Sprites};

/// Length of a tile's edge in pixels.
const T: i32 = shared::world::TILE_PX;

/// Tiles along the edge of one picture.
const SQUARE: i32 = 24;

/// The pictures of a square that is moving, shown one after the other.
#[derive(Component, Debug)]
struct Moving {
    frames: Vec<Handle<Image>>,
    frame_ms: u32,
}

/// Draws the ground of the scene.
pub fn plugin(app: &mut App) {
    app.add_systems(Update, (lay.run_if(resource_changed::<Drawn>), flow).chain().in_set(TownSystems::Draw));
}

fn lay(
    mut commands: Commands,
    drawn: Res<Drawn>,
    content: Res<Content>,
    sprites: Res<Sprites>,
    mut images: ResMut<Assets<Image>>,
) {
    let Some(scene) = drawn.scene(&content.0) else { return };
    let cells = Cells::of(&scene.def, &content.0.grounds);
    let tiles = tiles(&cells, &content.0.grounds, &sprites);
    let (width, height) = (i32::from(scene.def.size.0), i32::from(scene.def.size.1));
    for top in (0..height).step_by(SQUARE as usize) {
        for left in (0..width).step_by(SQUARE as usize) {
            let size = IVec2::new((width - left).min(SQUARE), (height - top).min(SQUARE));
            let square = IRect { min: IVec2::new(left, top), max: IVec2::new(left, top) + size };
            let (frames, frame_ms) = pictures(square, &tiles, cells.size, &images);
            let frames: Vec<_> =
                frames.into_iter().map(|c| images.add(c.into_image(TextureFormat::Rgba8UnormSrgb))).collect();
            let Some(first) = frames.first() else { continue };
            let mut entity = commands.spawn((
                OfScene,
                Sprite::from_image(first.clone()),
                Anchor::TOP_LEFT,
                Transform::from_translation(place((square.min * T).as_vec2(), heights::GROUND)),
            ));
            if frames.len() > 1 {
                entity.insert(Moving { frames, frame_ms });
            }
        }
    }
}

fn flow(mut squares: Query<(&mut Sprite, &Moving)>, now: Res<Now>) {
    for (mut sprite, moving) in &mut squares {
        let frame = (now.ms / moving.frame_ms.max(1)) as usize % moving.frames.len();
        if sprite.image != moving.frames[frame] {
            sprite.image = moving.frames[frame].clone();
        }
    }
}

/// Which ground, counted in drawing order, each cell of a scene has.
struct Cells {
    size: IVec2,
    levels: Vec<usize>,
}

impl Cells {
    fn of(scene: &SceneDef, grounds: &[GroundDef]) -> Self {
        let level = |letter: char| {
            let name = scene.legend.get(&letter)?;
            grounds.iter().position(|ground| ground.name == *name)
        };
        let levels = scene.ground.iter().flat_map(|row| row.chars()).map(|c| level(c).unwrap_or(0)).collect();
        Self { size: IVec2::new(i32::from(scene.size.0), i32::from(scene.size.1)), levels }
    }

    /// The ground here; outside the scene that of the nearest cell.
    fn at(&self, x: i32, y: i32) -> usize {
        let index = y.clamp(0, self.size.y - 1) * self.size.x + x.clamp(0, self.size.x - 1);
        self.levels.get(index as usize).copied().unwrap_or(0)
    }

    /// The sprites of the display tile whose middle is the upper left corner of cell `(x, y)`, lowest first:
    /// each is a level and the corners it fills (1 upper left, 2 upper right, 4 lower left, 8 lower right),
    /// all four for the lowest.
    fn layers(&self, x: i32, y: i32) -> Vec<(usize, u8)> {
        let four = [self.at(x - 1, y - 1), self.at(x, y - 1), self.at(x - 1, y), self.at(x, y)];
        let mut levels = four.to_vec();
        levels.sort_unstable();
        levels.dedup();
        let lowest = levels.first().copied().unwrap_or(0);
        // A ground reaches under everything that lies above it, so that no gap shows.
        let mask = |level: usize| (0..4).filter(|&bit| four[bit] >= level).fold(0, |mask, bit| mask | 1 << bit);
        levels.into_iter().map(|level| (level, if level == lowest { 15 } else { mask(level) })).collect()
    }
}

/// The pictures of each display tile, row by row, one column and row more than there are cells.
fn tiles<'a>(cells: &Cells, grounds: &[GroundDef], sprites: &'a Sprites) -> Vec<Vec<&'a Picture>> {
    let full: Vec<u32> = grounds
        .iter()
        .map(|ground| u32::try_from(sprites.variants(&format!("{}/full", ground.name))).unwrap_or(1).max(1))
        .collect();
    let mut tiles = Vec::with_capacity(((cells.size.x + 1) * (cells.size.y + 1)) as usize);
    for y in 0..=cells.size.y {
        for x in 0..=cells.size.x {
            let layers = cells.layers(x, y).into_iter().filter_map(|(level, mask)| {
                let name = &grounds.get(level)?.name;
                sprites.get(&match mask {
                    15 => format!("{name}/full{}", hash(x, y, 7) % full[level]),
                    _ => format!("{name}/edge{mask}"),
                })
            });
            tiles.push(layers.collect());
        }
    }
    tiles
}

/// The pictures of a square of cells, one for each frame of what moves in it, and how long each shows.
fn pictures(square: IRect, tiles: &[Vec<&Picture>], cells: IVec2, images: &Assets<Image>) -> (Vec<Canvas>, u32) {
    let mut placed = Vec::new();
    for y in square.min.y..=square.max.y {
        for x in square.min.x..=square.max.x {
            let layers = tiles.get((y * (cells.x + 1) + x) as usize).into_iter().flatten();
            placed.extend(layers.map(|picture| (IVec2::new(x, y) - square.min, *picture)));
        }
    }
    let moving = placed.iter().map(|(_, p)| p).filter(|p| p.frame_ms > 0).max_by_key(|p| p.frames.len());
    let (count, frame_ms) = moving.map_or((1, 0), |p| (p.frames.len().max(1), p.frame_ms));
    let canvases = (0..count).map(|frame| {
        let mut canvas = Canvas::new((square.size() * T).as_uvec2());
        for (at, picture) in &placed {
            let part = picture.frames.get(frame % picture.frames.len().max(1));
            if let (Some(part), Some(image)) = (part, images.get(&picture.image)) {
                canvas.blit(image, *part, *at * T - T / 2, |colour| colour);
            }
        }
        canvas
    });
    (canvases.collect(), frame_ms)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(levels: [usize; 4], expected: &[(usize, u8)]) {
        let cells = Cells { size: IVec2::new(2, 2), levels: levels.to_vec() };
        assert_eq!(cells.layers(1, 1), expected);
    }

    #[test]
    fn a_display_tile_layers_the_grounds_of_its_four_cells() {
        check([3, 3, 3, 3], &[(3, 15)]);
        check([0, 3, 0, 3], &[(0, 15), (3, 2 + 8)]);
        check([5, 0, 0, 3], &[(0, 15), (3, 1 + 8), (5, 1)]);
    }

    #[test]
    fn the_ground_goes_on_beyond_the_edge() {
        let cells = Cells { size: IVec2::new(2, 2), levels: vec![1, 2, 1, 2] };
        assert_eq!(cells.layers(0, 0), [(1, 15)]);
        assert_eq!(cells.layers(2, 2), [(2, 15)]);
    }
}
