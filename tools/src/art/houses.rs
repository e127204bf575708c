//! The houses around the square, seen from the front: the café, the Game Hall, and walls that all share.

use super::canvas::Canvas;
use super::kit::{Kit, Lit};
use super::market::awning;
use super::parts::{chimney, door, eave_shadow, flower_box, gable, hip_roof, window};
use super::texture::{boards, bricks, hash};

pub(super) const RED: [&str; 4] = ["brick1", "brick2", "brick3", "brick4"];
pub(super) const SLATE: [&str; 4] = ["night1", "night2", "night3", "night4"];
pub(super) const TEAL: [&str; 4] = ["pine1", "pine2", "pine3", "pine4"];
const PLUM: [&str; 4] = ["plum1", "plum2", "plum3", "plum4"];
pub(super) const BARK: [&str; 4] = ["wood1", "wood2", "wood3", "wood4"];

/// Draws all houses.
pub fn draw(kit: &mut Kit) {
    cafe(kit);
    hall(kit);
}

/// A plastered wall with a stone foot.
pub(super) fn plaster(kit: &Kit, c: &mut Canvas, x: i32, y: i32, w: i32, h: i32, tones: [&str; 3], seed: u32) {
    let [shade, face, light] = kit.tones(tones);
    c.rect(x, y, w, h, face);
    for gy in 0..h / 3 {
        for gx in 0..w / 5 {
            let roll = hash(gx, gy, seed) % 14;
            if roll == 0 {
                c.rect(x + gx * 5, y + gy * 3, 3, 1, light);
            } else if roll == 1 {
                c.rect(x + gx * 5 + 1, y + gy * 3 + 1, 3, 1, shade);
            }
        }
    }
    c.rect(x, y, 1, h, light);
    c.rect(x + w - 3, y, 3, h, shade);
    foot(kit, c, x, y + h - 7, w, seed);
}

pub(super) fn foot(kit: &Kit, c: &mut Canvas, x: i32, y: i32, w: i32, seed: u32) {
    let stone = kit.tones(["stone1", "stone2", "stone3", "stone4"]);
    c.rect(x, y, w, 7, stone[1]);
    for gx in 0..w {
        let (block, px) = ((gx + 3) / 9, (gx + 3) % 9);
        let face = if hash(block, 2, seed).is_multiple_of(3) { stone[1] } else { stone[2] };
        for py in 0..6 {
            let tone = if px == 8 {
                stone[0]
            } else if py == 0 {
                stone[3]
            } else if py == 5 {
                stone[1]
            } else {
                face
            };
            c.set(x + gx, y + py, tone);
        }
        c.set(x + gx, y + 6, stone[0]);
    }
}

pub(super) fn beam(kit: &Kit, c: &mut Canvas, x: i32, y: i32, w: i32, h: i32) {
    c.rect(x, y, w, h, kit.c("wood2"));
    if w > h {
        c.rect(x, y, w, 1, kit.c("wood3"));
        c.rect(x, y + h, w, 1, kit.c("wood1"));
    } else {
        c.rect(x, y, 1, h, kit.c("wood3"));
        c.rect(x + w, y, 1, h, kit.c("wood1"));
    }
}

/// The shadow that a building throws to the right of its foot and in front of it.
pub(super) fn cast(kit: &Kit, c: &mut Canvas, x: i32, w: i32, bottom: i32) {
    let mut under = Canvas::new(c.w, c.h);
    under.rect(x + 2, bottom, w + 2, 3, kit.palette.shadow());
    for y in 0..30 {
        under.rect(x + w, bottom - 30 + y, (y / 3).min(7), 1, kit.palette.shadow());
    }
    c.blit_under(&under, 0, 0);
}

