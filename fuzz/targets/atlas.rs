//! An atlas or looks file of any content: it is refused with a reason, or every frame lies in its picture.
#![no_main]

use libfuzzer_sys::fuzz_target;
use shared::content::atlas::AtlasDef;
use shared::content::looks::PeopleDef;

fuzz_target!(|data: &[u8]| {
    let Some(source) = fuzz::source("atlas/props.atlas.ron", data) else { return };
    if let Ok(atlas) = source.parse::<AtlasDef>()
        && atlas.problems(&source).is_empty()
    {
        for (x, y, width, height) in atlas.sprites.values().flat_map(|sprite| &sprite.frames) {
            assert!(x + width <= atlas.size.0 && y + height <= atlas.size.1);
        }
    }
    if let Ok(people) = source.parse::<PeopleDef>()
        && people.problems(&source).is_empty()
    {
        assert!(people.skins.iter().chain(&people.cloths).all(|ramp| ramp.len() == 5));
    }
});
