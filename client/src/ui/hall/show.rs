//! Which screen of the hall shows now.

use bevy::prelude::*;
use bevy_egui::EguiContexts;
use bevy_egui::egui::{self, Align2, Id, Key as Press, Margin, Order, Rect, Ui, vec2};
use shared::ids::Key;
use shared::protocol::rooms::Watched;
use shared::rooms::room::game::GameView;
use shared::rooms::room::view::{RoomView, StageView};

use super::desk::Desk;
use super::faces::Faces;
use super::layout::{self, bottom, top};
use super::table::{Hands, Table};
use super::{board, chat, door, fifth, frame, lobby, plates, receipt, results, trivia};
use crate::hall::{Hall, HallCommand};
use crate::input::hands::Hands as PlayedWith;
use crate::own::Content;
use crate::settings::Settings;
use crate::ui::palette as ink;
use crate::ui::widgets::{self, words};

/// Shows the way to a table, the room one is in, or the game one looks on at.
pub fn show_hall(
    mut contexts: EguiContexts,
    hall: Res<Hall>,
    faces: Res<Faces>,
    content: Res<Content>,
    settings: Res<Settings>,
    played_with: Res<PlayedWith>,
    time: Res<Time>,
    mut desk: ResMut<Desk>,
    mut commands: MessageWriter<HallCommand>,
) -> Result {
    let ctx = contexts.ctx_mut()?.clone();
    let desk = &mut *desk;
    let mut asks = Vec::new();
    let hands = Hands::now(*played_with == PlayedWith::Keys, settings.reduced_motion, time.elapsed());
    if !desk.open {
        waiting(&ctx, &hall, desk);
    } else if let Some(room) = &hall.room {
        whole_window(&ctx, "room", |ui, rect| {
            room_screen(ui, rect, &hall, room, &faces, &content, hands, desk, &mut asks);
        });
    } else if desk.looks_on(&hall) {
        whole_window(&ctx, "look on", |ui, rect| passing_screen(ui, rect, &hall, &faces, hands, desk, &mut asks));
    } else {
        let anchor = (Align2::CENTER_CENTER, vec2(0.0, 0.0));
        widgets::panel(&ctx, "games", Order::Middle, anchor, "panel", Margin::symmetric(13, 11), |ui| {
            ui.set_width(274.0);
            let (icon, title) = if desk.records { ("icon.star", "Your records") } else { ("icon.dice", "Games") };
            widgets::title_row(ui, icon, title, &mut desk.open);
            door::show(ui, &hall, hands.keys, desk, &mut asks);
        });
        if ctx.input(|i| i.key_pressed(Press::Escape)) {
            desk.open = false;
        }
    }
    commands.write_batch(asks);
    Ok(())
}

fn whole_window(ctx: &egui::Context, name: &str, add: impl FnOnce(&mut Ui, Rect)) {
    let window = ctx.viewport_rect();
    egui::Area::new(Id::new(name)).order(Order::Foreground).fixed_pos(window.min).fade_in(false).show(ctx, |ui| {
        ui.set_min_size(window.size());
        // What lies behind hears no clicks.
        ui.interact(window, Id::new((name, "behind")), egui::Sense::click_and_drag());
        let rect = frame::stage(ui, window);
        add(ui, rect);
    });
}

/// A pill that says that one's seat waits, while one walks about.
fn waiting(ctx: &egui::Context, hall: &Hall, desk: &mut Desk) {
    let Some(room) = &hall.room else { return };
    let anchor = (Align2::CENTER_TOP, vec2(0.0, 4.0));
    widgets::panel(ctx, "seat waits", Order::Middle, anchor, "panel.dark", Margin::symmetric(7, 3), |ui| {
        ui.horizontal(|ui| {
            widgets::icon(ui, super::wishes::icon_of(room.wishes.kind));
            let goes_on = if room.stage == StageView::Playing { "goes on" } else { "waits for you" };
            ui.label(words(format!("{} {goes_on}", room.wishes.kind.name()), ink::PAPER4));
            if widgets::button(ui, "Back to the table").clicked() {
                desk.open = true;
            }
        });
    });
}

