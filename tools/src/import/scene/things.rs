//! Objects and entities of a map: doors, arrivals, spots, seats, props, walls and grounds.

use std::collections::BTreeMap;

use shared::content::scene::{DoorDef, SpotDef};
use shared::world::{Facing, TilePos};

use super::draft::{DoorDraft, Draft};
use super::meaning::{Meaning, Words, facing};
use crate::import::names::{shown, slug, words as spaced};
use crate::import::{Bad, Report, bad};

/// What an object covers.
#[derive(Debug, Clone, PartialEq)]
pub enum Shape {
    /// A point.
    Point,
    /// A rectangle.
    Box,
    /// The ellipse in the rectangle.
    Ellipse,
    /// A polygon with these corners, in tiles.
    Polygon(Vec<(f64, f64)>),
}

/// An object of a map, measured in tiles.
#[derive(Debug, Clone)]
pub struct Thing {
    /// How messages name it.
    pub label: String,
    /// What class it has, or what its layer is for.
    pub classes: Vec<String>,
    /// Its name.
    pub name: String,
    /// Left, upper edge, width and height in tiles.
    pub bounds: (f64, f64, f64, f64),
    /// What it covers of them.
    pub shape: Shape,
    /// Its properties.
    pub fields: BTreeMap<String, String>,
}

/// The tile a length in tiles lies in.
fn whole(length: f64) -> i64 {
    if length.is_finite() && (-1000.0..100_000.0).contains(&length) {
        #[expect(clippy::cast_possible_truncation, reason = "the range was just looked at")]
        let tile = length.floor() as i64;
        tile
    } else {
        -1
    }
}

impl Thing {
    fn field(&self, names: &[&str]) -> Option<&str> {
        let found = self.fields.iter().find(|(name, value)| names.contains(&slug(name).as_str()) && !value.is_empty());
        found.map(|(_, value)| value.as_str())
    }

    /// The tile it stands on: that of its point, or the bottom middle of what it covers.
    fn foot(&self) -> (i64, i64) {
        let (x, y, w, h) = self.bounds;
        if self.shape == Shape::Point || (w <= 0.0 && h <= 0.0) {
            return (whole(x), whole(y));
        }
        // Even widths have their middle on a line: the tile to its left, as props of ours are placed.
        (whole(x + w / 2.0 - 0.001), whole(y + h - 0.001))
    }

    /// Whether the middle of a tile is covered.
    fn covers(&self, at: TilePos) -> bool {
        let (x, y) = (f64::from(at.0) + 0.5, f64::from(at.1) + 0.5);
        let (left, top, w, h) = self.bounds;
        match &self.shape {
            Shape::Point => (i64::from(at.0), i64::from(at.1)) == self.foot(),
            Shape::Box => (left..left + w).contains(&x) && (top..top + h).contains(&y),
            Shape::Ellipse => {
                let (dx, dy) = ((x - left) / w * 2.0 - 1.0, (y - top) / h * 2.0 - 1.0);
                dx * dx + dy * dy <= 1.0
            }
            Shape::Polygon(corners) => {
                let before = corners.iter().cycle().skip(corners.len().saturating_sub(1));
                let crossed = corners
                    .iter()
                    .zip(before)
                    .filter(|((ax, ay), (bx, by))| (*ay > y) != (*by > y) && x < (bx - ax) * (y - ay) / (by - ay) + ax);
                crossed.count() % 2 == 1
            }
        }
    }

    fn tiles(&self, draft: &mut Draft) -> Result<Vec<TilePos>, Bad> {
        draft.look_at(match &self.shape {
            Shape::Polygon(corners) => corners.len(),
            _ => 1,
        })?;
        let (w, h) = draft.size;
        let all = (0..h).flat_map(|y| (0..w).map(move |x| TilePos(x, y)));
        let covered: Vec<TilePos> = all.filter(|at| self.covers(*at)).collect();
        if covered.is_empty() {
            let (x, y) = self.foot();
            return Ok(draft.tile_at(x, y).into_iter().collect());
        }
        Ok(covered)
    }
}

/// Puts a thing into the scene, or says why not.
///
/// # Errors
/// When there are more things than a scene holds.
pub fn place(draft: &mut Draft, thing: &Thing, words: &Words, report: &mut Report) -> Result<(), Bad> {
    let named = thing.classes.iter().map(String::as_str).chain([thing.name.as_str()]).filter(|name| !name.is_empty());
    let Some((class, meaning)) = named.clone().find_map(|name| words.meaning(name).map(|meaning| (name, meaning)))
    else {
        let what = match thing.classes.first().filter(|class| !class.is_empty()) {
            Some(class) => format!("there is no class {}{}", shown(class), words.hint(class)),
            None if thing.name.is_empty() => "it has neither class nor name".to_owned(),
            None => {
                format!("it has no class, and its name {} means nothing{}", shown(&thing.name), words.hint(&thing.name))
            }
        };
        report.leave_out(format!("{}: {what}", thing.label));
        return Ok(());
    };
    let (x, y) = thing.foot();
    let Some(at) = draft.tile_at(x, y) else {
        report.leave_out(format!("{}: it lies outside of the map", thing.label));
        return Ok(());
    };
    match meaning {
        Meaning::Prop(prop) => draft.put(&prop, at)?,
        Meaning::AnyProp => any_prop(draft, thing, at, words, report)?,
        Meaning::Arrival => {
            // Somebody drew where people may appear: every tile of it, but not a whole map of them.
            for at in thing.tiles(draft)?.into_iter().take(16) {
                if !draft.arrivals.contains(&at) {
                    draft.arrivals.push(at);
                }
            }
            if draft.arrivals.len() > 100 {
                return bad("has more than 100 arrivals, expected fewer");
            }
        }
        Meaning::Spot | Meaning::Seat => spot(draft, thing, at, meaning == Meaning::Seat, report)?,
        Meaning::Door => door(draft, thing, at, report)?,
        Meaning::Wall => {
            let tiles = thing.tiles(draft)?;
            draft.blocked.extend(tiles);
        }
        Meaning::Ground(ground) => {
            for at in thing.tiles(draft)? {
                draft.set_ground(at, &ground);
            }
        }
        Meaning::AnyGround => {
            let name = thing.field(&["ground", "terrain"]).unwrap_or(&thing.name);
            match words.ground(name) {
                Some(ground) => {
                    for at in thing.tiles(draft)? {
                        draft.set_ground(at, &ground);
                    }
                }
                None => report.leave_out(format!(
                    "{}: there is no ground {}{}",
                    thing.label,
                    shown(name),
                    words.ground_hint(name)
                )),
            }
        }
        Meaning::Nothing => report.leave_out(format!("{}: its class {} stands for nothing", thing.label, shown(class))),
    }
    Ok(())
}

