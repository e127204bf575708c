//! What stands in the braces of a GIFT item: options, truth, words or a number.

use shared::dice::hash;

use super::item::{Letter, after, find, text, without_format};
use crate::bank::format::AnswerDef;

/// What was read.
pub struct Found {
    pub answer: AnswerDef,
    /// What is said to those who were right, or to anybody.
    pub feedback: String,
    pub notes: Vec<String>,
}

/// An answer that is offered or accepted.
struct Choice {
    is_right: bool,
    /// In percent; `None` where it is written without.
    weight: Option<f64>,
    text: String,
    feedback: String,
}

/// The largest number that is estimated; beyond it steps get lost.
const MAX_NUMBER: f64 = 1e12;

/// Reads what stands in the braces of an item.
///
/// # Errors
/// Why it can't be asked.
pub fn read(inside: &[Letter], ask: &str) -> Result<Found, String> {
    if text(inside).is_empty() {
        return Err("is an essay, which nobody here could mark".to_owned());
    }
    if let Some(number) = after(inside, "#") {
        return estimate(number, ask);
    }
    let first = find(inside, "#").unwrap_or(inside.len());
    let truth = match text(&inside[..first]).to_ascii_uppercase().as_str() {
        "T" | "TRUE" => Some(true),
        "F" | "FALSE" => Some(false),
        _ => None,
    };
    if let Some(truth) = truth {
        // The first feedback is for those who were wrong, the second one for those who were right.
        let feedback = text(&inside[first..]);
        let feedback = feedback.rsplit('#').map(str::trim).find(|text| !text.is_empty()).unwrap_or_default();
        return Ok(Found { answer: AnswerDef::Claim(truth), feedback: feedback.to_owned(), notes: Vec::new() });
    }
    let choices = choices(inside)?;
    if choices.iter().any(|choice| choice.is_right && choice.text.contains("->")) {
        return Err("is a matching question, which is not supported".to_owned());
    }
    if choices.iter().all(|choice| choice.is_right) { typed(choices) } else { choice(choices) }
}

/// The answers that begin with `=` or `~`.
fn choices(inside: &[Letter]) -> Result<Vec<Choice>, String> {
    let mut starts: Vec<usize> = (0..inside.len()).filter(|at| matches!(inside[*at], ('=' | '~', false))).collect();
    let Some(first) = starts.first() else {
        return Err("the answers in { } begin with neither = nor ~".to_owned());
    };
    let before = text(&inside[..*first]);
    if !before.is_empty() {
        return Err(format!("{before:?} in {{ }} begins with neither = nor ~"));
    }
    starts.push(inside.len());
    starts.windows(2).map(|pair| one(&inside[pair[0]..pair[1]])).collect()
}

fn one(letters: &[Letter]) -> Result<Choice, String> {
    let is_right = letters.first().is_some_and(|(sign, _)| *sign == '=');
    let mut rest = &letters[1..];
    let mut weight = None;
    if let Some(weighed) = after(rest, "%") {
        let end = find(weighed, "%").ok_or("a weight such as %50% lacks its second %")?;
        let number = text(&weighed[..end]);
        let percent: f64 = number.parse().map_err(|_| format!("the weight {number:?} is not a number"))?;
        weight = Some(percent);
        rest = &weighed[end + 1..];
    }
    let (rest, _) = without_format(rest);
    let end = find(rest, "#").unwrap_or(rest.len());
    let feedback = text(rest.get(end + 1..).unwrap_or_default());
    Ok(Choice { is_right, weight, text: text(&rest[..end]), feedback })
}

/// Words: the first answer that counts in full is shown, others count as well, and half right ones ask for more.
fn typed(choices: Vec<Choice>) -> Result<Found, String> {
    let weight = |choice: &Choice| choice.weight.unwrap_or(100.0);
    let mut notes = Vec::new();
    let is_whole = |choice: &&Choice| weight(choice) >= 100.0;
    let first = choices.iter().find(is_whole).ok_or("no answer counts in full")?;
    let (answer, feedback) = (first.text.clone(), first.feedback.clone());
    let mut also: Vec<String> = choices.iter().filter(is_whole).skip(1).map(|choice| choice.text.clone()).collect();
    let part = |choice: &&Choice| weight(choice) > 0.0 && weight(choice) < 100.0;
    let mut specify: Vec<String> = choices.iter().filter(part).map(|choice| choice.text.clone()).collect();
    if !specify.is_empty() {
        notes.push("answers worth a part ask players to be more specific".to_owned());
    }
    for list in [&mut also, &mut specify] {
        let before = list.len();
        list.retain(|text| !text.contains('*'));
        if list.len() < before {
            notes.push("an answer with * for any letters is left out".to_owned());
        }
    }
    Ok(Found { answer: AnswerDef::Typed { answer, also, specify }, feedback, notes })
}

