//! Time, visitors, and the card that says where one has come to.

use bevy::prelude::*;
use bevy_egui::EguiContexts;
use bevy_egui::egui::{Align2, Id, Margin, Order, RichText, vec2};
use shared::protocol::facts::Entered;

use super::plaque;
use crate::net::ServerClock;
use crate::own::{Content, Me};
use crate::settings::Settings;
use crate::ui::theme::HEADING;
use crate::ui::widgets::{self, words};
use crate::ui::{clock_words, palette as ink};

/// Shows the town's time and how many visitors are in it.
pub fn show_clock(mut contexts: EguiContexts, me: Res<Me>, clock: Res<ServerClock>) -> Result {
    let ctx = contexts.ctx_mut()?;
    let minute = me.town_time_now(&clock);
    let day = (360.0..1_200.0).contains(&minute);
    plaque(ctx, "clock", (Align2::LEFT_TOP, vec2(4.0, 4.0)), |ui| {
        ui.spacing_mut().item_spacing.x = 5.0;
        widgets::icon(ui, if day { "icon.sun" } else { "icon.moon" });
        ui.label(words(format!("Day {}  {}", me.town_day(&clock) + 1, clock_words(minute as u16)), ink::PAPER4));
        widgets::icon(ui, "icon.visitor");
        let visitors = if me.visitors == 1 { "1 visitor".to_owned() } else { format!("{} visitors", me.visitors) };
        ui.label(words(visitors, ink::PAPER3));
    });
    Ok(())
}

/// The card that names a scene, and how long it has shown.
#[derive(Resource, Debug, Default)]
pub struct SceneCard {
    shown: Option<(String, String, f32)>,
    /// Where its lower edge is, in points; 0 while it doesn't show.
    pub bottom: f32,
}

/// Seconds that the card shows, and seconds of them in which it fades.
const CARD_S: f32 = 4.5;
const FADE_S: f32 = 0.6;

/// Brings the card up when one enters a scene.
pub fn turn_card(
    mut card: ResMut<SceneCard>,
    mut entered: MessageReader<Entered>,
    content: Res<Content>,
    time: Res<Time<Real>>,
) {
    if let Some((.., age)) = &mut card.shown {
        *age += time.delta_secs();
    }
    for fact in entered.read() {
        let scene = content.0.scenes.get(&fact.scene);
        card.shown = scene.map(|scene| (scene.def.name.clone(), scene.def.welcome.clone(), 0.0));
    }
    if card.shown.as_ref().is_some_and(|(.., age)| *age > CARD_S) {
        card.shown = None;
    }
}

/// Shows the card.
pub fn show_card(mut contexts: EguiContexts, mut card: ResMut<SceneCard>, settings: Res<Settings>) -> Result {
    card.bottom = 0.0;
    let Some((name, welcome, age)) = &card.shown else { return Ok(()) };
    let ctx = contexts.ctx_mut()?;
    let fade = (age / FADE_S).min((CARD_S - age) / FADE_S).clamp(0.0, 1.0);
    let opacity = if settings.reduced_motion { 1.0 } else { fade };
    let anchor = (Align2::CENTER_TOP, vec2(0.0, 34.0));
    let shown = bevy_egui::egui::Area::new(Id::new("scene card"))
        .order(Order::Middle)
        .interactable(false)
        .anchor(anchor.0, anchor.1)
        .fade_in(false)
        .show(ctx, |ui| {
            ui.set_opacity(opacity);
            widgets::framed(ui, "panel", Margin::symmetric(16, 9), |ui| {
                ui.set_max_width(300.0);
                ui.vertical_centered(|ui| {
                    ui.label(RichText::new(name).size(HEADING).color(ink::INK1));
                    ui.label(words(welcome, ink::STONE1));
                });
            });
        });
    card.bottom = shown.response.rect.bottom();
    Ok(())
}
