//! What the fuzz targets share: the town around the one file that is fuzzed.

use std::collections::BTreeMap;
use std::path::Path;

use minds::content::CastSources;
use shared::content::scene::SpotDef;
use shared::content::town::{TownContent, TownSources};
use shared::content::{Problem, Source};
use shared::ids::Key;
use shared::world::{Facing, TilePos};

/// Largest input that is looked at, in bytes: larger ones are only slower.
pub const MAX: usize = 32 * 1024;

/// Bytes as a file of this name; `None` when they are no text, which the loader refuses before anything else.
pub fn source(file: &str, data: &[u8]) -> Option<Source> {
    if data.len() > MAX {
        return None;
    }
    Some(Source { file: file.into(), text: std::str::from_utf8(data).ok()?.to_owned() })
}

/// A content name, known to be legal.
pub fn key(name: &str) -> Key {
    Key::parse(name).expect("a legal name")
}

/// The small town that the content checks are tried on.
pub fn town_sources() -> TownSources {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../assets/broken/sample");
    TownSources::read(&root).expect("the sample is there")
}

/// The sample as content.
pub fn town() -> TownContent {
    TownContent::of(&town_sources()).expect("the sample is fine")
}

/// The sample of minds: one character with everything a character has.
pub fn cast_sources() -> CastSources {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../minds/tests/town");
    CastSources::read(&root).expect("the sample is there")
}

/// Checks that a refusal says something, of a file that was given, at a place that is in it.
pub fn look_at(problems: &[Problem]) {
    assert!(!problems.is_empty(), "a refusal without a reason");
    for problem in problems {
        assert!(!problem.message.is_empty() && !problem.file.as_os_str().is_empty());
        assert!(problem.at.is_none_or(|(line, column)| line > 0 && column > 0), "{problem}");
    }
}

/// One source under a name.
pub fn only(name: &str, source: Source) -> BTreeMap<Key, Source> {
    BTreeMap::from([(key(name), source)])
}

/// The town with the spots that the sample character's schedule names.
pub fn place_for_pip(mut town: TownContent) -> TownContent {
    let spots = [("plaza", "clock", TilePos(2, 3)), ("plaza", "bench", TilePos(7, 2))];
    let more = [("cafe", "window", TilePos(1, 1)), ("cafe", "bed", TilePos(6, 1))];
    for (scene, spot, at) in spots.into_iter().chain(more) {
        let def = SpotDef { at, facing: Facing::Down, sit: false, called: format!("the {spot}"), table: None };
        if let Some(scene) = town.scenes.get_mut(&key(scene)) {
            scene.def.spots.insert(spot.to_owned(), def);
        }
    }
    town
}
