//! Gardens and wild corners: crops, a scarecrow, laundry, a picnic, beehives, and small lights and wings.

use super::canvas::Canvas;
use super::kit::Kit;
use super::pack::Sprite;
use super::texture::{cos, hash, real, round, sin};

/// Draws it all.
pub fn draw(kit: &mut Kit) {
    crops(kit);
    scarecrow(kit);
    laundry(kit);
    picnic(kit);
    wild(kit);
    wings(kit);
}

fn crops(kit: &mut Kit) {
    let kinds: [(&str, &[&str], &str); 4] = [
        (
            "crop_cabbage",
            &["..hll..", ".hlhlm.", "hlhhlmd", "lhllmmd", ".lmmmd.", "..ddd.."],
            "h=pine5 l=pine4 m=pine3 d=pine2",
        ),
        (
            "crop_carrot",
            &["l.h.l..", ".lhl.h.", "..lhl..", "h.dl.d.", ".hdd...", "..gg...", "..go..."],
            "h=leaf5 l=leaf4 d=leaf3 g=brick4 o=brick3",
        ),
        (
            "crop_pumpkin",
            &["...ll..", "..l....", ".hgdgm.", "hgogogm", "hgogogm", ".gogom.", "..mmm.."],
            "h=gold3 g=gold2 o=gold1 d=leaf2 l=leaf3 m=gold1",
        ),
        (
            "crop_tomato",
            &["..lhl..", ".lrl.l.", "lhl.rl.", ".lrdlr.", "rldl.l.", ".ldrl..", "..dd..."],
            "h=leaf5 l=leaf4 d=leaf2 r=brick3",
        ),
    ];
    for (name, rows, key) in kinds {
        let plant = kit.grid(rows, key);
        let mut c = Canvas::new(16, 16);
        for x in [1, 9] {
            c.blit(&plant, x - 1, 5);
        }
        kit.ground(&mut c, 0, 10, 8, 4);
        kit.ground(&mut c, 8, 10, 8, 4);
        kit.add(name, c, (8, 16));
    }
}

fn scarecrow(kit: &mut Kit) {
    let rows = [
        "..........ooooo.........",
        ".........ohhhllo........",
        ".........ohrrrlo........",
        ".......oooooooooooo.....",
        "......ollllllllmmmmo....",
        ".......ooosssspooo......",
        "........oskskspo........",
        "........ossssppo........",
        ".........oskspo.........",
        "..y.......oooo.......y..",
        ".yyooooooobbbboooooooyy.",
        "yyyoRrRRrRbBBbRrRRrRoyy.",
        ".yyorrRrrRbBBbRrRrrroyy.",
        "..y.ooooorRRrRrroooo.y..",
        "........oRrRRrRro.......",
        "........orrRrrRro.......",
        "........oRrRRrRro.......",
        "........obbbBbbbo.......",
        "........obbBbbbbo.......",
        ".........yyoooyy........",
        "..........ywmoy.........",
        "...........wmo..........",
        "...........wmo..........",
        "...........wmo..........",
    ];
    let mut c = Canvas::new(26, 28);
    c.stamp(1, 1, &rows, &kit.key("o=wood1 h=sand3 l=sand2 m=sand1 r=brick2 R=brick3 s=sand3 p=sand2 k=ink1 y=gold3 b=water1 B=water2 w=wood3"));
    kit.ground(&mut c, 6, 22, 16, 5);
    kit.add("scarecrow", c, (13, 25));
}

fn laundry(kit: &mut Kit) {
    let mut frames = Vec::new();
    for frame in 0..4_i32 {
        let mut c = Canvas::new(64, 36);
        for x in [3, 58] {
            c.rect(x, 3, 3, 30, kit.c("wood2"));
            c.rect(x, 3, 1, 30, kit.c("wood4"));
            c.rect(x + 2, 3, 1, 30, kit.c("wood1"));
            c.rect(x - 3, 4, 9, 2, kit.c("wood2"));
            c.rect(x - 3, 4, 9, 1, kit.c("wood3"));
        }
        for x in 6..58 {
            c.set(x, 6 + (x - 32).pow(2) / -340 + 3, kit.c("paper3"));
        }
        let cloths = [
            (9, 11, 15, ["rose2", "rose3", "rose4"]),
            (22, 8, 10, ["paper2", "paper3", "paper4"]),
            (32, 12, 16, ["water2", "water3", "water4"]),
            (46, 9, 11, ["gold1", "gold2", "gold3"]),
        ];
        for (n, (x, w, h, tones)) in (0_i32..).zip(cloths) {
            for py in 0..h {
                let push = round(sin(real(frame) * 1.57 + real(py) * 0.3 + real(n)) * 0.9 * real(py) / real(h));
                for px in 0..w {
                    let fold = (px + push + n) % 5;
                    let name = if fold == 4 || py == h - 1 {
                        tones[0]
                    } else if fold == 1 {
                        tones[2]
                    } else {
                        tones[1]
                    };
                    c.set(x + px + push, 9 + py, kit.c(name));
                }
            }
            c.set(x + 1, 8, kit.c("wood3"));
            c.set(x + w - 2, 8, kit.c("wood3"));
        }
        kit.ground(&mut c, 4, 29, 58, 6);
        frames.push(c);
    }
    kit.add_moving("laundry", frames, 260, (24, 32));
}