fn room_screen(
    ui: &mut Ui,
    rect: Rect,
    hall: &Hall,
    room: &RoomView,
    faces: &Faces,
    content: &Content,
    hands: Hands,
    desk: &mut Desk,
    asks: &mut Vec<HallCommand>,
) {
    let mut part = rect;
    frame::head(ui, top(&mut part, 20.0), hall, room, desk, asks);
    top(&mut part, 3.0);
    if part.height() > 190.0 {
        frame::patter(ui, &mut part, hall, |ui, at, who| host(ui, at, who, content, faces));
    }
    let mut draft = std::mem::take(&mut desk.draft);
    draft.is_writing &= ui.memory(|memory| memory.focused().is_some());
    let was_writing = draft.is_writing || desk.talks;
    let playing = room.stage == StageView::Playing;
    if playing && desk.chat {
        let talk = layout::right(&mut part, (rect.width() * 0.26).max(130.0));
        layout::right(&mut part, 6.0);
        desk.talks = layout::inside(ui, talk, |ui| chat::show(ui, hall, &mut desk.line, asks));
        draft.is_writing |= desk.talks;
    } else if playing {
        desk.talks = false;
    }
    match &room.stage {
        StageView::Playing | StageView::Results(_) => match Table::own(hall, faces, &mut draft, asks, hands) {
            None => super::ask::note(ui, part, "The game is being laid out …", ink::PAPER3),
            Some(mut table) => match &room.stage {
                StageView::Results(places) => results::show(ui, part, room, places, &mut table),
                _ => game(ui, part, &mut table),
            },
        },
        StageView::Lobby | StageView::Dealing | StageView::Closed => {
            let named = |key: &Key| Some((key.clone(), content.0.characters.get(key)?.name.clone()));
            let town: Vec<(Key, String)> = hall.invitees.iter().filter_map(named).collect();
            lobby::show(ui, part, hall, faces, &town, desk, asks);
        }
    }
    desk.draft = draft;
    if ui.input(|i| i.key_pressed(Press::Escape)) {
        if desk.draft.receipt {
            desk.draft.receipt = false;
        } else if !was_writing {
            desk.open = false;
        }
    }
}

/// The face of whoever hosts the games.
fn host(ui: &Ui, at: Rect, who: &Key, content: &Content, faces: &Faces) {
    if let Some(character) = content.0.characters.get(who) {
        faces.portrait(&ui.painter().with_clip_rect(at), at.min + vec2(0.0, 4.0), character.looks, 1.0);
    }
}

/// The game and, at its foot, everybody who plays.
fn game(ui: &mut Ui, rect: Rect, table: &mut Table<'_>) {
    let mut part = rect;
    let is_small = part.height() < 170.0;
    let shows_reports = matches!(&table.shown.view, GameView::Fifth(view) if view.mine.is_none());
    if !shows_reports {
        let foot = bottom(&mut part, if is_small { 26.0 } else { plates::HEIGHT });
        plates::show(ui, foot, table);
        bottom(&mut part, 5.0);
    }
    let fills = shows_reports || matches!(&table.shown.view, GameView::Board(view) if board::shows_grid(view));
    let part = if fills { part } else { layout::block(part) };
    match &table.shown.view {
        GameView::Trivia(view) => trivia::show(ui, part, view, table),
        GameView::Fifth(view) => fifth::show(ui, part, view, table),
        GameView::Board(view) => board::show(ui, part, view, table),
    }
    if table.draft.receipt
        && let Some(logged) = table.hall.log.last()
    {
        let at = Rect::from_center_size(rect.center(), vec2(rect.width().min(380.0), rect.height() * 0.6));
        layout::inside(ui, at, |ui| receipt::show(ui, logged, table));
    }
}

fn passing_screen(
    ui: &mut Ui,
    rect: Rect,
    hall: &Hall,
    faces: &Faces,
    hands: Hands,
    desk: &mut Desk,
    asks: &mut Vec<HallCommand>,
) {
    let Some(passing) = &hall.passing else { return };
    let mut part = rect;
    let head = top(&mut part, 20.0);
    top(&mut part, 3.0);
    let mut draft = std::mem::take(&mut desk.draft);
    let mut stops = ui.input(|i| i.key_pressed(Press::Escape));
    if let Some(mut table) = Table::passing(hall, passing, faces, &mut draft, asks, hands) {
        stops |= frame::watching(ui, head, &table.shown.view);
        game(ui, part, &mut table);
    }
    desk.draft = draft;
    if stops {
        asks.push(HallCommand::Watch(Watched::Nothing));
        (desk.open, desk.watches) = (false, false);
    }
}
