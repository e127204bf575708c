//! Our own files of questions and boards, laid out as if somebody had written them.

use std::fmt::Write as _;

use crate::bank::format::{AnswerDef, CategoryDef};
use crate::boards::format::{BoardDef, ClueDef};

/// The text of a `NAME.questions.ron`; what it says is all that the category is.
#[must_use]
pub fn category(category: &CategoryDef) -> String {
    let mut out = format!("(\n    name: {},\n    school: {},\n", quoted(&category.name), category.school);
    if category.imported {
        out.push_str("    imported: true,\n");
    }
    out.push_str("    questions: [\n");
    for question in &category.questions {
        let _ = writeln!(
            out,
            "        (\n            id: {},\n            level: {},\n            ask: {},\n            answer: {},\n            \
             why: {},\n            source: {},\n        ),",
            quoted(question.id.as_str()),
            question.level,
            quoted(&question.ask),
            answer(&question.answer),
            quoted(&question.why),
            quoted(&question.source)
        );
    }
    out.push_str("    ],\n)\n");
    out
}

/// The text of a `NAME.board.ron`.
#[must_use]
pub fn board(board: &BoardDef) -> String {
    let mut out = format!("(\n    title: {},\n    categories: [\n", quoted(&board.title));
    for column in &board.categories {
        let _ = writeln!(out, "        (\n            name: {},\n            clues: [", quoted(&column.name));
        for def in &column.clues {
            let _ = writeln!(out, "                {},", clue(def));
        }
        out.push_str("            ],\n        ),\n");
    }
    let last = &board.last;
    let _ = writeln!(
        out,
        "    ],\n    last: (\n        category: {},\n        clue: {},\n    ),\n)",
        quoted(&last.category),
        clue(&last.clue)
    );
    out
}

fn clue(clue: &ClueDef) -> String {
    let (also, specify) = (more("also", &clue.also), more("specify", &clue.specify));
    format!("(clue: {}, answer: {}{also}{specify})", quoted(&clue.clue), quoted(&clue.answer))
}

fn answer(answer: &AnswerDef) -> String {
    match answer {
        AnswerDef::Choice { right, wrong } => format!("Choice(right: {}, wrong: [{}])", quoted(right), list(wrong)),
        AnswerDef::Claim(truth) => format!("Claim({truth})"),
        AnswerDef::Typed { answer, also, specify } => {
            format!("Typed(answer: {}{}{})", quoted(answer), more("also", also), more("specify", specify))
        }
        AnswerDef::Order(things) => format!("Order([{}])", list(things)),
        AnswerDef::Estimate { value, from, to, unit } => {
            let unit = if unit.is_empty() { String::new() } else { format!(", unit: {}", quoted(unit)) };
            format!("Estimate(value: {value}, from: {from}, to: {to}{unit})")
        }
    }
}

/// A field that is there only when it holds something.
fn more(name: &str, texts: &[String]) -> String {
    if texts.is_empty() { String::new() } else { format!(", {name}: [{}]", list(texts)) }
}

fn list(texts: &[String]) -> String {
    texts.iter().map(|text| quoted(text)).collect::<Vec<_>>().join(", ")
}

fn quoted(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    out.push('"');
    for c in text.chars() {
        match c {
            '"' | '\\' => out.extend(['\\', c]),
            '\n' => out.push_str("\\n"),
            c if c.is_control() => drop(write!(out, "\\u{{{:x}}}", u32::from(c))),
            c => out.push(c),
        }
    }
    out.push('"');
    out
}
