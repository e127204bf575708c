//! The wordmark, a lamp for its O and a cup on the foot of its L, and the small app icon.

use crate::art::canvas::{Canvas, Rgba};
use crate::art::pack::Sprite;
use crate::art::palette::Palette;

/// Height of a letter.
const TALL: i32 = 26;
/// Where the letters stand in the wordmark.
const LEFT: i32 = 4;
const TOP: i32 = 12;

/// `logo` and `app`.
pub fn sprites(palette: &Palette) -> Vec<Sprite> {
    let word = word(palette);
    let anchor = (word.w / 2, word.h);
    vec![Sprite::still("logo", word, anchor), Sprite::still("app", app(palette), (16, 32))]
}

/// The icon of the game where an installed page shows one: 32 pixels wide and high, on the colour of the night.
#[must_use]
pub fn icon(palette: &Palette) -> Canvas {
    let drawn = app(palette);
    let mut icon = Canvas::new(32, 32);
    icon.rect(0, 0, 32, 32, palette.rgba("ink2"));
    icon.blit(&drawn, (32 - drawn.w) / 2, (32 - drawn.h) / 2);
    icon
}

const ON: Rgba = [255, 255, 255, 255];
const OFF: Rgba = [0; 4];

/// The shape of a letter, white on clear.
fn letter(c: char) -> Canvas {
    let mut m = Canvas::new(26, TALL);
    match c {
        'P' => bowl(&mut m, 16),
        'R' => {
            bowl(&mut m, 15);
            for y in 13..TALL {
                let x = 8 + (y - 13) * 9 / 12;
                m.rect(x, y, 6, 1, ON);
            }
            m.rect(16, TALL - 3, 7, 3, ON);
            m.rect(0, TALL - 3, 12, 3, ON);
            m.rect(12, TALL - 3, 2, 3, OFF);
        }
        'A' => {
            for y in 0..TALL {
                let (l, r) = (9 - y * 8 / 25, 10 + y * 7 / 25);
                m.rect(l, y, 4, 1, ON);
                m.rect(r, y, 6, 1, ON);
            }
            m.rect(6, 15, 9, 3, ON);
            m.rect(0, TALL - 3, 8, 3, ON);
            m.rect(14, TALL - 3, 10, 3, ON);
            m.rect(8, 0, 6, 2, ON);
        }
        'L' => {
            m.rect(3, 0, 6, TALL, ON);
            m.rect(0, 0, 12, 3, ON);
            m.rect(0, TALL - 3, 26, 3, ON);
            m.rect(24, TALL - 5, 2, 5, ON);
        }
        _ => {
            m.ellipse(0, 0, 24, TALL, ON);
            m.ellipse(5, 4, 14, TALL - 8, OFF);
        }
    }
    m
}

/// Stem, serifs and the round of P and R.
fn bowl(m: &mut Canvas, depth: i32) {
    m.ellipse(4, 0, 17, depth, ON);
    m.rect(3, 0, 10, depth, ON);
    m.ellipse(8, 4, 8, depth - 7, OFF);
    m.rect(7, 4, 5, depth - 7, OFF);
    m.rect(3, 0, 6, TALL, ON);
    m.rect(0, 0, 9, 3, ON);
    m.rect(0, TALL - 3, 12, 3, ON);
}

/// The wordmark.
#[must_use]
pub fn word(palette: &Palette) -> Canvas {
    let mut shape = Canvas::new(158, 46);
    let mut x = LEFT;
    let mut places = Vec::new();
    for (c, wide) in [('P', 21), ('A', 24), ('R', 24), ('L', 26), ('O', 24), ('R', 23)] {
        // A tucks under P, and R and L lean on their neighbours.
        shape.blit(&letter(c), x, TOP);
        places.push(x);
        x += wide + if c == 'P' { -1 } else { 1 };
    }
    let ink = palette.rgba("ink1");
    let mut out = Canvas::new(shape.w, shape.h);
    // A thick edge, deeper below, like a painted board.
    for (dx, dy) in (-2..=2).flat_map(|dx| (-2..=4).map(move |dy| (dx, dy))) {
        if i32::abs(dx) + i32::abs(dy.min(2)) < 4 {
            lay(&mut out, &shape, dx, dy, ink);
        }
    }
    for (dx, dy) in (-1..=1).flat_map(|dx| (-1..=2).map(move |dy| (dx, dy))) {
        lay(&mut out, &shape, dx, dy, palette.rgba("wood2"));
    }
    lay(&mut out, &shape, 0, 1, palette.rgba("gold1"));
    paint(&mut out, &shape, palette);
    lamp(&mut out, places[4], palette);
    cup(&mut out, places[3] + 11, palette);
    out
}

fn lay(out: &mut Canvas, shape: &Canvas, dx: i32, dy: i32, colour: Rgba) {
    for y in 0..shape.h {
        for x in 0..shape.w {
            if shape.has(x, y) {
                out.set(x + dx, y + dy, colour);
            }
        }
    }
}

/// Fills the letters: light above, deeper below in steps broken by a checker row, a glint along upper edges.
fn paint(out: &mut Canvas, shape: &Canvas, palette: &Palette) {
    let tones = ["gold4", "gold3", "gold3", "gold2"].map(|name| palette.rgba(name));
    for y in 0..shape.h {
        let depth = y - TOP;
        let tone = match depth {
            ..8 => 0,
            8..20 => 1,
            _ => 3,
        };
        for x in 0..shape.w {
            if !shape.has(x, y) {
                continue;
            }
            let step = usize::from((depth == 8 || depth == 20) && x % 2 == 0);
            let mut colour = tones[usize::try_from(tone).unwrap_or(0).saturating_sub(step)];
            if !shape.has(x, y - 1) || !shape.has(x - 1, y) && shape.has(x, y - 1) && depth < 14 {
                colour = palette.rgba("paper4");
            } else if !shape.has(x + 1, y) || !shape.has(x, y + 1) {
                colour = palette.rgba(if depth < 12 { "gold2" } else { "gold1" });
            }
            out.set(x, y, colour);
        }
    }
}

