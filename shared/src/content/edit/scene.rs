//! Edits of a scene: each takes the scene's text and gives it back changed, as a tidy hand would have.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::tree::{Node, quoted};
use super::{Doc, EditError};
use crate::content::scene::{DoorDef, SpotDef};
use crate::world::TilePos;

/// One edit. Things are named by what they are and where, so that an edit still fits when the file changed elsewhere.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum SceneEdit {
    /// Lays a ground on tiles.
    Paint {
        /// The ground's name in `grounds.ron`.
        ground: String,
        /// Where.
        tiles: BTreeSet<TilePos>,
    },
    /// Puts a prop somewhere.
    Place {
        /// Its name in `props.ron`.
        prop: String,
        /// Where.
        at: TilePos,
    },
    /// Moves a prop.
    Move {
        /// Its name.
        prop: String,
        /// Where it stands.
        from: TilePos,
        /// Where it shall stand.
        to: TilePos,
    },
    /// Takes a prop away.
    Take {
        /// Its name.
        prop: String,
        /// Where it stands.
        at: TilePos,
    },
    /// Lets newcomers appear here as well, or no longer.
    Arrival {
        /// Where.
        at: TilePos,
        /// Whether they do.
        on: bool,
    },
    /// Sets a spot, new or there already; `None` takes it away.
    Spot {
        /// Its name.
        name: String,
        /// What it is.
        spot: Option<SpotDef>,
    },
    /// Sets a door, new or there already; `None` takes it away.
    Door {
        /// Its name.
        name: String,
        /// What it is.
        door: Option<DoorDef>,
    },
    /// What the scene is called.
    Name(String),
    /// What the town says on arrival.
    Welcome(String),
    /// Whether day and night colour it.
    Outdoors(bool),
}

impl SceneEdit {
    /// The text with this edit made.
    ///
    /// # Errors
    /// [`EditError`] says why it can't be made.
    pub fn apply(&self, text: &str) -> Result<String, EditError> {
        let mut doc = Doc::parse(text)?;
        match self {
            Self::Paint { ground, tiles } => paint(&mut doc, ground, tiles)?,
            Self::Place { prop, at } => {
                let props = doc.field("props")?.clone();
                // In a file that goes from the back to the front it stays so.
                let items = props.items().unwrap_or_default();
                let index = items.iter().rposition(|item| tile_in(&doc, item).is_some_and(|(_, y)| y <= at.1));
                doc.insert(&props, index.map_or(0, |at| at + 1), &placed(prop, *at), true)?;
            }
            Self::Move { prop, from, to } => {
                let (props, index) = find_prop(&doc, prop, *from)?;
                let at = props.items().unwrap_or_default()[index].get("at").ok_or(EditError::Missing("at"))?;
                doc.replace(at.span.clone(), &tile(*to))?;
            }
            Self::Take { prop, at } => {
                let (props, index) = find_prop(&doc, prop, *at)?;
                doc.remove(&props, index)?;
            }
            Self::Arrival { at, on } => arrival(&mut doc, *at, *on)?,
            Self::Spot { name, spot } => set(&mut doc, "spots", name, spot.as_ref().map(spot_text))?,
            Self::Door { name, door } => set(&mut doc, "doors", name, door.as_ref().map(door_text))?,
            Self::Name(name) => put(&mut doc, "name", &quoted(name))?,
            Self::Welcome(words) => put(&mut doc, "welcome", &quoted(words))?,
            Self::Outdoors(on) => put(&mut doc, "outdoors", &on.to_string())?,
        }
        Ok(doc.into_text())
    }
}

fn put(doc: &mut Doc, field: &'static str, value: &str) -> Result<(), EditError> {
    let span = doc.field(field)?.span.clone();
    doc.replace(span, value)
}

fn paint(doc: &mut Doc, ground: &str, tiles: &BTreeSet<TilePos>) -> Result<(), EditError> {
    let letter = letter_for(doc, ground)?;
    // Rows keep their places: a letter and what it replaces may differ in bytes, so from the last to the first.
    let rows = doc.field("ground")?.items().unwrap_or_default().to_vec();
    for y in tiles.iter().map(|at| at.1).collect::<BTreeSet<u8>>().into_iter().rev() {
        let here = || tiles.iter().filter(move |at| at.1 == y).map(|at| at.0);
        let outside = EditError::Outside(here().next().unwrap_or_default(), y);
        let row = rows.get(usize::from(y)).ok_or(outside)?;
        let mut letters: Vec<char> = super::tree::unquoted(row.text(doc.text())).chars().collect();
        for x in here() {
            *letters.get_mut(usize::from(x)).ok_or(EditError::Outside(x, y))? = letter;
        }
        doc.replace(row.span.clone(), &quoted(&letters.into_iter().collect::<String>()))?;
    }
    Ok(())
}

