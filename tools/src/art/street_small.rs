//! The square's small things: barrels, crates, planters, fences, signposts, the statue, café tables outside.

use super::canvas::Canvas;
use super::kit::Kit;
use super::texture::{boards, bricks, hash};

/// Draws it all.
pub fn draw(kit: &mut Kit) {
    boxes(kit);
    fences(kit);
    signposts(kit);
    statue(kit);
    well(kit);
}

fn boxes(kit: &mut Kit) {
    let barrel = [
        "...oooooooo...",
        ".oolhhhhhlloo.",
        "olhmmmmmmmmmlo",
        "oommmmmmmmmmoo",
        "ologooooooogdo",
        "olhlmmlmmmdmdo",
        "ihhkkkkkkkkjji",
        "olhlmmlmmmdmdo",
        "olhlmmlmmmdmdo",
        "olhlmmlmmmdmdo",
        "olhlmmlmmmdmdo",
        "ihhkkkkkkkkjji",
        "olhlmmlmmmdmdo",
        "oolmmmlmmmddoo",
        "..oooooooooo..",
    ];
    let mut c = Canvas::new(18, 20);
    c.stamp(1, 1, &barrel, &kit.key("o=wood1 l=wood4 h=wood5 m=wood3 d=wood2 g=wood2 k=stone2 i=stone1 j=stone1"));
    kit.ground(&mut c, 1, 11, 17, 8);
    kit.add("barrel", c, (8, 17));
    let mut c = Canvas::new(18, 20);
    let wood = kit.tones(["wood1", "wood2", "wood3", "wood4", "wood5"]);
    c.rect(0, 1, 16, 16, wood[0]);
    c.rect(1, 2, 14, 5, wood[3]);
    c.rect(1, 2, 14, 1, wood[4]);
    c.rect(1, 4, 14, 1, wood[2]);
    c.rect(1, 8, 14, 8, wood[2]);
    c.rect(1, 8, 14, 1, wood[3]);
    c.rect(1, 12, 14, 1, wood[1]);
    c.rect(1, 8, 2, 8, wood[3]);
    c.rect(13, 8, 2, 8, wood[1]);
    c.line(3, 15, 12, 9, wood[3]);
    c.line(3, 16, 12, 10, wood[1]);
    kit.ground(&mut c, 0, 11, 18, 8);
    kit.add("crate", c, (8, 17));
    let mut c = Canvas::new(20, 20);
    boards(&mut c, 1, 8, 18, 9, 6, [wood[1], wood[2], wood[3]], 2);
    c.rect(1, 7, 18, 2, wood[3]);
    c.rect(1, 16, 18, 1, wood[0]);
    let fruit = kit.key("r=brick3 l=brick5 d=brick2 g=leaf3");
    for (x, y) in [(3, 4), (8, 5), (13, 4), (5, 2), (10, 2), (7, 0)] {
        c.stamp(x, y, &[".g..", "lrrd", "rrrd", "rrdd"], &fruit);
    }
    c.rect(1, 8, 18, 1, wood[4]);
    kit.ground(&mut c, 1, 11, 19, 8);
    kit.add("crate_apples", c, (10, 17));
    // Planters.
    for (name, petals) in [("planter_rose", ["rose2", "rose4"]), ("planter_gold", ["gold2", "gold4"])] {
        let mut c = Canvas::new(20, 26);
        for n in 0..26_i32 {
            let (x, y) =
                (3 + hash(n, 1, 5).cast_signed().rem_euclid(12), 1 + hash(n, 2, 5).cast_signed().rem_euclid(11));
            let green = if y < 5 {
                "leaf4"
            } else if n % 2 == 0 {
                "leaf3"
            } else {
                "leaf2"
            };
            c.stamp(x, y, &[".a.", "aaa", "ab."], &kit.key(&format!("a={green} b=leaf2")));
        }
        for n in 0..9_i32 {
            let (x, y) =
                (3 + hash(n, 3, 8).cast_signed().rem_euclid(13), 1 + hash(n, 4, 8).cast_signed().rem_euclid(9));
            c.rect(x, y, 2, 2, kit.c(petals[0]));
            c.set(x, y, kit.c(petals[1]));
        }
        c.stamp(
            2,
            12,
            &[
                "oooooooooooooooo",
                "ohhhhhhhllllmmmo",
                "odddddddddddddoo",
                ".ohllllllmmmmdo.",
                ".ohlllllmmmmddo.",
                "..ohllllmmmddo..",
                "..ohllllmmmddo..",
                "...olllmmmddo...",
                "...oooooooooo...",
            ],
            &kit.key("o=stone1 h=stone5 l=stone4 m=stone3 d=stone2"),
        );
        kit.ground(&mut c, 2, 16, 17, 7);
        kit.add(name, c, (10, 21));
    }
}

