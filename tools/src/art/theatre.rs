//! The Game Hall's stage: velvet curtains, the board in its gilded frame, and what is underfoot.

use super::canvas::{Canvas, Rgba};
use super::kit::{Kit, Lit};
use super::texture::{hash, real, round};

/// Draws it all.
pub fn draw(kit: &mut Kit) {
    backdrop(kit);
    board(kit);
    floor(kit);
}

/// Tones of velvet, darkest first.
const VELVET: [&str; 4] = ["plum1", "plum2", "plum3", "plum4"];

/// The tone of a fold of velvet at `x`, whose folds are about eight pixels wide; brighter for higher `lift`.
fn fold(tones: &[Rgba; 4], x: i32, lift: i32) -> Rgba {
    let step = x.rem_euclid(8);
    let level = match step {
        0 | 7 => 0,
        1 | 6 => 1,
        2 => 2 + i32::from(hash(x / 8, 5, 9).is_multiple_of(2)),
        3 => 2,
        _ => 1 + i32::from(step == 4),
    };
    tones[usize::try_from((level + lift).clamp(0, 3)).unwrap_or(0)]
}

/// Sixteen tiles of proscenium: a beam with bulbs, scalloped valance, tied curtains, a dark drape behind.
fn backdrop(kit: &mut Kit) {
    let (w, h) = (256, 98);
    let mut lit = Lit::new(w, h);
    let c = &mut lit.base;
    let deep = kit.tones(["ink1", "ink1", "plum1", "ink2"]);
    for y in 10..91 {
        for x in 6..w - 6 {
            c.set(x, y, if y > 86 { deep[1] } else { fold(&deep, x + 3, 0) });
        }
    }
    c.rect(6, 90, w - 12, 1, kit.c("ink1"));
    for right in [false, true] {
        curtain(kit, c, right);
    }
    valance(kit, c);
    // Pillars and the beam between them.
    for x in [0, w - 9] {
        c.rect(x, 6, 9, 91, kit.c("wood1"));
        for (n, name) in (1..).zip(["gold3", "gold4", "gold3", "gold2", "gold1", "gold1", "wood3"]) {
            c.rect(x + n, 7, 1, 89, kit.c(name));
        }
        for y in (18..84).step_by(6) {
            c.rect(x + 3, y, 3, 1, kit.c("gold1"));
        }
        for y in [12, 84] {
            c.rect(x, y, 9, 3, kit.c("wood1"));
            c.rect(x, y + 1, 9, 1, kit.c("gold3"));
        }
        c.rect(x, 90, 9, 7, kit.c("wood1"));
        c.rect(x + 1, 91, 7, 5, kit.c("gold2"));
        c.rect(x + 1, 91, 7, 1, kit.c("gold4"));
        c.rect(x + 6, 92, 2, 4, kit.c("gold1"));
    }
    c.rect(0, 0, w, 10, kit.c("wood1"));
    c.rect(1, 1, w - 2, 8, kit.c("plum2"));
    c.rect(1, 1, w - 2, 1, kit.c("gold4"));
    c.rect(1, 2, w - 2, 1, kit.c("gold2"));
    c.rect(1, 8, w - 2, 1, kit.c("gold1"));
    for x in (6..w - 6).step_by(11) {
        let bulb = kit.key("o=plum1 y=gold3 h=gold4 w=paper4");
        lit.base.stamp(x, 3, &[".yy.", "ywhy", "yhyo", ".yo."], &bulb);
        lit.glow.stamp(x, 3, &[".hh.", "hwwh", "hwwh", ".hh."], &bulb);
    }
    kit.add_lit("stage_backdrop", lit, (120, 74));
}

