//! The title: a name, a look, and the way in, over a piece of living town.

pub mod appearance;
pub mod chance;
pub mod preview;

use bevy::prelude::*;
use bevy_egui::EguiContexts;
use bevy_egui::egui::{self, Align, Align2, Color32, Id, Layout, Margin, Order, Ui, vec2};
use shared::content::looks::Looks;
use shared::text::{DisplayName, MAX_NAME};

use super::theme::TEXT;
use super::widgets::{self, words};
use super::{Open, palette as ink, skin};
use crate::net::backoff::Seed;
use crate::net::{Connection, ConnectionState, NetCommand, TransportChoice};
use crate::pixels::people::Wardrobe;
use crate::settings::Settings;
use crate::{Home, IN_BROWSER};
use preview::Preview;

/// What one is filling in on the title.
#[derive(Resource, Debug, Default)]
pub struct Form {
    name: String,
    looks: Looks,
    server: String,
    elsewhere: bool,
    /// What is wrong with what was filled in, in words.
    wrong: Option<String>,
    fresh: bool,
    seed: u64,
}

/// Fills the form with what was used last, or with somebody by chance.
pub fn fill_form(mut form: ResMut<Form>, settings: Res<Settings>, seed: Option<Res<Seed>>) {
    let seed = seed.map_or(1, |seed| seed.0);
    *form = Form {
        name: settings.name.clone(),
        looks: settings.looks.unwrap_or_else(|| chance::surprise(seed)),
        server: settings.server.clone(),
        fresh: true,
        seed,
        ..Form::default()
    };
}

/// Height of a row of the form.
const ROW: f32 = 18.0;

/// Shows the title.
pub fn show_title(
    mut contexts: EguiContexts,
    mut form: ResMut<Form>,
    mut settings: ResMut<Settings>,
    mut open: ResMut<Open>,
    mut preview: ResMut<Preview>,
    wardrobe: Res<Wardrobe>,
    connection: Res<Connection>,
    home: Res<Home>,
    time: Res<Time<Real>>,
    mut net: MessageWriter<NetCommand>,
    mut exit: MessageWriter<AppExit>,
) -> Result {
    let texture = preview.texture(&mut contexts);
    let ctx = contexts.ctx_mut()?;
    let screen = ctx.viewport_rect();
    if open.settings {
        return Ok(());
    }
    logo(ctx, screen);
    let form = &mut *form;
    let narrow = screen.width() < 370.0;
    let lift = if screen.height() < 330.0 { -4.0 } else { -16.0 };
    let mut go = false;
    widgets::panel(
        ctx,
        "title",
        Order::Middle,
        (Align2::CENTER_BOTTOM, vec2(0.0, lift)),
        "panel",
        Margin::symmetric(13, 11),
        |ui| {
            ui.set_width(if narrow { 246.0 } else { 334.0 });
            egui::ScrollArea::vertical().max_height((screen.height() - 110.0).max(60.0)).show(ui, |ui| {
                let stage = |ui: &mut Ui, preview: &mut Preview| {
                    preview.show(ui, texture, &wardrobe, time.delta_secs(), settings.reduced_motion);
                };
                if narrow {
                    fill_in(ui, form, &wardrobe);
                    stage(ui, &mut preview);
                    return;
                }
                ui.horizontal(|ui| {
                    ui.vertical(|ui| stage(ui, &mut preview));
                    ui.add_space(4.0);
                    ui.vertical(|ui| fill_in(ui, form, &wardrobe));
                });
            });
            ui.add_space(2.0);
            trouble(ui, form.wrong.as_deref(), &connection.state);
            ui.horizontal(|ui| {
                ui.with_layout(Layout::top_down(Align::Center), |ui| {
                    go = widgets::main_button(ui, "Walk in", 130.0).clicked();
                });
            });
            if form.elsewhere {
                ui.horizontal(|ui| {
                    ui.label(words("Town at", ink::STONE1));
                    let field = widgets::field(ui, Id::new("server"), &mut form.server, &home, 190.0, 80);
                    widgets::named(ui, &field, "The town's address");
                    go |= field.lost_focus() && ui.input(|i| i.key_pressed(egui::Key::Enter));
                });
            }
            ui.horizontal(|ui| {
                let label = if form.elsewhere { "This town" } else { "Another town…" };
                // A page may speak only with the server it came from.
                if !IN_BROWSER && widgets::button(ui, label).clicked() {
                    form.elsewhere = !form.elsewhere;
                }
                ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                    if !IN_BROWSER && widgets::button(ui, "Quit").clicked() {
                        exit.write(AppExit::Success);
                    }
                    if widgets::button(ui, "Settings").clicked() {
                        open.settings = true;
                    }
                });
            });
        },
    );
    let enter = ctx.input(|i| i.key_pressed(egui::Key::Enter));
    let focused = ctx.memory(egui::Memory::focused);
    go |= enter && (focused.is_none() || focused == Some(Id::new("name")));
    preview.looks = form.looks;
    if go {
        walk_in(form, &home, &mut settings, &mut net);
    }
    Ok(())
}

