//! A scene while its map is read: grounds by tile, walls, and what stands where.

use std::collections::{BTreeMap, BTreeSet};

use shared::content::scene::{DoorDef, PlacedProp, SpotDef};
use shared::ids::Key;
use shared::world::{Facing, TilePos};

use super::meaning::{Meaning, Words};
use crate::import::names::shown;
use crate::import::report::counted;
use crate::import::{Bad, Report, bad};

/// Most props, doors and spots of one scene.
const MOST: usize = 4000;

/// Most corners that are held against a tile.
const MOST_LOOKS: usize = 100_000_000;

/// A scene that isn't settled yet.
#[derive(Debug, Clone)]
pub struct Draft {
    /// What it is called by files and doors.
    pub key: Key,
    /// The name people see, where the map says one.
    pub name: Option<String>,
    /// What is said to those who arrive.
    pub welcome: Option<String>,
    /// Whether day and night colour it.
    pub outdoors: Option<bool>,
    /// Width and height in tiles.
    pub size: (u8, u8),
    /// The ground of each tile, row by row.
    pub ground: Vec<Option<String>>,
    /// The ground of tiles that have none.
    pub base: Option<String>,
    /// The ground of walls.
    pub wall: Option<String>,
    /// Where one can't walk.
    pub blocked: BTreeSet<TilePos>,
    /// What stands there.
    pub props: Vec<PlacedProp>,
    /// Where newcomers appear.
    pub arrivals: Vec<TilePos>,
    /// Doors by name; a facing of `None` is chosen later, and so is a place to step out to.
    pub doors: BTreeMap<String, DoorDraft>,
    /// Named places.
    pub spots: BTreeMap<String, SpotDef>,
    unknown: BTreeMap<(String, String, String), usize>,
    drawn_over: usize,
    looked_at: usize,
}

/// A door that isn't settled yet.
#[derive(Debug, Clone)]
pub struct DoorDraft {
    /// What the map says; `step_out` and `facing` only count where the next two say so.
    pub def: DoorDef,
    /// Where one steps out, if the map says.
    pub step_out: Option<TilePos>,
    /// Which way one looks, if the map says.
    pub facing: Option<Facing>,
}

impl Draft {
    /// An empty scene.
    ///
    /// # Errors
    /// When its size isn't one that scenes have.
    pub fn new(key: Key, width: i64, height: i64) -> Result<Self, Bad> {
        let side = |n: i64| u8::try_from(n).ok().filter(|n| (8..=250).contains(n));
        let (Some(w), Some(h)) = (side(width), side(height)) else {
            return bad(format!("is {width} by {height} tiles, expected 8 to 250 each way"));
        };
        Ok(Self {
            key,
            name: None,
            welcome: None,
            outdoors: None,
            size: (w, h),
            ground: vec![None; usize::from(w) * usize::from(h)],
            base: None,
            wall: None,
            blocked: BTreeSet::new(),
            props: Vec::new(),
            arrivals: Vec::new(),
            doors: BTreeMap::new(),
            spots: BTreeMap::new(),
            unknown: BTreeMap::new(),
            drawn_over: 0,
            looked_at: 0,
        })
    }

    /// The tile at a column and row, if it is in the scene.
    #[must_use]
    pub fn tile_at(&self, x: i64, y: i64) -> Option<TilePos> {
        let (x, y) = (u8::try_from(x).ok()?, u8::try_from(y).ok()?);
        (x < self.size.0 && y < self.size.1).then_some(TilePos(x, y))
    }

    /// Makes a tile this ground.
    pub fn set_ground(&mut self, at: TilePos, name: &str) {
        let index = usize::from(at.1) * usize::from(self.size.0) + usize::from(at.0);
        if let Some(ground) = self.ground.get_mut(index) {
            self.drawn_over += usize::from(ground.as_deref().is_some_and(|old| old != name));
            *ground = Some(name.to_owned());
        }
    }

