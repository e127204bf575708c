//! Clues as JSON: `question` is what is read out, `answer` what is to be said.

use super::super::json::{Field, Row, rows};
use super::super::{BadFile, Importer, Intake, Upload};
use super::{Clue, Round, take};

/// A list of objects with `category`, `value`, `question`, `answer`, `round`, `show_number` and `air_date`.
pub struct Json;

const WANTED: &[&str] = &["category", "value", "question", "answer", "round", "show_number", "air_date"];

impl Importer for Json {
    fn name(&self) -> &'static str {
        "clues as JSON"
    }

    fn sniff(&self, upload: &Upload<'_>) -> bool {
        let head = upload.head();
        let has = |name: &str| head.contains(name);
        head.starts_with(['[', '{']) && has("\"answer\"") && has("\"question\"") && has("\"category\"")
    }

    fn read(&self, upload: &Upload<'_>, intake: &mut Intake<'_>) -> Result<(), BadFile> {
        let mut clues = Vec::new();
        let mut number = 0;
        rows(upload.text()?, WANTED, ("clues", ""), &mut |row| {
            number += 1;
            intake.count_row()?;
            match clue(number, row) {
                Some(clue) => clues.push(clue),
                None => intake.refuse(number, "is not an object with a question and an answer"),
            }
            Ok(())
        })?;
        take(clues, intake);
        Ok(())
    }
}

fn clue(row: usize, fields: Row) -> Option<Clue> {
    let [category, value, clue, answer, round, show, date] = <[Field; 7]>::try_from(fields?).ok()?.map(Field::text);
    if clue.is_empty() || answer.is_empty() {
        return None;
    }
    let round = match round.trim() {
        name if name.starts_with("Final") => Round::Last,
        name if name.starts_with("Double") => Round::Second,
        name if name.starts_with("Tie") => Round::Other,
        "" => Round::Other,
        _ => Round::First,
    };
    let digits: String = value.chars().filter(char::is_ascii_digit).collect();
    let is_number = show.bytes().all(|byte| byte.is_ascii_digit());
    let game = match show.as_str() {
        "" => date.clone(),
        _ if is_number => format!("Show {show}"),
        _ => show,
    };
    let comments = String::new();
    Some(Clue { row, game, round, value: digits.parse().ok(), category, clue, answer, date, comments })
}
