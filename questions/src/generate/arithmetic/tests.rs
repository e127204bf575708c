//! Every sum is solved again from its words alone, with exact fractions.

use proptest::prelude::*;

use super::*;
use crate::bank::format::AnswerDef;

/// A fraction that isn't in lowest terms.
type Number = (i64, i64);

fn equal(a: Number, b: Number) -> bool {
    a.0 * b.1 == b.0 * a.1
}

/// Every number in a text: `12`, `3/4`, `2.5`.
fn numbers(text: &str) -> Vec<Number> {
    let words = text.split(|c: char| !(c.is_ascii_digit() || "./".contains(c)));
    let read = |word: &str| {
        let word = word.trim_matches(['.', '/']);
        if let Some((top, bottom)) = word.split_once('/') {
            return Some((top.parse().ok()?, bottom.parse().ok()?));
        }
        match word.split_once('.') {
            Some((whole, part)) => {
                Some((format!("{whole}{part}").parse().ok()?, 10_i64.pow(u32::try_from(part.len()).ok()?)))
            }
            None => Some((word.parse().ok()?, 1)),
        }
    };
    words.filter_map(read).collect()
}

/// What a question asks for, by its words.
fn solved(ask: &str) -> Number {
    let n = numbers(ask);
    let whole = |at: usize| n[at].0;
    let add = |a: Number, b: Number| (a.0 * b.1 + b.0 * a.1, a.1 * b.1);
    let multiply = |a: Number, b: Number| (a.0 * b.0, a.1 * b.1);
    match ask {
        _ if ask.contains(" plus ") || ask.contains(" more. ") => add(n[0], n[1]),
        _ if ask.contains(" minus ") || ask.contains(" away. ") => (whole(0) - whole(1), 1),
        _ if ask.contains(" added to ") => (whole(1) - whole(0), 1),
        _ if ask.contains("double ") => (whole(0) * 2, 1),
        _ if ask.contains("half of ") => (whole(0), 2),
        _ if ask.contains(" times ") || ask.contains(" boxes ") => (whole(0) * whole(1), 1),
        _ if ask.contains("remainder") => (whole(0) / whole(1), 1),
        _ if ask.contains(" divided by ") => (whole(0), whole(1)),
        _ if ask.contains(" × ") && ask.contains(" + ") => (whole(0) + whole(1) * whole(2), 1),
        _ if ask.contains(" × ") => multiply(n[0], n[1]),
        _ if ask.contains(" + ") => add(n[0], n[1]),
        _ if ask.contains(" percent of ") => (whole(0) * whole(1), 100),
        _ if ask.contains(" falls by ") => (whole(0) * (100 - whole(1)), 100),
        _ if ask.contains(" average ") => (whole(0) + whole(1) + whole(2), 3),
        _ if ask.contains("/") => multiply(n[0], n[1]),
        _ => panic!("no way to solve {ask:?}"),
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]
    #[test]
    fn what_is_called_right_is_right_and_nothing_else_is(seed: u64) {
        let mut dice = Dice::new(seed);
        let mut made = 0;
        for level in (1..=5).cycle().take(500) {
            let Some(question) = Arithmetic.roll(level, &mut dice) else { continue };
            made += 1;
            let AnswerDef::Choice { right, wrong } = &question.answer else { panic!("{question:?}") };
            let expected = solved(&question.ask);
            if question.ask.contains("remainder") {
                let n = numbers(&question.ask);
                prop_assert_eq!(right, &format!("{} remainder {}", expected.0, n[0].0 % n[1].0));
                continue;
            }
            prop_assert!(equal(numbers(right)[0], expected), "{} is not {}", question.ask, right);
            for other in wrong {
                prop_assert!(!equal(numbers(other)[0], expected), "{} is {}, too", question.ask, other);
            }
        }
        prop_assert!(made > 250, "{}", made);
    }
}

#[test]
fn mistakes_are_those_that_people_make() {
    assert_eq!(mistakes::without_carry(47, 38), 75);
    assert_eq!(mistakes::smaller_from_larger(52, 38), 26);
    assert_eq!(mistakes::fraction(6, 8), "3/4");
    assert_eq!(mistakes::fraction(8, 4), "2");
    assert_eq!(mistakes::with_near(3, &[3, -1, 13, 13])[..3], ["13", "4", "2"]);
}
