//! The interface atlas and the emote marks: frames by recipe, icons and marks from grids.

pub mod buzzer;
pub mod games;
pub mod logo;
pub mod stage;

use std::path::Path;

use anyhow::Result;

use super::canvas::{CLEAR, Canvas, Rgba};
use super::grid;
use super::pack::{self, Sprite};
use super::palette::Palette;

/// Writes the `ui` and `marks` atlases into `out`.
pub fn build(art: &Path, out: &Path, palette: &Palette) -> Result<()> {
    pack::write(out, "ui", &interface(art, palette)?, palette, 256)?;
    pack::write(out, "marks", &marks(art, palette)?, palette, 128)
}

/// Every emote mark.
pub fn marks(art: &Path, palette: &Palette) -> Result<Vec<Sprite>> {
    let (marks, _) = drawn(art, palette)?;
    Ok(marks)
}

/// Every frame, icon, cursor and the logo.
pub fn interface(art: &Path, palette: &Palette) -> Result<Vec<Sprite>> {
    let (_, mut sprites) = drawn(art, palette)?;
    sprites.extend(frames(palette));
    sprites.extend(games::sprites(palette));
    sprites.extend(stage::sprites(palette));
    sprites.extend(buzzer::sprites(palette));
    sprites.extend(logo::sprites(palette));
    Ok(sprites)
}

/// The grids under `ui/`, emote marks apart from the rest: marks are those twelve by twelve and animated.
fn drawn(art: &Path, palette: &Palette) -> Result<(Vec<Sprite>, Vec<Sprite>)> {
    let all = grid::read_folder(&art.join("ui"), palette)?;
    Ok(all.into_iter().partition(|s| !s.name.contains('.') && s.frames.len() > 1))
}

/// Colours of a frame by palette name, from outside in.
struct Look<'a> {
    /// Outermost line.
    line: &'a str,
    /// Upper left and lower right of every ring inside it.
    rings: &'a [(&'a str, &'a str)],
    /// What it holds.
    fill: &'a str,
    /// How far corners are cut.
    round: i32,
}

fn framed(palette: &Palette, w: i32, h: i32, look: &Look) -> Canvas {
    let mut c = Canvas::new(w, h);
    c.rect(0, 0, w, h, palette.rgba(look.line));
    let mut inset = 1;
    for (light, dark) in look.rings {
        let (x1, y1) = (w - 1 - inset, h - 1 - inset);
        c.rect(inset, inset, w - 2 * inset, h - 2 * inset, palette.rgba(dark));
        c.line(inset, inset, x1 - 1, inset, palette.rgba(light));
        c.line(inset, inset, inset, y1 - 1, palette.rgba(light));
        inset += 1;
    }
    c.rect(inset, inset, w - 2 * inset, h - 2 * inset, palette.rgba(look.fill));
    cut(&mut c, look.round, palette.rgba(look.line));
    c
}

/// Rounds the four corners: `x` is cleared, `o` takes the colour of the line.
fn cut(c: &mut Canvas, round: i32, line: Rgba) {
    let rows: &[&str] = match round {
        0 => &[],
        1 => &["x"],
        2 => &["xx", "xo"],
        3 => &["xxx", "xxo", "xo."],
        _ => &["xxxxx", "xxxoo", "xxo..", "xo...", "xo..."],
    };
    let (w, h) = (c.w, c.h);
    for (y, row) in (0..).zip(rows) {
        for (x, mark) in (0..).zip(row.chars()).filter(|(_, mark)| *mark != '.') {
            let colour = if mark == 'x' { CLEAR } else { line };
            for (px, py) in [(x, y), (w - 1 - x, y), (x, h - 1 - y), (w - 1 - x, h - 1 - y)] {
                c.set(px, py, colour);
            }
        }
    }
}

