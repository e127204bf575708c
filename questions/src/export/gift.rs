//! GIFT for Moodle: an item per question, a line per answer.

use std::fmt::Write as _;

use super::{Exported, Exporter, Selection, guarded};
use crate::bank::format::{AnswerDef, QuestionDef};

/// Moodle's text format.
pub struct Gift;

impl Exporter for Gift {
    fn name(&self) -> &'static str {
        "GIFT"
    }

    fn extension(&self) -> &'static str {
        "gift"
    }

    fn write(&self, selection: &Selection<'_>) -> Exported {
        let mut out = Exported::default();
        let mut last = None;
        for (key, category, question) in selection.questions() {
            let name = format!("{key}/{}", question.id);
            let Some(answers) = answers(question, &name, &mut out) else { continue };
            out.lose("sources", true);
            out.lose("whether a category is a school subject", category.school);
            if last != Some(key) {
                let _ = writeln!(out.text, "$CATEGORY: {}\n", category.name.replace('/', "//"));
                last = Some(key);
            }
            let (id, level, ask) = (&question.id, question.level, escaped(&question.ask));
            let _ = write!(out.text, "// [tag:level-{level}]\n::{id}:: {ask} {{{answers}");
            if !question.why.is_empty() {
                let _ = writeln!(out.text, "\t####{}", escaped(&question.why));
            }
            out.text.push_str("}\n\n");
            out.written += 1;
        }
        out
    }
}

/// What stands in the braces; `None` where the question has no place in GIFT.
fn answers(question: &QuestionDef, name: &str, out: &mut Exported) -> Option<String> {
    let line = |sign: &str, text: &String| format!("\t{sign}{}\n", escaped(text));
    let texts: Vec<&String> = match &question.answer {
        AnswerDef::Choice { right, wrong } => std::iter::once(right).chain(wrong).collect(),
        AnswerDef::Typed { answer, also, specify } => std::iter::once(answer).chain(also).chain(specify).collect(),
        _ => Vec::new(),
    };
    if texts.iter().any(|text| text.contains("->") || text.starts_with(['%', '[']) || text.contains('*')) {
        out.leave_out(name.to_owned(), "an answer has ->, *, or begins with % or [, which mean something else in GIFT");
        return None;
    }
    Some(match &question.answer {
        AnswerDef::Choice { right, wrong } => {
            let wrong: String = wrong.iter().map(|text| line("~", text)).collect();
            format!("\n{}{wrong}", line("=", right))
        }
        AnswerDef::Typed { answer, also, specify } => {
            let whole: String = std::iter::once(answer).chain(also).map(|text| line("=", text)).collect();
            let half: String = specify.iter().map(|text| line("=%50%", text)).collect();
            format!("\n{whole}{half}")
        }
        AnswerDef::Claim(truth) => format!("{}\n", if *truth { 'T' } else { 'F' }),
        AnswerDef::Estimate { value, from, to, .. } => {
            out.lose("bounds and units of estimates", true);
            // What counts as right here: 2 % of the range.
            format!("#{value}:{}\n", from.abs_diff(*to) / 50)
        }
        AnswerDef::Order(_) => {
            out.leave_out(name.to_owned(), "things to put in order have no place in GIFT");
            return None;
        }
    })
}

/// Text whose signs stand for themselves.
fn escaped(text: &str) -> String {
    let mut out = String::new();
    for c in guarded(text).chars() {
        if "~=#{}:\\".contains(c) {
            out.push('\\');
        }
        out.push(c);
    }
    out
}
