//! What every format's rows go through: limits, cleaning, the bank's own checks, names, and a look for copies.

use std::collections::{BTreeMap, BTreeSet};

use shared::content::{hint, nearest_name};
use shared::ids::Key;

use super::names::{category_key, question_key};
use super::{
    BadFile, DIFFICULTIES, Existing, Imported, ImportedQuestion, Limits, Options, RowProblem, Upload, clean, level_of,
};
use crate::bank::check::{comparable, faults};
use crate::bank::format::{AnswerDef, MAX_SOURCE, QuestionDef, WHY};
use crate::boards::Shelf;
use crate::boards::format::BoardDef;
use crate::likeness::contains_words;
use crate::near::{Asks, Near};

/// Most characters of a category's name.
const MAX_CATEGORY: usize = 48;

/// Most characters of what is said about a row.
const MAX_WHY: usize = 400;

/// Most boards of one file.
const MAX_BOARDS: usize = 5000;

/// A row as a format reads it: its texts are raw.
#[derive(Debug, Clone, PartialEq)]
pub struct Draft {
    /// Where in the file it is, see [`RowProblem::row`].
    pub row: usize,
    /// The name it goes by in the file; may be anything.
    pub name: Option<String>,
    /// The category; empty where the file names none.
    pub category: String,
    /// How hard it is, in words or as a number; empty where the file doesn't say.
    pub difficulty: String,
    /// What is asked.
    pub ask: String,
    /// What is right.
    pub answer: AnswerDef,
    /// Why; may be empty.
    pub why: String,
    /// Where it can be looked up; the file's name when empty.
    pub source: String,
    /// Whether `<` and `&` mean themselves in all of its texts.
    pub is_plain: bool,
}

/// Takes drafts and keeps what is good.
pub struct Intake<'a> {
    existing: Existing<'a>,
    options: &'a Options,
    /// The file's name, as a source.
    source: String,
    /// The category of questions that name none.
    category: String,
    near: Near<Place>,
    /// By the category's name as players read it.
    keys: BTreeMap<String, Key>,
    /// Names of categories that are in use.
    taken: BTreeSet<Key>,
    ids: BTreeMap<Key, BTreeSet<Key>>,
    shelf: Shelf,
    imported: Imported,
}

/// Where a question that was seen before is.
enum Place {
    Bank(String),
    Row(usize),
}

impl<'a> Intake<'a> {
    pub(super) fn new(
        format: &'static str,
        upload: &Upload<'_>,
        existing: &Existing<'a>,
        options: &'a Options,
    ) -> Self {
        let mut near = Near::default();
        for (key, category) in existing.banks.iter().flat_map(|bank| &bank.categories) {
            for question in &category.questions {
                near.add(Asks::of(question), Place::Bank(format!("{key}/{}", question.id)));
            }
        }
        let name = clean::plain(upload.name).unwrap_or_default();
        let stem = name.rsplit_once('.').map_or(name.as_str(), |(stem, _)| stem).replace(['_', '-'], " ");
        let category = options.category.clone().unwrap_or(stem);
        let source: String = name.chars().take(MAX_SOURCE).collect::<String>().trim_end().to_owned();
        Self {
            existing: *existing,
            options,
            source: if source.trim().chars().count() < 3 { "an imported file".to_owned() } else { source },
            category: if category.trim().is_empty() { "Imported".to_owned() } else { category },
            near,
            keys: BTreeMap::new(),
            taken: existing.banks.iter().flat_map(|bank| bank.categories.keys().cloned()).collect(),
            ids: BTreeMap::new(),
            shelf: Shelf::of(existing.boards.iter().copied()),
            imported: Imported { format, ..Imported::default() },
        }
    }

    /// What the file may hold.
    #[must_use]
    pub fn limits(&self) -> Limits {
        self.options.limits
    }

