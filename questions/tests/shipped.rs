//! What the Game Hall asks: enough of it, spread evenly, and nothing to win by its form.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use questions::bank::Bank;
use questions::bank::format::AnswerDef;
use questions::boards::Boards;

fn folder(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../assets/server").join(name)
}

fn bank() -> Bank {
    Bank::load(&folder("questions")).unwrap_or_else(|problems| panic!("{problems:#?}"))
}

#[test]
fn there_is_enough_to_ask_in_every_category_and_on_every_level() {
    let bank = bank();
    assert!(bank.categories.len() >= 12, "{} categories", bank.categories.len());
    let mut choices = 0;
    for (key, category) in &bank.categories {
        let mut levels = BTreeMap::new();
        for question in &category.questions {
            *levels.entry(question.level).or_insert(0_usize) += 1;
            choices += usize::from(matches!(question.answer, AnswerDef::Choice { .. }));
        }
        let fewest = levels.values().min().copied().unwrap_or_default();
        assert!(levels.len() == 5 && fewest * 8 >= category.questions.len(), "{key}: {levels:?}");
    }
    assert!(choices >= 800, "{choices} questions with four options");
}

#[test]
fn the_longest_option_is_right_no_more_often_than_chance_would_have_it() {
    let bank = bank();
    let (mut longest, mut shortest, mut choices) = (0_usize, 0_usize, 0_usize);
    for question in bank.categories.values().flat_map(|category| &category.questions) {
        let AnswerDef::Choice { right, wrong } = &question.answer else { continue };
        let length = |text: &String| text.chars().count();
        choices += 1;
        longest += usize::from(wrong.iter().all(|other| length(other) < length(right)));
        shortest += usize::from(wrong.iter().all(|other| length(other) > length(right)));
    }
    for (what, count) in [("longest", longest), ("shortest", shortest)] {
        assert!(count * 100 < choices * 35, "the right option is the {what} in {count} of {choices}");
    }
}

#[test]
fn claims_are_as_often_false_as_true() {
    let bank = bank();
    let claims: Vec<bool> = bank
        .categories
        .values()
        .flat_map(|category| &category.questions)
        .filter_map(|question| match question.answer {
            AnswerDef::Claim(truth) => Some(truth),
            _ => None,
        })
        .collect();
    let truths = claims.iter().filter(|truth| **truth).count();
    assert!(truths * 5 >= claims.len() * 2 && truths * 5 <= claims.len() * 3, "{truths} of {} are true", claims.len());
}

#[test]
fn there_are_boards_for_many_evenings() {
    let boards = Boards::load(&folder("boards")).unwrap_or_else(|problems| panic!("{problems:#?}"));
    assert!(boards.boards.len() >= 25, "{} boards", boards.boards.len());
}
