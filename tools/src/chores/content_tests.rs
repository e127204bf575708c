//! Files that must be refused, each with the message beside it: `assets/broken/town/NAME.ron` and `NAME.txt`.
//!
//! A fixture is a list of replacements `("file", "in the sample", "in its place")` in the small town
//! `assets/broken/sample`, so that it shows nothing but the mistake.

use std::path::{Path, PathBuf};

use tools::art::palette::Palette;
use tools::art::{font, grid, people};

use super::*;
use crate::chores::root;

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

/// Everything that is said about a town: of its content, or when that is fine, of its art sources.
fn said(town: &Path) -> String {
    let found = problems(town);
    if !found.is_empty() {
        return found.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n");
    }
    let art = town.join("art");
    let draw = || {
        let palette = Palette::read(&art.join("palette.txt"))?;
        grid::read_folder(&art.join("ui"), &palette)?;
        people::source::read(&art.join("people"), &palette)?;
        font::bytes(&art)
    };
    draw().map_or_else(|error| format!("{error:#}"), |_| "nothing is wrong with it".to_owned())
}

/// What is said about the sample after `change`, with paths from its root.
fn said_after(change: impl FnOnce(&Path)) -> String {
    let town = tempfile::tempdir().expect("a folder");
    copy(&root().join("assets/broken/sample"), town.path());
    change(town.path());
    said(town.path()).replace(&format!("{}/", town.path().display()), "")
}

#[test]
fn the_sample_is_fine() {
    assert_eq!(said_after(|_| ()), "nothing is wrong with it");
}

#[test]
fn broken_files_are_refused_in_words_that_help() {
    let mut fixtures: Vec<PathBuf> = std::fs::read_dir(root().join("assets/broken/town"))
        .expect("the folder of fixtures")
        .filter_map(|entry| entry.ok().map(|entry| entry.path()))
        .filter(|path| path.extension().is_some_and(|ending| ending == "ron"))
        .collect();
    fixtures.sort();
    assert!(fixtures.len() >= 60, "{} fixtures", fixtures.len());
    let mut wrong = Vec::new();
    for fixture in &fixtures {
        let changes: Vec<(String, String, String)> = shared::content::load(fixture).expect("a list of replacements");
        let said = said_after(|town| {
            for (file, old, new) in changes {
                let text = std::fs::read_to_string(town.join(&file)).expect("a file of the sample");
                assert!(text.contains(&old), "{}: {file} has no {old:?}", fixture.display());
                std::fs::write(town.join(&file), text.replacen(&old, &new, 1)).expect("written");
            }
        });
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

/// What can't be written as a replacement.
#[test]
fn files_that_are_no_text_too_large_or_missing_are_named() {
    #[track_caller]
    fn check(change: impl FnOnce(&Path), expected: &str) {
        assert_eq!(said_after(change), expected);
    }
    let write = |town: &Path, file: &str, bytes: &[u8]| std::fs::write(town.join(file), bytes).expect("written");
    check(
        |town| write(town, "characters/pip/pip.character.ron", b"(\n  name: \"Caf\xe9\",\n)"),
        "characters/pip/pip.character.ron:2:13: this letter is not UTF-8: save the file as UTF-8",
    );
    check(
        |town| write(town, "props.ron", &vec![b' '; 1024 * 1024 + 1]),
        "props.ron: is too large: expected at most 1024 KiB",
    );
    check(
        |town| write(town, "art/ui/marks.grid", b"sprite heart\n.\xff."),
        "art/ui/marks.grid:2:2: this letter is not UTF-8: save the file as UTF-8",
    );
    check(
        |town| std::fs::remove_file(town.join("scenes/cafe/cafe.scene.ron")).expect("gone"),
        "scenes/cafe/cafe.scene.ron: isn't there: expected a file of this name",
    );
    check(
        |town| write(town, "props.ron", "{\"bench\":".repeat(200).as_bytes()),
        "props.ron:1:10: expected an opening (",
    );
    check(
        |town| write(town, "atlas/props.png", b"GIF89a"),
        "atlas/props.atlas.ron:2:12: its picture \"props.png\" can't be read, expected a PNG with 8 bits of red, green, blue and alpha",
    );
}
