//! The page of results: who won, how the game went question by question, and another game.

use bevy_egui::egui::{Align, Color32, Layout, Margin, Rect, ScrollArea, Ui, pos2, vec2};
use shared::rooms::fifth::Grade;
use shared::rooms::room::game::{GameView, Place};
use shared::rooms::room::view::RoomView;
use shared::rooms::room::{HostAction, RoomAction};

use super::layout::{self, bottom, left, line, right, top};
use super::pieces::{self, score, signed};
use super::receipt;
use super::table::Table;
use crate::hall::{HallCommand, Logged};
use crate::ui::theme::TEXT;
use crate::ui::widgets::{self, words};
use crate::ui::{palette as ink, skin};

/// Seconds in which the Enter key does nothing yet.
const READ_S: f64 = 2.5;

/// Shows the results.
pub fn show(ui: &mut Ui, rect: Rect, room: &RoomView, places: &[Place], table: &mut Table<'_>) {
    table.turn_to("results");
    let mut part = rect;
    let foot = bottom(&mut part, 28.0);
    bottom(&mut part, 4.0);
    if !table.hall.log.is_empty() {
        // Beside the places, or below them where the window stands upright.
        let log = if rect.height() > rect.width() {
            let log = bottom(&mut part, rect.height() * 0.5);
            bottom(&mut part, 8.0);
            log
        } else {
            let log = right(&mut part, rect.width() * 0.5);
            right(&mut part, 8.0);
            log
        };
        layout::inside(ui, log, |ui| questions(ui, table));
    }
    let height = (part.height() * 0.56).min(142.0);
    let podium = top(&mut part, height);
    draw_podium(ui, podium, places, table);
    layout::inside(ui, part, |ui| list(ui, places, table));
    feet(ui, foot, room, table);
}

/// The first three on their steps.
fn draw_podium(ui: &mut Ui, rect: Rect, places: &[Place], table: &Table<'_>) {
    let mut part = rect;
    let title = match places {
        [one] => format!("{} points", score(one.score)),
        [first, second, ..] if first.place == second.place => "A tie!".to_owned(),
        [first, ..] => format!("{} wins!", table.name(first.seat)),
        [] => "The game is over".to_owned(),
    };
    pieces::ribbon(ui.painter(), top(&mut part, 28.0), &title);
    widgets::announced(ui, rect, "podium", &title);
    let width = (part.width() / 3.0).min(76.0);
    // The first stands in the middle; who shares a place stands as high.
    for (n, column) in [(0, 1.0), (1, 0.0), (2, 2.0)] {
        let Some(place) = places.get(n) else { continue };
        let height = match place.place {
            1 => 1.0,
            2 => 0.8,
            _ => 0.62,
        };
        let step = ((part.height() - 34.0) * height).max(46.0);
        let x = (part.center().x + (column - 1.5) * width).round();
        let block = Rect::from_min_max(pos2(x + 1.0, part.max.y - step), pos2(x + width - 1.0, part.max.y));
        skin::frame(ui.painter(), skin::snapped(block), if place.place == 1 { "seat.turn" } else { "seat" });
        let face = table.faces.size(1.0);
        if let Some(member) = table.member(place.seat) {
            let at = pos2(block.center().x - face.x / 2.0, block.min.y - face.y + 2.0);
            table.faces.portrait(ui.painter(), at, member.looks, 1.0);
        }
        if place.place == 1 {
            let at = pos2(block.center().x - 8.0, block.min.y - face.y - 12.0);
            skin::picture(ui.painter(), at, "icon.crown", 0, Color32::WHITE);
        }
        let mut words_ = block.shrink2(vec2(3.0, 4.0));
        line(ui.painter(), top(&mut words_, 12.0), &format!("{}.", place.place), TEXT, ink::GOLD3, Align::Center);
        if words_.height() >= 12.0 {
            line(ui.painter(), top(&mut words_, 12.0), &table.name(place.seat), TEXT, ink::PAPER4, Align::Center);
        }
        if words_.height() >= 12.0 {
            line(ui.painter(), top(&mut words_, 12.0), &score(place.score), TEXT, ink::PAPER2, Align::Center);
        }
    }
}

fn list(ui: &mut Ui, places: &[Place], table: &Table<'_>) {
    ScrollArea::vertical().id_salt("places").auto_shrink([false, false]).show(ui, |ui| {
        ui.spacing_mut().item_spacing.y = 1.0;
        for best in &table.hall.raised {
            let points = best.best_fifth.map_or_else(String::new, |points| format!(": {points} points"));
            ui.label(words(format!("★ Your best climb in {}{points}", best.name), ink::GOLD4));
        }
        for place in places {
            let mine = table.seat() == Some(place.seat);
            let colour = if mine { ink::GOLD3 } else { ink::PAPER3 };
            ui.horizontal(|ui| {
                let name = table.name(place.seat);
                let right = if place.right == 1 { "1 right".to_owned() } else { format!("{} right", place.right) };
                ui.label(words(format!("{}. {name}", place.place), colour));
                ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                    ui.label(words(format!("{right}   {} points{}", score(place.score), grade(table, place)), colour));
                });
            });
        }
    });
}

