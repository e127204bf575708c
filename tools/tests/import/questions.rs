//! Files of questions become categories and boards, and what was imported before grows.

use questions::bank::Bank;
use tools::import::{self, Options};

const CSV: &str = "category,question,option_a,option_b,option_c,option_d,correct_answer\n\
    Birds,Which of these birds can't fly?,Penguin,Puffin,Heron,Wren,0\n\
    Birds,Which of these birds sings?,Penguin,,,,0\n";

const MORE: &str = "category,question,option_a,option_b,option_c,option_d,correct_answer\n\
    Birds,Which of these birds can't fly?,Penguin,Puffin,Heron,Wren,0\n\
    Birds,Where does a kingfisher lay its eggs?,In a tunnel,In a tree,On a roof,In the reeds,a\n";

#[test]
fn categories_are_written_and_grow() {
    let folder = tempfile::tempdir().expect("a folder");
    let (assets, file) = (folder.path().join("assets"), folder.path().join("birds.csv"));
    let import = |text: &str| {
        std::fs::write(&file, text).expect("written");
        import::import(&assets, &file, &Options::default())
    };
    let report = import(CSV).expect("taken in").to_string();
    assert!(report.contains("birds.questions.ron") && report.contains("CSV: 1 of 2 rows"), "{report}");
    assert!(report.contains("row 3: option_b is empty, expected four options"), "{report}");
    let report = import(MORE).expect("taken in").to_string();
    assert!(report.contains("row 2: asks what birds/"), "{report}");
    let bank = Bank::load(&assets.join("server/questions")).expect("a bank");
    let birds = bank.categories.values().next().expect("birds");
    assert_eq!((bank.categories.len(), birds.questions.len(), birds.imported), (1, 2, true));
    let refused = import(MORE).expect_err("it is all there");
    assert!(refused.message.starts_with("no row of it can be taken in, such as row 2: asks what birds/"), "{refused}");
    let refused = import("what, is, this\n").expect_err("no questions");
    assert!(refused.message.contains("question"), "{refused}");
}

#[test]
fn a_category_that_no_file_holds_is_sent_to_the_database() {
    let folder = tempfile::tempdir().expect("a folder");
    let (assets, file) = (folder.path().join("assets"), folder.path().join("many.csv"));
    let mut text = "category,question,option_a,option_b,option_c,option_d,correct_answer\n".to_owned();
    for n in 0..4_000_u32 {
        let word = |salt: u32| format!("{:x}", (n * 7 + salt).wrapping_mul(2_654_435_761));
        let (a, b, c, d) = (word(1), word(2), word(3), word(4));
        text.push_str(&format!("Many,Which {a} is the {b} of {c} and of {d}?,{a}a,{b}b,{c}c,{d}d,0\n"));
    }
    std::fs::write(&file, text).expect("written");
    let refused = import::import(&assets, &file, &Options::default()).expect_err("too much for a file");
    assert!(refused.message.contains("parlor-server admin questions"), "{refused}");
    assert!(!assets.exists(), "nothing is written");
}
