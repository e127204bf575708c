//! What makes the café cosy: sconces, sunbeams, a sofa, the back bar, coats, sacks of beans, a record player.

use super::canvas::Canvas;
use super::kit::{Kit, Lit};
use super::texture::hash;

/// Draws it all.
pub fn draw(kit: &mut Kit) {
    wall_parts(kit);
    back_bar(kit);
    sofa(kit);
    standing(kit);
}

fn wall_parts(kit: &mut Kit) {
    // The corner post at either end of the panelled wall.
    let mut c = Canvas::new(7, 50);
    c.rect(0, 0, 7, 50, kit.c("wood2"));
    c.rect(1, 0, 1, 50, kit.c("wood4"));
    c.rect(2, 0, 3, 50, kit.c("wood3"));
    c.rect(6, 0, 1, 50, kit.c("wood1"));
    c.rect(0, 0, 1, 50, kit.c("wood1"));
    c.rect(0, 0, 7, 1, kit.c("wood4"));
    for y in [4, 44] {
        c.rect(0, y, 7, 2, kit.c("wood4"));
        c.rect(0, y + 2, 7, 1, kit.c("wood1"));
    }
    let right = c.mirrored();
    kit.add("wall_post_left", c, (13, 34));
    kit.add("wall_post_right", right, (-6, 34));
    // Sunlight (or moonlight) through a window onto the floor.
    let mut c = Canvas::new(52, 52);
    let [r, g, b, _] = kit.c("paper4");
    for y in 0..48_i32 {
        for x in 0..24_i32 {
            let slant = x + y / 2;
            let bar = (11..13).contains(&x) || (22..24).contains(&y);
            let soft = (x == 0 || x == 23 || !(2..=45).contains(&y)) && (x + y) % 2 == 0;
            if !bar && !soft {
                c.set(slant, y, [r, g, b, if y < 24 { 78 } else { 54 }]);
            }
        }
    }
    kit.add("sunbeam", c, (12, 16));
    let mut lit = Lit::new(12, 20);
    lit.base.stamp(
        1,
        0,
        &[
            "...oooo...",
            "..ohhyyo..",
            "..ohhyyo..",
            ".ohhhyyyo.",
            ".ohhyyyyo.",
            ".oooooooo.",
            "....ol....",
            "....ol....",
            "..ollmo...",
            "...olmo...",
            "....oo....",
        ],
        &kit.key("o=wood1 h=paper4 y=paper3 l=gold3 m=gold1"),
    );
    lit.glow.stamp(
        1,
        0,
        &["..........", "...hhyy...", "...hhyy...", "..hhhyyy..", "..hhyyyy.."],
        &kit.key("h=paper4 y=gold4"),
    );
    kit.add_lit("wall_lamp", lit, (6, 44));
}

fn back_bar(kit: &mut Kit) {
    // Low cabinet with a grinder, jars, a sink and a kettle.
    let mut c = Canvas::new(82, 40);
    let wood = kit.tones(["wood1", "wood2", "wood3", "wood4", "wood5"]);
    c.rect(1, 18, 80, 20, wood[1]);
    for n in 0..5 {
        let x = 2 + n * 16;
        c.rect(x, 22, 15, 14, wood[0]);
        c.rect(x + 1, 23, 13, 12, wood[2]);
        c.rect(x + 1, 23, 13, 1, wood[3]);
        c.rect(x + 11, 28, 2, 3, kit.c("gold2"));
    }
    c.rect(0, 14, 82, 6, kit.c("paper3"));
    c.rect(0, 14, 82, 1, kit.c("paper4"));
    c.rect(0, 18, 82, 2, kit.c("paper1"));
    c.rect(0, 20, 82, 1, wood[0]);
    let key = kit.key("o=ink2 l=stone4 h=stone5 m=stone3 d=stone1 b=wood2 B=wood1 r=brick3 R=brick4 w=paper4 g=gold2 G=gold3 t=pine4 T=pine3 k=wood4 W=water3 p=rose3");
    c.stamp(
        3,
        2,
        &[
            ".ooooooo.",
            "..oBBBo..",
            "..obBbo..",
            "...ooo...",
            ".orRrrro.",
            ".orRrrro.",
            ".oorrroo.",
            "..olmdo..",
            "..olmdo..",
            ".ohllmdo.",
            ".ohllmdo.",
            ".ooooooo.",
        ],
        &key,
    );
    for (x, fill) in [(15, "b"), (23, "g"), (31, "k")] {
        let rows = ["..ooo..", ".okkko.", ".oooooo", "ohFFFmo", "ohFFFmo", "oFFFFFo", "oFFFFFo", ".ooooo."]
            .map(|row| row.replace('F', fill));
        c.stamp(x, 7, &rows.each_ref().map(String::as_str), &key);
    }
    c.stamp(
        42,
        8,
        &[
            "....oo.......",
            "...oddo......",
            ".....do......",
            ".....do......",
            ".....oo......",
            "ooooooooooooo",
            "odddddddddddo",
            "oWWWWWWWWWWWo",
            "ooooooooooooo",
        ],
        &key,
    );
    c.stamp(
        58,
        5,
        &[
            "....oo....",
            "..oooooo..",
            ".ohlllmdo.",
            "ohhlllmmdo",
            "ohlllmmmdoo",
            "ohlllmmmdo",
            ".ohlmmmdo.",
            "..oooooo..",
        ],
        &key,
    );
    c.stamp(70, 5, &["www...", "wwww..", "wwww..", "ppp...", "pppp..", "ttt...", "tttt..", "tTTt..", ".TT..."], &key);
    c.rect(1, 37, 80, 1, wood[0]);
    c.rect(2, 38, 80, 2, kit.palette.shadow());
    kit.add("back_bar", c, (41, 22));
}

