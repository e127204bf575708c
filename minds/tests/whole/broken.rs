//! Files that must be refused, each with the message beside it: `assets/broken/minds/NAME.ron` and `NAME.txt`.
//!
//! The name says which file of the sample town it stands in for: `*.persona.ron` or `*.storylets.ron`. A persona fixture
//! is a list of replacements `("in the sample", "in its place")`, so that it shows nothing but the mistake.

use std::path::{Path, PathBuf};

use shared::content::character::CharacterDef;
use shared::content::looks::Looks;
use shared::content::scene::{SceneDef, SpotDef};
use shared::content::town::{Scene, TownContent};
use shared::ids::Key;
use shared::world::walls::Walls;
use shared::world::{Facing, TilePos};

/// A town with the places of the sample's schedule.
fn town() -> TownContent {
    let mut town = TownContent::default();
    let spot = |called: &str| SpotDef {
        at: TilePos(1, 1),
        facing: Facing::Down,
        sit: false,
        called: called.to_owned(),
        table: None,
    };
    for (scene, spots) in [("plaza", &["clock", "bench"][..]), ("cafe", &["window", "bed"][..])] {
        let def = SceneDef {
            name: scene.to_owned(),
            welcome: String::new(),
            size: (8, 8),
            outdoors: true,
            legend: [].into(),
            ground: Vec::new(),
            props: Vec::new(),
            arrivals: Vec::new(),
            doors: [].into(),
            spots: spots.iter().map(|s| ((*s).to_owned(), spot(&format!("the {s}")))).collect(),
            stage: None,
        };
        town.scenes.insert(crate::common::key(scene), Scene { def, walls: Walls::open(8, 8), seats: [].into() });
    }
    let pip = CharacterDef { name: "Pip".into(), about: "Mends clocks.".into(), looks: Looks::default(), pitch: 140 };
    town.characters.insert(crate::common::key("pip"), pip);
    town
}

fn copy(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).expect("a folder");
    for entry in std::fs::read_dir(from).expect("a folder").filter_map(Result::ok) {
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy(&entry.path(), &target);
        } else {
            std::fs::copy(entry.path(), target).expect("a copy");
        }
    }
}

/// The sample town with the broken file in it, in a folder of its own.
fn broken_town(fixture: &Path, name: &str) -> PathBuf {
    let root = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("broken-{name}"));
    let _ = std::fs::remove_dir_all(&root);
    copy(&crate::common::sample_root(), &root);
    let text = std::fs::read_to_string(fixture).expect("a fixture");
    let pip = root.join("characters/pip");
    if name.ends_with(".storylets") {
        std::fs::write(pip.join("pip.storylets.ron"), text).expect("written");
        return root;
    }
    let file = pip.join("pip.persona.ron");
    let mut persona = std::fs::read_to_string(&file).expect("the sample");
    let changes: Vec<(String, String)> = shared::content::parse(fixture, &text).expect("a list of replacements");
    for (old, new) in changes {
        assert!(persona.contains(&old), "{name}: the sample has no {old:?}");
        persona = persona.replacen(&old, &new, 1);
    }
    std::fs::write(file, persona).expect("written");
    root
}

#[test]
fn the_sample_fits_its_town() {
    let cast = minds::content::load_all(&crate::common::sample_root(), &town())
        .unwrap_or_else(|problems| panic!("{problems:#?}"));
    assert_eq!(cast.keys().map(Key::as_str).collect::<Vec<_>>(), ["pip"]);
}

#[test]
fn broken_files_are_refused_in_words_that_help() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../assets/broken/minds");
    let mut fixtures: Vec<PathBuf> = std::fs::read_dir(&folder)
        .expect("the folder of fixtures")
        .filter_map(Result::ok)
        .map(|e| e.path())
        .filter(|p| p.extension().is_some_and(|e| e == "ron"))
        .collect();
    fixtures.sort();
    assert!(fixtures.len() >= 12, "{} fixtures", fixtures.len());
    let mut wrong = Vec::new();
    for fixture in &fixtures {
        let name = fixture.file_stem().and_then(|s| s.to_str()).expect("a name");
        let root = broken_town(fixture, name);
        let said = match minds::content::load_all(&root, &town()) {
            Ok(_) => "nothing is wrong with it".to_owned(),
            Err(problems) => problems.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n"),
        };
        let said = said.replace(&format!("{}/", root.display()), "");
        let expected = std::fs::read_to_string(fixture.with_extension("txt")).unwrap_or_default();
        if said.trim() != expected.trim() {
            wrong.push(format!("{name} says\n{said}\ninstead of\n{expected}"));
            if std::env::var_os("UPDATE_EXPECTED").is_some() {
                std::fs::write(fixture.with_extension("txt"), format!("{said}\n")).expect("written");
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
}
