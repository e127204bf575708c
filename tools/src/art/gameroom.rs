//! What the Game Hall is played on: tables in five colours and their rugs, the starred runner, theatre seats, lamps.

use super::canvas::Canvas;
use super::kit::{Kit, Lit};

/// Draws it all.
pub fn draw(kit: &mut Kit) {
    for (table, felt, rug) in [
        ("oak", ["wood3", "wood4", "wood5"], ["wood1", "wood2", "gold2", "wood3"]),
        ("rose", ["rose1", "rose2", "rose3"], ["brick1", "rose1", "rose3", "rose2"]),
        ("slate", ["stone1", "stone2", "stone3"], ["night1", "night2", "stone4", "stone1"]),
        ("moss", ["leaf2", "leaf3", "leaf4"], ["leaf1", "leaf2", "leaf5", "leaf3"]),
        ("amber", ["gold1", "gold2", "gold3"], ["wood2", "gold1", "gold4", "gold2"]),
    ] {
        game_table(kit, table, felt);
        game_rug(kit, table, rug);
    }
    runner(kit);
    theatre_seat(kit);
    candelabra(kit);
    footlight(kit);
}

/// An oval table two tiles wide, its top in the table's colour, with buttons at every place and a lamp in the middle.
fn game_table(kit: &mut Kit, table: &str, [dark, face, light]: [&str; 3]) {
    let mut lit = Lit::new(48, 46);
    let c = &mut lit.base;
    // Pedestal.
    c.rect(20, 30, 9, 10, kit.c("wood1"));
    c.rect(21, 30, 7, 9, kit.c("wood2"));
    c.rect(21, 30, 2, 9, kit.c("wood4"));
    c.stamp(
        12,
        36,
        &["....oooooooooooooooo....", ".oolllmmmmmmmmmmddddoo..", "oooooooooooooooooooooooo"],
        &kit.key("o=wood1 l=wood4 m=wood3 d=wood2"),
    );
    // Edge, rim and cloth.
    c.ellipse(3, 15, 42, 22, kit.c("wood1"));
    c.ellipse(4, 15, 40, 21, kit.c("wood2"));
    c.ellipse(3, 11, 42, 22, kit.c("wood1"));
    c.ellipse(4, 12, 40, 20, kit.c("wood3"));
    c.ellipse(4, 12, 39, 18, kit.c("wood4"));
    c.ellipse(5, 12, 30, 14, kit.c("wood5"));
    c.ellipse(7, 13, 34, 17, kit.c("wood4"));
    c.ellipse(7, 14, 34, 16, kit.c(dark));
    c.ellipse(8, 15, 33, 15, kit.c(face));
    c.ellipse(12, 17, 25, 11, kit.c("gold3"));
    c.ellipse(13, 18, 23, 9, kit.c(face));
    for (x, y) in [(11, 19), (12, 18), (14, 17), (11, 20), (16, 16), (17, 16), (18, 16)] {
        c.set(x, y, kit.c(light));
    }
    // A button at each of the six places.
    let button = kit.key("o=ink1 r=brick3 R=brick5 d=gold1");
    for (x, y) in [(8, 20), (36, 20), (14, 14), (30, 14), (14, 26), (30, 26)] {
        c.stamp(x, y, &[".oo.", "oRro", "odoo"], &button);
    }
    let props = kit.key("w=paper4 c=paper2 o=ink1 r=brick3 b=water2 y=gold3 p=paper3");
    match table {
        "oak" => c.stamp(29, 19, &["wwwc", "wowc", "wwoc", "cccc"], &props),
        "rose" => c.stamp(28, 19, &[".wwc.", "wrwwc", "wwrwc", "cwwwc", ".ccc."], &props),
        "slate" => c.stamp(28, 20, &["wwwwww", "wbbbwc", "wbwwwc", "cccccc"], &props),
        "moss" => c.stamp(28, 19, &["www.ww", "wrwwbw", "www.ww", "ccc.cc"], &props),
        _ => c.stamp(29, 19, &["yy..", "yoyy", "yyoy", ".yyc"], &props),
    }
    c.stamp(14, 21, &["wwww.", "wppww", "wppwc", ".cccc"], &props);
    // The little lamp.
    let shade = ["...oooo...", "..ohhyyo..", ".ohhyyyyo.", "ohhhyyyyyo", "oooooooooo"];
    let key = kit.key("o=wood1 h=gold4 y=gold3 l=gold3 d=gold1 w=paper4");
    c.stamp(19, 7, &shade, &key);
    c.stamp(22, 12, &["olo", "olo", "olo", "olo", "odo"], &kit.key("o=wood1 l=gold3 d=gold1"));
    c.stamp(20, 17, &[".ollo..", "olllddo", ".ooooo."], &key);
    lit.glow.stamp(19, 7, &shade, &kit.key("h=paper4 y=gold4"));
    kit.ground(&mut lit.base, 4, 25, 42, 15);
    kit.add_lit(&format!("game_table_{table}"), lit, (16, 37));
}

fn game_rug(kit: &mut Kit, table: &str, [edge, face, line, inner]: [&str; 4]) {
    let mut c = Canvas::new(86, 58);
    c.ellipse(0, 0, 86, 58, kit.c(edge));
    c.ellipse(1, 1, 84, 55, kit.c(face));
    c.ellipse(4, 3, 78, 51, kit.c(line));
    c.ellipse(5, 4, 76, 49, kit.c(face));
    c.ellipse(10, 7, 66, 43, kit.c(inner));
    c.ellipse(11, 8, 64, 41, kit.c(edge));
    c.ellipse(12, 9, 62, 39, kit.c(face));
    kit.add(&format!("rug_game_{table}"), c, (35, 37));
}

