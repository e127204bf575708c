//! Thousands of questions that the bank takes, and that are right by what they were made from.

use std::collections::BTreeMap;
use std::path::Path;

use proptest::prelude::*;
use shared::content::Source;

use super::arithmetic::Arithmetic;
use super::geography::Geography;
use super::words::Words;
use super::*;
use crate::bank::Bank;
use crate::export::ron;

fn table(name: &str) -> Source {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../assets/server/tables").join(name);
    Source::read(&file).expect("a table")
}

fn geography() -> Geography {
    Geography::of(&table("countries.ron")).unwrap_or_else(|problems| panic!("{problems:#?}"))
}

fn words() -> Words {
    Words::of(&table("words.ron")).unwrap_or_else(|problems| panic!("{problems:#?}"))
}

/// As a file of the bank, with all of its checks.
#[track_caller]
fn bank_takes(made: &CategoryDef) {
    let source = Source { file: "made.questions.ron".into(), text: ron::category(made) };
    let key = Key::parse("made").expect("a legal name");
    let bank = Bank::of(&BTreeMap::from([(key.clone(), source)]));
    let bank = bank.unwrap_or_else(|problems| panic!("{:#?}", &problems[..problems.len().min(5)]));
    assert_eq!(&bank.categories[&key], made);
}

fn per_level(made: &CategoryDef) -> [usize; 5] {
    let mut levels = [0; 5];
    made.questions.iter().for_each(|question| levels[usize::from(question.level) - 1] += 1);
    levels
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(8))]
    #[test]
    fn the_bank_takes_thousands_of_sums(seed: u64) {
        let made = generate(&Arithmetic, 200, &mut Near::default(), &mut Dice::new(seed));
        prop_assert_eq!(per_level(&made), [200; 5]);
        bank_takes(&made);
    }

    #[test]
    fn the_bank_takes_what_the_tables_give(seed: u64) {
        for generator in [&geography() as &dyn Generator, &words()] {
            let made = generate(generator, 60, &mut Near::default(), &mut Dice::new(seed));
            prop_assert!(per_level(&made).iter().all(|n| *n >= 30), "{:?}", per_level(&made));
            bank_takes(&made);
        }
    }
}

#[test]
fn the_same_dice_give_the_same_questions_and_nothing_twice() {
    let make = |seed| generate(&words(), 20, &mut Near::default(), &mut Dice::new(seed));
    assert_eq!(make(1), make(1));
    assert_ne!(make(1), make(2));
    let mut near = Near::default();
    let first = generate(&Arithmetic, 100, &mut near, &mut Dice::new(1));
    assert_eq!(near.len(), first.questions.len());
    let second = generate(&Arithmetic, 100, &mut near, &mut Dice::new(1));
    assert!(first.questions.iter().all(|question| !second.questions.iter().any(|other| other.ask == question.ask)));
}

#[test]
fn options_of_a_country_are_never_right_twice() {
    let made = generate(&geography(), 400, &mut Near::default(), &mut Dice::new(3));
    let of = |ask: &str| made.questions.iter().filter(|question| question.ask.contains(ask)).collect::<Vec<_>>();
    let borders = of("borders Germany");
    for question in &borders {
        let AnswerDef::Choice { right, wrong } = &question.answer else { panic!("{question:?}") };
        assert!(question.why.contains(right.as_str()) && !wrong.iter().any(|other| question.why.contains(other)));
    }
    let netherlands = of("the Netherlands?");
    assert!(!netherlands.is_empty() && !of("Netherlands").is_empty());
    assert!(netherlands.iter().all(|question| !format!("{:?}", question.answer).contains("\"France\"")));
    assert!(made.questions.len() > 350, "{}", made.questions.len());
    for n in [0, 1, 50, 100, 200, 300] {
        let question = &made.questions[n];
        assert!(question.ask.ends_with('?') && question.why.ends_with('.'), "{question:?}");
    }
}

#[test]
fn broken_tables_say_what_is_wrong() {
    let problems = |found: Result<_, Vec<Problem>>| match found {
        Ok(()) => Vec::new(),
        Err(problems) => problems.iter().map(ToString::to_string).collect::<Vec<String>>(),
    };
    let countries = r#"[
    (name: "France", continent: "Eurpe", level: 9, neighbours: ["Spain"]),
    (name: "Spain", continent: "Europe", level: 1),
    (name: "Spain", continent: "Europe", level: 1, capital: ""),
]"#;
    let source = |text: &str| Source { file: "t.ron".into(), text: text.to_owned() };
    assert_eq!(
        problems(Geography::of(&source(countries)).map(drop)),
        [
            "t.ron: a country is there twice, expected each once",
            "t.ron:2:12: the continent \"Eurpe\" is unknown, expected one of Africa, Asia, Europe, North America, Oceania, \
         South America; did you mean \"Europe\"?",
            "t.ron:2:12: level 9 is unknown, expected 1 to 5",
            "t.ron:2:12: France borders Spain, but not the other way round",
            "t.ron:4:12: \"\" has 0 characters, expected 1 to 48",
        ]
    );
    let words = r#"[
    (word: "ox", part: Noun, level: 1, field: "a", meaning: "an ox", plural: "oxen"),
    (word: "ox", part: Noun, level: 6, field: "a", meaning: "it pulls", misspelt: ["oks", "ox"]),
]"#;
    assert_eq!(
        problems(Words::of(&source(words)).map(drop)),
        [
            "t.ron:2:12: `misplural` has 0 entries, expected three, or none where nothing is asked",
            "t.ron:2:12: the meaning gives \"ox\" away",
            "t.ron:3:12: the word \"ox\" is there twice, expected each once",
            "t.ron:3:12: level 6 is unknown, expected 1 to 5",
            "t.ron:3:12: `misspelt` has 2 entries, expected three, or none where nothing is asked",
            "t.ron:3:12: `misspelt` holds what is right",
        ]
    );
}
