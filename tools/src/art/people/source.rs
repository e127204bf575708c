//! Reads the text sources of people: pieces, poses, parts, ramps and fixed inks.

use std::collections::BTreeMap;
use std::path::Path;

use anyhow::{Result, bail};

use shared::content::{Source, nearest_name};

use crate::art::palette::Palette;

/// A hand-drawn piece: rows of characters and where its upper left stands in the frame.
#[derive(Debug, Clone, Default)]
pub struct Piece {
    /// Column of the first character.
    pub x: i32,
    /// Row of the first line.
    pub y: i32,
    /// The drawing.
    pub rows: Vec<Vec<char>>,
    /// `file:line` of its first row, for errors.
    pub at: String,
}

/// One frame of one action, as limbs and offsets.
#[derive(Debug, Clone)]
pub struct Pose {
    /// `file:line`, for errors.
    pub at: String,
    /// Action this frame belongs to.
    pub action: String,
    /// `down`, `up` or `side`.
    pub way: String,
    /// Legs: the far (or mirrored) one, the near one.
    pub legs: [String; 2],
    /// Arms: the far (or mirrored) one, the near one.
    pub arms: [String; 2],
    /// Face, or `none`.
    pub face: String,
    /// Variant of what hangs from the hips.
    pub hips: String,
    /// How far everything above the hips is raised.
    pub rise: i32,
    /// Where the head moves.
    pub head: (i32, i32),
}

/// A part that can be worn and the zones of the bare figure that it colours.
#[derive(Debug, Clone)]
pub struct Part {
    /// Slot: `body`, `legs`, `top`, `hair` or `extra`.
    pub slot: String,
    /// Name.
    pub name: String,
    /// Zone to ramp.
    pub zones: BTreeMap<String, String>,
}

/// A fixed colour of the grids.
#[derive(Debug, Clone)]
pub struct Ink {
    /// Palette name.
    pub colour: String,
    /// Its darker neighbour.
    pub darker: char,
    /// What outlines it, if anything.
    pub outline: Option<char>,
}

/// Everything that the people sources say.
#[derive(Debug, Clone)]
pub struct Sources {
    /// Pieces by full name.
    pub pieces: BTreeMap<String, Piece>,
    /// Frames in the order of the file.
    pub poses: Vec<Pose>,
    /// Parts in the order of the file.
    pub parts: Vec<Part>,
    /// Fixed colours.
    pub inks: BTreeMap<char, Ink>,
    /// Ramps by kind (`skin`, `hair`, `cloth`), in order, as palette names.
    pub ramps: BTreeMap<String, Vec<[String; 5]>>,
}

/// Reads every source under `folder`.
pub fn read(folder: &Path, palette: &Palette) -> Result<Sources> {
    let mut pieces = BTreeMap::new();
    for file in ["pose.txt", "faces.txt", "garments.txt", "hair.txt", "extras.txt"] {
        pieces_of(&folder.join(file), &mut pieces)?;
    }
    let mut poses = Vec::new();
    for (at, line) in lines(&folder.join("poses.txt"))? {
        let Some(pose) = pose(&at, &line) else {
            bail!("{at}: expected `action way | far near | far near | face | hips | rise | dx,dy`");
        };
        poses.push(pose);
    }
    let mut parts = Vec::new();
    for (at, line) in lines(&folder.join("parts.txt"))? {
        let mut words = line.split_whitespace();
        let (Some(slot), Some(name)) = (words.next(), words.next()) else {
            bail!("{at}: expected `slot name zone=ramp …`");
        };
        one_of(&at, &line, "slot", slot, &["body", "legs", "top", "hair", "extra"])?;
        let mut zones = BTreeMap::new();
        for word in words {
            let Some((zone, ramp)) = word.split_once('=') else {
                bail!("{at}: expected `zone=ramp`, found `{word}`");
            };
            one_of(&at, &line, "zone", zone, &["torso", "upper", "fore", "thigh", "shin"])?;
            one_of(&at, &line, "ramp", ramp, &["cloth", "linen"])?;
            zones.insert(zone.to_owned(), ramp.to_owned());
        }
        parts.push(Part { slot: slot.to_owned(), name: name.to_owned(), zones });
    }
    let mut inks = BTreeMap::new();
    for (at, line) in lines(&folder.join("inks.txt"))? {
        let words: Vec<&str> = line.split_whitespace().collect();
        let [key, colour, darker, outline] = words[..] else {
            bail!("{at}: expected `character palette-name darker outline`");
        };
        known(palette, colour, &at, &line)?;
        let one = |word: &str| word.chars().next().unwrap_or('-');
        let outline = Some(one(outline)).filter(|c| *c != '-');
        inks.insert(one(key), Ink { colour: colour.to_owned(), darker: one(darker), outline });
    }
    let mut ramps: BTreeMap<String, Vec<[String; 5]>> = BTreeMap::new();
    for (at, line) in lines(&folder.join("ramps.txt"))? {
        let words: Vec<String> = line.split_whitespace().map(str::to_owned).collect();
        let [kind, _, tones @ ..] = words.as_slice() else {
            bail!("{at}: expected `kind name` and five palette names");
        };
        for tone in tones {
            known(palette, tone, &at, &line)?;
        }
        let tones: [String; 5] = tones.to_vec().try_into().map_err(|tones: Vec<String>| {
            anyhow::anyhow!("{at}: this ramp has {} colours, expected 5, darkest first", tones.len())
        })?;
        ramps.entry(kind.clone()).or_default().push(tones);
    }
    Ok(Sources { pieces, poses, parts, inks, ramps })
}

