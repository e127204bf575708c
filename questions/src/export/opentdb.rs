//! JSON as the Open Trivia Database answers, with entities in all texts.

use super::{Exported, Exporter, Selection, difficulty, entities};
use crate::bank::format::AnswerDef;

/// What its API would answer.
pub struct OpenTdb;

impl Exporter for OpenTdb {
    fn name(&self) -> &'static str {
        "OpenTDB JSON"
    }

    fn extension(&self) -> &'static str {
        "json"
    }

    fn write(&self, selection: &Selection<'_>) -> Exported {
        let mut out = Exported::default();
        let mut rows = Vec::new();
        for (key, category, question) in selection.questions() {
            let (kind, correct, wrong) = match &question.answer {
                AnswerDef::Choice { right, wrong } => ("multiple", quoted(right), wrong.iter().map(quoted).collect()),
                AnswerDef::Claim(truth) => {
                    let name = |truth: bool| quoted(if truth { "True" } else { "False" });
                    ("boolean", name(*truth), vec![name(!*truth)])
                }
                AnswerDef::Typed { .. } | AnswerDef::Order(_) | AnswerDef::Estimate { .. } => {
                    out.leave_out(format!("{key}/{}", question.id), "only choices and claims have a place in OpenTDB");
                    continue;
                }
            };
            out.lose("names", true);
            out.lose("explanations", !question.why.is_empty());
            out.lose("sources", true);
            out.lose("levels 1 and 5, which become easy and hard", matches!(question.level, 1 | 5));
            out.lose("whether a category is a school subject", category.school);
            rows.push(format!(
                "{{\"type\":\"{kind}\",\"difficulty\":\"{}\",\"category\":{},\"question\":{},\"correct_answer\":{correct},\
                 \"incorrect_answers\":[{}]}}",
                difficulty(question.level),
                quoted(&category.name),
                quoted(&question.ask),
                wrong.join(",")
            ));
        }
        out.written = rows.len();
        out.text = format!("{{\"response_code\":0,\"results\":[\n{}\n]}}\n", rows.join(",\n"));
        out
    }
}

/// A text as JSON with entities.
fn quoted(text: impl AsRef<str>) -> String {
    serde_json::Value::String(entities(text.as_ref())).to_string()
}