fn frames(palette: &Palette) -> Vec<Sprite> {
    let still = |name: &str, c: Canvas, n: u32| Sprite::still(name, c, (0, 0)).sliced(n, n, n, n);
    let wood: &[(&str, &str)] = &[("wood5", "wood3"), ("wood4", "wood3"), ("wood3", "wood2"), ("wood1", "wood4")];
    let mut panel = framed(palette, 32, 32, &Look { line: "ink1", rings: wood, fill: "paper3", round: 2 });
    inside(&mut panel, palette, 5, "paper2", "paper4");
    nails(&mut panel, palette);
    let mut dark = framed(
        palette,
        24,
        24,
        &Look { line: "ink1", rings: &[("night3", "night2"), ("night2", "night1")], fill: "night1", round: 2 },
    );
    inside(&mut dark, palette, 3, "ink1", "ink2");
    let mut toast =
        framed(palette, 24, 24, &Look { line: "wood1", rings: &[("gold3", "gold1")], fill: "paper4", round: 2 });
    inside(&mut toast, palette, 2, "paper4", "paper2");
    let tag = framed(palette, 12, 12, &Look { line: "ink1", rings: &[("ink2", "ink2")], fill: "ink2", round: 2 });
    let tag_self =
        framed(palette, 12, 12, &Look { line: "ink1", rings: &[("gold3", "gold1")], fill: "ink2", round: 2 });
    let mut list = vec![
        still("panel", panel, 9),
        still("panel.dark", dark, 7),
        still("toast", toast, 6),
        still("nametag", tag, 4),
        still("nametag.self", tag_self, 4),
    ];
    list.extend(bubbles(palette));
    list.extend(buttons(palette));
    for (name, line, ring) in [("field", "wood2", ("paper2", "paper3")), ("field.focus", "wood1", ("gold2", "gold3"))] {
        let mut c = framed(palette, 16, 16, &Look { line, rings: &[ring], fill: "paper4", round: 1 });
        c.line(2, 2, 13, 2, palette.rgba("paper3"));
        list.push(still(name, c, 5));
    }
    let groove =
        |w, h| framed(palette, w, h, &Look { line: "wood1", rings: &[("wood2", "wood4")], fill: "wood3", round: 1 });
    let filled = framed(palette, 12, 7, &Look { line: "wood1", rings: &[("gold4", "gold1")], fill: "gold2", round: 1 });
    list.push(Sprite::still("slider.track", groove(12, 7), (0, 0)).sliced(4, 3, 4, 3));
    list.push(Sprite::still("slider.fill", filled, (0, 0)).sliced(4, 3, 4, 3));
    list.push(Sprite::still("scroll.track", groove(10, 16), (0, 0)).sliced(4, 4, 4, 4));
    let mut thumb =
        framed(palette, 10, 16, &Look { line: "wood1", rings: &[("wood5", "wood3")], fill: "wood4", round: 1 });
    for y in [6, 8, 10] {
        thumb.line(4, y, 5, y, palette.rgba("wood2"));
    }
    list.push(Sprite::still("scroll.thumb", thumb, (0, 0)).sliced(4, 5, 4, 5));
    let mut rule = Canvas::new(8, 2);
    rule.rect(0, 0, 8, 1, palette.rgba("paper2"));
    rule.rect(0, 1, 8, 1, palette.rgba("paper4"));
    list.push(Sprite::still("rule", rule, (0, 0)).sliced(1, 0, 1, 0));
    let mut ring = Canvas::new(12, 12);
    ring.frame(0, 0, 12, 12, palette.rgba("gold3"));
    ring.frame(1, 1, 10, 10, palette.rgba("ink1"));
    for (x, y) in [(0, 0), (11, 0), (0, 11), (11, 11)] {
        ring.set(x, y, CLEAR);
    }
    list.push(still("focus", ring, 3));
    list.extend(small(palette));
    list
}

