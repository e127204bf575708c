//! Text sources: named sprites drawn as grids of characters, each standing for a palette colour.
//!
//! ```text
//! # a comment
//! key o=ink1 .=none
//! sprite duck frames=2 ms=300 anchor=8,12
//! key w=paper4 g=gold2
//! ..ww..
//! .gwww.
//! frame
//! ..ww..
//! .gwwo.
//! ```
//! A `key` before the first sprite holds for the whole file. `mirror=yes` adds the mirrored half to the right.

use std::collections::BTreeMap;
use std::path::Path;

use anyhow::{Context as _, Result, bail};

use shared::content::{Source, nearest_name};

use super::canvas::{CLEAR, Canvas, Rgba};
use super::pack::Sprite;
use super::palette::Palette;

type Key = BTreeMap<char, Rgba>;

/// Reads every `*.grid` file of a folder, in name order.
pub fn read_folder(folder: &Path, palette: &Palette) -> Result<Vec<Sprite>> {
    let mut paths = Vec::new();
    for entry in std::fs::read_dir(folder).with_context(|| format!("reading {}", folder.display()))? {
        let path = entry?.path();
        if path.extension().is_some_and(|e| e == "grid") {
            paths.push(path);
        }
    }
    paths.sort();
    let mut sprites = Vec::new();
    for path in paths {
        let source = Source::read(&path)?;
        sprites.extend(parse(&path.display().to_string(), &source.text, palette)?);
    }
    Ok(sprites)
}

/// One sprite while its lines are read.
struct Draft {
    line: usize,
    sprite: Sprite,
    wanted: usize,
    mirror: bool,
    key: Key,
    rows: Vec<Vec<Rgba>>,
}

/// Parses a source; `label` names the file in errors, which read `file:line:column: …`.
pub fn parse(label: &str, text: &str, palette: &Palette) -> Result<Vec<Sprite>> {
    let mut common = Key::from([('.', CLEAR)]);
    let mut done: Vec<Sprite> = Vec::new();
    let mut draft: Option<Draft> = None;
    for (index, line) in text.lines().enumerate() {
        let number = index + 1;
        let line = line.trim_end();
        if line.is_empty() || line.starts_with('#') {
            continue;
        }
        if let Some(rest) = line.strip_prefix("sprite ") {
            if let Some(finished) = draft.take() {
                done.push(finish(label, finished)?);
            }
            let begun = header(label, number, rest, &common)?;
            if done.iter().any(|sprite| sprite.name == begun.sprite.name) {
                bail!("{label}:{number}:8: `{}` is drawn twice, expected every name once", begun.sprite.name);
            }
            draft = Some(begun);
        } else if let Some(rest) = line.strip_prefix("key ") {
            let key = draft.as_mut().map_or(&mut common, |d| &mut d.key);
            read_key(label, number, rest, palette, key)?;
        } else if let Some(d) = draft.as_mut() {
            if line == "frame" {
                close_frame(label, number, d)?;
                continue;
            }
            let mut row = Vec::new();
            for (column, c) in line.chars().enumerate() {
                let Some(colour) = d.key.get(&c) else {
                    let known: String = d.key.keys().collect();
                    bail!("{label}:{number}:{}: `{c}` isn't in the key, expected one of `{known}`", column + 1);
                };
                row.push(*colour);
            }
            if let Some(first) = d.rows.first()
                && first.len() != row.len()
            {
                let (found, wanted) = (row.len(), first.len());
                bail!(
                    "{label}:{number}:{}: this row has {found} letters, expected {wanted} like the first",
                    found.min(wanted) + 1
                );
            }
            d.rows.push(row);
        } else {
            bail!("{label}:{number}:1: expected `sprite NAME …` or `key …` before the first row");
        }
    }
    if let Some(finished) = draft {
        done.push(finish(label, finished)?);
    }
    Ok(done)
}

