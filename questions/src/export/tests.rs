//! What is written can be read again, as far as a format goes, and what it can't hold is told.

use shared::content::Source;

use super::*;
use crate::bank::Bank;
use crate::bank::format::AnswerDef;
use crate::boards::Boards;
use crate::import::{Existing, Imported, Options, Upload, read};

/// Questions of every kind with texts that need care.
const BANK: &str = r#"(
    name: "Odds & Ends",
    school: true,
    questions: [
        (
            id: "signs",
            level: 1,
            ask: "Which of these means ‘less than’: {a} ~ = # \\ or AT&T; <b>?",
            answer: Choice(right: "<", wrong: [">", "=2+3", "-x: y"]),
            why: "Its \"mouth\" <b>opens</b> towards the larger side &amp; that's it.",
            source: "Maths primer: Signs",
        ),
        (
            id: "whale",
            level: 5,
            ask: "Whales are fish, whatever they look like.",
            answer: Claim(false),
            why: "They breathe air and feed their young with milk.",
            source: "Encyclopaedia: Whale",
        ),
        (
            id: "emma",
            level: 3,
            ask: "Who wrote the novel about Miss Woodhouse?",
            answer: Typed(answer: "Jane Austen", also: ["Austen", "+Miss Austen"], specify: ["A. Lady"]),
            why: "It was published in 1815, without her name on it.",
            source: "Encyclopaedia: Emma",
        ),
        (
            id: "rivers",
            level: 2,
            ask: "Put these rivers in order, from short to long.",
            answer: Order(["Thames", "Rhine", "Danube", "Nile"]),
            why: "The Nile is about twenty times as long as the Thames.",
            source: "School atlas: Rivers",
        ),
        (
            id: "tower",
            level: 4,
            ask: "How tall is the iron tower of Paris, in metres?",
            answer: Estimate(value: 330, from: 50, to: 1050, unit: "metres"),
            why: "It has grown a little with every new antenna on top.",
            source: "Encyclopaedia: Tower",
        ),
    ],
)
"#;

fn source(name: &str, text: &str) -> BTreeMap<Key, Source> {
    let key = Key::parse(name).expect("a legal name");
    BTreeMap::from([(key, Source { file: format!("{name}.ron").into(), text: text.to_owned() })])
}

fn bank() -> Bank {
    Bank::of(&source("odds", BANK)).expect("a good bank")
}

fn questions(imported: &Imported) -> Vec<&QuestionDef> {
    imported.questions.iter().map(|one| &one.question).collect()
}

#[track_caller]
fn export(name: &str) -> (Exported, Imported) {
    let bank = bank();
    let exporter = EXPORTERS.iter().find(|exporter| exporter.name() == name).expect("an exporter");
    let out = exporter.write(&Selection { categories: Some(&bank.categories), boards: None });
    let file = format!("odds.{}", exporter.extension());
    let upload = Upload { name: &file, bytes: out.text.as_bytes() };
    let imported = read(&upload, &Existing::default(), &Options::default()).expect("what we wrote");
    assert_eq!(imported.format, name);
    assert_eq!(imported.refused, [], "{}", out.text);
    assert_eq!((imported.questions.len(), out.written + out.left_out.len()), (out.written, 5));
    assert!(imported.questions.iter().all(|one| one.category == "Odds & Ends"));
    (out, imported)
}

fn left_out(out: &Exported) -> Vec<&str> {
    out.left_out.iter().map(|left| left.name.as_str()).collect()
}

#[test]
fn our_own_files_lose_nothing() {
    let bank = bank();
    let category = bank.categories.values().next().expect("a category");
    assert_eq!(ron::category(category), BANK, "written as it was laid out");
    let mut imported = category.clone();
    (imported.imported, imported.questions[0].why) = (true, String::new());
    let again = Bank::of(&source("odds", &ron::category(&imported))).expect("a good bank");
    assert_eq!(again.categories.values().next(), Some(&imported));
}

#[test]
fn csv_holds_choices_claims_and_words() {
    let (out, imported) = export("CSV");
    assert_eq!(left_out(&out), ["odds/rivers", "odds/tower"]);
    let all = bank();
    let expected: Vec<QuestionDef> = all.categories.values().flat_map(|category| category.questions.clone()).collect();
    let found = questions(&imported);
    assert_eq!(found[..2], [&expected[0], &expected[1]]);
    let words = AnswerDef::Typed {
        answer: "Jane Austen".to_owned(),
        also: vec!["Austen".to_owned(), "+Miss Austen".to_owned()],
        specify: Vec::new(),
    };
    assert_eq!(found[2], &QuestionDef { answer: words, ..expected[2].clone() });
    assert_eq!(
        out.lost,
        BTreeMap::from([("answers that ask for more", 1), ("whether a category is a school subject", 3)])
    );
    assert!(out.text.contains(",'=2+3,'-x: y,0,"), "{}", out.text);
}