pub(super) fn ivy(kit: &Kit, c: &mut Canvas, x: i32, y: i32, w: i32, h: i32, seed: u32) {
    let leaf = kit.tones(["leaf1", "leaf2", "leaf3", "leaf4"]);
    for gy in 0..h / 2 {
        for gx in 0..w / 2 {
            let roll = hash(gx, gy, seed);
            let reach = (h / 2 - gy) * 100 / (h / 2) + 20 - (gx - w / 4).abs() * 10;
            if (roll % 100).cast_signed() < reach {
                let (px, py) = (x + gx * 2 + (roll / 128 % 2).cast_signed(), y + gy * 2);
                c.rect(px, py + 1, 3, 2, leaf[usize::from(roll.is_multiple_of(3))]);
                c.rect(px, py, 2, 2, leaf[if roll % 5 < 3 { 2 } else { 1 }]);
                if roll.is_multiple_of(7) {
                    c.set(px, py, leaf[3]);
                }
            }
        }
    }
}

/// Eight tiles wide; its door is in the fourth tile from the left.
fn cafe(kit: &mut Kit) {
    let (w, h) = (152, 134);
    let mut lit = Lit::new(w, h);
    let (left, wide, top, tall) = (12, 128, 78, 50);
    plaster(kit, &mut lit.base, left, top, wide, tall, ["paper2", "paper3", "paper4"], 3);
    bricks(&mut lit.base, left, top + 34, wide, 10, kit.tones(["brick2", "brick2", "brick3", "brick4"]), 8);
    lit.base.rect(left, top + 33, wide, 1, kit.c("stone5"));
    foot(kit, &mut lit.base, left, top + 44, wide, 3);
    for x in [left, left + wide - 4] {
        for y in 0..9 {
            let long = if y % 2 == 0 { 6 } else { 4 };
            let from = if x == left { x } else { x + 4 - long };
            lit.base.rect(from, top + y * 5, long, 5, kit.c("brick3"));
            lit.base.rect(from, top + y * 5, long, 1, kit.c("brick4"));
            lit.base.rect(from, top + y * 5 + 4, long, 1, kit.c("brick2"));
        }
    }
    chimney(kit, &mut lit.base, 112, 8, 30, ["brick1", "brick2", "brick3", "brick4"]);
    hip_roof(kit, &mut lit.base, 4, 26, 144, 54, RED, 0.36, 21);
    eave_shadow(kit, &mut lit.base, left, 80, wide, 5);
    // Two dormers with windows.
    for x in [32, 84] {
        gable(kit, &mut lit.base, x, 30, 36, ["paper2", "paper3"], RED);
        plaster(kit, &mut lit.base, x + 4, 47, 28, 20, ["paper2", "paper3", "paper4"], 9);
        lit.base.rect(x + 3, 47, 1, 20, kit.c("brick1"));
        lit.base.rect(x + 32, 47, 1, 20, kit.c("brick1"));
        lit.base.rect(x + 4, 66, 29, 2, kit.c("brick1"));
        window(kit, &mut lit, x + 11, 44, 14, 16, ["wood1", "pine3"], "paper4");
        flower_box(kit, &mut lit.base, x + 9, 60, 18, ["rose2", "rose4"], 6);
    }
    // Shop windows and the door between them.
    window(kit, &mut lit, 19, 92, 34, 25, ["pine1", "pine3"], "rose4");
    window(kit, &mut lit, 86, 92, 44, 25, ["pine1", "pine3"], "rose4");
    door(kit, &mut lit, 60, 97, ["pine1", "pine2", "pine3", "pine4"], false);
    flower_box(kit, &mut lit.base, 18, 118, 36, ["rose2", "paper4"], 2);
    flower_box(kit, &mut lit.base, 85, 118, 46, ["gold3", "rose3"], 7);
    awning(kit, &mut lit.base, 14, 84, 42, 13, ["rose1", "rose2", "rose3"]);
    awning(kit, &mut lit.base, 82, 84, 52, 13, ["rose1", "rose2", "rose3"]);
    for (x, w) in [(16, 38), (84, 48)] {
        eave_shadow(kit, &mut lit.base, x, 97, w, 3);
        for py in 84..97 {
            lit.glow.rect(x - 2, py, w + 4, 1, super::canvas::CLEAR);
        }
    }
    // The sign: a cup with steam on a round board, over the door.
    let sign = [
        "......oooooooo......",
        "....oolllllllloo....",
        "...olpppppppppplo...",
        "..olpppsppsppppplo..",
        ".olppppspppspppppdo.",
        ".olpppppspppsppppdo.",
        "olppppppspppsppppddo",
        "olpppwwwwwwwwwpppddo",
        "olpppcbbbbbbbwccpddo",
        "olpppwcccccccwpcpddo",
        "olpppwwwwwwwwcpcpddo",
        "olppppwwwwwwcccppddo",
        ".olpppcwwwwccpppddo.",
        ".olppppccccccpppddo.",
        "..oppwwwwwwwwwwddo..",
        "...oddccccccccddo...",
        "....oodddddddoo.....",
        "......ooooooo.......",
    ];
    let key = kit.key("o=wood1 l=gold3 p=wood2 d=gold1 s=paper2 w=paper4 c=paper2 b=wood1");
    lit.base.stamp(58, 76, &sign, &key);
    let glow = kit.key("s=gold3 w=gold4 c=gold3 l=gold2");
    lit.glow.stamp(58, 76, &sign, &glow);
    // Wall lamps.
    for x in [55, 79] {
        lit.base.stamp(x, 97, &[".o.", "ogo", "gyg", "gyg", "ooo"], &kit.key("o=ink2 g=gold2 y=gold4"));
        lit.glow.stamp(x, 97, &["...", ".g.", "gyg", "gyg", "..."], &kit.key("g=gold3 y=paper4"));
    }
    ivy(kit, &mut lit.base, 128, 80, 14, 40, 5);
    cast(kit, &mut lit.base, left, wide, 128);
    // The foot of the wall is one tile below the anchor: people in the doorway stand before the wall.
    kit.add_lit("house_cafe", lit, (68, 112));
}

