//! Tests of edits: what they change in the town's own files, and that they change nothing else.

use std::collections::BTreeMap;
use std::path::Path;

use proptest::prelude::*;

use super::*;
use crate::content::scene::{PlacedProp, SceneDef};
use crate::content::{Source, parse};
use crate::ids::Key;
use crate::world::Facing;

fn cafe() -> String {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../assets/client/scenes/cafe/cafe.scene.ron");
    Source::read(&file).expect("the café").text
}

fn def(text: &str) -> SceneDef {
    parse(Path::new("scene"), text).expect("a scene")
}

/// The scene as the edit should leave it.
fn edited(mut scene: SceneDef, edit: &SceneEdit) -> SceneDef {
    match edit.clone() {
        SceneEdit::Paint { ground, tiles } => {
            let letter = scene.legend.iter().find(|(_, name)| **name == ground).map(|(letter, _)| *letter);
            let letter = letter.expect("one of the legend");
            for TilePos(x, y) in tiles {
                let mut row: Vec<char> = scene.ground[usize::from(y)].chars().collect();
                row[usize::from(x)] = letter;
                scene.ground[usize::from(y)] = row.into_iter().collect();
            }
        }
        SceneEdit::Place { prop, at } => {
            let index = scene.props.iter().rposition(|other| other.at.1 <= at.1).map_or(0, |index| index + 1);
            scene.props.insert(index, PlacedProp { prop, at });
        }
        SceneEdit::Move { prop, from, to } => {
            let it = scene.props.iter().rposition(|other| other.prop == prop && other.at == from);
            scene.props[it.expect("it is there")].at = to;
        }
        SceneEdit::Take { prop, at } => {
            let it = scene.props.iter().rposition(|other| other.prop == prop && other.at == at);
            scene.props.remove(it.expect("it is there"));
        }
        SceneEdit::Arrival { at, on } => {
            scene.arrivals.retain(|other| on || *other != at);
            if on && !scene.arrivals.contains(&at) {
                scene.arrivals.push(at);
            }
        }
        SceneEdit::Spot { name, spot } => change(&mut scene.spots, name, spot),
        SceneEdit::Door { name, door } => change(&mut scene.doors, name, door),
        SceneEdit::Name(name) => scene.name = name,
        SceneEdit::Welcome(words) => scene.welcome = words,
        SceneEdit::Outdoors(on) => scene.outdoors = on,
    }
    scene
}

fn change<T>(map: &mut BTreeMap<String, T>, name: String, value: Option<T>) {
    match value {
        Some(value) => drop(map.insert(name, value)),
        None => drop(map.remove(&name)),
    }
}

fn tiles() -> impl Strategy<Value = TilePos> {
    (0u8..24, 0u8..18).prop_map(|(x, y)| TilePos(x, y))
}

fn edits() -> impl Strategy<Value = SceneEdit> {
    let words = "[a-z \"\\\\é,(){}/*:]{0,20}";
    let spot = (tiles(), any::<bool>(), words, any::<bool>()).prop_map(|(at, sit, called, table)| {
        let table = table.then(|| Key::parse("oak").expect("a key"));
        SpotDef { at, facing: Facing::Left, sit, called, table }
    });
    let door = (tiles(), tiles(), words).prop_map(|(at, step_out, to)| DoorDef {
        at,
        to_scene: to.clone(),
        to_door: to,
        step_out,
        facing: Facing::Up,
    });
    prop_oneof![
        (prop_oneof!["planks", "tiles", "wall_inside"], prop::collection::btree_set(tiles(), 1..9))
            .prop_map(|(ground, tiles)| SceneEdit::Paint { ground, tiles }),
        ("[a-z_]{1,9}", tiles()).prop_map(|(prop, at)| SceneEdit::Place { prop, at }),
        (tiles(), any::<bool>()).prop_map(|(at, on)| SceneEdit::Arrival { at, on }),
        ("[a-z_]{1,9}", spot).prop_map(|(name, spot)| SceneEdit::Spot { name, spot: Some(spot) }),
        ("[a-z_]{1,9}", door).prop_map(|(name, door)| SceneEdit::Door { name, door: Some(door) }),
        words.prop_map(SceneEdit::Name),
        words.prop_map(SceneEdit::Welcome),
        any::<bool>().prop_map(SceneEdit::Outdoors),
    ]
}