#[test]
fn opentdb_holds_choices_and_claims() {
    let (out, imported) = export("OpenTDB JSON");
    assert_eq!(left_out(&out), ["odds/emma", "odds/rivers", "odds/tower"]);
    let all = bank();
    let expected: Vec<&QuestionDef> = all.categories.values().flat_map(|category| &category.questions).collect();
    for (found, expected) in questions(&imported).iter().zip(expected) {
        assert_eq!((&found.ask, &found.answer), (&expected.ask, &expected.answer));
    }
    assert_eq!(questions(&imported).iter().map(|question| question.level).collect::<Vec<_>>(), [2, 4]);
    assert_eq!(out.lost["levels 1 and 5, which become easy and hard"], 2);
    assert!(out.text.contains("&lt;b&gt;?\""), "{}", out.text);
}

#[test]
fn gift_holds_all_but_orders() {
    let (out, imported) = export("GIFT");
    assert_eq!(left_out(&out), ["odds/rivers"]);
    let all = bank();
    let all = all.categories.values().flat_map(|category| &category.questions);
    let expected: Vec<&QuestionDef> = all.filter(|question| question.id.as_str() != "rivers").collect();
    let found = questions(&imported);
    for (found, expected) in found.iter().zip(&expected).take(3) {
        let source = "odds.gift".to_owned();
        assert_eq!(**found, QuestionDef { source, ..(*expected).clone() });
    }
    let AnswerDef::Estimate { value: 330, from, to, .. } = found[3].answer else { panic!("{:?}", found[3]) };
    assert_eq!(to - from, 1000, "what counted as right still does");
    assert_eq!(out.lost["sources"], 4);
}

/// Clues that readers of such files are tempted to change.
const CLUES: [&str; 5] = [
    "\\\"Here is q{n}\\\", it says, and there \\\"",
    "'Once upon the time of q{n}'",
    "No tabs are to be found in q{n}",
    "This is q{n} &amp; something else",
    "And q{n} (so it is called) is last",
];

/// A board whose texts need care.
fn boards() -> Boards {
    let mut columns = String::new();
    for column in 0..6 {
        let name = ["'Quoted'", "\\\"Said\\\"", "A & B", "Plain", "-", "<i>So</i>"][column];
        let clues: String = (0..5)
            .map(|row| {
                let clue = CLUES[row];
                let answer = if row == 4 { "\\\"x{n}\\\"" } else { "x{n}" };
                let also = if row == 1 {
                    format!(", also: [\"y{column}{row}\", \"the z{column}{row}\"]")
                } else {
                    String::new()
                };
                let n = format!("{column}{row}");
                format!("(clue: \"{}\", answer: \"{}\"{also}),", clue.replace("{n}", &n), answer.replace("{n}", &n))
            })
            .collect();
        columns += &format!("(name: \"{name}\", clues: [{clues}]),");
    }
    let text = format!(
        "(title: \"Market Day\", categories: [{columns}], last: (category: \"End\", clue: (clue: \"That was all there is\", answer: \"Over\", specify: [\"Ov\"])))"
    );
    let source = Source { file: "market-day.board.ron".into(), text };
    let board: BoardDef = source.parse().expect("a board");
    Boards { boards: BTreeMap::from([(Key::parse("market-day").expect("a legal name"), board)]) }
}

#[test]
fn boards_come_back_from_both_shapes_of_clues() {
    let boards = boards();
    for name in ["clues as JSON", "clues as TSV"] {
        let exporter = EXPORTERS.iter().find(|exporter| exporter.name() == name).expect("an exporter");
        let out = exporter.write(&Selection { categories: None, boards: Some(&boards.boards) });
        assert_eq!((out.written, out.left_out.len()), (1, 0));
        let file = format!("market.{}", exporter.extension());
        let upload = Upload { name: &file, bytes: out.text.as_bytes() };
        let imported = read(&upload, &Existing::default(), &Options::default()).expect("what we wrote");
        assert_eq!(imported.format, name);
        let mut expected = boards.boards.clone();
        for board in expected.values_mut() {
            board.last.clue.specify.clear();
        }
        let found: BTreeMap<Key, BoardDef> = imported.boards.into_iter().collect();
        assert_eq!(found, expected, "{:?}", imported.notes);
        assert_eq!(out.lost.get("answers that ask for more"), Some(&1));
    }
}

#[test]
fn a_board_in_our_own_format_loses_nothing() {
    let boards = boards();
    let (key, board) = boards.boards.first_key_value().expect("a board");
    let text = ron::board(board);
    let again: BoardDef = source(key.as_str(), &text)[key].parse().expect("what we wrote");
    assert_eq!(&again, board);
    assert!(
        text.contains("\n                (clue: \"No tabs are to be found in q02\", answer: \"x02\"),\n"),
        "{text}"
    );
}
