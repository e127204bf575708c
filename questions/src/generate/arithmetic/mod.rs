//! Sums for five grades, with wrong answers that come from the mistakes people make.

mod mistakes;
mod parts;
mod whole;

use shared::dice::Dice;

use super::{Generator, choice, key};
use crate::bank::format::QuestionDef;

/// Addition within 20 up to fractions and percent.
pub struct Arithmetic;

/// A sum before it is a question.
struct Sum {
    /// Its name, which no other sum has.
    id: String,
    ask: String,
    right: String,
    /// What somebody gets who makes a typical mistake, the likeliest first.
    wrong: Vec<String>,
    why: String,
    /// What it teaches.
    topic: &'static str,
}

/// A way to make a sum.
type Recipe = fn(&mut Dice) -> Option<Sum>;

/// Recipes by level.
const RECIPES: [&[Recipe]; 5] = [
    &[whole::add_to_20, whole::subtract_to_20, whole::missing_to_20, whole::double, whole::more_story],
    &[whole::add_to_100, whole::subtract_to_100, whole::small_tables, whole::half, whole::fewer_story],
    &[whole::add_to_1000, whole::subtract_to_1000, whole::tables, whole::divide, whole::boxes_story],
    &[whole::long_times, whole::long_division, whole::order, parts::of_number, parts::same_bottom],
    &[parts::other_bottom, parts::percent_of, parts::percent_off, parts::tenths, whole::mean],
];

impl Generator for Arithmetic {
    fn category(&self) -> &'static str {
        "Sums"
    }

    fn roll(&self, level: u8, dice: &mut Dice) -> Option<QuestionDef> {
        let recipes = RECIPES.get(usize::from(level.checked_sub(1)?))?;
        let sum = dice.pick(recipes)?(dice)?;
        Some(QuestionDef {
            id: key(&sum.id)?,
            level,
            ask: sum.ask,
            answer: choice(sum.right, some(sum.wrong, dice))?,
            why: sum.why,
            source: format!("Arithmetic primer: {}", sum.topic),
        })
    }
}

/// The wrong answers in an order of chance: the likeliest first would always leave out the same.
fn some(mut wrong: Vec<String>, dice: &mut Dice) -> Vec<String> {
    wrong.truncate(6);
    dice.shuffle(&mut wrong);
    wrong
}

/// A number between two, both included.
fn between(dice: &mut Dice, from: i64, to: i64) -> i64 {
    from + i64::from(dice.below(u32::try_from(to - from + 1).unwrap_or(1)))
}

#[cfg(test)]
mod tests;