fn picnic(kit: &mut Kit) {
    let mut c = Canvas::new(40, 30);
    for y in 0..26_i32 {
        for x in 0..36_i32 {
            let (u, v) = (x + y / 6, y);
            if x < 1 + (y % 3) / 2 {
                continue;
            }
            let (a, b) = (u / 4 % 2 == 0, v / 4 % 2 == 0);
            let name = match (a, b) {
                (true, true) => "brick3",
                (false, false) => "paper4",
                _ => "rose3",
            };
            c.set(1 + x, 2 + y, kit.c(name));
        }
    }
    kit.outline(&mut c, "brick2", "rose4");
    c.stamp(
        19,
        3,
        &[
            "...oooooo...",
            "..o......o..",
            ".oooooooooo.",
            "olhlhlhlhlmo",
            "omlmlmlmlmdo",
            "olmlmlmlmldo",
            "omlmlmlmdmdo",
            ".oooooooooo.",
        ],
        &kit.key("o=wood1 h=wood5 l=wood4 m=wood3 d=wood2"),
    );
    c.stamp(5, 7, &["..ww..", ".wggw.", "wgGgcw", ".wccw.", "..ww.."], &kit.key("w=paper4 g=gold2 G=gold4 c=gold1"));
    c.stamp(8, 17, &[".ggg.", "rrrrr", "rkrkr", ".rrr."], &kit.key("g=leaf4 r=brick4 k=ink2"));
    c.stamp(26, 15, &["oo", "ll", "ll", "lL"], &kit.key("o=wood3 l=pine3 L=pine2"));
    kit.add("picnic", c, (12, 24));
}

fn wild(kit: &mut Kit) {
    let mut c = Canvas::new(22, 24);
    c.stamp(
        1,
        1,
        &[
            "......oooo......",
            "....oohhlloo....",
            "...ohhlllmmdo...",
            "..oooooooooooo..",
            "..ohhllllmmmdo..",
            ".ohhlllllmmmddo.",
            ".oooooooooooooo.",
            ".ohhllkkkkmmmdo.",
            ".ohhlkkkkkkmmdo.",
            ".oooooooooooooo.",
            "..ohhlllllmmdo..",
            "..oooooooooooo..",
            "...wm......wm...",
            "...wm......wm...",
        ],
        &kit.key("o=gold1 h=gold4 l=gold3 m=gold2 d=gold1 k=ink2 w=wood3 m=wood2"),
    );
    kit.ground(&mut c, 2, 12, 17, 6);
    let mut bees = Vec::new();
    for frame in 0..4_i32 {
        let mut f = c.clone();
        for (x, y) in [(3 + frame * 4, 2 + (frame % 2) * 3), (18 - frame * 3, 9 - (frame % 3))] {
            f.set(x, y, kit.c("ink2"));
            f.set(x + 1, y, kit.c("gold3"));
            f.set(x, y - 1, kit.c("paper4"));
        }
        bees.push(f);
    }
    kit.add_moving("beehive", bees, 170, (9, 15));
    let mut c = Canvas::new(24, 18);
    c.stamp(
        1,
        1,
        &[
            "....oooooooo........",
            "..oohhhhhhhhoo......",
            ".ohhllllllllhho.....",
            ".ohlmmllmmllmlo.....",
            ".oohhllllllhhoo.....",
            ".olooooooooooldo....",
            ".olmlmmlmldmdddo....",
            ".olmlmmlmldmdddoo...",
            "oolmlmmlmldmdddddo..",
            "olmmoomlmoodmooddo..",
            ".ooo..ooo..oo..oo...",
        ],
        &kit.key("o=wood1 h=sand3 l=wood5 m=wood4 d=wood2"),
    );
    c.stamp(15, 8, &["..g", "gG.", ".G."], &kit.key("g=leaf5 G=leaf3"));
    kit.ground(&mut c, 0, 7, 20, 7);
    kit.add("stump", c, (8, 13));
    for (name, petals) in [
        ("wildflowers_blue", ["water3", "night4", "water5"]),
        ("wildflowers_red", ["brick3", "brick4", "gold3"]),
        ("wildflowers_white", ["paper4", "paper4", "rose4"]),
    ] {
        let mut c = Canvas::new(20, 16);
        for n in 0..9_i32 {
            let roll = hash(n, 4, 33);
            let (x, y) = (1 + (n * 5) % 16 + (roll % 2).cast_signed(), 1 + (n / 3) * 4 + (roll / 8 % 3).cast_signed());
            let petal = petals[usize::try_from(roll / 64 % 3).unwrap_or(0)];
            c.stamp(x, y + 2, &["l.d", ".ld", ".d."], &kit.key("l=leaf3 d=leaf2"));
            c.stamp(x, y, &[".p.", "pcp", ".p."], &kit.key(&format!("p={petal} c=gold2")));
        }
        kit.add(name, c, (10, 15));
    }
    let mut c = Canvas::new(34, 20);
    c.stamp(
        1,
        1,
        &[
            "...oooooooooooooooooooooooo...",
            ".oohhhhhhhhhhhhhhhhhhhhhhoooo.",
            "ohhllllllmlllllllllllmlllohhho",
            "ollllmlllllllllmlllllllloh.wwho",
            "ollmmmmlllllmmmmllllllmlohw.w.o",
            "ommmmmmmmmmmmmmmmmmmmmmmohwwwho",
            "oddmmmmmmdddmmmmmmmddmmmmohhho.",
            ".oodddddddddddddddddddddoooo..",
            "...oooooooooooooooooooooo.....",
        ],
        &kit.key("o=wood1 h=wood4 l=wood3 m=wood2 d=wood1 w=wood5 .=wood5"),
    );
    kit.ground(&mut c, 1, 6, 31, 8);
    kit.add("log", c, (9, 12));
}

