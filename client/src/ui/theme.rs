//! How the interface looks: sizes in art pixels, the pixel font, and the house colours.

use bevy::prelude::*;
use bevy_egui::EguiContexts;
use bevy_egui::egui::epaint::text::{FontInsert, FontPriority, InsertFontFamily};
use bevy_egui::egui::{
    self, Color32, CornerRadius, FontData, FontFamily, FontId, FontTweak, Margin, Shadow, Stroke, TextStyle, vec2,
};
use shared::content::shipped::FONT;

use super::palette as ink;
use crate::content::InUse;
use crate::settings::Settings;
use crate::town::camera::View;

/// Text size in points, at which the pixel font is crisp.
pub const TEXT: f32 = 10.0;

/// Headings: twice as large, crisp as well.
pub const HEADING: f32 = 20.0;

/// Height of a line of text in points.
pub const LINE: f32 = 12.0;

/// The smallest window in points that everything fits in.
const CANVAS: (f32, f32) = (300.0, 165.0);

/// How large the interface is drawn now.
#[derive(Resource, Debug, Clone)]
pub struct Theme {
    /// Screen pixels for each point: one point is one art pixel.
    pub unit: u32,
    /// Hash of the font in use; empty for none.
    font: String,
    dressed: bool,
}

impl Theme {
    /// From a place in logical window pixels to points.
    #[must_use]
    pub fn point(&self, at: Vec2, view: &View) -> egui::Pos2 {
        let scale = view.scale / self.unit as f32;
        egui::pos2(at.x * scale, at.y * scale)
    }
}

/// Adds [`Theme`].
pub fn plugin(app: &mut App) {
    app.insert_resource(Theme { unit: 2, font: String::new(), dressed: false });
}

/// Screen pixels for one point in a window of this many screen pixels: as large as leaves room for everything.
#[must_use]
pub fn unit_for(window: Vec2) -> u32 {
    // Two in most windows on a laptop, and the same share of larger ones and of phones held upright.
    let fits = (window.max_element() / 600.0).min(window.min_element() / 320.0).floor();
    fits.clamp(1.0, 6.0) as u32
}

/// Brings size, font and colours up to date; before everything that shows something.
pub fn apply_theme(
    mut contexts: EguiContexts,
    mut theme: ResMut<Theme>,
    in_use: Res<InUse>,
    settings: Res<Settings>,
    view: Res<View>,
) -> Result {
    let ctx = contexts.ctx_mut()?;
    let pixels = view.window * view.scale;
    let most = (pixels.x / CANVAS.0).min(pixels.y / CANVAS.1).max(1.0) as u32;
    let wanted = settings.text_scale.apply(unit_for(pixels));
    let unit = wanted.min(most);
    if theme.unit != unit {
        theme.unit = unit;
    }
    ctx.set_pixels_per_point(unit as f32);
    if !theme.dressed {
        theme.dressed = true;
        ctx.options_mut(|options| options.zoom_with_keyboard = false);
        ctx.all_styles_mut(dress);
    }
    if settings.is_changed() {
        let animation = if settings.reduced_motion { 0.0 } else { 0.1 };
        ctx.all_styles_mut(|style| style.animation_time = animation);
    }
    if let Some(font) = in_use.files.0.get(FONT)
        && theme.font != font.hash
    {
        theme.font.clone_from(&font.hash);
        let tweak = FontTweak { hinting: Some(false), subpixel_binning: Some(false), ..FontTweak::default() };
        let families = [FontFamily::Proportional, FontFamily::Monospace]
            .map(|family| InsertFontFamily { family, priority: FontPriority::Highest });
        ctx.add_font(FontInsert::new(
            "parlor",
            FontData::from_owned(font.bytes.to_vec()).tweak(tweak),
            families.into(),
        ));
    }
    Ok(())
}

/// The house style: paper panels, wooden buttons, square pixels.
fn dress(style: &mut egui::Style) {
    style.text_styles = [
        (TextStyle::Heading, HEADING),
        (TextStyle::Body, TEXT),
        (TextStyle::Button, TEXT),
        (TextStyle::Small, TEXT),
        (TextStyle::Monospace, TEXT),
    ]
    .map(|(kind, size)| (kind, FontId::proportional(size)))
    .into();
    let spacing = &mut style.spacing;
    spacing.item_spacing = vec2(4.0, 3.0);
    spacing.button_padding = vec2(6.0, 3.0);
    spacing.interact_size = vec2(16.0, 16.0);
    spacing.window_margin = Margin::same(6);
    spacing.indent = 8.0;
    spacing.scroll.floating = false;
    spacing.scroll.foreground_color = false;
    spacing.scroll.bar_width = 4.0;
    spacing.scroll.bar_inner_margin = 3.0;
    spacing.scroll.bar_outer_margin = 0.0;
    spacing.scroll.handle_min_length = 10.0;
    spacing.tooltip_width = 180.0;
    style.interaction.selectable_labels = false;
    let visuals = &mut style.visuals;
    *visuals = egui::Visuals::light();
    visuals.override_text_color = None;
    visuals.window_corner_radius = CornerRadius::ZERO;
    visuals.menu_corner_radius = CornerRadius::ZERO;
    visuals.window_shadow = Shadow::NONE;
    visuals.popup_shadow = Shadow::NONE;
    visuals.window_fill = ink::PAPER3;
    visuals.panel_fill = ink::PAPER3;
    visuals.window_stroke = Stroke::new(1.0, ink::WOOD2);
    visuals.extreme_bg_color = ink::PAPER4;
    visuals.faint_bg_color = ink::PAPER2;
    visuals.selection.bg_fill = ink::GOLD3;
    visuals.selection.stroke = Stroke::new(1.0, ink::INK1);
    visuals.text_cursor.stroke = Stroke::new(1.0, ink::INK1);
    visuals.text_options.subpixel_binning = false;
    visuals.text_options.font_hinting = false;
    let states = [
        (&mut visuals.widgets.noninteractive, ink::PAPER3, ink::INK2),
        (&mut visuals.widgets.inactive, ink::WOOD4, ink::INK1),
        (&mut visuals.widgets.hovered, ink::WOOD5, ink::INK1),
        (&mut visuals.widgets.active, ink::GOLD2, ink::INK1),
        (&mut visuals.widgets.open, ink::WOOD4, ink::INK1),
    ];
    for (widget, fill, text) in states {
        widget.bg_fill = fill;
        widget.weak_bg_fill = fill;
        widget.bg_stroke = Stroke::new(1.0, ink::WOOD2);
        widget.fg_stroke = Stroke::new(1.0, text);
        widget.corner_radius = CornerRadius::ZERO;
        widget.expansion = 0.0;
    }
    visuals.widgets.noninteractive.bg_stroke = Stroke::new(1.0, Color32::TRANSPARENT);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_art_pixel_is_a_whole_number_of_screen_pixels() {
        assert_eq!(unit_for(Vec2::new(640.0, 360.0)), 1);
        assert_eq!(unit_for(Vec2::new(1280.0, 720.0)), 2);
        // A browser on a small laptop, below its tabs and lines.
        assert_eq!(unit_for(Vec2::new(1366.0, 650.0)), 2);
        assert_eq!(unit_for(Vec2::new(1278.0, 743.0)), 2);
        assert_eq!(unit_for(Vec2::new(1920.0, 1080.0)), 3);
        assert_eq!(unit_for(Vec2::new(3840.0, 2160.0)), 6);
        assert_eq!(unit_for(Vec2::new(300.0, 900.0)), 1);
        assert_eq!(unit_for(Vec2::new(1080.0, 2160.0)), 3);
    }
}
