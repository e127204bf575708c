//! Walls: which tiles of a scene can be walked on, the same on both sides.

use std::collections::BTreeMap;

use super::{Point, TilePos, UNITS};
use crate::content::prop::PropCatalogue;
use crate::content::scene::{GroundDef, SceneDef};

/// The walkable tiles of one scene. Everything outside the scene is a wall.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Walls {
    width: u8,
    height: u8,
    solid: Vec<bool>,
}

impl Walls {
    /// A scene of this size without a single wall.
    #[must_use]
    pub fn open(width: u8, height: u8) -> Self {
        Self { width, height, solid: vec![false; usize::from(width) * usize::from(height)] }
    }

    /// The walls of a scene: solid grounds, and the footprints of its props.
    ///
    /// Unknown grounds and props count as free: the content checks refuse them before a scene is used.
    #[must_use]
    pub fn of_scene(scene: &SceneDef, grounds: &[GroundDef], props: &PropCatalogue) -> Self {
        let solid_ground: BTreeMap<&str, bool> = grounds.iter().map(|g| (g.name.as_str(), g.solid)).collect();
        let mut walls = Self::open(scene.size.0, scene.size.1);
        for (y, row) in scene.ground.iter().enumerate() {
            for (x, letter) in row.chars().enumerate() {
                let name = scene.legend.get(&letter).map_or("", String::as_str);
                if solid_ground.get(name) == Some(&true) {
                    walls.set_solid(x as i32, y as i32);
                }
            }
        }
        for placed in &scene.props {
            let Some(prop) = props.get(&placed.prop) else { continue };
            for &(dx, dy, w, h) in &prop.solid {
                // Of a footprint larger than any scene only what can lie in one is walked over.
                let (left, top) = (i64::from(placed.at.0) + i64::from(dx), i64::from(placed.at.1) + i64::from(dy));
                for y in top.max(0)..(top + i64::from(h)).min(i64::from(u8::MAX)) {
                    for x in left.max(0)..(left + i64::from(w)).min(i64::from(u8::MAX)) {
                        walls.set_solid(x as i32, y as i32);
                    }
                }
            }
        }
        walls
    }

    /// Makes a tile solid; tiles outside the scene are ignored.
    pub fn set_solid(&mut self, x: i32, y: i32) {
        if let Some(i) = self.index(x, y) {
            self.solid[i] = true;
        }
    }

    /// Width and height in tiles.
    #[must_use]
    pub const fn size(&self) -> (u8, u8) {
        (self.width, self.height)
    }

    /// Whether nobody can stand on this tile; true outside the scene.
    #[must_use]
    pub fn is_solid(&self, x: i32, y: i32) -> bool {
        self.index(x, y).is_none_or(|i| self.solid[i])
    }

    /// Whether somebody can stand on this tile.
    #[must_use]
    pub fn is_free(&self, at: TilePos) -> bool {
        !self.is_solid(i32::from(at.0), i32::from(at.1))
    }

    /// Whether a box around `at`, reaching `half` units each way, touches no solid tile.
    #[must_use]
    pub fn box_is_free(&self, at: Point, half: (i32, i32)) -> bool {
        let (left, right) = ((at.x - half.0).div_euclid(UNITS), (at.x + half.0 - 1).div_euclid(UNITS));
        let (top, bottom) = ((at.y - half.1).div_euclid(UNITS), (at.y + half.1 - 1).div_euclid(UNITS));
        (top..=bottom).all(|y| (left..=right).all(|x| !self.is_solid(x, y)))
    }

    /// The free tile nearest to `at`, searching rings outwards; `None` when every tile is solid.
    #[must_use]
    pub fn nearest_free(&self, at: TilePos) -> Option<TilePos> {
        let mut free: Vec<(u32, TilePos)> = Vec::new();
        for y in 0..self.height {
            for x in 0..self.width {
                let tile = TilePos(x, y);
                if self.is_free(tile) {
                    let (dx, dy) = (u32::from(x.abs_diff(at.0)), u32::from(y.abs_diff(at.1)));
                    free.push((dx * dx + dy * dy, tile));
                }
            }
        }
        free.into_iter().min().map(|(_, tile)| tile)
    }

    fn index(&self, x: i32, y: i32) -> Option<usize> {
        let inside = x >= 0 && y >= 0 && x < i32::from(self.width) && y < i32::from(self.height);
        inside.then(|| y as usize * usize::from(self.width) + x as usize)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::content::prop::PropDef;
    use crate::content::scene::PlacedProp;

    #[test]
    fn an_endless_footprint_covers_the_scene_and_takes_no_time() {
        let solid = vec![(i32::MIN, 0, u32::MAX, u32::MAX)];
        let sea = PropDef { sprite: "sea".into(), solid, light: None, seats: Vec::new(), flat: false, sound: None };
        let scene = SceneDef {
            name: "Sea".into(),
            welcome: String::new(),
            size: (9, 8),
            outdoors: true,
            legend: BTreeMap::new(),
            ground: Vec::new(),
            props: vec![PlacedProp { prop: "sea".into(), at: TilePos(3, 2) }],
            arrivals: Vec::new(),
            doors: BTreeMap::new(),
            spots: BTreeMap::new(),
            stage: None,
        };
        let walls = Walls::of_scene(&scene, &[], &[("sea".to_owned(), sea)].into());
        assert!(walls.is_free(TilePos(8, 1)) && !walls.is_free(TilePos(0, 2)) && !walls.is_free(TilePos(8, 7)));
    }
}
