//! Frames of the games: the quiz board's tiles, answers, score plates and bars.

use super::super::canvas::{CLEAR, Canvas};
use super::super::pack::Sprite;
use super::super::palette::Palette;
use super::{Look, cut, framed};

/// Every frame that games are played in.
pub fn sprites(palette: &Palette) -> Vec<Sprite> {
    let mut list = cells(palette);
    list.extend(answers(palette));
    list.extend(bars(palette));
    list.extend(seats(palette));
    list
}

pub(super) fn still(name: &str, c: Canvas, n: u32) -> Sprite {
    Sprite::still(name, c, (0, 0)).sliced(n, n, n, n)
}

/// Stamps rows into all four corners, mirrored, so that the upper left one is as written.
pub(super) fn corners(c: &mut Canvas, palette: &Palette, inset: i32, rows: &[&str], key: &str) {
    let key: Vec<_> = key
        .split_whitespace()
        .filter_map(|word| {
            let (letter, name) = word.split_once('=')?;
            Some((letter.chars().next()?, palette.rgba(name)))
        })
        .collect();
    let wide = rows.iter().map(|row| row.chars().count()).max().unwrap_or(0);
    let mut corner = Canvas::new(i32::try_from(wide).unwrap_or(0), i32::try_from(rows.len()).unwrap_or(0));
    corner.stamp(0, 0, rows, &key);
    let (x1, y1) = (c.w - corner.w - inset, c.h - corner.h - inset);
    let right = corner.mirrored();
    c.blit(&corner, inset, inset);
    c.blit(&right, x1, inset);
    c.blit(&corner.flipped(), inset, y1);
    c.blit(&right.flipped(), x1, y1);
}

/// The same picture one pixel smaller on each side, with a golden line around it.
fn ringed(palette: &Palette, inner: &Canvas) -> Canvas {
    let mut c = Canvas::new(inner.w + 2, inner.h + 2);
    c.rect(0, 0, c.w, c.h, palette.rgba("gold3"));
    cut(&mut c, 2, palette.rgba("gold3"));
    c.blit(inner, 1, 1);
    c
}

/// An enamel tile: light on its upper left bevel, a gloss in the corner.
fn tile(palette: &Palette, size: i32, rings: &[(&str, &str)], fill: &str, gloss: &str) -> Canvas {
    let mut c = framed(palette, size, size, &Look { line: "ink1", rings, fill, round: 2 });
    let gloss = palette.rgba(gloss);
    for (x, y) in [(4, 4), (5, 4), (6, 4), (4, 5), (5, 5), (4, 6)] {
        c.set(x, y, gloss);
    }
    c
}

/// Tiles of a quiz board.
fn cells(palette: &Palette) -> Vec<Sprite> {
    let enamel: &[(&str, &str)] = &[("night4", "night1"), ("night3", "plum1")];
    let shown = tile(palette, 24, enamel, "night2", "night3");
    let hover = tile(palette, 24, &[("gold4", "gold1"), ("water4", "night2")], "night3", "night4");
    let focus = ringed(palette, &tile(palette, 22, enamel, "night2", "night3"));
    let mut pressed = framed(
        palette,
        24,
        24,
        &Look { line: "ink1", rings: &[("night1", "night3"), ("ink1", "night2")], fill: "night1", round: 2 },
    );
    pressed.line(3, 3, 20, 3, palette.rgba("ink1"));
    let mut gone = framed(
        palette,
        24,
        24,
        &Look { line: "ink1", rings: &[("ink1", "ink2"), ("ink1", "ink1")], fill: "ink1", round: 2 },
    );
    gone.rect(3, 4, 18, 17, palette.rgba("night1"));
    gone.rect(4, 5, 17, 16, palette.rgba("night1"));
    let mut head = framed(
        palette,
        24,
        24,
        &Look { line: "ink1", rings: &[("gold3", "gold1"), ("ink1", "ink2")], fill: "plum1", round: 2 },
    );
    corners(&mut head, palette, 3, &["yx", "x."], "y=gold2 x=gold1");
    let mut double = framed(
        palette,
        24,
        24,
        &Look {
            line: "ink1",
            rings: &[("gold4", "gold1"), ("gold2", "gold1"), ("plum1", "plum3")],
            fill: "plum2",
            round: 2,
        },
    );
    corners(&mut double, palette, 3, &["..y..", ".yLy.", "yLLLy", ".yLy.", "..y.."], "y=gold2 L=gold4");
    vec![
        still("cell", shown, 7),
        still("cell.hover", hover, 7),
        still("cell.focus", focus, 7),
        still("cell.pressed", pressed, 7),
        still("cell.gone", gone, 7),
        still("cell.head", head, 6),
        still("cell.double", double, 9),
    ]
}

/// A plank with a lip under it; `down` leaves the lip away.
fn plank(palette: &Palette, size: i32, look: &Look, lip: (&str, &str), down: bool) -> Canvas {
    let mut c = framed(palette, size, size, look);
    if !down {
        c.rect(1, size - 4, size - 2, 2, palette.rgba(lip.0));
        c.rect(1, size - 2, size - 2, 1, palette.rgba(lip.1));
        cut(&mut c, look.round, palette.rgba(look.line));
    }
    c
}

