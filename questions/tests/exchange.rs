//! Files of other programs as people have them, and the shipped bank through every format and back.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use questions::bank::Bank;
use questions::bank::format::{AnswerDef, QuestionDef};
use questions::boards::Boards;
use questions::boards::format::BoardDef;
use questions::export::{EXPORTERS, Exported, Selection, ron};
use questions::import::{Existing, Imported, Options, Upload, read};

static SHIPPED: LazyLock<(Bank, Boards)> = LazyLock::new(|| {
    let folder = folder("../assets/server");
    (Bank::load(&folder.join("questions")).expect("a bank"), Boards::load(&folder.join("boards")).expect("boards"))
});

fn folder(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(name)
}

fn import(name: &str, bytes: &[u8], existing: &Existing<'_>) -> Imported {
    read(&Upload { name, bytes }, existing, &Options::default()).unwrap_or_else(|bad| panic!("{name}: {bad}"))
}

#[track_caller]
fn sample(name: &str, format: &str, taken: usize, refused: &[&str]) -> Imported {
    let bytes = std::fs::read(folder("tests/files").join(name)).expect("a sample");
    let imported = import(name, &bytes, &Existing::default());
    let said: Vec<String> = imported.refused.iter().map(ToString::to_string).collect();
    assert_eq!((imported.format, imported.questions.len()), (format, taken), "{said:#?}");
    assert_eq!(said, refused);
    assert_eq!(imported.rows_read, taken + refused.len());
    imported
}

#[test]
fn samples_are_read_and_bad_rows_are_told() {
    sample(
        "sheet.csv",
        "CSV",
        5,
        &[
            "row 7: \"Its name\" is there twice",
            "row 8: option_c is empty, expected four options",
            "row 9: asks what row 3 asks: \"What do sailors call a ship's kitchen?\"",
        ],
    );
    let german = sample(
        "semicolons.csv",
        "CSV",
        2,
        &["row 5: the difficulty \"schwer\" is unknown, expected easy, medium, hard, expert or 1 to 5"],
    );
    assert_eq!(german.questions[1].question.ask, "Wie heißt das Junge eines Pferdes?");
    assert_eq!(german.questions[0].category, "semicolons");
    let opentdb = sample("opentdb.json", "OpenTDB JSON", 3, &[]);
    assert_eq!(opentdb.questions[0].key.as_str(), "science-computers");
    let base64 = sample("opentdb-base64.json", "OpenTDB JSON", 2, &[]);
    assert_eq!(base64.questions[1].question.ask, "Lake Bled is < 1 km from the sea.");
    let gift = sample(
        "moodle.gift",
        "GIFT",
        4,
        &[
            "row 20: is a matching question, which is not supported",
            "row 26: is an essay, which nobody here could mark",
            "row 28: has no right answers among its options, expected one that counts in full",
        ],
    );
    assert_eq!(gift.questions[0].question.why, "The starter is fed with flour and water every day.");
    assert_eq!(gift.questions[3].question.ask, "The bread with a hole in the middle is a ____.");
    sample(
        "clues.json",
        "clues as JSON",
        3,
        &[
            "row 3: needs a picture or a sound, which the file doesn't hold",
            "row 5: is not an object with a question and an answer",
        ],
    );
    let tsv = sample("clues.tsv", "clues as TSV", 3, &[]);
    let also = vec!["hurdy-gurdy".to_owned()];
    let organ = AnswerDef::Typed { answer: "a barrel organ".to_owned(), also, specify: Vec::new() };
    assert_eq!(tsv.questions[0].question.answer, organ);
}