/// A velvet curtain drawn aside and tied with a golden cord.
fn curtain(kit: &Kit, c: &mut Canvas, right: bool) {
    let tones = kit.tones(VELVET);
    let tie = 62;
    for y in 10..96_i32 {
        let wide = if y < tie {
            let t = real(tie - y) / real(tie - 10);
            20 + round(28.0 * t * t)
        } else {
            20 + round(12.0 * real(y - tie) / 34.0)
        };
        for n in 0..wide {
            // Folds run together where the cord holds them.
            let along = n * 46 / wide;
            let x = if right { c.w - 9 - n } else { 8 + n };
            let lift = if n >= wide - 2 { -1 } else { i32::from(!right && y < 40) - i32::from(y > 88) };
            let colour = if n == wide - 1 || y == 95 { kit.c("ink1") } else { fold(&tones, along, lift) };
            c.set(x, y, colour);
            if n == wide - 2 || y == 93 || y == 94 {
                c.set(x, y, kit.c(if (n + y) % 3 == 0 { "gold3" } else { "gold2" }));
            }
        }
    }
    let rows = [
        "yyyyyyyyyyyyyyyyyyyyyyo",
        "LyLyLyLyLyLyLyLyLyLyLyo",
        "xxxxxxxxxxxxxxxxxxxxxxo",
        "..............oYYo.....",
        ".............oLYYyo....",
        ".............ooooo.....",
        ".............oLyLyo....",
        ".............oLyLyo....",
        ".............oyLyxo....",
        ".............oyLyxo....",
        "..............oooo.....",
    ];
    let cord = kit.grid(&rows, "o=wood1 L=gold4 Y=gold3 y=gold2 x=gold1");
    if right {
        c.blit(&cord.mirrored(), c.w - 9 - 22, tie - 2);
    } else {
        c.blit(&cord, 8, tie - 2);
    }
}

/// Scallops of velvet with a golden fringe.
fn valance(kit: &Kit, c: &mut Canvas) {
    let tones = kit.tones(VELVET);
    let wide: i32 = 24;
    for n in 0..10 {
        let left = 8 + n * wide;
        for x in 0..wide {
            let across = (2 * x + 1 - wide).abs();
            let drop = 5 + round(9.0 * (1.0 - real(across * across) / real(wide * wide)));
            for y in 0..drop {
                let lift = if y > drop - 4 { -1 } else { i32::from(x < wide / 2) };
                let step = (x - wide / 2) * (3 + y / 4) / 3 + 4;
                c.set(left + x, 10 + y, fold(&tones, step, lift));
            }
            c.set(left + x, 10 + drop, kit.c("gold3"));
            c.set(left + x, 11 + drop, kit.c(if x % 2 == 0 { "gold1" } else { "gold2" }));
            c.set(left + x, 12 + drop, kit.c(if x % 2 == 0 { "wood1" } else { "gold1" }));
        }
        if n > 0 {
            c.stamp(
                left - 2,
                10,
                &["oyyo", "oLyo", "oYyo", ".oo.", ".yx.", ".yx.", ".yx.", ".oo."],
                &kit.key("o=wood1 L=gold4 Y=gold3 y=gold2 x=gold1"),
            );
        }
    }
}

/// The board on which a running game is drawn: eight tiles by three of dark surface in a gilded frame.
fn board(kit: &mut Kit) {
    let (w, h) = (142, 74);
    let mut lit = Lit::new(w, h);
    let c = &mut lit.base;
    let top = 7;
    c.rect(0, top, w, 62, kit.c("ink1"));
    c.rect(1, top + 1, w - 2, 60, kit.c("gold1"));
    c.rect(1, top + 1, w - 3, 59, kit.c("gold3"));
    c.rect(1, top + 1, w - 4, 1, kit.c("gold4"));
    c.rect(2, top + 2, w - 4, 58, kit.c("gold2"));
    c.rect(4, top + 4, w - 8, 54, kit.c("gold1"));
    c.rect(4, top + 4, w - 9, 53, kit.c("wood2"));
    c.rect(5, top + 5, w - 10, 52, kit.c("wood1"));
    c.rect(6, top + 6, w - 12, 50, kit.c("ink1"));
    c.rect(7, top + 7, 128, 48, kit.c("night1"));
    // Corners and bulbs of the frame.
    let corner = [
        ".ooooooo.",
        "oLLYYYYyo",
        "oLYYyyyxo",
        "oYYyooooo",
        "oYyoLYo..",
        "oYyoYxo..",
        "oyxooo...",
        "oyxo.....",
        ".oo......",
    ];
    let corner = kit.grid(&corner, "o=wood1 L=gold4 Y=gold3 y=gold2 x=gold1");
    let right = corner.mirrored();
    for (picture, x, y) in [
        (corner.clone(), 0, top),
        (right.clone(), w - 9, top),
        (corner.flipped(), 0, top + 53),
        (right.flipped(), w - 9, top + 53),
    ] {
        c.blit(&picture, x, y);
    }
    let mut bulbs: Vec<(i32, i32)> = Vec::new();
    for n in 0..12 {
        bulbs.extend([(14 + n * 10, top + 2), (14 + n * 10, top + 58)]);
    }
    for n in 0..5 {
        bulbs.extend([(2, top + 11 + n * 10), (w - 4, top + 11 + n * 10)]);
    }
    for (x, y) in bulbs {
        lit.base.rect(x, y, 2, 2, kit.c("gold4"));
        lit.base.set(x, y, kit.c("paper4"));
        lit.base.set(x + 1, y + 1, kit.c("gold3"));
        lit.glow.rect(x, y, 2, 2, kit.c("paper4"));
    }
    // A star rises over the middle.
    let half = [
        "..........o",
        ".........oL",
        ".........oL",
        "....oooooLL",
        "....oLLLLLY",
        ".....oLYYYY",
        "oooo.oLYYYY",
        "oLYYooLYYYY",
        "oYyyxoYYyoo",
        ".oooooYyoox",
    ];
    let left = kit.grid(&half, "o=wood1 L=gold4 Y=gold3 y=gold2 x=gold1");
    let mut right = left.mirrored();
    right.replace(&[
        (kit.c("gold4"), kit.c("gold3")),
        (kit.c("gold3"), kit.c("gold2")),
        (kit.c("gold2"), kit.c("gold1")),
    ]);
    lit.base.blit(&left, w / 2 - 11, 0);
    lit.base.blit(&right, w / 2, 0);
    // It stands on the stage, on two brass feet.
    let foot = kit.key("o=wood1 L=gold4 y=gold2 x=gold1");
    for x in [14, w - 24] {
        lit.base.stamp(x, top + 61, &["oLyyyyyyxo", "oooooooooo"], &foot);
    }
    kit.ground(&mut lit.base, 2, top + 58, w - 4, 8);
    kit.add_lit("quiz_board", lit, (63, 62));
}

