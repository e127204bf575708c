//! Words that are answers of their own: whoever writes one of them correctly didn't misspell another.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use super::distance::{alike, allowance, slips};
use super::phonetic::sounds;
use super::spelling;

/// Sections of words, each begun by a line with `#` and its name; `_` stands for a space.
const KNOWN: &str = include_str!("known.txt");

/// Given names, which say that a name is a person's.
const GIVEN: &str = include_str!("given.txt");

static SECTIONS: LazyLock<BTreeMap<&str, BTreeSet<String>>> = LazyLock::new(|| {
    let mut sections: BTreeMap<&str, BTreeSet<String>> = BTreeMap::new();
    let mut name = "";
    for line in KNOWN.lines() {
        if let Some(heading) = line.strip_prefix("# ") {
            name = heading;
        } else {
            sections.entry(name).or_default().extend(line.split_whitespace().map(|word| word.replace('_', " ")));
        }
    }
    sections
});

/// Sections of names, which have no plural.
const PROPER: &[&str] = &["places", "states", "cities", "regions", "people", "gods"];

/// Sections of what is no likely answer, but no misspelling either.
const COMMON: &[&str] = &["common", "adjectives"];

/// All single words that can be answers: names as they are, other words by their keys; in order, so that words with the
/// same beginning stand together.
static ANSWERS: LazyLock<BTreeSet<String>> = LazyLock::new(|| {
    let sections = SECTIONS.iter().filter(|(name, _)| !COMMON.contains(name));
    let words = sections.flat_map(|(name, words)| words.iter().map(move |word| (*name, word)));
    let single = words.filter(|(_, word)| !word.contains(' '));
    single.map(|(name, word)| if PROPER.contains(&name) { word.clone() } else { spelling::key(word) }).collect()
});

/// Keys of other words, and given names.
static WORDS: LazyLock<BTreeSet<String>> = LazyLock::new(|| {
    let common = COMMON.iter().filter_map(|name| SECTIONS.get(name)).flatten().map(|word| spelling::key(word));
    common.chain(GIVEN.split_whitespace().map(str::to_owned)).collect()
});

/// Words that sound the same or nearly so, a group a line: beside a word that is right, any of them will do.
const HOMOPHONES: &str = include_str!("homophones.txt");

static GIVEN_NAMES: LazyLock<BTreeSet<&str>> = LazyLock::new(|| GIVEN.split_whitespace().collect());

/// Whether a word is in a section of the list.
pub fn is_in(section: &str, word: &str) -> bool {
    SECTIONS.get(section).is_some_and(|words| words.contains(word))
}

/// Whether a word is one that can be another answer.
pub fn is_known((text, key): Spelt) -> bool {
    ANSWERS.contains(text) || (ANSWERS.contains(key) && !PROPER.iter().any(|section| is_in(section, key)))
}

/// Whether a word is a common one or a given name.
pub fn is_word((text, key): Spelt) -> bool {
    WORDS.contains(text) || WORDS.contains(key)
}

/// Whether a word is a given name.
pub fn is_given_name(word: &str) -> bool {
    GIVEN_NAMES.contains(word)
}

/// A word as it is judged: as typed, and by its key.
pub type Spelt<'a> = (&'a str, &'a str);

/// What may speak for a misspelling besides the word itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Context {
    /// Nothing.
    None,
    /// Another word of the answer is beside it, spelt correctly.
    Beside,
}

/// The cost at which `typed` is a misspelling of `meant`: few slips for its length or the same sound, and nearer to it
/// than to any word that is an answer of its own.
pub fn misspelling(typed: Spelt, meant: Spelt, context: Context) -> Option<u32> {
    let letters = meant.0.chars().count();
    let others = typed.0.chars().count();
    if context == Context::Beside && HOMOPHONES.lines().any(|line| has_both(line, typed.1, meant.1)) {
        return Some(6);
    }
    if letters.min(others) < 3 || is_known(typed) || has_digit(typed.0) || has_digit(meant.0) {
        return None;
    }
    if context == Context::Beside {
        return beside(typed.0, meant.0, letters);
    }
    let namesake = is_given_name(typed.0) && is_given_name(meant.0) && sounds(typed.0).meet(&sounds(meant.0));
    if letters < 4 || (is_word(typed) && !namesake) {
        return None;
    }
    let begins_alike = match (typed.0.chars().next(), meant.0.chars().next()) {
        (Some(a), Some(b)) => alike(a, b) || (letters > 6 && begins_swapped(typed.0, meant.0)),
        _ => false,
    };
    let slipped = begins_alike.then(|| slips(typed.0, meant.0, allowance(((letters + others) / 2).max(4)))).flatten();
    let cost = slipped.or_else(|| by_ear(typed.0, meant.0, letters))?;
    let sure = letters >= 6 && sounds(typed.0).meet(&sounds(meant.0));
    (sure || !is_nearer_to_another(typed.0, meant.0, cost)).then_some(cost)
}

