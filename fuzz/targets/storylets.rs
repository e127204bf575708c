//! A storylet file of any content: it is refused with a reason, or it belongs to a cast.
#![no_main]

use std::sync::LazyLock;

use libfuzzer_sys::fuzz_target;
use minds::content::CastSources;
use shared::content::town::TownContent;

static TOWN: LazyLock<TownContent> = LazyLock::new(|| fuzz::place_for_pip(fuzz::town()));
static CAST: LazyLock<CastSources> = LazyLock::new(fuzz::cast_sources);

fuzz_target!(|data: &[u8]| {
    let Some(source) = fuzz::source("characters/pip/pip.storylets.ron", data) else { return };
    let sources = CastSources { storylets: vec![source], ..CAST.clone() };
    match minds::content::cast_of(&sources, &TOWN) {
        Err(problems) => fuzz::look_at(&problems),
        Ok(cast) => assert!(cast.role(&fuzz::key("pip")).is_some()),
    }
});
