//! Draws one part in one pose: pieces in order, zones recoloured, hidden places left out, outline last.

use anyhow::{Result, bail};

use shared::content::nearest_name;

use super::source::{Part, Piece, Pose, Sources};
use super::{HEIGHT, LIFT, WIDTH};

/// What one place of a layer shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Dot {
    /// A tone of the skin ramp, 0 darkest.
    Skin(u8),
    /// A tone of the hair ramp.
    Hair(u8),
    /// A tone of the wearer's cloth ramp.
    Cloth(u8),
    /// A fixed ink.
    Ink(char),
}

/// One layer: a dot or nothing for every pixel of a frame.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Layer {
    dots: Vec<Option<Dot>>,
}

impl Layer {
    fn new() -> Self {
        Self { dots: vec![None; usize::try_from(WIDTH * HEIGHT).unwrap_or(0)] }
    }

    /// The dot here.
    #[must_use]
    pub fn get(&self, x: i32, y: i32) -> Option<Dot> {
        if !(0..WIDTH).contains(&x) || !(0..HEIGHT).contains(&y) {
            return None;
        }
        usize::try_from(y * WIDTH + x).ok().and_then(|i| self.dots.get(i).copied().flatten())
    }

    fn set(&mut self, x: i32, y: i32, dot: Option<Dot>) {
        if (0..WIDTH).contains(&x)
            && (0..HEIGHT).contains(&y)
            && let Some(place) = usize::try_from(y * WIDTH + x).ok().and_then(|i| self.dots.get_mut(i))
        {
            *place = dot;
        }
    }
}

/// A piece as a pose places it.
struct Placed {
    id: String,
    mirror: bool,
    shade: bool,
    /// Darkens what it lies on around itself.
    edge: bool,
    /// Moves only where its drawing isn't made for the pose.
    loose: bool,
    base: bool,
    worn: bool,
    dx: i32,
    dy: i32,
}

fn placed(id: String) -> Placed {
    Placed { id, mirror: false, shade: false, edge: false, loose: false, base: true, worn: true, dx: 0, dy: 0 }
}

fn order(pose: &Pose) -> Vec<Placed> {
    let way = pose.way.as_str();
    let side = way == "side";
    let raise = -pose.rise;
    let stand = |v: &str| i32::from(side && v == "stand");
    let leg = |i: usize| placed(format!("leg.{way}.{}", pose.legs[i]));
    let arm = |i: usize| Placed { dy: raise, ..placed(format!("arm.{way}.{}", pose.arms[i])) };
    let far_leg = Placed { mirror: !side, shade: true, dx: stand(&pose.legs[0]), ..leg(0) };
    let far_arm = Placed { mirror: !side, shade: true, dx: i32::from(side), ..arm(0) };
    // What hangs from the hips moves with the body, unless it is drawn for this very variant.
    let hips = Placed { loose: true, dy: raise, ..placed(format!("hips.{way}.{}", pose.hips)) };
    let torso = Placed { dy: raise, ..placed(format!("torso.{way}.{}", pose.hips)) };
    let (hx, hy) = pose.head;
    let top = |id: String, base: bool, worn: bool| Placed { dx: hx, dy: raise + hy, base, worn, ..placed(id) };
    let head = top(format!("head.{way}"), true, false);
    let face = top(format!("face.{way}.{}", pose.face), pose.face != "none", false);
    let worn = top(format!("head.{way}"), false, true);
    let raised = ["wave", "wide", "talk", "low"].contains(&pose.arms[1].as_str());
    let near_arm = Placed { edge: side || raised, ..arm(1) };
    if side && pose.hips == "sit" {
        vec![far_arm, far_leg, torso, leg(1), hips, head, face, worn, near_arm]
    } else if side {
        vec![far_arm, far_leg, leg(1), hips, torso, head, face, worn, near_arm]
    } else if pose.hips == "sit" && way == "down" {
        vec![torso, far_leg, leg(1), hips, far_arm, near_arm, head, face, worn]
    } else {
        vec![far_leg, leg(1), hips, torso, far_arm, near_arm, head, face, worn]
    }
}

