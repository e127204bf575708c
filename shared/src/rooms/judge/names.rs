//! Names of people: the surname alone will do, given names may be initials, and a wrong given name is wrong.

use super::compare::{same_word, word_cost};
use super::confusable::{Context, is_given_name, is_in, is_known, same_name};
use super::distance::slips;
use super::listed;
use super::phonetic::sounds;
use super::phrase::{Phrase, Word};

const TITLES: &str = "\
    king queen emperor empress tsar czar tsarina president chancellor sir dame lord lady pope captain general \
    admiral colonel sergeant doctor professor mister missus ms miss prince princess duke duchess count baron \
    senator governor sultan saint st sheriff inspector detective";

/// Titles of two words.
const LONG_TITLES: &[[&str; 2]] = &[["prime", "minister"], ["vice", "president"], ["tsar", "emperor"]];

const PARTICLES: &str = "van von de da di del della der den la le du al el bin ibn ter ten dos st";

/// Last words of what begins with a given name and is no person.
const NO_SURNAME: &str = "\
    falls island islands city river lake airport cross street palace bridge park tower hall house war prize disease cup \
    beach bay state university day apple mouse duck bunny pan claus hood rabbit bear pig dog cat station line \
    law theorem syndrome show sea desert mountain square canal khan great terrible conqueror lionheart junior ii \
    iii i and";

/// A phrase without the title it begins with; nothing if it has none, is nothing else, or is "King of Spain".
pub fn without_title(phrase: &Phrase) -> Option<Phrase> {
    let words = &phrase.words;
    let key = |i: usize| words.get(i).map_or("", |word| word.key.as_str());
    let taken =
        if LONG_TITLES.contains(&[key(0), key(1)]) { 2 } else { usize::from(listed(TITLES, &words.first()?.text)) };
    let goes_on = taken > 0 && words.len() > taken && !matches!(key(taken), "of" | "and");
    // "King penguin" is no king.
    let named =
        |word: &Word| is_in("people", &word.text) || is_given_name(&word.text) || !is_known((&word.text, &word.key));
    (goes_on && named(&words[taken])).then(|| phrase.part(&words[taken..]))
}

/// A person's name in an answer.
struct Person<'a> {
    given: Vec<&'a Word>,
    surname: &'a Word,
    /// Particles and surname in one, if there are particles: "vangogh".
    joined: Option<String>,
}

fn person(phrase: &Phrase) -> Option<Person<'_>> {
    let words: Vec<&Word> =
        phrase.words.iter().filter(|word| !matches!(word.key.as_str(), "junior" | "senior")).collect();
    let (surname, before) = words.split_last()?;
    let is_particle = |word: &&&Word| listed(PARTICLES, &word.text);
    let particles = before.iter().rev().take_while(is_particle).count();
    let (given, particles) = before.split_at(before.len() - particles);
    let first = given.first()?;
    let plain = words.iter().all(|word| word.number.is_none() && (word.capital || listed(PARTICLES, &word.text)));
    let named = is_given_name(&first.text) || first.initials || is_consonants(&first.text);
    let fits = plain && named && words.len() <= 5 && surname.len() > 1 && !listed(NO_SURNAME, &surname.text);
    let joined = particles.iter().chain([surname]).map(|word| word.text.as_str()).collect();
    fits.then(|| Person { given: given.to_vec(), surname, joined: (!particles.is_empty()).then_some(joined) })
}

/// Letters each on its own, also when they are typed as one: "jrr", "em".
fn is_initials(word: &Word) -> bool {
    word.initials || is_consonants(&word.text) || (word.len() == 2 && !is_given_name(&word.text))
}

/// "jrr": too short and without a vowel, so no name.
fn is_consonants(text: &str) -> bool {
    let letters = text.chars().count();
    letters == 1 || (letters <= 3 && !text.chars().any(super::distance::is_vowel))
}

/// What it costs to take a reply for the person an answer names.
pub fn as_person(reply: &Phrase, answer: &Phrase) -> Option<u32> {
    let person = person(answer)?;
    let mut words: Vec<&Word> =
        reply.words.iter().filter(|word| !matches!(word.key.as_str(), "junior" | "senior")).collect();
    let cost = in_order(&words, &person);
    if cost.is_some() || words.len() < 2 {
        return cost;
    }
    // "Einstein Albert"
    words.rotate_left(1);
    in_order(&words, &person)
}

fn in_order(words: &[&Word], person: &Person<'_>) -> Option<u32> {
    let (last, before) = words.split_last()?;
    let sure = before.iter().any(|word| word.len() > 3 && person.given.iter().any(|given| given.text == word.text));
    let context = if sure { Context::Beside } else { Context::None };
    let joined = person.joined.as_ref().and_then(|joined| {
        let whole = Word { text: joined.clone(), key: joined.clone(), number: None, capital: true, initials: false };
        word_cost(last, &whole, 0, false, context)
    });
    let cost = joined.or_else(|| word_cost(last, person.surname, 0, false, context))?;
    let given: Vec<&Word> = before.iter().filter(|word| !listed(PARTICLES, &word.text)).copied().collect();
    Some(cost + given_cost(&given, &person.given)? + 1)
}

