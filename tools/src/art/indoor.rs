//! The café's walls and big furniture: panels, windows, counter, fireplace, shelves.

use super::canvas::Canvas;
use super::kit::{Kit, Lit};
use super::pack::Sprite;
use super::texture::{bricks, hash, real};

/// Draws it all.
pub fn draw(kit: &mut Kit) {
    walls(kit);
    wall_window(kit);
    counter(kit);
    shelves(kit);
    fireplace(kit);
}

/// One tile of back wall, three tiles tall: rail, wallpaper, panelling.
fn walls(kit: &mut Kit) {
    for (name, seed) in [("wall_panel", 0), ("wall_panel_b", 1)] {
        let mut c = Canvas::new(16, 48);
        c.rect(0, 0, 16, 48, kit.c("pine3"));
        for x in [0, 8] {
            c.rect(x, 4, 4, 28, kit.c("pine2"));
        }
        let motif = kit.key("a=pine4 b=gold1");
        for (x, y) in [(9, 9), (1, 17), (9, 25)] {
            if hash(x, y, seed).is_multiple_of(2) || seed == 0 {
                c.stamp(x, y, &[".a.", "aba", ".a."], &motif);
            }
        }
        c.rect(0, 0, 16, 4, kit.c("wood2"));
        c.rect(0, 0, 16, 1, kit.c("wood4"));
        c.rect(0, 3, 16, 1, kit.c("wood1"));
        c.rect(0, 4, 16, 2, kit.c("pine1"));
        // Panelling.
        c.rect(0, 31, 16, 17, kit.c("wood3"));
        c.rect(0, 30, 16, 1, kit.c("wood5"));
        c.rect(0, 31, 16, 1, kit.c("wood4"));
        c.rect(0, 32, 16, 1, kit.c("wood1"));
        c.rect(2, 35, 12, 8, kit.c("wood2"));
        c.rect(3, 36, 11, 7, kit.c("wood4"));
        c.rect(3, 36, 10, 6, kit.c("wood3"));
        c.rect(0, 45, 16, 3, kit.c("wood2"));
        c.rect(0, 45, 16, 1, kit.c("wood4"));
        c.rect(0, 47, 16, 1, kit.c("wood1"));
        kit.add(name, c, (8, 32));
    }
}

fn wall_window(kit: &mut Kit) {
    let (w, h) = (36, 34);
    let mut lit = Lit::new(w, h);
    let c = &mut lit.base;
    c.rect(4, 3, 28, 26, kit.c("wood1"));
    c.rect(5, 4, 26, 24, kit.c("wood4"));
    c.rect(5, 4, 26, 1, kit.c("wood5"));
    for y in 6..26 {
        for x in 7..29 {
            let name = if y > 20 + (x / 5) % 2 {
                "leaf3"
            } else if y > 18 - (x / 3) % 3 {
                "leaf4"
            } else if (8..13).contains(&y) && ((10..16).contains(&x) || y > 9 && (21..26).contains(&x)) {
                "paper4"
            } else if y < 10 {
                "water3"
            } else {
                "water4"
            };
            c.set(x, y, kit.c(if (x + y) % 17 < 2 { "water5" } else { name }));
            let star = hash(x, y, 2).is_multiple_of(37) && y < 16;
            let night = if y > 20 + (x / 5) % 2 {
                "night1"
            } else if star {
                "gold4"
            } else if y < 13 {
                "night2"
            } else {
                "night3"
            };
            lit.glow.set(x, y, kit.c(night));
        }
    }
    lit.glow.ellipse(21, 8, 5, 5, kit.c("gold4"));
    lit.glow.ellipse(20, 7, 4, 4, kit.c("night2"));
    for (x, y, bw, bh) in [(17, 5, 2, 22), (6, 15, 24, 1)] {
        c.rect(x, y, bw, bh, kit.c("wood4"));
        lit.glow.rect(x, y, bw, bh, super::canvas::CLEAR);
    }
    // Curtains on a brass rod.
    for side in [false, true] {
        for y in 3..29 {
            let wide = if y < 16 { 8 - y / 4 } else { 4 + (y - 16) / 5 };
            for n in 0..wide {
                let x = if side { 33 - n } else { 2 + n };
                let name = match (n % 3, n == wide - 1) {
                    (_, true) => "rose1",
                    (0, _) => "rose3",
                    _ => "rose2",
                };
                c.set(x, y, kit.c(name));
                lit.glow.set(x, y, super::canvas::CLEAR);
            }
        }
        let x = if side { 30 } else { 2 };
        c.rect(x, 15, 4, 2, kit.c("gold3"));
    }
    c.rect(0, 2, 36, 1, kit.c("gold2"));
    c.rect(0, 1, 2, 3, kit.c("gold3"));
    c.rect(34, 1, 2, 3, kit.c("gold1"));
    c.rect(3, 29, 30, 2, kit.c("wood5"));
    c.rect(3, 31, 30, 1, kit.c("wood2"));
    kit.add_lit("wall_window", lit, (18, 47));
}

