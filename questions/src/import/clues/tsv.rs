//! Clues as a table: `answer` is what is read out, `question` what is to be said.

use csv::StringRecord;

use super::super::table::{Style, rows};
use super::super::{BadFile, Importer, Intake, Upload};
use super::{Clue, Round, take};

/// Tabs between `round`, `clue_value`, `daily_double_value`, `category`, `comments`, `answer`, `question`, `air_date` and
/// `notes`.
pub struct Tsv;

/// The columns that are read, of which all are needed.
const COLUMNS: [&str; 7] = ["round", "clue_value", "category", "comments", "answer", "question", "air_date"];

impl Importer for Tsv {
    fn name(&self) -> &'static str {
        "clues as TSV"
    }

    fn sniff(&self, upload: &Upload<'_>) -> bool {
        let head = upload.head();
        let line = head.lines().next().unwrap_or_default();
        let has = |name: &str| line.split('\t').any(|column| column.trim() == name);
        has("clue_value") && has("answer")
    }

    fn read(&self, upload: &Upload<'_>, intake: &mut Intake<'_>) -> Result<(), BadFile> {
        // Quotes stand for themselves here: many clues begin with one and end without.
        let style = Style { separator: b'\t', has_quotes: false };
        let limits = intake.limits();
        let mut columns: Option<[usize; 7]> = None;
        let mut clues = Vec::new();
        rows(upload.text()?, style, &limits, |row, record| {
            let Some(columns) = columns else {
                columns = Some(header(record)?);
                return Ok(());
            };
            if record.iter().all(|field| field.trim().is_empty()) {
                return Ok(());
            }
            intake.count_row()?;
            match clue(row, record, columns) {
                Ok(clue) => clues.push(clue),
                Err(why) => intake.refuse(row, why),
            }
            Ok(())
        })?;
        take(clues, intake);
        Ok(())
    }
}

fn header(record: &StringRecord) -> Result<[usize; 7], BadFile> {
    let mut places = [0; 7];
    for (place, name) in places.iter_mut().zip(COLUMNS) {
        *place = record.iter().position(|column| column.trim() == name).ok_or_else(|| {
            let there: Vec<&str> = record.iter().take(12).collect();
            let near = shared::content::nearest_name(name, record.iter());
            let near = near.map_or_else(String::new, |near| format!("; is the column {near:?} meant to be it?"));
            BadFile::Columns(format!("the columns lack {name:?}, there are {}{near}", there.join(", ")))
        })?;
    }
    Ok(places)
}

fn clue(row: usize, record: &StringRecord, columns: [usize; 7]) -> Result<Clue, String> {
    let field = |at: usize| {
        let raw = record.get(columns[at]).unwrap_or_default().trim();
        // A dash stands for nothing.
        let text = if raw == "-" { "" } else { raw };
        let inner = text.strip_prefix('"').and_then(|rest| rest.strip_suffix('"'));
        inner
            .filter(|inner| !inner.replace("\"\"", "").contains('"'))
            .map_or(text.to_owned(), |inner| inner.replace("\"\"", "\""))
    };
    let [round, value, category, comments, clue, answer, date] = [0, 1, 2, 3, 4, 5, 6].map(field);
    let round = match round.as_str() {
        "1" => Round::First,
        "2" => Round::Second,
        "3" => Round::Last,
        _ => {
            return Err(format!(
                "the round {:?} is unknown, expected 1, 2 or 3",
                round.chars().take(20).collect::<String>()
            ));
        }
    };
    if clue.is_empty() || answer.is_empty() {
        return Err("the columns answer and question hold nothing, expected a clue and what is to be said".to_owned());
    }
    let value = value.parse().ok().filter(|value| *value > 0);
    Ok(Clue { row, game: date.clone(), round, value, category, clue, answer, date, comments })
}