proptest! {
    #[test]
    fn an_edit_does_what_it_says_and_nothing_else(edits in prop::collection::vec(edits(), 1..12)) {
        let mut text = cafe();
        for edit in edits {
            let before = text;
            text = edit.apply(&before).expect("it fits");
            prop_assert_eq!(def(&text), edited(def(&before), &edit), "{:?}\n{}", edit, text);
        }
        // What was set can be moved and taken away again, down to the last thing.
        for prop in def(&text).props.into_iter().rev() {
            let (from, to) = (prop.at, TilePos(prop.at.1, prop.at.0));
            let moved = SceneEdit::Move { prop: prop.prop.clone(), from, to }.apply(&text).expect("it is there");
            text = SceneEdit::Take { prop: prop.prop, at: to }.apply(&moved).expect("it is there");
        }
        for name in def(&text).spots.into_keys() {
            text = SceneEdit::Spot { name, spot: None }.apply(&text).expect("it is there");
        }
        let left = def(&text);
        prop_assert!(left.props.is_empty() && left.spots.is_empty());
    }
}

/// Lines of `after` that `before` hasn't, and the other way round.
fn differing(before: &str, after: &str) -> (Vec<String>, Vec<String>) {
    let only = |a: &str, b: &str| a.lines().filter(|line| !b.lines().any(|l| l == *line)).map(str::to_owned).collect();
    (only(before, after), only(after, before))
}

#[test]
fn files_stay_as_tidy_as_they_were() {
    let text = format!("// The café.\n{}", cafe());
    let at = TilePos(9, 9);
    let place = SceneEdit::Place { prop: "cat".into(), at };
    let (gone, come) = differing(&text, &place.apply(&text).expect("it fits"));
    assert_eq!((gone, come), (vec![], vec!["        (prop: \"cat\", at: (9, 9)),".to_owned()]));

    let spot = SpotDef { at, facing: Facing::Down, sit: true, called: "the warm corner".into(), table: None };
    let spot = SceneEdit::Spot { name: "corner".into(), spot: Some(spot) };
    let (gone, come) = differing(&text, &spot.apply(&text).expect("it fits"));
    let line = "        \"corner\": (at: (9, 9), facing: Down, sit: true, called: \"the warm corner\"),";
    assert_eq!((gone, come), (vec![], vec![line.to_owned()]));

    let paint = SceneEdit::Paint { ground: "grass".into(), tiles: [at].into() };
    let painted = paint.apply(&text).expect("it fits");
    let (gone, come) = differing(&text, &painted);
    assert_eq!((gone.len(), come.len()), (1, 2), "{come:?}");
    assert!(come[0].ends_with("'t': \"tiles\", 'g': \"grass\"},"), "{come:?}");
    assert!(painted.contains("\"##=======g============##\","), "{painted}");
}

#[test]
fn taking_away_what_was_placed_leaves_the_text_as_it_was() {
    let text = cafe();
    let (prop, at) = ("cat".to_owned(), TilePos(9, 9));
    let placed = SceneEdit::Place { prop: prop.clone(), at }.apply(&text).expect("it fits");
    assert_eq!(SceneEdit::Take { prop, at }.apply(&placed).expect("it is there"), text);
}

#[test]
fn what_does_not_fit_is_refused_in_words() {
    let text = cafe();
    let gone = SceneEdit::Take { prop: "cat".into(), at: TilePos(0, 0) };
    assert_eq!(gone.apply(&text).map_err(|e| e.to_string()), Err("the cat at (0, 0) isn't there any more".into()));
    let outside = SceneEdit::Paint { ground: "planks".into(), tiles: [TilePos(24, 3)].into() };
    assert_eq!(outside.apply(&text), Err(EditError::Outside(24, 3)));
    assert_eq!(SceneEdit::Name("x".into()).apply("(nam: 1)"), Err(EditError::Missing("name")));
    assert_eq!(SceneEdit::Name("x".into()).apply("(name: "), Err(EditError::Unreadable));
}
