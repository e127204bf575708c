//! The library: what can be asked in the Game Hall, out of the town's files and out of what was imported.
//!
//! Imported questions are kept in storage. Whoever imports waits; whoever deals never does.

mod bests;
mod body;
pub mod formats;

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, PoisonError, RwLock};

use questions::bank::Bank;
use questions::bank::format::CategoryDef;
use questions::boards::Boards;
use questions::deal::{Chance, DealSeat, deal};
use questions::export::{Exported, Exporter, Selection};
use questions::import::{BadFile, Existing, Imported, Importer, Options, Upload, read, read_as};
use shared::ids::Key;
use shared::protocol::rooms::Subject;
use shared::rooms::room::game::{GameSetup, Wishes};
use tokio::sync::{Mutex, OwnedMutexGuard};
use tracing::{info, warn};

use crate::content::{Current, Loaded};
use crate::storage::{BoardRow, QuestionRow, Store, StoreError};
pub use bests::bests;

/// Why an import failed as a whole.
#[derive(Debug, thiserror::Error)]
pub enum ImportError {
    /// Nothing of the file can be read.
    #[error(transparent)]
    File(#[from] BadFile),
    /// Another import goes on.
    #[error("another import goes on")]
    Busy,
    /// What was read could not be kept.
    #[error(transparent)]
    Storage(#[from] StoreError),
    /// Reading broke down.
    #[error(transparent)]
    Other(#[from] anyhow::Error),
}

/// A file to be taken in.
#[derive(Debug, Clone)]
pub struct File {
    /// What it is called, without folders.
    pub name: String,
    /// What it holds.
    pub bytes: Vec<u8>,
}

/// Everything that was imported.
#[derive(Debug, Clone, Default)]
struct Shelf {
    bank: Bank,
    boards: Boards,
}

/// The right to import: one at a time.
#[derive(Debug)]
pub struct Turn(#[expect(dead_code, reason = "held, not looked at")] OwnedMutexGuard<()>);

/// What can be asked. Its lock is held for a moment and never across a wait.
pub struct Library {
    store: Store,
    content: Arc<Current>,
    imported: RwLock<Arc<Shelf>>,
    edition: AtomicU64,
    /// Held by whoever imports.
    importing: Arc<Mutex<()>>,
}

impl Library {
    /// The library of a town, with what was imported before. Rows that can't be read are told of and left aside.
    ///
    /// # Errors
    /// [`StoreError`] when the database can't answer.
    pub async fn open(store: Store, content: Arc<Current>) -> Result<Self, StoreError> {
        let (questions, boards) = store.load_questions().await?;
        let mut shelf = Shelf::default();
        for row in &questions {
            match (Key::parse(&row.category), body::question(&row.body)) {
                (Ok(key), Ok(question)) => {
                    category(&mut shelf.bank, key, &row.category_name).questions.push(question);
                }
                _ => warn!(category = row.category, id = row.id, "an imported question can't be read"),
            }
        }
        for row in &boards {
            match (Key::parse(&row.id), body::board(&row.body)) {
                (Ok(key), Ok(board)) => drop(shelf.boards.boards.insert(key, board)),
                _ => warn!(id = row.id, "an imported board can't be read"),
            }
        }
        if !questions.is_empty() {
            info!(questions = questions.len(), boards = boards.len(), "imported questions are at hand");
        }
        let (imported, importing) = (RwLock::new(Arc::new(shelf)), Arc::default());
        Ok(Self { store, content, imported, edition: AtomicU64::new(0), importing })
    }

    fn shelf(&self) -> Arc<Shelf> {
        self.imported.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// The right to import, if nobody else does now. Ask for it before anything of a file is read.
    ///
    /// # Errors
    /// [`ImportError::Busy`].
    pub fn turn(&self) -> Result<Turn, ImportError> {
        self.importing.clone().try_lock_owned().map(Turn).map_err(|_| ImportError::Busy)
    }

    /// Takes in what is good of a file, in one piece, and says what came of every row. `now_ms` is noted with it.
    ///
    /// # Errors
    /// [`ImportError`]; nothing was taken in then.
    pub async fn import(
        &self,
        _turn: &Turn,
        file: File,
        format: Option<&'static dyn Importer>,
        options: Options,
        now_ms: u64,
    ) -> Result<Imported, ImportError> {
        let (loaded, shelf) = (self.content.get(), self.shelf());
        let known = shelf.clone();
        let work = move || {
            let upload = Upload { name: &file.name, bytes: &file.bytes };
            let existing = Existing { banks: &[&loaded.bank, &known.bank], boards: &[&loaded.boards, &known.boards] };
            let imported = match format {
                Some(format) => read_as(format, &upload, &existing, &options),
                None => read(&upload, &existing, &options),
            }?;
            let mut next = Shelf::clone(&known);
            for one in &imported.questions {
                category(&mut next.bank, one.key.clone(), &one.category).questions.push(one.question.clone());
            }
            next.boards.boards.extend(imported.boards.iter().cloned());
            Ok::<_, BadFile>((imported, next))
        };
        let (imported, next) = tokio::task::spawn_blocking(work).await.map_err(anyhow::Error::from)??;
        let question = |one: &questions::import::ImportedQuestion| QuestionRow {
            category: one.key.to_string(),
            id: one.question.id.to_string(),
            category_name: one.category.clone(),
            body: body::of_question(&one.question),
        };
        let rows: Vec<QuestionRow> = imported.questions.iter().map(question).collect();
        let boards: Vec<BoardRow> = imported
            .boards
            .iter()
            .map(|(key, board)| BoardRow { id: key.to_string(), body: body::of_board(board) })
            .collect();
        self.store.add_questions(&rows, &boards, now_ms).await?;
        *self.imported.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(next);
        self.edition.fetch_add(1, Ordering::Release);
        info!(format = imported.format, rows = imported.rows_read, taken = rows.len(), "questions were imported");
        Ok(imported)
    }

    /// Writes all that can be asked, or one category of it, for another program. Takes a while: not for a thread that
    /// mustn't wait. `None` when there is no such category.
    #[must_use]
    pub fn export(&self, format: &dyn Exporter, only: Option<&Key>) -> Option<Exported> {
        let (loaded, shelf) = (self.content.get(), self.shelf());
        let mut categories: BTreeMap<Key, CategoryDef> = BTreeMap::new();
        let all = loaded.bank.categories.iter().chain(&shelf.bank.categories);
        for (key, def) in all.filter(|(key, _)| only.is_none_or(|only| only == *key)) {
            match categories.get_mut(key) {
                Some(known) => known.questions.extend(def.questions.iter().cloned()),
                None => drop(categories.insert(key.clone(), def.clone())),
            }
        }
        if only.is_some() && categories.is_empty() {
            return None;
        }
        let mut boards = loaded.boards.boards.clone();
        boards.extend(shelf.boards.boards.iter().map(|(key, board)| (key.clone(), board.clone())));
        let boards = only.is_none().then_some(&boards);
        Some(format.write(&Selection { categories: Some(&categories), boards }))
    }

    /// Deals a game. Takes a while with many questions: not for a thread that mustn't wait.
    #[must_use]
    pub fn deal(
        &self,
        wishes: &Wishes,
        seats: &[DealSeat],
        seen: &BTreeMap<String, u32>,
        chance: &mut Chance<'_>,
    ) -> Option<GameSetup> {
        let (loaded, shelf) = (self.content.get(), self.shelf());
        let (banks, boards) = ([&*loaded.bank, &shelf.bank], [&*loaded.boards, &shelf.boards]);
        deal(&banks, &boards, wishes, seats, seen, chance)
    }

    /// What players read of a category; `None` when there is none of that name.
    #[must_use]
    pub fn name_of(&self, key: &Key) -> Option<String> {
        let (loaded, shelf) = (self.content.get(), self.shelf());
        let found = loaded.bank.categories.get(key).or_else(|| shelf.bank.categories.get(key));
        found.map(|category| category.name.clone())
    }

    /// What games can ask from.
    #[must_use]
    pub fn subjects(&self, content: &Loaded) -> Vec<Subject> {
        let shelf = self.shelf();
        let mut subjects: BTreeMap<&Key, (&str, usize)> = BTreeMap::new();
        for (key, category) in content.bank.categories.iter().chain(&shelf.bank.categories) {
            subjects.entry(key).or_insert((&category.name, 0)).1 += category.questions.len();
        }
        let subject = |(key, (name, questions)): (&Key, (&str, usize))| Subject {
            key: key.clone(),
            name: name.to_owned(),
            questions: u16::try_from(questions).unwrap_or(u16::MAX),
        };
        subjects.into_iter().map(subject).collect()
    }

    /// A number that grows with every import.
    #[must_use]
    pub fn edition(&self) -> u64 {
        self.edition.load(Ordering::Acquire)
    }
}

fn category<'a>(bank: &'a mut Bank, key: Key, name: &str) -> &'a mut CategoryDef {
    let empty = || CategoryDef { name: name.to_owned(), school: false, imported: true, questions: Vec::new() };
    bank.categories.entry(key).or_insert_with(empty)
}