/// The grade on somebody's card, in a game that gives grades.
fn grade(table: &Table<'_>, place: &Place) -> String {
    let GameView::Fifth(view) = &table.shown.view else { return String::new() };
    let report = view.reports.iter().find(|report| report.seat == place.seat);
    report.map_or_else(String::new, |report| {
        let (grade, word) = report.grade.words();
        if report.grade == Grade::KeepLearning { format!("   {word}") } else { format!("   {grade} {word}") }
    })
}

/// What was asked, each with what one said and its receipt.
fn questions(ui: &mut Ui, table: &mut Table<'_>) {
    let hall = table.hall;
    let holds = hall.log.iter().all(|logged| logged.seal.holds);
    let seals = if holds { "every answer was sealed beforehand" } else { "a seal doesn't hold" };
    ui.label(words(format!("How it went · {seals}"), ink::PAPER2));
    ScrollArea::vertical().id_salt("log").auto_shrink([false, false]).show(ui, |ui| {
        ui.spacing_mut().item_spacing.y = 2.0;
        for (n, logged) in hall.log.iter().enumerate() {
            ui.push_id(n, |ui| {
                entry(ui, n, logged, table);
                if table.draft.opened == Some(n) {
                    receipt::show(ui, logged, table);
                }
            });
        }
    });
}

fn entry(ui: &mut Ui, n: usize, logged: &Logged, table: &mut Table<'_>) {
    widgets::framed(ui, "seat", Margin::symmetric(6, 4), |ui| {
        ui.set_width(ui.available_width());
        ui.horizontal(|ui| {
            let icon = match &logged.mine {
                Some(mine) if mine.right => "icon.tick",
                Some(_) => "icon.cross",
                None => "icon.eye",
            };
            widgets::icon(ui, icon);
            ui.vertical(|ui| {
                ui.set_max_width((ui.available_width() - 24.0).max(60.0));
                ui.spacing_mut().item_spacing.y = 0.0;
                ui.label(words(&logged.text, ink::PAPER4));
                let mine = match &logged.mine {
                    Some(mine) => {
                        let said = mine.said.as_deref().unwrap_or("no answer");
                        format!(" · you: {said} ({})", signed(mine.points))
                    }
                    None => String::new(),
                };
                ui.label(words(format!("{}{mine}", logged.answer), ink::GOLD3));
            });
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                if widgets::icon_button(ui, "icon.receipt", "Receipt").clicked() {
                    table.draft.opened = if table.draft.opened == Some(n) { None } else { Some(n) };
                }
            });
        });
    });
}

fn feet(ui: &mut Ui, rect: Rect, room: &RoomView, table: &mut Table<'_>) {
    let mut part = rect;
    let leave = left(&mut part, 80.0);
    layout::beside(ui, leave, |ui| {
        if widgets::button_with(ui, Some("icon.door"), "Leave", 0.0).clicked() {
            table.asks.push(HallCommand::Act(RoomAction::Leave));
        }
    });
    let host = room.members.iter().find(|member| member.id == room.host).cloned();
    layout::from_right(ui, part, |ui| {
        if table.hosts {
            // Who goes on to the next question with Enter shall not find themselves back in the lobby.
            let entered = table.age() > READ_S && table.entered(ui);
            if widgets::main_button(ui, "Another game", 120.0).clicked() || entered {
                table.host(HostAction::Rematch);
            }
        } else {
            let name = host.map_or_else(|| "The host".to_owned(), |host| host.name.as_str().to_owned());
            ui.label(words(format!("{name} may begin another game."), ink::PAPER2));
        }
    });
}

#[cfg(test)]
mod tests {
    use bevy_egui::egui::Key;
    use shared::rooms::room::game::{Kind, Wishes};
    use shared::rooms::room::view::{GameShown, StageView};
    use shared::rooms::room::{ChatMode, GameClock, MemberId};
    use shared::rooms::{Ms, fifth::view::View};

    use super::*;
    use crate::ui::hall::draft::Draft;
    use crate::ui::hall::drawn::{drawn, pressed};

    /// What a host asks for who presses Enter so many seconds after the results came.
    fn entered_after(seconds: f64) -> Vec<HallCommand> {
        let room = RoomView {
            code: None,
            code_hidden: false,
            me: MemberId(0),
            factor_percent: 100,
            host: MemberId(0),
            may_reclaim: false,
            members: Vec::new(),
            players: 1,
            spectators: 0,
            wishes: Wishes::of(Kind::Fifth),
            chat: ChatMode::Free,
            locked: false,
            paused: false,
            stage: StageView::Results(Vec::new()),
        };
        let view = GameView::Fifth(View { length: 5, mine: None, reports: Vec::new() });
        let shown = GameShown { clock: GameClock::Stopped { at: Ms(0) }, seat: None, view };
        let mut draft = Draft::default();
        draft.turn_to("results", -seconds);
        let events = vec![pressed(Key::Enter)];
        drawn(&shown, true, &mut draft, events, |ui, screen, table| show(ui, screen, &room, &[], table)).1
    }

    #[test]
    fn a_key_meant_for_the_last_question_does_not_put_the_results_away() {
        assert_eq!(entered_after(0.4), []);
        assert_eq!(entered_after(3.0), [HallCommand::host(HostAction::Rematch)]);
    }
}
