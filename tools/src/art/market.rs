//! The market: awnings, stalls with their goods, the notice board.

use super::canvas::Canvas;
use super::kit::Kit;
use super::texture::boards;

/// Draws it all.
pub fn draw(kit: &mut Kit) {
    stalls(kit);
    notice_board(kit);
}

fn stripes(kit: &Kit, c: &mut Canvas, x: i32, y: i32, w: i32, h: i32, colours: [[&str; 3]; 2]) {
    for px in 0..w {
        let tones = colours[usize::try_from(px / 5 % 2).unwrap_or(0)];
        for py in 0..h {
            let name = if py < 2 {
                tones[2]
            } else if py < h - 5 {
                tones[1]
            } else {
                tones[0]
            };
            let scallop = px % 5 == 0 || px % 5 == 4;
            if py == h - 1 && scallop {
                continue;
            }
            c.set(x + px, y + py, kit.c(if py == h - 5 { tones[0] } else { name }));
        }
    }
}

/// Draws a scalloped striped awning; `colour` is the darker stripe's ramp (dark, middle, light).
pub fn awning(kit: &Kit, c: &mut Canvas, x: i32, y: i32, w: i32, h: i32, colour: [&str; 3]) {
    stripes(kit, c, x, y, w, h, [colour, ["paper2", "paper3", "paper4"]]);
    c.rect(x, y, 1, h - 2, kit.c(colour[0]));
    c.rect(x + w - 1, y, 1, h - 2, kit.c(colour[0]));
}

fn stalls(kit: &mut Kit) {
    let wares = [
        (
            "stall_fruit",
            ["rose1", "rose2", "rose3"],
            [("brick3", "brick5"), ("gold2", "gold4"), ("leaf3", "leaf5"), ("plum2", "plum4")],
        ),
        (
            "stall_bread",
            ["water1", "water2", "water3"],
            [("gold1", "wood5"), ("wood3", "wood5"), ("gold1", "gold3"), ("wood4", "sand3")],
        ),
        (
            "stall_flowers",
            ["leaf1", "leaf2", "leaf3"],
            [("rose2", "rose4"), ("gold2", "gold4"), ("plum3", "plum4"), ("paper2", "paper4")],
        ),
    ];
    for (name, cloth, goods) in wares {
        let mut c = Canvas::new(52, 62);
        let wood = kit.tones(["wood1", "wood2", "wood3", "wood4", "wood5"]);
        for x in [3, 46] {
            c.rect(x, 12, 3, 46, wood[2]);
            c.rect(x, 12, 1, 46, wood[3]);
            c.rect(x + 2, 12, 1, 46, wood[1]);
        }
        // Counter with a sloping tray of goods.
        c.rect(2, 37, 48, 8, wood[1]);
        boards(&mut c, 2, 45, 48, 13, 6, [wood[1], wood[2], wood[3]], 4);
        c.rect(2, 45, 48, 1, wood[0]);
        c.rect(1, 44, 50, 1, wood[4]);
        for (n, (dark, light)) in (0..).zip(goods) {
            let left = 4 + n * 11;
            c.frame(left - 1, 36, 12, 9, wood[3]);
            for row in 0..3 {
                for col in 0..3 {
                    let (x, y) = (left + col * 3 + row % 2, 37 + row * 2);
                    c.rect(x, y, 3, 3, kit.c(dark));
                    c.rect(x, y, 2, 2, kit.c(light));
                    c.set(x + 1, y + 1, kit.c(dark));
                }
            }
            c.rect(left - 1, 43, 12, 2, wood[3]);
            c.rect(left - 1, 44, 12, 1, wood[2]);
        }
        kit.outline(&mut c, "wood1", "wood1");
        awning(kit, &mut c, 0, 3, 52, 18, cloth);
        c.rect(0, 2, 52, 1, kit.c(cloth[0]));
        kit.ground(&mut c, 0, 50, 52, 12);
        kit.add(name, c, (26, 59));
    }
}

fn notice_board(kit: &mut Kit) {
    let mut c = Canvas::new(34, 38);
    let wood = kit.tones(["wood1", "wood2", "wood3", "wood4", "wood5"]);
    for x in [4, 27] {
        c.rect(x, 8, 3, 28, wood[2]);
        c.rect(x, 8, 1, 28, wood[3]);
    }
    c.rect(2, 8, 30, 19, wood[2]);
    c.rect(3, 9, 28, 17, wood[3]);
    c.rect(3, 9, 28, 1, wood[1]);
    let roof = kit.tones(["brick1", "brick2", "brick3", "brick4"]);
    super::texture::shingles(&mut c, 0, 2, 34, 7, roof, 4);
    c.rect(0, 1, 34, 2, roof[3]);
    c.rect(0, 8, 34, 1, roof[0]);
    let papers = [
        (5, 11, 6, 8, "paper4"),
        (13, 10, 8, 6, "gold4"),
        (23, 11, 6, 7, "paper3"),
        (12, 18, 6, 7, "rose4"),
        (20, 19, 8, 6, "paper4"),
    ];
    for (x, y, w, h, name) in papers {
        c.rect(x + 1, y + 1, w, h, wood[1]);
        c.rect(x, y, w, h, kit.c(name));
        c.set(x + w / 2, y, kit.c("brick3"));
        for row in 0..(h - 3) / 2 {
            c.rect(x + 1, y + 2 + row * 2, w - 2 - row % 2, 1, kit.c("paper1"));
        }
    }
    kit.outline(&mut c, "wood1", "wood1");
    kit.ground(&mut c, 1, 30, 33, 8);
    kit.add("notice_board", c, (9, 35));
}
