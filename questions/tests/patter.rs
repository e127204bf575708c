//! What hosts say: a file that is fine, and those in `assets/broken/patter` that must be refused, each with the message
//! beside it. A fixture is a list of replacements `("in the sample", "in its place")`.

use std::path::{Path, PathBuf};

use proptest::prelude::*;
use questions::patter::{MAX_SAID, Occasion, Patter, fill};
use shared::content::Source;

const SAMPLE: &str = include_str!("host.patter.ron");

fn source(text: String) -> Source {
    Source { file: PathBuf::from("host.patter.ron"), text }
}

#[test]
fn every_occasion_has_lines_that_fit() {
    let patter = Patter::of(&source(SAMPLE.to_owned())).expect("a host");
    let given =
        ["name", "category", "game", "n", "of", "count", "ms", "points", "grade"].map(|slot| (slot, "x".into()));
    for occasion in Occasion::ALL {
        for line in patter.lines(*occasion) {
            let said = fill(line, &given);
            assert!(said.len() <= MAX_SAID && !said.contains('{'), "{said}");
        }
    }
    assert_eq!(patter.lines(Occasion::Came).len(), 2);
}

#[test]
fn what_the_shipped_hosts_say_is_fine() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../assets/server/patter");
    Patter::load_if_there(&folder).unwrap_or_else(|problems| panic!("{problems:#?}"));
}

#[test]
fn broken_files_are_refused_in_words_that_help() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../assets/broken/patter");
    let files = std::fs::read_dir(&folder).expect("the folder of fixtures").filter_map(Result::ok);
    let mut fixtures: Vec<PathBuf> =
        files.map(|entry| entry.path()).filter(|path| path.extension().is_some_and(|end| end == "ron")).collect();
    fixtures.sort();
    assert!(fixtures.len() >= 10, "{} fixtures", fixtures.len());
    let mut wrong = Vec::new();
    for fixture in &fixtures {
        let text = std::fs::read_to_string(fixture).expect("a fixture");
        let changes: Vec<(String, String)> = shared::content::parse(fixture, &text).expect("a list of replacements");
        let mut patter = SAMPLE.to_owned();
        for (old, new) in changes {
            assert!(patter.contains(&old), "{}: the sample has no {old:?}", fixture.display());
            patter = patter.replacen(&old, &new, 1);
        }
        let said = match Patter::of(&source(patter)) {
            Ok(_) => "nothing is wrong with it".to_owned(),
            Err(problems) => problems.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n"),
        };
        let expected = std::fs::read_to_string(fixture.with_extension("txt")).unwrap_or_default();
        if said.trim() != expected.trim() {
            wrong.push(format!("{} says\n{said}\ninstead of\n{expected}", fixture.display()));
            if std::env::var_os("UPDATE_EXPECTED").is_some() {
                std::fs::write(fixture.with_extension("txt"), format!("{said}\n")).expect("written");
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
}

proptest! {
    #[test]
    fn any_line_is_taken_or_refused_and_what_is_taken_can_be_said(
        occasion in 0..Occasion::ALL.len(),
        pieces in proptest::collection::vec(
            prop_oneof!["[a-z ]{1,12}", "\\{(name|count|n|of|category|ms|game)\\}", "[{}]", "[é🐦\u{202e}\n]"],
            0..12,
        ),
    ) {
        let (occasion, line) = (Occasion::ALL[occasion], pieces.concat());
        let first = &Patter::of(&source(SAMPLE.to_owned())).expect("a host").lines(occasion)[0].clone();
        let text = SAMPLE.replacen(&format!("\"{first}\""), &format!("{line:?}"), 1);
        if let Ok(patter) = Patter::of(&source(text)) {
            let longest = |slot: &&'static str| match *slot {
                "name" => (*slot, "W".repeat(20)),
                "category" => (*slot, "W".repeat(28)),
                "game" => (*slot, "The Quiz Board".to_owned()),
                _ => (*slot, "-12345".to_owned()),
            };
            let given: Vec<(&str, String)> = occasion.slots().iter().map(longest).collect();
            let said = fill(&patter.lines(occasion)[0], &given);
            prop_assert!(said.chars().count() <= MAX_SAID && !said.contains(['{', '}', '\n']), "{said:?}");
        }
    }
}
