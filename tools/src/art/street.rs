//! The furniture of the town square: fountain, benches, lamps, stalls, boards, small things and small animals.

use super::canvas::Canvas;
use super::kit::{Kit, Lit};
use super::texture::{cos, hash, length, real, round, sin, turn};

/// Draws it all.
pub fn draw(kit: &mut Kit) {
    rosette(kit);
    fountain(kit);
    benches(kit);
    lamp(kit);
    smoke(kit);
    ducks(kit);
    bridge(kit);
}

/// A round mosaic of paving, seven tiles by five, that lies under the fountain.
fn rosette(kit: &mut Kit) {
    let (w, h) = (144, 112);
    let rings = [
        ("stone3", "stone2"),
        ("paper2", "cobble1"),
        ("brick4", "brick3"),
        ("paper3", "paper2"),
        ("stone4", "stone3"),
        ("paper2", "cobble1"),
    ];
    let canvas = Canvas::new(w, h).mapped(w, h, |x, y| {
        let (dx, dy) = ((real(x) + 0.5 - 72.0) / 72.0, (real(y) + 0.5 - 56.0) / 56.0);
        let far = length(dx, dy);
        if far >= 1.0 {
            return super::canvas::CLEAR;
        }
        let out = (1.0 - far) * 8.0;
        let ring = round(out - 0.5).clamp(0, 5);
        let inner = out - real(ring);
        let steps = real([44, 40, 36, 30, 24, 18][usize::try_from(ring).unwrap_or(0)]);
        let turn = turn(dx, dy) * steps + if ring % 2 == 0 { 0.5 } else { 0.0 };
        let part = turn - turn.floor();
        let stone = round(turn.floor());
        let (face, dark) = rings[usize::try_from(ring).unwrap_or(0)];
        let joint = inner < 0.13 || part < 1.6 / (far * 452.0 / steps).max(4.0);
        let roll = hash(stone, ring, 8) % 7;
        kit.c(if joint {
            if ring == 0 { "stone1" } else { "paper1" }
        } else if roll < 2 {
            dark
        } else {
            face
        })
    });
    kit.add("rosette", canvas, (72, 64));
}

fn fountain(kit: &mut Kit) {
    let (w, h) = (68, 72);
    let mut frames = Vec::new();
    for frame in 0..4 {
        let mut c = Canvas::new(w, h);
        let stone = kit.tones(["stone1", "stone2", "stone3", "stone4", "stone5"]);
        let water = kit.tones(["water1", "water2", "water3", "water4", "water5"]);
        // Basin: outer wall, rim, water.
        c.ellipse(2, 38, 64, 32, stone[0]);
        c.ellipse(3, 34, 62, 34, stone[1]);
        c.ellipse(3, 32, 62, 32, stone[2]);
        for x in 3..65 {
            for y in 48..68 {
                if c.get(x, y) == stone[1] && (x + hash(0, y / 5, 3).cast_signed() % 7).rem_euclid(9) == 0 {
                    c.set(x, y, stone[0]);
                }
                if c.get(x, y) == stone[1] && x < 26 && (x + y) % 9 > 1 && y % 5 != 0 {
                    c.set(x, y, stone[2]);
                }
            }
        }
        c.ellipse(3, 30, 62, 32, stone[1]);
        c.ellipse(3, 29, 62, 32, stone[4]);
        c.ellipse(5, 30, 60, 31, stone[3]);
        c.ellipse(8, 32, 52, 25, stone[1]);
        c.ellipse(8, 34, 52, 23, water[1]);
        c.ellipse(9, 36, 50, 20, water[2]);
        for n in 0..14 {
            let rim = real(n) * 0.449 + 0.2;
            let (x, y) = (round(34.0 + cos(rim) * 29.0), round(45.0 + sin(rim) * 14.2));
            if c.get(x, y) == stone[3] || c.get(x, y) == stone[4] {
                c.set(x, y, stone[2]);
                if c.get(x, y + 1) == stone[3] {
                    c.set(x, y + 1, stone[2]);
                }
            }
        }
        // Rings running outwards from where the drops fall.
        for (ring, size) in [(0, 12), (1, 24), (2, 36)] {
            let grow = size + frame * 3;
            for n in 0..44 {
                let turn = real(n) * 0.1428;
                let (x, y) = (round(34.0 + cos(turn) * real(grow) / 2.0), round(46.0 + sin(turn) * real(grow) / 4.6));
                if c.get(x, y) == water[2] && !hash(n / 4, ring, 5).is_multiple_of(3) {
                    c.set(x, y, if ring == 0 { water[4] } else { water[3] });
                }
            }
        }
        // Column, upper bowl, and its little stone bird.
        c.rect(30, 26, 8, 22, stone[2]);
        c.rect(30, 26, 2, 22, stone[4]);
        c.rect(32, 26, 2, 22, stone[3]);
        c.rect(36, 26, 2, 22, stone[1]);
        c.rect(28, 44, 12, 3, stone[2]);
        c.rect(28, 44, 5, 1, stone[4]);
        c.rect(28, 47, 12, 1, stone[0]);
        c.ellipse(19, 17, 30, 14, stone[1]);
        c.ellipse(19, 15, 30, 13, stone[3]);
        c.ellipse(19, 15, 24, 10, stone[4]);
        c.ellipse(22, 16, 24, 8, water[1]);
        c.ellipse(23, 17, 22, 6, water[3]);
        c.rect(32, 10, 4, 9, stone[2]);
        c.rect(32, 10, 1, 9, stone[4]);
        let bird = kit.key("o=stone1 m=stone3 l=stone4 h=stone5");
        c.stamp(
            28,
            1,
            &["..hl......", ".hhlm.....", "olhlm...mo", "..hllmmmo.", "...hlllmo.", "....llmo..", ".....mo..."],
            &bird,
        );
        // Water that falls from the bowl.
        for (n, x) in (0..).zip([20, 24, 29, 34, 39, 44, 47]) {
            let start = if (26..43).contains(&x) { 28 } else { 26 };
            let end = start + if (26..43).contains(&x) { 21 } else { 17 };
            for y in start..end {
                let beat = (y - frame * 2 + n * 3).rem_euclid(8);
                if beat < 5 {
                    let bend = if x < 28 {
                        -(y - start) / 7
                    } else if x > 40 {
                        (y - start) / 7
                    } else {
                        0
                    };
                    c.set(x + bend, y, if beat < 2 { water[4] } else { water[3] });
                }
            }
            let splash = if x < 28 {
                x - 3
            } else if x > 40 {
                x + 2
            } else {
                x
            };
            let wide = 1 + (frame + n) % 3;
            c.rect(splash - wide / 2, end, wide, 1, water[4]);
        }
        // A spray above.
        for (x, y) in [[(30, 8), (38, 11)], [(29, 11), (39, 9)], [(31, 13), (38, 14)], [(30, 10), (37, 8)]]
            [usize::try_from(frame).unwrap_or(0)]
        {
            c.set(x, y, water[4]);
            c.set(x, y + 1, water[3]);
        }
        kit.ground(&mut c, 2, 46, 66, 26);
        frames.push(c);
    }
    kit.add_moving("fountain", frames, 140, (34, 68));
}

