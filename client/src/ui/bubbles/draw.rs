//! Painting bubbles, thoughts and moods over the town.

use bevy::prelude::*;
use bevy_egui::EguiContexts;
use bevy_egui::egui::{self, Color32, FontId, Id, LayerId, Order, Painter, Pos2, Rect, Stroke, pos2, vec2};
use shared::ids::BodyId;
use shared::protocol::components::{Being, Doing, Mien, Mood};

use super::place::{Placed, Wanted, place};
use super::queue::Showing;
use super::wrap::first;
use super::{Bubbles, MOOD_S, mark_of};
use crate::own::{BodyIndex, Me};
use crate::settings::Settings;
use crate::town::bodies::Shown;
use crate::town::camera::View;
use crate::ui::theme::{LINE, TEXT, Theme};
use crate::ui::{Open, names, near, palette as ink, skin, transcript};

/// Space between a bubble's edge and its words.
const PADDING: (f32, f32) = (7.0, 5.0);

/// Space that the head-up display takes above and below.
const TOP: f32 = 22.0;
const BOTTOM: f32 = 24.0;

/// A bubble about to be painted.
struct Bubble<'a> {
    who: BodyId,
    showing: &'a Showing,
    being: Option<&'a Being>,
    wanted: Wanted,
    head: String,
    far: bool,
}

/// Paints all of it, under every panel.
pub fn draw_bubbles(
    mut contexts: EguiContexts,
    bubbles: Res<Bubbles>,
    bodies: Query<(Entity, &Being, &Shown, Option<&Mien>)>,
    index: Res<BodyIndex>,
    me: Res<Me>,
    view: Res<View>,
    theme: Res<Theme>,
    settings: Res<Settings>,
    open: Res<Open>,
    time: Res<Time<Real>>,
) -> Result {
    let ctx = contexts.ctx_mut()?;
    let painter = ctx.layer_painter(LayerId::new(Order::Background, Id::new("world")));
    let ms = if settings.reduced_motion { 0 } else { u64::try_from(time.elapsed().as_millis()).unwrap_or(0) };
    let screen = ctx.viewport_rect();
    for (entity, being, shown, mien) in &bodies {
        if !view.shows(shown.head, 32.0) || shown.opacity < 0.5 {
            continue;
        }
        let speaking = bubbles.speakers.get(&being.id).is_some_and(|speaker| speaker.now.is_some());
        let tip = theme.point(view.world_to_screen(shown.head), &view);
        if !speaking {
            above_head(&painter, tip, mien, bubbles.moods.get(&entity).map(|felt| (felt.mood, felt.age)), ms);
        }
    }
    let window = room(screen, &open);
    let mut drawn: Vec<Bubble> = Vec::new();
    for (who, speaker) in &bubbles.speakers {
        let (Some(showing), Some(entity)) = (&speaker.now, index.get(*who)) else { continue };
        let Ok((_, being, shown, _)) = bodies.get(entity) else { continue };
        let far = !view.shows(shown.head, 0.0);
        let point = theme.point(view.world_to_screen(shown.head), &view);
        let addressee = showing.line.to.and_then(|to| {
            if me.is_me(to) {
                return Some("you".to_owned());
            }
            index.get(to).and_then(|entity| bodies.get(entity).ok()).map(|(_, being, ..)| being.name.clone())
        });
        let name = if me.is_me(*who) { "You" } else { &being.name };
        let head = addressee.map_or_else(|| name.to_owned(), |to| format!("{name} → {to}"));
        let size = bubble_size(&painter, showing, &head);
        let tip = if far { window.shrink2(size / 2.0).clamp(point) } else { point };
        drawn.push(Bubble {
            who: *who,
            showing,
            being: Some(being),
            wanted: Wanted { tip, size, tail: 6.0 },
            head,
            far,
        });
    }
    // One's own talk first, then whoever stands in front.
    drawn.sort_by_key(|bubble| {
        let ours = me.is_me(bubble.who) || me.members.contains(&bubble.who);
        (!ours, bubble.far, -(bubble.wanted.tip.y as i32), bubble.who)
    });
    let places = place(&drawn.iter().map(|bubble| bubble.wanted).collect::<Vec<_>>(), window);
    // The first are painted last, so that a tail never crosses them.
    for (bubble, placed) in drawn.iter().zip(&places).rev() {
        paint(&painter, bubble, placed, me.is_me(bubble.who), ms);
    }
    Ok(())
}

/// Where bubbles may be: between the lists that are open, when there is room for them there.
fn room(screen: Rect, open: &Open) -> Rect {
    let left = if open.near { near::WIDTH } else { 0.0 };
    let right = if open.transcript { transcript::width_in(screen.width()) } else { 0.0 };
    let all =
        Rect::from_min_max(pos2(screen.left(), screen.top() + TOP), pos2(screen.right(), screen.bottom() - BOTTOM));
    let between = Rect::from_min_max(pos2(all.left() + left, all.top()), pos2(all.right() - right, all.bottom()));
    if between.width() > 190.0 { between } else { all }
}

fn bubble_size(painter: &Painter, showing: &Showing, head: &str) -> egui::Vec2 {
    let width = |text: &str| painter.layout_no_wrap(text.to_owned(), FontId::proportional(TEXT), ink::INK1).size().x;
    let widest = showing.line.rows.iter().map(|row| width(row)).fold(width(head), f32::max);
    let rows = showing.line.rows.len() as f32 + 1.0;
    vec2(PADDING.0.mul_add(2.0, widest).ceil(), PADDING.1.mul_add(2.0, rows * LINE) + 1.0)
}

