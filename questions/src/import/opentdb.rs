//! JSON of the Open Trivia Database, in each of its encodings.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use super::json::{Field, Row, rows};
use super::{BadFile, Draft, Importer, Intake, Upload};
use crate::bank::format::AnswerDef;

/// What its API answers, as a file.
pub struct OpenTdb;

const WANTED: &[&str] = &["category", "type", "difficulty", "question", "correct_answer", "incorrect_answers"];

impl Importer for OpenTdb {
    fn name(&self) -> &'static str {
        "OpenTDB JSON"
    }

    fn sniff(&self, upload: &Upload<'_>) -> bool {
        let head = upload.head();
        head.starts_with(['[', '{']) && (head.contains("\"incorrect_answers\"") || head.contains("\"response_code\""))
    }

    fn read(&self, upload: &Upload<'_>, intake: &mut Intake<'_>) -> Result<(), BadFile> {
        let mut number = 0;
        let code = rows(upload.text()?, WANTED, ("results", "response_code"), &mut |row| {
            number += 1;
            intake.count_row()?;
            match draft(number, row) {
                Ok(draft) => drop(intake.take(draft)),
                Err(why) => intake.refuse(number, why),
            }
            Ok(())
        })?;
        match code.unwrap_or(0) {
            0 => Ok(()),
            code => Err(BadFile::Response { code, why: meaning(code) }),
        }
    }
}

fn meaning(code: i64) -> &'static str {
    match code {
        1 => "there were fewer questions than asked for",
        2 => "it was asked for something it doesn't know",
        3 => "its session token doesn't exist",
        4 => "its session token has had every question",
        5 => "it was asked too often, wait five seconds",
        _ => "an unknown code, expected 0",
    }
}

/// How the texts of a row are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Encoding {
    /// With entities, as is usual.
    Html,
    /// Every text in base64.
    Base64,
    /// Every text with %20 and the like.
    Url,
    /// Every text with entities, and those with + and %3B and the like.
    LegacyUrl,
}

impl Encoding {
    fn of(kind: &str, question: &str) -> Self {
        if ["bXVsdGlwbGU=", "Ym9vbGVhbg=="].contains(&kind) {
            Self::Base64
        } else if question.contains('%') && !question.contains(char::is_whitespace) {
            if question.contains('+') && !question.contains("%20") { Self::LegacyUrl } else { Self::Url }
        } else {
            Self::Html
        }
    }

    fn text(self, raw: String) -> Result<String, String> {
        let bytes = match self {
            Self::Html => return Ok(raw),
            Self::Base64 => STANDARD.decode(raw.trim()).map_err(|_| "a text is not the base64 that others are")?,
            Self::Url => percent_encoding::percent_decode_str(&raw).collect(),
            Self::LegacyUrl => percent_encoding::percent_decode_str(&raw.replace('+', " ")).collect(),
        };
        String::from_utf8(bytes).map_err(|_| "a text is not UTF-8 once it is decoded".to_owned())
    }
}

fn draft(row: usize, fields: Row) -> Result<Draft, String> {
    let Some(Ok([category, kind, difficulty, question, correct, wrong])) = fields.map(<[Field; 6]>::try_from) else {
        return Err("is not an object with a question".to_owned());
    };
    let (kind, question) = (kind.text(), question.text());
    let encoding = Encoding::of(&kind, &question);
    let text = |raw: String| encoding.text(raw);
    let (kind, correct) = (text(kind)?, text(correct.text())?);
    if correct.is_empty() {
        return Err("correct_answer is missing, expected a text".to_owned());
    }
    let answer = if kind == "boolean" {
        match correct.as_str() {
            "True" => AnswerDef::Claim(true),
            "False" => AnswerDef::Claim(false),
            _ => return Err("correct_answer is neither True nor False".to_owned()),
        }
    } else if kind.is_empty() || kind == "multiple" {
        let Field::List(wrong) = wrong else {
            return Err("incorrect_answers is not a list of texts".to_owned());
        };
        let wrong = wrong.into_iter().map(text).collect::<Result<Vec<_>, _>>()?;
        let wrong: [String; 3] =
            wrong.try_into().map_err(|other: Vec<_>| format!("has {} wrong answers, expected three", other.len()))?;
        AnswerDef::Choice { right: correct, wrong }
    } else {
        let kind: String = kind.chars().take(40).collect();
        return Err(format!("the type {kind:?} is unknown, expected multiple or boolean"));
    };
    Ok(Draft {
        row,
        name: None,
        category: text(category.text())?,
        difficulty: text(difficulty.text())?,
        ask: text(question)?,
        answer,
        why: String::new(),
        source: String::new(),
        is_plain: matches!(encoding, Encoding::Base64 | Encoding::Url),
    })
}

#[cfg(test)]
#[path = "opentdb_tests.rs"]
mod tests;