fn fences(kit: &mut Kit) {
    let post = [
        "..oo..", ".olmo.", "olllmo", "olwlmo", "olllmo", "olllmo", "olllmo", "olllmo", "olllmo", "olllmo", "olllmo",
        "olllmo", "oolmoo",
    ];
    let key = kit.key("o=paper1 l=paper4 m=paper2 w=paper3");
    let mut c = Canvas::new(16, 18);
    for y in [6, 11] {
        c.rect(0, y, 16, 2, kit.c("paper3"));
        c.rect(0, y + 2, 16, 1, kit.c("paper1"));
    }
    c.stamp(1, 2, &post, &key);
    c.stamp(9, 2, &post, &key);
    c.rect(0, 15, 16, 2, kit.palette.shadow());
    kit.add("fence", c, (8, 15));
    let mut c = Canvas::new(8, 22);
    c.rect(3, 4, 2, 16, kit.c("paper3"));
    c.stamp(1, 0, &post, &key);
    c.stamp(1, 8, &post, &key);
    c.rect(1, 21, 6, 1, kit.palette.shadow());
    kit.add("fence_side", c, (4, 20));
}

fn signposts(kit: &mut Kit) {
    let mut c = Canvas::new(34, 40);
    let arrow = [
        "ooooooooooooo..",
        "ohhhhhhhhhhhoo.",
        "ollllllllllllmo",
        "olmmmmmmmmmmmdo",
        "oddddddddddddo.",
        "oooooooooooo...",
    ];
    let key = kit.key("o=wood1 h=wood5 l=wood4 m=wood4 d=wood3");
    c.rect(15, 4, 4, 33, kit.c("wood2"));
    c.rect(15, 4, 1, 33, kit.c("wood3"));
    c.rect(18, 4, 1, 33, kit.c("wood1"));
    c.rect(14, 2, 6, 3, kit.c("wood3"));
    c.rect(14, 2, 6, 1, kit.c("wood4"));
    c.stamp(16, 6, &arrow, &key);
    let left = kit.grid(&arrow, "o=wood1 h=wood5 l=wood4 m=wood4 d=wood3").mirrored();
    c.blit(&left, 3, 13);
    c.stamp(15, 20, &arrow, &key);
    let marks = kit.key("w=paper4 k=wood1 b=water2 r=brick3");
    c.stamp(20, 8, &["www.", "wwkw", ".w.."], &marks);
    c.stamp(8, 15, &["r.r.", "rrr.", ".r.."], &marks);
    c.stamp(20, 22, &[".bb.", "bbbb", "b.b."], &marks);
    c.stamp(12, 33, &[".g...g...g", "gGg.GgG.gG", "GgGgGgGgGg"], &kit.key("g=leaf4 G=leaf3"));
    kit.ground(&mut c, 8, 33, 20, 6);
    kit.add("signpost", c, (17, 36));
    // A blackboard on two legs before the café.
    let mut c = Canvas::new(20, 26);
    c.stamp(
        1,
        0,
        &[
            "..oooooooooooo..",
            "..owlllllllmmo..",
            "..olkkkkkkkkmo..",
            "..olkwkkwkkkmo..",
            "..olkkwkkwkkmo..",
            "..olkwkkwkkkmo..",
            ".olkwwwwwwwkkmo.",
            ".olkwwwwwwkwkmo.",
            ".olkwwwwwwwkkmo.",
            ".olkkwwwwkkkkmo.",
            ".olkkkkkkkkkkmo.",
            ".olkgggkgggkkmo.",
            ".olkkkkkkkkkkmo.",
            "olkkrrkgggrkkkmo",
            "olkkkkkkkkkkkkmo",
            "ollllllllllmmmmo",
            "oooooooooooooooo",
            "olo..........omo",
            "omo..........omo",
            "oo............oo",
        ],
        &kit.key("o=wood1 l=wood4 w=paper4 m=wood3 k=leaf1 g=gold3 r=rose3"),
    );
    kit.ground(&mut c, 1, 15, 18, 8);
    kit.add("a_board", c, (9, 21));
}

