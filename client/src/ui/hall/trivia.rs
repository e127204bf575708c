//! The screen of trivia: a question for everybody, then its answer and what it was worth.

use bevy_egui::egui::{Align, Rect, Ui, vec2};
use shared::rooms::Ms;
use shared::rooms::ask::{Answer, Asked};
use shared::rooms::room::game::GameAction;
use shared::rooms::room::{Complaint, RoomAction};
use shared::rooms::trivia::view::{PhaseView, View};
use shared::rooms::trivia::{Action, Scored};

use super::ask::{self, Around};
use super::layout::{self, bottom, line, top};
use super::pieces::{self, signed, time_bar};
use super::table::Table;
use crate::hall::HallCommand;
use crate::ui::theme::TEXT;
use crate::ui::{palette as ink, widgets};

/// Shows the game.
pub fn show(ui: &mut Ui, rect: Rect, view: &View, table: &mut Table<'_>) {
    match &view.phase {
        PhaseView::Ready { until } => {
            get_ready(ui, rect, *until, table, "Trivia", "Everybody answers the same questions.");
        }
        PhaseView::Asking { n, asked, opened, closes, answers, mine, .. } => {
            let mine = mine.as_ref().or(table.given(*n));
            asking(ui, rect, (*n, view.of), asked, (*opened, *closes), mine, *answers, table);
        }
        PhaseView::Reveal { n, asked, reveal, counts, mine, until, wants_next, .. } => {
            table.turn_to(&format!("trivia {n} told"));
            let answer = mine.as_ref().and_then(|mine| mine.answer.as_ref());
            let around = Around::Told { right: &reveal.answer, mine: answer, counts };
            let told = Told { n: *n, of: view.of, asked, around, why: &reveal.why, until: *until };
            if self::told(ui, rect, &told, verdict(mine.as_ref()), *wants_next, table) {
                table.play(GameAction::Trivia(Action::Next { n: *n }));
            }
        }
        PhaseView::Over => ask::note(ui, rect, "The game is over.", ink::PAPER3),
    }
}

/// The moments before a game.
pub fn get_ready(ui: &mut Ui, rect: Rect, until: Ms, table: &Table<'_>, title: &str, what: &str) {
    let middle = Rect::from_center_size(rect.center(), vec2(rect.width(), rect.height().min(110.0)));
    let mut part = middle;
    pieces::ribbon(ui.painter(), top(&mut part, 30.0), title);
    let seconds = table.seconds_to(until).map_or_else(|| "…".to_owned(), |seconds| seconds.to_string());
    pieces::number(ui.painter(), top(&mut part, 34.0), &seconds, ink::GOLD3);
    let words = layout::galley(ui.painter(), what, TEXT, ink::PAPER3, part.width(), Align::Center);
    layout::centred(ui.painter(), top(&mut part, 26.0), words, ink::PAPER3);
    widgets::spoken(ui, middle, "ready", &format!("{title} begins in {seconds} seconds. {what}"));
}

/// The line above a question: its category, how hard it is, which one it is.
pub fn above(ui: &mut Ui, rect: Rect, asked: &Asked, which: &str) {
    let stars = "★".repeat(usize::from(asked.level.min(5)));
    let text = format!("{}  {stars}", asked.category);
    line(ui.painter(), rect, &text, TEXT, ink::GOLD3, Align::Min);
    line(ui.painter(), rect, which, TEXT, ink::PAPER2, Align::Max);
    widgets::spoken(ui, rect, "category", &format!("{}, level {} of 5, {which}", asked.category, asked.level));
}

fn asking(
    ui: &mut Ui,
    rect: Rect,
    (n, of): (u16, u16),
    asked: &Asked,
    (opened, closes): (Ms, Ms),
    mine: Option<&Answer>,
    answers: u16,
    table: &mut Table<'_>,
) {
    table.turn_to(&format!("trivia {n}"));
    let mut part = rect;
    above(ui, top(&mut part, 14.0), asked, &format!("Question {} of {of}", n + 1));
    time_bar(ui, top(&mut part, 12.0), table.share_left(opened, closes), table.seconds_to(closes));
    let foot = bottom(&mut part, 16.0);
    let height = (part.height() * ask::card_share(&asked.way, 0.42)).clamp(34.0, 96.0);
    pieces::card(ui, top(&mut part, height), "question", &asked.text, 3, table.entrance());
    top(&mut part, 6.0);
    let around = match (table.seat(), mine) {
        (Some(_), None) => Around::Open { peeked: None },
        (_, mine) => Around::Waits(mine),
    };
    if let Some(answer) = ask::ways(ui, part, asked, around, table) {
        table.play(GameAction::Trivia(Action::Answer { n, answer }));
    }
    let is_kept = mine.is_some() && table.given(n).is_none();
    let others = match answers {
        0 => "Nobody has answered yet.".to_owned(),
        1 => "1 answer is in.".to_owned(),
        _ => format!("{answers} answers are in."),
    };
    let text = match (mine.is_some(), is_kept) {
        (true, true) => format!("Your answer is safe. {others}"),
        (true, false) => "Your answer is on its way …".to_owned(),
        (false, _) => others,
    };
    line(ui.painter(), foot, &text, TEXT, ink::PAPER2, Align::Center);
    widgets::spoken(ui, foot, "answers", &text);
}