/// Given names in order; some may be missing, an initial stands for a name either way.
fn given_cost(reply: &[&Word], answer: &[&Word]) -> Option<u32> {
    let (reply, answer) = (apart(reply), apart(answer));
    // "Thomas A. Edison", "Charles Robert Darwin"; but "John Quincy Adams" is another than "John Adams".
    let may_add = answer.len() == 1 && reply.first().is_some_and(|first| first.chars().count() > 1);
    let (mut at, mut sum) = (0, 0);
    for (i, name) in reply.iter().enumerate() {
        let found =
            answer.iter().enumerate().skip(at).find_map(|(j, other)| given_name(name, other).map(|cost| (j, cost)));
        match found {
            Some((j, cost)) => (at, sum) = (j + 1, sum + cost),
            None if may_add && i > 0 && (name.chars().count() == 1 || is_given_name(name)) => {}
            None => return None,
        }
    }
    Some(sum)
}

fn apart(names: &[&Word]) -> Vec<String> {
    let letters = |word: &&Word| -> Vec<String> {
        if is_initials(word) { word.text.chars().map(String::from).collect() } else { vec![word.text.clone()] }
    };
    names.iter().flat_map(letters).collect()
}

fn given_name(a: &str, b: &str) -> Option<u32> {
    let initial = |short: &str, long: &str| short.chars().count() == 1 && long.starts_with(short);
    if a == b {
        return Some(0);
    }
    if initial(a, b) || initial(b, a) {
        return Some(1);
    }
    if is_given_name(a) && is_given_name(b) {
        return same_name(a, b);
    }
    let letters = u32::try_from(a.chars().count().min(b.chars().count())).ok().filter(|n| *n > 2)?;
    let close = slips(a, b, letters * 2 + 2).filter(|_| a.chars().next() == b.chars().next());
    // By ear "Mary" is "Marie"; "Alfred" is nobody's "Albert".
    close.or_else(|| slips(a, b, letters * 4).filter(|_| sounds(a).meet(&sounds(b))))
}

/// Whether a reply is a name of which the answer says which one: "Henry" of "Henry VIII", "Catherine" of "Catherine
/// the Great", "World War" of "World War II".
pub fn is_head(reply: &Phrase, answer: &Phrase) -> bool {
    const FEW: i128 = 99 * super::numbers::ONE;
    let words = &answer.words;
    let Some((last, head)) = words.split_last() else { return false };
    let number = last.number.or_else(|| last.roman(head.len()));
    let same = |a: &[Word], b: &[Word]| {
        a.len() == b.len()
            && a.iter()
                .zip(b)
                .enumerate()
                .all(|(i, (a, b))| same_word(a, i, b, i) || word_cost(a, b, i, false, Context::None).is_some())
    };
    let named = |head: &[Word]| {
        let title = without_title(&answer.part(head));
        head.iter().all(|word| word.number.is_none() && !super::units::is_month(word))
            && head.iter().map(Word::len).sum::<usize>() > 3
            && (same(&reply.words, head) || title.is_some_and(|head| same(&reply.words, &head.words)))
    };
    if number.is_some_and(|n| n <= FEW && n > 0) && !head.is_empty() {
        let name = head[0].capital;
        return name && named(head);
    }
    answer.epithet && named(&words[..1])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn people_go_by_their_surname() {
        for (reply, answer, right) in [
            ("Einstein", "Albert Einstein", true),
            ("A. Einstein", "Albert Einstein", true),
            ("Einstein Albert", "Albert Einstein", true),
            ("Albert", "Albert Einstein", false),
            ("Alfred Einstein", "Albert Einstein", false),
            ("W. A. Mozart", "Wolfgang Amadeus Mozart", true),
            ("Leopold Mozart", "Wolfgang Amadeus Mozart", false),
            ("Van Gough", "Vincent van Gogh", true),
            ("davinci", "Leonardo da Vinci", true),
            ("JRR Tolkien", "J. R. R. Tolkien", true),
            ("Thomas A. Edison", "Thomas Edison", true),
            ("Charles Robert Darwin", "Charles Darwin", true),
            ("George H. W. Bush", "George W. Bush", false),
            ("John Quincy Adams", "John Adams", false),
            ("Falls", "Victoria Falls", false),
            ("York", "New York", false),
        ] {
            assert_eq!(as_person(&Phrase::of(reply), &Phrase::of(answer)).is_some(), right, "{reply} for {answer}");
        }
    }

    #[test]
    fn heads_of_numbered_names_are_vague() {
        for (reply, answer, vague) in [
            ("Henry", "Henry VIII", true),
            ("Elizabeth", "Elizabeth II", true),
            ("World War", "World War II", true),
            ("Catherine", "Catherine the Great", true),
            ("Edward", "Henry VIII", false),
            ("Samurai", "Seven Samurai", false),
            ("Gone", "Gone with the Wind", false),
        ] {
            assert_eq!(is_head(&Phrase::of(reply), &Phrase::of(answer)), vague, "{reply} for {answer}");
        }
    }
}
