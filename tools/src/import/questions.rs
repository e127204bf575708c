//! Files of questions to categories and boards of the town's own files.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use questions::bank::Bank;
use questions::bank::format::CategoryDef;
use questions::boards::Boards;
use questions::export::ron;
use questions::import::{Existing, IMPORTERS, Options as Asked, Upload, read};
use shared::content::source::MAX_FILE;
use shared::content::{Problem, Source};
use shared::ids::Key;

use super::{Bad, Made, Options, Report, bad};

/// Whether a file looks like one of questions.
#[must_use]
pub fn sniff(file: &Path, bytes: &[u8]) -> bool {
    let name = name(file);
    let upload = Upload { name: &name, bytes };
    IMPORTERS.iter().any(|importer| importer.sniff(&upload))
}

/// The files that it gives. Questions of a category that was imported before are added to its file.
///
/// # Errors
/// A [`Problem`] when nothing of it can be read, or a category gets too large for a file.
pub fn made(assets: &Path, file: &Path, bytes: &[u8], options: &Options) -> Result<Made, Problem> {
    let problem = |words: String| Bad::new(words).of(file);
    let folder = assets.join("server");
    let first =
        |problems: Vec<Problem>| problems.into_iter().next().unwrap_or_else(|| Problem::new(&folder, "is broken"));
    let (bank, _) = Bank::load_if_there(&folder.join("questions")).map_err(first)?;
    let (boards, _) = Boards::load_if_there(&folder.join("boards")).map_err(first)?;
    let name = name(file);
    let asked = Asked { category: options.name.clone(), ..Asked::default() };
    let existing = Existing { banks: &[&bank], boards: &[&boards] };
    let mut imported =
        read(&Upload { name: &name, bytes }, &existing, &asked).map_err(|why| problem(why.to_string()))?;
    let mut report = Report::default();
    for row in &imported.refused {
        report.leave_out(row.to_string());
    }
    report.note(format!("{}: {} of {} rows", imported.format, imported.questions.len(), imported.rows_read));
    for row in &imported.notes {
        report.note(row.to_string());
    }
    if imported.questions.is_empty() {
        return Err(problem(match imported.refused.first() {
            Some(row) => format!("no row of it can be taken in, such as {row}"),
            None => "holds no questions".to_owned(),
        }));
    }
    let mut made = Made { report, ..Made::default() };
    for (key, board) in std::mem::take(&mut imported.boards) {
        made.files
            .push((PathBuf::from("server/boards").join(format!("{key}.board.ron")), ron::board(&board).into_bytes()));
    }
    for (key, added) in imported.into_categories() {
        let place = PathBuf::from("server/questions").join(format!("{key}.questions.ron"));
        if bank.categories.contains_key(&key) {
            made.grown.insert(place.clone());
        }
        let text = text(&bank, &key, added).map_err(|bad| bad.of(file))?;
        made.files.push((place, text.into_bytes()));
    }
    Ok(made)
}

/// The text of a category with what is added to it; it is read again as the town will.
fn text(bank: &Bank, key: &Key, added: CategoryDef) -> Result<String, Bad> {
    let mut category = bank.categories.get(key).cloned();
    match &mut category {
        Some(category) => category.questions.extend(added.questions),
        None => category = Some(added),
    }
    let text = category.as_ref().map(ron::category).unwrap_or_default();
    if text.len() > MAX_FILE {
        return bad(format!(
            "makes the category {key} too large for a file: expected at most {} KiB; `parlor-server admin questions \
             import` takes it into the town's database",
            MAX_FILE / 1024
        ));
    }
    let source = Source { file: PathBuf::from(format!("{key}.questions.ron")), text };
    let sources = BTreeMap::from([(key.clone(), source.clone())]);
    match Bank::of(&sources) {
        Ok(_) => Ok(source.text),
        Err(problems) => bad(problems.first().map(ToString::to_string).unwrap_or_default()),
    }
}

fn name(file: &Path) -> String {
    file.file_name().unwrap_or_default().to_string_lossy().into_owned()
}
