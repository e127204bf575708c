//! What stands around a game: the theatre frame and its crest, the question's card, the ribbon, the host's bubble.

use super::super::canvas::{CLEAR, Canvas};
use super::super::pack::Sprite;
use super::super::palette::Palette;
use super::games::{corners, still};
use super::{Look, cut, framed};

/// The theatre frame around a game, its card, ribbon, crest, and the host's bubble.
pub fn sprites(palette: &Palette) -> Vec<Sprite> {
    let rings: &[(&str, &str)] = &[
        ("wood4", "wood3"),
        ("wood3", "wood2"),
        ("wood2", "wood1"),
        ("ink1", "ink1"),
        ("gold3", "gold1"),
        ("ink1", "ink2"),
    ];
    let mut frame = framed(palette, 40, 40, &Look { line: "ink1", rings, fill: "plum1", round: 2 });
    corners(
        &mut frame,
        palette,
        0,
        &[
            ".ooooooo..",
            "oLLYYYYyo.",
            "oLYYyyyxxo",
            "oYYoooooo.",
            "oYyoLYo...",
            "oYyoYxo...",
            "oYyooo....",
            "oyxo......",
            ".oxo......",
            "..o.......",
        ],
        "o=ink1 L=gold4 Y=gold3 y=gold2 x=gold1",
    );
    let mut card = Canvas::new(32, 34);
    card.rect(1, 30, 30, 4, palette.shadow());
    cut(&mut card, 2, CLEAR);
    let paper =
        framed(palette, 32, 32, &Look { line: "wood2", rings: &[("paper4", "paper2")], fill: "paper4", round: 2 });
    card.blit(&paper, 0, 0);
    card.frame(4, 4, 24, 24, palette.rgba("paper3"));
    for (x, y) in [(4, 4), (27, 4), (4, 27), (27, 27)] {
        card.rect(x - 1, y - 1, 3, 3, palette.rgba("paper4"));
        card.set(x, y, palette.rgba("gold1"));
        for (dx, dy) in [(-1, 0), (1, 0), (0, -1), (0, 1)] {
            card.set(x + dx, y + dy, palette.rgba("gold2"));
        }
    }
    let mut bubble = Canvas::new(28, 28);
    let say = framed(palette, 22, 28, &Look { line: "wood1", rings: &[("paper4", "gold2")], fill: "paper4", round: 3 });
    bubble.blit(&say, 6, 0);
    let tail = ["......oww", "....oowww", "..oowwwww", "oowwwwwww", ".oowwwwww", "...oowwww", ".....ooww"];
    bubble.stamp(0, 15, &tail, &[('o', palette.rgba("wood1")), ('w', palette.rgba("paper4"))]);
    vec![
        still("stage", frame, 10),
        Sprite::still("card.question", card, (0, 0)).sliced(8, 8, 8, 10),
        Sprite::still("ribbon", ribbon(palette), (0, 0)).sliced(18, 8, 18, 10),
        Sprite::still("crest", crest(palette), (20, 14)),
        Sprite::still("bubble.host", bubble, (0, 18)).sliced(11, 8, 8, 16),
    ]
}

/// A band of crimson silk whose ends fold back behind it.
fn ribbon(palette: &Palette) -> Canvas {
    let mut c = Canvas::new(52, 24);
    let key = [
        ('o', palette.rgba("ink1")),
        ('d', palette.rgba("brick1")),
        ('r', palette.rgba("brick2")),
        ('x', palette.rgba("gold1")),
    ];
    // A tail, and the fold where it goes behind the band.
    let tail = [
        "oooooooooooooooo..",
        "orrrrrrrrrrrrrro..",
        ".oxxxxxxxxxxxxxo..",
        "..orrrrrrrrrrrdo..",
        "...orrrrrrrrrddo..",
        "....orrrrrrrdddo..",
        "....orrrrrrrdddo..",
        "...orrrrrrrrrddo..",
        "..orrrrrrrrrrrdo..",
        ".oxxxxxxxxxxxxxo..",
        "orrrrrrrrrrrrrro..",
        "oooooooooooooooo..",
    ];
    let mut left = Canvas::new(18, 12);
    left.stamp(0, 0, &tail, &key);
    c.blit(&left, 0, 9);
    c.blit(&left.mirrored(), 34, 9);
    let fold = ["oooooo", "oddddo", ".odddo", "..oddo", "...ooo"];
    let mut crease = Canvas::new(6, 5);
    crease.stamp(0, 0, &fold, &key);
    c.blit(&crease, 10, 16);
    c.blit(&crease.mirrored(), 36, 16);
    c.rect(10, 0, 32, 18, palette.rgba("ink1"));
    c.rect(11, 1, 30, 16, palette.rgba("rose1"));
    c.rect(11, 1, 30, 1, palette.rgba("rose2"));
    c.rect(11, 1, 1, 16, palette.rgba("rose2"));
    c.rect(11, 16, 30, 1, palette.rgba("brick1"));
    c.rect(11, 2, 30, 1, palette.rgba("gold3"));
    c.rect(11, 15, 30, 1, palette.rgba("gold2"));
    c
}

/// A gilded star between scrolls that sits on the upper edge of the stage.
fn crest(palette: &Palette) -> Canvas {
    let half = [
        "...................o",
        "..................oL",
        "..................oL",
        ".................oLL",
        "...oooo......ooooLLY",
        "..oLLYYoo....oLLLLYY",
        ".oLYooyYYoo...oLYYYY",
        ".oYo.ooYYYyoo.oLYYYY",
        ".oYyoo.oyYYYyooLYYYY",
        "..oyyoooyyyYYYoLYyyY",
        "...ooxxoxxxyyooYyoox",
        "....ooxoooxxxoYoovvo",
        "......oo.ooooooVVVvv",
        "..........oooooooooo",
    ];
    let key = [
        ('o', palette.rgba("ink1")),
        ('L', palette.rgba("gold4")),
        ('Y', palette.rgba("gold3")),
        ('y', palette.rgba("gold2")),
        ('x', palette.rgba("gold1")),
        ('V', palette.rgba("rose2")),
        ('v', palette.rgba("rose1")),
    ];
    let mut left = Canvas::new(20, 14);
    left.stamp(0, 0, &half, &key);
    let mut c = Canvas::new(40, 14);
    let mut right = left.mirrored();
    right.replace(&[
        (palette.rgba("gold4"), palette.rgba("gold3")),
        (palette.rgba("gold3"), palette.rgba("gold2")),
        (palette.rgba("gold2"), palette.rgba("gold1")),
        (palette.rgba("rose2"), palette.rgba("rose1")),
    ]);
    c.blit(&left, 0, 0);
    c.blit(&right, 20, 0);
    c
}
