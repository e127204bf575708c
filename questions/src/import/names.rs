//! Content names for what comes with none, or with one that a file can't have.

use std::collections::BTreeSet;

use shared::dice::hash;
use shared::ids::Key;
use unicode_normalization::UnicodeNormalization as _;

/// Most characters of a content name.
const MOST: usize = 32;

/// Words that make no name: a question's first words are seldom what it is about.
const EMPTY: &[&str] = &[
    "a", "an", "and", "are", "at", "by", "called", "did", "do", "does", "for", "from", "had", "has", "have", "how",
    "in", "is", "it", "its", "name", "of", "on", "the", "these", "this", "to", "was", "were", "what", "which", "who",
    "whose", "with",
];

/// The whole words of a text that fit into a name of at most so many characters; empty when none does.
fn slug(text: &str, most: usize, skip: &[&str]) -> String {
    let mut slug = String::new();
    let base: String = text.nfd().filter(char::is_ascii).take(400).collect();
    for word in base.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty()) {
        let word = word.to_ascii_lowercase();
        if skip.contains(&word.as_str()) {
            continue;
        }
        let gap = usize::from(!slug.is_empty());
        if slug.len() + gap + word.len() > most {
            break;
        }
        if gap > 0 {
            slug.push('-');
        }
        slug.push_str(&word);
    }
    slug
}

/// Whether a text has letters that [`slug`] can't write, so that the rest of it says too little.
fn is_foreign(text: &str) -> bool {
    text.nfd().any(|c| c.is_alphabetic() && !c.is_ascii())
}

/// The name of a category; of two that would be the same the second one gets a number of its own.
pub fn category_key(name: &str, taken: &BTreeSet<Key>) -> Key {
    let slug = if is_foreign(name) { String::new() } else { slug(name, MOST, &[]) };
    free_key(slug, "category", name, taken)
}

/// The name of a question in its category: what it asks for, or its first telling words.
pub fn question_key(wanted: Option<&str>, ask: &str, taken: &BTreeSet<Key>) -> Key {
    if let Some(key) = wanted.and_then(|name| Key::parse(name).ok()).filter(|key| !taken.contains(key)) {
        return key;
    }
    let wanted = wanted.map(|name| slug(name, MOST, &[])).filter(|slug| slug.len() > 2);
    let slug = wanted.unwrap_or_else(|| if is_foreign(ask) { String::new() } else { slug(ask, MOST, EMPTY) });
    free_key(slug, "q", ask, taken)
}

/// The name of a board.
pub fn board_key(wanted: &str, taken: &BTreeSet<Key>) -> Key {
    free_key(slug(wanted, MOST, &[]), "board", wanted, taken)
}

/// The slug itself, or its beginning with a number that follows from the text, so that it is the same another time.
fn free_key(slug: String, otherwise: &str, text: &str, taken: &BTreeSet<Key>) -> Key {
    let is_free = |key: &Key| !taken.contains(key);
    if let Some(key) = Key::parse(&slug).ok().filter(|_| slug.len() > 1).filter(is_free) {
        return key;
    }
    let begin = if slug.len() > 1 { &slug[..slug.len().min(MOST - 9)] } else { otherwise };
    let begin = begin.trim_end_matches('-');
    let mut number = hash(text);
    // Texts made to have one hash don't follow one another: how many there are is different each time.
    let step = u32::try_from(taken.len()).unwrap_or(u32::MAX).wrapping_mul(2).wrapping_add(1);
    loop {
        match Key::parse(&format!("{begin}-{number:08x}")) {
            Ok(key) if is_free(&key) => return key,
            _ => number = number.wrapping_add(step),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_follow_from_texts() {
        let mut taken = BTreeSet::new();
        let mut name = |wanted: Option<&str>, ask: &str| {
            let key = question_key(wanted, ask, &taken);
            taken.insert(key.clone());
            key.to_string()
        };
        assert_eq!(name(None, "Which river flows through Cairo and Khartoum?"), "river-flows-through-cairo");
        assert_eq!(name(None, "Which river flows: through Cairo, continuously?"), "river-flows-through-cai-168aabc9");
        assert_eq!(name(Some("nile-cairo"), "x"), "nile-cairo");
        assert_eq!(name(Some("Éclair: the cake"), "x"), "eclair-the-cake");
        assert!(name(None, "Какая река течёт через Каир?").starts_with("q-"));
        assert!(name(None, "???").starts_with("q-"));
    }

    #[test]
    fn categories_of_one_slug_stay_apart() {
        let mut taken = BTreeSet::from([Key::parse("art").expect("a legal name")]);
        for name in ["Science: Computers", "Science & Computers", "Наука", "Art"] {
            let key = category_key(name, &taken);
            assert!(taken.insert(key), "{name}: {taken:?}");
        }
        assert!(taken.iter().any(|key| key.as_str() == "science-computers"), "{taken:?}");
    }
}
