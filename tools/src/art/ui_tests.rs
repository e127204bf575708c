//! Tests of the interface atlas: promised sprites exist in their sizes, and marks can be told apart.

use std::collections::BTreeSet;
use std::path::PathBuf;

use super::*;

fn art() -> (PathBuf, Palette) {
    let art = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../assets/client/art");
    let palette = Palette::read(&art.join("palette.txt")).unwrap();
    (art, palette)
}

#[test]
fn every_promised_sprite_exists() {
    let (art, palette) = art();
    let sprites = interface(&art, &palette).unwrap();
    let names: BTreeSet<&str> = sprites.iter().map(|s| s.name.as_str()).collect();
    let frames = "panel panel.dark toast nametag bubble.say bubble.think bubble.shout tail.say tail.think tail.shout button \
        button.hover button.pressed button.focus button.disabled field field.focus slider.track slider.knob check.off \
        check.on scroll.track scroll.thumb cursor.arrow cursor.talk logo app";
    let icons = "talk people settings sound mute keyboard gamepad door clock sun moon wifi.good wifi.weak wifi.lost visitor \
        heart book close back check warning dice pencil star cup trivia board fifth crown streak tick cross lock bot peek \
        copy receipt flag pause skip up down next";
    for name in
        frames.split_whitespace().map(str::to_owned).chain(icons.split_whitespace().map(|i| format!("icon.{i}")))
    {
        assert!(names.contains(name.as_str()), "{name} is missing");
    }
    for icon in sprites.iter().filter(|s| s.name.starts_with("icon.") || s.name.starts_with("cursor.")) {
        assert_eq!((icon.frames[0].w, icon.frames[0].h), (16, 16), "{}", icon.name);
    }
    for sprite in sprites.iter().filter(|s| s.name.starts_with("button") || s.name.starts_with("bubble")) {
        assert!(sprite.slice.is_some(), "{}", sprite.name);
    }
}

#[test]
fn what_games_are_played_in_exists_and_can_be_told_apart() {
    let (art, palette) = art();
    let sprites = interface(&art, &palette).unwrap();
    let find = |name: &str| sprites.iter().find(|s| s.name == name).unwrap_or_else(|| panic!("{name} is missing"));
    let frames = "cell cell.hover cell.focus cell.pressed cell.gone cell.head cell.double answer answer.hover answer.focus \
        answer.chosen answer.right answer.wrong answer.dim stage card.question ribbon bar.track bar.fill bar.low seat seat.me \
        seat.turn bubble.host";
    for name in frames.split_whitespace() {
        let (l, t, r, b) = find(name).slice.unwrap_or_else(|| panic!("{name} can't grow"));
        let (w, h) = (find(name).frames[0].w, find(name).frames[0].h);
        assert!(i64::from(l + r) < i64::from(w) && i64::from(t + b) < i64::from(h), "{name}");
    }
    // Whoever sees no colours still sees shapes.
    let shape = |name: &str| {
        let c = &find(name).frames[0];
        (0..c.h).flat_map(|y| (0..c.w).map(move |x| c.has(x, y))).collect::<Vec<_>>()
    };
    let marks: BTreeSet<_> = ["a", "b", "c", "d", "e", "f"].map(|m| shape(&format!("mark.{m}"))).into();
    assert_eq!(marks.len(), 6);
    assert_ne!(shape("answer.right"), shape("answer.wrong"));
    let buzzers =
        ["buzzer", "buzzer.ready", "buzzer.pressed", "buzzer.locked"].map(|n| find(n).frames[0].png().unwrap());
    assert_eq!(BTreeSet::from(buzzers).len(), 4);
}

#[test]
fn marks_are_twelve_by_twelve_and_differ() {
    let (art, palette) = art();
    let all = marks(&art, &palette).unwrap();
    let names: BTreeSet<&str> = all.iter().map(|s| s.name.as_str()).collect();
    for name in "joy surprise anger sadness thought love idea sleep note question typing chat exclamation".split(' ') {
        assert!(names.contains(name), "{name} is missing");
    }
    let mut shapes = BTreeSet::new();
    for mark in &all {
        assert!(mark.frames.iter().all(|f| (f.w, f.h) == (12, 12)), "{}", mark.name);
        shapes.insert(mark.frames[0].png().unwrap());
    }
    assert_eq!(shapes.len(), all.len());
}

#[test]
fn same_sources_give_the_same_bytes() {
    let (art, palette) = art();
    let (a, b) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    for out in [a.path(), b.path()] {
        build(&art, out, &palette).unwrap();
    }
    for file in ["ui.png", "ui.atlas.ron", "marks.png", "marks.atlas.ron"] {
        assert_eq!(std::fs::read(a.path().join(file)).unwrap(), std::fs::read(b.path().join(file)).unwrap(), "{file}");
    }
}