/// The O is a hanging lamp: chain and cap above, a warm globe inside the ring.
fn lamp(out: &mut Canvas, x: i32, palette: &Palette) {
    let (cx, top) = (x + 12, TOP + 4);
    let glow = ["gold2", "gold3", "gold4", "paper4"].map(|name| palette.rgba(name));
    let mut light = Canvas::new(14, TALL - 8);
    light.ellipse(0, 0, 14, TALL - 8, palette.rgba("wood2"));
    for (i, colour) in (1..).zip(glow) {
        light.ellipse(i, i, 14 - 2 * i, TALL - 8 - 2 * i, colour);
    }
    out.blit(&light, cx - 7, top);
    let rows = [
        "....oo....",
        "...oyLo...",
        "...oyyo...",
        "....oo....",
        "...oyLo...",
        "...oyyo...",
        "..oooooo..",
        ".oLLYYyxo.",
        "oLYYYyyyxo",
        "oooooooooo",
    ];
    let key = [
        ('o', palette.rgba("ink1")),
        ('y', palette.rgba("gold2")),
        ('Y', palette.rgba("gold3")),
        ('L', palette.rgba("gold4")),
        ('x', palette.rgba("gold1")),
    ];
    out.stamp(cx - 5, TOP - 9, &rows, &key);
    let filament = ["..o..", ".o.o.", ".o.o.", "o...o"];
    out.stamp(cx - 3, top + 3, &filament, &[('o', palette.rgba("gold2"))]);
}

/// A small steaming cup on the foot of the L.
fn cup(out: &mut Canvas, x: i32, palette: &Palette) {
    let rows = [
        "....s.......",
        "...s...s....",
        "....s...s...",
        ".....s.s....",
        "....s...s...",
        "............",
        ".ooooooooo..",
        "oTTTTTTTTto.",
        "oTnnnnnnntoo",
        "owRRrrrrrDoD",
        "owRRrrrrDDoD",
        "oRRrrrrrDDoo",
        ".oRrrrrDDo..",
        "..oooooooo..",
    ];
    let key = [
        ('o', palette.rgba("ink1")),
        ('s', palette.rgba("paper3")),
        ('R', palette.rgba("brick4")),
        ('r', palette.rgba("brick3")),
        ('D', palette.rgba("brick2")),
        ('n', palette.rgba("wood2")),
        ('w', palette.rgba("brick5")),
        ('T', palette.rgba("paper4")),
        ('t', palette.rgba("paper2")),
    ];
    out.stamp(x, TOP + TALL - 17, &rows, &key);
}

/// A cup under a lamp's light on the night.
fn app(palette: &Palette) -> Canvas {
    let mut c = Canvas::new(32, 32);
    c.rect(0, 0, 32, 32, palette.rgba("ink1"));
    c.rect(1, 1, 30, 30, palette.rgba("night2"));
    for (inset, colour) in [(3, "plum2"), (5, "brick3"), (7, "gold2"), (9, "gold3"), (11, "gold4")] {
        c.ellipse(inset, inset - 2, 32 - 2 * inset, 32 - 2 * inset, palette.rgba(colour));
    }
    let rows = [
        "..........kk..kk..........",
        ".........kKKkkkkk.........",
        ".........kKkkkkkk.........",
        "..........kkkkkk..........",
        "...........kkkk...........",
        "............kk............",
        "..........................",
        "...ooooooooooooooooo......",
        "..oTTTTTTTTTTTTTTTtto.....",
        "..oTnnnnNNNNNNnnnnnStoo...",
        "..oRwTTTTTTTTTTTSSSDooDo..",
        "..oRwRRRRrrrrrrrrrrDo.oro.",
        "..oRwRRRRrrrrrrrrrDDo..oDo",
        "..oRwRRRrrrrrrrrrrDDo..oDo",
        "..oRRRRRrrrrrrrrrrDDo.orDo",
        "..oRRRRrrrrrrrrrrDDDoorDo.",
        "...oRRRrrrrrrrrrDDDoDDDo..",
        "...oRRrrrrrrrrrrDDDoooo...",
        "....oRrrrrrrrrrDDDo.......",
        ".....ooDDDDDDDDDoo........",
        ".oooooooooooooooooooo.....",
        "oTTTTTTTTttttttttSSSSo....",
        ".ossssssssssssssssso......",
        "..oooooooooooooooo........",
    ];
    let key = [
        ('o', palette.rgba("ink1")),
        ('k', palette.rgba("rose2")),
        ('K', palette.rgba("rose4")),
        ('T', palette.rgba("paper4")),
        ('t', palette.rgba("paper3")),
        ('S', palette.rgba("paper2")),
        ('s', palette.rgba("stone3")),
        ('n', palette.rgba("wood2")),
        ('N', palette.rgba("wood3")),
        ('R', palette.rgba("brick4")),
        ('r', palette.rgba("brick3")),
        ('D', palette.rgba("brick2")),
        ('w', palette.rgba("brick5")),
    ];
    c.stamp(4, 5, &rows, &key);
    super::cut(&mut c, 3, palette.rgba("ink1"));
    c
}
