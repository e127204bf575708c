//! Clues of both shapes, what is made of their texts, and boards of full games.

use std::fmt::Write as _;

use super::super::tests::{import, refusals, typed};

#[test]
fn a_json_clue_is_read_the_right_way_round() {
    let text = r#"[{"category": "HISTORY", "air_date": "2004-12-31", "question": "'For the last 8 years of his life, <a href=\"http://x.test/y\">this man</a> was under house arrest'", "value": "$200", "answer": "(Nicolaus) Copernicus", "round": "Jeopardy!", "show_number": "4680"},
        {"category": "A & B", "air_date": "1999-01-05", "question": "He won the \\\"Nobel\\\" twice &amp; was glad", "value": "$1,000", "answer": "Linus Pauling", "round": "Double Jeopardy!", "show_number": 1},
        {"category": "LAST", "question": "The only one of its kind in the whole world", "value": null, "answer": "the Moon", "round": "Final Jeopardy!"},
        {"category": "BIRDS", "question": "The bird <a href=\"http://x.test/1.jpg\">seen here</a> sings", "value": "None", "answer": "a wren", "round": "Jeopardy!"},
        {"category": "BIRDS", "question": "", "answer": "a wren"}]"#;
    let imported = import("a.json", text);
    assert_eq!(imported.format, "clues as JSON");
    let first = &imported.questions[0];
    assert_eq!(first.question.ask, "For the last 8 years of his life, this man was under house arrest");
    assert_eq!(first.question.answer, typed("Nicolaus Copernicus", &["Copernicus"]));
    assert_eq!((first.category.as_str(), first.question.level), ("HISTORY", 1));
    let second = &imported.questions[1].question;
    assert_eq!((second.ask.as_str(), second.level), ("He won the \"Nobel\" twice & was glad", 5));
    assert_eq!((imported.questions[1].category.as_str(), imported.questions[2].question.level), ("A & B", 5));
    assert_eq!(
        refusals(&imported),
        [
            "row 4: needs a picture or a sound, which the file doesn't hold",
            "row 5: is not an object with a question and an answer",
        ]
    );
}

#[test]
fn a_tsv_clue_is_read_the_right_way_round() {
    let text = "round\tclue_value\tdaily_double_value\tcategory\tcomments\tanswer\tquestion\tair_date\tnotes\n\
        1\t100\t0\tLAKES & RIVERS\t-\tRiver mentioned most often in the Bible\tthe Jordan\t1984-09-10\t-\n\
        2\t600\t2000\t\"QUOTES\"\t(Alex: Hi.)\t\"Open quote, and no end to this\tOpen it\t1984-09-10\t-\n\
        4\t0\t0\tX\t-\tSomething or other here\ty\t1984-09-10\t-\n";
    let imported = import("clues.tsv", text);
    assert_eq!(imported.format, "clues as TSV");
    let [first, second] = &imported.questions[..] else { panic!("{:?}", refusals(&imported)) };
    assert_eq!(first.question.ask, "River mentioned most often in the Bible");
    assert_eq!((&first.question.answer, first.question.level), (&typed("the Jordan", &[]), 1));
    assert_eq!(
        (second.question.ask.as_str(), second.category.as_str()),
        ("\"Open quote, and no end to this", "QUOTES")
    );
    assert_eq!((second.question.why.as_str(), second.question.level), ("(Alex: Hi.)", 3));
    assert_eq!(refusals(&imported), ["row 4: the round \"4\" is unknown, expected 1, 2 or 3"]);
}

/// A game of one round in JSON, its clues row by row as the archive has them; of `columns` columns.
fn game(show: u32, round: &str, columns: usize) -> String {
    let mut text = String::new();
    for row in 1..=5 {
        for column in 0..columns {
            let name = ["Birds", "Fish", "Trees", "Towns", "Tools", "Tunes"][column];
            // The third clue of the second column was bet on.
            let value = if (row, column) == (3, 1) { 1700 } else { row * 200 };
            let _ = write!(
                text,
                "{{\"category\":\"{name}\",\"value\":\"${value}\",\"question\":\"Here p{show}q{row}r{column}{} is what one wants\",\
                 \"answer\":\"w{show}x{row}y{column}{}\",\"round\":\"{round}\",\"show_number\":\"{show}\",\"air_date\":\"2010-01-02\"}},",
                &round[..1],
                &round[..1]
            );
        }
    }
    text
}

fn last(show: u32) -> String {
    format!(
        "{{\"category\":\"The End\",\"value\":null,\"question\":\"This is how show {show} always ended\",\
         \"answer\":\"z{show}\",\"round\":\"Final Jeopardy!\",\"show_number\":\"{show}\"}},"
    )
}

#[test]
fn full_games_become_boards() {
    let rounds = [game(1, "Jeopardy!", 6), game(1, "Double Jeopardy!", 6), last(1), game(2, "Jeopardy!", 5), last(2)];
    let more = [game(3, "Jeopardy!", 6)];
    let all = rounds.into_iter().chain(more).collect::<String>();
    let imported = import("a.json", &format!("[{}]", all.trim_end_matches(',')));
    assert_eq!(refusals(&imported), [""; 0]);
    assert_eq!(imported.questions.len(), 3 * 30 + 25 + 2);
    let keys: Vec<&str> = imported.boards.iter().map(|(key, _)| key.as_str()).collect();
    assert_eq!(keys, ["show-1-round-1", "show-1-round-2"]);
    let lasts: Vec<&str> = imported.boards.iter().map(|(_, board)| board.last.clue.answer.as_str()).collect();
    assert_eq!(lasts, ["z1", "z2"], "the second round ends with the last clue of a game without a board");
    let fish = &imported.boards[0].1.categories[1];
    assert_eq!(
        fish.clues.each_ref().map(|clue| clue.answer.as_str()),
        ["w1x1y1J", "w1x2y1J", "w1x3y1J", "w1x4y1J", "w1x5y1J"]
    );
    let notes: Vec<String> = imported.notes.iter().map(ToString::to_string).collect();
    assert_eq!(notes, ["row 88: no board is made of \"Show 3, round 1\": the file has no last clue for it"]);
}
