//! Parasols, flags on a string, and odd things that lie about the square.

use super::canvas::Canvas;
use super::kit::{Kit, Lit};
use super::texture::hash;

/// Draws it all.
pub fn draw(kit: &mut Kit) {
    terrace(kit);
    odds(kit);
    bunting(kit);
}

fn terrace(kit: &mut Kit) {
    // A table under a parasol.
    for (name, cloth) in [("parasol_rose", ["rose1", "rose2", "rose3"]), ("parasol_teal", ["pine2", "pine3", "pine4"])]
    {
        let mut c = Canvas::new(46, 56);
        c.rect(22, 18, 2, 34, kit.c("wood2"));
        c.rect(22, 18, 1, 34, kit.c("wood4"));
        c.ellipse(10, 33, 26, 15, kit.c("wood1"));
        c.ellipse(11, 33, 24, 13, kit.c("paper2"));
        c.ellipse(11, 32, 24, 13, kit.c("paper4"));
        c.ellipse(14, 33, 19, 10, kit.c("paper3"));
        c.stamp(
            14,
            34,
            &["www.....", "wbwc.rRr", "wwcc.pPp", "ccc..ppp"],
            &kit.key("w=paper4 b=wood2 c=paper1 r=rose3 R=brick3 p=gold2 P=gold3"),
        );
        c.rect(22, 30, 2, 8, kit.c("wood3"));
        c.rect(17, 49, 12, 3, kit.c("stone1"));
        c.rect(17, 49, 12, 1, kit.c("stone3"));
        // Canopy: wedges of two colours.
        let mut top = Canvas::new(46, 56);
        for y in 0..22_i32 {
            let half = if y < 17 { 2 + y * 20 / 16 } else { 22 };
            for x in -half..=half {
                let index = ((x + half) * 7 / (2 * half + 1)) % 2;
                let scallop = y >= 19 && (x + half) % 7 > 8 - (y - 17) * 2;
                if y > 20 || y > 17 && (scallop || half - x.abs() < y - 18) {
                    continue;
                }
                let tones = if index == 0 { cloth } else { ["paper2", "paper3", "paper4"] };
                let name = if y >= 17 || x > half / 2 {
                    tones[0]
                } else if x < -half / 3 && y < 12 {
                    tones[2]
                } else {
                    tones[1]
                };
                top.set(23 + x, 2 + y, kit.c(name));
            }
        }
        kit.outline(&mut top, cloth[0], cloth[1]);
        c.blit(&top, 0, 0);
        c.rect(22, 0, 3, 3, kit.c("gold2"));
        kit.ground(&mut c, 6, 38, 38, 15);
        kit.add(name, c, (23, 50));
    }
}

