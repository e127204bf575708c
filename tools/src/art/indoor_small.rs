//! The café's small things: tables, chairs, plants, pictures, lamps, and the cat.

use super::canvas::Canvas;
use super::kit::{Kit, Lit};
use super::texture::hash;

/// Draws it all.
pub fn draw(kit: &mut Kit) {
    tables(kit);
    chairs(kit);
    plants(kit);
    pictures(kit);
    hanging_lamp(kit);
    cat(kit);
}

fn tables(kit: &mut Kit) {
    let key = kit.key("w=paper4 c=paper2 b=wood2 g=leaf3 G=leaf4 r=rose2 R=rose3 y=gold3 B=water3 k=ink2 p=paper3 n=gold1 N=gold2 m=wood1");
    let tops: [(&str, &[&str], i32, i32); 4] = [
        ("table_coffee", &["......www..", "www..wwwww.", "wbwc..ppp..", "wwcc.......", "ccc....nNn.", "......cwwwc"], 8, 6),
        ("table_flowers", &["...R..y....", "..RrR.yG...", "...G.G.....", "...GgG.....", "...BBk..www", "...BBk..wbw", "...BBk..ccc"], 8, 0),
        ("table_chess", &["kwkwkwkwk", "wkwkwkwkw", "kwkRkwywk", "wkwkwkwkw", "kwywkwkwk", "mmmmmmmmm"], 9, 6),
        ("table_cake", &["...r.......", "..wwRw.....", ".wRRRRw....", ".pppppp.www", "...pp...wbw", "..pppp..ccc"], 8, 4),
    ];
    for (name, rows, x, y) in tops {
        let mut c = Canvas::new(28, 30);
        // Foot.
        c.rect(13, 17, 3, 9, kit.c("wood2"));
        c.rect(13, 17, 1, 9, kit.c("wood3"));
        c.rect(9, 25, 11, 2, kit.c("wood1"));
        c.rect(9, 25, 4, 1, kit.c("wood3"));
        // Round top with a cloth.
        c.ellipse(1, 5, 26, 18, kit.c("wood1"));
        c.ellipse(1, 3, 26, 18, kit.c("wood1"));
        c.ellipse(2, 6, 24, 16, kit.c("wood2"));
        c.ellipse(2, 4, 24, 16, kit.c("wood4"));
        c.ellipse(2, 4, 21, 13, kit.c("wood5"));
        c.ellipse(4, 5, 21, 14, kit.c("wood4"));
        if name != "table_chess" {
            for yy in 0..11_i32 {
                for xx in 0..19_i32 {
                    if (xx - 9).abs() * 6 + (yy - 5).abs() * 10 <= 62 {
                        let check = (xx / 3 + yy / 2) % 2 == 0;
                        c.set(5 + xx, 7 + yy, kit.c(if check { "paper4" } else { "rose4" }));
                    }
                }
            }
        }
        c.stamp(x, y, rows, &key);
        kit.ground(&mut c, 2, 18, 26, 11);
        kit.add(name, c, (14, 26));
    }
}

