//! Tables of questions: the columns of our own sheets and the usual ones of others.

use csv::StringRecord;
use shared::content::{hint, nearest_name};

use super::table::{Style, rows, separator_of};
use super::{BadFile, Draft, Importer, Intake, Upload};
use crate::bank::format::AnswerDef;

/// Comma, semicolon or tab between fields.
pub struct Csv;

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Column {
    Category,
    Question,
    Option(usize),
    Wrong(usize),
    Correct,
    Why,
    Difficulty,
    Level,
    Id,
    Source,
}

/// Every header that is known; of the same column the first one is the one to write.
const HEADERS: [(&str, Column); 39] = [
    ("category_name", Column::Category),
    ("category", Column::Category),
    ("question", Column::Question),
    ("question_text", Column::Question),
    ("option_a", Column::Option(0)),
    ("option_b", Column::Option(1)),
    ("option_c", Column::Option(2)),
    ("option_d", Column::Option(3)),
    ("option_1", Column::Option(0)),
    ("option_2", Column::Option(1)),
    ("option_3", Column::Option(2)),
    ("option_4", Column::Option(3)),
    ("answer_a", Column::Option(0)),
    ("answer_b", Column::Option(1)),
    ("answer_c", Column::Option(2)),
    ("answer_d", Column::Option(3)),
    ("answer_1", Column::Option(0)),
    ("answer_2", Column::Option(1)),
    ("answer_3", Column::Option(2)),
    ("answer_4", Column::Option(3)),
    ("correct_answer", Column::Correct),
    ("correct", Column::Correct),
    ("answer", Column::Correct),
    ("right_answer", Column::Correct),
    ("incorrect_answer_1", Column::Wrong(0)),
    ("incorrect_answer_2", Column::Wrong(1)),
    ("incorrect_answer_3", Column::Wrong(2)),
    ("wrong_answer_1", Column::Wrong(0)),
    ("wrong_answer_2", Column::Wrong(1)),
    ("wrong_answer_3", Column::Wrong(2)),
    ("wrong_1", Column::Wrong(0)),
    ("wrong_2", Column::Wrong(1)),
    ("wrong_3", Column::Wrong(2)),
    ("explanation", Column::Why),
    ("why", Column::Why),
    ("difficulty", Column::Difficulty),
    ("level", Column::Level),
    ("id", Column::Id),
    ("source", Column::Source),
];

impl Importer for Csv {
    fn name(&self) -> &'static str {
        "CSV"
    }

    fn sniff(&self, upload: &Upload<'_>) -> bool {
        if [".csv", ".tsv", ".tab"].iter().any(|suffix| upload.ends(suffix)) {
            return true;
        }
        let head = upload.head();
        let line = head.lines().next().unwrap_or_default();
        let mut names = line.split(char::from(separator_of(line))).map(simple);
        names.any(|name| matches!(column_of(&name), Some(Column::Question)))
    }

    fn read(&self, upload: &Upload<'_>, intake: &mut Intake<'_>) -> Result<(), BadFile> {
        let mut text = upload.text()?;
        // Spreadsheets are told the separator by a line of its own.
        let told = text.strip_prefix("sep=").and_then(|rest| rest.split_once('\n'));
        let mut separator = None;
        if let Some((first, rest)) = told {
            separator = first.bytes().next().filter(|byte| b",;\t".contains(byte));
            text = rest;
        }
        let first_line = text.lines().find(|line| !line.is_empty()).unwrap_or_default();
        let style = Style { separator: separator.unwrap_or_else(|| separator_of(first_line)), has_quotes: true };
        let limits = intake.limits();
        let above = usize::from(told.is_some());
        let mut columns: Option<Vec<Option<Column>>> = None;
        rows(text, style, &limits, |row, record| {
            let Some(columns) = &columns else {
                columns = Some(header(record, row + above, intake)?);
                return Ok(());
            };
            if record.iter().all(|field| field.trim().is_empty()) {
                return Ok(());
            }
            intake.count_row()?;
            match draft(row + above, columns, record) {
                Ok(draft) => drop(intake.take(draft)),
                Err(why) => intake.refuse(row + above, why),
            }
            Ok(())
        })
    }
}

/// A header as it is compared.
fn simple(name: &str) -> String {
    let name = name.trim().trim_matches('"').trim();
    name.chars().take(80).flat_map(char::to_lowercase).map(|c| if c.is_alphanumeric() { c } else { '_' }).collect()
}

fn column_of(name: &str) -> Option<Column> {
    HEADERS.iter().find(|(header, _)| *header == name).map(|(_, column)| *column)
}

/// What each column holds; `None` for those that mean nothing here.
fn header(record: &StringRecord, row: usize, intake: &mut Intake<'_>) -> Result<Vec<Option<Column>>, BadFile> {
    let names: Vec<String> = record.iter().map(simple).collect();
    match names.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        ["word", "difficulty"] => return refused("the columns are those of a list of words, not of questions"),
        ["name", "description", "icon"] => {
            return refused("the columns are those of a list of categories, not of questions");
        }
        _ => {}
    }
    let columns: Vec<Option<Column>> = names.iter().map(|name| column_of(name)).collect();
    let has = |column: Column| columns.contains(&Some(column));
    let lacks = [(Column::Question, "question"), (Column::Correct, "correct_answer")];
    if let Some((_, lack)) = lacks.iter().find(|(column, _)| !has(*column)) {
        let unknown = names.iter().zip(&columns).filter(|(name, column)| column.is_none() && !name.is_empty());
        let near = nearest_name(lack, unknown.map(|(name, _)| name.as_str()));
        let near = near.map_or_else(String::new, |name| format!("; is the column {name:?} meant to be it?"));
        let there = shown(&names);
        return refused(&format!("the columns lack {lack:?}, there are {there} in row {row}{near}"));
    }
    for (at, column) in columns.iter().enumerate() {
        if column.is_some() && columns[..at].contains(column) {
            return refused(&format!("the column {:?} means what another one does", names[at]));
        }
    }
    for (name, _) in names.iter().zip(&columns).filter(|(name, column)| column.is_none() && !name.is_empty()) {
        let near = hint(nearest_name(name, HEADERS.iter().map(|(header, _)| *header)));
        intake.note(row, format!("the column {name:?} is left out{near}"));
    }
    Ok(columns)
}

