//! Sprites of a drawing: one for each tag, or one for all frames when there is none.

use super::drawing::{Drawing, LayerKind, Slice, SliceKey, Tag};
use super::layers::{self, Which};
use crate::art::canvas::Canvas;
use crate::art::pack::Sprite;
use crate::import::names::{shown, slug};
use crate::import::report::counted;
use crate::import::{Bad, Report, bad};

/// Most frames of one sprite once to-and-fro and unequal times are written out.
const MOST_FRAMES: usize = 64;

/// Every sprite of a drawing, called after `name`.
///
/// # Errors
/// When nothing is drawn, or two tags have one name.
pub fn of(drawing: &Drawing, name: &str, report: &mut Report) -> Result<Vec<Sprite>, Bad> {
    tell_of_layers(drawing, report);
    let days: Vec<Canvas> = flattened(drawing, Which::Day);
    let glows = flattened(drawing, Which::Glow);
    if days.iter().all(Canvas::is_clear) {
        return bad("shows nothing: every visible layer is empty");
    }
    let mut found = Vec::new();
    for (called, tag) in animations(drawing, name, report)? {
        let order = order(drawing, &tag, report);
        let (order, ms) = timed(drawing, &called, &order, report);
        let (anchor, slice) = places(drawing, tag.from, report);
        let glow: Vec<Canvas> = order.iter().map(|&at| glows[at].clone()).collect();
        let mut sprite =
            Sprite { slice, ..Sprite::moving(&called, order.iter().map(|&at| days[at].clone()).collect(), ms, anchor) };
        if glow.iter().any(|frame| !frame.is_clear()) {
            let shines = format!("{called}_glow");
            sprite = sprite.glowing(&shines);
            found.push(Sprite::moving(shines, glow, ms, anchor));
        }
        found.push(sprite);
    }
    // The sprite itself first, its glow behind it.
    found.sort_by(|a, b| a.name.cmp(&b.name));
    Ok(found)
}

fn flattened(drawing: &Drawing, which: Which) -> Vec<Canvas> {
    (0..drawing.frames.len()).map(|frame| layers::flattened(drawing, frame, which)).collect()
}

fn tell_of_layers(drawing: &Drawing, report: &mut Report) {
    if drawing.oblong {
        report.note("its pixels aren't square: they are drawn as squares");
    }
    let visible = layers::shown(drawing);
    for (layer, visible) in drawing.layers.iter().zip(&visible) {
        let name = shown(&layer.name);
        match layer.kind {
            LayerKind::Tilemap => {
                report.leave_out(format!(
                    "layer {name} is made of tiles: convert it to a normal layer (Layer > Convert To)"
                ));
            }
            LayerKind::Image if layer.reference => {
                report.leave_out(format!("layer {name} is a reference to draw after"));
            }
            LayerKind::Image if visible.is_none() => report.leave_out(format!("layer {name} is hidden")),
            LayerKind::Image => {
                if let Some(mode) = layers::unknown_blend(layer.blend) {
                    report.note(format!("layer {name} blends by {mode}: it is laid over plainly"));
                }
            }
            LayerKind::Group => {}
        }
    }
}

/// Each animation with the name of its sprite.
fn animations(drawing: &Drawing, name: &str, report: &mut Report) -> Result<Vec<(String, Tag)>, Bad> {
    let last = drawing.frames.len().saturating_sub(1);
    if drawing.tags.is_empty() {
        let all = Tag { name: String::new(), from: 0, to: last, direction: 0, repeat: 0 };
        return Ok(vec![(name.to_owned(), all)]);
    }
    let mut found: Vec<(String, Tag)> = Vec::new();
    let mut seen = vec![false; drawing.frames.len()];
    for tag in &drawing.tags {
        if tag.from > tag.to || tag.to > last {
            return bad(format!(
                "tag {} goes from frame {} to {}, expected 0 to {last}",
                shown(&tag.name),
                tag.from,
                tag.to
            ));
        }
        seen[tag.from..=tag.to].fill(true);
        let part = slug(&tag.name);
        let called = if part.is_empty() { name.to_owned() } else { format!("{name}/{part}") };
        if let Some((_, other)) = found.iter().find(|(known, _)| *known == called) {
            return bad(format!(
                "tags {} and {} are both called {called:?}: rename one",
                shown(&other.name),
                shown(&tag.name)
            ));
        }
        if tag.repeat != 0 {
            report.note(format!(
                "tag {} plays {}: ours play for ever",
                shown(&tag.name),
                counted(usize::from(tag.repeat), "time", "times")
            ));
        }
        found.push((called, tag.clone()));
    }
    let unseen = seen.iter().filter(|seen| !**seen).count();
    if unseen > 0 {
        report.leave_out(format!("{} in no tag", counted(unseen, "frame is", "frames are")));
    }
    Ok(found)
}