fn chairs(kit: &mut Kit) {
    let side = [
        ".oooo...........",
        ".olmo...........",
        ".olmo...........",
        ".oomo...........",
        ".olmo...........",
        ".oomo...........",
        ".olmo...........",
        ".olmooooooooo...",
        ".olRRRRRRRrro...",
        ".olRrrrrrrrro...",
        ".olmmmmmmmmdo...",
        ".oooooooooooo...",
        ".olmo.....omo...",
        ".olmo.....omo...",
        ".omo......odo...",
        ".ooo......ooo...",
    ];
    let down = [
        "..oooooooooo..",
        ".olllllllllmo.",
        ".olmomomomodo.",
        ".olmomomomodo.",
        ".olmomomomodo.",
        ".ollmmmmmmmdo.",
        ".oooooooooooo.",
        ".oRRRRRRRRrro.",
        ".oRrrrrrrrrro.",
        ".olmmmmmmmmdo.",
        ".oooooooooooo.",
        ".olo......odo.",
        ".omo......odo.",
        ".ooo......ooo.",
    ];
    let up = [
        ".oooooooooooo.",
        ".oRRRRRRRRrro.",
        ".oRrrrrrrrrro.",
        "..oooooooooo..",
        ".olllllllllmo.",
        ".olmmmmmmmmdo.",
        ".olmomomomodo.",
        ".olmomomomodo.",
        ".olmomomomodo.",
        ".olmomomomodo.",
        ".olmmmmmmmmdo.",
        ".oooooooooooo.",
        ".omo......odo.",
        ".ooo......ooo.",
    ];
    for (suffix, cushion) in [("", "r=brick3 R=brick4"), ("_blue", "r=water2 R=water3")] {
        let key = format!("o=wood1 l=wood4 m=wood3 d=wood2 {cushion}");
        let left = kit.grid(&side, &key);
        let mut parts = vec![("chair_left", left.clone(), 11), ("chair_right", left.mirrored(), 5)];
        parts.push(("chair_down", kit.grid(&down, &key), 0));
        parts.push(("chair_up", kit.grid(&up, &key), 0));
        for (name, picture, _) in parts {
            let mut c = Canvas::new(18, picture.h + 3);
            let x = (18 - picture.w) / 2;
            c.blit(&picture, x, 0);
            kit.ground(&mut c, 1, picture.h - 6, 16, 8);
            // Back rests that face the viewer stand behind whoever sits; the others in front.
            let behind = name != "chair_up";
            let foot = picture.h + 1 - if behind { 16 } else { 0 };
            kit.add(&format!("{name}{suffix}"), c, (9, foot));
        }
    }
    let mut c = Canvas::new(16, 18);
    let key = kit.key("o=wood1 l=wood4 m=wood3 d=wood2 r=brick3 R=brick4");
    c.stamp(1, 1, &["...oooooooo...", "..oRRRRRrrro..", ".oRRRrrrrrrro.", "..orrrrrrro...", "..oooooooooo..", "...om....do...", "...om....do...", "...ommmmmdo...", "...om....do...", "..om......do..", "..oo......oo.."], &key);
    kit.ground(&mut c, 1, 9, 15, 6);
    kit.add("stool", c, (8, -2));
    armchair(kit);
}

fn armchair(kit: &mut Kit) {
    let rows = [
        "....oooooooooooo....",
        "...oRRRRRRRRRRrro...",
        "..oRRrRRRrRRRrrrro..",
        "..oRRRRRRRRRRRrrro..",
        "..oRRRrRRRrRRrrrro..",
        "..oRRRRRRRRRRRrrro..",
        "ooooRRRRRRRRRrrroooo",
        "oRRooooooooooooorrro",
        "oRRrohhhhhhhhhRorrro",
        "oRrrohRRRRRRRRRorrdo",
        "oRrroRRRRRRRRRrorrdo",
        "oRrroooooooooooorrdo",
        "oRrrorrrrrrrrrdorrdo",
        "oRrrorrrrrrrdddorddo",
        "oorrooooooooooooddoo",
        ".oooo..........oooo.",
        "..ww............ww..",
    ];
    for (name, key) in [("armchair_teal", "o=pine1 R=pine4 r=pine3 d=pine2 h=pine5 w=wood2"), ("armchair_plum", "o=plum1 R=plum3 r=plum2 d=plum1 h=plum4 w=wood2")] {
        let mut c = Canvas::new(22, 22);
        c.stamp(1, 0, &rows, &kit.key(key));
        kit.ground(&mut c, 0, 12, 22, 8);
        kit.add(name, c, (11, 2));
    }
}