/// A drawing and how it was found.
struct Found<'a> {
    piece: &'a Piece,
    /// It is the other side's and has to be mirrored.
    flip: bool,
    /// It is drawn for the very variant asked for.
    exact: bool,
}

/// Finds a drawing by its name, its name without the variant, or the view from the front.
fn find<'a>(sources: &'a Sources, owner: &str, id: &str) -> Option<Found<'a>> {
    let prefix = if owner.is_empty() { String::new() } else { format!("{owner}.") };
    let mut tries = vec![id.to_owned()];
    if id.contains(".up") {
        tries.push(id.replacen(".up", ".down", 1));
    }
    for name in tries {
        if let Some(piece) = sources.pieces.get(&format!("{prefix}{name}")) {
            return Some(Found { piece, flip: false, exact: true });
        }
        if let Some(stem) = name.strip_suffix(".right")
            && let Some(piece) = sources.pieces.get(&format!("{prefix}{stem}.left"))
        {
            return Some(Found { piece, flip: true, exact: true });
        }
        let words: Vec<&str> = name.split('.').collect();
        if words.len() > 2
            && let Some(piece) = sources.pieces.get(&format!("{prefix}{}", words[..2].join(".")))
        {
            return Some(Found { piece, flip: false, exact: false });
        }
    }
    None
}