fn benches(kit: &mut Kit) {
    let wood = kit.tones(["wood1", "wood2", "wood3", "wood4", "wood5"]);
    let iron = kit.tones(["stone1", "stone2"]);
    // Seen from the front: back rest, then seat. One sits facing the viewer.
    let mut c = Canvas::new(34, 24);
    for (y, tone) in [(2, 4), (6, 3)] {
        c.rect(2, y, 30, 3, wood[tone]);
        c.rect(2, y + 2, 30, 1, wood[2]);
    }
    c.rect(1, 11, 32, 4, wood[3]);
    c.rect(1, 11, 32, 1, wood[4]);
    c.rect(1, 13, 32, 1, wood[2]);
    c.rect(1, 15, 32, 2, wood[1]);
    for x in [3, 29] {
        c.rect(x, 1, 2, 10, iron[1]);
        c.rect(x, 15, 2, 6, iron[0]);
    }
    for x in [0, 32] {
        c.rect(x, 8, 2, 9, iron[0]);
        c.rect(x, 8, 2, 1, iron[1]);
    }
    kit.outline(&mut c, "wood1", "wood2");
    kit.ground(&mut c, 0, 15, 34, 8);
    kit.add("bench", c, (8, 5));
    // Seen from behind: the rest hides the seat. One sits looking away.
    let mut c = Canvas::new(34, 22);
    c.rect(1, 4, 32, 2, wood[3]);
    for (y, tone) in [(6, 3), (10, 3), (14, 2)] {
        c.rect(1, y, 32, 3, wood[tone]);
        c.rect(1, y, 32, 1, wood[4]);
        c.rect(1, y + 3, 32, 1, wood[1]);
    }
    for x in [4, 28] {
        c.rect(x, 5, 2, 14, iron[1]);
        c.rect(x + 1, 5, 1, 14, iron[0]);
    }
    kit.outline(&mut c, "wood1", "wood2");
    kit.ground(&mut c, 0, 14, 34, 7);
    kit.add("bench_back", c, (8, 20));
}

fn lamp(kit: &mut Kit) {
    let mut lit = Lit::new(18, 50);
    let key = kit.key("o=ink2 d=stone1 m=stone2 l=stone3 g=sand3 y=paper3 h=paper4");
    let head = [
        ".......oo.......",
        "......oddo......",
        ".....oddmlo.....",
        "....oddmmmlo....",
        "...oddddmmmlo...",
        "...oooooooooo...",
        "...oyhhoyyygo...",
        "...oyhhoyyygo...",
        "...oyhyoyyygo...",
        "....oyyoyygo....",
        "....oyyoyggo....",
        ".....oyoggo.....",
        ".....oooooo.....",
        ".......dm.......",
        "......ddml......",
    ];
    let c = &mut lit.base;
    c.stamp(1, 0, &head, &key);
    c.rect(8, 15, 1, 28, kit.c("stone3"));
    c.rect(9, 15, 1, 28, kit.c("stone2"));
    c.rect(10, 15, 1, 28, kit.c("stone1"));
    c.rect(7, 15, 1, 28, kit.c("ink2"));
    c.stamp(3, 17, &["oddd...dddo", ".om.....mo."], &key);
    c.stamp(5, 40, &["..lmmd..", ".olmmdo.", ".ommddo.", "olmmmddo", "ommmdddo", "oooooooo"], &key);
    kit.ground(&mut lit.base, 2, 41, 16, 7);
    let shine = kit.key("y=gold4 h=paper4 g=gold3");
    lit.glow.stamp(1, 0, &head, &shine);
    kit.add_lit("lamp", lit, (9, 46));
}