fn sofa(kit: &mut Kit) {
    let rows = [
        "...oooooooooooooooooooooooooooooo...",
        "..ohhhhhhhhhhhhohhhhhhhhhhhhhhhmmo..",
        ".ohhlllllllllmolllllllllllllllmmmdo.",
        ".ohlllllllllmmolllllllllllllllmmmdo.",
        ".ohlllnlllnlmmollllnlllnllllnlmmmdo.",
        ".ohlllllllllmmolllllllllllllllmmmdo.",
        "ooollllllllmmmollllllllllllllmmmoooo",
        "hlooooooooooooooooooooooooooooooolmo",
        "hlmohhhhhhhhhhhohhhhhhhhhhhhhhmoolmd",
        "hlmohlllllllllmohllllllllllllmdoolmd",
        "hlmohllllllllmmohlllllllllllmmdoolmd",
        "hlmoooooooooooooooooooooooooooooolmd",
        "olmommmmmmmmmmmmmmmmmmmmmmmmmdddolmo",
        "olmommmmmmmmmmmmmmmmmmmmmmmmdddoolmo",
        ".ooooooooooooooooooooooooooooooooo..",
        "..ww............................ww..",
    ];
    let mut c = Canvas::new(38, 22);
    c.stamp(1, 0, &rows, &kit.key("o=pine1 h=pine5 l=pine4 m=pine3 d=pine2 n=pine3 w=wood2"));
    c.stamp(5, 4, &["ooooooo", "orRrRro", "oRrRrRo", "orRrRro", "ooooooo"], &kit.key("o=gold1 r=gold2 R=gold3"));
    kit.ground(&mut c, 1, 12, 36, 9);
    kit.add("sofa", c, (10, 2));
    let mut c = Canvas::new(32, 20);
    c.rect(2, 8, 2, 9, kit.c("wood1"));
    c.rect(26, 8, 2, 9, kit.c("wood1"));
    c.rect(0, 2, 30, 10, kit.c("wood1"));
    c.rect(1, 2, 28, 7, kit.c("wood4"));
    c.rect(1, 2, 28, 1, kit.c("wood5"));
    c.rect(1, 9, 28, 2, kit.c("wood2"));
    c.stamp(
        4,
        1,
        &["www...oooooo..bbbb...", "wkwc.oppppppo.bbbbb..", "wwcc.oqqoqqqo.rrrrr..", "ccc..oooooooo........"],
        &kit.key("w=paper4 k=wood2 c=paper2 o=paper1 p=paper4 q=paper3 b=water3 r=brick3"),
    );
    kit.ground(&mut c, 1, 10, 30, 8);
    kit.add("coffee_table", c, (7, 16));
}