fn statue(kit: &mut Kit) {
    // A founder with hat and raised cup on a pedestal.
    let mut c = Canvas::new(30, 60);
    let rows = [
        "..........oooo......",
        ".........ohhmmo.....",
        "........ooooooooo...",
        ".....ww..ohllmo.....",
        "....owwo.ohlldo.....",
        "....ollo.olllmo.....",
        "....olmo..olmo......",
        "....ohlooohllmoo....",
        ".....ohllhhllmmmo...",
        "......ohhhllllmmdo..",
        ".......ohhllllmodo..",
        ".......ohhlllmmodo..",
        ".......ohhlllmmodo..",
        ".......ohhlllmmolo..",
        ".......ohhlllmmdoo..",
        "......ohhhlllmmmdo..",
        "......ohhllllmmmdo..",
        "......ohhllolmmmdo..",
        "......ohhlloolmmdo..",
        ".......ohlloolmdo...",
        ".......ohlloolmdo...",
        ".......ohlloolmdo...",
        "......ohhlloolmmdo..",
        "......oooooooooooo..",
    ];
    c.stamp(5, 2, &rows, &kit.key("o=pine1 h=pine5 l=pine4 m=pine3 d=pine2 w=gold3"));
    bricks(&mut c, 6, 32, 19, 20, kit.tones(["stone2", "stone2", "stone3", "stone4"]), 7);
    c.rect(6, 32, 1, 20, kit.c("stone5"));
    c.rect(23, 32, 2, 20, kit.c("stone2"));
    c.rect(4, 25, 23, 4, kit.c("stone4"));
    c.rect(4, 25, 23, 1, kit.c("stone5"));
    c.rect(4, 29, 23, 3, kit.c("stone2"));
    c.rect(3, 51, 25, 5, kit.c("stone3"));
    c.rect(3, 51, 25, 1, kit.c("stone5"));
    c.rect(3, 55, 25, 1, kit.c("stone1"));
    c.rect(10, 38, 11, 7, kit.c("gold1"));
    c.rect(10, 38, 10, 6, kit.c("gold2"));
    c.rect(12, 40, 6, 1, kit.c("gold1"));
    c.rect(12, 42, 5, 1, kit.c("gold1"));
    kit.ground(&mut c, 2, 48, 28, 11);
    kit.add("statue", c, (15, 56));
}

fn well(kit: &mut Kit) {
    let mut c = Canvas::new(38, 52);
    let wood = kit.tones(["wood1", "wood2", "wood3", "wood4"]);
    for x in [7, 27] {
        c.rect(x, 14, 3, 22, wood[2]);
        c.rect(x, 14, 1, 22, wood[3]);
        c.rect(x + 2, 14, 1, 22, wood[0]);
    }
    c.rect(9, 18, 20, 2, wood[1]);
    c.rect(18, 19, 1, 9, kit.c("sand2"));
    c.stamp(14, 26, &["ommmmmdo", "olmmmmdo", ".olmmdo.", ".oooooo."], &kit.key("o=wood1 m=wood3 l=wood4 d=wood2"));
    c.ellipse(3, 28, 31, 12, kit.c("stone1"));
    c.ellipse(3, 27, 31, 12, kit.c("stone4"));
    c.ellipse(7, 29, 23, 8, kit.c("ink2"));
    c.ellipse(8, 32, 21, 5, kit.c("water1"));
    let mut front = Canvas::new(38, 52);
    front.ellipse(3, 36, 31, 13, kit.c("stone2"));
    front.rect(3, 34, 31, 9, kit.c("stone2"));
    let mut stones = front.clone();
    bricks(&mut stones, 0, 30, 38, 22, kit.tones(["stone1", "stone2", "stone3", "stone4"]), 5);
    for y in 0..52_i32 {
        for x in 0..38_i32 {
            let hole = (x - 18).pow(2) * 14 + (y - 33).pow(2) * 92 < 3364;
            if front.has(x, y) && (y > 38 || !hole) {
                c.set(x, y, stones.get(x, y));
            }
        }
    }
    let roof = kit.tones(["brick1", "brick2", "brick3", "brick4"]);
    super::texture::shingles(&mut c, 1, 4, 35, 12, roof, 14);
    for (x, cut) in [(1, 5), (2, 4), (3, 2)] {
        for y in 0..cut {
            c.set(x, 4 + y, super::canvas::CLEAR);
            c.set(36 - x, 4 + y, super::canvas::CLEAR);
        }
    }
    c.rect(4, 3, 29, 2, roof[3]);
    c.rect(4, 2, 29, 1, roof[1]);
    c.rect(1, 15, 35, 1, roof[0]);
    kit.outline(&mut c, "ink2", "stone1");
    kit.ground(&mut c, 2, 40, 34, 11);
    kit.add("well", c, (10, 48));
}