fn shown(names: &[String]) -> String {
    let some: Vec<&str> = names.iter().map(String::as_str).take(12).collect();
    format!("{}{}", some.join(", "), if names.len() > 12 { " …" } else { "" })
}

fn refused<T>(why: &str) -> Result<T, BadFile> {
    Err(BadFile::Columns(why.to_owned()))
}

/// A row as a draft.
fn draft(row: usize, columns: &[Option<Column>], record: &StringRecord) -> Result<Draft, String> {
    if record.len() > columns.len() && record.iter().skip(columns.len()).any(|field| !field.trim().is_empty()) {
        let (has, expected) = (record.len(), columns.len());
        return Err(format!("has {has} fields, expected {expected}: put a text with a separator in quotes"));
    }
    let field = |column: Column| {
        let at = columns.iter().position(|other| *other == Some(column));
        disarmed(at.and_then(|at| record.get(at)).unwrap_or_default())
    };
    let level = field(Column::Level);
    let id = field(Column::Id);
    Ok(Draft {
        row,
        name: (!id.is_empty()).then(|| id.to_owned()),
        category: field(Column::Category).to_owned(),
        difficulty: if level.is_empty() { field(Column::Difficulty) } else { level }.to_owned(),
        ask: field(Column::Question).to_owned(),
        answer: answer(field)?,
        why: field(Column::Why).to_owned(),
        source: field(Column::Source).to_owned(),
        is_plain: false,
    })
}

/// A field without the apostrophe that keeps spreadsheets from taking it for a formula.
fn disarmed(field: &str) -> &str {
    let field = field.trim();
    field.strip_prefix('\'').filter(|rest| rest.starts_with(['=', '+', '-', '@'])).unwrap_or(field)
}

fn answer<'r>(field: impl Fn(Column) -> &'r str) -> Result<AnswerDef, String> {
    let correct = field(Column::Correct);
    if correct.is_empty() {
        return Err("correct_answer is empty".to_owned());
    }
    let options = [0, 1, 2, 3].map(|n| field(Column::Option(n)));
    let wrong = [0, 1, 2].map(|n| field(Column::Wrong(n)));
    if wrong.iter().any(|text| !text.is_empty()) {
        return match wrong.iter().position(|text| text.is_empty()) {
            None => Ok(AnswerDef::Choice { right: correct.to_owned(), wrong: wrong.map(str::to_owned) }),
            Some(empty) => Err(format!("wrong answer {} is empty, expected three", empty + 1)),
        };
    }
    let given = options.iter().filter(|text| !text.is_empty()).count();
    if given == 0 {
        let mut ways = correct.split('|').map(str::trim).filter(|way| !way.is_empty()).map(str::to_owned);
        let answer = ways.next().ok_or("correct_answer is empty")?;
        return Ok(AnswerDef::Typed { answer, also: ways.collect(), specify: Vec::new() });
    }
    let right = right_option(correct, &options)?;
    let truth = |text: &str| match text.to_ascii_lowercase().as_str() {
        "true" => Some(true),
        "false" => Some(false),
        _ => None,
    };
    if given == 2
        && let (Some(a), Some(b)) = (truth(options[0]), truth(options[1]))
        && a != b
    {
        return Ok(AnswerDef::Claim(if right == 0 { a } else { b }));
    }
    if let Some(empty) = options.iter().position(|text| text.is_empty()) {
        return Err(format!("option_{} is empty, expected four options", ["a", "b", "c", "d"][empty]));
    }
    let mut wrong = options.iter().enumerate().filter(|(at, _)| *at != right).map(|(_, text)| (*text).to_owned());
    let mut next = || wrong.next().unwrap_or_default();
    Ok(AnswerDef::Choice { right: options[right].to_owned(), wrong: [next(), next(), next()] })
}

/// Which option is right: 0 to 3, a to d, or the option itself.
fn right_option(correct: &str, options: &[&str; 4]) -> Result<usize, String> {
    let by_number = match correct.as_bytes() {
        [digit @ b'0'..=b'3'] => Some(usize::from(digit - b'0')),
        _ => None,
    };
    let by_text = options.iter().position(|text| text.eq_ignore_ascii_case(correct));
    let by_letter = match correct.to_ascii_lowercase().as_bytes() {
        [letter @ b'a'..=b'd'] => Some(usize::from(letter - b'a')),
        _ => None,
    };
    by_number.or(by_text).or(by_letter).filter(|at| !options[*at].is_empty()).ok_or_else(|| {
        let short: String = correct.chars().take(60).collect();
        let near = hint(nearest_name(&short, options.iter().copied().filter(|text| !text.is_empty())));
        format!("correct_answer {short:?} is none of the options, expected 0 to 3, a to d or an option's text{near}")
    })
}

#[cfg(test)]
#[path = "csv_tests.rs"]
mod tests;
