//! How like two phrases are: the same thing in other words, the same with slips, or something else.

use super::confusable::{Context, is_known, is_word, misspelling};
use super::distance::{allowance, slips};
use super::listed;
use super::numbers;
use super::phrase::{Phrase, Word};
use super::units::same_measure;

/// Slips in all words of a phrase may cost this much together.
const MOST: u32 = 40;

/// What it costs to write an initial for a word, or another small word between words.
const LOOSE: u32 = 2;

/// Words that hold others together and tell no two answers apart.
const SMALL: &str = "of in to for on at with from by and de di du da my your his her their our it is";

/// What it costs to take a reply for an answer: 0 if it is the same, nothing if it is something else.
pub fn likeness(reply: &Phrase, answer: &Phrase) -> Option<u32> {
    if reply.words.is_empty() || answer.words.is_empty() {
        return None;
    }
    match same_measure(reply, answer) {
        Some(true) => Some(0),
        Some(false) => misspelt_number(reply, answer),
        None if is_same(reply, answer) => Some(0),
        None => near(reply, answer),
    }
}

fn is_same(reply: &Phrase, answer: &Phrase) -> bool {
    let (a, b): (Vec<&Word>, Vec<&Word>) = (reply.words.iter().collect(), answer.words.iter().collect());
    if same_words(&a, &b) || is_joined(reply, answer) {
        return true;
    }
    let without = |list: &[&Word], drop: &[&str]| -> Vec<Word> {
        list.iter().filter(|word| !drop.contains(&word.key.as_str())).map(|word| (*word).clone()).collect()
    };
    let (plain_a, plain_b) = (without(&a, &["and"]), without(&b, &["and"]));
    if same_words(&refs(&plain_a), &refs(&plain_b)) || swapped_around_and(reply, answer) {
        return true;
    }
    // "Second World War" and "World War II", "the 4th of July" and "July 4".
    let (plain_a, plain_b) = (without(&a, &["of"]), without(&b, &["of"]));
    // "Nobel Prize for Peace" and "Nobel Peace Prize", "Gibraltar Strait" and "Strait of Gibraltar".
    let (inner_a, inner_b) = (without(&a, &["of", "for"]), without(&b, &["of", "for"]));
    if inner_b.len() > 1 && (inner_a.len() < a.len()) != (inner_b.len() < b.len()) && same_bag(&inner_a, &inner_b) {
        return true;
    }
    plain_b.len() > 1 && plain_b.iter().any(|word| value(word, 1).is_some()) && same_bag(&plain_a, &plain_b)
}

fn refs(words: &[Word]) -> Vec<&Word> {
    words.iter().collect()
}

/// A number, also in Roman numerals.
fn value(word: &Word, place: usize) -> Option<i128> {
    word.number.or_else(|| word.roman(place))
}

/// Whether two words are one, at these places.
pub fn same_word(a: &Word, i: usize, b: &Word, j: usize) -> bool {
    let counts = || a.number.or(b.number).is_some() && value(a, i).is_some() && value(a, i) == value(b, j);
    a.text == b.text || (a.key == b.key && a.number.or(b.number).is_none()) || counts()
}

fn same_words(a: &[&Word], b: &[&Word]) -> bool {
    !a.is_empty() && a.len() == b.len() && a.iter().zip(b).enumerate().all(|(i, (a, b))| same_word(a, i, b, i))
}

fn same_bag(a: &[Word], b: &[Word]) -> bool {
    let mut left: Vec<&Word> = b.iter().collect();
    a.len() == b.len()
        && a.iter().enumerate().all(|(i, word)| {
            let found = left.iter().position(|other| same_word(word, i.max(1), other, 1));
            found.map(|at| left.remove(at)).is_some()
        })
}

/// Compounds: with a space, with a hyphen, or in one.
fn is_joined(reply: &Phrase, answer: &Phrase) -> bool {
    let (a, b) = ([reply.joined(), reply.joined_text()], [answer.joined(), answer.joined_text()]);
    a.iter().any(|a| b.contains(a))
}

/// "pepper and salt" for "salt and pepper".
fn swapped_around_and(reply: &Phrase, answer: &Phrase) -> bool {
    let list = |phrase: &Phrase| -> Vec<Phrase> {
        phrase
            .words
            .split(|word| word.key == "and")
            .filter(|words| !words.is_empty())
            .map(|words| phrase.part(words))
            .collect()
    };
    let (a, b) = (list(reply), list(answer));
    if b.len() < 2 {
        return false;
    }
    let (a, b): (Vec<String>, Vec<String>) = if a.len() == b.len() && a.len() < answer.words.len() {
        (a.iter().map(Phrase::joined).collect(), b.iter().map(Phrase::joined).collect())
    } else {
        return false;
    };
    let sorted = |mut list: Vec<String>| {
        list.sort();
        list
    };
    sorted(a) == sorted(b) || all_singles(reply, answer)
}

/// "white, red and blue" for "red, white and blue": lists of single words.
fn all_singles(reply: &Phrase, answer: &Phrase) -> bool {
    let words =
        |phrase: &Phrase| -> Vec<Word> { phrase.words.iter().filter(|word| word.key != "and").cloned().collect() };
    let (a, b) = (words(reply), words(answer));
    b.len() > 2 && answer.words.len() == b.len() + 1 && answer.words[b.len() - 1].key == "and" && same_bag(&a, &b)
}