fn paint(painter: &Painter, bubble: &Bubble, placed: &Placed, own: bool, ms: u64) {
    let line = &bubble.showing.line;
    let loud = line.mood == Mood::Anger && line.rows.last().is_some_and(|row| row.ends_with('!'));
    let look = if own {
        "bubble.self"
    } else if loud {
        "bubble.shout"
    } else {
        "bubble.say"
    };
    skin::frame(painter, placed.rect, look);
    if let Some(x) = placed.tail_x.filter(|_| !bubble.far) {
        let tail = if loud { "tail.shout" } else { "tail.say" };
        tail_at(painter, pos2(x - 3.0, placed.rect.bottom() - 1.0), tail, own);
    }
    let left = placed.rect.left() + PADDING.0;
    let mut top = placed.rect.top() + PADDING.1;
    let colour = bubble.being.map_or(ink::INK2, names::on_paper);
    let font = FontId::proportional(TEXT);
    painter.text(pos2(left, top), egui::Align2::LEFT_TOP, &bubble.head, font.clone(), colour);
    for row in first(&line.rows, bubble.showing.typed) {
        top += LINE;
        painter.text(pos2(left, top), egui::Align2::LEFT_TOP, row, font.clone(), ink::INK1);
    }
    let full = placed.rect.width() - PADDING.0 * 2.0;
    let length = (full * bubble.showing.left()).round();
    let y = placed.rect.bottom() - 4.0;
    painter.rect_filled(Rect::from_min_size(pos2(left, y), vec2(full, 1.0)), 0.0, ink::PAPER3);
    painter.rect_filled(Rect::from_min_size(pos2(left, y), vec2(length, 1.0)), 0.0, colour);
    if let Some(mark) = mark_of(line.mood) {
        skin::picture(painter, placed.rect.right_top() + vec2(-9.0, -6.0), mark, ms, Color32::WHITE);
    }
}

/// The tail, or plain steps of pixels when the atlas has none.
fn tail_at(painter: &Painter, at: Pos2, name: &str, own: bool) {
    // The atlas draws tails for white bubbles; one's own is lamp yellow.
    let tint = if own { ink::GOLD4 } else { Color32::WHITE };
    if skin::picture(painter, at, name, 0, tint) {
        return;
    }
    for row in 0..5_u8 {
        let inset = f32::from(row) * 0.5;
        let y = at.y + f32::from(row);
        let width = 7.0 - inset * 2.0;
        painter.rect_filled(
            Rect::from_min_size(pos2(at.x + inset.floor(), y), vec2(width.ceil(), 1.0)),
            0.0,
            ink::INK2,
        );
        let fill = if own { ink::GOLD4 } else { ink::PAPER4 };
        painter.rect_filled(
            Rect::from_min_size(pos2(at.x + inset.floor() + 1.0, y), vec2((width - 2.0).max(0.0), 1.0)),
            0.0,
            fill,
        );
    }
}

/// What shows above somebody who says nothing: thinking, writing, or what they feel.
fn above_head(painter: &Painter, tip: Pos2, mien: Option<&Mien>, felt: Option<(Mood, f32)>, ms: u64) {
    match mien.map(|mien| mien.doing) {
        Some(Doing::Thinking) => dots(painter, tip, "bubble.think", "tail.think", ms),
        Some(Doing::Typing) => {
            dots(painter, tip, "bubble.say", "tail.say", ms);
            skin::picture(painter, tip + vec2(9.0, -26.0), "icon.pencil", 0, Color32::WHITE);
        }
        _ => {
            let Some((mark, age)) = felt.and_then(|(mood, age)| Some((mark_of(mood)?, age))) else { return };
            if age < MOOD_S {
                // Pops up from behind the head and settles one pixel lower.
                let rise = match age {
                    ..0.05 => 4.0,
                    ..0.10 => 10.0,
                    ..0.16 => 14.0,
                    _ => 13.0,
                };
                skin::picture(
                    painter,
                    pos2(tip.x - 6.0, tip.y - if ms == 0 { 13.0 } else { rise }),
                    mark,
                    ms,
                    Color32::WHITE,
                );
            }
        }
    }
}

fn dots(painter: &Painter, tip: Pos2, look: &str, tail: &str, ms: u64) {
    let rect = skin::snapped(Rect::from_min_size(pos2(tip.x - 12.0, tip.y - 25.0), vec2(24.0, 16.0)));
    skin::frame(painter, rect, look);
    let has_tail = skin::size_of(painter.ctx(), tail).is_some();
    if has_tail {
        skin::picture(painter, pos2(rect.center().x - 3.0, rect.bottom() - 1.0), tail, 0, Color32::WHITE);
    }
    let lit = if ms == 0 { 3 } else { (ms / 260) % 4 };
    for dot in 0..3_u8 {
        let at = pos2(rect.left() + 6.0 + f32::from(dot) * 5.0, rect.center().y - 1.0);
        let colour = if u64::from(dot) < lit { ink::INK2 } else { ink::PAPER2 };
        painter.rect(Rect::from_min_size(at, vec2(2.0, 2.0)), 0.0, colour, Stroke::NONE, egui::StrokeKind::Inside);
    }
}
