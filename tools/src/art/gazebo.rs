//! The bandstand: a round floor, posts behind and before whoever plays there, and a roof of six slopes.

use super::canvas::Canvas;
use super::kit::{Kit, Lit};
use super::texture::{hash, length, real, round};

/// Draws floor, back posts, and front posts with the roof.
pub fn draw(kit: &mut Kit) {
    floor(kit);
    let mut back = Canvas::new(68, 58);
    post(kit, &mut back, 6, 26, 28);
    post(kit, &mut back, 58, 26, 28);
    rail(kit, &mut back, 10, 40, 48);
    kit.add("gazebo_back", back, (34, 50));
    front(kit);
}

fn floor(kit: &mut Kit) {
    let (w, h) = (96, 62);
    let mut c = Canvas::new(w, h);
    let wood = kit.tones(["wood2", "wood3", "wood4", "wood5"]);
    let stone = kit.tones(["stone1", "stone2", "stone3", "stone4", "stone5"]);
    kit.ground(&mut c, 2, 12, 94, 50);
    c.ellipse(2, 8, 92, 50, stone[0]);
    for y in 0..8 {
        c.ellipse(2, 1 + y, 92, 50, stone[1]);
    }
    for x in 4..92_i32 {
        for y in 30..58_i32 {
            if c.get(x, y) == stone[1] && (hash(x / 7, y / 4, 5).is_multiple_of(2) || y % 4 == 0) {
                c.set(x, y, if y % 4 == 0 || x % 7 == 0 { stone[0] } else { stone[2] });
            }
        }
    }
    c.ellipse(2, 0, 92, 50, stone[3]);
    c.ellipse(3, 0, 88, 46, stone[4]);
    c.ellipse(4, 1, 88, 48, stone[3]);
    c.ellipse(6, 3, 84, 44, wood[0]);
    let inner = |x: i32, y: i32| length((real(x) - 47.5) / 41.0, (real(y) - 25.0) / 21.0) < 1.0;
    for y in 0..h {
        for x in 0..w {
            if inner(x, y) {
                let tone = if y % 6 == 5 || (x + y / 6 * 17) % 34 == 0 {
                    wood[1]
                } else if y % 6 == 0 && hash(x / 5, y, 3).is_multiple_of(3) {
                    wood[3]
                } else {
                    wood[2]
                };
                c.set(x, y, tone);
                if !inner(x, y - 2) || !inner(x - 2, y - 1) {
                    c.set(x, y, wood[1]);
                }
            }
        }
    }
    // Two steps at the front.
    for (y, half, top, face) in [(47, 14, 4, 2), (52, 17, 4, 2)] {
        c.rect(48 - half, y, half * 2, 3, stone[top]);
        c.rect(48 - half, y + 3, half * 2, 3, stone[face]);
        c.rect(48 - half, y + 5, half * 2, 1, stone[0]);
    }
    kit.add("gazebo_floor", c, (48, 49));
}

fn post(kit: &Kit, c: &mut Canvas, x: i32, y: i32, tall: i32) {
    for (dx, name) in (0..).zip(["paper1", "paper4", "paper3", "paper2"]) {
        c.rect(x + dx, y, 1, tall, kit.c(name));
    }
    c.rect(x - 1, y + tall - 4, 6, 4, kit.c("paper2"));
    c.rect(x - 1, y + tall - 4, 6, 1, kit.c("paper4"));
    c.rect(x - 1, y + tall - 1, 6, 1, kit.c("paper1"));
}

fn rail(kit: &Kit, c: &mut Canvas, x: i32, y: i32, wide: i32) {
    c.rect(x, y, wide, 2, kit.c("paper4"));
    c.rect(x, y + 2, wide, 1, kit.c("paper1"));
    c.rect(x, y + 10, wide, 1, kit.c("paper3"));
    for px in (x..x + wide).step_by(4) {
        c.rect(px, y + 3, 1, 7, kit.c("paper3"));
        c.rect(px + 1, y + 3, 1, 7, kit.c("paper1"));
    }
}

fn front(kit: &mut Kit) {
    let (w, h) = (100, 112);
    let mut lit = Lit::new(w, h);
    let c = &mut lit.base;
    post(kit, c, 18, 50, 56);
    post(kit, c, 78, 50, 56);
    rail(kit, c, 22, 96, 10);
    rail(kit, c, 68, 96, 10);
    // Roof: rows of shingles that narrow to the top, its slopes lit from the left.
    let slopes = [["pine3", "pine4", "pine5"], ["pine2", "pine3", "pine4"], ["pine1", "pine2", "pine3"]];
    for y in 8..62_i32 {
        let half = round(2.0 + real(y - 8) * 0.86 + real((y - 8) * (y - 8)) * 0.0012);
        for x in -half..=half {
            // The eave bends down towards the viewer.
            let bend = 5 - x * x * 5 / (half * half).max(1);
            let gy = y + if y > 20 { bend * (y - 20) / 42 } else { 0 };
            let across = real(x) / real(half.max(1));
            let slope = if across < -0.36 {
                0
            } else if across < 0.36 {
                1
            } else {
                2
            };
            let row = y % 6;
            let edge =
                (across + 0.36).abs() < 1.2 / real(half.max(1)) || (across - 0.36).abs() < 1.2 / real(half.max(1));
            let stagger = (x + 200 + if y / 6 % 2 == 0 { 0 } else { 3 }) % 7 == 0;
            let tone = if edge {
                2
            } else if row == 5 || stagger {
                0
            } else if row == 1 && hash(x / 3, y / 6, 9).is_multiple_of(3) {
                2
            } else {
                1
            };
            let column = 50 + x;
            c.set(column, gy, kit.c(slopes[slope][tone]));
            c.set(column, gy + 1, kit.c(slopes[slope][tone]));
        }
    }
    for x in 2..99_i32 {
        let Some(bottom) = (50..72).rev().find(|y| c.has(x, *y) && !(18..22).contains(&x) && !(78..82).contains(&x))
        else {
            continue;
        };
        let scallop = [2, 4, 5, 5, 4, 2][usize::try_from(x % 6).unwrap_or(0)];
        for y in 0..scallop {
            c.set(x, bottom + 1 + y, kit.c(if x % 12 < 6 { "paper4" } else { "gold3" }));
        }
        c.set(x, bottom + 1 + scallop, kit.c("pine1"));
        c.set(x, bottom, kit.c("pine1"));
    }
    kit.outline(&mut lit.base, "pine1", "pine2");
    lit.base.stamp(
        46,
        0,
        &["...oo...", "..ohgo..", "..oggo..", "...oo...", "..ohgo..", ".ohgggo.", "..oooo..", "...oo..."],
        &kit.key("o=gold1 h=gold4 g=gold3"),
    );
    for (x, y) in [(22, 70), (34, 73), (47, 74), (60, 73), (73, 70)] {
        lit.base.stamp(x, y, &[".oo.", "ohho", "hyyh", "hyyh", ".hh."], &kit.key("o=ink2 h=gold2 y=gold3"));
        lit.glow.stamp(x, y, &["....", ".hh.", "hyyh", "hyyh", ".hh."], &kit.key("h=gold3 y=paper4"));
    }
    kit.add_lit("gazebo", lit, (50, 107));
}