fn smoke(kit: &mut Kit) {
    let mut frames = Vec::new();
    for frame in 0..6 {
        let mut c = Canvas::new(20, 34);
        for puff in 0..4 {
            let age = (frame * 2 + puff * 9) % 36;
            let size = 5 + age / 4;
            let x = 6 + age / 5 + [0, 1, 0, -1][usize::try_from(age / 4 % 4).unwrap_or(0)] - size / 2;
            let y = 30 - age * 5 / 6 - size / 2;
            let fade = u8::try_from(230 - age * 6).unwrap_or(20);
            let shade = |name: &str| {
                let [r, g, b, _] = kit.c(name);
                [r, g, b, fade]
            };
            c.ellipse(x, y, size, size, shade("stone4"));
            c.ellipse(x, y, size - 1, size - 1, shade("stone5"));
        }
        frames.push(c);
    }
    // One sprite for each chimney: placed one tile below its house's tile, so that it is drawn after the house.
    for (name, anchor) in [
        ("smoke_cafe", (-44, 150)),
        ("smoke_timber", (28, 142)),
        ("smoke_brick", (-30, 142)),
        ("smoke_cottage", (-20, 130)),
    ] {
        kit.add_moving(name, frames.clone(), 180, anchor);
    }
}

fn ducks(kit: &mut Kit) {
    let kinds = [
        ("duck", "h=leaf3 d=leaf2 b=wood4 w=paper3 s=wood3 k=gold2 o=ink2 r=water5 e=ink1"),
        ("duck_white", "h=paper4 d=paper3 b=paper4 w=paper4 s=paper2 k=gold2 o=ink2 r=water5 e=ink1"),
    ];
    for (name, key) in kinds {
        let one = [
            ".....hhh......",
            "....hhhed.....",
            "....hhhkkk....",
            "....ddd.......",
            ".s..wwbbbs....",
            ".sbbbbbbbbs...",
            "..sbbbbbbss...",
            "r..sbbbsss..r.",
            ".rr.......rr..",
        ];
        let two = [
            "..............",
            ".....hhh......",
            "....hhhed.....",
            "....hhhkkk....",
            ".s..dwbbbs....",
            ".sbbbbbbbbs...",
            "..sbbbbbbss...",
            ".r.sbbbsss.r..",
            "..rr.....rr...",
        ];
        let frames = [kit.grid(&one, key), kit.grid(&two, key), kit.grid(&one, key)];
        let mut out = Vec::new();
        for frame in [0, 1, 2, 1] {
            let mut c = Canvas::new(16, 11);
            c.blit(&frames[frame], 1, 1);
            out.push(c);
        }
        kit.add_moving(name, out, 480, (8, 10));
    }
    // Lily pads.
    let pad = [
        ".....ll......",
        "..llllll..lll",
        ".lllhllld.lld",
        ".llhlldd..dd.",
        "..ddddd......",
        "...rr...llll.",
        ".......llhlld",
        "........dddd.",
    ];
    let c = kit.grid(&pad, "l=leaf3 h=leaf4 d=leaf2 r=rose3");
    kit.add("lily", c, (6, 10));
}

fn bridge(kit: &mut Kit) {
    let mut c = Canvas::new(64, 40);
    let wood = kit.tones(["wood1", "wood2", "wood3", "wood4", "wood5"]);
    for x in 0..64 {
        let arch = round((real(x) - 32.0) * (real(x) - 32.0) / 170.0);
        for y in 0..20 {
            let plank = x % 6;
            let tone = if plank == 5 {
                wood[1]
            } else if plank == 0 {
                wood[4]
            } else {
                wood[3]
            };
            c.set(x, 10 + arch + y, if y == 19 { wood[2] } else { tone });
        }
        for (y, tone) in [(30, 1), (31, 1), (32, 0)] {
            c.set(x, y + arch, wood[tone]);
        }
        for rail in [4, 26] {
            c.set(x, rail + arch, wood[4]);
            c.set(x, rail + 1 + arch, wood[2]);
            if x % 10 < 3 {
                for y in 0..7 {
                    c.set(x, rail + 1 + arch + y, if x % 10 == 0 { wood[3] } else { wood[1] });
                }
            }
        }
    }
    kit.add("bridge", c, (24, 32));
}
