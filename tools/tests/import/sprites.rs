//! Aseprite files become grids.

use super::ase::{self, Ase};
use super::{assets, made, named};
use tools::art::grid;
use tools::art::palette::Palette;
use tools::import::Options;

fn palette() -> Palette {
    Palette::read(&assets().join("client/art/palette.txt")).expect("the palette")
}

#[test]
fn tags_slices_layers_and_colours_come_over() {
    let made = made("lantern.aseprite", &ase::lantern().bytes(), &named("paper_lantern")).expect("it can be taken in");
    let text = made.text("paper_lantern.grid").expect("a grid");
    let sprites = grid::parse("lantern", text, &palette()).expect("it reads");
    let names: Vec<&str> = sprites.iter().map(|sprite| sprite.name.as_str()).collect();
    assert_eq!(
        names,
        ["paper_lantern/idle", "paper_lantern/idle_glow", "paper_lantern/swing_fast", "paper_lantern/swing_fast_glow"]
    );
    let idle = &sprites[0];
    // 100 and 200 ms: the second frame is there twice.
    assert_eq!((idle.frames.len(), idle.frame_ms, idle.anchor), (3, 100, (2, 5)));
    assert_eq!(idle.glow.as_deref(), Some("paper_lantern/idle_glow"));
    assert_eq!(idle.frames[0].get(0, 0), palette().rgba("ink1"));
    assert_eq!(idle.frames[0].get(1, 1), palette().rgba("brick3"), "the glow lies apart");
    assert_eq!(sprites[1].frames[0].get(1, 1), palette().rgba("gold3"));
    // Frames 0 1 2 1 with times 1 2 1 2.
    assert_eq!(sprites[2].frames.len(), 6);
    let report = made.report.to_string();
    for line in [
        "colour #fa0a0a became brick3, ",
        "layer \"notes\" is hidden",
        "slice \"label\"",
        "tag \"Swing Fast\" plays 3 times: ours play for ever",
    ] {
        assert!(report.contains(line), "{line}\n{report}");
    }
}

#[test]
fn indexed_and_grey_drawings_without_tags() {
    let colours = [[0, 0, 0, 255], [31, 26, 51, 255], [249, 207, 90, 255]];
    let chunks = vec![ase::palette(&colours), ase::layer(1, 0, 0, 0, 255, "a"), ase::cel(0, 0, 0, 3, 1, &[0, 1, 2])];
    let drawing = Ase { width: 3, height: 1, depth: 8, frames: vec![(100, chunks)] };
    let out = made("dot.ase", &drawing.bytes(), &Options::default()).expect("it can be taken in");
    let text = out.text("dot.grid").expect("a grid");
    assert!(text.ends_with("\nsprite dot anchor=1,1\n.og\n"), "{text}");

    let chunks = vec![ase::layer(1, 0, 0, 0, 255, "a"), ase::raw_cel(0, 0, 0, 2, 1, &[250, 255, 7, 0])];
    let drawing = Ase { width: 2, height: 1, depth: 16, frames: vec![(100, chunks)] };
    let out = made("dot.ase", &drawing.bytes(), &Options::default()).expect("it can be taken in");
    assert!(out.text("dot.grid").is_some_and(|text| text.ends_with("anchor=1,1\np.\n")), "{:?}", out.text("dot.grid"));
}
