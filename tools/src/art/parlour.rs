//! Rugs, books and the piano.

use super::canvas::Canvas;
use super::kit::Kit;
use super::texture::hash;

/// Draws it all.
pub fn draw(kit: &mut Kit) {
    rugs(kit);
    bookshelf(kit);
    piano(kit);
}

fn rugs(kit: &mut Kit) {
    let weave = |names: [&str; 4], w: i32, h: i32| {
        let mut c = Canvas::new(w, h);
        let [edge, face, line, light] = kit.tones(names);
        c.rect(2, 0, w - 4, h, edge);
        c.rect(3, 1, w - 6, h - 2, face);
        c.frame(6, 4, w - 12, h - 8, line);
        c.frame(7, 5, w - 14, h - 10, light);
        for y in (1..h - 1).step_by(2) {
            c.set(0, y, kit.c("paper3"));
            c.set(1, y, kit.c("paper2"));
            c.set(w - 1, y, kit.c("paper2"));
            c.set(w - 2, y, kit.c("paper2"));
        }
        for y in 0..h - 16 {
            for x in 0..w - 20 {
                let (dx, dy) = (((x + 8) % 16 - 8).abs(), ((y + 8) % 16 - 8).abs());
                if dx + dy == 6 {
                    c.set(x + 10, y + 8, line);
                } else if dx + dy < 3 {
                    c.set(x + 10, y + 8, light);
                }
            }
        }
        c
    };
    let red = weave(["brick1", "brick2", "gold1", "gold2"], 80, 52);
    let blue = weave(["night1", "night2", "night4", "paper2"], 64, 44);
    let runner = weave(["pine1", "pine2", "pine4", "gold3"], 36, 108);
    kit.add("rug_red", red, (40, 52));
    kit.add("rug_blue", blue, (24, 44));
    kit.add("rug_runner", runner, (10, 108));
    let mut c = Canvas::new(48, 36);
    for (n, name) in (0..).zip(["plum1", "plum2", "rose1", "plum3", "rose3", "plum3", "paper3"]) {
        c.ellipse(n * 3, n * 2 + n / 4, 48 - n * 6, 36 - n * 4 - n / 2, kit.c(name));
    }
    kit.add("rug_round", c, (24, 34));
    let mut c = Canvas::new(30, 14);
    c.rect(0, 0, 30, 14, kit.c("wood1"));
    c.rect(1, 1, 28, 12, kit.c("gold1"));
    c.frame(3, 3, 24, 8, kit.c("gold2"));
    c.stamp(10, 4, &["ww.......w", "www..ww..w", ".wwwwwwwww", "..wwwwwww.", "...w..w..."], &kit.key("w=wood2"));
    kit.add("door_mat", c, (7, 15));
}

fn bookshelf(kit: &mut Kit) {
    let mut c = Canvas::new(34, 50);
    let wood = kit.tones(["wood1", "wood2", "wood3", "wood4", "wood5"]);
    c.rect(0, 2, 34, 46, wood[2]);
    c.rect(0, 0, 34, 3, wood[3]);
    c.rect(0, 0, 34, 1, wood[4]);
    c.rect(0, 3, 1, 45, wood[3]);
    c.rect(32, 3, 2, 45, wood[1]);
    let backs = [
        ("brick2", "brick3"),
        ("pine2", "pine3"),
        ("water1", "water2"),
        ("gold1", "gold2"),
        ("plum2", "plum3"),
        ("paper2", "paper3"),
        ("leaf2", "leaf3"),
        ("rose1", "rose2"),
    ];
    for shelf in 0..3 {
        let y = 4 + shelf * 14;
        c.rect(2, y, 30, 12, wood[0]);
        let mut x = 3;
        let mut n = 0;
        while x < 29 {
            let roll = hash(n, shelf, 91);
            let (wide, tall) = (2 + (roll % 2).cast_signed(), 8 + (roll / 4 % 3).cast_signed());
            let (dark, light) = backs[usize::try_from(roll / 16 % 8).unwrap_or(0)];
            if roll.is_multiple_of(11) {
                x += 2;
            }
            c.rect(x, y + 12 - tall, wide, tall, kit.c(light));
            c.rect(x + wide - 1, y + 12 - tall, 1, tall, kit.c(dark));
            c.rect(x, y + 12 - tall + 2, wide, 1, kit.c(if roll.is_multiple_of(3) { "gold3" } else { dark }));
            x += wide;
            n += 1;
        }
        c.rect(2, y + 12, 30, 2, wood[3]);
        c.rect(2, y + 13, 30, 1, wood[1]);
    }
    c.rect(0, 46, 34, 2, wood[1]);
    kit.outline(&mut c, "wood1", "wood1");
    c.rect(1, 48, 34, 2, kit.palette.shadow());
    kit.add("bookshelf", c, (9, 32));
}

fn piano(kit: &mut Kit) {
    let mut c = Canvas::new(46, 46);
    let wood = kit.tones(["wood1", "wood2", "wood3", "wood4"]);
    c.rect(1, 8, 44, 34, wood[1]);
    c.rect(1, 6, 44, 3, wood[2]);
    c.rect(1, 6, 44, 1, wood[3]);
    c.rect(4, 11, 38, 13, wood[0]);
    c.rect(5, 12, 37, 12, wood[2]);
    c.rect(5, 12, 36, 11, wood[1]);
    // Music stand.
    c.rect(15, 12, 8, 10, kit.c("paper4"));
    c.rect(23, 12, 8, 10, kit.c("paper3"));
    for y in [14, 17, 20] {
        c.rect(16, y, 6, 1, kit.c("paper1"));
        c.rect(24, y, 5, 1, kit.c("paper1"));
    }
    for (x, y) in [(17, 13), (20, 16), (25, 16), (27, 13), (18, 19), (26, 19)] {
        c.rect(x, y, 1, 2, kit.c("ink2"));
    }
    // Keys.
    c.rect(0, 25, 46, 3, wood[2]);
    c.rect(0, 25, 46, 1, wood[3]);
    c.rect(2, 27, 42, 5, kit.c("paper4"));
    for x in 0..42 {
        if x % 3 == 2 {
            c.rect(2 + x, 27, 1, 5, kit.c("paper2"));
        }
        if x % 3 == 2 && x % 21 != 8 && x % 21 != 20 {
            c.rect(1 + x, 27, 2, 3, kit.c("ink1"));
        }
    }
    c.rect(0, 32, 46, 2, wood[2]);
    c.rect(0, 33, 46, 1, wood[0]);
    c.rect(3, 35, 40, 7, wood[0]);
    for x in [1, 42] {
        c.rect(x, 34, 3, 10, wood[2]);
        c.rect(x + 2, 34, 1, 10, wood[0]);
    }
    for x in [20, 24] {
        c.rect(x, 40, 2, 2, kit.c("gold2"));
    }
    let key = kit.key("w=paper4 c=paper2 g=leaf3 G=leaf4 r=rose2 R=rose3 y=gold3 f=gold4 o=gold1");
    c.stamp(4, 0, &["..R.G.", ".RrRg.", "..gR..", ".Gg...", ".wwc..", ".wwc.."], &key);
    c.stamp(36, 1, &["..f..", "..y..", ".www.", "..w..", ".ooo."], &key);
    kit.outline(&mut c, "wood1", "wood1");
    kit.ground(&mut c, 0, 36, 46, 10);
    kit.add("piano", c, (23, 43));
}
