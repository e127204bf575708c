//! The frame around a room: its head with the code and the host's tools, the host's patter, and the stage in between.

use bevy_egui::egui::{Align, Color32, Rect, Ui, pos2, vec2};
use shared::ids::Key;
use shared::rooms::room::game::GameView;
use shared::rooms::room::view::{RoomView, StageView};
use shared::rooms::room::{HostAction, RoomAction};

use super::desk::Desk;
use super::layout::{self, left, line, top};
use super::wishes;
use crate::hall::{Hall, HallCommand, HallState, Patter};
use crate::ui::theme::TEXT;
use crate::ui::widgets;
use crate::ui::{palette as ink, skin};

/// Seconds that the patter stays.
const PATTER_S: f64 = 7.0;

/// Paints the stage, and gives what lies inside its frame.
pub fn stage(ui: &Ui, window: Rect) -> Rect {
    ui.painter().rect_filled(window, 0.0, ink::INK1.gamma_multiply(0.72));
    let rect = skin::snapped(window.shrink(4.0));
    skin::frame(ui.painter(), rect, "stage");
    if let Some(size) = skin::size_of(ui.ctx(), "crest") {
        let at = pos2(rect.center().x - size.x / 2.0, rect.min.y - 2.0);
        skin::picture(ui.painter(), at, "crest", 0, Color32::WHITE);
    }
    rect.shrink2(vec2(12.0, 10.0))
}

/// The head of a room one is in.
pub fn head(ui: &mut Ui, rect: Rect, hall: &Hall, room: &RoomView, desk: &mut Desk, asks: &mut Vec<HallCommand>) {
    let mut part = rect;
    let icon = left(&mut part, 20.0);
    skin::picture(
        ui.painter(),
        pos2(icon.min.x, icon.min.y + 1.0),
        wishes::icon_of(room.wishes.kind),
        0,
        Color32::WHITE,
    );
    let playing = room.stage == StageView::Playing;
    layout::from_right(ui, part, |ui| {
        ui.spacing_mut().item_spacing.x = 2.0;
        if widgets::icon_button(ui, "icon.close", "Step away (your seat waits)").clicked() {
            desk.open = false;
        }
        if playing && widgets::icon_button(ui, "icon.talk", "Talk of the room").clicked() {
            desk.chat = !desk.chat;
        }
        if playing && widgets::icon_button(ui, "icon.door", "Leave the room").clicked() {
            asks.push(HallCommand::Act(RoomAction::Leave));
        }
        if playing && hall.is_host() {
            let words = if room.paused { "Go on" } else { "Pause" };
            let icon = if room.paused { "icon.next" } else { "icon.pause" };
            if widgets::icon_button(ui, icon, words).clicked() {
                asks.push(HallCommand::host(HostAction::Pause(!room.paused)));
            }
            if widgets::icon_button(ui, "icon.skip", "Skip what goes on").clicked() {
                asks.push(HallCommand::host(HostAction::Skip));
            }
        }
        if room.may_reclaim && playing && widgets::button(ui, "Host again").clicked() {
            asks.push(HallCommand::Act(RoomAction::Reclaim));
        }
        if let Some(code) = &room.code {
            let spaced = format!("{} {}", code.as_str().get(..3).unwrap_or(""), code.as_str().get(3..).unwrap_or(""));
            let button = widgets::button_with(ui, Some("icon.copy"), &spaced, 0.0);
            if button.on_hover_text("The room's code: click to copy it for friends").clicked() {
                ui.ctx().copy_text(code.as_str().to_owned());
            }
        }
    });
    let title = match (hall.state, room.paused) {
        (HallState::Here, true) => format!("{} · paused", room.wishes.kind.name()),
        (HallState::Here, false) => room.wishes.kind.name().to_owned(),
        _ => "Looking for the connection … your seat waits".to_owned(),
    };
    line(ui.painter(), part, &title, TEXT, ink::GOLD3, Align::Min);
    widgets::announced(ui, left(&mut part, 120.0), "room", &title);
}

/// The head of a game that one looks on at.
pub fn watching(ui: &mut Ui, rect: Rect, view: &GameView) -> bool {
    let mut part = rect;
    let (icon, name) = match view {
        GameView::Fifth(_) => ("icon.fifth", "Fifth Grade"),
        GameView::Trivia(_) => ("icon.trivia", "Trivia"),
        GameView::Board(_) => ("icon.board", "The Quiz Board"),
    };
    let at = left(&mut part, 20.0);
    skin::picture(ui.painter(), pos2(at.min.x, at.min.y + 1.0), icon, 0, Color32::WHITE);
    let stops = layout::from_right(ui, part, |ui| widgets::icon_button(ui, "icon.close", "Stop looking on").clicked());
    line(ui.painter(), part, &format!("{name} · you look on"), TEXT, ink::GOLD3, Align::Min);
    stops
}

/// What the host of the games says: a bubble that fades after a while. Takes its strip whether or not it shows.
pub fn patter(ui: &mut Ui, rect: &mut Rect, hall: &Hall, portrait: impl FnOnce(&Ui, Rect, &Key)) {
    let mut strip = top(rect, 26.0);
    let recent = hall.patter.as_ref().filter(|patter| hall.seconds() - patter.since < PATTER_S);
    let Some(Patter { who, words, .. }) = recent else { return };
    let face = left(&mut strip, 28.0);
    portrait(ui, face, who);
    let galley = layout::galley(ui.painter(), words, TEXT, ink::INK1, strip.width() - 22.0, Align::Min);
    let width = (galley.size().x + 22.0).min(strip.width());
    let bubble = skin::snapped(Rect::from_min_size(strip.min + vec2(0.0, 1.0), vec2(width, 24.0)));
    skin::frame(ui.painter(), bubble, "bubble.host");
    let inner = Rect::from_min_max(bubble.min + vec2(12.0, 2.0), bubble.max - vec2(8.0, 2.0));
    layout::centred(ui.painter(), inner, galley, ink::INK1);
    widgets::announced(ui, bubble, "patter", words);
}
