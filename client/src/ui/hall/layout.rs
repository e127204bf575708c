//! Cutting a screen into parts, and text that fits its part.

use std::sync::Arc;

use bevy_egui::egui::text::LayoutJob;
use bevy_egui::egui::{Align, Color32, FontId, Galley, Layout, Painter, Rect, Ui, UiBuilder, pos2, vec2};

use crate::ui::theme::{HEADING, TEXT};

/// Of a part that stands upright, as much of its middle as a question with its answers needs to hang together.
pub fn block(rect: Rect) -> Rect {
    let height = rect.height().min(rect.width().max(300.0));
    let min = pos2(rect.min.x, (rect.center().y - height / 2.0).round());
    Rect::from_min_size(min, vec2(rect.width(), height))
}

/// Cuts a strip of this height off the top.
pub fn top(rect: &mut Rect, height: f32) -> Rect {
    let cut = Rect::from_min_size(rect.min, vec2(rect.width(), height.min(rect.height()).max(0.0)));
    rect.min.y = cut.max.y;
    cut
}

/// Cuts a strip of this height off the bottom.
pub fn bottom(rect: &mut Rect, height: f32) -> Rect {
    let height = height.min(rect.height()).max(0.0);
    let cut = Rect::from_min_max(pos2(rect.min.x, rect.max.y - height), rect.max);
    rect.max.y = cut.min.y;
    cut
}

/// Cuts a strip of this width off the left.
pub fn left(rect: &mut Rect, width: f32) -> Rect {
    let cut = Rect::from_min_size(rect.min, vec2(width.min(rect.width()).max(0.0), rect.height()));
    rect.min.x = cut.max.x;
    cut
}

/// Cuts a strip of this width off the right.
pub fn right(rect: &mut Rect, width: f32) -> Rect {
    let width = width.min(rect.width()).max(0.0);
    let cut = Rect::from_min_max(pos2(rect.max.x - width, rect.min.y), rect.max);
    rect.max.x = cut.min.x;
    cut
}

/// The parts of a grid, row by row, with a gap between them.
pub fn grid(rect: Rect, columns: usize, rows: usize, gap: f32) -> impl Iterator<Item = Rect> {
    let (columns, rows) = (columns.max(1), rows.max(1));
    let width = (rect.width() - gap * (columns - 1) as f32) / columns as f32;
    let height = (rect.height() - gap * (rows - 1) as f32) / rows as f32;
    (0..columns * rows).map(move |n| {
        let (column, row) = ((n % columns) as f32, (n / columns) as f32);
        let at = rect.min + vec2(column * (width + gap), row * (height + gap));
        crate::ui::skin::snapped(Rect::from_min_size(at, vec2(width, height)))
    })
}

/// Puts widgets into a part, one below the other.
pub fn inside<R>(ui: &mut Ui, rect: Rect, add: impl FnOnce(&mut Ui) -> R) -> R {
    ui.scope_builder(UiBuilder::new().max_rect(rect).layout(Layout::top_down(Align::Min)), add).inner
}

/// Puts widgets into a part, one beside the other.
pub fn beside<R>(ui: &mut Ui, rect: Rect, add: impl FnOnce(&mut Ui) -> R) -> R {
    ui.scope_builder(UiBuilder::new().max_rect(rect).layout(Layout::left_to_right(Align::Center)), add).inner
}

/// Puts widgets into a part, from its right end on.
pub fn from_right<R>(ui: &mut Ui, rect: Rect, add: impl FnOnce(&mut Ui) -> R) -> R {
    ui.scope_builder(UiBuilder::new().max_rect(rect).layout(Layout::right_to_left(Align::Center)), add).inner
}

/// Text of one size, broken at this width.
pub fn galley(painter: &Painter, text: &str, size: f32, colour: Color32, width: f32, align: Align) -> Arc<Galley> {
    let mut job = LayoutJob::simple(text.to_owned(), FontId::proportional(size), colour, width.max(1.0));
    job.halign = align;
    painter.layout_job(job)
}

/// The largest text that fits: as a heading in at most `lines` lines, or plain.
pub fn fitting(painter: &Painter, text: &str, colour: Color32, rect: Rect, lines: usize, align: Align) -> Arc<Galley> {
    let large = galley(painter, text, HEADING, colour, rect.width(), align);
    let fits = large.rows.len() <= lines && large.size().y <= rect.height() && large.size().x <= rect.width() + 0.5;
    if fits {
        balanced(painter, text, HEADING, colour, rect.width(), align, &large)
    } else {
        let plain = galley(painter, text, TEXT, colour, rect.width(), align);
        balanced(painter, text, TEXT, colour, rect.width(), align, &plain)
    }
}

/// The same text in lines of like length, so that no word stands alone in the last one.
fn balanced(
    painter: &Painter,
    text: &str,
    size: f32,
    colour: Color32,
    width: f32,
    align: Align,
    wide: &Arc<Galley>,
) -> Arc<Galley> {
    let rows = wide.rows.len();
    let mut best = Arc::clone(wide);
    if rows < 2 {
        return best;
    }
    let (mut low, mut high) = (width / rows as f32, width);
    while high - low > 4.0 {
        let middle = f32::midpoint(low, high);
        let tried = galley(painter, text, size, colour, middle, align);
        if tried.rows.len() > rows {
            low = middle;
        } else {
            (high, best) = (middle, tried);
        }
    }
    best
}

/// Paints text in the middle of a part.
pub fn centred(painter: &Painter, rect: Rect, galley: Arc<Galley>, colour: Color32) {
    let y = rect.center().y - galley.size().y / 2.0;
    let x = match galley.job.halign {
        Align::Center => rect.center().x,
        Align::Max => rect.max.x,
        Align::Min => rect.min.x,
    };
    painter.with_clip_rect(rect.expand(1.0)).galley(pos2(x.round(), y.round()), galley, colour);
}

/// One line of plain text at a place of a part; what doesn't fit ends in dots.
pub fn line(painter: &Painter, rect: Rect, text: &str, size: f32, colour: Color32, align: Align) {
    let mut job = LayoutJob::simple_singleline(text.to_owned(), FontId::proportional(size), colour);
    job.wrap.max_width = rect.width();
    job.wrap.max_rows = 1;
    job.wrap.break_anywhere = true;
    job.halign = align;
    let galley = painter.layout_job(job);
    centred(painter, rect, galley, colour);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn strips_and_grids_cover_their_part() {
        let whole = Rect::from_min_size(pos2(10.0, 20.0), vec2(100.0, 60.0));
        let mut rest = whole;
        let parts = [top(&mut rest, 10.0), bottom(&mut rest, 5.0), left(&mut rest, 30.0), right(&mut rest, 20.0), rest];
        let area: f32 = parts.iter().map(|part| part.area()).sum();
        assert!((area - whole.area()).abs() < 0.01);
        assert!(parts.iter().all(|part| whole.contains_rect(*part)));
        let cells: Vec<Rect> = grid(whole, 3, 2, 2.0).collect();
        assert_eq!(cells.len(), 6);
        assert!(cells.iter().all(|cell| whole.expand(0.6).contains_rect(*cell)));
        assert!(cells.windows(2).all(|pair| !pair[0].shrink(0.1).intersects(pair[1].shrink(0.1))));
    }

    #[test]
    fn a_strip_never_takes_more_than_there_is() {
        let mut rest = Rect::from_min_size(pos2(0.0, 0.0), vec2(40.0, 10.0));
        assert_eq!(top(&mut rest, 30.0).height(), 10.0);
        assert_eq!((rest.height(), bottom(&mut rest, 4.0).height()), (0.0, 0.0));
    }
}