/// Nine tiles wide, of pale stone, with a clock gable and banners; closed for now.
fn hall(kit: &mut Kit) {
    let (w, h) = (168, 156);
    let mut lit = Lit::new(w, h);
    let (left, wide, top, tall) = (12, 144, 92, 58);
    let stone = kit.tones(["stone2", "stone3", "stone4", "stone5"]);
    bricks(&mut lit.base, left, top, wide, tall, [stone[1], stone[2], stone[2], stone[3]], 31);
    lit.base.rect(left + wide - 4, top, 4, tall, stone[1]);
    foot(kit, &mut lit.base, left, top + tall - 7, wide, 12);
    hip_roof(kit, &mut lit.base, 3, 40, 162, 54, PLUM, 0.4, 44);
    eave_shadow(kit, &mut lit.base, left, 94, wide, 5);
    // Middle gable with the clock.
    gable(kit, &mut lit.base, 52, 12, 64, ["stone3", "stone4"], PLUM);
    bricks(&mut lit.base, 58, 44, 52, 60, [stone[1], stone[2], stone[2], stone[3]], 8);
    lit.base.rect(57, 42, 1, 62, kit.c("stone1"));
    lit.base.rect(110, 42, 1, 62, kit.c("stone1"));
    lit.base.rect(58, 42, 2, 62, stone[3]);
    lit.base.rect(106, 42, 4, 62, stone[1]);
    let clock = &mut lit;
    clock.base.ellipse(71, 34, 26, 26, kit.c("gold1"));
    clock.base.ellipse(71, 34, 25, 25, kit.c("gold3"));
    clock.base.ellipse(73, 36, 22, 22, kit.c("gold1"));
    clock.base.ellipse(74, 37, 20, 20, kit.c("paper4"));
    clock.glow.ellipse(74, 37, 20, 20, kit.c("gold4"));
    for (x, y) in [(83, 38), (83, 54), (75, 46), (91, 46)] {
        clock.base.rect(x, y, 2, 2, kit.c("wood1"));
        clock.glow.rect(x, y, 2, 2, kit.c("gold1"));
    }
    for c in [&mut clock.base, &mut clock.glow] {
        c.line(84, 47, 84, 41, kit.c("wood1"));
        c.line(84, 47, 88, 49, kit.c("wood1"));
        c.rect(83, 46, 2, 2, kit.c("brick3"));
    }
    // Sign board: a die, a pawn, a star.
    let c = &mut lit.base;
    c.rect(61, 68, 46, 18, kit.c("wood1"));
    c.rect(62, 69, 44, 15, kit.c("wood3"));
    c.rect(62, 69, 44, 1, kit.c("wood4"));
    let key = kit.key("w=paper4 c=paper2 o=ink1 g=gold3 h=gold4 d=gold1 r=rose2 l=rose4");
    let die = [
        "wwwwwwwwwc",
        "wowwwwwowc",
        "wwwwwwwwwc",
        "wwwwowwwwc",
        "wwwwwwwwwc",
        "wowwwwwowc",
        "wwwwwwwwwc",
        "cccccccccc",
    ];
    c.stamp(66, 73, &die, &key);
    let pawn =
        ["...lr...", "..llrr..", "..lrrr..", "...rr...", "..lrrr..", "...rr...", "..lrrr..", ".llrrrr.", ".rrrrrr."];
    c.stamp(80, 72, &pawn, &key);
    let star = [
        "....h....",
        "....h....",
        "...hgg...",
        "hhhhggggg",
        ".hhggggd.",
        "..hggg...",
        "..gggdd..",
        ".hgg.gdd.",
        ".g.....d.",
    ];
    c.stamp(92, 72, &star, &key);
    // Double door under an arch, with steps.
    c.ellipse(64, 92, 40, 40, kit.c("stone1"));
    c.ellipse(65, 93, 38, 38, kit.c("stone5"));
    c.ellipse(68, 96, 32, 32, kit.c("wood1"));
    c.rect(64, 112, 4, 36, kit.c("stone5"));
    c.rect(100, 112, 4, 36, kit.c("stone3"));
    boards(c, 68, 112, 32, 36, 5, kit.tones(["wood1", "wood2", "wood3"]), 3);
    for y in 97..113 {
        for x in 69..99 {
            if c.get(x, y) == kit.c("wood1") {
                let glass = if (x + y) % 9 < 2 { "water5" } else { "water3" };
                c.set(x, y, kit.c(if (x - 68) % 8 == 0 || y == 111 { "wood1" } else { glass }));
                if (x - 68) % 8 != 0 && y < 111 {
                    lit.glow.set(x, y, kit.c(if y < 103 { "gold3" } else { "gold4" }));
                }
            }
        }
    }
    c.rect(83, 112, 2, 36, kit.c("wood1"));
    for y in [116, 132, 142] {
        c.rect(68, y, 32, 2, kit.c("gold1"));
        c.rect(68, y, 16, 1, kit.c("gold2"));
    }
    c.rect(80, 126, 2, 4, kit.c("gold3"));
    c.rect(86, 126, 2, 4, kit.c("gold2"));
    c.rect(60, 147, 48, 3, kit.c("stone5"));
    c.rect(56, 150, 56, 4, kit.c("stone4"));
    c.rect(56, 150, 56, 1, kit.c("stone5"));
    c.rect(56, 153, 56, 1, kit.c("stone2"));
    for x in [18, 40, 116, 138] {
        window(kit, &mut lit, x, 104, 12, 28, ["wood1", "wood3"], "plum4");
    }
    for (x, colours) in [(133, ["rose1", "rose2", "rose3"]), (35, ["water1", "water2", "water3"])] {
        banner(kit, &mut lit.base, x, 98, colours);
    }
    for x in [30, 132] {
        lit.base.rect(x, 30, 1, 14, kit.c("stone1"));
        lit.base.stamp(x + 1, 30, &["rrrr..", "lrrrrr", "lrrrrrr", "lrrrr.", "lr...."], &kit.key("r=rose2 l=rose3"));
    }
    cast(kit, &mut lit.base, left, wide, 150);
    kit.add_lit("house_hall", lit, (84, 134));
}

fn banner(kit: &Kit, c: &mut Canvas, x: i32, y: i32, [dark, face, light]: [&str; 3]) {
    c.rect(x - 5, y, 11, 1, kit.c("gold2"));
    for py in 0..30 {
        for px in -4..=4_i32 {
            if py > 25 && px.abs() < py - 25 {
                continue;
            }
            let name = if px == -4 {
                light
            } else if px == 4 || py == 25 {
                dark
            } else {
                face
            };
            c.set(x + px, y + 1 + py, kit.c(name));
        }
    }
    c.stamp(x - 2, y + 9, &["..g..", ".ggg.", "ggggg", ".ggg.", "..g.."], &kit.key("g=gold3"));
}