/// The letter that stands for a ground, if need be a new one.
fn letter_for(doc: &mut Doc, ground: &str) -> Result<char, EditError> {
    let legend = doc.field("legend")?.clone();
    let entries = legend.entries().unwrap_or_default();
    let known = entries.iter().find(|entry| super::tree::unquoted(entry.value.text(doc.text())) == ground);
    if let Some(letter) = known.and_then(|entry| entry.name.chars().next()) {
        return Ok(letter);
    }
    let taken: BTreeSet<char> = entries.iter().filter_map(|entry| entry.name.chars().next()).collect();
    let own = ground.chars().flat_map(|c| c.to_lowercase().chain(c.to_uppercase()));
    let letter = own
        .chain('a'..='z')
        .chain('A'..='Z')
        .chain('0'..='9')
        .find(|c| c.is_ascii_alphanumeric() && !taken.contains(c));
    let letter = letter.ok_or(EditError::NoLetter)?;
    doc.insert(&legend, entries.len(), &format!("'{letter}': {}", quoted(ground)), false)?;
    Ok(letter)
}

fn find_prop(doc: &Doc, prop: &str, at: TilePos) -> Result<(Node, usize), EditError> {
    let props = doc.field("props")?.clone();
    let is_it = |item: &Node| {
        item.get("prop").is_some_and(|name| super::tree::unquoted(name.text(doc.text())) == prop)
            && tile_in(doc, item) == Some((at.0, at.1))
    };
    // Of two in one place the last is on top.
    let index = props.items().unwrap_or_default().iter().rposition(is_it);
    let index = index.ok_or_else(|| EditError::Gone(format!("the {prop} at ({}, {})", at.0, at.1)))?;
    Ok((props, index))
}

/// The tile that a part says it is at.
fn tile_in(doc: &Doc, item: &Node) -> Option<(u8, u8)> {
    tile_of(doc, item.get("at")?)
}

fn tile_of(doc: &Doc, node: &Node) -> Option<(u8, u8)> {
    let [x, y] = node.items()? else { return None };
    Some((x.text(doc.text()).parse().ok()?, y.text(doc.text()).parse().ok()?))
}

fn arrival(doc: &mut Doc, at: TilePos, on: bool) -> Result<(), EditError> {
    let arrivals = doc.field("arrivals")?.clone();
    let items = arrivals.items().unwrap_or_default();
    let there = items.iter().position(|item| tile_of(doc, item) == Some((at.0, at.1)));
    match (there, on) {
        (None, true) => doc.insert(&arrivals, items.len(), &tile(at), false),
        (Some(index), false) => doc.remove(&arrivals, index),
        _ => Ok(()),
    }
}

/// Sets an entry of a map; a new one comes where the alphabet puts it.
fn set(doc: &mut Doc, field: &'static str, name: &str, value: Option<String>) -> Result<(), EditError> {
    let map = doc.field(field)?.clone();
    let entries = map.entries().unwrap_or_default();
    let there = entries.iter().position(|entry| entry.name == name);
    match (there, value) {
        (Some(index), Some(value)) => doc.replace(entries[index].value.span.clone(), &value),
        (Some(index), None) => doc.remove(&map, index),
        (None, Some(value)) => {
            let index = entries.iter().take_while(|entry| entry.name.as_str() < name).count();
            doc.insert(&map, index, &format!("{}: {value}", quoted(name)), true)
        }
        (None, None) => Err(EditError::Gone(name.to_owned())),
    }
}

fn tile(TilePos(x, y): TilePos) -> String {
    format!("({x}, {y})")
}

fn placed(prop: &str, at: TilePos) -> String {
    format!("(prop: {}, at: {})", quoted(prop), tile(at))
}

fn spot_text(spot: &SpotDef) -> String {
    let sit = if spot.sit { ", sit: true" } else { "" };
    let table = spot.table.as_ref().map(|table| format!(", table: {}", quoted(table.as_str()))).unwrap_or_default();
    format!("(at: {}, facing: {:?}{sit}, called: {}{table})", tile(spot.at), spot.facing, quoted(&spot.called))
}

fn door_text(door: &DoorDef) -> String {
    format!(
        "(at: {}, to_scene: {}, to_door: {}, step_out: {}, facing: {:?})",
        tile(door.at),
        quoted(&door.to_scene),
        quoted(&door.to_door),
        tile(door.step_out),
        door.facing
    )
}

#[cfg(test)]
#[path = "scene_tests.rs"]
mod tests;
