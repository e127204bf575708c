//! Names with the kind of thing in them: "Mount Everest" is Everest, "Red Sea" isn't red.

use super::filler::{is_place, is_quality};
use super::phrase::Phrase;

/// Kinds that an answer can be recognised without.
const KINDS: &[&str] =
    &["mount", "mountain", "river", "ocean", "sea", "desert", "lake", "strait", "gulf", "fall", "planet"];

/// An answer without its kind, if what remains can only be it.
pub fn without_kind(answer: &Phrase) -> Option<Phrase> {
    let words = &answer.words;
    let rest = match words.as_slice() {
        [kind, rest @ ..] if KINDS.contains(&kind.key.as_str()) => rest,
        [rest @ .., kind] if KINDS.contains(&kind.key.as_str()) => rest,
        [kind, rest] if kind.key == "vitamin" => return Some(answer.part(std::slice::from_ref(rest))),
        _ => return None,
    };
    let [name] = rest else { return None };
    (name.len() > 3 && !is_quality(name) && !is_place(&name.text)).then(|| answer.part(rest))
}

/// Whether a name has a kind of place in it, so that nobody's title belongs before it.
pub fn has_kind(answer: &Phrase) -> bool {
    answer.words.len() > 1 && answer.words.iter().any(|word| KINDS.contains(&word.key.as_str()))
}

/// The same name with its kind at the other end: "Nile River" for "River Nile".
pub fn turned(answer: &Phrase) -> Option<Phrase> {
    let mut words = answer.words.clone();
    let (first, last) = (words.first()?.key.clone(), words.last()?.key.clone());
    let kind = |key: &str| matches!(key, "mount" | "mountain" | "river" | "lake");
    if words.len() < 2 || kind(&first) == kind(&last) {
        return None;
    }
    if kind(&first) {
        words.rotate_left(1);
    } else {
        words.rotate_right(1);
    }
    Some(answer.part(&words))
}

/// Whether a reply is the initials of an answer of three words or more: NATO, FIFA.
pub fn is_initials(reply: &Phrase, answer: &Phrase) -> bool {
    let [word] = reply.words.as_slice() else { return false };
    if word.len() < 3 || answer.words.len() < 3 || answer.words.iter().any(|word| word.number.is_some()) {
        return false;
    }
    let first = |words: &mut dyn Iterator<Item = &super::phrase::Word>| -> String {
        words.filter_map(|word| word.text.chars().next()).collect()
    };
    let all = first(&mut answer.words.iter());
    let capitals = first(&mut answer.words.iter().filter(|word| word.capital));
    word.text == all || (word.text == capitals && capitals.len() >= 3)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kinds_may_be_missing_where_the_name_is_enough() {
        for (answer, expected) in [
            ("Mount Everest", Some("everest")),
            ("Sahara Desert", Some("sahara")),
            ("Red Sea", None),
            ("Dead Sea", None),
            ("Lake Michigan", None),
            ("Mexico City", None),
            ("Vitamin C", Some("c")),
        ] {
            assert_eq!(without_kind(&Phrase::of(answer)).map(|phrase| phrase.text()).as_deref(), expected, "{answer}");
        }
        assert!(is_initials(&Phrase::of("NATO"), &Phrase::of("North Atlantic Treaty Organization")));
        assert!(!is_initials(&Phrase::of("NASA"), &Phrase::of("North Atlantic Treaty Organization")));
    }
}
