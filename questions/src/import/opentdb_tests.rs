//! Answers of the API in its encodings, and its rows that can't be asked.

use super::super::tests::{choice, import, refusals};
use super::*;

#[test]
fn every_encoding_gives_the_same_questions() {
    let html = r#"{"response_code":0,"results":[{"type":"multiple","difficulty":"hard","category":"Entertainment: Film",
        "question":"Who plays &quot;Dr. Strange&quot; &amp; isn&#039;t magical?","correct_answer":"Ren&eacute;e",
        "incorrect_answers":["Ana","Bo","Cy"]},
        {"type":"boolean","difficulty":"easy","category":"Film","question":"Films are made of film.",
        "correct_answer":"False","incorrect_answers":["True"]}]}"#;
    let base64 = r#"[{"type":"bXVsdGlwbGU=","difficulty":"aGFyZA==","category":"RW50ZXJ0YWlubWVudDogRmlsbQ==",
        "question":"V2hvIHBsYXlzICJEci4gU3RyYW5nZSIgJiBpc24ndCBtYWdpY2FsPw==","correct_answer":"UmVuw6ll",
        "incorrect_answers":["QW5h","Qm8=","Q3k="]}]"#;
    let url = r#"[{"type":"multiple","difficulty":"hard","category":"Entertainment%3A%20Film",
        "question":"Who%20plays%20%22Dr.%20Strange%22%20%26%20isn%27t%20magical%3F","correct_answer":"Ren%C3%A9e",
        "incorrect_answers":["Ana","Bo","Cy"]}]"#;
    let legacy = r#"[{"type":"multiple","difficulty":"hard","category":"Entertainment%3A+Film",
        "question":"Who+plays+%26quot%3BDr.+Strange%26quot%3B+%26amp%3B+isn%26%23039%3Bt+magical%3F",
        "correct_answer":"Ren%26eacute%3Be","incorrect_answers":["Ana","Bo","Cy"]}]"#;
    for text in [html, base64, url, legacy] {
        let imported = import("a.json", text);
        let first = &imported.questions[0];
        assert_eq!(first.question.ask, "Who plays \"Dr. Strange\" & isn't magical?");
        assert_eq!(first.question.answer, choice(["Renée", "Ana", "Bo", "Cy"]));
        assert_eq!((first.question.level, first.category.as_str()), (4, "Entertainment: Film"));
    }
    assert_eq!(import("a.json", html).questions[1].question.answer, AnswerDef::Claim(false));
}

#[test]
fn bad_rows_are_refused_alone() {
    let text = r#"{"response_code":0,"results":[7,
        {"type":"multiple","question":"Which one is it?","correct_answer":"a","incorrect_answers":["b","c"]},
        {"type":"multiple","question":"Which one is it?","correct_answer":"a","incorrect_answers":"b"},
        {"type":"essay","question":"Which one is it?","correct_answer":"a"},
        {"type":"boolean","question":"It is this one.","correct_answer":"Yes"},
        {"type":"multiple","question":"Which one is it?","correct_answer":null,"incorrect_answers":["b","c","d"]},
        {"type":"bXVsdGlwbGU=","question":"W*","correct_answer":"YQ==","incorrect_answers":["Yg==","Yw==","ZA=="]},
        {"type":"multiple","question":"W%FF","correct_answer":"a","incorrect_answers":["b","c","d"]},
        {"type":"multiple","question":"Which one is it?","correct_answer":"a","incorrect_answers":["b","c","d"]}]}"#;
    let imported = import("a.json", text);
    assert_eq!(
        refusals(&imported),
        [
            "row 1: is not an object with a question",
            "row 2: has 2 wrong answers, expected three",
            "row 3: incorrect_answers is not a list of texts",
            "row 4: the type \"essay\" is unknown, expected multiple or boolean",
            "row 5: correct_answer is neither True nor False",
            "row 6: correct_answer is missing, expected a text",
            "row 7: a text is not the base64 that others are",
            "row 8: a text is not UTF-8 once it is decoded",
        ]
    );
    assert_eq!((imported.rows_read, imported.questions.len()), (9, 1));
}

#[test]
fn answers_without_questions_say_why() {
    let upload = |text: &'static str| Upload { name: "a.json", bytes: text.as_bytes() };
    let read =
        |text| super::super::read(&upload(text), &super::super::Existing::default(), &super::super::Options::default());
    let five = read(r#"{"response_code": 5, "results": []}"#).expect_err("no questions");
    assert_eq!(
        five.to_string(),
        "the file is an answer with response_code 5: it was asked too often, wait five seconds"
    );
    let cut = read("{\"response_code\":0,\"results\":[{\"type\":\"mult").expect_err("cut off");
    assert!(cut.to_string().contains("the file ends in the middle"), "{cut}");
    let deep: &'static str = Box::leak(format!("{{\"response_code\":0,\"x\":{}", "[".repeat(300_000)).into_boxed_str());
    assert!(read(deep).is_err());
}