    /// Lays what a tile of a map means onto a tile of the scene.
    ///
    /// # Errors
    /// When there are more props than a scene holds.
    pub fn lay(&mut self, at: TilePos, meaning: &Meaning) -> Result<(), Bad> {
        match meaning {
            Meaning::Ground(name) => self.set_ground(at, name),
            Meaning::Prop(name) => self.put(name, at)?,
            Meaning::Wall => {
                self.blocked.insert(at);
            }
            _ => {}
        }
        Ok(())
    }

    /// Counts corners of shapes against tiles, which is what large shapes cost.
    ///
    /// # Errors
    /// When there are so many that somebody would wait for it.
    pub fn look_at(&mut self, corners: usize) -> Result<(), Bad> {
        self.looked_at += corners.max(1) * self.ground.len();
        if self.looked_at > MOST_LOOKS {
            bad("has more and larger shapes than a scene needs, expected fewer")
        } else {
            Ok(())
        }
    }

    /// Places a prop.
    ///
    /// # Errors
    /// When there are more than a scene holds.
    pub fn put(&mut self, name: &str, at: TilePos) -> Result<(), Bad> {
        let placed = PlacedProp { prop: name.to_owned(), at };
        if self.props.len() == MOST || self.doors.len() + self.spots.len() > MOST {
            return bad(format!("places more than {MOST} things, expected fewer"));
        }
        self.props.push(placed);
        Ok(())
    }

    /// A name that isn't taken among doors or spots: `name`, `name_2`, …
    #[must_use]
    pub fn free_name(name: &str, taken: impl Fn(&str) -> bool) -> String {
        let mut free = name.to_owned();
        let mut number = 2;
        while taken(&free) {
            free = format!("{name}_{number}");
            number += 1;
        }
        free
    }

    /// Counts a tile that means nothing.
    pub fn unknown_tile(&mut self, layer: &str, tile: &str, hint: &str) {
        let key = (layer.to_owned(), tile.to_owned(), hint.to_owned());
        if self.unknown.len() < MOST || self.unknown.contains_key(&key) {
            *self.unknown.entry(key).or_default() += 1;
        }
    }

    /// Tells of the tiles that meant nothing, and of grounds under others.
    pub fn tell(&mut self, report: &mut Report) {
        for ((layer, tile, hint), count) in std::mem::take(&mut self.unknown) {
            let tiles = counted(count, "tile", "tiles");
            report.leave_out(format!("layer {}: {tiles} of {tile}{hint}", shown(&layer)));
        }
        if self.drawn_over > 0 {
            let tiles = counted(self.drawn_over, "tile lies", "tiles lie");
            report.note(format!("{tiles} over another ground: a tile of ours has one, the uppermost stays"));
        }
    }

    /// Takes what a map says of itself.
    pub fn describe(&mut self, fields: &BTreeMap<String, String>, words: &Words, report: &mut Report) {
        for (name, value) in fields {
            match crate::import::names::slug(name).as_str() {
                "name" | "title" => self.name = Some(value.clone()),
                "welcome" => self.welcome = Some(value.clone()),
                "outdoors" => self.outdoors = Some(super::meaning::yes(value)),
                "indoors" => self.outdoors = Some(!super::meaning::yes(value)),
                "ground" | "base" => match words.ground(value) {
                    Some(ground) => self.base = Some(ground),
                    None => report.leave_out(format!(
                        "the map's ground {} isn't in grounds.ron{}",
                        shown(value),
                        words.ground_hint(value)
                    )),
                },
                "wall" => match words.ground(value) {
                    Some(ground) => self.wall = Some(ground),
                    None => report.leave_out(format!(
                        "the map's wall {} isn't in grounds.ron{}",
                        shown(value),
                        words.ground_hint(value)
                    )),
                },
                _ => report.leave_out(format!("the map's property {}: {}", shown(name), shown(value))),
            }
        }
    }
}