/// Six tiles of bar with machine, till, cake dome and glass case; steam rises from the machine.
fn counter(kit: &mut Kit) {
    let (w, h) = (98, 52);
    let mut frames = Vec::new();
    for frame in 0..4 {
        let mut c = Canvas::new(w, h);
        let wood = kit.tones(["wood1", "wood2", "wood3", "wood4", "wood5"]);
        // Front with panels, then the slab.
        c.rect(1, 28, 96, 22, wood[1]);
        for n in 0..6 {
            let x = 3 + n * 16;
            c.rect(x, 31, 13, 15, wood[0]);
            c.rect(x + 1, 32, 12, 14, wood[3]);
            c.rect(x + 1, 32, 11, 13, wood[2]);
            c.rect(x + 4, 35, 5, 7, wood[1]);
            c.rect(x + 5, 36, 4, 6, wood[3]);
            c.rect(x + 5, 36, 3, 5, wood[2]);
        }
        c.rect(1, 47, 96, 3, wood[0]);
        c.rect(0, 21, 98, 7, kit.c("paper3"));
        c.rect(0, 21, 98, 1, kit.c("paper4"));
        c.rect(0, 26, 98, 1, kit.c("paper2"));
        c.rect(0, 27, 98, 2, kit.c("paper1"));
        c.rect(0, 29, 98, 1, wood[0]);
        // Espresso machine.
        let key =
            kit.key("o=ink2 d=stone1 m=stone3 l=stone4 h=stone5 r=brick3 R=brick4 g=gold3 w=paper4 b=wood1 k=ink1");
        let machine = [
            ".www..ww.www............",
            ".wbw..ww.wbw............",
            "oooooooooooooooooooooo..",
            "ohhhhhhllllllllllllmmo..",
            "orRRRRRRRRRrrrrrrrrrro..",
            "orRggRRRRrrrrrrrrggrro..",
            "orrrrrrrrrrrrrrrrrrrro..",
            "ommmmmmmmmmmmmmmmmmmdo..",
            "okkkdmkkkkkkkkdmkkkkko..",
            "okkkdmokkkkkkkdmokkkko..",
            "okkkkkkkkkkkkkkkkkkkko..",
            "okkwwwwkkkkkkkwwwwkkko..",
            "okkwwwwwkkkkkkwwwwwkko..",
            "okkkwwkkkkkkkkkwwkkkko..",
            "ohhhhhhhhhlllllllllmmo..",
            "ooooooooooooooooooooooo.",
        ];
        c.stamp(5, 8, &machine, &key);
        // Till.
        let till = [
            "....ooooo....",
            "...ogggggo...",
            "...ogkkggo...",
            "..ooooooooo..",
            ".ollwlwlwlmo.",
            ".olwlwlwlwmo.",
            "ollllllllllmo",
            "ommmmmmmmmmmo",
            "odddddgdddddo",
            "ooooooooooooo",
        ];
        c.stamp(34, 14, &till, &key);
        // Glass case with pastries on two shelves.
        c.rect(52, 4, 43, 21, kit.c("ink2"));
        c.rect(53, 5, 41, 19, kit.c("water4"));
        c.rect(53, 5, 41, 19, kit.c("paper2"));
        c.rect(53, 5, 41, 2, kit.c("gold4"));
        for y in [13, 22] {
            c.rect(53, y, 41, 1, wood[3]);
            c.rect(53, y + 1, 41, 1, wood[2]);
        }
        let food = kit.key(
            "b=gold1 B=gold2 h=wood5 p=rose2 P=rose4 c=wood2 C=wood3 w=paper4 g=leaf4 r=brick3 v=plum3 V=plum4 o=wood1",
        );
        let items: [(i32, i32, &[&str]); 8] = [
            (55, 8, &["..hBb..", ".hBbhb.", "hBb.bBb", "bb...bb"]),
            (64, 8, &["..PP...", ".PPPp..", ".bBBb..", ".bBBb.."]),
            (71, 7, &[".r...", ".ww..", "wwwwp", "CCCCc", "wwwwp", "CCCCc"]),
            (79, 8, &[".hBBb.", "hB..Bb", "BB..bb", ".Bbbb."]),
            (86, 8, &["..V...", ".VVvv.", ".bBBb.", ".bBBb."]),
            (56, 17, &[".hhBBb..", "hhBhBBb.", "hBBBBBbb", "bbbbbbbb"]),
            (67, 16, &["..r..r..", ".wwwwww.", "PPPPPPpp", "wwwwwwww", "PPPPPPpp"]),
            (79, 16, &["..ghg...", ".gBBBg..", "hBBBBBb.", "hBBBBBb.", ".bbbbb.."]),
        ];
        for (x, y, rows) in items {
            c.stamp(x, y, rows, &food);
        }
        for n in 0..10 {
            c.set(58 + n / 2, 21 - n, kit.c("water5"));
            c.set(84 + n / 2, 20 - n, kit.c("paper4"));
        }
        c.rect(52, 3, 43, 1, kit.c("stone5"));
        c.rect(94, 4, 1, 21, kit.c("ink2"));
        // Steam.
        for (n, x) in (0_i32..).zip([10, 21]) {
            for y in 0..7 {
                let drift = [0, 1, 1, 0][usize::try_from((y + frame + n).rem_euclid(4)).unwrap_or(0)];
                if (y + frame + n * 2) % 5 != 0 {
                    let [r, g, b, _] = kit.c("paper4");
                    c.blend(x + drift, 7 - y, [r, g, b, u8::try_from(210 - y * 26).unwrap_or(40)]);
                }
            }
        }
        c.rect(1, 50, 96, 2, kit.palette.shadow());
        frames.push(c);
    }
    kit.add_moving("counter", frames, 200, (41, 50));
    // A plain piece, one tile wide, to lead the bar around a corner.
    let mut c = Canvas::new(16, 31);
    c.rect(0, 0, 16, 8, kit.c("paper3"));
    c.rect(0, 0, 16, 1, kit.c("paper4"));
    c.rect(0, 5, 16, 1, kit.c("paper2"));
    c.rect(0, 6, 16, 2, kit.c("paper1"));
    c.rect(0, 8, 16, 21, kit.c("wood2"));
    c.rect(0, 8, 16, 1, kit.c("wood1"));
    c.rect(2, 10, 12, 15, kit.c("wood1"));
    c.rect(3, 11, 11, 14, kit.c("wood4"));
    c.rect(3, 11, 10, 13, kit.c("wood3"));
    c.rect(0, 26, 16, 3, kit.c("wood1"));
    c.rect(0, 29, 16, 2, kit.palette.shadow());
    kit.add("counter_piece", c, (8, 29));
}

