//! Boards of the games that a file of clues holds completely.

use std::collections::{BTreeMap, HashMap};

use super::{Clue, Intake, Round, answers};
use crate::boards::format::{BoardDef, ClueDef, ColumnDef, LastDef};

/// A board's columns, and a column's clues.
const COLUMNS: usize = 6;
const CLUES: usize = 5;

/// Makes a board of every first and second round with six complete columns. It ends with the last clue of its game if
/// no other board does, and otherwise with that of a game which gives no board.
pub(super) fn boards(clues: &[Clue], intake: &mut Intake<'_>) {
    // By game and round, in the file's order; and in each by category.
    let mut order: Vec<(&str, Round)> = Vec::new();
    let mut rounds: HashMap<(&str, Round), Vec<&Clue>> = HashMap::new();
    let mut lasts: HashMap<&str, &Clue> = HashMap::new();
    for clue in clues {
        match clue.round {
            Round::Last => drop(lasts.entry(&clue.game).or_insert(clue)),
            Round::Other => {}
            round => {
                let of_round = rounds.entry((&clue.game, round)).or_default();
                if of_round.is_empty() {
                    order.push((&clue.game, round));
                }
                of_round.push(clue);
            }
        }
    }
    let full: Vec<((&str, Round), Vec<Vec<&Clue>>)> =
        order.into_iter().filter_map(|place| Some((place, complete(rounds.get(&place)?)?))).collect();
    let mut own: Vec<Option<&Clue>> = full.iter().map(|((game, _), _)| lasts.remove(game)).collect();
    // What is left are the last clues of games without a board, in the file's order.
    let mut spare: Vec<&Clue> = lasts.into_values().collect();
    spare.sort_by_key(|clue| std::cmp::Reverse(clue.row));
    for (at, ((game, round), columns)) in full.iter().enumerate() {
        let row = columns.first().and_then(|column| column.first()).map_or(0, |clue| clue.row);
        let number = if *round == Round::First { 1 } else { 2 };
        // A board of our own comes back under its own title; games that are only numbered get one.
        let is_titled = !game.starts_with("Show ") && !game.starts_with(|c: char| c.is_ascii_digit());
        let title = if is_titled && number == 1 { (*game).to_owned() } else { format!("{game}, round {number}") };
        match own[at].take().or_else(|| spare.pop()) {
            Some(last) => {
                if let Some(board) = board(&title, columns, last) {
                    intake.take_board(row, &title, board);
                }
            }
            None => intake.note(row, format!("no board is made of {title:?}: the file has no last clue for it")),
        }
    }
}

/// The first six complete columns of a round, each from easy to hard.
fn complete<'c>(clues: &[&'c Clue]) -> Option<Vec<Vec<&'c Clue>>> {
    let mut order: Vec<&str> = Vec::new();
    let mut columns: BTreeMap<&str, Vec<&Clue>> = BTreeMap::new();
    for clue in clues {
        let column = columns.entry(&clue.category).or_default();
        if column.is_empty() {
            order.push(&clue.category);
        }
        column.push(clue);
    }
    let whole = order.iter().filter_map(|name| columns.get(name)).filter(|column| column.len() == CLUES);
    let whole: Vec<Vec<&Clue>> = whole.take(COLUMNS).map(|column| sorted(column)).collect();
    (whole.len() == COLUMNS).then_some(whole)
}

/// A column from easy to hard: by value where all five are those of the game, otherwise as in the file, which goes from
/// top to bottom; a bet in the place of a value would put a clue in a place that isn't its own.
fn sorted<'c>(column: &[&'c Clue]) -> Vec<&'c Clue> {
    let mut sorted = column.to_vec();
    sorted.sort_by_key(|clue| clue.value);
    let values: Vec<u32> = sorted.iter().filter_map(|clue| clue.value).collect();
    let step = values.first().copied().unwrap_or_default();
    let is_regular = step > 0 && values.iter().copied().eq((1..=5).map(|n| step.saturating_mul(n)));
    if is_regular { sorted } else { column.to_vec() }
}

fn board(title: &str, columns: &[Vec<&Clue>], last: &Clue) -> Option<BoardDef> {
    let column = |clues: &Vec<&Clue>| {
        let name = clues.first()?.category.clone();
        let clues: Vec<ClueDef> = clues.iter().map(|clue| def(clue)).collect();
        Some(ColumnDef { name, clues: clues.try_into().ok()? })
    };
    let columns: Vec<ColumnDef> = columns.iter().map(column).collect::<Option<_>>()?;
    Some(BoardDef {
        title: title.to_owned(),
        categories: columns.try_into().ok()?,
        last: LastDef { category: last.category.clone(), clue: def(last) },
    })
}

fn def(clue: &Clue) -> ClueDef {
    let (answer, mut also) = answers::read(&clue.answer);
    let mut seen = std::collections::BTreeSet::from([crate::likeness::plain(&answer)]);
    also.retain(|way| {
        let plain = crate::likeness::plain(way);
        !plain.is_empty() && !crate::likeness::contains_words(&clue.clue, way) && seen.insert(plain)
    });
    ClueDef { clue: clue.clue.clone(), answer, also, specify: Vec::new() }
}
