//! Who is in a room, and what a host may do about it.

use bevy_egui::egui::{Align, Layout, Margin, ScrollArea, Ui, vec2};
use shared::ids::Key;
use shared::rooms::room::view::{MemberView, RoomView};
use shared::rooms::room::{HostAction, MemberId, Role};

use super::faces::Faces;
use crate::hall::HallCommand;
use crate::ui::palette as ink;
use crate::ui::widgets::{self, words};

/// Shows everybody; `open` is whose tools show, for hosts.
pub fn show(ui: &mut Ui, room: &RoomView, faces: &Faces, open: &mut Option<MemberId>, asks: &mut Vec<HallCommand>) {
    let count = match (room.players, room.spectators) {
        (players, 0) => format!("{players} of {} play", room.wishes.seats().1),
        (players, lookers) => format!("{players} play, {lookers} look on"),
    };
    ui.label(words(count, ink::PAPER2));
    ScrollArea::vertical().id_salt("people").auto_shrink([false, false]).show(ui, |ui| {
        ui.spacing_mut().item_spacing.y = 2.0;
        for member in &room.members {
            ui.push_id(member.id.0, |ui| row(ui, room, member, faces, open, asks));
        }
    });
}

fn row(
    ui: &mut Ui,
    room: &RoomView,
    member: &MemberView,
    faces: &Faces,
    open: &mut Option<MemberId>,
    asks: &mut Vec<HallCommand>,
) {
    let mine = member.id == room.me;
    let look = if mine { "seat.me" } else { "seat" };
    let hosts = room.host == room.me && !mine;
    widgets::framed(ui, look, Margin::symmetric(5, 3), |ui| {
        ui.set_width(ui.available_width());
        ui.horizontal(|ui| {
            let face = faces.size(1.0);
            let (rect, _) = ui.allocate_exact_size(face, bevy_egui::egui::Sense::hover());
            faces.portrait(ui.painter(), rect.min, member.looks, 1.0);
            ui.vertical(|ui| {
                ui.spacing_mut().item_spacing.y = 0.0;
                let you = if mine { " (you)" } else { "" };
                ui.label(words(format!("{}{you}", member.name.as_str()), ink::PAPER4));
                ui.label(words(standing(room, member), ink::PAPER2));
            });
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                ui.spacing_mut().item_spacing.x = 1.0;
                if hosts && widgets::icon_button(ui, "icon.settings", "What a host can do").clicked() {
                    *open = if *open == Some(member.id) { None } else { Some(member.id) };
                }
                if member.id == room.host {
                    widgets::icon(ui, "icon.crown");
                }
                if member.ready && member.role == Role::Player {
                    widgets::icon(ui, "icon.tick");
                }
            });
        });
        if hosts && *open == Some(member.id) {
            tools(ui, member, open, asks);
        }
    });
}

/// What somebody is and does, in words.
fn standing(room: &RoomView, member: &MemberView) -> String {
    let mut parts = Vec::new();
    if member.character.is_some() {
        parts.push("lives in town");
    } else if member.id == room.host {
        parts.push("host");
    }
    match (member.connected, member.role, member.ready) {
        (false, ..) => parts.push("is looking for the way back"),
        (true, Role::Spectator, _) => parts.push("looks on"),
        (true, Role::Player, true) => parts.push("ready"),
        (true, Role::Player, false) if member.id == room.host => {}
        (true, Role::Player, false) => parts.push("not ready yet"),
    }
    if member.muted {
        parts.push("muted");
    }
    let mut text = parts.join(", ");
    if room.wishes.trivia.teams > 0 && room.wishes.kind.has_audience() {
        text.push_str(&format!(" · team {}", member.team + 1));
    }
    text
}

fn tools(ui: &mut Ui, member: &MemberView, open: &mut Option<MemberId>, asks: &mut Vec<HallCommand>) {
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = vec2(2.0, 2.0);
        let mut act = |ui: &mut Ui, label: &str, action: HostAction| {
            if widgets::button(ui, label).clicked() {
                asks.push(HallCommand::host(action));
                *open = None;
            }
        };
        let id = member.id;
        if member.character.is_none() {
            act(ui, "Hand over", HostAction::HandOver(id));
            let mute = if member.muted { "Unmute" } else { "Mute" };
            act(ui, mute, HostAction::Mute(id, !member.muted));
        }
        act(ui, "Send out", HostAction::Kick(id));
        if member.character.is_none() {
            act(ui, "For good", HostAction::Ban(id));
        }
    });
}

/// The characters who could play along, to invite them.
pub fn invite(ui: &mut Ui, room: &RoomView, town: &[(Key, String)], asks: &mut Vec<HallCommand>) {
    let here = |key: &Key| room.members.iter().any(|member| member.character.as_ref() == Some(key));
    let free: Vec<&(Key, String)> = town.iter().filter(|(key, _)| !here(key)).collect();
    if free.is_empty() {
        return;
    }
    ui.label(words("Ask somebody of the town to play along:", ink::PAPER2));
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = vec2(2.0, 2.0);
        for (key, name) in free {
            if widgets::button(ui, name).clicked() {
                asks.push(HallCommand::host(HostAction::Invite(key.clone())));
            }
        }
    });
}
