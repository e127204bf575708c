//! A scene file of any content: it is refused with a reason, or everything in it holds.
#![no_main]

use std::path::Path;
use std::sync::LazyLock;

use libfuzzer_sys::fuzz_target;
use shared::content::edit::scene::SceneEdit;
use shared::content::parse;
use shared::content::scene::SceneDef;
use shared::content::town::{TownContent, TownSources};

static TOWN: LazyLock<TownSources> = LazyLock::new(fuzz::town_sources);

fuzz_target!(|data: &[u8]| {
    let Some(source) = fuzz::source("scenes/plaza/plaza.scene.ron", data) else { return };
    let text = source.text.clone();
    let mut sources = TOWN.clone();
    sources.scenes.insert(fuzz::key("plaza"), source);
    match TownContent::of(&sources) {
        Err(problems) => fuzz::look_at(&problems),
        Ok(town) => {
            let scene = &town.scenes[&fuzz::key("plaza")];
            assert_eq!(scene.walls.size(), scene.def.size);
            assert!(scene.def.arrivals.iter().all(|at| scene.walls.is_free(*at)), "somebody arrives in a wall");
            edit(&text, &scene.def);
        }
    }
});

/// A designer's edit of a good file is refused, or does what it says and nothing else.
fn edit(text: &str, def: &SceneDef) {
    let at = def.arrivals[0];
    let edits = [
        SceneEdit::Name("a \"new\" name".into()),
        SceneEdit::Place { prop: "lamp".into(), at },
        SceneEdit::Take { prop: "lamp".into(), at },
        SceneEdit::Spot { name: "zz".into(), spot: None },
    ];
    let mut now = text.to_owned();
    for edit in edits {
        let Ok(edited) = edit.apply(&now) else { continue };
        let parsed: SceneDef = parse(Path::new("edited"), &edited).expect("an edited file is as good as it was");
        assert!(parsed.ground == def.ground && parsed.doors == def.doors && parsed.arrivals == def.arrivals);
        now = edited;
    }
}
