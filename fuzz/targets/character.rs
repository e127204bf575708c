//! A persona file of any content: it is refused with a reason, or the character can be greeted.
#![no_main]

use std::sync::LazyLock;

use libfuzzer_sys::fuzz_target;
use minds::content::CastSources;
use minds::{Other, Person, QuietWorld};
use shared::content::town::TownContent;
use shared::dice::Dice;
use shared::ids::{BodyId, PlayerId};

static TOWN: LazyLock<TownContent> = LazyLock::new(|| fuzz::place_for_pip(fuzz::town()));
static CAST: LazyLock<CastSources> = LazyLock::new(fuzz::cast_sources);

fuzz_target!(|data: &[u8]| {
    let Some(source) = fuzz::source("characters/pip/pip.persona.ron", data) else { return };
    let sources = CastSources { personas: fuzz::only("pip", source), ..CAST.clone() };
    match minds::content::cast_of(&sources, &TOWN) {
        Err(problems) => fuzz::look_at(&problems),
        Ok(cast) => {
            let mut mind = cast.mind(&fuzz::key("pip")).expect("the one who was loaded");
            let ana = Other { body: BodyId(1), person: Person::Player(PlayerId(1)), name: "Ana".to_owned() };
            let world = QuietWorld::new(fuzz::key("plaza"), "the plaza", "the fountain");
            assert!(!mind.greet(&ana, &world, &mut Dice::new(1)).text.is_empty(), "speechless");
        }
    }
});