/// Key caps for hints, tabs, a count badge, a list row under the pointer, and what lies under people's feet.
fn small(palette: &Palette) -> Vec<Sprite> {
    let mut list = Vec::new();
    let mut cap =
        framed(palette, 13, 14, &Look { line: "ink1", rings: &[("paper4", "paper2")], fill: "paper3", round: 2 });
    cap.rect(2, 11, 9, 2, palette.rgba("paper1"));
    cap.set(1, 11, palette.rgba("paper1"));
    cap.set(11, 11, palette.rgba("paper1"));
    list.push(Sprite::still("keycap", cap, (0, 0)).sliced(4, 4, 4, 5));
    for (name, top, fill) in [("tab", "wood4", "wood3"), ("tab.active", "paper4", "paper3")] {
        let mut tab = framed(palette, 16, 16, &Look { line: "wood1", rings: &[(top, fill)], fill, round: 2 });
        tab.rect(1, 14, 14, 2, palette.rgba(if name == "tab" { "wood2" } else { fill }));
        tab.rect(0, 14, 1, 2, palette.rgba("wood1"));
        tab.rect(15, 14, 1, 2, palette.rgba("wood1"));
        list.push(Sprite::still(name, tab, (0, 0)).sliced(5, 5, 5, 4));
    }
    let badge =
        framed(palette, 11, 11, &Look { line: "ink1", rings: &[("brick4", "brick2")], fill: "brick3", round: 3 });
    list.push(Sprite::still("badge", badge, (0, 0)).sliced(5, 5, 5, 5));
    let row = framed(palette, 12, 12, &Look { line: "gold2", rings: &[], fill: "gold4", round: 1 });
    list.push(Sprite::still("row.hover", row, (0, 0)).sliced(3, 3, 3, 3));
    let mut shadow = Canvas::new(16, 7);
    shadow.ellipse(0, 0, 16, 7, palette.shadow());
    list.push(Sprite::still("shadow.person", shadow, (8, 4)));
    let ring = |grow: i32| {
        let mut c = Canvas::new(22, 12);
        c.ellipse(1 - grow, 1 - grow, 20 + 2 * grow, 10 + 2 * grow, palette.rgba("gold1"));
        c.ellipse(1 - grow, 1 - grow, 20 + 2 * grow, 9 + 2 * grow, palette.rgba("gold3"));
        c.ellipse(3 - grow, 3 - grow, 16 + 2 * grow, 6 + 2 * grow, CLEAR);
        c
    };
    list.push(Sprite::moving("select", vec![ring(0), ring(1)], 420, (11, 7)));
    list
}

/// A line of shadow or light along the inner edge.
fn inside(c: &mut Canvas, palette: &Palette, at: i32, upper: &str, lower: &str) {
    let (x1, y1) = (c.w - 1 - at, c.h - 1 - at);
    c.line(at, y1, x1, y1, palette.rgba(lower));
    c.line(x1, at, x1, y1, palette.rgba(lower));
    c.line(at, at, x1, at, palette.rgba(upper));
    c.line(at, at, at, y1, palette.rgba(upper));
}

/// Brass corners of the wooden frame.
fn nails(c: &mut Canvas, palette: &Palette) {
    let rows = [".oooo.", "oYYYyo", "oYLyxo", "oYyo..", "oyxo..", ".oo..."];
    let key = [
        ('o', palette.rgba("wood1")),
        ('Y', palette.rgba("gold3")),
        ('L', palette.rgba("gold4")),
        ('y', palette.rgba("gold2")),
        ('x', palette.rgba("gold1")),
    ];
    let mut corner = Canvas::new(6, 6);
    corner.stamp(0, 0, &rows, &key);
    let right = corner.mirrored();
    c.blit(&corner, 0, 0);
    c.blit(&right, c.w - 6, 0);
    c.blit(&corner.flipped(), 0, c.h - 6);
    c.blit(&right.flipped(), c.w - 6, c.h - 6);
}

