//! How alike two texts are: for questions that ask the same in other words.

use std::collections::BTreeSet;

/// Words that say nothing of what is asked.
const EMPTY: &[&str] = &[
    "a", "an", "and", "are", "as", "at", "be", "by", "called", "did", "do", "does", "for", "from", "had", "has",
    "have", "how", "in", "into", "is", "it", "its", "many", "most", "name", "named", "of", "on", "one", "or", "than",
    "that", "the", "their", "these", "this", "to", "was", "were", "what", "when", "where", "which", "who", "whose",
    "with",
];

/// A text as it is compared: lower case, letters and digits only, one space between words.
#[must_use]
pub fn plain(text: &str) -> String {
    let lower: String =
        text.chars().flat_map(char::to_lowercase).map(|c| if c.is_alphanumeric() { c } else { ' ' }).collect();
    lower.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The words of a text that say something; a sign between two numbers is one of them.
#[must_use]
pub fn words(text: &str) -> BTreeSet<String> {
    let plain = plain(text);
    let words = plain.split(' ').filter(|word| !word.is_empty() && !EMPTY.contains(word)).map(str::to_owned);
    words.chain(signs(text)).collect()
}

/// The signs that stand between numbers: 12 - 7 is not 12 + 7.
fn signs(text: &str) -> Vec<String> {
    let mut found = Vec::new();
    let (mut number, mut sign) = (false, None);
    for c in text.chars().filter(|c| !c.is_whitespace()) {
        let digit = c.is_ascii_digit() || "()".contains(c);
        if digit && number {
            found.extend(sign.map(|sign: char| sign.to_string()));
        }
        sign = match c {
            '+' | '/' | '=' | '<' | '>' | '^' | '%' => Some(c),
            '-' | '−' => Some('-'),
            '*' | '×' | '·' => Some('×'),
            '÷' | ':' => Some('÷'),
            _ => None,
        };
        number = digit || number && sign.is_some();
    }
    found
}

/// The share of words that two texts have in common, 0..=1 (Jaccard index); 0 when either has none.
#[must_use]
pub fn likeness(a: &BTreeSet<String>, b: &BTreeSet<String>) -> f32 {
    let shared = a.intersection(b).count();
    let all = a.len() + b.len() - shared;
    if all == 0 { 0.0 } else { shared as f32 / all as f32 }
}

/// Whether `part` stands in `text` as whole words.
#[must_use]
pub fn contains_words(text: &str, part: &str) -> bool {
    let part = plain(part);
    !part.is_empty() && format!(" {} ", plain(text)).contains(&format!(" {part} "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_question_in_other_words_is_alike() {
        let a = words("Which planet is nearest to the Sun?");
        assert!(likeness(&a, &words("What is the planet nearest the sun called?")) > 0.9);
        assert!(likeness(&a, &words("Which planet has the most moons?")) < 0.5);
        assert_eq!(likeness(&words("of the"), &words("")), 0.0);
    }

    #[test]
    fn sums_are_told_apart_by_their_signs() {
        let sum = |text| words(text).into_iter().collect::<Vec<_>>().join(" ");
        assert_eq!(sum("What is 12 + 7?"), "+ 12 7");
        assert_eq!(sum("12-7"), sum("What is 12 − 7?"));
        assert_eq!(sum("(3 * 4) / 6"), "/ 3 4 6 ×");
        assert_eq!(sum("Well-known: 3 cats - and 4 dogs"), "3 4 cats dogs known well");
    }

    #[test]
    fn words_are_found_whole() {
        assert!(contains_words("The river Nile, in Egypt", "nile"));
        assert!(!contains_words("Juvenile animals", "Nile"));
    }
}