/// Beside a word that is right, one may be a little farther off, and a common word that sounds the same.
fn beside(typed: &str, meant: &str, letters: usize) -> Option<u32> {
    if letters == 3 {
        return slips(typed, meant, 5);
    }
    let alike = match (typed.chars().next(), meant.chars().next()) {
        (Some(a), Some(b)) => alike(a, b),
        _ => false,
    };
    let heard = || slips(typed, meant, 16).filter(|_| sounds(typed).meet(&sounds(meant)));
    if is_given_name(typed) && is_given_name(meant) {
        return same_name(typed, meant);
    }
    let key = spelling::key(typed);
    if COMMON.iter().any(|section| is_in(section, typed) || is_in(section, &key)) {
        return None;
    }
    let most = allowance(letters) + if letters < 7 { 4 } else { 0 };
    slips(typed, meant, most).filter(|_| alike).or_else(heard).or_else(|| by_ear(typed, meant, letters))
}

/// Whether two given names are one, spelt differently, and at what cost: Stephen and Steven, but not Serena and Selena.
pub fn same_name(a: &str, b: &str) -> Option<u32> {
    slips(a, b, 18).filter(|_| sounds(a).meet(&sounds(b)))
}

fn has_both(line: &str, a: &str, b: &str) -> bool {
    line.split(' ').any(|word| word == a) && line.split(' ').any(|word| word == b)
}

fn has_digit(word: &str) -> bool {
    word.bytes().any(|b| b.is_ascii_digit())
}

fn begins_swapped(a: &str, b: &str) -> bool {
    let two = |word: &str| (word.chars().next(), word.chars().nth(1));
    let (x, y) = (two(a), two(b));
    x == (y.1, y.0)
}

/// From six letters on, what sounds the same may be written quite differently.
fn by_ear(typed: &str, meant: &str, letters: usize) -> Option<u32> {
    let most = u32::try_from(letters).unwrap_or(u32::MAX).saturating_mul(7) / 2;
    let cost = slips(typed, meant, most).filter(|_| letters >= 6)?;
    sounds(typed).meet(&sounds(meant)).then_some(cost)
}

fn is_nearer_to_another(typed: &str, meant: &str, cost: u32) -> bool {
    let Some(first) = typed.chars().next().filter(|_| cost > 0) else { return false };
    let most = cost - 1;
    ANSWERS
        .range(first.to_string()..)
        .take_while(|word| word.starts_with(first))
        .any(|word| word != meant && slips(typed, word, most).is_some())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn misspellings_are_told_from_other_words() {
        let judge = |typed: &str, meant: &str| {
            misspelling((typed, &spelling::key(typed)), (meant, &spelling::key(meant)), Context::None)
        };
        for (typed, meant) in [
            ("einstien", "einstein"),
            ("kairo", "cairo"),
            ("altantic", "atlantic"),
            ("zylofone", "xylophone"),
            ("sychology", "psychology"),
            ("zues", "zeus"),
            ("austrailia", "australia"),
            ("filadelfia", "philadelphia"),
        ] {
            assert!(judge(typed, meant).is_some(), "{typed} {meant}");
        }
        for (typed, meant) in [
            ("iraq", "iran"),
            ("irak", "iran"),
            ("austria", "australia"),
            ("niger", "nigeria"),
            ("manet", "monet"),
            ("plato", "pluto"),
            ("bear", "beer"),
            ("mile", "nile"),
            ("cat", "car"),
            ("1945", "1946"),
            ("juniper", "jupiter"),
            ("saturday", "saturn"),
        ] {
            assert_eq!(judge(typed, meant), None, "{typed} {meant}");
        }
    }

    #[test]
    fn the_lists_are_read() {
        assert!(is_in("places", "new zealand") && is_in("colours", "yellow") && is_in("elements", "gold"));
        assert!(is_given_name("albert") && !is_given_name("einstein"));
        assert!(is_known(("wolf", "wolf")) && !is_known(("wulf", "wulf")));
    }
}
