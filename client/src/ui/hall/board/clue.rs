//! A clue: it is read, somebody buzzes and answers, and the answer is shown, or voted on.

use bevy_egui::egui::{Align, Color32, Id, Key, Rect, Sense, Ui, WidgetInfo, WidgetType, accesskit, pos2, vec2};
use shared::rooms::board::view::ClueView;
use shared::rooms::board::{ANSWER_MS, Action, SPECIFY_MS, Try, VOTE_MS};
use shared::rooms::room::HostAction;
use shared::rooms::room::game::GameAction;
use shared::rooms::{Ms, Seat};

use super::super::ask::{SAID, said, written};
use super::super::layout::{self, bottom, centred, galley, line, top};
use super::super::pieces::{self, Plank, signed, time_bar};
use super::super::table::Table;
use super::super::trivia::foot_of;
use super::who;
use crate::ui::theme::TEXT;
use crate::ui::{palette as ink, skin, widgets};

/// Head and card of a clue; what is left of the part.
fn head(ui: &mut Ui, rect: Rect, clue: &ClueView, share: f32, table: &Table<'_>) -> Rect {
    let mut part = rect;
    let above = top(&mut part, 28.0);
    let double = if clue.double { "Double · " } else { "" };
    pieces::ribbon(ui.painter(), above, &format!("{double}{} · {}", clue.category, clue.value));
    widgets::announced(ui, above, "clue for", &format!("{double}{} for {}", clue.category, clue.value));
    let height = (part.height() * share).clamp(40.0, 130.0);
    pieces::card(ui, top(&mut part, height), "clue", &clue.text, 4, table.entrance());
    top(&mut part, 4.0);
    part
}

/// The buzzers are open, or about to be.
pub fn buzzing(
    ui: &mut Ui,
    rect: Rect,
    clue: &ClueView,
    (unlocks, closes): (Ms, Ms),
    may: bool,
    table: &mut Table<'_>,
) {
    table.turn_to(&format!("board {} buzz {}", clue.n, clue.tries.len()));
    let mut part = head(ui, rect, clue, 0.44, table);
    let foot = bottom(&mut part, 14.0);
    let open = table.now.is_some_and(|now| now >= unlocks);
    let pressed = table.is_on_its_way(|action| matches!(action, GameAction::Board(Action::Buzz { .. })));
    lamps(ui, top(&mut part, 12.0), unlocks, open, table);
    if open {
        time_bar(ui, foot, table.share_left(unlocks, closes), table.seconds_to(closes));
    }
    let wants = buzzer(ui, part, open, may, pressed, table);
    if wants && may && !pressed {
        table.play(GameAction::Board(Action::Buzz { n: clue.n }));
    }
    tries(ui, part, &clue.tries, table);
}

/// Five lamps go out one after the other; when the last one does, the buzzers are open.
fn lamps(ui: &Ui, rect: Rect, unlocks: Ms, open: bool, table: &Table<'_>) {
    const STEP_MS: u32 = 300;
    let left = table.now.map_or(5, |now| unlocks.since(now).div_ceil(STEP_MS).min(5));
    for n in 0..5_u8 {
        let at = pos2(f32::from(n).mul_add(14.0, rect.center().x - 33.0).round(), rect.center().y - 4.0);
        let lamp = Rect::from_min_size(at, vec2(9.0, 9.0));
        let lit = u32::from(n) < left && !open;
        let colour = if open {
            ink::LEAF4
        } else if lit {
            ink::BRICK3
        } else {
            ink::INK2
        };
        ui.painter().rect_filled(lamp, 0.0, ink::INK1);
        ui.painter().rect_filled(lamp.shrink(1.0), 0.0, colour);
        if lit || open {
            ui.painter().rect_filled(Rect::from_min_size(lamp.min + vec2(2.0, 2.0), vec2(2.0, 2.0)), 0.0, ink::GOLD4);
        }
    }
}