fn standing(kit: &mut Kit) {
    let mut c = Canvas::new(22, 44);
    c.rect(10, 3, 2, 36, kit.c("wood2"));
    c.rect(10, 3, 1, 36, kit.c("wood4"));
    c.rect(9, 1, 4, 3, kit.c("gold2"));
    c.stamp(3, 6, &["w..............w", ".ww..........ww.", "...wwww..wwww..."], &kit.key("w=wood3"));
    c.stamp(
        3,
        8,
        &[
            "...bb.....",
            "..bBBb....",
            ".bBBBBb...",
            ".bBBbBb...",
            ".bBBbBb...",
            "bBBBbBbb..",
            "bBBBbBBb..",
            "bBBBbBBb..",
            "bBBBbBBb..",
            "bBBbbBBb..",
            ".bbb.bbb..",
        ],
        &kit.key("b=water1 B=water2"),
    );
    c.stamp(
        10,
        8,
        &[
            "..rr.....",
            ".rRRr....",
            ".rRRRr...",
            ".rRRRr...",
            "..rRRr...",
            "..rRRRr..",
            "..rRrRr..",
            "..rRrRr..",
            "...r.r...",
        ],
        &kit.key("r=brick2 R=brick3"),
    );
    c.stamp(11, 3, &["..oooo...", ".olllmo..", "oooooooo."], &kit.key("o=wood1 l=sand3 m=sand2"));
    c.stamp(5, 38, &["..oooooooo..", ".ollllmmmdo.", "oo..oooo..oo"], &kit.key("o=wood1 l=wood4 m=wood3 d=wood2"));
    kit.ground(&mut c, 3, 36, 18, 7);
    kit.add("coat_stand", c, (11, 41));
    let mut c = Canvas::new(28, 24);
    let sack = [
        "...oo.oo....",
        "..ohllmo....",
        "...oooo.....",
        "..ohllmdo...",
        ".ohllllmdo..",
        "ohhlbblmmdo.",
        "ohllbbllmdo.",
        "ohllllllmdo.",
        "ohllllmmmdo.",
        ".oooooooooo.",
    ];
    let key = kit.key("o=wood2 h=sand3 l=sand2 m=sand1 d=gold1 b=wood2");
    c.stamp(11, 2, &sack, &key);
    c.stamp(2, 9, &sack, &key);
    c.stamp(15, 16, &["..bb...", ".bBbb.b", "bbbBbbb"], &kit.key("b=wood2 B=wood3"));
    kit.ground(&mut c, 1, 13, 25, 9);
    kit.add("bean_sacks", c, (12, 21));
    // A gramophone on a little cupboard.
    let mut c = Canvas::new(24, 40);
    c.stamp(
        2,
        0,
        &[
            "......oooooo..",
            "....oohhhgggo.",
            "...ohhhgggggmo",
            "...ohhgokoggmo",
            "...ohggokogmmo",
            "...ohgggggmmo.",
            "....ooggmmoo..",
            "......ogmo....",
            ".....ogmo.....",
            "....ogmo......",
            "..oogmoooooo..",
            ".ollllllllllo.",
            "okkkkkllllsmo.",
            "okwwkkkllmmmo.",
            "oooooooooooooo",
        ],
        &kit.key("o=wood1 h=gold4 g=gold3 m=gold1 k=ink2 w=stone3 l=wood4 s=gold3"),
    );
    c.rect(2, 15, 18, 21, kit.c("wood1"));
    c.rect(3, 15, 16, 2, kit.c("wood4"));
    c.rect(3, 17, 16, 18, kit.c("wood2"));
    for n in 0..6 {
        let tall = 8 + (hash(n, 2, 3) % 3).cast_signed();
        c.rect(
            4 + n * 2,
            33 - tall,
            2,
            tall,
            kit.c(["brick3", "water2", "gold2", "plum3", "pine3", "paper3"][usize::try_from(n).unwrap_or(0)]),
        );
        c.rect(5 + n * 2, 33 - tall, 1, tall, kit.c("ink2"));
    }
    c.rect(3, 33, 16, 2, kit.c("wood3"));
    kit.ground(&mut c, 2, 30, 20, 8);
    kit.add("gramophone", c, (11, 36));
    let rows = [
        "....oooooo....",
        "...ohhyyyyo...",
        "...ohhyyyyo...",
        "..ohhhyyyyyo..",
        "..ohhyyyyyyo..",
        ".ohhhyyyyyyyo.",
        ".oooooooooooo.",
    ];
    let mut lit = Lit::new(16, 40);
    lit.base.rect(7, 7, 2, 29, kit.c("gold1"));
    lit.base.rect(7, 7, 1, 29, kit.c("gold3"));
    lit.base.stamp(1, 0, &rows, &kit.key("o=wood1 h=paper4 y=sand3"));
    lit.base.stamp(3, 35, &["..olmo....", ".ollmmdo..", ".oooooooo."], &kit.key("o=wood1 l=gold3 m=gold2 d=gold1"));
    kit.ground(&mut lit.base, 2, 33, 13, 6);
    lit.glow.stamp(1, 0, &rows, &kit.key("h=paper4 y=gold4"));
    kit.add_lit("floor_lamp", lit, (8, 37));
}
