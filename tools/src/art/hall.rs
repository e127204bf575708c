//! The Game Hall's walls: starred paper over dark panelling, corner posts, and the chimney breast.

use super::canvas::Canvas;
use super::kit::Kit;
use super::texture::{boards, bricks};

/// Draws it all.
pub fn draw(kit: &mut Kit) {
    walls(kit);
    chimney(kit);
}

/// One tile of back wall, five tiles tall: cornice, starred paper, dark panelling; and the pillar at its ends.
fn walls(kit: &mut Kit) {
    for (name, starred) in [("hall_wall", false), ("hall_wall_star", true)] {
        let mut c = Canvas::new(16, 80);
        c.rect(0, 0, 16, 80, kit.c("water1"));
        c.rect(0, 8, 8, 44, kit.c("night2"));
        c.rect(0, 8, 1, 44, kit.c("night1"));
        c.rect(8, 8, 1, 44, kit.c("night3"));
        if starred {
            c.stamp(9, 18, &["...g...", "...g...", ".ggyg..", "...g...", "...g..."], &kit.key("g=gold1 y=gold3"));
            c.stamp(1, 34, &["...g...", "..gyg..", "...g..."], &kit.key("g=gold1 y=gold2"));
        } else {
            c.stamp(9, 30, &["..n..", ".n.n.", "n...n", ".n.n.", "..n.."], &kit.key("n=night3"));
            c.stamp(2, 18, &["..n..", ".nnn.", "..n.."], &kit.key("n=night3"));
        }
        // Cornice, and the shadow that it throws.
        c.rect(0, 0, 16, 6, kit.c("wood2"));
        c.rect(0, 0, 16, 1, kit.c("wood5"));
        c.rect(0, 1, 16, 2, kit.c("wood4"));
        c.rect(0, 4, 16, 1, kit.c("gold2"));
        c.rect(0, 5, 16, 1, kit.c("wood1"));
        c.rect(0, 6, 16, 3, kit.c("night1"));
        for x in [1, 5, 9, 13] {
            c.rect(x, 3, 2, 1, kit.c("wood1"));
        }
        panelling(kit, &mut c);
        kit.add(name, c, (8, 48));
    }
    let mut c = Canvas::new(10, 84);
    c.rect(0, 0, 10, 84, kit.c("wood1"));
    for (x, name) in (1..).zip(["wood4", "wood5", "wood4", "wood3", "wood2", "wood3", "wood2", "wood2"]) {
        c.rect(x, 1, 1, 82, kit.c(name));
    }
    for (y, tall) in [(0, 5), (8, 2), (52, 3), (78, 6)] {
        c.rect(0, y, 10, tall, kit.c("gold1"));
        c.rect(0, y, 10, 1, kit.c("gold3"));
        c.rect(0, y, 3, tall, kit.c("gold3"));
        c.rect(1, y, 1, tall, kit.c("gold4"));
        c.rect(0, y + tall, 10, 1, kit.c("wood1"));
    }
    kit.add("hall_post_left", c.clone(), (14, 66));
    kit.add("hall_post_right", c, (-4, 66));
}

fn panelling(kit: &Kit, c: &mut Canvas) {
    c.rect(0, 52, 16, 28, kit.c("wood2"));
    c.rect(0, 51, 16, 1, kit.c("wood5"));
    c.rect(0, 52, 16, 2, kit.c("wood3"));
    c.rect(0, 54, 16, 1, kit.c("wood1"));
    c.rect(2, 58, 12, 14, kit.c("wood1"));
    c.rect(3, 59, 11, 13, kit.c("wood3"));
    c.rect(3, 59, 10, 12, kit.c("wood2"));
    c.rect(4, 60, 8, 1, kit.c("wood3"));
    c.rect(0, 75, 16, 5, kit.c("wood2"));
    c.rect(0, 75, 16, 1, kit.c("wood4"));
    c.rect(0, 79, 16, 1, kit.c("wood1"));
}

/// What carries a chimney up a wall that is higher than the fireplace.
fn chimney(kit: &mut Kit) {
    let mut c = Canvas::new(42, 34);
    let tones = kit.tones(["stone1", "stone2", "stone3", "stone4"]);
    bricks(&mut c, 2, 0, 38, 34, tones, 5);
    c.rect(2, 0, 1, 34, tones[3]);
    c.rect(39, 0, 1, 34, tones[0]);
    // The hall's star on a wooden shield.
    c.rect(10, 5, 22, 22, kit.c("wood1"));
    boards(&mut c, 11, 6, 20, 20, 5, kit.tones(["wood2", "wood3", "wood4"]), 2);
    c.frame(11, 6, 20, 20, kit.c("gold2"));
    c.rect(11, 6, 20, 1, kit.c("gold4"));
    c.stamp(
        14,
        9,
        &[
            "......hh......",
            "......hg......",
            ".....hhgg.....",
            ".....hggg.....",
            "hhhhhhgggggggd",
            ".hhhgggggggdd.",
            "..hhggggggdd..",
            "...hggggggd...",
            "...hggggggd...",
            "..hhggddggdd..",
            "..hgdd..ddgd..",
            ".hgd......ddd.",
        ],
        &kit.key("h=gold4 g=gold3 d=gold1"),
    );
    kit.add("chimney_upper", c, (21, 58));
}
