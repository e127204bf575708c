//! What people write around an answer: "I think it's …", "… of course", "the planet …", "… by Leonardo".

use super::confusable::is_in;
use super::listed;
use super::phrase::{Phrase, Word};
use super::tokens::Token;

/// Words before an answer that say nothing.
const BEFORE: &str = "\
    a an the its it is was thats that this these those what whats who whos are were i im think thinking believe \
    guess say said sure pretty maybe perhaps probably possibly surely definitely certainly obviously um umm uh \
    uhm er erm hmm hm oh ah well so like just answer my final must be being could might would should gotta got \
    has have to ok okay yes yeah yep please sir there they theyre he she hes shes called named known as about \
    around approximately roughly exactly in on at going with id ill go for our hopefully sounds some one of";

/// Words after an answer that say nothing.
const AFTER: &str = "\
    i think guess believe please maybe probably perhaps definitely obviously surely is it isnt answer my the \
    final would say though lol haha thats of course sure for or something exactly sir im pretty";

/// Kinds of things that may stand before a name, with or without "of".
const KINDS: &str = "\
    planet dwarf god goddess titan number color element metal gas band group singer composer painter artist \
    author writer poet playwright scientist physicist philosopher inventor actor actress explorer astronaut \
    animal bird movie film book novel play song opera painting game sport cup glass piece slice kind type sort \
    word letter language currency company year month force country nation republic kingdom state continent \
    island city town capital river mount ocean sea desert lake process";

/// Those that need "of", because without it they make other names: "Mexico City", "Kingdom Hearts".
const NEEDS_OF: &str =
    "cup glass piece slice kind type sort force republic kingdom state city town capital group process";

/// Kinds of things that may stand after a name.
const KINDS_AFTER: &str = "\
    planet mission gas metal element dip sauce cheese game movie film band language fish bird tree fruit dog \
    animal desert ocean sea river mountain lake island color";

/// What people are known as, which may stand after a name: "Mozart, the composer".
const MAKERS: &str = "\
    singer composer painter artist author writer poet playwright scientist physicist philosopher inventor actor \
    actress explorer astronaut band";

/// Words that make another thing of what follows or goes before them, so that nothing may be left out beside them.
pub fn is_quality(word: &Word) -> bool {
    word.number.is_some()
        || ["colours", "directions", "adjectives", "peoples", "times"].iter().any(|section| is_in(section, &word.text))
}

fn is(list: &str, token: &Token) -> bool {
    listed(list, &token.text)
}

/// Whether there is nothing but filler.
pub fn is_filler(tokens: &[Token]) -> bool {
    tokens.iter().all(|token| is(BEFORE, token) || is(AFTER, token))
}

/// The reply as it is, and without what says nothing before and after it.
pub fn plain(tokens: &[Token]) -> Vec<Phrase> {
    let mut before = tokens.iter().take_while(|token| is(BEFORE, token)).count();
    let mut after = tokens.iter().rev().take_while(|token| is(AFTER, token)).count();
    // A last "I" is a number: "World War I".
    if tokens.last().is_some_and(|last| last.text == "i") {
        after = 0;
    }
    // Something must be left: the last word said is the likeliest answer.
    before = before.min(tokens.len().saturating_sub(1));
    after = after.min(tokens.len().saturating_sub(1));
    let mut list: Vec<Phrase> = Vec::new();
    for (from, to) in [(0, 0), (before, 0), (before.saturating_sub(1), 0), (0, after), (before, after)] {
        if from + to < tokens.len().max(1) {
            let phrase = Phrase::from_tokens(&tokens[from..tokens.len() - to]);
            let other = phrase.by_other_name();
            for phrase in std::iter::once(phrase).chain(other) {
                if !list.contains(&phrase) {
                    list.push(phrase);
                }
            }
        }
    }
    list
}