fn logo(ctx: &egui::Context, screen: egui::Rect) {
    let painter = ctx.layer_painter(egui::LayerId::new(Order::Background, Id::new("logo")));
    let Some(size) = skin::size_of(ctx, "logo") else {
        painter.text(
            egui::pos2(screen.center().x, 24.0),
            Align2::CENTER_TOP,
            "Parlor",
            egui::FontId::proportional(TEXT * 4.0),
            ink::GOLD4,
        );
        return;
    };
    let scale = if screen.height() >= 340.0 { 2.0 } else { 1.0 };
    let at = egui::pos2((screen.center().x - size.x * scale / 2.0).round(), if scale > 1.0 { 10.0 } else { 2.0 });
    skin::picture_scaled(&painter, at, "logo", 0, scale, Color32::WHITE);
}

fn fill_in(ui: &mut Ui, form: &mut Form, wardrobe: &Wardrobe) {
    ui.spacing_mut().item_spacing.y = 2.0;
    name_row(ui, form);
    if let Some(def) = wardrobe.def() {
        appearance::rows(ui, def, &mut form.looks);
    }
}

fn name_row(ui: &mut Ui, form: &mut Form) {
    ui.horizontal(|ui| {
        let field = widgets::field(ui, Id::new("name"), &mut form.name, "Your name", 118.0, MAX_NAME);
        if std::mem::take(&mut form.fresh) {
            field.request_focus();
        }
        if field.changed() {
            form.wrong = None;
        }
        if widgets::button_with(ui, Some("icon.dice"), "Surprise me", 0.0).clicked() {
            form.seed = form.seed.wrapping_add(1);
            form.looks = chance::surprise(form.seed);
        }
    });
    ui.add_space(ROW - 16.0);
}

fn trouble(ui: &mut Ui, wrong: Option<&str>, state: &ConnectionState) {
    let failed = if let ConnectionState::Failed(why) = state { Some(why.as_str()) } else { None };
    if let Some(why) = wrong.or(failed) {
        ui.horizontal_wrapped(|ui| {
            widgets::icon(ui, "icon.warning");
            ui.label(words(sentence(why), ink::BRICK2));
        });
    }
}

/// The same words with a capital at the front and a stop at the end.
fn sentence(text: &str) -> String {
    let mut letters = text.trim().chars();
    let Some(first) = letters.next() else { return String::new() };
    let mut words: String = first.to_uppercase().chain(letters).collect();
    if !words.ends_with(['.', '!', '?', '…']) {
        words.push('.');
    }
    words
}

fn walk_in(form: &mut Form, home: &str, settings: &mut Settings, net: &mut MessageWriter<NetCommand>) {
    let name = match DisplayName::parse(&form.name) {
        Ok(name) => name,
        Err(bad) if form.name.trim().is_empty() => {
            tracing::debug!(%bad, "no name yet");
            form.wrong = Some("Tell us your name first.".into());
            return;
        }
        Err(bad) => {
            form.wrong = Some(bad.to_string());
            return;
        }
    };
    form.wrong = None;
    let server =
        if form.elsewhere || !settings.server.is_empty() { form.server.trim().to_owned() } else { String::new() };
    settings.name = name.as_str().to_owned();
    settings.looks = Some(form.looks);
    settings.server.clone_from(&server);
    let server = if server.is_empty() { home.to_owned() } else { server };
    net.write(NetCommand::Join { server, name: name.into(), looks: form.looks, transport: TransportChoice::Auto });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reasons_read_as_sentences() {
        assert_eq!(
            sentence("that name is too short: use at least 2 letters"),
            "That name is too short: use at least 2 letters."
        );
        assert_eq!(sentence("Nobody is home!"), "Nobody is home!");
        assert_eq!(sentence(""), "");
    }
}