/// Sixteen tiles by three of stage: polished boards, a golden lip, panels below it, and steps in the middle.
fn floor(kit: &mut Kit) {
    let (w, h) = (256, 50);
    let mut c = Canvas::new(w, h);
    for y in 0..36_i32 {
        let row = y / 7;
        for x in 0..w {
            let shift = (hash(row, 1, 21) % 48).cast_signed();
            let along = (x + shift) % 56;
            let sheen = hash((x + shift) / 56, row, 4) % 3;
            let name = if y % 7 == 6 || along == 0 {
                "wood2"
            } else if along == 1 || y % 7 == 0 && sheen == 0 {
                "wood4"
            } else if sheen == 1 && y % 7 == 3 && (12..26).contains(&along) {
                "wood2"
            } else {
                "wood3"
            };
            c.set(x, y, kit.c(name));
        }
    }
    // The backdrop's shadow.
    for y in 0..5 {
        for x in 0..w {
            if y < 3 || (x + y) % 2 == 0 {
                c.blend(x, y, kit.c("wood2"));
            }
        }
    }
    c.rect(0, 0, 2, 36, kit.c("wood1"));
    c.rect(w - 2, 0, 2, 36, kit.c("wood1"));
    c.rect(0, 34, w, 4, kit.c("gold2"));
    c.rect(0, 34, w, 1, kit.c("gold4"));
    c.rect(0, 37, w, 1, kit.c("wood1"));
    c.rect(0, 38, w, 9, kit.c("plum1"));
    c.rect(0, 38, w, 1, kit.c("ink1"));
    c.rect(0, 46, w, 1, kit.c("wood1"));
    for n in 0..16 {
        let x = n * 16;
        c.rect(x, 38, 1, 9, kit.c("ink1"));
        c.rect(x + 1, 39, 1, 7, kit.c("plum2"));
        c.stamp(
            x + 5,
            39,
            &["...g...", "..gyg..", ".gyLyg.", "..gyg..", "...g..."],
            &kit.key("g=gold1 y=gold2 L=gold4"),
        );
    }
    c.rect(0, 47, w, 3, kit.palette.shadow());
    // Steps.
    let left = 110;
    c.rect(left, 32, 36, 18, kit.c("wood1"));
    for (n, name) in (0..).zip(["wood5", "wood4", "wood4"]) {
        let y = 33 + n * 6;
        c.rect(left + 1, y, 34, 4, kit.c(name));
        c.rect(left + 1, y, 34, 1, kit.c("paper3"));
        c.rect(left + 1, y + 4, 34, 2, kit.c("wood2"));
        c.rect(left + 6, y, 24, 4, kit.c("plum3"));
        c.rect(left + 6, y + 4, 24, 2, kit.c("plum1"));
        for x in [left + 6, left + 29] {
            c.rect(x, y, 1, 4, kit.c("gold3"));
            c.rect(x, y + 4, 1, 2, kit.c("gold1"));
        }
    }
    kit.add("stage_floor", c, (120, 16));
}
