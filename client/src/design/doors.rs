//! Doors come in pairs: one in each of two scenes, each with a free tile to step out to.

use std::collections::BTreeMap;

use bevy::math::IVec2;
use shared::content::edit::file::DesignFile;
use shared::content::edit::scene::SceneEdit;
use shared::content::scene::DoorDef;
use shared::content::town::{Scene, TownContent};
use shared::ids::Key;
use shared::world::{Facing, TilePos};

use super::desk::{Change, Edit};
use super::things::offset;

/// Where one may step out of a door, in this order.
const SIDES: [(IVec2, Facing); 4] = [
    (IVec2::new(0, 1), Facing::Down),
    (IVec2::new(0, -1), Facing::Up),
    (IVec2::new(1, 0), Facing::Right),
    (IVec2::new(-1, 0), Facing::Left),
];

/// How far from an arrival the other side of a new door is looked for, in tiles.
const FAR: i32 = 12;

/// A free tile beside a door to step out to, and the way one looks then.
fn step_out(scene: &Scene, at: TilePos, but: Option<&str>) -> Option<(TilePos, Facing)> {
    let is_door = |tile| scene.def.doors.iter().any(|(name, door)| door.at == tile && Some(name.as_str()) != but);
    SIDES.into_iter().find_map(|(by, facing)| {
        let tile = offset(at, by)?;
        (scene.walls.is_free(tile) && !is_door(tile)).then_some((tile, facing))
    })
}

/// A door at another tile; `None` when nobody could come out of it there.
pub(super) fn moved(scene: &Scene, name: &str, to: TilePos) -> Option<DoorDef> {
    let door = scene.def.doors.get(name)?.clone();
    let (step_out, facing) = step_out(scene, to, Some(name))?;
    scene.walls.is_free(to).then_some(DoorDef { at: to, step_out, facing, ..door })
}

/// A pair of new doors between two scenes, the first of them at a tile; the reason in words when there is no room.
pub(super) fn made(town: &TownContent, here: &Key, at: TilePos, there: &Key) -> Result<Change, String> {
    let (Some(near), Some(far)) = (town.scenes.get(here), town.scenes.get(there)) else {
        return Err("That scene isn't there any more.".into());
    };
    let nobody = || "Nobody could come out of a door there: it needs a free tile beside it.".to_owned();
    let out = step_out(near, at, None).filter(|_| near.walls.is_free(at)).ok_or_else(nobody)?;
    // Within one scene the other side keeps off this one.
    let taken = |tile| here == there && (tile == at || tile == out.0);
    let other = room(far, taken).ok_or_else(|| format!("{} has no room for the other side.", far.def.name))?;
    let name = free_name(&near.def.doors, there.as_str(), None);
    let back = free_name(&far.def.doors, here.as_str(), (here == there).then_some(name.as_str()));
    let door = |(at, (step_out, facing)): (TilePos, (TilePos, Facing)), scene: &Key, door: &str| DoorDef {
        at,
        to_scene: scene.as_str().to_owned(),
        to_door: door.to_owned(),
        step_out,
        facing,
    };
    let (first, second) = (door((at, out), there, &back), door(other, here, &name));
    Ok(vec![
        (DesignFile::Scene(here.clone()), Edit::Scene(SceneEdit::Door { name, door: Some(first) })),
        (DesignFile::Scene(there.clone()), Edit::Scene(SceneEdit::Door { name: back, door: Some(second) })),
    ])
}

/// A door away, and those that lead to it.
pub(super) fn taken(town: &TownContent, here: &Key, name: &str) -> Change {
    let gone = |key: &Key, name: &str| {
        let edit = SceneEdit::Door { name: name.to_owned(), door: None };
        (DesignFile::Scene(key.clone()), Edit::Scene(edit))
    };
    let mut change = vec![gone(here, name)];
    for (key, scene) in &town.scenes {
        let leads_here = |(other, door): &(&String, &DoorDef)| {
            door.to_scene == here.as_str() && door.to_door == name && !(key == here && other.as_str() == name)
        };
        change.extend(scene.def.doors.iter().filter(leads_here).map(|(other, _)| gone(key, other)));
    }
    change
}

