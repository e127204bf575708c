//! A scene file of any content: it is refused with a reason, or everything in it holds.
#![no_main]

use std::sync::LazyLock;

use libfuzzer_sys::fuzz_target;
use shared::content::town::{TownContent, TownSources};

static TOWN: LazyLock<TownSources> = LazyLock::new(fuzz::town_sources);

fuzz_target!(|data: &[u8]| {
    let Some(source) = fuzz::source("scenes/plaza/plaza.scene.ron", data) else { return };
    let mut sources = TOWN.clone();
    sources.scenes.insert(fuzz::key("plaza"), source);
    match TownContent::of(&sources) {
        Err(problems) => fuzz::look_at(&problems),
        Ok(town) => {
            let scene = &town.scenes[&fuzz::key("plaza")];
            assert_eq!(scene.walls.size(), scene.def.size);
            assert!(scene.def.arrivals.iter().all(|at| scene.walls.is_free(*at)), "somebody arrives in a wall");
        }
    }
});