/// Frames in the order they play.
fn order(drawing: &Drawing, tag: &Tag, report: &mut Report) -> Vec<usize> {
    let there: Vec<usize> = (tag.from..=tag.to.min(drawing.frames.len().saturating_sub(1))).collect();
    let back = || there.iter().rev().copied();
    // The ends of a to-and-fro play once.
    let inner = || there.get(1..there.len().saturating_sub(1)).unwrap_or_default().iter().copied();
    match tag.direction {
        0 => there,
        1 => back().collect(),
        2 => there.iter().copied().chain(inner().rev()).collect(),
        3 => back().chain(inner()).collect(),
        other => {
            report.note(format!(
                "tag {} plays in direction {other}, which isn't known: it plays forward",
                shown(&tag.name)
            ));
            there
        }
    }
}

/// Frames repeated so that one time fits all of them.
fn timed(drawing: &Drawing, name: &str, order: &[usize], report: &mut Report) -> (Vec<usize>, u32) {
    if order.len() == 1 {
        return (order.to_vec(), 0);
    }
    let times: Vec<u32> = order.iter().map(|&at| u32::from(drawing.frames[at].ms).clamp(10, 10_000)).collect();
    let step = times.iter().copied().fold(0, gcd);
    let count: u32 = times.iter().map(|ms| ms / step).sum();
    if usize::try_from(count).is_ok_and(|count| count <= MOST_FRAMES.max(order.len())) {
        let repeated = order
            .iter()
            .zip(&times)
            .flat_map(|(at, ms)| std::iter::repeat_n(*at, usize::try_from(ms / step).unwrap_or(1)));
        return (repeated.collect(), step);
    }
    let middle = times.iter().sum::<u32>() / u32::try_from(times.len()).unwrap_or(1);
    report.note(format!("{name:?}: its frames show for different times, now all for {middle} ms"));
    (order.to_vec(), middle)
}

fn gcd(a: u32, b: u32) -> u32 {
    if b == 0 { a } else { gcd(b, a % b) }
}

type Margins = Option<(u32, u32, u32, u32)>;

/// Anchor and nine-slice margins at a frame.
fn places(drawing: &Drawing, frame: usize, report: &mut Report) -> ((i32, i32), Margins) {
    let (width, height) = (i32::from(drawing.width), i32::from(drawing.height));
    let mut anchor = None;
    let mut margins = None;
    for slice in &drawing.slices {
        let Some(key) = at_frame(slice, frame) else { continue };
        let (x, y, w, h) = key.bounds;
        let named = ["anchor", "pivot", "origin"].contains(&slug(&slice.name).as_str());
        let mut used = false;
        if let Some((px, py)) = key.pivot.filter(|_| named || anchor.is_none()) {
            anchor = Some((x.saturating_add(px), y.saturating_add(py)));
            used = true;
        } else if named {
            let half = i32::try_from(w / 2).unwrap_or(0);
            anchor = Some((x.saturating_add(half), y.saturating_add(i32::try_from(h).unwrap_or(0))));
            used = true;
        }
        if let Some((cx, cy, cw, ch)) = key.centre.filter(|_| (x, y) == (0, 0)) {
            let rest = |whole: i32, from: i32, long: u32| {
                let left = i64::from(whole) - i64::from(from) - i64::from(long);
                u32::try_from(from).ok().zip(u32::try_from(left).ok())
            };
            if let (Some((l, r)), Some((t, b))) = (rest(width, cx, cw), rest(height, cy, ch)) {
                margins = Some((l, t, r, b));
                used = true;
            }
        }
        if slice.keys.len() > 1 && used {
            report.note(format!("slice {} moves: it stays where it is at frame {frame}", shown(&slice.name)));
        }
        if !used {
            let line = format!(
                "slice {}: only pivots, slices called \"anchor\" and nine-slices from the corner are carried over",
                shown(&slice.name)
            );
            if !report.left_out.contains(&line) {
                report.leave_out(line);
            }
        }
    }
    let (x, y) = anchor.unwrap_or((width / 2, height));
    let inside = (x.clamp(-width, width * 2), y.clamp(-height, height * 2));
    if anchor.is_none() {
        let line = "no slice has a pivot: anchors are at the bottom centre".to_owned();
        if !report.notes.contains(&line) {
            report.note(line);
        }
    }
    (inside, margins)
}

fn at_frame(slice: &Slice, frame: usize) -> Option<SliceKey> {
    let before = slice.keys.iter().filter(|key| usize::try_from(key.frame).is_ok_and(|at| at <= frame));
    before.max_by_key(|key| key.frame).or(slice.keys.first()).copied()
}
