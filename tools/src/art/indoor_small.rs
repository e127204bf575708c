//! The café's small things: plants, pictures, lamps, and the cat.

use super::canvas::Canvas;
use super::kit::{Kit, Lit};
use super::texture::hash;

/// Draws it all.
pub fn draw(kit: &mut Kit) {
    plants(kit);
    pictures(kit);
    hanging_lamp(kit);
    cat(kit);
}

fn plants(kit: &mut Kit) {
    let mut c = Canvas::new(28, 42);
    // Broad leaves on bent stems, the far ones first.
    let big: [&[&str]; 2] = [
        &[
            "...ooo....",
            ".oohllo...",
            "ohhllmmo..",
            "olllmmmmo.",
            "oldlmdmmdo",
            ".omdmmmddo",
            "..ommmddo.",
            "...ooodo..",
        ],
        &["..ooo...", ".olllo..", "ohllmmo.", "ollmmdo.", "omlmddo.", ".ommdo..", "..ooo..."],
    ];
    for (x0, y0, x1, y1) in [(13, 30, 5, 14), (14, 30, 22, 13), (13, 30, 13, 6), (13, 30, 4, 22), (14, 30, 23, 21)] {
        c.line(x0, y0, x1, y1, kit.c("pine2"));
    }
    let grids = [
        kit.grid(big[0], "d=pine2 m=pine3 l=pine4 h=pine5 o=pine1"),
        kit.grid(big[1], "d=pine2 m=pine3 l=pine4 h=pine5 o=pine1"),
    ];
    for (n, x, y, turned) in [
        (1, 10, 1, false),
        (0, 0, 5, true),
        (0, 17, 5, false),
        (1, 0, 15, true),
        (1, 20, 15, false),
        (0, 8, 9, false),
        (1, 6, 17, true),
        (1, 14, 17, false),
    ] {
        let picture = if turned { grids[n].mirrored() } else { grids[n].clone() };
        c.blit(&picture, x, y);
    }
    c.stamp(
        7,
        26,
        &[
            "oooooooooooooo",
            "olllmmmmmmmdo.",
            "oooooooooooooo",
            ".ollmmmmmmdo..",
            ".ollmmmmmmdo..",
            ".olwwwwwwwdo..",
            "..olmmmmmdo...",
            "..olmmmmmdo...",
            "..olmmmmddo...",
            "...ooooooo....",
        ],
        &kit.key("o=wood1 l=brick4 m=brick3 d=brick2 w=brick5"),
    );
    kit.ground(&mut c, 4, 31, 22, 8);
    kit.add("plant_big", c, (13, 38));
    let mut c = Canvas::new(18, 26);
    c.stamp(
        1,
        0,
        &[
            "....d...l.......",
            "..l.dl.ld..l....",
            "..dl.dld.ld.....",
            "l..dl.d.ld..l...",
            ".dl.ldmldl.ld...",
            "..dlmdmdmlld....",
            "...dmmdmmdd.....",
            "....mdmdm.......",
        ],
        &kit.key("d=leaf2 m=leaf3 l=leaf4"),
    );
    c.stamp(
        3,
        8,
        &[".ooooooooo.", ".olllmmmdo.", ".oooooooo..", "..olmmmdo..", "..olmmmdo..", "...olmdo...", "...ooooo..."],
        &kit.key("o=ink2 l=water4 m=water3 d=water2"),
    );
    let c2 = c.cropped(0, 0, 18, 18);
    let mut c = c2;
    kit.ground(&mut c, 2, 11, 14, 6);
    kit.add("plant_small", c, (8, 16));
    // Hangs from the ceiling.
    let mut c = Canvas::new(22, 34);
    c.rect(10, 0, 1, 8, kit.c("wood3"));
    for n in 0..9 {
        let x = 2 + n * 2;
        let long = 8 + (hash(n, 1, 5) % 14).cast_signed() - (n - 4).abs();
        for y in 0..long {
            let lean = if n < 4 { -(y / 6) } else { y / 6 };
            let name = ["leaf4", "leaf3", "leaf3", "leaf2"][usize::try_from((y + n) % 4).unwrap_or(0)];
            c.rect(x + lean.clamp(-2, 2), 10 + y, 2, 1, kit.c(name));
        }
    }
    c.stamp(
        5,
        7,
        &["..ooooooo..", ".olllmmmdo.", ".olllmmmdo.", "..ommmddo.."],
        &kit.key("o=wood1 l=wood5 m=wood4 d=wood3"),
    );
    kit.add("plant_hanging", c, (11, 50));
}