/// The buzzer in the middle; whether it is pressed now.
fn buzzer(ui: &mut Ui, rect: Rect, open: bool, may: bool, pressed: bool, table: &Table<'_>) -> bool {
    let scale = if rect.height() >= 104.0 { 2.0 } else { 1.0 };
    let size = skin::size_of(ui.ctx(), "buzzer").unwrap_or(vec2(52.0, 44.0)) * scale;
    let place = Rect::from_center_size(rect.center() - vec2(0.0, 6.0), size);
    let response = ui.interact(place, Id::new("buzzer"), if may { Sense::click() } else { Sense::hover() });
    let words = match (table.seat().is_some(), may, pressed, open) {
        (false, ..) => "Who is first?",
        (true, false, ..) => "You had your go.",
        (true, true, true, _) => "Pressed!",
        (true, true, false, false) => "Wait for the lamps …",
        (true, true, false, true) => "Now!",
    };
    response.widget_info(|| WidgetInfo::labeled(WidgetType::Button, may, format!("Buzzer. {words}")));
    let down = may && (response.is_pointer_button_down_on() || pressed);
    let look = match (may, down, open) {
        (false, ..) => "buzzer.locked",
        (true, true, _) => "buzzer.pressed",
        (true, false, true) => "buzzer.ready",
        (true, false, false) => "buzzer",
    };
    let painter = ui.painter();
    if !skin::picture_scaled(painter, place.min, look, table.hands.ms, scale, Color32::WHITE) {
        skin::frame(painter, place, if down { "button.pressed" } else { "button" });
    }
    let below = Rect::from_min_size(pos2(rect.min.x, place.max.y + 1.0), vec2(rect.width(), 13.0));
    let key = if table.hands.keys && may && !pressed { "  [Space]" } else { "" };
    line(painter, below, &format!("{words}{key}"), TEXT, if open { ink::GOLD3 } else { ink::PAPER3 }, Align::Center);
    // A press counts when the finger comes down, not when it goes up.
    let by_pointer = response.is_pointer_button_down_on() && ui.input(|i| i.pointer.primary_pressed());
    let by_reader = may && ui.input(|i| i.has_accesskit_action_request(response.id, accesskit::Action::Click));
    let by_key = may && (table.pressed(ui, Key::Space) || table.pressed(ui, Key::Enter));
    by_pointer || by_key || by_reader
}

/// Somebody answers.
pub fn answering(
    ui: &mut Ui,
    rect: Rect,
    clue: &ClueView,
    seat: Seat,
    asked_back: bool,
    until: Ms,
    table: &mut Table<'_>,
) {
    table.turn_to(&format!("board {} answer {} {asked_back}", clue.n, clue.tries.len()));
    let mut part = head(ui, rect, clue, 0.5, table);
    let foot = bottom(&mut part, 14.0);
    let whole = if asked_back { SPECIFY_MS } else { ANSWER_MS };
    time_bar(ui, foot, table.share_left(until.before(whole), until), table.seconds_to(until));
    let mine = table.seat() == Some(seat);
    let text = match (mine, asked_back) {
        (true, false) => "Your answer!".to_owned(),
        (true, true) => "That's close: please be more specific.".to_owned(),
        (false, false) if clue.double => format!("{} plays this one alone.", who(table, seat)),
        (false, false) => format!("{} was first, and answers.", who(table, seat)),
        (false, true) => format!("{} has to be more specific.", who(table, seat)),
    };
    let row = top(&mut part, 18.0);
    line(ui.painter(), row, &text, TEXT, ink::GOLD3, Align::Center);
    widgets::announced(ui, row, "who answers", &text);
    if mine {
        let hands = table.hands;
        if let Some(text) = written(ui, part, table.draft, hands, "What is it?") {
            table.play(GameAction::Board(Action::Answer { n: clue.n, text }));
        }
    } else {
        tries(ui, part, &clue.tries, table);
    }
}

/// What was tried up to now, one line each.
fn tries(ui: &mut Ui, rect: Rect, tries: &[Try], table: &Table<'_>) {
    let mut part = rect;
    // In low windows only the last ones.
    let fit = (part.height() / 15.0) as usize;
    for one in tries.iter().rev().take(fit.min(3)) {
        let row = bottom(&mut part, 15.0);
        let text = tried(one, table);
        let words = galley(ui.painter(), &text, TEXT, ink::PAPER2, row.width(), Align::Center);
        let size = words.size();
        centred(ui.painter(), row, words, ink::PAPER2);
        let icon = if one.right { "icon.tick" } else { "icon.cross" };
        let at = pos2(row.center().x - size.x / 2.0 - 20.0, row.center().y - 8.0);
        skin::picture(ui.painter(), at, icon, 0, Color32::WHITE);
        widgets::announced(ui, row, &format!("try {}", one.seat), &text);
    }
}

