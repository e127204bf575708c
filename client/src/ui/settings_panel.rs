//! The settings: sound, sight, and keys; everything works at once.

use bevy::prelude::*;
use bevy_egui::EguiContexts;
use bevy_egui::egui::{self, Align2, Margin, Order, ScrollArea, Ui, vec2};
use bevy_egui::input::EguiWantsInput;

use super::widgets::{self, words};
use super::{Open, palette as ink};
use crate::input::actions::Action;
use crate::input::bindings::SLOTS;
use crate::input::devices::Listening;
use crate::input::keys::KeyName;
use crate::net::NetCommand;
use crate::screens::Screen;
use crate::settings::{Settings, TextScale};

/// Which part of the settings shows, and what the last change of a key did.
#[derive(Resource, Debug, Default)]
pub struct Page {
    keys: bool,
    notice: Option<String>,
}

/// Shows the settings while they are open.
pub fn show_settings(
    mut contexts: EguiContexts,
    mut open: ResMut<Open>,
    mut settings: ResMut<Settings>,
    mut page: ResMut<Page>,
    mut listening: ResMut<Listening>,
    wants: Option<Res<EguiWantsInput>>,
    screen: Res<State<Screen>>,
    mut net: MessageWriter<NetCommand>,
    mut exit: MessageWriter<AppExit>,
) -> Result {
    if !open.settings {
        listening.wanted = None;
        return Ok(());
    }
    let ctx = contexts.ctx_mut()?;
    let had_keys = wants.is_some_and(|wants| wants.wants_keyboard_input());
    if had_keys && listening.wanted.is_none() && ctx.input(|i| i.key_pressed(egui::Key::Escape)) {
        open.settings = false;
    }
    // A copy, so that the settings only count as changed when they are.
    let mut draft = settings.clone();
    let height = (ctx.viewport_rect().height() - 110.0).max(90.0);
    widgets::panel(
        ctx,
        "settings",
        Order::Foreground,
        (Align2::CENTER_CENTER, vec2(0.0, 0.0)),
        "panel",
        Margin::symmetric(13, 11),
        |ui| {
            ui.set_width(290.0);
            widgets::title_row(ui, "icon.settings", "Settings", &mut open.settings);
            ui.horizontal(|ui| {
                if widgets::choice(ui, !page.keys, "Sound and sight") {
                    page.keys = false;
                }
                if widgets::choice(ui, page.keys, "Keys") {
                    page.keys = true;
                }
            });
            ScrollArea::vertical().max_height(height).min_scrolled_height(height).auto_shrink([false, true]).show(
                ui,
                |ui| {
                    if page.keys {
                        keys(ui, &mut draft, &mut page, &mut listening);
                    } else {
                        senses(ui, &mut draft);
                    }
                },
            );
            widgets::rule(ui);
            ui.horizontal(|ui| {
                if widgets::button(ui, "Back").clicked() {
                    open.settings = false;
                }
                ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
                    if *screen.get() == Screen::Town {
                        if !crate::IN_BROWSER && widgets::button(ui, "Quit").clicked() {
                            exit.write(AppExit::Success);
                        }
                        if widgets::button(ui, "Leave town").clicked() {
                            net.write(NetCommand::Leave);
                            open.settings = false;
                        }
                    }
                });
            });
        },
    );
    settings.set_if_neq(draft);
    Ok(())
}

fn senses(ui: &mut Ui, settings: &mut Settings) {
    let volume = &mut settings.volume;
    for (name, level) in [
        ("All sounds", &mut volume.master),
        ("Steps and voices", &mut volume.effects),
        ("Town around you", &mut volume.ambience),
        ("Music", &mut volume.music),
    ] {
        line(ui, name, |ui| {
            widgets::level(ui, level, name);
            let words_ = if *level == 0 { "off".into() } else { format!("{level} %") };
            ui.label(words(words_, ink::STONE1));
        });
    }
    line(ui, "Text size", |ui| {
        for scale in TextScale::ALL {
            if widgets::choice(ui, settings.text_scale == scale, scale.label()) {
                settings.text_scale = scale;
            }
        }
    });
    line(ui, "Zoom", |ui| {
        let shown = if settings.zoom == 0 { "Fits the window".to_owned() } else { format!("{} ×", settings.zoom) };
        let by = widgets::stepper(ui, &shown, "Zoom", 110.0);
        settings.zoom = u8::try_from((i32::from(settings.zoom) + by).rem_euclid(9)).unwrap_or(0);
    });
    line(ui, "Motion", |ui| {
        widgets::tick_box(ui, &mut settings.reduced_motion, "Keep things calm");
    });
}

fn keys(ui: &mut Ui, settings: &mut Settings, page: &mut Page, listening: &mut Listening) {
    if let (Some((action, slot)), Some(key)) = (listening.wanted, listening.heard.take()) {
        listening.wanted = None;
        let label = KeyName(key).label();
        page.notice = Some(match settings.keys.bind(action, slot, key) {
            Some(loser) => format!("{label} is now “{}”. “{}” lost it.", action.label(), loser.label()),
            None => format!("{label} is now “{}”.", action.label()),
        });
    }
    let missing = settings.keys.unbound();
    if let Some(notice) = &page.notice {
        ui.label(words(notice, ink::BRICK2));
    } else {
        ui.label(words("Choose a key, then press the new one.", ink::STONE1));
    }
    if !missing.is_empty() {
        let names: Vec<&str> = missing.iter().map(|action| action.label()).collect();
        ui.horizontal_wrapped(|ui| {
            widgets::icon(ui, "icon.warning");
            ui.label(words(format!("No key for: {}", names.join(", ")), ink::BRICK2));
        });
    }
    for action in Action::ALL {
        line(ui, action.label(), |ui| {
            let bound = settings.keys.of(action);
            for (slot, key) in bound.iter().enumerate().take(SLOTS) {
                let waits = listening.wanted == Some((action, slot));
                let label =
                    if waits { "Press a key…".into() } else { key.map_or("–".into(), |key| KeyName(key).label()) };
                if widgets::button_with(ui, None, &label, 62.0).clicked() {
                    listening.wanted = Some((action, slot));
                    listening.heard = None;
                    page.notice = None;
                    ui.memory_mut(|memory| {
                        if let Some(focused) = memory.focused() {
                            memory.surrender_focus(focused);
                        }
                    });
                }
            }
        });
    }
    if widgets::button(ui, "Usual keys").clicked() {
        settings.keys = crate::input::bindings::Bindings::default();
        page.notice = Some("All keys are as they were at first.".into());
    }
    ui.label(words("Gamepad: stick walks, A talks, B leaves, X who is near, Y what was said.", ink::STONE1));
}

/// A row of the settings: what it is, and its control in a column of its own.
fn line(ui: &mut Ui, name: &str, add: impl FnOnce(&mut Ui)) {
    ui.horizontal(|ui| {
        let (rect, _) = ui.allocate_exact_size(vec2(92.0, 18.0), egui::Sense::hover());
        let font = egui::FontId::proportional(super::theme::TEXT);
        ui.painter().text(rect.min + vec2(0.0, 3.0), Align2::LEFT_TOP, name, font, ink::INK2);
        add(ui);
    });
}