fn shelves(kit: &mut Kit) {
    let key = kit.key("w=paper4 c=paper2 r=rose2 R=rose3 b=water2 B=water3 g=gold2 G=gold3 t=pine3 T=pine4 p=plum3 P=plum4 k=wood1 l=leaf3 L=leaf4 o=wood2");
    let cups: [&[&str]; 6] = [
        &["......", "wwww..", "wwwcw.", "wwwcw.", ".wcc.."],
        &["......", "RRRr..", "RRRrR.", "RRrrr.", ".Rrr.."],
        &["......", "BBBb..", "BBBbB.", "BBbbb.", ".Bbb.."],
        &[".kk...", "GGGg..", "GwwG..", "GwwG..", "Gggg.."],
        &[".oo...", "TTTt..", "TwTt..", "TTTt..", "tttt.."],
        &["..L...", ".LlL..", "L.l.L.", "wwwc..", ".wcc.."],
    ];
    for (name, seed, rows) in [("shelf_cups", 3, 2), ("shelf_jars", 8, 1)] {
        let mut c = Canvas::new(46, 4 + rows * 13);
        for row in 0..rows {
            let y = 10 + row * 13;
            for n in 0..6 {
                let pick = hash(n, row, seed) % 6;
                c.stamp(3 + n * 7, y - 5, cups[usize::try_from(pick).unwrap_or(0)], &key);
            }
            c.rect(1, y, 44, 1, kit.c("wood5"));
            c.rect(1, y + 1, 44, 2, kit.c("wood3"));
            c.rect(1, y + 3, 44, 1, kit.c("wood1"));
            for x in [5, 38] {
                c.rect(x, y + 3, 2, 3, kit.c("wood2"));
                c.set(x, y + 5, kit.c("wood1"));
            }
        }
        kit.add(name, c, (23, if rows == 2 { 44 } else { 43 }));
    }
}

