//! Previews of people, marks, interface and font at 4x, into the folder given (default `/tmp/art2`).

use std::path::{Path, PathBuf};

use anyhow::Result;
use shared::content::looks::{Looks, PeopleDef};
use tools::art::canvas::{Canvas, Rgba};
use tools::art::pack::Sprite;
use tools::art::palette::Palette;
use tools::art::people::{self, People, TIMING, compose::compose};

fn main() -> Result<()> {
    let out = PathBuf::from(std::env::args().nth(1).unwrap_or_else(|| "/tmp/art2".to_owned()));
    let art = Path::new(env!("CARGO_MANIFEST_DIR")).join("../assets/client/art");
    let palette = Palette::read(&art.join("palette.txt"))?;
    let people = people::draw(&art, &palette)?;
    let ground = palette.rgba("leaf4");
    line_up(&people, &town(), ground, 6).write_png(&out.join("town.png"))?;
    line_up(&people, &crowd(), ground, 4).write_png(&out.join("crowd.png"))?;
    silhouettes(&people, &crowd(), palette.rgba("paper4"), palette.rgba("ink1"))
        .write_png(&out.join("silhouettes.png"))?;
    for (name, list) in
        [("parts_hair", &people.def.hair), ("parts_extra", &people.def.extras), ("parts_top", &people.def.tops)]
    {
        let looks: Vec<Looks> = (0..u8::try_from(list.len())?)
            .map(|i| match name {
                "parts_hair" => Looks { hair: i, top: i, ..base(i) },
                "parts_top" => Looks { top: i, hair: i + 3, ..base(i) },
                _ => Looks { extra: i, ..base(i) },
            })
            .collect();
        ways(&people, &looks, ground).write_png(&out.join(format!("{name}.png")))?;
    }
    combos(&people, ground).write_png(&out.join("combos.png"))?;
    faces(&people, ground).write_png(&out.join("faces.png"))?;
    for (i, looks) in town().into_iter().enumerate() {
        actions(&people, looks, ground).write_png(&out.join(format!("actions{i}.png")))?;
    }
    tools::art::font::build(&art, &out, &palette)?;
    let interface = tools::art::ui::interface(&art, &palette)?;
    sheet(&tools::art::ui::marks(&art, &palette)?, 14, 6, palette.rgba("leaf4"))?
        .write_png(&out.join("markssheet.png"))?;
    let (icons, rest): (Vec<_>, Vec<_>) = interface.into_iter().partition(|s| s.name.starts_with("icon"));
    sheet(&icons, 18, 8, palette.rgba("paper3"))?.write_png(&out.join("icons.png"))?;
    mock(&people, &icons, &rest, &tools::art::ui::marks(&art, &palette)?, &art, &palette)?
        .write_png(&out.join("mock.png"))?;
    sheet(&rest, 156, 3, palette.rgba("stone3"))?.write_png(&out.join("pieces.png"))?;
    if std::env::args().any(|word| word == "--write") {
        let client = art.join("..");
        people::build(&art, &client.join("atlas"), &palette)?;
        tools::art::ui::build(&art, &client.join("atlas"), &palette)?;
        tools::art::font::build(&art, &client.join("font"), &palette)?;
        std::fs::write(client.join("people.ron"), people::description(&art, &palette)?)?;
    }
    Ok(())
}

fn base(i: u8) -> Looks {
    Looks {
        body: i,
        skin: i,
        hair_colour: i,
        top_colour: i,
        legs: i,
        legs_colour: i + 5,
        extra_colour: i,
        ..Looks::default()
    }
}

/// Mira, Tobias, Juno, Odile.
fn town() -> Vec<Looks> {
    vec![
        Looks {
            body: 0,
            skin: 2,
            hair: 2,
            hair_colour: 6,
            top: 3,
            top_colour: 0,
            legs: 1,
            legs_colour: 5,
            extra: 0,
            extra_colour: 0,
        },
        Looks {
            body: 2,
            skin: 0,
            hair: 6,
            hair_colour: 4,
            top: 5,
            top_colour: 8,
            legs: 0,
            legs_colour: 9,
            extra: 1,
            extra_colour: 8,
        },
        Looks {
            body: 3,
            skin: 3,
            hair: 7,
            hair_colour: 7,
            top: 2,
            top_colour: 4,
            legs: 3,
            legs_colour: 7,
            extra: 5,
            extra_colour: 0,
        },
        Looks {
            body: 0,
            skin: 1,
            hair: 8,
            hair_colour: 3,
            top: 0,
            top_colour: 10,
            legs: 2,
            legs_colour: 5,
            extra: 4,
            extra_colour: 6,
        },
    ]
}

fn crowd() -> Vec<Looks> {
    (0..12u8)
        .map(|i| Looks {
            body: i,
            skin: i * 5,
            hair: i,
            hair_colour: i * 3,
            top: i,
            top_colour: i,
            legs: i / 2,
            legs_colour: i * 7 + 3,
            extra: if i % 2 == 0 { 0 } else { i },
            extra_colour: i * 5,
        })
        .collect()
}

