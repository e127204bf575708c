//! Tables as people have them: headers, separators, quotes, and what is wrong in a row.

use super::super::tests::{choice, import, refusals, typed};
use super::*;

const HEADER: &str =
    "category_name,question,option_a,option_b,option_c,option_d,correct_answer,explanation,difficulty\n";

#[track_caller]
fn answer(text: &str) -> AnswerDef {
    let imported = import("a.csv", text);
    assert_eq!(refusals(&imported), [""; 0]);
    imported.questions[0].question.answer.clone()
}

#[track_caller]
fn refusal(row: &str, words: &str) {
    let imported = import("a.csv", &format!("{HEADER}{row}\n"));
    assert!(imported.questions.is_empty(), "{row} was taken");
    assert!(refusals(&imported)[0].contains(words), "{:?}", refusals(&imported));
}

#[test]
fn sheets_are_read_in_every_usual_shape() {
    let expected = choice(["Wren", "Owl", "Swan", "Ibis"]);
    let rows = [
        format!("{HEADER}Birds,Which of these is smallest?,Owl,Wren,Swan,Ibis,1,It is tiny.,hard\n"),
        "\u{FEFF}question;correct_answer;option_a;option_b;option_c;option_d\r\nWhich is the smallest?;B;Owl;Wren;Swan;Ibis\r\n"
            .to_owned(),
        "Question\tCorrect\tWrong 1\tWrong 2\tWrong 3\n\"Which is\nthe smallest?\"\tWren\tOwl\tSwan\tIbis\n".to_owned(),
        "sep=;\nquestion;answer;answer 1;answer 2;answer 3;answer 4\nWhich is the smallest?;wren;Owl;Wren;Swan;Ibis\n"
            .to_owned(),
    ];
    for text in rows {
        assert_eq!(answer(&text), expected, "{text}");
    }
    let imported =
        import("a.csv", &format!("{HEADER}Birds,Which of these is smallest?,Owl,Wren,Swan,Ibis,1,Tiny.,hard\n"));
    let question = &imported.questions[0].question;
    assert_eq!((question.level, question.why.as_str(), question.source.as_str()), (4, "Tiny.", "a.csv"));
}

#[test]
fn options_say_what_kind_of_question_it_is() {
    assert_eq!(answer(&format!("{HEADER}X,Whales are fish.,True,False,,,1,,\n")), AnswerDef::Claim(false));
    assert_eq!(answer(&format!("{HEADER}X,Whales can sing.,False,True,,,true,,\n")), AnswerDef::Claim(true));
    assert_eq!(
        answer(&format!("{HEADER}X,Who wrote Emma?,,,,,Jane Austen|Austen|austen,,\n")),
        typed("Jane Austen", &["Austen"])
    );
    // Letters are options before they are names of columns; numbers are not, as the seed's sheets count from 0.
    assert_eq!(answer(&format!("{HEADER}X,Which blood type is rarest?,A,B,AB,O,B,,\n")), choice(["B", "A", "AB", "O"]));
    assert_eq!(answer(&format!("{HEADER}X,How many legs has a bee?,2,4,6,8,2,,\n")), choice(["6", "2", "4", "8"]));
    assert_eq!(answer(&format!("{HEADER}X,How many legs has a crab?,2,4,6,8,8,,\n")), choice(["8", "2", "4", "6"]));
    assert_eq!(
        answer(&format!("{HEADER}X,Which of these is negative?,'-3,3,'=4,5,0,,\n")),
        choice(["-3", "3", "=4", "5"])
    );
}

#[test]
fn bad_rows_say_what_was_expected() {
    refusal("X,Which is the smallest?,a1,b1,,d1,0,,", "row 2: option_c is empty, expected four options");
    refusal("X,Which is the smallest?,a1,b1,c1,d1,4,,", "correct_answer \"4\" is none of the options, expected 0 to 3");
    refusal("X,Which is the smallest?,Wren,Owl,Swan,Ibis,Swam,,", "did you mean \"Swan\"?");
    refusal("X,Which is the smallest?,Wren,Owl,Swan,Ibis,,,", "correct_answer is empty");
    refusal("X,Which is the smallest?,Wren,Owl,Swan,owl,0,,", "\"owl\" is there twice");
    refusal("X,Which is the smallest?,Wren,Owl,Swan,Ibis,0,,heavy", "the difficulty \"heavy\" is unknown");
    refusal("X,Which is the smallest?,Wren,Owl,Swan,Ibis,0,,meduim", "did you mean \"medium\"?");
    refusal(
        "X,Which, then?,Wren,Owl,Swan,Ibis,0,,easy",
        "has 10 fields, expected 9: put a text with a separator in quotes",
    );
    refusal("X,,Wren,Owl,Swan,Ibis,0,,", "the question is empty");
    refusal("X,Is this it?,Yes,All of the above,Swan,Ibis,0,,", "makes no sense once options are shuffled");
    let gaps = import("a.csv", &format!("{HEADER},,,,,,,,\n\nX,short,a,b,c,d,0,,\n"));
    assert_eq!(gaps.rows_read, 1);
    assert!(refusals(&gaps)[0].starts_with("row 4: the question has 5 characters"), "{gaps:?}");
}

#[test]
fn wrong_columns_are_named_with_the_nearest() {
    let read = |text: &str| {
        let upload = Upload { name: "a.csv", bytes: text.as_bytes() };
        super::super::read(&upload, &super::super::Existing::default(), &super::super::Options::default())
    };
    let why = |text: &str| read(text).expect_err("bad columns").to_string();
    assert_eq!(
        why("category,questoin,answer\n"),
        "the columns lack \"question\", there are category, questoin, answer in row 1; is the column \"questoin\" meant to be it?"
    );
    assert_eq!(why("question,answer,correct\n"), "the column \"correct\" means what another one does");
    assert!(why("hello\n").contains("lack \"question\""));
    let odd = read("question,answer,explanaton,colour\nWho wrote Emma?,Austen,x,y\n").expect("a good file");
    let notes: Vec<String> = odd.notes.iter().map(ToString::to_string).collect();
    assert_eq!(notes[0], "row 1: the column \"explanaton\" is left out; did you mean \"explanation\"?");
    assert_eq!(notes[1], "row 1: the column \"colour\" is left out");
}
