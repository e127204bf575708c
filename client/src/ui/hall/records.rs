//! One's records: how many answers were right in each category, and the best climb through Fifth Grade.

use bevy_egui::egui::{Align, Layout, ScrollArea, Sense, Ui, vec2};
use shared::api::CategoryBest;

use super::pieces::filled;
use crate::ui::palette as ink;
use crate::ui::widgets::{self, words};

/// Shows them; whether one goes back.
pub fn show(ui: &mut Ui, records: &[CategoryBest]) -> bool {
    ui.label(words(summary(records), ink::INK2));
    if records.iter().any(|best| best.best_fifth.is_some()) {
        ui.label(words("A star marks your best climb through Fifth Grade.", ink::STONE2));
    }
    ScrollArea::vertical()
        .id_salt("records")
        .max_height((ui.ctx().viewport_rect().height() - 150.0).clamp(60.0, 190.0))
        .show(ui, |ui| {
            for best in records {
                row(ui, best);
            }
        });
    widgets::rule(ui);
    widgets::button_with(ui, Some("icon.back"), "Back", 0.0).clicked()
}

fn row(ui: &mut Ui, best: &CategoryBest) {
    ui.horizontal(|ui| {
        ui.label(words(&best.name, ink::INK2));
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            ui.label(words(format!("{} of {}", best.right, best.answered), ink::STONE1));
            if let Some(points) = best.best_fifth {
                ui.add_space(6.0);
                ui.label(words(format!("★ {points}"), ink::WOOD2));
            }
        });
    });
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), 8.0), Sense::hover());
    filled(ui.painter(), rect, best.right as f32 / best.answered.max(1) as f32, "bar.fill");
}

/// Everything together, in a sentence.
fn summary(records: &[CategoryBest]) -> String {
    let answered: u32 = records.iter().map(|best| best.answered).sum();
    let right: u32 = records.iter().map(|best| best.right).sum();
    match (answered, right) {
        (0, _) => "Nothing is written down yet. Your first game writes the first line.".to_owned(),
        (1, _) => "One question so far. Every shelf begins with one book.".to_owned(),
        (all, right) if all == right => format!("{all} questions, and every answer was right."),
        (all, right) => format!("{all} questions, {right} right answers."),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn records_are_summed_up_in_a_sentence() {
        let best = |answered, right| CategoryBest {
            category: "art".into(),
            name: "Art".into(),
            answered,
            right,
            best_fifth: None,
        };
        assert!(summary(&[]).starts_with("Nothing"));
        assert!(summary(&[best(1, 0)]).starts_with("One question"));
        assert_eq!(summary(&[best(3, 3), best(2, 2)]), "5 questions, and every answer was right.");
        assert_eq!(summary(&[best(3, 1), best(2, 2)]), "5 questions, 3 right answers.");
    }
}