fn bubbles(palette: &Palette) -> Vec<Sprite> {
    let mut list = Vec::new();
    for (name, line, low, fill, round) in [
        ("bubble.say", "ink2", "paper2", "paper4", 3),
        ("bubble.think", "night4", "water5", "paper4", 5),
        ("bubble.shout", "brick2", "paper2", "paper4", 0),
        ("bubble.self", "wood1", "gold3", "gold4", 3),
    ] {
        let mut c = framed(palette, 20, 20, &Look { line, rings: &[], fill, round });
        c.line(4, 18, 15, 18, palette.rgba(low));
        if name == "bubble.shout" {
            c = shout(palette);
        }
        list.push(Sprite::still(name, c, (10, 20)).sliced(7, 7, 7, 7));
    }
    list
}

/// A frame with pointed corners and a double edge.
fn shout(palette: &Palette) -> Canvas {
    let mut c = Canvas::new(22, 22);
    let (line, red, fill) = (palette.rgba("brick2"), palette.rgba("brick4"), palette.rgba("paper4"));
    c.rect(2, 2, 18, 18, line);
    c.rect(3, 3, 16, 16, red);
    c.rect(4, 4, 14, 14, fill);
    let rows = ["rr....", "rRrrr.", ".rRRRr", ".rRwww", ".rRwww", "..rwww"];
    let mut corner = Canvas::new(6, 6);
    corner.stamp(0, 0, &rows, &[('r', line), ('R', red), ('w', fill)]);
    let right = corner.mirrored();
    for (picture, x, y) in
        [(corner.clone(), 0, 0), (right.clone(), 16, 0), (corner.flipped(), 0, 16), (right.flipped(), 16, 16)]
    {
        for i in 0..36 {
            c.set(x + i % 6, y + i / 6, picture.get(i % 6, i / 6));
        }
    }
    c
}

fn buttons(palette: &Palette) -> Vec<Sprite> {
    let mut list = Vec::new();
    for (name, line, top, face, low, lip) in [
        ("button", "wood1", "wood5", "wood4", "wood4", "wood3"),
        ("button.hover", "wood1", "paper4", "wood5", "wood5", "wood3"),
        ("button.focus", "wood1", "paper4", "wood5", "wood5", "wood3"),
        ("button.pressed", "wood1", "wood2", "wood3", "wood3", "wood4"),
        ("button.disabled", "paper1", "paper3", "paper2", "paper2", "paper1"),
        ("button.main", "pine1", "leaf5", "leaf4", "leaf4", "leaf3"),
        ("button.main.hover", "pine1", "paper4", "leaf5", "leaf5", "leaf3"),
        ("button.main.pressed", "pine1", "leaf2", "leaf3", "leaf3", "leaf4"),
    ] {
        let pressed = name.ends_with("pressed");
        let mut c = framed(palette, 20, 20, &Look { line, rings: &[(top, low)], fill: face, round: 2 });
        c.rect(2, if pressed { 18 } else { 16 }, 16, if pressed { 1 } else { 2 }, palette.rgba(lip));
        c.set(1, 17, palette.rgba(lip));
        c.set(18, 17, palette.rgba(lip));
        c.rect(2, 18, 16, 1, palette.rgba(lip));
        if !pressed {
            c.line(2, 16, 17, 16, palette.rgba(low));
        }
        if name.ends_with("focus") {
            let mut ringed = Canvas::new(20, 20);
            ringed.rect(0, 0, 20, 20, palette.rgba("gold3"));
            cut(&mut ringed, 2, palette.rgba("gold3"));
            ringed.blit(&c.cropped(0, 0, 18, 18), 1, 1);
            let inner = framed(palette, 18, 18, &Look { line, rings: &[(top, low)], fill: face, round: 2 });
            ringed.blit(&inner, 1, 1);
            ringed.rect(3, 16, 14, 1, palette.rgba(lip));
            c = ringed;
        }
        list.push(Sprite::still(name, c, (0, 0)).sliced(6, 6, 6, 6));
    }
    list
}

#[cfg(test)]
#[path = "ui_tests.rs"]
mod tests;