/// A free tile near an arrival that nothing else needs, with a free tile beside it.
fn room(scene: &Scene, taken: impl Fn(TilePos) -> bool) -> Option<(TilePos, (TilePos, Facing))> {
    let def = &scene.def;
    let is_used = |tile: TilePos| {
        taken(tile)
            || def.arrivals.contains(&tile)
            || def.spots.values().any(|spot| spot.at == tile)
            || def.doors.values().any(|door| door.at == tile || door.step_out == tile)
    };
    let start = *def.arrivals.first()?;
    let mut around: Vec<TilePos> = (-FAR..=FAR)
        .flat_map(|y| (-FAR..=FAR).map(move |x| IVec2::new(x, y)))
        .filter_map(|by| offset(start, by))
        .filter(|tile| scene.walls.is_free(*tile) && !is_used(*tile))
        .collect();
    around.sort_by_key(|tile| (tile.steps_to(start), *tile));
    around.into_iter().find_map(|at| step_out(scene, at, None).filter(|out| !taken(out.0)).map(|out| (at, out)))
}

/// `wanted`, or `wanted_2` and so on when that is taken.
pub(super) fn free_name<T>(taken: &BTreeMap<String, T>, wanted: &str, but: Option<&str>) -> String {
    let is_free = |name: &String| !taken.contains_key(name) && but != Some(name.as_str());
    let numbered = (2..).map(|n| format!("{wanted}_{n}"));
    std::iter::once(wanted.to_owned()).chain(numbered).find(is_free).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use shared::content::Source;

    use super::*;

    fn town() -> TownContent {
        TownContent::load(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../assets/client")).expect("the town")
    }

    fn key(name: &str) -> Key {
        Key::parse(name).expect("a name")
    }

    /// The doors of both scenes after a change, as their files have them.
    fn doors_after(change: &Change) -> Vec<BTreeMap<String, DoorDef>> {
        let mut texts = BTreeMap::new();
        for (file, edit) in change {
            let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../assets").join(file.path());
            let text = texts.entry(file.clone()).or_insert_with(|| Source::read(&path).expect("a scene").text);
            let Edit::Scene(edit) = edit else { panic!("an edit of a scene") };
            *text = edit.apply(text).expect("it fits");
        }
        let def = |text: &String| {
            shared::content::parse::<shared::content::scene::SceneDef>(Path::new("scene"), text).expect("a scene")
        };
        texts.values().map(|text| def(text).doors).collect()
    }

    #[test]
    fn a_new_door_leads_there_and_back() {
        let town = town();
        let (cafe, plaza) = (key("cafe"), key("plaza"));
        let at = town.scenes[&plaza].def.arrivals[0];
        let change = made(&town, &plaza, at, &cafe).expect("there is room");
        let [inside, outside] = &doors_after(&change)[..] else { panic!("two scenes") };
        let (door, back) = (&outside["cafe_2"], &inside["plaza_2"]);
        assert_eq!((door.at, door.to_door.as_str(), back.to_door.as_str()), (at, "plaza_2", "cafe_2"));
        assert!(town.scenes[&cafe].walls.is_free(back.at) && town.scenes[&cafe].walls.is_free(back.step_out));
        assert!(!inside.values().any(|other| other.at == back.step_out));
    }

    #[test]
    fn a_door_needs_room_and_goes_with_its_other_side() {
        let town = town();
        let (cafe, plaza) = (key("cafe"), key("plaza"));
        assert!(made(&town, &cafe, TilePos(0, 0), &plaza).is_err(), "in a wall");
        let gone = doors_after(&taken(&town, &plaza, "cafe"));
        assert!(gone[0].is_empty() && gone[1].values().all(|door| door.to_scene != "cafe"), "{gone:?}");
    }
}