#[test]
fn our_files_are_written_as_they_were_laid_out() {
    for (folder_name, suffix) in [("questions", ".questions.ron"), ("boards", ".board.ron")] {
        let files = std::fs::read_dir(folder("../assets/server").join(folder_name)).expect("a folder");
        for file in files.map(|entry| entry.expect("an entry").path()) {
            let name = file.file_name().and_then(|name| name.to_str()).expect("a name");
            let text = std::fs::read_to_string(&file).expect("a file");
            let key = name.strip_suffix(suffix).expect("the usual end");
            let written = if folder_name == "questions" {
                let found = SHIPPED.0.categories.iter().find(|(name, _)| name.as_str() == key);
                ron::category(found.expect("a category").1)
            } else {
                ron::board(SHIPPED.1.boards.iter().find(|(name, _)| name.as_str() == key).expect("a board").1)
            };
            // Some were written by hand with empty lists spelled out.
            let text = text.replace(", also: []", "").replace(", specify: []", "").replace(", unit: \"\"", "");
            let without_comments: String = text
                .lines()
                .filter(|line| !line.trim_start().starts_with("//"))
                .map(|line| format!("{line}\n"))
                .collect();
            assert!(written == without_comments, "{name}: {:?}", first_difference(&written, &without_comments));
        }
    }
}

fn first_difference<'t>(a: &'t str, b: &'t str) -> Option<(&'t str, &'t str)> {
    a.lines().zip(b.lines()).find(|(a, b)| a != b)
}

fn export(format: &str) -> (Exported, String) {
    let exporter = EXPORTERS.iter().find(|exporter| exporter.name() == format).expect("an exporter");
    let selection = Selection { categories: Some(&SHIPPED.0.categories), boards: Some(&SHIPPED.1.boards) };
    (exporter.write(&selection), format!("bank.{}", exporter.extension()))
}

#[test]
fn the_bank_comes_back_through_every_format() {
    let all: BTreeMap<&str, &QuestionDef> = SHIPPED
        .0
        .categories
        .values()
        .flat_map(|category| &category.questions)
        .map(|question| (question.ask.as_str(), question))
        .collect();
    for format in ["CSV", "OpenTDB JSON", "GIFT"] {
        let (out, name) = export(format);
        let there_are: usize = SHIPPED.0.categories.values().map(|category| category.questions.len()).sum();
        assert_eq!(out.written + out.left_out.len(), there_are, "{format}");
        let imported = import(&name, out.text.as_bytes(), &Existing::default());
        assert_eq!(imported.refused, [], "{format}");
        assert_eq!(imported.questions.len(), out.written, "{format}");
        for one in &imported.questions {
            let (found, before) = (&one.question, all[one.question.ask.as_str()]);
            match (&found.answer, &before.answer) {
                (AnswerDef::Estimate { value, .. }, AnswerDef::Estimate { value: expected, .. }) => {
                    assert_eq!(value, expected);
                }
                (AnswerDef::Typed { answer, also, .. }, AnswerDef::Typed { answer: expected, also: ways, .. }) => {
                    assert_eq!((answer, also), (expected, ways));
                }
                (found, expected) => assert_eq!(found, expected),
            }
            if format == "CSV" {
                assert_eq!((&found.id, found.level, &found.source), (&before.id, before.level, &before.source));
            }
        }
        let again = Existing { banks: &[&SHIPPED.0], boards: &[&SHIPPED.1] };
        let imported = import(&name, out.text.as_bytes(), &again);
        assert_eq!((imported.questions.len(), imported.refused.len()), (0, out.written), "{format}: nothing twice");
    }
}

#[test]
fn the_boards_come_back_through_clues() {
    for format in ["clues as JSON", "clues as TSV"] {
        let (out, name) = export(format);
        assert_eq!((out.written, out.left_out.len()), (SHIPPED.1.boards.len(), 0));
        let imported = import(&name, out.text.as_bytes(), &Existing::default());
        let found: BTreeMap<String, BoardDef> =
            imported.boards.into_iter().map(|(_, board)| (board.title.clone(), board)).collect();
        for board in SHIPPED.1.boards.values() {
            let mut expected = board.clone();
            let columns = expected.categories.iter_mut().flat_map(|column| &mut column.clues);
            columns.chain([&mut expected.last.clue]).for_each(|clue| clue.specify.clear());
            let found = found.get(&board.title).unwrap_or_else(|| panic!("{}: {:?}", board.title, imported.notes));
            let clues = |board: &BoardDef| -> Vec<(String, String, BTreeSet<String>)> {
                let all = board.categories.iter().flat_map(|column| &column.clues).chain([&board.last.clue]);
                all.map(|clue| (clue.clue.clone(), clue.answer.clone(), clue.also.iter().cloned().collect())).collect()
            };
            assert_eq!(clues(found), clues(&expected));
        }
    }
}