fn near(reply: &Phrase, answer: &Phrase) -> Option<u32> {
    let (a, b) = (refs(&reply.words), refs(&answer.words));
    aligned(&a, &b).or_else(|| without_small(&a, &b)).or_else(|| joined_near(reply, answer))
}

/// Word by word, each the same, misspelt, or an initial.
fn aligned(a: &[&Word], b: &[&Word]) -> Option<u32> {
    if a.len() != b.len() {
        return None;
    }
    let (mut sum, count) = (0, b.len());
    let sure =
        a.iter().zip(b).enumerate().any(|(i, (a, b))| b.len() > 2 && !listed(SMALL, &b.key) && same_word(a, i, b, i));
    let context = if sure { Context::Beside } else { Context::None };
    for (i, (a, b)) in a.iter().zip(b).enumerate() {
        sum += word_cost(a, b, i, i + 1 < count, context)?;
    }
    (sum <= MOST).then_some(sum)
}

fn without_small(a: &[&Word], b: &[&Word]) -> Option<u32> {
    let content = |list: &[&Word]| -> Vec<Word> {
        list.iter().filter(|word| !listed(SMALL, &word.key)).map(|word| (*word).clone()).collect()
    };
    let (x, y) = (content(a), content(b));
    if y.len() < 2 || (x.len() == a.len() && y.len() == b.len()) {
        return None;
    }
    aligned(&refs(&x), &refs(&y)).map(|cost| cost + LOOSE)
}

/// What it costs to take a word for another; before others, an initial will do.
pub fn word_cost(a: &Word, b: &Word, place: usize, goes_on: bool, context: Context) -> Option<u32> {
    if same_word(a, place, b, place) {
        return Some(0);
    }
    if value(a, place).is_some() && value(b, place).is_some() || a.number.is_some() {
        return None;
    }
    if let Some(number) = b.number {
        return misspelt(&a.text, number);
    }
    if goes_on && a.len() == 1 && b.len() > 1 && b.text.starts_with(&a.text) {
        return Some(LOOSE);
    }
    if context == Context::Beside && stem(&a.text) == stem(&b.text) {
        return Some(LOOSE);
    }
    misspelling((&a.text, &a.key), (&b.text, &b.key), context).or_else(|| {
        // "giraffs": the slip is in what singular and plural have in common.
        let inflected =
            (a.key != a.text || b.key != b.text) && !is_known((&a.text, &a.key)) && !is_word((&a.text, &a.key));
        inflected.then(|| misspelling((&a.key, &a.key), (&b.key, &b.key), context)).flatten().filter(|cost| *cost <= 12)
    })
}

/// A verb without its ending, at least three letters of it: "bit" of "bite" and "biting".
fn stem(word: &str) -> &str {
    let ends = ["ing", "ed", "es", "e", "s"];
    ends.iter().find_map(|end| word.strip_suffix(end)).filter(|stem| stem.len() >= 3).unwrap_or(word)
}

/// Compounds with slips, when the reply has another number of words.
fn joined_near(reply: &Phrase, answer: &Phrase) -> Option<u32> {
    if reply.words.len() == answer.words.len() {
        return None;
    }
    let numbers = |phrase: &Phrase| -> Vec<i128> { phrase.words.iter().filter_map(|word| word.number).collect() };
    let roman = |phrase: &Phrase| {
        phrase.words.iter().enumerate().any(|(i, word)| word.number.is_none() && word.roman(i).is_some())
    };
    let strange = |word: &Word| {
        is_known((&word.text, &word.key)) && word.len() > 2 && !answer.words.iter().any(|other| other.key == word.key)
    };
    if roman(reply)
        || roman(answer)
        || holds(reply, answer)
        || holds(answer, reply)
        || numbers(reply) != numbers(answer)
        || reply.words.iter().any(strange)
    {
        return None;
    }
    let (a, b) = (reply.joined_text(), answer.joined_text());
    let most = allowance(b.chars().count()) * 2 / 3;
    misspelling((&a, &a), (&b, &b), Context::None).filter(|cost| *cost <= most).map(|cost| cost + LOOSE)
}

/// Whether a phrase has all words of another and more: a whole word too many is no slip.
fn holds(more: &Phrase, less: &Phrase) -> bool {
    let found =
        |word: &Word| more.words.iter().any(|other| word_cost(other, word, 1, false, Context::Beside).is_some());
    more.words.len() > less.words.len() && less.words.iter().all(found)
}

/// "twelwe" for 12.
fn misspelt_number(reply: &Phrase, answer: &Phrase) -> Option<u32> {
    let [word] = reply.words.as_slice() else { return None };
    let number = answer.words.first()?.number?;
    if word.number.is_some() { None } else { misspelt(&word.text, number) }
}

fn misspelt(text: &str, number: i128) -> Option<u32> {
    let letters = text.chars().count();
    if letters < 4 || is_known((text, text)) {
        return None;
    }
    numbers::names(number)
        .filter(|name| name.len() > 3 && name.as_bytes().first() == text.as_bytes().first())
        .find_map(|name| slips(text, name, 10))
}
