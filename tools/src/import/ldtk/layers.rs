//! The layers of an LDtk level, laid onto a scene.

use std::collections::BTreeMap;

use serde_json::Value;

use super::file::{Defs, Field, Layer, MAX_ENTITIES, Tile};
use super::{Places, name_of, text_of};
use crate::import::names::{self, shown};
use crate::import::report::counted;
use crate::import::scene::things::{self, Shape};
use crate::import::scene::{Draft, Meaning, Thing, Town};
use crate::import::{Bad, Report, bad};

/// Lays the cells of an IntGrid.
///
/// # Errors
/// When there are more props than a scene holds.
pub(super) fn cells(
    town: &Town,
    defs: &Defs,
    layer: &Layer,
    grid: i64,
    draft: &mut Draft,
    report: &mut Report,
) -> Result<(), Bad> {
    let values =
        defs.layers.iter().find(|def| def.uid == layer.def).map(|def| def.values.as_slice()).unwrap_or_default();
    let by_number: BTreeMap<i64, &str> =
        values.iter().filter_map(|value| Some((value.value, value.identifier.as_deref()?))).collect();
    if layer.grid != grid {
        report.leave_out(format!(
            "layer {}: its cells have {} pixels, expected {grid} like the others",
            shown(&layer.name),
            layer.grid
        ));
        return Ok(());
    }
    let columns = layer.columns.max(1);
    let role = town.words.tile(&layer.name);
    let mut outside = 0;
    for (n, number) in (0_i64..).zip(&layer.numbers).filter(|(_, number)| **number != 0) {
        let Some(at) = draft.tile_at(n % columns, n / columns) else {
            outside += 1;
            continue;
        };
        match (by_number.get(number).and_then(|name| town.words.tile(name)), &role) {
            (Some(meaning), _) => draft.lay(at, &meaning)?,
            (None, Some(role)) => draft.lay(at, role)?,
            (None, None) => {
                let (what, near) = match by_number.get(number) {
                    Some(name) => (format!("value {number}, called {}", shown(name)), town.words.hint(name)),
                    None => {
                        (format!("value {number}"), ": give it a name that is a ground, a prop or \"wall\"".to_owned())
                    }
                };
                draft.unknown_tile(&layer.name, &what, &near);
            }
        }
    }
    tell_outside(report, layer, outside, ("cell lies", "cells lie"));
    Ok(())
}

/// Reports how many of a layer's things lie outside of its level, if any do; the words are for one and for more.
fn tell_outside(report: &mut Report, layer: &Layer, outside: usize, (one, many): (&str, &str)) {
    if outside > 0 {
        let lie = counted(outside, one, many);
        report.leave_out(format!("layer {}: {lie} outside of the level", shown(&layer.name)));
    }
}

/// Lays tiles by their tags.
///
/// # Errors
/// When there are more props than a scene holds.
pub(super) fn tiles<'a>(
    town: &Town,
    defs: &Defs,
    layer: &Layer,
    all: impl Iterator<Item = &'a Tile>,
    grid: i64,
    draft: &mut Draft,
    report: &mut Report,
) -> Result<(), Bad> {
    let set = defs.tilesets.iter().find(|set| Some(set.uid) == layer.set);
    let mut by_tile: BTreeMap<i64, Vec<&str>> = BTreeMap::new();
    if let Some(set) = set {
        for tag in &set.tags {
            for tile in &tag.tiles {
                by_tile.entry(*tile).or_default().push(&tag.name);
            }
        }
        for text in &set.texts {
            by_tile.entry(text.tile).or_default().push(&text.data);
        }
    }
    let role = town.words.tile(&layer.name);
    let mut outside = 0;
    for tile in all {
        let (x, y) = (tile.px.0.div_euclid(grid), tile.px.1.div_euclid(grid));
        let Some(at) = draft.tile_at(x, y) else {
            outside += 1;
            continue;
        };
        let tags = by_tile.get(&tile.id).map(Vec::as_slice).unwrap_or_default();
        let meant: Vec<Meaning> = tags.iter().filter_map(|tag| town.words.tile(tag)).collect();
        for meaning in meant.iter().chain(role.iter().filter(|_| meant.is_empty())) {
            draft.lay(at, meaning)?;
        }
        if meant.is_empty() && role.is_none() {
            let name = set.map(|set| shown(&set.identifier)).unwrap_or_default();
            let (what, near) = match tags.first() {
                Some(tag) => {
                    (format!("tile {} of tileset {name}, tagged {}", tile.id, shown(tag)), town.words.hint(tag))
                }
                None => (
                    format!("tile {} of tileset {name}", tile.id),
                    ": tag it with a ground, a prop or \"wall\"".to_owned(),
                ),
            };
            draft.unknown_tile(&layer.name, &what, &near);
        }
    }
    tell_outside(report, layer, outside, ("tile lies", "tiles lie"));
    Ok(())
}

/// Places entities.
///
/// # Errors
/// When there are more than a scene holds.
pub(super) fn entities(
    town: &Town,
    layer: &Layer,
    grid: i64,
    places: &Places,
    draft: &mut Draft,
    report: &mut Report,
) -> Result<(), Bad> {
    if layer.entities.len() > MAX_ENTITIES {
        return bad(format!("its layer {} has more than {MAX_ENTITIES} entities", shown(&layer.name)));
    }
    #[expect(clippy::cast_precision_loss, reason = "at most a thousand")]
    let (cell, moved) =
        (grid as f64, (layer.moved_x.clamp(-9999, 9999) as f64, layer.moved_y.clamp(-9999, 9999) as f64));
    for entity in &layer.entities {
        let left = (entity.px.0 + moved.0 - entity.pivot.0 * entity.width) / cell;
        let top = (entity.px.1 + moved.1 - entity.pivot.1 * entity.height) / cell;
        let mut fields = BTreeMap::new();
        for Field { name, value } in &entity.fields {
            if let Some(target) = value.get("entityIid").and_then(Value::as_str) {
                match places.get(target) {
                    Some((scene, door)) => {
                        fields.insert("to_scene".to_owned(), scene.to_string());
                        fields.insert("to_door".to_owned(), door.clone());
                    }
                    None => report.leave_out(format!(
                        "layer {}: entity {}: its {} leads to a level that isn't imported with it",
                        shown(&layer.name),
                        shown(&entity.class),
                        shown(name)
                    )),
                }
            } else if let Some(text) = text_of(value).filter(|_| names::slug(name) != "name") {
                fields.insert(name.clone(), text);
            }
        }
        let (column, row) = (left.floor(), top.floor());
        let mut own = name_of(entity);
        if let Some((_, name)) =
            places.get(&entity.iid).filter(|_| town.words.meaning(&entity.class) == Some(Meaning::Door))
        {
            own.clone_from(name);
        }
        let thing = Thing {
            label: format!("layer {}: entity {} at ({column}, {row})", shown(&layer.name), shown(&entity.class)),
            classes: vec![entity.class.clone()],
            name: if own == entity.class && town.words.prop(&own).is_none() { names::slug(&own) } else { own },
            bounds: (left, top, entity.width / cell, entity.height / cell),
            shape: Shape::Box,
            fields,
        };
        things::place(draft, &thing, &town.words, report)?;
    }
    Ok(())
}