/// The carpet from the door to the stage, two tiles wide and nine long.
fn runner(kit: &mut Kit) {
    let (w, h) = (36, 142);
    let mut c = Canvas::new(w, h);
    c.rect(0, 0, w, h, kit.c("ink1"));
    c.rect(1, 0, w - 2, h - 1, kit.c("plum1"));
    c.rect(3, 0, w - 6, h - 3, kit.c("gold1"));
    c.rect(4, 0, w - 8, h - 4, kit.c("gold3"));
    c.rect(5, 0, w - 10, h - 5, kit.c("plum2"));
    c.rect(7, 0, 1, h - 7, kit.c("plum3"));
    c.rect(w - 8, 0, 1, h - 7, kit.c("plum3"));
    let star = [
        "....h....",
        "....h....",
        "...hhg...",
        "hhhhggggg",
        ".hhggggd.",
        "..hgggd..",
        "..hggdd..",
        ".hgd.ddd.",
        ".d.....d.",
    ];
    for n in 0..7 {
        let y = 4 + n * 19;
        c.stamp(13, y, &star, &kit.key("h=gold4 g=gold3 d=gold1"));
        if n < 6 {
            for x in [10, 24] {
                c.stamp(x, y + 12, &[".v.", "vVv", ".v."], &kit.key("v=plum3 V=plum4"));
            }
        }
    }
    for x in (2..w - 2).step_by(2) {
        c.set(x, h - 1, kit.c("gold2"));
    }
    kit.add("runner_stars", c, (10, 142));
}

/// One seat of a row that looks to the stage, seen from behind.
fn theatre_seat(kit: &mut Kit) {
    let rows = [
        "................",
        ".oooooooooooooo.",
        "oRRRRRRRRRRRrrro",
        "oRrrrrrrrrrrrrdo",
        "oooooooooooooooo",
        "oyyYYYYYYYYyyyxo",
        "oYrrrrrrrrrrrdxo",
        "oYRRRrrrrrrrrdxo",
        "oYRrrrrrrrrrddxo",
        "oyRrrrrrrrrrddxo",
        "oyRrrrrrrrrrddxo",
        "oyrrrrrrrrrdddxo",
        "oyrrrrrrrddddDxo",
        "oxxxxxxxxxxxxxxo",
        ".oooooooooooooo.",
        "..nn........nn..",
        "..oo........oo..",
    ];
    let mut c = Canvas::new(18, 20);
    c.stamp(1, 0, &rows, &kit.key("o=wood1 R=rose3 r=rose2 d=rose1 D=brick1 Y=gold4 y=gold2 x=gold1 n=wood3"));
    kit.ground(&mut c, 0, 12, 18, 8);
    kit.add("theatre_seat", c, (9, 14));
}

/// Three candles on a tall brass foot.
fn candelabra(kit: &mut Kit) {
    let rows = [
        "........ff........",
        "........fy........",
        "..f....owwo....f..",
        ".ffy...owco...ffy.",
        ".owo...owco...owo.",
        ".owo..ooooo...owo.",
        ".owoo..oLo...oowo.",
        "oooooo.oLo..oooooo",
        "..oLo..oYo...oLo..",
        "...oLoooYoooooo...",
        "....oLLYYYyyxo....",
        ".....ooLYyooo.....",
        "......oLYxo.......",
        ".......oLo........",
    ];
    let key = "o=wood1 f=gold4 y=gold2 w=paper4 c=paper2 L=gold4 Y=gold3 x=gold1";
    let mut lit = Lit::new(20, 44);
    lit.base.rect(7, 13, 4, 24, kit.c("wood1"));
    lit.base.rect(8, 13, 1, 24, kit.c("gold4"));
    lit.base.rect(9, 13, 1, 24, kit.c("gold1"));
    for y in [20, 29] {
        lit.base.stamp(6, y, &[".oooo.", "oLYyxo", ".oooo."], &kit.key("o=wood1 L=gold4 Y=gold3 y=gold2 x=gold1"));
    }
    lit.base.stamp(0, 0, &rows, &kit.key(key));
    lit.base.stamp(
        3,
        36,
        &["....oooo....", "..ooLYyxoo..", "ooLYYyyyxxoo", ".oooooooooo."],
        &kit.key("o=wood1 L=gold4 Y=gold3 y=gold2 x=gold1"),
    );
    lit.glow.stamp(
        0,
        0,
        &["........hh........", "........fh........", "..h............h..", ".fhf..........fhf."],
        &kit.key("h=paper4 f=gold4"),
    );
    kit.ground(&mut lit.base, 2, 34, 17, 8);
    kit.add_lit("candelabra", lit, (9, 41));
}

/// A brass shell on the lip of the stage.
fn footlight(kit: &mut Kit) {
    let mut shell = Lit::new(14, 12);
    let rows =
        ["....oooooo....", "..ooLYYYyxoo..", ".oLYLYyYyxyxo.", "oLYoLYoyxoyxxo", "oYYoYYoyxoyxxo", ".oooooooooooo."];
    shell.base.stamp(0, 4, &rows, &kit.key("o=wood1 L=gold4 Y=gold3 y=gold2 x=gold1"));
    shell.glow.stamp(0, 2, &["...hhhhhhhh...", ".....hhhh....."], &kit.key("h=gold4"));
    shell.glow.stamp(0, 4, &["..............", "....wwwwww....", "..wwhhhhhhww.."], &kit.key("w=paper4 h=gold4"));
    kit.add_lit("footlight", shell, (7, 21));
}
