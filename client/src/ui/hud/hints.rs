//! Which keys help now, and buttons for those who use none.

use bevy::prelude::*;
use bevy_egui::EguiContexts;
use bevy_egui::egui::{Align2, FontId, Id, Margin, Order, Sense, Ui, pos2, vec2};
use shared::protocol::components::Being;

use crate::design::Desk;
use crate::input::actions::{Action, Actions};
use crate::input::hands::Hands;
use crate::input::talk::{Approach, REACH_TILES, SEEK_TILES, tile_of, turn_to};
use crate::net::ServerClock;
use crate::own::Me;
use crate::settings::Settings;
use crate::town::bodies::Shown;
use crate::ui::theme::{LINE, TEXT};
use crate::ui::widgets::{self, words};
use crate::ui::{Open, palette as ink, skin};

/// Shows what the talk and chat keys would do now.
pub fn show_hints(
    mut contexts: EguiContexts,
    bodies: Query<(&Being, &Shown)>,
    me: Res<Me>,
    clock: Res<ServerClock>,
    approach: Res<Approach>,
    settings: Res<Settings>,
    open: Res<Open>,
    hands: Res<Hands>,
) -> Result {
    if open.chat || *hands == Hands::Touch {
        return Ok(());
    }
    let ctx = contexts.ctx_mut()?;
    let name_of = |whom| bodies.iter().find(|(being, _)| being.id == whom).map(|(being, _)| being.name.clone());
    let mut hints: Vec<(String, String)> = Vec::new();
    if let Some(name) = approach.whom().and_then(name_of) {
        hints.push((settings.keys.hint(Action::Leave), format!("Walking up to {name} (stop)")));
    } else {
        let (own, facing) = (me.tile(&clock), me.drawn_pose(&clock).facing);
        let others = bodies.iter().filter(|(being, _)| !me.is_me(being.id) && !me.members.contains(&being.id));
        let best = others
            .map(|(being, shown)| (turn_to(own, facing, tile_of(shown)), own.steps_to(tile_of(shown)), being))
            .min_by_key(|b| b.0);
        if let Some((_, tiles, being)) = best.filter(|(_, tiles, _)| *tiles <= SEEK_TILES) {
            let words = if tiles <= REACH_TILES {
                format!("Talk with {}", being.name)
            } else {
                format!("Walk up to {}", being.name)
            };
            hints.push((settings.keys.hint(Action::Talk), words));
        }
    }
    let say = if me.members.len() > 1 { "Say something" } else { "Speak" };
    hints.push((settings.keys.hint(Action::Chat), say.into()));
    let anchor = (Align2::CENTER_BOTTOM, vec2(0.0, -4.0));
    bevy_egui::egui::Area::new(Id::new("hints"))
        .order(Order::Middle)
        .interactable(false)
        .anchor(anchor.0, anchor.1)
        .fade_in(false)
        .show(ctx, |ui| {
            widgets::framed(ui, "panel.dark", Margin::symmetric(7, 3), |ui| {
                ui.horizontal(|ui| {
                    for (key, what) in &hints {
                        key_cap(ui, key);
                        ui.label(words(what, ink::PAPER4));
                        ui.add_space(4.0);
                    }
                });
            });
        });
    Ok(())
}

/// A key as it looks on a keyboard.
fn key_cap(ui: &mut Ui, label: &str) {
    let galley = ui.painter().layout_no_wrap(label.to_owned(), FontId::proportional(TEXT), ink::INK1);
    let (rect, _) = ui.allocate_exact_size(vec2((galley.size().x + 8.0).ceil(), LINE + 3.0), Sense::hover());
    let rect = skin::snapped(rect);
    ui.painter().rect_filled(rect.shrink2(vec2(1.0, 0.0)), 0.0, ink::PAPER2);
    ui.painter().rect_filled(rect.shrink2(vec2(0.0, 1.0)), 0.0, ink::PAPER2);
    let face = bevy_egui::egui::Rect::from_min_max(rect.min + vec2(1.0, 1.0), pos2(rect.max.x - 1.0, rect.max.y - 3.0));
    ui.painter().rect_filled(face, 0.0, ink::PAPER4);
    ui.painter().galley(pos2((rect.center().x - galley.size().x / 2.0).round(), rect.min.y), galley, ink::INK1);
}

/// Shows buttons for mouse and touch at the lower right.
pub fn show_buttons(
    mut contexts: EguiContexts,
    mut open: ResMut<Open>,
    mut actions: ResMut<Actions>,
    settings: Res<Settings>,
    desk: Res<Desk>,
) -> Result {
    let ctx = contexts.ctx_mut()?;
    let named = |what: &str, action| format!("{what} ({})", settings.keys.hint(action));
    let mut pressed = None;
    bevy_egui::egui::Area::new(Id::new("buttons"))
        .order(Order::Middle)
        .anchor(Align2::RIGHT_BOTTOM, vec2(-4.0, -4.0))
        .fade_in(false)
        .show(ctx, |ui| {
            ui.horizontal(|ui| {
                ui.spacing_mut().item_spacing.x = 2.0;
                let design = "Design the town";
                if desk.is_open && widgets::icon_button(ui, "icon.pencil", &named(design, Action::Design)).clicked() {
                    pressed = Some(Action::Design);
                }
                for (icon, what, action) in [
                    ("icon.talk", "Say something", Action::Chat),
                    ("icon.people", "What is near", Action::Near),
                    ("icon.book", "What was said", Action::Transcript),
                    ("icon.dice", "Games", Action::Games),
                    ("icon.settings", "Settings", Action::Settings),
                ] {
                    if widgets::icon_button(ui, icon, &named(what, action)).clicked() {
                        pressed = Some(action);
                    }
                }
            });
        });
    match pressed {
        Some(Action::Near) => open.near = !open.near,
        Some(Action::Transcript) => open.transcript = !open.transcript,
        Some(Action::Settings) => open.settings = !open.settings,
        Some(action) => actions.press(action),
        None => {}
    }
    Ok(())
}
