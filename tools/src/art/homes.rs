//! Three homes around the square: half-timbered, brick, and a cottage of painted boards.

use super::houses::{BARK, SLATE, TEAL, beam, cast, foot, ivy, plaster};
use super::kit::{Kit, Lit};
use super::parts::{chimney, door, eave_shadow, flower_box, gable, hip_roof, window};
use super::texture::{boards, bricks};

/// Draws it all.
pub fn draw(kit: &mut Kit) {
    timbered(kit);
    brick_house(kit);
    cottage(kit);
}

/// Six tiles wide: half-timbered under a slate roof.
fn timbered(kit: &mut Kit) {
    let (w, h) = (120, 126);
    let mut lit = Lit::new(w, h);
    let (left, wide, top, tall) = (12, 96, 72, 48);
    plaster(kit, &mut lit.base, left, top, wide, tall, ["paper2", "paper3", "paper4"], 17);
    for x in [left, left + 30, left + 62, left + wide - 4] {
        beam(kit, &mut lit.base, x, top, 3, tall - 7);
    }
    beam(kit, &mut lit.base, left, top + 36, wide, 2);
    for n in 0..8 {
        for (x, dir) in [(left + 4, 1), (left + wide - 6, -1)] {
            lit.base.rect(x + n * dir, top + 34 - n * 3, 2, 4, kit.c("wood2"));
        }
    }
    chimney(kit, &mut lit.base, 24, 8, 28, ["brick1", "brick2", "brick3", "brick4"]);
    hip_roof(kit, &mut lit.base, 4, 22, 112, 52, SLATE, 0.34, 63);
    eave_shadow(kit, &mut lit.base, left, 74, wide, 5);
    gable(kit, &mut lit.base, 42, 28, 36, ["paper2", "paper3"], SLATE);
    plaster(kit, &mut lit.base, 46, 45, 28, 18, ["paper2", "paper3", "paper4"], 2);
    lit.base.rect(45, 45, 1, 18, kit.c("night1"));
    lit.base.rect(74, 45, 1, 18, kit.c("night1"));
    lit.base.rect(46, 62, 29, 2, kit.c("night1"));
    window(kit, &mut lit, 53, 43, 14, 15, ["wood1", "wood4"], "paper4");
    door(kit, &mut lit, 52, 89, ["brick1", "brick2", "brick3", "brick4"], true);
    for x in [20, 82] {
        window(kit, &mut lit, x, 84, 18, 20, ["wood1", "wood4"], "paper4");
        flower_box(kit, &mut lit.base, x - 2, 105, 22, ["gold3", "brick4"], 11);
    }
    ivy(kit, &mut lit.base, 10, 76, 10, 38, 15);
    cast(kit, &mut lit.base, left, wide, 120);
    kit.add_lit("house_timber", lit, (52, 104));
}

/// Six tiles wide: red brick under teal shingles.
fn brick_house(kit: &mut Kit) {
    let (w, h) = (120, 122);
    let mut lit = Lit::new(w, h);
    let (left, wide, top, tall) = (12, 96, 68, 48);
    bricks(&mut lit.base, left, top, wide, tall, kit.tones(["brick2", "brick2", "brick3", "brick4"]), 77);
    lit.base.rect(left + wide - 3, top, 3, tall, kit.c("brick2"));
    for x in [left, left + wide - 6] {
        for y in 0..8 {
            lit.base.rect(
                if y % 2 == 0 || x == left { x } else { x + 2 },
                top + y * 6,
                if y % 2 == 0 { 6 } else { 4 },
                5,
                kit.c("stone4"),
            );
        }
    }
    foot(kit, &mut lit.base, left, top + tall - 7, wide, 9);
    chimney(kit, &mut lit.base, 82, 4, 28, ["stone1", "stone2", "stone3", "stone4"]);
    hip_roof(kit, &mut lit.base, 4, 20, 112, 50, TEAL, 0.3, 91);
    eave_shadow(kit, &mut lit.base, left, 70, wide, 5);
    door(kit, &mut lit, 84, 85, ["night1", "night2", "night3", "night4"], true);
    for x in [20, 50] {
        window(kit, &mut lit, x, 80, 20, 22, ["brick1", "paper3"], "paper4");
        for side in [x - 6, x + 21] {
            lit.base.rect(side, 79, 5, 24, kit.c("pine1"));
            lit.base.rect(side, 80, 4, 22, kit.c("pine3"));
            for y in 0..7 {
                lit.base.rect(side + 1, 82 + y * 3, 3, 1, kit.c("pine2"));
            }
        }
    }
    for x in [30, 62] {
        lit.base.ellipse(x, 38, 17, 17, kit.c("pine1"));
        window(kit, &mut lit, x + 3, 41, 11, 11, ["pine1", "paper3"], "paper4");
    }
    cast(kit, &mut lit.base, left, wide, 116);
    kit.add_lit("house_brick", lit, (52, 100));
}

/// Five tiles wide: a cottage of painted boards whose gable faces the square.
fn cottage(kit: &mut Kit) {
    let (w, h) = (104, 120);
    let mut lit = Lit::new(w, h);
    let (left, wide) = (12, 80);
    chimney(kit, &mut lit.base, 72, 14, 44, ["stone1", "stone2", "stone3", "stone4"]);
    gable(kit, &mut lit.base, 4, 14, 96, ["water3", "water4"], BARK);
    boards(&mut lit.base, left, 52, wide, 62, 8, kit.tones(["water3", "water4", "water5"]), 6);
    for px in 0..96 {
        let from_middle = if px < 48 { 47 - px } else { px - 48 };
        let top = 14 + from_middle * 3 / 4;
        for py in top..top + 10 {
            let left_side = px < 48;
            let row = (py - top) / 5;
            let name = match (py - top) % 5 {
                0 => {
                    if left_side {
                        "wood5"
                    } else {
                        "wood3"
                    }
                }
                4 => "wood1",
                _ if (px + row * 4) % 8 == 0 => "wood2",
                _ => {
                    if left_side {
                        "wood4"
                    } else {
                        "wood2"
                    }
                }
            };
            lit.base.set(4 + px, py, kit.c(name));
        }
        for py in top + 10..top + 13 {
            if (left..left + wide).contains(&(4 + px)) {
                lit.base.set(4 + px, py, kit.c("water2"));
            }
        }
    }
    lit.base.rect(left + wide - 3, 62, 3, 52, kit.c("water3"));
    foot(kit, &mut lit.base, left, 107, wide, 9);
    window(kit, &mut lit, 44, 42, 16, 18, ["wood1", "paper3"], "paper4");
    flower_box(kit, &mut lit.base, 42, 61, 20, ["plum4", "paper4"], 4);
    lit.base.rect(left, 70, wide, 2, kit.c("paper3"));
    lit.base.rect(left, 72, wide, 1, kit.c("water2"));
    door(kit, &mut lit, 44, 83, ["wood1", "gold1", "gold2", "gold3"], true);
    for x in [19, 69] {
        window(kit, &mut lit, x, 80, 16, 18, ["wood1", "paper3"], "rose4");
        flower_box(kit, &mut lit.base, x - 2, 99, 20, ["rose2", "gold3"], 8);
    }
    cast(kit, &mut lit.base, left, wide, 114);
    kit.add_lit("house_cottage", lit, (52, 98));
}
