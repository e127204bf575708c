//! A table with the columns of our own sheets and three more: the exact level, the id and the source.

use super::{Exported, Exporter, Selection, difficulty, guarded};
use crate::bank::format::AnswerDef;

/// Commas between fields.
pub struct Csv;

const COLUMNS: [&str; 12] = [
    "category_name",
    "question",
    "option_a",
    "option_b",
    "option_c",
    "option_d",
    "correct_answer",
    "explanation",
    "difficulty",
    "level",
    "id",
    "source",
];

impl Exporter for Csv {
    fn name(&self) -> &'static str {
        "CSV"
    }

    fn extension(&self) -> &'static str {
        "csv"
    }

    fn write(&self, selection: &Selection<'_>) -> Exported {
        let mut out = Exported::default();
        let mut rows: Vec<[String; 12]> = Vec::new();
        for (key, category, question) in selection.questions() {
            let name = format!("{key}/{}", question.id);
            let (options, correct) = match &question.answer {
                AnswerDef::Choice { right, wrong: [a, b, c] } => {
                    ([right, a, b, c].map(|text| armed(text)), "0".to_owned())
                }
                AnswerDef::Claim(truth) => {
                    let options = ["True", "False", "", ""].map(str::to_owned);
                    (options, if *truth { "0" } else { "1" }.to_owned())
                }
                AnswerDef::Typed { answer, also, specify } => {
                    if answer.contains('|') {
                        out.leave_out(name, "its answer has a |, which parts answers in CSV");
                        continue;
                    }
                    out.lose("answers that ask for more", !specify.is_empty());
                    out.lose("other answers with a |", also.iter().any(|way| way.contains('|')));
                    let others = also.iter().filter(|way| !way.contains('|'));
                    let ways: Vec<&str> = std::iter::once(answer).chain(others).map(String::as_str).collect();
                    (Default::default(), armed(&ways.join("|")))
                }
                AnswerDef::Order(_) => {
                    out.leave_out(name, "things to put in order have no place in CSV");
                    continue;
                }
                AnswerDef::Estimate { .. } => {
                    out.leave_out(name, "estimates have no place in CSV");
                    continue;
                }
            };
            out.lose("whether a category is a school subject", category.school);
            let [a, b, c, d] = options;
            rows.push([
                armed(&category.name),
                armed(&question.ask),
                a,
                b,
                c,
                d,
                correct,
                armed(&question.why),
                difficulty(question.level).to_owned(),
                question.level.to_string(),
                question.id.to_string(),
                armed(&question.source),
            ]);
        }
        out.written = rows.len();
        let mut writer = csv::Writer::from_writer(Vec::new());
        // Writing to memory fails for no text there is.
        let is_written =
            writer.write_record(COLUMNS).is_ok() && rows.iter().all(|row| writer.write_record(row).is_ok());
        debug_assert!(is_written);
        out.text = writer.into_inner().ok().and_then(|bytes| String::from_utf8(bytes).ok()).unwrap_or_default();
        out
    }
}

/// A field that no spreadsheet takes for a formula.
fn armed(text: &str) -> String {
    let text = guarded(text);
    let is_number = text.replace(',', ".").parse::<f64>().is_ok();
    if text.starts_with(['=', '+', '-', '@']) && !is_number { format!("'{text}") } else { text }
}
