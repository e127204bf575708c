//! Panels and words on the screen: title, bubbles, chat, lists, settings and notices.

pub mod bubbles;
pub mod chat;
pub mod cursor;
pub mod dev;
pub mod hall;
pub mod hud;
pub mod loading;
pub mod name_tags;
pub mod names;
pub mod near;
pub mod palette;
pub mod settings_panel;
pub mod skin;
pub mod theme;
pub mod title;
pub mod toasts;
pub mod transcript;
pub mod widgets;

use bevy::prelude::*;
use bevy_egui::{EguiContexts, EguiPlugin, EguiPrimaryContextPass};

use crate::audio::Play;
use crate::audio::effects::Effect;
use crate::input::actions::{Action, Actions};
use crate::net::{GuestTokenSaved, GuestTokens};
use crate::screens::Screen;
use crate::settings::Settings;

/// Which panels are open.
#[derive(Resource, Debug, Default)]
pub struct Open {
    /// The chat line.
    pub chat: bool,
    /// What is near.
    pub near: bool,
    /// What was said.
    pub transcript: bool,
    /// The settings.
    pub settings: bool,
    /// A game has the whole window, and with it the keys.
    pub table: bool,
    /// How the game is doing.
    pub dev: bool,
}

/// Painted in this order, so that what comes later lies above. What belongs to the world shares one layer of egui, named
/// `world`: several of one order would lie above each other by chance.
#[derive(SystemSet, Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum UiSystems {
    Dress,
    World,
    Panels,
    Above,
}

/// Adds the whole interface.
pub fn plugin(app: &mut App) {
    if !app.is_plugin_added::<EguiPlugin>() {
        app.add_plugins(EguiPlugin::default());
    }
    theme::plugin(app);
    bubbles::plugin(app);
    hall::plugin(app);
    app.init_resource::<Open>()
        .init_resource::<skin::Skin>()
        .init_resource::<cursor::Pointing>()
        .init_resource::<toasts::Toasts>()
        .init_resource::<transcript::Transcript>()
        .init_resource::<chat::ChatDraft>()
        .init_resource::<near::Muted>()
        .init_resource::<settings_panel::Page>()
        .init_resource::<hud::place::SceneCard>()
        .init_resource::<title::preview::Preview>()
        .init_resource::<title::Form>()
        .add_message::<toasts::Toast>();
    app.add_systems(Startup, take_tokens)
        .add_systems(
            Update,
            (
                open_and_close,
                zoom,
                save_tokens,
                toasts::collect_toasts,
                transcript::write_down,
                near::forget_muted,
                hud::place::turn_card,
            ),
        )
        .add_systems(Update, title::preview::prepare_preview.run_if(in_state(Screen::Title)))
        .add_systems(OnEnter(Screen::Title), (close_all, chat::forget_draft, title::fill_form));
    let town = in_state(Screen::Town);
    app.configure_sets(
        EguiPrimaryContextPass,
        (UiSystems::Dress, UiSystems::World, UiSystems::Panels, UiSystems::Above).chain(),
    )
    .add_systems(EguiPrimaryContextPass, (theme::apply_theme, skin::cut_skin).chain().in_set(UiSystems::Dress))
    .add_systems(
        EguiPrimaryContextPass,
        (name_tags::draw_name_tags, bubbles::draw::draw_bubbles).chain().in_set(UiSystems::World).run_if(town.clone()),
    )
    .add_systems(
        EguiPrimaryContextPass,
        (
            hud::place::show_clock,
            hud::connection::show_connection,
            hud::place::show_card,
            hud::talk::show_talk,
            hud::hints::show_hints,
            near::show_near,
            transcript::show_transcript,
            hud::hints::show_buttons,
            chat::show_chat,
        )
            .chain()
            .in_set(UiSystems::Panels)
            .run_if(town),
    )
    .add_systems(EguiPrimaryContextPass, title::show_title.in_set(UiSystems::Panels).run_if(in_state(Screen::Title)))
    .add_systems(
        EguiPrimaryContextPass,
        loading::show_loading.in_set(UiSystems::Panels).run_if(in_state(Screen::Loading)),
    )
    .add_systems(
        EguiPrimaryContextPass,
        (settings_panel::show_settings, toasts::show_toasts, dev::show_dev, cursor::draw_cursor, click)
            .chain()
            .in_set(UiSystems::Above),
    );
}

/// A time of day as people write it.
#[must_use]
pub fn clock_words(minute: u16) -> String {
    format!("{}:{:02}", minute / 60 % 24, minute % 60)
}

/// A name with its first letter large.
#[must_use]
pub fn capitalised(name: &str) -> String {
    let mut letters = name.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

fn open_and_close(mut open: ResMut<Open>, mut actions: ResMut<Actions>, screen: Res<State<Screen>>) {
    if actions.take(Action::Dev) {
        open.dev = !open.dev;
    }
    let in_town = *screen.get() == Screen::Town;
    if in_town && actions.take(Action::Near) {
        open.near = !open.near;
    }
    if in_town && actions.take(Action::Transcript) {
        open.transcript = !open.transcript;
    }
    if actions.take(Action::Settings) {
        // The same key first puts away what is open.
        let lists = open.near || open.transcript;
        if open.settings || !lists {
            open.settings = !open.settings;
        } else {
            (open.near, open.transcript) = (false, false);
        }
    }
}

fn close_all(mut open: ResMut<Open>, mut pointing: ResMut<cursor::Pointing>) {
    *pointing = cursor::Pointing::Interface;
    *open = Open { dev: open.dev, ..Open::default() };
}

fn zoom(mut actions: ResMut<Actions>, mut settings: ResMut<Settings>, view: Res<crate::town::camera::View>) {
    let by = i32::from(actions.take(Action::ZoomIn)) - i32::from(actions.take(Action::ZoomOut));
    if by != 0 {
        let now = i32::try_from(view.zoom).unwrap_or(1);
        settings.zoom = u8::try_from((now + by).clamp(1, 8)).unwrap_or(1);
    }
}

fn take_tokens(settings: Res<Settings>, mut tokens: ResMut<GuestTokens>) {
    tokens.0.clone_from(&settings.tokens);
}

fn save_tokens(mut saved: MessageReader<GuestTokenSaved>, mut settings: ResMut<Settings>) {
    for fact in saved.read() {
        if fact.token.is_empty() {
            settings.tokens.remove(&fact.server);
        } else {
            settings.tokens.insert(fact.server.clone(), fact.token.clone());
        }
    }
}

fn click(mut contexts: EguiContexts, mut play: MessageWriter<Play>) -> Result {
    if widgets::take_clicks(contexts.ctx_mut()?) > 0 {
        play.write(Play::plain(Effect::Click));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_written_as_people_do() {
        assert_eq!(clock_words(0), "0:00");
        assert_eq!(clock_words(14 * 60 + 5), "14:05");
        assert_eq!(clock_words(1_440), "0:00");
    }
}
