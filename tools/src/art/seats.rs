//! Where guests of the café sit: tables, chairs, a stool, armchairs.

use super::canvas::Canvas;
use super::kit::Kit;

/// Draws it all.
pub fn draw(kit: &mut Kit) {
    tables(kit);
    chairs(kit);
}

fn tables(kit: &mut Kit) {
    let key = kit.key("w=paper4 c=paper2 b=wood2 g=leaf3 G=leaf4 r=rose2 R=rose3 y=gold3 B=water3 k=ink2 p=paper3 n=gold1 N=gold2 m=wood1");
    let tops: [(&str, &[&str], i32, i32); 4] = [
        (
            "table_coffee",
            &["......www..", "www..wwwww.", "wbwc..ppp..", "wwcc.......", "ccc....nNn.", "......cwwwc"],
            8,
            6,
        ),
        (
            "table_flowers",
            &["...R..y....", "..RrR.yG...", "...G.G.....", "...GgG.....", "...BBk..www", "...BBk..wbw", "...BBk..ccc"],
            8,
            0,
        ),
        ("table_chess", &["kwkwkwkwk", "wkwkwkwkw", "kwkRkwywk", "wkwkwkwkw", "kwywkwkwk", "mmmmmmmmm"], 9, 6),
        (
            "table_cake",
            &["...r.......", "..wwRw.....", ".wRRRRw....", ".pppppp.www", "...pp...wbw", "..pppp..ccc"],
            8,
            4,
        ),
    ];
    for (name, rows, x, y) in tops {
        let mut c = Canvas::new(28, 30);
        // Foot.
        c.rect(13, 17, 3, 9, kit.c("wood2"));
        c.rect(13, 17, 1, 9, kit.c("wood3"));
        c.rect(9, 25, 11, 2, kit.c("wood1"));
        c.rect(9, 25, 4, 1, kit.c("wood3"));
        // Round top with a cloth.
        let mut top = Canvas::new(28, 30);
        top.ellipse(2, 6, 24, 16, kit.c("wood2"));
        top.ellipse(2, 4, 24, 16, kit.c("wood4"));
        top.outline(kit.c("wood1"));
        c.blit(&top, 0, 0);
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
    c.stamp(
        1,
        1,
        &[
            "...oooooooo...",
            "..oRRRRRrrro..",
            ".oRRRrrrrrrro.",
            "..orrrrrrro...",
            "..oooooooooo..",
            "...om....do...",
            "...om....do...",
            "...ommmmmdo...",
            "...om....do...",
            "..om......do..",
            "..oo......oo..",
        ],
        &key,
    );
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
    for (name, key) in [
        ("armchair_teal", "o=pine1 R=pine4 r=pine3 d=pine2 h=pine5 w=wood2"),
        ("armchair_plum", "o=plum1 R=plum3 r=plum2 d=plum1 h=plum4 w=wood2"),
    ] {
        let mut c = Canvas::new(22, 22);
        c.stamp(1, 0, &rows, &kit.key(key));
        kit.ground(&mut c, 0, 12, 22, 8);
        kit.add(name, c, (11, 2));
    }
}