/// A question that is over.
pub struct Told<'a> {
    /// Its number, from 0.
    pub n: u16,
    /// How many there are.
    pub of: u16,
    /// The question.
    pub asked: &'a Asked,
    /// What was right, and what one said.
    pub around: Around<'a>,
    /// Why.
    pub why: &'a str,
    /// When it goes on by itself.
    pub until: Ms,
}

/// What became of one's own answer, in words.
fn verdict(mine: Option<&Scored>) -> String {
    match mine {
        None => String::new(),
        Some(scored) if scored.answer.is_none() => "No answer this time.".to_owned(),
        Some(scored) if scored.right => {
            let seconds = f64::from(scored.took_ms) / 1000.0;
            format!("Right! {} points, after {seconds:.1} s.", signed(scored.points as i32))
        }
        Some(scored) if scored.points > 0 => format!("Nearly! {} points.", signed(scored.points as i32)),
        Some(_) => "Not this time.".to_owned(),
    }
}

/// Shows a question that is over; whether one wants to go on now.
pub fn told(
    ui: &mut Ui,
    rect: Rect,
    told: &Told<'_>,
    verdict: String,
    wants_next: bool,
    table: &mut Table<'_>,
) -> bool {
    let mut part = rect;
    above(ui, top(&mut part, 14.0), told.asked, &format!("Question {} of {}", told.n + 1, told.of));
    let foot = bottom(&mut part, 24.0);
    let why = bottom(&mut part, (rect.height() * 0.22).clamp(26.0, 52.0));
    let height = (part.height() * ask::card_share(&told.asked.way, 0.4)).clamp(28.0, 64.0);
    pieces::card(ui, top(&mut part, height), "question", &told.asked.text, 2, table.entrance());
    top(&mut part, 4.0);
    ask::ways(ui, part, told.asked, told.around, table);
    let text = if verdict.is_empty() { told.why.to_owned() } else { format!("{verdict} {}", told.why) };
    let words = layout::galley(ui.painter(), &text, TEXT, ink::PAPER4, why.width() - 8.0, Align::Center);
    layout::centred(ui.painter(), why, words, ink::PAPER4);
    // Eyes see the answer marked; ears are told.
    let answer = match told.around {
        Around::Told { right, .. } => format!("The answer: {}. ", told.asked.in_words(right)),
        Around::Open { .. } | Around::Waits(_) => String::new(),
    };
    widgets::announced(ui, why, "why", format!("{verdict} {answer}{}", told.why).trim_start());
    foot_of(ui, foot, told.until, wants_next, table)
}

/// The row below an answer: complain, see the receipt, go on.
pub fn foot_of(ui: &mut Ui, rect: Rect, until: Ms, wants_next: bool, table: &mut Table<'_>) -> bool {
    let plays = table.seat().is_some();
    layout::beside(ui, rect, |ui| {
        if !plays {
            return;
        }
        if table.draft.complains {
            complaints(ui, table);
        } else {
            if widgets::button_with(ui, Some("icon.flag"), "Report", 0.0).clicked() {
                table.draft.complains = true;
            }
            if widgets::button_with(ui, Some("icon.receipt"), "Receipt", 0.0).clicked() {
                table.draft.receipt = !table.draft.receipt;
            }
        }
    });
    let mut goes_on = false;
    layout::from_right(ui, rect, |ui| {
        let seconds = table.seconds_to(until).map(|seconds| format!(" ({seconds})")).unwrap_or_default();
        if !plays {
            ui.label(widgets::words(format!("It goes on in a moment{seconds}"), ink::PAPER2));
        } else if wants_next {
            ui.label(widgets::words(format!("Waiting for the others{seconds}"), ink::PAPER2));
        } else {
            let response = widgets::main_button(ui, &format!("Go on{seconds}"), 96.0);
            // Not by Space: whoever hammers the buzzer would never read an answer.
            goes_on = response.clicked() || table.entered(ui);
        }
    });
    goes_on
}

fn complaints(ui: &mut Ui, table: &mut Table<'_>) {
    let all = [
        (Complaint::WrongAnswer, "Wrong answer"),
        (Complaint::Unclear, "Unclear"),
        (Complaint::Typo, "Typo"),
        (Complaint::Unfit, "Not fit"),
    ];
    for (complaint, words) in all {
        if widgets::button(ui, words).clicked() {
            table.asks.push(HallCommand::Act(RoomAction::Report(complaint)));
            table.draft.complains = false;
        }
    }
    if widgets::icon_button(ui, "icon.close", "Never mind").clicked() {
        table.draft.complains = false;
    }
}