/// A try in words.
pub(super) fn tried(one: &Try, table: &Table<'_>) -> String {
    let who = who(table, one.seat);
    let said = if one.text.is_empty() { "said nothing".to_owned() } else { format!("“{}”", one.text) };
    let by = if one.overruled { ", decided by people" } else { "" };
    format!("{who}: {said} ({}{by})", signed(one.points))
}

/// The answer is shown.
pub fn shown(
    ui: &mut Ui,
    rect: Rect,
    clue: &ClueView,
    answer: &str,
    may_appeal: bool,
    until: Ms,
    wants_next: bool,
    table: &mut Table<'_>,
) {
    table.turn_to(&format!("board {} shown", clue.n));
    let mut part = head(ui, rect, clue, if rect.height() < 220.0 { 0.3 } else { 0.4 }, table);
    let foot = bottom(&mut part, 26.0);
    said(ui, top(&mut part, SAID), answer, Plank::Right);
    let turned = clue.tries.iter().rev().find(|one| one.points != 0).map(|one| (one.seat, one.right));
    let acts = bottom(&mut part, if may_appeal || table.hosts && turned.is_some() { 24.0 } else { 0.0 });
    tries(ui, part, &clue.tries, table);
    let row = Rect::from_center_size(acts.center(), vec2(acts.width().min(300.0), acts.height()));
    layout::beside(ui, row, |ui| {
        if may_appeal && widgets::button(ui, "I was right: ask the others").clicked() {
            table.play(GameAction::Board(Action::Appeal { n: clue.n }));
        }
        if let Some((seat, right)) = turned.filter(|_| table.hosts) {
            let words = if right { "Not right" } else { "That was right" };
            if widgets::button(ui, &format!("{words}: {}", table.name(seat))).clicked() {
                table.host(HostAction::Overrule(seat));
            }
        }
    });
    if foot_of(ui, foot, until, wants_next, table) {
        table.play(GameAction::Board(Action::Next { n: clue.n }));
    }
}

/// The others vote on an appeal.
pub fn voting(
    ui: &mut Ui,
    rect: Rect,
    clue: &ClueView,
    answer: &str,
    seat: Seat,
    (done, of): (u16, u16),
    may_vote: bool,
    until: Ms,
    table: &mut Table<'_>,
) {
    table.turn_to(&format!("board {} vote", clue.n));
    let mut part = head(ui, rect, clue, 0.36, table);
    let foot = bottom(&mut part, 14.0);
    time_bar(ui, foot, table.share_left(until.before(VOTE_MS), until), table.seconds_to(until));
    said(ui, top(&mut part, SAID), answer, Plank::Right);
    let given = clue.tries.iter().rev().find(|one| one.seat == seat).map_or("", |one| one.text.as_str());
    said(ui, top(&mut part, SAID), given, Plank::Chosen);
    let mine = table.seat() == Some(seat);
    let whose = if mine { "Your answer".to_owned() } else { format!("{}'s answer", table.name(seat)) };
    let text = match (may_vote, mine) {
        (true, _) => format!("{whose}: should it count?"),
        (false, true) => format!("The others are asked: {done} of {of} have said."),
        (false, false) => format!("{whose} is voted on: {done} of {of} have said."),
    };
    let row = top(&mut part, 16.0);
    line(ui.painter(), row, &text, TEXT, ink::PAPER4, Align::Center);
    widgets::announced(ui, row, "vote", &text);
    let row = top(&mut part, 26.0);
    let row = Rect::from_center_size(row.center(), vec2(row.width().min(200.0), 24.0));
    layout::beside(ui, row, |ui| {
        for (right, words, key) in [(true, "Yes, it counts", Key::Y), (false, "No", Key::N)] {
            if may_vote && (widgets::button_with(ui, None, words, 90.0).clicked() || table.pressed(ui, key)) {
                table.play(GameAction::Board(Action::Vote { n: clue.n, right }));
            }
        }
    });
}
