//! Imported questions and boards as storage keeps them. Types that hold answers have no `Serialize`, so that none of
//! them gets to players by mistake: here they are written by hand, for storage alone.

use questions::bank::format::{AnswerDef, QuestionDef};
use questions::boards::format::{BoardDef, ClueDef};
use serde_json::{Value, json};

/// A question as JSON.
pub(super) fn of_question(question: &QuestionDef) -> String {
    let QuestionDef { id, level, ask, answer, why, source } = question;
    let answer = match answer {
        AnswerDef::Choice { right, wrong } => json!({ "Choice": { "right": right, "wrong": wrong } }),
        AnswerDef::Claim(truth) => json!({ "Claim": truth }),
        AnswerDef::Typed { answer, also, specify } => {
            json!({ "Typed": { "answer": answer, "also": also, "specify": specify } })
        }
        AnswerDef::Order(things) => json!({ "Order": things }),
        AnswerDef::Estimate { value, from, to, unit } => {
            json!({ "Estimate": { "value": value, "from": from, "to": to, "unit": unit } })
        }
    };
    json!({ "id": id, "level": level, "ask": ask, "answer": answer, "why": why, "source": source }).to_string()
}

/// A question out of JSON.
pub(super) fn question(text: &str) -> serde_json::Result<QuestionDef> {
    serde_json::from_str(text)
}

/// A board as JSON.
pub(super) fn of_board(board: &BoardDef) -> String {
    let column = |column: &questions::boards::format::ColumnDef| json!({ "name": column.name, "clues": column.clues.iter().map(clue).collect::<Vec<Value>>() });
    json!({
        "title": board.title,
        "categories": board.categories.iter().map(column).collect::<Vec<Value>>(),
        "last": { "category": board.last.category, "clue": clue(&board.last.clue) },
    })
    .to_string()
}

/// A board out of JSON.
pub(super) fn board(text: &str) -> serde_json::Result<BoardDef> {
    serde_json::from_str(text)
}

fn clue(clue: &ClueDef) -> Value {
    json!({ "clue": clue.clue, "answer": clue.answer, "also": clue.also, "specify": clue.specify })
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use ::questions::bank::Bank;
    use ::questions::boards::Boards;

    use super::*;

    #[test]
    fn everything_that_is_shipped_comes_back() {
        let assets = Path::new(env!("CARGO_MANIFEST_DIR")).join("../assets/server");
        let bank = Bank::load(&assets.join("questions")).expect("a bank");
        for one in bank.categories.values().flat_map(|category| &category.questions) {
            assert_eq!(question(&of_question(one)).expect("read"), *one);
        }
        for one in Boards::load(&assets.join("boards")).expect("boards").boards.values() {
            assert_eq!(board(&of_board(one)).expect("read"), *one);
        }
    }
}
