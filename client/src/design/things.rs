//! What stands in a scene and can be taken in hand, and what becomes of it.

use bevy::math::{IVec2, Rect, Vec2};
use shared::content::edit::file::DesignFile;
use shared::content::edit::scene::SceneEdit;
use shared::content::town::{Scene, TownContent};
use shared::ids::Key;
use shared::world::TilePos;

use super::desk::{Change, Edit};
use super::doors;
use crate::pixels::Sprites;
use crate::town::props::foot;

/// Something in a scene, by what it is called and where it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Thing {
    /// A prop.
    Prop(String, TilePos),
    /// A named place.
    Spot(String),
    /// A door.
    Door(String),
    /// A tile where newcomers appear.
    Arrival(TilePos),
}

impl Thing {
    /// What it is called, for people.
    pub fn words(&self) -> String {
        match self {
            Self::Prop(prop, _) => prop.replace('_', " "),
            Self::Spot(name) => format!("spot “{name}”"),
            Self::Door(name) => format!("door “{name}”"),
            Self::Arrival(_) => "arrival".into(),
        }
    }

    /// Where it is now; `None` when it isn't there any more.
    pub fn tile(&self, scene: &Scene) -> Option<TilePos> {
        match self {
            Self::Prop(prop, at) => {
                scene.def.props.iter().find(|placed| placed.prop == *prop && placed.at == *at).map(|placed| placed.at)
            }
            Self::Spot(name) => scene.def.spots.get(name).map(|spot| spot.at),
            Self::Door(name) => scene.def.doors.get(name).map(|door| door.at),
            Self::Arrival(at) => scene.def.arrivals.contains(at).then_some(*at),
        }
    }

    /// The change that brings it to another tile, and what it is then.
    pub fn moved(&self, key: &Key, scene: &Scene, to: TilePos) -> Option<(Change, Self)> {
        let file = DesignFile::Scene(key.clone());
        let from = self.tile(scene)?;
        let (edits, then) = match self {
            Self::Prop(prop, _) => {
                (vec![SceneEdit::Move { prop: prop.clone(), from, to }], Self::Prop(prop.clone(), to))
            }
            Self::Spot(name) => {
                let spot = shared::content::scene::SpotDef { at: to, ..scene.def.spots.get(name)?.clone() };
                (vec![SceneEdit::Spot { name: name.clone(), spot: Some(spot) }], self.clone())
            }
            Self::Door(name) => {
                let door = doors::moved(scene, name, to)?;
                (vec![SceneEdit::Door { name: name.clone(), door: Some(door) }], self.clone())
            }
            Self::Arrival(_) => {
                let edits = vec![SceneEdit::Arrival { at: to, on: true }, SceneEdit::Arrival { at: from, on: false }];
                (edits, Self::Arrival(to))
            }
        };
        Some((edits.into_iter().map(|edit| (file.clone(), Edit::Scene(edit))).collect(), then))
    }

    /// The change that takes it away; a door goes with the one behind it.
    pub fn taken(&self, key: &Key, town: &TownContent) -> Change {
        let edit = match self {
            Self::Prop(prop, at) => SceneEdit::Take { prop: prop.clone(), at: *at },
            Self::Spot(name) => SceneEdit::Spot { name: name.clone(), spot: None },
            Self::Door(name) => return doors::taken(town, key, name),
            Self::Arrival(at) => SceneEdit::Arrival { at: *at, on: false },
        };
        vec![(DesignFile::Scene(key.clone()), Edit::Scene(edit))]
    }
}

/// The foremost thing at a tile and scene pixel: doors, spots and arrivals before what stands, that before what lies.
pub(super) fn thing_at(
    town: &TownContent,
    scene: &Scene,
    sprites: &Sprites,
    tile: TilePos,
    px: Vec2,
    marks: bool,
) -> Option<Thing> {
    let def = &scene.def;
    let door = def.doors.iter().find(|(_, door)| door.at == tile).map(|(name, _)| Thing::Door(name.clone()));
    let spot = || def.spots.iter().find(|(_, spot)| spot.at == tile).map(|(name, _)| Thing::Spot(name.clone()));
    let arrival = || def.arrivals.contains(&tile).then_some(Thing::Arrival(tile));
    let mark = door.or_else(spot).or_else(arrival).filter(|_| marks);
    let prop = || {
        let touched = def.props.iter().enumerate().filter_map(|(order, placed)| {
            let prop = town.props.get(&placed.prop)?;
            let picture = sprites.get(&prop.sprite)?;
            let corner = (foot(placed) - picture.anchor).as_vec2();
            let outline = Rect::from_corners(corner, corner + picture.size().as_vec2());
            let own_tile = placed.at == tile;
            (own_tile || outline.contains(px)).then_some(((own_tile, !prop.flat, placed.at.1, order), placed))
        });
        let front = touched.max_by_key(|(rank, _)| *rank)?.1;
        Some(Thing::Prop(front.prop.clone(), front.at))
    };
    mark.or_else(prop)
}

/// A tile some steps away; `None` outside of what a tile can be.
pub(super) fn offset(at: TilePos, by: IVec2) -> Option<TilePos> {
    let shifted = |n: u8, by: i32| u8::try_from(i32::from(n) + by).ok();
    Some(TilePos(shifted(at.0, by.x)?, shifted(at.1, by.y)?))
}