fn pictures(kit: &mut Kit) {
    let scenes: [(&str, i32, i32); 3] =
        [("painting_sea", 26, 20), ("painting_cat", 18, 22), ("painting_hills", 24, 18)];
    for (name, w, h) in scenes {
        let mut c = Canvas::new(w, h);
        c.rect(0, 0, w, h, kit.c("wood1"));
        c.rect(0, 0, w - 1, h - 1, kit.c("gold2"));
        c.rect(0, 0, w - 1, 1, kit.c("gold3"));
        c.rect(1, 1, w - 2, h - 2, kit.c("gold1"));
        for y in 2..h - 2 {
            for x in 2..w - 2 {
                let colour = match name {
                    "painting_sea" => {
                        if y < 8 {
                            "gold4"
                        } else if y == 8 {
                            "water5"
                        } else if (x + y * 3) % 7 == 0 {
                            "water4"
                        } else {
                            "water2"
                        }
                    }
                    "painting_hills" => {
                        let hill = 9 + (x - 9).abs() / 3;
                        if y > hill + 3 {
                            "leaf3"
                        } else if y > hill {
                            "leaf4"
                        } else if (x - 17).pow(2) + (y - 6).pow(2) < 6 {
                            "gold3"
                        } else {
                            "rose4"
                        }
                    }
                    _ => "plum4",
                };
                c.set(x, y, kit.c(colour));
            }
        }
        if name == "painting_sea" {
            c.stamp(
                9,
                4,
                &["...w....", "..ww....", ".wwwp...", "wwwwpp..", "...o....", "oooooooo", ".oooooo."],
                &kit.key("w=paper4 p=paper2 o=wood2"),
            );
        }
        if name == "painting_cat" {
            c.stamp(
                4,
                5,
                &[
                    "o......o..",
                    "oo....oo..",
                    "oooooooo..",
                    "ogoooogo..",
                    "oookkooo..",
                    ".oooooo...",
                    "..oooo....",
                    ".oooooo...",
                    "oooooooo..",
                    "oowwwooo..",
                    "oowwwooo..",
                ],
                &kit.key("o=ink2 g=gold3 k=rose3 w=paper4"),
            );
        }
        c.rect(2, 2, w - 4, 1, kit.c("wood2"));
        kit.add(name, c, (w / 2, h + 22));
    }
    let mut c = Canvas::new(36, 28);
    c.rect(0, 0, 36, 28, kit.c("wood1"));
    c.rect(1, 1, 34, 26, kit.c("wood4"));
    c.rect(1, 1, 34, 1, kit.c("wood5"));
    c.rect(3, 3, 30, 22, kit.c("leaf1"));
    c.rect(3, 3, 30, 1, kit.c("ink1"));
    let chalk = kit.key("w=paper4 c=paper2 g=gold3 r=rose3 p=pine5");
    c.stamp(
        10,
        5,
        &["w.w.ww.w..w.w.w", "www.w..ww.w.w.w", "w.w.ww.w.ww.w.w", "w.w.w..w..w.w.w", "w.w.ww.w..w.www"],
        &chalk,
    );
    c.stamp(
        5,
        10,
        &[
            "cccccc....gg",
            "............",
            "ccccccc...gg",
            "............",
            "ccccc.....gg",
            "............",
            "cccccc....rr",
        ],
        &chalk,
    );
    c.stamp(
        20,
        12,
        &["..w..w...", "...w..w..", "..w..w...", "wwwwwwww.", "wppppppww", "wppppppw.", ".wpppppw.", "..wwwww.."],
        &chalk,
    );
    c.rect(4, 20, 12, 1, kit.c("paper1"));
    c.rect(10, 25, 8, 1, kit.c("paper4"));
    kit.add("menu_board", c, (18, 46));
    let mut c = Canvas::new(16, 16);
    c.ellipse(0, 0, 16, 16, kit.c("wood1"));
    c.ellipse(1, 1, 14, 14, kit.c("gold2"));
    c.ellipse(3, 3, 10, 10, kit.c("paper4"));
    c.line(8, 8, 8, 5, kit.c("ink1"));
    c.line(8, 8, 10, 9, kit.c("ink1"));
    kit.add("wall_clock", c, (8, 38));
}

fn hanging_lamp(kit: &mut Kit) {
    let rows = [
        "........oo........",
        "......oommoo......",
        "....oolmmmmdoo....",
        "...ollmmmmmmddo...",
        "..ollmmmmmmmmddo..",
        ".ollmmmmmmmmmmddo.",
        ".ooooooooooooooooo",
        "...yyhhhhhhhhyy...",
        ".....yhhhhhhy.....",
        ".......yyyy.......",
    ];
    let mut lit = Lit::new(18, 20);
    // Only the end of the cord shows; the rest would cross the room.
    for y in 0..8_i32 {
        let [r, g, b, _] = kit.c("ink2");
        lit.base.rect(8, y, 2, 1, [r, g, b, u8::try_from(30 + y * 30).unwrap_or(255)]);
    }
    lit.base.stamp(0, 8, &rows, &kit.key("o=brick1 l=brick4 m=brick3 d=brick2 y=gold3 h=gold4"));
    lit.glow.stamp(0, 8, &rows, &kit.key("l=brick5 m=gold2 d=brick4 y=gold3 h=paper4"));
    kit.add_lit("hanging_lamp", lit, (9, 62));
}

fn cat(kit: &mut Kit) {
    let one = [
        "....................",
        "..........oo...oo...",
        "......oooollo.olo...",
        "....oolllllllollo...",
        "...olldlldllollllo..",
        "..olllldlldlolkllko.",
        "..ollllllllllllwwo..",
        ".oolllllllllwwllwoo.",
        ".olwwooooollwwwoooo.",
        ".oowwwlllloooooolo..",
        "...oooooooooooooo...",
    ];
    let two = [
        "..........oo...oo...",
        "......oooollo.olo...",
        "....oolllllllollo...",
        "...olldlldllollllo..",
        "..olldldlldlolllllo.",
        "..ollllllldllkllko..",
        "..ollllllllllllwwo..",
        ".oolllllllllwwllwoo.",
        ".olwwooooollwwwoooo.",
        ".oowwwlllloooooolo..",
        "...oooooooooooooo...",
    ];
    for (name, key) in
        [("cat", "o=wood1 l=gold2 d=gold1 w=paper4 k=wood1"), ("cat_grey", "o=ink2 l=stone3 d=stone2 w=paper4 k=ink2")]
    {
        let frames = [&one, &two]
            .map(|rows| {
                let mut c = Canvas::new(20, 13);
                c.blit(&kit.grid(rows, key), 0, 0);
                kit.ground(&mut c, 1, 7, 18, 5);
                c
            })
            .to_vec();
        kit.add_moving(name, frames, 900, (10, 12));
    }
}