/// Options: one right, and three of the wrong ones.
fn choice(choices: Vec<Choice>) -> Result<Found, String> {
    let is_right = |choice: &&Choice| choice.is_right || choice.weight.is_some_and(|weight| weight >= 100.0);
    let right: Vec<&Choice> = choices.iter().filter(is_right).collect();
    let [right] = right[..] else {
        let count = if right.is_empty() { "no".to_owned() } else { right.len().to_string() };
        return Err(format!("has {count} right answers among its options, expected one that counts in full"));
    };
    let others: Vec<&Choice> = choices.iter().filter(|choice| !std::ptr::eq(*choice, right)).collect();
    let wrong: Vec<&&Choice> =
        others.iter().filter(|choice| choice.weight.is_none_or(|weight| weight <= 0.0)).collect();
    let mut notes = Vec::new();
    if wrong.len() < others.len() {
        notes.push("options worth a part are left out".to_owned());
    }
    if wrong.len() > 3 {
        notes.push(format!("of {} wrong options the first three are taken", wrong.len()));
    }
    let [a, b, c, ..] = wrong[..] else {
        return Err(format!("has {} wrong options, expected three", wrong.len()));
    };
    let answer = AnswerDef::Choice { right: right.text.clone(), wrong: [a, b, c].map(|choice| choice.text.clone()) };
    Ok(Found { answer, feedback: right.feedback.clone(), notes })
}

/// A number: `1822:5`, `3..7`, or several with `=`, of which the first one that counts in full is taken.
fn estimate(inside: &[Letter], ask: &str) -> Result<Found, String> {
    let (number, feedback, mut notes) = if find(inside, "=").is_some() {
        let choices = choices(inside)?;
        let is_whole = |choice: &&Choice| choice.is_right && choice.weight.is_none_or(|weight| weight >= 100.0);
        let first = choices.iter().find(is_whole).ok_or("no number counts in full")?;
        let notes = if choices.len() > 1 { vec!["numbers worth less are left out".to_owned()] } else { Vec::new() };
        (first.text.clone(), first.feedback.clone(), notes)
    } else {
        let end = find(inside, "#").unwrap_or(inside.len());
        (text(&inside[..end]), text(inside.get(end + 1..).unwrap_or_default()), Vec::new())
    };
    let parse = |text: &str| {
        let value = text.trim().replace(',', ".").parse::<f64>().ok().filter(|value| value.abs() <= MAX_NUMBER);
        value.ok_or_else(|| {
            format!("{:?} is not a number that can be estimated", text.chars().take(40).collect::<String>())
        })
    };
    let (value, off) = if let Some((from, to)) = number.split_once("..") {
        let (from, to) = (parse(from)?, parse(to)?);
        ((from + to) / 2.0, (to - from).abs() / 2.0)
    } else if let Some((value, off)) = number.split_once(':') {
        (parse(value)?, parse(off)?.abs())
    } else {
        (parse(&number)?, 0.0)
    };
    if value.fract() != 0.0 && off < 0.5 {
        return Err(format!("{value} is not a whole number, and estimates are"));
    }
    let (value, off) = (value.round() as i64, off.ceil() as i64);
    let (from, to) = bounds(value, off, ask);
    notes.push(format!("players may answer from {from} to {to}, so that {value} ± {} is right", (to - from) / 50));
    Ok(Found { answer: AnswerDef::Estimate { value, from, to, unit: String::new() }, feedback, notes })
}

/// Bounds around a number such that what is off by so much still counts as right, which is 2 % of the range. Where in
/// them it lies follows from the question: in the middle everybody would look first.
fn bounds(value: i64, off: i64, ask: &str) -> (i64, i64) {
    let range = match (off, value.abs()) {
        (1.., _) => off.saturating_mul(50),
        (_, 0..=10) => 20,
        (_, 1000..=2100) => 100,
        (_, size) => size.saturating_mul(2),
    };
    // 15 to 40 % or 60 to 85 % of the way, the former where the latter would go below zero.
    let roll = hash(ask);
    let low = range * i64::from(15 + roll % 26) / 100;
    let high = low + range * 45 / 100;
    let below = if roll & 0x100 == 0 || value > 0 && high > value { low } else { high };
    let from = value - below.max(1);
    // What can't be negative isn't offered as if it could.
    let from = if value > 0 && from < 0 { 0 } else { from };
    (from, (from + range).max(value + 1))
}