fn header(label: &str, number: usize, rest: &str, common: &Key) -> Result<Draft> {
    let mut words = rest.split_whitespace();
    let Some(name) = words.next() else {
        bail!("{label}:{number}:8: expected a name after `sprite`");
    };
    let mut sprite = Sprite::still(name, Canvas::new(0, 0), (0, 0));
    sprite.frames.clear();
    let mut draft = Draft { line: number, sprite, wanted: 0, mirror: false, key: common.clone(), rows: Vec::new() };
    for word in words {
        let column = 8 + rest.find(word).unwrap_or(0);
        let at = format!("{label}:{number}:{column}");
        let Some((field, value)) = word.split_once('=') else {
            bail!("{at}: expected `field=value`, found `{word}`");
        };
        match field {
            "frames" => draft.wanted = value.parse().with_context(|| format!("{at}: expected a number"))?,
            "ms" => draft.sprite.frame_ms = value.parse().with_context(|| format!("{at}: expected a number"))?,
            "mirror" => draft.mirror = value == "yes",
            "glow" => draft.sprite.glow = Some(value.to_owned()),
            "anchor" => {
                let [x, y] = numbers(&at, value)?;
                draft.sprite.anchor = (x, y);
            }
            "slice" => {
                let [l, t, r, b] = numbers(&at, value)?;
                draft.sprite.slice = Some((l, t, r, b));
            }
            other => {
                let known = ["frames", "ms", "mirror", "glow", "anchor", "slice"];
                let near = nearest_name(other, known).map_or_else(String::new, |n| format!("; did you mean `{n}`?"));
                bail!("{at}: there is no field `{other}`, expected {}{near}", known.join(", "));
            }
        }
    }
    Ok(draft)
}

fn numbers<T: std::str::FromStr, const N: usize>(at: &str, value: &str) -> Result<[T; N]> {
    let parsed: Vec<T> = value.split(',').filter_map(|part| part.parse().ok()).collect();
    parsed.try_into().map_err(|_| anyhow::anyhow!("{at}: expected {N} whole numbers with commas between them"))
}

fn read_key(label: &str, number: usize, rest: &str, palette: &Palette, key: &mut Key) -> Result<()> {
    for word in rest.split_whitespace() {
        let column = 5 + rest.find(word).unwrap_or(0);
        let mut chars = word.chars();
        let (Some(c), Some('='), name) = (chars.next(), chars.next(), chars.as_str()) else {
            bail!("{label}:{number}:{column}: expected `character=colour`, found `{word}`");
        };
        let colour = match name {
            "none" => CLEAR,
            "shadow" => palette.shadow(),
            _ => match palette.get(name) {
                Some(colour) => colour,
                None => bail!("{label}:{number}:{column}: {}", palette.missing(name)),
            },
        };
        key.insert(c, colour);
    }
    Ok(())
}

fn close_frame(label: &str, number: usize, draft: &mut Draft) -> Result<()> {
    let rows = std::mem::take(&mut draft.rows);
    let Some(first) = rows.first() else {
        bail!("{label}:{number}:1: expected rows of the frame before this line");
    };
    let half = i32::try_from(first.len())?;
    let mut frame = Canvas::new(if draft.mirror { half * 2 } else { half }, i32::try_from(rows.len())?);
    for (y, row) in (0..).zip(&rows) {
        for (x, colour) in (0..).zip(row) {
            frame.set(x, y, *colour);
            if draft.mirror {
                frame.set(half * 2 - 1 - x, y, *colour);
            }
        }
    }
    if let Some(before) = draft.sprite.frames.first()
        && (before.w, before.h) != (frame.w, frame.h)
    {
        bail!(
            "{label}:{number}:1: the frame before this line is {} by {} letters, expected {} by {} like the first",
            frame.w,
            frame.h,
            before.w,
            before.h
        );
    }
    draft.sprite.frames.push(frame);
    Ok(())
}

fn finish(label: &str, mut draft: Draft) -> Result<Sprite> {
    close_frame(label, draft.line, &mut draft)?;
    let (found, wanted) = (draft.sprite.frames.len(), draft.wanted);
    if wanted > 0 && found != wanted {
        bail!(
            "{label}:{}:1: `{}` has {found} frames, expected {wanted} as this line says",
            draft.line,
            draft.sprite.name
        );
    }
    Ok(draft.sprite)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn palette() -> Palette {
        Palette::parse("palette", "ink1 #1f1a33\ngold3 #e9a038").unwrap()
    }

    #[test]
    fn reads_frames_and_mirrors() {
        let text =
            "key o=ink1\nsprite duck frames=2 ms=300 anchor=2,1 mirror=yes\nkey g=gold3\n.o\ngo\nframe\n..\ngo\n";
        let sprites = parse("duck.grid", text, &palette()).unwrap();
        assert_eq!(sprites.len(), 1);
        let frame = &sprites[0].frames[0];
        assert_eq!((frame.w, frame.h, sprites[0].frame_ms), (4, 2, 300));
        assert_eq!(frame.get(3, 1), palette().rgba("gold3"));
    }

    #[test]
    fn errors_say_where_and_what() {
        let error = parse("duck.grid", "sprite duck\n.x.\n", &palette()).unwrap_err().to_string();
        assert_eq!(error, "duck.grid:2:2: `x` isn't in the key, expected one of `.`");
    }
}