/// What one character of a piece means.
enum Mark {
    Nothing,
    Zone(&'static str, u8),
    Dot(Dot),
}

fn mark(sources: &Sources, piece: &Piece, id: &str, c: char) -> Result<Mark> {
    let tone = |first: char| u8::try_from(u32::from(c) - u32::from(first)).unwrap_or(0);
    let limb = id.split('.').next().unwrap_or_default();
    let (near, far) = match limb {
        "leg" => ("thigh", "shin"),
        "arm" => ("upper", "fore"),
        _ => ("torso", "torso"),
    };
    Ok(match c {
        '.' => Mark::Nothing,
        't'..='w' => Mark::Zone(near, tone('t')),
        'x'..='z' => Mark::Zone(far, tone('x') + 1),
        '1'..='5' => Mark::Dot(Dot::Skin(tone('1'))),
        'A'..='E' => Mark::Dot(Dot::Hair(tone('A'))),
        'a'..='e' => Mark::Dot(Dot::Cloth(tone('a'))),
        c if sources.inks.contains_key(&c) => Mark::Dot(Dot::Ink(c)),
        c => bail!("{}: `{c}` in this piece means nothing", piece.at),
    })
}

fn darker(sources: &Sources, dot: Dot) -> Dot {
    match dot {
        Dot::Skin(t) => Dot::Skin(if t > 1 { t - 1 } else { t }),
        Dot::Hair(t) => Dot::Hair(if t > 1 { t - 1 } else { t }),
        Dot::Cloth(t) => Dot::Cloth(if t > 1 { t - 1 } else { t }),
        Dot::Ink(c) => Dot::Ink(sources.inks.get(&c).map_or(c, |ink| ink.darker)),
    }
}

fn rim(sources: &Sources, dot: Dot) -> Option<Dot> {
    match dot {
        Dot::Skin(_) => Some(Dot::Skin(0)),
        Dot::Hair(_) => Some(Dot::Hair(0)),
        Dot::Cloth(_) => Some(Dot::Cloth(0)),
        Dot::Ink(c) => sources.inks.get(&c).and_then(|ink| ink.outline).map(Dot::Ink),
    }
}

/// An outline where light falls on it.
fn softer(dot: Dot) -> Dot {
    match dot {
        Dot::Hair(0) => Dot::Hair(1),
        Dot::Cloth(0) => Dot::Cloth(1),
        other => other,
    }
}

/// How a part colours a zone of the bare figure; nothing where it leaves it bare.
fn dress(part: &Part, zone: &str, tone: u8) -> Option<Dot> {
    if part.slot == "body" {
        return Some(Dot::Skin(tone));
    }
    match part.zones.get(zone).map(String::as_str) {
        Some("linen") => Some(Dot::Ink(['F', 'G', 'H', 'I'][usize::from(tone.min(3))])),
        Some(_) => Some(Dot::Cloth(tone)),
        None => None,
    }
}

/// Draws a part in a pose.
pub fn draw(sources: &Sources, part: &Part, pose: &Pose) -> Result<Layer> {
    let body = part.slot == "body";
    let mut layer = Layer::new();
    let mut figure = Layer::new();
    for p in order(pose) {
        if p.base && !p.id.starts_with("hips") {
            let own = if body { find(sources, &part.name, &p.id) } else { None };
            let Some(Found { piece, .. }) = own.or_else(|| find(sources, "", &p.id)) else {
                let near = nearest_name(&p.id, sources.pieces.keys().map(String::as_str));
                let near = near.map_or_else(String::new, |near| format!("; did you mean `{near}`?"));
                bail!("{}: this pose needs the piece `{}`, which isn't drawn{near}", pose.at, p.id);
            };
            if p.edge {
                each(piece, p.mirror, p.dx, p.dy, &mut |x, y, c| {
                    if c != '.' {
                        for (nx, ny) in [(x - 1, y), (x + 1, y), (x, y - 1), (x, y + 1)] {
                            layer.set(nx, ny, layer.get(nx, ny).map(|dot| darker(sources, dot)));
                        }
                    }
                    Ok(())
                })?;
            }
            each(piece, p.mirror, p.dx, p.dy, &mut |x, y, c| {
                let dot = match mark(sources, piece, &p.id, c)? {
                    Mark::Nothing => return Ok(()),
                    Mark::Zone(zone, tone) => dress(part, zone, tone),
                    Mark::Dot(dot) => body.then_some(dot),
                };
                figure.set(x, y, Some(Dot::Skin(0)));
                layer.set(x, y, dot.map(|d| if p.shade { darker(sources, d) } else { d }));
                Ok(())
            })?;
        }
        let owner = if body { format!("{}.over", part.name) } else { part.name.clone() };
        if p.worn
            && let Some(Found { piece, flip, exact }) = find(sources, &owner, &p.id)
        {
            let dy = if p.loose && exact { 0 } else { p.dy };
            each(piece, p.mirror != flip, p.dx, dy, &mut |x, y, c| {
                if let Mark::Dot(dot) = mark(sources, piece, &p.id, c)? {
                    layer.set(x, y, Some(if p.shade { darker(sources, dot) } else { dot }));
                }
                Ok(())
            })?;
        }
    }
    outline(sources, &mut layer, &figure);
    Ok(layer)
}

fn each(piece: &Piece, mirror: bool, dx: i32, dy: i32, f: &mut dyn FnMut(i32, i32, char) -> Result<()>) -> Result<()> {
    for (y, row) in (piece.y..).zip(&piece.rows) {
        for (x, c) in (piece.x..).zip(row) {
            f(if mirror { WIDTH - 1 - x } else { x } + dx, y + dy + LIFT, *c)?;
        }
    }
    Ok(())
}

/// Outlines a layer, outside of it and outside of the bare figure.
fn outline(sources: &Sources, layer: &mut Layer, figure: &Layer) {
    let before = layer.clone();
    for y in 0..HEIGHT {
        for x in 0..WIDTH {
            if before.get(x, y).is_some() || figure.get(x, y).is_some() {
                continue;
            }
            let near = [(x + 1, y), (x, y + 1), (x - 1, y), (x, y - 1)];
            let touch = near.map(|(nx, ny)| before.get(nx, ny));
            if let Some(dot) = touch.iter().find_map(|d| d.and_then(|d| rim(sources, d))) {
                // Light from the upper left breaks the line where it falls.
                let corner = before.get(x - 1, y - 1);
                let lit = x < WIDTH / 2 && [touch[2], touch[3], corner].iter().all(Option::is_none);
                layer.set(x, y, Some(if lit { softer(dot) } else { dot }));
            }
        }
    }
}
