//! Sentences cut into words, stop words and stems, and the hashed features that memory search compares.

/// Words of a text in lower case; letters, digits and inner apostrophes.
#[must_use]
pub fn words(text: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut word = String::new();
    for c in text.chars().map(|c| if c == '’' { '\'' } else { c }).chain([' ']) {
        if c.is_alphanumeric() || (c == '\'' && !word.is_empty()) || (c == '-' && !word.is_empty()) {
            word.extend(c.to_lowercase());
        } else if !word.is_empty() {
            let trimmed = word.trim_end_matches(['\'', '-']);
            found.push(trimmed.to_owned());
            word.clear();
        }
    }
    found
}

/// Words that carry no meaning of their own, sorted.
const STOP: [&str; 146] = [
    "a", "about", "after", "again", "ah", "all", "also", "always", "am", "an", "and", "any", "are", "aren't", "as",
    "at", "be", "because", "been", "before", "being", "but", "by", "can", "can't", "come", "could", "did", "didn't",
    "do", "does", "doesn't", "doing", "don't", "down", "else", "ever", "few", "for", "from", "get", "go", "going",
    "got", "had", "has", "have", "he", "her", "here", "hey", "him", "his", "how", "i", "i'll", "i'm", "i've", "if",
    "in", "into", "is", "isn't", "it", "it's", "its", "just", "know", "let", "like", "may", "me", "more", "most",
    "much", "must", "my", "never", "no", "not", "now", "of", "off", "oh", "on", "one", "only", "or", "other", "our",
    "out", "over", "really", "say", "see", "she", "should", "so", "some", "such", "tell", "than", "that", "that's",
    "the", "their", "them", "then", "there", "there's", "these", "they", "thing", "think", "this", "those", "to",
    "too", "up", "us", "very", "want", "was", "we", "well", "were", "what", "what's", "when", "where", "which",
    "while", "who", "who's", "why", "will", "with", "without", "would", "yes", "yet", "you", "you're", "your", "yours",
    "yourself",
];

/// Whether a word (in lower case) carries no meaning of its own.
#[must_use]
pub fn is_stop(word: &str) -> bool {
    STOP.binary_search(&word).is_ok()
}

/// A rough stem: "baking" and "bakes" become "bak", "cats" becomes "cat".
#[must_use]
pub fn stem(word: &str) -> &str {
    let word = word.strip_suffix("'s").unwrap_or(word);
    for ending in ["ings", "ing", "ies", "ers", "est", "ed", "er", "es", "ly", "e", "s", "y"] {
        if let Some(root) = word.strip_suffix(ending)
            && root.chars().count() >= 3
            && !(ending == "s" && root.ends_with('s'))
        {
            return root;
        }
    }
    word
}

/// Set in features that stand for a whole word; the others stand for three letters in a row.
pub const WORD: u32 = 1 << 31;

/// The hashed stems and letter triples of a text's meaningful words, sorted and without doubles.
#[must_use]
pub fn features(text: &str) -> Box<[u32]> {
    let mut found = Vec::new();
    for word in words(text) {
        if is_stop(&word) {
            continue;
        }
        let root = stem(&word);
        found.push(shared::dice::hash(root) | WORD);
        let letters: Vec<char> = std::iter::once('^').chain(root.chars()).chain(['$']).collect();
        for triple in letters.windows(3) {
            let triple: String = triple.iter().collect();
            found.push(shared::dice::hash(&triple) & !WORD);
        }
    }
    found.sort_unstable();
    found.dedup();
    found.into_boxed_slice()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_stop_words_are_sorted() {
        assert!(STOP.is_sorted(), "binary search needs order");
    }

    #[test]
    fn words_are_cut_at_what_is_no_letter() {
        assert_eq!(words("Where's the old-clock, Zoë?!"), ["where's", "the", "old-clock", "zoë"]);
        assert_eq!(words("  ... "), Vec::<String>::new());
    }

    #[test]
    fn stems_bring_forms_together() {
        assert_eq!(stem("baking"), stem("bakes"));
        assert_eq!(stem("cats"), stem("cat"));
        assert_eq!(stem("glass"), "glass");
    }
}