/// The reply without a kind, an origin or a maker that it names as well. The kind must not be part of the name itself,
/// which nobody can know here; so what remains must be more than a quality, and no place if a place's kind goes.
pub fn without_detail(phrase: &Phrase, answer_is_place: bool) -> Vec<Phrase> {
    let words = &phrase.words;
    let key = |i: usize| words.get(i).map_or("", |word| word.key.as_str());
    let mut list = Vec::new();
    if listed(KINDS, key(0)) && words.len() > 1 {
        if key(1) == "of" && words.len() > 2 {
            list.push(phrase.part(&words[2..]));
        } else if !listed(NEEDS_OF, key(0)) && (remains(&words[1..], key(0)) || !is_geographic(key(0))) {
            list.push(phrase.part(&words[1..]));
        }
    }
    if let Some((last, rest)) = words.split_last().filter(|(_, rest)| !rest.is_empty())
        && listed(KINDS_AFTER, &last.key)
        && remains(rest, &last.key)
    {
        list.push(phrase.part(rest));
    }
    if let Some(by) = words.iter().position(|word| word.key == "by").filter(|by| *by > 0 && by + 4 >= words.len()) {
        list.push(phrase.part(&words[..by]));
    }
    if let Some((last, rest)) = words.split_last().filter(|(_, rest)| rest.len() == 1 && !answer_is_place)
        && listed(MAKERS, &last.key)
        && !is_quality(&rest[0])
    {
        list.push(phrase.part(rest));
    }
    list.extend(without_origin(phrase, answer_is_place));
    list
}

fn is_geographic(kind: &str) -> bool {
    matches!(kind, "river" | "mountain" | "mount" | "ocean" | "sea" | "desert" | "lake" | "island")
}

fn remains(rest: &[Word], kind: &str) -> bool {
    let place =
        is_geographic(kind) && is_place(&rest.iter().map(|word| word.text.as_str()).collect::<Vec<_>>().join(" "));
    let lone = rest.len() == 1 && is_quality(&rest[0]) && !matches!(kind, "color" | "language");
    !place && !lone
}

/// "… of France", "… in Rome", "Los Angeles, California".
fn without_origin(phrase: &Phrase, answer_is_place: bool) -> Option<Phrase> {
    let words = &phrase.words;
    let (at, _) = (1..words.len()).map(|at| (at, phrase.part(&words[at..]).text())).find(|(_, rest)| {
        let place = rest
            .strip_prefix("of ")
            .or_else(|| rest.strip_prefix("in "))
            .or_else(|| rest.strip_prefix("from "))
            .unwrap_or(rest);
        is_place(place) || (place != rest && (is_city(place) || is_year(place)))
    })?;
    let rest = phrase.part(&words[..at]);
    let lone = rest.words.len() == 1 && is_quality(&rest.words[0]);
    (!answer_is_place && !lone).then_some(rest)
}

fn is_year(text: &str) -> bool {
    text.len() == 4 && text.parse::<u32>().is_ok_and(|year| (1000..2100).contains(&year))
}

/// Whether a text names a country, a state or a continent.
pub fn is_place(text: &str) -> bool {
    is_in("places", text) || is_in("states", text)
}

/// Whether a text names a well-known city.
pub fn is_city(text: &str) -> bool {
    is_in("cities", text)
}

/// Whether a text names a state of the United States or the like.
pub fn is_state(text: &str) -> bool {
    is_in("states", text)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rooms::judge::tokens::tokens;

    #[test]
    fn filler_goes() {
        for (text, expected) in [
            ("I think it's the Nile", "nile"),
            ("what is gold?", "gold"),
            ("Mozart, I guess", "mozart"),
            ("it's It", "it"),
            ("is it Paris please", "paris"),
        ] {
            assert!(plain(&tokens(text)).iter().any(|phrase| phrase.text() == expected), "{text}");
        }
        assert!(is_filler(&tokens("I think")) && !is_filler(&tokens("Paris")));
    }

    #[test]
    fn details_go() {
        for (text, expected) in [
            ("planet Mars", Some("mars")),
            ("the continent of Antarctica", Some("antarctica")),
            ("Nile River", Some("nile")),
            ("Louis XIV of France", Some("louis xiv")),
            ("Mona Lisa by Leonardo", Some("mona lisa")),
            ("Mexico City", None),
            ("Jordan River", None),
            ("blue cheese", None),
        ] {
            let list = without_detail(&Phrase::of(text), false);
            let found = expected.is_none_or(|expected| list.iter().any(|phrase| phrase.text() == expected));
            assert!(found && (expected.is_some() || list.is_empty()), "{text}: {list:?}");
        }
    }
}
