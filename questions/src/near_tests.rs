//! The index finds what comparing with everything finds.

use proptest::prelude::*;
use shared::ids::Key;

use super::*;
use crate::likeness::likeness;

fn question(ask: &str, answer: AnswerDef) -> QuestionDef {
    let id = Key::parse("q").expect("a legal name");
    QuestionDef { id, level: 1, ask: ask.to_owned(), answer, why: String::new(), source: String::new() }
}

fn typed(ask: &str, answer: &str) -> QuestionDef {
    question(ask, AnswerDef::Typed { answer: answer.to_owned(), also: Vec::new(), specify: Vec::new() })
}

/// What the index stands for, spelled out.
fn slow(before: &[QuestionDef], new: &QuestionDef) -> Option<usize> {
    let answer = |question: &QuestionDef| words(&right_words(&question.answer));
    before.iter().position(|other| {
        let alike = likeness(&words(&new.ask), &words(&other.ask));
        alike >= 0.85 && !matches!(new.answer, AnswerDef::Order(_))
            || alike >= 0.6 && !answer(new).is_empty() && answer(new) == answer(other)
    })
}

proptest! {
    #[test]
    fn it_finds_what_comparing_with_everything_finds(
        asked in proptest::collection::vec(("([a-h]{1,2} ){0,7}", 0..4_u8), 1..60)
    ) {
        let mut near = Near::default();
        let mut before = Vec::new();
        for (at, (ask, kind)) in asked.iter().enumerate() {
            let new = match kind {
                0 => question(ask, AnswerDef::Order(vec!["red".into(), "blue".into()])),
                1 => question(ask, AnswerDef::Claim(true)),
                2 => typed(ask, "Paris"),
                _ => typed(ask, "Rome"),
            };
            prop_assert_eq!(near.find(&Asks::of(&new)).copied(), slow(&before, &new), "{:?}", new.ask);
            near.add(Asks::of(&new), at);
            before.push(new);
        }
    }
}

#[test]
fn a_crowd_with_the_same_word_hides_no_copy() {
    let mut near = Near::default();
    for n in 0..6000 {
        near.add(Asks::of(&typed(&format!("incomprehensibilities {n} b{n} c{n}"), "x")), n);
    }
    assert_eq!(near.find(&Asks::of(&typed("Incomprehensibilities: c7, b7 and 7", "y"))), Some(&7));
    assert_eq!(near.find(&Asks::of(&typed("incomprehensibilities 1 b2 c3", "x"))), None);
    assert_eq!(near.len(), 6000);
}