fn filled(w: i32, h: i32, ground: Rgba) -> Canvas {
    let mut sheet = Canvas::new(w, h);
    sheet.rect(0, 0, w, h, ground);
    sheet
}

fn line_up(people: &People, all: &[Looks], ground: Rgba, zoom: i32) -> Canvas {
    let mut sheet = filled(24 * i32::try_from(all.len()).unwrap_or(0) + 8, 3 * 35, ground);
    for (row, way) in (0..).zip(["down", "side", "up"]) {
        for (i, looks) in (0..).zip(all) {
            sheet.blit(&compose(people, *looks, "idle", way, 0), 4 + i * 24, row * 35);
        }
    }
    sheet.scaled(zoom)
}

fn silhouettes(people: &People, all: &[Looks], ground: Rgba, ink: Rgba) -> Canvas {
    let mut sheet = filled(24 * i32::try_from(all.len()).unwrap_or(0), 36, ground);
    for (i, looks) in (0..).zip(all) {
        let picture = compose(people, *looks, "idle", "down", 0);
        sheet.blit(&picture.mapped(24, 34, |x, y| if picture.has(x, y) { ink } else { [0; 4] }), i * 24, 1);
    }
    sheet.scaled(4)
}

fn ways(people: &People, all: &[Looks], ground: Rgba) -> Canvas {
    line_up(people, all, ground, 5)
}

fn actions(people: &People, looks: Looks, ground: Rgba) -> Canvas {
    let mut sheet = filled(4 * 26 * 3 + 8, 35 * 5, ground);
    for (row, (action, count, _)) in (0..).zip(TIMING) {
        assert_eq!(action, PeopleDef::ACTIONS[usize::try_from(row).unwrap_or(0)]);
        for (column, way) in (0..).zip(["down", "side", "up"]) {
            for frame in 0..count {
                let x = 4 + column * 104 + i32::try_from(frame).unwrap_or(0) * 25;
                sheet.blit(&compose(people, looks, action, way, frame), x, row * 35);
            }
        }
    }
    sheet.scaled(4)
}

/// All frames of sprites, flowing from left to right.
fn sheet(sprites: &[Sprite], cell: i32, columns: i32, ground: Rgba) -> Result<Canvas> {
    let frames: Vec<&Canvas> = sprites.iter().flat_map(|s| &s.frames).collect();
    let wide = cell.min(48) * columns * if cell > 48 { 3 } else { 2 };
    let mut sheet = filled(wide, 400, ground);
    let (mut x, mut y, mut tall) = (2, 2, 0);
    for frame in frames {
        if x + frame.w + 2 > wide {
            (x, y, tall) = (2, y + tall + 2, 0);
        }
        sheet.blit(frame, x, y);
        x += frame.w + 3;
        tall = tall.max(frame.h);
    }
    Ok(sheet.cropped(0, 0, wide, y + tall + 2).scaled(4))
}

/// Every body with every skin, heads only, large.
fn faces(people: &People, ground: Rgba) -> Canvas {
    let mut sheet = filled(6 * 22, 4 * 20, ground);
    for skin in 0..6u8 {
        for body in 0..4u8 {
            let looks = Looks {
                body,
                skin,
                hair: [0, 5, 2, 7][usize::from(body)],
                hair_colour: skin + body,
                top_colour: skin,
                ..Looks::default()
            };
            let head = compose(people, looks, "idle", "down", usize::from(skin) % 4).cropped(2, 1, 22, 20);
            sheet.blit(&head, i32::from(skin) * 22, i32::from(body) * 20);
        }
    }
    sheet.scaled(8)
}

/// Stretches a nine-slice frame.
fn slice(to: &mut Canvas, sprite: &Sprite, x: i32, y: i32, w: i32, h: i32) {
    let (l, t, r, b) = sprite.slice.unwrap_or_default();
    let from = &sprite.frames[0];
    let side = |at: i32, low: u32, high: u32, have: i32, want: i32| -> i32 {
        let (low, high) = (i32::try_from(low).unwrap_or(0), i32::try_from(high).unwrap_or(0));
        if at < low {
            at
        } else if at >= want - high {
            at - want + have
        } else {
            low + (at - low) % (have - low - high).max(1)
        }
    };
    for py in 0..h {
        for px in 0..w {
            to.blend(x + px, y + py, from.get(side(px, l, r, from.w, w), side(py, t, b, from.h, h)));
        }
    }
}