    /// Counts a row of the file, before it is looked at.
    ///
    /// # Errors
    /// When there are more than allowed.
    pub fn count_row(&mut self) -> Result<(), BadFile> {
        self.imported.rows_read += 1;
        let most = self.options.limits.rows;
        if self.imported.rows_read > most { Err(BadFile::TooManyRows { most }) } else { Ok(()) }
    }

    /// Leaves a row out.
    pub fn refuse(&mut self, row: usize, why: impl Into<String>) {
        self.imported.refused.push(RowProblem { row, why: shortened(why.into()) });
    }

    /// Tells of something that was changed in a row, or left out of it.
    pub fn note(&mut self, row: usize, what: impl Into<String>) {
        self.imported.notes.push(RowProblem { row, why: shortened(what.into()) });
    }

    /// Takes a row, or refuses it with a reason. Whether it was taken.
    pub fn take(&mut self, draft: Draft) -> bool {
        let (row, has_why) = (draft.row, !draft.why.trim().is_empty());
        match self.question(draft) {
            Ok((category, question)) => {
                let asks = Asks::of(&question);
                match self.near.find(&asks) {
                    Some(Place::Bank(id)) => {
                        let why = format!("asks what {id} of the bank asks: {:?}", question.ask);
                        self.refuse(row, why);
                        return false;
                    }
                    Some(Place::Row(other)) => {
                        let why = format!("asks what row {other} asks: {:?}", question.ask);
                        self.refuse(row, why);
                        return false;
                    }
                    None => self.near.add(asks, Place::Row(row)),
                }
                if has_why && question.why.is_empty() {
                    self.note(row, format!("the explanation is left out: expected at most {} characters", WHY.1));
                }
                let key = self.key(&category);
                self.ids.entry(key.clone()).or_default().insert(question.id.clone());
                self.imported.questions.push(ImportedQuestion { row, key, category, question });
                true
            }
            Err(why) => {
                self.refuse(row, why);
                false
            }
        }
    }

    /// Takes a board that begins at this row, under a name that is free, or tells why not: its clues are questions anyway.
    pub fn take_board(&mut self, row: usize, wanted: &str, board: BoardDef) {
        let why = self.shelf.faults(&board);
        if self.imported.boards.len() >= MAX_BOARDS {
            self.note(row, format!("the board {wanted:?} is one too many: expected at most {MAX_BOARDS} in a file"));
        } else if why.is_empty() {
            let key = self.shelf.add(wanted, &board);
            self.imported.boards.push((key, board));
        } else {
            self.note(row, format!("no board is made of {wanted:?}: {}", why.join("; ")));
        }
    }

    /// How long a field may be, and whether this one is.
    pub(super) fn is_too_long(&self, text: &str) -> bool {
        // Bytes first: nobody counts the letters of what is short enough anyway.
        text.len() > self.options.limits.field && text.chars().count() > self.options.limits.field
    }

    pub(super) fn finish(mut self) -> Imported {
        self.imported.refused.sort_by_key(|problem| problem.row);
        self.imported.notes.sort_by_key(|note| note.row);
        self.imported
    }

