//! Where bubbles go: above their heads, inside the window, and not over each other.

use bevy_egui::egui::{Pos2, Rect, Vec2, pos2};

/// Points kept free between bubbles and at the window's edge.
const GAP: f32 = 2.0;

/// A bubble that wants a place.
#[derive(Debug, Clone, Copy)]
pub struct Wanted {
    /// The tip of its tail, just above the head.
    pub tip: Pos2,
    /// Its size without the tail.
    pub size: Vec2,
    /// Length of the tail.
    pub tail: f32,
}

/// A bubble's place.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Placed {
    /// The bubble without its tail.
    pub rect: Rect,
    /// Where the tail joins the lower edge; `None` when the head is too far from the bubble for one.
    pub tail_x: Option<f32>,
}

/// Places bubbles in the order given: the first get the best places, later ones move out of their way.
#[must_use]
pub fn place(wanted: &[Wanted], window: Rect) -> Vec<Placed> {
    let mut placed: Vec<Placed> = Vec::with_capacity(wanted.len());
    for bubble in wanted {
        let rect = free_place(bubble, window, &placed);
        let reach = rect.left() + 8.0..=rect.right() - 8.0;
        let near = (bubble.tip.y - rect.bottom()).abs() <= bubble.tail + 24.0;
        let tail_x = near.then(|| bubble.tip.x.clamp(*reach.start(), reach.end().max(*reach.start())).round());
        placed.push(Placed { rect, tail_x });
    }
    placed
}

/// The free place nearest to the best one; above or below a bubble that is in the way, or beside it.
fn free_place(bubble: &Wanted, window: Rect, placed: &[Placed]) -> Rect {
    let best = pos2(bubble.tip.x - bubble.size.x / 2.0, bubble.tip.y - bubble.tail - bubble.size.y);
    let home = inside(Rect::from_min_size(best, bubble.size), window);
    let is_free = |rect: &Rect| placed.iter().all(|other| !other.rect.expand(GAP).intersects(*rect));
    let step = GAP + 1.0;
    let around = placed.iter().flat_map(|other| {
        [
            pos2(home.left(), other.rect.top() - step - home.height()),
            pos2(home.left(), other.rect.bottom() + step),
            pos2(other.rect.left() - step - home.width(), home.top()),
            pos2(other.rect.right() + step, home.top()),
        ]
    });
    // Below its head a bubble has no tail, so that is the last choice.
    let cost = |rect: &Rect| {
        let below = if rect.top() > home.top() { 40.0 } else { 0.0 };
        (rect.left() - home.left()).abs() + (rect.top() - home.top()).abs() + below
    };
    let places = around.map(|at| inside(Rect::from_min_size(at, bubble.size), window)).filter(is_free);
    let nearest = places.min_by(|a, b| cost(a).total_cmp(&cost(b)));
    if is_free(&home) { home } else { nearest.unwrap_or(home) }
}

/// The rectangle moved into the window, on whole points; its upper left wins when it doesn't fit.
fn inside(rect: Rect, window: Rect) -> Rect {
    let x = rect.left().min(window.right() - GAP - rect.width()).max(window.left() + GAP);
    let y = rect.top().min(window.bottom() - GAP - rect.height()).max(window.top() + GAP);
    Rect::from_min_size(pos2(x.round(), y.round()), rect.size())
}

#[cfg(test)]
mod tests {
    use bevy_egui::egui::vec2;

    use super::*;

    const WINDOW: Rect = Rect::from_min_max(pos2(0.0, 0.0), pos2(640.0, 360.0));

    fn at(x: f32, y: f32) -> Wanted {
        Wanted { tip: pos2(x, y), size: vec2(120.0, 30.0), tail: 6.0 }
    }

    fn clear(placed: &[Placed]) -> bool {
        let pairs = placed.iter().enumerate().flat_map(|(i, a)| placed[i + 1..].iter().map(move |b| (a, b)));
        pairs.into_iter().all(|(a, b)| !a.rect.intersects(b.rect))
    }

    #[test]
    fn a_lone_bubble_sits_above_its_head() {
        let placed = place(&[at(300.0, 200.0)], WINDOW);
        assert_eq!(placed[0].rect, Rect::from_min_size(pos2(240.0, 164.0), vec2(120.0, 30.0)));
        assert_eq!(placed[0].tail_x, Some(300.0));
    }

    #[test]
    fn bubbles_stay_in_the_window_with_their_tail_at_the_head() {
        for tip in [(2.0, 200.0), (638.0, 200.0), (300.0, 4.0), (-90.0, 500.0)] {
            let placed = place(&[at(tip.0, tip.1)], WINDOW);
            assert!(WINDOW.contains_rect(placed[0].rect), "{tip:?} {placed:?}");
        }
        assert_eq!(place(&[at(20.0, 200.0)], WINDOW)[0].tail_x, Some(20.0));
    }

    #[test]
    fn a_crowd_talks_without_covering_each_other() {
        let crowd: Vec<Wanted> = (0..6).map(|i| at(300.0 + i as f32 * 18.0, 300.0 - i as f32 * 3.0)).collect();
        let placed = place(&crowd, WINDOW);
        assert!(clear(&placed), "{placed:?}");
        assert!(placed.iter().all(|p| WINDOW.contains_rect(p.rect)));
    }

    #[test]
    fn between_two_lists_the_second_still_finds_room() {
        let narrow = Rect::from_min_max(pos2(214.0, 22.0), pos2(426.0, 336.0));
        let wide = |x, y| Wanted { size: vec2(141.0, 46.0), ..at(x, y) };
        let placed = place(&[wide(256.0, 117.0), wide(416.0, 117.0)], narrow);
        assert!(clear(&placed) && placed.iter().all(|p| narrow.contains_rect(p.rect)), "{placed:?}");
    }

    #[test]
    fn at_the_upper_edge_the_second_goes_beside() {
        let placed = place(&[at(300.0, 40.0), at(310.0, 42.0)], WINDOW);
        assert!(clear(&placed), "{placed:?}");
    }
}