/// A screen as the client may draw it: talk, choices, settings, marks over heads.
fn mock(
    people: &People,
    icons: &[Sprite],
    pieces: &[Sprite],
    marks: &[Sprite],
    art: &Path,
    palette: &Palette,
) -> Result<Canvas> {
    let text = std::fs::read_to_string(art.join("font/parlor.txt"))?;
    let letters = tools::art::font::parse("parlor.txt", &text)?;
    let mut c = filled(320, 210, palette.rgba("leaf4"));
    let find =
        |list: &[Sprite], name: &str| list.iter().find(|s| s.name == name).cloned().unwrap_or_else(|| list[0].clone());
    let piece = |name: &str| find(pieces, name);
    let write = |c: &mut Canvas, x: i32, y: i32, words: &str, ink: &str| {
        let mut at = x;
        for letter in words.chars().filter_map(|l| letters.get(&l)) {
            for (px, py) in &letter.ink {
                c.set(at + i32::from(*px), y + 6 - i32::from(*py), palette.rgba(ink));
            }
            at += i32::from(letter.width) + 1;
        }
    };
    c.blit(&piece("logo").frames[0], 4, 2);
    for (i, (looks, mark)) in (0..).zip(town().into_iter().zip(["love", "thought", "idea", "note"])) {
        let x = 170 + i * 36;
        c.blit(&compose(people, looks, ["talk", "idle", "wave", "idle"][usize::try_from(i)?], "down", 1), x, 26);
        c.blit(&find(marks, mark).frames[0], x + 6, 14);
        slice(&mut c, &piece("nametag"), x - 4, 62, 32, 12);
        write(&mut c, x, 64, ["Mira", "Tobias", "Juno", "Odile"][usize::try_from(i)?], "paper4");
    }
    slice(&mut c, &piece("bubble.say"), 6, 54, 146, 32);
    c.blit(&piece("tail.say").frames[0], 130, 85);
    write(&mut c, 13, 60, "You’re late. The chess board", "ink2");
    write(&mut c, 13, 72, "has been waiting since nine…", "ink2");
    slice(&mut c, &piece("bubble.think"), 6, 98, 70, 22);
    c.blit(&piece("tail.think").frames[0], 50, 118);
    write(&mut c, 14, 105, "Coffee first.", "night2");
    slice(&mut c, &piece("bubble.shout"), 84, 96, 68, 24);
    c.blit(&piece("tail.shout").frames[0], 128, 117);
    write(&mut c, 92, 104, "Catch it! ♥", "brick2");
    slice(&mut c, &piece("panel"), 164, 84, 150, 120);
    write(&mut c, 180, 98, "Settings", "ink2");
    c.blit(&find(icons, "icon.settings").frames[0], 284, 94);
    slice(&mut c, &piece("rule"), 178, 111, 122, 2);
    write(&mut c, 180, 118, "Music", "ink2");
    slice(&mut c, &piece("slider.track"), 220, 118, 80, 7);
    slice(&mut c, &piece("slider.fill"), 220, 118, 48, 7);
    c.blit(&piece("slider.knob").frames[0], 262, 115);
    write(&mut c, 180, 136, "Large text", "ink2");
    c.blit(&piece("check.on").frames[0], 288, 133);
    slice(&mut c, &piece("field.focus"), 178, 150, 122, 16);
    write(&mut c, 184, 154, "Your name|", "ink2");
    for (i, (name, label)) in
        (0..).zip([("button.main", "Save"), ("button.focus", "Back"), ("button.disabled", "Later")])
    {
        slice(&mut c, &piece(name), 178 + i * 42, 172, 38, 20);
        write(&mut c, 186 + i * 42, 177, label, if i == 2 { "paper1" } else { "ink2" });
    }
    slice(&mut c, &piece("panel.dark"), 6, 132, 150, 46);
    write(&mut c, 15, 141, "Round 3 of 5 → 12:45", "paper4");
    write(&mut c, 15, 155, "Odile buzzed first!", "gold3");
    slice(&mut c, &piece("toast"), 6, 184, 150, 22);
    c.blit(&find(icons, "icon.star").frames[0], 12, 187);
    write(&mut c, 34, 191, "New badge: early bird", "ink2");
    c.blit(&piece("cursor.arrow").frames[0], 240, 182);
    for (i, icon) in (0..).zip(icons.iter().take(8)) {
        c.blit(&icon.frames[0], 172 + i * 18, 2);
    }
    Ok(c.scaled(4))
}

/// Every hair style under every accessory.
fn combos(people: &People, ground: Rgba) -> Canvas {
    let (hairs, extras) = (people.def.hair.len(), people.def.extras.len());
    let mut sheet = filled(24 * i32::try_from(extras).unwrap_or(0), 26 * i32::try_from(hairs).unwrap_or(0), ground);
    for (row, hair) in (0..).zip(0..u8::try_from(hairs).unwrap_or(0)) {
        for (column, extra) in (0..).zip(0..u8::try_from(extras).unwrap_or(0)) {
            let looks = Looks { hair, extra, extra_colour: extra, hair_colour: hair + 1, top: hair, ..base(hair) };
            let way = if (extra + hair) % 2 == 0 { "down" } else { "side" };
            sheet.blit(&compose(people, looks, "idle", way, 0).cropped(0, 0, 24, 26), column * 24, row * 26);
        }
    }
    sheet.scaled(4)
}
