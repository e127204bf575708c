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

/// The words of a text that say something.
#[must_use]
pub fn words(text: &str) -> BTreeSet<String> {
    plain(text).split(' ').filter(|word| !word.is_empty() && !EMPTY.contains(word)).map(str::to_owned).collect()
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
    fn words_are_found_whole() {
        assert!(contains_words("The river Nile, in Egypt", "nile"));
        assert!(!contains_words("Juvenile animals", "Nile"));
    }
}
