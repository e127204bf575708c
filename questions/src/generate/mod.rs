//! Makes questions by the thousand: sums, and what follows from tables of countries and words.
//!
//! A generator rolls one question at a time from dice that are passed in; [`generate`] keeps those that the bank would
//! take, none of which asks what another one asks. The same dice give the same questions.

pub mod arithmetic;
pub mod geography;
pub mod words;

use std::collections::BTreeSet;

use shared::content::Problem;
use shared::dice::Dice;
use shared::ids::Key;

use crate::bank::check::faults;
use crate::bank::format::{AnswerDef, CategoryDef, QuestionDef};
use crate::near::{Asks, Near};

/// Something that makes questions.
pub trait Generator {
    /// The category as players read it.
    fn category(&self) -> &'static str;

    /// One question of this level, 1 to 5; `None` where this roll gave none.
    fn roll(&self, level: u8, dice: &mut Dice) -> Option<QuestionDef>;
}

/// Rolls for every question that is wanted before a level is taken to hold no more.
const PATIENCE: usize = 30;

/// A category with up to `per_level` questions of every level, from easy to hard.
///
/// None of them asks what a question of `near` asks, and those that are made are added to it with their ids.
pub fn generate(generator: &dyn Generator, per_level: usize, near: &mut Near<String>, dice: &mut Dice) -> CategoryDef {
    let mut questions: Vec<QuestionDef> = Vec::new();
    let mut ids = BTreeSet::new();
    for level in crate::bank::format::LEVELS.0..=crate::bank::format::LEVELS.1 {
        let before = questions.len();
        for _ in 0..per_level.saturating_mul(PATIENCE) {
            if questions.len() - before >= per_level {
                break;
            }
            let Some(question) = generator.roll(level, dice) else { continue };
            let asks = Asks::of(&question);
            if near.find(&asks).is_none() && faults(&question, false).is_empty() && ids.insert(question.id.clone()) {
                near.add(asks, question.id.to_string());
                questions.push(question);
            }
        }
    }
    CategoryDef { name: generator.category().to_owned(), school: true, imported: false, questions }
}

/// A choice with three of these wrong options; `None` when there are not three that differ.
fn choice(right: String, wrong: impl IntoIterator<Item = String>) -> Option<AnswerDef> {
    let mut others: Vec<String> = Vec::new();
    for option in wrong {
        if option != right && !others.contains(&option) {
            others.push(option);
        }
        if others.len() == 3 {
            break;
        }
    }
    Some(AnswerDef::Choice { right, wrong: others.try_into().ok()? })
}

/// A name of these words, as far as they fit.
fn key(text: &str) -> Option<Key> {
    let mut name: String = text
        .chars()
        .flat_map(char::to_lowercase)
        .map(|c| if c.is_ascii_alphanumeric() { c } else { '-' })
        .take(32)
        .collect();
    while let Some(at) = name.find("--") {
        name.remove(at);
    }
    Key::parse(name.trim_matches('-')).ok()
}

/// What is wrong with tables: nothing, or these problems.
fn checked<T>(table: T, problems: Vec<Problem>) -> Result<T, Vec<Problem>> {
    if problems.is_empty() { Ok(table) } else { Err(problems) }
}

#[cfg(test)]
mod tests;
