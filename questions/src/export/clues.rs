//! Boards as clues, in the shapes of the archives that fans keep.

use std::fmt::Write as _;

use super::{Exported, Exporter, Selection, guarded};
use crate::boards::format::{BoardDef, ClueDef};
use crate::import::clue_answers;

/// A list of objects: `question` is what is read out.
pub struct Json;

/// A table: `answer` is what is read out.
pub struct Tsv;

/// What a clue is worth for each row of the board.
const STEP: usize = 200;

impl Exporter for Json {
    fn name(&self) -> &'static str {
        "clues as JSON"
    }

    fn extension(&self) -> &'static str {
        "json"
    }

    fn write(&self, selection: &Selection<'_>) -> Exported {
        let mut out = Exported::default();
        let mut rows = Vec::new();
        let text = |text: &str| serde_json::Value::String(text.to_owned()).to_string();
        for_each(selection, &mut out, &mut |board, category, row, clue, answer| {
            let (round, value) = match row {
                Some(row) => ("Jeopardy!", format!("\"${}\"", (row + 1) * STEP)),
                None => ("Final Jeopardy!", "null".to_owned()),
            };
            rows.push(format!(
                "{{\"category\":{},\"air_date\":null,\"question\":{},\"value\":{value},\"answer\":{},\"round\":\"{round}\",\
                 \"show_number\":{}}}",
                text(&wrapped(category)),
                text(&wrapped(clue)),
                text(&wrapped(answer)),
                text(&board.title)
            ));
        });
        out.text = format!("[\n{}\n]\n", rows.join(",\n"));
        out
    }
}

impl Exporter for Tsv {
    fn name(&self) -> &'static str {
        "clues as TSV"
    }

    fn extension(&self) -> &'static str {
        "tsv"
    }

    fn write(&self, selection: &Selection<'_>) -> Exported {
        let mut out = Exported::default();
        let mut text =
            "round\tclue_value\tdaily_double_value\tcategory\tcomments\tanswer\tquestion\tair_date\tnotes\n".to_owned();
        for_each(selection, &mut out, &mut |board, category, row, clue, answer| {
            let (round, value) = row.map_or((3, 0), |row| (1, (row + 1) * STEP));
            let [category, clue, answer] = [category, clue, answer].map(|text| {
                let text = wrapped(text);
                let is_quoted = text.starts_with('"') && text.ends_with('"');
                if is_quoted || text == "-" { format!("\"{}\"", text.replace('"', "\"\"")) } else { text }
            });
            let title = &board.title;
            let _ = writeln!(text, "{round}\t{value}\t0\t{category}\t-\t{clue}\t{answer}\t{title}\t-");
        });
        out.text = text;
        out
    }
}

/// Gives every clue to `each`: its board, its category, its row or `None` for the last clue, its text, its answer.
fn for_each(
    selection: &Selection<'_>,
    out: &mut Exported,
    each: &mut dyn FnMut(&BoardDef, &str, Option<usize>, &str, &str),
) {
    for (key, board) in selection.boards() {
        if let Some(why) = misfit(board) {
            out.leave_out(key.to_string(), why);
            continue;
        }
        let columns = board.categories.iter().map(|column| (column.name.as_str(), &column.clues[..]));
        for (category, clues) in columns.chain([(board.last.category.as_str(), std::slice::from_ref(&board.last.clue))])
        {
            let is_last = clues.len() == 1;
            for (row, clue) in clues.iter().enumerate() {
                let (answer, is_whole) = answer(clue);
                out.lose("answers that ask for more", !clue.specify.is_empty());
                out.lose("other answers that look like asides", !is_whole);
                each(board, &guarded(category), (!is_last).then_some(row), &guarded(&clue.clue), &guarded(&answer));
            }
        }
        out.written += 1;
    }
}

/// Why a board can't be told from others, if it can't.
fn misfit(board: &BoardDef) -> Option<&'static str> {
    let is_odd = board.title.trim().is_empty() || board.title.contains(['\t', '\n', '"']);
    is_odd.then_some("its title is empty or holds a tab or a quote")
}

/// The answer with the other ones in brackets, and whether all of them are there.
fn answer(clue: &ClueDef) -> (String, bool) {
    let mut text = clue.answer.clone();
    for way in &clue.also {
        let _ = write!(text, " (or {way})");
    }
    let is_whole = clue_answers(&text) == (clue.answer.clone(), clue.also.clone());
    if is_whole { (text, true) } else { (clue.answer.clone(), clue.also.is_empty()) }
}

/// Text in the quotes that readers of such files take off, where it has some of its own.
fn wrapped(text: &str) -> String {
    if text.len() > 1 && text.starts_with('\'') && text.ends_with('\'') { format!("'{text}'") } else { text.to_owned() }
}
