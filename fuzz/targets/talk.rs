//! Any lines said to a character: it always has an answer, and the answer can be spoken.
#![no_main]

use std::sync::LazyLock;

use libfuzzer_sys::fuzz_target;
use minds::content::Cast;
use minds::{Heard, Other, Person, QuietWorld};
use shared::dice::Dice;
use shared::ids::{BodyId, PlayerId};
use shared::text::{ChatLine, MAX_LINE};

static CAST: LazyLock<Cast> = LazyLock::new(|| {
    minds::content::cast_of(&fuzz::cast_sources(), &fuzz::place_for_pip(fuzz::town())).expect("the sample is fine")
});

fuzz_target!(|data: &[u8]| {
    let Some((seed, said)) = data.split_first() else { return };
    let Ok(text) = std::str::from_utf8(&said[..said.len().min(1024)]) else { return };
    let mut mind = CAST.mind(&fuzz::key("pip")).expect("the sample");
    let ana = Other { body: BodyId(1), person: Person::Player(PlayerId(1)), name: "Ana".to_owned() };
    let world = QuietWorld::new(fuzz::key("plaza"), "the plaza", "the fountain");
    let mut dice = Dice::new(u64::from(*seed));
    let me = BodyId(2);
    for line in text.lines().filter_map(|line| ChatLine::parse(line).ok()).take(4) {
        let heard = Heard { from: &ana, text: line.as_str(), to: Some(me), me, tells: None, topic: None };
        let answer = mind.reply(&heard, &world, &mut dice).text;
        assert!((1..=MAX_LINE).contains(&answer.chars().count()), "{answer:?}");
        assert!(!answer.contains(['{', '}', '[', ']']), "{answer:?}");
    }
});
