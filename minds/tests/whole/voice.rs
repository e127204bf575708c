//! Every character that has a folder says 200 lines: few repeats, nothing untrue, never silent, always short enough.

use std::path::Path;

use minds::Mind;
use shared::content::town::TownContent;

#[track_caller]
fn check(mind: &mut Mind) {
    let tally = crate::common::long_talk(mind, 200, 11);
    let name = mind.name().to_owned();
    if std::env::var_os("SHOW").is_some() {
        println!("{name}: {} of {} lines repeat\n{}", tally.repeats, tally.lines, tally.said.join("\n"));
    }
    assert_eq!(tally.silent, 0, "{name} was silent");
    assert_eq!(tally.long, 0, "{name} spoke too long: {:#?}", tally.said);
    assert_eq!(tally.false_claims, 0, "{name} made things up");
    assert!(tally.claims > 0, "{name} never cited a memory");
    let mut sorted = tally.said.clone();
    sorted.sort();
    assert!(
        tally.repeats * 50 <= tally.lines,
        "{name} repeated {} of {} lines: {sorted:#?}",
        tally.repeats,
        tally.lines
    );
    assert!(tally.repeat_greetings >= 8, "{name} met too few again");
    assert!(
        tally.citing * 10 >= tally.repeat_greetings * 6,
        "{name} cited something in {} of {} repeat greetings",
        tally.citing,
        tally.repeat_greetings
    );
}

#[test]
fn the_sample_speaks_well() {
    check(&mut crate::common::pip());
}

#[test]
fn every_character_of_the_town_speaks_well() {
    let assets = Path::new(env!("CARGO_MANIFEST_DIR")).join("../assets");
    let characters = assets.join("server/characters");
    let folders = std::fs::read_dir(&characters)
        .map(|entries| entries.filter_map(Result::ok).filter(|e| e.path().is_dir()).count());
    // Without folders there is nobody to test; with one, everything about it must be right.
    let Ok(1..) = folders else { return };
    let town = TownContent::load(&assets.join("client")).unwrap_or_else(|problems| panic!("{problems:#?}"));
    let cast = minds::content::load_all(&assets.join("server"), &town).unwrap_or_else(|problems| {
        panic!("{}", problems.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n"))
    });
    assert_eq!(cast.keys().count(), folders.unwrap_or(0), "a folder without a character");
    for key in cast.keys() {
        check(&mut cast.mind(key).expect("a mind"));
    }
}
