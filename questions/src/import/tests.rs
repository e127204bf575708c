//! What is the same for every format: what is refused as a whole, copies, names, sources, limits; and helpers.

use super::*;
use crate::bank::format::AnswerDef;

/// Reads a text as a file of this name.
#[track_caller]
pub fn import(name: &str, text: &str) -> Imported {
    read(&Upload { name, bytes: text.as_bytes() }, &Existing::default(), &Options::default()).expect("a file of ours")
}

/// What was refused, one line each.
pub fn refusals(imported: &Imported) -> Vec<String> {
    imported.refused.iter().map(ToString::to_string).collect()
}

/// A choice with the right option first.
pub fn choice(options: [&str; 4]) -> AnswerDef {
    let [right, a, b, c] = options.map(str::to_owned);
    AnswerDef::Choice { right, wrong: [a, b, c] }
}

/// Something to be typed, with what counts as well.
pub fn typed(answer: &str, also: &[&str]) -> AnswerDef {
    let also = also.iter().map(|way| (*way).to_owned()).collect();
    AnswerDef::Typed { answer: answer.to_owned(), also, specify: Vec::new() }
}

#[track_caller]
fn refused(name: &str, bytes: &[u8], words: &str) {
    let bad = read(&Upload { name, bytes }, &Existing::default(), &Options::default()).expect_err("a bad file");
    assert!(bad.to_string().contains(words), "{bad}");
}

#[test]
fn files_are_refused_with_words_that_help() {
    refused("a.csv", b"", "the file is empty");
    refused("a.csv", b"\xEF\xBB\xBF \n ", "the file is empty");
    refused("a.csv", b"question,correct_answer\nCaf\xE9?,x\n", "line 2, byte 28 of the file (0xe9) is not UTF-8");
    refused("a.csv", b"\xFF\xFEq\0u\0", "the file is UTF-16: save it as \"CSV UTF-8\"");
    refused("a.xlsx", b"PK\x03\x04\xFF\xFF", "an archive or a workbook (.zip, .xlsx, .siq)");
    refused("a.xml", b"<?xml version=\"1.0\"?><quiz>", "the file is XML: export it as GIFT instead");
    refused("a.json", b"{\"rows\": []}", "none of the fields of a format that is known");
    refused("a.txt", b"Dear diary", "formats that can be read: OpenTDB JSON, clues as JSON, clues as TSV, GIFT, CSV");
    refused("a.csv", b"word,difficulty\ncrane,easy\n", "those of a list of words, not of questions");
    let (few, options) = (Limits { bytes: 9, ..Limits::default() }, Options::default());
    let options = Options { limits: few, ..options };
    let large = read(&Upload { name: "a.csv", bytes: b"0123456789" }, &Existing::default(), &options);
    assert_eq!(large.expect_err("ten bytes").to_string(), "the file has 10 bytes, expected at most 9: split it");
}

#[test]
fn copies_are_refused_row_by_row() {
    let bank = "(name: \"Rivers\", questions: [(id: \"nile\", level: 1, ask: \"Which river flows through Cairo?\", \
                answer: Typed(answer: \"Nile\"), why: \"It comes from the south.\", source: \"Atlas\")])";
    let source = shared::content::Source { file: "rivers.questions.ron".into(), text: bank.to_owned() };
    let key = Key::parse("rivers").expect("a legal name");
    let bank = Bank::of(&BTreeMap::from([(key, source)])).expect("a good bank");
    let text = "category,question,answer\n\
        Rivers,Through Cairo flows which river?,the Nile\n\
        Rivers,Which river flows through Vienna?,Danube\n\
        Rivers,\"Which river flows through VIENNA\",Danube\n\
        Rivers,Which river flows through London?,Thames\n";
    let existing = Existing { banks: &[&bank], boards: &[] };
    let imported = read(&Upload { name: "r.csv", bytes: text.as_bytes() }, &existing, &Options::default());
    let imported = imported.expect("a good file");
    assert_eq!(
        refusals(&imported),
        [
            "row 2: asks what rivers/nile of the bank asks: \"Through Cairo flows which river?\"",
            "row 4: asks what row 3 asks: \"Which river flows through VIENNA\"",
        ]
    );
    assert_eq!(imported.rows_read, 4);
    // Our own category is held to what imported questions aren't, so theirs is another one.
    let categories = imported.into_categories();
    let (key, category) = categories.first_key_value().expect("one category");
    assert!(key.as_str().starts_with("rivers-"), "{key}");
    assert_eq!((category.name.as_str(), category.questions.len(), category.imported), ("Rivers", 2, true));

    // The same file another time adds to the same category, and nothing twice.
    let bank = Bank { categories };
    let existing = Existing { banks: &[&bank], boards: &[] };
    let more = format!("{text}Rivers,Which river flows through Paris?,Seine\n");
    let again = read(&Upload { name: "r.csv", bytes: more.as_bytes() }, &existing, &Options::default());
    let again = again.expect("a good file");
    assert_eq!(again.questions.iter().map(|one| one.row).collect::<Vec<_>>(), [2, 6]);
    assert!(bank.categories.contains_key(&again.questions[1].key), "{again:?}");
}

#[test]
fn what_a_file_does_not_say_comes_from_its_name_and_the_options() {
    let text = "question,answer\nWhich river flows through Cairo?,Nile\n";
    let imported = import("my_rivers.csv", text);
    let first = &imported.questions[0];
    assert_eq!((first.category.as_str(), first.key.as_str()), ("my rivers", "my-rivers"));
    assert_eq!((first.question.source.as_str(), first.question.level), ("my_rivers.csv", 2));
    assert_eq!((first.question.why.as_str(), first.question.id.as_str()), ("", "river-flows-through-cairo"));
    let options = Options { category: Some("Waters".to_owned()), level: 4, ..Options::default() };
    let upload = Upload { name: ".csv", bytes: text.as_bytes() };
    let imported = read(&upload, &Existing::default(), &options).expect("a good file");
    assert_eq!((imported.questions[0].category.as_str(), imported.questions[0].question.level), ("Waters", 4));
}

#[test]
fn rows_that_deceive_or_run_over_are_refused_alone() {
    let long = "x".repeat(10_001);
    let text = format!(
        "question,answer,explanation\nWhat is\u{7} this called?,Bell,\n{long},y,\nWho {} this?,y,\n\
         <script>x</script>,z,\nWhat is good here?,<br>,\nWhat is good there?,Tea,<b>Hot</b> &amp; sweet\n",
        "w".repeat(200)
    );
    let imported = import("a.csv", &text);
    let said = refusals(&imported);
    assert!(said[0].contains("row 2: the question holds the control character U+0007"), "{said:?}");
    assert!(said[1].contains("row 3: the question has more than 10000 characters"), "{said:?}");
    assert!(said[2].contains("row 4: the question has 210 characters, expected 8 to 160"), "{said:?}");
    assert_eq!(
        said[3..],
        ["row 5: the question is empty", "row 6: an answer is empty once markup is taken out: \"<br>\""]
    );
    assert_eq!(imported.questions[0].question.why, "Hot & sweet");
    let long =
        format!("question,answer,why,source\nWhat is good there?,Tea,{},{}\n", "so ".repeat(100), "x y".repeat(40));
    let imported = import("a.csv", &long);
    let question = &imported.questions[0].question;
    assert_eq!((question.why.as_str(), question.source.chars().count()), ("", 79));
    assert_eq!(imported.notes[0].to_string(), "row 2: the explanation is left out: expected at most 240 characters");
}