/// Pigeons, butterflies by day, fireflies by night.
fn wings(kit: &mut Kit) {
    let peck = [
        ["..........", ".....oo...", "....ogg...", "..mmlgk...", "omllll....", ".omml.....", "...r.r...."],
        ["..........", "..........", "..mm......", "omllllo...", ".omllgg...", "...rlgk...", "...r.r...."],
    ];
    for (name, key) in [
        ("pigeon", "o=stone1 m=stone3 l=stone4 g=pine3 k=gold2 r=brick4"),
        ("pigeon_white", "o=paper1 m=paper3 l=paper4 g=paper4 k=gold2 r=brick4"),
    ] {
        let frames: Vec<Canvas> = [0, 0, 1, 0, 1, 1]
            .map(|n: usize| {
                let mut c = Canvas::new(10, 9);
                c.blit(&kit.grid(&peck[n], key), 0, 0);
                kit.ground(&mut c, 1, 5, 8, 3);
                c
            })
            .to_vec();
        kit.add_moving(name, frames, 330, (5, 8));
    }
    let (mut day, mut night) = (Vec::new(), Vec::new());
    for frame in 0..8_i32 {
        let turn = real(frame) * 0.785;
        let mut c = Canvas::new(40, 36);
        for (n, (dark, light)) in (0_i32..).zip([("gold2", "gold4"), ("water3", "water5"), ("rose2", "rose4")]) {
            let (x, y) =
                (round(19.0 + sin(turn + real(n) * 2.1) * 13.0), round(13.0 + cos(turn * 2.0 + real(n)) * 6.0) + n * 3);
            let key = kit.key(&format!("a={light} b={dark} o=ink2"));
            let rows: &[&str] =
                if frame % 2 == 0 { &["aa.aa", "abobb", ".b.b."] } else { &[".a.a.", ".aob.", ".bob."] };
            c.stamp(x - 2, y, rows, &key);
        }
        day.push(c);
        let mut g = Canvas::new(40, 36);
        for n in 0..6_i32 {
            let (x, y) = (
                round(20.0 + sin(turn + real(n) * 1.7) * (6.0 + real(n) * 2.0)),
                round(16.0 + cos(turn + real(n) * 2.3) * (4.0 + real(n))),
            );
            if (frame + n * 3) % 8 < 5 {
                g.set(x, y, kit.c("gold4"));
                if (frame + n * 3) % 8 < 3 {
                    for (dx, dy) in [(1, 0), (-1, 0), (0, 1), (0, -1)] {
                        let [r, gr, b, _] = kit.c("leaf5");
                        g.set(x + dx, y + dy, [r, gr, b, 130]);
                    }
                }
            }
        }
        night.push(g);
    }
    kit.add_moving("butterflies", day, 160, (20, 34));
    let clear = Canvas::new(40, 36);
    kit.sprites.push(Sprite::moving("fireflies_glow", night, 240, (20, 34)));
    kit.sprites.push(Sprite::still("fireflies", clear, (20, 34)).glowing("fireflies_glow"));
}