/// Options of a question: right and wrong differ in their edges, not only in colour.
fn answers(palette: &Palette) -> Vec<Sprite> {
    let lip = ("wood4", "wood3");
    let cream = Look { line: "wood1", rings: &[("paper4", "paper2")], fill: "paper3", round: 3 };
    let over = Look { line: "wood1", rings: &[("gold3", "gold2"), ("paper4", "paper3")], fill: "paper4", round: 3 };
    let held = Look { line: "wood1", rings: &[("gold1", "gold2"), ("gold2", "gold3")], fill: "gold4", round: 3 };
    let right = Look {
        line: "pine1",
        rings: &[("leaf3", "leaf2"), ("paper4", "paper4"), ("leaf3", "leaf2")],
        fill: "leaf5",
        round: 3,
    };
    let wrong = Look { line: "brick1", rings: &[("brick4", "brick2")], fill: "rose4", round: 3 };
    let faint = Look { line: "paper1", rings: &[("paper2", "paper2")], fill: "paper2", round: 3 };
    let mut good = framed(palette, 24, 24, &right);
    corners(
        &mut good,
        palette,
        0,
        &[".oooo.", "oLYYyo", "oYLYyo", "oYYyxo", "oyyxo.", ".ooo.."],
        "o=pine1 L=gold4 Y=gold3 y=gold2 x=gold1",
    );
    let mut bad = framed(palette, 24, 24, &wrong);
    // Bites out of the corners, and cracks that run inwards from them.
    corners(
        &mut bad,
        palette,
        0,
        &["....oo..", "...oRo.o", "..oRooo.", ".ooo....", "oRoo....", "ooo.o...", "...o.o..", "..o....."],
        "o=brick1 R=brick4",
    );
    for (x, y) in [(0, 0), (1, 0), (2, 0), (3, 0), (0, 1), (1, 1), (2, 1), (0, 2), (1, 2), (0, 3)] {
        for (px, py) in [(x, y), (23 - x, y), (x, 23 - y), (23 - x, 23 - y)] {
            bad.set(px, py, CLEAR);
        }
    }
    vec![
        still("answer", plank(palette, 24, &cream, lip, false), 8),
        still("answer.hover", plank(palette, 24, &over, lip, false), 8),
        still("answer.focus", ringed(palette, &plank(palette, 22, &cream, lip, false)), 8),
        still("answer.chosen", plank(palette, 24, &held, lip, true), 8),
        still("answer.right", good, 8),
        still("answer.wrong", bad, 8),
        still("answer.dim", framed(palette, 24, 24, &faint), 8),
    ]
}

/// The time that is left: what runs low also gets a groove, so that colour isn't all that tells.
fn bars(palette: &Palette) -> Vec<Sprite> {
    let groove = framed(palette, 16, 8, &Look { line: "ink1", rings: &[("ink1", "night3")], fill: "night1", round: 2 });
    let fill = framed(palette, 16, 8, &Look { line: "ink1", rings: &[("leaf5", "leaf3")], fill: "leaf4", round: 2 });
    let mut low =
        framed(palette, 16, 8, &Look { line: "ink1", rings: &[("brick5", "brick2")], fill: "brick4", round: 2 });
    low.rect(2, 4, 12, 1, palette.rgba("brick1"));
    [("bar.track", groove), ("bar.fill", fill), ("bar.low", low)]
        .into_iter()
        .map(|(name, c)| Sprite::still(name, c, (0, 0)).sliced(4, 3, 4, 3))
        .collect()
}

/// Score plates of players: plain, one's own, and whose turn it is.
fn seats(palette: &Palette) -> Vec<Sprite> {
    let plain = framed(
        palette,
        24,
        24,
        &Look { line: "ink1", rings: &[("wood4", "wood2"), ("ink1", "ink1")], fill: "ink2", round: 3 },
    );
    let mut me = framed(
        palette,
        24,
        24,
        &Look { line: "ink1", rings: &[("gold3", "gold1"), ("ink1", "ink1")], fill: "night2", round: 3 },
    );
    corners(&mut me, palette, 3, &["yy", "y."], "y=gold2");
    let mut turn = framed(
        palette,
        24,
        24,
        &Look {
            line: "gold1",
            rings: &[("gold4", "gold3"), ("gold3", "gold2"), ("ink1", "ink1")],
            fill: "plum2",
            round: 3,
        },
    );
    corners(
        &mut turn,
        palette,
        0,
        &["..oo...", ".oLLo..", "oLLYo..", "oLYyoo.", ".oooxo.", "...oo.."],
        "o=ink1 L=gold4 Y=gold3 y=gold2 x=gold1",
    );
    vec![still("seat", plain, 7), still("seat.me", me, 7), still("seat.turn", turn, 8)]
}