fn odds(kit: &mut Kit) {
    // Petals under the blossom tree, pebbles, mushrooms, reeds.
    let mut c = Canvas::new(64, 40);
    for n in 0..46_i32 {
        let (x, y) = (hash(n, 1, 3).cast_signed().rem_euclid(62), hash(n, 2, 3).cast_signed().rem_euclid(38));
        let (dx, dy) = (x - 32, (y - 20) * 3 / 2);
        if dx * dx + dy * dy < 900 {
            c.set(x, y, kit.c("rose4"));
            c.set(x + 1, y, kit.c(if n % 3 == 0 { "rose3" } else { "rose4" }));
        }
    }
    kit.add("petals", c, (32, 28));
    let mut c = Canvas::new(20, 26);
    let reed = kit.tones(["leaf2", "leaf3", "leaf4"]);
    for (n, (foot, tip, top)) in (0_i32..).zip([
        (6, 1, 9),
        (7, 4, 4),
        (9, 8, 1),
        (10, 11, 6),
        (11, 15, 3),
        (12, 18, 8),
        (8, 6, 10),
        (12, 13, 11),
    ]) {
        let far = 23 - top;
        for y in top..24 {
            let x = foot + (tip - foot) * (23 - y) * (23 - y) / (far * far);
            c.set(x, y, reed[usize::try_from(n % 3).unwrap_or(0)]);
            if y > top + 5 {
                c.set(x + 1, y, reed[0]);
            }
        }
        if n % 2 == 1 && n < 6 {
            c.rect(tip, top - 1, 2, 6, kit.c("wood2"));
            c.rect(tip, top - 1, 1, 5, kit.c("wood3"));
        }
    }
    kit.add("reeds", c, (10, 23));
    let mut c = Canvas::new(20, 14);
    c.stamp(
        1,
        0,
        &[
            "....oooooo......",
            "..oohhllllmo....",
            ".ohhlllllmmmooo.",
            "ohhlllllmmmmolmo",
            "ohlllllmmmmdommo",
            "olllmmmmmmddomdo",
            "ommmmmmmdddooddo",
            ".ooooooooooooooo",
        ],
        &kit.key("o=stone1 h=stone5 l=stone4 m=stone3 d=stone2"),
    );
    kit.ground(&mut c, 1, 5, 18, 6);
    kit.add("rock", c, (9, 11));
    let mut c = Canvas::new(12, 12);
    c.stamp(
        0,
        1,
        &["..rrr...", ".rwrrr..", "rrrrwrd.", "rwrrrrd.", "..ccc...", "..cpp.rr", "..cpp.cp"],
        &kit.key("r=brick3 w=paper4 d=brick2 c=paper3 p=paper1"),
    );
    kit.add("mushrooms", c, (5, 10));
    let mut c = Canvas::new(20, 20);
    c.stamp(
        0,
        0,
        &["..l....d..", ".ldl.dl.l.", "l.dldl.d..", "..mdmd.ll.", ".lmdmdld..", "...mmd...."],
        &kit.key("l=leaf4 d=leaf2 m=leaf3"),
    );
    let pot = kit.key("o=wood1 h=brick5 l=brick4 m=brick3 d=brick2");
    c.stamp(0, 6, &[".oooooooo.", "ohhllmmmdo", ".olllmmdo.", ".olllmmdo.", "..ommddo..", "..oooooo.."], &pot);
    kit.ground(&mut c, 0, 7, 12, 6);
    kit.add("pot", c, (5, 12));
    // A mailbox.
    let mut c = Canvas::new(14, 26);
    c.rect(6, 10, 2, 14, kit.c("wood2"));
    c.rect(6, 10, 1, 14, kit.c("wood4"));
    c.stamp(
        1,
        2,
        &[
            "..oooooooo..",
            ".ohlllllmdo.",
            "ohllllllmmdo",
            "ollkkkkllmdo",
            "olllllllmmdo",
            "olwwwllgmmdo",
            "olwwwlllmmdo",
            "oooooooooooo",
        ],
        &kit.key("o=brick1 h=brick5 l=brick4 m=brick3 d=brick2 k=ink1 w=paper4 g=gold3"),
    );
    kit.ground(&mut c, 2, 20, 12, 5);
    kit.add("mailbox", c, (7, 23));
    // A bicycle leaning where somebody left it.
    let bike = [
        "......ooo..........oo..",
        ".......o.........ooo...",
        ".......rr.......rr.....",
        "........rrrrrrrrr......",
        "...ooooo.r.....rrooooo.",
        "..o..o..or....r.ro..o.o",
        ".o...o..ror..r..o.r.o.o",
        ".oooooooo.rrr..ooooorooo",
        ".o...o..o..ro...o...o..o",
        "..o..o.o...oo...o..o.o.",
        "...ooooo..........ooooo",
    ];
    let mut c = Canvas::new(28, 18);
    c.stamp(1, 1, &bike, &kit.key("o=ink2 r=pine3"));
    c.stamp(16, 0, &["........", ".bbbbb..", ".bBbBb..", ".bbbbb.."], &kit.key("b=wood3 B=wood5"));
    kit.ground(&mut c, 1, 9, 25, 5);
    kit.add("bicycle", c, (13, 13));
}

/// A string of flags and lanterns between two poles, five tiles wide; people walk under it.
fn bunting(kit: &mut Kit) {
    let mut lit = Lit::new(116, 62);
    let (w, sag) = (108, 12);
    let colours =
        [("rose2", "rose3"), ("gold2", "gold3"), ("pine3", "pine4"), ("water3", "water4"), ("paper3", "paper4")];
    for x in [1, 110] {
        lit.base.rect(x, 4, 3, 54, kit.c("wood2"));
        lit.base.rect(x, 4, 1, 54, kit.c("wood4"));
        lit.base.rect(x + 2, 4, 1, 54, kit.c("wood1"));
        lit.base.rect(x - 1, 2, 5, 3, kit.c("gold2"));
        lit.base.rect(x - 1, 2, 4, 1, kit.c("gold4"));
        kit.ground(&mut lit.base, x - 2, 54, 12, 6);
    }
    let height = |x: i32| 7 + sag - sag * (2 * x - w).pow(2) / (w * w);
    for x in 0..w {
        lit.base.set(4 + x, height(x), kit.c("ink2"));
    }
    for n in 0..11 {
        let x = 4 + n * 10;
        let (dark, light) = colours[usize::try_from(n % 5).unwrap_or(0)];
        let y = height(x + 2) + 1;
        if n % 3 == 2 {
            lit.base.stamp(
                4 + x - 4,
                y,
                &["..o..", ".ggg.", "gyyyg", "gyyyg", ".ggg.", "..o.."],
                &kit.key("o=ink2 g=gold2 y=gold3"),
            );
            lit.glow.stamp(
                4 + x - 4,
                y,
                &[".....", ".ggg.", "gyyyg", "gyyyg", ".ggg.", "....."],
                &kit.key("g=gold3 y=paper4"),
            );
        } else {
            for row in 0..6 {
                for px in row / 2..6 - (row + 1) / 2 {
                    lit.base.set(4 + x - 3 + px, y + row, kit.c(if px < 3 { light } else { dark }));
                }
            }
        }
    }
    kit.add_lit("bunting", lit, (56, 57));
}