fn any_prop(draft: &mut Draft, thing: &Thing, at: TilePos, words: &Words, report: &mut Report) -> Result<(), Bad> {
    let name = thing.field(&["prop", "sprite"]).unwrap_or(&thing.name);
    match words.prop(name) {
        Some(prop) => draft.put(&prop, at)?,
        None if name.is_empty() => {
            report.leave_out(format!("{}: which prop? Give it a property \"prop\" or a name", thing.label));
        }
        None => report.leave_out(format!("{}: there is no prop {}{}", thing.label, shown(name), words.prop_hint(name))),
    }
    Ok(())
}

/// The way a thing looks, or a report that its word isn't one.
fn looks(thing: &Thing, report: &mut Report) -> Option<Facing> {
    let word = thing.field(&["facing", "direction", "dir"])?;
    let found = facing(word);
    if found.is_none() {
        report.leave_out(format!("{}: its facing {}, expected up, down, left or right", thing.label, shown(word)));
    }
    found
}

/// What a thing is called, for spots and doors; `class` when it has no name.
fn name_of(thing: &Thing, class: &str) -> String {
    let slug = slug(&thing.name);
    if slug.is_empty() { class.to_owned() } else { slug }
}

fn leftover(thing: &Thing, known: &[&str], report: &mut Report) {
    for (name, value) in thing.fields.iter().filter(|(name, _)| !known.contains(&slug(name).as_str())) {
        report.leave_out(format!("{}: its property {}: {}", thing.label, shown(name), shown(value)));
    }
}

fn spot(draft: &mut Draft, thing: &Thing, at: TilePos, sit: bool, report: &mut Report) -> Result<(), Bad> {
    leftover(thing, &["facing", "direction", "dir", "called", "sit"], report);
    let name = name_of(thing, if sit { "seat" } else { "spot" });
    let free = Draft::free_name(&name, |name| draft.spots.contains_key(name));
    let sit = sit || thing.field(&["sit"]).is_some_and(super::meaning::yes);
    let called = thing
        .field(&["called"])
        .map_or_else(|| format!("the {}", spaced(&name)), |called| called.chars().take(80).collect());
    if draft.spots.len() >= 250 {
        return bad("has more than 250 spots, expected fewer");
    }
    let facing = looks(thing, report).unwrap_or(Facing::Down);
    draft.spots.insert(free, SpotDef { at, facing, sit, called, table: None });
    Ok(())
}

fn door(draft: &mut Draft, thing: &Thing, at: TilePos, report: &mut Report) -> Result<(), Bad> {
    const KNOWN: [&str; 13] = [
        "facing",
        "direction",
        "dir",
        "to_scene",
        "scene",
        "map",
        "level",
        "to_door",
        "door",
        "target_door",
        "step_out",
        "target",
        "to",
    ];
    leftover(thing, &KNOWN, report);
    let Some(to_scene) = thing.field(&["to_scene", "scene", "map", "level", "target", "to"]) else {
        report.leave_out(format!("{}: where does it lead? Give it a property \"to_scene\"", thing.label));
        return Ok(());
    };
    // "maps/cafe.tmx" is the scene café was imported as.
    let file = to_scene.rsplit(['/', '\\']).next().unwrap_or(to_scene);
    let to_scene = slug(file.split('.').next().unwrap_or(file));
    let to_door = thing.field(&["to_door", "target_door", "door"]).map_or_else(|| draft.key.to_string(), slug);
    let name = name_of(thing, if to_scene.is_empty() { "door" } else { &to_scene });
    let name = Draft::free_name(&name, |name| draft.doors.contains_key(name));
    if draft.doors.len() >= 60 {
        return bad("has more than 60 doors, expected fewer");
    }
    let step_out = thing.field(&["step_out"]).and_then(|text| {
        let pair =
            text.split_once([',', ' ']).and_then(|(x, y)| Some((x.trim().parse().ok()?, y.trim().parse().ok()?)));
        let found = pair.and_then(|(x, y): (i64, i64)| draft.tile_at(x, y));
        if found.is_none() {
            report.leave_out(format!(
                "{}: its step_out {}, expected a tile of the map as in \"11,15\"",
                thing.label,
                shown(text)
            ));
        }
        found
    });
    let facing = looks(thing, report);
    let def = DoorDef { at, to_scene, to_door, step_out: at, facing: Facing::Down };
    draft.doors.insert(name, DoorDraft { def, step_out, facing });
    Ok(())
}