    /// The draft as a question of a category, if it holds.
    fn question(&mut self, draft: Draft) -> Result<(String, QuestionDef), String> {
        let is_plain = draft.is_plain;
        let text = |what: &str, raw: &str| {
            if self.is_too_long(raw) {
                let most = self.options.limits.field;
                return Err(format!("{what} has more than {most} characters; is a quote left open before it?"));
            }
            let text = if is_plain { clean::plain(raw) } else { clean::html(raw) };
            text.map_err(|why| format!("{what} {why}"))
        };
        let mut category = text("the category", &draft.category)?;
        if category.is_empty() {
            category.clone_from(&self.category);
        }
        if category.chars().count() > MAX_CATEGORY {
            return Err(format!("the category has more than {MAX_CATEGORY} characters: {category:?}"));
        }
        let difficulty = text("the difficulty", &draft.difficulty)?;
        let level = if difficulty.is_empty() { Some(self.options.level) } else { level_of(&difficulty) };
        let level = level.ok_or_else(|| {
            let near = hint(nearest_name(&difficulty.to_lowercase(), DIFFICULTIES));
            format!("the difficulty {difficulty:?} is unknown, expected easy, medium, hard, expert or 1 to 5{near}")
        })?;
        let ask = text("the question", &draft.ask)?;
        if ask.is_empty() {
            return Err("the question is empty".to_owned());
        }
        let answer = cleaned(&ask, draft.answer, &text)?;
        let mut why = text("the explanation", &draft.why)?;
        if why.chars().count() > WHY.1 {
            // A good question is worth more than what is said about it.
            why.clear();
        }
        let source: String = text("the source", &draft.source)?.chars().take(MAX_SOURCE).collect();
        let source = if source.chars().count() < 3 { self.source.clone() } else { source.trim_end().to_owned() };
        let key = self.key(&category);
        let id = question_key(draft.name.as_deref(), &ask, self.ids.entry(key).or_default());
        let question = QuestionDef { id, level, ask, answer, why, source };
        let faults = faults(&question, true);
        if faults.is_empty() { Ok((category, question)) } else { Err(faults.join("; ")) }
    }

    /// The name of a category: its own if it was imported before, another one than that of a category of ours.
    fn key(&mut self, category: &str) -> Key {
        if let Some(key) = self.keys.get(category) {
            return key.clone();
        }
        let mut categories = self.existing.banks.iter().flat_map(|bank| &bank.categories);
        let before = categories.find(|(_, def)| def.imported && def.name == category);
        let key = match before {
            Some((key, def)) => {
                self.ids.insert(key.clone(), def.questions.iter().map(|question| question.id.clone()).collect());
                key.clone()
            }
            None => category_key(category, &self.taken),
        };
        self.taken.insert(key.clone());
        self.keys.insert(category.to_owned(), key.clone());
        key
    }
}

fn cleaned(
    ask: &str,
    answer: AnswerDef,
    text: &impl Fn(&str, &str) -> Result<String, String>,
) -> Result<AnswerDef, String> {
    let one = |raw: &str| {
        let clean = text("an answer", raw)?;
        let nothing = || format!("an answer is empty once markup is taken out: {:?}", shortened(raw.to_owned()));
        if clean.is_empty() { Err(nothing()) } else { Ok(clean) }
    };
    let all = |raw: &[String]| raw.iter().map(|raw| one(raw)).collect::<Result<Vec<_>, _>>();
    Ok(match answer {
        AnswerDef::Choice { right, wrong: [a, b, c] } => {
            AnswerDef::Choice { right: one(&right)?, wrong: [one(&a)?, one(&b)?, one(&c)?] }
        }
        AnswerDef::Typed { answer, also, specify } => {
            let answer = one(&answer)?;
            let mut seen = BTreeSet::from([comparable(&answer)]);
            let mut others = |raw: &[String]| -> Result<Vec<String>, String> {
                let mut texts = all(raw)?;
                // What is the same but for capitals or is in the question already is no other answer.
                texts.retain(|text| !contains_words(ask, text) && seen.insert(comparable(text)));
                Ok(texts)
            };
            let (also, specify) = (others(&also)?, others(&specify)?);
            AnswerDef::Typed { answer, also, specify }
        }
        AnswerDef::Order(things) => AnswerDef::Order(all(&things)?),
        AnswerDef::Estimate { value, from, to, unit } => {
            AnswerDef::Estimate { value, from, to, unit: text("the unit", &unit)? }
        }
        AnswerDef::Claim(truth) => AnswerDef::Claim(truth),
    })
}

/// What is said of a row, in bounds even where a row holds a book.
fn shortened(mut text: String) -> String {
    if let Some((end, _)) = text.char_indices().nth(MAX_WHY) {
        text.truncate(end);
        text.push('…');
    }
    text
}