fn plants(kit: &mut Kit) {
    let mut c = Canvas::new(26, 38);
    let leaf = kit.key("d=pine2 m=pine3 l=pine4 h=pine5 o=pine1");
    let blade: [&[&str]; 3] = [
        &["..ol....", ".olho...", "olhlm...", "olmlmo..", ".omomd..", "..odmd..", "....dm.."],
        &["....lo..", "...ohlo.", "...mlhlo", "..omlmlo", "..dmomo.", "..dmdo..", "..md...."],
        &["...oo...", "..olho..", ".olhlmo.", ".omlmlo.", "..olmo..", "...md...", "...m...."],
    ];
    for (x, y, kind) in [(1, 4, 0), (16, 3, 1), (9, 0, 2), (0, 12, 0), (17, 12, 1), (5, 9, 2), (13, 8, 2), (9, 13, 2)] {
        c.stamp(x, y, blade[kind], &leaf);
    }
    c.stamp(6, 22, &["oooooooooooooo", "olllmmmmmmmdo.", "oooooooooooooo", ".ollmmmmmmdo..", ".ollmmmmmmdo..", ".olwwwwwwwdo..", "..olmmmmmdo...", "..olmmmmmdo...", "..olmmmmddo...", "...ooooooo...."], &kit.key("o=wood1 l=brick4 m=brick3 d=brick2 w=brick5"));
    kit.ground(&mut c, 3, 27, 22, 8);
    kit.add("plant_big", c, (12, 34));
    let mut c = Canvas::new(18, 26);
    c.stamp(1, 0, &["....d...l.......", "..l.dl.ld..l....", "..dl.dld.ld.....", "l..dl.d.ld..l...", ".dl.ldmldl.ld...", "..dlmdmdmlld....", "...dmmdmmdd.....", "....mdmdm......."], &kit.key("d=leaf2 m=leaf3 l=leaf4"));
    c.stamp(3, 8, &[".ooooooooo.", ".olllmmmdo.", ".oooooooo..", "..olmmmdo..", "..olmmmdo..", "...olmdo...", "...ooooo..."], &kit.key("o=ink2 l=water4 m=water3 d=water2"));
    let c2 = c.cropped(0, 0, 18, 18);
    let mut c = c2;
    kit.ground(&mut c, 2, 11, 14, 6);
    kit.add("plant_small", c, (8, 16));
    // Hangs from the ceiling.
    let mut c = Canvas::new(22, 34);
    c.rect(10, 0, 1, 12, kit.c("wood3"));
    c.stamp(5, 11, &["..omddddo..", ".ommmddddo.", ".oooooooo.."], &kit.key("o=wood1 m=wood4 d=wood3"));
    for n in 0..7 {
        let long = 6 + (hash(n, 1, 5) % 13).cast_signed();
        for y in 0..long {
            let x = 3 + n * 3 - 1 + (y / 3) % 2;
            c.rect(x, 9 + y, 2, 1, kit.c(if y % 3 == 0 { "leaf4" } else if y % 3 == 1 { "leaf3" } else { "leaf2" }));
        }
    }
    kit.add("plant_hanging", c, (11, 52));
}

fn pictures(kit: &mut Kit) {
    let scenes: [(&str, i32, i32); 3] = [("painting_sea", 26, 20), ("painting_cat", 18, 22), ("painting_hills", 24, 18)];
    for (name, w, h) in scenes {
        let mut c = Canvas::new(w, h);
        c.rect(0, 0, w, h, kit.c("wood1"));
        c.rect(0, 0, w - 1, h - 1, kit.c("gold2"));
        c.rect(0, 0, w - 1, 1, kit.c("gold3"));
        c.rect(1, 1, w - 2, h - 2, kit.c("gold1"));
        for y in 2..h - 2 {
            for x in 2..w - 2 {
                let colour = match name {
                    "painting_sea" => if y < 8 { "gold4" } else if y == 8 { "water5" } else if (x + y * 3) % 7 == 0 { "water4" } else { "water2" },
                    "painting_hills" => {
                        let hill = 9 + (x - 9).abs() / 3;
                        if y > hill + 3 { "leaf3" } else if y > hill { "leaf4" } else if (x - 17).pow(2) + (y - 6).pow(2) < 6 { "gold3" } else { "rose4" }
                    }
                    _ => "plum4",
                };
                c.set(x, y, kit.c(colour));
            }
        }
        if name == "painting_sea" {
            c.stamp(9, 4, &["...w....", "..ww....", ".wwwp...", "wwwwpp..", "...o....", "oooooooo", ".oooooo."], &kit.key("w=paper4 p=paper2 o=wood2"));
        }
        if name == "painting_cat" {
            c.stamp(4, 5, &["o......o..", "oo....oo..", "oooooooo..", "ogoooogo..", "oookkooo..", ".oooooo...", "..oooo....", ".oooooo...", "oooooooo..", "oowwwooo..", "oowwwooo.."], &kit.key("o=ink2 g=gold3 k=rose3 w=paper4"));
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
    c.stamp(5, 5, &["ww...ww..w..ww", "w.w.w..w.w.w..", "w.w.w..w.w.w.."], &chalk);
    c.stamp(5, 10, &["cccccc....gg", "............", "ccccccc...gg", "............", "ccccc.....gg", "............", "cccccc....rr"], &chalk);
    c.stamp(20, 9, &["..w..w...", "...w..w..", "..w..w...", "wwwwwwww.", "wppppppww", "wppppppw.", ".wpppppw.", "..wwwww.."], &chalk);
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
    for (name, key) in [("cat", "o=wood1 l=gold2 d=gold1 w=paper4 k=wood1"), ("cat_grey", "o=ink2 l=stone3 d=stone2 w=paper4 k=ink2")] {
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
