//! The lobby: who comes, what is played, and how one plays oneself.

use bevy_egui::egui::{Key, Rect, ScrollArea, Ui};
use shared::ids::Key as Name;
use shared::rooms::room::view::{RoomView, StageView};
use shared::rooms::room::{ChatMode, HostAction, Role, RoomAction};

use super::desk::Desk;
use super::faces::Faces;
use super::layout::{self, bottom, left, right};
use super::{chat, people, wishes};
use crate::hall::{Hall, HallCommand};
use crate::ui::palette as ink;
use crate::ui::widgets::{self, words};

/// Shows the lobby.
pub fn show(
    ui: &mut Ui,
    rect: Rect,
    hall: &Hall,
    faces: &Faces,
    town: &[(Name, String)],
    desk: &mut Desk,
    asks: &mut Vec<HallCommand>,
) {
    let Some(room) = &hall.room else { return };
    let mut part = rect;
    let foot = bottom(&mut part, 28.0);
    bottom(&mut part, 4.0);
    let wide = rect.width() > 520.0;
    if wide {
        let people_part = left(&mut part, (rect.width() * 0.29).max(150.0));
        left(&mut part, 8.0);
        let talk = right(&mut part, (rect.width() * 0.27).max(140.0));
        right(&mut part, 8.0);
        let mut people_part = people_part;
        if room.host == room.me {
            let invites = bottom(&mut people_part, 84.0_f32.min(rect.height() * 0.36));
            layout::inside(ui, invites, |ui| people::invite(ui, room, town, asks));
        }
        layout::inside(ui, people_part, |ui| people::show(ui, room, faces, &mut desk.tools, asks));
        layout::inside(ui, talk, |ui| desk.talks = chat::show(ui, hall, &mut desk.line, asks));
        layout::inside(ui, part, |ui| middle(ui, hall, room, asks));
    } else {
        layout::inside(ui, part, |ui| {
            ui.horizontal(|ui| {
                for (page, name) in [(0, "Game"), (1, "People"), (2, "Talk")] {
                    if widgets::choice(ui, desk.page == page, name) {
                        desk.page = page;
                    }
                }
            });
            match desk.page {
                1 => {
                    if room.host == room.me {
                        people::invite(ui, room, town, asks);
                    }
                    people::show(ui, room, faces, &mut desk.tools, asks);
                }
                2 => desk.talks = chat::show(ui, hall, &mut desk.line, asks),
                _ => middle(ui, hall, room, asks),
            }
        });
    }
    feet(ui, foot, hall, room, desk, asks);
}

fn middle(ui: &mut Ui, hall: &Hall, room: &RoomView, asks: &mut Vec<HallCommand>) {
    let hosts = room.host == room.me;
    ScrollArea::vertical().id_salt("wishes").auto_shrink([false, false]).show(ui, |ui| {
        own(ui, hall, room, asks);
        ui.add_space(2.0);
        wishes::show(ui, &room.wishes, &hall.subjects, hosts, asks);
        if hosts {
            ui.add_space(4.0);
            house(ui, room, asks);
        }
    });
}

/// How one plays oneself.
fn own(ui: &mut Ui, hall: &Hall, room: &RoomView, asks: &mut Vec<HallCommand>) {
    let Some(me) = hall.me() else { return };
    ui.horizontal_wrapped(|ui| {
        let plays = me.role == Role::Player;
        for (role, name) in [(Role::Player, "I play"), (Role::Spectator, "I look on")] {
            let chosen = me.role == role;
            if widgets::choice(ui, chosen, name) && !chosen {
                asks.push(HallCommand::Act(RoomAction::Be(role)));
            }
        }
        if plays {
            ui.label(words("My time", ink::PAPER2));
            let shown = format!("× {}", room.factor_percent / 100);
            let by = widgets::stepper(ui, &shown, "My time for a question", 56.0);
            if by != 0 {
                let percent = (i32::from(room.factor_percent) + by * 100).clamp(100, 1000) as u16;
                asks.push(HallCommand::Act(RoomAction::Factor(percent)));
            }
        }
        if plays && room.wishes.trivia.teams > 0 && room.wishes.kind.has_audience() {
            let shown = format!("Team {}", me.team + 1);
            let by = widgets::stepper(ui, &shown, "Team", 74.0);
            if by != 0 {
                let teams = i32::from(room.wishes.trivia.teams);
                let team = (i32::from(me.team) + by).rem_euclid(teams) as u8;
                asks.push(HallCommand::Act(RoomAction::Team(team)));
            }
        }
    });
}

/// What a host decides about the room itself.
fn house(ui: &mut Ui, room: &RoomView, asks: &mut Vec<HallCommand>) {
    ui.horizontal_wrapped(|ui| {
        let mut locked = room.locked;
        wishes::tick(ui, &mut locked, "Locked");
        if locked != room.locked {
            asks.push(HallCommand::host(HostAction::Lock(locked)));
        }
        let mut hidden = room.code_hidden;
        wishes::tick(ui, &mut hidden, "Code only for me");
        if hidden != room.code_hidden {
            asks.push(HallCommand::host(HostAction::HideCode(hidden)));
        }
        let mut phrases = room.chat == ChatMode::Phrases;
        wishes::tick(ui, &mut phrases, "Given phrases only");
        if phrases != (room.chat == ChatMode::Phrases) {
            let mode = if phrases { ChatMode::Phrases } else { ChatMode::Free };
            asks.push(HallCommand::host(HostAction::Chat(mode)));
        }
        if widgets::button(ui, "New code").clicked() {
            asks.push(HallCommand::host(HostAction::NewCode));
        }
    });
}

fn feet(ui: &mut Ui, rect: Rect, hall: &Hall, room: &RoomView, desk: &Desk, asks: &mut Vec<HallCommand>) {
    let hosts = room.host == room.me;
    layout::beside(ui, rect, |ui| {
        if widgets::button_with(ui, Some("icon.door"), "Leave", 0.0).clicked() {
            asks.push(HallCommand::Act(RoomAction::Leave));
        }
        if room.may_reclaim && widgets::button(ui, "Host again").clicked() {
            asks.push(HallCommand::Act(RoomAction::Reclaim));
        }
    });
    layout::from_right(ui, rect, |ui| {
        let waits = room.stage == StageView::Dealing;
        let nobody = ui.memory(|memory| memory.focused().is_none()) && !desk.talks;
        let enter = nobody && ui.input(|i| i.key_pressed(Key::Enter));
        if hosts {
            let words_ = if waits { "Dealing …" } else { "Start" };
            let start = ui.add_enabled_ui(!waits, |ui| widgets::main_button(ui, words_, 110.0)).inner;
            if start.clicked() || enter && !waits {
                asks.push(HallCommand::host(HostAction::Start));
            }
            let missing = room.members.iter().filter(|m| m.role == Role::Player && !m.ready && m.id != room.host);
            let missing = missing.count();
            if missing > 0 {
                let text =
                    if missing == 1 { "1 isn't ready yet".to_owned() } else { format!("{missing} aren't ready yet") };
                ui.label(words(text, ink::PAPER2));
            }
        } else if let Some(me) = hall.me().filter(|me| me.role == Role::Player) {
            let label = if me.ready { "Not ready after all" } else { "I'm ready" };
            if widgets::main_button(ui, label, 110.0).clicked() || enter {
                asks.push(HallCommand::Act(RoomAction::Ready(!me.ready)));
            }
            ui.label(words(if me.ready { "The host starts the game." } else { "" }, ink::PAPER2));
        }
    });
}