fn one_of(at: &str, line: &str, what: &str, name: &str, known: &[&str]) -> Result<()> {
    if known.contains(&name) {
        return Ok(());
    }
    let near = nearest_name(name, known.iter().copied());
    let near = near.map_or_else(String::new, |near| format!("; did you mean `{near}`?"));
    bail!("{at}:{}: there is no {what} `{name}`, expected {}{near}", column(line, name), known.join(", "))
}

/// Where in a line a name begins, from 1.
fn column(line: &str, name: &str) -> usize {
    line.find(name).map_or(1, |bytes| line[..bytes].chars().count() + 1)
}

fn known(palette: &Palette, name: &str, at: &str, line: &str) -> Result<()> {
    if palette.get(name).is_none() {
        bail!("{at}:{}: {}", column(line, name), palette.missing(name));
    }
    Ok(())
}

/// The lines that say something, each with its `file:line`.
fn lines(path: &Path) -> Result<Vec<(String, String)>> {
    let text = Source::read(path)?.text;
    let said = text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty() && !line.starts_with(';'));
    Ok(said.map(|(i, line)| (format!("{}:{}", path.display(), i + 1), line.trim_end().to_owned())).collect())
}

fn pieces_of(path: &Path, pieces: &mut BTreeMap<String, Piece>) -> Result<()> {
    let mut name = String::new();
    for (at, line) in lines(path)? {
        if let Some(head) = line.strip_prefix('[') {
            let parsed = head.strip_suffix(']').and_then(|h| h.split_once(' ')).and_then(|(n, p)| {
                let (x, y) = p.split_once(',')?;
                Some((n.to_owned(), x.trim().parse().ok()?, y.trim().parse().ok()?))
            });
            let Some((found, x, y)) = parsed else {
                bail!("{at}: expected `[name x,y]`");
            };
            if pieces.insert(found.clone(), Piece { x, y, rows: Vec::new(), at: at.clone() }).is_some() {
                bail!("{at}: `{found}` is drawn twice, expected every name once");
            }
            name = found;
        } else if let Some(piece) = pieces.get_mut(&name) {
            piece.rows.push(line.chars().collect());
        } else {
            bail!("{at}: expected `[name x,y]` before the first row");
        }
    }
    Ok(())
}

fn pose(at: &str, line: &str) -> Option<Pose> {
    let fields: Vec<Vec<String>> =
        line.split('|').map(|field| field.split_whitespace().map(str::to_owned).collect()).collect();
    let [names, legs, arms, face, hips, rise, head] = fields.as_slice() else {
        return None;
    };
    let pair = |words: &Vec<String>| -> Option<[String; 2]> { words.clone().try_into().ok() };
    let [action, way] = pair(names)?;
    let (dx, dy) = head.first()?.split_once(',')?;
    Some(Pose {
        at: at.to_owned(),
        action,
        way,
        legs: pair(legs)?,
        arms: pair(arms)?,
        face: face.first()?.clone(),
        hips: hips.first()?.clone(),
        rise: rise.first()?.parse().ok()?,
        head: (dx.parse().ok()?, dy.parse().ok()?),
    })
}