fn fireplace(kit: &mut Kit) {
    let (w, h) = (50, 58);
    let (mut frames, mut glows) = (Vec::new(), Vec::new());
    for frame in 0..4 {
        let mut lit = Lit::new(w, h);
        let c = &mut lit.base;
        let tones = kit.tones(["stone1", "stone2", "stone3", "stone4"]);
        bricks(c, 6, 0, 38, 26, tones, 3);
        c.rect(6, 0, 1, 26, tones[3]);
        c.rect(43, 0, 1, 26, tones[0]);
        bricks(c, 2, 28, 46, 28, tones, 9);
        c.rect(2, 28, 1, 28, tones[3]);
        c.rect(47, 28, 1, 28, tones[0]);
        // Mantel with a clock, candles and a sprig.
        c.rect(0, 24, 50, 5, kit.c("wood3"));
        c.rect(0, 24, 50, 1, kit.c("wood5"));
        c.rect(0, 28, 50, 1, kit.c("wood1"));
        c.rect(2, 29, 46, 2, kit.c("stone1"));
        let key = kit.key("o=wood1 g=gold2 y=gold3 w=paper4 c=paper3 f=gold4 l=leaf3 L=leaf4 r=brick3");
        c.stamp(
            20,
            14,
            &[
                "...oooo...",
                "..oggggo..",
                ".ogwwwwgo.",
                ".ogwowwgo.",
                ".ogwoowgo.",
                ".ogwwwwgo.",
                ".oggggggo.",
                "oggyyyyggo",
                "oggggggggo",
                "oooooooooo",
            ],
            &key,
        );
        c.stamp(5, 17, &[".f.", ".y.", "ww.", "wc.", "wc.", "wc.", "gg."], &key);
        c.stamp(41, 18, &[".f.", ".y.", "ww.", "wc.", "wc.", "gg."], &key);
        c.stamp(10, 19, &["L..l..", ".Lrl.L", "l.Ll.l", ".rrrr.", ".rrrr."], &key);
        lit.glow.stamp(5, 17, &[".f.", ".y."], &key);
        lit.glow.stamp(41, 18, &[".f.", ".y."], &key);
        // Hearth.
        c.ellipse(11, 33, 28, 22, tones[0]);
        c.rect(11, 43, 28, 13, tones[0]);
        c.ellipse(13, 35, 24, 20, kit.c("ink1"));
        c.rect(13, 44, 24, 12, kit.c("ink1"));
        for (x, y, wide) in [(15, 51, 20), (17, 48, 14)] {
            c.rect(x, y, wide, 3, kit.c("wood2"));
            c.rect(x, y, wide, 1, kit.c("wood3"));
            c.rect(x + wide - 2, y, 2, 3, kit.c("wood5"));
        }
        for x in 0..20_i32 {
            let middle = 10 - (x - 10).abs();
            let lick = (hash(x / 2, frame, 4) % 5).cast_signed();
            let tall = middle + lick - 2;
            for y in 0..tall {
                let level = real(y) / real(tall.max(1));
                let name = if level < 0.35 && middle > 3 {
                    "gold4"
                } else if level < 0.6 {
                    "gold3"
                } else if level < 0.8 {
                    "gold2"
                } else {
                    "brick3"
                };
                c.set(15 + x, 51 - y, kit.c(name));
                lit.glow.set(15 + x, 51 - y, kit.c(name));
            }
        }
        for n in 0..3 {
            let (x, y) = (18 + n * 6 + frame % 2, 42 - (frame * 3 + n * 4) % 7);
            c.set(x, y, kit.c("gold3"));
            lit.glow.set(x, y, kit.c("gold3"));
        }
        c.rect(0, 55, 50, 3, kit.c("stone3"));
        c.rect(0, 55, 50, 1, kit.c("stone5"));
        c.rect(0, 57, 50, 1, kit.c("stone1"));
        frames.push(lit.base);
        glows.push(lit.glow);
    }
    let anchor = (25, 42);
    kit.sprites.push(Sprite::moving("fireplace_glow", glows, 150, anchor));
    kit.sprites.push(Sprite::moving("fireplace", frames, 150, anchor).glowing("fireplace_glow"));
}
