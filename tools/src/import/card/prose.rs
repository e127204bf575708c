//! What a card's prose says, as far as plain rules can tell: sentences, facts, numbers and spoken lines.

use minds::words::MAX_SPOKEN;

/// Most letters of a field that are looked at; cards hold novels.
const MOST: usize = 40_000;

/// Words that stand for the character and for whoever talks to them.
const OWN: [&str; 4] = ["{{char}}", "{{Char}}", "<BOT>", "<bot>"];
const OTHER: [&str; 4] = ["{{user}}", "{{User}}", "<USER>", "<user>"];

/// A text with its placeholders filled.
#[must_use]
pub fn filled(text: &str, own: &str, other: &str) -> String {
    let mut out: String = text.chars().take(MOST).collect();
    for word in OWN {
        out = out.replace(word, own);
    }
    for word in OTHER {
        out = out.replace(word, other);
    }
    out
}

/// The sentences of a text, each with its full stop.
#[must_use]
pub fn sentences(text: &str) -> Vec<String> {
    let mut found = Vec::new();
    for line in text.lines() {
        let mut sentence = String::new();
        let mut letters = line.chars().peekable();
        while let Some(c) = letters.next() {
            sentence.push(c);
            if ".!?…".contains(c) && letters.peek().is_none_or(|next| next.is_whitespace()) {
                found.push(std::mem::take(&mut sentence));
            }
        }
        found.push(sentence);
    }
    let tidy = |sentence: &String| sentence.split_whitespace().collect::<Vec<_>>().join(" ");
    found.iter().map(tidy).filter(|sentence| sentence.chars().any(char::is_alphanumeric)).collect()
}

/// The first sentence, cut between words to at most so many letters.
#[must_use]
pub fn first(text: &str, most: usize) -> Option<String> {
    let sentence = sentences(text).into_iter().next()?;
    if sentence.chars().count() <= most {
        return Some(sentence);
    }
    let mut cut = String::new();
    for word in sentence.split(' ') {
        if cut.chars().count() + word.chars().count() + 2 > most {
            break;
        }
        if !cut.is_empty() {
            cut.push(' ');
        }
        cut.push_str(word);
    }
    let cut = if cut.is_empty() { sentence.chars().take(most.saturating_sub(1)).collect() } else { cut };
    Some(format!("{}…", cut.trim_end_matches([',', ';', ':'])))
}

/// Verbs that a fact about somebody may be told with.
const VERBS: [&str; 22] = [
    "is", "was", "has", "had", "likes", "loves", "hates", "dislikes", "wants", "owns", "lives", "works", "knows",
    "keeps", "makes", "speaks", "plays", "collects", "fears", "wears", "runs", "comes",
];

/// A sentence like "Ada keeps bees." as subject, verb and the rest.
#[must_use]
pub fn fact(sentence: &str, subjects: &[&str]) -> Option<(String, String, String)> {
    let sentence = sentence.trim_end_matches(['.', '!', '…']);
    let subject = subjects.iter().filter(|subject| !subject.is_empty()).find(|subject| {
        sentence.get(..subject.len()).is_some_and(|start| start.eq_ignore_ascii_case(subject))
            && sentence[subject.len()..].starts_with(' ')
    })?;
    let (verb, rest) = sentence[subject.len()..].trim_start().split_once(' ')?;
    let plain = !rest.contains(['{', '}', '[', ']', '*', '"', '<', '>', '|']);
    let fits = (2..=60).contains(&rest.chars().count());
    (VERBS.contains(&verb) && plain && fits).then(|| ((*subject).to_owned(), verb.to_owned(), rest.to_owned()))
}

/// Years that a text gives: "34 years old", "Age: 34".
#[must_use]
pub fn age(text: &str) -> Option<u8> {
    let words: Vec<String> =
        text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_lowercase).collect();
    let years = |word: &str| word.parse::<u8>().ok().filter(|age| (1..=120).contains(age));
    words.windows(2).find_map(|pair| match (pair[0].as_str(), pair[1].as_str()) {
        ("age" | "aged", number) | (number, "years" | "year" | "yo") => years(number),
        _ => None,
    })
}

/// How often a text says one of these words.
#[must_use]
pub fn count(text: &str, wanted: &[&str]) -> usize {
    let words = text.split(|c: char| !c.is_alphanumeric()).map(str::to_lowercase);
    words.filter(|word| wanted.contains(&word.as_str())).count()
}

/// Lines that somebody could say aloud: actions between asterisks left out, short, and without marks of their own.
#[must_use]
pub fn spoken(text: &str) -> Vec<String> {
    let mut plain = String::new();
    let mut acts = false;
    for c in text.chars() {
        match c {
            '*' => acts = !acts,
            '\n' => {
                // An action that was never closed ends with its line.
                acts = false;
                plain.push('\n');
            }
            '"' | '“' | '”' => {}
            c if !acts => plain.push(c),
            _ => {}
        }
    }
    let fits = |line: &String| {
        let letters = line.chars().count();
        (4..=MAX_SPOKEN - 20).contains(&letters)
            && !line.contains(['{', '}', '[', ']', '|', '<', '>', '(', ')', '*', '_', '#', '`'])
    };
    sentences(&plain).into_iter().filter(fits).collect()
}

/// What the character says in example dialogue.
#[must_use]
pub fn examples(text: &str, name: &str) -> String {
    let mine = [OWN[0], OWN[1], OWN[2], name].map(|who| format!("{who}:"));
    let lines = text.lines().filter_map(|line| mine.iter().find_map(|who| line.trim().strip_prefix(who.as_str())));
    lines.collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sentences_end_at_full_stops_and_lines() {
        assert_eq!(sentences("A b. C!  D\nE 3.5 f?"), ["A b.", "C!", "D", "E 3.5 f?"]);
        assert_eq!(first("One two three four.", 12).as_deref(), Some("One two…"));
        assert_eq!(first("\n ...", 12), None);
    }

    #[test]
    fn facts_are_plain_sentences_about_somebody() {
        let fact = |sentence| fact(sentence, &["Ada", "she"]);
        let of = |a: &str, b: &str, c: &str| Some((a.to_owned(), b.to_owned(), c.to_owned()));
        assert_eq!(fact("Ada keeps nine hives."), of("Ada", "keeps", "nine hives"));
        assert_eq!(fact("She loves rain."), of("she", "loves", "rain"));
        assert_eq!(fact("Adamant is a word."), None);
        assert_eq!(fact("Ada jumps."), None);
        assert_eq!(fact("Ada is *glowing*."), None);
    }

    #[test]
    fn ages_and_lines() {
        assert_eq!(
            (age("a 34-year-old"), age("Age: 7"), age("aged 300"), age("in 1999")),
            (Some(34), Some(7), None, None)
        );
        assert_eq!(spoken("*waves* \"Hello there.\" <b> *sits\nMind the bees!"), ["Hello there.", "Mind the bees!"]);
        assert_eq!(examples("<START>\n{{user}}: Hi\n{{char}}: Yes?\nAda: No.", "Ada"), " Yes?\n No.");
    }
}
